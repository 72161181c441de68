// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/MessageService.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "chat/AttachmentStore.h"
#include "chat/OccupantKey.h"
#include "roster/RosterService.h"
#include "storage/Database.h"
#include "xmpp/ArchiveFetcher.h"
#include "xmpp/Namespaces.h"
#include "xmpp/OmemoStanza.h"
#include "xmpp/OwnFeatures.h"

#include <QXmlStreamWriter>

namespace jackdaw {

namespace {

constexpr int gatherMilliseconds = 30;
constexpr std::chrono::seconds askAgainAfter{60};
constexpr qsizetype mostLeft = 20'000;

} // namespace

MessageService::MessageService(const AccountContext &account, const RosterService &roster, const OwnFeatures &ownFeatures,
                               ArchiveFetcher &archive, const RoomDirectory &rooms, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_authority(account.jid())
    , m_roster(roster)
    , m_ownFeatures(ownFeatures)
    , m_rooms(rooms)
    , m_store(account.database)
    , m_pipeline(account, m_store)
    , m_outbox(account, m_store, archive, rooms)
    , m_answers(account, roster)
    , m_arrivals(m_store.newestTime(account.id))
    , m_changes(account, m_store, m_outbox)
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(gatherMilliseconds);
    connect(&m_gather, &QTimer::timeout, this, &MessageService::announceConversations);
    account.connection.onMessage([this](const QDomElement &element) { return handle(element); });
    connect(&account.connection, &Connection::runEnded, this, &MessageService::takeRun);
    connect(&account.connection, &Connection::sessionLost, this, &MessageService::loseStream);
    connect(&account.connection, &Connection::sessionEnded, this, &MessageService::takeRun);
    m_answers.setMayTellRoom([this](const BareJid &room) { return mayTellRoom(Authority::Topic::Markers, room); });
    m_outbox.setMayTellChatState([this](const BareJid &peer) { return mayTellChatState(peer); });
    connect(&m_outbox, &Outbox::acknowledged, this, &MessageService::handleAcknowledged);
    connect(&m_outbox, &Outbox::changeAcknowledged, &m_changes, &ChangeService::acknowledge);
    connect(&m_changes, &ChangeService::altered, this, &MessageService::tellAltered);
    connect(&m_changes, &ChangeService::removed, this, [this](ConversationId conversation, MessageId message) {
        Q_EMIT messageRemoved(conversation, message);
        touch(conversation);
        announceWaiting();
    });
    connect(&m_changes, &ChangeService::failed, this, [this](const Error &error) { noteFailure(error); });
    connect(&m_outbox, &Outbox::archiveSeen, this, &MessageService::recogniseArchived);
    connect(&m_outbox, &Outbox::notWritten, this, [this](ConversationId conversation, MessageId message) {
        tellAltered(conversation, message);
        announceWaiting();
    });
    connect(&m_outbox, &Outbox::storageFailed, this, &MessageService::storageFailed);
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        m_ownStates.clear();
        m_arrivals.beginSession(m_account.clock.now());
        if (session == Connection::Session::New) {
            m_ackIsInOrder = true;
            noteWhatIsHere();
            m_awaitsNewSession = false;
            enableCarbons();
        } else {
            standBelow(m_hereAtLoss);
        }
        m_answers.send();
        announceWaiting();
    });
}

void MessageService::setCipher(MessageCipher &cipher)
{
    m_cipher = &cipher;
    m_pipeline.setCipher(cipher);
    m_outbox.setCipher(cipher);
    m_answers.setCipher(cipher);
}

void MessageService::noteWhatIsHere()
{
    const auto newest = m_store.newestThatCame(m_account.id);
    if (!newest) {
        noteFailure(newest.error());
        return;
    }
    standBelow(*newest);
}

void MessageService::standBelow(const QHash<ConversationId, MessageId> &here)
{
    m_hereBefore = here;
    m_pipeline.beginStream(m_hereBefore);
}

