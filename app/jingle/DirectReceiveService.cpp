// SPDX-License-Identifier: GPL-3.0-or-later
#include "jingle/DirectReceiveService.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "base/PoolWork.h"
#include "base/SafeFileName.h"
#include "chat/MessageService.h"
#include "files/FileContent.h"
#include "jingle/JingleService.h"
#include "jingle/WholeHash.h"
#include "storage/Database.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QPromise>
#include <QStorageInfo>
#include <QTimer>
#include <QUuid>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int progressEvery = 100; // ms
constexpr qsizetype mostUnheard = 100;
constexpr qint64 keptFree = 64 * 1024 * 1024; ///< bytes of the disk that are not ours to fill

/// All of it, whichever sessions the parts came in. `sha256`: empty where nobody has said.
Result<Arrived> compareAndSettle(const Arrival &arrival, const QByteArray &sha256)
{
    const auto hash = sha256.isEmpty() ? Result<QByteArray>(QByteArray()) : wholeHash(arrival.part);
    if (!hash) {
        return hash.error();
    }
    if (*hash != sha256) {
        QFile::remove(arrival.part);
        return Error{ErrorKind::FileBroken, u"another hash than was said"_s, {}};
    }
    return settleArrival(arrival);
}

} // namespace

/// A file that is offered now, or on its way here.
struct DirectReceiveService::Receive
{
    MessageId message;
    ConversationId conversation;
    Attachment attachment;
    QPointer<JingleSession> session;
    QFile part;
    qint64 most = 0;
    QElapsedTimer told;
    bool isRunning = false;
    bool isUnasked = false; ///< it comes by a rule alone
    bool waits = false; ///< until one of those that are on their way is here
    bool isSettling = false;
    bool hashFollows = false;
    std::unique_ptr<QTimer> hashPatience; ///< all is here, but for that
    std::shared_ptr<std::atomic<bool>> isWanted = std::make_shared<std::atomic<bool>>(true); ///< the pool looks at it

    /// Is it known again when it is offered again? Else nobody can use what is here of it.
    bool mayGoOn() const { return !attachment.file.sha256.isEmpty() && attachment.file.size >= 0; }
};

