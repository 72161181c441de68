// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Result.h"

#include <QFuture>
#include <QObject>
#include <optional>

namespace jackdaw {

/// How far the archive of an account (XEP-0313) is here. A plain value: any thread.
struct HistoryProgress
{
    AccountId account;
    bool running = false;
    int fetched = 0;                ///< messages fetched in this run
    std::optional<int> expected;    ///< what the server says is left in all, where it does (XEP-0059 count)
    qint64 reachedBack = 0;         ///< everything after this time is here; ms since 1970 UTC
    std::optional<Error> error;     ///< why it stopped before the end

    friend bool operator==(const HistoryProgress &, const HistoryProgress &) = default;
};

/// The part of the engine's door about archive catch-up. Threads as AccountDoor.
class HistoryDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Stops filling gaps until resume() or the next start; what is here stays.
    virtual QFuture<Status> pause(AccountId account) = 0;
    virtual QFuture<Status> resume(AccountId account) = 0;

Q_SIGNALS:
    void progressChanged(const jackdaw::HistoryProgress &progress);
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::HistoryProgress)
