// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

class QThread;

namespace jackdaw {

/// Does the work on what comes (opening, hashing, writing) on a thread of its own while the next of it is decrypted by
/// TLS: for a large file that is nearly half of the time. Owned by a DownloadIntake, and used on one thread; its own
/// ends with it. Takes no more than a few pieces ahead, whoever is faster.
class PieceWriter
{
public:
    using Write = std::function<Status(QByteArrayView bytes)>;

    /// `write` is called on the thread of this alone until finish().
    explicit PieceWriter(Write write);
    /// What waits is dropped, what is in hand comes to its end.
    ~PieceWriter();
    /// The same but for the end that what is in hand comes to: nobody waits in add() any more. Any thread.
    void stop();

    /// Waits where too much waits already. Errors: those of `write`, of some piece before.
    Status add(QByteArrayView bytes);
    /// All of it is written, or was not.
    Status finish();

private:
    void run();
    /// The piece that is being filled goes to be written.
    void pass();

    Write m_write;
    QByteArray m_filling;
    qsizetype m_filled = 0;
    std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_moved;
    std::vector<QByteArray> m_waiting; ///< in their order
    std::vector<QByteArray> m_empty;
    bool m_isWriting = false;
    bool m_isEnding = false;
    Status m_status = Done{};
    std::unique_ptr<QThread> m_thread; ///< last: it uses all of these
};

} // namespace jackdaw
