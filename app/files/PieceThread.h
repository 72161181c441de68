// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/LooseThread.h"

#include <QByteArray>

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace jackdaw {

/// The frame of PieceReader and PieceWriter: some pieces of a file between the thread of the transfers, which waits for
/// no disk, and one of its own, which may. Owned as the one or the other, used on one thread but for stop(). Who is
/// ahead waits as long as one piece takes on a disk that works; then it hears "not yet", and is called. A thread that a
/// disk holds is left to itself, and lets go of what it works on once it is through.
class PieceThread
{
public:
    PieceThread(const PieceThread &) = delete;
    PieceThread &operator=(const PieceThread &) = delete;

    /// What is called once behind each "not yet", on its own thread. Before all that follows.
    void onReady(std::function<void()> ready);
    /// No more is wanted. Any thread, at any time.
    void stop();

protected:
    static constexpr qsizetype pieceSize = 256 * 1024; ///< bytes; the last one may have less

    /// What both threads work on; the one that is left to itself keeps it.
    struct Frame
    {
        virtual ~Frame() = default;
        /// All that the thread does. `lock` is taken, but for work().
        virtual void run(std::unique_lock<std::mutex> &lock) = 0;

        QByteArray emptyPiece();
        /// One step of it, without the lock. What came of that is to be kept before it is told.
        void work(std::unique_lock<std::mutex> &lock, const std::function<void()> &step);
        void tell(std::unique_lock<std::mutex> &lock);

        std::function<void()> call = [] {}; ///< who heard "not yet"; set before the thread begins
        std::mutex mutex; ///< guards what follows
        std::condition_variable moved;
        std::deque<QByteArray> pieces; ///< in their order
        std::vector<QByteArray> empty; ///< of full size
        bool isAwaited = false;
        bool isWorking = false;
        bool isEnding = false;
    };

    /// `name`: as LooseThread has it.
    PieceThread(const char *name, std::shared_ptr<Frame> frame);
    /// What waits is dropped, and what is in hand waited for no longer than a moment.
    ~PieceThread();

    /// False where the system has no room for another thread.
    bool start();
    bool isStarted() const { return m_thread.isStarted(); }
    /// False: not yet, and who asks is called.
    bool waitUntil(std::unique_lock<std::mutex> &lock, const std::function<bool()> &is);

private:
    const char *const m_name;
    const std::shared_ptr<Frame> m_frame;
    LooseThread m_thread;
};

} // namespace jackdaw
