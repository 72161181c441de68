// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/MessageStanza.h"
#include "xmpp/OmemoStanza.h"
#include "xmpp/SceEnvelope.h"

namespace jackdaw {

/// A message taken apart into what may be seen on the way and what is sealed, and put together again on the other side. What
/// stands outside is chosen by name, so that what nobody has thought of is sealed, or left out where the version cannot seal
/// it. Pure, engine thread; knows no keys.

struct SplitStanza
{
    QXmppMessage outside; ///< addresses, ids, and what may be seen
    /// Legacy: the text as UTF-8. Two: elements as XML, for an envelope. Empty: there is nothing to be sealed.
    QByteArray inside;
};
/// Legacy seals text alone; replies, corrections, reactions and retractions name messages by id and stand outside, as other
/// programs have it. What a spoiler hints at, and who is spoken of, is left out there.
SplitStanza splitStanza(const QXmppMessage &clear, OmemoVersion version);
/// Adds the sealed part, what it is sealed with (XEP-0380), and the wish that it be stored (XEP-0420, 6).
void addSealed(QXmppMessage &outside, const OmemoMessage &sealed);
/// Does it say outside that there is something to be read: what it is sealed with (XEP-0380), an id of its own (XEP-0359), a text?
bool isAnnounced(const QDomElement &message);
/// A message that carries keys alone (XEP-0384, 5.5.3), or something for programs.
QXmppMessage writeKeyTransport(const BareJid &to, const OmemoMessage &sealed);

/// `outer` as if it had come in clear with what was sealed. Of `outer` nothing counts that should have been sealed: it is the
/// word of somebody on the way.
MessageStanza readOpened(const QDomElement &outer, const QString &text);
MessageStanza readOpened(const QDomElement &outer, const SceEnvelope &envelope);

} // namespace jackdaw
