// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/IncomingPipeline.h"

#include "base/Clock.h"

#include <algorithm>

namespace jackdaw {

namespace {

/// 2000-01-01: XMPP is younger, so an earlier stamp is a lie or a mistake (facts/security.md, D4).
constexpr qint64 earliestTime = 946'684'800'000;
constexpr qint64 clockTolerance = 5 * 60 * 1000;
/// Evidence for messages that never come must not grow without end.
constexpr int maximumEvidence = 20'000;
constexpr int maximumIdLength = 256; ///< of what is kept in memory only

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
    const IncomingMessage &in;
    IncomingOutcome &outcome;
    Direction direction = Direction::Incoming;
    BareJid peer;
    ConversationId conversation; ///< invalid as long as there is none
    Message message;             ///< what it turned out to be
    OriginId corrects;           ///< it corrects what is not here

    IncomingChanges::Speech speech(const Utterance &utterance, qint64 time) const
    {
        return {in, direction, peer, conversation, utterance, time};
    }
};

IncomingPipeline::IncomingPipeline(const AccountContext &account, MessageStore &store)
    : m_account(account)
    , m_authority(account.jid())
    , m_store(store)
    , m_changes(account, store)
{
}

void IncomingPipeline::forgetEvidence()
{
    m_evidence.clear();
    m_readElsewhere.clear();
    m_displayedUpTo.clear();
    m_changes.beginSession();
}

Result<Message> IncomingPipeline::process(const IncomingMessage &message, IncomingOutcome &outcome)
{
    Passage passage{message, outcome, {}, {}, {}, {}, {}};
    using StepFunction = Verdict (IncomingPipeline::*)(Passage &);
    static constexpr StepFunction steps[] = {
        &IncomingPipeline::dropForeign,
        &IncomingPipeline::recognise,
        &IncomingPipeline::takeError,
        &IncomingPipeline::takeReceipt,
        &IncomingPipeline::takeMarker,
        &IncomingPipeline::takeChatState,
        &IncomingPipeline::takeTombstone,
        &IncomingPipeline::takeChange,
        &IncomingPipeline::takeText,
    };
    for (const StepFunction step : steps) {
        const Verdict verdict = (this->*step)(passage);
        if (!verdict) {
            return verdict.error();
        }
        if (*verdict == Step::Consumed) {
            break;
        }
    }
    return passage.message;
}

/// Finds out between whom it went, and drops what is no message of a chat of ours.
IncomingPipeline::Verdict IncomingPipeline::dropForeign(Passage &passage)
{
    const auto exchange = m_authority.exchange(passage.in.stanza, wayOf(passage.in.source));
    if (!exchange) {
        return Step::Consumed;
    }
    passage.direction = exchange->side == Authority::Side::Ours ? Direction::Outgoing : Direction::Incoming;
    passage.peer = exchange->peer;
    const auto known = m_store.findConversation(m_account.id, passage.peer);
    if (!known) {
        return known.error();
    }
    passage.conversation = *known;
    return Step::PassOn;
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
    if (in.stanza.body.isEmpty()) {
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
            return Step::Consumed;
        }
    }
    if (!in.stanza.originId.isValid()) {
        return Step::PassOn;
    }
    auto known = m_store.findByOrigin(passage.conversation, in.stanza.from.bare(), in.stanza.originId);
    if (!known) {
        return known.error();
    }
    const auto same = known->id.isValid() ? isSame(*known, passage) : Result<bool>(false);
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
    if (passage.direction == Direction::Outgoing && known->state == MessageState::Waiting) {
        passage.outcome.outboxMoved = true;
        const Status raised = raise(passage.conversation, *known, MessageState::Sent, passage.outcome);
        if (!raised) {
            return raised.error();
        }
    }
    return Step::Consumed;
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
    const auto change = m_changes.takeError(passage.speech(said(passage), passage.in.time), passage.outcome);
    if (!change || *change == IncomingChanges::Taken::Wholly) {
        return change ? Verdict(Step::Consumed) : Verdict(change.error());
    }
    const auto target = m_store.findByOrigin(passage.conversation, m_account.jid(), OriginId(stanza.id));
    if (!target) {
        return target.error();
    }
    // What was delivered or seen has arrived; a late error is about another resource.
    if (!target->id.isValid() || !Authority::mayAcknowledge(said(*target, passage.peer), said(passage)) || (target->state != MessageState::Waiting && target->state != MessageState::Sent)) {
        return Step::Consumed;
    }
    const auto changed = m_store.setState(target->id, MessageState::Failed, stanza.error);
    if (!changed) {
        return changed.error();
    }
    const auto now = m_store.message(target->id);
    if (!now) {
        return now.error();
    }
    passage.outcome.changed[passage.conversation] += *now;
    passage.outcome.touched += passage.conversation;
    passage.outcome.outboxMoved = true;
    return Step::Consumed;
}

