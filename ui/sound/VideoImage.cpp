// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/VideoImage.h"

#include "sound/Sound.h"

#include <QTransform>
#include <QVideoFrame>
#include <QVideoFrameFormat>

#include <algorithm>
#include <vector>

namespace jackdaw {

namespace {

/// One of the planes that a frame consists of: brightness, or one of two colours.
struct Plane {
    const uchar *bytes = nullptr;
    qsizetype stride = 0;
    int step = 1;     ///< bytes from one sample to the next
    int offset = 0;   ///< of its high byte, where it has two
    int columns = 1;  ///< pixels that share a sample
    int rows = 1;
    bool isTen = false; ///< ten bits, at the lower end of two bytes

    int at(int x, int y) const
    {
        const uchar *sample = bytes + y / rows * stride + qsizetype(x / columns) * step + offset;
        return isTen ? (sample[0] >> 2 | sample[1] << 6) & 0xff : *sample;
    }
};

struct Planes {
    Plane y;
    Plane u;
    Plane v;
};

std::optional<Planes> planesOf(const QVideoFrame &frame)
{
    using Format = QVideoFrameFormat;
    const auto plane = [&frame](int number, int step, int offset, int columns, int rows) {
        return Plane{frame.bits(number), frame.bytesPerLine(number), step, offset, columns, rows};
    };
    const auto tenBits = [&plane](int number, int shared) {
        Plane ten = plane(number, 2, 0, shared, shared);
        ten.isTen = true;
        return ten;
    };
    switch (frame.pixelFormat()) {
    case Format::Format_YUV420P: return Planes{plane(0, 1, 0, 1, 1), plane(1, 1, 0, 2, 2), plane(2, 1, 0, 2, 2)};
    case Format::Format_YV12: return Planes{plane(0, 1, 0, 1, 1), plane(2, 1, 0, 2, 2), plane(1, 1, 0, 2, 2)};
    case Format::Format_YUV422P: return Planes{plane(0, 1, 0, 1, 1), plane(1, 1, 0, 2, 1), plane(2, 1, 0, 2, 1)};
    case Format::Format_NV12: return Planes{plane(0, 1, 0, 1, 1), plane(1, 2, 0, 2, 2), plane(1, 2, 1, 2, 2)};
    case Format::Format_NV21: return Planes{plane(0, 1, 0, 1, 1), plane(1, 2, 1, 2, 2), plane(1, 2, 0, 2, 2)};
    // What telephones film with more colours than eight bits have, decoded without the graphics card.
    case Format::Format_YUV420P10: return Planes{tenBits(0, 1), tenBits(1, 2), tenBits(2, 2)};
    // Ten bits and sixteen stand at the upper end of two bytes, of which the second one is as much as a screen shows.
    case Format::Format_P010:
    case Format::Format_P016: return Planes{plane(0, 2, 1, 1, 1), plane(1, 4, 1, 2, 2), plane(1, 4, 3, 2, 2)};
    default: return {};
    }
}

QImage converted(const QVideoFrame &frame, const Planes &planes, QSize size)
{
    const QSize from = frame.size();
    QImage image(size, QImage::Format_RGB32);
    if (image.isNull())
        return {};
    const QVideoFrameFormat format = frame.surfaceFormat();
    // What says nothing is of television: of high definition or not (ITU-R BT.709 and BT.601).
    const bool isHigh = format.colorSpace() == QVideoFrameFormat::ColorSpace_BT709
        || (format.colorSpace() == QVideoFrameFormat::ColorSpace_Undefined && from.height() > 576);
    const bool isFull = format.colorRange() == QVideoFrameFormat::ColorRange_Full;
    const int yScale = isFull ? 1024 : 1192;
    const int yBase = isFull ? 0 : 16;
    const auto scaled = [isFull](double factor) { return int(factor * (isFull ? 1.0 : 255.0 / 224.0) * 1024); };
    const int vToRed = scaled(isHigh ? 1.5748 : 1.402);
    const int uToGreen = scaled(isHigh ? 0.1873 : 0.3441);
    const int vToGreen = scaled(isHigh ? 0.4681 : 0.7141);
    const int uToBlue = scaled(isHigh ? 1.8556 : 1.772);
    // Each pixel is the mean of four samples that lie evenly in what it stands for, so that thin lines stay.
    std::vector<int> left(size_t(size.width()));
    std::vector<int> right(size_t(size.width()));
    for (int x = 0; x < size.width(); ++x) {
        left[size_t(x)] = int((4 * qint64(x) + 1) * from.width() / (4 * qint64(size.width())));
        right[size_t(x)] = int((4 * qint64(x) + 3) * from.width() / (4 * qint64(size.width())));
    }
    for (int row = 0; row < size.height(); ++row) {
        const int upper = int((4 * qint64(row) + 1) * from.height() / (4 * qint64(size.height())));
        const int lower = int((4 * qint64(row) + 3) * from.height() / (4 * qint64(size.height())));
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(row));
        for (int column = 0; column < size.width(); ++column) {
            const int l = left[size_t(column)];
            const int r = right[size_t(column)];
            const int bright = (planes.y.at(l, upper) + planes.y.at(r, upper) + planes.y.at(l, lower)
                                + planes.y.at(r, lower) + 2) / 4;
            const int y = (bright - yBase) * yScale;
            const int u = (planes.u.at(l, upper) + planes.u.at(r, lower)) / 2 - 128;
            const int v = (planes.v.at(l, upper) + planes.v.at(r, lower)) / 2 - 128;
            line[column] = qRgb(std::clamp((y + vToRed * v) / 1024, 0, 255),
                std::clamp((y - uToGreen * u - vToGreen * v) / 1024, 0, 255),
                std::clamp((y + uToBlue * u) / 1024, 0, 255));
        }
    }
    return image;
}

/// Clockwise, in degrees: what the film says of all its pictures (the matrix of its track), and what this one adds.
int rotationOf(const QVideoFrame &frame)
{
    return (int(frame.surfaceFormat().rotation()) + int(frame.rotation())) % 360;
}

bool isTurned(const QVideoFrame &frame)
{
    return rotationOf(frame) % 180 != 0;
}

} // namespace

QSize uprightSize(const QVideoFrame &frame)
{
    return isTurned(frame) ? frame.size().transposed() : frame.size();
}

QImage imageOf(QVideoFrame frame, QSize room)
{
    const QSize from = frame.size();
    if (from.isEmpty() || qint64(from.width()) * from.height() > VideoPlayer::mostPixels)
        return {};
    const int rotation = rotationOf(frame);
    const QSize fitting = isTurned(frame) ? room.transposed() : room;
    const QSize size = from.width() <= fitting.width() && from.height() <= fitting.height()
        ? from : from.scaled(fitting, Qt::KeepAspectRatio).expandedTo(QSize(1, 1));
    if (!frame.map(QVideoFrame::ReadOnly))
        return {};
    QImage image;
    const QImage::Format plain = QVideoFrameFormat::imageFormatFromPixelFormat(frame.pixelFormat());
    if (const auto planes = planesOf(frame))
        image = converted(frame, *planes, size);
    else if (plain != QImage::Format_Invalid)
        image = QImage(frame.bits(0), from.width(), from.height(), frame.bytesPerLine(0), plain)
                    .scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                    .convertToFormat(QImage::Format_RGB32);
    frame.unmap();
    if (frame.mirrored() != frame.surfaceFormat().isMirrored())
        image = image.mirrored(true, false);
    return rotation == 0 ? image : image.transformed(QTransform().rotate(rotation));
}

} // namespace jackdaw
