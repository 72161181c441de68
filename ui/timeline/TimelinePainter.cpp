// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/TimelinePainter.h"

#include "style/FineText.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Painting.h"

#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int gapInGroup = 2;
constexpr int gapBetween = 10;
constexpr int dayPill = 24;
constexpr int dayAbove = 18;  ///< below the pill stand dayBelow and the gap between groups: as much again
constexpr int dayBelow = 8;
constexpr int unreadAbove = 12;
constexpr int unreadLine = 16;
constexpr int unreadBelow = 6;
constexpr int eventAbove = 6;
constexpr int eventLine = 18;
constexpr int eventIcon = 15;
constexpr int eventIconGap = 6;
constexpr qreal radius = 14;
constexpr qreal joinedRadius = 5;

QPainterPath roundedPath(const QRectF &r, qreal topLeft, qreal topRight, qreal bottomRight, qreal bottomLeft)
{
    QPainterPath path;
    path.moveTo(r.left() + topLeft, r.top());
    path.lineTo(r.right() - topRight, r.top());
    path.arcTo(r.right() - 2 * topRight, r.top(), 2 * topRight, 2 * topRight, 90, -90);
    path.lineTo(r.right(), r.bottom() - bottomRight);
    path.arcTo(r.right() - 2 * bottomRight, r.bottom() - 2 * bottomRight, 2 * bottomRight, 2 * bottomRight, 0, -90);
    path.lineTo(r.left() + bottomLeft, r.bottom());
    path.arcTo(r.left(), r.bottom() - 2 * bottomLeft, 2 * bottomLeft, 2 * bottomLeft, 270, -90);
    path.lineTo(r.left(), r.top() + topLeft);
    path.arcTo(r.left(), r.top(), 2 * topLeft, 2 * topLeft, 180, -90);
    path.closeSubpath();
    return path;
}

int heightOfEvents(const QList<EventLine> &lines, const Theme &theme)
{
    return lines.isEmpty() ? 0 : eventAbove + int(lines.size()) * theme.scaled(eventLine);
}

} // namespace

TimelineColumn::TimelineColumn(int paneWidth, int viewportLeft, Qt::LayoutDirection layoutDirection, qreal textScale,
                               int gutterWidth)
    : gutter(gutterWidth)
    , direction(layoutDirection)
{
    // Narrow windows have narrower margins and fuller bubbles (mockup 10).
    const int margin = paneWidth <= 360 ? 10 : paneWidth < 480 ? 14 : 24;
    width = std::clamp(paneWidth - 2 * margin, 120, qRound(880 * textScale));
    left = (paneWidth - width) / 2 - viewportLeft;
    const qreal share = width < 480 ? 0.88 : 0.75;
    maxBubble = std::min(qRound(560 * textScale), int((width - gutter) * share));
}

int TimelineColumn::placeFor(Direction side, int itemWidth) const
{
    const bool atRight = (side == Direction::Outgoing) == (direction == Qt::LeftToRight);
    const int before = side == Direction::Incoming ? gutter : 0;
    return atRight ? right() - before - itemWidth : left + before;
}

int RowLead::height(const Theme &theme) const
{
    int height = gap == Gap::InGroup ? gapInGroup : gap == Gap::BetweenGroups ? gapBetween : 0;
    if (gap == Gap::First && (!day.isEmpty() || !unread.isEmpty()))
        height = gapBetween;
    if (!day.isEmpty())
        height += (gap == Gap::First ? 0 : dayAbove) + theme.scaled(dayPill) + dayBelow;
    if (!unread.isEmpty())
        height += unreadAbove + theme.scaled(unreadLine) + unreadBelow;
    return height + heightOfEvents(before, theme) + heightOfEvents(events, theme);
}

QRect TimelinePainter::bubbleRect(const RowPicture &row, const TimelineColumn &column) const
{
    const QSize size = row.layout->bubbleSize();
    return QRect(QPoint(column.placeFor(row.message->direction, size.width()), row.bodyTop), size);
}

int TimelinePainter::failureLeft(const RowPicture &row, const TimelineColumn &column) const
{
    return column.placeFor(row.message->direction, row.layout->failureWidth());
}

QPainterPath TimelinePainter::bubblePath(const QRectF &rect, Direction side, GroupPlace place, Qt::LayoutDirection direction) const
{
    const qreal full = std::min(radius, rect.height() / 2);
    const bool joinsAbove = place == GroupPlace::Middle || place == GroupPlace::Last;
    const bool joinsBelow = place == GroupPlace::First || place == GroupPlace::Middle;
    const bool atRight = (side == Direction::Outgoing) == (direction == Qt::LeftToRight);
    const qreal above = joinsAbove ? joinedRadius : full;
    const qreal below = joinsBelow ? joinedRadius : full;
    return atRight ? roundedPath(rect, full, above, below, full) : roundedPath(rect, above, full, full, below);
}

