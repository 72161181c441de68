// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/Outbox.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "chat/AttachmentStore.h"
#include "chat/ChangeStore.h"
#include "chat/OccupantKey.h"
#include "storage/Database.h"

#include <algorithm>

namespace jackdaw {

namespace {

/// Whom it was for is not there any more, or nobody can tell whether they are.
Error somebodyElse(const Conversation &conversation)
{
    return {ErrorKind::NotFound, QStringLiteral("the nickname may be somebody else's now"), conversation.nick};
}

/// Said by the program, of a time that is over: rather not at all than twice, or late.
Error neverTold(const Conversation &)
{
    return {ErrorKind::Unconfirmed, QStringLiteral("an automatic answer of a session that was lost"), {}};
}

/// It may have arrived, so it is not removed here alone.
Error mayHaveArrived(const Conversation &)
{
    return {ErrorKind::Unconfirmed, QStringLiteral("it was withdrawn, and no archive tells whether it arrived"), {}};
}

} // namespace

Outbox::Outbox(const AccountContext &account, MessageStore &store, ArchiveFetcher &archive, const RoomDirectory &rooms,
               QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_store(store)
    , m_changes(account.database)
    , m_archive(archive)
    , m_rooms(rooms)
    , m_automatic(account.database, account.id)
{
    m_askAgain.setSingleShot(true);
    connect(&m_askAgain, &QTimer::timeout, this, &Outbox::lookUpAgain);
    m_release.setSingleShot(true);
    connect(&m_release, &QTimer::timeout, this, &Outbox::flush);
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
        all.append({message, {}});
    }
    for (const OutgoingChange &change : *changes) {
        all.append({change, {}});
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
        // In rooms the id is the room's and names one message, whoever said it.
        ChangeStore changes(m_account.database, m_store);
        const BareJid author = conversation->kind == ConversationKind::Chat ? message.reply->author : BareJid();
        const auto found = conversation->kind == ConversationKind::Room
            ? changes.findInRoom(message.conversation, message.reply->id)
            : changes.findNamed(message.conversation, message.reply->id, author);
        if (!found) {
            return found.error();
        }
        original = found->id.isValid() ? std::optional(*found) : std::nullopt;
        if (original && original->encryption && item.readiness == MessageCipher::Readiness::Clear) {
            original->body.clear(); // what was said under encryption is not said again without
            original->attachment.reset();
        }
    }
    Addressee to = addressee(*conversation);
    if (to.kind == ConversationKind::Chat && item.readiness == MessageCipher::Readiness::Clear && m_readsMarkup
        && m_readsMarkup(conversation->peer)) {
        to.markup = Addressee::Markup::Read;
    }
    if (change) {
        return writeStored(*change, message, to, original);
    }
    QXmppMessage stanza = writeStored(message, to, original);
    if (m_mayTellChatState && m_mayTellChatState(conversation->peer)) {
        stanza.setState(QXmppMessage::Active);
    }
    const auto isAutomatic = m_automatic.isAutomatic(message.id);
    if (!isAutomatic) {
        return isAutomatic.error();
    }
    if (*isAutomatic) { // it says so, so that no other program answers it in turn
        // Not no-copy: another device of ours is to see that somebody was answered. Nor no-store: who is away gets it later.
        stanza.addHint(QXmppMessage::NoPermanentStore);
    }
    return stanza;
}

Outbox::Way Outbox::wayTo(const Conversation &conversation) const
{
    switch (conversation.kind) {
    case ConversationKind::Chat:
        return Way::Open;
    case ConversationKind::Room:
        return m_rooms.isOpen(conversation.peer) ? Way::Open : Way::Waits;
    case ConversationKind::RoomPrivate:
        break;
    }
    const OccupantKey whom(conversation.peer);
    const auto reach = m_rooms.reach(conversation.peer);
    if (!m_rooms.isOpen(whom.room())) {
        return Way::Waits;
    }
    if (whom.id()) {
        return reach ? Way::Open : Way::Waits;
    }
    // By nickname alone: whoever has it now may be another than who was meant (facts/security.md, I8).
    if (m_rooms.givesIds(whom.room())) {
        return Way::Closed;
    }
    return !reach ? Way::Waits : m_hands.value(conversation.id) == reach->hand ? Way::Open : Way::Closed;
}

void Outbox::bindPrivate(ConversationId conversation, qint64 hand)
{
    const auto before = m_hands.constFind(conversation);
    if (before != m_hands.constEnd() && *before == hand) {
        return;
    }
    // What waits was written to somebody else.
    const auto all = waiting();
    QList<Item> others;
    for (const Item &item : all ? *all : QList<Item>()) {
        if (item.conversation() == conversation && !m_onTheirWay.contains(item.id()) && !m_lookingUp.contains(conversation)) {
            others += item;
        }
    }
    if (!all) {
        Q_EMIT storageFailed(all.error());
    }
    failAll(others, somebodyElse);
    m_hands.insert(conversation, hand);
}

void Outbox::failAll(const QList<Item> &items, const Reason &why)
{
    if (items.isEmpty()) {
        return;
    }
    const Status failed = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        for (const Item &item : items) {
            const auto conversation = m_store.conversation(item.conversation());
            const Status done = conversation ? fail(item, why(*conversation)) : Status(conversation.error());
            if (!done) {
                return done;
            }
        }
        return Done{};
    });
    if (!failed) {
        Q_EMIT storageFailed(failed.error());
        return;
    }
    for (const Item &item : items) {
        const auto *change = std::get_if<OutgoingChange>(&item.what);
        Q_EMIT notWritten(item.conversation(), change ? change->message : std::get<Message>(item.what).id);
    }
}

