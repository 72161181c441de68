// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/SystemAppearance.h"

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

/// The desktop-neutral names first; portals that do not know them pass on what GNOME and KDE have.
struct Setting
{
    QLatin1StringView space;
    QLatin1StringView key;
    enum class About { Contrast, Motion, Scheme } about;
    bool (*isOn)(const QVariant &value); ///< asks for high contrast, for no motion, or for dark
};
constexpr Setting settings[] = {
    {"org.freedesktop.appearance"_L1, "color-scheme"_L1, Setting::About::Scheme, [](const QVariant &value) { return value.toUInt() == 1; }},
    {"org.freedesktop.appearance"_L1, "contrast"_L1, Setting::About::Contrast,
     [](const QVariant &value) { return value.toUInt() == 1; }},
    {"org.freedesktop.appearance"_L1, "reduced-motion"_L1, Setting::About::Motion,
     [](const QVariant &value) { return value.toUInt() == 1; }},
    {"org.gnome.desktop.interface"_L1, "enable-animations"_L1, Setting::About::Motion,
     [](const QVariant &value) { return value.metaType() == QMetaType::fromType<bool>() && !value.toBool(); }},
    {"org.kde.kdeglobals.KDE"_L1, "AnimationDurationFactor"_L1, Setting::About::Motion, [](const QVariant &value) {
         bool isNumber = false;
         const double factor = value.toDouble(&isNumber);
         return isNumber && factor == 0;
     }},
};

/// Read() wraps the value twice, ReadOne() and the signal once.
QVariant unwrapped(QVariant value)
{
    while (value.metaType() == QMetaType::fromType<QDBusVariant>())
        value = value.value<QDBusVariant>().variant();
    return value;
}

} // namespace

void SystemAppearance::start()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(service, path, interface, u"SettingChanged"_s, this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    for (const Setting &setting : settings) {
        QDBusMessage read = QDBusMessage::createMethodCall(service, path, interface, u"Read"_s);
        read << QString(setting.space) << QString(setting.key);
        auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(read), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, &setting] {
            watcher->deleteLater();
            const QDBusPendingReply<QDBusVariant> reply = *watcher;
            if (!reply.isError())
                settingChanged(setting.space, setting.key, reply.value());
        });
    }
}

void SystemAppearance::settingChanged(const QString &space, const QString &key, const QDBusVariant &value)
{
    for (const Setting &setting : settings) {
        if (setting.space != space || setting.key != key)
            continue;
        const bool on = setting.isOn(unwrapped(value.variant()));
        if (setting.about == Setting::About::Scheme) {
            const bool isLight = unwrapped(value.variant()).toUInt() == 2; // else nothing is preferred
            Q_EMIT schemeChanged(on ? Qt::ColorScheme::Dark : isLight ? Qt::ColorScheme::Light : Qt::ColorScheme::Unknown);
            return;
        }
        if (setting.about == Setting::About::Contrast) {
            Q_EMIT contrastChanged(on);
            return;
        }
        const bool before = !m_againstMotion.isEmpty();
        if (on)
            m_againstMotion.insert(key);
        else
            m_againstMotion.remove(key);
        if (before == m_againstMotion.isEmpty())
            Q_EMIT motionChanged(!before);
        return;
    }
}

} // namespace jackdaw
