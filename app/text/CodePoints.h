// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace jackdaw {

/// Places in a body, as stanzas name them and as QString does, and the way between the two. For the mappings of
/// app/xmpp and for MessageText. Plain values and pure functions, linear in the text; any thread. They never read
/// beyond the body, and believe no range before they have looked.

/// A stretch of a body as stanzas name it: Unicode code points, the end exclusive (XEP-0426, XEP-0372, XEP-0428). What
/// others send: nothing in it is checked yet.
struct PointRange
{
    qint64 begin = 0;
    qint64 end = 0;

    friend bool operator==(const PointRange &, const PointRange &) = default;
};

/// A stretch of a QString, within it.
struct TextRange
{
    qsizetype start = 0;
    qsizetype length = 0;

    qsizetype end() const { return start + length; }
    friend bool operator==(const TextRange &, const TextRange &) = default;
};

/// Over a body and what a stanza says of it, linear in both.

/// The number that an attribute holds; an error (nothing) for signs, blanks, anything but digits, and beyond 2^31.
std::optional<qint64> pointCount(QStringView attribute);
/// In code units; nothing if it is empty, turned round, or reaches beyond the text.
std::optional<TextRange> textRange(QStringView text, const PointRange &range);
/// The way back, for what we send.
PointRange pointRange(QStringView text, const TextRange &range);
/// Where a mention (XEP-0372) is in a text; nothing if it is no name but whole lines: who reads those as one could not tell
/// what was said.
std::optional<TextRange> mentionRange(QStringView body, const PointRange &range);

/// Parts of a text that are left out (XEP-0428): ascending, apart, by code units. A plain value, any thread.
class TextCuts
{
public:
    TextCuts() = default;
    /// Ranges are clamped to the text; what is turned round cuts nothing. The text is walked once, however many they are.
    TextCuts(QStringView text, const QList<PointRange> &ranges);

    bool isEmpty() const { return m_cuts.isEmpty(); }
    QString apply(const QString &text) const;
    /// Where a place of the text is in what is left; -1 where it is cut out.
    qsizetype moved(qsizetype place) const;

private:
    QList<std::pair<qsizetype, qsizetype>> m_cuts;
};

} // namespace jackdaw
