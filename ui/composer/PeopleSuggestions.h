// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/OutgoingText.h"
#include "composer/Suggestion.h"

#include <functional>
#include <utility>

namespace jackdaw {

/// Who can be spoken to in this chat, for "@to"; and who was, so that the message says whom each name means (XEP-0372).
/// Owned by Composer, GUI thread. Looks nobody up: who is in the chat is told to it, and a name that was typed by hand
/// speaks to nobody.
class PeopleSuggestions : public SuggestionSource
{
public:
    struct Person {
        QString name;
        BareJid jid;

        friend bool operator==(const Person &, const Person &) = default;
    };

    /// Another chat: nobody was spoken to yet.
    void clear();
    /// The message was sent.
    void forgetTaken() { m_taken.clear(); }
    void setPeople(const QList<Person> &people) { m_people = people; m_source = nullptr; }
    /// As the last, where there may be thousands: asked when somebody is looked for.
    void setSource(std::function<QList<Person>()> source) { m_source = std::move(source); }
    /// Where in a text the people are whose names were inserted: what was changed since is no mention.
    QList<Mention> mentionsIn(const QString &text) const;

    /// Where they are named, from and to: also who has no address here, as in a group that shows none.
    QList<std::pair<int, int>> placesIn(const QString &text) const;

    QChar sign() const override { return u'@'; }
    qsizetype shortestWord() const override { return 1; }
    QList<Suggestion> find(const QString &word, int most) const override;
    void taken(const Suggestion &suggestion) override;
    /// A text was put in place that speaks of these: also where no "@" says so, as in what another program of ours wrote, and
    /// of whom without naming them.
    void take(const QString &text, const QList<Mention> &mentions);

private:
    QList<Person> m_people;
    std::function<QList<Person>()> m_source;
    /// How somebody who was spoken to stands in the text; nowhere, if `written` is empty.
    struct Taken {
        QString written;
        BareJid jid;
        int most = 0; ///< so often: a plain word may stand for another as well

        friend bool operator==(const Taken &, const Taken &) = default;
    };
    void add(const Taken &taken);
    QList<std::pair<int, int>> placesOf(const Taken &taken, const QString &text) const;

    QList<Taken> m_taken;
};

} // namespace jackdaw
