// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "base/Result.h"

#include <QByteArray>
#include <QDomElement>
#include <optional>

namespace jackdaw {

/// What is sealed in omemo:2 (XEP-0420, with the profile of XEP-0384, 5.5.1): elements, and who says them to whom and when, so
/// that nobody on the way can say them again elsewhere. Pure, engine thread. It came out of a payload of somebody else's, so
/// it is read as warily as a stream.
struct SceEnvelope
{
    BareJid from; ///< invalid where it is missing
    std::optional<BareJid> to;  ///< nullopt: missing; invalid: it is no address
    std::optional<qint64> time; ///< ms since 1970 UTC
    bool isPadded = false;
    QDomElement content;
};

/// Errors: Malformed for what is not well-formed, has a DTD, is too deep, or is no envelope. `xml` is UTF-8.
Result<SceEnvelope> readEnvelope(const QByteArray &xml);
/// `content`: the elements as XML, each with its namespace. The padding brings it to at least 300 characters and adds up to 200
/// (XEP-0420, 4); `dice`: where its length and content come from.
QByteArray writeEnvelope(const BareJid &from, const BareJid &to, qint64 time, const QByteArray &content, const QByteArray &dice);

enum class EnvelopeFault {
    None,
    Incomplete, ///< an affix is missing (facts/security.md, O9)
    OtherSender,
    OtherChat
};
/// Where it came: what was said elsewhere than to us has to say itself where, or a server makes something private of
/// what was said in a group, or the other way round, or shows in one chat what another device of ours said in another.
enum class EnvelopePlace { ToUs, Elsewhere };
/// Is it what `from` says to `to`? A time that is far off is no fault here: it is marked.
EnvelopeFault checkEnvelope(const SceEnvelope &envelope, const BareJid &from, const BareJid &to, EnvelopePlace place);
/// XEP-0420, 4: more than five minutes between what the sender says and what the stanza says. It may be nobody's fault:
/// a resumed stream (XEP-0198, 5) repeats what was sealed before the link broke, without a word of when that was.
bool isTimeOff(const SceEnvelope &envelope, qint64 stanzaTime);

/// XEP-0420, 9: what servers have to see, and what is believed outside of an envelope alone.
bool isForServers(const QDomElement &element);

} // namespace jackdaw
