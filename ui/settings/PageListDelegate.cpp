// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/PageListDelegate.h"

#include "style/Style.h"

#include <QPainter>

namespace jackdaw {

PageListDelegate::PageListDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

QSize PageListDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return QSize(m_theme.scaled(160), qMax(m_theme.scaled(38), m_theme.lineHeight(TypeRole::Message) + 12));
}

void PageListDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const QRectF shape = QRectF(option.rect).adjusted(0, 1, 0, -1);
    const Token ground = selected ? Token::Selected : hovered ? Token::Hover : Token::Sunken;
    if (ground != Token::Sunken)
        paintShape(*painter, shape, 8, m_theme.color(ground));
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        paintInnerFocusRing(*painter, m_theme, shape, 8, ground);
    const int icon = m_theme.scaled(18);
    const auto placed = [&](const QRect &part) { return QStyle::visualRect(option.direction, option.rect, part); };
    const QRect place(option.rect.left() + 12, option.rect.center().y() - icon / 2 + 1, icon, icon);
    m_theme.paintIcon(*painter, placed(place), index.data(iconRole).toString(),
                      m_theme.color(selected ? Token::Link : Token::Text2, ground));
    const int start = 12 + icon + 10;
    const QRect text = option.rect.adjusted(start, 0, -10, 0);
    painter->setFont(m_theme.font(selected ? TypeRole::NameStrong : TypeRole::Message));
    painter->setPen(m_theme.color(selected ? Token::Link : Token::Text, ground));
    painter->drawText(placed(text), int(QStyle::visualAlignment(option.direction, Qt::AlignLeft)) | Qt::AlignVCenter,
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, text.width()));
}

} // namespace jackdaw
