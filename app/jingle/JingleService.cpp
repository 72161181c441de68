// SPDX-License-Identifier: GPL-3.0-or-later
#include "jingle/JingleService.h"

#include "presence/PresenceService.h"
#include "roster/RosterService.h"
#include "xmpp/Authority.h"
#include "xmpp/InBandBytes.h"
#include "xmpp/Namespaces.h"

#include <QUuid>
#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostEnded = 20;

} // namespace

JingleService::JingleService(const AccountContext &account, const RosterService &roster, PresenceService &presence,
                             SocksWays &ways, const DirectLimits &limits, QObject *parent)
    : QObject(parent), m_account(account), m_roster(roster), m_presence(presence), m_ways(ways), m_limits(limits)
{
    account.connection.onRequest(ns::jingle, [this](const QDomElement &iq) { return handleJingle(iq); });
    account.connection.onRequest(ns::inBandBytes, [this](const QDomElement &iq) { return handleBytes(iq); });
    // A file is many pieces, and each that comes was asked for by the acknowledgement of one before it.
    account.connection.expectRequests([this](const QDomElement &iq) {
        const auto step = m_sessions.empty() ? std::nullopt : readInBand(iq);
        const auto from = step ? Jid::parse(iq.attribute(u"from"_s)) : Result<Jid>(Error{});
        if (!from) {
            return false;
        }
        for (const auto &[key, entry] : m_sessions) {
            if (key.peer == from->toString() && entry.session->expects(*step)) {
                return true;
            }
        }
        return false;
    });
    // A new stream is another address, and nobody on the other side knows it (RFC 6120, 7).
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        if (session == Connection::Session::New) {
            loseAll();
        }
    });
    connect(&account.connection, &Connection::sessionEnded, this, &JingleService::loseAll);
    connect(&presence, &PresenceService::presencesChanged, this, [this](const QList<ContactPresence> &all) {
        for (const ContactPresence &each : all) {
            lookWhoIsThere(each.jid);
        }
    });
}

JingleService::~JingleService()
{
    for (auto &[key, entry] : m_sessions) {
        entry.session->disconnect();
    }
}

bool JingleService::isThere(const Jid &client) const
{
    const auto all = m_presence.resources(client.bare());
    const auto found = all.constFind(client.resource());
    return found != all.cend() && found->availability != Availability::Offline;
}

JingleSession &JingleService::add(const Jid &peer, const QString &sid, JingleSession::Role role)
{
    Entry entry;
    entry.session = std::make_unique<JingleSession>(m_account.connection, peer, sid, role, m_limits, &m_ways);
    entry.wasThere = isThere(peer);
    JingleSession &session = *entry.session;
    const Key key{peer.toString(), sid};
    m_sessions.emplace(key, std::move(entry));
    connect(&session, &JingleSession::ended, this, [this, &session] {
        m_ended.append(session.peer().toString() + u' ' + session.transportId());
        while (m_ended.size() > mostEnded) {
            m_ended.removeFirst();
        }
    });
    // Whoever listens to its end is in the middle of it.
    connect(&session, &JingleSession::ended, this, [this, key] { m_sessions.erase(key); }, Qt::QueuedConnection);
    return session;
}

JingleSession &JingleService::begin(const Jid &peer)
{
    return add(peer, QUuid::createUuid().toString(QUuid::Id128), JingleSession::Role::Sender);
}

JingleSession *JingleService::find(const Jid &peer, const QString &sid) const
{
    const auto found = m_sessions.find(Key{peer.toString(), sid});
    return found == m_sessions.end() ? nullptr : found->second.session.get();
}

/// A full address, of somebody who may know that we are there.
std::optional<Jid> JingleService::senderOf(const QDomElement &iq) const
{
    const auto from = Jid::parse(iq.attribute(u"from"_s));
    const bool isKnown = from && !from->isBare() && !from->bare().local().isEmpty()
        && *from != m_account.connection.boundJid()
        && m_roster.mayLearn(Authority::Topic::Capabilities, Sender::of(iq));
    return isKnown ? std::optional<Jid>(*from) : std::nullopt;
}

void JingleService::refuse(const QDomElement &iq, const JingleSession::Refusal &refusal)
{
    const char *more = refusal.jingle;
    m_account.connection.refuse(iq, refusal.type, refusal.condition,
                                !more ? Connection::PayloadWriter() : [more](QXmlStreamWriter &writer) {
        writer.writeStartElement(QLatin1StringView(more));
        writer.writeDefaultNamespace(ns::jingleErrors.toString());
        writer.writeEndElement();
    });
}

