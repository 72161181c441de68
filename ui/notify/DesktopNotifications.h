// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "notify/NotificationPolicy.h"

#include <QHash>
#include <QObject>
#include <optional>

namespace jackdaw {

/// Shows notifications through org.freedesktop.Notifications (Desktop Notifications Specification 1.2): one a chat, a
/// new one in the place of the old. Owned by the composition root, GUI thread; all calls are asynchronous, and the bus
/// is first spoken to when the first notification is due. Where there is no such service, nothing happens. Never decides
/// what is worth showing.
class DesktopNotifications : public QObject
{
    Q_OBJECT
public:
    explicit DesktopNotifications(QObject *parent = nullptr);
    ~DesktopNotifications() override;

    void show(const jackdaw::Notification &notification);
    /// The chat was read: its notification, if there is one, goes.
    void close(jackdaw::ConversationId conversation);
    void closeAll();

Q_SIGNALS:
    /// The user clicked. The token, if not empty, lets the window take the focus (xdg-activation, startup notification).
    void chatRequested(jackdaw::ConversationId conversation, const QString &activationToken);

private Q_SLOTS:
    void onActionInvoked(uint id, const QString &action);
    void onClosed(uint id, uint reason);
    void onActivationToken(uint id, const QString &token);

private:
    struct Shown {
        uint id = 0;            ///< 0: the service has not answered yet
        bool closeWanted = false;
        std::optional<Notification> next; ///< came while waiting for the first answer
    };
    enum class Service { Unknown, Asked, Ready };

    bool connectToService();
    void send(const Notification &notification);
    void sendClose(uint id);
    ConversationId conversationOf(uint id) const;

    Service m_service = Service::Unknown;
    bool m_markup = false;
    bool m_actions = true;
    QList<Notification> m_pending; ///< until the service has told what it can do
    QHash<ConversationId, Shown> m_shown;
    QHash<uint, QString> m_tokens;
};

} // namespace jackdaw