void TimelinePainter::paintBubble(QPainter &painter, const RowPicture &row, const QRect &rect, Qt::LayoutDirection direction) const
{
    const Direction side = row.message->direction;
    QColor fill = m_theme.color(side == Direction::Outgoing ? Token::BubbleOut : Token::BubbleIn);
    if (row.message->mentionsUs() && side == Direction::Incoming)
        fill = m_theme.color(Token::Mention);
    if (row.tint > 0) {
        const QColor match = m_theme.color(Token::Selected);
        const auto mix = [&](int a, int b) { return qRound(a + (b - a) * row.tint); };
        fill = QColor(mix(fill.red(), match.red()), mix(fill.green(), match.green()), mix(fill.blue(), match.blue()));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isBare = row.layout->parts() && row.layout->parts()->isBare() && row.tint <= 0;
    if (isBare) {
        // nothing stands behind a sticker
    } else if (m_theme.isHighContrast()) {
        // Outlines instead of fills (design/ui.md, "High contrast").
        // One that was jumped to cannot be tinted, so its outline is thicker.
        const qreal width = row.tint > 0 ? 4 : 2;
        painter.setPen(QPen(m_theme.color(row.tint > 0 ? Token::Focus : Token::Text), width));
        painter.setBrush(m_theme.color(Token::Canvas));
        const qreal inset = width / 2;
        painter.drawPath(bubblePath(QRectF(rect).adjusted(inset, inset, -inset, -inset), side, row.place, direction));
    } else {
        painter.setPen(Qt::NoPen);
        const QPainterPath path = bubblePath(rect, side, row.place, direction);
        if (!m_theme.isDark()) {
            // A hair of shadow below; only its lower edge is ever seen.
            const int band = std::min(rect.height(), qRound(radius) + 2);
            painter.save();
            painter.setClipRect(QRect(rect.left() - 1, rect.bottom() + 1 - band, rect.width() + 2, band + 2), Qt::IntersectClip);
            painter.setBrush(m_theme.shadow(20));
            painter.drawPath(path.translated(0, 1));
            painter.restore();
        }
        painter.setBrush(fill);
        painter.drawPath(path);
    }
    if (row.focus == RowPicture::Focus::Ring) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(m_theme.color(Token::Focus), 2));
        painter.drawPath(bubblePath(QRectF(rect).adjusted(-3, -3, 3, 3), side, row.place, direction));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
}

QFont TimelinePainter::dayFont() const
{
    QFont font = m_theme.font(TypeRole::Meta);
    font.setWeight(QFont::Medium);
    return font;
}

QRect TimelinePainter::dayRect(const RowPicture &row, const TimelineColumn &column) const
{
    if (row.lead.day.isEmpty())
        return {};
    const int y = row.bodyTop - row.lead.height(m_theme) + heightOfEvents(row.lead.before, m_theme)
        + (row.lead.gap != RowLead::Gap::First ? dayAbove : 0);
    const int width = QFontMetrics(dayFont()).horizontalAdvance(row.lead.day) + 24;
    return QRect(column.left + (column.width - width) / 2, y, width, m_theme.scaled(dayPill));
}

void TimelinePainter::paintLead(QPainter &painter, const RowPicture &row, const TimelineColumn &column) const
{
    int y = row.bodyTop - row.lead.height(m_theme);
    paintEvents(painter, row.lead.before, y, column);
    y += heightOfEvents(row.lead.before, m_theme);
    if (!row.lead.day.isEmpty()) {
        const QRect pill = dayRect(row, column);
        painter.setFont(dayFont());
        paintShape(painter, pill, pill.height() / 2.0, m_theme.color(Token::Chip),
                   m_theme.isHighContrast() ? m_theme.color(Token::Text) : QColor(Qt::transparent));
        painter.setPen(m_theme.color(Token::Text2));
        painter.drawText(pill, Qt::AlignCenter | Qt::TextSingleLine, row.lead.day);
        y = pill.y() + pill.height() + dayBelow;
    }
    paintEvents(painter, row.lead.events, y, column);
    y += heightOfEvents(row.lead.events, m_theme);
    if (!row.lead.unread.isEmpty()) {
        y += unreadAbove;
        const int height = m_theme.scaled(unreadLine);
        painter.setFont(m_theme.font(TypeRole::MetaStrong));
        const int width = painter.fontMetrics().horizontalAdvance(row.lead.unread);
        const int textLeft = column.left + (column.width - width) / 2;
        const int middle = y + height / 2;
        QColor hairline = m_theme.color(Token::Link);
        hairline.setAlphaF(m_theme.isHighContrast() ? 1.0f : 0.5f);
        painter.fillRect(QRect(column.left, middle, std::max(0, textLeft - 12 - column.left), 1), hairline);
        const int after = textLeft + width + 12;
        painter.fillRect(QRect(after, middle, std::max(0, column.right() - after), 1), hairline);
        painter.setPen(m_theme.color(Token::Link));
        painter.drawText(QRect(textLeft - 4, y, width + 8, height), Qt::AlignCenter | Qt::TextSingleLine, row.lead.unread);
    }
}

