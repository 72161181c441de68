// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/MessageBox.h"

#include <QMessageBox>

namespace jackdaw {

void setWords(QMessageBox &box, const QString &what, const QString &effect)
{
    box.setText(what);
    box.setInformativeText(effect);
    // Last: the label of the second text is made with it, and knows nothing of a format that was set before.
    box.setTextFormat(Qt::PlainText);
}

} // namespace jackdaw
