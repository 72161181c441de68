// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/FileContent.h"

#include "files/FileCipher.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <algorithm>
#include <cerrno>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 piece = 256 * 1024;
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

Result<QByteArray> sha256Of(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return storageError(file);
    }
    QCryptographicHash hash(QCryptographicHash::Sha256);
    while (true) {
        const QByteArray part = file.read(piece);
        if (part.isEmpty()) {
            break;
        }
        hash.addData(part);
    }
    return file.error() == QFileDevice::NoError ? Result<QByteArray>(hash.result()) : Result<QByteArray>(storageError(file));
}

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

Status openSealed(const QString &sealed, const QString &plain, const QByteArray &key, const QByteArray &iv)
{
    QFile in(sealed);
    QFile out(plain);
    auto cipher = FileCipher::make(FileCipher::Way::Open, key, iv);
    if (!cipher) {
        return cipher.error();
    }
    if (!in.open(QIODevice::ReadOnly)) {
        return storageError(in);
    }
    qint64 left = in.size() - FileCipher::tagSize;
    if (left < 0) {
        return broken(u"too short to be sealed"_s);
    }
    if (!out.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerAlone)) {
        return storageError(out);
    }
    const auto giveUp = [&out](const Error &error) -> Status {
        out.close();
        out.remove();
        return error;
    };
    while (left > 0) {
        const QByteArray part = in.read(std::min(left, piece));
        if (part.isEmpty()) {
            return giveUp(storageError(in));
        }
        left -= part.size();
        const QByteArray opened = cipher->update(part);
        if (opened.size() != part.size()) {
            return giveUp(Error{ErrorKind::Internal, u"OpenSSL failed"_s, {}});
        }
        if (out.write(opened) != opened.size()) {
            return giveUp(storageError(out));
        }
    }
    if (!cipher->finishOpen(in.read(FileCipher::tagSize))) {
        return giveUp(broken(u"the tag is another"_s));
    }
    return out.flush() ? Status(Done{}) : giveUp(storageError(out));
}

namespace {

QString openedOf(const Arrival &arrival)
{
    return arrival.part + u".open"_s;
}

Result<Arrived> settleContent(const Arrival &arrival)
{
    QString content = arrival.part;
    const auto drop = [&](const Error &error) -> Result<Arrived> {
        QFile::remove(content);
        QFile::remove(arrival.part);
        return error;
    };
    if (!arrival.key.isEmpty()) {
        const QString plain = openedOf(arrival);
        QFile::remove(plain); // ours, from a run that was killed
        if (const Status opened = openSealed(arrival.part, plain, arrival.key, arrival.iv); !opened) {
            return drop(opened.error());
        }
        content = plain;
    }
    const qint64 size = QFileInfo(content).size();
    if (arrival.size >= 0 && arrival.size != size) {
        return drop(broken(u"another size than was said"_s));
    }
    if (!arrival.sha256.isEmpty()) {
        const auto hash = sha256Of(content);
        if (!hash) {
            return hash.error();
        }
        if (*hash != arrival.sha256) {
            return drop(broken(u"another hash than was said"_s));
        }
    }
    QFile file(content);
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
    if (content != arrival.part) {
        QFile::remove(arrival.part);
    }
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
    QFile::remove(openedOf(arrival));
    QDir().rmdir(arrival.folder); // unless there is something of another one in it
    return Error{ErrorKind::Cancelled, u"nobody wants it any more"_s, {}};
}

} // namespace jackdaw
