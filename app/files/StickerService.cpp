// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/StickerService.h"

#include "base/Async.h"
#include "base/Clock.h"
#include "base/Log.h"
#include "chat/MessageService.h"
#include "files/DownloadService.h"
#include "files/StickerUpload.h"
#include "files/UploadService.h"
#include "roster/RosterService.h"
#include "storage/Database.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/PersonalNodes.h"
#include "xmpp/Stickers.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>
#include <QXmlStreamWriter>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

const QString stickerNode = ns::stickers.toString();
constexpr qsizetype longestPackName = 100;
/// Bytes: a server may end the stream over a stanza of more than 256 KiB, and again with each session.
constexpr qsizetype mostPublished = 200 * 1024;

/// XEP-0449, 2.3: others are to find it.
NodeOptions packOptions()
{
    NodeOptions options;
    options.access = NodeOptions::Access::Open;
    options.items = NodeOptions::Items::All;
    options.last = NodeOptions::Last::NotSent; // contacts are not told: whoever wants it, asks
    options.writers = NodeOptions::Writers::Owner;
    return options;
}

/// XEP-0060, 5.5: the ids of what lies there, of which a pack would be much.
void writeItemNamesRequest(QXmlStreamWriter &writer)
{
    writer.writeStartElement(u"query"_s);
    writer.writeDefaultNamespace(ns::discoItems.toString());
    writer.writeAttribute(u"node"_s, stickerNode);
    writer.writeEndElement();
}

QSet<QString> readItemNames(const QDomElement &iq)
{
    QSet<QString> names;
    const QDomElement query = childElement(iq, u"query", ns::discoItems);
    for (QDomElement item = query.firstChildElement(); !item.isNull() && names.size() < 2 * StickerService::mostPacks;
         item = item.nextSiblingElement()) {
        if (isElement(item, u"item", ns::discoItems) && !item.attribute(u"name"_s).isEmpty()) {
            names.insert(item.attribute(u"name"_s));
        }
    }
    return names;
}

/// Bytes of its pictures, as far as it says; -1 where it does not.
qint64 declaredSize(const StickerPack &pack)
{
    qint64 sum = 0;
    for (const StickerPack::Sticker &each : pack.stickers) {
        if (each.size < 0 || each.size > StickerPack::mostBytes) {
            return -1;
        }
        sum += each.size;
    }
    return sum;
}

QString endOf(const QString &mediaType)
{
    return mediaType.startsWith("image/"_L1) ? mediaType.sliced(6) : u"webp"_s;
}

} // namespace

StickerService::StickerService(const AccountContext &account, PersonalNodes &nodes, const RosterService &roster,
                               MessageService &messages, UploadService &uploads, const DownloadService &downloads,
                               WebAccess &web, const QString &profileFolder, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_nodes(nodes)
    , m_roster(roster)
    , m_messages(messages)
    , m_uploads(uploads)
    , m_downloads(downloads)
    , m_web(web)
    , m_files(QDir(profileFolder).filePath(u"files"_s))
    , m_folder(profileFolder, account.id)
    , m_store(account.database, account.id)
{
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        m_busy.clear(); // what became of them, the node says
        if (session == Connection::Session::New) {
            begin();
        }
    });
    connect(&messages, &MessageService::messagesStored, this,
            [this](ConversationId, const QList<Message> &all, bool live) {
        for (const Message &message : all) {
            // As unasked as a download: which packs we have is for all to see, and whoever names their stickers again
            // and again would fill our disk with copies. Those of others are here once they are seen.
            const bool isSticker = message.attachment && message.attachment->kind == Attachment::Kind::Sticker;
            if (live && isSticker && m_downloads.mostUnasked(message) > 0) {
                adopt(message.id);
            }
        }
    });
    sweep();
}

StickerService::~StickerService() = default;

void StickerService::stop()
{
    m_isStopped = true;
    m_missing.clear();
    m_upload.reset();
    const auto fetches = findChildren<StickerFetch *>();
    qDeleteAll(fetches);
}

// Those of others

