// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/OmemoValues.h"

#include <QDomElement>

class QXmlStreamWriter;
class QXmppElement;

namespace jackdaw {

/// The elements of OMEMO in both versions: messages, device lists, bundles (XEP-0384, 5, and the same of 0.3). Pure DOM <->
/// values, engine thread. Takes whatever it is given; what is not exactly right is left out, and what is not right as a whole
/// is an error. Believes nothing and knows no keys.

QStringView omemoNamespace(OmemoVersion version);

/// Where an account says which devices it has, and each device what it is. Items of lists have the id `current`.
QString deviceListNode(OmemoVersion version);
QString bundleNode(OmemoVersion version, OmemoDeviceId device);
QString bundleItem(OmemoVersion version, OmemoDeviceId device);
inline constexpr QStringView currentItem = u"current";
/// Which version's device list this node is.
std::optional<OmemoVersion> deviceListVersion(QStringView node);

/// More devices than anybody has; the rest is not kept (facts/security.md, O7).
inline constexpr qsizetype maximumDevices = 100;
/// More keys than a bundle has that is meant well: it is refused as a whole (O4).
inline constexpr qsizetype maximumPreKeys = 1000;
/// Devices that one message is for: more than those of a large group.
inline constexpr qsizetype maximumMessageKeys = 5000;

/// Error: Malformed where the element is no list of this version.
Result<OmemoDeviceList> readDeviceList(OmemoVersion version, const QDomElement &element);
void writeDeviceList(QXmlStreamWriter &writer, OmemoVersion version, const OmemoDeviceList &list);

/// Error: Malformed where anything is missing or of a wrong size, no pre key is left, or there are too many.
Result<OmemoBundle> readBundle(OmemoVersion version, const QDomElement &element);
void writeBundle(QXmlStreamWriter &writer, OmemoVersion version, const OmemoBundle &bundle);

/// What a message has of <encrypted/>, at most one of each version, and only those that can be read.
QList<OmemoMessage> readOmemo(const QDomElement &message);
/// Does it have an <encrypted/> at all, readable or not?
bool claimsOmemo(const QDomElement &message);
QXmppElement writeOmemo(const OmemoMessage &message);

} // namespace jackdaw
