// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/Contact.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QVBoxLayout;
QT_END_NAMESPACE

namespace jackdaw {

class Theme;

/// The quiet list of people who ask to see our presence, each with Accept and Decline. Hidden while nobody asks. Owned by
/// ContactListPane, GUI thread. It shows what setRequests() says until that is called again; answers are wishes, and
/// never take a row away by themselves.
class RequestList : public QWidget
{
    Q_OBJECT
public:
    explicit RequestList(const Theme &theme, QWidget *parent = nullptr);

    void setRequests(const QList<SubscriptionRequest> &requests);

Q_SIGNALS:
    void accepted(jackdaw::AccountId account, const jackdaw::BareJid &from);
    void declined(jackdaw::AccountId account, const jackdaw::BareJid &from);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeRow(const SubscriptionRequest &request);

    const Theme &m_theme;
    QList<SubscriptionRequest> m_requests;
    QVBoxLayout *m_rows;
};

} // namespace jackdaw
