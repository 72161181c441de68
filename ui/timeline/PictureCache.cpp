// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/PictureCache.h"

#include <QCoreApplication>
#include <QImageReader>
#include <QPointer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr qint64 mostPixels = 50'000'000;
constexpr int mostSide = 30'000;
constexpr int mostMegabytes = 128;
constexpr int cacheKilobytes = 48 * 1024;

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
    if (size.width() > bounds.width() || size.height() > bounds.height()) {
        size.scale(bounds, Qt::KeepAspectRatio);
        reader.setScaledSize(size.expandedTo(QSize(1, 1)));
    }
    QImage image = reader.read();
    if (image.isNull())
        return {};
    image.convertTo(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    return image;
}

PictureCache::PictureCache(QObject *parent) : QObject(parent), m_pixmaps(cacheKilobytes)
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
