// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/TrayWatch.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusServiceWatcher>
#include <QGuiApplication>

#include <cstdlib>
#include <memory>
#include <xcb/xcb.h>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr QLatin1StringView trayService("org.kde.StatusNotifierWatcher");

/// Of the freedesktop.org "System Tray Protocol": whoever owns this selection takes icons.
bool hasOldTray()
{
    auto *platform = qGuiApp->nativeInterface<QNativeInterface::QX11Application>();
    if (!platform)
        return false;
    xcb_connection_t *connection = platform->connection();
    constexpr char name[] = "_NET_SYSTEM_TRAY_S0";
    const std::unique_ptr<xcb_intern_atom_reply_t, decltype(&std::free)> atom(
        xcb_intern_atom_reply(connection, xcb_intern_atom(connection, 1, sizeof name - 1, name), nullptr), std::free);
    if (!atom || atom->atom == XCB_ATOM_NONE)
        return false;
    const std::unique_ptr<xcb_get_selection_owner_reply_t, decltype(&std::free)> owner(
        xcb_get_selection_owner_reply(connection, xcb_get_selection_owner(connection, atom->atom), nullptr), std::free);
    return owner && owner->owner != XCB_WINDOW_NONE;
}

} // namespace

TrayWatch::TrayWatch(QObject *parent) : QObject(parent)
{
    auto *watcher = new QDBusServiceWatcher(trayService, QDBusConnection::sessionBus(), QDBusServiceWatcher::WatchForRegistration, this);
    connect(watcher, &QDBusServiceWatcher::serviceRegistered, this, &TrayWatch::appeared);
}

bool TrayWatch::isThere() const
{
    const QDBusConnectionInterface *bus = QDBusConnection::sessionBus().interface();
    return (bus && bus->isServiceRegistered(trayService)) || hasOldTray();
}

} // namespace jackdaw
