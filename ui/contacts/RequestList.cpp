// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/RequestList.h"

namespace jackdaw {

RequestList::RequestList(const Theme &theme, QWidget *parent) : QuestionList(theme, tr("Contact requests"), parent)
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
        questions << Question{address, {text.isEmpty() ? tr("asks to see when you are available") : text}, tr("Accept"), tr("Decline"), address};
    }
    setQuestions(questions);
}

} // namespace jackdaw
