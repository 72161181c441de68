// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/MessageService.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "roster/RosterService.h"
#include "storage/Database.h"
#include "xmpp/ArchiveFetcher.h"
#include "xmpp/Namespaces.h"
#include "xmpp/OwnFeatures.h"

#include <QUuid>
#include <QXmlStreamWriter>

namespace jackdaw {

namespace {

constexpr int gatherMilliseconds = 30;

} // namespace

IncomingMessage incomingOf(const ArchiveResult &result)
{
    IncomingMessage in;
    in.stanza = readMessage(result.forwarded.message);
    in.source = IncomingMessage::Source::Archive;
    in.archiveId = result.id;
    in.time = result.forwarded.time;
    in.place = MessageStore::Place::ByTime;
    return in;
}

MessageService::MessageService(const AccountContext &account, const RosterService &roster, const OwnFeatures &ownFeatures,
                               ArchiveFetcher &archive, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_authority(account.jid())
    , m_roster(roster)
    , m_ownFeatures(ownFeatures)
    , m_store(account.database)
    , m_pipeline(account, m_store)
    , m_outbox(account, m_store, archive)
    , m_answers(account, roster)
    , m_arrivals(m_store.newestTime(account.id))
    , m_changes(account, m_store, m_outbox)
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(gatherMilliseconds);
    connect(&m_gather, &QTimer::timeout, this, &MessageService::announceConversations);
    account.connection.onMessage([this](const QDomElement &element) { return handle(element); });
    connect(&account.connection, &Connection::runEnded, this, &MessageService::takeRun);
    connect(&account.connection, &Connection::sessionLost, this, &MessageService::takeRun);
    connect(&account.connection, &Connection::sessionEnded, this, &MessageService::takeRun);
    connect(&m_outbox, &Outbox::acknowledged, this, &MessageService::handleAcknowledged);
    connect(&m_outbox, &Outbox::changeAcknowledged, &m_changes, &ChangeService::acknowledge);
    connect(&m_changes, &ChangeService::altered, this, &MessageService::tellAltered);
    connect(&m_changes, &ChangeService::removed, this, [this](ConversationId conversation, MessageId message) {
        Q_EMIT messageRemoved(conversation, message);
        touch(conversation);
        announceWaiting();
    });
    connect(&m_changes, &ChangeService::failed, this, [this](const Error &error) { noteFailure(error); });
    connect(&m_outbox, &Outbox::archiveSeen, this, &MessageService::takeArchive);
    connect(&m_outbox, &Outbox::storageFailed, this, &MessageService::storageFailed);
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        m_ownStates.clear();
        m_arrivals.beginSession(m_account.clock.now());
        if (session == Connection::Session::New) {
            enableCarbons();
        }
        m_answers.send();
        announceWaiting();
    });
}

void MessageService::enableCarbons()
{
    // XEP-0280, 4. Before the archive is asked, so that nothing falls between the two.
    m_account.connection.request(Connection::Request::Set, Jid(), [](QXmlStreamWriter &writer) {
        writer.writeStartElement(QStringLiteral("enable"));
        writer.writeDefaultNamespace(ns::carbons.toString());
        writer.writeEndElement();
    }, this, [](const Result<QDomElement> &answer) {
        if (!answer) {
            qCInfo(log::chat) << "no carbons:" << answer.error().detail;
        }
    });
}

Connection::Disposition MessageService::handle(const QDomElement &element)
{
    IncomingMessage in;
    const Carbon carbon = readCarbon(element);
    if (!carbon.message.isNull()) {
        const Sender wrapper = Sender::of(element);
        in.stanza = readMessage(carbon.message);
        in.source = IncomingMessage::Source::Carbon;
        if (!m_authority.mayWrapCarbon(wrapper) || !m_authority.mayCarry(carbon.direction, in.stanza)) {
            qCInfo(log::chat) << "dropped a forged carbon of" << wrapper.toString();
            return Connection::Disposition::Consumed;
        }
    } else {
        in.stanza = readMessage(element);
        if (Sender::of(element).isAbsent()) {
            in.stanza.from = Jid(m_account.jid()); // RFC 6120, 8.1.2.1: from our own server for our account
        }
    }
    if (in.stanza.attention == Attention::Asked && in.source == IncomingMessage::Source::Live) {
        noteAttention(in.stanza);
    }
    in.archiveId = archiveIdOf(in.stanza);
    in.time = m_account.clock.now();
    // Our server stored it while we were away.
    const qint64 stamp = m_authority.delay(in.stanza);
    if (stamp > 0 && m_arrivals.mayBe(stamp, in.time)) {
        if (in.archiveId.isValid() && m_catchUp == CatchUp::Running) {
            return Connection::Disposition::Consumed;
        }
        in.time = stamp;
        in.place = MessageStore::Place::ByTime;
    }
    m_run.append(std::move(in));
    return Connection::Disposition::Consumed;
}

