// SPDX-License-Identifier: GPL-3.0-or-later
#include "chats/ChatRowDelegate.h"

#include "chats/ChatRowText.h"
#include "style/Direction.h"
#include "style/Preferences.h"
#include "style/TextLine.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "widgets/AccountTag.h"
#include "widgets/Painting.h"

#include <QDateTime>
#include <QPainter>
#include <QScrollBar>

namespace jackdaw {

/// Where the text of a row goes; leading and trailing follow the layout direction.
struct ChatRowDelegate::Place
{
    QRect row;      ///< the whole row
    QRect text;     ///< beside the avatar
    Qt::LayoutDirection direction;
    Token ground;
    bool compact;

    QRect visual(const QRect &logical) const { return QStyle::visualRect(direction, row, logical); }
};

namespace {

enum Metric { Margin = 16, AvatarSize = 44, CompactAvatar = 32, Gap = 12, DotSize = 14, IconSize = 15, BadgeHeight = 18 };

} // namespace

ChatRowDelegate::ChatRowDelegate(const Theme &theme, const Preferences &preferences, QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_preferences(preferences)
{
}

int ChatRowDelegate::rowHeight() const
{
    if (m_preferences.density() == Preferences::Density::Compact)
        return std::max(m_theme.scaled(48), m_theme.lineHeight(TypeRole::Name) + 16);
    return std::max(m_theme.scaled(68), m_theme.lineHeight(TypeRole::Name) + m_theme.lineHeight(TypeRole::Body) + 26);
}

QSize ChatRowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return QSize(option.rect.width(), rowHeight());
}

void ChatRowDelegate::paintGround(QPainter &painter, const QStyleOptionViewItem &option, Token ground,
                                  Bar bar) const
{
    painter.fillRect(option.rect, m_theme.color(ground));
    if (bar != Bar::None) {
        const QRect logical(option.rect.left(), option.rect.top() + 10, 3, option.rect.height() - 20);
        painter.fillRect(QStyle::visualRect(option.direction, option.rect, logical),
                         m_theme.color(bar == Bar::Active ? Token::Accent : Token::BorderStrong, ground));
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter.setPen(QPen(m_theme.color(Token::Focus, ground), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1));
    }
}

void ChatRowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const ChatListModel *>(index.model());
    if (!model)
        return;
    const ChatListModel::Row row = model->row(index.row());
    const bool selected = option.state & QStyle::State_Selected;
    // The window's activity, not the view's: the open chat stays marked while one types.
    const bool active = !option.widget || option.widget->window()->isActiveWindow();
    const bool hovered = option.state & QStyle::State_MouseOver;
    const Token ground = selected ? (active ? Token::Selected : Token::Chip) : hovered ? Token::Hover : Token::List;

    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintGround(*painter, option, ground, !selected ? Bar::None : active ? Bar::Active : Bar::Inactive);

    const bool compact = m_preferences.density() == Preferences::Density::Compact;
    const QRect all = option.rect;
    const int margin = all.width() < m_theme.scaled(240) ? 12 : Margin;
    const int size = m_theme.scaled(compact ? CompactAvatar : AvatarSize);
    Place place{all, {}, option.direction, ground, compact};
    // The room that the scroll bar takes is a part of the margin: times stand in one column with what is above the list.
    const auto *area = qobject_cast<const QAbstractScrollArea *>(option.widget);
    const int bar = area && area->verticalScrollBar()->isVisible() ? area->verticalScrollBar()->width() : 0;
    const int trailing = std::max(4, margin - bar);

    const QRect avatar = place.visual(QRect(all.left() + margin, all.top() + (all.height() - size) / 2, size, size));
    const ConversationKind kind = row.conversation.kind;
    paintAvatar(*painter, avatar, m_theme, row.name, row.conversation.peer,
                kind == ConversationKind::Room ? AvatarShape::Group : AvatarShape::Person);
    if (kind == ConversationKind::Chat) {
        const int dot = m_theme.scaled(DotSize);
        const int dotLeft = option.direction == Qt::RightToLeft ? avatar.left() - 2 : avatar.right() + 3 - dot;
        paintPresenceDot(*painter, QRectF(dotLeft, avatar.bottom() + 3 - dot, dot, dot), m_theme,
                         row.presence.availability, ground);
    }

