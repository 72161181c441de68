// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/PieceWriter.h"

#include <QThread>

#include <algorithm>
#include <cstring>
#include <utility>

namespace jackdaw {

namespace {

constexpr qsizetype passedPiece = 256 * 1024;
constexpr size_t mostAhead = 4; ///< pieces that wait

} // namespace

PieceWriter::PieceWriter(Write write) : m_write(std::move(write)), m_thread(QThread::create([this] { run(); }))
{
    m_thread->setObjectName(QStringLiteral("download"));
    m_thread->start();
}

PieceWriter::~PieceWriter()
{
    stop();
    m_thread->wait();
}

void PieceWriter::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
        m_waiting.clear();
    }
    m_moved.notify_all();
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
            pass();
            const std::lock_guard lock(m_mutex);
            if (!m_status) {
                return m_status;
            }
        }
    }
    return Done{};
}

void PieceWriter::pass()
{
    if (m_filled == 0) {
        return;
    }
    m_filling.truncate(std::exchange(m_filled, 0));
    {
        std::unique_lock lock(m_mutex);
        m_moved.wait(lock, [this] { return m_isEnding || m_waiting.size() < mostAhead; });
        if (m_isEnding) {
            m_filling = {};
            return;
        }
        m_waiting.push_back(std::exchange(m_filling, {}));
        if (!m_empty.empty()) { // of full size: what is shorter was the last
            m_filling = std::move(m_empty.back());
            m_empty.pop_back();
        }
    }
    m_moved.notify_all();
}

Status PieceWriter::finish()
{
    pass();
    std::unique_lock lock(m_mutex);
    m_moved.wait(lock, [this] { return m_waiting.empty() && !m_isWriting; });
    return m_status;
}

void PieceWriter::run()
{
    std::unique_lock lock(m_mutex);
    while (true) {
        m_moved.wait(lock, [this] { return m_isEnding || !m_waiting.empty(); });
        if (m_isEnding) {
            return;
        }
        QByteArray piece = std::move(m_waiting.front());
        m_waiting.erase(m_waiting.begin());
        m_isWriting = true;
        const bool isUseful = bool(m_status); // after an error nothing is
        lock.unlock();
        m_moved.notify_all();
        Status written = isUseful ? m_write(piece) : Status(Done{});
        lock.lock();
        m_isWriting = false;
        if (!written) {
            m_status = std::move(written);
        }
        if (piece.size() == passedPiece) {
            m_empty.push_back(std::move(piece));
        }
        m_moved.notify_all();
    }
}

} // namespace jackdaw
