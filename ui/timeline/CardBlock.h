// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/LinkCard.h"
#include "text/LinkFinder.h"
#include "timeline/LiveCard.h"

#include <QRect>

QT_BEGIN_NAMESPACE
class QPainter;
QT_END_NAMESPACE

namespace jackdaw {

class Theme;

/// A place or a person that a message is, in the place of its text: a drawn grid with a pin, or a picture with an
/// address, and what can be done; with a live place that is over nothing can. Owned by BubbleParts, GUI thread; pure
/// apart from font metrics. No map is fetched for it, and no address looked up.
class CardBlock
{
public:
    struct Content {
        LinkCard card;
        /// Known: a contact already, or the user: nobody to add.
        enum class Person { Stranger, Known } person = Person::Stranger;
        std::optional<LiveCard> live = {}; ///< the place moves, or did
        /// Done: it was copied a moment ago, and the word says so.
        enum class Copy { Offered, Done } copy = Copy::Offered;
    };
    CardBlock(const Content &content, const Theme &theme, int maxWidth);

    const Content &content() const { return m_content; }
    QSize size() const { return m_size; }
    /// As FileBlock::textTop(): the time stands beside the last line.
    int textTop() const { return m_textTop; }
    /// What can be done, as links, in the order in which they stand.
    const QList<TextLink> &links() const { return m_links; }
    const TextLink *linkAt(const QPoint &point) const;
    /// Where a click takes the coordinates of a place along.
    bool isCopyAt(const QPoint &point) const;
    void paint(QPainter &painter, const QPoint &at, const Theme &theme, Qt::LayoutDirection direction) const;
    void mirror(int width);

    /// Where it is, and how exactly, as the card has it.
    static QString placeLine(const Place &place);

private:
    struct Act { QString words; QRect rect; };

    /// A live place that has ended: where they were then is nobody's to look up any more.
    bool isOver() const { return m_content.live && !m_content.live->place; }
    void paintGrid(QPainter &painter, const QRect &rect, const Theme &theme) const;

    Content m_content;
    QString m_title;
    QString m_line;
    QString m_state; ///< of a live place
    QSize m_size;
    int m_textTop = 0;
    QRect m_picture;
    QRect m_titleRect;
    QRect m_lineRect;
    QRect m_stateRect;
    QList<Act> m_acts; ///< as the links; behind them what copies
    QList<TextLink> m_links;
};

} // namespace jackdaw
