// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composer/Suggestion.h"

namespace jackdaw {

class EmojiSource;

/// Emoji for ":wav", while one types. Owned by Composer, GUI thread; asks EmojiSource, which has the list, and tells it
/// what was taken. Shows nothing and inserts nothing: that is Completion's, which asks it with each key. A word of one
/// letter brings none.
class EmojiSuggestions : public SuggestionSource
{
public:
    explicit EmojiSuggestions(EmojiSource &source) : m_source(source) {}

    QChar sign() const override { return u':'; }
    qsizetype shortestWord() const override { return 2; } // ":p" is no beginning of a word
    QList<Suggestion> find(const QString &word, int most) const override;
    void taken(const Suggestion &suggestion) override;

private:
    EmojiSource &m_source;
};

} // namespace jackdaw
