// SPDX-License-Identifier: GPL-3.0-or-later
#include "spelling/SpellChecker.h"

#include "style/Preferences.h"
#include "style/PrivateModule.h"

#include <QLocale>
#include <QPromise>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostKnown = 50'000; ///< words a language; a long life in many languages begins anew
constexpr qsizetype mostSuggestions = 5;

std::unique_ptr<Dictionary> loadDictionary()
{
    auto *factory = loadPrivateModule<DictionaryFactory>(u"spelling"_s);
    return factory ? factory->make() : nullptr;
}

} // namespace

QString languageFor(const QString &locale, const QStringList &available)
{
    const auto begins = [&available](const QString &code) {
        const auto found = std::find_if(available.cbegin(), available.cend(), [&code](const QString &one) {
            return one == code || one.startsWith(code + u'_') || one.startsWith(code + u'-');
        });
        return found == available.cend() ? QString() : *found;
    };
    if (available.contains(locale))
        return locale;
    const QString language = locale.section(u'_', 0, 0);
    // The country that gave the language its name first: German is de_DE before it is de_BE.
    const QString home = language + u'_' + language.toUpper();
    if (available.contains(home))
        return home;
    const QString same = begins(language);
    return same.isEmpty() ? begins(u"en"_s) : same;
}

/// What lives on the checker's thread. The first question makes it.
struct SpellChecker::Worker
{
    Maker maker;
    std::unique_ptr<Dictionary> dictionary;
    bool made = false;

    Dictionary *get()
    {
        if (!std::exchange(made, true))
            dictionary = maker();
        return dictionary.get();
    }
};

SpellChecker::SpellChecker(Preferences &preferences, Maker maker, QObject *parent)
    : QObject(parent)
    , m_preferences(preferences)
    , m_maker(std::move(maker))
    , m_work(std::make_shared<Worker>())
{
    m_thread.setObjectName(u"spelling"_s);
    m_work->maker = m_maker;
    const auto readLearned = [this] {
        const QStringList words = m_preferences.learnedWords();
        m_learned = QSet<QString>(words.cbegin(), words.cend());
    };
    readLearned();
    connect(&preferences, &Preferences::changed, this, [this, readLearned] {
        readLearned();
        Q_EMIT checked();
    });
}

SpellChecker::~SpellChecker()
{
    m_thread.quit();
    m_thread.wait();
}

SpellChecker &SpellChecker::of(Preferences &preferences)
{
    auto *there = preferences.findChild<SpellChecker *>(Qt::FindDirectChildrenOnly);
    return there ? *there : *new SpellChecker(preferences, loadDictionary, &preferences);
}

bool SpellChecker::isOn() const
{
    return m_preferences.checkSpelling();
}

void SpellChecker::wake()
{
    if (m_worker)
        return;
    m_worker = new QObject;
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start(QThread::LowPriority);
    QMetaObject::invokeMethod(m_worker, [this, work = m_work] {
        Dictionary *dictionary = work->get();
        QStringList languages = dictionary ? dictionary->languages() : QStringList();
        languages.sort();
        QMetaObject::invokeMethod(this, [this, languages] { takeLanguages(languages); }, Qt::QueuedConnection);
    }, Qt::QueuedConnection);
}

void SpellChecker::takeLanguages(const QStringList &languages)
{
    m_languages = languages;
    m_usual = languageFor(QLocale::system().name(), languages);
    m_languagesKnown = true;
    Q_EMIT checked();
}

SpellChecker::Verdict SpellChecker::verdict(const QString &word, const QString &language)
{
    wake();
    const QString wanted = language.isEmpty() ? m_usual : language;
    if (wanted.isEmpty() || m_learned.contains(word))
        return m_languagesKnown ? Verdict::Right : Verdict::NotKnownYet;
    const auto &known = m_known[wanted];
    const auto found = known.constFind(word);
    if (found != known.cend())
        return *found ? Verdict::Right : Verdict::Wrong;
    if (!m_asked[wanted].contains(word)) {
        m_wanted[wanted].insert(word);
        if (!std::exchange(m_askSoon, true))
            QMetaObject::invokeMethod(this, &SpellChecker::ask, Qt::QueuedConnection);
    }
    return Verdict::NotKnownYet;
}

/// All words of a text in one question.
void SpellChecker::ask()
{
    m_askSoon = false;
    for (const auto &[language, words] : std::exchange(m_wanted, {}).asKeyValueRange()) {
        m_asked[language].unite(words);
        QMetaObject::invokeMethod(m_worker, [this, work = m_work, language, words] {
            QHash<QString, bool> known;
            Dictionary *dictionary = work->get();
            for (const QString &word : words)
                known.insert(word, !dictionary || dictionary->knows(word, language));
            QMetaObject::invokeMethod(this, [this, language, known] { take(language, known); }, Qt::QueuedConnection);
        }, Qt::QueuedConnection);
    }
}

void SpellChecker::take(const QString &language, const QHash<QString, bool> &known)
{
    QHash<QString, bool> &all = m_known[language];
    if (all.size() > mostKnown)
        all.clear();
    all.insert(known);
    for (const QString &word : known.keys())
        m_asked[language].remove(word);
    Q_EMIT checked();
}

QFuture<QStringList> SpellChecker::suggestions(const QString &word, const QString &language)
{
    wake();
    auto promise = std::make_shared<QPromise<QStringList>>();
    promise->start();
    QMetaObject::invokeMethod(m_worker, [promise, work = m_work, word, language = language.isEmpty() ? m_usual : language] {
        Dictionary *dictionary = work->get();
        QStringList all = dictionary ? dictionary->suggestions(word, language) : QStringList();
        all.resize(std::min(all.size(), mostSuggestions));
        promise->addResult(std::move(all));
        promise->finish();
    }, Qt::QueuedConnection);
    return promise->future();
}

void SpellChecker::learn(const QString &word)
{
    m_preferences.learnWord(word);
}

} // namespace jackdaw
