// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/ContactRowDelegate.h"

#include "contacts/ContactRowText.h"
#include "style/Direction.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "widgets/AccountTag.h"
#include "widgets/Painting.h"

#include <QPainter>

namespace jackdaw {

namespace {

enum Metric { Margin = 16, AvatarSize = 36, CompactAvatar = 24, Gap = 12, DotSize = 13, Step = 14, Arrow = 14 };
constexpr int deepestStep = 4; ///< groups that lie deeper stand no further in: there is a name to be read still

int stepIn(const ContactListModel::Row &row)
{
    return std::min(row.depth, deepestStep) * Step;
}

} // namespace

ContactRowDelegate::ContactRowDelegate(const Theme &theme, const Preferences &preferences, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_preferences(preferences)
{
    measure();
}

void ContactRowDelegate::measure()
{
    m_headingHeight = m_theme.lineHeight(TypeRole::MetaStrong) + 20;
    m_rowHeight = m_preferences.density() == Preferences::Density::Compact
        ? std::max(m_theme.scaled(36), m_theme.lineHeight(TypeRole::Name) + 12)
        : std::max(m_theme.scaled(56), m_theme.lineHeight(TypeRole::Name) + m_theme.lineHeight(TypeRole::Meta) + 18);
}

QSize ContactRowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool header = index.data(ContactListModel::HeaderRole).toBool();
    return QSize(option.rect.width(), header ? m_headingHeight : m_rowHeight);
}

void ContactRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const ContactListModel *>(index.model());
    if (!model)
        return;
    const ContactListModel::Row row = model->row(index.row());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (row.isHeader)
        paintHeader(*painter, option, row);
    else
        paintContact(*painter, option, row);
    painter->restore();
}

void ContactRowDelegate::paintHeader(QPainter &painter, const QStyleOptionViewItem &option,
                                     const ContactListModel::Row &row) const
{
    painter.fillRect(option.rect, m_theme.color(Token::List));
    painter.setFont(m_theme.font(TypeRole::MetaStrong));
    painter.setPen(m_theme.color(Token::Text2));
    const auto visual = [&](const QRect &logical) { return QStyle::visualRect(option.direction, option.rect, logical); };
    const int arrow = m_theme.scaled(Arrow);
    const QRect rect = option.rect.adjusted(Margin + stepIn(row), 8, -Margin - arrow - 4, 0);
    //: a group of contacts, how many of them are available, how many there are
    const QString text = tr("%1 · %L2 of %L3").arg(groupTitle(row)).arg(row.available).arg(row.total);
    drawLeadingLine(painter, visual(rect), option.direction, text);
    const QString icon = !row.folded ? QStringLiteral("chevron-down")
        : option.direction == Qt::RightToLeft ? QStringLiteral("chevron-left") : QStringLiteral("chevron-right");
    m_theme.paintIcon(painter, visual(QRect(option.rect.right() + 1 - Margin - arrow, rect.center().y() - arrow / 2, arrow, arrow)), icon,
                      m_theme.color(Token::Text3));
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter.setPen(QPen(m_theme.color(Token::Focus), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1));
    }
}

void ContactRowDelegate::paintContact(QPainter &painter, const QStyleOptionViewItem &option,
                                      const ContactListModel::Row &row) const
{
    const bool selected = option.state & QStyle::State_Selected;
    // The window's activity, not the view's: the open chat stays marked while one types.
    const bool active = !option.widget || option.widget->window()->isActiveWindow();
    const bool hovered = option.state & QStyle::State_MouseOver;
    const Token ground = selected ? (active ? Token::Selected : Token::Chip) : hovered ? Token::Hover : Token::List;
    const QRect all = option.rect;
    const auto visual = [&](const QRect &logical) { return QStyle::visualRect(option.direction, all, logical); };

    painter.fillRect(all, m_theme.color(ground));
    if (selected)
        painter.fillRect(visual(QRect(all.left(), all.top() + 8, 3, all.height() - 16)),
                         m_theme.color(active ? Token::Accent : Token::BorderStrong, ground));
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter.setPen(QPen(m_theme.color(Token::Focus, ground), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(all).adjusted(1, 1, -1, -1));
    }

    const bool compact = m_preferences.density() == Preferences::Density::Compact;
    const int size = m_theme.scaled(compact ? CompactAvatar : AvatarSize);
    // There is no second line to tell two apart in.
    const bool namesAddress = compact && row.lookAlike.isValid();
    QString name = row.contact.shownName();
    if (namesAddress)
        name += QStringLiteral(" · ") + isolated(row.contact.jid.toString());
    const int begin = all.left() + Margin + stepIn(row);
    const QRect avatar = visual(QRect(begin, all.top() + (all.height() - size) / 2, size, size));
    paintAvatar(painter, avatar, m_theme, row.contact.shownName(), row.contact.jid, AvatarShape::Person);
    const int dot = m_theme.scaled(DotSize);
    const int dotLeft = option.direction == Qt::RightToLeft ? avatar.left() - 3 : avatar.right() + 4 - dot;
    paintPresenceDot(painter, QRectF(dotLeft, avatar.bottom() + 4 - dot, dot, dot), m_theme, row.presence.availability,
                     ground);

    const int left = begin + size + Gap;
    const int width = all.right() + 1 - Margin - left;
    const int nameHeight = m_theme.lineHeight(TypeRole::Name);
    const int statusHeight = compact ? 0 : m_theme.lineHeight(TypeRole::Meta) + 1;
    const int top = all.top() + (all.height() - nameHeight - statusHeight) / 2;
    // The account takes what the name leaves, and half of the line where it needs that.
    const QFont nameFont = m_theme.font(TypeRole::Name);
    const int wished = row.account.name.isEmpty() ? 0 : AccountTag::width(m_theme, row.account.name);
    const int spare = width - QFontMetrics(nameFont).horizontalAdvance(name) - 8;
    const int tag = std::min(wished, std::max({width / 2, spare, m_theme.scaled(48)}));
    if (tag > 0)
        AccountTag::paint(painter, visual(QRect(left + width - tag, top, tag, nameHeight)), option.direction, m_theme, row.account, ground);
    painter.setFont(nameFont);
    painter.setPen(m_theme.color(Token::Text, ground));
    drawLeadingLine(painter, visual(QRect(left, top, width - (tag > 0 ? tag + 8 : 0), nameHeight)), option.direction, name);
    if (!compact) {
        painter.setFont(m_theme.font(TypeRole::Meta));
        painter.setPen(m_theme.color(Token::Text2, ground));
        drawLeadingLine(painter, visual(QRect(left, top + nameHeight + 1, width, statusHeight)), option.direction,
                 contactStatusText(row));
    }
}

} // namespace jackdaw
