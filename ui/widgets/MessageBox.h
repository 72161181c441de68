// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

QT_BEGIN_NAMESPACE
class QMessageBox;
QT_END_NAMESPACE

namespace jackdaw {

/// Says in a message box what it is about and, below, what follows from it. Both are plain text, whatever is in them: names
/// and details come from others, and QMessageBox guesses. A function of the GUI thread; the box stays its maker's, who never
/// sets texts in another way.
void setWords(QMessageBox &box, const QString &what, const QString &effect);

} // namespace jackdaw
