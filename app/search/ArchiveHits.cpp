// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/ArchiveHits.h"

#include <algorithm>

namespace jackdaw {

void ArchiveHits::clear()
{
    const int serial = m_serial + 1; // what is under way is of no use any more
    *this = ArchiveHits();
    m_serial = serial;
}

qsizetype ArchiveHits::removeChat(ConversationId conversation)
{
    if (!conversation.isValid()) {
        return 0; // which stands for all that have no chat here
    }
    return m_messages.removeIf([conversation](const ArchivedMessage &message) { return message.conversation == conversation; });
}

int ArchiveHits::begin(qsizetype questions, const QList<Question> &later)
{
    m_open = questions;
    m_wasAsked = true;
    m_noneToAsk = questions == 0;
    m_further = later;
    m_error.reset();
    return ++m_serial;
}

bool ArchiveHits::take(int serial, const Question &asked, const Result<ArchiveFound> &answer)
{
    if (serial != m_serial || m_open == 0) {
        return false;
    }
    --m_open;
    if (!answer) {
        const bool isUseless = answer.error().kind == ErrorKind::Unavailable;
        if (!isUseless) {
            m_further.append(asked);
        }
        if (!isUseless || (!m_error && !m_anyAnswered)) {
            m_error = answer.error();
        }
        return true;
    }
    m_anyAnswered = true;
    if (m_error && m_error->kind == ErrorKind::Unavailable) {
        m_error.reset();
    }
    for (const ArchivedMessage &message : answer->messages) {
        const bool isKnown = std::any_of(m_messages.cbegin(), m_messages.cend(), [&](const ArchivedMessage &other) {
            return other.account == message.account && other.peer == message.peer && other.id == message.id;
        });
        if (!isKnown) {
            m_messages.append(message);
        }
    }
    std::stable_sort(m_messages.begin(), m_messages.end(), [](const auto &a, const auto &b) { return a.time > b.time; });
    if (answer->next.isValid()) {
        Question further = asked;
        further.search.before = answer->next;
        m_further.append(further);
    }
    return true;
}

} // namespace jackdaw
