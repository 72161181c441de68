// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/EmojiList.h"

#include "base/FoldedText.h"


#include <algorithm>

namespace jackdaw {

namespace {

constexpr qsizetype longestQuery = 100;
constexpr int noMatch = 100;

QStringList words(const QString &text)
{
    return text.split(u' ', Qt::SkipEmptyParts);
}

} // namespace

EmojiList EmojiList::parse(const QString &text)
{
    EmojiList list;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        if (line.startsWith(QLatin1StringView("# ")))
            continue;
        if (line.startsWith(u'@')) {
            list.m_groups.append({line.sliced(1), list.m_entries.size(), 0});
            continue;
        }
        const QStringList fields = line.split(u'\t');
        if (fields.size() != 5 || list.m_groups.isEmpty() || fields.at(0).isEmpty())
            continue;
        QStringList tones = words(fields.at(4));
        if (tones.size() != 5)
            tones.clear();
        list.m_entries.append({fields.at(0), fields.at(1), words(fields.at(2)), tones});
        list.m_names.append(words(foldedText(fields.at(1))));
        list.m_keywords.append(words(foldedText(fields.at(3))));
        ++list.m_groups.last().count;
    }
    return list;
}

int EmojiList::rank(qsizetype entry, const QString &word) const
{
    int best = noMatch;
    const auto consider = [&](const QStringList &in, int whole, int beginning) {
        for (const QString &one : in) {
            if (one == word)
                best = std::min(best, whole);
            else if (one.startsWith(word))
                best = std::min(best, beginning);
        }
    };
    const QStringList &shorts = m_entries.at(entry).shorts;
    consider(shorts, 0, 1);
    consider(m_names.at(entry), 2, 3);
    consider(m_keywords.at(entry), 4, 5);
    if (best == noMatch) {
        // Within a short name, as "up" is in "thumbs_up".
        const auto within = [&](const QString &one) { return one.contains(u'_' + word); };
        if (std::any_of(shorts.cbegin(), shorts.cend(), within))
            best = 6;
    }
    return best;
}

QList<qsizetype> EmojiList::search(const QString &query, qsizetype most) const
{
    const QStringList asked = words(foldedText(query.left(longestQuery)));
    struct Found { int rank; qsizetype entry; };
    QList<Found> found;
    if (asked.isEmpty() || most <= 0)
        return {};
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        int worst = 0;
        for (const QString &word : asked) {
            worst = std::max(worst, rank(i, word));
            if (worst == noMatch)
                break;
        }
        if (worst < noMatch)
            found.append({worst, i});
    }
    // Of the same rank in the order of Unicode, which has the usual ones first.
    std::stable_sort(found.begin(), found.end(), [](const Found &a, const Found &b) { return a.rank < b.rank; });
    QList<qsizetype> entries;
    for (const Found &one : found.first(std::min(found.size(), most)))
        entries.append(one.entry);
    return entries;
}

QString EmojiList::byShortName(const QString &name) const
{
    const auto it = std::find_if(m_entries.cbegin(), m_entries.cend(), [&](const EmojiEntry &entry) { return entry.shorts.contains(name); });
    return it == m_entries.cend() ? QString() : it->emoji;
}

QString EmojiList::toned(const EmojiEntry &entry, int tone)
{
    return tone >= 1 && tone <= entry.tones.size() ? entry.tones.at(tone - 1) : entry.emoji;
}

} // namespace jackdaw
