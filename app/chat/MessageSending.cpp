// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MessageService about what the user sends: storing it, forwarding, trying again, taking back.
#include "chat/MessageService.h"

#include "base/Clock.h"
#include "chat/AttachmentStore.h"
#include "chat/EarlyChangeStore.h"
#include "chat/FurtherFiles.h"
#include "storage/Database.h"
#include "text/LinkCard.h"

#include <QUuid>

namespace jackdaw {

namespace {

OriginId newOriginId()
{
    return OriginId(QUuid::createUuid().toString(QUuid::WithoutBraces));
}

} // namespace

Result<MessageId> MessageService::send(ConversationId conversation, const OutgoingText &text)
{
    const bool isOfAFile = text.attachment || text.behind.isValid(); // the field may hold another text
    return store(conversation, text, isOfAFile ? Draft::Kept : Draft::Sent);
}

Result<MessageId> MessageService::answerUnread(ConversationId conversation, const QString &text)
{
    OutgoingText answer;
    answer.body = text;
    return store(conversation, answer, Draft::Kept, Writer::Program);
}

Result<MessageId> MessageService::store(ConversationId conversation, const OutgoingText &text, Draft draft, Writer writer)
{
    Message message;
    message.conversation = conversation;
    message.direction = Direction::Outgoing;
    message.state = MessageState::Waiting;
    message.time = m_account.clock.now();
    message.sender = m_account.jid();
    message.body = text.body;
    message.mentions = text.mentions;
    message.spoiler = text.spoiler;
    message.originId = newOriginId();
    message.attachment = text.attachment;

    const auto before = m_store.conversation(conversation);
    if (!before) {
        return before.error();
    }
    if (before->kind == ConversationKind::Room) {
        message.nick = m_rooms.ourNick(before->peer);
    }
    if (text.replyTo.isValid()) {
        const auto row = m_store.message(text.replyTo);
        const auto original = row ? FurtherFiles(m_account.database, m_store).messageOf(*row) : row;
        // What has no id cannot be named, and what went meanwhile is not answered; the text goes out all the same.
        const bool inRoom = before->kind == ConversationKind::Room;
        // XEP-0461, 3.1: in rooms by the id that the room gave.
        const OriginId named = inRoom && original && original->archiveId.isValid() ? OriginId(original->archiveId.value())
            : original ? original->originId : OriginId();
        if (original && named.isValid() && original->conversation == conversation) {
            message.reply = ReplyTo{named, before->kind == ConversationKind::Chat ? original->sender : BareJid()};
            message.thread = original->thread;
        }
    }
    Message stored;
    const Status status = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        auto inserted = m_store.insert(message, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount);
        if (!inserted) {
            return inserted.error();
        }
        stored = *inserted;
        if (text.attachment || text.behind.isValid()) {
            if (const Status held = AttachmentStore(m_account.database).hold(stored.id, text.behind); !held) {
                return held;
            }
        }
        if (writer == Writer::Program) {
            if (const Status noted = AutoAnswerStore(m_account.database, m_account.id).noteMessage(stored.id); !noted) {
                return noted;
            }
        }
        // Who answers has read what stands above, and what was a draft is sent.
        if (const Status read = writer == Writer::User ? m_store.markRead(conversation, stored.id) : Status(Done{}); !read) {
            return read;
        }
        return draft == Draft::Kept ? Status(Done{}) : m_store.setDraft(conversation, {});
    });
    if (!status) {
        return noteFailure(status).error();
    }
    if (text.hold > 0) { // before anybody hears of it: whoever sends at that makes all go out that waits
        m_outbox.hold(stored.originId, text.hold);
    }
    m_ownStates[conversation] = ChatState::Active; // the message itself says so
    Q_EMIT messagesStored(conversation, {stored}, true);
    touch(conversation);
    if (writer == Writer::User) {
        tellDisplayed(*before, stored.id);
        Q_EMIT readHere(conversation, stored.id);
    }
    m_outbox.flush();
    announceWaiting();
    return stored.id;
}

Result<MessageId> MessageService::forward(MessageId message, ConversationId to)
{
    const auto found = m_store.message(message);
    if (!found) {
        return found.error();
    }
    if (found->body.isEmpty() || found->attachment) { // whoever gets an address may be kept from what lies there
        return Error{ErrorKind::Conflict, QStringLiteral("there is no text"), {}};
    }
    // What opens a live place is for those alone who were told it; others get the place where it began.
    const auto card = linkCardOf(found->body);
    const QString body = card && card->live ? placeUri(*card->place) : found->body;
    return store(to, {body, {}, {}, found->spoiler}, Draft::Kept);
}

