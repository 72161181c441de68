// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace jackdaw {

/// Is this a file of pictures or sound, by its first bytes? What its name says counts for nothing: with FFmpeg a list
/// of other files or addresses plays as well (HLS, concat, SDP), and whoever sent it would say what is read here. Free
/// function of the module jackdaw-sound; reads a few bytes, on any thread. Says nothing of whether it plays.
bool isPlayable(const QString &path);

} // namespace jackdaw
