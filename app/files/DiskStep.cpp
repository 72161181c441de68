// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/DiskStep.h"

#include <mutex>
#include <utility>

namespace jackdaw {

/// What the thread has in common with who waits for it.
struct DiskStep::Shared
{
    std::mutex mutex; ///< guards what follows
    DiskStep *step = nullptr; ///< nothing: nobody waits any more
    bool isThrough = false;
};

DiskStep::DiskStep(const char *name, int patience, Work work, Done done, std::shared_ptr<Progress> progress)
    : m_shared(std::make_shared<Shared>()), m_progress(std::move(progress)), m_done(std::move(done))
{
    m_shared->step = this;
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &DiskStep::lookAtProgress);
    m_patience.start(patience);
    const bool isStarted = m_thread.start(name, [shared = m_shared, work = std::move(work)]() mutable {
        work();
        work = {}; // before it is said that it is through: nothing is in hand then
        const std::lock_guard lock(shared->mutex);
        shared->isThrough = true;
        if (shared->step) {
            QMetaObject::invokeMethod(shared->step, [step = shared->step] { step->tell(Came::Through); },
                                      Qt::QueuedConnection);
        }
    });
    if (!isStarted) { // the system has no room for a thread now
        m_patience.start(0);
    }
}

void DiskStep::lookAtProgress()
{
    const qint64 moved = m_progress ? m_progress->moved.load() : 0;
    if (std::exchange(m_seen, moved) != moved) {
        m_patience.start();
    } else {
        tell(Came::Nothing);
    }
}

DiskStep::~DiskStep()
{
    bool isThrough = false;
    if (m_progress) {
        m_progress->isUnwanted = true;
    }
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->step = nullptr;
        isThrough = m_shared->isThrough;
    }
    m_thread.end(isThrough ? LooseThread::Comes::Soon : LooseThread::Comes::Never);
}

void DiskStep::tell(Came came)
{
    m_patience.stop();
    if (const Done done = std::exchange(m_done, {})) {
        done(came);
    }
}

} // namespace jackdaw
