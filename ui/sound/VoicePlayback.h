// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "sound/SoundModule.h"

#include <optional>

namespace jackdaw {

/// The sound of a message that is being played, one at a time. Owned by the chat page, GUI thread; has the module read
/// with the first wish to play, which comes true once that is done, unless it was withdrawn before. Tells how far it
/// has come to whoever shows it, by its one signal. Knows no chat: who owns it says which one comes next.
/// Plays nothing by itself.
class VoicePlayback : public QObject
{
    Q_OBJECT
public:
    enum class Motion { Stopped, Playing, Paused, Failed };
    struct State {
        MessageId message;
        Motion motion = Motion::Stopped;
        qint64 at = 0;     ///< ms
        qint64 length = 0; ///< 0: not known
        qreal rate = 1;
        std::optional<SoundFault> fault = {}; ///< of Failed

        friend bool operator==(const State &, const State &) = default;
    };

    explicit VoicePlayback(SoundSource source, QObject *parent = nullptr);
    ~VoicePlayback() override;

    const State &state() const { return m_state; }
    /// Plays it, from its beginning if it was at its end, or pauses it.
    void toggle(MessageId message, const QString &path);
    /// Goes to a part of it, 0 to 1, of what is `length` long where nobody has looked at it yet; plays on if it was
    /// playing.
    void seek(MessageId message, const QString &path, qreal part, qint64 length);
    /// Of what is played or paused: plays it, or pauses it; goes to a place of it (ms).
    void toggle();
    void seekTo(qint64 at);
    /// 1, 1.5, 2, and again; of whatever comes after it too.
    void turnRate();
    void stop();
    /// Somebody else is to be heard: pauses, and what is wished and not heard yet is not played.
    void giveWay();

Q_SIGNALS:
    /// `before`: the message whose state it was, if that is another one.
    void changed(jackdaw::MessageId before);
    void ended(jackdaw::MessageId message);

private:
    void whenRead(std::function<void()> then);
    void toggleNow(MessageId message, const QString &path);
    void seekNow(MessageId message, const QString &path, qreal part, qint64 length);
    bool canGoOn(MessageId message) const;
    bool open(MessageId message, const QString &path);
    void setState(const State &state);

    SoundSource m_source;
    std::unique_ptr<SoundPlayer> m_player;
    State m_state;
    int m_wishes = 0; ///< how often what was wished before was withdrawn
};

} // namespace jackdaw
