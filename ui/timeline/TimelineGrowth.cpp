// SPDX-License-Identifier: GPL-3.0-or-later
// TimelineView: long texts, and many emoji. What may be felt is laid out between events, and what was shown stays until
// that is done; pictures that would be felt in one paint are made between events too.
#include "timeline/TimelineView.h"

#include "chat/TimelineModel.h"

namespace jackdaw {

namespace {

constexpr int growthSlice = 6; ///< ms, of the 16 that a frame has

constexpr int emojiSlice = 4; ///< ms; the paint that follows each of them takes some too

} // namespace

void TimelineView::showAllOf(MessageId message)
{
    if (m_model.rowOf(message) < 0)
        return;
    // In portions, as each is laid out with all that is shown already: 10,000, then 100,000 at a time.
    constexpr qsizetype portion = 10 * MessageText::foldLimit;
    const qsizetype limit = m_limits.value(message, MessageText::foldLimit);
    m_limits.insert(message, limit < portion ? portion + MessageText::foldLimit : limit + portion);
    m_layouts.keep(message, LayoutCache::State::OutOfDate);
    m_unfolding.insert(message);
    grow(message);
    growOn(); // most are done in the first of these
}

void TimelineView::grow(MessageId message)
{
    if (!m_toGrow.contains(message))
        m_toGrow.append(message);
    m_growth.start();
}

void TimelineView::growOn()
{
    const QDeadlineTimer until(growthSlice, Qt::PreciseTimer);
    while (!m_toGrow.isEmpty() && !until.hasExpired()) {
        const MessageId message = m_toGrow.constFirst();
        const int row = m_model.rowOf(message);
        if (row < 0 || m_layouts.state(message) != LayoutCache::State::OutOfDate) {
            if (m_growing && m_growing->message == message) // nobody wants it, and it may have been taken back
                m_growing.reset();
            m_toGrow.removeFirst();
            continue;
        }
        // It is another than when this was begun: at another width, corrected, taken back.
        if (m_growing && (m_growing->message != message || m_growing->change != m_layouts.changesOf(message)))
            m_growing.reset();
        if (!m_growing) {
            m_growing = std::make_unique<Growing>();
            m_growing->message = message;
            m_growing->change = m_layouts.changesOf(message);
            m_growing->bubble = bubbleOf(row);
            BubbleContent &content = m_growing->bubble.content;
            content.limit = m_limits.value(message, content.limit);
            m_growing->layout = std::make_unique<BubbleLayout>(content, m_style, m_growing->bubble.width,
                                                               BubbleLayout::Pace::Stepwise);
        }
        if (m_growing->layout->proceed(until) == BubbleLayout::Progress::Going)
            break;
        m_toGrow.removeFirst();
        replaceLayout(row, *std::exchange(m_growing, nullptr));
    }
    if (!m_toGrow.isEmpty())
        m_growth.start();
}

/// The line that is read stays where it is; the text grows downwards. Who is at the bottom stays there, unless more of
/// the text was asked for.
void TimelineView::replaceLayout(int row, Growing &grown)
{
    const bool isShown = row >= m_settled.first && row <= m_settled.last && row < m_geometry.rows();
    const bool isAsked = m_unfolding.remove(grown.message);
    const bool holdsLine = isShown && (isAsked || m_geometry.rest() == TimelineGeometry::Rest::AtPlace);
    const BubbleLayout *before = m_layouts.find(grown.message);
    int y = isShown ? m_geometry.bodyTop(row) : 0;
    const qsizetype place = before && y < 0 ? before->lineStartAt(-y) : 0;
    if (place > 0)
        y += qRound(before->lineRect(place).top());
    BubbleLayout *layout = m_layouts.insert(grown.message, std::move(grown.layout));
    if (grown.bubble.parts)
        layout->setParts(std::move(grown.bubble.parts));
    if (m_limits.contains(grown.message)) // else it can be laid out at once another time
        m_layouts.keep(grown.message, LayoutCache::State::Good);
    ++m_layoutsMade;
    if (holdsLine)
        m_geometry.anchorAt(row, place > 0 ? y - qRound(layout->lineRect(place).top()) : y);
    if (row < m_geometry.rows())
        m_geometry.forget(row);
    settle();
}

void TimelineView::fillEmoji()
{
    m_painter.emoji().fill(QDeadlineTimer(emojiSlice, Qt::PreciseTimer));
    // What there is now is shown, and the paint says whether there is more: what it no longer shows is not made.
    viewport()->update();
}

} // namespace jackdaw
