// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/Outbox.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "chat/ChangeStore.h"
#include "chat/OutgoingStanza.h"
#include "storage/Database.h"
#include "xmpp/ArchiveFetcher.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>

#include <algorithm>

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
    , m_changes(account.database)
    , m_archive(archive)
{
    m_askAgain.setSingleShot(true);
    m_pause = firstPause;
    connect(&m_askAgain, &QTimer::timeout, this, &Outbox::lookUpAgain);
    connect(&account.connection, &Connection::sessionStarted, this, &Outbox::beginSession);
}

const OriginId &Outbox::Item::id() const
{
    return std::visit([](const auto &each) -> const OriginId & { return each.originId; }, what);
}

ConversationId Outbox::Item::conversation() const
{
    return std::visit([](const auto &each) { return each.conversation; }, what);
}

qint64 Outbox::Item::time() const
{
    return std::visit([](const auto &each) { return each.time; }, what);
}

qint64 Outbox::Item::order() const
{
    const auto *message = std::get_if<Message>(&what);
    const auto *change = std::get_if<OutgoingChange>(&what);
    return message ? message->id.value() : change->id;
}

/// All that waits, oldest first: what is said of a message goes out behind it.
Result<QList<Outbox::Item>> Outbox::waiting()
{
    const auto messages = m_store.waiting(m_account.id);
    const auto changes = m_changes.waiting(m_account.id);
    if (!messages || !changes) {
        return messages ? changes.error() : messages.error();
    }
    QList<Item> all;
    for (const Message &message : *messages) {
        all.append({message});
    }
    for (const OutgoingChange &change : *changes) {
        all.append({change});
    }
    std::stable_sort(all.begin(), all.end(), [](const Item &a, const Item &b) { return a.order() < b.order(); });
    return all;
}

Result<QSet<OriginId>> Outbox::handedOver(const QList<Item> &waiting)
{
    auto ids = m_changes.handedOver(m_account.id);
    const auto messages = m_store.handedOver(m_account.id);
    if (!ids || !messages) {
        return ids ? messages.error() : ids.error();
    }
    for (const Item &item : waiting) {
        const auto *message = std::get_if<Message>(&item.what);
        if (message && messages->contains(message->id)) {
            ids->insert(message->originId);
        }
    }
    return ids;
}

Status Outbox::noteHandedOver(const Item &item, qint64 stream)
{
    const auto *message = std::get_if<Message>(&item.what);
    return message ? m_store.setHandedOver(message->id, stream) : m_changes.setHandedOver(item.id(), stream);
}

Result<QXmppMessage> Outbox::stanzaOf(const Item &item)
{
    const auto *change = std::get_if<OutgoingChange>(&item.what);
    const auto conversation = m_store.conversation(item.conversation());
    if (!conversation) {
        return conversation.error();
    }
    Message message;
    if (change) {
        const auto target = m_store.message(change->message);
        if (!target) {
            return target.error();
        }
        message = *target;
    } else {
        message = *std::get_if<Message>(&item.what);
    }
    std::optional<Message> original;
    if (message.reply) {
        const auto found = ChangeStore(m_account.database, m_store).findNamed(message.conversation, message.reply->id, message.reply->author);
        if (!found) {
            return found.error();
        }
        original = found->id.isValid() ? std::optional(*found) : std::nullopt;
    }
    return change ? writeStored(*change, message, conversation->peer, original)
                  : writeStored(message, conversation->peer, original);
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
    const auto waiting = this->waiting();
    const auto handedOver = waiting ? this->handedOver(*waiting) : Result<QSet<OriginId>>(waiting.error());
    if (!handedOver) {
        Q_EMIT storageFailed(handedOver.error());
        return handedOver.error();
    }
    for (const Item &item : *waiting) { // oldest first
        if (handedOver->contains(item.id()) && !m_lookingUp.contains(item.conversation())) {
            m_lookingUp.insert(item.conversation(), item.time() - clockMargin);
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
    const auto waiting = this->waiting();
    if (!waiting) {
        m_flushing = false;
        Q_EMIT storageFailed(waiting.error());
        return;
    }
    QList<Item> ready;
    for (const Item &item : *waiting) {
        if (!m_onTheirWay.contains(item.id()) && !m_lookingUp.contains(item.conversation())) {
            ready += item;
        }
    }
    sendAll(ready);
    m_flushing = false;
}

void Outbox::sendAll(const QList<Item> &items)
{
    if (items.isEmpty()) {
        return;
    }
    const qint64 stream = m_account.connection.streamNumber();
    struct Going { OriginId id; MessageId message; QXmppMessage stanza; };
    QList<Going> going;
    // On disk before it is on the wire: after a crash, what may have gone out is known.
    const Status noted = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        for (const Item &item : items) {
            auto stanza = stanzaOf(item);
            if (!stanza) {
                return stanza.error();
            }
            if (const Status handed = noteHandedOver(item, stream); !handed) {
                return handed;
            }
            const auto *message = std::get_if<Message>(&item.what);
            going.append({item.id(), message ? message->id : MessageId(), *std::move(stanza)});
        }
        return Done{};
    });
    if (!noted) {
        Q_EMIT storageFailed(noted.error());
        return;
    }
    for (Going &each : going) {
        m_onTheirWay.insert(each.id, stream);
        m_account.connection.sendMessage(std::move(each.stanza), this,
                                         [this, id = each.id, message = each.message, stream](Connection::Delivery delivery) {
            settle(id, message, delivery, stream);
        });
    }
}

void Outbox::settle(const OriginId &id, MessageId message, Connection::Delivery delivery, qint64 stream)
{
    const auto onItsWay = m_onTheirWay.constFind(id);
    if (onItsWay == m_onTheirWay.constEnd() || *onItsWay != stream) {
        return;
    }
    switch (delivery) {
    case Connection::Delivery::Acknowledged:
        m_onTheirWay.erase(onItsWay);
        if (message.isValid()) {
            Q_EMIT acknowledged(message);
        } else {
            Q_EMIT changeAcknowledged(id);
        }
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
        }, this, [this, id, message, stream](const Result<QDomElement> &answer) {
            const bool answered = answer || (answer.error().kind != ErrorKind::Timeout && answer.error().kind != ErrorKind::Offline);
            if (answered) {
                settle(id, message, Connection::Delivery::Acknowledged, stream);
            }
        });
        break;
    }
}

} // namespace jackdaw
