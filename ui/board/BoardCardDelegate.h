// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"
#include "watch/BoardModel.h"

#include <QStyledItemDelegate>

namespace jackdaw {

class Clock;

/// Paints the cards of the presence board and the headings of its teams (picture 05). Owned by
/// BoardView, GUI thread. Says where the button of a card is, so that the view knows what was pressed;
/// changes nothing itself.
class BoardCardDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    BoardCardDelegate(const Theme &theme, const Clock &clock, QObject *parent = nullptr);

    /// How wide a heading is: all of the view.
    void setLineWidth(int width) { m_lineWidth = width; }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Where a card's button stands: message if they are available, else the bell.
    QRect buttonRect(const QRect &card, Qt::LayoutDirection direction) const;
    /// Where its bar stands, with the hours below it.
    QRect barRect(const QRect &card) const;

private:
    void paintHeading(QPainter &painter, const QStyleOptionViewItem &option, const BoardModel::Row &row) const;
    void paintCard(QPainter &painter, const QStyleOptionViewItem &option, const BoardModel::Person &person) const;
    void paintButton(QPainter &painter, const QRect &place, const BoardModel::Person &person) const;

    const Theme &m_theme;
    const Clock &m_clock;
    int m_lineWidth = 256;
};

} // namespace jackdaw