/// The stream may go on later (XEP-0198, 5). It then brings what came to the server after all that it has acknowledged
/// on it so far (RFC 6120, 10.1). What `<resumed/>` acknowledges is something else: our words may have reached the server
/// while what was on its way to us did not arrive any more, and stands above them.
void MessageService::loseStream()
{
    takeRun();
    m_hereAtLoss = m_hereBefore;
    const auto ours = m_ackIsInOrder ? MessageStore::Ours::Taken : MessageStore::Ours::FromElsewhere;
    const auto newest = m_store.newestThatCame(m_account.id, ours);
    if (!newest) {
        noteFailure(newest.error());
        return;
    }
    for (auto chat = newest->cbegin(); chat != newest->cend(); ++chat) {
        MessageId &last = m_hereAtLoss[chat.key()];
        last = qMax(last, chat.value());
    }
}

void MessageService::enableCarbons()
{
    // XEP-0280, 4. Before the archive is asked, so that nothing falls between the two.
    m_account.connection.request(Connection::Request::Set, Jid(), [](QXmlStreamWriter &writer) {
        writer.writeStartElement(QStringLiteral("enable"));
        writer.writeDefaultNamespace(ns::carbons.toString());
        writer.writeEndElement();
    }, this, [this, stream = m_account.connection.streamNumber()](const Result<QDomElement> &answer) {
        if (stream != m_account.connection.streamNumber()) {
            return;
        }
        if (answer) {
            Q_EMIT carbonsEnabled();
            return;
        }
        qCInfo(log::chat) << "no carbons:" << answer.error().detail;
        if (answer.error().kind == ErrorKind::Timeout) { // a server that cannot says so at once
            QTimer::singleShot(askAgainAfter, this, [this, stream] {
                if (m_account.connection.isOnline() && stream == m_account.connection.streamNumber()) {
                    enableCarbons();
                }
            });
        }
    });
}

IncomingMessage MessageService::incomingOf(const ArchiveResult &result, const BareJid &room) const
{
    IncomingMessage in;
    in.stanza = readMessage(result.forwarded.message);
    in.sealed = claimsOmemo(result.forwarded.message) ? result.forwarded.message : QDomElement();
    in.source = IncomingMessage::Source::Archive;
    in.archiveId = result.id;
    in.time = result.forwarded.time;
    in.place = MessageStore::Place::ByTime;
    // A room's archive speaks for that room alone, and ours for none (XEP-0313, 5.1).
    const bool toAll = in.stanza.type == MessageStanza::Type::GroupChat;
    if (toAll == room.isValid() && (!toAll || in.stanza.from.bare() == room)) {
        in.room = m_rooms.originOf(in.stanza, RoomDirectory::Way::Archive);
    }
    if (room.isValid() && !in.room) {
        in.stanza.from = {}; // nobody's: the pipeline drops it
    }
    if (!room.isValid() && in.room && in.room->kind == Utterance::Kind::Room) {
        in.archiveId = {}; // what the room itself wrote to us alone: in its chat only its own archive's ids mean anything
    }
    return in;
}

void MessageService::placeInRoom(IncomingMessage &in)
{
    const qint64 stamp = m_authority.roomDelay(in.stanza);
    // Once a room has told what was said before we came, everything is live, whatever stamp is on it.
    const BareJid room = in.stanza.from.isValid() ? in.stanza.from.bare() : BareJid();
    const bool isBefore = stamp > 0 && in.stanza.type == MessageStanza::Type::GroupChat && room.isValid() && !m_rooms.isOpen(room);
    const auto way = in.source == IncomingMessage::Source::Carbon ? RoomDirectory::Way::Carbon
        : isBefore ? RoomDirectory::Way::Late : RoomDirectory::Way::Live;
    in.room = m_rooms.originOf(in.stanza, way);
    if (!in.room || in.room->kind != Utterance::Kind::Room || in.stanza.type == MessageStanza::Type::Error) {
        return;
    }
    in.archiveId = Authority::stanzaId(in.stanza, in.room->room, m_rooms.stanzaIds(in.room->room));
    if (way == RoomDirectory::Way::Late && m_rooms.hasArchive(in.room->room)) {
        in.purpose = IncomingMessage::Purpose::Recognise; // nobody asked for it: the archive has it, in its place
    } else if (way == RoomDirectory::Way::Late) { // what a room without an archive tells who comes in (XEP-0045, 7.2.13)
        in.time = stamp;
        in.place = MessageStore::Place::ByTime;
        // What strangers said before we ever were there is no news.
        const auto chat = m_store.findConversation(m_account.id, in.room->room);
        const auto newest = chat ? m_store.newestTime(*chat) : Result<qint64>(chat.error());
        in.unread = newest && *newest > 0 ? MessageStore::Unread::Count : MessageStore::Unread::DoNotCount;
    }
}

