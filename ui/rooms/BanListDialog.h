// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/Room.h"
#include "style/Theme.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QListWidget;
QT_END_NAMESPACE

namespace jackdaw {

class Label;
class TextButton;

/// Who may not come into a group, and why; a ban is lifted here. Emits the wish, and shows what it is told. Owned by its
/// parent, GUI thread; commands nothing.
/// An address that is banned need not be in the group, nor ever have been.
class BanListDialog : public QDialog
{
    Q_OBJECT
public:
    BanListDialog(const QString &group, const Theme &theme, QWidget *parent = nullptr);

    void setBanned(const QList<RoomMember> &banned);
    /// That one is lifted.
    void remove(const BareJid &jid);
    /// It could not be read, or not be lifted.
    void showError(const QString &text);

Q_SIGNALS:
    void liftRequested(const jackdaw::BareJid &jid);

private:
    void refresh();
    void lift();

    const Theme &m_theme;
    QListWidget *m_list;
    Label *m_state;
    Label *m_error;
    TextButton *m_lift;
    QList<RoomMember> m_banned;
    bool m_isKnown = false;
};

} // namespace jackdaw
