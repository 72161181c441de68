// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composer/Suggestion.h"
#include "style/QuickReply.h"

#include <QCoreApplication>
#include <QDate>

namespace jackdaw {

class Preferences;

/// The user's own texts for "/" at the beginning of a message, with their variables filled in for the chat. Owned by
/// Composer, GUI thread; Preferences keep the texts, and Completion shows them. Sends nothing: what was taken stands in
/// the field.
class QuickReplies : public SuggestionSource
{
    Q_DECLARE_TR_FUNCTIONS(QuickReplies)
public:
    explicit QuickReplies(const Preferences &preferences) : m_preferences(preferences) {}

    /// Who the chat is with, and what we are called there.
    void setNames(const QString &chat, const QString &own);

    QChar sign() const override { return u'/'; }
    qsizetype shortestWord() const override { return 0; }
    Place place() const override { return Place::Beginning; }
    QList<Suggestion> find(const QString &word, int most) const override;
    void taken(const Suggestion &) override {}

private:
    const Preferences &m_preferences;
    QString m_chat;
    QString m_own;
};

/// The text with {name}, {me} and {date} replaced; what stands in other braces stays. What is put in is not looked through
/// again.
QString filledReply(const QString &text, const QString &name, const QString &me, const QDate &date);

} // namespace jackdaw
