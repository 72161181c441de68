// SPDX-License-Identifier: GPL-3.0-or-later
#include "chats/SpaceChips.h"

#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/Chip.h"
#include "widgets/Labels.h"

#include <QAccessible>
#include <QApplication>
#include <QKeyEvent>
#include <QLayout>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <utility>

namespace jackdaw {

namespace {

/// A bar before or behind a chip: where the one that is dragged would stand.
class SpaceDropMark : public QWidget
{
public:
    SpaceDropMark(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        hide();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_theme.color(Token::Accent));
    }

private:
    const Theme &m_theme;
};

constexpr int dropMarkWidth = 3;

} // namespace

SpaceChips::SpaceChips(const SpaceListModel &spaces, const Theme &theme, QWidget *row)
    : QObject(row), m_spaces(spaces), m_theme(theme), m_row(row)
{
    // Not with each row: what a chip does may ask the model to count again, which is in the middle of it then.
    connect(&spaces, &QAbstractItemModel::dataChanged, this, &SpaceChips::update);
    connect(&spaces, &SpaceListModel::spacesChanged, this, &SpaceChips::update);
    connect(&theme, &Theme::changed, this, &SpaceChips::update);
    update();
}

Chip *SpaceChips::makeChip(const SpaceId &space)
{
    auto *chip = new Chip(m_theme, {}, {}, m_row);
    chip->setContextMenuPolicy(Qt::CustomContextMenu);
    chip->installEventFilter(this);
    connect(chip, &QAbstractButton::toggled, this, [this, space](bool on) {
        if (on)
            Q_EMIT chosen(space);
    });
    connect(chip, &QWidget::customContextMenuRequested, this,
            [this, chip, space](const QPoint &position) { Q_EMIT menuRequested(space, chip->mapToGlobal(position)); });
    chip->show();
    return chip;
}

bool SpaceChips::eventFilter(QObject *watched, QEvent *event)
{
    const auto found = std::find(m_chips.cbegin(), m_chips.cend(), watched);
    if (found == m_chips.cend())
        return QObject::eventFilter(watched, event);
    const SpaceId space = found.key();
    switch (event->type()) {
    case QEvent::KeyPress: return takeKey(space, *static_cast<QKeyEvent *>(event));
    case QEvent::MouseButtonPress:
    case QEvent::MouseMove:
    case QEvent::MouseButtonRelease: return takeMouse(space, *static_cast<QMouseEvent *>(event));
    default: return QObject::eventFilter(watched, event);
    }
}

bool SpaceChips::takeKey(const SpaceId &space, const QKeyEvent &key)
{
    if (key.key() == Qt::Key_Escape && m_drags) {
        endDrag();
        return true;
    }
    const bool isArrow = key.key() == Qt::Key_Left || key.key() == Qt::Key_Right;
    if (!isArrow || (key.modifiers() & ~Qt::KeypadModifier) != (Qt::ControlModifier | Qt::ShiftModifier))
        return false;
    const bool isMirrored = m_row->layoutDirection() == Qt::RightToLeft;
    moveBy(space, (key.key() == Qt::Key_Right) != isMirrored ? 1 : -1);
    return true;
}

void SpaceChips::moveBy(const SpaceId &space, int rows)
{
    const int row = int(m_order.indexOf(space)) + rows;
    if (!m_order.contains(space) || row < 0 || row >= m_order.size())
        return;
    m_moved = space;
    Q_EMIT moveRequested(space, row);
}

bool SpaceChips::takeMouse(const SpaceId &space, const QMouseEvent &mouse)
{
    const QPoint at = m_row->mapFromGlobal(mouse.globalPosition().toPoint());
    if (mouse.type() == QEvent::MouseButtonPress) {
        endDrag();
        m_pressed = mouse.button() == Qt::LeftButton ? space : SpaceId();
        m_pressedAt = at;
        return false;
    }
    if (m_pressed != space)
        return false;
    if (mouse.type() == QEvent::MouseMove) {
        const bool isFar = (at - m_pressedAt).manhattanLength() >= QApplication::startDragDistance();
        if (!m_drags && (!mouse.buttons().testFlag(Qt::LeftButton) || !isFar || m_order.size() < 2))
            return false;
        drag(at);
        return true;
    }
    if (!m_drags || mouse.button() != Qt::LeftButton) {
        m_pressed = {};
        return false;
    }
    const int row = rowAt(at);
    endDrag();
    if (row != m_order.indexOf(space)) {
        m_moved = {}; // by keys, and where it went is not known yet
        Q_EMIT moveRequested(space, row);
    }
    return true;
}