/// What was withdrawn, and reached nobody. If the disk does not let it go it goes out no more for that.
void Outbox::removeAll(const QList<Item> &items)
{
    if (items.isEmpty()) {
        return;
    }
    const Status removed = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        for (const Item &item : items) {
            if (const Status gone = m_store.remove(std::get<Message>(item.what).id); !gone) {
                return gone;
            }
        }
        return Done{};
    });
    if (!removed) {
        Q_EMIT storageFailed(removed.error());
        return;
    }
    for (const Item &item : items) {
        m_withdrawn.remove(item.id());
        Q_EMIT withdrawn(item.conversation(), std::get<Message>(item.what).id);
    }
}

Addressee Outbox::addressee(const Conversation &conversation) const
{
    if (conversation.kind != ConversationKind::RoomPrivate) {
        return {conversation.kind, Jid(conversation.peer)};
    }
    const auto reach = m_rooms.reach(conversation.peer);
    return {conversation.kind, Jid(OccupantKey(conversation.peer).room(), reach ? reach->nick : QString())};
}

Result<MessageCipher::Readiness> Outbox::readiness(const Conversation &conversation)
{
    // What is private within a room goes in clear, and nothing says otherwise there.
    return m_cipher && conversation.kind != ConversationKind::RoomPrivate ? m_cipher->readiness(conversation.peer)
                                                                          : Result(MessageCipher::Readiness::Clear);
}

Result<QList<QXmppMessage>> Outbox::stanzasOf(const Item &item)
{
    auto stanza = stanzaOf(item);
    const auto conversation = stanza ? m_store.conversation(item.conversation()) : Result<Conversation>(stanza.error());
    if (!conversation) {
        return conversation.error();
    }
    const auto *message = std::get_if<Message>(&item.what);
    if (item.readiness == MessageCipher::Readiness::Clear) {
        if (message && message->attachment && message->attachment->file.isSealed()) {
            // Its address carries the key (XEP-0454, 3), which is for an encrypted stream alone.
            const Status anew = AttachmentStore(m_account.database).uploadAnew(message->id);
            return anew ? Error{ErrorKind::NotEncryptable, QStringLiteral("the file was sealed, and the chat is in clear now"), {}} : anew.error();
        }
        // It may have been sealed for a stream that lost it, or for somebody who refused it.
        const Status noted = message && message->encryption ? m_store.setEncryption(message->id, {}) : Status(Done{});
        return noted ? Result<QList<QXmppMessage>>(QList<QXmppMessage>{*std::move(stanza)}) : Result<QList<QXmppMessage>>(noted.error());
    }
    if (message && message->attachment && message->attachment->file.sticker && !message->attachment->file.isSealed()) {
        // Its address is that of the pack, and whoever fetched it would tell the web server which (XEP-0449): it goes up anew, sealed.
        const Status anew = AttachmentStore(m_account.database).uploadAnew(message->id);
        return anew ? Error{ErrorKind::NotEncryptable, QStringLiteral("the sticker was not sealed, and the chat is encrypted now"), {}}
                    : anew.error();
    }
    return m_cipher->seal(*stanza, conversation->peer, message ? message->id : MessageId());
}

