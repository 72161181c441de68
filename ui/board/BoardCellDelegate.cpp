// SPDX-License-Identifier: GPL-3.0-or-later
#include "board/BoardCellDelegate.h"

#include "style/Direction.h"
#include "style/Style.h"
#include "widgets/Painting.h"

#include <QPainter>

namespace jackdaw {

BoardCellDelegate::BoardCellDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

QSize BoardCellDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return QSize(m_theme.scaled(80), std::max(m_theme.scaled(36), m_theme.lineHeight(TypeRole::Body) + 12));
}

void BoardCellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const BoardModel *>(index.model());
    if (!model || model->row(index.row()).isHeader)
        return;
    const BoardModel::Person &person = *model->row(index.row()).person;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const Token ground = option.state.testFlag(QStyle::State_Selected) ? Token::Selected
        : option.state.testFlag(QStyle::State_MouseOver)               ? Token::Hover
                                                                       : Token::Surface;
    painter->fillRect(option.rect, m_theme.color(ground));
    QRect text = option.rect.adjusted(8, 0, -8, 0);
    const auto placed = [&](const QRect &part) { return QStyle::visualRect(option.direction, option.rect, part); };
    if (index.column() == BoardModel::State) {
        const int dot = m_theme.scaled(12);
        paintPresenceDot(*painter, QRectF(placed(QRect(text.left(), text.center().y() - dot / 2, dot, dot))), m_theme,
                         person.presence.availability, ground);
        text.setLeft(text.left() + dot + 6);
    }
    painter->setFont(m_theme.font(index.column() == BoardModel::Name ? TypeRole::BodyStrong : TypeRole::Body));
    const bool isIdle = index.column() == BoardModel::Idle;
    painter->setPen(m_theme.color(isIdle ? Token::Warn : index.column() <= BoardModel::State ? Token::Text : Token::Text2, ground));
    drawLeadingLine(*painter, placed(text), option.direction, index.data().toString());
    if (option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_KeyboardFocusChange))
        paintInnerFocusRing(*painter, m_theme, QRectF(option.rect), 2, ground);
    painter->restore();
}

} // namespace jackdaw
