// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>

namespace jackdaw {

/// How far the index for searching is built. SearchService counts, SearchDoor carries it to SearchModel, which says so
/// where results may be missing. A plain value: any thread. `done` and `total` are messages. It says nothing of a
/// search that runs.
struct SearchProgress
{
    bool building = false;
    qint64 done = 0;
    qint64 total = 0;

    friend bool operator==(const SearchProgress &, const SearchProgress &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::SearchProgress)
