// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/DesktopNotifications.h"

#include "base/Log.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

namespace jackdaw {

namespace {

const QString service = QStringLiteral("org.freedesktop.Notifications");
const QString path = QStringLiteral("/org/freedesktop/Notifications");

QDBusMessage call(const QString &method)
{
    return QDBusMessage::createMethodCall(service, path, service, method);
}

} // namespace

DesktopNotifications::DesktopNotifications(QObject *parent) : QObject(parent) {}

DesktopNotifications::~DesktopNotifications()
{
    closeAll();
}

bool DesktopNotifications::connectToService()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return false;
    bus.connect(service, path, service, QStringLiteral("ActionInvoked"), this, SLOT(onActionInvoked(uint,QString)));
    bus.connect(service, path, service, QStringLiteral("NotificationClosed"), this, SLOT(onClosed(uint,uint)));
    bus.connect(service, path, service, QStringLiteral("ActivationToken"), this, SLOT(onActivationToken(uint,QString)));

    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call(QStringLiteral("GetCapabilities"))), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this](QDBusPendingCallWatcher *finished) {
        finished->deleteLater();
        const QDBusPendingReply<QStringList> reply = *finished;
        if (reply.isError()) {
            // Perhaps the service starts later; the next notification asks again.
            qCDebug(log::ui) << "no notification service:" << reply.error().name();
            m_service = Service::Unknown;
            m_pending.clear();
            m_shown.clear();
            return;
        }
        m_markup = reply.value().contains(QStringLiteral("body-markup"));
        m_actions = reply.value().contains(QStringLiteral("actions"));
        m_service = Service::Ready;
        const QList<Notification> pending = std::exchange(m_pending, {});
        for (const Notification &notification : pending)
            show(notification);
    });
    return true;
}

void DesktopNotifications::show(const Notification &notification)
{
    if (m_service != Service::Ready) {
        m_pending.removeIf([&](const Notification &other) { return other.conversation == notification.conversation; });
        m_pending.append(notification);
        if (m_service == Service::Unknown) {
            m_service = Service::Asked;
            if (!connectToService()) {
                m_service = Service::Unknown;
                m_pending.clear();
            }
        }
        return;
    }
    const auto shown = m_shown.find(notification.conversation);
    if (shown != m_shown.end() && shown->id == 0) {
        // The first one's number is not known yet, so it cannot be replaced yet.
        shown->next = notification;
        shown->closeWanted = false;
        return;
    }
    send(notification);
}

void DesktopNotifications::send(const Notification &notification)
{
    Shown &shown = m_shown[notification.conversation];
    const uint replaces = std::exchange(shown.id, 0u);
    QStringList actions;
    if (m_actions)
        actions << QStringLiteral("default") << QCoreApplication::translate("Notifications", "Open chat");
    const QVariantMap hints{
        {QStringLiteral("desktop-entry"), QStringLiteral("jackdaw")},
        {QStringLiteral("category"), QStringLiteral("im.received")},
        {QStringLiteral("sender-pid"), qint64(QCoreApplication::applicationPid())},
    };
    QDBusMessage message = call(QStringLiteral("Notify"));
    // The title is plain text by the specification; the body is not where the service says so.
    message << QCoreApplication::translate("Notifications", "Jackdaw") << replaces << QStringLiteral("jackdaw")
            << notification.title << (m_markup ? notification.body.toHtmlEscaped() : notification.body) << actions
            << hints << -1;

    const ConversationId conversation = notification.conversation;
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(message), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, conversation](QDBusPendingCallWatcher *finished) {
        finished->deleteLater();
        const QDBusPendingReply<uint> reply = *finished;
        const auto entry = m_shown.find(conversation);
        if (reply.isError()) {
            qCDebug(log::ui) << "a notification was refused:" << reply.error().name();
            if (entry != m_shown.end())
                m_shown.erase(entry);
            return;
        }
        if (entry == m_shown.end()) {
            sendClose(reply.value());
            return;
        }
        entry->id = reply.value();
        if (entry->closeWanted) {
            m_shown.erase(entry);
            sendClose(reply.value());
        } else if (entry->next) {
            const Notification next = *std::exchange(entry->next, std::nullopt);
            send(next);
        }
    });
}

void DesktopNotifications::sendClose(uint id)
{
    QDBusMessage message = call(QStringLiteral("CloseNotification"));
    message << id;
    QDBusConnection::sessionBus().send(message);
}

void DesktopNotifications::close(ConversationId conversation)
{
    m_pending.removeIf([&](const Notification &notification) { return notification.conversation == conversation; });
    const auto shown = m_shown.find(conversation);
    if (shown == m_shown.end())
        return;
    if (shown->id == 0) {
        shown->closeWanted = true;
        shown->next.reset();
        return;
    }
    const uint id = shown->id;
    m_shown.erase(shown);
    sendClose(id);
}

void DesktopNotifications::closeAll()
{
    const QList<ConversationId> conversations = m_shown.keys();
    for (ConversationId conversation : conversations)
        close(conversation);
}

ConversationId DesktopNotifications::conversationOf(uint id) const
{
    for (auto shown = m_shown.cbegin(); shown != m_shown.cend(); ++shown) {
        if (shown->id == id)
            return shown.key();
    }
    return {};
}

void DesktopNotifications::onActionInvoked(uint id, const QString &action)
{
    // Signals of all programs' notifications arrive here; only numbers of ours count.
    const ConversationId conversation = conversationOf(id);
    const QString token = m_tokens.take(id);
    if (conversation.isValid() && action == QLatin1StringView("default"))
        Q_EMIT chatRequested(conversation, token);
}

void DesktopNotifications::onClosed(uint id, uint reason)
{
    Q_UNUSED(reason)
    const ConversationId conversation = conversationOf(id);
    if (conversation.isValid())
        m_shown.remove(conversation);
    m_tokens.remove(id);
}

void DesktopNotifications::onActivationToken(uint id, const QString &token)
{
    if (conversationOf(id).isValid())
        m_tokens.insert(id, token);
}

} // namespace jackdaw
