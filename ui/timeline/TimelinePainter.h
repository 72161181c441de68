// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"
#include "search/SearchMatch.h"
#include "timeline/BubbleLayout.h"
#include "timeline/EmojiCache.h"
#include "timeline/Grouping.h"
#include "widgets/EventLine.h"

namespace jackdaw {

class Theme;

/// The column that bubbles stand in: at most 880 wide, with margins (design/ui.md, "Layout grid"). Centred in the pane,
/// not beside the scroll bar, so that it stands above the composer's and nothing is laid out again when a bar appears. A
/// plain value, made again with each change of width; GUI thread.
struct TimelineColumn
{
    TimelineColumn() = default;
    /// `gutter`: what stands free before the bubbles of others, for their avatars.
    TimelineColumn(int paneWidth, int viewportLeft, Qt::LayoutDirection direction, qreal textScale, int gutter = 0);

    int left = 0;
    int width = 0;
    int maxBubble = 0;
    int gutter = 0;
    Qt::LayoutDirection direction = Qt::LeftToRight;

    int right() const { return left + width; }
    /// The left edge of something `itemWidth` wide, of this message's side: own ones trail, others lead.
    int placeFor(Direction side, int itemWidth) const;
    friend bool operator==(const TimelineColumn &, const TimelineColumn &) = default;
};

/// What stands above a bubble, and how high that is.
struct RowLead
{
    enum class Gap { First, InGroup, BetweenGroups, None };
    QString day;      ///< the words of a day pill, or empty
    QString unread;   ///< the words of the unread line, or empty
    QList<EventLine> before; ///< what happened beside what was said, above the day pill
    QList<EventLine> events; ///< the same, below it
    Gap gap = Gap::BetweenGroups;

    int height(const Theme &theme) const;
};

/// One row as it is painted.
struct RowPicture
{
    const Message *message = nullptr;
    const BubbleLayout *layout = nullptr;
    RowLead lead;
    GroupPlace place = GroupPlace::Single;
    int bodyTop = 0;
    std::optional<std::pair<qsizetype, qsizetype>> selection;
    enum class Focus { None, Ring } focus = Focus::None;
    qreal tint = 0; ///< 0 to 1: a message that was jumped to
    QList<TextRange> matches; ///< where the words of a search stand in the body
    int currentMatch = -1;    ///< the one of them that is looked at
    FileBlock::Moment file;   ///< of the file that it brings, if it does
    QList<AlbumBlock::Moment> album; ///< of the pictures that it shows with its own
    PreviewCard::Pictures previews; ///< of its links
    struct Avatar { QString name; BareJid who; };
    std::optional<Avatar> avatar; ///< of whom one stands beside the bubble; `who` gives the colour
};

/// Paints the rows of a timeline: bubbles with joined corners, times and states, day pills, the unread line, failure
/// lines, the typing row. Owns the emoji pictures. Owned by TimelineView, GUI thread. Knows no model and no scroll
/// position: what a row shows, and where, comes with each call.
class TimelinePainter
{
public:
    static constexpr int headPadding = 16;
    static constexpr int tailPadding = 16;
    static constexpr int avatarSize = 32;
    static constexpr int avatarGap = 10;

    explicit TimelinePainter(const Theme &theme) : m_theme(theme) {}

    QRect bubbleRect(const RowPicture &row, const TimelineColumn &column) const;
    /// The pill that names a day; empty where there is none.
    QRect dayRect(const RowPicture &row, const TimelineColumn &column) const;
    /// The left end of the failure line.
    int failureLeft(const RowPicture &row, const TimelineColumn &column) const;
    void paintRow(QPainter &painter, const RowPicture &row, const TimelineColumn &column, const QRect &clip);
    /// What stands above its bubble alone; it needs no layout for that.
    void paintLead(QPainter &painter, const RowPicture &row, const TimelineColumn &column) const;
    /// The dots in a small bubble, and who types; `step` 0 to 2 says which dot is dark.
    void paintTyping(QPainter &painter, const QString &sentence, int step, int top, const TimelineColumn &column);
    int typingHeight() const;
    /// Lines that stand below everything that was said.
    void paintEvents(QPainter &painter, const QList<EventLine> &lines, int top, const TimelineColumn &column) const;
    int eventsHeight(const QList<EventLine> &lines) const;
    EmojiCache &emoji() { return m_emoji; }
    const EmojiCache &emoji() const { return m_emoji; }

private:
    void paintMatches(QPainter &painter, const RowPicture &row, const QPointF &origin, const QRectF &clip);
    QFont dayFont() const;
    void paintBubble(QPainter &painter, const RowPicture &row, const QRect &rect, Qt::LayoutDirection direction) const;
    QPainterPath bubblePath(const QRectF &rect, Direction side, GroupPlace place, Qt::LayoutDirection direction) const;

    const Theme &m_theme;
    EmojiCache m_emoji;
};

} // namespace jackdaw