Connection::Disposition JingleService::handleJingle(const QDomElement &iq)
{
    const auto from = senderOf(iq);
    if (!from) {
        return Connection::Disposition::Pass;
    }
    const auto step = readJingle(iq);
    if (!step) {
        refuse(iq, {"modify", "bad-request"});
        return Connection::Disposition::Consumed;
    }
    JingleSession *session = find(*from, step->sid);
    if (!session && step->action == JingleAction::Initiate) {
        takeOffer(iq, *from, *step);
        return Connection::Disposition::Consumed;
    }
    const auto refusal = session
        ? session->take(*step)
        : JingleSession::Answer(JingleSession::Refusal{"cancel", "item-not-found", "unknown-session"});
    if (refusal) {
        refuse(iq, *refusal);
    } else {
        m_account.connection.answer(iq, {});
    }
    return Connection::Disposition::Consumed;
}

void JingleService::takeOffer(const QDomElement &iq, const Jid &from, const JingleStep &step)
{
    int pendingOfOne = 0;
    int pending = 0;
    for (const auto &[key, entry] : m_sessions) {
        const bool isWaiting = entry.session->role() == JingleSession::Role::Receiver && entry.session->isPending();
        pending += isWaiting;
        pendingOfOne += isWaiting && entry.session->peer().bare() == from.bare();
    }
    if (pendingOfOne >= m_limits.offersOfOne || pending >= m_limits.offers || !m_offer) {
        refuse(iq, {"wait", "resource-constraint"});
        return;
    }
    if (step.contents == 0 || step.creator != u"initiator" || step.content.isEmpty()) {
        refuse(iq, {"modify", "bad-request"});
        return;
    }
    m_account.connection.answer(iq, {}); // XEP-0166, 6.2: whatever becomes of it, that is said in a step of its own
    // One file a session, and none of ours: nobody may ask for those (XEP-0234, 6.2).
    if (step.contents != 1 || !step.isFile || !step.file || step.senders != JingleStep::Senders::Initiator) {
        turnDown(from, step.sid, JingleReason::UnsupportedApplications);
        return;
    }
    using Kind = JingleTransport::Kind;
    const bool isKnown =
        step.transport.kind == Kind::InBand || (step.transport.kind == Kind::Socks && step.transport.isTcp);
    const bool isTiny = step.transport.kind == Kind::InBand && step.transport.blockSize > 0
        && step.transport.blockSize < m_limits.leastBlock;
    if (!isKnown || isTiny || step.transport.sid.isEmpty()) {
        turnDown(from, step.sid, JingleReason::UnsupportedTransports);
        return;
    }
    JingleSession &session = add(from, step.sid, JingleSession::Role::Receiver);
    session.takeOffer(step);
    m_offer(session, *step.file);
}

void JingleService::turnDown(const Jid &peer, const QString &sid, JingleReason reason)
{
    JingleStep last;
    last.action = JingleAction::Terminate;
    last.sid = sid;
    last.reason = reason;
    m_account.connection.request(Connection::Request::Set, peer, [last](QXmlStreamWriter &writer) {
        writeJingle(writer, last, {}, {});
    }, this, [](const Result<QDomElement> &) {});
}

Connection::Disposition JingleService::handleBytes(const QDomElement &iq)
{
    const auto from = senderOf(iq);
    if (!from) {
        return Connection::Disposition::Pass;
    }
    const auto step = readInBand(iq);
    if (!step) {
        refuse(iq, {"modify", "bad-request"});
        return Connection::Disposition::Consumed;
    }
    JingleSession::Answer answer =
        JingleSession::Refusal{"cancel", step->kind == InBandStep::Kind::Open ? "not-acceptable" : "item-not-found"};
    for (const auto &[key, entry] : m_sessions) {
        if (key.peer == from->toString()) {
            const auto taken = entry.session->take(*step);
            const bool isTheirs = !taken || qstrcmp(taken->condition, "item-not-found") != 0;
            if (isTheirs) {
                answer = taken;
                break;
            }
        }
    }
    // All is here by the file's size, perhaps, before they close what it came by; to some an error there is one of the file.
    const bool isLate =
        step->kind == InBandStep::Kind::Close && m_ended.contains(from->toString() + u' ' + step->sid);
    if (answer && !isLate) {
        refuse(iq, *answer);
    } else {
        m_account.connection.answer(iq, {});
    }
    return Connection::Disposition::Consumed;
}

void JingleService::loseAll()
{
    QList<JingleSession *> all;
    for (const auto &[key, entry] : m_sessions) {
        all.append(entry.session.get());
    }
    for (JingleSession *session : std::as_const(all)) { // they are taken out later
        session->lose(Error{ErrorKind::ConnectionLost, u"another stream"_s, {}});
    }
}

void JingleService::lookWhoIsThere(const BareJid &peer)
{
    QList<JingleSession *> gone;
    for (auto &[key, entry] : m_sessions) {
        if (entry.session->peer().bare() != peer) {
            continue;
        }
        const bool isHere = isThere(entry.session->peer());
        if (entry.wasThere && !isHere) {
            gone.append(entry.session.get());
        }
        entry.wasThere = isHere;
    }
    for (JingleSession *session : std::as_const(gone)) {
        session->lose(Error{ErrorKind::PeerAway, u"gone offline"_s, session->peer().bare().toString()});
    }
}

} // namespace jackdaw