/// Over the text: marks are as light in the dark as in the light, so what stands on them is drawn again in their colour.
void TimelinePainter::paintMatches(QPainter &painter, const RowPicture &row, const QPointF &origin, const QRectF &clip)
{
    QPainterPath marks;
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < row.matches.size(); ++i) {
        const TextRange &match = row.matches[i];
        const QList<QRectF> rects = row.layout->selectionRects(match.start, match.start + match.length, clip);
        for (const QRectF &rect : rects) {
            if (!rect.intersects(clip))
                continue;
            QPainterPath mark;
            mark.addRoundedRect(rect.translated(origin).adjusted(-1, 1, 1, -1), 3, 3);
            painter.fillPath(mark, m_theme.color(i == row.currentMatch ? Token::CurrentMatch : Token::Match));
            marks.addPath(mark);
        }
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (marks.isEmpty())
        return;
    painter.save();
    painter.setClipPath(marks, Qt::IntersectClip);
    painter.setPen(m_theme.color(Token::MatchText));
    row.layout->drawText(painter, origin, clip, m_emoji, BubbleLayout::Ink::Pen);
    painter.restore();
}

void TimelinePainter::paintRow(QPainter &painter, const RowPicture &row, const TimelineColumn &column, const QRect &clip)
{
    if (row.lead.height(m_theme) > gapBetween && clip.top() < row.bodyTop)
        paintLead(painter, row, column);

    const BubbleLayout &layout = *row.layout;
    const QRect bubble = bubbleRect(row, column);
    paintBubble(painter, row, bubble, column.direction);

    if (row.avatar) {
        const int size = m_theme.scaled(avatarSize);
        const int x = column.direction == Qt::LeftToRight ? column.left : column.right() - size;
        painter.setRenderHint(QPainter::Antialiasing);
        paintAvatar(painter, QRectF(x, bubble.bottom() + 1 - size, size, size), m_theme, row.avatar->name, row.avatar->who,
                    AvatarShape::Person);
        painter.setRenderHint(QPainter::Antialiasing, false);
    }

    const QPointF origin = bubble.topLeft();
    const QRect visible = bubble.intersected(clip.adjusted(0, -4, 0, 4));
    // Marks that pile up above and below their line stay in their own bubble.
    painter.save();
    painter.setClipRect(bubble, Qt::IntersectClip);
    layout.drawGrounds(painter, origin, QRectF(visible).translated(-origin));
    if (row.selection) {
        // On an own bubble the usual selection colour would not be seen.
        QColor mark = m_theme.color(Token::Accent);
        mark.setAlphaF(m_theme.isDark() ? 0.55f : 0.28f);
        const QRectF within = QRectF(visible).translated(-origin);
        const QList<QRectF> rects = layout.selectionRects(row.selection->first, row.selection->second, within);
        for (const QRectF &rect : rects)
            painter.fillRect(rect.translated(origin), mark);
    }
    painter.setPen(m_theme.color(row.message->retracted != 0 || row.message->isUnreadable() ? Token::Text2 : Token::Text));
    layout.drawText(painter, origin, QRectF(visible).translated(-origin), m_emoji);
    if (!row.matches.isEmpty())
        paintMatches(painter, row, origin, QRectF(visible).translated(-origin));
    painter.restore();

    const bool own = row.message->direction == Direction::Outgoing;
    if (layout.parts())
        layout.parts()->paint(painter, bubble.topLeft(), m_theme, m_emoji, own ? QuoteBlock::Ground::Own : QuoteBlock::Ground::Incoming,
                              {row.file, row.album, row.previews});
    layout.drawShowAll(painter, origin, m_theme.color(Token::Link));
    const bool isBare = layout.parts() && layout.parts()->isBare();
    painter.setPen(m_theme.color(own && !isBare ? Token::Text2 : Token::Text3));
    FineText::draw(painter, layout.timeRect().translated(bubble.topLeft()), m_theme.font(TypeRole::Meta), layout.timeText());
    if (!layout.stateRect().isNull()) {
        paintMessageState(painter, layout.stateRect().translated(bubble.topLeft()), m_theme, row.message->state,
                          isBare ? Token::Canvas : own ? Token::BubbleOut : Token::BubbleIn);
    }
    if (layout.failureHeight() > 0)
        layout.drawFailure(painter, QPointF(failureLeft(row, column), bubble.bottom() + 1), m_theme.color(Token::Bad),
                           m_theme.color(Token::Link));
}