/// XEP-0224, 4: from people whom we let see us, not too often, and not what lay about meanwhile.
void MessageService::noteAttention(const MessageStanza &stanza)
{
    if (!stanza.delays.isEmpty() || stanza.type == MessageStanza::Type::GroupChat || !stanza.from.isValid()) {
        return;
    }
    const Sender sender(stanza.from);
    const auto sees = m_roster.seesPresence(stanza.from.bare()) ? Authority::SeesPresence::Yes : Authority::SeesPresence::No;
    if (!Authority::mayCallForAttention(m_authority.acquaintance(sender, sees))
        || !m_attentionFromOthers.take(stanza.from.bare(), m_account.clock.elapsed())) {
        return;
    }
    if (const auto conversation = open(stanza.from.bare())) {
        Q_EMIT attentionAsked(*conversation);
    }
}

Status MessageService::callForAttention(ConversationId conversation)
{
    const auto found = m_store.conversation(conversation);
    if (!found) {
        return found.error();
    }
    if (!m_account.connection.isOnline()) {
        return Error{ErrorKind::Offline, {}, {}};
    }
    if (!m_attentionFromUs.take(found->peer, m_account.clock.elapsed())) {
        return Error{ErrorKind::TooMany, QStringLiteral("asked a moment ago"), {}};
    }
    m_account.connection.sendMessage(writeAttention(found->peer), this, [](Connection::Delivery) {});
    return Done{};
}

void MessageService::tellAltered(ConversationId conversation, MessageId message)
{
    if (const auto now = m_store.message(message)) {
        Q_EMIT messagesChanged(conversation, {*now});
        touch(conversation);
    }
}

ArchiveId MessageService::archiveIdOf(const MessageStanza &stanza) const
{
    // XEP-0313, 5.1: a stanza-id is an archive's only where there is such an archive.
    const bool announced = m_ownFeatures.has(ns::stanzaIds) && m_ownFeatures.has(ns::archive);
    return Authority::stanzaId(stanza, m_account.jid(),
                               announced ? Authority::StanzaIds::Announced : Authority::StanzaIds::NotAnnounced);
}

void MessageService::takeRun()
{
    if (m_account.connection.isOnline()) {
        m_arrivals.hear(m_account.clock.now());
    }
    if (m_run.isEmpty()) {
        return;
    }
    const QList<IncomingMessage> run = std::exchange(m_run, {});
    takeIn([&run](IncomingPipeline &pipeline, IncomingOutcome &outcome) -> Status {
        for (const IncomingMessage &in : run) {
            if (const auto message = pipeline.process(in, outcome); !message) {
                return message.error();
            }
        }
        return Done{};
    }, true);
}

void MessageService::takeArchive(const QList<ArchiveResult> &results)
{
    takeIn([&results](IncomingPipeline &pipeline, IncomingOutcome &outcome) -> Status {
        for (const ArchiveResult &result : results) {
            if (const auto message = pipeline.process(incomingOf(result), outcome); !message) {
                return message.error();
            }
        }
        return Done{};
    }, false);
}

Status MessageService::takeIn(const PipelineWork &work, bool live)
{
    IncomingOutcome outcome;
    const Status status = m_account.database.transaction(Database::Durability::Normal, [&]() -> Status {
        outcome = {};
        return work(m_pipeline, outcome);
    });
    if (!status) {
        return noteFailure(status);
    }
    Q_EMIT storageWorks();
    tell(std::move(outcome), live);
    return Done{};
}

Status MessageService::noteFailure(const Status &status)
{
    if (!status && (status.error().kind == ErrorKind::Storage || status.error().kind == ErrorKind::DiskFull)) {
        qCWarning(log::storage) << "not stored:" << status.error().detail;
        Q_EMIT storageFailed(status.error());
    }
    return status;
}

