// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QFuture>
#include <QImage>
#include <QStringList>

#include <functional>

namespace jackdaw {

/// QR codes for the window: made at once, read on the pool. The module that does it (jackdaw-codes) is loaded by the
/// first call and stays. Free functions of the GUI thread, which own nothing. They ask no camera and no network, and
/// judge nothing that a code says.

/// Black on white with its quiet zone, one pixel a module. Null: too long, or the module is not installed.
QImage codeOf(const QString &text);

/// A picture from somewhere, made on the pool. Null: it is none.
using PictureSource = std::function<QImage()>;
/// What the codes in it say; empty: it holds none. Errors: Malformed where there is no picture, Unavailable where the
/// module is not installed.
QFuture<Result<QStringList>> codesIn(PictureSource picture);
/// Bounded: a picture of any size takes only so much memory.
QImage readCodePicture(const QString &path);

} // namespace jackdaw
