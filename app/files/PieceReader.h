// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/LooseThread.h"

#include <QByteArray>

#include <functional>
#include <limits>
#include <memory>

namespace jackdaw {

/// Reads what goes out (and hashes it, and seals it) on a thread of its own, some pieces ahead of the one that
/// encrypts it for TLS: the counterpart of PieceWriter. Owned by an UploadBody, used on one thread but for stop();
/// its own begins with the first take(). Waits for no disk longer than one takes that works: then it says so, and calls
/// once there is something. A thread that a disk holds is left to itself, and lets go of `read`, and what that holds,
/// once it is through. Changes nothing of what it passes on, neither its order nor its end.
class PieceReader
{
public:
    /// The next bytes, up to `most`; 0: that was all. Negative: there is no going on.
    using Read = std::function<qint64(char *to, qint64 most)>;
    static constexpr qint64 notYet = std::numeric_limits<qint64>::min();

    explicit PieceReader(Read read);
    /// Waits no longer than a moment for what is in hand.
    ~PieceReader();
    PieceReader(const PieceReader &) = delete;
    PieceReader &operator=(const PieceReader &) = delete;

    /// What is called once behind each notYet, on its own thread. Before the first take().
    void onReady(std::function<void()> ready);
    /// No more is wanted. Any thread, at any time.
    void stop();
    /// What `read` gave, or notYet; another negative number behind stop().
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
