// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/LooseThread.h"

#include <QObject>
#include <QTimer>

#include <atomic>
#include <functional>
#include <memory>

namespace jackdaw {

/// One step of work on a disk (a file is opened, a part gone through) on a thread of its own, so that nobody waits with
/// one that hangs. Owned by who asks, on its thread, which has an event loop; begins at once. Calls back once, or never
/// where it is destroyed before. A thread that a disk holds is left to itself, and lets go of `work`, and what that
/// holds, once it is through: what it finds out it leaves in something that both hold.
class DiskStep : public QObject
{
    Q_OBJECT
public:
    /// Nothing: it moved nothing in `patience` ms, and may be at work still.
    enum class Came { Through, Nothing };
    using Work = std::function<void()>;
    /// May destroy this.
    using Done = std::function<void(Came came)>;

    /// What the work has in common with who waits for it. Any thread.
    struct Progress
    {
        std::atomic<qint64> moved = 0;          ///< bytes: as long as it grows nobody loses patience
        std::atomic<bool> isUnwanted = false;   ///< nobody waits any more, and it is to end soon
    };

    /// `name`: of the thread, of 15 letters at most. `patience`: ms without an end, or without a byte where there is a `progress`.
    DiskStep(const char *name, int patience, Work work, Done done, std::shared_ptr<Progress> progress = {});
    /// Waits for nobody.
    ~DiskStep() override;

private:
    struct Shared;

    void tell(Came came);
    void lookAtProgress();

    std::shared_ptr<Shared> m_shared;
    std::shared_ptr<Progress> m_progress;
    qint64 m_seen = 0; ///< of it, when patience began
    Done m_done;
    QTimer m_patience;
    LooseThread m_thread;
};

} // namespace jackdaw
