// SPDX-License-Identifier: GPL-3.0-or-later
// The part of LivePlaceService about those that are told from here: the node and its one reader, the message that
// announces it, what is published, and how all of that goes again.
#include "places/LivePlaceService.h"

#include "base/Async.h"
#include "base/Clock.h"
#include "base/Log.h"
#include "chat/ChangeStore.h"
#include "chat/MessageService.h"
#include "files/FileCipher.h"
#include "places/PositionSeal.h"
#include "roster/RosterService.h"
#include "storage/Database.h"
#include "xmpp/PubSub.h"

#include <QUuid>

#include <algorithm>
#include <cmath>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr double metresOfDegree = 111'320;
constexpr double standing = 10; // metres

/// One reader, one item, and nobody is told of it who has not asked.
NodeOptions liveOptions()
{
    return {NodeOptions::Access::Whitelist, NodeOptions::Items::One, NodeOptions::Last::NotSent};
}

Error notSealed()
{
    return {ErrorKind::NotAcceptable, u"the chat is not end-to-end encrypted any more"_s, {}};
}

/// Near enough for what is a few steps away.
double metresBetween(const Place &a, const Place &b)
{
    constexpr double radians = 3.14159265358979 / 180;
    const double north = (a.latitude - b.latitude) * metresOfDegree;
    const double east = (a.longitude - b.longitude) * metresOfDegree * std::cos(a.latitude * radians);
    return std::hypot(north, east);
}

bool passes(ErrorKind kind)
{
    return kind == ErrorKind::Offline || kind == ErrorKind::Timeout || kind == ErrorKind::ConnectionLost
        || kind == ErrorKind::TooMany;
}

} // namespace

LivePlaceService::Live *LivePlaceService::findHere(const QString &id) const
{
    Live *live = find(m_account.jid(), id);
    return live && live->isHere() ? live : nullptr;
}

bool LivePlaceService::isPromiseKept(const Live &live) const
{
    return live.promise == LivePromise::None || (m_seals && m_seals(live.reader));
}

// How it begins: the node, its reader, the message, and only then a place

QFuture<Status> LivePlaceService::start(ConversationId conversation, int minutes, const Place &first, qint64 time,
                                          LivePromise promise)
{
    const auto chat = m_messages->store().conversation(conversation);
    if (!chat) {
        return ready<Done>(chat.error());
    }
    const qint64 length = minutes * 60'000LL;
    const qint64 now = m_account.clock.now();
    if (chat->kind != ConversationKind::Chat || chat->peer == m_account.jid() || length <= 0
        || length > LiveLink::longest / 2) {
        return ready<Done>(Error{ErrorKind::Conflict, u"a live place is told to one person"_s, {}});
    }
    if (!m_account.connection.isOnline()) {
        return ready<Done>(Error{ErrorKind::Offline, {}, {}});
    }
    const auto secret = FileCipher::newSecret();
    if (!secret) {
        return ready<Done>(secret.error());
    }
    qsizetype told = 0;
    for (const auto &each : m_lives) {
        told += each->isHere() && !isOver(*each);
    }
    if (told >= mostTold) {
        return ready<Done>(Error{ErrorKind::TooMany, u"as many as are told at a time"_s, {}});
    }
    for (const auto &each : m_lives) { // a new one takes the place of the one before it
        if (each->isHere() && each->place().conversation == conversation && !isOver(*each)) {
            end(*each);
        }
    }
    auto live = std::make_unique<Live>();
    live->place() = LivePlace{LivePlace::Side::Here,
                              m_account.jid(),
                              QUuid::createUuid().toString(QUuid::Id128),
                              conversation,
                              {},
                              (now + length) / 1000 * 1000,
                              0,
                              first,
                              time};
    live->kept.key = secret->key;
    live->kept.isOwed = true;
    live->stamp = time;
    live->reader = chat->peer;
    live->promise = promise;
    live->isOfContact = m_roster.find(chat->peer) != nullptr;
    bound(*live);
    if (!isPromiseKept(*live)) {
        return ready<Done>(notSealed());
    }
    // On disk before anything is on the server: whatever happens, it is taken away there.
    if (const Status stored = m_store.put(m_account.id, live->kept); !stored) {
        return ready<Done>(stored);
    }
    const QString id = live->place().id;
    m_lives.push_back(std::move(live));
    auto answer = std::make_shared<QPromise<Status>>();
    answer->start();
    open(id, answer);
    return answer->future();
}

