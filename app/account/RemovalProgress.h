// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"

#include <QMetaType>

#include <optional>

namespace jackdaw {

/// How far what was removed is gone from this computer: accounts, and the log of presences. RemovalService counts,
/// AccountDoor carries it to the settings, which say so while it takes time. A plain value: any thread. It says nothing of
/// what is beside the database, as passwords are.
struct RemovalProgress
{
    bool running = false;
    int percent = 0;
    /// What keeps it from going on. It is tried again a while later, and in the next run.
    std::optional<Error> failure = std::nullopt;

    friend bool operator==(const RemovalProgress &, const RemovalProgress &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::RemovalProgress)
