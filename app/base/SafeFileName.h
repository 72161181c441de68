// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace jackdaw {

/// What somebody else calls a file, made into a name that can do no harm in a folder or on a screen: one component, not hidden,
/// no option of a program, no device of Windows, nothing that turns the line around, at most 200 bytes with its end kept.
/// Pure, any thread, nobody owns anything. Never empty: "file" stands for what has no name. Says nothing of whether there is
/// such a file already.
QString safeFileName(const QString &name);

} // namespace jackdaw
