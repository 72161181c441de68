// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountStore.h"
#include "chat/MessageStore.h"
#include "omemo/OmemoService.h"
#include "support/Builders.h"
#include "support/FakeClock.h"
#include "support/TestDatabase.h"
#include "xmpp/OmemoStanza.h"

#include <QDomDocument>
#include <QXmlStreamWriter>

namespace jackdaw::test {

inline QDomElement domOf(const QString &xml)
{
    QDomDocument document;
    const QString whole = QStringLiteral("<s xmlns='jabber:client'>%1</s>").arg(xml);
    if (!document.setContent(whole, QDomDocument::ParseOption::UseNamespaceProcessing)) {
        qFatal("a test's stanza is not well-formed");
    }
    return document.documentElement().firstChildElement();
}

inline QString xmlOf(const QXmppMessage &message)
{
    QString xml;
    QXmlStreamWriter writer(&xml);
    message.toXml(&writer);
    return xml;
}

/// The nodes of all accounts, as their servers keep them.
struct MemoryServer
{
    QHash<std::pair<BareJid, QString>, QMap<QString, QString>> nodes;

    QString item(const BareJid &owner, const QString &node, const QString &id) const { return nodes.value({owner, node}).value(id); }
    OmemoDeviceList list(const BareJid &owner, OmemoVersion version) const
    {
        const QString xml = item(owner, deviceListNode(version), QStringLiteral("current"));
        return xml.isEmpty() ? OmemoDeviceList() : *readDeviceList(version, domOf(xml));
    }
    void setList(const BareJid &owner, OmemoVersion version, const OmemoDeviceList &list)
    {
        QString xml;
        QXmlStreamWriter writer(&xml);
        writeDeviceList(writer, version, list);
        nodes[{owner, deviceListNode(version)}] = {{QStringLiteral("current"), xml}};
    }
};

/// How one account sees them. Answers at once, or when the test says so.
class MemoryNodes : public PersonalNodes
{
public:
    MemoryNodes(MemoryServer &server, BareJid account) : m_server(server), m_account(std::move(account)) {}

    void publish(const QString &node, const QString &id, const ItemWriter &payload, const NodeOptions &options, QObject *,
                 std::function<void(Status)> done) override
    {
        QString xml;
        QXmlStreamWriter writer(&xml);
        payload(writer);
        auto &items = m_server.nodes[{m_account, node}];
        if (options.items == NodeOptions::Items::One) {
            items.clear();
        }
        items.insert(id, xml);
        published.append(node);
        access.append(options.access);
        done(Done{});
    }
    void fetch(const BareJid &owner, const QString &node, const QString &id, QObject *,
               std::function<void(Result<QList<PubSubItem>>)> done) override
    {
        fetched.append({owner.toString(), node});
        auto answer = [this, owner, node, id, done = std::move(done)] {
            --open;
            const auto found = m_server.nodes.constFind({owner, node});
            if (offline || (isAway && isAway(owner, node))) {
                done(Error{failure, {}, {}});
            } else if (found == m_server.nodes.constEnd()) {
                done(Error{ErrorKind::NotFound, {}, {}});
            } else if (id.isEmpty()) {
                done(QList<PubSubItem>{{found->lastKey(), domOf(found->last())}});
            } else {
                done(found->contains(id) ? QList<PubSubItem>{{id, domOf(found->value(id))}} : QList<PubSubItem>());
            }
        };
        mostOpen = qMax(mostOpen, ++open);
        if (holds || (hangs && hangs(owner))) {
            held.append(std::move(answer));
        } else {
            deepest = qMax(deepest, ++m_depth);
            answer();
            --m_depth;
        }
    }
    int fetchesOf(const QString &part) const
    {
        return int(std::count_if(fetched.cbegin(), fetched.cend(), [&](const auto &each) { return each.second.contains(part); }));
    }

