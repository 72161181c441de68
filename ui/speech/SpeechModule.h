// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "speech/Speech.h"

namespace jackdaw {

/// How to come to a SpeechFactory: the module's, which is loaded with the first call, or another one that a test hands
/// in. A plain value, owned by who asks; GUI thread. It owns nothing itself, since a module that was loaded stays so to
/// the end, and is never called before the user asks to hear something.
using SpeechSource = std::function<SpeechFactory *()>;

/// Loads jackdaw-speech.so; nullptr where that cannot be.
SpeechFactory *loadSpeechModule();
/// What happened, and what to do.
QString speechFaultText(SpeechFault fault);
/// To be heard character by character ("4, e, 2, d."), each part with a rest behind it.
QString spelledOut(const QStringList &parts);

} // namespace jackdaw