void LivePlaceService::giveUp(const QString &id, const Promise &promise, const Error &why)
{
    if (Live *live = findHere(id); live && live->place().ended == 0) {
        end(*live);
    }
    promise->addResult(why);
    promise->finish();
}

void LivePlaceService::open(const QString &id, const Promise &promise)
{
    auto node = std::make_shared<ClosedNode>(m_account.connection, liveNode(id), liveOptions());
    node->close(this, [this, node, id, promise](const Result<ClosedNode::State> &how) {
        Live *live = findHere(id);
        if (!live || live->place().ended != 0) {
            giveUp(id, promise, Error{ErrorKind::Cancelled, {}, {}});
        } else if (!how) {
            giveUp(id, promise, how.error());
        } else if (*how == ClosedNode::State::Open) {
            giveUp(id, promise, Error{ErrorKind::Forbidden, u"the server keeps no node for one reader alone"_s, {}});
        } else {
            letRead(id, promise);
        }
    });
}

void LivePlaceService::letRead(const QString &id, const Promise &promise)
{
    const QString reader = findHere(id)->reader.toString();
    m_account.connection.request(Connection::Request::Set, Jid(), [id, reader](QXmlStreamWriter &writer) {
        writeMember(writer, liveNode(id), reader);
    }, this, [this, id, promise](const Result<QDomElement> &answer) {
        const Live *live = findHere(id);
        if (!live || live->place().ended != 0) {
            giveUp(id, promise, Error{ErrorKind::Cancelled, {}, {}});
        } else if (!answer) {
            giveUp(id, promise, answer.error());
        } else {
            tellChat(id, promise);
        }
    });
}

void LivePlaceService::tellChat(const QString &id, const Promise &promise)
{
    Live *live = findHere(id);
    if (!isPromiseKept(*live)) { // the server was asked meanwhile, and what is said here opens the place
        giveUp(id, promise, notSealed());
        return;
    }
    const LivePlace place = live->place();
    OutgoingText text;
    text.body = liveUri(*place.place, {id, live->kept.key, place.until});
    const auto sent = m_messages->send(place.conversation, text);
    live = findHere(id);
    if (!sent || !live) {
        giveUp(id, promise, sent ? Error{ErrorKind::Cancelled, {}, {}} : sent.error());
        return;
    }
    live->place().message = *sent;
    live->isOpen = true;
    keep(*live);
    setAlarm();
    announce();
    promise->addResult(Done{});
    promise->finish();
}

/// What announces it waits, goes out, or does not.
void LivePlaceService::noteAnnouncement(Live &live, const Message &message)
{
    if (message.state == MessageState::Failed) {
        end(live); // nobody was told, and the message says why
    } else if (message.state != MessageState::Waiting && !live.isAnnounced) {
        live.isAnnounced = true;
        publishDue();
    }
}

/// Does its message wait, and is still about it? What the user made of it is a text as any other.
bool LivePlaceService::isUnsaid(const Live &live) const
{
    const MessageId id = live.place().message;
    const auto message = m_messages && !live.isAnnounced && id.isValid() ? m_messages->store().message(id)
                                                                       : Result<Message>(Message());
    if (!message || !message->id.isValid() || message->state != MessageState::Waiting) {
        return false;
    }
    const auto card = linkCardOf(message->body);
    return card && card->live && card->live->id == live.place().id;
}

/// Of one that is over: a message that has not gone out would tell of nothing, or its key to whoever reads the chat.
/// What a stream may have brought there stays as long as nobody knows.
void LivePlaceService::takeBack(Live &live)
{
    if (!isUnsaid(live)) {
        return;
    }
    live.isTakenBack = true;
    if (const Status gone = m_messages->changes().withdraw(live.place().message); !gone) {
        qCWarning(log::chat) << "the message about a live place was not taken back yet:" << gone.error().detail;
    }
}

bool LivePlaceService::isRefused(const Live &live) const
{
    const MessageId id = live.place().message;
    const auto message = live.isHere() && id.isValid() ? m_messages->store().message(id) : Result<Message>(Message());
    return message && message->id.isValid() && message->state == MessageState::Failed;
}

