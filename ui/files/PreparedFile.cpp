// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/PreparedFile.h"

#include "base/BlurHash.h"
#include "base/SafeFileName.h"
#include "chat/Attachment.h"
#include "files/PictureMetadata.h"
#include "timeline/PictureCache.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>
#include <QPainter>
#include <QPromise>
#include <QThreadPool>
#include <QUuid>

#include <algorithm>
#include <filesystem>
#include <system_error>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr qint64 mostCleaned = 64 * 1024 * 1024;
constexpr int smallerSide = 1600;
constexpr int smallerQuality = 82;
constexpr qint64 largeBytes = 1024 * 1024;
constexpr QFileDevice::Permissions ownerAlone = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

/// Each in a folder of its own, so that it keeps its name.
Result<QString> ownFolder(const QString &folder)
{
    const QString own = QDir(folder).filePath(QUuid::createUuid().toString(QUuid::Id128));
    if (!QDir().mkpath(own))
        return Error{ErrorKind::Storage, u"the folder cannot be made"_s, own};
    for (const QString &each : {folder, own})
        QFile::setPermissions(each, ownerAlone | QFileDevice::ExeOwner);
    return own;
}

Result<QString> keep(const QByteArray &bytes, const QString &name, const QString &folder)
{
    const auto own = ownFolder(folder);
    if (!own)
        return own.error();
    QFile file(QDir(*own).filePath(safeFileName(name)));
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerAlone) || file.write(bytes) != bytes.size() || !file.flush())
        return Error{ErrorKind::DiskFull, file.errorString(), file.fileName()};
    return file.fileName();
}

/// A file of another message, which may be deleted with it before this one is out: a second name of its own for the same
/// bytes, and a copy where the disk has no such thing.
Result<QString> keepBeside(const QString &path, const QString &name, const QString &folder)
{
    const auto own = ownFolder(folder);
    if (!own)
        return own.error();
    const QString kept = QDir(*own).filePath(name);
    std::error_code refused;
    std::filesystem::create_hard_link(QFileInfo(path).filesystemFilePath(), QFileInfo(kept).filesystemFilePath(), refused);
    if (!refused)
        return kept;
    QFile file(path);
    if (!file.copy(kept))
        return Error{file.error() == QFileDevice::OpenError ? ErrorKind::FileChanged : ErrorKind::DiskFull, file.errorString(), path};
    return kept;
}

/// Of a message in this profile, that came or that went out: `folder`, of what goes out, is beside those of what came.
bool isOfAMessage(const QFileInfo &file, const QString &folder)
{
    const QString all = QFileInfo(QDir(folder).absolutePath()).absolutePath();
    return !folder.isEmpty() && file.absoluteFilePath().startsWith(all + u'/');
}

