// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace jackdaw {

/// How text is cut for searching, the same when it is stored, asked for and marked: words without case and accents; scripts
/// that write no spaces (Chinese, Japanese, Korean) as pairs of characters; each emoji as a word. Pure; any thread. It
/// holds no rule of the query language.
namespace searchText {

/// One word, ideograph or emoji of a text.
struct Unit
{
    qsizetype start = 0;
    qsizetype length = 0;
    QString folded;
    enum class Kind { Word, Ideograph, Emoji } kind = Kind::Word;

    qsizetype end() const { return start + length; }
};

/// The units of a text, in order; at most `limit` of them.
QList<Unit> units(QStringView text, qsizetype limit);

/// The text as the index gets it, for SQLite's unicode61: "東京都" becomes "東京 京都 都".
QString forIndex(const QString &text);

/// The words of a query's term as they follow each other in the index. `open`: the last one is the beginning of what is
/// there, since a run of ideographs may go on.
struct Sequence
{
    QStringList tokens;
    bool open = false;
};
Sequence forQuery(QStringView term);

} // namespace searchText

} // namespace jackdaw
