// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "base/XmppLink.h"
#include "roster/BlockList.h"
#include "roster/Contact.h"
#include "roster/ContactProposal.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// The part of the engine's door about contacts and the requests of those who want to be. Owned by the EngineDoor;
/// commands may be called on any thread and never block, signals are sent from the engine thread (AccountDoor). No
/// contact changes here before the server's roster says so. Errors: Offline, Timeout, or what the server says.
class RosterDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Adds to the roster and asks for the person's presence (RFC 6121, 3.1.1). `message` may be empty.
    virtual QFuture<Status> addContact(AccountId account, BareJid jid, QString name, QStringList groups, QString message) = 0;
    /// Adds who invited us, and shows them the token of the invitation, so that they need not be asked (XEP-0379, 3.4). Waits
    /// for the next session where there is none.
    virtual QFuture<Status> acceptInvitation(AccountId account, InvitationLink invitation) = 0;
    virtual QFuture<Status> renameContact(AccountId account, BareJid jid, QString name) = 0;
    virtual QFuture<Status> setGroups(AccountId account, BareJid jid, QStringList groups) = 0;
    /// Removes from the roster, which ends both subscriptions (RFC 6121, 2.5).
    virtual QFuture<Status> removeContact(AccountId account, BareJid jid) = 0;
    /// As many at once as are answered alike. Accepts, and asks back where we do not see them yet; or declines.
    virtual QFuture<Status> answerRequests(AccountId account, QList<BareJid> people, RequestAnswer answer) = 0;
    /// Keeps people, or whole domains, away by the server (XEP-0191), and tells it why if that is said. Their requests go.
    /// Error: Unavailable where the server cannot.
    virtual QFuture<Status> block(AccountId account, QList<Jid> who, AbuseReport report) = 0;
    virtual QFuture<Status> unblock(AccountId account, QList<Jid> who) = 0;

Q_SIGNALS:
    /// The whole roster of an account, after a first fetch.
    void rosterReplaced(jackdaw::AccountId account, const QList<jackdaw::Contact> &contacts);
    void contactsChanged(const QList<jackdaw::Contact> &contacts);
    void contactRemoved(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void blockListChanged(const jackdaw::BlockList &list);
    /// The account keeps with its server what stands between the names of nested groups (XEP-0083).
    void groupDelimiterKnown(jackdaw::AccountId account, const QString &delimiter);
    /// Somebody who may proposes contacts; nobody is added before the user says so.
    void contactsProposed(const jackdaw::ContactProposal &proposal);
    void requestsChanged(jackdaw::AccountId account, const QList<jackdaw::SubscriptionRequest> &requests);
};

} // namespace jackdaw
