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

void PeopleSuggestions::add(const Taken &taken)
{
    if (!m_taken.contains(taken) && m_taken.size() < maximumTaken)
        m_taken.append(taken);
}

void PeopleSuggestions::taken(const Suggestion &suggestion)
{
    add({sign() + suggestion.title, suggestion.person, int(maximumTaken)});
}

void PeopleSuggestions::take(const QString &text, const QList<Mention> &mentions)
{
    for (const Mention &mention : mentions) {
        const bool isNamed = mention.begin >= 0 && mention.end > mention.begin && mention.end <= text.size();
        if (!isNamed && (mention.begin != 0 || mention.end != 0)) // a place that is not in the text
            continue;
        const QString written = isNamed ? text.sliced(mention.begin, mention.end - mention.begin) : QString();
        const bool isSigned = written.size() > 1 && written.startsWith(sign());
        const auto known = std::find_if(m_taken.begin(), m_taken.end(), [&](const Taken &each) {
            return each.jid == mention.who && each.written == written;
        });
        if (known == m_taken.end())
            add({written, mention.who, isSigned ? int(maximumTaken) : 1});
        else if (!isSigned)
            ++known->most;
    }
}

QList<std::pair<int, int>> PeopleSuggestions::placesOf(const Taken &taken, const QString &text) const
{
    QList<std::pair<int, int>> places;
    const QString &name = taken.written;
    if (name.isEmpty())
        return places;
    for (qsizetype at = text.indexOf(name); at >= 0 && places.size() < taken.most; at = text.indexOf(name, at + name.size())) {
        const qsizetype end = at + name.size();
        const bool isWhole = (at == 0 || !text.at(at - 1).isLetterOrNumber()) && (end == text.size() || !text.at(end).isLetterOrNumber());
        // "@Ann Lee" is not "@Ann", who may have been spoken to as well.
        const bool isLonger = std::any_of(m_taken.cbegin(), m_taken.cend(), [&](const Taken &other) {
            return other.written.size() > name.size() && QStringView(text).sliced(at).startsWith(other.written);
        });
        if (isWhole && !isLonger)
            places.append({int(at), int(end)});
    }
    return places;
}

QList<std::pair<int, int>> PeopleSuggestions::placesIn(const QString &text) const
{
    QList<std::pair<int, int>> places;
    for (const Taken &taken : m_taken)
        places += placesOf(taken, text);
    return places;
}

QList<Mention> PeopleSuggestions::mentionsIn(const QString &text) const
{
    QList<Mention> mentions;
    for (const Taken &taken : m_taken) {
        if (!taken.jid.isValid()) // in a group that shows no addresses: the name in the text says it
            continue;
        if (taken.written.isEmpty())
            mentions.append({0, 0, taken.jid});
        const QList<std::pair<int, int>> places = placesOf(taken, text);
        for (const auto &[begin, end] : places.first(std::clamp<qsizetype>(maximumTaken - mentions.size(), 0, places.size())))
            mentions.append({begin, end, taken.jid});
    }
    std::stable_sort(mentions.begin(), mentions.end(), [](const Mention &a, const Mention &b) { return a.begin < b.begin; });
    return mentions;
}

} // namespace jackdaw
