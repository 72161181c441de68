// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QUrl>
#include <optional>

namespace jackdaw {

struct Place;

/// What makes a geo: link the announcement of a position that moves for a while: under which name it is published
/// (XEP-0060), what opens it, and when it ends. It stands in the link's own parameters (RFC 5870, 3.3), so that it is
/// sealed where the text is, and other programs show the place where it began. A plain value: any thread. Whose it
/// is, says the message.
struct LiveLink
{
    static constexpr qsizetype keySize = 32;
    static constexpr qint64 longest =
        24LL * 60 * 60 * 1000; ///< ms from the message on; what ends later is no live place

    QString id; ///< 32 digits of base 16
    QByteArray key;
    qint64 until = 0; ///< ms since 1970 UTC, whole seconds

    friend bool operator==(const LiveLink &, const LiveLink &) = default;
};
std::optional<LiveLink> liveLinkOf(const QUrl &geo);
QString liveUri(const Place &first, const LiveLink &live);

} // namespace jackdaw
