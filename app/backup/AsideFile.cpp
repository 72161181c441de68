// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/AsideFile.h"

#include "base/BackupTrouble.h"

#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostTries = 10; ///< for a name that nothing else has

} // namespace

AsideFile::AsideFile(QString path) : m_path(QFileInfo(path).absoluteFilePath()) {}

AsideFile::~AsideFile()
{
    if (m_file >= 0) {
        ::close(m_file);
        if (m_hasName) {
            ::unlink(QFile::encodeName(m_part).constData());
        }
    }
}

Error AsideFile::errorOf(int code, const QString &path)
{
    const QString detail = QString::fromLocal8Bit(std::strerror(code));
    return code == ENOSPC || code == EDQUOT ? Error{ErrorKind::DiskFull, detail, path} : backupError(BackupTrouble::File, detail, path);
}

/// By chance: what else has such a name is somebody's, and stays.
void AsideFile::choosePart()
{
    m_part = u"%1.%2.part"_s.arg(m_path, QString::number(QRandomGenerator::system()->generate(), 16));
}

Status AsideFile::open()
{
    if (QFileInfo(m_path).isDir()) {
        return errorOf(EISDIR, m_path);
    }
    const QByteArray folder = QFile::encodeName(QFileInfo(m_path).absolutePath());
    m_file = ::open(folder.constData(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    if (m_file < 0 && (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL)) {
        for (int i = 0; i < mostTries && (i == 0 || (m_file < 0 && errno == EEXIST)); ++i) {
            choosePart();
            m_file = ::open(QFile::encodeName(m_part).constData(),
                            O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY | O_CLOEXEC, 0600);
        }
        m_hasName = m_file >= 0;
    }
    if (m_file < 0 || ::fchmod(m_file, 0600) != 0) {
        return errorOf(errno, m_path);
    }
    return Done{};
}

Status AsideFile::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t written = ::write(m_file, bytes.data(), size_t(bytes.size()));
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return errorOf(written < 0 ? errno : ENOSPC, m_path);
        }
        bytes = bytes.sliced(written);
    }
    return Done{};
}

Status AsideFile::giveName()
{
    if (!m_hasName) {
        const QByteArray itself = QByteArrayLiteral("/proc/self/fd/") + QByteArray::number(m_file);
        int linked = -1;
        for (int i = 0; i < mostTries && (i == 0 || (linked != 0 && errno == EEXIST)); ++i) {
            choosePart();
            linked = ::linkat(AT_FDCWD, itself.constData(), AT_FDCWD, QFile::encodeName(m_part).constData(),
                              AT_SYMLINK_FOLLOW);
        }
        if (linked != 0) {
            return errorOf(errno, m_path);
        }
        m_hasName = true;
    }
    if (::rename(QFile::encodeName(m_part).constData(), QFile::encodeName(m_path).constData()) != 0) {
        return errorOf(errno, m_path);
    }
    m_hasName = false;
    return Done{};
}

Status AsideFile::commit()
{
    if (::fsync(m_file) != 0) {
        return errorOf(errno, m_path);
    }
    if (const Status named = giveName(); !named) {
        return named;
    }
    ::close(std::exchange(m_file, -1));
    // The name is on the disk when its folder is.
    const int folder = ::open(QFile::encodeName(QFileInfo(m_path).absolutePath()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
    return Done{};
}

} // namespace jackdaw