IncomingPipeline::Verdict IncomingPipeline::takeReceipt(Passage &passage)
{
    const MessageStanza &stanza = passage.in.stanza;
    if (!stanza.receiptFor.isValid() || passage.direction != Direction::Incoming) {
        return Step::PassOn;
    }
    const auto target = ownMessage(passage, stanza.receiptFor);
    if (!target) {
        return target.error();
    }
    if (!target->id.isValid()) {
        noteEvidence(passage, stanza.receiptFor, MessageState::Delivered);
    } else if (Authority::mayAcknowledge(said(*target, passage.peer), said(passage))) {
        if (const Status raised = raise(passage.conversation, *target, MessageState::Delivered, passage.outcome); !raised) {
            return raised.error();
        }
    }
    return Step::PassOn; // a receipt may carry text (facts/security.md, F12)
}

/// Archives are read newest first, so what is said of a message comes before it.
void IncomingPipeline::noteEvidence(const Passage &passage, const OriginId &of, MessageState state)
{
    const bool keeps = passage.in.source == IncomingMessage::Source::Archive && of.value().size() <= maximumIdLength
        && evidence() < maximumEvidence;
    if (keeps) {
        MessageState &known = m_evidence[{passage.peer, of}];
        known = qMax(known, state);
    }
}

void IncomingPipeline::noteReadElsewhere(const Passage &passage)
{
    const OriginId &of = passage.in.stanza.markerFor;
    if (passage.in.source != IncomingMessage::Source::Live && of.value().size() <= maximumIdLength && evidence() < maximumEvidence) {
        m_readElsewhere.insert({passage.peer, of});
    }
}

bool IncomingPipeline::takeReadElsewhere(const Passage &passage)
{
    if (m_readElsewhere.isEmpty()) {
        return false;
    }
    const bool byOrigin = m_readElsewhere.remove({passage.peer, passage.in.stanza.originId});
    return m_readElsewhere.remove({passage.peer, OriginId(passage.in.stanza.id)}) || byOrigin;
}

IncomingPipeline::Verdict IncomingPipeline::takeMarker(Passage &passage)
{
    const MessageStanza &stanza = passage.in.stanza;
    if (!stanza.marker || !stanza.markerFor.isValid()) {
        return Step::PassOn;
    }
    const bool displayed = *stanza.marker != MessageStanza::Marker::Received;
    if (passage.direction == Direction::Outgoing) {
        // Another device of ours showed what the peer wrote (XEP-0333, 5.3).
        const auto seen = passage.conversation.isValid()
            ? m_store.findByOrigin(passage.conversation, passage.peer, stanza.markerFor) : Result<Message>(Message());
        if (!seen) {
            return seen.error();
        }
        if (displayed && !seen->id.isValid()) {
            noteReadElsewhere(passage);
        } else if (displayed && m_authority.mayMarkRead(said(*seen, passage.peer), said(passage))) {
            if (const Status read = m_store.markRead(passage.conversation, seen->id); !read) {
                return read.error();
            }
            passage.outcome.touched += passage.conversation;
        }
        return Step::PassOn;
    }
    const auto target = ownMessage(passage, stanza.markerFor);
    if (!target) {
        return target.error();
    }
    if (!target->id.isValid()) {
        noteEvidence(passage, stanza.markerFor, displayed ? MessageState::Displayed : MessageState::Delivered);
        return Step::PassOn;
    }
    if (!Authority::mayAcknowledge(said(*target, passage.peer), said(passage))) {
        return Step::PassOn;
    }
    // The message itself, also where it counts as waiting still: who has seen it has it.
    const MessageState state = displayed ? MessageState::Displayed : MessageState::Delivered;
    if (const Status itself = raise(passage.conversation, *target, state, passage.outcome); !itself) {
        return itself.error();
    }
    if (!displayed) {
        return Step::PassOn;
    }
    // XEP-0333, 5.3: what stands above a displayed message was displayed too.
    const auto raised = m_store.raiseStateUpTo(passage.conversation, target->id, MessageState::Displayed);
    if (!raised) {
        return raised.error();
    }
    passage.outcome.changed[passage.conversation] += *raised;
    passage.outcome.touched += passage.conversation;
    MessageId &upTo = m_displayedUpTo[passage.conversation];
    upTo = qMax(upTo, target->id);
    return Step::PassOn;
}