Connection::Disposition MessageService::handle(const QDomElement &element)
{
    if (m_awaitsNewSession) {
        return Connection::Disposition::Consumed; // the next session fetches it, and what is missing above it
    }
    IncomingMessage in;
    const Carbon carbon = readCarbon(element);
    if (!carbon.message.isNull()) {
        const Sender wrapper = Sender::of(element);
        in.stanza = readMessage(carbon.message);
        in.sealed = claimsOmemo(carbon.message) ? carbon.message : QDomElement();
        in.source = IncomingMessage::Source::Carbon;
        if (!m_authority.mayWrapCarbon(wrapper) || !m_authority.mayCarry(carbon.direction, in.stanza)) {
            qCInfo(log::chat) << "dropped a forged carbon of" << wrapper.toString();
            return Connection::Disposition::Consumed;
        }
        // What a lost link held comes late with a stamp around the carbon, by our own server.
        if (const auto around = readMessage(element).delays; !around.isEmpty()) {
            in.stanza.delays = around;
        }
    } else {
        in.stanza = readMessage(element);
        in.sealed = claimsOmemo(element) ? element : QDomElement();
        if (Sender::of(element).isAbsent()) {
            in.stanza.from = Jid(m_account.jid()); // RFC 6120, 8.1.2.1: from our own server for our account
        }
    }
    if (in.stanza.attention == Attention::Asked && !m_rooms.isRoom(in.stanza.from.bare()) && in.source == IncomingMessage::Source::Live) {
        noteAttention(in.stanza);
    }
    in.archiveId = archiveIdOf(in.stanza);
    in.time = m_account.clock.now();
    placeInRoom(in);
    if (in.room && in.room->kind == Utterance::Kind::Room) {
        m_run.append(std::move(in));
        return Connection::Disposition::Consumed;
    }
    // Our server stored it while we were away.
    const qint64 stamp = m_authority.delay(in.stanza);
    if (stamp > 0 && m_arrivals.mayBe(stamp, in.time)) {
        in.time = stamp;
        in.place = MessageStore::Place::ByTime;
        if (in.archiveId.isValid() && stamp < m_leftToArchive && m_left.size() < mostLeft) {
            m_left.append(std::move(in));
            return Connection::Disposition::Consumed;
        }
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
    if (found->kind != ConversationKind::Chat) {
        return Error{ErrorKind::Forbidden, QStringLiteral("not in rooms"), found->peer.toString()};
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

void MessageService::leaveToArchive(qint64 stamp)
{
    m_leftToArchive = stamp;
    m_pipeline.setArchive(stamp > 0 ? IncomingPipeline::Archive::Awaited : IncomingPipeline::Archive::Through);
    QList<IncomingMessage> ours;
    QList<IncomingMessage> stillLeft;
    for (IncomingMessage &in : std::exchange(m_left, {})) {
        (in.time < stamp ? stillLeft : ours).append(std::move(in));
    }
    m_left = std::move(stillLeft);
    if (!ours.isEmpty()) {
        // What the archive has brought meanwhile is recognised; the rest it does not have, or does not give.
        m_run = std::move(ours) + std::exchange(m_run, {});
        takeRun();
    }
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

void MessageService::recogniseArchived(const QList<ArchiveResult> &results, const BareJid &room)
{
    takeIn([&, this](IncomingPipeline &pipeline, IncomingOutcome &outcome) -> Status {
        for (const ArchiveResult &result : results) {
            IncomingMessage in = incomingOf(result, room);
            in.purpose = IncomingMessage::Purpose::Recognise; // HistoryService brings what is new, to its place
            if (const auto message = pipeline.process(in, outcome); !message) {
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
        // Whatever it was: what follows would hide what was not stored from the next session's gap, so this one ends here.
        qCWarning(log::storage) << "not stored:" << status.error().detail;
        m_awaitsNewSession = true;
        Q_EMIT storageFailed(status.error());
        return status;
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
        QList<Message> &changed = outcome.changed[it.key()];
        changed.removeIf([&now](const Message &message) { return now.contains(message.id); });
        changed += now.values();
    }
    for (auto it = outcome.changed.begin(); it != outcome.changed.end(); ++it) {
        QHash<MessageId, Message> last;
        for (const Message &message : std::as_const(it.value())) {
            last.insert(message.id, message);
        }
        for (Message &message : outcome.stored[it.key()]) {
            message = last.contains(message.id) ? last.take(message.id) : message;
        }
        it->removeIf([&last](const Message &message) { return !last.contains(message.id); });
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
    if (!outcome.refiled.isEmpty()) {
        Q_EMIT filesReplaced(outcome.refiled); // where they lie is told as it is afterwards
    }
    settle(outcome);
    for (auto hand = outcome.hands.cbegin(); hand != outcome.hands.cend(); ++hand) {
        m_outbox.bindPrivate(hand.key(), hand.value());
    }
    // What changed stood there before what is new: told first, nobody sees a later message beside an older state.
    for (auto it = outcome.changed.cbegin(); it != outcome.changed.cend(); ++it) {
        if (!it->isEmpty()) {
            Q_EMIT messagesChanged(it.key(), it.value());
        }
    }
    for (auto it = outcome.stored.cbegin(); it != outcome.stored.cend(); ++it) {
        QList<Message> messages = it.value();
        std::sort(messages.begin(), messages.end(), [](const Message &a, const Message &b) { return a.id < b.id; });
        if (!messages.isEmpty()) {
            Q_EMIT messagesStored(it.key(), messages, live);
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
    for (const IncomingOutcome::Typing &each : std::as_const(outcome.typing)) {
        Q_EMIT occupantChatStateChanged(each.conversation, each.nick, each.state);
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
    if (m_cipher) {
        m_cipher->settle();
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

Result<ConversationId> MessageService::openRoom(const BareJid &room)
{
    const auto conversation = m_store.ensureRoomConversation(m_account.id, ConversationKind::Room, room);
    if (conversation) {
        touch(*conversation);
    }
    return conversation;
}

void MessageService::enterRoom(const BareJid &room)
{
    takeRun(); // what the room has just told may be what we look for
    m_outbox.openRoom(room);
}

Result<ConversationId> MessageService::openPrivate(const BareJid &key, const QString &nick)
{
    if (nick.isEmpty()) {
        return Error{ErrorKind::NotFound, QStringLiteral("nobody of that nickname"), key.toString()};
    }
    const auto reach = m_rooms.reach(key);
    if (!reach && !OccupantKey(key).id()) { // the room tells people apart, and says nothing of this one
        return Error{ErrorKind::NotFound, QStringLiteral("nobody knows who that is"), nick};
    }
    const auto conversation = m_store.ensureRoomConversation(m_account.id, ConversationKind::RoomPrivate, key, nick);
    if (conversation) {
        if (reach && !OccupantKey(key).id()) {
            m_outbox.bindPrivate(*conversation, reach->hand);
        }
        touch(*conversation);
    }
    return conversation;
}

void MessageService::handleAcknowledged(MessageId message)
{
    // On the stream it comes behind all that the server had to bring; in `<resumed/>`, before we are online, it
    // overtakes that.
    m_ackIsInOrder = m_account.connection.isOnline();
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

Status MessageService::markRead(ConversationId conversation, MessageId upTo)
{
    const auto before = m_store.conversation(conversation);
    if (!before) {
        return before.error();
    }
    if (const Status status = markReadElsewhere(conversation, upTo); !status) {
        return status;
    }
    tellDisplayed(*before, upTo);
    Q_EMIT readHere(conversation, upTo);
    return Done{};
}

Status MessageService::markReadElsewhere(ConversationId conversation, MessageId upTo)
{
    const Status status = m_account.database.transaction(Database::Durability::Normal,
                                                         [&] { return m_store.markRead(conversation, upTo); });
    if (status) {
        touch(conversation);
    }
    return noteFailure(status);
}

void MessageService::tellDisplayed(const Conversation &before, MessageId upTo)
{
    if (before.kind == ConversationKind::Room && before.unread > 0 && m_privacy.markers && mayTellRoom(Authority::Topic::Markers, before.peer)) {
        const auto seen = m_store.newestArchivedOfOthers(before.id, upTo);
        if (seen && seen->id.isValid() && before.firstUnread <= seen->id) {
            m_answers.addDisplayed(before.peer, seen->archiveId);
            m_answers.send();
        }
    }
    if (before.kind != ConversationKind::Chat) {
        return;
    }
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

void MessageService::setHighlights(const QStringList &words)
{
    m_pipeline.setHighlights(words);
}

Status MessageService::saveDraft(ConversationId conversation, const QString &draft, const DraftParts &parts)
{
    const Status status = m_account.database.transaction(Database::Durability::Normal,
                                                         [&] { return m_store.setDraft(conversation, draft, parts); });
    touch(conversation);
    return noteFailure(status);
}

Status MessageService::saveVoiceDraft(ConversationId conversation, const QByteArray &sound)
{
    return noteFailure(m_account.database.transaction(Database::Durability::Normal,
                                                      [&] { return m_store.setVoiceDraft(conversation, sound); }));
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

Status MessageService::answerStranger(ConversationId conversation, RequestAnswer answer)
{
    const Stranger stranger = answer == RequestAnswer::Accept ? Stranger::No : Stranger::Declined;
    const Status status = m_account.database.transaction(Database::Durability::Normal,
                                                         [&] { return m_store.setStranger(conversation, stranger); });
    touch(conversation);
    return status || status.error().kind == ErrorKind::NotFound ? status : noteFailure(status);
}

void MessageService::setChatState(ConversationId conversation, ChatState state)
{
    const auto found = m_store.conversation(conversation);
    const bool same = m_ownStates.value(conversation, ChatState::Active) == state;
    if (!found || same || !m_account.connection.isOnline() || !mayTellChatState(found->peer)) {
        return;
    }
    m_ownStates[conversation] = state;
    QXmppMessage message = writeChatState(found->peer, state);
    if (found->kind == ConversationKind::Room) {
        message.setType(QXmppMessage::GroupChat);
    }
    m_account.connection.sendMessage(std::move(message), this, [](Connection::Delivery) {});
}

bool MessageService::mayTellChatState(const BareJid &peer) const
{
    if (m_rooms.isRoom(peer)) {
        return m_privacy.typing && mayTellRoom(Authority::Topic::Typing, peer);
    }
    return m_privacy.typing && m_roster.mayLearn(Authority::Topic::Typing, Sender(Jid(peer)));
}

bool MessageService::mayTellRoom(Authority::Topic topic, const BareJid &room) const
{
    const auto stay = m_rooms.isOpen(room) ? Authority::Room::Joined : Authority::Room::NotJoined;
    const auto entry = m_rooms.isMembersOnly(room) ? Authority::RoomEntry::MembersOnly : Authority::RoomEntry::Open;
    return Authority::mayRoomLearn(topic, stay, entry);
}

void MessageService::touch(ConversationId conversation)
{
    m_touched.insert(conversation);
    if (!m_gather.isActive()) {
        m_gather.start();
    }
}

void MessageService::announceAll()
{
    Q_EMIT waitingCountChanged(m_account.id, m_waiting);
    const auto all = m_store.conversations(m_account.id);
    if (!all) {
        noteFailure(all.error());
    } else if (!all->isEmpty()) {
        Q_EMIT conversationsChanged(*all);
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
