// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "timeline/BubbleLayout.h"

#include <QCache>
#include <QHash>

namespace jackdaw {

/// The bubbles that were laid out last, at one width and one style: 400, about 2.5 MB (facts: performance, 2). One that
/// took long stays, out of date, until another takes its place: what is read of it would be gone meanwhile.
/// Owned by TimelineView, GUI thread. A pointer from here is good until the next insert. Never lays anything
/// out itself.
class LayoutCache
{
public:
    static constexpr int capacity = 400;

    LayoutCache() : m_layouts(capacity) {}

    BubbleLayout *find(MessageId message) const { return m_layouts.object(message); }
    BubbleLayout *insert(MessageId message, std::unique_ptr<BubbleLayout> layout)
    {
        m_kept.remove(message);
        BubbleLayout *inserted = layout.release();
        m_layouts.insert(message, inserted);
        return inserted;
    }
    /// Good: as it should be. OutOfDate: until the next.
    enum class State { Good, OutOfDate };
    /// From now on remove() and clear() only note of it that it is out of date.
    void keep(MessageId message, State state) { m_kept[message] = {state, ++m_changes}; }
    State state(MessageId message) const { return m_kept.value(message).state; }
    /// Another number each time that one which is kept went out of date.
    int changesOf(MessageId message) const { return m_kept.value(message).change; }
    void remove(MessageId message)
    {
        if (m_kept.contains(message) && m_layouts.contains(message))
            keep(message, State::OutOfDate);
        else
            drop(message);
    }
    void clear()
    {
        // Also those that were let go while the next was made: it would be at the old width.
        const QList<MessageId> all = m_layouts.keys() + m_kept.keys();
        for (const MessageId message : all)
            remove(message);
    }
    /// Whatever it is.
    void drop(MessageId message)
    {
        m_kept.remove(message);
        m_layouts.remove(message);
    }
    void dropAll()
    {
        m_kept.clear();
        m_layouts.clear();
    }
    int count() const { return int(m_layouts.count()); }

private:
    struct Kept { State state = State::Good; int change = 0; };
    QCache<MessageId, BubbleLayout> m_layouts;
    QHash<MessageId, Kept> m_kept;
    int m_changes = 0;
};

} // namespace jackdaw
