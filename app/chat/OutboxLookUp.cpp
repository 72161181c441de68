// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Outbox asks the archives: did a message that a lost stream had been given get there?

#include "chat/Outbox.h"

#include "chat/OccupantKey.h"
#include "xmpp/ArchiveFetcher.h"

namespace jackdaw {

namespace {

/// Our clock and the server's may differ by so much that an archived message is still found.
constexpr qint64 clockMargin = 24 * 60 * 60 * 1000;
constexpr int pageSize = 250;
constexpr int mostPages = 400; ///< of a day: 20,000 messages where a server gives 50 at a time
constexpr int longestPause = 5 * 60'000; // ms

/// Asked again, the server would say the same (RFC 6120, 8.3.3).
bool isDefinite(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Unavailable:
    case ErrorKind::Forbidden:
    case ErrorKind::NotFound:
    case ErrorKind::NotAcceptable: return true;
    case ErrorKind::Rejected: return error.detail.startsWith(QLatin1StringView("bad-request"));
    default: return false;
    }
}

} // namespace

Status Outbox::lookUp()
{
    const auto waiting = this->waiting();
    const auto handedOver = waiting ? this->handedOver(*waiting) : Result<QSet<OriginId>>(waiting.error());
    if (!handedOver) {
        Q_EMIT storageFailed(handedOver.error());
        return handedOver.error();
    }
    for (const Item &item : *waiting) { // oldest first
        const auto conversation = m_store.conversation(item.conversation());
        if (conversation && conversation->kind == ConversationKind::Room) {
            continue; // its archive is asked once we are in
        }
        if (handedOver->contains(item.id()) && !m_lookingUp.contains(item.conversation())) {
            m_lookingUp.insert(item.conversation(), item.time() - clockMargin);
        }
    }
    lookUpAgain();
    return Done{};
}

void Outbox::lookUpAgain()
{
    m_askAgain.stop();
    if (!m_account.connection.isOnline()) {
        return; // sessionStarted asks
    }
    const QList<ConversationId> chats = m_lookingUp.keys();
    for (const ConversationId chat : chats) {
        if (!m_asking.contains(chat)) {
            lookUpChat(chat);
        }
    }
}

void Outbox::lookUpChat(ConversationId conversation)
{
    m_asking.insert(conversation);
    const auto found = m_store.conversation(conversation);
    if (!found) {
        finishLookUp(conversation, found.error());
        return;
    }
    ArchiveQuery query;
    query.before = ArchiveId(); // newest page first: what is looked for is most likely there
    query.start = m_lookingUp.value(conversation);
    query.max = pageSize;
    if (found->kind != ConversationKind::Room) {
        query.with = found->kind == ConversationKind::Chat ? found->peer : OccupantKey(found->peer).room();
    } else if (m_rooms.hasArchive(found->peer)) {
        query.archive = found->peer;
    } else {
        finishLookUp(conversation, Done{}); // what it keeps it has said when we came in
        return;
    }
    fetchPages(conversation, query, mostPages);
}

void Outbox::fetchPages(ConversationId conversation, const ArchiveQuery &query, int left)
{
    const qint64 stream = m_account.connection.streamNumber();
    m_archive.fetch(query, this, [this, conversation, query, stream, left](const Result<ArchiveFetcher::Page> &page) {
        if (stream != m_account.connection.streamNumber()) {
            return; // the next session looks again
        }
        if (!page && ArchiveFetcher::isTooLarge(page.error()) && query.max > 1 && left > 1) {
            // Large messages of others are no reason to let ours wait for ever.
            ArchiveQuery fewer = query;
            fewer.max = qMax(1, query.max / 8);
            fetchPages(conversation, fewer, left - 1);
            return;
        }
        if (!page) {
            finishLookUp(conversation, page.error());
            return;
        }
        Q_EMIT archiveSeen(page->results, query.archive);
        // A server that repeats itself, or has no end (facts/security.md, R23).
        const bool stuck = page->end.first == query.before || left <= 1;
        if (page->end.complete || page->results.isEmpty() || !page->end.first.isValid() || stuck) {
            finishLookUp(conversation, Done{});
        } else {
            ArchiveQuery next = query;
            next.before = page->end.first;
            next.max = qMin(pageSize, 2 * query.max);
            fetchPages(conversation, next, left - 1);
        }
    });
}

void Outbox::openRoom(const BareJid &room)
{
    const auto conversation = m_store.findConversation(m_account.id, room);
    const auto waiting = this->waiting();
    const auto handedOver = waiting ? this->handedOver(*waiting) : Result<QSet<OriginId>>(waiting.error());
    if (!conversation || !handedOver) {
        Q_EMIT storageFailed(conversation ? handedOver.error() : conversation.error());
        return;
    }
    for (const Item &item : *waiting) { // oldest first
        if (item.conversation() != *conversation || !handedOver->contains(item.id())) {
            continue;
        }
        // It went to a room that did not show it to us before we lost it.
        m_onTheirWay.remove(item.id());
        m_toReflect.remove(item.id());
        if (!m_lookingUp.contains(*conversation)) {
            m_lookingUp.insert(*conversation, item.time() - clockMargin);
        }
    }
    lookUpAgain();
    flush();
}

void Outbox::finishLookUp(ConversationId conversation, const Status &status)
{
    m_asking.remove(conversation);
    // A server without an archive, or one that keeps it from us or does not know the question, will never tell: then the recipient's client knows a second
    // copy by its id. Whatever else went wrong, the archive may know better in a while, and until then nothing goes twice.
    const bool noArchive = !status && isDefinite(status.error());
    if (status || noArchive) {
        m_pause = firstPause;
        m_lookingUp.remove(conversation);
        if (noArchive) {
            m_untold.insert(conversation);
        }
        flush();
    } else if (m_account.connection.isOnline() && !m_askAgain.isActive()) {
        m_askAgain.start(m_pause);
        m_pause = qMin(2 * m_pause, longestPause);
    }
}

} // namespace jackdaw
