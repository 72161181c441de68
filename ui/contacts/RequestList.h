// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/Contact.h"
#include "widgets/QuestionList.h"

namespace jackdaw {

class ContactListModel;

/// The people who ask to see our presence, each with Accept and Decline; of a domain from where more than five ask at once there
/// is one row for all. Owned by ContactListPane, GUI thread. Answers are wishes, and take nobody away by themselves.
/// One goes when setRequests() no longer names it: what was not stored is not shown as done.
class RequestList : public QuestionList
{
    Q_OBJECT
public:
    static constexpr int flood = 5; ///< more than this from one domain are one row

    /// `contacts` says which account of ours is asked, where there are several.
    RequestList(const ContactListModel &contacts, const Theme &theme, QWidget *parent = nullptr);

    void setRequests(const QList<SubscriptionRequest> &requests);

Q_SIGNALS:
    void accepted(jackdaw::AccountId account, const jackdaw::BareJid &from);
    void declined(jackdaw::AccountId account, const jackdaw::BareJid &from);
    /// All of a domain.
    void manyDeclined(const QList<jackdaw::SubscriptionRequest> &requests);

private:
    const ContactListModel &m_contacts;
    QList<QList<SubscriptionRequest>> m_rows; ///< of one, or of many from a domain
};

} // namespace jackdaw