int TimelinePainter::eventsHeight(const QList<EventLine> &lines) const
{
    return heightOfEvents(lines, m_theme);
}

void TimelinePainter::paintEvents(QPainter &painter, const QList<EventLine> &lines, int top, const TimelineColumn &column) const
{
    painter.setFont(m_theme.font(TypeRole::Meta));
    painter.setPen(m_theme.color(Token::Text3));
    int y = top + eventAbove;
    const int icon = m_theme.scaled(eventIcon);
    for (const EventLine &line : lines) {
        const QRect whole(column.left, y, column.width, m_theme.scaled(eventLine));
        // Icon and words are centred as one.
        const int lead = line.icon.isEmpty() ? 0 : icon + m_theme.scaled(eventIconGap);
        const QString words = painter.fontMetrics().elidedText(line.text, Qt::ElideRight, column.width - lead);
        const int width = std::min(column.width, lead + painter.fontMetrics().horizontalAdvance(words) + 1);
        const QRect place(whole.left() + (whole.width() - width) / 2, y, width, whole.height());
        const auto placed = [&](const QRect &part) { return QStyle::visualRect(column.direction, place, part); };
        if (lead > 0) {
            const QRect sign(place.left(), y + (whole.height() - icon) / 2, icon, icon);
            m_theme.paintIcon(painter, placed(sign), line.icon, m_theme.color(Token::Text3));
        }
        painter.drawText(placed(place.adjusted(lead, 0, 0, 0)), Qt::AlignCenter | Qt::TextSingleLine | Qt::TextDontClip, words);
        y += whole.height();
    }
}

int TimelinePainter::typingHeight() const
{
    return gapBetween + m_theme.scaled(34);
}

void TimelinePainter::paintTyping(QPainter &painter, const QString &sentence, int step, int top, const TimelineColumn &column)
{
    const int height = m_theme.scaled(34);
    const int width = m_theme.scaled(58);
    const int left = column.placeFor(Direction::Incoming, width);
    const QRect bubble(left, top + gapBetween, width, height);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_theme.isHighContrast() ? QPen(m_theme.color(Token::Text), 2) : QPen(Qt::NoPen));
    painter.setBrush(m_theme.color(Token::BubbleIn));
    painter.drawPath(bubblePath(m_theme.isHighContrast() ? QRectF(bubble).adjusted(1, 1, -1, -1) : QRectF(bubble),
                                Direction::Incoming, GroupPlace::Single, column.direction));
    painter.setPen(Qt::NoPen);
    const qreal dot = m_theme.scaled(7);
    const qreal pitch = dot + m_theme.scaled(5);
    for (int i = 0; i < 3; ++i) {
        QColor color = m_theme.color(Token::Text3);
        const int place = column.direction == Qt::LeftToRight ? i : 2 - i;
        color.setAlphaF(place == step ? 1.0f : place == (step + 2) % 3 ? 0.65f : 0.35f);
        painter.setBrush(color);
        painter.drawEllipse(QRectF(bubble.center().x() + 0.5 - dot / 2 + (i - 1) * pitch, bubble.center().y() + 0.5 - dot / 2, dot, dot));
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setFont(m_theme.font(TypeRole::Meta));
    painter.setPen(m_theme.color(Token::Text3));
    const int room = column.width - width - 10;
    const QString words = painter.fontMetrics().elidedText(sentence, Qt::ElideRight, room);
    const QRect text(column.direction == Qt::LeftToRight ? bubble.right() + 11 : bubble.left() - 10 - room, bubble.top(), room, height);
    painter.setLayoutDirection(column.direction);
    painter.drawText(text, int(QStyle::visualAlignment(column.direction, Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextSingleLine, words);
}

} // namespace jackdaw
