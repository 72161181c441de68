// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "base/Alarm.h"
#include "chat/RoomDirectory.h"
#include "presence/Presence.h"
#include "rooms/OccupantList.h"
#include "rooms/Room.h"
#include "rooms/RoomEventStore.h"
#include "rooms/RoomStore.h"
#include "xmpp/MultiUserChat.h"
#include "xmpp/RoomAdministration.h"
#include "xmpp/SelfPing.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QSet>
#include <QTimer>
#include <map>
#include <memory>

namespace jackdaw {

/// The rooms of one account: entering, staying and leaving (XEP-0045), each a state that can be seen, and entering again after
/// every kind of loss. Says to chats what messages are to rooms. Owned by AccountService, engine thread; made before all that
/// reads presences and messages, since what rooms say is no contact's word. Sends no text: that is Outbox's.
class RoomService : public QObject, public RoomDirectory
{
    Q_OBJECT
public:
    explicit RoomService(const AccountContext &account, QObject *parent = nullptr,
                         std::unique_ptr<Alarm> alarm = std::make_unique<TimerAlarm>());
    ~RoomService() override;

    // Wishes

    /// Is a bookmark made once we are in?
    enum class Keep { No, Bookmark };
    struct Wish {
        BareJid room;
        QString nick;     ///< empty: as before, or by our address
        QString password;
        Keep keep = Keep::No;
    };
    /// In the end we are in, or `Room::reason` says why not. Where we have been before it waits for a session if there is none.
    /// Errors: NotFound (that is no room), Offline, …
    QFuture<Result<ConversationId>> enter(const Wish &wish);
    /// Makes a room that must not be there yet, and what it is to be. Errors: Conflict (there is one), Offline, Forbidden, …
    QFuture<Result<ConversationId>> create(const Wish &wish, RoomPurpose purpose, const QString &name);
    Status leave(const BareJid &room);
    Status changeNick(const BareJid &room, const QString &nick);
    Status dropInvitation(const BareJid &room);
    /// Our presence goes from everybody, rooms too (RFC 6121, 4.6.3), and the stream ends: until the next we are in none.
    void endEarly();
    Status setPresenceLines(const BareJid &room, PresenceLines lines);
    void setOwnPresence(const Presence &presence);

    /// Are we there, or to be, as far as the user has said and the room has not said otherwise?
    bool isWanted(const BareJid &room) const;
    /// nullptr where there is none of this address. Good until the next change.
    const Room *room(const BareJid &jid) const;
    const Room *room(ConversationId conversation) const;
    const OccupantList *occupants(const BareJid &room) const;
    /// Where a person of that address is seen, by address.
    QList<BareJid> roomsWith(const BareJid &person) const;
    QList<WaitingRoomInvitation> invitations() const { return m_invitations; }
    /// How many are on its lists, as whoever read them found.
    void setMembers(const BareJid &room, int members);
    /// All of it again, for a window that has just come.
    void announceAll();
    /// The same of those in one room.
    Status announceOccupants(const BareJid &room);

    // RoomDirectory

    bool isRoom(const BareJid &address) const override { return known(address); }
    std::optional<RoomOrigin> originOf(const MessageStanza &stanza, Way way) const override;
    Authority::StanzaIds stanzaIds(const BareJid &room) const override;
    bool hasArchive(const BareJid &room) const override;
    bool isOpen(const BareJid &room) const override;
    bool isMembersOnly(const BareJid &room) const override;
    QString ourNick(const BareJid &room) const override;
    bool givesIds(const BareJid &room) const override;
    std::optional<Reach> reach(const BareJid &key) const override;

Q_SIGNALS:
    void roomsChanged(const QList<jackdaw::Room> &rooms);
    void occupantsChanged(const jackdaw::OccupantChanges &changes);
    void eventsStored(jackdaw::ConversationId room, const QList<jackdaw::RoomEvent> &events);
    void invitationsChanged(jackdaw::AccountId account, const QList<jackdaw::WaitingRoomInvitation> &invitations);
    void voiceRequested(jackdaw::ConversationId room, const QString &nick, const jackdaw::BareJid &jid);
    void invitationDeclined(jackdaw::ConversationId room, const jackdaw::BareJid &who, const QString &reason);
    void nickRefused(jackdaw::ConversationId room, const jackdaw::Error &error);
    void storageFailed(const jackdaw::Error &error);

