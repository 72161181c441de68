// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>

QT_BEGIN_NAMESPACE
class QPainter;
class QRect;
QT_END_NAMESPACE

namespace jackdaw {

class Theme;

/// The message that a bubble answers, above its text: who said it, and one line of what we have stored of it. Pure
/// apart from font metrics; owned by BubbleParts, GUI thread. Never shows what only the answer's sender says of it;
/// where a click leads is TimelineView's.
class QuoteBlock
{
public:
    struct Content {
        QString name; ///< empty where it is not known whose it is
        QString text;
    };

    QuoteBlock(Content content, const Theme &theme, int maxWidth);

    const Content &content() const { return m_content; }
    QSize size() const { return m_size; }
    enum class Ground { Incoming, Own };
    void paint(QPainter &painter, const QRect &rect, const Theme &theme, Qt::LayoutDirection direction, Ground ground) const;

private:
    Content m_content;
    QSize m_size;
};

} // namespace jackdaw
