// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/MemberRowDelegate.h"

#include "chat/OccupantKey.h"
#include "rooms/LookAlikes.h"
#include "rooms/OccupantListModel.h"
#include "rooms/RoomText.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Painting.h"

#include <QPainter>

namespace jackdaw {

namespace {

enum Metric { Margin = 16, AvatarSize = 30, Gap = 12, DotSize = 12, BadgePadding = 7 };

} // namespace

MemberRowDelegate::MemberRowDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

QSize MemberRowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int height = index.data(OccupantListModel::HeaderRole).toBool()
        ? m_theme.lineHeight(TypeRole::MetaStrong) + 16
        : std::max(m_theme.scaled(44), m_theme.lineHeight(TypeRole::Name) + m_theme.lineHeight(TypeRole::Meta) + 8);
    return QSize(option.rect.width(), height);
}

void MemberRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const OccupantListModel *>(index.model());
    if (!model)
        return;
    const OccupantListModel::Row row = model->row(index.row());
    const QRect all = option.rect;
    const auto visual = [&](const QRect &logical) { return QStyle::visualRect(option.direction, all, logical); };
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (row.isHeader) {
        painter->fillRect(all, m_theme.color(Token::List));
        painter->setFont(m_theme.font(TypeRole::MetaStrong));
        painter->setPen(m_theme.color(Token::Text2));
        drawLeadingLine(*painter, all.adjusted(Margin, 6, -Margin, 0), option.direction, memberSectionText(row.section, row.total));
        painter->restore();
        return;
    }
    const bool selected = option.state & QStyle::State_Selected;
    const bool active = !option.widget || option.widget->window()->isActiveWindow();
    const bool hovered = option.state & QStyle::State_MouseOver;
    const Token ground = selected ? (active ? Token::Selected : Token::Chip) : hovered ? Token::Hover : Token::List;
    painter->fillRect(all, m_theme.color(ground));
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter->setPen(QPen(m_theme.color(Token::Focus, ground), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(all).adjusted(1, 1, -1, -1));
    }

    const bool away = row.section == OccupantListModel::Section::Away;
    const QString name = row.occupant.nick.isEmpty() ? row.occupant.jid.toString() : row.occupant.nick;
    // Coloured as in every other list, where the room shows who it is.
    const BareJid who = row.occupant.jid.isValid() ? row.occupant.jid
                                                   : OccupantKey::make(m_room, row.occupant.nick, row.occupant.id).toText();
    const int size = m_theme.scaled(AvatarSize);
    const QRect avatar = visual(QRect(all.left() + Margin, all.top() + (all.height() - size) / 2, size, size));
    paintAvatar(*painter, avatar, m_theme, name, who, AvatarShape::Person);
    if (!away) {
        const int dot = m_theme.scaled(DotSize);
        const int dotLeft = option.direction == Qt::RightToLeft ? avatar.left() - 3 : avatar.right() + 4 - dot;
        paintPresenceDot(*painter, QRectF(dotLeft, avatar.bottom() + 4 - dot, dot, dot), m_theme, row.occupant.availability, ground);
    }

    const int left = all.left() + Margin + size + Gap;
    int width = all.right() + 1 - Margin - left;
    if (const QString role = occupantRoleText(row.occupant); !role.isEmpty()) {
        const QFont font = m_theme.font(TypeRole::TinyStrong);
        const int badge = std::min(width / 2, QFontMetrics(font).horizontalAdvance(role) + 2 * BadgePadding);
        const int height = m_theme.lineHeight(TypeRole::TinyStrong) + 6;
        const QRect rect = visual(QRect(left + width - badge, all.top() + (all.height() - height) / 2, badge, height));
        paintShape(*painter, rect, 5, m_theme.isHighContrast() ? QColor(Qt::transparent) : m_theme.color(Token::Chip, ground),
                   m_theme.isHighContrast() ? m_theme.color(Token::Text, ground) : QColor(Qt::transparent));
        painter->setFont(font);
        painter->setPen(m_theme.color(Token::Text2, ground));
        painter->drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, role);
        width -= badge + 8;
    }
    const int nameHeight = m_theme.lineHeight(TypeRole::Name);
    const int statusHeight = m_theme.lineHeight(TypeRole::Meta);
    const int top = all.top() + (all.height() - nameHeight - statusHeight) / 2;
    painter->setFont(m_theme.font(TypeRole::Name));
    painter->setPen(m_theme.color(Token::Text, ground));
    drawLeadingLine(*painter, visual(QRect(left, top, width, nameHeight)), option.direction, name);
    painter->setFont(m_theme.font(TypeRole::Meta));
    painter->setPen(m_theme.color(Token::Text2, ground));
    drawLeadingLine(*painter, visual(QRect(left, top + nameHeight, width, statusHeight)), option.direction,
                    memberStatusText(row, m_lookAlikes ? m_lookAlikes->words(row) : QString()));
    painter->restore();
}

} // namespace jackdaw
