// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/ArchiveSearchService.h"

#include "base/Clock.h"
#include "chat/EarlyChangeStore.h"
#include "chat/MessageService.h"
#include "chat/OccupantKey.h"
#include "xmpp/ArchiveFetcher.h"

namespace jackdaw {

namespace {

constexpr int searchedPage = 50;
/// A megabyte of text is shown by nobody, and a text view lays out one line of it for seconds.
constexpr qsizetype shownLimit = 20'000;
/// Characters of an answer: the window looks for the words in all of it, between two frames.
constexpr qsizetype answerLimit = 200'000;
/// As IncomingPipeline has them: an archive may say any time.
constexpr qint64 earliestTime = 946'684'800'000;
constexpr qint64 clockTolerance = 5 * 60 * 1000;

QString shown(const QString &body)
{
    if (body.size() <= shownLimit) {
        return body;
    }
    QString cut = body.first(shownLimit);
    if (cut.back().isHighSurrogate()) {
        cut.chop(1);
    }
    return cut + QChar(0x2026);
}

} // namespace

/// One search under way.
struct ArchiveSearchService::Run
{
    ArchiveSearch search;
    QString field;
    QPromise<Result<ArchiveFound>> promise;
    int pages = 0;
    int max = searchedPage; ///< messages of a page; fewer where they are large

