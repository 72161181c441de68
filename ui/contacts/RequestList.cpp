// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/RequestList.h"

#include "roster/ContactListModel.h"
#include "style/Direction.h"
#include "widgets/AccountTag.h"

namespace jackdaw {

RequestList::RequestList(const ContactListModel &contacts, const Theme &theme, QWidget *parent)
    : QuestionList(theme, tr("Contact requests"), parent), m_contacts(contacts)
{
    setReview(tr("Review all requests…"));
    connect(this, &QuestionList::acceptPressed, this, [this](int index) {
        const QList<SubscriptionRequest> &row = m_rows.at(index);
        if (row.size() > 1)
            Q_EMIT reviewPressed();
        else
            Q_EMIT accepted(row.first().account, row.first().from);
    });
    connect(this, &QuestionList::declinePressed, this, [this](int index) {
        const QList<SubscriptionRequest> &row = m_rows.at(index);
        if (row.size() > 1)
            Q_EMIT manyDeclined(row);
        else
            Q_EMIT declined(row.first().account, row.first().from);
    });
}

void RequestList::setRequests(const QList<SubscriptionRequest> &requests)
{
    QHash<QString, int> ofDomain;
    for (const SubscriptionRequest &request : requests)
        ++ofDomain[request.from.domain()];
    m_rows.clear();
    QHash<QString, qsizetype> rowOfDomain;
    for (const SubscriptionRequest &request : requests) {
        const QString domain = request.from.domain();
        if (ofDomain.value(domain) <= flood) {
            m_rows << QList{request};
        } else if (const auto known = rowOfDomain.constFind(domain); known != rowOfDomain.cend()) {
            m_rows[*known] << request;
        } else {
            rowOfDomain.insert(domain, m_rows.size());
            m_rows << QList{request};
        }
    }
    QList<Question> questions;
    for (const QList<SubscriptionRequest> &row : std::as_const(m_rows)) {
        const SubscriptionRequest &request = row.first();
        if (row.size() > 1) {
            const QString domain = request.from.domain();
            questions << Question{domain, {tr("%n people there ask to see when you are available", nullptr, int(row.size()))},
                                  tr("Review…"), tr("Decline all"), domain};
            continue;
        }
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
