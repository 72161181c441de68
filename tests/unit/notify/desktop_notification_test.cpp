// SPDX-License-Identifier: GPL-3.0-or-later
// What goes over the bus to the notification service, and what a click on one of them does. The bus is a private
// dbus-daemon; the service is played here.
#include "notify/DesktopNotifications.h"
#include "support/PrivateBus.h"
#include "support/TestProgram.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QStandardPaths>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace desktop_notification_test {

const ConversationId tomas{1}, leila{2};

/// The service of the Desktop Notifications Specification, as far as Jackdaw uses it.
class FakeService : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Notifications")
public:
    struct Shown {
        uint id;
        uint replaced;
        QString title;
        QString body;
        QStringList actions;
        QVariantMap hints;
    };
    QStringList capabilities{u"body"_s, u"body-markup"_s, u"actions"_s};
    QList<Shown> shown;
    QList<uint> closed;

    void click(uint id, const QString &token)
    {
        Q_EMIT ActivationToken(id, token);
        Q_EMIT ActionInvoked(id, u"default"_s);
    }

public Q_SLOTS:
    QStringList GetCapabilities() { return capabilities; }
    uint Notify(const QString &, uint replaces, const QString &, const QString &title, const QString &body,
                const QStringList &actions, const QVariantMap &hints, int)
    {
        const uint id = replaces != 0 ? replaces : ++m_last;
        shown.append({id, replaces, title, body, actions, hints});
        return id;
    }
    void CloseNotification(uint id) { closed << id; }

Q_SIGNALS:
    void ActionInvoked(uint id, const QString &action);
    void ActivationToken(uint id, const QString &token);
    void NotificationClosed(uint id, uint reason);

private:
    uint m_last = 100;
};

class DesktopNotificationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
            QFAIL("dbus-daemon is not installed; run this through installer/toolbox, which has it");
        const QString address = m_privateBus.start();
        QVERIFY(!address.isEmpty());
        m_bus = std::make_unique<QDBusConnection>(QDBusConnection::connectToBus(address, u"service"_s));
        QVERIFY(m_bus->isConnected());
    }

    void init()
    {
        m_service = std::make_unique<FakeService>();
        QVERIFY(m_bus->registerObject(u"/org/freedesktop/Notifications"_s, m_service.get(),
                                      QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(m_bus->registerService(u"org.freedesktop.Notifications"_s));
    }

    void cleanup()
    {
        m_bus->unregisterObject(u"/org/freedesktop/Notifications"_s);
        m_bus->unregisterService(u"org.freedesktop.Notifications"_s);
        m_service.reset();
    }

    void cleanupTestCase()
    {
        QDBusConnection::disconnectFromBus(u"service"_s);
    }

    void escapesWhereTheServiceReadsMarkup()
    {
        DesktopNotifications notifications;
        notifications.show({tomas, u"Tomas <Berg>"_s, u"1 < 2 & <b>bold</b>"_s});
        QTRY_COMPARE(m_service->shown.size(), 1);
        const FakeService::Shown &shown = m_service->shown.first();
        QCOMPARE(shown.title, u"Tomas <Berg>"_s); // the title is never markup
        QCOMPARE(shown.body, u"1 &lt; 2 &amp; &lt;b&gt;bold&lt;/b&gt;"_s);
        QVERIFY(shown.actions.contains(u"default"_s));
        QCOMPARE(shown.hints.value(u"desktop-entry"_s).toString(), u"jackdaw"_s);
    }

    void leavesPlainTextWhereItDoesNot()
    {
        m_service->capabilities = {u"body"_s};
        DesktopNotifications notifications;
        notifications.show({tomas, u"Tomas"_s, u"1 < 2"_s});
        QTRY_COMPARE(m_service->shown.size(), 1);
        QCOMPARE(m_service->shown.first().body, u"1 < 2"_s);
        QVERIFY(m_service->shown.first().actions.isEmpty());
    }

    void oneAChat()
    {
        DesktopNotifications notifications;
        notifications.show({tomas, u"Tomas"_s, u"one"_s});
        QTRY_COMPARE(m_service->shown.size(), 1);
        notifications.show({leila, u"Leila"_s, u"other"_s});
        QTRY_COMPARE(m_service->shown.size(), 2);
        // Quick ones, that come before the service has answered, do not pile up.
        notifications.show({tomas, u"Tomas"_s, u"two"_s});
        notifications.show({tomas, u"Tomas"_s, u"three"_s});
        notifications.show({tomas, u"Tomas"_s, u"four"_s});
        QTRY_VERIFY(!m_service->shown.isEmpty() && m_service->shown.last().body == u"four"_s);
        const uint first = m_service->shown.at(0).id;
        QVERIFY(m_service->shown.at(1).id != first);
        for (qsizetype i = 2; i < m_service->shown.size(); ++i)
            QCOMPARE(m_service->shown.at(i).replaced, first);
    }

    void clickOpensTheChat()
    {
        DesktopNotifications notifications;
        QSignalSpy wanted(&notifications, &DesktopNotifications::chatRequested);
        notifications.show({tomas, u"Tomas"_s, u"one"_s});
        notifications.show({leila, u"Leila"_s, u"two"_s});
        QTRY_COMPARE(m_service->shown.size(), 2);
        // The answers to both calls must be back before a number means a chat.
        notifications.show({leila, u"Leila"_s, u"again"_s});
        QTRY_COMPARE(m_service->shown.size(), 3);
        m_service->click(9999, u"foreign"_s); // another program's
        m_service->click(m_service->shown.at(0).id, u"token-1"_s);
        QTRY_COMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().at(0).value<ConversationId>(), tomas);
        QCOMPARE(wanted.first().at(1).toString(), u"token-1"_s);
    }

    void readOnesGo()
    {
        DesktopNotifications notifications;
        notifications.show({tomas, u"Tomas"_s, u"one"_s});
        QTRY_COMPARE(m_service->shown.size(), 1);
        notifications.close(tomas);
        QTRY_COMPARE(m_service->closed, (QList<uint>{m_service->shown.first().id}));
        // The next one is a new one.
        notifications.show({tomas, u"Tomas"_s, u"two"_s});
        QTRY_COMPARE(m_service->shown.size(), 2);
        QCOMPARE(m_service->shown.last().replaced, 0u);
    }

    void noServiceIsNoTrouble()
    {
        m_bus->unregisterService(u"org.freedesktop.Notifications"_s);
        DesktopNotifications notifications;
        notifications.show({tomas, u"Tomas"_s, u"lost"_s});
        // Once there is one, the next message asks again.
        QVERIFY(m_bus->registerService(u"org.freedesktop.Notifications"_s));
        QTRY_VERIFY((notifications.show({leila, u"Leila"_s, u"seen"_s}), !m_service->shown.isEmpty()));
        QCOMPARE(m_service->shown.first().body.isEmpty(), false);
    }

private:
    test::PrivateBus m_privateBus;
    std::unique_ptr<QDBusConnection> m_bus;
    std::unique_ptr<FakeService> m_service;
};

JACKDAW_TEST(DesktopNotificationTest)

} // namespace desktop_notification_test

#include "desktop_notification_test.moc"
