// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"
#include "watch/BoardModel.h"

#include <QStyledItemDelegate>

namespace jackdaw {

/// Paints the cells of the presence board as a table: words, and a dot before each
/// state. Owned by BoardPage, GUI thread. Its words are the model's; it decides no
/// order and no width.
class BoardCellDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit BoardCellDelegate(const Theme &theme, QObject *parent = nullptr);

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
};

} // namespace jackdaw
