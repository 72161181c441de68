// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/SearchQuery.h"
#include "search/SearchText.h"

namespace jackdaw {

/// A part of a text.
struct TextRange
{
    qsizetype start = 0;
    qsizetype length = 0;

    friend bool operator==(const TextRange &, const TextRange &) = default;
};

/// Where the words of a query stand in a text, by the same rules as the index, so that a hit can be shown. Made once a
/// query by whoever shows its hits; pure, any thread. It decides nothing about what is a hit, and reads no index: a
/// text that is no hit may have places too.
class SearchMatch
{
public:
    SearchMatch() = default;
    explicit SearchMatch(const SearchQuery &query);

    bool isEmpty() const { return m_terms.empty(); }
    /// Ascending, none over another; at most `limit`, in the first 20,000 characters.
    QList<TextRange> rangesIn(QStringView text, int limit = 200) const;

    /// A line or two around the first match, white space made plain.
    struct Snippet {
        QString text;
        QList<TextRange> ranges; ///< in `text`

        friend bool operator==(const Snippet &, const Snippet &) = default;
    };
    Snippet snippet(const QString &text, qsizetype length = 160) const;

private:
    struct Term {
        QStringList units;
        SearchQuery::Term::Match match = SearchQuery::Term::Match::Whole;
    };
    /// How many units from `first` on are this term; 0 if it is not there.
    static qsizetype matches(const Term &term, const QList<searchText::Unit> &units, qsizetype first);

    QList<Term> m_terms;
};

} // namespace jackdaw