    const int textLeft = all.left() + margin + size + Gap;
    const int nameHeight = m_theme.lineHeight(TypeRole::Name);
    const int previewHeight = compact ? 0 : m_theme.lineHeight(TypeRole::Body) + 3;
    place.text = QRect(textLeft, all.top() + (all.height() - nameHeight - previewHeight) / 2,
                       all.right() - trailing + 1 - textLeft, nameHeight + previewHeight);
    paintFirstLine(*painter, place, row);
    if (!compact)
        paintSecondLine(*painter, place, row);
    painter->restore();
}

void ChatRowDelegate::paintFirstLine(QPainter &painter, const Place &place, const ChatListModel::Row &row) const
{
    const Conversation &conversation = row.conversation;
    const bool unread = conversation.unread > 0;
    const int height = m_theme.lineHeight(TypeRole::Name);
    int right = place.text.right() + 1;

    if (place.compact && unread) {
        const int width = badgeWidth(m_theme, conversation.unread);
        const int badge = m_theme.scaled(BadgeHeight);
        const QRect rect(right - width, place.text.top() + (height - badge) / 2, width, badge);
        paintBadge(painter, place.visual(rect), m_theme, conversation.unread,
                   conversation.muted ? BadgeKind::Neutral : BadgeKind::Unread);
        right -= width + 8;
    }
    if (place.compact && conversation.mentions > 0) {
        const int badge = m_theme.scaled(BadgeHeight);
        paintMentionBadge(painter, place.visual(QRect(right - badge, place.text.top() + (height - badge) / 2, badge, badge)), m_theme);
        right -= badge + 8;
    }
    // In a narrow compact row the time gives way: whose chat it is has to be told in words.
    const bool crowded = place.compact && !row.account.name.isEmpty() && place.row.width() < m_theme.scaled(300);
    if (conversation.last && !crowded) {
        const QString time = listTimeText(conversation.last->time, QDateTime::currentMSecsSinceEpoch());
        painter.setFont(m_theme.font(unread ? TypeRole::MetaStrong : TypeRole::Meta));
        painter.setPen(m_theme.color(unread ? Token::Link : Token::Text3, place.ground));
        const TextLine line(painter, time);
        const int width = line.width() + 1;
        line.draw(painter, place.visual(QRect(right - width, place.text.top(), width, height)),
                  QStyle::visualAlignment(place.direction, Qt::AlignRight));
        right -= width + 8;
    }
    painter.setFont(m_theme.font(unread ? TypeRole::NameStrong : TypeRole::Name));
    painter.setPen(m_theme.color(Token::Text, place.ground));
    const int icon = m_theme.scaled(IconSize);
    const int wholeRoom = right - place.text.left() - (conversation.muted ? icon + 6 : 0);
    // Compact rows have no second line for these. Who could be taken for somebody else is told by the address.
    const bool namesAddress = place.compact && row.lookAlike.isValid();
    const QString shownName = namesAddress
        ? row.name + QStringLiteral(" · ") + isolated(conversation.peer.toString()) : row.name;
    // The name is the first to end in "…", but keeps half of the room.
    const TextLine name(painter, shownName);
    const int nameWidth = name.width() + 1;
    const int tag = place.compact && !row.account.name.isEmpty()
        ? std::min(AccountTag::width(m_theme, row.account.name), std::max({wholeRoom / 2, wholeRoom - nameWidth - 8, m_theme.scaled(48)}))
        : 0;
    const int room = wholeRoom - (tag > 0 ? tag + 8 : 0);
    const int width = std::min(room, nameWidth);
    const QRect line = place.visual(QRect(place.text.left(), place.text.top(), width, height));
    if (width == nameWidth)
        name.draw(painter, line, QStyle::visualAlignment(place.direction, Qt::AlignLeft));
    else
        drawLeadingLine(painter, line, place.direction, shownName);
    if (conversation.muted) {
        const QRect rect(place.text.left() + width + 6, place.text.top() + (height - icon) / 2, icon, icon);
        m_theme.paintIcon(painter, place.visual(rect), QStringLiteral("bell-off"), m_theme.color(Token::Text3, place.ground));
    }
    if (tag > 0) {
        const QRect rect(right - tag, place.text.top(), tag, height);
        AccountTag::paint(painter, place.visual(rect), place.direction, m_theme, row.account, place.ground);
    }
}

