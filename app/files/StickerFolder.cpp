// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/StickerFolder.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QSaveFile>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QFileDevice::Permissions stickerOwner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr qsizetype hashBytes = 32;
constexpr qint64 copyStep = 256 * 1024;

Error folderError(const QFileDevice &file)
{
    const bool isFull = file.error() == QFileDevice::ResourceError;
    return Error{isFull ? ErrorKind::DiskFull : ErrorKind::Storage, file.errorString(), file.fileName()};
}

bool makeFolder(const QString &path)
{
    return QDir().mkpath(path) && QFile::setPermissions(path, stickerOwner | QFileDevice::ExeOwner);
}

} // namespace

StickerFolder::StickerFolder(const QString &profileFolder, AccountId account)
    : m_folder(profileFolder + "/stickers/"_L1 + QString::number(account.value()))
{
}

QString StickerFolder::pathOf(const QByteArray &sha256) const
{
    return sha256.size() == hashBytes ? m_folder + u'/' + QString::fromLatin1(sha256.toHex()) : QString();
}

bool StickerFolder::has(const QByteArray &sha256) const
{
    const QString path = pathOf(sha256);
    return !path.isEmpty() && QFile::exists(path);
}

Status StickerFolder::keep(const QByteArray &sha256, const QByteArray &bytes) const
{
    const QString path = pathOf(sha256);
    if (path.isEmpty()) {
        return Error{ErrorKind::Malformed, u"no hash"_s, {}};
    }
    if (!makeFolder(QFileInfo(m_folder).path()) || !makeFolder(m_folder)) {
        return Error{ErrorKind::Storage, u"the folder cannot be made"_s, m_folder};
    }
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(stickerOwner)
        && file.write(bytes) == bytes.size() && file.commit();
    return isWritten ? Status(Done{}) : Status(folderError(file));
}

Status StickerFolder::copyTo(const QByteArray &sha256, const QString &path) const
{
    return copy(pathOf(sha256), path);
}

/// Not by QFile::copy(), which does not say what was wrong.
Status StickerFolder::copy(const QString &from, const QString &to)
{
    QFile picture(from);
    if (from.isEmpty() || !picture.open(QIODevice::ReadOnly)) {
        return Error{ErrorKind::NotFound, u"the picture is not here"_s, from};
    }
    const QString folder = QFileInfo(to).path();
    if (!makeFolder(QFileInfo(folder).path()) || !makeFolder(folder)) {
        return Error{ErrorKind::Storage, u"the folder cannot be made"_s, folder};
    }
    QSaveFile file(to);
    bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(stickerOwner);
    while (isWritten && !picture.atEnd()) {
        const QByteArray part = picture.read(copyStep);
        if (part.isEmpty()) {
            return Error{ErrorKind::Storage, picture.errorString(), from};
        }
        isWritten = file.write(part) == part.size();
    }
    return isWritten && file.commit() ? Status(Done{}) : Status(folderError(file));
}

void StickerFolder::sweep(const QSet<QByteArray> &used) const
{
    const QDir folder(m_folder);
    const QStringList names = folder.entryList(QDir::Files | QDir::Hidden);
    for (const QString &name : names) {
        if (!used.contains(QByteArray::fromHex(name.toLatin1()))) {
            QFile::remove(folder.filePath(name));
        }
    }
}

qint64 StickerFolder::use(const QString &profileFolder)
{
    qint64 bytes = 0;
    QDirIterator all(profileFolder + "/stickers"_L1, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        bytes += all.nextFileInfo().size();
    }
    return bytes;
}

Status StickerFolder::remove() const
{
    QDir folder(m_folder);
    const bool isGone = !folder.exists() || folder.removeRecursively();
    return isGone ? Status(Done{}) : Status(Error{ErrorKind::Storage, u"the stickers were not removed"_s, m_folder});
}

} // namespace jackdaw
