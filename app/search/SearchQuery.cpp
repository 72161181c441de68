// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/SearchQuery.h"

#include "search/SearchText.h"

#include <QHash>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype termLimit = 32;
constexpr qsizetype textLimit = 4000;
constexpr qsizetype valueLimit = 20; ///< values an operator

const QHash<QString, SearchQuery::Content> contents{{u"file"_s, SearchQuery::File}, {u"link"_s, SearchQuery::Link},
                                                    {u"image"_s, SearchQuery::Image}, {u"voice"_s, SearchQuery::Voice}};
const QHash<QString, SearchQuery::Mark> marks{{u"mine"_s, SearchQuery::Mine}, {u"unread"_s, SearchQuery::Unread},
                                              {u"pinned"_s, SearchQuery::Pinned},
                                              {u"saved"_s, SearchQuery::Saved}};

/// The first day of what is written: 2026-11-21, 2026-11, 2026, today, yesterday.
std::optional<QDate> dayOf(const QString &word, QDate today)
{
    if (word == "today"_L1) {
        return today;
    }
    if (word == "yesterday"_L1) {
        return today.addDays(-1);
    }
    for (const auto format : {"yyyy-M-d"_L1, "yyyy-M"_L1, "yyyy"_L1}) {
        const QDate day = QDate::fromString(word, QString(format));
        if (day.isValid() && day.year() >= 1970) {
            return day;
        }
    }
    return std::nullopt;
}

bool isQuote(QChar c)
{
    // „…“ and the like come from keyboards that mean well.
    return c == u'"' || c == u'\u201C' || c == u'\u201D' || c == u'\u201E' || c == u'\u00AB' || c == u'\u00BB';
}

class Parser
{
public:
    Parser(QDate today, SearchQuery::LastWord lastWord) : m_today(today), m_lastWord(lastWord) {}

    SearchQuery run(QString text)
    {
        if (text.size() > textLimit) {
            text.truncate(textLimit);
            tell(SearchProblem::Kind::TooLong);
        }
        const QList<searchSyntax::Piece> pieces = searchSyntax::pieces(text);
        for (qsizetype i = 0; i < pieces.size(); ++i) {
            const bool last = i + 1 == pieces.size();
            pieces[i].op.isEmpty() ? addTerm(pieces[i], text, last) : addOperator(pieces[i]);
        }
        if (m_sawText && m_query.isEmpty() && m_query.problems.isEmpty()) {
            tell(SearchProblem::Kind::NoWords);
        }
        if (m_query.before && m_query.after && *m_query.after >= *m_query.before) {
            tell(SearchProblem::Kind::EmptyRange);
        }
        return std::move(m_query);
    }

private:
    void tell(SearchProblem::Kind kind, const QString &word = {})
    {
        const SearchProblem problem{kind, word};
        if (!m_query.problems.contains(problem) && m_query.problems.size() < 10) {
            m_query.problems.append(problem);
        }
    }

    void addTerm(const searchSyntax::Piece &piece, const QString &text, bool last)
    {
        m_sawText = true;
        const bool quoted = isQuote(text[piece.start]);
        if (quoted && !piece.complete) {
            tell(SearchProblem::Kind::UnclosedQuote);
        }
        QString word = piece.value;
        const bool starred = word.endsWith(u'*') || (quoted && piece.end() < text.size() && text[piece.end()] == u'*');
        const auto units = searchText::units(word, 64);
        if (units.isEmpty()) {
            return;
        }
        if (m_query.terms.size() == termLimit) {
            tell(SearchProblem::Kind::TooLong);
            return;
        }
        // One letter begins nearly every message; one ideograph is a word.
        const bool canGoOn = units.constLast().folded.size() >= 2 && units.constLast().kind == searchText::Unit::Kind::Word;
        const bool goesOn = last && !quoted && !piece.complete && m_lastWord == SearchQuery::LastWord::MayGoOn;
        m_query.terms.append({word.remove(u'*'),
                              canGoOn && (starred || goesOn) ? SearchQuery::Term::Match::Prefix : SearchQuery::Term::Match::Whole});
    }

