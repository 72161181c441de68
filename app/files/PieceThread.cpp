// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/PieceThread.h"

#include <chrono>
#include <utility>

namespace jackdaw {

namespace {

constexpr std::chrono::milliseconds lastStep(50); ///< of a disk that works it takes less
constexpr std::chrono::milliseconds nextStep(2);  ///< the same, of one piece; all other transfers wait along

} // namespace

PieceThread::PieceThread(const char *name, std::shared_ptr<Frame> frame) : m_name(name), m_frame(std::move(frame)) {}

PieceThread::~PieceThread()
{
    stop();
    std::unique_lock lock(m_frame->mutex);
    const bool isIdle = m_frame->moved.wait_for(lock, lastStep, [this] { return !m_frame->isWorking; });
    lock.unlock();
    m_thread.end(isIdle ? LooseThread::Comes::Soon : LooseThread::Comes::Never);
}

void PieceThread::onReady(std::function<void()> ready)
{
    m_frame->call = std::move(ready);
}

void PieceThread::stop()
{
    {
        const std::lock_guard lock(m_frame->mutex);
        m_frame->isEnding = true;
        m_frame->pieces.clear();
    }
    m_frame->moved.notify_all();
}

bool PieceThread::start()
{
    return m_thread.isStarted() || m_thread.start(m_name, [frame = m_frame] {
        std::unique_lock lock(frame->mutex);
        frame->run(lock);
    });
}

bool PieceThread::waitUntil(std::unique_lock<std::mutex> &lock, const std::function<bool()> &is)
{
    const bool isSo = m_frame->moved.wait_for(lock, nextStep, is);
    m_frame->isAwaited = !isSo;
    return isSo;
}

QByteArray PieceThread::Frame::emptyPiece()
{
    if (empty.empty()) {
        return QByteArray(pieceSize, Qt::Uninitialized);
    }
    QByteArray piece = std::move(empty.back());
    empty.pop_back();
    return piece;
}

void PieceThread::Frame::work(std::unique_lock<std::mutex> &lock, const std::function<void()> &step)
{
    isWorking = true;
    lock.unlock();
    step();
    lock.lock();
    isWorking = false;
}

void PieceThread::Frame::tell(std::unique_lock<std::mutex> &lock)
{
    moved.notify_all();
    if (std::exchange(isAwaited, false)) { // after each step: a disk that is slow is not one that hangs
        lock.unlock();
        call();
        lock.lock();
    }
}

} // namespace jackdaw