void Outbox::beginSession(Connection::Session session)
{
    if (session == Connection::Session::New) {
        // The stream these were given to is gone; whether they arrived, only the archive knows.
        m_onTheirWay.clear();
        m_toReflect.clear();
        m_lookingUp.clear();
        m_asking.clear();
        m_untold.clear();
        const auto automatic = m_automatic.waiting();
        if (!automatic) {
            Q_EMIT storageFailed(automatic.error());
            return; // as below
        }
        m_unsure = *automatic;
        if (const Status forgotten = m_automatic.forgetSettled(); !forgotten) {
            qCInfo(log::chat) << "some that are through are still noted as automatic:" << forgotten.error().detail;
        }
        if (!lookUp()) {
            return; // what cannot be looked up does not go out; the failure ends this session, and the next one looks
        }
    } else {
        lookUpAgain();
    }
    flush();
}

/// What a room has shown to us, or sent back, waits no longer.
void Outbox::forgetReflected(const QList<Item> &waiting)
{
    if (m_toReflect.isEmpty()) {
        return;
    }
    QSet<OriginId> still;
    for (const Item &item : waiting) {
        still.insert(item.id());
    }
    m_toReflect.removeIf([&](QHash<OriginId, ConversationId>::iterator each) {
        if (still.contains(each.key())) {
            return false;
        }
        m_onTheirWay.remove(each.key());
        return true;
    });
}

void Outbox::hold(const OriginId &id, int milliseconds)
{
    m_held.insert(id, QDeadlineTimer(milliseconds, Qt::PreciseTimer));
}

void Outbox::releaseAll()
{
    if (!m_held.isEmpty()) {
        m_held.clear();
        flush();
    }
}

void Outbox::withdraw(const OriginId &id)
{
    m_withdrawn.insert(id);
    m_release.start(0); // not at once: who withdraws several does so before anything else goes out
}

/// What is held no longer goes; a timer is set for what is.
void Outbox::releaseExpired()
{
    qint64 next = -1;
    m_held.removeIf([&next](QHash<OriginId, QDeadlineTimer>::iterator each) {
        const qint64 left = each->remainingTime();
        if (left > 0 && (next < 0 || left < next)) {
            next = left;
        }
        return left <= 0;
    });
    if (next > 0) {
        m_release.start(int(next));
    }
}

void Outbox::flush()
{
    releaseExpired();
    if (m_flushing || !m_account.connection.isOnline()) {
        m_flushAgain = m_flushing;
        return;
    }
    m_flushing = true;
    auto waiting = this->waiting();
    if (!waiting) {
        m_flushing = false;
        Q_EMIT storageFailed(waiting.error());
        return;
    }
    forgetReflected(*waiting);
    QList<Item> ready;
    QList<Item> lost;
    QList<Item> unsure;
    QList<Item> untold;
    QList<Item> gone;
    QSet<MessageId> withdrawn;
    struct Chat { Way way = Way::Waits; MessageCipher::Readiness readiness = MessageCipher::Readiness::Clear; };
    QHash<ConversationId, Chat> chats;
    QSet<ConversationId> held;
    for (Item &item : *waiting) {
        const ConversationId chat = item.conversation();
        if (m_held.contains(item.id())) {
            held.insert(chat);
        }
        if (held.contains(chat) || m_onTheirWay.contains(item.id()) || m_lookingUp.contains(chat)) {
            continue;
        }
        const auto *message = std::get_if<Message>(&item.what);
        if (message && m_unsure.remove(message->id)) {
            unsure += item;
            continue;
        }
        const auto *change = std::get_if<OutgoingChange>(&item.what);
        if (change && withdrawn.contains(change->message)) {
            continue; // it goes with what it is about
        }
        if (!chats.contains(chat)) {
            const auto conversation = m_store.conversation(chat);
            const auto asked = conversation ? readiness(*conversation) : Result<MessageCipher::Readiness>(conversation.error());
            if (!asked) {
                m_flushing = false;
                Q_EMIT storageFailed(asked.error());
                return;
            }
            chats.insert(chat, {wayTo(*conversation), *asked});
        }
        const Chat known = chats.value(chat);
        item.readiness = known.readiness;
        const bool isReady = known.readiness == MessageCipher::Readiness::Clear || known.readiness == MessageCipher::Readiness::Ready;
        if (known.way == Way::Closed) {
            lost += item;
        } else if (message && known.way == Way::Open && m_withdrawn.contains(item.id())) {
            withdrawn.insert(message->id);
            (m_untold.contains(chat) ? untold : gone) += item;
        } else if (known.way == Way::Open && isReady) {
            ready += item;
        }
    }
    failAll(lost, somebodyElse);
    failAll(unsure, neverTold);
    failAll(untold, mayHaveArrived);
    removeAll(gone);
    sendAll(ready);
    m_flushing = false;
    if (std::exchange(m_flushAgain, false)) {
        flush();
    }
}

