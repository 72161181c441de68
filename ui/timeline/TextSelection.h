// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"

#include <QString>

#include <functional>
#include <optional>
#include <utility>

namespace jackdaw {

struct Message;
class TimelineModel;

/// Text chosen over one or more messages: two ends, each a message and a place in its body. Pure but for reading the
/// model when it copies; owned by TimelineView, GUI thread. Messages that are gone by then are left out; the clipboard is
/// the view's.
class TextSelection
{
public:
    struct End {
        MessageId message;
        qsizetype place = 0;

        friend bool operator==(const End &, const End &) = default;
        friend auto operator<=>(const End &a, const End &b)
        {
            return std::pair(a.message.value(), a.place) <=> std::pair(b.message.value(), b.place);
        }
    };

    void start(const End &at) { m_anchor = at; m_cursor = at; }
    void extend(const End &to) { m_cursor = to; }
    void clear() { m_anchor = {}; m_cursor = {}; }
    /// Nothing is chosen, though an end may be set.
    bool isEmpty() const { return !m_anchor.message.isValid() || m_anchor == m_cursor; }
    const End &anchor() const { return m_anchor; }
    const End &cursor() const { return m_cursor; }
    End first() const { return std::min(m_anchor, m_cursor); }
    End last() const { return std::max(m_anchor, m_cursor); }

    /// The chosen part of a message's body, whose length is given.
    std::optional<std::pair<qsizetype, qsizetype>> rangeIn(MessageId message, qsizetype length) const;
    /// More than one message is touched.
    bool isOfMany() const { return !isEmpty() && m_anchor.message != m_cursor.message; }
    /// What is copied: the parts in order, a line break between messages. `told` makes a line of a message and its part, with
    /// who said it.
    using Told = std::function<QString(const Message &message, const QString &part)>;
    QString text(const TimelineModel &model, const Told &told = {}) const;

private:
    End m_anchor;
    End m_cursor;
};

} // namespace jackdaw