/// What was stored or changed and altered afterwards is told once, as it is now; what went again is not told at all.
void MessageService::settle(IncomingOutcome &outcome)
{
    for (auto it = outcome.altered.begin(); it != outcome.altered.end(); ++it) {
        QHash<MessageId, Message> now;
        for (const MessageId id : std::as_const(it.value())) {
            if (const auto message = m_store.message(id)) {
                now.insert(id, *message);
            }
        }
        for (Message &message : outcome.stored[it.key()]) {
            message = now.contains(message.id) ? now.take(message.id) : message;
        }
        QList<Message> &changed = outcome.changed[it.key()];
        changed.removeIf([&now](const Message &message) { return now.contains(message.id); });
        changed += now.values();
    }
    for (auto it = outcome.removed.begin(); it != outcome.removed.end(); ++it) {
        const auto isGone = [&it](const Message &message) { return it.value().contains(message.id); };
        QSet<MessageId> untold;
        for (const Message &message : std::as_const(outcome.stored[it.key()])) {
            if (isGone(message)) {
                untold.insert(message.id);
            }
        }
        outcome.stored[it.key()].removeIf(isGone);
        outcome.changed[it.key()].removeIf(isGone);
        it.value() -= untold;
    }
}

void MessageService::tell(IncomingOutcome outcome, bool live)
{
    settle(outcome);
    for (auto it = outcome.stored.cbegin(); it != outcome.stored.cend(); ++it) {
        QList<Message> messages = it.value();
        std::sort(messages.begin(), messages.end(), [](const Message &a, const Message &b) { return a.id < b.id; });
        if (!messages.isEmpty()) {
            Q_EMIT messagesStored(it.key(), messages, live);
        }
    }
    for (auto it = outcome.changed.cbegin(); it != outcome.changed.cend(); ++it) {
        if (!it->isEmpty()) {
            Q_EMIT messagesChanged(it.key(), it.value());
        }
    }
    for (auto it = outcome.removed.cbegin(); it != outcome.removed.cend(); ++it) {
        for (const MessageId message : it.value()) {
            Q_EMIT messageRemoved(it.key(), message);
        }
    }
    for (auto it = outcome.chatStates.cbegin(); it != outcome.chatStates.cend(); ++it) {
        Q_EMIT peerChatStateChanged(it.key(), it.value());
    }
    for (const ConversationId conversation : outcome.touched) {
        touch(conversation);
    }
    for (const auto &[to, id] : outcome.receipts) {
        m_answers.addReceipt(to, id);
    }
    if (!outcome.receipts.isEmpty()) {
        m_answers.send();
    }
    if (outcome.outboxMoved) {
        announceWaiting();
        m_outbox.flush();
    }
}

Result<ConversationId> MessageService::open(const BareJid &peer)
{
    const auto conversation = m_store.ensureConversation(m_account.id, peer);
    if (conversation) {
        touch(*conversation);
    }
    return conversation;
}

Result<MessageId> MessageService::forward(MessageId message, ConversationId to)
{
    const auto found = m_store.message(message);
    if (!found) {
        return found.error();
    }
    if (found->body.isEmpty()) {
        return Error{ErrorKind::Conflict, QStringLiteral("there is no text"), {}};
    }
    return send(to, {found->body, {}, {}, found->spoiler});
}

Result<MessageId> MessageService::send(ConversationId conversation, const OutgoingText &text)
{
    Message message;
    message.conversation = conversation;
    message.direction = Direction::Outgoing;
    message.state = MessageState::Waiting;
    message.time = m_account.clock.now();
    message.sender = m_account.jid();
    message.body = text.body;
    message.mentions = text.mentions;
    message.spoiler = text.spoiler;
    message.originId = OriginId(QUuid::createUuid().toString(QUuid::WithoutBraces));

    const auto before = m_store.conversation(conversation);
    if (!before) {
        return before.error();
    }
    if (text.replyTo.isValid()) {
        const auto original = m_store.message(text.replyTo);
        // What has no id cannot be named, and what went meanwhile is not answered; the text goes out all the same.
        if (original && original->originId.isValid() && original->conversation == conversation) {
            message.reply = ReplyTo{original->originId, original->sender};
            message.thread = original->thread;
        }
    }
    Message stored;
    const Status status = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        auto inserted = m_store.insert(message, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount);
        if (!inserted) {
            return inserted.error();
        }
        stored = *inserted;
        // Who answers has read what stands above, and what was a draft is sent.
        if (const Status read = m_store.markRead(conversation, stored.id); !read) {
            return read;
        }
        return m_store.setDraft(conversation, {});
    });
    if (!status) {
        return noteFailure(status).error();
    }
    m_ownStates[conversation] = ChatState::Active; // the message itself says so
    Q_EMIT messagesStored(conversation, {stored}, true);
    touch(conversation);
    tellDisplayed(*before, stored.id);
    m_outbox.flush();
    announceWaiting();
    return stored.id;
}