/// Of one that is over. What failed and is tried again by the user tells where it began, which was promised to be sealed.
void LivePlaceService::noteTriedAgain(Live &live, const Message &message)
{
    const auto card = linkCardOf(message.body);
    const bool isAboutIt = card && card->live && card->live->id == live.place().id; // else it is a text as any other
    if (message.state != MessageState::Waiting || !isAboutIt) {
        live.isTriedAgain = false;
        live.isTakenBack = live.isTakenBack && message.state != MessageState::Failed;
        return;
    }
    if (!live.isHere() || live.isTakenBack) {
        return;
    }
    if (const auto chat = m_messages->store().conversation(message.conversation)) {
        live.reader = chat->peer; // of one of an earlier run nobody has said
    }
    live.isTriedAgain = true;
    if (!isPromiseKept(live)) {
        askBefore(live);
    }
}

/// It fails once more, and the message says why (ErrorKind::NotEncryptable): what is tried after that goes as the chat is,
/// by the word of the user, who sees what that is. The key of the place goes with nothing that is not sealed.
void LivePlaceService::askBefore(Live &live)
{
    const MessageId id = live.place().message;
    const auto message = m_messages->store().message(id);
    const auto card = message ? linkCardOf(message->body) : std::nullopt;
    if (!message) {
        return;
    }
    live.promise = LivePromise::None;
    const Status stored = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        const bool isOpening = card && card->live && card->place;
        const Status told = isOpening ? ChangeStore(m_account.database, m_messages->store()).rewrite(id, placeUri(*card->place), {})
                                      : Status(Done{});
        const auto failed = told ? m_messages->store().setState(id, MessageState::Failed,
                                       Error{ErrorKind::NotEncryptable, u"it was to be sealed, and the chat is in clear now"_s, {}})
                                 : Result<bool>(told.error());
        return toStatus(failed);
    });
    if (!stored) {
        live.promise = LivePromise::Sealed; // it waits, and is asked of again before it goes
        Q_EMIT storageFailed(stored.error());
        return;
    }
    m_messages->tellChanged(message->conversation, id);
    m_messages->announce();
}

/// A chat is not sealed any more: what waits to be said there would go in clear, with the key in it.
void LivePlaceService::checkPromises()
{
    for (const auto &live : m_lives) {
        const bool isWaiting = live->place().message.isValid() && !live->isAnnounced;
        if (live->isHere() && !isOver(*live) && isWaiting && !isPromiseKept(*live)) {
            end(*live);
        }
        if (live->isTriedAgain && !isPromiseKept(*live)) {
            askBefore(*live);
        }
    }
}

// Where it is now

void LivePlaceService::move(const Place &place, qint64 time)
{
    for (const auto &live : m_lives) {
        // A location service may count in whole seconds: of two of one second the one that comes later is newer, and
        // is told as such, since who follows believes none that is not (take()).
        const bool isNewer = time > live->stamp || (time == live->stamp && place != live->place().place);
        if (live->isHere() && !isOver(*live) && isNewer) {
            live->stamp = time;
            live->place().place = place;
            live->place().time = std::max(time, live->place().time + 1);
        }
    }
    publishDue();
    tell();
}

/// ms until there is something to be published; negative: there is nothing.
qint64 LivePlaceService::dueIn(const Live &live) const
{
    const LivePlace &place = live.place();
    const bool isTold = live.isHere() && live.isOpen && live.isAnnounced && !isOver(live);
    // Before the roster of a new stream is here nobody knows who is still a contact.
    const bool mayGo = isTold && !live.isAsked && m_account.connection.isOnline() && m_roster.isOfNow();
    if (!mayGo || !place.place || place.time <= live.publishedTime) {
        return -1;
    }
    if (live.publishedAt == 0) {
        return 0;
    }
    const bool stands = live.published && metresBetween(*live.published, *place.place) < standing;
    return std::max<qint64>(
        0, live.publishedAt + (stands ? betweenStandings : betweenMoves) - m_account.clock.elapsed());
}