/// What others see until the picture is there. A few pixels are enough for a few waves.
QString blurHashOf(const QImage &picture)
{
    constexpr int side = 32;
    if (picture.isNull())
        return {};
    QImage small(picture.size().scaled(side, side, Qt::KeepAspectRatio).expandedTo(QSize(1, 1)), QImage::Format_RGB888);
    small.fill(~0u); // white, below what lets through
    QPainter painter(&small);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(small.rect(), picture.scaled(small.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    painter.end();
    QByteArray rgb;
    for (int y = 0; y < small.height(); ++y)
        rgb.append(reinterpret_cast<const char *>(small.constScanLine(y)), small.width() * 3);
    return writeBlurHash(rgb, small.width(), small.height());
}

/// What cameras write their notes into, and is not understood here.
bool mayTell(const QString &mediaType)
{
    static const QStringList kinds{u"image/heic"_s, u"image/heif"_s, u"image/heic-sequence"_s, u"image/heif-sequence"_s,
                                   u"image/avif"_s, u"image/jxl"_s, u"image/tiff"_s};
    return kinds.contains(mediaType) || mediaType.startsWith("video/"_L1)
        || QMimeDatabase().mimeTypeForName(mediaType).inherits(u"image/x-dcraw"_s);
}

Result<PreparedFile> withOwnFile(PreparedFile prepared, const QFileInfo &file, const QString &folder)
{
    if (isOfAMessage(file, folder)) {
        const auto kept = keepBeside(prepared.file.path, prepared.file.name, folder);
        if (!kept)
            return kept.error();
        prepared.file.path = *kept;
    }
    return prepared;
}

Result<PreparedFile> prepare(const QString &path, const QString &folder, const QSize &previewSize)
{
    const QFileInfo info(path);
    if (!info.isFile() || !info.isReadable())
        return Error{ErrorKind::FileChanged, {}, path};
    PreparedFile out;
    out.file.path = info.absoluteFilePath();
    out.file.name = safeFileName(info.fileName());
    out.file.mediaType = QMimeDatabase().mimeTypeForFile(info).name();
    out.size = info.size();
    out.isFilm = attachmentKind(out.file.mediaType, out.file.name) == Attachment::Kind::Video;
    if (const QSize size = pictureSize(path); !size.isEmpty()) {
        out.file.width = size.width();
        out.file.height = size.height();
        out.preview = readPicture(path, previewSize);
        out.file.blurHash = blurHashOf(out.preview);
        out.mayMove = mayMove(path);
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorKind::FileChanged, file.errorString(), path};
    // By its first bytes alone: one with too many pixels to be shown tells of its place all the same.
    const bool isPicture = hasRemovableDetails(file.peek(16));
    out.mayTell = !isPicture && mayTell(out.file.mediaType);
    out.keepsDetails = isPicture && out.size > mostCleaned;
    if (!isPicture || out.keepsDetails)
        return withOwnFile(out, info, folder);
    const auto clean = withoutDetails(file.readAll());
    if (!clean)
        return Error{ErrorKind::FileBroken, u"the picture cannot be read to its end"_s, path};
    if (clean->hadDetails) {
        const auto kept = keep(clean->bytes, out.file.name, folder);
        if (!kept)
            return kept.error();
        out.file.path = *kept;
        out.size = clean->bytes.size();
        out.lostDetails = true;
        out.lostLocation = clean->hadLocation;
        return out;
    }
    return withOwnFile(out, info, folder);
}

template<class Work>
QFuture<Result<PreparedFile>> onPool(Work work)
{
    auto promise = std::make_shared<QPromise<Result<PreparedFile>>>();
    promise->start();
    auto future = promise->future();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

} // namespace

QFuture<Result<PreparedFile>> prepareFile(const QString &path, const QString &folder, const QSize &previewSize)
{
    return onPool([=] { return prepare(path, folder, previewSize); });
}

QFuture<Result<PreparedFile>> prepareImage(const QImage &image, const QString &name, const QString &folder, const QSize &previewSize)
{
    return onPool([=]() -> Result<PreparedFile> {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, "PNG"))
            return Error{ErrorKind::FileBroken, u"the picture cannot be written"_s, {}};
        if (const auto clean = withoutDetails(bytes)) // an image brings its texts along
            bytes = clean->bytes;
        const auto kept = keep(bytes, name, folder);
        if (!kept)
            return kept.error();
        PreparedFile out;
        out.file = {*kept, name, u"image/png"_s, image.width(), image.height(), blurHashOf(image)};
        out.size = bytes.size();
        out.preview = image.scaled(previewSize, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        return out;
    });
}

QFuture<Result<PreparedFile>> prepareVoice(const QByteArray &bytes, const QString &folder)
{
    return onPool([=]() -> Result<PreparedFile> {
        const QString name = u"voice-message.ogg"_s; // not when it was made, nor where
        const auto kept = keep(bytes, name, folder);
        if (!kept)
            return kept.error();
        PreparedFile out;
        out.file = {*kept, name, u"audio/ogg"_s, 0, 0};
        out.size = bytes.size();
        return out;
    });
}

QFuture<Result<PreparedFile>> withFilm(const PreparedFile &prepared, const QImage &first, const QSize &pixels, qint64 length,
                                       const QSize &previewSize)
{
    return onPool([=]() -> Result<PreparedFile> {
        PreparedFile out = prepared;
        out.file.width = pixels.width();
        out.file.height = pixels.height();
        out.file.blurHash = blurHashOf(first);
        out.preview = first.scaled(previewSize, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        out.length = length;
        return out;
    });
}

bool mayShrink(const PreparedFile &prepared)
{
    const bool isLarge = std::max(prepared.file.width, prepared.file.height) > smallerSide || prepared.size > largeBytes;
    return prepared.file.width > 0 && !prepared.mayMove && !prepared.isFilm && isLarge;
}

QFuture<Result<PreparedFile>> prepareSmaller(const PreparedFile &prepared, const QString &folder, const QSize &previewSize)
{
    return onPool([=]() -> Result<PreparedFile> {
        const QImage read = readPicture(prepared.file.path, QSize(smallerSide, smallerSide));
        if (read.isNull())
            return Error{ErrorKind::FileBroken, u"the picture cannot be read"_s, prepared.file.path};
        // A canvas of its own: what the file tells besides its pixels stays with the file.
        QImage image(read.size(), read.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
        image.fill(Qt::transparent);
        QPainter(&image).drawImage(0, 0, read);
        QByteArray bytes;
        QBuffer buffer(&bytes);
        const bool isPng = image.hasAlphaChannel();
        if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, isPng ? "PNG" : "JPEG", isPng ? -1 : smallerQuality))
            return Error{ErrorKind::FileBroken, u"the picture cannot be written"_s, prepared.file.path};
        if (bytes.size() >= prepared.size)
            return Error{ErrorKind::FileTooLarge, {}, QString::number(prepared.size)};
        const QString name = QFileInfo(prepared.file.name).completeBaseName() + (isPng ? u".png"_s : u".jpg"_s);
        const auto kept = keep(bytes, name, folder);
        if (!kept)
            return kept.error();
        PreparedFile out = prepared;
        out.file = {*kept, safeFileName(name), isPng ? u"image/png"_s : u"image/jpeg"_s, image.width(), image.height(),
                    prepared.file.blurHash};
        out.size = bytes.size();
        out.preview = image.scaled(previewSize, Qt::KeepAspectRatio, Qt::SmoothTransformation);
        out.lostDetails = prepared.lostDetails || prepared.keepsDetails;
        out.keepsDetails = false;
        return out;
    });
}

void discard(const PreparedFile &prepared, const QString &folder)
{
    if (!prepared.file.path.startsWith(QDir(folder).absolutePath() + u'/'))
        return;
    QFile::remove(prepared.file.path);
    QDir().rmdir(QFileInfo(prepared.file.path).absolutePath());
}

} // namespace jackdaw
