// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/BookmarkService.h"

#include "base/Log.h"
#include "rooms/RoomService.h"
#include "xmpp/Namespaces.h"
#include "xmpp/PubSub.h"

#include <QDomDocument>
#include <algorithm>

namespace jackdaw {

namespace {

constexpr int firstPause = 15'000; // ms
constexpr int longestRetryPause = 10 * 60'000;
constexpr BookmarkParts everyPart = BookmarkPart::Autojoin | BookmarkPart::Name | BookmarkPart::Nick | BookmarkPart::Password
    | BookmarkPart::Notify | BookmarkPart::Pinned | BookmarkPart::Place;

BookmarkParts differences(const Bookmark &a, const Bookmark &b)
{
    BookmarkParts parts;
    parts.setFlag(BookmarkPart::Autojoin, a.autojoin != b.autojoin);
    parts.setFlag(BookmarkPart::Name, a.name != b.name);
    parts.setFlag(BookmarkPart::Nick, a.nick != b.nick);
    parts.setFlag(BookmarkPart::Password, a.password != b.password);
    parts.setFlag(BookmarkPart::Notify, notifyOf(a) != notifyOf(b));
    parts.setFlag(BookmarkPart::Pinned, isPinned(a) != isPinned(b));
    parts.setFlag(BookmarkPart::Place, placeOf(a) != placeOf(b));
    return parts;
}

/// Theirs, with what the user changed here.
Bookmark merged(Bookmark theirs, const Bookmark &ours, BookmarkParts changed)
{
    theirs.autojoin = changed.testFlag(BookmarkPart::Autojoin) ? ours.autojoin : theirs.autojoin;
    theirs.name = changed.testFlag(BookmarkPart::Name) ? ours.name : theirs.name;
    theirs.nick = changed.testFlag(BookmarkPart::Nick) ? ours.nick : theirs.nick;
    theirs.password = changed.testFlag(BookmarkPart::Password) ? ours.password : theirs.password;
    if (changed.testFlag(BookmarkPart::Notify)) {
        setNotify(theirs, notifyOf(ours));
    }
    if (changed.testFlag(BookmarkPart::Pinned)) {
        setPinned(theirs, isPinned(ours));
    }
    if (changed.testFlag(BookmarkPart::Place)) {
        setPlace(theirs, placeOf(ours));
    }
    return theirs;
}

} // namespace

BookmarkService::BookmarkService(const AccountContext &account, RoomService &rooms, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_authority(account.jid())
    , m_rooms(rooms)
    , m_store(account.database)
{
    if (const auto all = m_store.load(account.id)) {
        for (const Kept &kept : *all) {
            m_kept.insert(kept.bookmark.room, kept);
            if (kept.unsent != Unsent::Removal) {
                follow(kept.bookmark); // before the server has answered
            }
        }
    }
    m_fetchAgain.setSingleShot(true);
    connect(&m_fetchAgain, &QTimer::timeout, this, &BookmarkService::fetch);
    account.connection.onMessage([this](const QDomElement &message) { return handle(message); });
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session session) {
        if (session == Connection::Session::New) {
            m_way = Way::Unknown;
            m_nodeConfigured = false;
            m_storing = Storing::No;
            m_pause = firstPause;
            fetch();
        }
    });
}

QList<RoomBookmark> BookmarkService::bookmarks() const
{
    QList<RoomBookmark> all;
    for (const Kept &kept : m_kept) {
        if (kept.unsent != Unsent::Removal) {
            const Bookmark &bookmark = kept.bookmark;
            all.append({m_account.id, bookmark.room, bookmark.name, bookmark.nick, bookmark.autojoin, notifyOf(bookmark), placeOf(bookmark)});
        }
    }
    std::sort(all.begin(), all.end(), [](const RoomBookmark &a, const RoomBookmark &b) {
        return std::tie(a.place, a.room) < std::tie(b.place, b.room);
    });
    return all;
}

const Bookmark *BookmarkService::find(const BareJid &room) const
{
    const auto kept = m_kept.constFind(room);
    return kept == m_kept.constEnd() || kept->unsent == Unsent::Removal ? nullptr : &kept->bookmark;
}

void BookmarkService::tell()
{
    Q_EMIT bookmarksChanged(m_account.id, bookmarks());
}

