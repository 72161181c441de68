// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/IncomingChanges.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int maximumLive = 20'000;

void noteAltered(const Message &message, IncomingOutcome &outcome)
{
    outcome.altered[message.conversation].insert(message.id);
    outcome.touched += message.conversation;
}

} // namespace

IncomingChanges::IncomingChanges(const AccountContext &account, MessageStore &store)
    : m_account(account)
    , m_authority(account.jid())
    , m_messages(store)
    , m_store(account.database, store)
    , m_early(account.database)
    , m_outgoing(account.database)
{
}

void IncomingChanges::beginSession()
{
    m_live.clear();
}

Utterance IncomingChanges::said(const Message &message, const BareJid &peer) const
{
    const bool incoming = message.direction == Direction::Incoming;
    return {Utterance::Kind::Chat, Jid(message.sender), Jid(incoming ? m_account.jid() : peer), {}};
}

Result<qint64> IncomingChanges::rank(const Speech &speech, const Message &target, qint64 newest)
{
    const std::pair key(target.id, speech.utterance.from.bare());
    const bool now = speech.in.source != IncomingMessage::Source::Archive && speech.in.place == MessageStore::Place::Newest;
    if (!now) {
        return m_live.contains(key) ? std::min(speech.time, newest - 1) : speech.time;
    }
    if (m_live.size() >= maximumLive) {
        m_live.clear();
    }
    m_live.insert(key);
    return std::max(speech.time, newest + 1);
}

Result<IncomingChanges::Taken> IncomingChanges::take(const Speech &speech, IncomingOutcome &outcome)
{
    const MessageStanza &stanza = speech.in.stanza;
    Taken all = Taken::No;
    if (stanza.retracts.isValid()) {
        const auto taken = takeRetraction(speech, outcome);
        if (!taken) {
            return taken.error();
        }
        all = Taken::Wholly;
    } else if (stanza.reactions) {
        const auto taken = takeReactions(speech, outcome);
        if (!taken) {
            return taken.error();
        }
        all = Taken::Wholly;
    } else if (stanza.corrects.isValid() && !stanza.body.isEmpty()) {
        return takeCorrection(speech, outcome);
    }
    // Words beside it that no fallback accounts for were said, and are shown.
    return all == Taken::Wholly && !stanza.body.trimmed().isEmpty() ? Taken::No : all;
}

QList<Mention> IncomingChanges::mentionsOf(const MessageStanza &stanza) const
{
    QList<Mention> all = stanza.mentions;
    for (Mention &mention : all) {
        mention.isUs = mention.who == m_account.jid();
    }
    return all;
}

Result<bool> IncomingChanges::retract(const Message &message, qint64 time, IncomingOutcome &outcome)
{
    const auto gone = m_store.retract(message.id, time);
    if (gone && *gone) {
        noteAltered(message, outcome);
    }
    return gone;
}

Result<IncomingChanges::Taken> IncomingChanges::takeRetraction(const Speech &speech, IncomingOutcome &outcome)
{
    const OriginId &id = speech.in.stanza.retracts;
    const BareJid &sender = speech.utterance.from.bare();
    const auto target = m_store.findNamed(speech.conversation, id, sender);
    if (!target) {
        return target.error();
    }
    if (target->id.isValid()) {
        if (!m_authority.mayRetract(said(*target, speech.peer), speech.utterance, Authority::Nickname::HeldThroughout)) {
            return Taken::Wholly;
        }
        const auto gone = retract(*target, speech.time, outcome);
        return gone ? Result<Taken>(Taken::Wholly) : Result<Taken>(gone.error());
    }
    const auto others = m_store.findNamed(speech.conversation, id, {});
    const auto deleted = m_early.isDeleted(speech.conversation, id);
    if (!others || !deleted) {
        return others ? deleted.error() : others.error();
    }
    if (!others->id.isValid() && !*deleted) { // else it is somebody else's, or gone already
        const Status held = m_early.hold(m_account.id, speech.peer,
                                         {EarlyChangeStore::Change::Kind::Retraction, id, sender, speech.time, {}});
        if (!held) {
            return held.error();
        }
    }
    return Taken::Wholly;
}

