// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/RequestList.h"

#include "roster/ContactListModel.h"
#include "style/Direction.h"
#include "widgets/AccountTag.h"
#include "widgets/LookAlikeText.h"

#include <algorithm>

namespace jackdaw {

RequestList::RequestList(const ContactListModel &contacts, const Theme &theme, QWidget *parent)
    : QuestionList(theme, tr("Contact requests"), parent), m_contacts(contacts)
{
    setReview(tr("Review all requests…"));
    connect(&contacts, &ContactListModel::lookAlikesChanged, this, [this] {
        if (!m_requests.isEmpty())
            setRequests(QList(m_requests), QList(m_proposals));
    });
    connect(this, &QuestionList::acceptPressed, this, [this](int index) {
        if (index < m_proposals.size()) {
            const ContactProposal proposal = m_proposals.at(index);
            Q_EMIT proposalReviewed(proposal);
            return;
        }
        const QList<SubscriptionRequest> row = m_rows.at(index - m_proposals.size()); // kept: the answer may bring other rows
        if (row.size() > 1)
            Q_EMIT reviewPressed();
        else
            Q_EMIT answered(row, RequestAnswer::Accept);
    });
    connect(this, &QuestionList::declinePressed, this, [this](int index) {
        if (index < m_proposals.size()) {
            const ContactProposal proposal = m_proposals.at(index);
            Q_EMIT proposalDismissed(proposal);
        } else {
            const QList<SubscriptionRequest> row = m_rows.at(index - m_proposals.size());
            Q_EMIT answered(row, RequestAnswer::Decline);
        }
    });
}

void RequestList::setRequests(const QList<SubscriptionRequest> &requests, const QList<ContactProposal> &proposals)
{
    m_requests = requests;
    m_proposals = proposals;
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
    // Of contacts, and few: a flood of strangers does not push them out of sight.
    for (const ContactProposal &proposal : proposals) {
        const QString name = m_contacts.nameOf(proposal.account, proposal.from);
        questions << Question{name, {tr("proposes %n contacts to you", nullptr, int(proposal.entries.size()))}, tr("Review…"), tr("Dismiss"),
                              AccountTag::spoken(name, m_contacts.accountMark(proposal.account))};
    }
    for (const QList<SubscriptionRequest> &row : std::as_const(m_rows)) {
        const SubscriptionRequest &request = row.first();
        if (row.size() > 1) {
            const QString domain = request.from.domain();
            const bool wrote = std::any_of(row.cbegin(), row.cend(), [](const SubscriptionRequest &each) { return each.chat.isValid(); });
            questions << Question{domain, {wrote ? tr("%n requests from there", nullptr, int(row.size()))
                                                 : tr("%n people there ask to see when you are available", nullptr, int(row.size()))},
                                  tr("Review…"), tr("Decline all"), domain};
            continue;
        }
        const QString address = request.from.toString();
        const QString text = request.text.simplified().left(200);
        const AccountMark account = m_contacts.accountMark(request.account);
        //: somebody who is no contact; what they wrote
        const QString words = request.chat.isValid() ? tr("wrote: %1").arg(isolated(text)) : text;
        // What they wrote may be gone, or have no words.
        QStringList lines{!text.isEmpty() ? words : request.asksPresence ? tr("asks to see when you are available") : tr("wrote to you")};
        if (request.chat.isValid() && request.asksPresence && !text.isEmpty())
            lines << tr("asks to see when you are available");
        const QString looks = looksLikeText(m_contacts.lookAlikeOf(request.account, request.from));
        if (!looks.isEmpty())
            lines.prepend(looks);
        if (!account.name.isEmpty())
            lines << tr("To account %1").arg(isolated(account.name));
        questions << Question{address, lines, tr("Accept"), tr("Decline"), AccountTag::spoken(address, account)};
    }
    setQuestions(questions);
}

} // namespace jackdaw
