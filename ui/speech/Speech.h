// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace jackdaw {

/// The boundary of the module jackdaw-speech: a voice that reads out what the user asks to hear. The module is loaded with the
/// first wish (SpeechModule), so that Qt TextToSpeech is no part of the start. GUI thread. It is no screen reader: it says
/// nothing that nobody asked for.

enum class SpeechFault {
    NoModule, ///< it cannot be loaded, or what it needs is not installed
    NoVoice, ///< no speech engine that works, or one without a voice
    Broken ///< it stopped in the middle
};

/// One voice, until it is deleted, which silences it. Owned by who asks. Whatever an engine or the sound server does, no call
/// waits for it.
class Speech
{
public:
    Speech() = default;
    virtual ~Speech() = default;
    Q_DISABLE_COPY_MOVE(Speech)

    /// In the user's language where there is a voice for it, else in English. Ends what was said before.
    virtual void say(const QString &text) = 0;
    virtual void stop() = 0;

    // Neither is told from within say() or stop(), and none of them after stop().
    std::function<void()> ended;
    std::function<void(SpeechFault)> failed;
};

class SpeechFactory
{
public:
    virtual ~SpeechFactory() = default;
    virtual std::unique_ptr<Speech> makeSpeech() = 0;
};

} // namespace jackdaw

#define JACKDAW_SPEECH_IID "jackdaw.SpeechFactory/1"
Q_DECLARE_INTERFACE(jackdaw::SpeechFactory, JACKDAW_SPEECH_IID)