StickerLook StickerService::lookOf(const StickerPack &pack) const
{
    StickerLook look;
    look.account = m_account.id;
    look.pack = pack;
    look.pictures = StickerLook::Pictures::Here;
    for (const StickerPack::Sticker &each : pack.stickers) {
        const bool isHere = m_folder.has(each.sha256);
        look.paths.append(isHere ? m_folder.pathOf(each.sha256) : QString());
        look.pictures = isHere ? look.pictures : StickerLook::Pictures::Missing;
    }
    return look;
}

void StickerService::fetchPack(const BareJid &owner, const QString &node, const QString &pack, Loaded loaded)
{
    m_nodes.fetch(owner, node, pack, this, [pack, loaded = std::move(loaded)](const Result<QList<PubSubItem>> &items) {
        if (!items) {
            loaded(items.error());
            return;
        }
        for (const PubSubItem &item : *items) {
            if (item.id == pack) {
                loaded(readStickerPack(item.payload, item.id));
                return;
            }
        }
        loaded(Error{ErrorKind::NotFound, u"no such pack"_s, {}});
    });
}

QFuture<Result<StickerLook>> StickerService::look(MessageId id, StickerLook::Ask ask)
{
    using Look = Result<StickerLook>;
    const auto message = m_messages.store().message(id);
    const auto mark = message && message->attachment ? message->attachment->file.sticker : std::nullopt;
    if (!mark || mark->pack.isEmpty()) {
        return ready<StickerLook>(Error{ErrorKind::NotFound, u"it is of no pack"_s, {}});
    }
    const auto installed = m_store.packs();
    for (const InstalledPack &each : installed ? *installed : QList<InstalledPack>()) {
        if (each.pack.id == mark->pack && each.published != InstalledPack::Published::Leaving) {
            StickerLook known = lookOf(each.pack);
            known.kept = StickerLook::Kept::Yes;
            return ready<StickerLook>(known);
        }
    }
    BareJid owner = mark->service;
    if (!owner.isValid() && message->direction == Direction::Incoming) {
        const auto chat = m_messages.store().conversation(message->conversation);
        // In a group who it was is known where the message was sealed, and nowhere else for certain.
        const bool isPerson = chat && chat->kind == ConversationKind::Chat;
        owner = isPerson ? message->sender : message->encryption ? message->encryption->person : BareJid();
        if (!owner.isValid()) {
            return ready<StickerLook>(Error{ErrorKind::NotFound, u"nobody knows where it lies"_s, {}});
        }
    }
    // Who keeps it learns our address, and that we looked, as the read mark that may be off would say; of what was
    // sealed, which sticker it is.
    const BareJid self = m_account.jid();
    const Contact *contact = owner.isValid() ? m_roster.find(owner) : nullptr;
    const bool isFriend = !owner.isValid() || owner == self
        || (contact && contact->subscription != Subscription::None);
    if (ask == StickerLook::Ask::Friend && (!isFriend || message->encryption)) {
        StickerLook unknown;
        unknown.account = m_account.id;
        unknown.unasked = (owner.isValid() ? owner : self).domain();
        return ready<StickerLook>(unknown);
    }
    auto promise = std::make_shared<QPromise<Look>>();
    promise->start();
    auto future = promise->future();
    // Of what was sealed no web server learns unasked which pack it is of.
    const qint64 most = message->encryption ? 0 : m_downloads.mostUnasked(*message);
    fetchPack(owner, mark->node.isEmpty() ? stickerNode : mark->node, mark->pack,
              [this, promise, most](const Result<StickerPack> &pack) {
        const qint64 size = pack ? declaredSize(*pack) : -1;
        if (!pack || size < 0 || size > most || m_isStopped) {
            promise->addResult(pack ? Look(lookOf(*pack)) : Look(pack.error()));
            promise->finish();
            return;
        }
        load(*pack, most, [this, promise, said = *pack](const Result<StickerPack> &loaded) {
            promise->addResult(lookOf(loaded ? *loaded : said)); // without some picture it can still be looked at
            promise->finish();
        });
    });
    return future;
}

