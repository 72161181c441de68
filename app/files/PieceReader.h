// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/LooseThread.h"

#include <QByteArray>

#include <functional>
#include <memory>

namespace jackdaw {

/// Reads what goes out (and hashes it, and seals it) on a thread of its own, some pieces ahead of the one that
/// encrypts it for TLS: the counterpart of PieceWriter. Owned by an UploadBody, used on one thread but for stop();
/// its own begins with the first take(). Waits for a disk only in take(), until stop(): a thread that a disk holds is
/// left to itself, and lets go of `read`, and what that holds, once it is through. Changes nothing of what it passes
/// on, neither its order nor its end.
class PieceReader
{
public:
    /// The next bytes, up to `most`; 0: that was all. Negative: there is no going on.
    using Read = std::function<qint64(char *to, qint64 most)>;

    explicit PieceReader(Read read);
    /// Waits no longer than a moment for what is in hand.
    ~PieceReader();
    PieceReader(const PieceReader &) = delete;
    PieceReader &operator=(const PieceReader &) = delete;

    /// No more is wanted, and nobody waits any more. Any thread, at any time.
    void stop();
    /// What `read` gave; negative behind stop().
    qint64 take(char *to, qint64 most);
    /// Has `read` come to an end, good or bad, so that nothing calls it any more?
    bool isThrough() const;

private:
    struct Shared;

    std::shared_ptr<Shared> m_shared;
    QByteArray m_taken;
    qsizetype m_at = 0; ///< in it
    LooseThread m_thread;
};

} // namespace jackdaw
