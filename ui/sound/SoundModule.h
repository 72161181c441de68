// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/Sound.h"

namespace jackdaw {

/// How to come to a SoundFactory: the module's, which is loaded with the first call, or another one that a test hands
/// in. A plain value, owned by who records or plays; GUI thread. It owns nothing itself, since a module that was loaded
/// stays so to the end, and is never called before somebody wishes to record or to play.
using SoundSource = std::function<SoundFactory *()>;

/// Loads jackdaw-sound.so; nullptr where that cannot be.
SoundFactory *loadSoundModule();
/// Calls `then` once what the source loads is in memory: at once where it is, else after another thread has read it,
/// since whoever loads it here holds the window for as long. Never, where `context` is gone by then.
void whenSoundIsRead(const SoundSource &source, QObject *context, std::function<void()> then);

} // namespace jackdaw
