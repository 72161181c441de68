// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/ReadPositionService.h"

#include "base/Log.h"
#include "chat/MessageService.h"
#include "xmpp/PersonalNodes.h"

namespace jackdaw {

namespace {

constexpr int gatherPositionsMs = 1'500; // one word for what is read in one go, however many messages that are
constexpr qsizetype mostAwaited = 5'000;
constexpr int mostPositions = 20'000;
constexpr qsizetype positionsAtOnce = 50; // some milliseconds, where each of them marks something as read

} // namespace

ReadPositionService::ReadPositionService(const AccountContext &account, PersonalNodes &nodes, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_authority(account.jid())
    , m_nodes(nodes)
    , m_store(account.database)
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(gatherPositionsMs);
    connect(&m_gather, &QTimer::timeout, this, &ReadPositionService::keepRead);
    m_takeMore.setSingleShot(true);
    m_takeMore.setInterval(0);
    connect(&m_takeMore, &QTimer::timeout, this, &ReadPositionService::takeFetched);
    account.connection.onMessage([this](const QDomElement &message) { return handle(message); });
    connect(&account.connection, &Connection::sessionStarted, this, &ReadPositionService::begin);
    // The program may be about to end, and what was read in the last moments waits for the next session then.
    connect(&account.connection, &Connection::sessionEnded, this, &ReadPositionService::keepRead);
}

void ReadPositionService::setMessages(MessageService &messages)
{
    m_messages = &messages;
    connect(&messages, &MessageService::readHere, this, &ReadPositionService::noteRead);
    connect(&messages, &MessageService::messagesStored, this, &ReadPositionService::meet);
    // Ours, to which the archive gave its id now.
    connect(&messages, &MessageService::messagesChanged, this, &ReadPositionService::meet);
}

// From other devices

void ReadPositionService::begin(Connection::Session session)
{
    m_said.clear();
    if (session == Connection::Session::New) { // a resumed one has missed nothing (XEP-0198, 5)
        m_isKnown = false;
        fetch();
    } else if (m_isKnown) {
        sendUnsent();
    } else {
        fetch();
    }
}

void ReadPositionService::fetch()
{
    forgetFetched();
    m_account.connection.request(
        Connection::Request::Get, Jid(), writeReadPositionsRequest, this,
        [this, stream = m_account.connection.streamNumber()](const Result<QDomElement> &answer) {
        if (stream != m_account.connection.streamNumber()) {
            return;
        }
        if (!answer && answer.error().kind != ErrorKind::NotFound) {
            return; // it has no nodes, or does not say: with the next session
        }
        if (answer) {
            forgetFetched(); // a resumed stream may answer twice, and the later answer begins anew
            m_fetched = readItems(*answer, displayedNode, mostPositions);
        }
        takeFetched();
    });
}

void ReadPositionService::takeFetched()
{
    const qsizetype end = qMin(m_taken + positionsAtOnce, m_fetched.size());
    for (; m_taken < end; ++m_taken) {
        const auto position = readReadPosition(m_fetched.at(m_taken), m_account.jid());
        if (position && !m_toldMeanwhile.contains(position->chat)) {
            take(*position);
        }
    }
    if (m_taken < m_fetched.size()) {
        m_takeMore.start(); // what came in meanwhile goes first
        return;
    }
    forgetFetched();
    m_isKnown = true;
    sendUnsent();
}

void ReadPositionService::forgetFetched()
{
    m_takeMore.stop();
    m_fetched.clear();
    m_taken = 0;
    m_toldMeanwhile.clear();
}

Connection::Disposition ReadPositionService::handle(const QDomElement &message)
{
    const auto event = readEvent(message, mostPositions);
    if (!event || event->node != displayedNode) {
        return Connection::Disposition::Pass;
    }
    if (m_authority.mayChangeOwnNode(Sender::of(message))) {
        for (const PubSubItem &item : event->items) {
            if (const auto position = readReadPosition(item, m_account.jid())) {
                if (!m_fetched.isEmpty()) {
                    m_toldMeanwhile.insert(position->chat);
                }
                take(*position);
            }
        }
    }
    return Connection::Disposition::Consumed; // whatever others publish there is not ours to know
}

void ReadPositionService::take(const ReadPosition &position)
{
    m_awaited.remove(position.chat);
    const auto conversation = m_messages->store().findConversation(m_account.id, position.chat);
    if (!conversation) {
        return note(conversation.error());
    }
    if (conversation->isValid()) {
        const auto known = m_store.find(*conversation);
        if (known && *known && (*known)->upTo == position.upTo) {
            return; // ours, or as before
        }
        const auto message = m_messages->store().findByArchiveId(*conversation, position.upTo);
        if (message && message->id.isValid()) {
            return follow(*conversation, *message);
        }
    }
    if (m_awaited.size() < mostAwaited) {
        m_awaited.insert(position.chat, position.upTo);
    }
}

void ReadPositionService::follow(ConversationId conversation, const Message &upTo)
{
    const auto known = m_store.find(conversation);
    if (known && *known) {
        const auto before = m_messages->store().findByArchiveId(conversation, (*known)->upTo);
        if (before && before->id > upTo.id) {
            return; // we are further, and say so, or have said it
        }
    }
    note(m_messages->markReadElsewhere(conversation, upTo.id));
    note(m_store.put({conversation, upTo.archiveId, ReadPositionStore::Sent::Yes}));
}

void ReadPositionService::meet(ConversationId conversation, const QList<Message> &messages)
{
    if (m_awaited.isEmpty()) {
        return;
    }
    const auto chat = m_messages->store().conversation(conversation);
    const auto awaited = chat ? m_awaited.constFind(chat->peer) : m_awaited.constEnd();
    if (awaited == m_awaited.constEnd()) {
        return;
    }
    const ArchiveId upTo = *awaited;
    for (const Message &message : messages) {
        if (message.archiveId == upTo) {
            m_awaited.remove(chat->peer);
            return follow(conversation, message);
        }
    }
}

// From here

void ReadPositionService::noteRead(ConversationId conversation, MessageId upTo)
{
    MessageId &read = m_read[conversation];
    read = qMax(read, upTo);
    if (!m_gather.isActive()) {
        m_gather.start();
    }
}

void ReadPositionService::keepRead()
{
    const auto all = std::exchange(m_read, {});
    for (auto read = all.cbegin(); read != all.cend(); ++read) {
        const auto chat = m_messages->store().conversation(read.key());
        // 3.1: one with somebody in a room goes by their nickname, which another may have on another device.
        if (!chat || chat->kind == ConversationKind::RoomPrivate) {
            continue;
        }
        const auto newest = m_store.newestArchived(read.key(), read.value());
        const auto known = m_store.find(read.key());
        if (!newest || !known || !newest->id.isValid()) {
            continue;
        }
        if (*known) {
            const auto before = m_messages->store().findByArchiveId(read.key(), (*known)->upTo);
            if (before && before->id >= newest->message) {
                continue;
            }
        }
        note(m_store.put({read.key(), newest->id, ReadPositionStore::Sent::NotYet}));
    }
    sendUnsent();
}

void ReadPositionService::sendUnsent()
{
    if (!m_isKnown || !m_account.connection.isOnline()) {
        return;
    }
    const auto unsent = m_store.unsent(m_account.id);
    if (!unsent) {
        return note(unsent.error());
    }
    for (const ReadPositionStore::Position &position : *unsent) {
        send(position);
    }
}

void ReadPositionService::send(const ReadPositionStore::Position &position)
{
    const auto chat = m_messages->store().conversation(position.conversation);
    if (!chat || m_said.value(position.conversation) == position.upTo) {
        return;
    }
    m_said.insert(position.conversation, position.upTo);
    const BareJid by = chat->kind == ConversationKind::Room ? chat->peer : m_account.jid();
    m_nodes.publish(displayedNode, chat->peer.toString(), [by, upTo = position.upTo](QXmlStreamWriter &writer) {
        writeReadPosition(writer, by, upTo);
    }, displayedNodeOptions(), this, [this, position](const Status &done) {
        if (done) {
            note(m_store.settle(position.conversation, position.upTo));
        } else {
            qCInfo(log::chat) << "how far was read is not told:" << done.error().detail;
            if (done.error().kind == ErrorKind::Timeout || done.error().kind == ErrorKind::TooMany) {
                m_said.remove(position.conversation); // with whatever is read next
            }
        }
    });
}

void ReadPositionService::note(const Status &stored)
{
    if (!stored) {
        qCWarning(log::chat) << "how far was read is not kept:" << stored.error().detail;
    }
}

} // namespace jackdaw
