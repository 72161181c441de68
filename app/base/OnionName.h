// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"

#include <QStringView>

namespace jackdaw {

/// Is it a name that only Tor knows (RFC 7686)? Looks at the name as whatever resolves it would: capitals, full-width
/// letters, other dots and characters that are left out are mapped (UTS 46), a final dot is of no account. Pure; any
/// thread. Says nothing of whether anybody is there, and asks nobody.
bool isOnionName(QStringView host);

/// The error of an account that was to go to such a name and has no proxy: only a change of its settings can mend it.
bool needsTor(const Error &error);

} // namespace jackdaw