void StickerService::load(const StickerPack &pack, qint64 most, Loaded loaded)
{
    auto *fetch = new StickerFetch(m_web, m_folder, pack, most, this);
    fetch->start([fetch, loaded = std::move(loaded)](const Result<StickerPack> &result) {
        fetch->setParent(nullptr); // it is no longer under way, for sweep()
        fetch->deleteLater();
        loaded(result);
    });
}

QFuture<Result<StickerLook>> StickerService::loadPictures(const StickerLook &look)
{
    using Look = Result<StickerLook>;
    auto promise = std::make_shared<QPromise<Look>>();
    promise->start();
    load(look.pack, StickerPack::mostPackBytes, [this, promise, kept = look.kept](const Result<StickerPack> &loaded) {
        Look out = loaded ? Look(lookOf(*loaded)) : Look(loaded.error());
        if (out) {
            out->kept = kept;
        }
        promise->addResult(out);
        promise->finish();
    });
    return promise->future();
}

Status StickerService::checkRoom(const QString &pack)
{
    const auto before = m_store.packs();
    if (!before) {
        return before.error();
    }
    // Those that leave do not count: where the server keeps none, they would stay for ever.
    const auto others = std::count_if(before->cbegin(), before->cend(), [&](const InstalledPack &each) {
        return each.pack.id != pack && each.published != InstalledPack::Published::Leaving;
    });
    return others < mostPacks ? Status(Done{})
                              : Status(Error{ErrorKind::TooMany, u"packs"_s, QString::number(mostPacks)});
}

Status StickerService::keep(const StickerPack &pack, InstalledPack::Published published)
{
    if (const Status room = checkRoom(pack.id); !room) {
        return room;
    }
    const Status stored = m_store.put(pack, published);
    if (stored) {
        Q_EMIT changed(m_account.id);
    }
    return stored;
}

QFuture<Status> StickerService::install(const StickerLook &look)
{
    if (look.pack.use == StickerPack::Use::Restricted) {
        return ready<Done>(Error{ErrorKind::Forbidden, u"it is not to be taken by others"_s, {}});
    }
    auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    load(look.pack, StickerPack::mostPackBytes, [this, promise](const Result<StickerPack> &loaded) {
        const Status kept = loaded ? keep(*loaded, InstalledPack::Published::No) : Status(loaded.error());
        promise->addResult(kept);
        promise->finish();
        if (kept) {
            publish(loaded->id);
        }
    });
    return promise->future();
}

bool StickerService::adopt(MessageId id)
{
    const auto message = m_messages.store().message(id);
    const bool mayBe = message && message->retracted == 0 && message->attachment
        && message->attachment->kind == Attachment::Kind::Sticker
        && message->attachment->state != Attachment::State::Here
        && message->attachment->state != Attachment::State::Uploading && m_folder.has(message->attachment->file.sha256);
    if (!mayBe) {
        return false;
    }
    Attachment here = *message->attachment;
    // As what is fetched: in a folder of the message's own, with which it goes.
    const QString folder = QDir(m_files).filePath(QString::number(id.value(), 16));
    here.path = QDir(folder).filePath(u"sticker."_s + endOf(here.file.mediaType));
    if (!QFile::exists(here.path) && !m_folder.copyTo(here.file.sha256, here.path)) {
        return false;
    }
    here.state = Attachment::State::Here;
    here.file.size = QFileInfo(here.path).size();
    const Status stored = m_account.database.transaction(Database::Durability::Normal, [&] {
        return AttachmentStore(m_account.database).setHere(id, here);
    });
    if (stored) {
        m_messages.tellChanged(message->conversation, id);
    }
    return bool(stored);
}

// Our own

