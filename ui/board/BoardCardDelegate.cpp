// SPDX-License-Identifier: GPL-3.0-or-later
#include "board/BoardCardDelegate.h"

#include "base/Clock.h"
#include "board/BoardBar.h"
#include "board/BoardText.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "widgets/Painting.h"

#include <QPainter>

namespace jackdaw {

namespace {

enum Metric {
    CardWidth = 256,
    Padding = 14,
    TopPadding = 16,
    AvatarSize = 40,
    DotSize = 14,
    PressSize = 30,
    Chevron = 16
};

} // namespace

BoardCardDelegate::BoardCardDelegate(const Theme &theme, const Clock &clock, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_clock(clock)
{
}

QSize BoardCardDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    if (index.data(BoardModel::HeaderRole).toBool())
        return QSize(m_lineWidth, m_theme.lineHeight(TypeRole::Heading) + m_theme.scaled(6));
    const int height = TopPadding + Padding + m_theme.lineHeight(TypeRole::NameStrong) + m_theme.lineHeight(TypeRole::Body) + 8
        + m_theme.lineHeight(TypeRole::Meta) + 4 + 9 + m_theme.scaled(16) + m_theme.lineHeight(TypeRole::Tiny);
    return QSize(std::min(m_theme.scaled(CardWidth), m_lineWidth), std::max(m_theme.scaled(138), height));
}

QRect BoardCardDelegate::buttonRect(const QRect &card, Qt::LayoutDirection direction) const
{
    const int side = m_theme.scaled(PressSize);
    return QStyle::visualRect(direction, card, QRect(card.right() + 1 - side - 8, card.top() + 8, side, side));
}

QRect BoardCardDelegate::barRect(const QRect &card) const
{
    const QRect inner = card.adjusted(Padding, Padding, -Padding, -Padding);
    const int height = m_theme.scaled(16) + m_theme.lineHeight(TypeRole::Tiny);
    return QRect(inner.left(), inner.bottom() + 1 - height, inner.width(), height);
}

void BoardCardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const BoardModel *>(index.model());
    if (!model)
        return;
    const BoardModel::Row &row = model->row(index.row());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (row.isHeader)
        paintHeading(*painter, option, row);
    else
        paintCard(*painter, option, *row.person);
    painter->restore();
}

void BoardCardDelegate::paintHeading(QPainter &painter, const QStyleOptionViewItem &option, const BoardModel::Row &row) const
{
    const QRect all = option.rect.adjusted(2, m_theme.scaled(6), -2, 0);
    const auto placed = [&](const QRect &part) { return QStyle::visualRect(option.direction, all, part); };
    const bool isMirrored = option.direction == Qt::RightToLeft;
    const int chevron = m_theme.scaled(Chevron);
    const QString icon = !row.isFolded ? QStringLiteral("chevron-down")
        : isMirrored ? QStringLiteral("chevron-left") : QStringLiteral("chevron-right");
    m_theme.paintIcon(painter, placed(QRect(all.left(), all.center().y() + 1 - chevron / 2, chevron, chevron)), icon,
                      m_theme.color(Token::Text2));
    const int left = all.left() + chevron + m_theme.scaled(10);
    painter.setFont(m_theme.font(TypeRole::Heading));
    const QString name = painter.fontMetrics().elidedText(teamText(row.team), Qt::ElideRight, all.width() / 2);
    const int width = painter.fontMetrics().horizontalAdvance(name);
    painter.setPen(m_theme.color(Token::Text));
    drawLeadingLine(painter, placed(QRect(left, all.top(), width + 2, all.height())), option.direction, name);
    painter.setFont(m_theme.font(TypeRole::Body));
    //: behind the name of a team
    const QString count = tr("%L1 available of %L2").arg(row.available).arg(row.total);
    const int countWidth = painter.fontMetrics().horizontalAdvance(count);
    painter.setPen(m_theme.color(Token::Text2));
    drawLeadingLine(painter, placed(QRect(left + width + 10, all.top(), countWidth + 2, all.height())), option.direction,
                    count);
    const int line = left + width + countWidth + 24;
    if (line < all.right())
        painter.fillRect(placed(QRect(line, all.center().y() + 1, all.right() - line, 1)), m_theme.color(Token::Line));
    if (option.state.testFlag(QStyle::State_HasFocus))
        paintInnerFocusRing(painter, m_theme, QRectF(option.rect).adjusted(0, m_theme.scaled(6), 0, 0), 8,
                            Token::Canvas);
}

