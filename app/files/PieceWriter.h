// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "files/LooseThread.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <memory>

namespace jackdaw {

/// Does the work on what comes (opening, hashing, writing) on a thread of its own while the next of it is decrypted
/// by TLS: for a large file that is nearly half of the time. Owned by a DownloadIntake, used on one thread but for
/// stop(); its own begins with the first piece. Takes no more than a few pieces ahead, whoever is faster. Waits for a
/// disk only in add() and finish(), until stop(): a thread that a disk holds is left to itself, and lets go of
/// `write`, and what that holds, once it is through.
class PieceWriter
{
public:
    /// Nothing is given to it once, behind the last piece.
    using Write = std::function<Status(QByteArrayView bytes)>;

    explicit PieceWriter(Write write);
    /// What waits is dropped, what is in hand comes to its end, with nobody waiting longer for that than a moment.
    ~PieceWriter();
    PieceWriter(const PieceWriter &) = delete;
    PieceWriter &operator=(const PieceWriter &) = delete;

    /// No more is wanted, and nobody waits any more. Any thread, at any time.
    void stop();
    /// Waits where too much waits already. Errors: those of `write`, of some piece before; Cancelled behind stop().
    Status add(QByteArrayView bytes);
    /// All of it is written, or was not. The same errors.
    Status finish();

private:
    struct Shared;

    /// The piece that is being filled goes to be written.
    Status pass();

    std::shared_ptr<Shared> m_shared;
    QByteArray m_filling;
    qsizetype m_filled = 0;
    LooseThread m_thread;
};

} // namespace jackdaw
