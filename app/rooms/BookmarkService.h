// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "rooms/BookmarkStore.h"
#include "rooms/Room.h"
#include "xmpp/Authority.h"

#include <QHash>
#include <QObject>
#include <QTimer>
#include <functional>

namespace jackdaw {

class RoomService;

/// The rooms that an account keeps (XEP-0402; XEP-0048 where the server has only that), in step with its other devices: what they
/// add is entered here, what they take away is left. Changes without a stream wait on disk for the next session. Owned by
/// AccountService, engine thread. Takes nobody's word but the own account's.
class BookmarkService : public QObject
{
    Q_OBJECT
public:
    BookmarkService(const AccountContext &account, RoomService &rooms, QObject *parent = nullptr);

    QList<RoomBookmark> bookmarks() const;
    /// nullptr: there is none.
    const Bookmark *find(const BareJid &room) const;

    /// The user goes there, and comes again with each session.
    Status keepEntering(const BareJid &room, const QString &nick, const QString &password);
    /// The user left: it stays in the list, without being entered.
    Status stopEntering(const BareJid &room);
    /// Makes the bookmark if there is none. Off leaves us where we are.
    Status setAutojoin(const BareJid &room, Autojoin autojoin);
    Status rename(const BareJid &room, const QString &name);
    Status setNotify(const BareJid &room, RoomNotify notify);
    Status setPinned(const BareJid &room, bool pinned);
    /// The order of those named, of which there are bookmarks; others have no place. In step with other devices.
    Status setOrder(const QList<BareJid> &rooms);
    Status remove(const BareJid &room);

Q_SIGNALS:
    void bookmarksChanged(jackdaw::AccountId account, const QList<jackdaw::RoomBookmark> &bookmarks);
    /// Here or on another device somebody chose to be told of something else.
    void notifyChanged(const jackdaw::BareJid &room, jackdaw::RoomNotify before, jackdaw::RoomNotify now);
    /// The same of what stands above the other chats.
    void pinnedChanged(const jackdaw::BareJid &room, bool pinned);
    void storageFailed(const jackdaw::Error &error);

private:
    using Kept = BookmarkStore::Kept;

    void fetch();
    /// What the server has, as far as it was given in parts.
    struct Fetched
    {
        QList<Bookmark> all;
        int items = 0; ///< also those that are no bookmarks as we read them
        QSet<QString> asked; ///< behind which items
        int told = 0; ///< m_told when it began
    };
    void fetchOn(const Fetched &fetched, const QString &after);
    void takePart(Fetched fetched, const QDomElement &answer);
    void fetchBefore();
    void fetchLater();
    enum class Missing { Removed, Unknown };
    void takeAll(const QList<Bookmark> &all, Missing missing);
    void sendUnsent();
    void take(const Bookmark &bookmark);
    void drop(const BareJid &room);
    Connection::Disposition handle(const QDomElement &message);
    std::optional<Kept> changed(const BareJid &room, const std::function<void(Bookmark &)> &work) const;
    Status change(const BareJid &room, const std::function<void(Bookmark &)> &work);
    void send(const BareJid &room);
    void sendBefore();
    void finishStoring(const Result<QDomElement> &answer);
    void configureNode();
    void settle(const Kept &sent, const Result<QDomElement> &answer);
    Status keep(const Kept &kept);
    Status keepAll(const QList<Kept> &all);
    void takeIn(const Kept &kept);
    void follow(const Bookmark &bookmark);
    void tell();

    AccountContext m_account;
    Authority m_authority;
    RoomService &m_rooms;
    BookmarkStore m_store;
    QHash<BareJid, Kept> m_kept;
    enum class Way { Unknown, Nodes, PrivateStorage };
    Way m_way = Way::Unknown; ///< how this server keeps them, by this session
    enum class Storing { No, Yes, Again };
    Storing m_storing = Storing::No; ///< in private storage; Again: something else changed meanwhile
    bool m_nodeConfigured = false;   ///< tried in this session
    int m_told = 0;                  ///< how often the server told of changes
    QTimer m_fetchAgain;
    int m_pause = 0;                 ///< ms before m_fetchAgain, doubled each time
};

} // namespace jackdaw
