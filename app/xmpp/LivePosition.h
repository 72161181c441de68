// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDomElement>
#include <QString>
#include <optional>

class QXmlStreamWriter;

namespace jackdaw {

/// Where somebody is just now, as one item of a node that is there for as long as they tell it: a <geoloc/>
/// (XEP-0080), sealed with a key that only who reads the message about it has, since a server reads what is
/// published. Pure DOM <-> values, no owner, engine thread. Seals and opens nothing itself, and never says whose
/// position it is.
struct LivePosition
{
    double latitude = 0; ///< degrees, WGS 84
    double longitude = 0;
    double accuracy = -1; ///< metres; negative: not said
    qint64 time = 0; ///< of measuring, ms since 1970 UTC

    friend bool operator==(const LivePosition &, const LivePosition &) = default;
};

/// What is sealed.
QByteArray livePositionText(const LivePosition &position);
/// nullopt: it is no place, or says no time.
std::optional<LivePosition> readLivePosition(const QByteArray &text);

/// The node of one that is told, by its id.
QString liveNode(const QString &id);
/// Empty where the node is none of these.
QString liveIdOf(const QString &node);
inline const QString liveItem = QStringLiteral("current");
void writeSealedPosition(QXmlStreamWriter &writer, const QByteArray &sealed);
QByteArray readSealedPosition(const QDomElement &payload);

} // namespace jackdaw
