// SPDX-License-Identifier: GPL-3.0-or-later
#include "places/LivePlaceService.h"

#include "base/Async.h"
#include "base/Clock.h"
#include "base/Log.h"
#include "chat/MessageService.h"
#include "files/FileCipher.h"
#include "places/PositionSeal.h"
#include "xmpp/PubSub.h"

#include <QUuid>

#include <algorithm>
#include <cmath>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 keptAfterEnd = 24LL * 60 * 60 * 1000; // later the message itself says that it is over
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

} // namespace

LivePlaceService::LivePlaceService(const AccountContext &account, const RosterService &roster,
                                   std::unique_ptr<Alarm> alarm, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_authority(account.jid())
    , m_roster(roster)
    , m_store(account.database)
    , m_alarm(std::move(alarm))
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(250);
    connect(&m_gather, &QTimer::timeout, this, &LivePlaceService::announce);
    m_alarm->onRing([this] {
        sweep();
        publishDue();
    });
    if (const auto all = m_store.load(account.id)) {
        for (const LivePlaceStore::Kept &each : *all) {
            m_lives.push_back(std::make_unique<Live>());
            m_lives.back()->kept = each;
            bound(*m_lives.back());
            // The program ended without saying so: nobody brings the place any more.
            if (m_lives.back()->isHere() && each.place.ended == 0) {
                m_lives.back()->place().ended = std::min(account.clock.now(), each.place.until);
                keep(*m_lives.back());
            }
        }
    } else {
        qCWarning(log::storage) << "live places were not read:" << all.error().detail;
    }
    account.connection.onMessage([this](const QDomElement &message) { return handle(message); });
    connect(&account.connection, &Connection::sessionStarted, this, &LivePlaceService::begin);
    sweep();
}

LivePlaceService::~LivePlaceService() = default;

void LivePlaceService::setMessages(MessageService &messages)
{
    m_messages = &messages;
    connect(&messages, &MessageService::messagesStored, this,
            [this](ConversationId conversation, const QList<Message> &stored, bool) {
        noteMessages(conversation, stored);
    });
    connect(&messages, &MessageService::messagesChanged, this,
            [this](ConversationId, const QList<Message> &altered) { noteChanged(altered); });
    connect(&messages, &MessageService::messageRemoved, this,
            [this](ConversationId, MessageId message) { noteRemoved(message); });
}

QList<LivePlace> LivePlaceService::places() const
{
    QList<LivePlace> all;
    for (const auto &each : m_lives) {
        all.append(each->place());
    }
    return all;
}

void LivePlaceService::announce() { Q_EMIT changed(m_account.id, places()); }

void LivePlaceService::tell()
{
    if (!m_gather.isActive()) {
        m_gather.start();
    }
}

void LivePlaceService::keep(const Live &live)
{
    if (const Status stored = m_store.put(m_account.id, live.kept); !stored) {
        Q_EMIT storageFailed(stored.error());
    }
}

LivePlaceService::Live *LivePlaceService::find(const BareJid &owner, const QString &id) const
{
    const auto found = std::find_if(m_lives.cbegin(), m_lives.cend(), [&](const auto &each) {
        return each->place().id == id && each->place().owner == owner;
    });
    return found == m_lives.cend() ? nullptr : found->get();
}

/// As it was said, and no longer than was left when it came to be here.
void LivePlaceService::bound(Live &live) const
{
    live.lasts = m_account.clock.elapsed() + std::max<qint64>(0, live.place().until - m_account.clock.now());
}

bool LivePlaceService::isOver(const Live &live) const
{
    return live.place().isOver(m_account.clock.now()) || live.lasts <= m_account.clock.elapsed();
}

bool LivePlaceService::isPromiseKept(const Live &live) const
{
    return live.promise == LivePromise::None || (m_seals && m_seals(live.reader));
}

LivePlaceService::Live *LivePlaceService::findHere(const QString &id) const
{
    Live *live = find(m_account.jid(), id);
    return live && live->isHere() ? live : nullptr;
}

// Telling

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
        Live *live = findHere(id);
        if (!live || live->place().ended != 0) {
            giveUp(id, promise, Error{ErrorKind::Cancelled, {}, {}});
            return;
        }
        if (!answer) {
            giveUp(id, promise, answer.error());
            return;
        }
        publish(*live, [this, id, promise](const Status &published) {
            const Live *there = findHere(id);
            if (!there || there->place().ended != 0) {
                giveUp(id, promise, Error{ErrorKind::Cancelled, {}, {}});
            } else if (!published) {
                giveUp(id, promise, published.error());
            } else {
                tellChat(id, promise);
            }
        });
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

