// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/GatewayService.h"

#include "base/Async.h"
#include "base/Log.h"
#include "presence/PresenceService.h"
#include "roster/RosterService.h"
#include "xmpp/Capabilities.h"
#include "xmpp/Dom.h"
#include "xmpp/GatewayInteraction.h"
#include "xmpp/Namespaces.h"
#include "xmpp/Nickname.h"
#include "xmpp/PresenceStanza.h"

#include <QPromise>
#include <QXmlStreamWriter>

#include <algorithm>
#include <memory>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int longestGatewayName = 100;

Connection::PayloadWriter emptyQuery(QStringView space)
{
    return [space](QXmlStreamWriter &writer) {
        writer.writeStartElement(u"query"_s);
        writer.writeDefaultNamespace(space.toString());
        writer.writeEndElement();
    };
}

/// Calls `done` when as many have ended as were begun.
std::function<void()> countdown(qsizetype many, std::function<void()> done)
{
    return [left = std::make_shared<qsizetype>(many), done = std::move(done)] {
        if (--*left == 0) {
            done();
        }
    };
}

Error notAGateway(const BareJid &jid) { return {ErrorKind::NotFound, u"no gateway"_s, jid.toString()}; }

/// XEP-0077, 3.1.1 and 3.2.2: what a gateway's refusal means, which is about what was typed for the other network.
Error gatewayError(Error error, const BareJid &gateway)
{
    if (error.kind == ErrorKind::NotAuthorized) {
        error.kind = ErrorKind::NotAcceptable; // no password of this account was asked for
    }
    error.subject = gateway.toString();
    return error;
}

} // namespace

GatewayService::GatewayService(const AccountContext &account, RosterService &roster, PresenceService &presence,
                               QObject *parent)
    : QObject(parent), m_account(account), m_roster(roster), m_presence(presence)
{
    const QStringList kept = m_account.notes.loggedOutGateways();
    for (const QString &each : kept) {
        if (const auto jid = BareJid::parse(each)) {
            m_loggedOut.insert(*jid);
        }
    }
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        if (session == Connection::Session::New) {
            m_asked.clear();
            m_queries.clear();
            lookAtRoster();
        } else { // what it became meanwhile is said when this returns (Connection::announceAgain)
            QMetaObject::invokeMethod(this, &GatewayService::stayLoggedOut, Qt::QueuedConnection);
        }
    });
    connect(&account.connection, &Connection::announced, this, &GatewayService::stayLoggedOut);
    connect(&roster, &RosterService::rosterReplaced, this, &GatewayService::lookAtRoster);
    connect(&roster, &RosterService::contactsChanged, this, [this](const QList<Contact> &contacts) {
        for (const Contact &contact : contacts) {
            lookAt(contact);
        }
    });
    connect(&roster, &RosterService::tellingChanged, this, &GatewayService::lookAtRoster);
    connect(&presence, &PresenceService::sentToAll, this, &GatewayService::stayLoggedOut);
    connect(&presence, &PresenceService::presencesChanged, this, [this](const QList<ContactPresence> &presences) {
        for (const ContactPresence &each : presences) {
            if (m_gateways.contains(each.jid)) {
                takePresence(each.jid);
            }
        }
    });
    connect(&presence, &PresenceService::presencesUnknown, this, [this] {
        for (Gateway &gateway : m_gateways) {
            gateway.session = Gateway::Session::Unknown;
            gateway.said.clear();
            gateway.error.reset();
        }
        announce();
    });
    account.connection.onPresence([this](const QDomElement &element) { return handleError(element); });
}

void GatewayService::ask(Connection::Request type, const BareJid &whom, Connection::PayloadWriter payload,
                         Answered done)
{
    m_account.connection.request(type, Jid(whom), std::move(payload), this, std::move(done));
}

void GatewayService::announce()
{
    if (!m_gateways.isEmpty()) {
        Q_EMIT changed(m_account.id, m_gateways.values());
    }
}

void GatewayService::change(const Gateway &gateway)
{
    const auto known = m_gateways.constFind(gateway.jid);
    if (known != m_gateways.cend() && *known == gateway) {
        return;
    }
    m_gateways.insert(gateway.jid, gateway);
    Q_EMIT changed(m_account.id, m_gateways.values());
}

// Finding them

void GatewayService::lookAtRoster()
{
    for (const Contact &contact : m_roster.contacts()) {
        lookAt(contact);
    }
}

