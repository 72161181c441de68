// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/Contact.h"
#include "widgets/QuestionList.h"

namespace jackdaw {

class ContactListModel;

/// The people who ask to see our presence, each with Accept and Decline. Owned by ContactListPane, GUI thread. Answers are
/// wishes, and take nobody away by themselves.
/// One goes when setRequests() no longer names it: what was not stored is not shown as done.
class RequestList : public QuestionList
{
    Q_OBJECT
public:
    /// `contacts` says which account of ours is asked, where there are several.
    RequestList(const ContactListModel &contacts, const Theme &theme, QWidget *parent = nullptr);

    void setRequests(const QList<SubscriptionRequest> &requests);

Q_SIGNALS:
    void accepted(jackdaw::AccountId account, const jackdaw::BareJid &from);
    void declined(jackdaw::AccountId account, const jackdaw::BareJid &from);

private:
    const ContactListModel &m_contacts;
    QList<SubscriptionRequest> m_requests;
};

} // namespace jackdaw
