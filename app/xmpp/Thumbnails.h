// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/SharedFile.h"

#include <QDomElement>

class QXmppElement;

namespace jackdaw {

/// Small pictures of files (XEP-0264) among what is said of them (XEP-0446): waves (BlurHash), or bytes that came in the stanza
/// itself, in a data: address or as its bits of binary (XEP-0231). Used by FileSharing; pure, engine thread, owns nothing. Asks
/// nobody: whoever is asked for a cid: or an https: one learns who looks at what, and when. Decodes no picture.

/// `metadata`: the <file/> of `message`. What is too large, or none of the kinds that are shown, is left out.
void readThumbnails(const QDomElement &metadata, const QDomElement &message, SharedFile &out);
/// As waves alone: they tell less of what is sent than pixels do, and are in the stanza whole.
void writeThumbnail(QXmppElement &metadata, const SharedFile &file);

} // namespace jackdaw
