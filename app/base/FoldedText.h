// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace jackdaw {

/// Text as it is compared for sorting and finding: without case, accents and width ("É" is "e"), the same everywhere,
/// whatever the locale. Computed once a name by whoever holds the row, never in a comparison. Pure; any thread. Never
/// shown to anybody.
QString foldedText(const QString &text);

} // namespace jackdaw