/// A gateway is no person: its address has no local part. Unasked only who may know that we are there is looked at, since
/// a question says so.
void GatewayService::lookAt(const Contact &contact)
{
    if (contact.jid.local().isEmpty() && m_account.connection.isOnline()
        && m_roster.mayLearn(Authority::Topic::Capabilities, Sender(Jid(contact.jid)))) {
        askWhatItIs(contact.jid);
    }
}

void GatewayService::askWhatItIs(const BareJid &address, std::function<void()> done)
{
    const bool isOwnServer =
        address.toString() == m_account.jid().domain(); // what we say to it is about the account itself
    if (m_asked.contains(address) || isOwnServer || m_asked.size() >= maximumAsked) {
        if (done) {
            done();
        }
        return;
    }
    m_asked.insert(address);
    ask(Connection::Request::Get, address, emptyQuery(ns::discoInfo),
        [this, address, done](const Result<QDomElement> &answer) {
        if (!answer) {
            m_asked.remove(address);
        } else {
            const Capabilities said = Capabilities::read(childElement(*answer, u"query", ns::discoInfo));
            const auto identity =
                std::find_if(said.identities.cbegin(), said.identities.cend(),
                             [](const Capabilities::Identity &each) { return each.category == u"gateway"; });
            if (identity != said.identities.cend()) {
                Gateway gateway = m_gateways.value(address);
                gateway.jid = address;
                gateway.name = tidyLine(identity->name, longestGatewayName);
                gateway.type = tidyLine(identity->type, longestGatewayName);
                change(gateway);
                takePresence(address);
            }
        }
        if (done) {
            done();
        }
    });
}

void GatewayService::askWhetherRegistered(const BareJid &gateway, std::function<void()> done)
{
    ask(Connection::Request::Get, gateway, writeRegistrationRequest,
        [this, gateway, done](const Result<QDomElement> &answer) {
        if (answer) {
            Gateway known = m_gateways.value(gateway);
            known.registration = readRegistration(childElement(*answer, u"query", ns::registration)).isRegistered
                ? Gateway::Registration::Yes
                : Gateway::Registration::No;
            change(known);
        }
        done();
    });
}

QFuture<Result<QList<Gateway>>> GatewayService::find()
{
    const auto promise = std::make_shared<QPromise<Result<QList<Gateway>>>>();
    promise->start();
    const BareJid server = BareJid::fromPrepared(m_account.jid().domain());
    ask(Connection::Request::Get, server, emptyQuery(ns::discoItems),
        [this, promise](const Result<QDomElement> &answer) {
        const auto finish = [promise](const Result<QList<Gateway>> &result) {
            promise->addResult(result);
            promise->finish();
        };
        if (!answer) {
            finish(answer.error());
            return;
        }
        QList<BareJid> addresses;
        const QDomElement query = childElement(*answer, u"query", ns::discoItems);
        for (QDomElement item = query.firstChildElement(); !item.isNull() && addresses.size() < maximumAsked;
             item = item.nextSiblingElement()) {
            const auto jid = Jid::parse(item.attribute(u"jid"_s));
            if (jid && jid->isBare() && jid->bare().local().isEmpty() && item.attribute(u"node"_s).isEmpty()) {
                addresses += jid->bare();
            }
        }
        for (const Contact &contact : m_roster.contacts()) {
            if (contact.jid.local().isEmpty()) {
                askWhatItIs(contact.jid);
            }
        }
        const auto listed = countdown(addresses.size() + 1, [this, finish] {
            const QList<BareJid> gateways = m_gateways.keys();
            const auto told = countdown(gateways.size() + 1, [this, finish] { finish(m_gateways.values()); });
            for (const BareJid &gateway : gateways) {
                askWhetherRegistered(gateway, told);
            }
            told();
        });
        for (const BareJid &address : std::as_const(addresses)) {
            askWhatItIs(address, listed);
        }
        listed();
    });
    return promise->future();
}

// Registration

QFuture<Result<GatewayRegistration>> GatewayService::registration(const BareJid &gateway)
{
    const auto promise = std::make_shared<QPromise<Result<GatewayRegistration>>>();
    promise->start();
    ask(Connection::Request::Get, gateway, writeRegistrationRequest,
        [this, promise, gateway](const Result<QDomElement> &answer) {
        if (answer) {
            const RegistrationQuery query = readRegistration(childElement(*answer, u"query", ns::registration));
            m_queries.insert(gateway, query);
            promise->addResult(GatewayRegistration{query.form, query.website, query.isRegistered});
        } else {
            promise->addResult(gatewayError(answer.error(), gateway));
        }
        promise->finish();
    });
    return promise->future();
}

