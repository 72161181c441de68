// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/PieceReader.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

namespace jackdaw {

namespace {

constexpr size_t mostReady = 8; ///< pieces that are read ahead,
constexpr size_t fewReady = 4;  ///< once no more than these are left: to be woken for each has its price

} // namespace

struct PieceReader::Ahead : Frame
{
    explicit Ahead(Read toRead) : read(std::move(toRead)) {}

    void run(std::unique_lock<std::mutex> &lock) override;

    const Read read;
    std::optional<qint64> last; ///< what `read` gave at its end
};

PieceReader::PieceReader(Read read) : PieceReader(std::make_shared<Ahead>(std::move(read))) {}

PieceReader::PieceReader(const std::shared_ptr<Ahead> &ahead) : PieceThread("upload", ahead), m_ahead(ahead) {}

bool PieceReader::isThrough() const
{
    const std::lock_guard lock(m_ahead->mutex);
    return m_ahead->last.has_value();
}

qint64 PieceReader::take(char *to, qint64 most)
{
    if (!start()) {
        return -1;
    }
    if (m_at == m_taken.size()) {
        m_at = 0;
        std::unique_lock lock(m_ahead->mutex);
        if (!m_taken.isEmpty()) {
            m_taken.resize(pieceSize);
            m_ahead->empty.push_back(std::exchange(m_taken, {}));
        }
        if (!waitUntil(lock, [this] { return m_ahead->isEnding || m_ahead->last || !m_ahead->pieces.empty(); })) {
            return notYet;
        }
        if (m_ahead->isEnding) {
            return -1;
        }
        if (m_ahead->pieces.empty()) {
            return *m_ahead->last;
        }
        m_taken = std::move(m_ahead->pieces.front());
        m_ahead->pieces.pop_front();
        const bool isLow = m_ahead->pieces.size() <= fewReady;
        lock.unlock();
        if (isLow) {
            m_ahead->moved.notify_all();
        }
    }
    const qint64 some = std::min<qint64>(most, m_taken.size() - m_at);
    std::memcpy(to, m_taken.constData() + m_at, size_t(some));
    m_at += some;
    return some;
}

void PieceReader::Ahead::run(std::unique_lock<std::mutex> &lock)
{
    while (!isEnding && !last) {
        QByteArray piece = emptyPiece();
        qsizetype filled = 0;
        qint64 got = 1;
        work(lock, [&] {
            while (got > 0 && filled < pieceSize) {
                got = read(piece.data() + filled, pieceSize - filled);
                filled += std::max<qint64>(got, 0);
            }
        });
        piece.truncate(filled);
        if (filled > 0 && !isEnding) {
            pieces.push_back(std::move(piece));
        }
        if (got <= 0) {
            last = got;
        }
        tell(lock);
        if (pieces.size() >= mostReady) {
            moved.wait(lock, [this] { return isEnding || pieces.size() <= fewReady; });
        }
    }
}

} // namespace jackdaw