Status BookmarkService::keep(const Kept &kept)
{
    const Status stored = m_store.store(m_account.id, kept);
    takeIn(kept);
    if (!stored) {
        Q_EMIT storageFailed(stored.error());
    }
    return stored;
}

/// On disk all or none of them; here all, as what cannot be stored is at least sent.
Status BookmarkService::keepAll(const QList<Kept> &all)
{
    const Status stored = m_store.storeAll(m_account.id, all);
    for (const Kept &kept : all) {
        takeIn(kept);
    }
    if (!stored) {
        Q_EMIT storageFailed(stored.error());
    }
    return stored;
}

void BookmarkService::takeIn(const Kept &kept)
{
    const Bookmark known = m_kept.value(kept.bookmark.room).bookmark;
    const RoomNotify before = notifyOf(known);
    m_kept.insert(kept.bookmark.room, kept);
    if (const RoomNotify now = notifyOf(kept.bookmark); now != before) {
        Q_EMIT notifyChanged(kept.bookmark.room, before, now);
    }
    if (const bool pinned = isPinned(kept.bookmark); pinned != isPinned(known)) {
        Q_EMIT pinnedChanged(kept.bookmark.room, pinned);
    }
}

/// What a bookmark says of whether we are to be there (XEP-0402, 4.5).
void BookmarkService::follow(const Bookmark &bookmark)
{
    if (bookmark.autojoin) {
        m_rooms.enter({bookmark.room, bookmark.nick, bookmark.password});
    }
}

// From the server

void BookmarkService::fetch()
{
    m_fetchAgain.stop();
    if (!m_account.connection.isOnline()) {
        return; // with the next session
    }
    Fetched nothing;
    nothing.told = m_told;
    fetchOn(nothing, {});
}

void BookmarkService::fetchOn(const Fetched &fetched, const QString &after)
{
    const auto query = [after](QXmlStreamWriter &writer) { writeBookmarksQuery(writer, after); };
    m_account.connection.request(
        Connection::Request::Get, Jid(), query, this,
        [this, fetched, stream = m_account.connection.streamNumber()](const Result<QDomElement> &answer) {
        if (stream != m_account.connection.streamNumber()) {
            return;
        }
        if (answer) {
            m_way = Way::Nodes;
            takePart(fetched, *answer);
            return;
        }
        if (!fetched.asked.isEmpty()) {
            qCInfo(log::chat) << "a part of the bookmarks was not given:" << answer.error().detail;
            takeAll(fetched.all, Missing::Unknown);
            return;
        }
        switch (answer.error().kind) {
        case ErrorKind::NotFound: // nobody has made the node yet: perhaps the old way has something to begin with
            m_way = Way::Nodes;
            for (Kept &kept : m_kept) { // it had them once
                kept.changed = kept.unsent == Unsent::Nothing ? everyPart : kept.changed;
                kept.unsent = kept.unsent == Unsent::Nothing ? Unsent::Change : kept.unsent;
            }
            fetchBefore();
            break;
        case ErrorKind::Unavailable: // it knows no such nodes (XEP-0060, 6.5.9)
            m_way = Way::PrivateStorage;
            fetchBefore();
            break;
        default:
            // Whatever it is, it says nothing of which rooms we keep.
            qCInfo(log::chat) << "bookmarks were not given:" << answer.error().detail;
            fetchLater();
        }
    });
}

/// A server may give a part of them alone (XEP-0060, 6.5.4). What is missing there was not removed, nor what another
/// device put there between two parts: we would leave those rooms.
void BookmarkService::takePart(Fetched fetched, const QDomElement &answer)
{
    const QList<Bookmark> part = readBookmarks(answer);
    const auto items = readItems(answer, ns::bookmarks.toString(), maximumBookmarks).size();
    fetched.all += part;
    fetched.items += int(items);
    const std::optional<PubSubPage> page = readItemsPage(answer);
    const bool isEnd = !page || (page->count ? fetched.items >= *page->count : items == 0);
    const QString last = isEnd ? QString() : page->last;
    if (!last.isEmpty() && items > 0 && !fetched.asked.contains(last) && fetched.items < maximumBookmarks) {
        fetched.asked.insert(last);
        fetchOn(fetched, last);
        return;
    }
    const bool isOfOneMoment = fetched.asked.isEmpty() || fetched.told == m_told;
    const bool isWhole = isEnd && isOfOneMoment && fetched.items < maximumBookmarks;
    takeAll(fetched.all, isWhole ? Missing::Removed : Missing::Unknown);
}

