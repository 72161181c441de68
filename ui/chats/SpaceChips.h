// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spaces/SpaceListModel.h"

#include <QHash>
#include <QObject>

namespace jackdaw {

class Chip;
class Theme;

/// The user's spaces as filters behind the four that there always are: a chip each, with its colour and how many of its
/// chats have something unread, in the row and the group of the others. Owned by ChatListPane, GUI thread. Says which
/// one was chosen and for which a menu is wanted; filters and changes nothing.
class SpaceChips : public QObject
{
    Q_OBJECT
public:
    /// `row` has a layout, which chips are added to.
    SpaceChips(const SpaceListModel &spaces, const Theme &theme, QWidget *row);

    Chip *chip(const SpaceId &space) const { return m_chips.value(space); }

Q_SIGNALS:
    void chosen(const jackdaw::SpaceId &space);
    void menuRequested(const jackdaw::SpaceId &space, const QPoint &position);
    /// The one that was chosen is not there any more.
    void chosenGone();
    /// Some came or went.
    void chipsChanged();

private:
    void update();
    Chip *makeChip(const SpaceId &space);

    const SpaceListModel &m_spaces;
    const Theme &m_theme;
    QWidget *m_row;
    QHash<SpaceId, Chip *> m_chips;
    QList<SpaceId> m_order;
};

} // namespace jackdaw
