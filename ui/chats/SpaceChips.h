// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spaces/SpaceListModel.h"

#include <QHash>
#include <QObject>
#include <QPoint>

QT_BEGIN_NAMESPACE
class QKeyEvent;
class QMouseEvent;
QT_END_NAMESPACE

namespace jackdaw {

class Chip;
class Theme;

/// The user's spaces as filters behind the four that there always are: a chip each, with its colour and how many of its
/// chats have something unread, in the row and the group of the others. They are put in order by dragging, or by
/// Ctrl+Shift and an arrow. Owned by ChatListPane, GUI thread. Says which one was chosen, for which a menu is wanted and
/// where one is to stand; filters and changes nothing.
class SpaceChips : public QObject
{
    Q_OBJECT
public:
    /// `row` has a layout, which chips are added to.
    SpaceChips(const SpaceListModel &spaces, const Theme &theme, QWidget *row);

    Chip *chip(const SpaceId &space) const { return m_chips.value(space); }
    /// By keys or the menu: so many rows on, or back; at the end it stays.
    void moveBy(const SpaceId &space, int rows);
    /// It did not go there: another order that comes later is not what was wished for.
    void forgetMove() { m_moved = {}; }

Q_SIGNALS:
    void moveRequested(const jackdaw::SpaceId &space, int row);
    void chosen(const jackdaw::SpaceId &space);
    void menuRequested(const jackdaw::SpaceId &space, const QPoint &position);
    /// The one that was chosen is not there any more.
    void chosenGone();
    /// Some came or went.
    void chipsChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void update();
    Chip *makeChip(const SpaceId &space);
    bool takeKey(const SpaceId &space, const QKeyEvent &key);
    bool takeMouse(const SpaceId &space, const QMouseEvent &mouse);
    void drag(const QPoint &at);
    void endDrag();
    int rowAt(const QPoint &at) const;
    void showDrop(int row);
    void announce(const SpaceId &moved);

    const SpaceListModel &m_spaces;
    const Theme &m_theme;
    QWidget *m_row;
    QHash<SpaceId, Chip *> m_chips;
    QList<SpaceId> m_order;
    SpaceId m_pressed; ///< under the pressed button; invalid: none
    QPoint m_pressedAt; ///< in the row
    bool m_drags = false; ///< the pressed one
    QWidget *m_drop = nullptr; ///< where it would stand
    SpaceId m_moved; ///< by keys, and not told yet
};

} // namespace jackdaw
