// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/RequestList.h"

#include "roster/ContactListModel.h"
#include "style/Direction.h"
#include "widgets/AccountTag.h"

namespace jackdaw {

RequestList::RequestList(const ContactListModel &contacts, const Theme &theme, QWidget *parent)
    : QuestionList(theme, tr("Contact requests"), parent), m_contacts(contacts)
{
    connect(this, &QuestionList::acceptPressed, this,
            [this](int index) { Q_EMIT accepted(m_requests.at(index).account, m_requests.at(index).from); });
    connect(this, &QuestionList::declinePressed, this,
            [this](int index) { Q_EMIT declined(m_requests.at(index).account, m_requests.at(index).from); });
}

void RequestList::setRequests(const QList<SubscriptionRequest> &requests)
{
    m_requests = requests;
    QList<Question> questions;
    for (const SubscriptionRequest &request : requests) {
        const QString address = request.from.toString();
        const QString text = request.text.simplified();
        const AccountMark account = m_contacts.accountMark(request.account);
        QStringList lines{text.isEmpty() ? tr("asks to see when you are available") : text};
        if (!account.name.isEmpty())
            lines << tr("To account %1").arg(isolated(account.name));
        questions << Question{address, lines, tr("Accept"), tr("Decline"), AccountTag::spoken(address, account)};
    }
    setQuestions(questions);
}

} // namespace jackdaw
