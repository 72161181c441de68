// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "roster/Contact.h"
#include "roster/OwnNames.h"
#include "roster/RosterStore.h"
#include "xmpp/Authority.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QPromise>
#include <QSet>
#include <QTimer>

#include <memory>

namespace jackdaw {

struct RosterItem;

/// The roster of one account and the subscription requests it got (RFC 6121, 2 and 3): truth in memory, on disk through
/// RosterStore. Owned by AccountService, engine thread. Answers requests only when the user did, and changes no contact
/// here before the server has pushed it.
class RosterService : public QObject
{
    Q_OBJECT
public:
    /// What a server may make us keep.
    static constexpr int maximumContacts = 100'000;
    /// How many open requests are kept; a flood beyond that is dropped (facts/security.md, E2).
    static constexpr int maximumRequests = 1000;

    RosterService(const AccountContext &account, QObject *parent = nullptr);

    /// nullptr if it is no contact. Good until the next change.
    const Contact *find(const BareJid &jid) const;
    const QHash<BareJid, Contact> &contacts() const { return m_contacts; }
    /// Has the server of this session said who they are? Before that they are those of before.
    bool isOfNow() const { return m_roster == Roster::OfNow; }
    /// Has this person been let see our presence (RFC 6121, 2.1.2.5)?
    bool seesPresence(const BareJid &jid) const;
    /// Nobody: contacts are treated as people who may not see us, in all that they could ask or be told.
    enum class Telling { Contacts, Nobody };
    Telling telling() const { return m_telling; }
    void setTelling(Telling telling);
    /// May they learn this of us, by what xmpp/Authority says of such people?
    bool mayLearn(Authority::Topic topic, const Sender &who) const;

    QFuture<Status> add(const BareJid &jid, const QString &name, const QStringList &groups, const QString &message);
    /// Waits for the next session where there is none, and is tried again by later ones until the server's roster shows it.
    QFuture<Status> acceptInvitation(const BareJid &inviter, const QString &token);
    QFuture<Status> rename(const BareJid &jid, const QString &name);
    QFuture<Status> setGroups(const BareJid &jid, const QStringList &groups);
    QFuture<Status> remove(const BareJid &jid);
    /// Several at once, which is told once.
    QFuture<Status> answer(const QList<BareJid> &people, RequestAnswer answer);
    /// What a contact calls themselves, tidied (xmpp/Nickname); it is shown where the user gave them no name and nobody is
    /// like it. Empty: nothing. No contact: without effect. Those that come close together are stored and told as one.
    void setOwnName(const BareJid &jid, const QString &name);
    /// What the user is called: nobody else is shown by that.
    void setSelfName(const QString &name);
    /// Says the whole roster and all requests again, for a window that has not read them, or not these.
    void announceAll();
    /// They are let see us as soon as they ask to, in this session: the user has wished for it elsewhere (XEP-0100, 4.1.1).
    void expectRequest(const BareJid &jid);
    /// Of these people, or of everybody at these domains; nobody is answered.
    void dropRequestsOf(const QList<Jid> &who);

Q_SIGNALS:
    void rosterReplaced(jackdaw::AccountId account, const QList<jackdaw::Contact> &contacts);
    /// The server of this session has said who they are, whether they changed or not: isOfNow() from here on.
    void rosterConfirmed();
    void contactsChanged(const QList<jackdaw::Contact> &contacts);
    void contactRemoved(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void requestsChanged(jackdaw::AccountId account, const QList<jackdaw::SubscriptionRequest> &requests);
    /// What somebody who asks to see us calls themselves.
    void nameSaid(const jackdaw::BareJid &who, const QString &name);
    void storageFailed(const jackdaw::Error &error);
    /// Who may learn something of us is another now.
    void tellingChanged();

private:
    void load();
    void fetch();
    /// Who is shown by another name of theirs now than `m_contacts` has it; puts it there.
    QList<Contact> takeRenamed();
    void gatherNames();
    void announceNames();
    Connection::Disposition handlePush(const QDomElement &iq);
    Connection::Disposition handlePresence(const QDomElement &presence);
    QFuture<Status> set(const RosterItem &item);
    void dropRequests(const QList<BareJid> &people);
    void takeRoster();
    void takeRequest(const SubscriptionRequest &request);
    void dropGrantedRequests();
    void dropForgottenRequests();
    /// False if none of them had asked. Tells nobody.
    bool takeRequestsAway(const QList<BareJid> &people);
    void gatherRequests();
    void announceRequests();
    Contact contactOf(const RosterItem &item) const;
    QFuture<Status> showInvitation(const WaitingInvitation &invitation);
    void showWaitingInvitations();
    void noteAnswered(const Contact &contact);
    void forgetInvitation(const BareJid &inviter);

    AccountContext m_account;
    Authority m_authority;
    RosterStore m_store;
    QHash<BareJid, Contact> m_contacts;
    OwnNames m_ownNames;
    QHash<BareJid, SubscriptionRequest> m_requests;
    /// Is it the server's roster of this session, or what an earlier one left?
    enum class Roster { OfBefore, OfNow } m_roster = Roster::OfBefore;
    QHash<BareJid, SubscriptionRequest> m_early; ///< of those whom the roster of before lets see us
    Telling m_telling = Telling::Contacts;
    QSet<BareJid> m_expected; ///< who may see us as soon as they ask
    QSet<BareJid> m_repeated; ///< of them, those that the server said in this session
    QSet<BareJid> m_missed;   ///< that the session before this did not have; on disk in m_account.notes
    QString m_version;
    QList<WaitingInvitation> m_invitations; ///< that the server's roster does not show yet; on disk in m_account.notes
    QHash<BareJid, std::shared_ptr<QPromise<Status>>> m_invitationAnswers; ///< of those that wait for a session
    QTimer m_gatherRequests; ///< so that a flood of requests is a few signals
    QTimer m_gatherNames;    ///< so that a flood of names is a few transactions
};

} // namespace jackdaw
