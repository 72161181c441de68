// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "timeline/BubbleLayout.h"

#include <QCache>

namespace jackdaw {

/// The bubbles that were laid out last, at one width and one style: 400, about 2.5 MB (facts: performance, 2).
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
        BubbleLayout *kept = layout.release();
        m_layouts.insert(message, kept);
        return kept;
    }
    void remove(MessageId message) { m_layouts.remove(message); }
    void clear() { m_layouts.clear(); }
    int count() const { return int(m_layouts.count()); }

private:
    QCache<MessageId, BubbleLayout> m_layouts;
};

} // namespace jackdaw
