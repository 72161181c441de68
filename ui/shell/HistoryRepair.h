// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace jackdaw {

class Profile;

/// What became of a damaged database. A plain value, and the note of it in the profile: the user may see it in a later run only,
/// where this one began with the desktop and nobody looked. GUI thread; owned by AppContext. The note names the file that was set
/// aside, and is worth nothing once that is gone.
struct HistoryRepair
{
    QString setAside; ///< its path
    int salvaged = 0; ///< messages

    friend bool operator==(const HistoryRepair &, const HistoryRepair &) = default;
};

void keepRepairNote(const Profile &profile, const HistoryRepair &repair);
std::optional<HistoryRepair> readRepairNote(const Profile &profile);
void dropRepairNote(const Profile &profile);

} // namespace jackdaw
