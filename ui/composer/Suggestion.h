// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QList>
#include <QString>

namespace jackdaw {

/// What can be put in place of the word at the caret, and where that comes from. Composer owns the sources, Completion
/// asks them and shows what they find. A plain value and an interface, GUI thread. A source inserts nothing: it is told
/// what was taken.

/// One thing that can be put in place of the word at the caret. A plain value.
struct Suggestion
{
    QString inserted; ///< in place of the sign and the word
    QString title;
    QString detail = {}; ///< quieter, below the title; or empty
    QString spoken;
    QString emoji = {};  ///< before the title; else
    BareJid person = {}; ///< whose picture stands there
};

/// Where suggestions for words behind one sign come from. Owned by Composer, GUI thread.
class SuggestionSource
{
public:
    virtual ~SuggestionSource() = default;

    virtual QChar sign() const = 0;
    /// Shorter words bring no suggestions.
    virtual qsizetype shortestWord() const = 0;
    enum class Place { Anywhere, Beginning };
    /// Where in a message the sign counts.
    virtual Place place() const { return Place::Anywhere; }
    /// Best first.
    virtual QList<Suggestion> find(const QString &word, int most) const = 0;
    /// It was inserted.
    virtual void taken(const Suggestion &suggestion) = 0;
};

} // namespace jackdaw
