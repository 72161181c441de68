// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/PictureCache.h"

#include "base/BlurHash.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImageReader>
#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr qint64 mostPixels = 50'000'000;
constexpr int mostSide = 30'000;
constexpr int mostMegabytes = 96; // what moves beside it, and the window, have to fit below 150
constexpr qint64 mostBytes = qint64(mostMegabytes) * 1024 * 1024; ///< of a picture and what it is made into before it is small
constexpr int cacheKilobytes = 48 * 1024;
constexpr int mostPreviews = 500;
constexpr int previewSide = 24;       ///< pixels
constexpr int mostThumbnailSide = 512;
constexpr int thumbnailMegabytes = 4;

/// By what is in it, and only where that is one of those. Invalid format: none of them.
bool prepare(QImageReader &reader, const QString &path)
{
    reader.setFileName(path);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    static const QByteArrayList formats{"png", "jpeg", "gif", "webp"};
    if (!formats.contains(reader.format()))
        return false;
    reader.setAllocationLimit(mostMegabytes);
    const QSize size = reader.size();
    return !size.isEmpty() && size.width() <= mostSide && size.height() <= mostSide
        && qint64(size.width()) * size.height() <= mostPixels;
}

/// JPEG and WebP give a picture as small as it is wanted; of others all pixels are there for a moment.
bool scalesItself(const QImageReader &reader)
{
    return reader.format() == "jpeg" || reader.format() == "webp";
}

/// Pixels of 32 bits are made into those that are scaled where they lie; for others the two stand side by side.
qint64 bytesWhileRead(const QImageReader &reader)
{
    const int bits = QImage::toPixelFormat(reader.imageFormat()).bitsPerPixel();
    const qint64 bytes = bits == 32 ? 4 : 4 + (bits + 7) / 8;
    return qint64(reader.size().width()) * reader.size().height() * bytes;
}

} // namespace

QSize pictureSize(const QString &path)
{
    QImageReader reader;
    if (!prepare(reader, path))
        return {};
    const bool isTurned = reader.transformation() & QImageIOHandler::TransformationRotate90;
    return isTurned ? reader.size().transposed() : reader.size();
}

bool openPicture(QImageReader &reader, const QString &path)
{
    return prepare(reader, path);
}

bool mayMove(const QString &path)
{
    QImageReader reader;
    return prepare(reader, path) && reader.supportsAnimation() && (reader.format() == "gif" || reader.imageCount() > 1);
}

QImage readPicture(const QString &path, const QSize &most)
{
    QImageReader reader;
    if (!prepare(reader, path))
        return {};
    const bool isTurned = reader.transformation() & QImageIOHandler::TransformationRotate90;
    const QSize bounds = isTurned ? most.transposed() : most;
    QSize size = reader.size();
    const bool isLarger = size.width() > bounds.width() || size.height() > bounds.height();
    if (isLarger)
        size = size.scaled(bounds, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
    const bool isOurs = isLarger && !isTurned && !scalesItself(reader);
    if (isOurs && bytesWhileRead(reader) > mostBytes)
        return {};
    if (isLarger && !isOurs)
        reader.setScaledSize(size);
    QImage image = reader.read();
    if (image.isNull())
        return {};
    image.convertTo(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    // Asked for a smaller one, the reader would keep the whole twice while it makes it.
    return isOurs ? image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation) : image;
}

QImage readThumbnail(const QByteArray &bytes)
{
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAllocationLimit(thumbnailMegabytes);
    static const QByteArrayList formats{"png", "jpeg", "webp"};
    const QSize size = formats.contains(reader.format()) ? reader.size() : QSize();
    if (size.isEmpty() || std::max(size.width(), size.height()) > mostThumbnailSide)
        return {};
    const QImage image = reader.read();
    return image.isNull() ? QImage() : image.scaled(previewSide, previewSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
}

PictureCache::PictureCache(QObject *parent) : QObject(parent), m_pixmaps(cacheKilobytes), m_previews(mostPreviews)
{
    m_pool.setMaxThreadCount(1);
}

PictureCache::~PictureCache()
{
    m_pool.clear();
}

void PictureCache::clear()
{
    m_pixmaps.clear();
    m_previews.clear();
}

QPixmap PictureCache::preview(const SharedFile &file)
{
    if (file.blurHash.isEmpty() && file.thumbnail.isEmpty())
        return {};
    const QByteArray key = file.blurHash.isEmpty() ? file.thumbnail : file.blurHash.toLatin1();
    if (const QPixmap *known = m_previews.object(key))
        return *known;
    if (!file.blurHash.isEmpty()) {
        // So few pixels and waves are decoded at once: a tenth of a millisecond.
        const QSize size = QSize(std::max(file.width, 1), std::max(file.height, 1))
                               .scaled(previewSide, previewSide, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
        const QByteArray rgb = readBlurHash(file.blurHash, size.width(), size.height());
        const QImage image(reinterpret_cast<const uchar *>(rgb.constData()), size.width(), size.height(), size.width() * 3,
                           QImage::Format_RGB888);
        const QPixmap pixmap = rgb.isEmpty() ? QPixmap() : QPixmap::fromImage(image.copy());
        m_previews.insert(key, new QPixmap(pixmap));
        return pixmap;
    }
    const QString reading = QString::fromLatin1(key);
    if (m_reading.contains(reading))
        return {};
    m_reading.insert(reading);
    m_pool.start([cache = QPointer<PictureCache>(this), key, reading] {
        const QImage image = readThumbnail(key);
        QMetaObject::invokeMethod(qApp, [cache, key, reading, image] {
            if (!cache)
                return;
            cache->m_reading.remove(reading);
            cache->m_previews.insert(key, new QPixmap(QPixmap::fromImage(image)));
            Q_EMIT cache->ready();
        }, Qt::QueuedConnection);
    });
    return {};
}

PictureCache::Picture PictureCache::picture(const QString &path, const QSize &size, qreal devicePixelRatio)
{
    const QSize pixels = (QSizeF(size) * devicePixelRatio).toSize();
    const QString key = u"%1x%2 %3"_s.arg(pixels.width()).arg(pixels.height()).arg(path);
    if (const QPixmap *known = m_pixmaps.object(key))
        return {*known, known->isNull() ? Picture::State::Unreadable : Picture::State::Ready};
    if (m_reading.contains(key))
        return {};
    m_reading.insert(key);
    m_pool.start([cache = QPointer<PictureCache>(this), key, path, pixels, devicePixelRatio] {
        QImage image = readPicture(path, pixels);
        image.setDevicePixelRatio(devicePixelRatio);
        QMetaObject::invokeMethod(qApp, [cache, key, image] {
            if (!cache)
                return;
            cache->m_reading.remove(key);
            cache->m_pixmaps.insert(key, new QPixmap(QPixmap::fromImage(image)), std::max<int>(1, int(image.sizeInBytes() / 1024)));
            Q_EMIT cache->ready();
        }, Qt::QueuedConnection);
    });
    return {};
}

} // namespace jackdaw