QFuture<Status> GatewayService::registerWith(const BareJid &gateway, const DataForm &filled)
{
    const auto query = m_queries.constFind(gateway);
    if (query == m_queries.cend() || !m_gateways.contains(gateway)) {
        return ready<Done>(notAGateway(gateway));
    }
    // Hidden fields are the gateway's; all else is what was typed.
    DataForm form = query->form;
    for (FormField &field : form.fields) {
        const FormField *typed = filled.find(field.var);
        if (typed && field.type != FormField::Type::Hidden && field.type != FormField::Type::Fixed) {
            field.values = typed->values;
        }
    }
    const auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    const auto finish = [promise](const Status &status) {
        promise->addResult(status);
        promise->finish();
    };
    ask(Connection::Request::Set, gateway, [source = query->source, form](QXmlStreamWriter &writer) {
        writeRegistration(writer, source, form);
    }, [this, gateway, finish](const Result<QDomElement> &answer) {
        if (!answer) {
            finish(gatewayError(answer.error(), gateway));
            return;
        }
        Gateway known = m_gateways.value(gateway);
        known.registration = Gateway::Registration::Yes;
        known.error.reset();
        change(known);
        if (const Status kept = setLoggedOut(gateway, false); !kept) {
            qCWarning(log::roster) << "a gateway stays logged out:" << kept.error().detail;
        }
        // XEP-0100, 4.1.1: it asks to see us, which is what the user has just wished, and we ask to see it.
        m_roster.expectRequest(gateway);
        const Contact *contact = m_roster.find(gateway);
        const bool seesIt =
            contact && (contact->subscription == Subscription::To || contact->subscription == Subscription::Both);
        if (seesIt) {
            finish(Done{});
            return;
        }
        m_roster.add(gateway, contact ? contact->name : known.name, contact ? contact->groups : QStringList(), {})
            .then(this, finish);
    });
    return promise->future();
}

QFuture<Status> GatewayService::unregister(const BareJid &gateway, Contacts contacts)
{
    if (!m_gateways.contains(gateway)) { // said to our own server, this would end the account (XEP-0077, 3.2)
        return ready<Done>(notAGateway(gateway));
    }
    const auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    ask(Connection::Request::Set, gateway, writeRemoval,
        [this, promise, gateway, contacts](const Result<QDomElement> &answer) {
        // XEP-0077, 3.2.2: whom it does not know, it has nothing to forget of.
        const bool isGone = answer || answer.error().kind == ErrorKind::NotFound
            || answer.error().detail.contains(u"registration-required");
        if (!isGone) {
            promise->addResult(Status(gatewayError(answer.error(), gateway)));
            promise->finish();
            return;
        }
        Gateway known = m_gateways.value(gateway);
        known = {gateway, known.name, known.type, Gateway::Registration::No, Gateway::Session::Unknown, {}, {}};
        change(known);
        if (const Status kept = setLoggedOut(gateway, false); !kept) {
            qCWarning(log::roster) << "a gateway stays noted:" << kept.error().detail;
        }
        QList<BareJid> leaving;
        for (const Contact &contact : m_roster.contacts()) {
            if (contact.jid == gateway || (contacts == Contacts::Remove && contact.jid.domain() == gateway.domain())) {
                leaving += contact.jid;
            }
        }
        const auto outcome = std::make_shared<Status>(Done{});
        const auto removed = countdown(leaving.size() + 1, [promise, outcome] {
            promise->addResult(*outcome);
            promise->finish();
        });
        for (const BareJid &each : std::as_const(leaving)) {
            m_roster.remove(each).then(this, [outcome, removed](const Status &status) {
                if (!status && *outcome) {
                    *outcome = status;
                }
                removed();
            });
        }
        removed();
    });
    return promise->future();
}

// The session with the other network

void GatewayService::takePresence(const BareJid &from)
{
    Gateway gateway = m_gateways.value(from);
    const QList<Presence> resources = m_presence.resources(from).values();
    if (!resources.isEmpty()) {
        gateway.session = Gateway::Session::LoggedIn;
        gateway.said = PresenceService::shownOf(resources).status;
        gateway.error.reset();
    } else if (gateway.session != Gateway::Session::Failed && m_roster.find(from)) {
        gateway.session = Gateway::Session::LoggedOut;
        gateway.said = m_presence.lastWords(from);
    }
    change(gateway);
}

