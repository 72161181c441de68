// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QStyledItemDelegate>

namespace jackdaw {

class LookAlikes;
class Theme;

/// Paints the rows of a group's member list (mockup 03): headings, and people with avatar, presence, name, what they wrote and
/// what they are there.
/// Owned by MembersPane, GUI thread. Reads OccupantListModel and changes nothing.
class MemberRowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    MemberRowDelegate(const Theme &theme, QObject *parent);

    /// Whose people they are: the avatars have the colours of what these say there.
    void setRoom(const BareJid &room) { m_room = room; }
    /// Whose words stand before what somebody wrote.
    void setLookAlikes(LookAlikes *lookAlikes) { m_lookAlikes = lookAlikes; }
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const Theme &m_theme;
    BareJid m_room;
    LookAlikes *m_lookAlikes = nullptr;
};

} // namespace jackdaw
