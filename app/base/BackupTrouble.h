// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"

#include <optional>

namespace jackdaw {

/// Why a backup could not be written or taken in, as an Error of kind FileBroken carries it from the engine to the
/// window: what the user can do is another thing each time.
/// Values and pure functions; any thread. They look at no file.
enum class BackupTrouble {
    File,            ///< it cannot be read or written
    NotOne,          ///< it is no backup
    Newer,           ///< made by a newer Jackdaw
    WrongPassphrase,
    Damaged,         ///< it was changed, or ends too early; `detail` says which
    Busy             ///< another one is under way
};

inline QLatin1StringView backupWord()
{
    return QLatin1StringView("backup ");
}

inline Error backupError(BackupTrouble trouble, const QString &detail, const QString &path = {})
{
    return Error{ErrorKind::FileBroken, detail,
                 QStringLiteral("%1%2 %3").arg(backupWord()).arg(int(trouble)).arg(path)};
}

/// nullopt: the error is about something else.
inline std::optional<BackupTrouble> backupTrouble(const Error &error)
{
    if (error.kind != ErrorKind::FileBroken || !error.subject.startsWith(backupWord())) {
        return std::nullopt;
    }
    bool says = false;
    const int trouble = error.subject.section(u' ', 1, 1).toInt(&says);
    const bool known = says && trouble >= int(BackupTrouble::File) && trouble <= int(BackupTrouble::Busy);
    return known ? std::optional(BackupTrouble(trouble)) : std::nullopt;
}

/// The file that it is about; empty where the error does not say.
inline QString backupPath(const Error &error)
{
    return error.subject.section(u' ', 2);
}

} // namespace jackdaw
