// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"

#include <QHash>
#include <QList>
#include <QString>
#include <optional>

namespace jackdaw {

/// A message that came in just now, as far as a notification cares.
struct ArrivedMessage
{
    ConversationId conversation;
    QString name; ///< of the chat
    QString body;
    bool muted = false;
    QString account; ///< whose chat it is; empty where there is one account only
    QString lookAlike = {}; ///< what tells the sender apart from whom they could be taken for; empty of nearly everybody
};

/// What the user is doing while it comes in.
struct NotificationSituation
{
    bool enabled = true;      ///< the setting
    bool textShown = true;    ///< show what was written, not only who wrote
    bool doNotDisturb = false;
    bool windowActive = false;
    ConversationId openChat;  ///< the chat in the window, whether active or not
};

/// What is to be shown: one a chat, a later one replaces it.
struct Notification
{
    ConversationId conversation;
    QString title;
    QString body; ///< plain text

    friend bool operator==(const Notification &, const Notification &) = default;
};

/// Decides which messages become a notification and what it says. Pure but for the memory of when it last said yes; owned
/// by the composition root, GUI thread. Shows nothing itself (that is DesktopNotifications). It knows neither models nor
/// windows: what it must know comes with each call.
class NotificationPolicy
{
public:
    /// So many a minute a chat; what comes above that is silent, the unread count tells it anyway.
    static constexpr int perMinute = 3;
    static constexpr int bodyLimit = 200;

    /// `now`: ms of a clock that never goes back.
    std::optional<Notification> arrived(const ArrivedMessage &message, const NotificationSituation &situation, qint64 now);

private:
    QHash<ConversationId, QList<qint64>> m_shown;
};

} // namespace jackdaw