void BoardCardDelegate::paintButton(QPainter &painter, const QRect &place, const BoardModel::Person &person) const
{
    const bool isThere = isAvailable(person.presence.availability);
    const bool isSet = person.bell.isValid();
    if (isSet)
        paintShape(painter, QRectF(place), 8, m_theme.color(Token::Selected));
    const int icon = m_theme.scaled(17);
    QRectF centre(0, 0, icon, icon);
    centre.moveCenter(QRectF(place).center());
    const QString name = isSet ? QStringLiteral("bell-ring") : isThere ? QStringLiteral("message-circle") : QStringLiteral("bell");
    m_theme.paintIcon(painter, centre, name, m_theme.color(isSet ? Token::Link : Token::Text2, isSet ? Token::Selected : Token::Surface));
}

void BoardCardDelegate::paintCard(QPainter &painter, const QStyleOptionViewItem &option, const BoardModel::Person &person) const
{
    const qint64 now = m_clock.now();
    const Presence &presence = person.presence;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
    const bool isHovered = option.state.testFlag(QStyle::State_MouseOver);
    const qreal inset = isSelected ? 1 : 0.5;
    const QRectF shape = QRectF(option.rect).adjusted(inset, inset, -inset, -inset);
    paintShape(painter, shape, 12, m_theme.color(Token::Surface),
               m_theme.color(isSelected ? (hasFocus ? Token::Focus : Token::BorderStrong) : isHovered ? Token::BorderStrong : Token::Line),
               isSelected || m_theme.isHighContrast() ? 2 : 1);
    const QRect inner = option.rect.adjusted(Padding, TopPadding, -Padding, -Padding);
    const auto placed = [&](const QRect &part) { return QStyle::visualRect(option.direction, option.rect, part); };

    const int avatar = m_theme.scaled(AvatarSize);
    const QRect avatarRect = placed(QRect(inner.left(), inner.top(), avatar, avatar));
    paintAvatar(painter, avatarRect, m_theme, person.name, person.jid, AvatarShape::Person);
    const int dot = m_theme.scaled(DotSize);
    const int dotLeft = option.direction == Qt::RightToLeft ? avatarRect.left() - 2 : avatarRect.right() + 3 - dot;
    paintPresenceDot(painter, QRectF(dotLeft, avatarRect.bottom() + 3 - dot, dot, dot), m_theme, presence.availability, Token::Surface);

    const int left = inner.left() + avatar + 12;
    const int nameHeight = m_theme.lineHeight(TypeRole::NameStrong), stateHeight = m_theme.lineHeight(TypeRole::Body);
    const int nameWidth = inner.right() + 1 - left - m_theme.scaled(PressSize - 6);
    painter.setFont(m_theme.font(TypeRole::NameStrong));
    painter.setPen(m_theme.color(Token::Text));
    drawLeadingLine(painter, placed(QRect(left, inner.top(), nameWidth, nameHeight)), option.direction, person.name);
    const int stateTop = inner.top() + nameHeight;
    painter.setFont(m_theme.font(TypeRole::BodyStrong));
    const QString state = availabilityText(presence.availability);
    const int stateWidth = std::min(painter.fontMetrics().horizontalAdvance(state) + 2, inner.right() + 1 - left);
    drawLeadingLine(painter, placed(QRect(left, stateTop, stateWidth, stateHeight)), option.direction, state);
    painter.setFont(m_theme.font(TypeRole::Body));
    painter.setPen(m_theme.color(Token::Text2));
    const int sinceLeft = left + stateWidth + 2;
    drawLeadingLine(painter, placed(QRect(sinceLeft, stateTop, std::max(0, inner.right() + 1 - sinceLeft), stateHeight)), option.direction,
                    sinceText(presence, now));

    const int chipTop = inner.top() + std::max(avatar, nameHeight + stateHeight) + 8;
    const int chipHeight = m_theme.lineHeight(TypeRole::Meta) + 4;
    int textLeft = inner.left();
    if (const QString chip = durationChip(presence, now); !chip.isEmpty()) {
        painter.setFont(m_theme.font(TypeRole::MetaStrong));
        const bool isIdle = presence.idleSince != 0;
        const int width = painter.fontMetrics().horizontalAdvance(chip) + 14;
        const QRect chipRect = placed(QRect(inner.left(), chipTop, width, chipHeight));
        paintShape(painter, QRectF(chipRect), 5, m_theme.color(isIdle ? Token::WarnSoft : Token::Chip));
        painter.setPen(m_theme.color(isIdle ? Token::Warn : Token::Text));
        painter.drawText(chipRect, Qt::AlignCenter, chip);
        textLeft += width + 8;
    }
    painter.setFont(m_theme.font(TypeRole::Body));
    painter.setPen(m_theme.color(Token::Text2));
    const QString status = presence.status.simplified();
    drawLeadingLine(painter, placed(QRect(textLeft, chipTop, std::max(0, inner.right() + 1 - textLeft), chipHeight)), option.direction,
                    !status.isEmpty() || person.device.isEmpty() ? status : person.device);

    paintBar(painter, barRect(option.rect), option.direction, m_theme, person.changes, now);
    paintButton(painter, buttonRect(option.rect, option.direction), person);
}

} // namespace jackdaw
