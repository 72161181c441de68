// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/CodePoints.h"

#include <QDomElement>
#include <QStringList>
#include <optional>
#include <utility>

class QXmppMessage;

namespace jackdaw {

/// XEP-0428: which parts of a body are there only for programs that do not know a feature. Ranges count code points and
/// are whatever the sender likes: they are clamped, and a body is never cut to nothing by a reply. Pure; engine thread.
/// Which features are understood, MessageStanza says.
struct Fallback
{
    QString feature;                            ///< empty: whatever else the message carries
    QList<PointRange> ranges;                   ///< as written; none: the whole body
    bool coversBody = true;                     ///< false where only the subject is meant
};
QList<Fallback> readFallbacks(const QDomElement &message);

/// What `fallbacks` for one of `features` leave out of `body`.
TextCuts cutsOf(const QString &body, const QList<Fallback> &fallbacks, const QStringList &features);

/// Of the whole body, or of a range by code points.
void writeFallback(QXmppMessage &message, QStringView feature, std::optional<std::pair<int, int>> range);

} // namespace jackdaw
