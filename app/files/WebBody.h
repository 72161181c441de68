// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <limits>
#include <optional>

namespace jackdaw {

/// What a web server says before what it gives; the last answer's, where there were passing ones (RFC 9110, 15.2). A
/// plain value.
struct WebHead
{
    int status = 0; ///< 0: it has not answered
    QByteArray location;
    QByteArray contentRange;
    QByteArray contentType;
    std::optional<qint64> length; ///< as it says, which is nothing to believe
};

/// Where the bytes of one WebTransfer come from and go to. Owned by who asks for the transfer; from its start to its
/// end called on the thread of the transfers alone, by one at a time, and not once more after the WebTransfer is gone.
/// What it does there takes no longer than a memory copy: one thread moves all transfers of the account. Where a disk
/// is to be waited for it says Later, and calls who asks once it can go on.
class WebBody
{
public:
    enum class Verdict { Go, Enough, Later }; ///< Later: nothing of it was taken, it is to come again
    static constexpr qint64 later = std::numeric_limits<qint64>::min(); ///< nothing is ready
    struct Way { qint64 done = 0; qint64 total = 0; }; ///< total: 0 where nobody has said

    virtual ~WebBody() = default;

    /// How many bytes are put there. Nothing: it is to be got.
    virtual std::optional<qint64> wireSize() const { return {}; }
    /// Before all else, for a body that says Later: it calls `ready`, on any thread, once for each time.
    virtual void onReady(std::function<void()>) {}
    /// The next ones, up to `most`; 0: that was all. Negative, but for `later`: there is no going on.
    virtual qint64 give(char *, qint64) { return -1; }
    /// Once, before any take(). Enough: what follows is not read.
    virtual Verdict begin(const WebHead &head) = 0;
    virtual Verdict take(QByteArrayView bytes) = 0;
    /// Nothing is given or taken any more, whatever the reason. False: what came is not through yet. It is asked again
    /// then, once it called, until it is or is abandoned.
    virtual bool end() { return true; }
    /// Nobody wants it any more: whatever of this waits, for a disk say, is let go. The one call that comes from any
    /// thread, while others are in hand or after the end.
    virtual void abandon() {}
    /// How far it is; `sent`: what has left.
    virtual Way way(qint64 sent) const = 0;
};

} // namespace jackdaw