/// The message that is reacted to; where both have used the id, the one of who is answered.
Result<Message> IncomingChanges::findReacted(const Speech &speech, const OriginId &id)
{
    const BareJid &other = speech.direction == Direction::Incoming ? m_account.jid() : speech.peer;
    auto target = m_store.findNamed(speech.conversation, id, other);
    if (!target || target->id.isValid()) {
        return target;
    }
    return m_store.findNamed(speech.conversation, id, {});
}

Status IncomingChanges::react(const Message &target, const BareJid &sender, const QStringList &emoji, qint64 time,
                              IncomingOutcome &outcome)
{
    if (target.retracted != 0) {
        return Done{};
    }
    const auto changed = m_store.setReactions(target.id, sender, emoji, time);
    if (!changed) {
        return changed.error();
    }
    if (*changed) {
        noteAltered(target, outcome);
    }
    return Done{};
}

Result<IncomingChanges::Taken> IncomingChanges::takeReactions(const Speech &speech, IncomingOutcome &outcome)
{
    const ReactionSet &reactions = *speech.in.stanza.reactions;
    const BareJid &sender = speech.utterance.from.bare();
    const auto target = findReacted(speech, reactions.to);
    if (!target) {
        return target.error();
    }
    if (!target->id.isValid()) {
        const auto deleted = m_early.isDeleted(speech.conversation, reactions.to);
        if (!deleted) {
            return deleted.error();
        }
        const Status held = *deleted ? Status(Done{})
            : m_early.hold(m_account.id, speech.peer, {EarlyChangeStore::Change::Kind::Reactions, reactions.to, sender,
                                                       speech.time, reactions.emoji});
        return held ? Result<Taken>(Taken::Wholly) : Result<Taken>(held.error());
    }
    if (!m_authority.mayReact(said(*target, speech.peer), speech.utterance)) {
        return Taken::Wholly;
    }
    // What we say here and is not with the server yet comes after whatever another device of ours said.
    const auto ours = speech.direction == Direction::Outgoing
        ? m_outgoing.isWaiting(target->id, OutgoingChange::Kind::Reactions) : Result<bool>(false);
    const auto newest = m_store.reactedAt(target->id, sender);
    if (!ours || !newest) {
        return ours ? newest.error() : ours.error();
    }
    if (*ours) {
        return Taken::Wholly;
    }
    const auto time = rank(speech, *target, *newest);
    const Status done = time ? react(*target, sender, reactions.emoji, *time, outcome) : Status(time.error());
    return done ? Result<Taken>(Taken::Wholly) : Result<Taken>(done.error());
}

Result<IncomingChanges::Taken> IncomingChanges::takeCorrection(const Speech &speech, IncomingOutcome &outcome)
{
    const MessageStanza &stanza = speech.in.stanza;
    const BareJid &sender = speech.utterance.from.bare();
    const auto deleted = m_early.isDeleted(speech.conversation, stanza.corrects);
    const auto target = m_store.findNamed(speech.conversation, stanza.corrects, sender);
    if (!deleted || !target) {
        return deleted ? target.error() : deleted.error();
    }
    if (!target->id.isValid()) {
        return *deleted ? Taken::Wholly : Taken::StandsIn;
    }
    if (!m_authority.mayCorrect(said(*target, speech.peer), speech.utterance, Authority::Nickname::HeldThroughout)) {
        return Taken::No;
    }
    const auto time = rank(speech, *target, target->edited);
    if (!time) {
        return time.error();
    }
    const OriginId stanzaId = stanza.id == stanza.originId.value() ? OriginId() : OriginId(stanza.id);
    const auto changed = m_store.correct(target->id, {*time, stanza.originId, stanzaId, stanza.body,
                                                      mentionsOf(stanza), stanza.spoiler, stanza.markup});
    if (!changed) {
        return changed.error();
    }
    if (*changed) {
        noteAltered(*target, outcome);
    }
    return Taken::Wholly;
}

