// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/IncomingPipeline.h"

#include "base/Clock.h"
#include "chat/FurtherFiles.h"
#include "chat/OccupantKey.h"
#include "chat/RoomMentions.h"

#include <algorithm>

namespace jackdaw {

namespace {

/// 2000-01-01: XMPP is younger, so an earlier stamp is a lie or a mistake (facts/security.md, D4).
constexpr qint64 earliestTime = 946'684'800'000;
constexpr qint64 clockTolerance = 5 * 60 * 1000;

/// Does it get a receipt (XEP-0184, 5)? What came here, now or while we were away; carbons are answered by the device they
/// went to, and the archive from before our time was answered then.
bool isNews(const IncomingMessage &in)
{
    return in.source == IncomingMessage::Source::Live
        || (in.source == IncomingMessage::Source::Archive && in.unread == MessageStore::Unread::Count);
}

Authority::Way wayOf(IncomingMessage::Source source)
{
    switch (source) {
    case IncomingMessage::Source::Live: return Authority::Way::Live;
    case IncomingMessage::Source::Carbon: return Authority::Way::Carbon;
    case IncomingMessage::Source::Archive: return Authority::Way::Archive;
    }
    return Authority::Way::Live;
}

} // namespace

struct IncomingPipeline::Passage
{
    IncomingMessage in; ///< as if it had come in clear, once it was opened
    IncomingOutcome &outcome;
    Direction direction = Direction::Incoming;
    ConversationKind kind = ConversationKind::Chat;
    BareJid peer;                ///< as Conversation::peer
    BareJid sender;              ///< as Message::sender
    ConversationId conversation; ///< invalid as long as there is none
    Message message;             ///< what it turned out to be
    OriginId corrects;           ///< it corrects what is not here

