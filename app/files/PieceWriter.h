// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "files/LooseThread.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <memory>
#include <optional>

namespace jackdaw {

/// Does the work on what comes (opening, hashing, writing) on a thread of its own while the next of it is decrypted
/// by TLS: for a large file that is nearly half of the time. Owned by a DownloadIntake, used on one thread but for
/// stop(); its own begins with the first piece. Takes no more than a few pieces ahead, whoever is faster. Waits for no
/// disk longer than one takes that works: then it says so, and calls once it can go on. A thread that a disk holds is
/// left to itself, and lets go of `write`, and what that holds, once it is through.
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

    /// What is called behind each answer of hasRoom() and finish() that it is not so yet, on its own thread. Before
    /// all that follows.
    void onReady(std::function<void()> ready);
    /// What goes before the first piece, on the same thread, beginning now; after an error of it nothing is written.
    Status begin(std::function<Status()> step);
    /// No more is wanted. Any thread, at any time.
    void stop();
    /// False where too much waits already.
    bool hasRoom(qsizetype bytes);
    /// Never waits; whoever minds how much waits here asks for room before. Errors: those of `write`, of some piece
    /// before; Cancelled behind stop().
    Status add(QByteArrayView bytes);
    /// Nothing more comes. All of it is written, or was not: the same errors. Nothing: not yet; to be asked again.
    std::optional<Status> finish();

private:
    struct Shared;

    bool start();
    /// The piece that is being filled goes to be written.
    Status pass();

    std::shared_ptr<Shared> m_shared;
    QByteArray m_filling;
    qsizetype m_filled = 0;
    bool m_isAtEnd = false;
    LooseThread m_thread;
};

} // namespace jackdaw
