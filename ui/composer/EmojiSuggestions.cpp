// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/EmojiSuggestions.h"

#include "composer/EmojiSource.h"

namespace jackdaw {

QList<Suggestion> EmojiSuggestions::find(const QString &word, int most) const
{
    QList<Suggestion> found;
    if (word.at(0).isDigit()) // ":30" is a time
        return found;
    for (const qsizetype i : m_source.list().search(word, most)) {
        const EmojiEntry &entry = m_source.list().entries().at(i);
        const QString emoji = m_source.shown(entry);
        found.append({.inserted = emoji, .title = u':' + entry.shorts.value(0) + u':', .spoken = entry.name, .emoji = emoji});
    }
    return found;
}

void EmojiSuggestions::taken(const Suggestion &suggestion)
{
    m_source.used(suggestion.emoji);
}

} // namespace jackdaw