void BookmarkService::fetchLater()
{
    m_fetchAgain.start(m_pause);
    m_pause = std::min(2 * m_pause, longestRetryPause);
}

void BookmarkService::fetchBefore()
{
    m_account.connection.request(Connection::Request::Get, Jid(), writeBookmarksQueryBefore, this, [this](const Result<QDomElement> &answer) {
        if (!answer) {
            qCInfo(log::chat) << "no bookmarks:" << answer.error().detail;
            if (m_way == Way::Nodes) {
                sendUnsent();
            } else if (answer.error().kind != ErrorKind::Unavailable) {
                m_way = Way::Unknown;
                fetchLater();
            }
            return;
        }
        const QList<Bookmark> all = readBookmarksBefore(*answer);
        if (m_way == Way::PrivateStorage) {
            takeAll(all, Missing::Removed);
            return;
        }
        // Ours is the first program here that knows the new way: what was kept the old way comes along.
        for (const Bookmark &bookmark : all) {
            if (!m_kept.contains(bookmark.room)) {
                keep({bookmark, Unsent::Change, everyPart});
            }
        }
        // There was no node when we asked: what a push brought since is newer than that, and stays.
        sendUnsent();
    });
}

/// What the server does not have from us yet; and where we were sent away, or not let in, a session may find it otherwise (XEP-0402, 3).
void BookmarkService::sendUnsent()
{
    const QList<Kept> all = m_kept.values();
    for (const Kept &kept : all) {
        if (kept.unsent != Unsent::Nothing) {
            send(kept.bookmark.room);
        }
        if (kept.unsent != Unsent::Removal && !m_rooms.isWanted(kept.bookmark.room)) {
            follow(kept.bookmark);
        }
    }
    tell();
}

/// The whole list as the server has it, and after that what it does not have from us yet.
void BookmarkService::takeAll(const QList<Bookmark> &all, Missing missing)
{
    QSet<BareJid> there;
    for (const Bookmark &bookmark : all) {
        there.insert(bookmark.room);
        take(bookmark);
    }
    const QList<Kept> before = m_kept.values();
    for (const Kept &kept : before) {
        if (missing == Missing::Removed && kept.unsent == Unsent::Nothing && !there.contains(kept.bookmark.room)) {
            drop(kept.bookmark.room);
        }
    }
    sendUnsent();
}

void BookmarkService::take(const Bookmark &theirs)
{
    const Kept known = m_kept.value(theirs.room);
    const bool isKnown = known.bookmark.room.isValid();
    if (known.unsent == Unsent::Removal) {
        return; // what the user said here is newer
    }
    const bool waits = known.unsent == Unsent::Change;
    const Bookmark bookmark = waits ? merged(theirs, known.bookmark, known.changed) : theirs;
    if (isKnown && known.bookmark == bookmark) {
        return;
    }
    const bool wasEntered = isKnown && known.bookmark.autojoin;
    keep({bookmark, known.unsent, known.changed});
    if (bookmark.autojoin && !wasEntered) {
        follow(bookmark);
    } else if (!bookmark.autojoin && wasEntered) {
        m_rooms.leave(bookmark.room);
    }
}

void BookmarkService::drop(const BareJid &room)
{
    const auto known = m_kept.constFind(room);
    if (known == m_kept.constEnd() || known->unsent == Unsent::Change) {
        return;
    }
    const bool wasEntered = known->bookmark.autojoin;
    m_kept.remove(room);
    if (const Status gone = m_store.remove(m_account.id, room); !gone) {
        Q_EMIT storageFailed(gone.error());
    }
    if (wasEntered) {
        m_rooms.leave(room);
    }
}

