// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/SearchPlan.h"

#include "base/FoldedText.h"
#include "chat/MessageRow.h"
#include "search/IndexEntry.h"
#include "search/SearchText.h"

#include <QDateTime>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype namesLimit = 50; ///< people or chats that one name may stand for

QString quoted(const QStringList &tokens)
{
    // Tokens hold letters and digits only (SearchText), so nothing in them can be a part of FTS5's own syntax.
    return u'"' + tokens.join(u' ') + u'"';
}

/// Marks stand in no text, so no column is named: FTS5 would look through the places of every row for it.
QString anyOf(const QStringList &marks)
{
    QStringList words;
    for (const QString &mark : marks) {
        words.append(quoted({mark}));
    }
    return u'(' + words.join(u" OR "_s) + u')';
}

/// The words, each of which must be there.
QString wordsOf(const SearchQuery &query)
{
    QStringList words;
    for (const SearchQuery::Term &term : query.terms) {
        const auto sequence = searchText::forQuery(term.text);
        if (!sequence.tokens.isEmpty()) {
            const bool prefix = sequence.open || term.match == SearchQuery::Term::Match::Prefix;
            words.append(quoted(sequence.tokens) + (prefix ? u"*"_s : QString()));
        }
    }
    return words.join(u" AND "_s);
}

qint64 firstIdOf(QDate day)
{
    return day.startOfDay().toMSecsSinceEpoch() * messageRow::keysAMillisecond;
}

/// Those whose address or whole name it is; else those of which it is a part.
QList<const SearchName *> named(const QList<SearchName> &names, const QString &text)
{
    const QString folded = foldedText(text);
    QList<const SearchName *> whole;
    QList<const SearchName *> part;
    for (const SearchName &one : names) {
        const QString peer = one.peer.toString();
        if (whole.size() < namesLimit && (peer == folded || one.name == folded)) {
            whole.append(&one);
        } else if (part.size() < namesLimit && (one.name.contains(folded) || peer.contains(folded))) {
            part.append(&one);
        }
    }
    return whole.isEmpty() ? part : whole;
}

/// What `from:` asks the index for.
QStringList senderMarks(const SearchQuery &query, const QList<SearchName> &names, SearchPlan &plan)
{
    QStringList marks;
    for (const QString &name : query.from) {
        if (name.compare("me"_L1, Qt::CaseInsensitive) == 0) {
            marks.append(indexMark::own);
            plan.ownToo = true;
            continue;
        }
        const auto found = named(names, name);
        for (const SearchName *chat : found) {
            marks.append(indexMark::sender(chat->peer.toString()));
            plan.senders.insert(chat->peer);
        }
        if (found.isEmpty()) {
            plan.problems.append({SearchProblem::Kind::NoSuchPerson, name});
        }
    }
    marks.removeDuplicates();
    return marks;
}

QStringList chatMarks(const SearchQuery &query, const QList<SearchName> &names, QList<SearchProblem> &problems)
{
    QStringList marks;
    for (const QString &name : query.in) {
        const auto found = named(names, name);
        for (const SearchName *chat : found) {
            marks.append(indexMark::conversation(chat->conversation));
        }
        if (found.isEmpty()) {
            problems.append({SearchProblem::Kind::NoSuchChat, name});
        }
    }
    marks.removeDuplicates();
    return marks;
}

} // namespace

SearchPlan SearchPlan::make(const SearchQuery &query, const std::function<QList<SearchName>()> &read)
{
    SearchPlan plan;
    QStringList parts;
    if (const QString words = wordsOf(query); !words.isEmpty()) {
        parts.append(u'(' + words + u')');
    }
    if (!query.from.isEmpty() || !query.in.isEmpty()) {
        const QList<SearchName> names = read();
        for (const auto &[asked, marks] : {std::pair{query.from, senderMarks(query, names, plan)},
                                           {query.in, chatMarks(query, names, plan.problems)}}) {
            if (!marks.isEmpty()) {
                parts.append(anyOf(marks));
            }
            plan.impossible = plan.impossible || (!asked.isEmpty() && marks.isEmpty());
        }
    }
    if (query.is & SearchQuery::Mine) {
        parts.append(anyOf({indexMark::own}));
    }
    for (const auto &[content, mark] : {std::pair{SearchQuery::File, indexMark::file}, {SearchQuery::Link, indexMark::link},
                                        {SearchQuery::Image, indexMark::image}, {SearchQuery::Voice, indexMark::voice}}) {
        if (query.has & content) {
            parts.append(anyOf({mark}));
        }
    }
    plan.match = parts.join(u" AND "_s);
    if (query.before) {
        plan.highest = firstIdOf(*query.before) - 1;
    }
    if (query.after) {
        plan.lowest = firstIdOf(*query.after);
    }
    // Their partial indexes are small, and hold the ids.
    const QString alsoSaved = query.is & SearchQuery::Saved ? u" AND saved > 0"_s : QString();
    const QString alsoUnread = query.is & SearchQuery::Unread ? u" AND unread = 1"_s : QString();
    if (query.is & SearchQuery::Pinned) {
        plan.among = u"SELECT id FROM message INDEXED BY message_pinned WHERE pinned > 0"_s + alsoSaved + alsoUnread;
    } else if (query.is & SearchQuery::Saved) {
        plan.among = u"SELECT id FROM message INDEXED BY message_saved WHERE saved > 0"_s + alsoUnread;
    } else if (query.is & SearchQuery::Unread) {
        // No partial index of theirs: from the first of each chat that has any.
        plan.among = u"SELECT id FROM (SELECT m.id AS id FROM conversation c CROSS JOIN message m INDEXED BY message_place "
                     "ON m.conversation = c.id AND m.id >= c.first_unread AND m.unread = 1 WHERE c.first_unread > 0) WHERE true"_s;
    }
    plan.impossible = plan.impossible || query.isEmpty() || plan.lowest > plan.highest;
    return plan;
}

bool SearchPlan::takes(Direction direction, const BareJid &sender) const
{
    if (senders.isEmpty() && !ownToo) {
        return true;
    }
    return direction == Direction::Outgoing ? ownToo : senders.contains(sender);
}

QString SearchPlan::matchInChat(const SearchQuery &query, ConversationId conversation)
{
    const QString words = wordsOf(query);
    return words.isEmpty() ? QString() : u"{body file link} : ("_s + words + u") AND "_s + anyOf({indexMark::conversation(conversation)});
}

} // namespace jackdaw
