// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/Contact.h"
#include "roster/ContactProposal.h"
#include "widgets/QuestionList.h"

namespace jackdaw {

class ContactListModel;

/// The people who ask to see our presence, or wrote and are not known, each with Accept and Decline, and before them those who propose contacts; of a domain from where more than five ask at once there
/// is one row for all. Owned by ContactListPane, GUI thread. Answers are wishes, and take nobody away by themselves.
/// One goes when setRequests() no longer names it: what was not stored is not shown as done.
class RequestList : public QuestionList
{
    Q_OBJECT
public:
    static constexpr int flood = 5; ///< more than this from one domain are one row

    /// `contacts` says which account of ours is asked, where there are several.
    RequestList(const ContactListModel &contacts, const Theme &theme, QWidget *parent = nullptr);

    void setRequests(const QList<SubscriptionRequest> &requests, const QList<ContactProposal> &proposals = {});

Q_SIGNALS:
    /// One, or all of a domain.
    void answered(const QList<jackdaw::SubscriptionRequest> &requests, jackdaw::RequestAnswer answer);
    void proposalReviewed(const jackdaw::ContactProposal &proposal);
    void proposalDismissed(const jackdaw::ContactProposal &proposal);

private:
    const ContactListModel &m_contacts;
    QList<SubscriptionRequest> m_requests;
    QList<QList<SubscriptionRequest>> m_rows; ///< of one, or of many from a domain
    QList<ContactProposal> m_proposals; ///< the rows before those
};

} // namespace jackdaw