DirectReceiveService::DirectReceiveService(const AccountContext &account, MessageService &messages,
                                           JingleService &jingle, const QString &profileFolder, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_messages(messages)
    , m_jingle(jingle)
    , m_folder(QDir(profileFolder).filePath(u"files"_s))
    , m_store(account.database)
{
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
    // It came, and who offers it again does not know that: the link was lost before our word got there. Where it cannot
    // begin at its end, or is here no more, it is one more: nobody would see an offer of what is here.
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

// What comes

bool DirectReceiveService::isFree() const
{
    return std::count_if(m_receives.cbegin(), m_receives.cend(), [](const auto &each) {
        return each.second->isRunning && !each.second->isSettling;
    }) < m_jingle.limits().parallel;
}

/// What nobody clicks on just now waits for its turn: how many there are, the other side decides.
void DirectReceiveService::beginInTurn(MessageId id)
{
    if (isFree()) {
        begin(id);
        return;
    }
    find(id)->waits = true;
    set(id, Attachment::State::Fetching);
}

void DirectReceiveService::beginNext()
{
    const auto next = std::find_if(m_receives.cbegin(), m_receives.cend(),
                                   [](const auto &each) { return each.second->waits && !each.second->isRunning; });
    if (!m_isStopped && next != m_receives.cend() && isFree()) {
        const MessageId id = next->first;
        next->second->waits = false;
        begin(id);
        QMetaObject::invokeMethod(this, &DirectReceiveService::beginNext, Qt::QueuedConnection);
    }
}

void DirectReceiveService::begin(MessageId id)
{
    Receive *receive = find(id);
    const qint64 said = receive->attachment.file.size;
    receive->most = said >= 0 ? said : m_jingle.limits().unsaid;
    if (!QDir().mkpath(m_folder)) {
        fail(id, JingleReason::FailedApplication, Error{ErrorKind::Storage, u"the folder cannot be made"_s, m_folder});
        return;
    }
    QFile::setPermissions(m_folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    const QString part = partOf(id);
    // What there is already goes on only where the end will tell whether the two halves fit.
    const bool mayResume = !receive->attachment.file.sha256.isEmpty() && receive->session->offersRange();
    if (QFileInfo(part).isSymLink() || !mayResume) {
        QFile::remove(part);
    }
    const QStorageInfo disk(m_folder);
    if (disk.isValid() && said > 0 && disk.bytesAvailable() + QFileInfo(part).size() < said + keptFree) {
        fail(id, JingleReason::FailedApplication, Error{ErrorKind::DiskFull, {}, m_folder});
        return;
    }
    receive->part.setFileName(part);
    if (!receive->part.open(QIODevice::WriteOnly | QIODevice::Append,
                            QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        fail(id, JingleReason::FailedApplication, Error{ErrorKind::Storage, receive->part.errorString(), part});
        return;
    }
    if (receive->part.size() > receive->most) {
        receive->part.resize(0);
    }
    receive->isRunning = true;
    receive->told.start();
    set(id, Attachment::State::Fetching);
    receive = find(id);
    JingleSession *session = receive ? receive->session.data() : nullptr;
    if (!session) {
        return;
    }
    connect(session, &JingleSession::opened, this, [this, id, session] {
        connect(session->stream(), &ByteStream::came, this,
                [this, id](const QByteArray &bytes) { takeBytes(id, bytes); });
        connect(session->stream(), &ByteStream::finished, this, [this, id] { takeEnd(id); });
    });
    Q_EMIT moved(id, receive->part.size(), std::max<qint64>(said, 0));
    // Before the user said yes nobody learns where this computer is, or makes it knock somewhere.
    session->accept(receive->part.size(),
                    receive->isUnasked ? JingleSession::Socks::Leave : JingleSession::Socks::Try);
}

void DirectReceiveService::takeBytes(MessageId id, const QByteArray &bytes)
{
    Receive *receive = find(id);
    if (!receive || receive->isSettling) {
        return;
    }
    if (receive->part.size() + bytes.size() > receive->most) {
        QFile::remove(partOf(id));
        fail(id, JingleReason::MediaError, receive->attachment.file.size >= 0
                 ? Error{ErrorKind::FileBroken, u"more than was said"_s, {}}
                 : Error{ErrorKind::FileTooLarge, {}, QString::number(receive->most)});
        return;
    }
    if (receive->part.write(bytes) != bytes.size() || !receive->part.flush()) {
        const QStorageInfo disk(m_folder);
        const bool isFull = disk.isValid() && disk.bytesAvailable() < bytes.size();
        fail(id, JingleReason::FailedApplication,
             Error{isFull ? ErrorKind::DiskFull : ErrorKind::Storage, receive->part.errorString(),
                   receive->part.fileName()});
        return;
    }
    if (receive->told.elapsed() >= progressEvery) {
        receive->told.restart();
        Q_EMIT moved(id, receive->part.size(), std::max<qint64>(receive->attachment.file.size, 0));
    }
    // Some say that all is there by ending the session alone, others wait for us: the size says it, too.
    if (receive->attachment.file.size >= 0 && receive->part.size() == receive->attachment.file.size
        && !receive->attachment.file.sha256.isEmpty()) {
        settle(id);
    }
}

void DirectReceiveService::takeEnd(MessageId id)
{
    Receive *receive = find(id);
    if (!receive || receive->isSettling) {
        return;
    }
    if (receive->attachment.file.size >= 0 && receive->part.size() < receive->attachment.file.size) {
        receive->session->end(JingleReason::FailedTransport,
                              Error{ErrorKind::ConnectionLost, u"it ended early"_s, {}}); // takeLoss()
        return;
    }
    if (receive->hashFollows && receive->attachment.file.sha256.isEmpty()) {
        awaitHash(id);
        return;
    }
    settle(id);
}

/// XEP-0234, 7.1: it may come behind the bytes, which go another way. Who promised it and does not say it has said nothing.
void DirectReceiveService::awaitHash(MessageId id)
{
    Receive *receive = find(id);
    if (receive->hashPatience) {
        return;
    }
    receive->hashPatience = std::make_unique<QTimer>();
    receive->hashPatience->setSingleShot(true);
    connect(receive->hashPatience.get(), &QTimer::timeout, this, [this, id] {
        // Queued: it may be another one by now, whose bytes still come.
        if (const Receive *now = find(id); now && now->hashPatience && !now->isSettling) {
            settle(id);
        }
    }, Qt::QueuedConnection);
    receive->hashPatience->start(m_jingle.limits().idle / 3);
}

void DirectReceiveService::confirm(JingleSession &session, const Known &file, MessageId message)
{
    const auto isIt = [message](const auto &each) { return each.second == message; };
    m_unheard.removeIf(isIt);
    if (!file.sha256.isEmpty()) {
        m_unheard.append({file, message});
        while (m_unheard.size() > mostUnheard) {
            m_unheard.removeFirst();
        }
    }
    session.disconnect(this);
    session.confirm(this, [this, isIt] { m_unheard.removeIf(isIt); });
}

/// It is here, so nothing of it is to come again (XEP-0234, 6.4), and they are told so.
bool DirectReceiveService::confirmAgain(JingleSession &session, const Message &message)
{
    const bool isHere = message.attachment && message.attachment->state == Attachment::State::Here;
    if (!isHere || !session.offersRange() || !QFile::exists(message.attachment->path)) {
        return false;
    }
    const Known file{message.conversation, message.attachment->file.sha256, message.attachment->file.size};
    connect(&session, &JingleSession::opened, this, [this, &session, file, id = message.id] {
        connect(session.stream(), &ByteStream::finished, this, [this, &session, file, id] { confirm(session, file, id); });
    });
    session.accept(message.attachment->file.size, JingleSession::Socks::Leave);
    return true;
}

void DirectReceiveService::settle(MessageId id)
{
    Receive *receive = find(id);
    receive->hashPatience.reset();
    receive->isSettling = true;
    receive->part.close();
    QMetaObject::invokeMethod(this, &DirectReceiveService::beginNext, Qt::QueuedConnection);
    if (receive->session) {
        receive->session->awaitVerdict(); // ours
    }
    const Arrival arrival{partOf(id), folderOf(id), safeFileName(receive->attachment.file.name),
                          receive->attachment.file.size, receive->isWanted};
    auto promise = std::make_shared<QPromise<Result<Arrived>>>();
    promise->start();
    promise->future().then(this, [this, id, wanted = receive->isWanted](const Result<Arrived> &arrived) {
        Receive *now = find(id);
        if (!now || now->isWanted != wanted) {
            if (arrived) { // nobody wants it any more
                QFile::remove(arrived->path);
                QDir().rmdir(QFileInfo(arrived->path).absolutePath());
            }
            return;
        }
        if (!arrived) {
            fail(id, JingleReason::MediaError, arrived.error());
            return;
        }
        Attachment here = now->attachment;
        here.state = Attachment::State::Here;
        here.path = arrived->path;
        here.file.size = arrived->size;
        const Attachment::Kind really = attachmentKind(arrived->mediaType, {});
        if (here.kind == Attachment::Kind::Picture && really != Attachment::Kind::Picture) {
            here.kind = Attachment::Kind::File; // it only said so
            here.file.mediaType = arrived->mediaType;
        } else if (!arrived->mediaType.isEmpty()
                   && (here.kind == Attachment::Kind::Picture || here.file.mediaType.isEmpty())) {
            here.file.mediaType = arrived->mediaType;
        }
        const ConversationId conversation = now->conversation;
        const Status stored =
            m_account.database.transaction(Database::Durability::Normal, [&] { return m_store.setHere(id, here); });
        if (!stored) {
            qCWarning(log::storage) << "not stored:" << stored.error().detail;
            QFile::remove(here.path);
            QDir().rmdir(QFileInfo(here.path).absolutePath());
            fail(id, JingleReason::FailedApplication, stored.error());
            return;
        }
        if (JingleSession *session = now->session) {
            confirm(*session, {conversation, here.file.sha256, here.file.size}, id);
        }
        m_receives.erase(id);
        m_asked.remove(id);
        m_messages.tellChanged(conversation, id);
    });
    startOnPool([promise, arrival, sha256 = receive->attachment.file.sha256] {
        promise->addResult(compareAndSettle(arrival, sha256));
        promise->finish();
    });
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
    drop(id, JingleReason::Cancel);
}

} // namespace jackdaw
