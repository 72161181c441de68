// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace jackdaw {

/// "/me shrugs" is shown as "* Tomas shrugs" (XEP-0245): the first four characters decide, and nothing is changed on
/// the wire or on disk. MessageText asks, and has the name from the view. Pure; any thread. A body that only mentions
/// "/me" further on is no action.
constexpr qsizetype actionLength = 3; ///< what the name stands for; the blank behind it stays
inline bool isAction(QStringView body)
{
    return body.startsWith(u"/me ");
}

} // namespace jackdaw
