// SPDX-License-Identifier: GPL-3.0-or-later
// The part of HistoryService that takes a page: where its messages stand, and what of its gap is left then.
#include "history/HistoryService.h"

#include "base/Log.h"
#include "chat/MessageService.h"
#include "chat/OccupantKey.h"

#include <algorithm>
#include <utility>

namespace jackdaw {

namespace {

/// A gap ends at what is here. An archive that goes on for ever without anything new keeps nobody else's waiting.
constexpr int mostBarren = 200;

/// Where the page before this one ends (XEP-0059, 2.3).
ArchiveId oldestOf(const ArchiveFetcher::Page &page)
{
    return page.end.first.isValid() ? page.end.first : page.results.isEmpty() ? ArchiveId() : page.results.first().id;
}

/// A page may be empty and not the last: a server leaves out what it does not show.
bool isLast(const ArchiveFetcher::Page &page)
{
    return page.end.complete || !oldestOf(page).isValid();
}

} // namespace

/// What of a page stands where: each message below the one above it that is here already, since that came live and was
/// placed by our clock.
Result<QList<HistoryService::Place>> HistoryService::placesOf(const ArchiveFetcher::Page &page, const BareJid &room,
                                                              const ArchiveId &reached, IncomingPipeline &pipeline)
{
    QHash<ConversationId, MessageId> above;
    for (auto place = m_places.cbegin(); place != m_places.cend(); ++place) {
        above.insert(place.key(), place->newestBefore);
    }
    const Authority authority(m_account.jid());
    QList<Place> places;
    places.reserve(page.results.size());
    // What stands at and above `reached` was here before, and is not looked at.
    bool isNews = !reached.isValid()
        || std::none_of(page.results.cbegin(), page.results.cend(), [&](const ArchiveResult &result) { return result.id == reached; });
    for (const ArchiveResult &result : page.results) {
        Place place;
        place.message = m_messages.incomingOf(result, room);
        const MessageStanza &stanza = place.message.stanza;
        bool incoming = true;
        if (place.message.room) {
            if (std::exchange(isNews, isNews || result.id == reached)) {
                if (const Status opened = pipeline.open(place.message); !opened) {
                    return opened.error();
                }
            }
            incoming = place.message.room->author == RoomOrigin::Author::Other;
            const RoomOrigin &origin = *place.message.room;
            place.peer = origin.kind == Utterance::Kind::Room ? origin.room
                                                              : OccupantKey::make(origin.room, origin.nick, origin.occupant).toText();
        } else {
            const auto exchange = authority.exchange(stanza, Authority::Way::Archive);
            if (!exchange) {
                isNews |= result.id == reached;
                places += place; // the pipeline drops it
                continue;
            }
            incoming = exchange->side == Authority::Side::Theirs;
            place.peer = exchange->peer;
            if (std::exchange(isNews, isNews || result.id == reached)) {
                // In the order in which it was written: a chain of keys that is long leads forward only.
                if (const Status opened = pipeline.open(place.message); !opened) {
                    return opened.error();
                }
            }
        }
        const auto conversation = m_messages.store().findConversation(m_account.id, place.peer);
        if (!conversation) {
            return conversation.error();
        }
        place.after = above.value(*conversation);
        if (incoming && conversation->isValid() && (!stanza.body.isEmpty() || !place.message.sealed.isNull())) {
            auto known = m_messages.store().findByArchiveId(*conversation, result.id);
            if (known && !known->id.isValid() && stanza.originId.isValid()) {
                // It came live before we knew that the server gives its archive's ids, so it has none here.
                known = m_messages.store().findByOrigin(*conversation, stanza.from.bare(), stanza.originId);
            }
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
    bool brought = false;
    const ArchiveGapPlaces placesBefore = m_places;
    const Status status = m_messages.takeIn([&](IncomingPipeline &pipeline, IncomingOutcome &outcome) -> Status {
        ArchiveGapPlaces moved;
        const auto room = archiveOf(gap);
        if (!room) {
            return room.error();
        }
        const auto places = placesOf(page, *room, gap.after, pipeline);
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
            in.missedBefore = gap.room.isValid() || gap.id == m_sessionGap ? 0 : m_gapStreams.value(gap.id, m_firstStream);
            in.neighbours = {m_places.value(*conversation).oldestBrought, place.after};
            // A first sync is no news: only what came since we were last here counts as unread.
            in.unread = gap.after.isValid() ? MessageStore::Unread::Count : MessageStore::Unread::DoNotCount;
            const auto message = pipeline.process(in, outcome);
            if (!message) {
                return message.error();
            }
            // An own message that was here already stands where it was written, not where the archive got it; what another
            // device wrote, where it came.
            bool isInItsPlace = message->direction == Direction::Incoming || outcome.lastStored == message->id;
            if (message->id.isValid() && !isInItsPlace) {
                const auto fromHere = m_messages.store().wentOutFromHere(message->id);
                if (!fromHere) {
                    return fromHere.error();
                }
                isInItsPlace = !*fromHere;
            }
            if (message->id.isValid() && isInItsPlace) {
                ArchiveGapPlace &reached = m_places[message->conversation];
                reached.oldestBrought = message->id;
                moved.insert(message->conversation, reached);
            }
        }
        brought = outcome.lastStored.isValid();
        gap.fetched += int(page.results.size());
        if (isLast(page) || metKnown) {
            return m_store.close(gap.id);
        }
        gap.before = oldestOf(page);
        const Status narrowed = m_store.narrow(gap);
        return narrowed ? m_store.setPlaces(gap.id, moved) : narrowed;
    }, false);
    if (!status) {
        m_places = placesBefore;
        stop(status.error());
        return;
    }
    m_pause = firstPause;
    const bool isClosed = metKnown || isLast(page);
    if (gap.id == m_sessionGap) {
        m_hasPage = true;
        if (!isClosed && !cursorBefore.isValid() && !page.results.isEmpty()) {
            // What is stamped later was not there when we asked. Servers stamp what they hand over late with whole seconds
            // (Prosody's mod_smacks) and what they archive with fractions, so of that one second nothing can be told yet.
            const qint64 newest = page.results.last().forwarded.time;
            m_sessionGapFrom = newest - newest % 1000 + 1000;
            m_messages.noteWhatIsHere(); // and what comes late from here on is newer than the page
        }
        m_messages.leaveToArchive(isClosed ? 0 : m_sessionGapFrom);
    }
    m_progress.fetched += int(page.results.size());
    if (page.end.count && !gap.after.isValid() && !gap.room.isValid()) {
        m_progress.expected = page.end.count;
    }
    if (!page.results.isEmpty()) {
        m_progress.reachedBack = page.results.first().forwarded.time;
        if (!cursorBefore.isValid() && !gap.room.isValid()) {
            if (const Status noted = m_store.setNewest(m_account.id, page.results.last().id); !noted) {
                qCWarning(log::history) << "archive position not kept:" << noted.error().detail;
            }
        }
    }
    int &barren = m_barren[gap.id];
    barren = isClosed || brought ? 0 : barren + 1;
    if (barren > mostBarren) {
        barren = 0;
        const Error why{ErrorKind::ProtocolBroken, QStringLiteral("the archive has no end, and nothing new"), {}};
        if (gap.room.isValid()) {
            failRoom(gap, why);
        } else {
            stop(why);
        }
        return;
    }
    m_repeats = !isClosed && gap.before == cursorBefore ? m_repeats + 1 : 0;
    if (m_repeats > maximumRepeats) {
        const Error why{ErrorKind::ProtocolBroken, QStringLiteral("the archive gives the same page again and again"), {}};
        if (gap.room.isValid()) {
            m_repeats = 0;
            failRoom(gap, why);
        } else {
            stop(why);
        }
        return;
    }
    next();
}

} // namespace jackdaw