    // For the account's other features
    /// From now on it may say what we do not hear.
    void unheard(const jackdaw::BareJid &room);
    /// Our wish to enter goes out next: what comes from then on is live.
    void entering(const jackdaw::BareJid &room);
    /// We are in, by a wish that makes a bookmark.
    void entered(const jackdaw::BareJid &room, const QString &nick, const QString &password);
    /// We are in, and have heard what was said before.
    void opened(const jackdaw::BareJid &room);
    /// What an open room says that somebody is to it, now or still; `who` is invalid where it does not say of whom.
    void affiliationHeard(const jackdaw::BareJid &room, const jackdaw::BareJid &who, jackdaw::RoomAffiliation affiliation);
    /// Somebody came, whom a private message may wait for.
    void occupantsCame(const jackdaw::BareJid &room);

private:
    struct Stay;
    struct Creation;

    RoomOrigin::Author authorOf(const Room &room, const MessageStanza &stanza, const RoomOrigin &origin, Way way) const;
    static BareJid personOf(const Stay &stay, const MessageStanza &stanza, const RoomOrigin &origin, Way way);
    static bool mayCallAll(const Stay &stay, const RoomOrigin &origin, Way way);
    Stay *find(const BareJid &room) const;
    /// nullptr also where nothing has shown yet that it is a room.
    Stay *known(const BareJid &room) const;
    Stay &ensure(const BareJid &room);
    Result<ConversationId> wasRoom(const BareJid &address);
    void tellEntered(Stay &stay);
    Connection::Disposition handlePresence(const QDomElement &element);
    Connection::Disposition handleMessage(const QDomElement &element);
    Connection::Disposition answerPing(const QDomElement &iq);
    void takeRefusal(Stay &stay, const RoomPresence &presence);
    void takeGone(Stay &stay, const RoomPresence &presence);
    void takeThere(Stay &stay, const RoomPresence &presence);
    void hearAffiliation(const Stay &stay, const Occupant &occupant);
    void takeNotice(Stay &stay, const RoomNotice &notice, const QDomElement &message, const Jid &from);
    void takeInvitation(const RoomInvitation &invitation);
    void hear(Stay &stay);
    void noteBounce(Stay &stay, const Error &error);

    bool mayEnter() const { return m_account.connection.isOnline() && !m_endsEarly; }
    void beginSession(Connection::Session session);
    void endSession();
    void begin(Stay &stay);
    void takeFeatures(Stay &stay, const Result<RoomFeatures> &features);
    Status prove(Stay &stay);
    void answer(Stay &stay, const Result<ConversationId> &result);
    void sendEntry(Stay &stay);
    void arrive(Stay &stay, const RoomPresence &presence);
    void askFeatures(Stay &stay, std::function<void(const Result<RoomFeatures> &)> done);
    void configure(Stay &stay);
    void finishConfiguration(Stay &stay, const Result<RoomFeatures> &features);
    void abandon(Stay &stay, const Error &why);
    void ping(Stay &stay);
    void takePing(Stay &stay, RoomStay answer, bool spoke);
    void open(Stay &stay);
    void lose(Stay &stay, RoomReason reason);
    void end(Stay &stay, RoomState state, RoomReason reason);
    void finishCreation(Stay &stay, const Result<ConversationId> &result);
    RoomEntry entryOf(const Stay &stay) const;
    QString wishedNick(const Stay &stay) const;

    void setDue(Stay &stay, qint64 milliseconds);
    void clearDue(Stay &stay);
    void setAlarm();
    void ring();
    void touch(Stay &stay);
    void touchOccupant(Stay &stay, const QString &nick);
    void clearOccupants(Stay &stay);
    void announce();
    void keep(Stay &stay);
    // RoomEvents.cpp
    void noteEvent(Stay &stay, RoomEvent::Kind kind, const QString &nick = {}, const QString &text = {});
    void noteSubject(Stay &stay, const QString &before, qint64 stamp);
    void noteRename(Stay &stay, const QString &nick, const QString &newNick);
    void beginWatch(Stay &stay);
    void endWatch(Stay &stay);
    void keepEvents(Stay &stay);
    void note(const Status &stored);

    AccountContext m_account;
    Authority m_authority;
    RoomStore m_store;
    RoomEventStore m_events;
    std::unique_ptr<Alarm> m_alarm;
    QHash<BareJid, std::shared_ptr<Stay>> m_stays;
    QList<WaitingRoomInvitation> m_invitations;
    Presence m_own;
    bool m_endsEarly = false; ///< in this session
    QTimer m_gather;
};

} // namespace jackdaw