Connection::Disposition BookmarkService::handle(const QDomElement &message)
{
    const auto event = readBookmarkEvent(message);
    if (!event) {
        return Connection::Disposition::Pass;
    }
    const Sender sender = Sender::of(message);
    if (!m_authority.mayChangeOwnNode(sender)) {
        qCInfo(log::chat) << "dropped bookmarks of" << sender.toString(); // facts/security.md, I4
        return Connection::Disposition::Consumed;
    }
    ++m_told;
    for (const Bookmark &bookmark : event->changed) {
        take(bookmark);
    }
    for (const BareJid &room : event->removed) {
        drop(room);
    }
    if (event->purged) {
        const QList<BareJid> all = m_kept.keys();
        for (const BareJid &room : all) {
            drop(room);
        }
    }
    tell();
    return Connection::Disposition::Consumed;
}

// By the user

/// What is to be kept of it after `work`; nullopt: that changes nothing.
std::optional<BookmarkService::Kept> BookmarkService::changed(const BareJid &room,
                                                              const std::function<void(Bookmark &)> &work) const
{
    Kept kept = m_kept.value(room);
    const bool isNew = !kept.bookmark.room.isValid() || kept.unsent == Unsent::Removal;
    if (isNew) {
        kept = {};
        kept.bookmark.room = room;
    }
    const Bookmark before = kept.bookmark;
    work(kept.bookmark);
    if (!isNew && kept.bookmark == before) {
        return {};
    }
    kept.unsent = Unsent::Change;
    kept.changed |= differences(before, kept.bookmark);
    return kept;
}

Status BookmarkService::change(const BareJid &room, const std::function<void(Bookmark &)> &work)
{
    const auto kept = changed(room, work);
    if (!kept) {
        return Done{};
    }
    const Status stored = keep(*kept);
    tell();
    send(room);
    return stored;
}

Status BookmarkService::keepEntering(const BareJid &room, const QString &nick, const QString &password)
{
    return change(room, [&](Bookmark &bookmark) {
        bookmark.autojoin = true;
        bookmark.nick = nick.isEmpty() ? bookmark.nick : nick;
        bookmark.password = password.isEmpty() ? bookmark.password : password;
    });
}

Status BookmarkService::stopEntering(const BareJid &room)
{
    return find(room) ? change(room, [](Bookmark &bookmark) { bookmark.autojoin = false; }) : Status(Done{});
}

Status BookmarkService::setAutojoin(const BareJid &room, Autojoin autojoin)
{
    const Status changed = change(room, [autojoin](Bookmark &bookmark) { bookmark.autojoin = autojoin == Autojoin::On; });
    if (const Bookmark *now = find(room)) {
        follow(*now);
    }
    return changed;
}

Status BookmarkService::rename(const BareJid &room, const QString &name)
{
    return change(room, [&name](Bookmark &bookmark) { bookmark.name = name.simplified(); });
}

Status BookmarkService::setNotify(const BareJid &room, RoomNotify notify)
{
    return change(room, [notify](Bookmark &bookmark) { jackdaw::setNotify(bookmark, notify); });
}

Status BookmarkService::setPinned(const BareJid &room, bool pinned)
{
    return change(room, [pinned](Bookmark &bookmark) { jackdaw::setPinned(bookmark, pinned); });
}

Status BookmarkService::setOrder(const QList<BareJid> &rooms)
{
    QList<Kept> placed;
    const QList<RoomBookmark> before = bookmarks();
    for (const RoomBookmark &each : before) {
        const int place = int(rooms.indexOf(each.room)) + 1;
        if (const auto kept = changed(each.room, [place](Bookmark &bookmark) { setPlace(bookmark, place); })) {
            placed.append(*kept);
        }
    }
    if (placed.isEmpty()) {
        return Done{};
    }
    const Status stored = keepAll(placed);
    tell();
    for (const Kept &kept : std::as_const(placed)) {
        send(kept.bookmark.room);
    }
    return stored;
}

Status BookmarkService::remove(const BareJid &room)
{
    if (!m_kept.contains(room)) {
        return Done{};
    }
    Kept kept = m_kept.value(room);
    kept.unsent = Unsent::Removal;
    const Status stored = keep(kept);
    tell();
    send(room);
    return stored;
}

