// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"

namespace jackdaw {

/// That a page of an archive was larger than we keep of one, as an Error of kind TooMany carries it from the engine to the
/// window: the server refused nothing then, and fewer messages at a time may do. Pure functions; any thread. They measure
/// nothing themselves.
inline QLatin1StringView largePageWord()
{
    return QLatin1StringView("the archive's page takes more than");
}

inline bool isOfLargePage(const Error &error)
{
    return error.kind == ErrorKind::TooMany && error.detail.startsWith(largePageWord());
}

} // namespace jackdaw