// Our own

Result<IncomingChanges::Taken> IncomingChanges::takeEcho(const Speech &speech, IncomingOutcome &outcome)
{
    const MessageStanza &stanza = speech.in.stanza;
    const bool isChange = stanza.retracts.isValid() || stanza.reactions || stanza.corrects.isValid();
    if (speech.direction != Direction::Outgoing || !isChange || !stanza.originId.isValid()) {
        return Taken::No;
    }
    const auto ours = m_outgoing.find(m_account.id, stanza.originId);
    if (!ours) {
        return ours.error();
    }
    if (!*ours) {
        return Taken::No;
    }
    const OutgoingChange &change = **ours;
    if (change.state == MessageState::Waiting) {
        if (const Status sent = m_outgoing.setState(change, MessageState::Sent); !sent) {
            return sent.error();
        }
        outcome.outboxMoved = true;
        outcome.altered[change.conversation].insert(change.message);
    }
    return Taken::Wholly;
}

Result<IncomingChanges::Taken> IncomingChanges::takeError(const Speech &speech, IncomingOutcome &outcome)
{
    const auto ours = m_outgoing.find(m_account.id, OriginId(speech.in.stanza.id));
    if (!ours) {
        return ours.error();
    }
    // Only who was to get it says that it did not (RFC 6121, 8.5.2).
    if (!*ours || (*ours)->conversation != speech.conversation || speech.direction != Direction::Incoming) {
        return Taken::No;
    }
    if (const Status failed = m_outgoing.setState(**ours, MessageState::Failed); !failed) {
        return failed.error();
    }
    outcome.outboxMoved = true;
    outcome.altered[speech.conversation].insert((*ours)->message);
    return Taken::Wholly;
}

// What came before its message

Result<IncomingChanges::Waiting> IncomingChanges::prepare(const BareJid &peer, Message &message)
{
    auto waiting = m_early.take(m_account.id, peer, message.originId, message.stanzaId);
    if (!waiting) {
        return waiting.error();
    }
    const Utterance original = said(message, peer);
    for (const EarlyChangeStore::Change &change : std::as_const(*waiting)) {
        const Utterance by{Utterance::Kind::Chat, Jid(change.sender),
                           Jid(change.sender == m_account.jid() ? peer : m_account.jid()), {}};
        if (change.kind == EarlyChangeStore::Change::Kind::Retraction
            && m_authority.mayRetract(original, by, Authority::Nickname::HeldThroughout)) {
            message.retracted = std::max<qint64>(change.time, 1);
            message.body.clear();
            message.mentions.clear();
            message.spoiler.reset();
            message.markup.clear();
        }
    }
    return waiting;
}

Status IncomingChanges::finish(const BareJid &peer, const Message &stored, const Waiting &waiting, IncomingOutcome &outcome)
{
    const Utterance original = said(stored, peer);
    for (const EarlyChangeStore::Change &change : waiting) {
        const Utterance by{Utterance::Kind::Chat, Jid(change.sender),
                           Jid(change.sender == m_account.jid() ? peer : m_account.jid()), {}};
        if (change.kind != EarlyChangeStore::Change::Kind::Reactions || !m_authority.mayReact(original, by)) {
            continue;
        }
        if (const Status done = react(stored, change.sender, change.emoji, change.time, outcome); !done) {
            return done;
        }
    }
    const auto standIns = m_store.standIns(stored);
    if (!standIns) {
        return standIns.error();
    }
    for (const Message &standIn : *standIns) {
        if (!m_authority.mayCorrect(original, said(standIn, peer), Authority::Nickname::HeldThroughout)) {
            continue;
        }
        if (const Status merged = m_store.merge(stored.id, standIn); !merged) {
            return merged;
        }
        noteAltered(stored, outcome);
        outcome.removed[stored.conversation].insert(standIn.id);
    }
    return Done{};
}

} // namespace jackdaw
