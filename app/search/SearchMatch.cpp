// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/SearchMatch.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr qsizetype lookedAt = 20'000;
const QChar ellipsis(0x2026);

} // namespace

SearchMatch::SearchMatch(const SearchQuery &query)
{
    for (const SearchQuery::Term &wanted : query.terms) {
        Term term;
        term.match = wanted.match;
        for (const searchText::Unit &unit : searchText::units(wanted.text, 64)) {
            term.units.append(unit.folded);
        }
        if (!term.units.isEmpty()) {
            m_terms.append(term);
        }
    }
}

qsizetype SearchMatch::matches(const Term &term, const QList<searchText::Unit> &units, qsizetype first)
{
    const qsizetype count = term.units.size();
    if (first + count > units.size()) {
        return 0;
    }
    for (qsizetype i = 0; i < count; ++i) {
        const QString &there = units[first + i].folded;
        const bool prefix = i + 1 == count && term.match == SearchQuery::Term::Match::Prefix;
        if (prefix ? !there.startsWith(term.units[i]) : there != term.units[i]) {
            return 0;
        }
    }
    return count;
}

QList<TextRange> SearchMatch::rangesIn(QStringView text, int limit) const
{
    QList<TextRange> ranges;
    if (m_terms.empty()) {
        return ranges;
    }
    const QList<searchText::Unit> units = searchText::units(text.first(std::min(text.size(), lookedAt)), lookedAt);
    for (qsizetype at = 0; at < units.size() && ranges.size() < limit;) {
        qsizetype longest = 0;
        for (const Term &term : m_terms) {
            longest = std::max(longest, matches(term, units, at));
        }
        if (longest == 0) {
            ++at;
            continue;
        }
        const qsizetype start = units[at].start;
        const qsizetype length = units[at + longest - 1].end() - start;
        // 東京 and 京都 in 東京都 are one mark.
        if (!ranges.isEmpty() && ranges.constLast().start + ranges.constLast().length == start) {
            ranges.last().length += length;
        } else {
            ranges.append({start, length});
        }
        at += longest;
    }
    return ranges;
}

SearchMatch::Snippet SearchMatch::snippet(const QString &text, qsizetype length) const
{
    const QList<TextRange> first = rangesIn(text, 1);
    qsizetype begin = 0;
    // What stands before the match is what tells what it is about; as much behind it again.
    if (!first.isEmpty() && first.constFirst().start > length / 3) {
        begin = first.constFirst().start - length / 4;
        while (begin > 0 && begin < first.constFirst().start && !text[begin].isSpace()) {
            ++begin; // to a whole word
        }
        if (begin >= first.constFirst().start) {
            begin = std::max<qsizetype>(0, first.constFirst().start - length / 4);
        }
        if (text[begin].isLowSurrogate()) {
            --begin;
        }
    }
    const qsizetype end = std::min(text.size(), begin + length);
    Snippet snippet;
    snippet.text = text.sliced(begin, end - begin).simplified();
    if (!snippet.text.isEmpty() && snippet.text.back().isHighSurrogate()) {
        snippet.text.chop(1);
    }
    if (begin > 0) {
        snippet.text.prepend(ellipsis);
    }
    if (end < text.size()) {
        snippet.text.append(ellipsis);
    }
    snippet.ranges = rangesIn(snippet.text, 20);
    return snippet;
}

} // namespace jackdaw
