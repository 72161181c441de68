// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/SwitcherDelegate.h"

#include "shell/SwitcherModel.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "widgets/AccountTag.h"
#include "widgets/Painting.h"

#include <QPainter>
#include <QTextLayout>

namespace jackdaw {

QSize SwitcherDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const auto *model = static_cast<const SwitcherModel *>(index.model());
    if (!model->row(index.row()).heading.isEmpty())
        return QSize(100, m_theme.lineHeight(TypeRole::MetaStrong) + 16);
    return QSize(100, std::max(m_theme.scaled(48), m_theme.lineHeight(TypeRole::Name) + m_theme.lineHeight(TypeRole::Meta) + 10));
}

void SwitcherDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const SwitcherModel::Row &row = static_cast<const SwitcherModel *>(index.model())->row(index.row());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (!row.heading.isEmpty()) {
        painter->setFont(m_theme.font(TypeRole::MetaStrong));
        painter->setPen(m_theme.color(Token::Text2));
        painter->drawText(option.rect.adjusted(12, 8, -12, 0),
                          int(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter), row.heading);
    } else {
        paintEntry(*painter, option, row.entry);
    }
    painter->restore();
}

void SwitcherDelegate::paintEntry(QPainter &painter, const QStyleOptionViewItem &option, const SwitcherEntry &entry) const
{
    const bool selected = option.state & QStyle::State_Selected;
    const Token ground = selected ? Token::Selected : option.state & QStyle::State_MouseOver ? Token::Hover : Token::Raised;
    const QRect all = option.rect;
    const auto visual = [&](const QRect &logical) { return QStyle::visualRect(option.direction, all, logical); };
    paintShape(painter, all, 6, m_theme.color(ground));

    const int size = m_theme.scaled(32);
    const QRect tile = visual(QRect(all.left() + 12, all.top() + (all.height() - size) / 2, size, size));
    if (entry.kind == SwitcherEntry::Kind::Action) {
        paintShape(painter, tile, 8, m_theme.color(Token::Chip));
        const int icon = m_theme.scaled(18), inset = (size - icon) / 2;
        m_theme.paintIcon(painter, tile.adjusted(inset, inset, -inset, -inset), entry.icon, m_theme.color(Token::Text2));
    } else {
        paintAvatar(painter, tile, m_theme, entry.name, BareJid::fromPrepared(entry.address),
                    entry.who == SwitcherEntry::Who::Group ? AvatarShape::Group : AvatarShape::Person);
        const int dot = m_theme.scaled(12);
        const int edge = option.direction == Qt::RightToLeft ? tile.left() - 2 : tile.right() + 3 - dot;
        if (entry.shown)
            paintPresenceDot(painter, QRectF(edge, tile.bottom() + 3 - dot, dot, dot), m_theme, *entry.shown, ground);
    }
    int right = all.right() - 12;
    if (selected) {
        painter.setFont(m_theme.font(TypeRole::Meta));
        painter.setPen(m_theme.color(Token::Text3, ground));
        const QString enter = QKeySequence(Qt::Key_Enter).toString(QKeySequence::NativeText);
        const int width = painter.fontMetrics().horizontalAdvance(enter) + 2;
        painter.drawText(visual(QRect(right - width, all.top(), width, all.height())), Qt::AlignCenter, enter);
        right -= width + 10;
    }
    if (entry.unread > 0) {
        const int width = badgeWidth(m_theme, entry.unread), height = m_theme.scaled(18);
        paintBadge(painter, visual(QRect(right - width, all.center().y() - height / 2, width, height)), m_theme,
                   entry.unread, BadgeKind::Unread);
        right -= width + 10;
    }
    const int left = all.left() + 12 + size + 12;
    const int nameHeight = m_theme.lineHeight(TypeRole::Name);
    const int detailHeight = entry.detail.isEmpty() ? 0 : m_theme.lineHeight(TypeRole::Meta);
    const int top = all.top() + (all.height() - nameHeight - detailHeight) / 2;
    paintName(painter, visual(QRect(left, top, right - left, nameHeight)), option.direction, entry.name, ground);
    int detailRight = right;
    if (!entry.mark.name.isEmpty()) {
        const int tag = std::min(AccountTag::width(m_theme, entry.mark.name), (right - left) / 2);
        AccountTag::paint(painter, visual(QRect(right - tag, top + nameHeight, tag, detailHeight)), option.direction, m_theme,
                          entry.mark, ground);
        detailRight -= tag + 8;
    }
    painter.setFont(m_theme.font(TypeRole::Meta));
    painter.setPen(m_theme.color(Token::Text2, ground));
    drawLeadingLine(painter, visual(QRect(left, top + nameHeight, detailRight - left, detailHeight)), option.direction, entry.detail);
}

// The letters that were typed stand out in link colour.
void SwitcherDelegate::paintName(QPainter &painter, const QRect &rect, Qt::LayoutDirection direction, const QString &name,
                                 Token ground) const
{
    QFont font = m_theme.font(TypeRole::Name);
    const QString shown = QFontMetrics(font).elidedText(name, Qt::ElideRight, rect.width());
    QTextLayout layout(shown, font);
    QTextOption textOption;
    textOption.setTextDirection(direction);
    textOption.setWrapMode(QTextOption::NoWrap);
    textOption.setAlignment(Qt::AlignLeft | Qt::AlignAbsolute);
    layout.setTextOption(textOption);
    const qsizetype place = matchIn(shown, m_query);
    if (place >= 0) {
        QTextLayout::FormatRange range;
        range.start = int(place);
        range.length = int(switcherWord(m_query).size());
        range.format.setFont(m_theme.font(TypeRole::NameStrong));
        range.format.setForeground(m_theme.color(Token::Link, ground));
        layout.setFormats({range});
    }
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(rect.width() + 40);
    layout.endLayout();
    painter.setPen(m_theme.color(Token::Text, ground));
    const qreal x = direction == Qt::RightToLeft ? rect.right() - line.naturalTextWidth() : rect.left();
    const qreal shift = direction == Qt::RightToLeft ? line.x() : 0;
    layout.draw(&painter, QPointF(x - shift, rect.top() + (rect.height() - line.height()) / 2));
}

} // namespace jackdaw
