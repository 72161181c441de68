// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "avatars/Avatar.h"
#include "rooms/Room.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <memory>

namespace jackdaw {

/// What moderators, admins and owners do in rooms, and what everybody may ask of one: lists, configuration, invitations,
/// moderation, the end of a room, and finding rooms (XEP-0045, 6 to 10; XEP-0249; XEP-0425). Owned by AccountService, engine
/// thread. Remembers nothing: what comes of it, the room says, and RoomService hears. Errors: Offline, Timeout, Forbidden, …
class RoomAdminService : public QObject
{
    Q_OBJECT
public:
    /// What one wish may take away: a room answers each by itself, and tells everybody who is in.
    static constexpr qsizetype mostModerated = 1'000;

    explicit RoomAdminService(const AccountContext &account, QObject *parent = nullptr);

    QFuture<Result<RoomFeatures>> features(const BareJid &room);
    /// The services that have rooms, among those of our own server.
    QFuture<Result<QList<BareJid>>> services();
    QFuture<Result<QList<ListedRoom>>> rooms(const BareJid &service);
    /// What a directory finds by words (XEP-0433), which leave by the user's wish alone.
    QFuture<Result<QList<ListedRoom>>> search(const BareJid &directory, const QString &words);

    QFuture<Result<QList<RoomMember>>> members(const BareJid &room, RoomAffiliation affiliation);
    /// The lists of owners, admins and members together. An error only where none of them came.
    QFuture<Result<QList<RoomMember>>> allMembers(const BareJid &room);
    QFuture<Status> setRole(const BareJid &room, const QString &nick, RoomRole role, const QString &reason);
    QFuture<Status> setAffiliation(const BareJid &room, const BareJid &who, RoomAffiliation affiliation, const QString &reason);
    QFuture<Result<DataForm>> configuration(const BareJid &room);
    QFuture<Status> configure(const BareJid &room, const DataForm &filled);
    /// The nickname that the room keeps for us (7.10), and another one to be kept. Errors: Conflict where it is somebody else's,
    /// Unavailable where the room wants to know more of us than that.
    QFuture<Result<RoomRegistration>> registration(const BareJid &room);
    QFuture<Status> registerNick(const BareJid &room, const QString &nick);
    /// Its own, which everybody there sees (XEP-0486, 4); without bytes it has none any more. What else is on its card stays.
    QFuture<Status> setPicture(const BareJid &room, const OwnAvatar &picture);
    QFuture<Status> destroy(const BareJid &room, const BareJid &successor, const QString &reason);
    QFuture<Status> moderate(const BareJid &room, const ArchiveId &message, const QString &reason);
    /// Each of them, in that order and a few at a time: a room has no word for all of one person (XEP-0425, 3). Goes on
    /// behind one that is not there any more, and stops at the first other error, which is the answer then. No more than the
    /// first `mostModerated`. Cancelled: by stopModerating(). One at a time for a room; Conflict while another is under way.
    QFuture<Status> moderateAll(const BareJid &room, const QList<ArchiveId> &messages, const QString &reason);
    /// What is asked already is still done.
    void stopModerating(const BareJid &room);

    Status setSubject(const BareJid &room, const QString &subject);
    /// Into a room for members the room itself asks people in, and makes them members with it; else we ask them ourselves.
    Status invite(const Room &room, const QList<BareJid> &people, const QString &reason, const QString &password);
    Status decline(const RoomInvitation &invitation, const QString &reason);
    Status requestVoice(const BareJid &room);
    Status answerVoice(const BareJid &room, const QString &nick, const BareJid &jid, Voice answer);

Q_SIGNALS:
    /// So many of moderateAll()'s messages are dealt with; also before the first.
    void moderated(const jackdaw::BareJid &room, int done, int total);

private:
    template<class T, class Read>
    QFuture<Result<T>> ask(Connection::Request type, const Jid &to, Connection::PayloadWriter payload, Read read);
    QFuture<Status> tell(const BareJid &room, Connection::PayloadWriter payload);
    struct Removal;
    void removeNext(const std::shared_ptr<Removal> &removal);
    Status say(QXmppMessage &&message);

    AccountContext m_account;
    QHash<BareJid, std::shared_ptr<Removal>> m_removals; ///< that are under way
};

} // namespace jackdaw
