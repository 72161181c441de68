// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

struct QXmppError;

namespace jackdaw {

struct ConnectionSettings;

/// What QXmpp says of a failed connection or request, in Jackdaw's own words. Pure; engine thread.
Error connectionError(const QXmppError &error, const ConnectionSettings &settings);

/// Does trying again by itself have a chance? Not after a wrong password or a bad certificate.
bool isWorthRetrying(const Error &error);

} // namespace jackdaw
