// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "files/PieceThread.h"

#include <QByteArrayView>

#include <optional>

namespace jackdaw {

/// Does the work on what comes (opening, hashing, writing) on a thread of its own while the next of it is decrypted
/// by TLS: for a large file that is nearly half of the time. The counterpart of PieceReader, by the rules of
/// PieceThread. Owned by a DownloadIntake; its thread begins with the first piece. Takes no more than a few pieces
/// ahead, whoever is faster.
class PieceWriter : public PieceThread
{
public:
    /// Nothing is given to it once, behind the last piece.
    using Write = std::function<Status(QByteArrayView bytes)>;

    explicit PieceWriter(Write write);

    /// What goes before the first piece, on the same thread, beginning now; after an error of it nothing is written.
    Status begin(std::function<Status()> step);
    /// False where too much waits already: not yet.
    bool hasRoom(qsizetype bytes);
    /// Never waits; whoever minds how much waits here asks for room before. Errors: those of `write`, of some piece
    /// before; Cancelled behind stop().
    Status add(QByteArrayView bytes);
    /// Nothing more comes. All of it is written, or was not: the same errors. Nothing: not yet; to be asked again.
    std::optional<Status> finish();

private:
    struct Behind;

    explicit PieceWriter(const std::shared_ptr<Behind> &behind);
    /// The piece that is being filled goes to be written.
    Status pass();

    const std::shared_ptr<Behind> m_behind;
    QByteArray m_filling;
    qsizetype m_filled = 0;
    bool m_isAtEnd = false;
};

} // namespace jackdaw
