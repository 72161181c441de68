// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/IncomingReceipts.h"

#include "chat/FurtherFiles.h"

namespace jackdaw {

IncomingReceipts::IncomingReceipts(const AccountContext &account, MessageStore &store, const IncomingChanges &changes)
    : m_account(account)
    , m_authority(account.jid())
    , m_store(store)
    , m_changes(changes)
    , m_seen(account.database)
{
}

void IncomingReceipts::beginSession()
{
    // What this session missed was written after what was displayed before it, whatever the stamps say.
    m_displayedUpTo.clear();
    m_displayedSince.clear();
}

Status IncomingReceipts::take(const Speech &speech, IncomingOutcome &outcome)
{
    if (const Status taken = takeReceipt(speech, outcome); !taken) {
        return taken;
    }
    return takeMarker(speech, outcome);
}

Status IncomingReceipts::takeReceipt(const Speech &speech, IncomingOutcome &outcome)
{
    const OriginId &of = speech.in.stanza.receiptFor;
    // XEP-0184, 5.3: of what many got, the receipt of one says little.
    const bool isToMany = IncomingChanges::kindOf(speech) == ConversationKind::Room;
    if (!of.isValid() || speech.direction != Direction::Incoming || isToMany) {
        return Done{};
    }
    const auto target = ownMessage(speech, of);
    if (!target) {
        return target.error();
    }
    if (target->id.isValid()) {
        const bool counts = Authority::mayAcknowledge(said(*target, speech), speech.utterance);
        return counts ? raise(*target, MessageState::Delivered, outcome) : Status(Done{});
    }
    if (isAwaited(speech)) {
        m_early.noteState(speech.peer, of, MessageState::Delivered);
    }
    return Done{};
}

/// May the message that this speaks of come yet? Archives are read newest first, so what is said of a message comes
/// before it; and so does what is said live of one that was left to them. Of strangers nothing is kept that they say
/// live: they are many, and may speak of what never was.
bool IncomingReceipts::isAwaited(const Speech &speech) const
{
    return speech.in.source == IncomingMessage::Source::Archive
        || (m_archive == Archive::Awaited && speech.conversation.isValid());
}

Status IncomingReceipts::takeMarker(const Speech &speech, IncomingOutcome &outcome)
{
    const MessageStanza &stanza = speech.in.stanza;
    if (!stanza.marker || !stanza.markerFor.isValid()) {
        return Done{};
    }
    const bool displayed = *stanza.marker != MessageStanza::Marker::Received;
    if (speech.direction == Direction::Outgoing) {
        return displayed ? takeOwnMarker(speech, outcome) : Status(Done{});
    }
    if (IncomingChanges::kindOf(speech) == ConversationKind::Room) {
        return displayed ? takeSeen(speech, outcome) : Status(Done{});
    }
    const MessageState state = displayed ? MessageState::Displayed : MessageState::Delivered;
    const auto target = ownMessage(speech, stanza.markerFor);
    if (!target) {
        return target.error();
    }
    if (!target->id.isValid()) {
        if (isAwaited(speech)) {
            m_early.noteState(speech.peer, stanza.markerFor, state);
        }
        return Done{};
    }
    if (!Authority::mayAcknowledge(said(*target, speech), speech.utterance)) {
        return Done{};
    }
    // The message itself, also where it counts as waiting still: who has seen it has it.
    if (const Status itself = raise(*target, state, outcome); !itself || !displayed) {
        return itself;
    }
    // XEP-0333, 5.3: what stands above a displayed message was displayed too.
    const auto raised = m_store.raiseStateUpTo(speech.conversation, target->id, MessageState::Displayed);
    if (!raised) {
        return raised.error();
    }
    outcome.changed[speech.conversation] += *raised;
    outcome.touched += speech.conversation;
    MessageId &upTo = m_displayedUpTo[speech.conversation];
    upTo = qMax(upTo, target->id);
    return Done{};
}

/// Somebody in a room saw all up to a message, ours or not, which they name by the id that the room gave (XEP-0333, 5.4).
Status IncomingReceipts::takeSeen(const Speech &speech, IncomingOutcome &outcome)
{
    const MessageStanza &stanza = speech.in.stanza;
    const auto &room = speech.in.room;
    const bool saysWho = room && room->author == RoomOrigin::Author::Other && stanza.type == MessageStanza::Type::GroupChat;
    if (!saysWho || !speech.conversation.isValid()) {
        return Done{};
    }
    const ArchiveId upTo(stanza.markerFor.value());
    const auto target = m_store.findByArchiveId(speech.conversation, upTo);
    if (!target) {
        return target.error();
    }
    if (!target->id.isValid()) {
        // Whatever it turns out to be is of this room; settleSeen() asks nothing more.
        const Utterance something = m_changes.utteranceOf(ConversationKind::Room, speech.peer, speech.peer);
        if (isAwaited(speech) && m_authority.maySaySeen(something, speech.utterance)) {
            m_earlySeen.note(speech.peer, upTo, {speech.sender, room->nick, {}, speech.time});
        }
        return Done{};
    }
    if (!m_authority.maySaySeen(said(*target, speech), speech.utterance)) {
        return Done{};
    }
    return noteSeen(speech.conversation, {speech.sender, room->nick, target->id, speech.time}, outcome);
}

Status IncomingReceipts::noteSeen(ConversationId room, const SeenMark &mark, IncomingOutcome &outcome)
{
    const auto moved = m_seen.note(room, mark);
    if (!moved || !*moved) {
        return moved ? Status(Done{}) : Status(moved.error());
    }
    const auto raised = m_store.raiseStateUpTo(room, mark.message, MessageState::Displayed);
    if (!raised) {
        return raised.error();
    }
    outcome.changed[room] += *raised;
    outcome.altered[room].insert(mark.message); // more people saw it, whatever its state
    outcome.touched += room;
    MessageId &upTo = m_displayedUpTo[room];
    upTo = qMax(upTo, mark.message);
    return Done{};
}

Status IncomingReceipts::settleSeen(const BareJid &room, Message &message, IncomingOutcome &outcome)
{
    const QList<SeenMark> marks = m_earlySeen.take(room, message.archiveId, message.id);
    for (const SeenMark &mark : marks) {
        if (const Status noted = noteSeen(message.conversation, mark, outcome); !noted) {
            return noted;
        }
    }
    if (marks.isEmpty() || message.direction != Direction::Outgoing) {
        return Done{};
    }
    const auto now = m_store.message(message.id);
    if (!now) {
        return now.error();
    }
    message.state = now->state;
    return Done{};
}

/// Another device of ours showed what somebody wrote (XEP-0333, 5.3), in a room by the id that the room gave (5.4).
Status IncomingReceipts::takeOwnMarker(const Speech &speech, IncomingOutcome &outcome)
{
    const OriginId &of = speech.in.stanza.markerFor;
    const bool isRoom = IncomingChanges::kindOf(speech) == ConversationKind::Room;
    const auto seen = !speech.conversation.isValid() ? Result<Message>(Message())
        : isRoom ? m_store.findByArchiveId(speech.conversation, ArchiveId(of.value()))
                 : m_store.findByOrigin(speech.conversation, speech.peer, of);
    if (!seen) {
        return seen.error();
    }
    if (!seen->id.isValid()) {
        if (!isRoom && speech.in.source != IncomingMessage::Source::Live) {
            m_early.noteShown(speech.peer, of);
        }
        return Done{};
    }
    const bool counts = isRoom || m_authority.mayMarkRead(said(*seen, speech), speech.utterance);
    return counts ? markRead(speech, *seen, outcome) : Status(Done{});
}

Status IncomingReceipts::markRead(const Speech &speech, const Message &upTo, IncomingOutcome &outcome)
{
    outcome.touched += speech.conversation;
    return m_store.markRead(speech.conversation, upTo.id);
}

MessageState IncomingReceipts::stateOf(const BareJid &peer, const Message &message)
{
    return qMax(message.state, m_early.takeState(peer, message.originId).value_or(message.state));
}

Status IncomingReceipts::finish(const Speech &speech, Message &stored)
{
    if (speech.direction == Direction::Incoming) {
        const MessageStanza &stanza = speech.in.stanza;
        const bool byOrigin = m_early.takeShown(speech.peer, stanza.originId);
        const bool byStanza = m_early.takeShown(speech.peer, OriginId(stanza.id));
        return byOrigin || byStanza ? m_store.markRead(stored.conversation, stored.id) : Status(Done{});
    }
    const auto isAbove = standsAboveDisplayed(speech, stored.conversation);
    if (!isAbove) {
        return isAbove.error();
    }
    if (stored.state == MessageState::Displayed) {
        MessageId &displayedUpTo = m_displayedUpTo[stored.conversation];
        displayedUpTo = qMax(displayedUpTo, stored.id);
    } else if (*isAbove) {
        FurtherFiles files(m_account.database, m_store);
        if (const auto changed = files.setState(stored, MessageState::Displayed); !changed) {
            return changed.error();
        }
        stored.state = MessageState::Displayed;
    }
    // Who answered on another device has read what stands above.
    return m_store.markRead(stored.conversation, stored.id);
}

/// XEP-0333, 5.3. The archive has it above what was displayed; by stamps alone it may seem to be there.
Result<bool> IncomingReceipts::standsAboveDisplayed(const Speech &speech, ConversationId conversation)
{
    const MessageId below = speech.in.neighbours.before;
    if (!below.isValid()) {
        return false;
    }
    if (below <= m_displayedUpTo.value(conversation)) {
        return true;
    }
    const qint64 since = speech.in.missedBefore;
    if (since == 0) {
        return false; // what was displayed before this session says nothing of what it missed
    }
    const auto known = m_displayedSince.constFind({conversation, since});
    if (known != m_displayedSince.constEnd()) {
        return below <= *known;
    }
    const auto newest = m_store.newestDisplayed(conversation, since);
    if (!newest) {
        return newest.error();
    }
    m_displayedSince.insert({conversation, since}, *newest);
    return below <= *newest;
}

Status IncomingReceipts::confirm(const Speech &speech, const Message &known, IncomingOutcome &outcome)
{
    if (known.state == MessageState::Displayed || known.state == MessageState::Failed) {
        return Done{};
    }
    auto isDisplayed = standsAboveDisplayed(speech, known.conversation);
    if (isDisplayed && !*isDisplayed && known.state == MessageState::Waiting) {
        // A marker leaves what waits as it is, since that may never have gone out; it has.
        isDisplayed = m_store.hasDisplayedBehind(known);
    }
    if (!isDisplayed) {
        return isDisplayed.error();
    }
    if (!*isDisplayed && known.state != MessageState::Waiting) {
        return Done{};
    }
    return raise(known, *isDisplayed ? MessageState::Displayed : MessageState::Sent, outcome);
}

Status IncomingReceipts::raise(const Message &target, MessageState state, IncomingOutcome &outcome)
{
    const auto changed = FurtherFiles(m_account.database, m_store).setState(target, state);
    if (!changed) {
        return changed.error();
    }
    if (!changed->isEmpty()) {
        outcome.changed[target.conversation] += *changed;
        outcome.touched += target.conversation;
        outcome.outboxMoved |= target.state == MessageState::Waiting;
    }
    return Done{};
}

/// Our own message with this id in the chat that it is said in; an invalid id if there is none yet.
Result<Message> IncomingReceipts::ownMessage(const Speech &speech, const OriginId &id)
{
    return speech.conversation.isValid() ? m_store.findByOrigin(speech.conversation, m_account.jid(), id) : Message();
}

Utterance IncomingReceipts::said(const Message &message, const Speech &speech) const
{
    return m_changes.utteranceOf(IncomingChanges::kindOf(speech), speech.peer, message.sender);
}

} // namespace jackdaw
