// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomService.h"

namespace jackdaw {

/// A room that is to be made, as long as it is not. Part of what RoomService knows of a room, for the two files that it is
/// made of alone; owned by the room's Stay, engine thread. It answers once, and never makes anything
/// by itself.
struct RoomService::Creation
{
    RoomPurpose purpose = RoomPurpose::PrivateGroup;
    QString name;
    QPromise<Result<ConversationId>> promise;
};

/// What RoomService knows of one room. Owned by it, engine thread. As long as nothing shows that there is a room of that address
/// `room.conversation` is invalid, and it is a room for nobody else.
/// Remembers, and never does anything by itself.
struct RoomService::Stay
{
    Room room;
    Wish wish;
    bool wanted = false;      ///< the user wants to be in
    bool suspended = false;   ///< we were in when the link was lost, and are again if the stream is resumed
    bool leaves = false;      ///< we were, and the user left meanwhile: the room is told if the stream is resumed
    bool isOpen = false;
    bool toKeep = false;      ///< a bookmark is to be made once we are in
    QString nickAsked;        ///< another nickname that the room has not answered about
    qint64 due = 0;           ///< by Clock::elapsed(), when something has to be done; 0: never
    qint64 heard = 0;         ///< by Clock::elapsed(), when the room last said something
    qint64 arrived = 0;       ///< by Clock::elapsed(), when we last came in
    int words = 0;            ///< how often it said something
    qint64 keptHeard = 0;     ///< Room::heard as on disk
    int attempts = 0;         ///< to enter, since we were last in for a while
    int nickTries = 0;        ///< of this attempt
    int silences = 0;         ///< pings that nobody answered
    int missing = 0;          ///< pings that found nobody of our nickname, in a row
    int number = 0;           ///< of this attempt, so that late answers to an earlier one are dropped
    OccupantList occupants;
    QSet<QString> changed;    ///< since the window was last told
    QSet<QString> gone;
    QList<RoomEvent> events;  ///< not on disk yet
    QSet<QString> renamed;    ///< nicknames that somebody who is there takes now
    bool watches = false;     ///< who comes and goes is noted
    int notedEvents = 0;      ///< since the last look around that was kept
    bool told = false;        ///< the window has the whole list
    bool came = false;        ///< somebody did, since the window was last told
    bool dirty = false;
    std::unique_ptr<Creation> creation;
    std::vector<QPromise<Result<ConversationId>>> asked; ///< who waits to hear whether it is a room at all
};

} // namespace jackdaw
