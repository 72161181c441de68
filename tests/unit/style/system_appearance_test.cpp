// SPDX-License-Identifier: GPL-3.0-or-later
// What the settings portal says of contrast, motion and scheme. The bus is a private dbus-daemon; the portal is played here.
#include "style/SystemAppearance.h"
#include "support/TestProgram.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusMessage>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace system_appearance_test {

/// org.freedesktop.portal.Settings, as far as Jackdaw uses it.
class FakePortal : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    QHash<QString, QVariant> values; ///< "space key"
    int reads = 0;

    void change(const QString &space, const QString &key, const QVariant &value)
    {
        values.insert(space + u' ' + key, value);
        Q_EMIT SettingChanged(space, key, QDBusVariant(value));
    }

public Q_SLOTS:
    QDBusVariant Read(const QString &space, const QString &key)
    {
        ++reads;
        const QVariant value = values.value(space + u' ' + key);
        if (!value.isValid()) {
            sendErrorReply(u"org.freedesktop.portal.Error.NotFound"_s, u"Requested setting not found"_s);
            return {};
        }
        return QDBusVariant(QVariant::fromValue(QDBusVariant(value))); // wrapped twice, as the real one does
    }

Q_SIGNALS:
    void SettingChanged(const QString &space, const QString &key, const QDBusVariant &value);
};

class SystemAppearanceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
            QFAIL("dbus-daemon is not installed; run this through installer/toolbox, which has it");
        m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
        QVERIFY(m_daemon.waitForStarted());
        QTRY_VERIFY(m_daemon.canReadLine() || m_daemon.waitForReadyRead(100));
        const QByteArray address = m_daemon.readLine().trimmed();
        QVERIFY(!address.isEmpty());
        qputenv("DBUS_SESSION_BUS_ADDRESS", address);
        m_bus = std::make_unique<QDBusConnection>(QDBusConnection::connectToBus(QString::fromLocal8Bit(address), u"portal"_s));
        QVERIFY(m_bus->isConnected());
    }

    void init()
    {
        m_portal = std::make_unique<FakePortal>();
        QVERIFY(m_bus->registerObject(u"/org/freedesktop/portal/desktop"_s, m_portal.get(),
                                      QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
        QVERIFY(m_bus->registerService(u"org.freedesktop.portal.Desktop"_s));
        m_appearance = std::make_unique<SystemAppearance>();
    }

    void cleanup()
    {
        m_appearance.reset();
        m_bus->unregisterObject(u"/org/freedesktop/portal/desktop"_s);
        m_bus->unregisterService(u"org.freedesktop.portal.Desktop"_s);
        m_portal.reset();
    }

    void cleanupTestCase()
    {
        m_bus.reset();
        QDBusConnection::disconnectFromBus(u"portal"_s);
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }

    void motionIsReducedWhereTheDesktopSaysSo_data()
    {
        QTest::addColumn<QString>("space");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QVariant>("off");
        QTest::addColumn<QVariant>("on");
        QTest::newRow("GNOME") << u"org.gnome.desktop.interface"_s << u"enable-animations"_s << QVariant(false) << QVariant(true);
        QTest::newRow("neutral") << u"org.freedesktop.appearance"_s << u"reduced-motion"_s << QVariant(1u) << QVariant(0u);
        QTest::newRow("KDE") << u"org.kde.kdeglobals.KDE"_s << u"AnimationDurationFactor"_s << QVariant(u"0"_s) << QVariant(u"1"_s);
    }
    void motionIsReducedWhereTheDesktopSaysSo()
    {
        QFETCH(QString, space);
        QFETCH(QString, key);
        QFETCH(QVariant, off);
        QFETCH(QVariant, on);
        m_portal->values.insert(space + u' ' + key, off);
        QSignalSpy motion(m_appearance.get(), &SystemAppearance::motionChanged);
        m_appearance->start();
        QTRY_COMPARE(motion.size(), 1);
        QCOMPARE(motion.at(0).at(0).toBool(), true);
        m_portal->change(space, key, on);
        QTRY_COMPARE(motion.size(), 2);
        QCOMPARE(motion.at(1).at(0).toBool(), false);
        m_portal->change(space, key, off);
        QTRY_COMPARE(motion.size(), 3);
        QCOMPARE(motion.at(2).at(0).toBool(), true);
    }

    void contrastIsHeard()
    {
        m_portal->values.insert(u"org.freedesktop.appearance contrast"_s, 1u);
        QSignalSpy contrast(m_appearance.get(), &SystemAppearance::contrastChanged);
        QSignalSpy motion(m_appearance.get(), &SystemAppearance::motionChanged);
        m_appearance->start();
        QTRY_COMPARE(contrast.size(), 1);
        QCOMPARE(contrast.at(0).at(0).toBool(), true);
        m_portal->change(u"org.freedesktop.appearance"_s, u"contrast"_s, 0u);
        QTRY_COMPARE(contrast.size(), 2);
        QCOMPARE(contrast.at(1).at(0).toBool(), false);
        QCOMPARE(motion.size(), 0); // nobody said anything about motion
    }

    void theSchemeIsHeard()
    {
        m_portal->values.insert(u"org.freedesktop.appearance color-scheme"_s, 1u);
        QSignalSpy scheme(m_appearance.get(), &SystemAppearance::schemeChanged);
        m_appearance->start();
        QTRY_COMPARE(scheme.size(), 1);
        QCOMPARE(scheme.at(0).at(0).value<Qt::ColorScheme>(), Qt::ColorScheme::Dark);
        for (const auto &[value, said] : {std::pair(2u, Qt::ColorScheme::Light), std::pair(0u, Qt::ColorScheme::Unknown)}) {
            scheme.clear();
            m_portal->change(u"org.freedesktop.appearance"_s, u"color-scheme"_s, value);
            QTRY_COMPARE(scheme.size(), 1);
            QCOMPARE(scheme.at(0).at(0).value<Qt::ColorScheme>(), said);
        }
    }

private:
    QProcess m_daemon;
    std::unique_ptr<QDBusConnection> m_bus;
    std::unique_ptr<FakePortal> m_portal;
    std::unique_ptr<SystemAppearance> m_appearance;
};

JACKDAW_TEST(SystemAppearanceTest)

} // namespace system_appearance_test

#include "system_appearance_test.moc"