    void end(Result<ArchiveFound> result)
    {
        promise.addResult(std::move(result));
        promise.finish();
    }
};

ArchiveSearchService::ArchiveSearchService(const AccountContext &account, ArchiveFetcher &archive, MessageService &messages, QObject *parent)
    : QObject(parent), m_account(account), m_archive(archive), m_messages(messages)
{
}

QFuture<Result<ArchiveFound>> ArchiveSearchService::search(const ArchiveSearch &search)
{
    const auto run = std::make_shared<Run>();
    run->search = search;
    run->promise.start();
    const QFuture<Result<ArchiveFound>> future = run->promise.future();
    const qint64 stream = m_account.connection.streamNumber();
    if (std::exchange(m_fieldsOf, stream) != stream) {
        m_fields.clear();
    }
    const auto begin = [this, run](const QString &field) {
        if (field.isEmpty()) {
            run->end(Error{ErrorKind::Unavailable, QStringLiteral("the archive looks for no words"), {}});
            return;
        }
        run->field = field;
        askPage(run);
    };
    if (const auto known = m_fields.constFind(search.room); known != m_fields.cend()) {
        begin(*known);
        return future;
    }
    m_archive.askTextField(search.room, this, [this, run, stream, begin](const Result<QString> &field) {
        if (!field) {
            run->end(field.error());
            return;
        }
        // One that looks for no words is asked anew each time, which is by the user's wish alone.
        if (stream == m_fieldsOf && !field->isEmpty()) {
            m_fields.insert(run->search.room, *field);
        }
        begin(*field);
    });
    return future;
}

void ArchiveSearchService::askPage(const std::shared_ptr<Run> &run)
{
    ArchiveQuery query;
    query.archive = run->search.room;
    if (run->search.with.isValid()) {
        query.with = run->search.with;
    }
    query.before = run->search.before; // an invalid id asks for the newest page (XEP-0059, 2.5)
    query.start = run->search.start;
    query.end = run->search.end;
    query.text = ArchiveQuery::Text{run->field, run->search.words};
    query.max = run->max;
    ++run->pages;
    m_archive.fetch(query, this, [this, run](const Result<ArchiveFetcher::Page> &page) {
        if (!page && ArchiveFetcher::isTooLarge(page.error()) && run->max > 1 && run->pages < mostPages) {
            // Large messages are no reason to find nothing.
            run->max = qMax(1, run->max / 8);
            askPage(run);
            return;
        }
        if (!page) {
            run->end(page.error());
            return;
        }
        run->max = qMin(searchedPage, 2 * run->max);
        ArchiveFound found;
        qsizetype characters = 0;
        ArchiveId reached;
        bool isFull = false;
        for (auto result = page->results.crbegin(); result != page->results.crend(); ++result) {
            // Some give more than they are asked for: the next question begins with it.
            isFull = found.messages.size() >= searchedPage || characters >= answerLimit;
            if (isFull) {
                break;
            }
            reached = result->id;
            const IncomingMessage in = m_messages.incomingOf(*result, run->search.room);
            auto message = read(*result, in);
            if (!message) {
                continue;
            }
            const auto known = isHere(in.stanza, *message);
            if (!known) {
                run->end(known.error());
                return;
            }
            if (!*known) {
                characters += message->body.size();
                found.messages += *std::move(message);
            }
        }
        const ArchiveId oldest = isFull                    ? reached
                               : page->end.first.isValid() ? page->end.first
                               : page->results.isEmpty()   ? ArchiveId()
                                                           : page->results.first().id;
        // A server that gives the same page again would be asked for ever.
        found.next = (page->end.complete && !isFull) || oldest == run->search.before ? ArchiveId() : oldest;
        if (found.messages.isEmpty() && found.next.isValid() && run->pages < mostPages) {
            run->search.before = found.next;
            askPage(run);
            return;
        }
        run->end(std::move(found));
    });
}

/// As the pipeline would read it, which drops what nobody may have said to us; nullopt: there is no text in it to show.
std::optional<ArchivedMessage> ArchiveSearchService::read(const ArchiveResult &result, const IncomingMessage &in) const
{
    if (in.stanza.body.isEmpty() || in.stanza.tombstone || !in.sealed.isNull() || in.stanza.type == MessageStanza::Type::Error) {
        return {};
    }
    if (in.stanza.retracts.isValid() || in.stanza.moderates.isValid()) {
        return {}; // its text is for programs that do not know what it does
    }
    ArchivedMessage message;
    message.id = result.id;
    message.account = m_account.id;
    if (in.room) {
        const RoomOrigin &origin = *in.room;
        const bool isOurs = origin.author == RoomOrigin::Author::Ours;
        const bool toAll = origin.kind == Utterance::Kind::Room;
        message.direction = isOurs ? Direction::Outgoing : Direction::Incoming;
        message.nick = origin.nick;
        const BareJid occupant = OccupantKey::make(origin.room, origin.nick, origin.occupant).toText();
        message.peer = toAll ? origin.room : occupant;
        message.sender = isOurs ? m_account.jid() : occupant;
    } else {
        const auto exchange = Authority(m_account.jid()).exchange(in.stanza, Authority::Way::Archive);
        if (!exchange) {
            return {};
        }
        message.peer = exchange->peer;
        message.direction = exchange->side == Authority::Side::Theirs ? Direction::Incoming : Direction::Outgoing;
        message.sender = message.direction == Direction::Incoming ? exchange->peer : m_account.jid();
    }
    if (const auto conversation = m_messages.store().findConversation(m_account.id, message.peer)) {
        message.conversation = *conversation;
    }
    message.time = qBound(earliestTime, in.time, m_account.clock.now() + clockTolerance);
    message.body = shown(in.stanza.body);
    message.spoiler = in.stanza.spoiler;
    return message;
}

/// Or was it, until it was taken back or deleted?
Result<bool> ArchiveSearchService::isHere(const MessageStanza &stanza, const ArchivedMessage &message) const
{
    if (!message.conversation.isValid()) {
        return false;
    }
    MessageStore &store = m_messages.store();
    const auto known = store.findByArchiveId(message.conversation, message.id);
    if (!known || known->id.isValid()) {
        return known ? Result<bool>(true) : Result<bool>(known.error());
    }
    // What was sent from here has an id of the archive only once that was read again.
    const auto same = store.findByOrigin(message.conversation, message.sender, stanza.originId);
    if (!same) {
        return same.error();
    }
    if (same->id.isValid() && (same->retracted != 0 || same->edited != 0 || same->body == stanza.body)) {
        return true;
    }
    // A correction is shown where it belongs.
    const auto corrected = store.findByOrigin(message.conversation, message.sender, stanza.corrects);
    if (!corrected || corrected->id.isValid()) {
        return corrected ? Result<bool>(true) : Result<bool>(corrected.error());
    }
    Message said;
    said.conversation = message.conversation;
    said.sender = message.sender;
    said.originId = stanza.originId;
    said.archiveId = message.id;
    return EarlyChangeStore(m_account.database).isDeleted(said);
}

} // namespace jackdaw
