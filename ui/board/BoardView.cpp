// SPDX-License-Identifier: GPL-3.0-or-later
#include "board/BoardView.h"

#include "base/Clock.h"
#include "board/BoardAccessible.h"
#include "board/BoardCardDelegate.h"
#include "board/BoardText.h"
#include "widgets/Labels.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>

namespace jackdaw {

namespace {
constexpr int gap = 14;
}

BoardView::BoardView(BoardModel &model, const Theme &theme, const Clock &clock, QWidget *parent)
    : QListView(parent), m_model(model), m_clock(clock), m_delegate(new BoardCardDelegate(theme, clock, this))
{
    BoardAccessible::install();
    setAccessibleName(tr("Presence board"));
    setViewMode(IconMode);
    setMovement(Static);
    setResizeMode(Adjust);
    setFlow(LeftToRight);
    setWrapping(true);
    setSpacing(gap);
    setUniformItemSizes(false);
    setSelectionMode(SingleSelection);
    setSelectionRectVisible(false);
    setEditTriggers(NoEditTriggers);
    setDragEnabled(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // or the cards would be laid out twice, with and without it
    setFrameShape(NoFrame);
    setMouseTracking(true);
    setItemDelegate(m_delegate);
    setModel(&model);
    viewport()->setAutoFillBackground(false);
}

void BoardView::measure()
{
    m_delegate->setLineWidth(viewport()->width() - 2 * gap - 2);
    scheduleDelayedItemsLayout();
}

void BoardView::resizeEvent(QResizeEvent *event)
{
    m_delegate->setLineWidth(viewport()->width() - 2 * gap - 2);
    QListView::resizeEvent(event);
    scheduleDelayedItemsLayout();
}

QModelIndex BoardView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    Q_UNUSED(modifiers)
    const int count = m_model.rowCount();
    // Of a folded team the heading stands for its cards.
    const auto isCard = [&](int row) {
        return row >= 0 && row < count && (!m_model.row(row).isHeader || m_model.row(row).isFolded);
    };
    int row = currentIndex().row();
    const auto step = [&](int from, int by) {
        for (int next = from + by; next >= 0 && next < count; next += by) {
            if (isCard(next))
                return next;
        }
        return from;
    };
    if (row < 0)
        return m_model.index(step(-1, 1));
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    switch (action) {
    case MoveHome: return m_model.index(step(-1, 1));
    case MoveEnd: return m_model.index(step(count, -1));
    case MoveLeft: return m_model.index(step(row, mirrored ? 1 : -1));
    case MoveRight: return m_model.index(step(row, mirrored ? -1 : 1));
    case MoveNext: return m_model.index(step(row, 1));
    case MovePrevious: return m_model.index(step(row, -1));
    case MoveUp:
    case MoveDown:
    case MovePageUp:
    case MovePageDown: break;
    }
    // The nearest card of the next line; of a page, of the line that is one view away.
    const bool down = action == MoveDown || action == MovePageDown;
    const bool page = action == MovePageDown || action == MovePageUp;
    const QRect from = visualRect(currentIndex());
    // From a heading, which is as wide as the view, to what stands below or above its beginning.
    const int fromX = !m_model.row(row).isHeader ? from.center().x() : mirrored ? from.right() : from.left();
    int best = row, line = -1;
    for (int next = row + (down ? 1 : -1); next >= 0 && next < count; next += down ? 1 : -1) {
        if (!isCard(next))
            continue;
        const QRect rect = visualRect(m_model.index(next));
        if (rect.top() == from.top())
            continue;
        const bool isFarEnough = !page || std::abs(rect.top() - from.top()) >= viewport()->height() - rect.height();
        if (line < 0 || (page && !isFarEnough)) {
            if (line != rect.top())
                best = next;
            line = rect.top();
        } else if (rect.top() != line) {
            break;
        }
        if (std::abs(rect.center().x() - fromX) < std::abs(visualRect(m_model.index(best)).center().x() - fromX))
            best = next;
    }
    return m_model.index(best);
}

QRect BoardView::barRect(const QModelIndex &card) const
{
    return m_delegate->barRect(visualRect(card));
}

QRect BoardView::buttonRect(const QModelIndex &card) const
{
    return m_delegate->buttonRect(visualRect(card), layoutDirection());
}

QString BoardView::barName(const QModelIndex &card) const
{
    return barSpoken(m_model.row(card.row()).person->changes, m_clock.now());
}

QString BoardView::bellName(const QModelIndex &card) const
{
    return bellText(m_model.row(card.row()).person->name);
}

bool BoardView::hasBell(const QModelIndex &card) const
{
    return m_model.row(card.row()).person->bell.isValid();
}

/// Qt tells of what changed in tables alone.
void BoardView::dataChanged(const QModelIndex &from, const QModelIndex &to, const QList<int> &roles)
{
    QListView::dataChanged(from, to, roles);
    const QModelIndex current = currentIndex();
    // Of a view that nobody is at a screen reader says nothing.
    if (!hasFocus() || !QAccessible::isActive() || !current.isValid() || current.row() < from.row() || current.row() > to.row())
        return;
    QAccessibleEvent event(this, QAccessible::NameChanged);
    event.setChild(current.row());
    QAccessible::updateAccessibility(&event);
}

void BoardView::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && index.isValid() && !m_model.row(index.row()).isHeader
        && buttonRect(index).contains(event->position().toPoint())) {
        setCurrentIndex(index);
        Q_EMIT buttonPressed(index);
        return;
    }
    if (event->button() == Qt::LeftButton && index.isValid() && m_model.row(index.row()).isHeader) {
        Q_EMIT headingPressed(index);
        return;
    }
    QListView::mousePressEvent(event);
}

bool BoardView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const QModelIndex index = indexAt(help->pos());
        if (!index.isValid() || m_model.row(index.row()).isHeader)
            return true;
        const BoardModel::Person &person = *m_model.row(index.row()).person;
        const qint64 now = m_clock.now();
        QStringList lines{person.jid.toString()};
        for (const BoardModel::Column column : {BoardModel::Status, BoardModel::Device, BoardModel::LastAnswer}) {
            if (const QString text = boardCell(person, column, now); !text.isEmpty())
                lines << tr("%1: %2").arg(boardHead(column), text);
        }
        lines << barSpoken(person.changes, now);
        QToolTip::showText(help->globalPos(), plainTooltip(lines.join(u'\n')), this);
        return true;
    }
    return QListView::viewportEvent(event);
}

} // namespace jackdaw
