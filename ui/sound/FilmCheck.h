// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/Sound.h"

#include <QPointer>
#include <QProcess>

#include <optional>

namespace jackdaw {

/// Has a film opened as far as its first picture by a program of its own, jackdaw-film-check, with little memory and
/// time: what somebody made to bring a decoder down brings that one down. (Qt Multimedia 6.8 follows the shape of
/// pixels that a film claims into as much memory as that takes, and crashes where it takes too much.) Part of the
/// module jackdaw-sound, owned by QtPlayer, GUI thread; never waits for the program, at its end neither. A film that
/// changes in its middle it does not see.
class FilmCheck
{
public:
    FilmCheck() = default;
    ~FilmCheck() { cancel(); }
    Q_DISABLE_COPY_MOVE(FilmCheck)

    /// In place of one that is on its way. `done`: why it does not open, once, and after this returned.
    void begin(const QString &path, std::function<void(std::optional<SoundFault>)> done);
    void cancel();
    bool isOn() const { return m_process; }

    /// What the program ends with; whatever else it ends with says that it cannot be read.
    enum ExitCode { Good = 0,
                    Unreadable = 2,
                    NoCodec = 3,
                    TooLarge = 4 };

private:
    QPointer<QProcess> m_process;
};

} // namespace jackdaw
