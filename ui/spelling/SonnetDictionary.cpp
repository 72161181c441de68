// SPDX-License-Identifier: GPL-3.0-or-later
// The module jackdaw-spelling: Sonnet, which finds the dictionaries of Hunspell and its like. A module of its own, since a
// start without a text being written should not wait for it.
#include "spelling/Dictionary.h"

#include <Sonnet/Speller>

#include <map>

namespace jackdaw {

namespace {

/// One speller a language, kept: reading a dictionary takes longer than a frame.
class SonnetDictionary : public Dictionary
{
public:
    QStringList languages() override { return Sonnet::Speller().availableLanguages(); }
    bool knows(const QString &word, const QString &language) override
    {
        Sonnet::Speller &speller = this->speller(language);
        return !speller.isValid() || speller.isCorrect(word);
    }
    QStringList suggestions(const QString &word, const QString &language) override { return speller(language).suggest(word); }

private:
    Sonnet::Speller &speller(const QString &language)
    {
        const auto found = m_spellers.find(language);
        return found != m_spellers.end() ? found->second : m_spellers.emplace(language, language).first->second;
    }

    std::map<QString, Sonnet::Speller> m_spellers;
};

} // namespace

class SonnetFactory : public QObject, public DictionaryFactory
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID "im.jackdaw.DictionaryFactory/1")
    Q_INTERFACES(jackdaw::DictionaryFactory)

public:
    std::unique_ptr<Dictionary> make() override { return std::make_unique<SonnetDictionary>(); }
};

} // namespace jackdaw

#include "SonnetDictionary.moc"
