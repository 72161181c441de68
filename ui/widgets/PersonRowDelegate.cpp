// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/PersonRowDelegate.h"

#include "style/Direction.h"
#include "style/Style.h"
#include "widgets/AccountTag.h"
#include "widgets/Painting.h"

#include <QPainter>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int personPictureSize = 30;
constexpr int personMargin = 8;
constexpr int personGap = 10;

} // namespace

QSize PersonRowDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return QSize(100, std::max(m_theme.scaled(44), m_theme.lineHeight(TypeRole::Name) + m_theme.lineHeight(TypeRole::Meta) + 8));
}

void PersonRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool selected = option.state & QStyle::State_Selected;
    const Token ground = selected ? Token::Selected : option.state & QStyle::State_MouseOver ? Token::Hover : Token::Surface;
    const QString address = index.data(AddressRole).toString();
    QString name = index.data(NameRole).toString();
    if (name.isEmpty())
        name = index.data(Qt::DisplayRole).toString();
    const QString wantedLine = index.data(LineRole).toString();
    const QString below = wantedLine.isEmpty() ? address : wantedLine;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(option.rect, m_theme.color(ground));
    const auto visual = [&](const QRect &r) { return QStyle::visualRect(option.direction, option.rect, r); };
    const QRect row = option.rect;
    const int size = m_theme.scaled(personPictureSize);
    paintAvatar(*painter, visual(QRect(row.left() + personMargin, row.top() + (row.height() - size) / 2, size, size)), m_theme, name,
                BareJid::fromPrepared(address), AvatarShape::Person);
    const int left = row.left() + personMargin + size + personGap;
    const int nameHeight = m_theme.lineHeight(TypeRole::Name), metaHeight = m_theme.lineHeight(TypeRole::Meta);
    const int right = row.right() - personMargin;
    const auto line = [&](TypeRole role, Token token, int y, int height, const QString &text, int end) {
        painter->setFont(m_theme.font(role));
        painter->setPen(m_theme.color(token, ground));
        drawLeadingLine(*painter, visual(QRect(left, y, end - left, height)), option.direction, text);
    };
    const bool isTwo = below != name;
    const int top = row.top() + (row.height() - nameHeight - (isTwo ? metaHeight : 0)) / 2;
    line(TypeRole::Name, Token::Text, top, nameHeight, name, right);
    int end = right;
    if (const auto mark = index.data(MarkRole).value<AccountMark>(); !mark.name.isEmpty()) {
        const int tag = std::min(AccountTag::width(m_theme, mark.name), (right - left) / 2);
        AccountTag::paint(*painter, visual(QRect(right - tag, top + nameHeight, tag, metaHeight)), option.direction, m_theme, mark, ground);
        end -= tag + 8;
    }
    if (isTwo)
        line(TypeRole::Meta, Token::Text2, top + nameHeight, metaHeight, below, end);
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange)
        paintInnerFocusRing(*painter, m_theme, QRectF(row).adjusted(1, 1, -1, -1), 6, ground);
    painter->restore();
}

} // namespace jackdaw
