// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/PieceThread.h"

#include <limits>

namespace jackdaw {

/// Reads what goes out (and hashes it, and seals it) on a thread of its own, some pieces ahead of the one that
/// encrypts it for TLS: the counterpart of PieceWriter, by the rules of PieceThread. Owned by an UploadBody; its thread
/// begins with the first take(). Changes nothing of what it passes on, neither its order nor its end.
class PieceReader : public PieceThread
{
public:
    /// The next bytes, up to `most`; 0: that was all. Negative: there is no going on.
    using Read = std::function<qint64(char *to, qint64 most)>;
    static constexpr qint64 notYet = std::numeric_limits<qint64>::min();

    explicit PieceReader(Read read);

    /// What `read` gave, or notYet; another negative number behind stop().
    qint64 take(char *to, qint64 most);
    /// Has `read` come to an end, good or bad, so that nothing calls it any more?
    bool isThrough() const;

private:
    struct Ahead;

    explicit PieceReader(const std::shared_ptr<Ahead> &ahead);

    const std::shared_ptr<Ahead> m_ahead;
    QByteArray m_taken;
    qsizetype m_at = 0; ///< in it
};

} // namespace jackdaw
