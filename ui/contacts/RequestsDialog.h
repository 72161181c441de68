// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/BlockList.h"
#include "roster/Contact.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QCheckBox;
class QTreeWidget;
class QTreeWidgetItem;
QT_END_NAMESPACE

namespace jackdaw {

class ContactListModel;
class Label;
class TextButton;
class Theme;

/// All open contact requests by domain, to be answered together: those that are marked are accepted, declined, blocked, or
/// blocked and reported as spam; a domain that is marked as a whole can be blocked as one. Owned by the window, GUI thread.
/// Emits wishes, and shows what setRequests() says until that is called again.
class RequestsDialog : public QDialog
{
    Q_OBJECT
public:
    RequestsDialog(const ContactListModel &contacts, const Theme &theme, QWidget *parent = nullptr);

    void setRequests(const QList<SubscriptionRequest> &requests);
    void showError(const QString &text);

Q_SIGNALS:
    void answered(const QList<jackdaw::SubscriptionRequest> &requests, jackdaw::RequestAnswer answer);
    void blockRequested(const QList<jackdaw::SubscriptionRequest> &requests, jackdaw::AbuseReport report);
    /// Of these accounts, everybody at the domain.
    void blockDomainRequested(const QList<jackdaw::AccountId> &accounts, const QString &domain);

private:
    /// Marks stay with their people.
    void list(const QList<SubscriptionRequest> &requests);
    QList<SubscriptionRequest> marked() const;
    void markAll(bool on);
    void noteMarks();
    /// Once for all marks of a turn: a domain's mark is that of each of its people.
    void noteMarksSoon();
    void blockDomain();

    const ContactListModel &m_contacts;
    QTreeWidget *m_list;
    QCheckBox *m_all;
    Label *m_error;
    QList<TextButton *> m_acts;
    TextButton *m_domain;
    QList<SubscriptionRequest> m_requests;
    bool m_marking = false;
    bool m_notes = false; ///< noteMarks() is on its way
};

} // namespace jackdaw
