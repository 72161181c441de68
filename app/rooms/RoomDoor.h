// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "avatars/Avatar.h"
#include "rooms/Room.h"
#include "rooms/RoomEvent.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// The part of the engine's door about rooms. Threads as AccountDoor. What is said in a room is ChatDoor's, as of every chat.
/// Owned by the engine, carried out by RoomCommands; it never blocks, and passes only values.
/// Errors: Offline, Timeout, Forbidden, NotFound, or what else the room says.
class RoomDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    // To be in, and not

    /// Goes there, now and with each session from now on, and keeps a bookmark. Value: the chat, at once; whether we are let
    /// in, roomsChanged tells. `nick` and `password` may be empty. Errors: Malformed, Storage.
    virtual QFuture<Result<ConversationId>> enter(AccountId account, BareJid room, QString nick, QString password) = 0;
    /// Value: the chat, once the room is as it is to be. Error: Conflict where there is such a room.
    virtual QFuture<Result<ConversationId>> create(AccountId account, BareJid room, RoomPurpose purpose, QString name, QString nick) = 0;
    /// For good: no session enters it by itself any more. The chat stays.
    virtual QFuture<Status> leave(ConversationId room) = 0;
    virtual QFuture<Status> changeNick(ConversationId room, QString nick) = 0;
    /// The chat with somebody in a room, apart from all that their address is known for elsewhere.
    virtual QFuture<Result<ConversationId>> openPrivate(ConversationId room, QString nick) = 0;
    virtual QFuture<Status> setPresenceLines(ConversationId room, PresenceLines lines) = 0;
    virtual QFuture<Status> decline(AccountId account, BareJid room, QString reason) = 0;
    virtual QFuture<Status> invite(ConversationId room, QList<BareJid> people, QString reason) = 0;

    // Finding rooms

    virtual QFuture<Result<QList<BareJid>>> services(AccountId account) = 0;
    virtual QFuture<Result<QList<ListedRoom>>> listRooms(AccountId account, BareJid service) = 0;
    /// Of a directory that finds rooms by words (RoomFeatures::channelSearch), which hears them.
    virtual QFuture<Result<QList<ListedRoom>>> searchRooms(AccountId account, BareJid directory, QString words) = 0;
    virtual QFuture<Result<RoomFeatures>> features(AccountId account, BareJid room) = 0;
    /// Those that we are in and where `person` is seen now, or is on the lists of a private group, as far as they show
    /// addresses.
    virtual QFuture<Result<QList<BareJid>>> roomsWith(AccountId account, BareJid person) = 0;

    // Bookmarks

    /// On: goes there, and with each session. Off: stays where we are, and is not entered by itself any more.
    virtual QFuture<Status> setAutojoin(AccountId account, BareJid room, Autojoin autojoin) = 0;
    virtual QFuture<Status> renameBookmark(AccountId account, BareJid room, QString name) = 0;
    virtual QFuture<Status> setNotify(AccountId account, BareJid room, RoomNotify notify) = 0;
    virtual QFuture<Status> setOrder(AccountId account, QList<BareJid> rooms) = 0;
    /// Leaves, too.
    virtual QFuture<Status> removeBookmark(AccountId account, BareJid room) = 0;

    // What moderators, admins and owners do

    virtual QFuture<Status> setSubject(ConversationId room, QString subject) = 0;
    virtual QFuture<Status> setRole(ConversationId room, QString nick, RoomRole role, QString reason) = 0;
    virtual QFuture<Status> kick(ConversationId room, QString nick, QString reason) = 0;
    virtual QFuture<Status> setAffiliation(ConversationId room, BareJid who, RoomAffiliation affiliation, QString reason) = 0;
    virtual QFuture<Result<QList<RoomMember>>> members(ConversationId room, RoomAffiliation affiliation) = 0;
    /// All owners, admins and members, in the room or not; of a list that the room does not show us none. Error: Forbidden
    /// where it shows us none of them.
    virtual QFuture<Result<QList<RoomMember>>> allMembers(ConversationId room) = 0;
    virtual QFuture<Status> moderate(MessageId message, QString reason) = 0;
    /// What `sender` (a Message::sender) said in that room, as far as it is here; the newest 1,000. Error: Conflict where
    /// the room gives no ids of people, so that a nickname may have been another's.
    /// Cancelled: by stopModerating(); what was taken away by then stays so.
    virtual QFuture<Status> moderateAll(ConversationId room, BareJid sender, QString reason) = 0;
    virtual void stopModerating(ConversationId room) = 0;
    /// The nickname that the room keeps for us and for nobody else.
    virtual QFuture<Result<RoomRegistration>> registration(ConversationId room) = 0;
    /// Errors: Conflict where it is somebody else's, Unavailable where the room wants to know more of us than that.
    virtual QFuture<Status> registerNick(ConversationId room, QString nick) = 0;
    virtual QFuture<Result<DataForm>> configuration(ConversationId room) = 0;
    virtual QFuture<Status> configure(ConversationId room, DataForm filled) = 0;
    /// What the room looks like to everybody, by an owner; without bytes it has no picture any more.
    virtual QFuture<Status> setPicture(ConversationId room, OwnAvatar picture) = 0;
    virtual QFuture<Status> destroy(ConversationId room, BareJid successor, QString reason) = 0;
    virtual QFuture<Status> requestVoice(ConversationId room) = 0;
    virtual QFuture<Status> answerVoice(ConversationId room, QString nick, BareJid jid, Voice answer) = 0;

    /// Everybody in that room once more, for a page that has just come. Error: NotFound.
    virtual QFuture<Status> announceOccupants(ConversationId room) = 0;

Q_SIGNALS:
    /// Gathered for some ms, as the next.
    void roomsChanged(const QList<jackdaw::Room> &rooms);
    void occupantsChanged(const jackdaw::OccupantChanges &changes);
    /// Kept: who came and went, and new subjects. Older ones among them where the room told late.
    void eventsStored(jackdaw::ConversationId room, const QList<jackdaw::RoomEvent> &events);
    void bookmarksChanged(jackdaw::AccountId account, const QList<jackdaw::RoomBookmark> &bookmarks);
    void invitationsChanged(jackdaw::AccountId account, const QList<jackdaw::WaitingRoomInvitation> &invitations);
    void voiceRequested(jackdaw::ConversationId room, const QString &nick, const jackdaw::BareJid &jid);
    /// Whom we asked does not want to come.
    void invitationDeclined(jackdaw::ConversationId room, const jackdaw::BareJid &who, const QString &reason);
    /// moderateAll() is so far.
    void moderated(jackdaw::ConversationId room, int done, int total);
    /// We keep the nickname we have.
    void nickRefused(jackdaw::ConversationId room, const jackdaw::Error &error);
};

} // namespace jackdaw