void ChatRowDelegate::paintSecondLine(QPainter &painter, const Place &place, const ChatListModel::Row &row) const
{
    const Conversation &conversation = row.conversation;
    const int height = m_theme.lineHeight(TypeRole::Body);
    const int top = place.text.bottom() + 1 - height;
    const int icon = m_theme.scaled(IconSize);
    int right = place.text.right() + 1;

    // From the trailing edge: count, pin, state.
    if (conversation.unread > 0) {
        const int width = badgeWidth(m_theme, conversation.unread);
        const int badge = m_theme.scaled(BadgeHeight);
        paintBadge(painter, place.visual(QRect(right - width, top + (height - badge) / 2, width, badge)), m_theme,
                   conversation.unread, conversation.muted ? BadgeKind::Neutral : BadgeKind::Unread);
        right -= width + 6;
    }
    if (conversation.mentions > 0) {
        const int badge = m_theme.scaled(BadgeHeight);
        paintMentionBadge(painter, place.visual(QRect(right - badge, top + (height - badge) / 2, badge, badge)), m_theme);
        right -= badge + 6;
    }
    if (conversation.pinned) {
        m_theme.paintIcon(painter, place.visual(QRect(right - icon, top + (height - icon) / 2, icon, icon)),
                          QStringLiteral("pin"), m_theme.color(Token::Text3, place.ground));
        right -= icon + 5;
    }
    const ChatPreview preview = chatPreview(row);
    if (preview.kind == ChatPreview::Kind::Message && conversation.last
        && conversation.last->direction == Direction::Outgoing) {
        paintMessageState(painter, place.visual(QRect(right - icon, top + (height - icon) / 2, icon, icon)), m_theme,
                          conversation.last->state, place.ground);
        right -= icon + 5;
    }

    int left = place.text.left();
    if (!row.account.name.isEmpty()) {
        const int width = std::min(AccountTag::width(m_theme, row.account.name), (right - left) / 2);
        AccountTag::paint(painter, place.visual(QRect(left, top, width, height)), place.direction, m_theme, row.account, place.ground);
        left += width + 8;
    }
    painter.setFont(m_theme.font(TypeRole::Body));
    if (row.lookAlike.isValid())
        left = paintAddress(painter, place, QRect(left, top, right - left, height), row);
    if (!preview.lead.isEmpty()) {
        const Token color = preview.kind == ChatPreview::Kind::Draft          ? Token::Bad
                            : preview.leadOf == ChatPreview::Lead::Sender ? Token::Text
                                                                          : Token::Text2;
        painter.setPen(m_theme.color(color, place.ground));
        // A long nickname leaves half of the line to what was said, which begins where the "…" ends.
        const QFontMetrics metrics = painter.fontMetrics();
        const QString lead = metrics.elidedText(preview.lead, Qt::ElideRight, (right - left) / 2);
        const int width = metrics.horizontalAdvance(lead);
        drawLeadingLine(painter, place.visual(QRect(left, top, std::min(width + 1, right - left), height)), place.direction, lead);
        left += width + metrics.horizontalAdvance(u' ');
    }
    if (left < right) {
        painter.setPen(m_theme.color(preview.kind == ChatPreview::Kind::Typing ? Token::Link : Token::Text2, place.ground));
        drawLeadingLine(painter, place.visual(QRect(left, top, right - left, height)), place.direction, preview.text);
    }
}

/// Whom they could be taken for has the same name: a sign and the address tell them apart. A quarter of the line is left
/// to what was said; the middle of an address gives way, since either end may be the one that differs.
int ChatRowDelegate::paintAddress(QPainter &painter, const Place &place, const QRect &line, const ChatListModel::Row &row) const
{
    const int icon = m_theme.scaled(IconSize);
    const QRect sign(line.left(), line.top() + (line.height() - icon) / 2, icon, icon);
    m_theme.paintIcon(painter, place.visual(sign), QStringLiteral("triangle-alert"), m_theme.color(Token::Warn, place.ground));
    const QFontMetrics metrics = painter.fontMetrics();
    const int left = sign.right() + 5;
    const QString address = metrics.elidedText(row.conversation.peer.toString(), Qt::ElideMiddle, line.width() * 3 / 4 - icon);
    const int width = std::min(metrics.horizontalAdvance(address) + 1, line.right() + 1 - left);
    painter.setPen(m_theme.color(Token::Text, place.ground));
    drawLeadingLine(painter, place.visual(QRect(left, line.top(), width, line.height())), place.direction, isolated(address));
    return left + width + metrics.horizontalAdvance(u' ') * 2;
}

} // namespace jackdaw