/// XEP-0100, 4.4.2: why it could not log in to the other network.
Connection::Disposition GatewayService::handleError(const QDomElement &element)
{
    const PresenceStanza stanza = readPresence(element);
    if (stanza.type != PresenceStanza::Type::Error || !stanza.from.isValid()
        || !m_gateways.contains(stanza.from.bare())) {
        return Connection::Disposition::Pass;
    }
    Gateway gateway = m_gateways.value(stanza.from.bare());
    gateway.session = Gateway::Session::Failed;
    gateway.said.clear();
    gateway.error = gatewayError(stanzaError(element), gateway.jid);
    change(gateway);
    return Connection::Disposition::Consumed;
}

QFuture<Status> GatewayService::logIn(const BareJid &gateway)
{
    if (!m_account.connection.isOnline()) {
        return ready<Done>(Error{ErrorKind::Offline, {}, {}});
    }
    if (!m_gateways.contains(gateway)) {
        return ready<Done>(notAGateway(gateway));
    }
    // To log in is to be seen there, by the gateway and by all whom it shows us to; a privacy list would keep it back.
    if (m_roster.telling() == RosterService::Telling::Nobody) {
        return ready<Done>(Error{ErrorKind::WouldShow, {}, gateway.toString()});
    }
    if (const Status kept = setLoggedOut(gateway, false); !kept) {
        return ready<Done>(kept);
    }
    Gateway known = m_gateways.value(gateway);
    if (known.session == Gateway::Session::Failed) {
        known.session = Gateway::Session::Unknown;
        known.error.reset();
        change(known);
    }
    m_presence.sendTo(gateway);
    return ready<Done>(Done{});
}

QFuture<Status> GatewayService::logOut(const BareJid &gateway)
{
    if (!m_account.connection.isOnline()) {
        return ready<Done>(Error{ErrorKind::Offline, {}, {}});
    }
    if (!m_gateways.contains(gateway)) {
        return ready<Done>(notAGateway(gateway));
    }
    if (const Status kept = setLoggedOut(gateway, true); !kept) {
        return ready<Done>(kept);
    }
    stayLoggedOut();
    return ready<Done>(Done{});
}

Status GatewayService::setLoggedOut(const BareJid &gateway, bool loggedOut)
{
    if (m_loggedOut.contains(gateway) == loggedOut) {
        return Done{};
    }
    QSet<BareJid> wanted = m_loggedOut;
    if (loggedOut) {
        wanted.insert(gateway);
    } else {
        wanted.remove(gateway);
    }
    QStringList addresses;
    for (const BareJid &each : std::as_const(wanted)) {
        addresses += each.toString();
    }
    addresses.sort();
    const Status kept = m_account.notes.setLoggedOutGateways(addresses);
    if (kept) {
        m_loggedOut = wanted;
    }
    return kept;
}

void GatewayService::stayLoggedOut()
{
    if (!m_account.connection.isOnline()) {
        return;
    }
    for (const BareJid &gateway : std::as_const(m_loggedOut)) {
        QXmppPresence away(QXmppPresence::Unavailable);
        away.setTo(gateway.toString());
        m_account.connection.sendPresence(away);
    }
}

// Adding people

QFuture<Result<GatewayPrompt>> GatewayService::prompt(const BareJid &gateway)
{
    const auto promise = std::make_shared<QPromise<Result<GatewayPrompt>>>();
    promise->start();
    ask(Connection::Request::Get, gateway, writeGatewayPromptRequest,
        [promise, gateway](const Result<QDomElement> &answer) {
        if (answer) {
            const GatewayWords words = readGatewayPrompt(*answer);
            promise->addResult(GatewayPrompt{words.description, words.prompt});
        } else {
            promise->addResult(gatewayError(answer.error(), gateway));
        }
        promise->finish();
    });
    return promise->future();
}

QFuture<Result<BareJid>> GatewayService::addressOf(const BareJid &gateway, const QString &text)
{
    const auto promise = std::make_shared<QPromise<Result<BareJid>>>();
    promise->start();
    ask(Connection::Request::Set, gateway, [text](QXmlStreamWriter &writer) { writeGatewayAnswer(writer, text); },
        [promise, gateway](const Result<QDomElement> &answer) {
        if (!answer) {
            promise->addResult(gatewayError(answer.error(), gateway));
        } else if (const auto jid = readGatewayAddress(*answer, gateway)) {
            promise->addResult(*jid);
        } else {
            promise->addResult(notAGateway(gateway));
        }
        promise->finish();
    });
    return promise->future();
}

} // namespace jackdaw
