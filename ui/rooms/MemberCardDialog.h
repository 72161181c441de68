// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QDialog>

namespace jackdaw {

class Theme;

/// Who somebody in a group is, where they are no contact: the name that they have there, their address, and what can be done
/// about it. Emits wishes and closes with each. Owned by its parent, GUI thread; deletes itself when it is closed.
/// Shows what it was given: it asks nobody, and commands nothing.
class MemberCardDialog : public QDialog
{
    Q_OBJECT
public:
    struct Person {
        QString name;
        BareJid jid;
        QString group;
    };
    MemberCardDialog(const Person &person, const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void messageRequested();
    void addRequested();
};

} // namespace jackdaw