Result<MessageId> StickerService::sendPicture(ConversationId conversation, const QByteArray &sha256,
                                              const QString &from, const SharedFile &file)
{
    // A copy, as of other files that go out: with the pack taken away, what was said stays.
    const QString folder = QDir(m_files).filePath(u"outgoing/"_s + QUuid::createUuid().toString(QUuid::Id128));
    OutgoingFile out;
    out.path = QDir(folder).filePath(u"sticker."_s + endOf(file.mediaType));
    out.mediaType = file.mediaType;
    out.width = file.width;
    out.height = file.height;
    out.sticker = OutgoingFile::Sticker{file.sticker.value_or(StickerMark()), file.description, file.url, sha256};
    const Status copied = StickerFolder::copy(from.isEmpty() ? m_folder.pathOf(sha256) : from, out.path);
    return copied ? m_uploads.send(conversation, out, {}) : Result<MessageId>(copied.error());
}

Result<MessageId> StickerService::send(ConversationId conversation, const QString &pack, int place)
{
    const auto packs = m_store.packs();
    if (!packs) {
        return packs.error();
    }
    const auto found = std::find_if(packs->cbegin(), packs->cend(), [&](const InstalledPack &each) {
        return each.pack.id == pack && each.published != InstalledPack::Published::Leaving;
    });
    if (found == packs->cend() || place < 0 || place >= found->pack.stickers.size()) {
        return Error{ErrorKind::NotFound, u"no such sticker"_s, {}};
    }
    const StickerPack::Sticker &sticker = found->pack.stickers.at(place);
    SharedFile file;
    file.sticker = StickerMark{pack, {}, {}};
    file.description = sticker.description;
    file.mediaType = sticker.mediaType;
    file.width = sticker.width;
    file.height = sticker.height;
    file.url = sticker.url;
    const auto sent = sendPicture(conversation, sticker.sha256, {}, file);
    if (sent && m_store.noteUsed(pack, place, m_account.clock.now())) {
        Q_EMIT changed(m_account.id);
    }
    return sent;
}

Result<MessageId> StickerService::forward(MessageId id, ConversationId to)
{
    const auto message = m_messages.store().message(id);
    const bool isSticker = message && message->attachment && message->attachment->kind == Attachment::Kind::Sticker;
    if (!isSticker || !QFile::exists(message->attachment->path)) {
        return Error{ErrorKind::NotFound, u"the sticker is not here"_s, {}};
    }
    SharedFile file = message->attachment->file;
    file.sticker = StickerMark(); // where it came from is between those two
    if (file.isSealed() || message->encryption) { // what was said under encryption is not said again without
        file.url.clear();
    }
    return sendPicture(to, file.sha256, message->attachment->path, file);
}

Status StickerService::remove(const QString &pack)
{
    const auto packs = m_store.packs();
    if (!packs) {
        return packs.error();
    }
    for (const InstalledPack &each : *packs) {
        if (each.pack.id == pack) {
            // Published or about to be: the node may have it.
            const Status noted = m_store.setPublished(pack, InstalledPack::Published::Leaving);
            if (!noted) {
                return noted;
            }
            Q_EMIT changed(m_account.id);
            retract(pack);
            sweep();
            return Done{};
        }
    }
    return Error{ErrorKind::NotFound, u"no such pack"_s, {}};
}

QFuture<Result<QString>> StickerService::make(const QString &name, const QList<NewSticker> &stickers)
{
    const QString called = name.simplified().left(longestPackName);
    if (called.isEmpty() || stickers.isEmpty()) {
        return ready<QString>(Error{ErrorKind::NotAcceptable, u"no name, or no pictures"_s, {}});
    }
    if (m_upload) {
        return ready<QString>(Error{ErrorKind::Conflict, u"another pack is being made"_s, {}});
    }
    if (stickers.size() > StickerPack::mostStickers) {
        return ready<QString>(Error{ErrorKind::TooMany, {}, QString::number(StickerPack::mostStickers)});
    }
    if (const Status room = checkRoom({}); !room) { // before anything lies on the server
        return ready<QString>(room.error());
    }
    auto promise = std::make_shared<QPromise<Result<QString>>>();
    promise->start();
    m_upload = std::make_unique<StickerUpload>(m_uploads.places(), m_web, m_folder, stickers);
    m_upload->start([this, promise, called](const Result<QList<StickerPack::Sticker>> &there) {
        m_upload.release()->deleteLater(); // it is what calls
        StickerPack pack;
        pack.names = {{{}, called}};
        Status kept = there ? Status(Done{}) : Status(there.error());
        if (kept) {
            pack.stickers = *there;
            signStickerPack(pack);
            kept = keep(pack, InstalledPack::Published::No);
        }
        promise->addResult(kept ? Result<QString>(pack.id) : Result<QString>(kept.error()));
        promise->finish();
        if (kept) {
            publish(pack.id);
        }
    });
    return promise->future();
}

