// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "account/Gateway.h"
#include "xmpp/Registration.h"

#include <QFuture>
#include <QHash>
#include <QMap>
#include <QObject>
#include <QSet>

#include <functional>

namespace jackdaw {

class PresenceService;
class RosterService;
struct Contact;

/// The gateways of an account to other networks (XEP-0100): those that its provider has, and those that stand in the
/// roster; registering with them, logging in and out of them, adding people by them. Owned by Features, engine thread.
/// What one logged out of stays so over restarts, though each new presence of ours goes there too (RFC 6121, 4.4.2).
/// Asks an address without a local part in the roster what it is, once a session and only where it may see us, and others
/// only when the user looks for gateways.
class GatewayService : public QObject
{
    Q_OBJECT
public:
    /// Addresses that are asked what they are, and gateways that are told of.
    static constexpr int maximumAsked = 50;

    GatewayService(const AccountContext &account, RosterService &roster, PresenceService &presence,
                   QObject *parent = nullptr);

    /// Those of the provider and of the roster. Offline, Timeout, or what the server says of its services.
    QFuture<Result<QList<Gateway>>> find();
    QFuture<Result<GatewayRegistration>> registration(const BareJid &gateway);
    /// Answers the form of registration(), and lets the gateway see us from then on (XEP-0100, 4.1.1).
    QFuture<Status> registerWith(const BareJid &gateway, const DataForm &filled);
    enum class Contacts { Keep, Remove };
    /// XEP-0100, 4.3; the gateway leaves the roster, and its people with it where that is wished.
    QFuture<Status> unregister(const BareJid &gateway, Contacts contacts);
    /// XEP-0100, 4.4 and 4.5. WouldShow, to log in while invisible.
    QFuture<Status> logIn(const BareJid &gateway);
    QFuture<Status> logOut(const BareJid &gateway);
    QFuture<Result<GatewayPrompt>> prompt(const BareJid &gateway);
    /// Of whom the user named in the words of the other network. NotFound: it gave none.
    QFuture<Result<BareJid>> addressOf(const BareJid &gateway, const QString &text);

    /// Says them again, for a window that has not heard them.
    void announce();

Q_SIGNALS:
    void changed(jackdaw::AccountId account, const QList<jackdaw::Gateway> &gateways);

private:
    using Answered = std::function<void(const Result<QDomElement> &)>;

    void ask(Connection::Request type, const BareJid &whom, Connection::PayloadWriter payload, Answered done);
    void lookAtRoster();
    void lookAt(const Contact &contact);
    void askWhatItIs(const BareJid &address, std::function<void()> done = {});
    void askWhetherRegistered(const BareJid &gateway, std::function<void()> done = {});
    void takePresence(const BareJid &from);
    Connection::Disposition handleError(const QDomElement &presence);
    Status setLoggedOut(const BareJid &gateway, bool loggedOut);
    /// Every broadcast of ours logs us in again.
    void stayLoggedOut();
    void change(const Gateway &gateway);

    AccountContext m_account;
    RosterService &m_roster;
    PresenceService &m_presence;
    QMap<BareJid, Gateway> m_gateways;
    QSet<BareJid> m_asked; ///< what they are, in this session
    QHash<BareJid, RegistrationQuery> m_queries; ///< that were shown
    QSet<BareJid> m_loggedOut; ///< as on disk, in m_account.notes
};

} // namespace jackdaw
