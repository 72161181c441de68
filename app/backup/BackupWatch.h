// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/Backup.h"

#include <atomic>
#include <functional>
#include <memory>

namespace jackdaw {

/// What the parts of a backup ask whether they are still wanted, and tell how far they are. Shared by who asked for it
/// and the thread that does it; any thread.
/// It ends nothing by itself: the work looks here between two rows.
struct BackupWatch
{
    std::shared_ptr<std::atomic_bool> stopped = std::make_shared<std::atomic_bool>(false);
    std::function<void(const BackupProgress &)> tell;

    bool isStopped() const { return stopped->load(std::memory_order_relaxed); }
    void say(const BackupProgress &progress) const
    {
        if (tell) {
            tell(progress);
        }
    }
};

} // namespace jackdaw