IncomingPipeline::Verdict IncomingPipeline::takeChatState(Passage &passage)
{
    const MessageStanza &stanza = passage.in.stanza;
    if (stanza.chatState && passage.in.source != IncomingMessage::Source::Archive && passage.in.stanza.delays.isEmpty()
        && passage.direction == Direction::Incoming && passage.conversation.isValid()) {
        passage.outcome.chatStates.insert(passage.conversation, *stanza.chatState);
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
        if (known && !known->id.isValid()) {
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
    const auto stored = m_store.insert(message, in.place, MessageStore::Unread::DoNotCount, in.neighbours);
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
    const IncomingMessage &in = passage.in;
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
    if (passage.direction == Direction::Incoming && in.stanza.receiptRequested && !in.stanza.id.isEmpty() && isNews(in)) {
        passage.outcome.receipts.append({in.stanza.from, OriginId(in.stanza.id)});
    }
    return Step::Consumed;
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
    message.sender = in.stanza.from.bare();
    message.body = in.stanza.body;
    message.originId = in.stanza.originId;
    message.stanzaId = in.stanza.id == in.stanza.originId.value() ? OriginId() : OriginId(in.stanza.id);
    message.archiveId = in.archiveId;
    message.markable = in.stanza.markable;
    message.reply = in.stanza.reply;
    message.thread = in.stanza.thread;
    message.mentions = m_changes.mentionsOf(in.stanza);
    message.spoiler = in.stanza.spoiler;
    message.markup = in.stanza.markup;
    return message;
}

IncomingPipeline::Verdict IncomingPipeline::takeText(Passage &passage)
{
    const IncomingMessage &in = passage.in;
    if (in.stanza.body.isEmpty()) {
        return Step::Consumed;
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
        auto early = m_changes.prepare(passage.peer, message);
        if (!early) {
            return early.error();
        }
        waiting = *std::move(early);
    }
    if (passage.direction == Direction::Outgoing && message.originId.isValid()) {
        message.state = qMax(message.state, m_evidence.take({passage.peer, message.originId}));
    }
    auto stored = m_store.insert(message, in.place, in.unread, in.neighbours);
    if (!stored) {
        return stored.error();
    }
    if (passage.direction == Direction::Outgoing) {
        MessageId &displayedUpTo = m_displayedUpTo[*conversation];
        if (stored->state == MessageState::Displayed) {
            displayedUpTo = qMax(displayedUpTo, stored->id);
        } else if (stored->id < displayedUpTo) {
            const auto changed = m_store.setState(stored->id, MessageState::Displayed);
            if (!changed) {
                return changed.error();
            }
            stored->state = MessageState::Displayed;
        }
        // Who answered on another device has read what stands above.
        if (const Status read = m_store.markRead(*conversation, stored->id); !read) {
            return read.error();
        }
    } else {
        if (in.stanza.receiptRequested && !in.stanza.id.isEmpty() && isNews(in)) {
            passage.outcome.receipts.append({in.stanza.from, OriginId(in.stanza.id)});
        }
        if (takeReadElsewhere(passage)) {
            if (const Status read = m_store.markRead(*conversation, stored->id); !read) {
                return read.error();
            }
        }
    }
    if (mayHaveWaited) {
        if (const Status finished = m_changes.finish(passage.peer, *stored, waiting, passage.outcome); !finished) {
            return finished.error();
        }
    }
    passage.message = *stored;
    passage.outcome.stored[*conversation] += *stored;
    passage.outcome.lastStored = stored->id;
    passage.outcome.touched += *conversation;
    return Step::Consumed;
}

Status IncomingPipeline::raise(ConversationId conversation, const Message &target, MessageState state, IncomingOutcome &outcome)
{
    const auto changed = m_store.setState(target.id, state);
    if (!changed) {
        return changed.error();
    }
    if (*changed) {
        const auto now = m_store.message(target.id);
        if (!now) {
            return now.error();
        }
        outcome.changed[conversation] += *now;
        outcome.touched += conversation;
        outcome.outboxMoved |= target.state == MessageState::Waiting;
    }
    return Done{};
}

Utterance IncomingPipeline::said(const Message &message, const BareJid &peer) const
{
    const bool incoming = message.direction == Direction::Incoming;
    return {Utterance::Kind::Chat, Jid(message.sender), Jid(incoming ? m_account.jid() : peer), {}};
}

Utterance IncomingPipeline::said(const Passage &passage) const
{
    const MessageStanza &stanza = passage.in.stanza;
    return {Utterance::Kind::Chat, stanza.from, stanza.to.isValid() ? stanza.to : Jid(m_account.jid()), {}};
}

Result<Message> IncomingPipeline::ownMessage(const Passage &passage, const OriginId &id)
{
    return passage.conversation.isValid() ? m_store.findByOrigin(passage.conversation, m_account.jid(), id) : Message();
}

Result<ConversationId> IncomingPipeline::conversation(Passage &passage)
{
    if (!passage.conversation.isValid()) {
        const auto made = m_store.ensureConversation(m_account.id, passage.peer);
        if (!made) {
            return made.error();
        }
        passage.conversation = *made;
    }
    return passage.conversation;
}

} // namespace jackdaw
