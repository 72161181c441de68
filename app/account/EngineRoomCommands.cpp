// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/EngineCalls.h"
#include "chat/OccupantKey.h"

namespace jackdaw {

namespace {

/// The same for a room that the account knows; `work` gets its features and the room.
template<class T, class Work>
QFuture<Result<T>> onRoom(const CoreAccess &access, ConversationId id, Work work)
{
    return onAccount<T>(access, [id](EngineCore &core) { return core.findByConversation(id); },
                        [id, work = std::move(work)](Features &features) mutable -> QFuture<Result<T>> {
        const Room *room = features.rooms.room(id);
        if (!room) {
            return ready<T>(Error{ErrorKind::NotFound, QStringLiteral("no such room"), {}});
        }
        return work(features, Room(*room));
    });
}

template<class T, class Work>
QFuture<Result<T>> of(const CoreAccess &access, AccountId account, Work work)
{
    return onAccount<T>(access, [account](EngineCore &core) { return core.find(account); }, std::move(work));
}

} // namespace

QFuture<Result<ConversationId>> RoomCommands::enter(AccountId account, BareJid room, QString nick, QString password)
{
    return of<ConversationId>(m_core, account, [=](Features &features) {
        return features.rooms.enter({room, nick, password, RoomService::Keep::Bookmark})
            .then(&features.rooms, [&features, room](const Result<ConversationId> &entered) {
                if (entered) {
                    features.messages.openRoom(room);
                }
                return entered;
            });
    });
}

QFuture<Result<ConversationId>> RoomCommands::create(AccountId account, BareJid room, RoomPurpose purpose, QString name, QString nick)
{
    return of<ConversationId>(m_core, account, [=](Features &features) {
        return features.rooms.create({room, nick, {}}, purpose, name)
            .then(&features.rooms, [&features, room, nick](const Result<ConversationId> &created) {
                if (created) {
                    features.bookmarks.keepEntering(room, nick, {});
                    features.messages.openRoom(room);
                }
                return created;
            });
    });
}

QFuture<Status> RoomCommands::leave(ConversationId room)
{
    return onRoom<Done>(m_core, room, [](Features &features, const Room &there) {
        features.bookmarks.stopEntering(there.jid);
        return ready<Done>(features.rooms.leave(there.jid));
    });
}

QFuture<Status> RoomCommands::changeNick(ConversationId room, QString nick)
{
    return onRoom<Done>(m_core, room, [=](Features &features, const Room &there) {
        return ready<Done>(features.rooms.changeNick(there.jid, nick));
    });
}

QFuture<Result<ConversationId>> RoomCommands::openPrivate(ConversationId room, QString nick)
{
    return onRoom<ConversationId>(m_core, room, [=](Features &features, const Room &there) {
        const OccupantList *occupants = features.rooms.occupants(there.jid);
        const Occupant *occupant = occupants ? occupants->find(nick) : nullptr;
        if (!occupant) {
            return ready<ConversationId>(Error{ErrorKind::NotFound, QStringLiteral("nobody of that nickname"), nick});
        }
        return ready<ConversationId>(features.messages.openPrivate(OccupantKey::make(there.jid, nick, occupant->id).toText(), nick));
    });
}

QFuture<Status> RoomCommands::setPresenceLines(ConversationId room, PresenceLines lines)
{
    return onRoom<Done>(m_core, room, [lines](Features &features, const Room &there) {
        return ready<Done>(features.rooms.setPresenceLines(there.jid, lines));
    });
}

QFuture<Status> RoomCommands::decline(AccountId account, BareJid room, QString reason)
{
    return of<Done>(m_core, account, [=](Features &features) {
        const QList<WaitingRoomInvitation> all = features.rooms.invitations();
        for (const WaitingRoomInvitation &each : all) {
            if (each.invitation.room == room) {
                features.roomAdmin.decline(each.invitation, reason);
            }
        }
        return ready<Done>(features.rooms.dropInvitation(room));
    });
}

QFuture<Status> RoomCommands::invite(ConversationId room, QList<BareJid> people, QString reason)
{
    return onRoom<Done>(m_core, room, [=](Features &features, const Room &there) {
        const Bookmark *bookmark = features.bookmarks.find(there.jid);
        return ready<Done>(features.roomAdmin.invite(there, people, reason, bookmark ? bookmark->password : QString()));
    });
}

QFuture<Result<QList<BareJid>>> RoomCommands::services(AccountId account)
{
    return of<QList<BareJid>>(m_core, account, [](Features &features) { return features.roomAdmin.services(); });
}

QFuture<Result<QList<ListedRoom>>> RoomCommands::listRooms(AccountId account, BareJid service)
{
    return of<QList<ListedRoom>>(m_core, account, [=](Features &features) { return features.roomAdmin.rooms(service); });
}

QFuture<Result<QList<ListedRoom>>> RoomCommands::searchRooms(AccountId account, BareJid directory, QString words)
{
    return of<QList<ListedRoom>>(m_core, account, [=](Features &features) { return features.roomAdmin.search(directory, words); });
}

QFuture<Result<RoomFeatures>> RoomCommands::features(AccountId account, BareJid room)
{
    return of<RoomFeatures>(m_core, account, [=](Features &all) { return all.roomAdmin.features(room); });
}

QFuture<Result<QList<BareJid>>> RoomCommands::roomsWith(AccountId account, BareJid person)
{
    return of<QList<BareJid>>(m_core, account, [=](Features &all) {
        QList<BareJid> rooms = all.rooms.roomsWith(person);
        const QList<BareJid> asMember = all.roomMembers.roomsOf(person);
        for (const BareJid &room : asMember) { // who belongs there, and is away
            if (!rooms.contains(room) && all.rooms.isOpen(room)) {
                rooms.append(room);
            }
        }
        return ready<QList<BareJid>>(rooms);
    });
}

QFuture<Status> RoomCommands::setAutojoin(AccountId account, BareJid room, Autojoin autojoin)
{
    return of<Done>(m_core, account, [=](Features &features) { return ready<Done>(features.bookmarks.setAutojoin(room, autojoin)); });
}

QFuture<Status> RoomCommands::renameBookmark(AccountId account, BareJid room, QString name)
{
    return of<Done>(m_core, account, [=](Features &features) { return ready<Done>(features.bookmarks.rename(room, name)); });
}

QFuture<Status> RoomCommands::setNotify(AccountId account, BareJid room, RoomNotify notify)
{
    return of<Done>(m_core, account, [=](Features &features) { return ready<Done>(features.bookmarks.setNotify(room, notify)); });
}

QFuture<Status> RoomCommands::setOrder(AccountId account, QList<BareJid> rooms)
{
    return of<Done>(m_core, account, [=](Features &features) { return ready<Done>(features.bookmarks.setOrder(rooms)); });
}

QFuture<Status> RoomCommands::removeBookmark(AccountId account, BareJid room)
{
    return of<Done>(m_core, account, [=](Features &features) {
        features.rooms.leave(room);
        return ready<Done>(features.bookmarks.remove(room));
    });
}

QFuture<Status> RoomCommands::setSubject(ConversationId room, QString subject)
{
    return onRoom<Done>(m_core, room, [=](Features &features, const Room &there) {
        return ready<Done>(features.roomAdmin.setSubject(there.jid, subject));
    });
}

QFuture<Status> RoomCommands::setRole(ConversationId room, QString nick, RoomRole role, QString reason)
{
    return onRoom<Done>(m_core, room, [=](Features &features, const Room &there) {
        return features.roomAdmin.setRole(there.jid, nick, role, reason);
    });
}

QFuture<Status> RoomCommands::kick(ConversationId room, QString nick, QString reason)
{
    return setRole(room, nick, RoomRole::None, reason); // XEP-0045, 8.2
}

QFuture<Status> RoomCommands::setAffiliation(ConversationId room, BareJid who, RoomAffiliation affiliation, QString reason)
{
    return onRoom<Done>(m_core, room, [=](Features &features, const Room &there) {
        return features.roomAdmin.setAffiliation(there.jid, who, affiliation, reason);
    });
}

QFuture<Result<QList<RoomMember>>> RoomCommands::members(ConversationId room, RoomAffiliation affiliation)
{
    return onRoom<QList<RoomMember>>(m_core, room, [=](Features &features, const Room &there) {
        return features.roomAdmin.members(there.jid, affiliation);
    });
}

QFuture<Result<QList<RoomMember>>> RoomCommands::allMembers(ConversationId room)
{
    return onRoom<QList<RoomMember>>(m_core, room, [](Features &features, const Room &there) {
        return features.roomAdmin.allMembers(there.jid);
    });
}

QFuture<Status> RoomCommands::moderate(MessageId message, QString reason)
{
    return onAccount<Done>(m_core, [message](EngineCore &core) { return core.findByMessage(message); },
                           [=](Features &features) -> QFuture<Status> {
        const auto found = features.messages.store().message(message);
        const Room *room = found ? features.rooms.room(found->conversation) : nullptr;
        if (!room) {
            return ready<Done>(found ? Error{ErrorKind::NotFound, QStringLiteral("not of a room"), {}} : found.error());
        }
        return features.roomAdmin.moderate(room->jid, found->archiveId, reason);
    });
}

QFuture<Status> RoomCommands::moderateAll(ConversationId room, BareJid sender, QString reason)
{
    return onRoom<Done>(m_core, room, [=](Features &features, const Room &there) -> QFuture<Status> {
        const OccupantKey who(sender);
        if (!who.id() || who.room() != there.jid) { // XEP-0421, 1: a nickname alone is nobody in particular
            return ready<Done>(Error{ErrorKind::Conflict, QStringLiteral("a nickname alone names nobody"), there.jid.toString()});
        }
        const auto said = features.messages.store().archivedOf(there.conversation, sender);
        return said ? features.roomAdmin.moderateAll(there.jid, *said, reason) : ready<Done>(said.error());
    });
}

void RoomCommands::stopModerating(ConversationId room)
{
    onRoom<Done>(m_core, room, [](Features &features, const Room &there) {
        features.roomAdmin.stopModerating(there.jid);
        return ready<Done>(Done{});
    });
}

QFuture<Result<RoomRegistration>> RoomCommands::registration(ConversationId room)
{
    return onRoom<RoomRegistration>(m_core, room, [](Features &features, const Room &there) { return features.roomAdmin.registration(there.jid); });
}

QFuture<Status> RoomCommands::registerNick(ConversationId room, QString nick)
{
    return onRoom<Done>(m_core, room, [=](Features &features, const Room &there) { return features.roomAdmin.registerNick(there.jid, nick); });
}

QFuture<Result<DataForm>> RoomCommands::configuration(ConversationId room)
{
    return onRoom<DataForm>(m_core, room, [](Features &features, const Room &there) { return features.roomAdmin.configuration(there.jid); });
}

QFuture<Status> RoomCommands::configure(ConversationId room, DataForm filled)
{
    return onRoom<Done>(m_core, room, [=](Features &features, const Room &there) {
        return features.roomAdmin.configure(there.jid, filled);
    });
}

QFuture<Status> RoomCommands::setPicture(ConversationId room, OwnAvatar picture)
{
    return onRoom<Done>(m_core, room, [=](Features &features, const Room &there) { return features.roomAdmin.setPicture(there.jid, picture); });
}

QFuture<Status> RoomCommands::destroy(ConversationId room, BareJid successor, QString reason)
{
    return onRoom<Done>(m_core, room, [=](Features &features, const Room &there) {
        return features.roomAdmin.destroy(there.jid, successor, reason);
    });
}

QFuture<Status> RoomCommands::requestVoice(ConversationId room)
{
    return onRoom<Done>(m_core, room, [](Features &features, const Room &there) {
        return ready<Done>(features.roomAdmin.requestVoice(there.jid));
    });
}

QFuture<Status> RoomCommands::answerVoice(ConversationId room, QString nick, BareJid jid, Voice answer)
{
    return onRoom<Done>(m_core, room, [=](Features &features, const Room &there) {
        return ready<Done>(features.roomAdmin.answerVoice(there.jid, nick, jid, answer));
    });
}

QFuture<Status> RoomCommands::announceOccupants(ConversationId room)
{
    return onRoom<Done>(m_core, room, [](Features &features, const Room &there) {
        return ready<Done>(features.rooms.announceOccupants(there.jid));
    });
}

} // namespace jackdaw