/// What is new and due goes out; of what is not due yet the alarm knows.
void LivePlaceService::publishDue()
{
    for (const auto &live : m_lives) {
        if (dueIn(*live) == 0) {
            publish(*live);
        }
    }
    setAlarm();
}

void LivePlaceService::publish(Live &live)
{
    const Place place = *live.place().place;
    const qint64 time = live.place().time;
    const QString id = live.place().id;
    live.publishedAt = std::max<qint64>(1, m_account.clock.elapsed()); // tried: if it fails, not again at once
    const QByteArray sealed =
        sealPosition(live.kept.key, livePositionText({place.latitude, place.longitude, place.accuracy, time}));
    if (sealed.isEmpty()) {
        qCWarning(log::chat) << "a place was not sealed";
        return;
    }
    live.isAsked = true;
    m_account.connection.request(Connection::Request::Set, Jid(), [id, sealed](QXmlStreamWriter &writer) {
        writePublish(writer, liveNode(id), liveItem,
                     [sealed](QXmlStreamWriter &item) { writeSealedPosition(item, sealed); }, liveOptions());
    }, this, [this, id, place, time](const Result<QDomElement> &answer) {
        Live *there = findHere(id);
        if (!there) {
            return;
        }
        there->isAsked = false;
        if (answer) {
            there->published = place;
            there->publishedTime = time;
        } else if (!passes(answer.error().kind) && there->place().ended == 0) {
            qCInfo(log::connection) << "a live place was not published:" << answer.error().detail;
            end(*there); // the node is gone, or another than it was (XEP-0060, 7.1.5): the user sees that it is over
            return;
        }
        publishDue();
    });
}

// How it ends

Status LivePlaceService::stop(const QString &id)
{
    Live *live = findHere(id);
    if (!live) {
        return Error{ErrorKind::NotFound, u"no such live place"_s, {}};
    }
    if (live->place().ended == 0) {
        end(*live);
    }
    return Done{};
}

void LivePlaceService::stopAll()
{
    for (const auto &live : m_lives) {
        if (live->isHere() && !isOver(*live)) {
            end(*live);
        }
    }
}

void LivePlaceService::stopFor(const QList<Jid> &people)
{
    for (const auto &live : m_lives) {
        const bool isMeant = std::any_of(people.cbegin(), people.cend(), [&live](const Jid &each) {
            const bool isDomain = each.bare().local().isEmpty() && each.bare().domain() == live->reader.domain();
            return each.isBare() && (isDomain || each.bare() == live->reader);
        });
        if (isMeant && live->isHere() && !isOver(*live)) {
            end(*live);
        }
    }
}

/// The server's roster is here: whoever was a contact and was removed elsewhere, while we were away, is in it no more.
void LivePlaceService::lookAtRoster()
{
    for (const auto &live : m_lives) {
        if (!live->isHere() || isOver(*live)) {
            continue;
        }
        const bool isContact = m_roster.find(live->reader) != nullptr;
        if (live->isOfContact && !isContact) {
            end(*live);
        }
        live->isOfContact = isContact;
    }
    publishDue();
}

void LivePlaceService::deleteNode(const QString &id)
{
    Live *live = findHere(id);
    if (!live || live->isDeleting || !live->kept.isOwed || !m_account.connection.isOnline()) {
        return; // with the next session
    }
    live->isDeleting = true;
    // Not each server tells that a node is gone (XEP-0060, 8.4.2); that an item is taken back, it tells where asked to.
    m_account.connection.request(Connection::Request::Set, Jid(), [id](QXmlStreamWriter &writer) {
        writeRetract(writer, liveNode(id), liveItem);
    }, this, [](const Result<QDomElement> &) {});
    m_account.connection.request(Connection::Request::Set, Jid(), [id](QXmlStreamWriter &writer) {
        writeDelete(writer, liveNode(id));
    }, this, [this, id](const Result<QDomElement> &answer) {
        Live *there = find(m_account.jid(), id);
        if (!there) {
            return;
        }
        there->isDeleting = false;
        if (answer || answer.error().kind == ErrorKind::NotFound) {
            there->kept.isOwed = false;
            keep(*there);
        } else {
            qCInfo(log::connection) << "the node of a live place was not deleted yet:" << answer.error().detail;
        }
    });
}

} // namespace jackdaw
