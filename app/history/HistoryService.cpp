// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/HistoryService.h"

#include "base/Log.h"
#include "chat/MessageService.h"

namespace jackdaw {

namespace {

/// What is asked for; a server gives what it likes (Prosody at most 50 by default, facts/qxmpp.md, 2.3).
constexpr int fullPageSize = 250;
constexpr int firstPageSize = 50;
/// A server that repeats itself is not followed for ever (facts/security.md, R23).
constexpr int maximumRepeats = 3;
constexpr int firstPause = 15'000; // ms
constexpr int longestPause = 10 * 60'000;

} // namespace

HistoryService::HistoryService(const AccountContext &account, ArchiveFetcher &archive, MessageService &messages, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_archive(archive)
    , m_messages(messages)
    , m_store(account.database)
{
    m_progress.account = account.id;
    m_tryAgain.setSingleShot(true);
    m_pause = firstPause;
    connect(&m_tryAgain, &QTimer::timeout, this, &HistoryService::next);
    connect(&account.connection, &Connection::sessionStarted, this, &HistoryService::beginSession);
}

Result<ArchiveId> HistoryService::newestHere()
{
    const auto message = m_messages.store().newestArchiveId(m_account.id);
    if (!message || message->isValid()) {
        return message;
    }
    return m_store.newest(m_account.id);
}

void HistoryService::beginSession(Connection::Session session)
{
    if (session == Connection::Session::Resumed) {
        // The server kept the stream: nothing was missed (XEP-0198, 5), and it still answers what it was asked. What was
        // given up meanwhile goes on.
        next();
        return;
    }
    m_gapInWork = 0;
    m_repeats = 0;
    m_fetching = false;
    m_pause = firstPause;
    m_pageSize = firstPageSize;
    m_messages.takeIn([](IncomingPipeline &pipeline, IncomingOutcome &) -> Status {
        pipeline.forgetEvidence();
        return Done{};
    }, false);
    // Everything up to here is new: messages that come live from now on have a place below the gap.
    const auto begun = beginGap();
    if (!begun) {
        stop(begun.error());
        return;
    }
    m_sessionGap = *begun;
    m_messages.setCatchUp(MessageService::CatchUp::Running);
    m_progress.running = true;
    m_progress.fetched = 0;
    m_progress.expected.reset();
    m_progress.error.reset();
    next();
}

/// The gap that a new session fills first: one of its own, or that of an earlier session that got no page.
Result<qint64> HistoryService::beginGap()
{
    const auto gaps = m_store.gaps(m_account.id);
    if (!gaps) {
        return gaps.error();
    }
    if (!gaps->isEmpty() && !gaps->first().before.isValid()) {
        return gaps->first().id;
    }
    const auto newest = newestHere();
    if (!newest) {
        return newest.error();
    }
    const auto newestOfChats = m_messages.store().newestArchived(m_account.id);
    if (!newestOfChats) {
        return newestOfChats.error();
    }
    ArchiveGapPlaces places;
    for (auto chat = newestOfChats->cbegin(); chat != newestOfChats->cend(); ++chat) {
        places.insert(chat.key(), {{}, chat.value()});
    }
    qint64 gap = 0;
    const Status stored = m_messages.takeIn([&](IncomingPipeline &, IncomingOutcome &) -> Status {
        const auto added = m_store.add(ArchiveGap{0, m_account.id, {}, *newest, 0});
        if (!added) {
            return added.error();
        }
        gap = added->id;
        return m_store.setPlaces(gap, places);
    }, false);
    return stored ? Result<qint64>(gap) : Result<qint64>(stored.error());
}

void HistoryService::next()
{
    m_tryAgain.stop();
    if (m_paused || m_fetching || !m_account.connection.isOnline()) {
        return;
    }
    const auto gaps = m_store.gaps(m_account.id);
    if (!gaps) {
        stop(gaps.error());
        return;
    }
    if (gaps->isEmpty()) {
        if (m_progress.running || m_progress.error) {
            stop({});
        }
        return;
    }
    const ArchiveGap gap = gaps->first();
    if (gap.id != m_gapInWork) {
        const auto places = m_store.places(gap.id);
        if (!places) {
            stop(places.error());
            return;
        }
        m_gapInWork = gap.id;
        m_places = *places;
    }
    m_progress.running = true;
    m_progress.error.reset();
    if (gap.id == m_sessionGap) {
        m_messages.setCatchUp(MessageService::CatchUp::Running);
    }
    m_fetching = true;
    Q_EMIT progressChanged(m_progress);

    ArchiveQuery query;
    query.before = gap.before;
    query.max = m_pageSize;
    m_pageSize = fullPageSize;
    const qint64 stream = m_account.connection.streamNumber();
    m_archive.fetch(query, this, [this, gap, stream](const Result<ArchiveFetcher::Page> &page) {
        if (stream != m_account.connection.streamNumber()) {
            return; // the new session has begun anew
        }
        m_fetching = false;
        if (page) {
            takePage(gap, *page);
        } else if (page.error().kind == ErrorKind::NotFound && gap.before.isValid()) {
            // XEP-0059, 2.3: the message at the cursor is gone from the archive. Whatever stands above it cannot be
            // reached from there any more; from the newest it can, and what is here already is recognised.
            startAgain(gap, page.error());
        } else {
            failPage(page.error());
        }
    });
}

void HistoryService::failPage(const Error &error)
{
    if (!m_account.connection.isOnline()) {
        m_progress.running = false; // goes on with the next session, or when this one is resumed
        return;
    }
    stop(error);
    if (error.kind != ErrorKind::Unavailable && error.kind != ErrorKind::Forbidden) {
        m_tryAgain.start(m_pause);
        m_pause = qMin(2 * m_pause, longestPause);
    }
}

void HistoryService::startAgain(ArchiveGap gap, const Error &why)
{
    gap.before = {};
    for (ArchiveGapPlace &place : m_places) {
        place.oldestBrought = {};
    }
    const bool mayTry = ++m_repeats <= maximumRepeats;
    if (mayTry && m_store.narrow(gap) && m_store.setPlaces(gap.id, m_places)) {
        next();
    } else {
        stop(why);
    }
}

/// What of a page stands where: each message below the one above it that is here already, since that came live and was
/// placed by our clock.
Result<QList<HistoryService::Place>> HistoryService::placesOf(const ArchiveFetcher::Page &page)
{
    QHash<ConversationId, MessageId> above;
    for (auto place = m_places.cbegin(); place != m_places.cend(); ++place) {
        above.insert(place.key(), place->newestBefore);
    }
    const Authority authority(m_account.jid());
    QList<Place> places;
    places.reserve(page.results.size());
    for (const ArchiveResult &result : page.results) {
        Place place;
        place.message = incomingOf(result);
        const MessageStanza &stanza = place.message.stanza;
        const auto exchange = authority.exchange(stanza, Authority::Way::Archive);
        if (!exchange) {
            places += place; // the pipeline drops it
            continue;
        }
        const bool incoming = exchange->side == Authority::Side::Theirs;
        place.peer = exchange->peer;
        const auto conversation = m_messages.store().findConversation(m_account.id, place.peer);
        if (!conversation) {
            return conversation.error();
        }
        place.after = above.value(*conversation);
        if (incoming && conversation->isValid() && !stanza.body.isEmpty()) {
            const auto known = m_messages.store().findByArchiveId(*conversation, result.id);
            if (!known) {
                return known.error();
            }
            if (known->id.isValid()) {
                above.insert(*conversation, known->id);
            }
        }
        places += place;
    }
    return places;
}

void HistoryService::takePage(ArchiveGap gap, const ArchiveFetcher::Page &page)
{
    const ArchiveId cursorBefore = gap.before;
    bool metKnown = false;
    const ArchiveGapPlaces placesBefore = m_places;
    const Status status = m_messages.takeIn([&](IncomingPipeline &pipeline, IncomingOutcome &outcome) -> Status {
        ArchiveGapPlaces moved;
        const auto places = placesOf(page);
        if (!places) {
            return places.error();
        }
        // From the last to the first, so that each message is placed above the one that was placed before it. Receipts
        // and markers meet their message later then; the pipeline keeps the evidence.
        for (qsizetype i = page.results.size() - 1; i >= 0; --i) {
            const Place &place = places->at(i);
            if (gap.after.isValid() && page.results[i].id == gap.after) {
                metKnown = true;
                break;
            }
            IncomingMessage in = place.message;
            // A page may make its own conversation.
            const auto conversation = m_messages.store().findConversation(m_account.id, place.peer);
            if (!conversation) {
                return conversation.error();
            }
            in.neighbours = {m_places.value(*conversation).oldestBrought, place.after};
            // A first sync is no news: only what came since we were last here counts as unread.
            in.unread = gap.after.isValid() ? MessageStore::Unread::Count : MessageStore::Unread::DoNotCount;
            const auto message = pipeline.process(in, outcome);
            if (!message) {
                return message.error();
            }
            // An own message that was here already stands where it was written, not where the archive got it.
            const bool placedByArchive = message->direction == Direction::Incoming || outcome.lastStored == message->id;
            if (message->id.isValid() && placedByArchive) {
                ArchiveGapPlace &reached = m_places[message->conversation];
                reached.oldestBrought = message->id;
                moved.insert(message->conversation, reached);
            }
        }
        gap.fetched += int(page.results.size());
        if (metKnown || page.end.complete || page.results.isEmpty()) {
            return m_store.close(gap.id);
        }
        gap.before = page.end.first.isValid() ? page.end.first : page.results.first().id;
        const Status narrowed = m_store.narrow(gap);
        return narrowed ? m_store.setPlaces(gap.id, moved) : narrowed;
    }, false);
    if (!status) {
        m_places = placesBefore;
        stop(status.error());
        return;
    }
    m_pause = firstPause;
    if (gap.id == m_sessionGap && (metKnown || page.end.complete || page.results.isEmpty())) {
        m_messages.setCatchUp(MessageService::CatchUp::Done);
    }
    m_progress.fetched += int(page.results.size());
    if (page.end.count && !gap.after.isValid()) {
        m_progress.expected = page.end.count;
    }
    if (!page.results.isEmpty()) {
        m_progress.reachedBack = page.results.first().forwarded.time;
        if (!cursorBefore.isValid()) {
            if (const Status noted = m_store.setNewest(m_account.id, page.results.last().id); !noted) {
                qCWarning(log::history) << "archive position not kept:" << noted.error().detail;
            }
        }
    }
    m_repeats = gap.before == cursorBefore ? m_repeats + 1 : 0;
    if (m_repeats > maximumRepeats) {
        stop(Error{ErrorKind::ProtocolBroken, QStringLiteral("the archive gives the same page again and again"), {}});
        return;
    }
    next();
}

void HistoryService::stop(const std::optional<Error> &error)
{
    const bool unavailable = error && error->kind == ErrorKind::Unavailable; // a server without an archive is no fault
    m_messages.setCatchUp(MessageService::CatchUp::Done);
    m_progress.running = false;
    m_progress.error = unavailable ? std::nullopt : error;
    Q_EMIT progressChanged(m_progress);
}

Status HistoryService::pause()
{
    m_paused = true;
    m_tryAgain.stop();
    stop({});
    return Done{};
}

Status HistoryService::resume()
{
    m_paused = false;
    next();
    return Done{};
}

} // namespace jackdaw
