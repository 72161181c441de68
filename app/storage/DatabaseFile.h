// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QString>

namespace jackdaw {

/// What Database::open does with the file as a file, before and after the connection: is it sound, was it closed in
/// order, and the replacement of a damaged one, which may be cut short at any moment and goes on at the next start.
/// Used by Database alone, on its thread; no state. Never deletes a damaged file.
class DatabaseFile
{
public:
    enum class Condition { Sound, Damaged };
    struct Look {
        Condition condition = Condition::Sound;
        int version = 0; ///< of the schema
    };
    struct Replaced {
        QString setAside;
        int messages = 0;
    };

    /// Header, size and schema, without writing. Error: the file cannot be read at all.
    static Result<Look> look(const QString &file);
    /// Makes "FILE.new" from what can be read, moves FILE with its log to "FILE.damaged-TIME", and FILE.new into place.
    static Result<Replaced> replaceBySalvage(const QString &file);
    /// Ends a replacement that was cut short between its two renames.
    static Status finishReplacement(const QString &file);

    /// The mark that stands beside the file as long as a Database has it open, and after a crash.
    static Status markOpen(const QString &file);
    static void markClosed(const QString &file);
    static bool wasLeftOpen(const QString &file);

    /// Mode 0600 for the file, its log and its index.
    static void makePrivate(const QString &file);
};

} // namespace jackdaw
