// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

QT_BEGIN_NAMESPACE
class QVideoFrame;
QT_END_NAMESPACE

namespace jackdaw {

/// A decoded frame as a picture that fits into `room` (pixels, whatever way it is turned), upright, in the colours of a
/// screen. Pure, any thread: Qt's own conversion uses the graphics card of the window's thread. Part of the module
/// jackdaw-sound. Null where it is of a kind that FFmpeg's decoders do not give, or has too many pixels.
QImage imageOf(QVideoFrame frame, QSize room);
/// How many pixels it has, upright.
QSize uprightSize(const QVideoFrame &frame);

} // namespace jackdaw