    QStringList published;
    QList<NodeOptions::Access> access;
    QList<std::pair<QString, QString>> fetched;
    QList<std::function<void()>> held;
    bool holds = false;
    std::function<bool(const BareJid &owner)> hangs; ///< holds what it is asked of theirs
    bool offline = false;
    ErrorKind failure = ErrorKind::Timeout; ///< of what is not answered
    std::function<bool(const BareJid &owner, const QString &node)> isAway; ///< does its server not answer?
    int open = 0;
    int mostOpen = 0;
    int deepest = 0; ///< questions that were asked while another was being answered

private:
    int m_depth = 0;
    MemoryServer &m_server;
    BareJid m_account;
};

/// Somebody with this program: a database, an identity, and what it would send.
class Person
{
public:
    Person(MemoryServer &server, const char *address) : jid(test::jid(address)), nodes(server, jid), m_settings(anAccount(address))
    {
        account = *AccountStore(*database).add(m_settings);
        m_connection = std::make_unique<Connection>(m_settings, QStringLiteral("agent"), clock);
        service = std::make_unique<OmemoService>(AccountContext{account, *m_connection, *database, clock}, nodes, database.folder());
        QObject::connect(service.get(), &OmemoService::keysToSend, service.get(), [this](const QXmppMessage &message) { keys.append(message); });
        QObject::connect(service.get(), &OmemoService::trustToSend, service.get(),
                         [this](const QXmppMessage &message, const OmemoDevice &to) { letters.append({message, to}); });
        QObject::connect(service.get(), &OmemoService::deviceAppeared, service.get(), [this](const OmemoDevice &device) { appeared.append(device); });
        QObject::connect(service.get(), &OmemoService::identityRefused, service.get(), [this](const OmemoDevice &device) { refused.append(device); });
        QObject::connect(service.get(), &OmemoService::removedFromOwnList, service.get(), [this] { ++removals; });
        QObject::connect(service.get(), &OmemoService::readinessChanged, service.get(), [this](const BareJid &peer) { changed.append(peer); });
        service->setByDefault(EncryptByDefault::Yes);
        if (!service->begin()) {
            qFatal("encryption does not begin");
        }
        service->beginSession();
    }

    OmemoDevice device() { return service->keys().own(); }
    /// After what was missing has been asked for, and answered where the server answers at once.
    OmemoService::Readiness readiness(const BareJid &peer)
    {
        const auto first = service->readiness(peer);
        const auto second = service->readiness(peer);
        return first && second ? *second : OmemoService::Readiness::Stuck;
    }

    /// Empty where it was refused.
    QList<QXmppMessage> write(const BareJid &peer, const QString &text, MessageId message = {})
    {
        QList<QXmppMessage> out;
        error.reset();
        const Status done = database->transaction(Database::Durability::Full, [&]() -> Status {
            auto sealed = service->seal(writeText(peer, OriginId(QStringLiteral("id-") + text), text), peer, message);
            if (!sealed) {
                return sealed.error();
            }
            out = *std::move(sealed);
            return Done{};
        });
        if (!done) {
            error = done.error();
            out.clear();
        }
        return out;
    }
    OmemoService::Opened read(const QXmppMessage &stanza, const BareJid &from, std::optional<BareJid> chat = {})
    {
        OmemoService::Opened opened;
        QXmppMessage arrived = stanza;
        arrived.setFrom(from.toString() + QStringLiteral("/there"));
        const Status done = database->transaction(Database::Durability::Full, [&]() -> Status {
            auto result = service->open(domOf(xmlOf(arrived)), from, chat.value_or(jid), clock.now());
            if (!result) {
                return result.error();
            }
            opened = *std::move(result);
            return Done{};
        });
        if (!done) {
            qFatal("not stored: %s", qPrintable(done.error().detail));
        }
        service->settle();
        return opened;
    }
    /// The text, or nothing.
    QString textOf(const QList<QXmppMessage> &stanzas, const BareJid &from)
    {
        for (const QXmppMessage &stanza : stanzas) {
            const auto opened = read(stanza, from);
            if (opened.outcome == OmemoService::Opened::Outcome::Opened) {
                return opened.stanza.body;
            }
        }
        return {};
    }
    MessageId aMessageTo(const BareJid &peer)
    {
        MessageStore messages(*database);
        Message message = aMessage().ours();
        message.conversation = *messages.ensureConversation(account, peer);
        message.originId = OriginId(QString::number(++m_messages));
        return messages.insert(message, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount)->id;
    }

    BareJid jid;
    TestDatabase database;
    FakeClock clock;
    MemoryNodes nodes;
    AccountId account;
    std::unique_ptr<OmemoService> service;
    QList<QXmppMessage> keys;
    QList<std::pair<QXmppMessage, OmemoDevice>> letters; ///< of trust
    QList<OmemoDevice> appeared;
    QList<OmemoDevice> refused;
    QList<BareJid> changed;
    int removals = 0;
    std::optional<Error> error;

private:
    AccountSettings m_settings;
    std::unique_ptr<Connection> m_connection;
    int m_messages = 0;
};

} // namespace jackdaw::test
