// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountListModel.h"
#include "rooms/Room.h"
#include "widgets/AskDialog.h"

QT_BEGIN_NAMESPACE
class QComboBox;
class QRadioButton;
QT_END_NAMESPACE

namespace jackdaw {

class PasswordField;
class TextField;

/// What the user wants to make, as the dialog below tells it to Dialogs and that to the engine.
/// A plain value, GUI thread. Holds no address: what a group stands at is proposed when its service is known
/// (proposedRoomAddress).
struct NewGroup
{
    AccountId account;
    RoomPurpose purpose = RoomPurpose::PrivateGroup;
    QString name;
    QString nick; ///< empty: as everywhere
};

/// Asks what a new group is to be called, and who may come in. Emits the wish; Dialogs carries it out, closes the dialog or
/// shows below the fields why it was not done. Owned by its parent, GUI thread; commands nothing.
class NewGroupDialog : public AskDialog
{
    Q_OBJECT
public:
    NewGroupDialog(const AccountListModel &accounts, const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void createRequested(const jackdaw::NewGroup &group);

protected:
    void submit() override;

private:
    QComboBox *m_account;
    TextField *m_name;
    QRadioButton *m_private;
    QRadioButton *m_public;
    TextField *m_nick;
};

/// Where the user wants to go.
struct GroupEntry
{
    AccountId account;
    BareJid room;
    QString nick; ///< empty: as everywhere
    QString password;
};

/// Asks for the address of a group, and for what else it takes to come in. As NewGroupDialog.
class JoinGroupDialog : public AskDialog
{
    Q_OBJECT
public:
    JoinGroupDialog(const AccountListModel &accounts, const Theme &theme, QWidget *parent = nullptr);

    /// A group that is known already: what is left to say is the name there, or its password.
    enum class Missing { Nothing, Nick, Password };
    void setGroup(AccountId account, const BareJid &room, Missing missing);

Q_SIGNALS:
    void joinRequested(const jackdaw::GroupEntry &entry);
    /// There is a list of public ones.
    void findRequested();

protected:
    void submit() override;

private:
    QComboBox *m_account;
    TextField *m_address;
    TextField *m_nick;
    PasswordField *m_password;
};

} // namespace jackdaw
