// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomMembersService.h"

#include "base/Clock.h"
#include "base/Log.h"

namespace jackdaw {

namespace {

/// A room that makes twenty people members says so twenty times. In ms.
constexpr int membersGather = 50;
constexpr RoomAffiliation readingAffiliations[] = {RoomAffiliation::Owner, RoomAffiliation::Admin, RoomAffiliation::Member};

bool isRefusal(const Error &error)
{
    return error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::NotAuthorized || error.kind == ErrorKind::Unavailable;
}

} // namespace

RoomMembersService::RoomMembersService(const AccountContext &account, const RoomService &rooms, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_rooms(rooms)
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(membersGather);
    connect(&m_gather, &QTimer::timeout, this, [this] {
        const QSet<BareJid> wanted = std::exchange(m_wanted, {});
        for (const BareJid &room : wanted) {
            ask(room);
        }
    });
    connect(&rooms, &RoomService::entering, this, &RoomMembersService::forget);
    connect(&rooms, &RoomService::opened, this, [this](const BareJid &room) {
        forget(room);
        ask(room);
    });
    connect(&rooms, &RoomService::affiliationHeard, this, &RoomMembersService::hear);
    // What was asked on a link that was lost; a new session goes into the rooms again.
    connect(&account.connection, &Connection::sessionStarted, this, [this] {
        const QList<BareJid> all = m_lists.keys();
        for (const BareJid &room : all) {
            if (!m_lists.value(room).isKnown) {
                ask(room);
            }
        }
    });
    // What a room is may change while we are in (XEP-0045, 10.2.1).
    connect(&rooms, &RoomService::roomsChanged, this, [this](const QList<Room> &changed) {
        for (const Room &room : changed) {
            const bool mayAsk = room.features.mayEncrypt() && m_rooms.isOpen(room.jid);
            if (mayAsk && !m_lists.contains(room.jid)) {
                ask(room.jid);
            } else if (!room.features.mayEncrypt() && m_lists.remove(room.jid) > 0) {
                Q_EMIT readersChanged(room.jid);
            }
        }
    });
}

RoomReaders::Readers RoomMembersService::readers(const BareJid &address) const
{
    const Room *room = m_rooms.isRoom(address) ? m_rooms.room(address) : nullptr;
    if (!room) {
        return {};
    }
    const auto lists = m_lists.constFind(address);
    const bool isHere = lists != m_lists.constEnd();
    if (!room->features.mayEncrypt()) {
        return {State::Open, {}};
    }
    if (isHere && (lists->isRefused || lists->people.size() > mostPeople)) {
        return {State::Open, {}, lists->isRefused ? Obstacle::Refused : Obstacle::TooMany};
    }
    if (!isHere || !lists->isKnown || !m_rooms.isOpen(address)) {
        return {State::NotYet, {}};
    }
    return {State::Known, lists->people.keys()};
}

/// XEP-0045, 9.3 and 9.4: of people who are not in, a service MAY tell those who are; Prosody tells moderators alone. So a plain
/// member would go on writing to somebody who was removed while away, and never to somebody who was taken in.
void RoomMembersService::freshen(const BareJid &address)
{
    const auto lists = m_lists.find(address);
    const Room *room = lists != m_lists.end() && lists->isKnown ? m_rooms.room(address) : nullptr;
    if (room && room->role != RoomRole::Moderator && m_account.clock.elapsed() - lists->answered >= freshFor) {
        ask(address); // who asks sees that it is not known now; that it is again, take() tells
    }
}

QList<BareJid> RoomMembersService::roomsOf(const BareJid &person) const
{
    QList<BareJid> all;
    for (auto lists = m_lists.cbegin(); lists != m_lists.cend(); ++lists) {
        if (lists->people.contains(person)) {
            all.append(lists.key());
        }
    }
    return all;
}

/// What the room says of one person. As its list has it, it is no news: everybody who comes in is told of this way.
void RoomMembersService::hear(const BareJid &room, const BareJid &who, RoomAffiliation affiliation)
{
    const auto lists = m_lists.find(room);
    if (lists == m_lists.end() || m_wanted.contains(room)) {
        return; // they are to be asked for anyway
    }
    if (lists->isRefused && who != m_account.jid()) {
        return; // what others become does not make it show them to us, and each presence would ask anew
    }
    if (lists->open > 0) {
        lists->heard.insert(who, affiliation); // one of the answers may be of before
    } else if (!isSo(*lists, who, affiliation)) {
        wantLists(room);
    }
}

bool RoomMembersService::isSo(const Lists &lists, const BareJid &who, RoomAffiliation affiliation)
{
    const auto known = lists.people.constFind(who);
    const bool reads = affiliation >= RoomAffiliation::Member;
    const bool isListed = known != lists.people.cend();
    return lists.isKnown && who.isValid() && (reads ? isListed && *known == affiliation : !isListed);
}

void RoomMembersService::wantLists(const BareJid &room)
{
    Lists &lists = m_lists[room];
    lists.isKnown = false;
    lists.isRefused = false;
    lists.open = 0;
    lists.round = ++m_rounds; // answers to what was asked before are of before
    m_wanted.insert(room);
    m_gather.start();
    Q_EMIT readersChanged(room);
}

void RoomMembersService::forget(const BareJid &room)
{
    m_wanted.remove(room);
    if (m_lists.remove(room) > 0) {
        Q_EMIT readersChanged(room);
    }
}

void RoomMembersService::ask(const BareJid &address)
{
    const Room *room = m_rooms.room(address);
    if (!room || !room->features.mayEncrypt() || !m_rooms.isOpen(address) || !m_account.connection.isOnline()) {
        return;
    }
    Lists &lists = m_lists[address];
    lists.people.clear();
    lists.heard.clear();
    lists.isKnown = false;
    lists.hasFailed = false;
    lists.answered = m_account.clock.elapsed();
    lists.round = ++m_rounds;
    lists.open = int(std::size(readingAffiliations));
    for (const RoomAffiliation affiliation : readingAffiliations) {
        m_account.connection.request(Connection::Request::Get, Jid(address),
                                     [affiliation](QXmlStreamWriter &writer) { writeMembersQuery(writer, affiliation); }, this,
                                     [this, address, affiliation, round = m_rounds](const Result<QDomElement> &answer) {
            if (!answer) {
                take(address, round, answer.error());
                return;
            }
            QList<RoomMember> found = readMembers(*answer);
            for (RoomMember &each : found) {
                each.affiliation = affiliation; // as we asked
            }
            take(address, round, found);
        });
    }
}

void RoomMembersService::take(const BareJid &room, int round, const Result<QList<RoomMember>> &found)
{
    const auto entry = m_lists.find(room);
    if (entry == m_lists.end() || entry->round != round) {
        return;
    }
    if (found) {
        for (const RoomMember &each : *found) {
            if (!each.jid.isValid()) { // by nickname alone: nobody can tell who reads along
                entry->hasFailed = true;
                entry->isRefused = true;
                continue;
            }
            RoomAffiliation &known = entry->people[each.jid];
            known = std::max(known, each.affiliation);
        }
    } else {
        qCInfo(log::chat) << "a list of" << room.toString() << "was not told:" << found.error().detail;
        entry->hasFailed = true;
        entry->isRefused |= isRefusal(found.error());
    }
    if (--entry->open > 0) {
        return;
    }
    // A part of the lists is not enough: whoever is on the others would be left out without a word.
    entry->isKnown = !entry->hasFailed;
    for (auto heard = entry->heard.cbegin(); heard != entry->heard.cend(); ++heard) {
        if (entry->isKnown && !isSo(*entry, heard.key(), heard.value())) {
            wantLists(room);
            return;
        }
    }
    if (entry->hasFailed && !entry->isRefused) {
        QTimer::singleShot(patience, this, [this, room, round] {
            const auto later = m_lists.constFind(room);
            if (later != m_lists.constEnd() && later->round == round) {
                ask(room);
            }
        });
    }
    Q_EMIT readersChanged(room);
}

} // namespace jackdaw
