// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What most of the window's sources read: compiled once for all of them, after Qt's own headers. A source still includes
// what it uses. Models and values of app/ alone: a change of one of these headers compiles the window anew.
#include "account/AccountListModel.h"
#include "account/Engine.h"
#include "base/Clock.h"
#include "chat/ChatListModel.h"
#include "chat/MessageFeed.h"
#include "chat/TimelineModel.h"
#include "files/AvatarPictures.h"
#include "files/DownloadRules.h"
#include "history/HistoryDoor.h"
#include "presence/WorkingHours.h"
#include "profile/ContactProfile.h"
#include "rooms/RoomListModel.h"
#include "rooms/RoomTyping.h"
#include "rooms/VoiceRequests.h"
#include "roster/BlockList.h"
#include "roster/ContactListModel.h"
#include "roster/ContactProposal.h"
#include "search/SearchModel.h"
#include "storage/Profile.h"
#include "watch/BoardModel.h"
#include <QMetaType>

namespace jackdaw {

/// Never called, on no thread, and owns nothing. Each source that connects a signal with one of these would have the
/// compiler write out the list, its meta type and the views of it again, a fifth of its time; written here, they are in
/// the precompiled headers.
inline void precompiledMetaTypes()
{
    qRegisterMetaType<QList<int>>();
    qRegisterMetaType<QList<AccountSettings>>();
    qRegisterMetaType<QList<Avatar>>();
    qRegisterMetaType<QList<BareJid>>();
    qRegisterMetaType<QList<Contact>>();
    qRegisterMetaType<QList<ContactPresence>>();
    qRegisterMetaType<QList<Conversation>>();
    qRegisterMetaType<QList<Message>>();
    qRegisterMetaType<QList<PresenceRule>>();
    qRegisterMetaType<QList<Room>>();
    qRegisterMetaType<QList<RoomBookmark>>();
    qRegisterMetaType<QList<RoomEvent>>();
    qRegisterMetaType<QList<SubscriptionRequest>>();
    qRegisterMetaType<QList<WaitingRoomInvitation>>();
    qRegisterMetaType<DataForm>();
    qRegisterMetaType<Message>();
    qRegisterMetaType<ProviderInfo>();
}

} // namespace jackdaw
