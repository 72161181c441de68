// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/SwitcherRanking.h"

#include "base/FoldedText.h"

#include <algorithm>
#include <vector>

namespace jackdaw {

namespace {

enum class Match { Begin, Word, Inside, Address, Domain, None };

Match matchOf(const SwitcherEntry &entry, const QString &word)
{
    if (word.isEmpty())
        return Match::Begin;
    const QString name = entry.folded.isEmpty() ? foldedText(entry.name) : entry.folded;
    const qsizetype place = name.indexOf(word);
    if (place == 0)
        return Match::Begin;
    if (place > 0) {
        for (qsizetype at = place; at >= 0; at = name.indexOf(word, at + 1)) {
            if (!name.at(at - 1).isLetterOrNumber())
                return Match::Word;
        }
        return Match::Inside;
    }
    // A domain is that of half the list: behind what is before the "@", unless it is written too.
    const qsizetype at = entry.address.indexOf(u'@');
    const QStringView address = entry.address;
    const QStringView local = at < 0 || word.contains(u'@') ? address : address.first(at);
    if (local.contains(word, Qt::CaseInsensitive))
        return Match::Address;
    return address.contains(word, Qt::CaseInsensitive) ? Match::Domain : Match::None;
}

} // namespace

QString switcherWord(const QString &query)
{
    QString word = query.trimmed();
    if (word.startsWith(u'@') || word.startsWith(u'#') || word.startsWith(u'>'))
        word = word.mid(1).trimmed();
    return word;
}

QList<SwitcherEntry> rankSwitcher(const QString &query, const QList<SwitcherEntry> &entries, int limit)
{
    using Kind = SwitcherEntry::Kind;
    const QString trimmed = query.trimmed();
    const bool peopleOnly = trimmed.startsWith(u'@');
    const bool groupsOnly = trimmed.startsWith(u'#');
    const bool actionsOnly = trimmed.startsWith(u'>');
    const QString word = foldedText(switcherWord(query));

    struct Found { const SwitcherEntry *entry; Match match; };
    std::vector<Found> found;
    for (const SwitcherEntry &entry : entries) {
        const bool action = entry.kind == Kind::Action;
        if (action ? peopleOnly || groupsOnly : actionsOnly)
            continue;
        if ((peopleOnly && entry.who == SwitcherEntry::Who::Group) || (groupsOnly && entry.who == SwitcherEntry::Who::One))
            continue;
        // Nothing typed yet: only where one was lately.
        if (word.isEmpty() && !peopleOnly && !groupsOnly && !actionsOnly && entry.kind != Kind::Chat)
            continue;
        const Match match = matchOf(entry, word);
        if (match != Match::None)
            found.push_back({&entry, match});
    }
    // Nobody asks for a domain while there is a name.
    const auto isOfDomain = [](const Found &one) { return one.match == Match::Domain; };
    const auto isNamed = [&](const Found &one) { return one.entry->kind != Kind::Action && !isOfDomain(one); };
    if (std::any_of(found.begin(), found.end(), isNamed))
        found.erase(std::remove_if(found.begin(), found.end(), isOfDomain), found.end());
    const auto better = [](const Found &a, const Found &b) {
        if (a.entry->kind != b.entry->kind)
            return a.entry->kind < b.entry->kind;
        if (a.match != b.match)
            return a.match < b.match;
        if (a.entry->recent != b.entry->recent)
            return a.entry->recent > b.entry->recent;
        if (a.entry->kind == Kind::Action)
            return false;
        return a.entry->name.localeAwareCompare(b.entry->name) < 0;
    };
    std::stable_sort(found.begin(), found.end(), better);

    // Neither chats nor people may push the kinds after them out of the list.
    QList<SwitcherEntry> best;
    const int share = std::max(1, limit / 2);
    int kinds[3] = {};
    for (const Found &one : found)
        ++kinds[int(one.entry->kind)];
    int taken[3] = {};
    for (const Found &one : found) {
        const int kind = int(one.entry->kind);
        int later = 0;
        for (int other = kind + 1; other < 3; ++other)
            later += std::min(kinds[other], share / 2 + 1);
        if (best.size() >= limit - later || (taken[kind] >= share && later > 0))
            continue;
        ++taken[kind];
        best << *one.entry;
    }
    return best;
}

qsizetype matchIn(const QString &name, const QString &query)
{
    const QString word = switcherWord(query);
    return word.isEmpty() ? -1 : name.indexOf(word, 0, Qt::CaseInsensitive);
}

} // namespace jackdaw
