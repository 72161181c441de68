// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence/CapabilitiesService.h"

#include "base/Log.h"
#include "presence/CapabilitiesStore.h"
#include "presence/PresenceService.h"
#include "roster/RosterService.h"
#include "storage/Database.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/OmemoStanza.h"

#include <QXmlStreamWriter>

#include <utility>

namespace jackdaw {

namespace {

Capabilities ownCapabilities(const PrivacySwitches &privacy)
{
    Capabilities out = Capabilities::own();
    // XEP-0163, 4.3: so that the server tells us which devices people have (XEP-0384, 5.2).
    for (const QString &node : {deviceListNode(OmemoVersion::Legacy), deviceListNode(OmemoVersion::Two)}) {
        out.features += node + QStringLiteral("+notify");
    }
    for (const auto &[wanted, feature] : {std::pair(privacy.receipts, ns::receipts), std::pair(privacy.markers, ns::markers),
                                          std::pair(privacy.typing, ns::chatStates), std::pair(privacy.version, ns::version),
                                          std::pair(privacy.localTime, ns::time),
                                          std::pair(privacy.lastActivity, ns::lastActivity)}) {
        if (wanted) {
            out.features += feature.toString();
        }
    }
    return out;
}

/// Of the program itself: a client may also say that it is a gateway or a bot.
QString nameOf(const Capabilities &capabilities)
{
    constexpr int longest = 60;
    for (const Capabilities::Identity &identity : capabilities.identities) {
        if (identity.category == u"client" && !identity.name.isEmpty()) {
            return identity.name.simplified().left(longest);
        }
    }
    return {};
}

} // namespace

CapabilitiesService::CapabilitiesService(const AccountContext &account, const RosterService &roster,
                                         PresenceService &presence, QObject *parent, CapabilitiesLimits limits)
    : QObject(parent)
    , m_account(account)
    , m_roster(roster)
    , m_presence(presence)
    , m_limits(limits)
{
    setPrivacy({});
    if (const auto known = CapabilitiesStore(account.database).load()) {
        m_known = *known;
    }
    if (const auto names = CapabilitiesStore(account.database).names()) {
        m_names = *names;
    }
    presence.setDeviceNames([this](const Jid &jid) { return m_names.value(m_verOf.value(jid)); });
    connect(&presence, &PresenceService::capabilitiesSeen, this, &CapabilitiesService::note);
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        if (session == Connection::Session::New) {
            m_verOf.clear(); // all presences are sent anew
            m_unasked.clear();
            m_unaskedClients = 0;
        }
        m_asked.clear();
        m_askedOf.clear();
        m_questions.clear();
        if (session == Connection::Session::Resumed) {
            lookAtRoster(); // the user may have wished to be seen again while there was no stream
        }
    });
    connect(&roster, &RosterService::tellingChanged, this, [this] {
        if (m_account.connection.isOnline()) { // else what is put off waits for the stream
            lookAtRoster();
        }
    });
    connect(&roster, &RosterService::rosterReplaced, this, &CapabilitiesService::lookAtRoster);
    connect(&roster, &RosterService::contactsChanged, this, &CapabilitiesService::lookAtRoster);
    account.connection.onRequest(ns::discoInfo, [this](const QDomElement &iq) { return answer(iq); });
    account.connection.onRequest(ns::discoItems, [this](const QDomElement &iq) { return answerItems(iq); });
    account.connection.onRequest(ns::ping, [this](const QDomElement &iq) {
        if (iq.attribute(QStringLiteral("type")) != u"get" || !m_roster.mayLearn(Authority::Topic::Ping, Sender::of(iq))) {
            return Connection::Disposition::Pass;
        }
        m_account.connection.answer(iq, {}); // XEP-0199, 4.1
        return Connection::Disposition::Consumed;
    });
}

bool CapabilitiesService::supports(const Jid &jid, QStringView feature) const
{
    return m_known.value(m_verOf.value(jid)).contains(feature);
}

void CapabilitiesService::setPrivacy(const PrivacySwitches &privacy)
{
    m_own = ownCapabilities(privacy);
    m_presence.setCapabilities(m_own.ver());
}

void CapabilitiesService::note(const Jid &from, const QString &node, const QString &ver)
{
    forgetDeferred(from);
    if (ver.isEmpty()) {
        m_verOf.remove(from);
        return;
    }
    if (m_verOf.size() < m_limits.followed || m_verOf.contains(from)) {
        m_verOf.insert(from, ver);
    }
    ask({from, node, ver});
}

void CapabilitiesService::ask(const Question &question)
{
    const BareJid who = question.jid.bare();
    if (m_known.contains(question.ver) || m_asked.contains(question.ver) || m_asked.size() >= m_limits.known
        || m_askedOf.value(who) >= m_limits.askedOfOne) {
        return;
    }
    // Anybody may send us a presence (RFC 6121, 4.6), and a question tells them that we are there, and from which device.
    if (!m_roster.mayLearn(Authority::Topic::Capabilities, Sender(question.jid))) {
        defer(question);
        return;
    }
    m_asked.insert(question.ver);
    ++m_askedOf[who];
    m_questions.enqueue(question);
    askNext();
}

/// A presence may come before the roster, and people are accepted later. One stranger leaves room for the others.
void CapabilitiesService::defer(const Question &question)
{
    auto &ofOne = m_unasked[question.jid.bare()];
    if (m_unaskedClients < m_limits.unasked && ofOne.size() < m_limits.unaskedOfOne) {
        ofOne.insert(question.jid, question);
        ++m_unaskedClients;
    } else if (ofOne.isEmpty()) {
        m_unasked.remove(question.jid.bare());
    }
}

