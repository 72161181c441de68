// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>

#include <memory>

namespace jackdaw {

/// The boundary of the module jackdaw-spelling: the words of the languages that dictionaries are installed for, and who
/// makes such a thing. Owned by SpellChecker, used on one thread of its own that may wait for the disk. Keeps nothing on
/// disk itself, and knows nothing of texts: what a word is, spellableWords() says.

/// Words, and what is near them. Made by DictionaryFactory; one thread.
class Dictionary
{
public:
    Dictionary() = default;
    virtual ~Dictionary() = default;
    Q_DISABLE_COPY_MOVE(Dictionary)

    /// Codes such as "de_DE"; empty where no dictionary is installed.
    virtual QStringList languages() = 0;
    /// Is it a word of `language`, one of languages()?
    virtual bool knows(const QString &word, const QString &language) = 0;
    /// What may have been meant, likeliest first.
    virtual QStringList suggestions(const QString &word, const QString &language) = 0;
};

/// What the module gives.
class DictionaryFactory
{
public:
    virtual ~DictionaryFactory() = default;
    virtual std::unique_ptr<Dictionary> make() = 0;
};

} // namespace jackdaw

Q_DECLARE_INTERFACE(jackdaw::DictionaryFactory, "im.jackdaw.DictionaryFactory/1")
