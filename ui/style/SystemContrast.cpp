// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/SystemContrast.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

const auto service = u"org.freedesktop.portal.Desktop"_s;
const auto path = u"/org/freedesktop/portal/desktop"_s;
const auto interface = u"org.freedesktop.portal.Settings"_s;
const auto space = u"org.freedesktop.appearance"_s;
const auto contrastKey = u"contrast"_s;

/// Read() wraps the value twice, ReadOne() and the signal once.
uint unwrapped(QVariant value)
{
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value.toUInt();
}

} // namespace

void SystemContrast::start()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service, path, interface, u"SettingChanged"_s, this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage read = QDBusMessage::createMethodCall(service, path, interface, u"Read"_s);
    read << space << contrastKey;
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(read), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError())
            Q_EMIT changed(unwrapped(reply.value().variant()) == 1);
    });
}

void SystemContrast::settingChanged(const QString &where, const QString &key, const QDBusVariant &value)
{
    if (where == space && key == contrastKey)
        Q_EMIT changed(unwrapped(value.variant()) == 1);
}

} // namespace jackdaw