/// It is gone, or says something else. From a bare address it is said of all clients (RFC 6121, 4.5.4).
void CapabilitiesService::forgetDeferred(const Jid &client)
{
    const auto ofOne = m_unasked.find(client.bare());
    if (ofOne == m_unasked.end()) {
        return;
    }
    m_unaskedClients -= ofOne->size();
    if (client.resource().isEmpty()) {
        ofOne->clear();
    } else {
        ofOne->remove(client);
    }
    m_unaskedClients += ofOne->size();
    if (ofOne->isEmpty()) {
        m_unasked.erase(ofOne);
    }
}

void CapabilitiesService::lookAtRoster()
{
    m_unaskedClients = 0;
    const auto unasked = std::exchange(m_unasked, {});
    for (const auto &ofOne : unasked) {
        for (const Question &question : ofOne) {
            ask(question);
        }
    }
}

void CapabilitiesService::askNext()
{
    while (m_open < m_limits.open && !m_questions.isEmpty()) {
        const Question question = m_questions.dequeue();
        ++m_open;
        const QString node = question.node + u'#' + question.ver; // XEP-0115, 6.2
        m_account.connection.request(Connection::Request::Get, question.jid, [node](QXmlStreamWriter &writer) {
            writer.writeStartElement(QStringLiteral("query"));
            writer.writeDefaultNamespace(ns::discoInfo.toString());
            writer.writeAttribute(QStringLiteral("node"), node);
            writer.writeEndElement();
        }, this, [this, question](const Result<QDomElement> &answer) {
            --m_open;
            if (answer) {
                const auto capabilities = Capabilities::read(childElement(*answer, u"query", ns::discoInfo));
                // XEP-0115, 5.4: what does not hash to what was promised is not remembered.
                if (capabilities.ver() == question.ver) {
                    learn(question.ver, capabilities);
                }
            }
            askNext();
        });
    }
}

void CapabilitiesService::learn(const QString &ver, const Capabilities &capabilities)
{
    QStringList features = capabilities.features;
    const auto isBot = [](const Capabilities::Identity &identity) { return identity.category == u"client" && identity.type == u"bot"; };
    if (std::any_of(capabilities.identities.cbegin(), capabilities.identities.cend(), isBot)) {
        features += botIdentity.toString();
    }
    if (features.join(u'\n').size() > m_limits.text) {
        return;
    }
    if (m_known.size() >= m_limits.known) {
        forgetUnused();
        if (m_known.size() >= m_limits.known) {
            return;
        }
    }
    m_known.insert(ver, features);
    const QString name = nameOf(capabilities);
    if (!name.isEmpty()) {
        m_names.insert(ver, name);
        QList<BareJid> people;
        for (auto client = m_verOf.cbegin(); client != m_verOf.cend(); ++client) {
            if (client.value() == ver) {
                people.append(client.key().bare());
            }
        }
        m_presence.refresh(people);
    }
    if (const Status stored = CapabilitiesStore(m_account.database).store(ver, features, name); !stored) {
        qCInfo(log::engine) << "capabilities not kept:" << stored.error().detail; // they can be asked again
    }
    Q_EMIT learned();
}

void CapabilitiesService::forgetUnused()
{
    const QSet<QString> used(m_verOf.cbegin(), m_verOf.cend());
    QStringList unused;
    for (auto it = m_known.keyBegin(); it != m_known.keyEnd(); ++it) {
        if (!used.contains(*it)) {
            unused += *it;
        }
    }
    const Status forgotten = m_account.database.transaction(Database::Durability::Normal, [&]() -> Status {
        for (const QString &ver : std::as_const(unused)) {
            if (const Status removed = CapabilitiesStore(m_account.database).remove(ver); !removed) {
                return removed;
            }
        }
        return Done{};
    });
    if (!forgotten) {
        qCInfo(log::engine) << "capabilities not forgotten:" << forgotten.error().detail;
        return;
    }
    for (const QString &ver : std::as_const(unused)) {
        m_known.remove(ver);
        m_names.remove(ver);
    }
}

Connection::Disposition CapabilitiesService::answer(const QDomElement &iq)
{
    if (!m_roster.mayLearn(Authority::Topic::Capabilities, Sender::of(iq)) || iq.attribute(QStringLiteral("type")) != u"get") {
        return Connection::Disposition::Pass;
    }
    const QString node = iq.firstChildElement().attribute(QStringLiteral("node"));
    if (!node.isEmpty() && node != Capabilities::node() + u'#' + m_own.ver()) {
        m_account.connection.refuse(iq, "cancel", "item-not-found");
    } else {
        m_account.connection.answer(iq, [this, node](QXmlStreamWriter &writer) { m_own.write(writer, node); });
    }
    return Connection::Disposition::Consumed;
}

/// XEP-0030, 4.1: nothing is below us. To those alone who may learn what we do: an answer says that we are there.
Connection::Disposition CapabilitiesService::answerItems(const QDomElement &iq)
{
    if (!m_roster.mayLearn(Authority::Topic::Capabilities, Sender::of(iq)) || iq.attribute(QStringLiteral("type")) != u"get") {
        return Connection::Disposition::Pass;
    }
    if (iq.firstChildElement().hasAttribute(QStringLiteral("node"))) {
        m_account.connection.refuse(iq, "cancel", "item-not-found");
    } else {
        m_account.connection.answer(iq, [](QXmlStreamWriter &writer) {
            writer.writeStartElement(QStringLiteral("query"));
            writer.writeDefaultNamespace(ns::discoItems.toString());
            writer.writeEndElement();
        });
    }
    return Connection::Disposition::Consumed;
}

} // namespace jackdaw
