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
/// then older gaps, in the background. A page and the cursor are one transaction, so catch-up goes on where a crash
/// stopped it. Owned by AccountService, engine thread. Never asks for what is here already.
class HistoryService : public QObject
{
    Q_OBJECT
public:
    HistoryService(const AccountContext &account, ArchiveFetcher &archive, MessageService &messages, QObject *parent = nullptr);

    Status pause();
    Status resume();

Q_SIGNALS:
    void progressChanged(const jackdaw::HistoryProgress &progress);

private:
    /// Where a message of a page belongs.
    struct Place {
        IncomingMessage message;
        BareJid peer;
        MessageId after;
    };
    Result<QList<Place>> placesOf(const ArchiveFetcher::Page &page);
    Result<qint64> beginGap();
    void beginSession(Connection::Session session);
    void next();
    /// From the newest again, since the place where the gap stopped is gone.
    void startAgain(ArchiveGap gap, const Error &why);
    void failPage(const Error &error);
    void takePage(ArchiveGap gap, const ArchiveFetcher::Page &page);
    void stop(const std::optional<Error> &error);
    Result<ArchiveId> newestHere();

    AccountContext m_account;
    ArchiveFetcher &m_archive;
    MessageService &m_messages;
    GapStore m_store;
    HistoryProgress m_progress;
    bool m_paused = false;
    bool m_fetching = false;   ///< a page was asked for on the stream that runs
    QTimer m_tryAgain;         ///< after a page that failed
    int m_pause = 0;           ///< ms before m_tryAgain, doubled each time
    int m_repeats = 0;         ///< pages in a row that brought the cursor no further
    int m_pageSize = 50;       ///< the first page is small, so that the newest messages are there at once
    qint64 m_gapInWork = 0;
    qint64 m_sessionGap = 0;   ///< what this session began with; while it is open, m_messages leaves late copies to it
    ArchiveGapPlaces m_places; ///< of the gap in work, as on disk
};

} // namespace jackdaw
