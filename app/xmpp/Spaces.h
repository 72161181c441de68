// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/PubSub.h"
#include "xmpp/SpaceValue.h"

#include <optional>

class QXmlStreamWriter;

namespace jackdaw {

/// Spaces as an account keeps them for its own devices: one item a space of a node that is nobody else's (XEP-0223).
/// There is no specification of such folders, so the name is ours. Pure DOM <-> values, no owner, engine thread. What
/// it reads is bounded and tidied, whoever wrote it.
inline const QString spacesNode = QStringLiteral("urn:jackdaw:spaces:0"); ///< and its namespace
NodeOptions spacesNodeOptions();

/// A space with the mark of the publication that put it there, by which a device knows its own again.
struct PublishedSpace
{
    StampedSpace space;
    QString edit;
};

/// All of them, or those behind the one that a part of them ended with (XEP-0059, 2.1).
void writeSpacesRequest(QXmlStreamWriter &writer, const QString &after);
void writeSpace(QXmlStreamWriter &writer, const PublishedSpace &published);
/// nullopt: it is none, or one of a kind that this program does not know.
std::optional<PublishedSpace> readSpace(const PubSubItem &item);

/// The same as text, for the disk.
QString spaceText(const StampedSpace &space);
std::optional<StampedSpace> readSpaceText(const SpaceId &id, const QString &text);

/// As they are kept, whoever typed them: one line of bounded length, a colour that there is.
SpaceTraits tidied(SpaceTraits traits);
/// What it says now.
Space plainSpace(const StampedSpace &space);
/// Of each part the later word; where both are of one moment, that of `b`.
StampedSpace joined(const StampedSpace &a, const StampedSpace &b);
/// A stamp that is later than all in it.
SpaceStamp nextStamp(const StampedSpace &space, const QString &by);

} // namespace jackdaw
