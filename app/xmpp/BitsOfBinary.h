// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QDomElement>

class QXmlStreamWriter;

namespace jackdaw {

/// XEP-0231: small data inside a stanza, named by its hash; here the pictures of a registration (XEP-0158). Pure;
/// engine thread. Fetches nothing and keeps nothing: RegistrationService asks the server that named it. What has not
/// the hash that its name promises is refused.
struct BitsOfBinary
{
    QString cid;  ///< "sha1+8f35…@bob.xmpp.org"
    QString type;
    QByteArray bytes;
};

inline constexpr qsizetype maximumBitsOfBinary = 256 * 1024; ///< the XEP recommends 8 KiB (4); pictures of servers are larger

/// Reads <data xmlns='urn:xmpp:bob'/>. Error: Malformed where it is too large, or is not what its name promises (2.1):
/// sha1, sha-1, sha256 and sha-256 are known. `subject` is the cid.
Result<BitsOfBinary> readBitsOfBinary(const QDomElement &data);
/// Asks for it (2.3).
void writeBitsOfBinaryRequest(QXmlStreamWriter &writer, const QString &cid);
/// The cid of a "cid:" URI (RFC 2392), or empty.
QString cidOf(const QString &uri);

} // namespace jackdaw
