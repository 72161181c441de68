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

/// May words that came so stand under the mark that the message has? What a checked device wrote, only one that was checked, too.
bool maySealAnew(const Message &message, const std::optional<MessageEncryption> &by)
{
    if (!message.encryption) {
        return true;
    }
    const bool wasChecked = message.direction == Direction::Incoming && message.encryption->trust == DeviceTrust::Verified;
    return by && (!wasChecked || by->trust == DeviceTrust::Verified);
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

void IncomingChanges::noteTenure(MessageId message, qint64 tenure)
{
    if (tenure == 0) {
        return;
    }
    if (m_tenures.size() >= maximumLive) {
        m_tenures.clear();
    }
    m_tenures.insert(message, tenure);
}

Utterance IncomingChanges::utteranceOf(ConversationKind kind, const BareJid &peer, const BareJid &sender) const
{
    const bool ours = sender == m_account.jid();
    if (kind == ConversationKind::Chat) {
        return {Utterance::Kind::Chat, Jid(sender), Jid(ours ? peer : m_account.jid()), {}};
    }
    // Whom an occupant-id names goes by any nickname, so the id stands where that would.
    const auto placeOf = [](const BareJid &kept) {
        const OccupantKey key(kept);
        return Jid(key.room(), key.id() ? u'#' + *key.id() : key.nick());
    };
    if (kind == ConversationKind::RoomPrivate) {
        const Jid partner = placeOf(peer);
        return ours ? Utterance{Utterance::Kind::RoomPrivate, Jid(sender), partner, {}}
                    : Utterance{Utterance::Kind::RoomPrivate, partner, Jid(m_account.jid()), OccupantKey(peer).id()};
    }
    if (ours || sender == peer) {
        return {Utterance::Kind::Room, Jid(sender), Jid(ours ? peer : m_account.jid()), {}};
    }
    return {Utterance::Kind::Room, placeOf(sender), Jid(m_account.jid()), OccupantKey(sender).id()};
}

ConversationKind IncomingChanges::kindOf(const Speech &speech)
{
    return !speech.in.room ? ConversationKind::Chat
        : speech.in.room->kind == Utterance::Kind::RoomPrivate ? ConversationKind::RoomPrivate : ConversationKind::Room;
}

/// Only asked where a room gives no occupant-ids.
Authority::Nickname IncomingChanges::nickname(const Speech &speech, MessageId target) const
{
    const qint64 tenure = speech.in.room ? speech.in.room->tenure : 0;
    return tenure != 0 && m_tenures.value(target) == tenure ? Authority::Nickname::HeldThroughout
                                                            : Authority::Nickname::MayHaveChangedHands;
}

Result<qint64> IncomingChanges::rank(const Speech &speech, const Message &target, qint64 newest)
{
    const std::pair key(target.id, speech.sender);
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
    if (!gone || !*gone) {
        return gone;
    }
    noteAltered(message, outcome);
    const Status files = removeFiles(message, outcome);
    return files ? gone : Result<bool>(files.error());
}

/// All files of a message go with it.
Status IncomingChanges::removeFiles(const Message &message, IncomingOutcome &outcome)
{
    const auto gone = FurtherFiles(m_account.database, m_messages).remove(message);
    if (!gone) {
        return gone.error();
    }
    for (const MessageId file : *gone) {
        outcome.removed[message.conversation].insert(file);
    }
    return Done{};
}

/// XEP-0308, 3: what a correction brings stands in place of all files that the message had; one that brings none speaks of the
/// text alone.
Status IncomingChanges::replaceFiles(const Message &message, const QList<FurtherFiles::File> &files, IncomingOutcome &outcome)
{
    const auto now = m_messages.message(message.id); // as it was corrected
    if (!now) {
        return now.error();
    }
    const auto replaced = FurtherFiles(m_account.database, m_messages).replace(*now, files);
    if (!replaced) {
        return replaced.error();
    }
    for (const MessageId file : replaced->gone) {
        outcome.removed[message.conversation].insert(file);
    }
    for (const Message &file : replaced->stored) {
        outcome.stored[message.conversation].append(file);
        outcome.altered[message.conversation].insert(file.id); // where it lies may be another place when that is told
        outcome.refiled.append(file.id);
    }
    for (const MessageId file : replaced->altered) {
        outcome.altered[message.conversation].insert(file);
        outcome.refiled.append(file);
    }
    return Done{};
}

Status IncomingChanges::moderate(const Speech &speech, IncomingOutcome &outcome)
{
    const OriginId &id = speech.in.stanza.moderates;
    // XEP-0425, 3.1: by the id that the room gave it, and by no other.
    const auto target = speech.conversation.isValid() ? m_messages.findByArchiveId(speech.conversation, ArchiveId(id.value()))
                                                      : Result<Message>(Message());
    if (!target) {
        return target.error();
    }
    if (!target->id.isValid()) {
        const auto deleted = m_early.isDeleted(speech.conversation, id);
        if (!deleted || *deleted) {
            return deleted ? Status(Done{}) : Status(deleted.error());
        }
        return m_early.hold(m_account.id, speech.peer, {EarlyChangeStore::Change::Kind::Retraction, id, speech.sender, speech.time, {}});
    }
    if (!m_authority.mayModerate(said(*target, speech), speech.utterance)) {
        return Done{};
    }
    const auto gone = retract(*target, speech.time, outcome);
    return gone ? Status(Done{}) : Status(gone.error());
}

Result<IncomingChanges::Taken> IncomingChanges::takeRetraction(const Speech &speech, IncomingOutcome &outcome)
{
    const OriginId &id = speech.in.stanza.retracts;
    const BareJid &sender = speech.sender;
    const auto target = m_store.findNamed(speech.conversation, id, sender);
    if (!target) {
        return target.error();
    }
    if (target->id.isValid()) {
        if (!m_authority.mayRetract(said(*target, speech), speech.utterance, nickname(speech, target->id))) {
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
    if (kindOf(speech) == ConversationKind::Room) {
        return m_store.findInRoom(speech.conversation, id);
    }
    if (speech.in.room) {
        return m_store.findNamed(speech.conversation, id, {});
    }
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
    const BareJid &sender = speech.sender;
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
    if (!m_authority.mayReact(said(*target, speech), speech.utterance)) {
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
    if (speech.in.room && !speech.in.room->occupant && speech.direction == Direction::Incoming) {
        // Without occupant-ids whoever has the nickname now may be another than who reacted under it.
        qint64 &hand = m_reactionTenures[{target->id, sender}];
        if (*newest > 0 && (hand == 0 || hand != speech.in.room->tenure)) {
            return Taken::Wholly;
        }
        hand = speech.in.room->tenure;
    }
    const auto time = rank(speech, *target, *newest);
    const Status done = time ? react(*target, sender, reactions.emoji, *time, outcome) : Status(time.error());
    return done ? Result<Taken>(Taken::Wholly) : Result<Taken>(done.error());
}

/// When a correction counts as said, as ChangeStore::correct() has it.
qint64 IncomingChanges::placeOf(const Message &target, qint64 time)
{
    return std::max(time, target.time + 1);
}

void IncomingChanges::noteTextAlone(const Message &target, qint64 time)
{
    if (m_textAlone.size() >= maximumLive) {
        m_textAlone.clear();
    }
    QSet<qint64> &times = m_textAlone[target.id];
    if (times.size() < ChangeStore::maximumVersions) {
        times.insert(placeOf(target, time));
    }
}

/// Does none of the corrections behind `time` bring files? Archives are read newest first, so one of the text alone may be
/// here before an older one that brought files. What came before this program began is not known to be of the text alone.
Result<bool> IncomingChanges::filesAreNewest(const Message &target, qint64 time)
{
    if (time > target.edited) {
        return true;
    }
    const auto versions = m_store.versions(target.id);
    if (!versions) {
        return versions.error();
    }
    const QSet<qint64> textAlone = m_textAlone.value(target.id);
    return std::all_of(versions->cbegin(), versions->cend(), [&](const ChangeStore::Version &version) {
        return version.time < placeOf(target, time) || textAlone.contains(version.time);
    });
}

Result<IncomingChanges::Taken> IncomingChanges::takeCorrection(const Speech &speech, IncomingOutcome &outcome)
{
    const MessageStanza &stanza = speech.in.stanza;
    const BareJid &sender = speech.sender;
    const auto deleted = m_early.isDeleted(speech.conversation, stanza.corrects);
    const auto target = m_store.findNamed(speech.conversation, stanza.corrects, sender);
    if (!deleted || !target) {
        return deleted ? target.error() : deleted.error();
    }
    if (!target->id.isValid()) {
        return *deleted ? Taken::Wholly : Taken::StandsIn;
    }
    // What was believed when it was said comes again from an archive, where without occupant-ids nothing shows whose it is.
    const auto before = stanza.originId.isValid() ? hasSaid(*target, stanza.originId, stanza.body) : Result<bool>(false);
    if (!before || *before) {
        return before ? Result<Taken>(Taken::Wholly) : Result<Taken>(before.error());
    }
    if (!m_authority.mayCorrect(said(*target, speech), speech.utterance, nickname(speech, target->id))) {
        return Taken::No;
    }
    // In clear whoever is on the way can say so: then it stands by itself, and is marked (facts/security.md, O1).
    const bool isSealed = speech.in.opened && speech.in.opened->outcome == MessageCipher::Opened::Outcome::Opened;
    std::optional<MessageEncryption> by;
    if (isSealed) {
        by = speech.in.opened->encryption;
    }
    if (!maySealAnew(*target, by)) {
        return Taken::No;
    }
    const auto time = rank(speech, *target, target->edited);
    if (!time) {
        return time.error();
    }
    const OriginId stanzaId = stanza.id == stanza.originId.value() ? OriginId() : OriginId(stanza.id);
    const auto isNewest = stanza.file ? filesAreNewest(*target, *time) : Result<bool>(false);
    const auto changed = m_store.correct(target->id, {*time, stanza.originId, stanzaId, stanza.body,
                                                      mentionsOf(stanza), stanza.spoiler, stanza.markup});
    if (!isNewest || !changed) {
        return isNewest ? changed.error() : isNewest.error();
    }
    if (*changed) {
        noteAltered(*target, outcome);
        if (!stanza.file) {
            noteTextAlone(*target, *time);
        }
        QList<FurtherFiles::File> brought;
        if (*isNewest) {
            for (const Attachment &file : FurtherFiles::before(stanza)) {
                brought.append({file, 0, 0});
            }
            Attachment &last = brought.emplaceBack().attachment;
            last.file = *stanza.file;
            last.kind = attachmentKind(*stanza.file);
        }
        if (const Status files = replaceFiles(*target, brought, outcome); !files) {
            return files.error();
        }
    }
    return Taken::Wholly;
}

// Our own

Result<bool> IncomingChanges::isOurs(ConversationId conversation, const MessageStanza &stanza)
{
    if (!stanza.originId.isValid()) {
        return false;
    }
    const auto own = m_store.findNamed(conversation, stanza.originId, m_account.jid());
    const auto change = m_outgoing.find(m_account.id, stanza.originId);
    if (!own || !change) {
        return own ? change.error() : own.error();
    }
    if (own->id.isValid()) {
        if (own->body == stanza.body || own->retracted != 0) {
            return true;
        }
        return own->edited != 0 && !stanza.body.isEmpty() ? hasSaid(*own, stanza.originId, stanza.body) : Result<bool>(false);
    }
    if (!*change || (*change)->conversation != conversation) {
        return false;
    }
    switch ((*change)->kind) {
    case OutgoingChange::Kind::Correction: return stanza.corrects.isValid() && (*change)->body == stanza.body;
    case OutgoingChange::Kind::Retraction: return stanza.retracts.isValid();
    case OutgoingChange::Kind::Reactions: return stanza.reactions && stanza.reactions->emoji.join(u' ') == (*change)->body;
    }
    return false;
}

Result<IncomingChanges::Taken> IncomingChanges::takeEcho(const Speech &speech, IncomingOutcome &outcome)
{
    const MessageStanza &stanza = speech.in.stanza;
    const bool isChange = stanza.retracts.isValid() || stanza.reactions || stanza.corrects.isValid() || speech.in.isBlind();
    if (speech.direction != Direction::Outgoing || !isChange || !stanza.originId.isValid()) {
        return Taken::No;
    }
    const auto ours = m_outgoing.find(m_account.id, stanza.originId);
    if (!ours) {
        return ours.error();
    }
    if (!*ours || (speech.in.room && (*ours)->conversation != speech.conversation)) {
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

Result<IncomingChanges::Waiting> IncomingChanges::prepare(ConversationKind kind, const BareJid &peer, Message &message)
{
    auto waiting = m_early.take(m_account.id, peer, message);
    if (!waiting) {
        return waiting.error();
    }
    const Utterance original = utteranceOf(kind, peer, message.sender);
    for (const EarlyChangeStore::Change &change : std::as_const(*waiting)) {
        const Utterance by = utteranceOf(kind, peer, change.sender);
        // Nothing tells whose the nickname was when this was said: only who has an occupant-id is known again.
        const bool mayBe = change.kind == EarlyChangeStore::Change::Kind::Retraction
            && (m_authority.mayRetract(original, by, Authority::Nickname::MayHaveChangedHands) || m_authority.mayModerate(original, by));
        if (mayBe) {
            message.retracted = std::max<qint64>(change.time, 1);
            message.body.clear();
            message.mentions.clear();
            message.spoiler.reset();
            message.markup.clear();
            message.attachment.reset(); // its address, its key and its name
        }
    }
    return waiting;
}

Status IncomingChanges::finish(ConversationKind kind, const BareJid &peer, const Message &stored, const Waiting &waiting,
                               IncomingOutcome &outcome)
{
    const Utterance original = utteranceOf(kind, peer, stored.sender);
    for (const EarlyChangeStore::Change &change : waiting) {
        const Utterance by = utteranceOf(kind, peer, change.sender);
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
    FurtherFiles further(m_account.database, m_messages);
    QList<FurtherFiles::File> brought; // by the newest that brings any: as ChangeStore::showNewest() takes the text
    std::pair<qint64, OriginId> newest;
    for (const Message &standIn : *standIns) {
        if (!maySealAnew(stored, standIn.encryption)) {
            continue; // as takeCorrection() has it
        }
        const bool sameHand = m_tenures.contains(stored.id) && m_tenures.value(stored.id) == m_tenures.value(standIn.id);
        if (!m_authority.mayCorrect(original, utteranceOf(kind, peer, standIn.sender),
                                    sameHand ? Authority::Nickname::HeldThroughout : Authority::Nickname::MayHaveChangedHands)) {
            continue;
        }
        const auto rows = further.of(standIn);
        if (!rows) {
            return rows.error();
        }
        const std::pair said(std::max(standIn.time, standIn.edited), standIn.originId);
        if (standIn.attachment && (brought.isEmpty() || newest < said)) {
            brought = FurtherFiles::filesOf(*rows + QList<Message>{standIn});
            newest = said;
        }
        if (!standIn.attachment && standIn.edited == 0) {
            noteTextAlone(stored, standIn.time);
        }
        if (const Status files = removeFiles(standIn, outcome); !files) {
            return files;
        }
        if (const Status merged = m_store.merge(stored.id, standIn); !merged) {
            return merged;
        }
        noteAltered(stored, outcome);
        outcome.removed[stored.conversation].insert(standIn.id);
    }
    return brought.isEmpty() ? Status(Done{}) : replaceFiles(stored, brought, outcome);
}

} // namespace jackdaw
