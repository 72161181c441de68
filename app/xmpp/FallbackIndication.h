// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/MessageParts.h"

#include <QDomElement>
#include <QStringList>
#include <optional>
#include <utility>

class QXmppMessage;

namespace jackdaw {

/// XEP-0428: which parts of a body are there only for programs that do not know a feature. Ranges count code points and are
/// whatever the sender likes: they are clamped, and a body is never cut to nothing by a reply. Pure; engine thread.
struct Fallback
{
    QString feature;                            ///< empty: whatever else the message carries
    QList<std::pair<qint64, qint64>> ranges;    ///< begin and end by code points, as written; none: the whole body
    bool coversBody = true;                     ///< false where only the subject is meant
};
QList<Fallback> readFallbacks(const QDomElement &message);

/// Parts of a text that are left out: ascending, apart, by UTF-16 units. Pure.
class TextCuts
{
public:
    TextCuts() = default;
    /// What `fallbacks` for one of `features` say of `body`.
    TextCuts(const QString &body, const QList<Fallback> &fallbacks, const QStringList &features);

    bool isEmpty() const { return m_cuts.isEmpty(); }
    QString apply(const QString &body) const;
    /// Where a place of the body is in what is left; -1 where it is cut out.
    qsizetype moved(qsizetype place) const;

private:
    QList<std::pair<qsizetype, qsizetype>> m_cuts;
};

/// Of the whole body, or of a range by code points.
void writeFallback(QXmppMessage &message, QStringView feature, std::optional<std::pair<int, int>> range);
/// Where the code points begin and end, by UTF-16 units; clamped to the text.
qsizetype placeOfCodePoint(QStringView text, qint64 codePoint);

} // namespace jackdaw
