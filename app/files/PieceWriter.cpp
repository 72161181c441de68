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
constexpr std::chrono::milliseconds nextWrite(2);  ///< the same, of one piece; all other transfers wait along

Error noThread()
{
    return Error{ErrorKind::Internal, QStringLiteral("no thread"), {}};
}

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
    std::function<void()> call = [] {}; ///< who was told to come again; set before the thread begins,
    std::function<Status()> first;      ///< and so is this
    std::mutex mutex; ///< guards what follows
    std::condition_variable moved;
    std::deque<QByteArray> waiting; ///< in their order
    std::vector<QByteArray> empty;
    bool isAwaited = false;
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

void PieceWriter::onReady(std::function<void()> ready)
{
    m_shared->call = std::move(ready);
}

bool PieceWriter::start()
{
    return m_thread.isStarted() || m_thread.start("download", [shared = m_shared] { shared->run(); });
}

Status PieceWriter::begin(std::function<Status()> step)
{
    m_shared->first = std::move(step);
    return start() ? Status(Done{}) : Status(noThread());
}

bool PieceWriter::hasRoom(qsizetype bytes)
{
    if (m_filled + bytes < passedPiece) {
        return true;
    }
    std::unique_lock lock(m_shared->mutex);
    const bool hasRoom = m_shared->moved.wait_for(lock, nextWrite, [this] {
        return m_shared->isEnding || m_shared->waiting.size() < mostAhead;
    });
    m_shared->isAwaited = !hasRoom;
    return hasRoom;
}

Status PieceWriter::pass()
{
    if (!start()) {
        return noThread();
    }
    m_filling.truncate(std::exchange(m_filled, 0));
    {
        const std::lock_guard lock(m_shared->mutex);
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

std::optional<Status> PieceWriter::finish()
{
    if (!std::exchange(m_isAtEnd, true)) {
        if (m_filled > 0) {
            if (const Status passed = pass(); !passed) {
                return passed;
            }
        }
        m_filling = {};
        if (m_thread.isStarted()) { // else nothing came
            if (const Status passed = pass(); !passed) { // nothing: the end
                return passed;
            }
        }
    }
    if (!m_thread.isStarted()) {
        return Done{};
    }
    std::unique_lock lock(m_shared->mutex);
    const bool isThrough = m_shared->moved.wait_for(lock, nextWrite, [this] {
        return m_shared->isEnding || (m_shared->waiting.empty() && !m_shared->isWriting);
    });
    m_shared->isAwaited = !isThrough;
    if (!isThrough) {
        return {};
    }
    return m_shared->isEnding ? Status(writerStopped()) : m_shared->status;
}

void PieceWriter::Shared::run()
{
    std::unique_lock lock(mutex);
    const auto work = [&](const auto &step) {
        isWriting = true;
        const bool isUseful = bool(status); // after an error nothing is
        lock.unlock();
        moved.notify_all();
        Status done = isUseful ? step() : Status(Done{});
        lock.lock();
        isWriting = false;
        if (!done) {
            status = std::move(done);
        }
        moved.notify_all();
        if (isAwaited) { // after each: a disk that is slow is not one that hangs
            isAwaited = false;
            lock.unlock();
            call();
            lock.lock();
        }
    };
    if (first && !isEnding) {
        work(first);
    }
    while (true) {
        moved.wait(lock, [this] { return isEnding || !waiting.empty(); });
        if (isEnding) {
            return;
        }
        QByteArray piece = std::move(waiting.front());
        waiting.pop_front();
        work([&] { return write(piece); });
        if (piece.size() == passedPiece) {
            empty.push_back(std::move(piece));
        }
    }
}

} // namespace jackdaw