    IncomingChanges::Speech speech(const Utterance &utterance, qint64 time) const
    {
        return {in, direction, peer, conversation, utterance, time, sender};
    }
};

IncomingPipeline::IncomingPipeline(const AccountContext &account, MessageStore &store)
    : m_account(account)
    , m_authority(account.jid())
    , m_store(store)
    , m_changes(account, store)
    , m_receipts(account, store, m_changes)
{
}

void IncomingPipeline::beginStream(const QHash<ConversationId, MessageId> &hereBefore)
{
    m_hereBefore = hereBefore;
}

void IncomingPipeline::beginSession()
{
    m_changes.beginSession();
    m_receipts.beginSession();
}

Result<Message> IncomingPipeline::process(const IncomingMessage &message, IncomingOutcome &outcome)
{
    Passage passage{message, outcome, {}, {}, {}, {}, {}, {}, {}};
    using StepFunction = Verdict (IncomingPipeline::*)(Passage &);
    static constexpr StepFunction steps[] = {
        &IncomingPipeline::dropForeign,
        &IncomingPipeline::unseal,
        &IncomingPipeline::recognise,
        &IncomingPipeline::takeError,
        &IncomingPipeline::takeReceipt,
        &IncomingPipeline::takeChatState,
        &IncomingPipeline::takeModeration,
        &IncomingPipeline::takeTombstone,
        &IncomingPipeline::takeChange,
        &IncomingPipeline::takeText,
    };
    for (const StepFunction step : steps) {
        const Verdict verdict = (this->*step)(passage);
        if (!verdict) {
            return verdict.error();
        }
        const bool wasRecognised = step == &IncomingPipeline::recognise && message.purpose == IncomingMessage::Purpose::Recognise;
        if (*verdict == Step::Consumed || wasRecognised) {
            break;
        }
    }
    return passage.message;
}

/// Finds out between whom it went, and drops what is no message of a chat of ours.
IncomingPipeline::Verdict IncomingPipeline::dropForeign(Passage &passage)
{
    if (passage.in.room) {
        const Status placed = placeInRoom(passage);
        return placed ? Verdict(Step::PassOn) : Verdict(placed.error());
    }
    const auto exchange = m_authority.exchange(passage.in.stanza, wayOf(passage.in.source));
    if (!exchange) {
        return Step::Consumed;
    }
    passage.direction = exchange->side == Authority::Side::Ours ? Direction::Outgoing : Direction::Incoming;
    passage.peer = exchange->peer;
    passage.sender = passage.in.stanza.from.bare();
    const auto known = m_store.findConversation(m_account.id, passage.peer);
    if (!known) {
        return known.error();
    }
    passage.conversation = *known;
    return Step::PassOn;
}

Status IncomingPipeline::placeInRoom(Passage &passage)
{
    const RoomOrigin &room = *passage.in.room;
    const BareJid occupant = OccupantKey::make(room.room, room.nick, room.occupant).toText();
    const bool inPrivate = room.kind == Utterance::Kind::RoomPrivate;
    passage.kind = inPrivate ? ConversationKind::RoomPrivate : ConversationKind::Room;
    passage.peer = inPrivate ? occupant : room.room;
    const auto known = m_store.findConversation(m_account.id, passage.peer);
    if (!known) {
        return known.error();
    }
    passage.conversation = *known;
    if (inPrivate && room.author == RoomOrigin::Author::Ours) {
        // Whom we wrote to may be known by their id, where the stanza has the nickname they had.
        const auto own = m_store.findOwnPrivate(m_account.id, m_account.jid(), passage.in.stanza.originId);
        const auto there = own && own->id.isValid() ? m_store.conversation(own->conversation) : Result<Conversation>(Conversation());
        if (!own || !there) {
            return own ? there.error() : own.error();
        }
        if (there->id.isValid() && OccupantKey(there->peer).room() == room.room) {
            passage.conversation = there->id;
            passage.peer = there->peer;
        } else if (room.occupant && room.occupant->isEmpty()) {
            // Another device of ours wrote it, to whoever had the nickname then.
            const auto whom = m_store.lastOfNick(m_account.id, room.room, room.nick, passage.in.time);
            const auto chat = whom && whom->isValid() ? m_store.findConversation(m_account.id, *whom) : Result<ConversationId>(ConversationId());
            if (!whom || !chat) {
                return whom ? chat.error() : whom.error();
            }
            if (whom->isValid()) {
                passage.conversation = *chat;
                passage.peer = *whom;
            }
        }
    }
    bool ours = room.author == RoomOrigin::Author::Ours;
    if (room.author == RoomOrigin::Author::Unclear && known->isValid()) {
        const auto own = m_changes.isOurs(*known, passage.in.stanza);
        if (!own) {
            return own.error();
        }
        ours = *own;
    }
    passage.direction = ours ? Direction::Outgoing : Direction::Incoming;
    passage.sender = ours ? m_account.jid() : room.author == RoomOrigin::Author::Room ? room.room : occupant;
    return Done{};
}

Status IncomingPipeline::open(IncomingMessage &in)
{
    using Outcome = MessageCipher::Opened::Outcome;
    const bool isSealed = m_cipher && !in.sealed.isNull() && in.stanza.type != MessageStanza::Type::Error;
    if (!isSealed || in.opened) {
        return Done{};
    }
    const auto talk = talkOf(in);
    if (!talk) {
        return Done{};
    }
    const auto conversation = m_store.findConversation(m_account.id, talk->chat);
    const auto known = conversation && conversation->isValid() && in.archiveId.isValid()
        ? m_store.findByArchiveId(*conversation, in.archiveId) : Result<Message>(Message());
    if (!conversation || !known) {
        return conversation ? known.error() : conversation.error();
    }
    const bool isHere = known->id.isValid() && !known->isUnreadable();
    if (isHere || in.purpose == IncomingMessage::Purpose::Recognise) {
        // The ratchet turns once for each message, and only where the text is stored with it.
        in.opened.emplace().outcome = Outcome::Known;
        return Done{};
    }
    if (!talk->writer.isValid()) {
        MessageCipher::Opened &nothing = in.opened.emplace(); // facts/security.md, O6
        nothing.outcome = Outcome::Unreadable;
        nothing.fault = nothing.encryption.fault = RatchetFault::UnknownSender;
        return Done{};
    }
    // What a room said while our link slept stands where it came, but was sealed when our server took it (XEP-0420, 4).
    const qint64 held = in.room && in.source == IncomingMessage::Source::Live ? m_authority.delay(in.stanza) : 0;
    auto opened = m_cipher->open(in.sealed, talk->writer, talk->writtenTo, held > 0 ? held : in.time);
    if (!opened) {
        return opened.error();
    }
    in.opened = *std::move(opened);
    if (in.room) {
        in.opened->encryption.person = talk->writer;
    }
    return Done{};
}

/// Between whom something is said that is encrypted; nullopt: it is nobody's, or said where nothing can be.
std::optional<IncomingPipeline::Talk> IncomingPipeline::talkOf(const IncomingMessage &in) const
{
    if (in.room) {
        const bool mayBe = in.room->kind == Utterance::Kind::Room && in.room->addresses == RoomOrigin::Addresses::Shown
            && in.room->author != RoomOrigin::Author::Room;
        return mayBe ? std::optional(Talk{in.room->room, in.room->person, in.room->room}) : std::nullopt;
    }
    const auto exchange = m_authority.exchange(in.stanza, wayOf(in.source));
    if (!exchange) {
        return {};
    }
    const bool isOurs = exchange->side == Authority::Side::Ours;
    return Talk{exchange->peer, isOurs ? m_account.jid() : exchange->peer, isOurs ? exchange->peer : m_account.jid()};
}

/// From here on it is what was sealed. Of what stands around that, nothing counts but who, when and by which ids: it is the word
/// of whoever was on the way.
IncomingPipeline::Verdict IncomingPipeline::unseal(Passage &passage)
{
    using Outcome = MessageCipher::Opened::Outcome;
    IncomingMessage &in = passage.in;
    if (const Status opened = open(in); !opened) {
        return opened.error();
    }
    if (!in.opened || in.opened->outcome == Outcome::Clear) {
        noteWordless(passage);
        return Step::PassOn;
    }
    if (in.opened->outcome == Outcome::NotForUs && m_wordless.contains(wordlessKey(passage))) {
        return Step::Consumed; // the same for those who speak the other version
    }
    if (in.opened->outcome == Outcome::KeysOnly) {
        return Step::Consumed;
    }
    if (in.opened->outcome == Outcome::Opened) {
        in.stanza = in.opened->stanza;
        noteWordless(passage);
        return Step::PassOn;
    }
    MessageStanza outside;
    outside.from = in.stanza.from;
    outside.to = in.stanza.to;
    outside.type = in.stanza.type;
    outside.id = in.stanza.id;
    outside.originId = in.stanza.originId;
    outside.stanzaIds = in.stanza.stanzaIds;
    outside.delays = in.stanza.delays;
    in.stanza = outside;
    return Step::PassOn;
}

/// A reaction, a receipt or a marker goes in as many stanzas as there are versions among those who are to have it. It is no
/// message, so nothing on disk says that the one that nobody here can read is that.
void IncomingPipeline::noteWordless(const Passage &passage)
{
    constexpr qsizetype mostWordless = 1000;
    const MessageStanza &stanza = passage.in.stanza;
    const bool isSomething = stanza.reactions || stanza.marker || stanza.receiptFor.isValid() || stanza.retracts.isValid();
    const QString key = isSomething && stanza.body.isEmpty() ? wordlessKey(passage) : QString();
    if (key.isEmpty() || m_wordless.contains(key)) {
        return;
    }
    m_wordless.insert(key);
    m_wordlessInOrder.append(key);
    if (m_wordlessInOrder.size() > mostWordless) {
        m_wordless.remove(m_wordlessInOrder.takeFirst());
    }
}

QString IncomingPipeline::wordlessKey(const Passage &passage)
{
    const MessageStanza &stanza = passage.in.stanza;
    const QString id = stanza.originId.isValid() ? stanza.originId.value() : stanza.id;
    return id.isEmpty() ? QString() : passage.peer.toString() + u'\n' + passage.sender.toString() + u'\n' + id;
}

/// Seen before? By the archive's id, else by sender and origin-id within the conversation (DESIGN 3).
IncomingPipeline::Verdict IncomingPipeline::recognise(Passage &passage)
{
    const IncomingMessage &in = passage.in;
    if (!passage.conversation.isValid() || in.stanza.type == MessageStanza::Type::Error) {
        return Step::PassOn;
    }
    const auto echo = m_changes.takeEcho(passage.speech(said(passage), in.time), passage.outcome);
    if (!echo || *echo == IncomingChanges::Taken::Wholly) {
        return echo ? Verdict(Step::Consumed) : Verdict(echo.error());
    }
    if (in.stanza.body.isEmpty() && !in.isBlind()) {
        return Step::PassOn;
    }
    if (in.place == MessageStore::Place::ByTime) { // live, an id that was used before is a new message
        const auto deleted = m_changes.isDeleted(messageOf(passage));
        if (!deleted || *deleted) {
            return deleted ? Verdict(Step::Consumed) : Verdict(deleted.error());
        }
    }
    if (in.archiveId.isValid()) {
        auto known = m_store.findByArchiveId(passage.conversation, in.archiveId);
        if (!known) {
            return known.error();
        }
        if (known->id.isValid()) {
            passage.message = *known;
            if (const Status filled = fillIn(passage.message, passage); !filled) {
                return filled.error();
            }
            return confirm(passage, *known);
        }
    }
    if (!in.stanza.originId.isValid()) {
        return Step::PassOn;
    }
    auto known = m_store.findByOrigin(passage.conversation, passage.sender, in.stanza.originId);
    if (!known) {
        return known.error();
    }
    // The room shows us our own message by the id that only we gave it, whatever it made of the text.
    const bool reflected = in.room && in.room->author == RoomOrigin::Author::Ours && known->id.isValid() && known->state == MessageState::Waiting;
    const auto same = !known->id.isValid() ? Result<bool>(false) : reflected ? Result<bool>(true) : isSame(*known, passage);
    if (!same || !*same) {
        return same ? Verdict(Step::PassOn) : Verdict(same.error());
    }
    passage.message = *known;
    if (in.archiveId.isValid() && !known->archiveId.isValid()) {
        if (const Status stored = m_store.setArchiveId(known->id, in.archiveId); !stored) {
            return stored.error();
        }
        passage.message.archiveId = in.archiveId;
    }
    if (const Status filled = fillIn(passage.message, passage); !filled) {
        return filled.error();
    }
    passage.outcome.outboxMoved |= passage.direction == Direction::Outgoing && known->state == MessageState::Waiting;
    const Verdict confirmed = confirm(passage, *known);
    if (confirmed && passage.kind == ConversationKind::Room) {
        if (const Status seen = m_receipts.settleSeen(passage.peer, passage.message, passage.outcome); !seen) {
            return seen.error();
        }
    }
    return confirmed;
}

/// The archive, a carbon or the room shows that a message of ours got there.
IncomingPipeline::Verdict IncomingPipeline::confirm(Passage &passage, const Message &known)
{
    if (passage.direction == Direction::Outgoing && known.direction == Direction::Outgoing) {
        if (const Status told = m_receipts.confirm(passage.speech(said(passage), passage.in.time), known, passage.outcome); !told) {
            return told.error();
        }
    }
    return Step::Consumed;
}

/// What could not be read when it came first, and can be now: it was made for us in another version, or what was missing is there.
Status IncomingPipeline::fillIn(Message &known, Passage &passage)
{
    if (!known.isUnreadable() || known.retracted != 0 || passage.in.isBlind() || passage.in.stanza.body.isEmpty()) {
        return Done{};
    }
    const Message read = messageOf(passage);
    if (const Status stored = m_store.setText(known.id, read); !stored) {
        return stored;
    }
    const auto now = m_store.message(known.id);
    if (!now) {
        return now.error();
    }
    known = *now;
    passage.outcome.altered[known.conversation].insert(known.id);
    passage.outcome.touched += known.conversation;
    const QList<Message> rows = FurtherFiles::above(known, FurtherFiles::before(passage.in.stanza));
    const auto files = FurtherFiles(m_account.database, m_store).insert(rows, MessageStore::Place::ByTime,
                                                                        MessageStore::Unread::DoNotCount, {known.id, {}});
    if (!files) {
        return files.error();
    }
    for (const Message &file : *files) {
        passage.outcome.stored[known.conversation].append(file);
    }
    return Done{};
}

/// An id is the sender's word: the same one under another text is another message (facts/security.md, D1).
Result<bool> IncomingPipeline::isSame(const Message &known, const Passage &passage)
{
    const IncomingMessage &in = passage.in;
    if (known.retracted != 0) {
        // Its text is not there to be compared. Live, nothing comes again that was taken back before.
        const bool otherPlace = known.archiveId.isValid() && in.archiveId.isValid() && known.archiveId != in.archiveId;
        return in.place == MessageStore::Place::ByTime && !otherPlace;
    }
    if (in.isBlind() || known.isUnreadable()) {
        return known.encryption.has_value() && in.opened.has_value(); // there is no text to be compared
    }
    if (known.body == in.stanza.body) {
        return true;
    }
    return known.edited != 0 ? m_changes.hasSaid(known, in.stanza.originId, in.stanza.body) : Result<bool>(false);
}

/// A message of ours came back (RFC 6121, 8.5.2; RFC 6120, 8.3).
IncomingPipeline::Verdict IncomingPipeline::takeError(Passage &passage)
{
    const MessageStanza &stanza = passage.in.stanza;
    if (stanza.type != MessageStanza::Type::Error) {
        return Step::PassOn;
    }
    if (!passage.conversation.isValid() || passage.direction != Direction::Incoming || stanza.id.isEmpty()) {
        return Step::Consumed;
    }
    if (passage.kind == ConversationKind::Room && stanza.error && stanza.error->kind == ErrorKind::NotAcceptable
        && passage.in.room->stay == RoomOrigin::Stay::Out) {
        return Step::Consumed; // we are not in any more (XEP-0045, 7.4): it waits until we are
    }
    const auto change = m_changes.takeError(passage.speech(said(passage), passage.in.time), passage.outcome);
    if (!change || *change == IncomingChanges::Taken::Wholly) {
        return change ? Verdict(Step::Consumed) : Verdict(change.error());
    }
    const auto target = m_store.findByOrigin(passage.conversation, m_account.jid(), OriginId(stanza.id));
    if (!target) {
        return target.error();
    }
    // What was delivered or seen has arrived; a late error is about another resource.
    if (!target->id.isValid() || !mayReturn(*target, passage) || (target->state != MessageState::Waiting && target->state != MessageState::Sent)) {
        return Step::Consumed;
    }
    const auto changed = FurtherFiles(m_account.database, m_store).setState(*target, MessageState::Failed, stanza.error);
    if (!changed) {
        return changed.error();
    }
    passage.outcome.changed[passage.conversation] += *changed;
    passage.outcome.touched += passage.conversation;
    passage.outcome.outboxMoved = true;
    return Step::Consumed;
}

/// Is this error by whom the message went to (RFC 6121, 8.5.2)? What is said to all went to the room.
bool IncomingPipeline::mayReturn(const Message &original, const Passage &error) const
{
    if (error.kind == ConversationKind::Room) {
        return error.in.stanza.from == Jid(error.peer);
    }
    return Authority::mayAcknowledge(said(original, error), said(error));
}

/// How far a message got. It may carry text besides (facts/security.md, F12).
IncomingPipeline::Verdict IncomingPipeline::takeReceipt(Passage &passage)
{
    if (!passage.in.stanza.receiptFor.isValid() && !passage.in.stanza.marker) {
        return Step::PassOn;
    }
    const Status taken = m_receipts.take(passage.speech(said(passage), passage.in.time), passage.outcome);
    return taken ? Verdict(Step::PassOn) : Verdict(taken.error());
}

IncomingPipeline::Verdict IncomingPipeline::takeChatState(Passage &passage)
{
    const MessageStanza &stanza = passage.in.stanza;
    if (stanza.chatState && passage.in.source != IncomingMessage::Source::Archive && passage.in.stanza.delays.isEmpty()
        && passage.direction == Direction::Incoming && passage.conversation.isValid()) {
        if (passage.kind == ConversationKind::Room) {
            passage.outcome.typing.append({passage.conversation, passage.in.room->nick, *stanza.chatState});
        } else {
            passage.outcome.chatStates.insert(passage.conversation, *stanza.chatState);
        }
    }
    return Step::PassOn;
}

/// The moderators of a room took a message away (XEP-0425). The room itself says so, and nothing else beside it.
IncomingPipeline::Verdict IncomingPipeline::takeModeration(Passage &passage)
{
    const IncomingMessage &in = passage.in;
    if (passage.kind != ConversationKind::Room || in.room->author != RoomOrigin::Author::Room) {
        // Whoever else says so says nothing: it is no retraction by the author either.
        return in.stanza.moderates.isValid() ? Step::Consumed : Step::PassOn;
    }
    if (in.stanza.moderates.isValid() && in.stanza.type == MessageStanza::Type::GroupChat) {
        const qint64 time = qBound(earliestTime, in.time, m_account.clock.now() + clockTolerance);
        const Status done = m_changes.moderate(passage.speech(said(passage), time), passage.outcome);
        return done ? Verdict(Step::Consumed) : Verdict(done.error());
    }
    return Step::PassOn;
}

/// What an archive kept of a message that was taken back (XEP-0424, 5). Who says so live says nothing.
IncomingPipeline::Verdict IncomingPipeline::takeTombstone(Passage &passage)
{
    const IncomingMessage &in = passage.in;
    if (!in.stanza.tombstone || in.source != IncomingMessage::Source::Archive || !in.stanza.body.isEmpty()) {
        return Step::PassOn;
    }
    Message message = messageOf(passage);
    const qint64 time = *in.stanza.tombstone > 0 ? *in.stanza.tombstone : message.time;
    message.retracted = qBound(earliestTime, time, m_account.clock.now() + clockTolerance);
    if (passage.conversation.isValid()) {
        auto known = m_store.findByArchiveId(passage.conversation, in.archiveId);
        if (known && !known->id.isValid() && passage.kind != ConversationKind::Room) { // there anybody may have said it again
            known = m_store.findByOrigin(passage.conversation, message.sender, message.originId);
        }
        const auto deleted = m_changes.isDeleted(message);
        if (!known || !deleted) {
            return known ? deleted.error() : known.error();
        }
        if (*deleted) {
            return Step::Consumed;
        }
        if (known->id.isValid()) {
            const auto gone = m_changes.retract(*known, message.retracted, passage.outcome);
            passage.message = *known;
            return gone ? Verdict(Step::Consumed) : Verdict(gone.error());
        }
    }
    const auto conversation = this->conversation(passage);
    if (!conversation) {
        return conversation.error();
    }
    message.conversation = *conversation;
    const auto neighbours = neighboursOf(in);
    if (!neighbours) {
        return neighbours.error();
    }
    const auto stored = m_store.insert(message, in.place, MessageStore::Unread::DoNotCount, *neighbours);
    if (!stored) {
        return stored.error();
    }
    passage.message = *stored;
    passage.outcome.stored[*conversation] += *stored;
    passage.outcome.lastStored = stored->id;
    passage.outcome.touched += *conversation;
    return Step::Consumed;
}

/// What it says of another message.
IncomingPipeline::Verdict IncomingPipeline::takeChange(Passage &passage)
{
    IncomingMessage &in = passage.in;
    if (in.stanza.corrects.isValid()) {
        addCallings(in.stanza.mentions, passage); // the new text may call us as the first one did
    }
    const qint64 time = qBound(earliestTime, in.time, m_account.clock.now() + clockTolerance);
    const auto taken = m_changes.take(passage.speech(said(passage), time), passage.outcome);
    if (!taken) {
        return taken.error();
    }
    switch (*taken) {
    case IncomingChanges::Taken::No:
        return Step::PassOn;
    case IncomingChanges::Taken::StandsIn:
        passage.corrects = in.stanza.corrects;
        return Step::PassOn;
    case IncomingChanges::Taken::Wholly:
        break;
    }
    if (passage.direction == Direction::Incoming && in.stanza.receiptRequested && !in.stanza.id.isEmpty() && isNews(in)
        && passage.kind != ConversationKind::Room) {
        passage.outcome.receipts.append({in.stanza.from, OriginId(in.stanza.id)});
    }
    return Step::Consumed;
}

/// What others say in a room may speak of us where nobody marked it.
void IncomingPipeline::addCallings(QList<Mention> &mentions, const Passage &passage) const
{
    if (passage.kind != ConversationKind::Room || passage.direction != Direction::Incoming) {
        return;
    }
    const RoomOrigin &room = *passage.in.room;
    const auto all = room.calls == RoomOrigin::Calls::Heard ? RoomCallings::All::Heard : RoomCallings::All::NotHeard;
    addRoomMentions(mentions, passage.in.stanza.body, {room.ourNick, all, m_highlights}, m_account.jid());
}

/// The stanza as a message, as long as nothing else is known of it.
Message IncomingPipeline::messageOf(const Passage &passage) const
{
    const IncomingMessage &in = passage.in;
    Message message;
    message.conversation = passage.conversation;
    message.direction = passage.direction;
    message.state = passage.direction == Direction::Incoming ? MessageState::Received : MessageState::Sent;
    message.time = qBound(earliestTime, in.time, m_account.clock.now() + clockTolerance);
    message.sender = passage.sender;
    if (in.room && (passage.kind == ConversationKind::Room || passage.direction == Direction::Incoming)) {
        message.nick = in.room->nick; // of ours in private it is the other's
    }
    message.body = in.stanza.body;
    message.originId = in.stanza.originId;
    message.stanzaId = in.stanza.id == in.stanza.originId.value() ? OriginId() : OriginId(in.stanza.id);
    message.archiveId = in.archiveId;
    message.markable = in.stanza.markable;
    message.reply = in.stanza.reply;
    message.thread = in.stanza.thread;
    message.mentions = m_changes.mentionsOf(in.stanza);
    addCallings(message.mentions, passage);
    if (in.room && message.reply) {
        message.reply->author = {}; // a place in the room, which the message that is answered says better
    }
    message.spoiler = in.stanza.spoiler;
    message.markup = in.stanza.markup;
    if (in.stanza.file) {
        Attachment &attachment = message.attachment.emplace();
        attachment.file = *in.stanza.file;
        attachment.kind = attachmentKind(attachment.file);
        if (attachment.kind == Attachment::Kind::Sticker && attachment.file.description.isEmpty() && message.body.size() <= Message::longestSign
            && message.body != attachment.file.url) {
            attachment.file.description = message.body;
        }
    }
    if (in.opened && (in.opened->outcome == MessageCipher::Opened::Outcome::Opened || in.isUnreadable())) {
        message.encryption = in.opened->encryption;
    }
    return message;
}

/// Above a message with several files is above all of them.
Result<MessageStore::Neighbours> IncomingPipeline::neighboursOf(const IncomingMessage &in)
{
    if (in.place != MessageStore::Place::ByTime || !in.neighbours.before.isValid()) {
        return in.neighbours;
    }
    const auto top = FurtherFiles(m_account.database, m_store).topOf(in.neighbours.before);
    return top ? Result(MessageStore::Neighbours{*top, in.neighbours.after}) : Result<MessageStore::Neighbours>(top.error());
}

IncomingPipeline::Verdict IncomingPipeline::takeText(Passage &passage)
{
    const IncomingMessage &in = passage.in;
    if (in.stanza.body.isEmpty() && !in.isUnreadable()) {
        return Step::Consumed;
    }
    if (passage.kind == ConversationKind::RoomPrivate && passage.conversation.isValid()) {
        // Whoever is meant by it now goes by this nickname.
        const auto renamed = m_store.ensureRoomConversation(m_account.id, passage.kind, passage.peer, in.room->nick);
        if (!renamed) {
            return renamed.error();
        }
    }
    const auto conversation = this->conversation(passage);
    if (!conversation) {
        return conversation.error();
    }
    Message message = messageOf(passage);
    message.conversation = *conversation;
    message.corrects = passage.corrects;
    IncomingChanges::Waiting waiting;
    const bool mayHaveWaited = in.place == MessageStore::Place::ByTime; // what is said now was not spoken of before
    if (mayHaveWaited) {
        auto early = m_changes.prepare(passage.kind, passage.peer, message);
        if (!early) {
            return early.error();
        }
        waiting = *std::move(early);
    }
    if (passage.direction == Direction::Outgoing && message.originId.isValid()) {
        message.state = m_receipts.stateOf(passage.peer, message);
    }
    auto neighbours = neighboursOf(in);
    if (!neighbours) {
        return neighbours.error();
    }
    if (in.source != IncomingMessage::Source::Archive) {
        // A stream is in order, whatever the stamps of what was kept for us say (RFC 6120, 10.1).
        neighbours->after = qMax(neighbours->after, m_hereBefore.value(*conversation));
    }
    QList<Message> rows = FurtherFiles::above(message, FurtherFiles::before(in.stanza));
    rows.append(message);
    auto all = FurtherFiles(m_account.database, m_store).insert(rows, in.place, in.unread, *neighbours);
    if (!all) {
        return all.error();
    }
    Message stored = all->takeLast();
    if (passage.direction == Direction::Incoming && in.stanza.receiptRequested && !in.stanza.id.isEmpty() && isNews(in)
        && passage.kind != ConversationKind::Room) {
        passage.outcome.receipts.append({in.stanza.from, OriginId(in.stanza.id)});
    }
    if (const Status finished = m_receipts.finish(passage.speech(said(passage), message.time), stored); !finished) {
        return finished.error();
    }
    if (passage.kind == ConversationKind::Room) {
        if (const Status seen = m_receipts.settleSeen(passage.peer, stored, passage.outcome); !seen) {
            return seen.error();
        }
    }
    if (passage.direction == Direction::Incoming && in.room) {
        m_changes.noteTenure(stored.id, in.room->tenure);
        if (passage.kind == ConversationKind::RoomPrivate && in.room->tenure != 0) {
            passage.outcome.hands.insert(*conversation, in.room->tenure);
        }
    }
    if (mayHaveWaited) {
        if (const Status finished = m_changes.finish(passage.kind, passage.peer, stored, waiting, passage.outcome); !finished) {
            return finished.error();
        }
    }
    for (const Message &row : std::as_const(*all)) {
        passage.outcome.altered[*conversation].insert(row.id); // it got as far as its message meanwhile
    }
    passage.message = stored;
    passage.outcome.stored[*conversation] += *all;
    passage.outcome.stored[*conversation] += stored;
    passage.outcome.lastStored = stored.id;
    passage.outcome.touched += *conversation;
    return Step::Consumed;
}

Utterance IncomingPipeline::said(const Message &message, const Passage &passage) const
{
    return m_changes.utteranceOf(passage.kind, passage.peer, message.sender);
}

Utterance IncomingPipeline::said(const Passage &passage) const
{
    const MessageStanza &stanza = passage.in.stanza;
    if (passage.in.room) {
        Utterance utterance = m_changes.utteranceOf(passage.kind, passage.peer, passage.sender);
        if (passage.in.room->occupant && passage.in.room->occupant->isEmpty()) {
            utterance.occupant = QString(); // the room gives ids, and none here: this is nobody that anything is known of
        }
        return utterance;
    }
    return {Utterance::Kind::Chat, stanza.from, stanza.to.isValid() ? stanza.to : Jid(m_account.jid()), {}};
}

Result<ConversationId> IncomingPipeline::conversation(Passage &passage)
{
    if (!passage.conversation.isValid()) {
        const auto made = passage.kind == ConversationKind::Chat
            ? m_store.ensureReceived(m_account.id, m_account.jid(), passage.peer)
            : m_store.ensureRoomConversation(m_account.id, passage.kind, passage.peer,
                                             passage.kind == ConversationKind::RoomPrivate ? passage.in.room->nick : QString());
        if (!made) {
            return made.error();
        }
        passage.conversation = *made;
    }
    return passage.conversation;
}

} // namespace jackdaw
