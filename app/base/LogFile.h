// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <memory>

namespace jackdaw {

/// Writes what is logged into a file too, as long as it lives: one line a message, with the time in UTC and the category.
/// The file is for its owner only (0600); when it grows over 1 MiB it becomes FILE.1, and the one before that goes.
/// Owned by main(), one a process; whatever thread logs may write. Never keeps what --print-stanzas prints: that is what
/// people wrote. A disk that is full costs lines, nothing else.
class LogFile
{
public:
    /// Errors: Storage, with the path as its subject.
    static Result<std::unique_ptr<LogFile>> open(const QString &path);
    ~LogFile();
    Q_DISABLE_COPY_MOVE(LogFile)

private:
    struct Private;
    explicit LogFile(std::unique_ptr<Private> d);

    std::unique_ptr<Private> d;
};

} // namespace jackdaw
