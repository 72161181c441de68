// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"

#include <QGlyphRun>
#include <QRect>
#include <QStringList>
#include <functional>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace jackdaw {

class EmojiCache;
class Theme;

/// The emoji that were given to a message, each once with how often, in pills below its text; own ones with the accent.
/// Pure apart from font metrics; owned by BubbleParts, GUI thread. Gives and takes no reaction: TimelineView asks which
/// chip was hit.
class ReactionChips
{
public:
    /// Whose a reaction is, as people see it.
    struct Person { QString name; bool isUs = false; };
    using People = std::function<Person(const BareJid &)>;
    struct Chip {
        QString emoji;
        int count = 0;
        bool ours = false;
        QStringList names; ///< the first of them
        QRect rect;        ///< from the top left corner of the chips
        QList<QGlyphRun> glyphs;
    };
    static constexpr int maximumChips = 20;  ///< kinds that are shown of one message
    static constexpr int maximumNames = 10;

    ReactionChips(const QList<Reaction> &reactions, const People &people, const Theme &theme, int maxWidth);

    bool isEmpty() const { return m_chips.isEmpty(); }
    const QList<Chip> &chips() const { return m_chips; }
    QSize size() const { return m_size; }
    /// nullptr where none is.
    const Chip *chipAt(const QPoint &point) const;
    /// The same for right-to-left, where chips begin at the right end of `width`.
    void mirror(int width);
    void paint(QPainter &painter, const QPoint &origin, const Theme &theme, EmojiCache &emoji) const;
    /// "👍, 3: You, Tomas Berg, Anna Lind"
    static QString tooltip(const Chip &chip);

private:
    QList<Chip> m_chips;
    QSize m_size;
};

} // namespace jackdaw
