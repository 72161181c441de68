// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"

namespace jackdaw {

/// That a file was written by a newer Jackdaw, as an Error of kind Storage carries it from the engine to the window: nothing is
/// wrong with the disk then, and what the user can do is another thing. Pure functions; any thread. They look at no file, and
/// know nothing of versions but the numbers that they are given.
inline QLatin1StringView newerFileWord()
{
    return QLatin1StringView("made by a newer Jackdaw");
}

inline Error newerFileError(int schema, int known, const QString &file)
{
    const QString detail = QStringLiteral("%1 (schema %2, known up to %3)").arg(newerFileWord()).arg(schema).arg(known);
    return Error{ErrorKind::Storage, detail, file};
}

inline bool isOfNewerJackdaw(const Error &error)
{
    return error.kind == ErrorKind::Storage && error.detail.startsWith(newerFileWord());
}

} // namespace jackdaw
