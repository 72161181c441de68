// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/PeopleSuggestions.h"

#include "base/FoldedText.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr qsizetype maximumTaken = 50; ///< as many as are read of one message

bool fits(const PeopleSuggestions::Person &person, const QString &word)
{
    const QString name = foldedText(person.name);
    const auto begins = [&](qsizetype at) { return (at == 0 || !name.at(at - 1).isLetterOrNumber()); };
    for (qsizetype at = name.indexOf(word); at >= 0; at = name.indexOf(word, at + 1)) {
        if (begins(at))
            return true;
    }
    return foldedText(person.jid.toString()).startsWith(word);
}

} // namespace

void PeopleSuggestions::clear()
{
    m_people.clear();
    m_source = nullptr;
    m_taken.clear();
}

QList<Suggestion> PeopleSuggestions::find(const QString &word, int most) const
{
    QList<Suggestion> found;
    const QString folded = foldedText(word);
    const QList<Person> people = m_source ? m_source() : m_people;
    for (const Person &person : people) {
        if (found.size() < most && !person.name.isEmpty() && fits(person, folded)) {
            found.append({.inserted = sign() + person.name + u' ', .title = person.name, .detail = person.jid.toString(),
                          .spoken = person.name, .person = person.jid});
        }
    }
    return found;
}

void PeopleSuggestions::taken(const Suggestion &suggestion)
{
    const Person person{suggestion.title, suggestion.person};
    if (!m_taken.contains(person) && m_taken.size() < maximumTaken)
        m_taken.append(person);
}

void PeopleSuggestions::take(const QString &text, const QList<Mention> &mentions)
{
    for (const Mention &mention : mentions) {
        const qsizetype begin = mention.begin + 1;
        const bool isNamed = mention.begin >= 0 && mention.end > begin && mention.end <= text.size() && text.at(mention.begin) == sign();
        if (isNamed)
            taken({.inserted = {}, .title = text.sliced(begin, mention.end - begin), .spoken = {}, .person = mention.who});
    }
}

QList<Mention> PeopleSuggestions::mentionsIn(const QString &text) const
{
    QList<Mention> mentions;
    for (const Person &person : m_taken) {
        if (!person.jid.isValid()) // in a group that shows no addresses: the name in the text says it
            continue;
        const QString name = sign() + person.name;
        for (qsizetype at = text.indexOf(name); at >= 0 && mentions.size() < maximumTaken; at = text.indexOf(name, at + name.size())) {
            const qsizetype end = at + name.size();
            const bool isWhole = (at == 0 || !text.at(at - 1).isLetterOrNumber()) && (end == text.size() || !text.at(end).isLetterOrNumber());
            // "@Ann Lee" is not "@Ann", who may have been spoken to as well.
            const bool isLonger = std::any_of(m_taken.cbegin(), m_taken.cend(), [&](const Person &other) {
                return other.name.size() > person.name.size() && QStringView(text).sliced(at + 1).startsWith(other.name);
            });
            if (isWhole && !isLonger)
                mentions.append({int(at), int(end), person.jid});
        }
    }
    std::sort(mentions.begin(), mentions.end(), [](const Mention &a, const Mention &b) { return a.begin < b.begin; });
    return mentions;
}

} // namespace jackdaw
