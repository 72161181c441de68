// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/DraftShelf.h"

namespace jackdaw {

ChatDraft DraftShelf::draft(ConversationId chat) const
{
    const auto found = m_onTheirWay.constFind(chat);
    return found == m_onTheirWay.constEnd() ? m_read(chat) : found->draft;
}

quint64 DraftShelf::put(ConversationId chat, const ChatDraft &draft)
{
    m_onTheirWay.insert(chat, {draft, ++m_last});
    return m_last;
}

void DraftShelf::settle(ConversationId chat, quint64 put)
{
    const auto found = m_onTheirWay.constFind(chat);
    if (found != m_onTheirWay.constEnd() && found->put == put)
        m_onTheirWay.erase(found);
}

} // namespace jackdaw
