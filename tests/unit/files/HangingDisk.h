// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace jackdaw::test {

/// A disk that hangs where one file is cut: what QFile calls for that goes through here in this program, and waits while
/// one of these is there. Owned by a test, one at a time; any thread may be held.
class HangingDisk
{
public:
    explicit HangingDisk(std::string path);
    ~HangingDisk();
    HangingDisk(const HangingDisk &) = delete;
    HangingDisk &operator=(const HangingDisk &) = delete;

    void letGo();
    /// How many wait.
    int held() const;
};

} // namespace jackdaw::test
