// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

class QDomElement;
struct QXmppError;

namespace jackdaw {

struct ConnectionSettings;

/// What QXmpp says of a failed connection or request, in Jackdaw's own words, and what follows from it for the next
/// attempt. For Connection and ConnectionSupervisor; pure, engine thread. Certificates are not told from each other
/// here: TlsPolicy knows more of them.

/// `subject` is the domain of `settings`, or their proxy's host where that failed. What is not known is ConnectionLost.
Error connectionError(const QXmppError &error, const ConnectionSettings &settings);

/// Of a <stream:error/> (RFC 6120, 4.9.3).
ErrorKind streamErrorKind(const QDomElement &error);

/// Does trying again by itself have a chance? Not after a wrong password or a bad certificate, nor towards Tor without it.
bool isWorthRetrying(const Error &error);

/// Said by whoever answered, before anything showed that it was the server (RFC 6120, 13.7), as a captive portal does: the
/// server may still keep the session that was lost.
bool isBeforeTheServer(const Error &error);

} // namespace jackdaw
