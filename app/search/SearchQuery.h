// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>
#include <QFlags>
#include <QList>
#include <QString>
#include <QStringList>
#include <optional>

namespace jackdaw {

/// What is wrong with a part of a query. The window makes a sentence of it; the rest of the query is searched all the same.
struct SearchProblem
{
    enum class Kind {
        UnknownValue,  ///< `has:` or `is:` with a word that they do not know; `word` is it
        BadDate,       ///< `before:` or `after:` with what is no date; `word` is it
        MissingValue,  ///< an operator with nothing after it; `word` is the operator
        EmptyRange,    ///< `after:` lies behind `before:`
        UnclosedQuote, ///< taken as closed at the end
        TooLong,       ///< only the first words are searched for
        NoWords,       ///< nothing but signs that stand in no word
        NoSuchPerson,  ///< `from:` names nobody; `word` is it. Told by SearchReader
        NoSuchChat     ///< `in:` names no chat; `word` is it. Told by SearchReader
    };
    Kind kind = Kind::NoWords;
    QString word;

    friend bool operator==(const SearchProblem &, const SearchProblem &) = default;
};

/// What a user asks for: words and phrases that must all be there, and operators that narrow it down. A plain value,
/// made by parse(); any thread. Knows no SQL, no names and no words for people. What cannot be understood is in
/// `problems`, never an error.
struct SearchQuery
{
    struct Term {
        QString text;
        enum class Match { Whole, Prefix } match = Match::Whole; ///< Prefix: its last word may go on

        friend bool operator==(const Term &, const Term &) = default;
    };
    enum Content { File = 1, Link = 2, Image = 4, Voice = 8 };
    Q_DECLARE_FLAGS(Contents, Content)
    enum Mark { Mine = 1, Unread = 2, Pinned = 4, Saved = 8 };
    Q_DECLARE_FLAGS(Marks, Mark)

    QList<Term> terms;
    QStringList from;  ///< any of these people, by name or address
    QStringList in;    ///< any of these chats, by name or address
    std::optional<QDate> before; ///< sent before this day began
    std::optional<QDate> after;  ///< sent on this day or later
    Contents has;
    Marks is;
    QList<SearchProblem> problems;

    /// Nothing to search for.
    bool isEmpty() const;
    bool hasFilters() const;

    /// How the last word is taken that no space follows: as typed so far, or as it is.
    enum class LastWord { MayGoOn, IsWhole };
    static SearchQuery parse(const QString &text, QDate today, LastWord lastWord = LastWord::MayGoOn);

    friend bool operator==(const SearchQuery &, const SearchQuery &) = default;
};
Q_DECLARE_OPERATORS_FOR_FLAGS(SearchQuery::Contents)
Q_DECLARE_OPERATORS_FOR_FLAGS(SearchQuery::Marks)

/// The query language piece by piece, for completion and chips.
namespace searchSyntax {

struct Piece
{
    qsizetype start = 0;
    qsizetype length = 0;
    QString op;      ///< "from", or empty for words
    QString value;   ///< without quotes
    bool complete = true; ///< a space or a closing quote follows

    qsizetype end() const { return start + length; }
};
/// Cuts a text into operators, phrases and words.
QList<Piece> pieces(const QString &text);
/// "from", "in", "before", …
const QStringList &operators();
/// The fixed values of `has` and `is`, and the days of `before` and `after` that have a word; empty for others.
QStringList values(const QString &op);
/// "from:Tomas", quoted where it has to be.
QString written(const QString &op, const QString &value);

} // namespace searchSyntax

} // namespace jackdaw
