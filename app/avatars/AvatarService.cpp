// SPDX-License-Identifier: GPL-3.0-or-later
#include "avatars/AvatarService.h"

#include "avatars/PhotoHashes.h"
#include "base/Async.h"
#include "base/Log.h"
#include "roster/RosterService.h"
#include "xmpp/Avatar.h"
#include "xmpp/Nickname.h"
#include "xmpp/PersonalNodes.h"
#include "xmpp/PubSub.h"

#include <QPromise>

#include <memory>
#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int gatherMs = 50;
constexpr int saveMs = 2000;
constexpr int atATime = 2;
constexpr qsizetype maximumOccupants = 20'000;
constexpr qsizetype maximumEarly = 2000;
constexpr int maximumLooks = 50; ///< at the card of one room, in a session: it says how often it tells of a picture
const QString currentItem = u"current"_s;

/// Nothing was said of the picture itself: the next session asks again.
bool mayPass(const Error &error)
{
    return error.kind == ErrorKind::Offline || error.kind == ErrorKind::Timeout || error.kind == ErrorKind::TooMany
        || error.kind == ErrorKind::ConnectionLost || error.kind == ErrorKind::Cancelled;
}

} // namespace

AvatarService::AvatarService(const AccountContext &account, const RosterService &roster, PersonalNodes &nodes, const PhotoHashes &hashes,
                             OccupantOf occupantOf, const QString &profileFolder, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_authority(account.jid())
    , m_roster(roster)
    , m_nodes(nodes)
    , m_occupantOf(std::move(occupantOf))
    , m_folder(profileFolder, account.id)
    , m_entries(m_folder.entries())
{
    m_bytes = m_folder.sweep(m_entries).bytes;
    m_gather.setSingleShot(true);
    m_gather.setInterval(gatherMs);
    connect(&m_gather, &QTimer::timeout, this, &AvatarService::tell);
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(saveMs);
    connect(&m_saveSoon, &QTimer::timeout, this, &AvatarService::save);
    account.connection.onMessage([this](const QDomElement &message) { return handleEvent(message); });
    connect(&hashes, &PhotoHashes::seen, this, &AvatarService::takeHash);
    connect(&hashes, &PhotoHashes::left, this, &AvatarService::forgetNickname);
    connect(&account.connection, &Connection::sessionStarted, this, &AvatarService::begin);
    connect(&roster, &RosterService::rosterReplaced, this, &AvatarService::lookAtRoster);
    connect(&roster, &RosterService::contactsChanged, this, &AvatarService::lookAtRoster);
    connect(&roster, &RosterService::contactRemoved, this, [this](AccountId, const BareJid &jid) { forget(jid); });
}

AvatarService::~AvatarService()
{
    if (m_saveSoon.isActive()) {
        save();
    }
}

QString AvatarService::hashOf(const BareJid &who) const
{
    const auto occupant = m_occupants.constFind(who);
    return occupant != m_occupants.cend() ? occupant->hash : m_entries.value(who).hash;
}

void AvatarService::begin(Connection::Session session)
{
    if (session == Connection::Session::New) {
        forgetOccupants();
        ++m_round; // who was asked before that does not answer any more
        m_running = 0;
        m_broken.clear();
        m_queue = m_wanted.values();
    }
    pump();
}

/// Rooms say anew who is there and what they look like. Who has a nickname now may be another than who had it before.
void AvatarService::forgetOccupants()
{
    m_looks.clear();
    m_looked.clear();
    const auto before = std::exchange(m_occupants, {});
    for (auto each = before.cbegin(); each != before.cend(); ++each) {
        m_wanted.remove(each.key());
        touch(each.key());
    }
}

/// What was told of somebody may come before the server said that they are a contact.
void AvatarService::lookAtRoster()
{
    const auto early = std::exchange(m_early, {});
    for (auto each = early.cbegin(); each != early.cend(); ++each) {
        if (isKnown(each.key())) {
            set(each.key(), *each);
        } else {
            m_early.insert(each.key(), *each);
        }
    }
}

bool AvatarService::isKnown(const BareJid &who) const
{
    return who == m_account.jid() || m_roster.find(who);
}

// What is told

Connection::Disposition AvatarService::handleEvent(const QDomElement &message)
{
    const auto event = readEvent(message, 1);
    if (!event || event->node != avatarMetadataNode) {
        return Connection::Disposition::Pass;
    }
    const auto owner = m_authority.publisher(Sender::of(message));
    if (!owner) {
        return Connection::Disposition::Consumed;
    }
    std::optional<AvatarInfo> info = AvatarInfo();
    if (!event->items.isEmpty()) {
        info = readAvatarMetadata(event->items.constFirst().payload);
    } else if (!event->isGone && event->retracted.isEmpty()) {
        info.reset();
    }
    if (info) {
        const AvatarFolder::Entry entry{info->id, Source::Node};
        if (isKnown(*owner)) {
            set(*owner, entry);
        } else if (m_early.size() < maximumEarly) {
            m_early.insert(*owner, entry);
        }
    }
    return Connection::Disposition::Consumed;
}

void AvatarService::takeHash(const Jid &from, const QString &occupantId, const QString &hash)
{
    if (const BareJid key = m_occupantOf(from, occupantId); key.isValid() && from.isBare()) {
        takeRoomHash(key, hash);
    } else if (key.isValid()) {
        setOccupant(key, hash, from);
    } else if (isKnown(from.bare())) {
        // What a person publishes themselves counts; by XEP-0398 their server says the same of it here.
        const auto known = m_entries.constFind(from.bare());
        if (known == m_entries.cend() || known->source == Source::Card) {
            set(from.bare(), {hash, Source::Card});
        }
    }
}

void AvatarService::set(const BareJid &who, const AvatarFolder::Entry &entry)
{
    if (entry.hash.isEmpty()) {
        forget(who);
        return;
    }
    if (m_entries.value(who) == entry) {
        return;
    }
    const bool isOther = m_entries.value(who).hash != entry.hash;
    m_entries.insert(who, entry);
    m_saveSoon.start();
    if (isOther) {
        touch(who);
    }
}

void AvatarService::setOccupant(const BareJid &key, const QString &hash, const Jid &address)
{
    const auto known = m_occupants.find(key);
    if (known == m_occupants.end()) {
        if (!hash.isEmpty() && m_occupants.size() < maximumOccupants) {
            m_occupants.insert(key, {hash, address});
            touch(key);
        }
        return;
    }
    known->address = address; // who has an occupant-id may go by another nickname now
    if (known->hash == hash) {
        return;
    }
    known->hash = hash;
    if (hash.isEmpty()) {
        m_occupants.erase(known);
        m_wanted.remove(key);
    }
    touch(key);
}

/// Prosody 13 keeps the hash that it told first until it is started anew, and tells it again when the picture is another:
/// what is told a second time, or is here already, is looked up in the card, and what the card said stands until then.
void AvatarService::takeRoomHash(const BareJid &room, const QString &hash)
{
    const auto known = m_occupants.constFind(room);
    const bool isKnown = known != m_occupants.cend();
    const bool mayBeOld = isKnown ? known->isOfCard || known->hash == hash : m_folder.has(hash);
    if (!isKnown || !mayBeOld || hash.isEmpty()) {
        setOccupant(room, hash, Jid(room));
    }
    if (mayBeOld && !hash.isEmpty()) {
        lookAtCard(room);
    }
}

void AvatarService::lookAtCard(const BareJid &room)
{
    if (m_looks.contains(room) || ++m_looked[room] > maximumLooks) {
        return;
    }
    m_looks.insert(room);
    m_wanted.insert(room);
    if (!m_queue.contains(room)) {
        m_queue.append(room);
    }
    pump();
}

void AvatarService::takeRoomCard(const BareJid &room, const Result<QByteArray> &bytes)
{
    Occupant &known = m_occupants[room];
    if (!bytes && bytes.error().kind != ErrorKind::NotFound) {
        m_broken.insert({room, known.hash}); // nothing was said of it
        return;
    }
    const bool isPicture = bytes && !avatarType(*bytes).isEmpty();
    const QString hash = isPicture ? avatarId(*bytes) : QString();
    known.isOfCard = known.isOfCard || known.hash != hash;
    known.hash = hash;
    if (isPicture && !m_folder.has(hash)) {
        if (const Status kept = keep(hash, *bytes); !kept) {
            qCWarning(log::storage) << "a picture was not kept:" << kept.error().detail;
            m_broken.insert({room, hash});
            return;
        }
    }
    touch(room);
}

/// Who takes a nickname up later may be somebody else. An occupant-id is nobody else's (XEP-0421, 4).
void AvatarService::forgetNickname(const Jid &address)
{
    if (const BareJid key = m_occupantOf(address, {}); key.isValid() && m_occupants.contains(key)) {
        setOccupant(key, {}, address);
    }
}

void AvatarService::forget(const BareJid &who)
{
    m_wanted.remove(who);
    if (m_entries.remove(who)) {
        m_saveSoon.start();
        touch(who);
    }
}

void AvatarService::touch(const BareJid &who)
{
    m_changed.insert(who);
    if (!m_gather.isActive()) {
        m_gather.start();
    }
}

void AvatarService::tell()
{
    QList<Avatar> all;
    for (const BareJid &who : std::as_const(m_changed)) {
        const QString hash = hashOf(who);
        all.append({m_account.id, who, hash, m_folder.has(hash)});
    }
    m_changed.clear();
    Q_EMIT changed(all);
}

void AvatarService::stop()
{
    m_isStopped = true;
    m_saveSoon.stop();
    ++m_round; // nobody's answer counts
}

void AvatarService::save()
{
    m_saveSoon.stop();
    if (m_isStopped) {
        return;
    }
    if (const Status kept = m_folder.setEntries(m_entries); !kept) {
        qCWarning(log::storage) << "whose pictures are which was not kept:" << kept.error().detail; // it is told again
    }
}

// What is fetched

void AvatarService::want(const BareJid &who)
{
    const QString hash = hashOf(who);
    if (hash.isEmpty() || m_broken.contains({who, hash}) || m_wanted.contains(who)) {
        return;
    }
    if (m_folder.has(hash)) {
        touch(who);
        return;
    }
    m_wanted.insert(who);
    m_queue.append(who);
    pump();
}

void AvatarService::pump()
{
    while (!m_isStopped && m_running < atATime && !m_queue.isEmpty() && m_account.connection.isOnline()) {
        const BareJid who = m_queue.takeFirst();
        const QString hash = hashOf(who);
        const bool looks = m_looks.remove(who);
        if (!m_wanted.contains(who) || (hash.isEmpty() && !looks)) {
            continue;
        }
        if (!looks && m_folder.has(hash)) { // somebody else has the same one
            m_wanted.remove(who);
            touch(who);
            continue;
        }
        ++m_running;
        const auto done = [this, who, hash, round = m_round](const Result<QByteArray> &bytes) {
            if (round == m_round) {
                --m_running;
                take(who, hash, bytes);
                pump();
            }
        };
        const auto occupant = m_occupants.constFind(who);
        if (occupant == m_occupants.cend() && m_entries.value(who).source == Source::Node) {
            m_nodes.fetch(who, avatarDataNode.toString(), hash, this, [done](const Result<QList<PubSubItem>> &items) {
                done(!items ? Result<QByteArray>(items.error())
                            : Result<QByteArray>(items->isEmpty() ? QByteArray() : readAvatarData(items->constFirst().payload)));
            });
        } else {
            // To somebody in a room it goes through the room (XEP-0045, 17.2); to a contact as to an account (XEP-0153, 3.3).
            const Jid to = occupant == m_occupants.cend() ? Jid(who) : occupant->address;
            m_account.connection.request(Connection::Request::Get, to, writeCardRequest, this,
                                         [done](const Result<QDomElement> &answer) {
                done(answer ? Result<QByteArray>(readCardPhoto(*answer)) : Result<QByteArray>(answer.error()));
            });
        }
    }
}

void AvatarService::take(const BareJid &who, const QString &hash, const Result<QByteArray> &bytes)
{
    if (!bytes && mayPass(bytes.error())) {
        return; // wanted still
    }
    if (!m_queue.contains(who)) {
        m_wanted.remove(who);
    }
    const auto occupant = m_occupants.constFind(who);
    if (occupant != m_occupants.cend() && occupant->address.isBare()) {
        takeRoomCard(who, bytes);
        return;
    }
    // A hash that somebody else's bytes have would be somebody else's picture.
    if (!bytes || bytes->isEmpty() || avatarType(*bytes).isEmpty() || avatarId(*bytes) != hash) {
        qCInfo(log::connection) << "no picture of" << who.toString() << (bytes ? u"as it was said to be"_s : bytes.error().detail);
        m_broken.insert({who, hash}); // somebody else may have the true ones
        return;
    }
    if (const Status kept = keep(hash, *bytes); !kept) {
        qCWarning(log::storage) << "a picture was not kept:" << kept.error().detail;
        return;
    }
    touch(who);
}

/// With room for it: a room of thousands may show as many pictures, and each may be another every day.
Status AvatarService::keep(const QString &hash, const QByteArray &bytes)
{
    const Status kept = m_folder.keep(hash, bytes);
    m_bytes += kept ? bytes.size() : 0;
    if (m_bytes <= m_mostBytes) {
        return kept;
    }
    const AvatarFolder::Swept swept = m_folder.sweep(m_entries, m_mostBytes);
    m_bytes = swept.bytes;
    for (auto each = m_entries.cbegin(); each != m_entries.cend(); ++each) {
        if (swept.gone.contains(each->hash)) {
            touch(each.key());
        }
    }
    for (auto each = m_occupants.cbegin(); each != m_occupants.cend(); ++each) {
        if (swept.gone.contains(each->hash)) {
            touch(each.key());
        }
    }
    return kept;
}

// One's own

QFuture<Status> AvatarService::publish(const OwnAvatar &picture)
{
    if (picture.bytes.size() > maximumAvatarBytes || avatarType(picture.bytes) != picture.mediaType || picture.mediaType.isEmpty()) {
        return ready<Done>(Error{ErrorKind::FileBroken, u"no picture of the kind that it is said to be"_s, {}});
    }
    const AvatarInfo info{avatarId(picture.bytes), picture.mediaType, picture.bytes.size(), picture.width, picture.height};
    auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    const auto future = promise->future();
    const auto finish = [promise](const Status &status) {
        promise->addResult(status);
        promise->finish();
    };
    const NodeOptions options{NodeOptions::Access::Presence, NodeOptions::Items::One};
    // The bytes first: who hears of a picture fetches it (XEP-0084, 4.1 and 4.2).
    m_nodes.publish(avatarDataNode.toString(), info.id, [bytes = picture.bytes](QXmlStreamWriter &writer) {
        writeAvatarData(writer, bytes);
    }, options, this, [this, info, options, finish, bytes = picture.bytes](const Status &done) {
        if (!done) {
            finish(done);
            return;
        }
        m_nodes.publish(avatarMetadataNode.toString(), info.id, [info](QXmlStreamWriter &writer) { writeAvatarMetadata(writer, info); },
                        options, this, [this, info, finish, bytes](const Status &told) {
            if (told && !m_isStopped) {
                if (const Status kept = keep(info.id, bytes); !kept) {
                    qCWarning(log::storage) << "the own picture was not kept:" << kept.error().detail; // it is fetched
                }
                set(m_account.jid(), {info.id, Source::Node});
                touch(m_account.jid());
            }
            finish(told);
        });
    });
    return future;
}

QFuture<Status> AvatarService::withdraw()
{
    auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    const auto future = promise->future();
    // XEP-0084, 4.3: metadata that name none.
    m_nodes.publish(avatarMetadataNode.toString(), currentItem, [](QXmlStreamWriter &writer) { writeAvatarMetadata(writer, {}); },
                    {NodeOptions::Access::Presence, NodeOptions::Items::One}, this, [this, promise](const Status &done) {
        if (done) {
            const QString hash = hashOf(m_account.jid());
            forget(m_account.jid());
            if (!hash.isEmpty()) { // else whoever knows its hash could still fetch it
                m_account.connection.request(Connection::Request::Set, Jid(), [hash](QXmlStreamWriter &writer) {
                    writeRetract(writer, avatarDataNode.toString(), hash);
                }, this, [](const Result<QDomElement> &answer) {
                    if (!answer && answer.error().kind != ErrorKind::NotFound) {
                        qCInfo(log::connection) << "the own picture stays on the server:" << answer.error().detail;
                    }
                });
            }
        }
        promise->addResult(done);
        promise->finish();
    });
    return future;
}

} // namespace jackdaw
