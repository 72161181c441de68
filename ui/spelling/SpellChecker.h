// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spelling/Dictionary.h"

#include <QFuture>
#include <QHash>
#include <QSet>
#include <QThread>

#include <functional>

namespace jackdaw {

class Preferences;

/// Which words are spelled right, and what may have been meant. One a profile, as a child of its Preferences; GUI thread.
/// Asks its dictionaries on a thread of its own, which begins with the first question, so it never waits for them: what is
/// not known yet is asked for, and told by checked().
class SpellChecker : public QObject
{
    Q_OBJECT
public:
    /// Makes the dictionary, on the thread that uses it; null where it cannot.
    using Maker = std::function<std::unique_ptr<Dictionary>()>;

    SpellChecker(Preferences &preferences, Maker maker, QObject *parent = nullptr);
    ~SpellChecker() override;

    /// That of the profile, with the dictionaries of the module jackdaw-spelling.
    static SpellChecker &of(Preferences &preferences);

    bool isOn() const;
    enum class Verdict { NotKnownYet, Right, Wrong };
    /// `language` empty: the usual one.
    Verdict verdict(const QString &word, const QString &language);
    QFuture<QStringList> suggestions(const QString &word, const QString &language);
    /// It is right from here on, in all languages; kept with the profile.
    void learn(const QString &word);

    /// Empty as long as the dictionaries have not been asked for anything, and where there are none.
    const QStringList &languages() const { return m_languages; }
    /// That of the system, or one that is installed in its place; empty where there is none.
    const QString &usualLanguage() const { return m_usual; }
    /// Asks for languages(), if nobody has yet.
    void wake();
    bool isAwake() const { return m_languagesKnown; }

Q_SIGNALS:
    /// Verdicts came, or what is right changed.
    void checked();

private:
    struct Worker;
    void ask();
    void take(const QString &language, const QHash<QString, bool> &known);
    void takeLanguages(const QStringList &languages);

    Preferences &m_preferences;
    Maker m_maker;
    QThread m_thread;
    QObject *m_worker = nullptr;                       ///< lives on m_thread
    std::shared_ptr<Worker> m_work;                    ///< touched on m_thread only
    QStringList m_languages;
    QString m_usual;
    bool m_languagesKnown = false;
    QSet<QString> m_learned;
    QHash<QString, QHash<QString, bool>> m_known;      ///< language, word: is it right?
    QHash<QString, QSet<QString>> m_wanted;            ///< language, words: to be asked for
    QHash<QString, QSet<QString>> m_asked;
    bool m_askSoon = false;
};

/// The language in `available` that suits `locale` ("de_AT") best: the same, the same without its country, English; empty
/// where none does.
QString languageFor(const QString &locale, const QStringList &available);

} // namespace jackdaw