    void addOperator(const searchSyntax::Piece &piece)
    {
        const QString value = piece.value.trimmed();
        if (value.isEmpty()) {
            tell(SearchProblem::Kind::MissingValue, piece.op);
            return;
        }
        const QString word = value.toLower();
        if (piece.op == "from"_L1) {
            addTo(m_query.from, value);
        } else if (piece.op == "in"_L1) {
            addTo(m_query.in, value);
        } else if (piece.op == "has"_L1) {
            const auto found = contents.constFind(word);
            if (found != contents.cend()) {
                m_query.has |= *found;
            } else {
                tell(SearchProblem::Kind::UnknownValue, "has:"_L1 + value);
            }
        } else if (piece.op == "is"_L1) {
            const auto found = marks.constFind(word);
            if (found != marks.cend()) {
                m_query.is |= *found;
            } else {
                tell(SearchProblem::Kind::UnknownValue, "is:"_L1 + value);
            }
        } else if (const auto day = dayOf(word, m_today)) {
            // The narrower one counts.
            if (piece.op == "before"_L1) {
                m_query.before = m_query.before ? std::min(*m_query.before, *day) : *day;
            } else {
                m_query.after = m_query.after ? std::max(*m_query.after, *day) : *day;
            }
        } else {
            tell(SearchProblem::Kind::BadDate, piece.op + u':' + value);
        }
    }

    void addTo(QStringList &list, const QString &value)
    {
        if (list.size() == valueLimit) {
            tell(SearchProblem::Kind::TooLong);
        } else if (!list.contains(value)) {
            list.append(value);
        }
    }

    QDate m_today;
    SearchQuery::LastWord m_lastWord;
    SearchQuery m_query;
    bool m_sawText = false;
};

} // namespace

bool SearchQuery::hasFilters() const
{
    return !from.isEmpty() || !in.isEmpty() || before || after || has || is;
}

bool SearchQuery::isEmpty() const
{
    return terms.isEmpty() && !hasFilters();
}

SearchQuery SearchQuery::parse(const QString &text, QDate today, LastWord lastWord)
{
    return Parser(today, lastWord).run(text);
}

QList<searchSyntax::Piece> searchSyntax::pieces(const QString &text)
{
    QList<Piece> all;
    qsizetype at = 0;
    while (at < text.size()) {
        if (text[at].isSpace()) {
            ++at;
            continue;
        }
        Piece piece;
        piece.start = at;
        qsizetype colon = at;
        while (colon < text.size() && text[colon].isLetter() && colon - at < 8) {
            ++colon;
        }
        if (colon > at && colon < text.size() && text[colon] == u':') {
            const QString op = text.sliced(at, colon - at).toLower();
            if (operators().contains(op)) {
                piece.op = op;
                at = colon + 1;
            }
        }
        if (at < text.size() && isQuote(text[at])) {
            qsizetype end = at + 1;
            while (end < text.size() && !isQuote(text[end])) {
                ++end;
            }
            piece.value = text.sliced(at + 1, end - at - 1);
            piece.complete = end < text.size();
            at = std::min(end + 1, text.size());
        } else {
            const qsizetype begin = at;
            // A quote inside a word begins a phrase of its own.
            while (at < text.size() && !text[at].isSpace() && !isQuote(text[at])) {
                ++at;
            }
            piece.value = text.sliced(begin, at - begin);
            piece.complete = at < text.size();
        }
        piece.length = at - piece.start;
        all.append(piece);
    }
    return all;
}

const QStringList &searchSyntax::operators()
{
    static const QStringList all{u"from"_s, u"in"_s, u"before"_s, u"after"_s, u"has"_s, u"is"_s};
    return all;
}

QStringList searchSyntax::values(const QString &op)
{
    if (op == "has"_L1) {
        return {u"file"_s, u"link"_s, u"image"_s, u"voice"_s};
    }
    if (op == "is"_L1) {
        return {u"mine"_s, u"unread"_s, u"pinned"_s, u"saved"_s};
    }
    if (op == "before"_L1 || op == "after"_L1) {
        return {u"today"_s, u"yesterday"_s};
    }
    return {};
}

QString searchSyntax::written(const QString &op, const QString &value)
{
    QString plain = value;
    plain.removeIf([](QChar c) { return isQuote(c); });
    const bool quotes = std::any_of(plain.cbegin(), plain.cend(), [](QChar c) { return c.isSpace(); });
    return op + u':' + (quotes ? u'"' + plain + u'"' : plain);
}

} // namespace jackdaw
