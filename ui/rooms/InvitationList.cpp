// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/InvitationList.h"

#include "style/Direction.h"
#include "widgets/AccountTag.h"

namespace jackdaw {

namespace {

constexpr qsizetype longestInvitationReason = 200; ///< of what a stranger may write

} // namespace

InvitationList::InvitationList(const Theme &theme, QWidget *parent) : QuestionList(theme, tr("Group invitations"), parent)
{
    connect(this, &QuestionList::acceptPressed, this, [this](int index) { Q_EMIT joinRequested(m_invitations.at(index)); });
    connect(this, &QuestionList::declinePressed, this, [this](int index) { Q_EMIT declineRequested(m_invitations.at(index)); });
}

void InvitationList::setInvitations(const QList<ShownInvitation> &invitations)
{
    m_invitations = invitations;
    QList<Question> questions;
    for (const ShownInvitation &invitation : invitations) {
        const QString address = invitation.room.toString();
        const QString group = invitation.group.simplified().isEmpty() ? address : invitation.group.simplified();
        QStringList lines{invitation.from.isEmpty() ? tr("You are invited to this group")
                                                    : tr("%1 invites you to this group").arg(isolated(invitation.from))};
        if (group != address)
            lines << address;
        if (const QString reason = invitation.reason.left(longestInvitationReason).simplified(); !reason.isEmpty())
            lines << tr("“%1”").arg(isolated(reason));
        AccountMark account;
        account.name = invitation.invited;
        if (!account.name.isEmpty())
            lines << tr("To account %1").arg(isolated(account.name));
        questions << Question{group, lines, tr("Join"), tr("Decline"), AccountTag::spoken(group, account)};
    }
    setQuestions(questions);
}

} // namespace jackdaw
