// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QString>

namespace jackdaw {

/// The folder that holds everything of one profile: settings, database, files, log. main() opens it for the window, and
/// EngineCore again for the engine, by the same path. A plain value: any thread. Knows the names of the files, never
/// what is in them.
class Profile
{
public:
    /// Makes the folder (mode 0700) if it is not there. Errors: Storage, DiskFull with the path as subject.
    static Result<Profile> open(const QString &folder);
    /// Where a profile lies if --profile names none (XDG data folder).
    static QString defaultFolder();

    QString folder() const { return m_folder; }
    QString databaseFile() const;
    QString settingsFile() const;
    QString logFile() const;

private:
    QString m_folder;
};

} // namespace jackdaw