Status Outbox::fail(const Item &item, const Error &why)
{
    if (const auto *change = std::get_if<OutgoingChange>(&item.what)) {
        return m_changes.setState(*change, MessageState::Failed);
    }
    const auto set = m_store.setState(std::get<Message>(item.what).id, MessageState::Failed, why);
    return set ? Status(Done{}) : Status(set.error());
}

void Outbox::sendAll(const QList<Item> &items)
{
    if (items.isEmpty()) {
        return;
    }
    const qint64 stream = m_account.connection.streamNumber();
    QList<Going> going;
    QList<std::pair<ConversationId, MessageId>> unwritten;
    // On disk before it is on the wire: after a crash, what may have gone out is known.
    const Status noted = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        QSet<MessageId> stopped; // with their files
        for (const Item &item : items) {
            const auto *message = std::get_if<Message>(&item.what);
            if (message && stopped.contains(message->id)) {
                unwritten.append({item.conversation(), message->id});
                continue;
            }
            auto stanzas = stanzasOf(item);
            if (!stanzas) {
                const bool isTheDisks = stanzas.error().kind == ErrorKind::Storage || stanzas.error().kind == ErrorKind::DiskFull;
                if (isTheDisks) {
                    return stanzas.error();
                }
                // What could not be encrypted does not go out in clear. The others need not wait for it.
                if (const Status failed = fail(item, stanzas.error()); !failed) {
                    return failed;
                }
                if (message && message->attachment) {
                    const auto caption = AttachmentStore(m_account.database).failCaption(m_store, message->id, stanzas.error());
                    if (!caption) {
                        return caption.error();
                    }
                    stopped.insert(*caption);
                }
                unwritten.append({item.conversation(), message ? message->id : std::get<OutgoingChange>(item.what).message});
                continue;
            }
            if (const Status handed = noteHandedOver(item, stream); !handed) {
                return handed;
            }
            const auto conversation = m_store.conversation(item.conversation());
            if (!conversation) {
                return conversation.error();
            }
            going.append({item.id(), message ? message->id : MessageId(), conversation->kind, *std::move(stanzas)});
            if (conversation->kind == ConversationKind::Room) {
                m_toReflect.insert(item.id(), item.conversation());
            }
        }
        return Done{};
    });
    if (!noted) {
        Q_EMIT storageFailed(noted.error());
        return;
    }
    for (const auto &[conversation, message] : std::as_const(unwritten)) {
        Q_EMIT notWritten(conversation, message);
    }
    for (Going &each : going) {
        m_onTheirWay.insert(each.id, stream);
        QList<QXmppMessage> stanzas = std::exchange(each.stanzas, {});
        // What is for devices of several versions goes out in several stanzas, in order: the server has all once it has the last.
        while (stanzas.size() > 1) {
            m_account.connection.sendMessage(stanzas.takeFirst(), this, [](Connection::Delivery) {});
        }
        m_account.connection.sendMessage(stanzas.takeFirst(), this, [this, each, stream](Connection::Delivery delivery) {
            settle(each, delivery, stream);
        });
    }
}

void Outbox::settle(const Going &going, Connection::Delivery delivery, qint64 stream)
{
    const auto onItsWay = m_onTheirWay.constFind(going.id);
    if (onItsWay == m_onTheirWay.constEnd() || *onItsWay != stream || going.kind == ConversationKind::Room) {
        return; // that our server has it says nothing of a room: the room does, when it shows it to us
    }
    switch (delivery) {
    case Connection::Delivery::Acknowledged:
        m_onTheirWay.erase(onItsWay);
        if (going.message.isValid()) {
            Q_EMIT acknowledged(going.message);
        } else {
            Q_EMIT changeAcknowledged(going.id);
        }
        break;
    case Connection::Delivery::Unknown:
        break; // stays on its way until a new session looks it up
    }
}

} // namespace jackdaw
