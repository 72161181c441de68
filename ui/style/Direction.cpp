// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/Direction.h"

#include "style/TextLine.h"

#include <QEvent>
#include <QLayout>
#include <QMenu>
#include <QPainter>
#include <QStyle>
#include <QWidget>

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
    const Qt::Alignment edge = QStyle::visualAlignment(direction, Qt::AlignLeft);
    // What is far too long need not be measured to know it.
    if (text.size() * painter.fontMetrics().averageCharWidth() < 2 * rect.width()) {
        if (const TextLine line(painter, text); line.width() <= rect.width()) {
            line.draw(painter, rect, edge);
            return;
        }
    }
    TextLine(painter, painter.fontMetrics().elidedText(text, Qt::ElideRight, rect.width())).draw(painter, rect, edge);
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
    const bool mirrored = button.layoutDirection() == Qt::RightToLeft;
    popUpAt(menu, button.mapToGlobal(QPoint(mirrored ? button.width() : 0, button.height())));
}

} // namespace jackdaw
