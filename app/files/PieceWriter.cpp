// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/PieceWriter.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace jackdaw {

namespace {

constexpr size_t mostAhead = 4; ///< pieces that wait

Error noThread()
{
    return Error{ErrorKind::Internal, QStringLiteral("no thread"), {}};
}

Error writerStopped()
{
    return Error{ErrorKind::Cancelled, {}, {}};
}

} // namespace

struct PieceWriter::Behind : Frame
{
    explicit Behind(Write toWrite) : write(std::move(toWrite)) {}

    void run(std::unique_lock<std::mutex> &lock) override;
    void take(std::unique_lock<std::mutex> &lock, const std::function<Status()> &step);

    const Write write;
    std::function<Status()> first; ///< set before the thread begins
    Status status = Done{};
};

PieceWriter::PieceWriter(Write write) : PieceWriter(std::make_shared<Behind>(std::move(write))) {}

PieceWriter::PieceWriter(const std::shared_ptr<Behind> &behind) : PieceThread("download", behind), m_behind(behind) {}

Status PieceWriter::add(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        if (m_filling.isEmpty()) {
            m_filling = QByteArray(pieceSize, Qt::Uninitialized);
        }
        const qsizetype some = std::min(bytes.size(), pieceSize - m_filled);
        std::memcpy(m_filling.data() + m_filled, bytes.data(), size_t(some));
        m_filled += some;
        bytes = bytes.sliced(some);
        if (m_filled == pieceSize) {
            if (const Status passed = pass(); !passed) {
                return passed;
            }
        }
    }
    return Done{};
}

Status PieceWriter::begin(std::function<Status()> step)
{
    m_behind->first = std::move(step);
    return start() ? Status(Done{}) : Status(noThread());
}

bool PieceWriter::hasRoom(qsizetype bytes)
{
    if (m_filled + bytes < pieceSize) {
        return true;
    }
    std::unique_lock lock(m_behind->mutex);
    return waitUntil(lock, [this] { return m_behind->isEnding || m_behind->pieces.size() < mostAhead; });
}

Status PieceWriter::pass()
{
    if (!start()) {
        return noThread();
    }
    m_filling.truncate(std::exchange(m_filled, 0));
    {
        const std::lock_guard lock(m_behind->mutex);
        if (m_behind->isEnding || !m_behind->status) {
            m_filling = {};
            return m_behind->isEnding ? writerStopped() : m_behind->status;
        }
        m_behind->pieces.push_back(std::exchange(m_filling, {}));
        if (!m_behind->empty.empty()) {
            m_filling = m_behind->emptyPiece();
        }
    }
    m_behind->moved.notify_all();
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
        if (isStarted()) { // else nothing came
            if (const Status passed = pass(); !passed) { // nothing: the end
                return passed;
            }
        }
    }
    if (!isStarted()) {
        return Done{};
    }
    std::unique_lock lock(m_behind->mutex);
    if (!waitUntil(lock, [this] { return m_behind->isEnding || (m_behind->pieces.empty() && !m_behind->isWorking); })) {
        return {};
    }
    return m_behind->isEnding ? Status(writerStopped()) : m_behind->status;
}

/// One step of it; after an error nothing is of use.
void PieceWriter::Behind::take(std::unique_lock<std::mutex> &lock, const std::function<Status()> &step)
{
    Status done = Done{};
    if (status) {
        work(lock, [&] { done = step(); });
    }
    if (!done) {
        status = std::move(done);
    }
    tell(lock);
}

void PieceWriter::Behind::run(std::unique_lock<std::mutex> &lock)
{
    if (first && !isEnding) {
        take(lock, first);
    }
    while (true) {
        moved.wait(lock, [this] { return isEnding || !pieces.empty(); });
        if (isEnding) {
            return;
        }
        QByteArray piece = std::move(pieces.front());
        pieces.pop_front();
        take(lock, [&] {
            moved.notify_all(); // there is room
            return write(piece);
        });
        if (piece.size() == pieceSize) {
            empty.push_back(std::move(piece));
        }
    }
}

} // namespace jackdaw
