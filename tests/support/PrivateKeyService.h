// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/PrivateBus.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVirtualObject>
#include <QMutex>
#include <QThread>

namespace jackdaw::test {

using namespace Qt::StringLiterals;

/// org.kde.KWallet, as far as QtKeychain uses it.
class FakeWallet : public QDBusVirtualObject
{
    Q_OBJECT
public:
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        const QMutexLocker lock(&m_mutex);
        const QString method = message.member();
        const QList<QVariant> arguments = message.arguments(); // handle, folder, key, …
        const QString key = arguments.value(1).toString() + u'|' + arguments.value(2).toString();
        QVariant answer;
        if (method == u"networkWallet") {
            answer = u"kdewallet"_s;
        } else if (method == u"isEnabled") {
            answer = true;
        } else if (method == u"open") {
            answer = m_opens ? 1 : -1;
        } else if (method == u"entryType") {
            answer = m_entries.contains(key) ? 1 : 0;
        } else if (method == u"hasEntry") {
            answer = m_entries.contains(key);
        } else if (method == u"readPassword") {
            answer = m_entries.value(key);
        } else if (method == u"writePassword") {
            m_entries.insert(key, arguments.value(3).toString());
            answer = 0;
        } else if (method == u"removeEntry") {
            answer = m_entries.remove(key) > 0 ? 0 : -3;
        } else {
            return false;
        }
        return connection.send(message.createReply(answer));
    }
    QMap<QString, QString> entries() const
    {
        const QMutexLocker lock(&m_mutex);
        return m_entries;
    }
    void setOpens(bool opens)
    {
        const QMutexLocker lock(&m_mutex);
        m_opens = opens;
    }

private:
    mutable QMutex m_mutex;
    QMap<QString, QString> m_entries;
    bool m_opens = true;
};

/// A bus of its own with the key service on it, which QtKeychain takes for the desktop's from then on. The service has
/// a thread of its own, as QtKeychain waits for its first answer. Owned by a test, one a process; ends with it. Keeps
/// secrets in memory alone, and never touches the desktop's wallet.
class PrivateKeyService
{
public:
    ~PrivateKeyService()
    {
        QDBusConnection::disconnectFromBus(u"wallet"_s);
        m_thread.quit();
        m_thread.wait();
    }
    /// False without dbus-daemon.
    bool start()
    {
        const QString address = m_bus.start();
        if (address.isEmpty())
            return false;
        qputenv("XDG_CURRENT_DESKTOP", "KDE");
        qputenv("KDE_SESSION_VERSION", "6");
        wallet.moveToThread(&m_thread);
        m_thread.start();
        auto bus = QDBusConnection::connectToBus(address, u"wallet"_s);
        return bus.registerVirtualObject(u"/modules/kwalletd6"_s, &wallet) && bus.registerService(u"org.kde.kwalletd6"_s);
    }

    FakeWallet wallet;

private:
    PrivateBus m_bus;
    QThread m_thread;
};

} // namespace jackdaw::test
