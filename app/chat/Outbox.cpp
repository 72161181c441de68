// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/Outbox.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "storage/Database.h"
#include "xmpp/ArchiveFetcher.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>

namespace jackdaw {

namespace {

/// Our clock and the server's may differ by so much that an archived message is still found.
constexpr qint64 clockMargin = 24 * 60 * 60 * 1000;
constexpr int pageSize = 250;
constexpr int firstPause = 5'000; // ms
constexpr int longestPause = 5 * 60'000;

} // namespace

Outbox::Outbox(const AccountContext &account, MessageStore &store, ArchiveFetcher &archive, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_store(store)
    , m_archive(archive)
{
    m_askAgain.setSingleShot(true);
    m_pause = firstPause;
    connect(&m_askAgain, &QTimer::timeout, this, &Outbox::lookUpAgain);
    connect(&account.connection, &Connection::sessionStarted, this, &Outbox::beginSession);
}

void Outbox::beginSession(Connection::Session session)
{
    if (session == Connection::Session::New) {
        // The stream these were given to is gone; whether they arrived, only the archive knows.
        m_onTheirWay.clear();
        m_lookingUp.clear();
        m_asking.clear();
        if (!lookUp()) {
            return; // what cannot be looked up does not go out; the failure ends this session, and the next one looks
        }
    } else {
        lookUpAgain();
    }
    flush();
}

Status Outbox::lookUp()
{
    const auto handedOver = m_store.handedOver(m_account.id);
    const auto waiting = m_store.waiting(m_account.id);
    if (!handedOver || !waiting) {
        const Error why = handedOver ? waiting.error() : handedOver.error();
        Q_EMIT storageFailed(why);
        return why;
    }
    for (const Message &message : *waiting) { // oldest first
        if (handedOver->contains(message.id) && !m_lookingUp.contains(message.conversation)) {
            m_lookingUp.insert(message.conversation, message.time - clockMargin);
        }
    }
    lookUpAgain();
    return Done{};
}

void Outbox::lookUpAgain()
{
    m_askAgain.stop();
    if (!m_account.connection.isOnline()) {
        return; // sessionStarted asks
    }
    const QList<ConversationId> chats = m_lookingUp.keys();
    for (const ConversationId chat : chats) {
        if (!m_asking.contains(chat)) {
            lookUpChat(chat);
        }
    }
}

void Outbox::lookUpChat(ConversationId conversation)
{
    m_asking.insert(conversation);
    const auto found = m_store.conversation(conversation);
    if (!found) {
        finishLookUp(conversation, found.error());
        return;
    }
    fetchPages(conversation, found->peer, {});
}

void Outbox::fetchPages(ConversationId conversation, const BareJid &peer, const ArchiveId &before)
{
    ArchiveQuery query;
    query.with = peer;
    query.before = before; // newest page first: what is looked for is most likely there
    query.start = m_lookingUp.value(conversation);
    query.max = pageSize;
    const qint64 stream = m_account.connection.streamNumber();
    m_archive.fetch(query, this, [this, conversation, peer, before, stream](const Result<ArchiveFetcher::Page> &page) {
        if (stream != m_account.connection.streamNumber()) {
            return; // the next session looks again
        }
        if (!page) {
            finishLookUp(conversation, page.error());
            return;
        }
        Q_EMIT archiveSeen(page->results);
        const bool stuck = page->end.first == before; // a server that repeats itself (facts/security.md, R23)
        if (page->end.complete || page->results.isEmpty() || !page->end.first.isValid() || stuck) {
            finishLookUp(conversation, Done{});
        } else {
            fetchPages(conversation, peer, page->end.first);
        }
    });
}

void Outbox::finishLookUp(ConversationId conversation, const Status &status)
{
    m_asking.remove(conversation);
    // A server without an archive, or one that keeps it from us, will never tell: then the recipient's client knows a second
    // copy by its id. Whatever else went wrong, the archive may know better in a while, and until then nothing goes twice.
    const bool noArchive = !status && (status.error().kind == ErrorKind::Unavailable || status.error().kind == ErrorKind::Forbidden);
    if (status || noArchive) {
        m_pause = firstPause;
        m_lookingUp.remove(conversation);
        flush();
    } else if (m_account.connection.isOnline() && !m_askAgain.isActive()) {
        m_askAgain.start(m_pause);
        m_pause = qMin(2 * m_pause, longestPause);
    }
}

void Outbox::flush()
{
    if (m_flushing || !m_account.connection.isOnline()) {
        return;
    }
    m_flushing = true;
    const auto waiting = m_store.waiting(m_account.id);
    if (!waiting) {
        m_flushing = false;
        Q_EMIT storageFailed(waiting.error());
        return;
    }
    QList<Message> ready;
    for (const Message &message : *waiting) {
        if (!m_onTheirWay.contains(message.id) && !m_lookingUp.contains(message.conversation)) {
            ready += message;
        }
    }
    sendAll(ready);
    m_flushing = false;
}

void Outbox::sendAll(const QList<Message> &messages)
{
    if (messages.isEmpty()) {
        return;
    }
    const qint64 stream = m_account.connection.streamNumber();
    QList<std::pair<Message, BareJid>> going;
    // On disk before it is on the wire: after a crash, what may have gone out is known.
    const Status noted = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        for (const Message &message : messages) {
            const auto conversation = m_store.conversation(message.conversation);
            if (!conversation) {
                return conversation.error();
            }
            if (const Status handed = m_store.setHandedOver(message.id, stream); !handed) {
                return handed;
            }
            going.append({message, conversation->peer});
        }
        return Done{};
    });
    if (!noted) {
        Q_EMIT storageFailed(noted.error());
        return;
    }
    for (const auto &[message, peer] : std::as_const(going)) {
        m_onTheirWay.insert(message.id, stream);
        m_account.connection.sendMessage(writeText(peer, message.originId, message.body), this,
                                         [this, id = message.id, stream](Connection::Delivery delivery) {
            settle(id, delivery, stream);
        });
    }
}

void Outbox::settle(MessageId message, Connection::Delivery delivery, qint64 stream)
{
    const auto onItsWay = m_onTheirWay.constFind(message);
    if (onItsWay == m_onTheirWay.constEnd() || *onItsWay != stream) {
        return;
    }
    switch (delivery) {
    case Connection::Delivery::Acknowledged:
        m_onTheirWay.erase(onItsWay);
        Q_EMIT acknowledged(message);
        break;
    case Connection::Delivery::Unknown:
        break; // stays on its way until a new session looks it up
    case Connection::Delivery::Written:
        // Without stream management an answered ping is the evidence: the server handles a stream's stanzas in order
        // (RFC 6120, 10.1).
        m_account.connection.request(Connection::Request::Get,
                                     Jid(BareJid::fromPrepared(m_account.jid().domain())), [](QXmlStreamWriter &writer) {
            writer.writeStartElement(QStringLiteral("ping"));
            writer.writeDefaultNamespace(ns::ping.toString());
            writer.writeEndElement();
        }, this, [this, message, stream](const Result<QDomElement> &answer) {
            const bool answered = answer || (answer.error().kind != ErrorKind::Timeout && answer.error().kind != ErrorKind::Offline);
            if (answered) {
                settle(message, Connection::Delivery::Acknowledged, stream);
            }
        });
        break;
    }
}

} // namespace jackdaw
