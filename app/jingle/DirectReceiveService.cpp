// SPDX-License-Identifier: GPL-3.0-or-later
// The part of DirectReceiveService about what is offered and what becomes of it: its message, the user's wish, the word
// to the other side, and the end.
#include "jingle/DirectReceiveService.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "chat/MessageService.h"
#include "jingle/DirectReceive.h"
#include "jingle/JingleService.h"

#include <QDir>
#include <QFile>
#include <QUuid>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostUnheard = 100;

} // namespace

DirectReceiveService::DirectReceiveService(const AccountContext &account, MessageService &messages,
                                           JingleService &jingle, const QString &profileFolder, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_messages(messages)
    , m_jingle(jingle)
    , m_folder(QDir(profileFolder).filePath(u"files"_s))
    , m_store(account.database)
{
    loadUnheard();
    jingle.onOffer([this](JingleSession &session, const JingleFile &file) { takeOffer(session, file); });
    connect(&messages, &MessageService::messagesChanged, this, [this](ConversationId, const QList<Message> &all) {
        for (const Message &message : all) {
            if (message.retracted != 0) {
                forget(message.id);
            }
        }
    });
    connect(&messages, &MessageService::messageRemoved, this,
            [this](ConversationId, MessageId message) { forget(message); });
}

DirectReceiveService::~DirectReceiveService()
{
    stop();
}

void DirectReceiveService::stop()
{
    m_isStopped = true;
    while (!m_receives.empty()) {
        drop(m_receives.begin()->first, JingleReason::Gone);
    }
}

QString DirectReceiveService::folderOf(MessageId message) const
{
    return QDir(m_folder).filePath(QString::number(message.value(), 16));
}

/// Where DownloadService has its parts too, which takes away what is left of a message that goes.
QString DirectReceiveService::partOf(MessageId message) const
{
    return folderOf(message) + u".part"_s;
}

DirectReceiveService::Receive *DirectReceiveService::find(MessageId message) const
{
    const auto found = m_receives.find(message);
    return found == m_receives.end() ? nullptr : found->second.get();
}

bool DirectReceiveService::isDirect(const Message &message)
{
    return message.direction == Direction::Incoming && message.attachment && message.attachment->file.url.isEmpty();
}

bool DirectReceiveService::isDirect(MessageId id) const
{
    const auto message = m_messages.store().message(id);
    return message && isDirect(*message);
}

void DirectReceiveService::set(MessageId message, Attachment::State state, const std::optional<Error> &failure)
{
    const auto now = m_messages.store().message(message);
    if (const Status stored = m_store.setState(message, state, failure); !stored) {
        qCWarning(log::storage) << "not stored:" << stored.error().detail;
    }
    if (now) {
        m_messages.tellChanged(now->conversation, message);
    }
}

// What is offered

/// Its message, if it was offered before and has not come yet: by its hash, so that the two halves fit.
Result<Message> DirectReceiveService::known(ConversationId conversation, const JingleFile &file)
{
    if (file.sha256.isEmpty() || file.size < 0) {
        return Message();
    }
    // It came, and who offers it again does not know that: the link was lost, or a program ended, before our word got
    // there. Where it cannot begin at its end, or is here no more, it is one more: nobody would see an offer of what is
    // here.
    const Known asked{conversation, file.sha256, file.size};
    for (const auto &[each, message] : std::as_const(m_unheard)) {
        if (each == asked && file.range) {
            const auto here = m_messages.store().message(message);
            if (here && here->attachment && here->attachment->state == Attachment::State::Here
                && QFile::exists(here->attachment->path)) {
                return here;
            }
        }
    }
    const auto found = m_store.offered(conversation, file.sha256, file.size);
    if (!found) {
        return found.error();
    }
    return found->isValid() ? m_messages.store().message(*found) : Result<Message>(Message());
}

Result<Message> DirectReceiveService::store(const BareJid &peer, const JingleFile &file)
{
    const auto conversation = m_messages.open(peer);
    if (!conversation) {
        return conversation.error();
    }
    const auto before = known(*conversation, file);
    if (!before || before->id.isValid()) {
        return before;
    }
    Message message;
    message.conversation = *conversation;
    message.direction = Direction::Incoming;
    message.state = MessageState::Received;
    message.time = m_account.clock.now();
    message.sender = peer;
    message.originId = OriginId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    Attachment &attachment = message.attachment.emplace();
    attachment.file.name = file.name;
    attachment.file.mediaType = file.mediaType;
    attachment.file.size = file.size;
    attachment.file.sha256 = file.sha256;
    attachment.file.description = file.description;
    attachment.kind = attachmentKind(file.mediaType, file.name);
    Result<Message> stored = Message();
    const Status taken = m_messages.takeIn([&](IncomingPipeline &, IncomingOutcome &outcome) -> Status {
        stored = m_messages.store().insert(message, MessageStore::Place::Newest, MessageStore::Unread::Count);
        if (!stored) {
            return stored.error();
        }
        outcome.stored[*conversation].append(*stored);
        outcome.touched.insert(*conversation);
        outcome.lastStored = stored->id;
        return Done{};
    }, true);
    return taken ? stored : Result<Message>(taken.error());
}

void DirectReceiveService::takeOffer(JingleSession &session, const JingleFile &file)
{
    if (m_isStopped) {
        session.end(JingleReason::Gone, Error{ErrorKind::Cancelled, {}, {}});
        return;
    }
    // What our other program offers would be a file of ours to ourselves, as notes are.
    const auto message = store(session.peer().bare(), file);
    if (!message) {
        session.end(JingleReason::FailedApplication, message.error());
        return;
    }
    const MessageId id = message->id;
    if (confirmAgain(session, *message)) {
        return;
    }
    if (const Receive *before = find(id)) {
        if (before->isSettling) { // it is all here
            session.end(JingleReason::Busy, Error{ErrorKind::Conflict, {}, {}});
            return;
        }
        drop(id, JingleReason::Gone); // the newer offer counts: the other side may have lost the older one
    }
    auto made = std::make_unique<Receive>();
    made->message = id;
    made->conversation = message->conversation;
    made->attachment = *message->attachment;
    made->session = &session;
    made->hashFollows = file.hashFollows;
    m_receives.insert_or_assign(id, std::move(made));
    connect(&session, &JingleSession::ended, this, [this, id, offered = QPointer(&session)](JingleReason reason) {
        if (const Receive *now = find(id); now && now->session == offered) {
            takeLoss(id, reason);
        }
    });
    connect(&session, &JingleSession::hashed, this, [this, id](const QByteArray &sha256) {
        if (Receive *now = find(id); now && now->attachment.file.sha256.isEmpty()) {
            now->attachment.file.sha256 = sha256;
            m_store.setHash(id, sha256);
            const bool isWhole = now->hashPatience
                || (now->isRunning && now->attachment.file.size >= 0 && now->part.size() == now->attachment.file.size);
            if (isWhole && !now->isSettling) {
                settle(id);
            }
        }
    });
    const auto unasked = m_mostUnasked ? m_mostUnasked(*message) : 0;
    const bool mayComeUnasked = unasked > 0 && file.size >= 0 && file.size <= unasked;
    const bool isByRule = message->attachment->state == Attachment::State::Remote && mayComeUnasked;
    find(id)->isUnasked = mayComeUnasked && !m_asked.contains(id);
    if (message->attachment->state == Attachment::State::Fetching || isByRule) {
        beginInTurn(id);
    } else if (message->attachment->state == Attachment::State::Broken) {
        set(id, Attachment::State::Remote);
    }
}

Status DirectReceiveService::accept(MessageId id)
{
    const auto message = m_messages.store().message(id);
    if (!message) {
        return message.error();
    }
    const bool isHere = message->attachment && message->attachment->state == Attachment::State::Here;
    if (!isDirect(*message) || (isHere && QFile::exists(message->attachment->path))) {
        return isHere ? Status(Done{}) : Status(Error{ErrorKind::Conflict, u"there is nothing to be fetched"_s, {}});
    }
    m_asked.insert(id);
    Receive *offered = find(id);
    if (offered && offered->isRunning) {
        return Done{};
    }
    if (!offered) {
        set(id, Attachment::State::Fetching); // as soon as it is offered again
        return Done{};
    }
    offered->isUnasked = false;
    begin(id);
    return Done{};
}

// What the other side is told

void DirectReceiveService::loadUnheard()
{
    const QStringList kept = m_account.notes.unheardFiles();
    for (const QString &each : kept) {
        const auto message = m_messages.store().message(MessageId(each.toLongLong(nullptr, 16)));
        if (message && message->attachment && !message->attachment->file.sha256.isEmpty()) {
            const SharedFile &file = message->attachment->file;
            m_unheard.append({Known{message->conversation, file.sha256, file.size}, message->id});
        }
    }
}

/// Before it is said, and before it is here: whatever ends then, it is known again.
void DirectReceiveService::noteUnheard(const Known &file, MessageId message)
{
    if (file.sha256.isEmpty()) {
        return;
    }
    m_unheard.removeIf([message](const auto &each) { return each.second == message; });
    m_unheard.append({file, message});
    while (m_unheard.size() > mostUnheard) {
        m_unheard.removeFirst();
    }
    keepUnheard();
}

void DirectReceiveService::noteHeard(MessageId message)
{
    if (m_unheard.removeIf([message](const auto &each) { return each.second == message; }) > 0) {
        keepUnheard();
    }
}

void DirectReceiveService::keepUnheard()
{
    QStringList all;
    for (const auto &[file, message] : std::as_const(m_unheard)) {
        all.append(QString::number(message.value(), 16));
    }
    if (const Status kept = m_account.notes.setUnheardFiles(all); !kept) {
        qCWarning(log::storage) << "not stored:" << kept.error().detail; // in this run it is known all the same
    }
}

void DirectReceiveService::confirm(JingleSession &session, MessageId message)
{
    session.disconnect(this);
    session.confirm(this, [this, message] { noteHeard(message); });
}

/// It is here, so nothing of it is to come again (XEP-0234, 6.4), and they are told so.
bool DirectReceiveService::confirmAgain(JingleSession &session, const Message &message)
{
    const bool isHere = message.attachment && message.attachment->state == Attachment::State::Here;
    if (!isHere || !session.offersRange() || !QFile::exists(message.attachment->path)) {
        return false;
    }
    connect(&session, &JingleSession::opened, this, [this, &session, id = message.id] {
        connect(session.stream(), &ByteStream::finished, this, [this, &session, id] { confirm(session, id); });
    });
    session.accept(message.attachment->file.size, JingleSession::Socks::Leave);
    return true;
}

// What ends

/// The session is over, and not by us.
void DirectReceiveService::takeLoss(MessageId id, JingleReason reason)
{
    Receive *receive = find(id);
    receive->session = nullptr;
    if (receive->isSettling) {
        return; // all is here
    }
    const bool isWhole = receive->isRunning && (reason == JingleReason::Success || receive->hashPatience)
        && (receive->attachment.file.size < 0 || receive->part.size() >= receive->attachment.file.size);
    if (isWhole) {
        settle(id);
        return;
    }
    const bool isTheirWish =
        reason == JingleReason::Cancel || reason == JingleReason::Decline || reason == JingleReason::FailedApplication;
    const bool isRunning = receive->isRunning;
    const bool mayGoOn = receive->mayGoOn();
    m_receives.erase(id);
    Q_EMIT rested(id);
    QMetaObject::invokeMethod(this, &DirectReceiveService::beginNext, Qt::QueuedConnection);
    if (isTheirWish || (isRunning && !mayGoOn)) {
        if (isRunning) {
            QFile::remove(partOf(id));
        }
        set(id, Attachment::State::Broken, Error{ErrorKind::PeerStopped, {}, {}});
    } else if (isRunning) {
        set(id, Attachment::State::Fetching); // it goes on when it is offered again
    }
}

void DirectReceiveService::fail(MessageId id, JingleReason reason, const Error &why)
{
    const Receive *receive = find(id);
    const bool mayGoOn = receive && receive->mayGoOn();
    drop(id, reason);
    if (!mayGoOn) {
        QFile::remove(partOf(id));
    }
    set(id, Attachment::State::Broken, why);
}

void DirectReceiveService::drop(MessageId id, JingleReason reason)
{
    const auto found = m_receives.find(id);
    if (found == m_receives.end()) {
        return;
    }
    *found->second->isWanted = false;
    if (JingleSession *session = found->second->session) {
        session->disconnect(this);
        session->end(reason, Error{ErrorKind::Cancelled, {}, {}});
    }
    m_receives.erase(found);
    Q_EMIT rested(id);
    QMetaObject::invokeMethod(this, &DirectReceiveService::beginNext, Qt::QueuedConnection);
}

bool DirectReceiveService::cancel(MessageId id)
{
    const auto message = m_messages.store().message(id);
    if (!message || !isDirect(*message) || message->attachment->state == Attachment::State::Here) {
        return false;
    }
    const Receive *receive = find(id);
    const bool isWanted = message->attachment->state == Attachment::State::Fetching;
    if (!receive && !isWanted && message->attachment->state != Attachment::State::Remote) {
        return false;
    }
    drop(id, receive && receive->isRunning ? JingleReason::Cancel : JingleReason::Decline);
    QFile::remove(partOf(id));
    set(id, Attachment::State::Broken, Error{ErrorKind::Cancelled, {}, {}});
    return true;
}

/// The message is gone, and what came with it: DownloadService takes that away.
void DirectReceiveService::forget(MessageId id)
{
    m_asked.remove(id);
    noteHeard(id);
    drop(id, JingleReason::Cancel);
}

} // namespace jackdaw
