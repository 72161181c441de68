// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/RoomReaders.h"
#include "rooms/RoomService.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace jackdaw {

/// The affiliation lists of the rooms in which messages may be encrypted (XEP-0045, 9 and 10), for whoever encrypts to all on
/// them. Owned by AccountService, engine thread; made right after RoomService. Asks once we are in, and anew as soon as the room
/// says anything that its list does not say; until it has answered the list is not known, so that nothing goes to who was on it
/// before (facts/security.md, O11).
class RoomMembersService : public QObject, public RoomReaders
{
    Q_OBJECT
public:
    /// Of more nothing is encrypted: each has devices, of which each has to be asked.
    static constexpr qsizetype mostPeople = 500;
    /// Before what was not answered is asked again, in ms.
    static constexpr int patience = 60'000;
    /// For how long an answer holds where the room need not tell us what becomes of who is not in, in ms.
    static constexpr int freshFor = 60'000;

    RoomMembersService(const AccountContext &account, const RoomService &rooms, QObject *parent = nullptr);

    Readers readers(const BareJid &address) const override;
    void freshen(const BareJid &address) override;
    QList<BareJid> roomsOf(const BareJid &person) const override;

Q_SIGNALS:
    /// readers() says something else now.
    void readersChanged(const jackdaw::BareJid &room);

private:
    struct Lists {
        QHash<BareJid, RoomAffiliation> people;
        QHash<BareJid, RoomAffiliation> heard; ///< while we asked
        bool isKnown = false;
        bool isRefused = false; ///< it does not show them to us
        int open = 0;           ///< questions of this round that nobody has answered
        int round = 0;
        bool hasFailed = false;
        qint64 answered = 0;    ///< Clock::elapsed() when all were asked for the last time
    };
    void hear(const BareJid &room, const BareJid &who, RoomAffiliation affiliation);
    static bool isSo(const Lists &lists, const BareJid &who, RoomAffiliation affiliation);
    void forget(const BareJid &room);
    void wantLists(const BareJid &room);
    void ask(const BareJid &room);
    void take(const BareJid &room, int round, const Result<QList<RoomMember>> &found);

    AccountContext m_account;
    const RoomService &m_rooms;
    QHash<BareJid, Lists> m_lists;
    QSet<BareJid> m_wanted; ///< to be asked once the room has said all that it says in one go
    QTimer m_gather;
    int m_rounds = 0;
};

} // namespace jackdaw
