// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/PieceReader.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace jackdaw {

namespace {

constexpr qsizetype readPiece = 256 * 1024;
constexpr size_t mostReady = 4; ///< pieces that are read ahead
constexpr std::chrono::milliseconds lastRead(50); ///< of a disk that works it takes less
constexpr std::chrono::milliseconds nextRead(2);  ///< the same, of one piece; all other transfers wait along

} // namespace

/// What the thread works on.
struct PieceReader::Shared
{
    explicit Shared(Read toRead) : read(std::move(toRead)) {}

    void run();

    const Read read;
    std::function<void()> call = [] {}; ///< who was told to come again; set before the thread begins
    std::mutex mutex; ///< guards what follows
    std::condition_variable moved;
    std::deque<QByteArray> ready; ///< in their order
    std::vector<QByteArray> empty;
    std::optional<qint64> last; ///< what `read` gave at its end
    bool isAwaited = false;
    bool isReading = false;
    bool isEnding = false;
};

PieceReader::PieceReader(Read read) : m_shared(std::make_shared<Shared>(std::move(read))) {}

PieceReader::~PieceReader()
{
    stop();
    std::unique_lock lock(m_shared->mutex);
    const bool isIdle = m_shared->moved.wait_for(lock, lastRead, [this] { return !m_shared->isReading; });
    lock.unlock();
    m_thread.end(isIdle ? LooseThread::Comes::Soon : LooseThread::Comes::Never);
}

void PieceReader::stop()
{
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->isEnding = true;
        m_shared->ready.clear();
    }
    m_shared->moved.notify_all();
}

void PieceReader::onReady(std::function<void()> ready)
{
    m_shared->call = std::move(ready);
}

bool PieceReader::isThrough() const
{
    const std::lock_guard lock(m_shared->mutex);
    return m_shared->last.has_value();
}

qint64 PieceReader::take(char *to, qint64 most)
{
    if (!m_thread.isStarted() && !m_thread.start("upload", [shared = m_shared] { shared->run(); })) {
        return -1;
    }
    if (m_at == m_taken.size()) {
        m_at = 0;
        std::unique_lock lock(m_shared->mutex);
        if (!m_taken.isEmpty()) {
            m_shared->empty.push_back(std::exchange(m_taken, {}));
        }
        const bool isReady = m_shared->moved.wait_for(lock, nextRead, [this] {
            return m_shared->isEnding || m_shared->last || !m_shared->ready.empty();
        });
        m_shared->isAwaited = !isReady;
        if (!isReady) {
            return notYet;
        }
        if (m_shared->isEnding) {
            return -1;
        }
        if (m_shared->ready.empty()) {
            return *m_shared->last;
        }
        m_taken = std::move(m_shared->ready.front());
        m_shared->ready.pop_front();
        lock.unlock();
        m_shared->moved.notify_all();
    }
    const qint64 some = std::min<qint64>(most, m_taken.size() - m_at);
    std::memcpy(to, m_taken.constData() + m_at, size_t(some));
    m_at += some;
    return some;
}

void PieceReader::Shared::run()
{
    std::unique_lock lock(mutex);
    while (!isEnding && !last) {
        QByteArray piece;
        if (!empty.empty()) {
            piece = std::move(empty.back());
            empty.pop_back();
        }
        isReading = true;
        lock.unlock();
        piece.resize(readPiece);
        qsizetype filled = 0;
        qint64 got = 1;
        while (got > 0 && filled < readPiece) {
            got = read(piece.data() + filled, readPiece - filled);
            filled += std::max<qint64>(got, 0);
        }
        piece.truncate(filled);
        lock.lock();
        isReading = false;
        if (filled > 0 && !isEnding) {
            ready.push_back(std::move(piece));
        }
        if (got <= 0) {
            last = got;
        }
        moved.notify_all();
        if (std::exchange(isAwaited, false)) {
            lock.unlock();
            call();
            lock.lock();
        }
        moved.wait(lock, [this] { return isEnding || last || ready.size() < mostReady; });
    }
}

} // namespace jackdaw
