// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/Profile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

Error folderError(const QString &folder, int code)
{
    const bool full = code == ENOSPC || code == EDQUOT;
    return Error{full ? ErrorKind::DiskFull : ErrorKind::Storage, QString::fromLocal8Bit(std::strerror(code)), folder};
}

} // namespace

Result<Profile> Profile::open(const QString &folder)
{
    Profile profile;
    profile.m_folder = QDir::cleanPath(QDir(folder).absolutePath());
    const QFileInfo info(profile.m_folder);
    if (!info.exists()) {
        if (!QDir().mkpath(info.absolutePath())) {
            return folderError(info.absolutePath(), errno ? errno : EACCES);
        }
        // Only a folder that we make is ours to close to others.
        if (::mkdir(QFile::encodeName(profile.m_folder).constData(), 0700) != 0 && errno != EEXIST) {
            return folderError(profile.m_folder, errno);
        }
    } else if (!info.isDir()) {
        return folderError(profile.m_folder, ENOTDIR);
    }
    if (::access(QFile::encodeName(profile.m_folder).constData(), R_OK | W_OK | X_OK) != 0) {
        return folderError(profile.m_folder, errno);
    }
    return profile;
}

QString Profile::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + "/jackdaw"_L1;
}

QString Profile::databaseFile() const
{
    return m_folder + "/history.sqlite"_L1;
}

QString Profile::settingsFile() const
{
    return m_folder + "/settings.ini"_L1;
}

QString Profile::logFile() const
{
    return m_folder + "/jackdaw.log"_L1;
}

} // namespace jackdaw
