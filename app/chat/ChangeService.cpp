// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/ChangeService.h"

#include "base/Clock.h"
#include "chat/FurtherFiles.h"
#include "chat/Outbox.h"
#include "storage/Database.h"
#include "text/Emoji.h"

#include <QUuid>

#include <algorithm>

namespace jackdaw {

namespace {

Error conflict(const char *why)
{
    return {ErrorKind::Conflict, QString::fromLatin1(why), {}};
}

/// A file whose message is gone has an id that stands in no stanza.
bool isNamed(const Message &message)
{
    return message.originId.isValid() && !FurtherFiles::isOne(message);
}

} // namespace

ChangeService::ChangeService(const AccountContext &account, MessageStore &messages, Outbox &outbox, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_messages(messages)
    , m_outbox(outbox)
    , m_store(account.database, messages)
    , m_early(account.database)
    , m_outgoing(account.database)
{
    connect(&outbox, &Outbox::withdrawn, this, &ChangeService::removed);
}

Status ChangeService::carryOut(const Message &message, const std::function<Status()> &work)
{
    const Status done = m_account.database.transaction(Database::Durability::Full, work);
    if (!done) {
        if (done.error().kind == ErrorKind::Storage || done.error().kind == ErrorKind::DiskFull) {
            Q_EMIT failed(done.error());
        }
        return done;
    }
    Q_EMIT altered(message.conversation, message.id);
    m_outbox.flush();
    return done;
}

OutgoingChange ChangeService::changeOf(const Message &message, OutgoingChange::Kind kind)
{
    OutgoingChange change;
    change.kind = kind;
    change.message = message.id;
    change.conversation = message.conversation;
    change.time = m_account.clock.now();
    change.originId = OriginId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    // XEP-0308, 3 and XEP-0424, 4: by the id of the stanza; XEP-0444, 4.2: by the origin-id.
    const auto conversation = m_messages.conversation(message.conversation);
    const bool inRoom = conversation && conversation->kind == ConversationKind::Room;
    if (inRoom && kind != OutgoingChange::Kind::Correction && message.archiveId.isValid()) {
        change.target = OriginId(message.archiveId.value()); // XEP-0424, 4 and XEP-0444, 4.2: in rooms by the id that the room gave
        return change;
    }
    const bool byStanza = kind != OutgoingChange::Kind::Reactions && message.stanzaId.isValid();
    change.target = byStanza ? message.stanzaId : message.originId;
    return change;
}

Result<bool> ChangeService::isStillHere(const Message &message)
{
    if (message.state == MessageState::Failed) {
        return true;
    }
    if (message.state != MessageState::Waiting || m_outbox.isOnItsWay(message.originId)) {
        return false;
    }
    const auto handedOver = m_messages.handedOver(m_account.id);
    if (!handedOver) {
        return handedOver.error();
    }
    return !handedOver->contains(message.id);
}

/// What is said of one of its files is said of the message.
Result<Message> ChangeService::find(MessageId id)
{
    const auto row = m_messages.message(id);
    if (!row) {
        return row;
    }
    auto message = FurtherFiles(m_account.database, m_messages).messageOf(*row);
    return !message || message->id.isValid() ? message : row;
}

Status ChangeService::correct(MessageId id, const QString &body, const QList<Mention> &mentions)
{
    const auto message = find(id);
    if (!message) {
        return message.error();
    }
    if (message->direction != Direction::Outgoing || message->retracted != 0 || !isNamed(*message)) {
        return conflict("not ours, or taken back");
    }
    if (body.trimmed().isEmpty()) {
        return Error{ErrorKind::Malformed, QStringLiteral("no text"), {}};
    }
    if (body == message->body && mentions == message->mentions) {
        return Done{};
    }
    const auto here = isStillHere(*message);
    if (!here) {
        return here.error();
    }
    if (*here) {
        return carryOut(*message, [&] { return m_store.rewrite(message->id, body, mentions); });
    }
    OutgoingChange change = changeOf(*message, OutgoingChange::Kind::Correction);
    change.body = body;
    return carryOut(*message, [&]() -> Status {
        ChangeStore::Version version;
        version.time = std::max(change.time, message->edited + 1);
        version.originId = change.originId;
        version.body = body;
        version.mentions = mentions;
        version.spoiler = message->spoiler;
        const auto corrected = m_store.correct(message->id, version);
        return corrected ? m_outgoing.add(change) : Status(corrected.error());
    });
}

Status ChangeService::retract(MessageId id)
{
    const auto message = find(id);
    if (!message) {
        return message.error();
    }
    if (message->direction != Direction::Outgoing || message->retracted != 0 || !isNamed(*message)) {
        return conflict("not ours, or taken back");
    }
    const auto here = isStillHere(*message);
    if (!here) {
        return here.error();
    }
    if (*here) {
        return deleteLocally(message->id);
    }
    const OutgoingChange change = changeOf(*message, OutgoingChange::Kind::Retraction);
    QList<MessageId> files;
    const Status done = carryOut(*message, [&]() -> Status {
        const auto gone = m_store.retract(message->id, change.time);
        if (!gone) {
            return gone.error();
        }
        const auto removed = FurtherFiles(m_account.database, m_messages).remove(*message);
        if (!removed) {
            return removed.error();
        }
        files = *removed;
        return m_outgoing.add(change);
    });
    for (const MessageId file : done ? files : QList<MessageId>()) {
        Q_EMIT this->removed(message->conversation, file);
    }
    return done;
}

Status ChangeService::react(MessageId id, const QStringList &emoji)
{
    const auto message = find(id);
    if (!message) {
        return message.error();
    }
    const bool allFit = std::all_of(emoji.cbegin(), emoji.cend(), [](const QString &one) { return reactionEmoji(one) == one; });
    if (emoji.size() > maximumReactions || !allFit) {
        return Error{ErrorKind::Malformed, QStringLiteral("no reaction"), {}};
    }
    if (message->retracted != 0 || !isNamed(*message) || message->state == MessageState::Failed) {
        return conflict("nothing there to react to");
    }
    OutgoingChange change = changeOf(*message, OutgoingChange::Kind::Reactions);
    change.body = emoji.join(u' ');
    return carryOut(*message, [&]() -> Status {
        const auto before = m_store.reactedAt(message->id, m_account.jid());
        if (!before) {
            return before.error();
        }
        const auto changed = m_store.setReactions(message->id, m_account.jid(), emoji, std::max(change.time, *before + 1));
        if (!changed) {
            return changed.error();
        }
        return *changed ? m_outgoing.add(change) : Status(Done{});
    });
}

Status ChangeService::setMark(MessageId id, ChangeStore::Mark mark, bool on)
{
    const auto message = m_messages.message(id);
    if (!message) {
        return message.error();
    }
    if (message->retracted != 0 && on) {
        return conflict("taken back");
    }
    return carryOut(*message, [&] { return m_store.setMark(id, mark, on ? m_account.clock.now() : 0); });
}

Status ChangeService::deleteLocally(MessageId id)
{
    const auto found = find(id);
    if (!found) {
        return found.error();
    }
    if (m_outbox.isOnItsWay(found->originId) && found->state == MessageState::Waiting) {
        return conflict("the message is on its way");
    }
    QList<MessageId> gone;
    const Status status = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        if (const Status noted = m_early.noteDeleted(*found); !noted) {
            return noted;
        }
        const auto files = FurtherFiles(m_account.database, m_messages).remove(*found);
        if (!files) {
            return files.error();
        }
        gone = *files + QList<MessageId>{found->id};
        return m_messages.remove(found->id);
    });
    if (!status) {
        Q_EMIT failed(status.error());
        return status;
    }
    for (const MessageId each : std::as_const(gone)) {
        Q_EMIT removed(found->conversation, each);
    }
    return Done{};
}