void MessageService::handleAcknowledged(MessageId message)
{
    bool changed = false;
    const Status status = m_account.database.transaction(Database::Durability::Normal, [&]() -> Status {
        const auto now = m_store.message(message);
        if (!now) {
            return now.error();
        }
        if (now->state != MessageState::Waiting) {
            return Done{}; // it came back as an error before it was acknowledged
        }
        const auto raised = m_store.setState(message, MessageState::Sent);
        if (!raised) {
            return raised.error();
        }
        changed = *raised;
        return Done{};
    });
    if (!status) {
        if (status.error().kind != ErrorKind::NotFound) { // deleted meanwhile
            noteFailure(status);
        }
        return;
    }
    if (changed) {
        if (const auto now = m_store.message(message)) {
            Q_EMIT messagesChanged(now->conversation, {*now});
            touch(now->conversation);
        }
    }
    announceWaiting();
}

Status MessageService::retry(MessageId message)
{
    const auto found = m_store.message(message);
    if (!found) {
        return found.error();
    }
    if (found->state != MessageState::Failed) {
        return m_changes.retry(message);
    }
    const Status status = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        const auto changed = m_store.setState(message, MessageState::Waiting);
        return changed ? Status(Done{}) : Status(changed.error());
    });
    if (!status) {
        return noteFailure(status);
    }
    if (const auto now = m_store.message(message)) {
        Q_EMIT messagesChanged(now->conversation, {*now});
        touch(now->conversation);
    }
    m_outbox.flush();
    announceWaiting();
    return Done{};
}

Status MessageService::markRead(ConversationId conversation, MessageId upTo)
{
    const auto before = m_store.conversation(conversation);
    if (!before) {
        return before.error();
    }
    const Status status = m_account.database.transaction(Database::Durability::Normal,
                                                         [&] { return m_store.markRead(conversation, upTo); });
    if (!status) {
        return noteFailure(status);
    }
    touch(conversation);
    tellDisplayed(*before, upTo);
    return Done{};
}

void MessageService::tellDisplayed(const Conversation &before, MessageId upTo)
{
    if (before.unread == 0 || !m_privacy.markers
        || !m_roster.mayLearn(Authority::Topic::Markers, Sender(Jid(before.peer)))) {
        return;
    }
    const auto markable = m_store.newestMarkable(before.id, upTo);
    if (markable && markable->id.isValid() && markable->originId.isValid() && before.firstUnread <= markable->id) {
        m_answers.addDisplayed(before.id, *markable);
        m_answers.send();
    }
}

void MessageService::setPrivacy(const PrivacySwitches &privacy)
{
    m_privacy = privacy;
    m_answers.setPrivacy(privacy);
}

Status MessageService::saveDraft(ConversationId conversation, const QString &draft)
{
    const Status status = m_account.database.transaction(Database::Durability::Normal,
                                                         [&] { return m_store.setDraft(conversation, draft); });
    touch(conversation);
    return noteFailure(status);
}

Status MessageService::setPinned(ConversationId conversation, bool pinned)
{
    const Status status = m_account.database.transaction(Database::Durability::Normal,
                                                         [&] { return m_store.setPinned(conversation, pinned); });
    touch(conversation);
    return noteFailure(status);
}

Status MessageService::setMuted(ConversationId conversation, bool muted)
{
    const Status status = m_account.database.transaction(Database::Durability::Normal,
                                                         [&] { return m_store.setMuted(conversation, muted); });
    touch(conversation);
    return noteFailure(status);
}

void MessageService::setChatState(ConversationId conversation, ChatState state)
{
    const auto found = m_store.conversation(conversation);
    const bool same = m_ownStates.value(conversation, ChatState::Active) == state;
    if (!found || same || !m_privacy.typing || !m_account.connection.isOnline()
        || !m_roster.mayLearn(Authority::Topic::Typing, Sender(Jid(found->peer)))) {
        return;
    }
    m_ownStates[conversation] = state;
    m_account.connection.sendMessage(writeChatState(found->peer, state), this, [](Connection::Delivery) {});
}

void MessageService::touch(ConversationId conversation)
{
    m_touched.insert(conversation);
    if (!m_gather.isActive()) {
        m_gather.start();
    }
}

void MessageService::announceConversations()
{
    QList<Conversation> changed;
    for (const ConversationId id : std::as_const(m_touched)) {
        if (const auto conversation = m_store.conversation(id)) {
            changed += *conversation;
        }
    }
    m_touched.clear();
    if (!changed.isEmpty()) {
        Q_EMIT conversationsChanged(changed);
    }
}

void MessageService::announceWaiting()
{
    const auto count = m_store.waitingCount(m_account.id);
    if (count && *count != m_waiting) {
        m_waiting = *count;
        Q_EMIT waitingCountChanged(m_account.id, m_waiting);
    }
}

} // namespace jackdaw
