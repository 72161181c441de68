// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace jackdaw::test {

/// A disk that hangs where one file is opened, read or cut: what QFile calls for that goes through here in this program,
/// and waits while one of these is there. Owned by a test, one at a time; any thread may be held. Holds who opens by the
/// path as it is given.
class HangingDisk
{
public:
    enum class Where { Opened, Read, Cut };
    explicit HangingDisk(std::string path, Where where = Where::Cut);
    ~HangingDisk();
    HangingDisk(const HangingDisk &) = delete;
    HangingDisk &operator=(const HangingDisk &) = delete;

    void letGo();
    /// How many wait.
    int held() const;
};

} // namespace jackdaw::test