Status ChangeService::withdraw(MessageId id)
{
    const auto message = m_messages.message(id);
    if (!message) {
        return message.error();
    }
    if (message->state != MessageState::Waiting) {
        return Done{};
    }
    m_outbox.withdraw(message->originId); // first of all: whatever the disk says, it does not go out
    const auto here = isStillHere(*message);
    if (!here || !*here) {
        return here ? Status(Done{}) : Status(here.error());
    }
    const Status gone = m_account.database.transaction(Database::Durability::Full,
                                                       [&] { return m_messages.remove(id); });
    if (!gone) {
        Q_EMIT failed(gone.error());
        return gone;
    }
    Q_EMIT removed(message->conversation, id);
    return gone;
}

Status ChangeService::retry(MessageId id)
{
    const auto message = m_messages.message(id);
    const auto all = m_outgoing.failed(id);
    if (!message || !all) {
        return message ? all.error() : message.error();
    }
    if (all->isEmpty()) {
        return conflict("nothing has failed");
    }
    return carryOut(*message, [&]() -> Status {
        for (const OutgoingChange &change : *all) {
            // Under an id of its own: the archive has what was refused, and would answer for what is on its way.
            const OriginId anew(QUuid::createUuid().toString(QUuid::WithoutBraces));
            if (const Status again = m_outgoing.sendAnew(change, anew); !again) {
                return again;
            }
        }
        return Done{};
    });
}

void ChangeService::acknowledge(const OriginId &id)
{
    const auto change = m_outgoing.find(m_account.id, id);
    if (!change || !*change || (*change)->state != MessageState::Waiting) {
        return; // its message went meanwhile, or it came back as an error
    }
    const Status sent = m_account.database.transaction(Database::Durability::Normal,
                                                       [&] { return m_outgoing.setState(**change, MessageState::Sent); });
    if (sent) {
        Q_EMIT altered((*change)->conversation, (*change)->message);
    } else {
        Q_EMIT failed(sent.error());
    }
}

} // namespace jackdaw
