// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/LooseThread.h"

#include <QObject>
#include <QTimer>

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
    /// Nothing: not in `patience` ms, and it may be at work still.
    enum class Came { Through, Nothing };
    using Work = std::function<void()>;
    /// May destroy this.
    using Done = std::function<void(Came came)>;

    /// `name`: of the thread, of 15 letters at most.
    DiskStep(const char *name, int patience, Work work, Done done);
    /// Waits for nobody.
    ~DiskStep() override;

private:
    struct Shared;

    void tell(Came came);

    std::shared_ptr<Shared> m_shared;
    Done m_done;
    QTimer m_patience;
    LooseThread m_thread;
};

} // namespace jackdaw
