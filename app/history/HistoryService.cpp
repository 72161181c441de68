// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/HistoryService.h"

#include "base/Log.h"
#include "chat/MessageService.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace jackdaw {

namespace {

/// What is asked for; a server gives what it likes (Prosody at most 50 by default, facts/qxmpp.md, 2.3).
constexpr int fullPageSize = 250;
constexpr int firstPageSize = 50;
/// On a link on which no more arrives in the time that an answer has.
constexpr int smallestPageSize = 10;
/// What a room has said before we came there first is fetched so far by itself: it may be years of what strangers said.
constexpr int firstOfRoom = 500;
constexpr int longestPause = 10 * 60'000;
constexpr qint64 always = std::numeric_limits<qint64>::max();

} // namespace

HistoryService::HistoryService(const AccountContext &account, ArchiveFetcher &archive, MessageService &messages,
                               const RoomDirectory &rooms, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_archive(archive)
    , m_messages(messages)
    , m_rooms(rooms)
    , m_store(account.database)
{
    m_progress.account = account.id;
    m_tryAgain.setSingleShot(true);
    m_pause = firstPause;
    m_wake.setSingleShot(true);
    m_rest = firstPause;
    connect(&m_tryAgain, &QTimer::timeout, this, &HistoryService::next);
    connect(&m_wake, &QTimer::timeout, this, [this] {
        m_resting.clear();
        next();
    });
    connect(&account.connection, &Connection::sessionStarted, this, &HistoryService::beginSession);
    connect(&account.connection, &Connection::announced, this, &HistoryService::next);
    connect(&messages, &MessageService::carbonsEnabled, this, &HistoryService::noteCarbons);
}

/// The newest of the archive above which nothing is missing here.
Result<ArchiveId> HistoryService::newestHere()
{
    const auto sawAll = m_store.hasCarbons(m_account.id);
    if (!sawAll) {
        return sawAll.error();
    }
    if (!*sawAll) {
        // An archive that was empty then has no such place: what came live begins it.
        if (const auto newest = m_store.newest(m_account.id); !newest || newest->isValid()) {
            return newest;
        }
    }
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
    m_rest = firstPause;
    m_resting.clear();
    m_barren.clear();
    m_isFirstPage = true;
    m_pageSizes.clear();
    m_hasPage = false;
    // Everything up to here is new: messages that come live from now on have a place below the gap. Where that cannot be
    // written down, takeIn() has the session ended: what came in it would hide what was missed.
    const Status begun = m_messages.takeIn([this](IncomingPipeline &pipeline, IncomingOutcome &) -> Status {
        pipeline.beginSession();
        const auto before = m_store.gaps(m_account.id);
        // Those of rooms stay open as long as nobody wants more of them, and no evidence is kept of what they hold.
        const auto isOurs = [](const ArchiveGap &gap) { return !gap.room.isValid(); };
        if (before && std::none_of(before->cbegin(), before->cend(), isOurs)) {
            pipeline.forgetEvidence(); // else what it is of may come yet, from where the lost session stopped
        }
        const auto gap = beginGap();
        m_sessionGap = gap ? *gap : 0;
        return gap ? m_store.setHasCarbons(m_account.id, false) : Status(gap.error()); // until the server says so
    }, false);
    if (!begun) {
        stop(begun.error());
        return;
    }
    const qint64 stream = m_account.connection.streamNumber();
    m_gapStreams.insert(m_sessionGap, stream);
    m_firstStream = m_firstStream == 0 ? stream : m_firstStream;
    m_sessionGapFrom = always;
    m_messages.leaveToArchive(m_sessionGapFrom);
    m_progress.running = true;
    m_progress.fetched = 0;
    m_progress.expected.reset();
    m_progress.error.reset();
    // Asked once our presence is out: what came between an answer and our presence would be in neither.
}

/// The gap that a new session fills first: one of its own, or that of an earlier session that got no page.
Result<qint64> HistoryService::beginGap()
{
    const auto gaps = m_store.gaps(m_account.id);
    if (!gaps) {
        return gaps.error();
    }
    const auto newest = newestHere();
    if (!newest) {
        return newest.error();
    }
    for (ArchiveGap gap : *gaps) {
        if (gap.room.isValid()) {
            continue;
        }
        if (gap.before.isValid()) {
            break; // only the newest of ours
        }
        if (gap.after.isValid() || !newest->isValid()) {
            return gap.id;
        }
        // The first session got no page, but messages that came live: what was missed after these is news, what is older not.
        if (const Status narrowed = narrowFirst(gap, *newest); !narrowed) {
            return narrowed.error();
        }
        break;
    }
    ArchiveGapPlaces places;
    const auto &here = m_messages.hereBefore();
    for (auto chat = here.cbegin(); chat != here.cend(); ++chat) {
        places.insert(chat.key(), {{}, chat.value()});
    }
    qint64 gap = 0;
    const Status stored = addGap({0, m_account.id, {}, *newest, 0}, places, gap);
    return stored ? Result<qint64>(gap) : Result<qint64>(stored.error());
}

Status HistoryService::narrowFirst(ArchiveGap gap, const ArchiveId &newest)
{
    gap.before = newest;
    auto places = m_store.places(gap.id);
    const auto oldest = places ? m_messages.store().oldest(m_account.id) : Result<QHash<ConversationId, MessageId>>(places.error());
    if (!oldest) {
        return oldest.error();
    }
    // What is here came live, and stands by our clock: the archive's goes above it whatever its stamps say.
    for (auto message = oldest->cbegin(); message != oldest->cend(); ++message) {
        (*places)[message.key()].oldestBrought = message.value();
    }
    const Status narrowed = m_store.narrow(gap);
    return narrowed ? m_store.setPlaces(gap.id, *places) : narrowed;
}

Status HistoryService::addGap(const ArchiveGap &gap, const ArchiveGapPlaces &places, qint64 &id)
{
    const auto added = m_store.add(gap);
    if (!added) {
        return added.error();
    }
    id = added->id;
    return m_store.setPlaces(id, places);
}

void HistoryService::enterRoom(const BareJid &room)
{
    if (const auto conversation = m_messages.store().findConversation(m_account.id, room)) {
        m_resting.removeIf([&](QHash<qint64, ConversationId>::iterator each) { return each.value() == *conversation; });
    }
    next();
}

void HistoryService::prepareRoom(const BareJid &room)
{
    if (!m_rooms.hasArchive(room)) {
        return;
    }
    const auto conversation = m_messages.openRoom(room);
    const auto gaps = conversation ? m_store.gaps(m_account.id) : Result<QList<ArchiveGap>>(conversation.error());
    if (!gaps) {
        stop(gaps.error());
        return;
    }
    const bool begun = std::any_of(gaps->cbegin(), gaps->cend(), [&](const ArchiveGap &gap) {
        return gap.room == *conversation && !gap.before.isValid();
    });
    if (begun) {
        return;
    }
    // As beginSession(). A room may be entered again on the same stream, so what is here is looked up now.
    const Status added = m_messages.takeIn([&, this](IncomingPipeline &, IncomingOutcome &) -> Status {
        const auto newest = m_messages.store().newestArchiveId(*conversation);
        const auto here = newest ? m_messages.store().newestThatCame(*conversation) : Result<MessageId>(newest.error());
        if (!here) {
            return here.error();
        }
        ArchiveGapPlaces places;
        if (here->isValid()) {
            places.insert(*conversation, {{}, *here});
        }
        qint64 gap = 0;
        return addGap({0, m_account.id, {}, *newest, 0, *conversation}, places, gap);
    }, false);
    if (!added) {
        stop(added.error());
    }
}

Status HistoryService::fetchOlder(ConversationId room)
{
    const auto gaps = m_store.gaps(m_account.id);
    if (!gaps) {
        return gaps.error();
    }
    // Whoever scrolls wishes for it again and again: what is on its way already is not wished for twice.
    for (const ArchiveGap &gap : *gaps) {
        if (gap.room == room && !gap.after.isValid() && gap.fetched >= firstOfRoom + m_wished.value(room)) {
            m_wished.insert(room, gap.fetched - firstOfRoom + fullPageSize);
        }
    }
    m_resting.removeIf([room](QHash<qint64, ConversationId>::iterator each) { return each.value() == room; });
    next();
    return Done{};
}

Result<BareJid> HistoryService::archiveOf(const ArchiveGap &gap)
{
    if (!gap.room.isValid()) {
        return BareJid();
    }
    const auto conversation = m_messages.store().conversation(gap.room);
    return conversation ? Result<BareJid>(conversation->peer) : Result<BareJid>(conversation.error());
}

/// First each archive's newest page, then the rest: the archives take turns, and in each the newest gap is first.
Result<HistoryService::Next> HistoryService::nextGap()
{
    const auto gaps = m_store.gaps(m_account.id);
    if (!gaps) {
        return gaps.error();
    }
    Next found;
    for (const ArchiveGap &gap : *gaps) {
        if (gap.room.isValid()) {
            const auto room = archiveOf(gap);
            const bool wanted = gap.after.isValid() || gap.fetched < firstOfRoom + m_wished.value(gap.room);
            if (!room || !wanted || m_resting.contains(gap.id) || !m_rooms.isOpen(*room)) {
                continue;
            }
        }
        // What was missed comes all the same; what is older waits.
        const bool isNews = gap.after.isValid() && (gap.room.isValid() || gap.id == m_sessionGap);
        if (m_paused && !isNews) {
            found.heldBack = true;
            continue;
        }
        const bool isNewest = !gap.before.isValid();
        const bool foundNewest = found.gap && !found.gap->before.isValid();
        const bool isItsTurn = found.gap && isNewest == foundNewest && m_turns.value(gap.room) < m_turns.value(found.gap->room);
        if (!found.gap || (isNewest && !foundNewest) || isItsTurn) {
            found.gap = gap;
        }
    }
    return found;
}

void HistoryService::next()
{
    m_tryAgain.stop();
    if (m_fetching || !m_account.connection.isOnline()) {
        return;
    }
    const auto found = nextGap();
    if (!found) {
        stop(found.error());
        return;
    }
    const bool wasPaused = std::exchange(m_progress.paused, found->heldBack);
    if (!found->gap) {
        if (m_progress.running || m_progress.error || wasPaused != m_progress.paused) {
            stop({});
        }
        return;
    }
    const ArchiveGap gap = *found->gap;
    const auto archive = archiveOf(gap);
    if (!archive) {
        stop(archive.error());
        return;
    }
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
        m_messages.leaveToArchive(m_sessionGapFrom);
    }
    m_fetching = true;
    m_turns.insert(gap.room, ++m_turn);
    Q_EMIT progressChanged(m_progress);

    ArchiveQuery query;
    query.archive = *archive;
    query.before = gap.before;
    query.max = m_pageSizes.value(gap.room, m_isFirstPage ? firstPageSize : fullPageSize);
    m_isFirstPage = false;
    const qint64 stream = m_account.connection.streamNumber();
    m_archive.fetch(query, this, [this, gap, stream, asked = query.max](const Result<ArchiveFetcher::Page> &page) {
        if (stream != m_account.connection.streamNumber()) {
            return; // the new session has begun anew
        }
        m_fetching = false;
        choosePageSize(gap.room, asked, page ? std::nullopt : std::optional(page.error()));
        if (page) {
            takePage(gap, *page);
            return;
        }
        if (gap.room.isValid() && page.error().kind != ErrorKind::NotFound && m_account.connection.isOnline()) {
            failRoom(gap, page.error());
        } else if (page.error().kind == ErrorKind::NotFound && gap.before.isValid()) {
            // XEP-0059, 2.3: the message at the cursor is gone from the archive. Whatever stands above it cannot be
            // reached from there any more; from the newest it can, and what is here already is recognised.
            startAgain(gap, page.error());
        } else {
            failPage(page.error());
        }
    });
}

