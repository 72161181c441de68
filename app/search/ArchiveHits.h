// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "search/ArchiveSearch.h"

namespace jackdaw {

/// What archives on servers answered to one search, as far as they were asked: what they have, what went wrong, and where each
/// goes on. A plain value, GUI thread; SearchModel holds it and shows it. Asks nobody itself, and forgets all when the
/// search becomes another one.
class ArchiveHits
{
public:
    /// One archive, and what it is asked.
    struct Question {
        AccountId account;
        ArchiveSearch search;
        friend bool operator==(const Question &, const Question &) = default;
    };
    enum class State { Unasked, Asking, Answered };

    void clear();
    /// Nothing of that chat stays to be read. How many went.
    qsizetype removeChat(ConversationId conversation);
    /// So many archives are being asked, and `later` are left for when the user wants more. The number that their answers
    /// have to come with.
    int begin(qsizetype questions, const QList<Question> &later = {});
    /// False: it answers a search that is over.
    bool take(int serial, const Question &asked, const Result<ArchiveFound> &answer);

    State state() const { return m_open > 0 ? State::Asking : m_wasAsked ? State::Answered : State::Unasked; }
    /// There was no archive that the question could go to: its chats are of an account that is not online, or none at all.
    bool hadNoneToAsk() const { return m_noneToAsk; }
    /// Newest first.
    const QList<ArchivedMessage> &messages() const { return m_messages; }
    /// What can be asked now: where archives go on, and those that did not answer.
    const QList<Question> &further() const { return m_further; }
    /// Of an archive that may answer the next time; of Unavailable only if none could look for words.
    const std::optional<Error> &error() const { return m_error; }

private:
    int m_serial = 0;
    qsizetype m_open = 0;
    bool m_wasAsked = false;
    bool m_noneToAsk = false;
    QList<ArchivedMessage> m_messages;
    QList<Question> m_further;
    std::optional<Error> m_error;
    bool m_anyAnswered = false;
};

} // namespace jackdaw
