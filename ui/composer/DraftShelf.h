// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "chat/OutgoingText.h"

#include <QHash>
#include <functional>

namespace jackdaw {

/// What was written in chats and not sent, as it was said last: whoever shows a chat a moment after it was left, in the
/// same window or in another, neither misses words that are on their way to the disk nor has those that were just sent.
/// Owned by AppContext for all windows, GUI thread. Reads what is on disk by the function that it is given; writes nothing
/// itself.
class DraftShelf
{
public:
    using Read = std::function<ChatDraft(ConversationId chat)>;

    explicit DraftShelf(Read read) : m_read(std::move(read)) {}

    ChatDraft draft(ConversationId chat) const;
    /// It is on its way to the disk, and holds until settle() is told what this gives.
    quint64 put(ConversationId chat, const ChatDraft &draft);
    /// What was put then is on disk, or nobody has use for it; what was put since holds on.
    void settle(ConversationId chat, quint64 put);

private:
    struct OnItsWay
    {
        ChatDraft draft;
        quint64 put = 0;
    };

    Read m_read;
    QHash<ConversationId, OnItsWay> m_onTheirWay;
    quint64 m_last = 0;
};

} // namespace jackdaw
