// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/SharedFile.h"

#include <QDomElement>
#include <QHash>
#include <QString>

class QXmppElement;

namespace jackdaw {

/// Small pictures of files (XEP-0264) among what is said of them (XEP-0446): waves (BlurHash), or bytes that came in the stanza
/// itself, in a data: address or as its bits of binary (XEP-0231). Used by FileSharing; pure, engine thread, owns nothing. Asks
/// nobody: whoever is asked for a cid: or an https: one learns who looks at what, and when. Decodes no picture.

/// The bits of binary that came in one message (XEP-0231), by their cid. Owned by who reads that message, for as long; the
/// message is gone through once, with the first find(), however many files of it ask for however many of them.
class CarriedBits
{
public:
    explicit CarriedBits(const QDomElement &message) : m_message(message) {}

    /// The first of that name that is not too large. Null: none came.
    QDomElement find(const QString &cid);

private:
    QDomElement m_message; ///< null: it was gone through
    QHash<QString, QDomElement> m_all;
};

/// `metadata`: a <file/> of the message that brought `bits`. What is too large, or none of the kinds that are shown, is left out.
void readThumbnails(const QDomElement &metadata, CarriedBits &bits, SharedFile &out);
/// As waves alone: they tell less of what is sent than pixels do, and are in the stanza whole.
void writeThumbnail(QXmppElement &metadata, const SharedFile &file);

} // namespace jackdaw
