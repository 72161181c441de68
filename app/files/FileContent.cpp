// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/FileContent.h"

#include <QDir>
#include <QFile>

#include <cerrno>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QFileDevice::Permissions ownerAlone = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Error storageError(const QFile &file)
{
    const bool isFull = errno == ENOSPC || errno == EDQUOT || file.error() == QFileDevice::ResourceError;
    return Error{isFull ? ErrorKind::DiskFull : ErrorKind::Storage, file.errorString(), file.fileName()};
}

Error broken(const QString &what)
{
    return Error{ErrorKind::FileBroken, what, {}};
}

/// A name in the folder that nothing has.
QString freePath(const QString &folder, const QString &name)
{
    const QDir dir(folder);
    QString path = dir.filePath(name);
    const qsizetype dot = name.lastIndexOf(u'.');
    const QString stem = dot > 0 ? name.first(dot) : name;
    const QString end = dot > 0 ? name.sliced(dot) : QString();
    for (int number = 2; QFileInfo(path).isSymLink() || QFile::exists(path); ++number) {
        path = dir.filePath(u"%1 (%2)%3"_s.arg(stem).arg(number).arg(end));
    }
    return path;
}

} // namespace

QString sniffedType(QByteArrayView head)
{
    const auto begins = [&](QByteArrayView sign, qsizetype at = 0) {
        return head.size() >= at + sign.size() && head.sliced(at, sign.size()) == sign;
    };
    if (begins("\x89PNG\r\n\x1a\n")) {
        return u"image/png"_s;
    }
    if (begins("\xff\xd8\xff")) {
        return u"image/jpeg"_s;
    }
    if (begins("GIF87a") || begins("GIF89a")) {
        return u"image/gif"_s;
    }
    if (begins("RIFF") && begins("WEBP", 8)) {
        return u"image/webp"_s;
    }
    if (begins("%PDF-")) {
        return u"application/pdf"_s;
    }
    if (begins("ftyp", 4)) {
        return begins("M4A", 8) ? u"audio/mp4"_s : u"video/mp4"_s;
    }
    if (begins("\x1a\x45\xdf\xa3")) {
        return u"video/webm"_s;
    }
    if (begins("OggS")) {
        return u"audio/ogg"_s;
    }
    if (begins("ID3") || begins("\xff\xfb")) {
        return u"audio/mpeg"_s;
    }
    if (begins("fLaC")) {
        return u"audio/flac"_s;
    }
    if (begins("RIFF") && begins("WAVE", 8)) {
        return u"audio/wav"_s;
    }
    return {};
}

namespace {

Result<Arrived> settleContent(const Arrival &arrival)
{
    const qint64 size = QFileInfo(arrival.part).size();
    if (arrival.size >= 0 && arrival.size != size) {
        QFile::remove(arrival.part);
        return broken(u"another size than was said"_s);
    }
    QFile file(arrival.part);
    if (!file.open(QIODevice::ReadOnly)) {
        return storageError(file);
    }
    const QString type = sniffedType(file.read(64));
    file.close();
    if (!QDir().mkpath(arrival.folder)) {
        return Error{ErrorKind::Storage, u"the folder cannot be made"_s, arrival.folder};
    }
    QFile::setPermissions(arrival.folder, ownerAlone | QFileDevice::ExeOwner);
    const QString path = freePath(arrival.folder, arrival.name);
    if (!file.rename(path)) { // never over another
        return storageError(file);
    }
    file.setPermissions(ownerAlone);
    return Arrived{path, type, size};
}

} // namespace

Result<Arrived> settleArrival(const Arrival &arrival)
{
    auto settled = settleContent(arrival);
    // Asked last: who takes the files of a message away says so before, so what he did not find yet is found here.
    if (!arrival.isWanted || *arrival.isWanted) {
        return settled;
    }
    if (settled) {
        QFile::remove(settled->path);
    }
    QDir().rmdir(arrival.folder); // unless there is something of another one in it
    return Error{ErrorKind::Cancelled, u"nobody wants it any more"_s, {}};
}

} // namespace jackdaw