Result<std::optional<Attachment::Protection>> MessageService::protectionOf(const Conversation &conversation)
{
    using Protection = std::optional<Attachment::Protection>;
    if (!m_cipher || conversation.kind == ConversationKind::RoomPrivate) {
        return Protection(Attachment::Protection::Clear); // what is private within a room goes in clear, and its header says so
    }
    const auto readiness = m_cipher->readiness(conversation.peer);
    if (!readiness) {
        return readiness.error();
    }
    switch (*readiness) {
    case MessageCipher::Readiness::Clear: return Protection(Attachment::Protection::Clear);
    case MessageCipher::Readiness::NotYet: return Protection();
    case MessageCipher::Readiness::Ready:
    case MessageCipher::Readiness::Stuck: break;
    }
    return Protection(Attachment::Protection::Sealed);
}

/// An invalid id where it answers nothing that is here.
Result<MessageId> MessageService::answeredBy(const Message &message)
{
    if (!message.reply) {
        return MessageId();
    }
    // XEP-0461, 3.1: in rooms by the id that the room gave, and without an author (store()).
    const auto found = message.reply->author.isValid()
        ? m_store.findByOrigin(message.conversation, message.reply->author, message.reply->id)
        : m_store.findByArchiveId(message.conversation, ArchiveId(message.reply->id.value()));
    return found ? Result<MessageId>(found->id) : Result<MessageId>(found.error());
}

Status MessageService::undoSend(MessageId id)
{
    const auto message = m_store.message(id);
    if (!message) {
        return message.error();
    }
    const auto isHere = m_changes.isStillHere(*message);
    if (!isHere) {
        return isHere.error();
    }
    if (message->direction != Direction::Outgoing || message->state != MessageState::Waiting || message->attachment || !*isHere) {
        return Error{ErrorKind::Conflict, QStringLiteral("the message is on its way"), {}};
    }
    // In one transaction: at every moment the text is either a message or a draft, and never both.
    const Status status = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        const auto since = m_store.draft(message->conversation);
        const auto answered = answeredBy(*message);
        if (!since || !answered) {
            return since ? answered.error() : since.error();
        }
        QString draft = message->body;
        DraftParts parts = since->parts; // what is answered or edited since is so still
        parts.mentions = message->mentions;
        if (message->spoiler) {
            parts.spoiler = message->spoiler;
        }
        if (!parts.about.isValid()) {
            parts.about = *answered;
        }
        if (!since->text.isEmpty()) {
            draft += QLatin1Char('\n');
            for (Mention mention : since->parts.mentions) {
                mention.begin += int(draft.size());
                mention.end += int(draft.size());
                parts.mentions.append(mention);
            }
            draft += since->text;
        }
        const Status kept = m_store.setDraft(message->conversation, draft, parts);
        return kept ? m_store.remove(id) : kept;
    });
    if (!status) {
        return noteFailure(status);
    }
    m_outbox.release(message->originId);
    Q_EMIT messageRemoved(message->conversation, id);
    touch(message->conversation);
    m_outbox.flush(); // what stood behind it
    announceWaiting();
    return Done{};
}

Status MessageService::retry(MessageId message)
{
    const auto found = m_store.message(message);
    if (!found) {
        return found.error();
    }
    if (found->state != MessageState::Failed) {
        return m_changes.retry(message);
    }
    // Several files went in one message, by another device of ours: each goes by itself, as from here.
    const auto files = FurtherFiles(m_account.database, m_store).of(*found);
    if (!files) {
        return noteFailure(files.error());
    }
    const QList<Message> all = *files + QList<Message>{*found};
    const Status status = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        for (const Message &each : all) {
            // As a new stanza: our archive has the copy that was refused, and would answer for one that never arrived. That
            // copy is not to come back beside it.
            const bool isMessage = !FurtherFiles::isOne(each);
            const Status noted = isMessage ? EarlyChangeStore(m_account.database).noteDeleted(each) : Status(Done{});
            const Status again = noted ? m_store.sendAnew(each.id, newOriginId()) : noted;
            if (!again) {
                return again;
            }
        }
        return Done{};
    });
    if (!status) {
        return noteFailure(status);
    }
    for (const Message &each : all) {
        if (const auto now = m_store.message(each.id)) {
            Q_EMIT messagesChanged(now->conversation, {*now});
            touch(now->conversation);
        }
    }
    m_outbox.flush();
    announceWaiting();
    return Done{};
}

} // namespace jackdaw
