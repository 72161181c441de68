// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <optional>

namespace jackdaw {

/// A picture without what it tells of its maker: place, camera, time, programs, comments. The picture itself stays as it is, bit by
/// bit; of a photo's notes only which side is up. Pure, any thread. What cannot be read to its end is given back as nothing: it is
/// not sent unread.
struct CleanPicture
{
    QByteArray bytes;
    bool hadDetails = false;  ///< something was left out
    bool hadLocation = false; ///< a place among it
};
/// By its first 16 bytes: is it of a kind from which something can be left out?
bool hasRemovableDetails(QByteArrayView head);
/// JPEG, PNG, WebP and GIF; anything else, HEIC among it, comes back as it was.
std::optional<CleanPicture> withoutDetails(const QByteArray &picture);

} // namespace jackdaw