bool StickerService::stopMaking()
{
    if (!m_upload) {
        return false;
    }
    m_upload->cancel(); // what is at the server already stays there, named by nobody (XEP-0363 has no way back)
    sweep();
    return true;
}

// Our node, and our other devices

void StickerService::begin()
{
    m_account.connection.request(Connection::Request::Get, Jid(m_account.jid()), writeItemNamesRequest, this,
                                 [this, of = m_account.connection.streamNumber()](const Result<QDomElement> &answer) {
        if (of != m_account.connection.streamNumber() || m_isStopped) {
            return;
        }
        if (answer) {
            compare(readItemNames(*answer));
            return;
        }
        if (answer.error().kind != ErrorKind::NotFound) {
            return; // nobody knows what lies there
        }
        // There is no such node: either nothing was ever put there, or the server lost it. What is installed is put
        // there.
        const auto packs = m_store.packs();
        for (const InstalledPack &each : packs ? *packs : QList<InstalledPack>()) {
            if (each.published == InstalledPack::Published::Leaving) {
                m_store.remove(each.pack.id);
            } else {
                publish(each.pack.id);
            }
        }
    });
}

void StickerService::compare(const QSet<QString> &there)
{
    const auto packs = m_store.packs();
    if (!packs) {
        return;
    }
    using Published = InstalledPack::Published;
    QSet<QString> here;
    for (const InstalledPack &each : *packs) {
        const QString id = each.pack.id;
        here.insert(id);
        const bool isThere = there.contains(id);
        if (each.published == Published::Leaving) {
            isThere ? retract(id) : void(m_store.remove(id));
        } else if (each.published == Published::No) {
            isThere ? void(m_store.setPublished(id, Published::Yes)) : publish(id);
        } else if (!isThere) {
            confirmGone(id);
        }
    }
    m_missing.clear();
    for (const QString &id : there) {
        if (!here.contains(id) && !m_failed.contains(id) && m_missing.size() + here.size() < mostPacks) {
            m_missing.append(id);
        }
    }
    takeMissing();
}

/// Taken away on another device? A list may be cut short, and some servers make none: its item says so for certain.
void StickerService::confirmGone(const QString &pack)
{
    fetchPack({}, stickerNode, pack, [this, pack](const Result<StickerPack> &found) {
        if (found || found.error().kind != ErrorKind::NotFound || m_isStopped) {
            return;
        }
        const auto now = m_store.packs();
        for (const InstalledPack &each : now ? *now : QList<InstalledPack>()) {
            // Not one that was installed anew meanwhile.
            if (each.pack.id == pack && each.published == InstalledPack::Published::Yes && m_store.remove(pack)) {
                sweep();
                Q_EMIT changed(m_account.id);
            }
        }
    });
}

/// One after the other.
void StickerService::takeMissing()
{
    if (m_missing.isEmpty() || m_isStopped || !m_account.connection.isOnline()) {
        return;
    }
    if (m_downloads.isMetered()) { // whatever is fetched there of small pictures: these are many
        m_missing.clear();
        return; // the next session compares
    }
    const QString id = m_missing.takeFirst();
    fetchPack({}, stickerNode, id, [this, id](const Result<StickerPack> &pack) {
        const auto packs = m_store.packs();
        if (!pack || !packs) {
            passOver(id, pack ? packs.error() : pack.error());
            return;
        }
        qint64 room = mostUnasked;
        for (const InstalledPack &each : *packs) {
            for (const StickerPack::Sticker &sticker : each.pack.stickers) {
                room -= sticker.size > 0 ? sticker.size : QFileInfo(m_folder.pathOf(sticker.sha256)).size();
            }
        }
        if (declaredSize(*pack) > room || room <= 0) {
            passOver(id, Error{ErrorKind::FileTooLarge, u"more than comes unasked"_s, QString::number(mostUnasked)});
            return;
        }
        load(*pack, room, [this, id](const Result<StickerPack> &loaded) {
            const Status kept = !loaded ? Status(loaded.error())
                : m_isStopped ? Status(Done{}) : keep(*loaded, InstalledPack::Published::Yes);
            if (!kept) {
                passOver(id, kept.error());
                return;
            }
            takeMissing();
        });
    });
}