void SpaceChips::drag(const QPoint &at)
{
    if (!std::exchange(m_drags, true))
        m_chips.value(m_pressed)->setDown(false); // it is not being chosen
    showDrop(rowAt(at));
}

void SpaceChips::endDrag()
{
    m_pressed = {};
    m_drags = false;
    if (m_drop)
        m_drop->hide();
}

/// Of the one that is dragged, were it let go there: behind all that lie before that point as one reads.
int SpaceChips::rowAt(const QPoint &at) const
{
    const bool isMirrored = m_row->layoutDirection() == Qt::RightToLeft;
    int row = 0;
    for (const SpaceId &space : m_order) {
        if (space == m_pressed)
            continue;
        const QRect chip = m_chips.value(space)->geometry();
        const bool isInLine = at.y() >= chip.top() && at.y() <= chip.bottom();
        const bool isBefore = isMirrored ? chip.center().x() > at.x() : chip.center().x() < at.x();
        if (isInLine ? isBefore : chip.bottom() < at.y())
            ++row;
    }
    return row;
}

void SpaceChips::showDrop(int row)
{
    if (!m_drop)
        m_drop = new SpaceDropMark(m_theme, m_row);
    QList<SpaceId> others = m_order;
    others.removeAll(m_pressed);
    const bool isLast = row >= others.size();
    const QRect chip = m_chips.value(isLast ? others.constLast() : others.at(row))->geometry();
    const bool isLeft = isLast == (m_row->layoutDirection() == Qt::RightToLeft);
    const int width = m_theme.scaled(dropMarkWidth);
    const int middle = isLeft ? chip.left() - 2 : chip.right() + 3; // of the gap between two
    m_drop->setGeometry(middle - width / 2, chip.top() + 2, width, chip.height() - 4);
    m_drop->raise();
    m_drop->show();
}

/// What is seen of a move is heard, too.
void SpaceChips::announce(const SpaceId &moved)
{
    Chip *chip = m_chips.value(moved);
    const SpaceListModel::Row *row = m_spaces.find(moved);
    if (!chip || !row)
        return;
    //: the name of a space, its place in their row, and how many there are
    const QString words = tr("%1, %2 of %3");
    const auto number = [](qsizetype value) { return QLocale().toString(value); };
    QAccessibleAnnouncementEvent event(chip, words.arg(isolated(row->traits.name), number(m_order.indexOf(moved) + 1),
                                                       number(m_order.size())));
    QAccessible::updateAccessibility(&event);
}

void SpaceChips::update()
{
    QList<SpaceId> order;
    for (const SpaceListModel::Row &row : m_spaces.rows())
        order.append(row.id);
    const bool isOther = order != m_order;
    bool lostChosen = false;
    if (m_pressed.isValid() && (!order.contains(m_pressed) || order.size() < 2))
        endDrag();
    for (const SpaceId &space : std::as_const(m_order)) {
        if (order.contains(space))
            continue;
        Chip *gone = m_chips.take(space);
        lostChosen = lostChosen || gone->isChecked();
        m_row->layout()->removeWidget(gone);
        gone->hide();
        gone->setParent(nullptr); // out of the group of those that are there
        gone->deleteLater();
    }
    for (const SpaceListModel::Row &row : m_spaces.rows()) {
        Chip *&chip = m_chips[row.id];
        if (!chip)
            chip = makeChip(row.id);
        const QFontMetrics metrics(m_theme.font(TypeRole::Body));
        const QString name = metrics.elidedText(row.traits.name, Qt::ElideRight, m_theme.scaled(140));
        chip->setWords(name, tr("Space: %1").arg(row.traits.name));
        const QString whole = name == row.traits.name ? QString() : row.traits.name;
        chip->setToolTip(plainTooltip(whole));
        chip->setMark(row.traits.colour);
        chip->setCount(row.unread);
        if (row.unread <= 0)
            chip->setAccessibleDescription(whole); // Qt would read the tooltip's markup
        if (isOther) {
            m_row->layout()->removeWidget(chip);
            m_row->layout()->addWidget(chip);
            chip->raise(); // in which order they are read out
        }
    }
    m_order = order;
    if (m_drags)
        m_drop->hide(); // until the pointer moves: what lies where is other now
    if (isOther && m_moved.isValid())
        announce(std::exchange(m_moved, SpaceId()));
    if (lostChosen)
        Q_EMIT chosenGone();
    if (isOther)
        Q_EMIT chipsChanged();
}

} // namespace jackdaw
