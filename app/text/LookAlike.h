// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace jackdaw {

/// What a name looks like, for telling that two names would be taken for one another: Latin beside Cyrillic and Greek,
/// capitals, wide and styled letters, what is not seen. Pure, any thread, linear in the name; some microseconds each.
/// It is a key to compare with another such key and never shown; two names of one key need not be the same person's.
QString lookOf(const QString &name);

} // namespace jackdaw