/// What cannot be had is not asked for with each session, all its pictures again; a line that broke says nothing of it.
void StickerService::passOver(const QString &pack, const Error &why)
{
    qCInfo(log::chat) << "a pack of stickers was not taken:" << why.detail;
    if (m_account.connection.isOnline()) {
        m_failed.insert(pack);
    }
    sweep();
    takeMissing();
}

void StickerService::publish(const QString &pack)
{
    const auto packs = m_store.packs();
    if (!packs || !m_account.connection.isOnline() || m_busy.contains(pack)) {
        return; // the next session compares
    }
    for (const InstalledPack &each : *packs) {
        if (each.pack.id != pack) {
            continue;
        }
        QByteArray xml;
        QXmlStreamWriter measured(&xml);
        writeStickerPack(measured, each.pack);
        if (xml.size() > mostPublished) {
            qCInfo(log::chat) << "a pack of stickers is too large to be published:" << xml.size();
            return; // it is here alone
        }
        m_busy.insert(pack);
        const auto write = [what = each.pack](QXmlStreamWriter &writer) { writeStickerPack(writer, what); };
        m_nodes.publish(stickerNode, pack, write, packOptions(), this, [this, pack](const Status &published) {
            m_busy.remove(pack);
            if (!published) {
                qCInfo(log::chat) << "a pack of stickers is not published:" << published.error().detail;
                return;
            }
            const auto now = m_store.packs();
            for (const InstalledPack &kept : now ? *now : QList<InstalledPack>()) {
                if (kept.pack.id == pack && kept.published == InstalledPack::Published::Leaving) {
                    retract(pack); // meanwhile
                } else if (kept.pack.id == pack) {
                    m_store.setPublished(pack, InstalledPack::Published::Yes);
                }
            }
        });
    }
}

void StickerService::retract(const QString &pack)
{
    if (!m_account.connection.isOnline() || m_busy.contains(pack)) {
        return; // the next session, or the one that publishes it
    }
    m_busy.insert(pack);
    m_account.connection.request(Connection::Request::Set, Jid(), [pack](QXmlStreamWriter &writer) {
        writeRetract(writer, stickerNode, pack);
    }, this, [this, pack](const Result<QDomElement> &answer) {
        m_busy.remove(pack);
        if (!answer && answer.error().kind != ErrorKind::NotFound) {
            return;
        }
        const auto now = m_store.packs();
        for (const InstalledPack &kept : now ? *now : QList<InstalledPack>()) {
            if (kept.pack.id == pack && kept.published == InstalledPack::Published::Leaving) {
                m_store.remove(pack);
            } else if (kept.pack.id == pack) {
                publish(pack); // installed again meanwhile
            }
        }
    });
}

/// Pictures of packs that were only looked at, or are taken away.
void StickerService::sweep()
{
    const auto packs = m_store.packs();
    if (!packs || m_upload || !findChildren<StickerFetch *>().isEmpty()) {
        return; // what comes now is nobody's yet
    }
    QSet<QByteArray> used;
    for (const InstalledPack &each : *packs) {
        for (const StickerPack::Sticker &sticker : each.pack.stickers) {
            if (each.published != InstalledPack::Published::Leaving) {
                used.insert(sticker.sha256);
            }
        }
    }
    m_folder.sweep(used);
}

} // namespace jackdaw
