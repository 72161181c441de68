// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "chat/IncomingPipeline.h"
#include "history/GapStore.h"
#include "history/HistoryDoor.h"
#include "xmpp/ArchiveFetcher.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QTimer>

namespace jackdaw {

class MessageService;

/// Brings the account's archive here (XEP-0313): with each new session the stretch since the last one, newest page first,
/// then older gaps, in the background; and that of each room that we are in. A page and the cursor are one transaction, so
/// catch-up goes on where a crash stopped it. Owned by AccountService, engine thread. What is here already ends a gap; it is
/// never stored twice.
class HistoryService : public QObject
{
    Q_OBJECT
public:
    HistoryService(const AccountContext &account, ArchiveFetcher &archive, MessageService &messages, const RoomDirectory &rooms,
                   QObject *parent = nullptr);

    /// We are about to enter that room: what comes live from now on stands below what its archive has.
    void prepareRoom(const BareJid &room);
    /// We are in that room, again perhaps: what it has that is not here.
    void enterRoom(const BareJid &room);
    /// More of what a room said before we ever were in it: of that only the newest comes by itself. Nothing where there is no
    /// more, or where it is on its way.
    Status fetchOlder(ConversationId room);

    /// Older messages are left where they are until resume(), also in later sessions; what a new session missed since the one
    /// before it is fetched all the same, the first session's whole archive is not.
    Status pause();
    Status resume();

Q_SIGNALS:
    void progressChanged(const jackdaw::HistoryProgress &progress);

private:
    /// A server that repeats itself is not followed for ever (facts/security.md, R23).
    static constexpr int maximumRepeats = 3;
    static constexpr int firstPause = 15'000; ///< ms

    /// Where a message of a page belongs.
    struct Place {
        IncomingMessage message;
        BareJid peer;
        MessageId after;
    };
    Result<QList<Place>> placesOf(const ArchiveFetcher::Page &page, const BareJid &room, const ArchiveId &reached,
                                  IncomingPipeline &pipeline);
    Result<qint64> beginGap();
    Status addGap(const ArchiveGap &gap, const ArchiveGapPlaces &places, qint64 &id);
    /// Of all those that may be filled now, the one to go on with.
    struct Next {
        std::optional<ArchiveGap> gap;
        bool heldBack = false; ///< others are not filled because the user paused that
    };
    Result<Next> nextGap();
    Result<BareJid> archiveOf(const ArchiveGap &gap);
    void beginSession(Connection::Session session);
    void next();
    /// From the newest again, since the place where the gap stopped is gone.
    void startAgain(ArchiveGap gap, const Error &why);
    void noteCarbons();
    void choosePageSize(ConversationId archive, int asked, const std::optional<Error> &error);
    Status narrowFirst(ArchiveGap gap, const ArchiveId &newest);
    void failPage(const Error &error);
    void failRoom(const ArchiveGap &gap, const Error &why);
    void takePage(ArchiveGap gap, const ArchiveFetcher::Page &page);
    void stop(const std::optional<Error> &error);
    Result<ArchiveId> newestHere();

    AccountContext m_account;
    ArchiveFetcher &m_archive;
    MessageService &m_messages;
    const RoomDirectory &m_rooms;
    GapStore m_store;
    HistoryProgress m_progress;
    bool m_paused = false;
    bool m_fetching = false;   ///< a page was asked for on the stream that runs
    QTimer m_tryAgain;         ///< after a page that failed
    int m_pause = 0;           ///< ms before m_tryAgain, doubled each time
    int m_repeats = 0;         ///< pages in a row that brought the cursor no further
    bool m_isFirstPage = true; ///< it is small, so that the newest messages are there at once
    QHash<ConversationId, int> m_pageSizes; ///< of the archives (m_turns) from which a page did not arrive in time
    bool m_hasPage = false;    ///< of this session's gap
    QHash<ConversationId, int> m_wished; ///< how many of a room's older messages are wanted
    QHash<qint64, ConversationId> m_resting; ///< gaps of rooms whose archive did not answer
    QTimer m_wake;             ///< when these are asked again
    int m_rest = 0;            ///< ms before m_wake, doubled each time
    QHash<qint64, int> m_barren; ///< by gap: pages in a row that brought nothing new
    QHash<ConversationId, qint64> m_turns; ///< by room, invalid for the account's archive: when its last page was asked for
    qint64 m_turn = 0;
    qint64 m_gapInWork = 0;
    qint64 m_sessionGap = 0;   ///< what this session began with; while it is open, m_messages leaves late copies to it
    QHash<qint64, qint64> m_gapStreams; ///< by gap: the stream whose session began with it, in this run
    qint64 m_firstStream = 0;  ///< of this run; 0: none yet
    qint64 m_sessionGapFrom = 0; ///< ms since 1970 UTC: what our server stamped before is in it
    ArchiveGapPlaces m_places; ///< of the gap in work, as on disk
};

} // namespace jackdaw
