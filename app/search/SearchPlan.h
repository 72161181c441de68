// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"
#include "search/SearchQuery.h"

#include <QSet>
#include <functional>
#include <limits>

namespace jackdaw {

/// Somebody with whom there is a chat.
struct SearchName
{
    ConversationId conversation;
    BareJid peer;
    QString name; ///< folded (base/FoldedText)
};

/// A query with its names looked up, as what SQLite is asked: the expression for FTS5, a range of ids, and what the index
/// cannot tell apart. A plain value, made for one search by SearchReader, which runs it. Pure, any thread; it reads
/// nothing itself.
struct SearchPlan
{
    QString match; ///< for FTS5 (sqlite.org/fts5.html, 3); empty: there are no words and nothing that stands for one
    /// Selects the ids that the hits are among, where an index of the messages holds them and they are few; else empty.
    QString among;
    qint64 lowest = 0; ///< ids from here on
    qint64 highest = std::numeric_limits<qint64>::max();
    bool impossible = false; ///< nothing can be found
    /// `from:` with all names looked up, since the index knows senders but by a hash.
    QSet<BareJid> senders;
    bool ownToo = false;
    QList<SearchProblem> problems;

    /// `names` is asked only where the query has any.
    static SearchPlan make(const SearchQuery &query, const std::function<QList<SearchName>()> &names);
    /// Did `from:` mean this one?
    bool takes(Direction direction, const BareJid &sender) const;
    /// For the words of a query in one chat, names of senders left out.
    static QString matchInChat(const SearchQuery &query, ConversationId conversation);
};

} // namespace jackdaw