void BookmarkService::send(const BareJid &room)
{
    if (!m_account.connection.isOnline() || m_way == Way::Unknown) {
        return; // the next answer to what the server has sends it
    }
    if (m_way == Way::PrivateStorage) {
        sendBefore();
        return;
    }
    const Kept kept = m_kept.value(room);
    const auto payload = [kept](QXmlStreamWriter &writer) {
        if (kept.unsent == Unsent::Removal) {
            writeBookmarkRemoval(writer, kept.bookmark.room);
        } else {
            writeBookmark(writer, kept.bookmark);
        }
    };
    m_account.connection.request(Connection::Request::Set, Jid(), payload, this, [this, kept](const Result<QDomElement> &answer) {
        if (!answer && answer.error().kind == ErrorKind::Conflict && kept.unsent == Unsent::Change && !m_nodeConfigured) {
            configureNode();
        } else {
            settle(kept, answer);
        }
    });
}

/// Another program made the node as others may read it, or as too small: precondition-not-met (XEP-0060, 7.1.5).
void BookmarkService::configureNode()
{
    m_nodeConfigured = true;
    m_account.connection.request(Connection::Request::Set, Jid(), writeBookmarksConfiguration, this, [this](const Result<QDomElement> &answer) {
        if (!answer) {
            qCInfo(log::chat) << "bookmarks cannot be kept for ourselves alone:" << answer.error().detail;
            return;
        }
        const QList<Kept> all = m_kept.values();
        for (const Kept &kept : all) {
            if (kept.unsent == Unsent::Change) {
                send(kept.bookmark.room);
            }
        }
    });
}

/// There it is one thing for all programs, so it is read anew before it is written.
void BookmarkService::sendBefore()
{
    if (m_storing != Storing::No) {
        m_storing = Storing::Again;
        return;
    }
    m_storing = Storing::Yes;
    m_account.connection.request(Connection::Request::Get, Jid(), writeBookmarksQueryBefore, this, [this](const Result<QDomElement> &answer) {
        if (!answer) {
            finishStoring(answer); // it goes again with the next session
            return;
        }
        QDomDocument stored; // the answer's own goes with it
        stored.appendChild(stored.importNode(*answer, true));
        const QList<Bookmark> theirs = readBookmarksBefore(stored.documentElement());
        for (const Bookmark &bookmark : theirs) {
            take(bookmark);
        }
        tell();
        QList<Kept> sent;
        QList<Bookmark> changed;
        QSet<BareJid> gone;
        for (const Kept &kept : std::as_const(m_kept)) {
            if (kept.unsent == Unsent::Removal) {
                gone.insert(kept.bookmark.room);
            } else if (kept.unsent == Unsent::Change) {
                changed.append(kept.bookmark);
            } else {
                continue;
            }
            sent.append(kept);
        }
        if (sent.isEmpty()) { // it went with what was on its way already
            finishStoring(answer);
            return;
        }
        m_account.connection.request(Connection::Request::Set, Jid(), [changed, gone, stored](QXmlStreamWriter &writer) {
            writeBookmarksBefore(writer, changed, gone, stored.documentElement());
        }, this, [this, sent](const Result<QDomElement> &done) {
            for (const Kept &kept : sent) {
                settle(kept, done);
            }
            finishStoring(done);
        });
    });
}

void BookmarkService::finishStoring(const Result<QDomElement> &answer)
{
    if (std::exchange(m_storing, Storing::No) == Storing::Again && answer) {
        sendBefore();
    }
}

void BookmarkService::settle(const Kept &sent, const Result<QDomElement> &answer)
{
    const BareJid room = sent.bookmark.room;
    const auto kept = m_kept.find(room);
    if (kept == m_kept.end() || kept->unsent == Unsent::Nothing || kept->unsent != sent.unsent || kept->bookmark != sent.bookmark) {
        return; // something newer is on its way
    }
    const bool isGone = !answer && answer.error().kind == ErrorKind::NotFound && kept->unsent == Unsent::Removal;
    if (!answer && !isGone) {
        qCInfo(log::chat) << "a bookmark was not taken:" << answer.error().detail; // it goes again with the next session
        return;
    }
    if (kept->unsent == Unsent::Removal) {
        m_kept.erase(kept);
        if (const Status gone = m_store.remove(m_account.id, room); !gone) {
            Q_EMIT storageFailed(gone.error());
        }
        return;
    }
    Kept done = *kept;
    done.unsent = Unsent::Nothing;
    done.changed = {};
    keep(done);
}

} // namespace jackdaw
