// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "widgets/QuestionList.h"

namespace jackdaw {

/// Somebody wants us in a group, as the list below shows it. A plain value. All words are somebody else's.
struct ShownInvitation
{
    AccountId account;
    BareJid room;
    QString group; ///< what it is called; empty where that is not known
    QString from;  ///< who asks; empty where the group does not say
    QString reason;
    QString password;
    QString invited = {}; ///< which account of ours; empty where there is one only

    friend bool operator==(const ShownInvitation &, const ShownInvitation &) = default;
};

/// The groups that we are asked into, each with Join and Decline, above the chats. Owned by ChatListPane, GUI thread. Answers
/// are wishes, and take nothing away by themselves.
/// Who asked, the group's name and the reason are strangers' words: they are shown as text alone.
class InvitationList : public QuestionList
{
    Q_OBJECT
public:
    explicit InvitationList(const Theme &theme, QWidget *parent = nullptr);

    void setInvitations(const QList<ShownInvitation> &invitations);

Q_SIGNALS:
    void joinRequested(const jackdaw::ShownInvitation &invitation);
    void declineRequested(const jackdaw::ShownInvitation &invitation);

private:
    QList<ShownInvitation> m_invitations;
};

} // namespace jackdaw
