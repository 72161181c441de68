// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QDomElement>
#include <QStringList>
#include <optional>

class QXmlStreamWriter;

namespace jackdaw {

/// One <item/> of a roster (RFC 6121, 2.1.2), as a server pushes it and as we ask for a change. RosterService makes
/// contacts of it. A plain value, engine thread. Takes whatever it is given; whether a push may be believed is
/// Authority's matter.
struct RosterItem
{
    enum class Subscription { None, To, From, Both, Remove };

    BareJid jid;
    QString name;
    Subscription subscription = Subscription::None;
    bool asked = false;
    QStringList groups;
};

/// A roster result or push (RFC 6121, 2.1.3 to 2.1.6). A plain value.
struct RosterQuery
{
    QList<RosterItem> items; ///< those with an address that can be read
    QString version;         ///< RFC 6121, 2.6; empty where the server has none
};

/// nullopt if the IQ has no roster payload (RFC 6121, 2.6.3: then the stored roster holds).
std::optional<RosterQuery> readRoster(const QDomElement &iq);
/// `features`: what the stream announced (RFC 6121, 2.6.1).
bool announcesRosterVersions(const QList<QDomElement> &features);
/// Without a version the server is not told that there are any.
void writeRosterGet(QXmlStreamWriter &writer, const std::optional<QString> &version);
void writeRosterSet(QXmlStreamWriter &writer, const RosterItem &item);

} // namespace jackdaw
