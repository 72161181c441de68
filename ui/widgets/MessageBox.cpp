// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/MessageBox.h"

#include <QGridLayout>
#include <QMessageBox>

namespace jackdaw {

void setWords(QMessageBox &box, const QString &what, const QString &effect)
{
    box.setText(what);
    box.setInformativeText(effect);
    // Last: the label of the second text is made with it, and knows nothing of a format that was set before.
    box.setTextFormat(Qt::PlainText);
    // Without an icon Qt indents all the same; our dialogs are as far from one side as from the other.
    auto *grid = qobject_cast<QGridLayout *>(box.layout());
    if (QLayoutItem *first = grid && box.iconPixmap().isNull() ? grid->itemAtPosition(0, 0) : nullptr; first && first->spacerItem())
        first->spacerItem()->changeSize(0, 0, QSizePolicy::Fixed, QSizePolicy::Fixed);
}

} // namespace jackdaw
