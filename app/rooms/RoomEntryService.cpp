// SPDX-License-Identifier: GPL-3.0-or-later
//
// How RoomService gets into rooms, and into them again.

#include "base/Clock.h"
#include "base/Log.h"
#include "chat/MessageStore.h"
#include "rooms/RoomStay.h"
#include "xmpp/RoomDisco.h"

#include <QRandomGenerator>
#include <algorithm>

namespace jackdaw {

namespace {

constexpr qint64 entryPatience = 60'000;        ///< ms, from our wish to enter to our own presence there
constexpr qint64 silence = 15 * 60'000;         ///< XEP-0410, 3.1
constexpr qint64 askAgain = 60'000;             ///< after a ping that nobody answered
constexpr int mostSilences = 3;
constexpr int mostMissing = 2;
constexpr qint64 settled = 3 * 60'000;          ///< in for so long, a room that loses us begins anew
constexpr qint64 longestPause = 5 * 60'000;

/// 1 s, 2 s, 5 s, 10 s … 5 min, and up to a fifth of that more, so that not all come back at once.
qint64 pauseBefore(int attempt)
{
    static constexpr qint64 first[] = {1'000, 2'000, 5'000, 10'000, 30'000, 60'000, 120'000};
    const qint64 pause = attempt < int(std::size(first)) ? first[std::max(0, attempt)] : longestPause;
    return pause + QRandomGenerator::global()->bounded(int(pause / 5) + 1);
}

} // namespace

QString RoomService::wishedNick(const Stay &stay) const
{
    const QString wished = !stay.wish.nick.isEmpty() ? stay.wish.nick
        : !stay.room.nick.isEmpty() ? stay.room.nick : m_account.jid().local();
    // Somebody else has it: the same with a mark behind it, so that people still know whom they read.
    const QString nick = wished + QString(stay.nickTries, u'_');
    // What was typed, or stands in a bookmark that another program wrote. Of a pseudonym there stays what can be a nickname;
    // the address's own words, which it may be meant to hide, do not take its place.
    if (const auto prepared = Jid::nickname(nick)) {
        return *prepared;
    }
    QString left;
    for (const char32_t point : nick.toUcs4()) {
        const QString letter = QString::fromUcs4(&point, 1);
        if (Jid::nickname(letter)) {
            left += letter;
        }
    }
    const auto prepared = Jid::nickname(left);
    return prepared ? *prepared : QStringLiteral("_") + QString(stay.nickTries, u'_');
}

RoomEntry RoomService::entryOf(const Stay &stay) const
{
    RoomEntry entry;
    entry.password = stay.wish.password;
    entry.availability = m_own.availability == Availability::Offline || m_own.availability == Availability::Unknown
        ? Availability::Available : m_own.availability;
    entry.status = m_own.status;
    return entry;
}

void RoomService::beginSession(Connection::Session session)
{
    m_endsEarly = false;
    const auto stays = m_stays;
    for (const auto &stay : stays) {
        if (std::exchange(stay->leaves, false) && session == Connection::Session::Resumed && !stay->wanted) {
            m_account.connection.sendPresence(writeRoomLeave(Jid(stay->room.jid, stay->room.nick)));
        } else if (session == Connection::Session::Resumed && std::exchange(stay->suspended, false)) {
            // Nothing was missed (XEP-0198, 5), unless the room lost us meanwhile.
            stay->room.state = RoomState::In;
            stay->room.reason = RoomReason::None;
            stay->isOpen = true;
            beginWatch(*stay);
            touch(*stay);
            ping(*stay);
        } else if (stay->wanted) {
            stay->suspended = false;
            stay->attempts = 0;
            clearOccupants(*stay);
            stay->room.state = RoomState::Lost;
            Q_EMIT unheard(stay->room.jid);
            // Not before our own presence has gone out (RFC 6121, 4.6.1).
            setDue(*stay, 1);
        }
    }
}

void RoomService::endSession()
{
    const auto stays = m_stays;
    for (const auto &stay : stays) {
        const bool was = stay->room.state == RoomState::In && stay->isOpen;
        if (stay->creation || !stay->room.conversation.isValid()) {
            stay->wanted = false;
            end(*stay, RoomState::Refused, RoomReason::ConnectionLost);
            continue;
        }
        if (stay->room.state == RoomState::Leaving) {
            end(*stay, RoomState::Out, RoomReason::ByUser);
            continue;
        }
        clearDue(*stay);
        endWatch(*stay);
        ++stay->number;
        stay->isOpen = false;
        stay->suspended = was;
        if (was && stay->keptHeard != stay->room.heard) {
            keep(*stay);
        }
        if (stay->wanted && stay->room.state != RoomState::Refused) {
            stay->room.state = RoomState::Lost;
            stay->room.reason = RoomReason::ConnectionLost;
            touch(*stay);
        }
    }
    setAlarm();
}

/// What rooms say of our going is no loss of theirs then, after which we would come again.
void RoomService::endEarly()
{
    m_endsEarly = true;
    endSession();
}

void RoomService::begin(Stay &stay)
{
    ++stay.number;
    stay.nickTries = 0;
    stay.isOpen = false;
    clearOccupants(stay);
    stay.room.state = RoomState::Entering;
    touch(stay);
    setDue(stay, entryPatience);
    Q_EMIT unheard(stay.room.jid); // it may have us still, and say what is not heard any more
    // What the room is decides what of its messages is believed, so that is asked first.
    askFeatures(stay, [this, jid = stay.room.jid, number = stay.number](const Result<RoomFeatures> &features) {
        const auto there = m_stays.value(jid);
        if (there && there->number == number && there->room.state == RoomState::Entering) {
            takeFeatures(*there, features);
        }
    });
}

void RoomService::takeFeatures(Stay &stay, const Result<RoomFeatures> &features)
{
    const BareJid jid = stay.room.jid;
    const auto refuse = [&](const Error &why) {
        stay.wanted = false;
        stay.room.reasonText = why.detail;
        finishCreation(stay, why);
        end(stay, RoomState::Refused, RoomReason::NotCreated);
    };
    if (features && stay.creation) {
        refuse(Error{ErrorKind::Conflict, QStringLiteral("there is such a room"), jid.toString()});
        return;
    }
    if (features) {
        if (!stay.room.conversation.isValid() && !features->isRoom) {
            refuse(Error{ErrorKind::NotFound, QStringLiteral("that is no room"), jid.toString()});
            return;
        }
        stay.room.features = *features;
        if (const Status proven = prove(stay); !proven) {
            refuse(proven.error());
            return;
        }
    } else {
        const ErrorKind kind = features.error().kind;
        if (kind == ErrorKind::ServerNotFound || kind == ErrorKind::Timeout) {
            lose(stay, RoomReason::Unreachable);
            return;
        }
        if (kind == ErrorKind::NotFound && !stay.creation) { // going there would make one
            refuse(features.error());
            return;
        }
        // Some rooms do not say what they are: then it shows when one lets us in.
    }
    Q_EMIT entering(jid);
    sendEntry(stay);
}

/// There is a room: it gets its chat.
Status RoomService::prove(Stay &stay)
{
    if (stay.room.conversation.isValid()) {
        return Done{};
    }
    const auto conversation = MessageStore(m_account.database).ensureRoomConversation(m_account.id, ConversationKind::Room, stay.room.jid);
    if (!conversation) {
        if (conversation.error().kind != ErrorKind::Conflict) {
            note(conversation.error());
        }
        return conversation.error();
    }
    stay.room.conversation = *conversation;
    note(dropInvitation(stay.room.jid));
    touch(stay);
    answer(stay, *conversation);
    return Done{};
}

void RoomService::answer(Stay &stay, const Result<ConversationId> &result)
{
    for (auto &each : std::exchange(stay.asked, {})) {
        each.addResult(result);
        each.finish();
    }
}

void RoomService::askFeatures(Stay &stay, std::function<void(const Result<RoomFeatures> &)> done)
{
    m_account.connection.request(Connection::Request::Get, Jid(stay.room.jid), writeDiscoInfo, this,
                                 [done = std::move(done)](const Result<QDomElement> &answer) {
        done(answer ? Result<RoomFeatures>(readRoomFeatures(*answer)) : Result<RoomFeatures>(answer.error()));
    });
}

void RoomService::sendEntry(Stay &stay)
{
    RoomEntry entry = entryOf(stay);
    if (!stay.room.features.archive && !stay.creation) {
        // No archive: what the room itself remembers since we last heard it (7.2.14), and a little before that. Counted in
        // seconds, since its clock is not ours; and from nothing that we said or keep, since that was not heard there.
        constexpr qint64 margin = 60;
        const qint64 now = m_account.clock.now() / 1000;
        const qint64 heard = stay.room.heard / 1000;
        entry.historySeconds = heard > 0 && heard <= now ? now - heard + margin : now;
    }
    stay.room.nick = wishedNick(stay);
    m_account.connection.sendPresence(writeRoomEntry(Jid(stay.room.jid, stay.room.nick), entry));
}

/// Our own presence there (7.2.2): everybody else's came before it.
void RoomService::arrive(Stay &stay, const RoomPresence &presence)
{
    stay.room.nick = presence.occupant.nick;
    stay.room.role = presence.occupant.role;
    stay.room.affiliation = presence.occupant.affiliation;
    stay.room.occupantId = stay.room.features.occupantIds ? presence.occupant.id : QString();
    if (presence.has(roomStatus::nonAnonymous)) {
        stay.room.features.nonAnonymous = true;
    }
    touch(stay);
    if (stay.room.state != RoomState::Entering) {
        return;
    }
    stay.arrived = m_account.clock.elapsed();
    stay.missing = 0;
    stay.nickAsked.clear();
    stay.room.reason = RoomReason::None;
    stay.room.reasonText.clear();
    stay.room.actor.clear();
    stay.room.successor = {};
    const bool created = presence.has(roomStatus::created);
    if (created && stay.creation) {
        stay.room.state = RoomState::In;
        configure(stay);
        return;
    }
    if (created || stay.creation) {
        // Nobody wanted a room to be made; or somebody else made it this moment.
        const BareJid jid = stay.room.jid;
        if (created) {
            m_account.connection.request(Connection::Request::Set, Jid(jid), writeConfigurationCancel, this, [](const auto &) {});
        }
        m_account.connection.sendPresence(writeRoomLeave(Jid(jid, stay.room.nick)));
        stay.wanted = false;
        finishCreation(stay, Error{ErrorKind::Conflict, QStringLiteral("there is such a room"), jid.toString()});
        end(stay, RoomState::Refused, RoomReason::NotCreated);
        return;
    }
    if (const Status proven = prove(stay); !proven) {
        m_account.connection.sendPresence(writeRoomLeave(Jid(stay.room.jid, stay.room.nick)));
        stay.wanted = false;
        end(stay, RoomState::Refused, RoomReason::Other);
        return;
    }
    stay.room.state = RoomState::In;
    beginWatch(stay);
    keep(stay);
    tellEntered(stay);
    ping(stay);
}

void RoomService::configure(Stay &stay)
{
    const BareJid jid = stay.room.jid;
    const auto isThis = [this, jid, number = stay.number] {
        const auto there = m_stays.value(jid);
        return there && there->number == number && there->creation ? there : nullptr;
    };
    const auto answered = [this, isThis](const Result<QDomElement> &answer) {
        const auto there = isThis();
        if (!there) {
            return;
        }
        if (!answer) {
            abandon(*there, answer.error());
            return;
        }
        askFeatures(*there, [this, isThis](const Result<RoomFeatures> &features) {
            if (const auto now = isThis()) {
                finishConfiguration(*now, features);
            }
        });
    };
    m_account.connection.request(Connection::Request::Get, Jid(jid), writeConfigurationQuery, this,
                                 [this, jid, isThis, answered](const Result<QDomElement> &answer) {
        const auto there = isThis();
        if (!there) {
            return;
        }
        auto form = answer ? readConfiguration(*answer) : Result<DataForm>(answer.error());
        if (!form) { // a service without a form makes what it thinks right (10.1.2)
            m_account.connection.request(Connection::Request::Set, Jid(jid), writeInstantRoom, this, answered);
            return;
        }
        if (const Status can = prepareConfiguration(*form, there->creation->purpose, there->creation->name); !can) {
            abandon(*there, can.error());
            return;
        }
        m_account.connection.request(Connection::Request::Set, Jid(jid),
                                     [filled = *form](QXmlStreamWriter &writer) { writeConfiguration(writer, filled); }, this, answered);
    });
}

/// A group that was to be private is told of only when the room says that it is: a service may take a form and do as it likes.
void RoomService::finishConfiguration(Stay &stay, const Result<RoomFeatures> &features)
{
    const BareJid jid = stay.room.jid;
    const bool isPrivate = features && features->membersOnly && features->nonAnonymous;
    if (stay.creation->purpose == RoomPurpose::PrivateGroup && !isPrivate) {
        abandon(stay, features ? Error{ErrorKind::Unavailable, QStringLiteral("the service makes no private groups"), jid.toString()}
                               : features.error());
        return;
    }
    if (features) {
        stay.room.features = *features;
    }
    if (const Status proven = prove(stay); !proven) {
        abandon(stay, proven.error());
        return;
    }
    if (stay.room.features.occupantIds && stay.room.occupantId.isEmpty()) {
        // Our own presence came before we knew that its id is worth something: it comes again.
        m_account.connection.sendPresence(writeRoomPresence(Jid(jid, stay.room.nick), entryOf(stay)));
    }
    keep(stay);
    Q_EMIT entering(jid); // its archive is empty, and begins here
    finishCreation(stay, stay.room.conversation);
    ping(stay);
}

/// The room that we have just made did not become what it was to be: nobody is to come upon it.
void RoomService::abandon(Stay &stay, const Error &why)
{
    const BareJid jid = stay.room.jid;
    m_account.connection.request(Connection::Request::Set, Jid(jid),
                                 [](QXmlStreamWriter &writer) { writeDestruction(writer, {}, {}); }, this, [](const auto &) {});
    m_account.connection.sendPresence(writeRoomLeave(Jid(jid, stay.room.nick)));
    finishCreation(stay, why);
    stay.room.reasonText = why.detail;
    end(stay, RoomState::Refused, RoomReason::NotCreated);
}

/// XEP-0410. The answer comes behind everything that the room told us as we came in.
void RoomService::ping(Stay &stay)
{
    const BareJid jid = stay.room.jid;
    setDue(stay, silence);
    m_account.connection.request(Connection::Request::Get, Jid(jid, stay.room.nick), writePing, this,
                                 [this, jid, number = stay.number, words = stay.words](const Result<QDomElement> &answer) {
        const auto there = m_stays.value(jid);
        if (there && there->number == number && there->room.state == RoomState::In) {
            takePing(*there, stayOf(answer), there->words != words);
        }
    });
}

void RoomService::takePing(Stay &stay, RoomStay answer, bool spoke)
{
    stay.silences = answer == RoomStay::Unknown ? stay.silences : 0;
    stay.missing = answer == RoomStay::NoSuchNick && stay.nickAsked.isEmpty() ? stay.missing + 1 : 0;
    switch (answer) {
    case RoomStay::In:
        open(stay);
        break;
    case RoomStay::NoSuchNick:
        // It is being changed this moment; where it is not, we are not there, or nothing is: entering again shows which.
        if (stay.missing >= mostMissing) {
            lose(stay, RoomReason::NotIn);
        } else {
            setDue(stay, askAgain);
            open(stay);
        }
        break;
    case RoomStay::Out:
        lose(stay, RoomReason::NotIn);
        break;
    case RoomStay::Unknown:
        if (spoke) { // XEP-0410, 3.2: whom it speaks to is in
            stay.silences = 0;
            open(stay);
        } else if (++stay.silences >= mostSilences) {
            lose(stay, RoomReason::NoAnswer);
        } else {
            setDue(stay, askAgain);
        }
        break;
    }
}

void RoomService::open(Stay &stay)
{
    if (std::exchange(stay.isOpen, true)) {
        return;
    }
    stay.room.heard = m_account.clock.now();
    if (!stay.watches) {
        beginWatch(stay); // one that we made
    }
    keep(stay);
    Q_EMIT opened(stay.room.jid);
}

void RoomService::lose(Stay &stay, RoomReason reason)
{
    qCInfo(log::chat) << stay.room.jid.toString() << "is lost, reason" << int(reason);
    if (stay.creation || !stay.room.conversation.isValid()) {
        stay.wanted = false; // what was never there is not waited for
        end(stay, RoomState::Refused, reason);
        return;
    }
    if (stay.isOpen && m_account.clock.elapsed() - stay.arrived >= settled) {
        stay.attempts = 0; // else a room that lets us in and throws us out would be asked without a pause
    }
    ++stay.number;
    stay.isOpen = false;
    stay.silences = 0;
    stay.missing = 0;
    clearOccupants(stay);
    stay.room.state = RoomState::Lost;
    stay.room.reason = reason;
    keep(stay);
    touch(stay);
    Q_EMIT unheard(stay.room.jid);
    // Of a room that only forgot us there is nothing to wait for; whoever shuts down needs a moment.
    const bool atOnce = reason == RoomReason::NotIn && stay.attempts == 0;
    setDue(stay, atOnce ? 1 : pauseBefore(stay.attempts));
    ++stay.attempts;
}

void RoomService::end(Stay &stay, RoomState state, RoomReason reason)
{
    const auto held = m_stays.value(stay.room.jid);
    ++stay.number;
    stay.isOpen = false;
    stay.suspended = false;
    stay.toKeep = false;
    stay.room.state = state;
    stay.room.reason = reason;
    if (reason == RoomReason::ByUser) {
        stay.room.reasonText.clear();
        stay.room.actor.clear();
    }
    stay.room.role = RoomRole::None;
    clearOccupants(stay);
    clearDue(stay);
    keep(stay);
    touch(stay);
    const Error why = errorOf(stay.room).value_or(Error{ErrorKind::Cancelled, stay.room.reasonText, stay.room.jid.toString()});
    finishCreation(stay, why);
    if (!stay.room.conversation.isValid()) { // nothing has shown that it is a room: it is none to anybody
        m_stays.remove(stay.room.jid);
        answer(stay, why);
    }
}

// Deadlines: one alarm for all rooms, the next.

void RoomService::setDue(Stay &stay, qint64 milliseconds)
{
    stay.due = m_account.clock.elapsed() + milliseconds;
    setAlarm();
}

void RoomService::clearDue(Stay &stay)
{
    stay.due = 0;
    setAlarm();
}

void RoomService::setAlarm()
{
    qint64 next = 0;
    for (const auto &stay : std::as_const(m_stays)) {
        if (stay->due > 0 && (next == 0 || stay->due < next)) {
            next = stay->due;
        }
    }
    if (next == 0) {
        m_alarm->clear();
    } else {
        m_alarm->set(std::max<qint64>(1, next - m_account.clock.elapsed()));
    }
}

void RoomService::ring()
{
    const qint64 now = m_account.clock.elapsed();
    const auto stays = m_stays;
    for (const auto &stay : stays) {
        if (stay->due == 0 || stay->due > now) {
            continue;
        }
        stay->due = 0;
        switch (stay->room.state) {
        case RoomState::Entering:
            lose(*stay, RoomReason::NoAnswer);
            break;
        case RoomState::Leaving:
            end(*stay, RoomState::Out, RoomReason::ByUser);
            break;
        case RoomState::In:
            if (stay->silences == 0 && stay->missing == 0 && now - stay->heard < silence) {
                setDue(*stay, stay->heard + silence - now);
            } else {
                ping(*stay);
            }
            break;
        case RoomState::Lost:
            if (stay->wanted && mayEnter()) {
                begin(*stay);
            }
            break;
        case RoomState::Out:
        case RoomState::Refused:
            break;
        }
    }
    setAlarm();
}

} // namespace jackdaw
