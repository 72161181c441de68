// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/PieceWriter.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

namespace jackdaw {

namespace {

constexpr qsizetype passedPiece = 256 * 1024;
constexpr size_t mostAhead = 4; ///< pieces that wait
constexpr std::chrono::milliseconds lastWrite(50); ///< of a disk that works it takes less

Error writerStopped()
{
    return Error{ErrorKind::Cancelled, {}, {}};
}

} // namespace

/// What the thread works on.
struct PieceWriter::Shared
{
    explicit Shared(Write toWrite) : write(std::move(toWrite)) {}

    void run();

    const Write write;
    std::mutex mutex; ///< guards what follows
    std::condition_variable moved;
    std::deque<QByteArray> waiting; ///< in their order
    std::vector<QByteArray> empty;
    bool isWriting = false;
    bool isEnding = false;
    Status status = Done{};
};

PieceWriter::PieceWriter(Write write) : m_shared(std::make_shared<Shared>(std::move(write))) {}

PieceWriter::~PieceWriter()
{
    stop();
    std::unique_lock lock(m_shared->mutex);
    const bool isThrough = m_shared->moved.wait_for(lock, lastWrite, [this] { return !m_shared->isWriting; });
    lock.unlock();
    m_thread.end(isThrough ? LooseThread::Comes::Soon : LooseThread::Comes::Never);
}

void PieceWriter::stop()
{
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->isEnding = true;
        m_shared->waiting.clear();
    }
    m_shared->moved.notify_all();
}

Status PieceWriter::add(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        if (m_filling.isEmpty()) {
            m_filling = QByteArray(passedPiece, Qt::Uninitialized);
        }
        const qsizetype some = std::min(bytes.size(), passedPiece - m_filled);
        std::memcpy(m_filling.data() + m_filled, bytes.data(), size_t(some));
        m_filled += some;
        bytes = bytes.sliced(some);
        if (m_filled == passedPiece) {
            if (const Status passed = pass(); !passed) {
                return passed;
            }
        }
    }
    return Done{};
}

Status PieceWriter::pass()
{
    if (!m_thread.isStarted() && !m_thread.start("download", [shared = m_shared] { shared->run(); })) {
        return Error{ErrorKind::Internal, QStringLiteral("no thread"), {}};
    }
    m_filling.truncate(std::exchange(m_filled, 0));
    {
        std::unique_lock lock(m_shared->mutex);
        m_shared->moved.wait(lock, [this] { return m_shared->isEnding || m_shared->waiting.size() < mostAhead; });
        if (m_shared->isEnding || !m_shared->status) {
            m_filling = {};
            return m_shared->isEnding ? writerStopped() : m_shared->status;
        }
        m_shared->waiting.push_back(std::exchange(m_filling, {}));
        if (!m_shared->empty.empty()) { // of full size: what is shorter was the last
            m_filling = std::move(m_shared->empty.back());
            m_shared->empty.pop_back();
        }
    }
    m_shared->moved.notify_all();
    return Done{};
}

Status PieceWriter::finish()
{
    if (m_filled > 0) {
        if (const Status passed = pass(); !passed) {
            return passed;
        }
    }
    if (!m_thread.isStarted()) { // nothing came
        return Done{};
    }
    m_filling = {};
    if (const Status passed = pass(); !passed) { // nothing: the end
        return passed;
    }
    std::unique_lock lock(m_shared->mutex);
    m_shared->moved.wait(lock, [this] {
        return m_shared->isEnding || (m_shared->waiting.empty() && !m_shared->isWriting);
    });
    return m_shared->isEnding ? Status(writerStopped()) : m_shared->status;
}

void PieceWriter::Shared::run()
{
    std::unique_lock lock(mutex);
    while (true) {
        moved.wait(lock, [this] { return isEnding || !waiting.empty(); });
        if (isEnding) {
            return;
        }
        QByteArray piece = std::move(waiting.front());
        waiting.pop_front();
        isWriting = true;
        const bool isUseful = bool(status); // after an error nothing is
        lock.unlock();
        moved.notify_all();
        Status written = isUseful ? write(piece) : Status(Done{});
        lock.lock();
        isWriting = false;
        if (!written) {
            status = std::move(written);
        }
        if (piece.size() == passedPiece) {
            empty.push_back(std::move(piece));
        }
        moved.notify_all();
    }
}

} // namespace jackdaw
