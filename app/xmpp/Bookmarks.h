// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/RoomValue.h"

#include <QDomElement>
#include <QSet>

class QXmlStreamWriter;

namespace jackdaw {

/// Rooms that the account keeps, for all its devices (XEP-0402), and the two ways in which that was done before (XEP-0048 in
/// XEP-0049 or in a personal node). Pure; engine thread. Whose bookmarks they are, the caller has looked at.
/// Used by rooms/BookmarkService; owns nothing, holds no element longer than the call, and never loses what others wrote.
struct Bookmark
{
    BareJid room;
    QString name;
    QString nick;
    QString password;
    bool autojoin = false;
    QString extensions; ///< the <extensions/> as it came, XML and all; empty where there is none (XEP-0402, 3: to be kept)
    QString others;     ///< a <conference/> with what else stands in it, and nothing of the above; empty where there is nothing

    friend bool operator==(const Bookmark &, const Bookmark &) = default;
};

RoomNotify notifyOf(const Bookmark &bookmark);
/// What was told of before nothing was; Unset: something is, or nobody knows.
RoomNotify notifyBeforeOf(const Bookmark &bookmark);
void setNotify(Bookmark &bookmark, RoomNotify notify);
/// XEP-0469: it stands above the others.
bool isPinned(const Bookmark &bookmark);
void setPinned(Bookmark &bookmark, bool pinned);
/// Where it stands among those that are pinned, from 1; 0: nobody put it anywhere. No specification has it, so it is ours
/// alone; other programs keep it with the rest of the <extensions/> (XEP-0402, 3).
int placeOf(const Bookmark &bookmark);
void setPlace(Bookmark &bookmark, int place);

// XEP-0402

/// All of them, or those behind the one that a part of them ended with (XEP-0059, 2.1; PubSub's readItemsPage()).
void writeBookmarksQuery(QXmlStreamWriter &writer, const QString &after);
inline constexpr int maximumBookmarks = 2000;
/// Of an answer, or of an event's <items/>; no more than these.
QList<Bookmark> readBookmarks(const QDomElement &pubsub);
/// With the options that keep it from others (4.2).
void writeBookmark(QXmlStreamWriter &writer, const Bookmark &bookmark);
/// The node as writeBookmark() wants it, where somebody made it otherwise.
void writeBookmarksConfiguration(QXmlStreamWriter &writer);
void writeBookmarkRemoval(QXmlStreamWriter &writer, const BareJid &room);

/// What a personal event says (4.4).
struct BookmarkEvent
{
    QList<Bookmark> changed;
    QList<BareJid> removed;
    bool purged = false; ///< all are gone
};
/// nullopt: it is about something else.
std::optional<BookmarkEvent> readBookmarkEvent(const QDomElement &message);

// XEP-0048

void writeBookmarksQueryBefore(QXmlStreamWriter &writer);
QList<Bookmark> readBookmarksBefore(const QDomElement &iq);
/// They are one thing there: what is in `stored` (an answer's element) stays as it is, but for what is `changed` or `gone`.
void writeBookmarksBefore(QXmlStreamWriter &writer, const QList<Bookmark> &changed, const QSet<BareJid> &gone, const QDomElement &stored);

} // namespace jackdaw