/// What is new and due goes out; of what is not due yet the alarm knows.
void LivePlaceService::publishDue()
{
    const qint64 now = m_account.clock.elapsed();
    for (const auto &live : m_lives) {
        const bool mayGo = live->isHere() && live->isOpen && !live->isAsked && !isOver(*live)
            && live->place().place && live->place().time > live->publishedTime && m_account.connection.isOnline();
        if (!mayGo) {
            continue;
        }
        const bool stands = live->published && metresBetween(*live->published, *live->place().place) < standing;
        if (live->publishedAt == 0 || now - live->publishedAt >= (stands ? betweenStandings : betweenMoves)) {
            publish(*live);
        }
    }
    setAlarm();
}

void LivePlaceService::publish(Live &live, Published done)
{
    const Place place = *live.place().place;
    const qint64 time = live.place().time;
    const QString id = live.place().id;
    live.publishedAt = std::max<qint64>(1, m_account.clock.elapsed()); // tried: if it fails, not again at once
    const QByteArray sealed =
        sealPosition(live.kept.key, livePositionText({place.latitude, place.longitude, place.accuracy, time}));
    if (sealed.isEmpty()) {
        if (done) {
            done(Error{ErrorKind::Internal, u"a place was not sealed"_s, {}});
        }
        return;
    }
    live.isAsked = true;
    m_account.connection.request(Connection::Request::Set, Jid(), [id, sealed](QXmlStreamWriter &writer) {
        writePublish(writer, liveNode(id), liveItem,
                     [sealed](QXmlStreamWriter &item) { writeSealedPosition(item, sealed); }, liveOptions());
    }, this, [this, id, place, time, done = std::move(done)](const Result<QDomElement> &answer) {
        Live *there = findHere(id);
        if (there) {
            there->isAsked = false;
        }
        if (there && answer) {
            there->published = place;
            there->publishedTime = time;
        }
        if (done) {
            done(toStatus(answer));
            return;
        }
        if (there && !answer && answer.error().kind != ErrorKind::Offline && answer.error().kind != ErrorKind::Timeout
            && answer.error().kind != ErrorKind::ConnectionLost && answer.error().kind != ErrorKind::TooMany) {
            qCInfo(log::connection) << "a live place was not published:" << answer.error().detail;
            end(*there); // the node is gone, or another than it was (XEP-0060, 7.1.5): the user sees that it is over
            return;
        }
        publishDue();
    });
}

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

/// Whoever it is about. What is known of the place goes, here and on the server.
void LivePlaceService::end(Live &live)
{
    live.place().ended = std::min(m_account.clock.now(), live.place().until);
    live.place().place.reset();
    live.kept.key.clear();
    keep(live);
    if (live.isHere()) {
        deleteNode(live.place().id);
    }
    setAlarm();
    announce();
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

// What ends by itself

void LivePlaceService::sweep()
{
    const qint64 now = m_account.clock.now();
    bool isChanged = false;
    for (auto each = m_lives.begin(); each != m_lives.end();) {
        Live &live = **each;
        if (live.place().ended == 0 && isOver(live)) {
            live.place().ended = std::min(now, live.place().until);
            live.place().place.reset();
            live.kept.key.clear();
            keep(live);
            deleteNode(live.place().id);
            isChanged = true;
        }
        if (live.place().until + keptAfterEnd <= now && !(live.isHere() && live.kept.isOwed)) {
            m_store.remove(m_account.id, live.place().owner, live.place().id);
            each = m_lives.erase(each);
            isChanged = true;
        } else {
            ++each;
        }
    }
    setAlarm();
    if (isChanged) {
        announce();
    }
}

void LivePlaceService::setAlarm()
{
    const qint64 now = m_account.clock.now();
    const qint64 elapsed = m_account.clock.elapsed();
    qint64 next = -1;
    const auto want = [&next](qint64 in) {
        next = next < 0 ? std::max<qint64>(0, in) : std::min(next, std::max<qint64>(0, in));
    };
    for (const auto &live : m_lives) {
        if (live->place().ended != 0) {
            continue;
        }
        want(std::min(live->place().until - now, live->lasts - elapsed));
        const bool waits = live->isHere() && live->isOpen && !live->isAsked && live->place().place
            && live->place().time > live->publishedTime && m_account.connection.isOnline();
        if (waits) {
            const bool stands = live->published && metresBetween(*live->published, *live->place().place) < standing;
            want(live->publishedAt + (stands ? betweenStandings : betweenMoves) - elapsed);
        }
    }
    if (next < 0) {
        m_alarm->clear();
    } else {
        m_alarm->set(next);
    }
}

void LivePlaceService::begin(Connection::Session session)
{
    sweep();
    for (const auto &live : m_lives) {
        if (live->isHere() && live->place().ended != 0) {
            live->isDeleting = false;
            deleteNode(live->place().id);
        }
        live->isAsked = live->isAsked && session == Connection::Session::Resumed;
        if (session == Connection::Session::New) {
            live->isFollowed = false;
        }
        if (!live->isHere() && live->place().ended == 0 && !live->isFollowed) {
            follow(*live);
        }
    }
    publishDue();
    announce();
}

} // namespace jackdaw
