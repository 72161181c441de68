// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace jackdaw {

/// A picture as a handful of waves, in 30 or so letters (blurha.sh): what is shown in a picture's place while that is not here
/// (XEP-0264, as media type image/blurhash). Pure functions on RGB bytes, 3 a pixel, row by row; any thread. What strangers
/// write costs no more than 81 waves a pixel, and anything but a whole one is none.

/// Of the right letters, and as many as its first one says.
bool isBlurHash(const QString &text);
/// The picture that it stands for, so large; empty where it is none, or larger than 64 pixels a side.
QByteArray readBlurHash(const QString &text, int width, int height);
/// `rgb`: of a picture of at most 64 pixels a side. Empty where it is not of that size.
QString writeBlurHash(const QByteArray &rgb, int width, int height);

} // namespace jackdaw
