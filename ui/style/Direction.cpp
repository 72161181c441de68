// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/Direction.h"

#include "style/TextLine.h"

#include <QEvent>
#include <QLayout>
#include <QMenu>
#include <QPainter>
#include <QStyle>
#include <QWidget>

#include <algorithm>

namespace jackdaw {

namespace {

/// Keeps the margins of one layout on their sides. A child of the layout, so that it ends with it.
class LogicalMargins : public QObject
{
public:
    explicit LogicalMargins(QLayout *layout) : QObject(layout), m_layout(layout)
    {
        layout->parentWidget()->installEventFilter(this);
    }

    void set(const QMargins &leftToRight)
    {
        m_margins = leftToRight;
        apply();
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::LayoutDirectionChange)
            apply();
        return QObject::eventFilter(watched, event);
    }

private:
    void apply()
    {
        const bool mirrored = m_layout->parentWidget()->layoutDirection() == Qt::RightToLeft;
        m_layout->setContentsMargins(mirrored ? m_margins.right() : m_margins.left(), m_margins.top(),
                                     mirrored ? m_margins.left() : m_margins.right(), m_margins.bottom());
    }

    QLayout *m_layout;
    QMargins m_margins;
};

/// By the first strong character that stands in no isolate (UAX 9, P2 and P3); `fallback` where there is none.
Qt::LayoutDirection ownDirection(const QString &text, Qt::LayoutDirection fallback)
{
    int depth = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t character = text.at(i).unicode();
        if (i + 1 < text.size() && text.at(i).isHighSurrogate() && text.at(i + 1).isLowSurrogate()) {
            character = QChar::surrogateToUcs4(text.at(i), text.at(i + 1));
            ++i;
        }
        switch (QChar::direction(character)) {
        case QChar::DirLRI:
        case QChar::DirRLI:
        case QChar::DirFSI: ++depth; break;
        case QChar::DirPDI: depth = std::max(0, depth - 1); break;
        case QChar::DirL:
            if (depth == 0)
                return Qt::LeftToRight;
            break;
        case QChar::DirR:
        case QChar::DirAL:
            if (depth == 0)
                return Qt::RightToLeft;
            break;
        default: break;
        }
    }
    return fallback;
}

/// The beginning of a text that is wider than the room for it, and not by much: to measure an emoji, which is about as
/// wide as it is high, takes as long as some hundred letters.
QStringView widerThan(const QString &text, const QFontMetrics &metrics, int width)
{
    constexpr qreal narrowest = 0.8;
    const qreal emoji = narrowest * metrics.height();
    qreal least = 0;
    int indicators = 0; // two of them are a flag
    for (qsizetype i = 0; i + 1 < text.size(); ++i) {
        const char16_t high = text.at(i).unicode();
        if (high < 0xD83C || high > 0xD83E)
            continue;
        const char16_t low = text.at(i + 1).unicode();
        const bool isIndicator = high == 0xD83C && low >= 0xDDE6 && low <= 0xDDFF;
        const bool isTone = high == 0xD83C && low >= 0xDFFB && low <= 0xDFFF;
        const bool isJoined = isTone || (i > 0 && text.at(i - 1) == QChar(0x200D))
            || (isIndicator && indicators % 2 == 1);
        indicators = isIndicator ? indicators + 1 : 0;
        if (isJoined)
            continue;
        if (least > width + emoji)
            return QStringView(text).first(i);
        least += emoji;
    }
    return text;
}

/// Writes in a direction for a while.
class TurnedPainter
{
public:
    TurnedPainter(QPainter &painter, Qt::LayoutDirection direction)
        : m_painter(painter), m_before(painter.layoutDirection())
    {
        painter.setLayoutDirection(direction);
    }
    ~TurnedPainter() { m_painter.setLayoutDirection(m_before); }
    Q_DISABLE_COPY_MOVE(TurnedPainter)

private:
    QPainter &m_painter;
    Qt::LayoutDirection m_before;
};

} // namespace

QString isolated(const QString &text)
{
    return QChar(0x2068) + text + QChar(0x2069);
}

void setLogicalMargins(QLayout *layout, int leading, int top, int trailing, int bottom)
{
    Q_ASSERT(layout->parentWidget());
    LogicalMargins *margins = nullptr;
    for (QObject *child : layout->children()) {
        if (auto *found = dynamic_cast<LogicalMargins *>(child))
            margins = found;
    }
    if (!margins)
        margins = new LogicalMargins(layout);
    margins->set(QMargins(leading, top, trailing, bottom));
}

void drawLeadingLine(QPainter &painter, const QRect &rect, Qt::LayoutDirection direction, const QString &text)
{
    const TurnedPainter turned(painter, ownDirection(text, direction));
    const Qt::Alignment edge = QStyle::visualAlignment(direction, Qt::AlignLeft);
    // What is far too long need not be measured to know it.
    const QFontMetrics metrics = painter.fontMetrics();
    const QStringView part = widerThan(text, metrics, rect.width());
    if (part.size() == text.size() && text.size() * metrics.averageCharWidth() < 2 * rect.width()) {
        if (const TextLine line(painter, text); line.width() <= rect.width()) {
            line.draw(painter, rect, edge);
            return;
        }
    }
    TextLine(painter, metrics.elidedText(part.toString(), Qt::ElideRight, rect.width())).draw(painter, rect, edge);
}

void popUpAt(QMenu &menu, const QPoint &leading)
{
    const int width = menu.sizeHint().width();
    menu.popup(menu.layoutDirection() == Qt::RightToLeft ? leading - QPoint(width, 0) : leading);
}

void popUpBelow(QMenu &menu, const QWidget &button)
{
    // A menu is a window, and would take the program's direction until it is polished.
    menu.setLayoutDirection(button.layoutDirection());
    menu.ensurePolished(); // its size is that of the style's font
    const bool mirrored = button.layoutDirection() == Qt::RightToLeft;
    const int width = menu.sizeHint().width();
    const QWidget *window = button.window();
    const QPoint inWindow = button.mapTo(window, QPoint(0, button.height()));
    int left = mirrored ? inWindow.x() + button.width() - width : inWindow.x();
    if (mirrored ? left < 0 : left + width > window->width())
        left = mirrored ? inWindow.x() : inWindow.x() + button.width() - width;
    const int room = window->width() - width;
    left = room >= 0 ? std::clamp(left, 0, room) : mirrored ? room : 0;
    menu.popup(window->mapToGlobal(QPoint(left, inWindow.y())));
}

} // namespace jackdaw
