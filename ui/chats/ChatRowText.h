// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/ChatListModel.h"

#include <QString>

namespace jackdaw {

/// What the second line of a chat row says. Pure values and functions, GUI thread. They know the row of
/// ChatListModel and nothing else, paint nothing, and keep nothing; ChatRowDelegate paints what they say,
/// screen readers hear it.
struct ChatPreview
{
    enum class Kind { Empty, Message, Draft, Typing };
    Kind kind = Kind::Empty;
    QString lead; ///< "You:", "Draft:", in groups "Priya:", or empty
    enum class Lead { Ours, Sender } leadOf = Lead::Ours; ///< Sender: in a group, whoever else said it
    QString text; ///< one line

    /// Lead and text as they are read out.
    QString spoken() const;
};

/// Typing before draft before the last message; the open chat shows no draft of its own, as its text stands in the field.
ChatPreview chatPreview(const ChatListModel::Row &row);

/// `{name}, {whom they are not}, {n} unread, mentioned, muted, {state}, {preview}, {time}, account {account}`, parts only when true (ui.md, "Accessible names").
/// The state is the presence, and what became of one's own last message where that asks for care.
/// `now`: ms since 1970 UTC.
QString chatRowSpokenText(const ChatListModel::Row &row, qint64 now);

} // namespace jackdaw