/// Half of what did not arrive in time, or was too much, and twice what did.
void HistoryService::choosePageSize(ConversationId archive, int asked, const std::optional<Error> &error)
{
    if (error && ArchiveFetcher::isTooLarge(*error)) {
        // Down to one: a few messages that somebody made large on purpose would keep all that is older away for ever.
        m_pageSizes.insert(archive, qMax(1, asked / 8));
    } else if (error && (error->kind == ErrorKind::Timeout || error->kind == ErrorKind::TooMany)) {
        m_pageSizes.insert(archive, qMin(asked, qMax(smallestPageSize, asked / 2)));
    } else if (!error && m_pageSizes.contains(archive)) {
        m_pageSizes.insert(archive, qMin(fullPageSize, 2 * asked));
    }
}

void HistoryService::noteCarbons()
{
    if (m_hasPage) {
        return; // what came between the page and now is in neither
    }
    if (const Status noted = m_store.setHasCarbons(m_account.id, true); !noted) {
        qCWarning(log::history) << "more is fetched again than needed:" << noted.error().detail;
    }
}

/// A room whose archive does not answer keeps nobody else's waiting; it is asked again after a while, or when we come in again.
void HistoryService::failRoom(const ArchiveGap &gap, const Error &why)
{
    qCInfo(log::history) << "the archive of a room did not answer:" << why.detail;
    m_resting.insert(gap.id, gap.room);
    if (!m_wake.isActive()) {
        m_wake.start(m_rest);
        m_rest = qMin(2 * m_rest, longestPause);
    }
    next();
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

void HistoryService::stop(const std::optional<Error> &error)
{
    const bool unavailable = error && error->kind == ErrorKind::Unavailable; // a server without an archive is no fault
    m_messages.leaveToArchive(0);
    m_progress.running = false;
    m_progress.error = unavailable ? std::nullopt : error;
    Q_EMIT progressChanged(m_progress);
}

Status HistoryService::pause()
{
    m_paused = true;
    next();
    return Done{};
}

Status HistoryService::resume()
{
    m_paused = false;
    next();
    return Done{};
}

} // namespace jackdaw
