// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/UploadService.h"

#include "base/Log.h"
#include "base/SafeFileName.h"
#include "chat/MessageService.h"
#include "files/UploadSlotService.h"
#include "storage/Database.h"

#include <QDateTime>
#include <QFileInfo>
#include <QPromise>
#include <QUuid>

#include <algorithm>
#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostDoubled = 6; ///< times: from 5 s to 5 minutes

/// Will the same question get another answer later, or from another place?
bool mayPass(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Timeout: case ErrorKind::Offline: case ErrorKind::ConnectionLost: case ErrorKind::ConnectionRefused:
    case ErrorKind::ServerNotFound: case ErrorKind::TooMany: case ErrorKind::Unavailable: case ErrorKind::Rejected:
    case ErrorKind::Proxy: return true;
    default: return false;
    }
}

Error inClear()
{
    return Error{ErrorKind::NotEncryptable, u"it was to be sealed, and the chat is in clear now"_s, {}};
}

} // namespace

/// One file on its way.
struct UploadService::Upload
{
    MessageId message;
    ConversationId conversation;
    Attachment attachment;
    std::unique_ptr<UploadAttempt> attempt;
};

UploadService::UploadService(const AccountContext &account, MessageService &messages, UploadSlotService &places, WebAccess &web,
                             const TransferLimits &limits, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_messages(messages)
    , m_places(places)
    , m_web(web)
    , m_limits(limits)
    , m_store(account.database)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &UploadService::pump);
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session) {
        m_tries.clear();
        pump();
    });
    connect(&messages, &MessageService::messagesChanged, this,
            [this](ConversationId, const QList<Message> &all) { messagesChanged(all); });
    connect(&messages, &MessageService::messageRemoved, this, [this](ConversationId, MessageId message) { removeMessage(message); });
    // Once there is somebody to hear it.
    QMetaObject::invokeMethod(this, &UploadService::tellOrphans, Qt::QueuedConnection);
}

UploadService::~UploadService() = default;

/// The file that they waited for went while nobody looked.
void UploadService::failOrphans()
{
    const auto orphans = m_store.orphans(m_account.id);
    if (!orphans || orphans->isEmpty()) {
        return;
    }
    const Status failed = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        for (const MessageId message : *orphans) {
            const Status released = m_store.release(message);
            const auto set = m_messages.store().setState(message, MessageState::Failed, Error{ErrorKind::Cancelled, {}, {}});
            if (!released || !set) {
                return released ? Status(set.error()) : released;
            }
        }
        return Done{};
    });
    if (!failed) {
        qCWarning(log::storage) << "not stored:" << failed.error().detail;
    }
}

Result<MessageId> UploadService::send(ConversationId conversation, const OutgoingFile &file, const QString &caption)
{
    const QFileInfo info(file.path);
    if (!info.isFile() || !info.isReadable()) { // no folder, no pipe
        return Error{ErrorKind::FileChanged, u"no file that can be read"_s, file.path};
    }
    const auto chat = m_messages.store().conversation(conversation);
    if (!chat) {
        return chat.error();
    }
    const auto protection = m_messages.protectionOf(*chat);
    if (!protection) {
        return protection.error();
    }
    const qint64 maximum = m_places.known() ? m_places.known()->maximum : 0;
    if (maximum > 0 && info.size() > maximum) {
        const auto direct = mayGoDirectly(conversation);
        if (!direct || !*direct) {
            const bool isSealed = m_direct && m_direct->takes(*chat) && *protection == Attachment::Protection::Sealed;
            return Error{isSealed ? ErrorKind::SealedNeedsUpload : ErrorKind::FileTooLarge, {}, QString::number(maximum)};
        }
    }
    OutgoingText text;
    Attachment &attachment = text.attachment.emplace();
    attachment.state = Attachment::State::Uploading;
    attachment.protection = protection->value_or(Attachment::Protection::Clear); // begin() asks again
    attachment.path = info.absoluteFilePath();
    attachment.modified = info.lastModified().toMSecsSinceEpoch();
    attachment.file.name = safeFileName(file.name.isEmpty() ? info.fileName() : file.name);
    attachment.file.mediaType = file.mediaType;
    attachment.file.size = info.size();
    attachment.file.width = file.width;
    attachment.file.height = file.height;
    attachment.file.blurHash = file.blurHash;
    if (file.sticker) {
        attachment.file.sticker = file.sticker->mark;
        attachment.file.description = file.sticker->description;
        attachment.file.sha256 = file.sticker->sha256;
        attachment.file.url = file.sticker->url; // until begin() knows whether that may be said
    }
    attachment.kind = attachmentKind(attachment.file);
    const auto stored = m_messages.send(conversation, text);
    if (stored && !caption.isEmpty()) {
        OutgoingText words;
        words.body = caption;
        words.behind = *stored;
        const auto said = m_messages.send(conversation, words);
        if (!said && m_messages.changes().deleteLocally(*stored)) {
            return said.error(); // and nothing goes
        }
    }
    pump();
    return stored;
}

void UploadService::sendWaiting()
{
    QMetaObject::invokeMethod(this, &UploadService::pump, Qt::QueuedConnection);
}

UploadService::Upload *UploadService::find(MessageId message)
{
    const auto found = m_uploads.find(message);
    return found == m_uploads.end() ? nullptr : found->second.get();
}

void UploadService::pump()
{
    beginDue();
    qint64 first = -1;
    for (const Tries &tries : std::as_const(m_tries)) {
        const qint64 left = tries.rest.remainingTime();
        first = left > 0 && (first < 0 || left < first) ? left : first;
    }
    if (first > 0) {
        m_again.start(int(first));
    }
}

void UploadService::beginDue()
{
    if (!m_account.connection.isOnline()) {
        return; // sessionStarted looks again
    }
    const auto waiting = m_store.uploads(m_account.id);
    if (!waiting) {
        qCWarning(log::storage) << "not read:" << waiting.error().detail;
        return;
    }
    for (const MessageId message : *waiting) {
        if (int(m_uploads.size()) >= m_limits.parallel) {
            return;
        }
        if (!find(message) && m_tries.value(message).rest.hasExpired() && !m_sentDirectly.contains(message)) {
            begin(message);
        }
    }
}

void UploadService::begin(MessageId id)
{
    const auto message = m_messages.store().message(id);
    if (!message || !message->attachment) {
        return;
    }
    const auto chat = m_messages.store().conversation(message->conversation);
    const auto protection = chat ? m_messages.protectionOf(*chat) : Result<std::optional<Attachment::Protection>>(chat.error());
    if (protection && !*protection) {
        return; // sendWaiting() looks again
    }
    auto made = std::make_unique<Upload>();
    Upload &upload = *made;
    upload.message = id;
    upload.conversation = message->conversation;
    upload.attachment = *message->attachment;
    m_uploads.emplace(id, std::move(made));
    if (!protection) {
        fail(id, protection.error());
        return;
    }
    // The chat may be encrypted by now. What was to be sealed goes in clear only if the user, who sees what the chat is, tries again.
    if (*protection == Attachment::Protection::Clear && upload.attachment.protection == Attachment::Protection::Sealed) {
        const Status noted = m_store.setProtection(id, Attachment::Protection::Clear);
        fail(id, noted ? inClear() : noted.error());
        return;
    }
    upload.attachment.protection = **protection;
    if (upload.attachment.protection == Attachment::Protection::Clear && message->attachment->file.sticker
        && !message->attachment->file.url.isEmpty() && !message->attachment->file.isSealed()) {
        reuse(id);
        return;
    }
    if (!m_held.value(id).expired()) { // another thread would hang beside it
        stall(id, upload.attachment.failure.value_or(Error{ErrorKind::Storage, {}, upload.attachment.path}), m_held.value(id));
        return;
    }
    m_held.remove(id);
    const UploadAttempt::Order order{upload.attachment.path,       upload.attachment.file.size,
                                     upload.attachment.modified,   upload.attachment.file.name,
                                     upload.attachment.file.mediaType, upload.attachment.protection};
    upload.attempt = std::make_unique<UploadAttempt>(m_places, m_web, m_limits, order, UploadAttempt::Ties{
        [this, id] { return mayLeave(id); },
        [this, id](qint64 done, qint64 total) { Q_EMIT moved(id, done, total); },
        [this, id](const UploadAttempt::End &end) { takeEnd(id, end); }});
    upload.attempt->start();
}

/// XEP-0449, 2.4: in clear, a sticker of a pack lies there already. Where it is sealed, it goes up as a file of its own, with another
/// address, and nobody on the way learns which pack it is of.
void UploadService::reuse(MessageId id)
{
    const Upload *upload = find(id);
    const ConversationId conversation = upload->conversation;
    const SharedFile file = upload->attachment.file;
    const Status stored = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        const Status noted = m_store.setProtection(id, Attachment::Protection::Clear);
        return noted ? m_store.finishUpload(id, file.url, file.description) : noted;
    });
    drop(id);
    m_tries.remove(id);
    if (!stored) {
        qCWarning(log::storage) << "not stored:" << stored.error().detail;
        return; // it still waits
    }
    m_messages.tellChanged(conversation, id);
    m_messages.sendWaiting();
    QMetaObject::invokeMethod(this, &UploadService::pump, Qt::QueuedConnection);
}

/// Asking takes its time, and the chat may be another by now.
bool UploadService::mayLeave(MessageId id)
{
    const Upload *upload = find(id);
    const auto chat = m_messages.store().conversation(upload->conversation);
    const auto protection = chat ? m_messages.protectionOf(*chat) : Result<std::optional<Attachment::Protection>>(chat.error());
    if (!protection) {
        fail(id, protection.error());
        return false;
    }
    if (*protection != upload->attachment.protection) {
        if (upload->attachment.protection == Attachment::Protection::Sealed) {
            m_store.setProtection(id, Attachment::Protection::Sealed); // begin() sees that it was
        }
        drop(id);
        m_tries.remove(id);
        sendWaiting();
        return false;
    }
    return true;
}

void UploadService::takeEnd(MessageId id, const UploadAttempt::End &end)
{
    using Kind = UploadAttempt::End::Kind;
    switch (end.kind) {
    case Kind::There: finish(id, end.url, end.sha256); break;
    case Kind::NotTaken: goDirectly(id, *end.why); break;
    case Kind::Stumbled: stumble(id, *end.why); break;
    case Kind::Stalled: stall(id, *end.why, end.hold); break;
    case Kind::Failed: fail(id, *end.why); break;
    }
}

void UploadService::finish(MessageId id, const QString &url, const QByteArray &hash)
{
    const Upload *upload = find(id);
    const ConversationId conversation = upload->conversation;
    const auto protection = upload->attachment.protection;
    // A sticker in clear stands beside what can be read in its place (XEP-0449, 2.4); what is sealed needs its address there.
    const bool isReadable = upload->attachment.file.sticker && protection == Attachment::Protection::Clear;
    const QString words = isReadable ? upload->attachment.file.description : QString();
    const Status stored = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        for (const Status &noted : {m_store.setProtection(id, protection), m_store.setHash(id, hash),
                                    m_store.setState(id, Attachment::State::Uploading)}) { // it waits for nothing more
            if (!noted) {
                return noted;
            }
        }
        return m_store.finishUpload(id, url, words);
    });
    if (!stored) {
        if (stored.error().kind == ErrorKind::NotFound) {
            drop(id); // deleted meanwhile
        } else {
            stumble(id, stored.error());
        }
        return;
    }
    m_tries.remove(id);
    drop(id);
    m_messages.tellChanged(conversation, id);
    m_messages.sendWaiting();
    pump();
}

void UploadService::stumble(MessageId id, const Error &why)
{
    qCInfo(log::chat) << "an upload stopped:" << int(why.kind) << why.detail;
    const bool isAway = why.kind == ErrorKind::Offline || !m_account.connection.isOnline();
    if (isAway) {
        rest(id, 0, {}); // the next session begins it again
        return;
    }
    const int stumbles = ++m_tries[id].stumbles; // a new session counts from 0
    if (!mayPass(why) || stumbles >= m_limits.attempts) {
        fail(id, why);
        return;
    }
    rest(id, m_limits.pause << std::clamp(stumbles - 1, 0, 10), why);
}

void UploadService::stall(MessageId id, const Error &why, const std::weak_ptr<const void> &hold)
{
    qCInfo(log::chat) << "an upload waits for its disk:" << why.detail;
    m_held.insert(id, hold);
    const int stalls = ++m_tries[id].stalls;
    rest(id, m_limits.pause << std::clamp(stalls - 1, 0, mostDoubled), why);
}

void UploadService::rest(MessageId id, int pause, const std::optional<Error> &why)
{
    const qint64 size = find(id)->attachment.file.size;
    m_tries[id].rest.setRemainingTime(pause);
    note(id, why);
    drop(id);
    Q_EMIT moved(id, 0, size);
    if (pause > 0) {
        sendWaiting(); // which sets the timer
    }
}

void UploadService::note(MessageId id, const std::optional<Error> &why)
{
    Upload *upload = find(id);
    if (upload->attachment.failure == why) {
        return;
    }
    upload->attachment.failure = why;
    if (const Status stored = m_store.setState(id, Attachment::State::Uploading, why); !stored) {
        qCWarning(log::storage) << "not stored:" << stored.error().detail;
        return; // it waits all the same
    }
    m_messages.tellChanged(upload->conversation, id);
}

void UploadService::fail(MessageId id, const Error &why)
{
    const Upload *upload = find(id);
    const ConversationId conversation = upload ? upload->conversation : ConversationId();
    const bool isNoted = upload && upload->attachment.failure;
    drop(id);
    m_tries.remove(id);
    MessageId caption;
    const Status stored = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        // Why it waited is no word about it any more, nor where it is tried again.
        const Status cleared = isNoted ? m_store.setState(id, Attachment::State::Uploading) : Status(Done{});
        const auto set = cleared ? m_messages.store().setState(id, MessageState::Failed, why)
                                 : Result<bool>(cleared.error());
        const auto said = set ? m_store.failCaption(m_messages.store(), id, why) : Result<MessageId>(set.error());
        caption = said ? *said : MessageId();
        return said ? Status(Done{}) : Status(said.error());
    });
    if (!stored) {
        qCWarning(log::storage) << "not stored:" << stored.error().detail;
    }
    m_messages.tellChanged(conversation, id);
    if (stored && caption.isValid()) {
        m_messages.tellChanged(conversation, caption);
    }
    m_messages.announce();
    sendWaiting();
}

/// What had failed with its file waits with it again.
void UploadService::retryCaption(MessageId id)
{
    const auto caption = m_store.captionOf(id);
    const auto said = caption && caption->isValid() ? m_messages.store().message(*caption) : Result<Message>(Error{});
    if (!said || said->state != MessageState::Failed) {
        return;
    }
    const Status stored = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        const Status held = m_store.hold(*caption, {});
        return held ? m_messages.store().sendAnew(*caption, OriginId(QUuid::createUuid().toString(QUuid::WithoutBraces))) : held;
    });
    if (!stored) {
        qCWarning(log::storage) << "not stored:" << stored.error().detail;
        return;
    }
    m_messages.tellChanged(said->conversation, *caption);
    m_messages.announce();
}

// Around the server

void UploadService::setDirectRoute(DirectRoute &route)
{
    m_direct = &route;
    connect(&route, &DirectRoute::moved, this, &UploadService::moved);
    connect(&route, &DirectRoute::rested, this, &UploadService::rested);
    connect(&route, &DirectRoute::sent, this, &UploadService::finishDirect);
    connect(&route, &DirectRoute::failed, this, [this](MessageId message, const Error &why) {
        m_sentDirectly.remove(message);
        const auto now = m_messages.store().message(message);
        if (now && !find(message)) { // as one that was begun
            auto upload = std::make_unique<Upload>();
            upload->message = message;
            upload->conversation = now->conversation;
            upload->attachment = now->attachment.value_or(Attachment());
            m_uploads.emplace(message, std::move(upload));
            fail(message, why);
        }
    });
    connect(&route, &DirectRoute::givenBack, this, [this](MessageId message) {
        m_sentDirectly.remove(message);
        m_tries.remove(message);
        sendWaiting();
    });
}

/// In clear alone: it goes through servers, or straight over the net, as it is.
Result<bool> UploadService::mayGoDirectly(ConversationId conversation)
{
    const auto chat = m_direct ? m_messages.store().conversation(conversation) : Result<Conversation>(Error{});
    if (!chat) {
        return m_direct ? Result<bool>(chat.error()) : Result<bool>(false);
    }
    const auto protection = m_messages.protectionOf(*chat);
    return m_direct->takes(*chat) && protection && *protection == Attachment::Protection::Clear;
}

void UploadService::goDirectly(MessageId id, const Error &why)
{
    const Upload *upload = find(id);
    const auto chat = m_messages.store().conversation(upload->conversation);
    const bool isReachable = chat && m_direct && m_direct->takes(*chat);
    const auto may = mayGoDirectly(upload->conversation);
    const auto message = m_messages.store().message(id);
    if (!may || !*may || !message || upload->attachment.protection != Attachment::Protection::Clear) {
        const bool isSealed = isReachable && upload->attachment.protection == Attachment::Protection::Sealed;
        fail(id, isSealed ? Error{ErrorKind::SealedNeedsUpload, why.detail, why.kind == ErrorKind::FileTooLarge ? why.subject : QString()} : why);
        return;
    }
    drop(id);
    m_tries.remove(id);
    m_sentDirectly.insert(id);
    m_direct->send(*message, chat->peer);
    QMetaObject::invokeMethod(this, &UploadService::pump, Qt::QueuedConnection);
}

void UploadService::finishDirect(MessageId id)
{
    m_sentDirectly.remove(id);
    const auto message = m_messages.store().message(id);
    if (!message) {
        return;
    }
    const Status stored = m_account.database.transaction(Database::Durability::Full,
                                                         [&]() -> Status { return m_store.finishDirect(m_messages.store(), id); });
    if (!stored) {
        qCWarning(log::storage) << "not stored:" << stored.error().detail; // it is offered again, and they have it already
    }
    m_messages.tellChanged(message->conversation, id);
    m_messages.announce();
    m_messages.sendWaiting();
}

void UploadService::leaveDirect(MessageId id)
{
    if (m_sentDirectly.remove(id)) {
        m_direct->stop(id);
    }
}

void UploadService::drop(MessageId id)
{
    if (m_uploads.erase(id) > 0) {
        Q_EMIT rested(id);
    }
}

bool UploadService::isWaiting(MessageId id) const
{
    const auto message = m_messages.store().message(id);
    return message && message->attachment && message->attachment->state == Attachment::State::Uploading
        && message->state == MessageState::Waiting;
}

bool UploadService::cancel(MessageId id)
{
    const auto message = m_messages.store().message(id);
    if (!isWaiting(id) || !message) {
        return false;
    }
    leaveDirect(id);
    if (!find(id)) { // not begun
        auto upload = std::make_unique<Upload>();
        upload->message = id;
        upload->conversation = message->conversation;
        upload->attachment = *message->attachment;
        m_uploads.emplace(id, std::move(upload));
    }
    fail(id, Error{ErrorKind::Cancelled, {}, {}});
    return true;
}

bool UploadService::tryNow(MessageId id)
{
    if (!isWaiting(id)) {
        return false;
    }
    if (!find(id)) { // else it is at it
        m_tries.remove(id);
        sendWaiting();
    }
    return true;
}

void UploadService::messagesChanged(const QList<Message> &messages)
{
    for (const Message &message : messages) {
        if (message.retracted != 0 && find(message.id)) {
            drop(message.id); // taken back before it was there
            QMetaObject::invokeMethod(this, &UploadService::sendWaiting, Qt::QueuedConnection); // there is room for another
        }
        if (message.retracted != 0) {
            leaveDirect(message.id);
            m_tries.remove(message.id);
            tellOrphans();
        }
        // What failed and is tried again says nothing of why it waits.
        const bool isOurs = message.attachment && message.attachment->state == Attachment::State::Uploading
            && !message.attachment->failure;
        if (isOurs && message.state == MessageState::Waiting && !find(message.id) && !m_sentDirectly.contains(message.id)) { // the user wants it tried again
            m_tries.remove(message.id);
            retryCaption(message.id);
            sendWaiting();
        }
    }
}

void UploadService::removeMessage(MessageId message)
{
    leaveDirect(message);
    drop(message);
    m_tries.remove(message);
    m_held.remove(message);
    tellOrphans();
    QMetaObject::invokeMethod(this, &UploadService::sendWaiting, Qt::QueuedConnection); // there is room for another
}

/// What was to be said of a file that is gone does not go out alone.
void UploadService::tellOrphans()
{
    const auto orphans = m_store.orphans(m_account.id);
    if (!orphans || orphans->isEmpty()) {
        return;
    }
    failOrphans();
    for (const MessageId orphan : *orphans) {
        if (const auto now = m_messages.store().message(orphan)) {
            m_messages.tellChanged(now->conversation, orphan);
        }
    }
    m_messages.announce();
}

// Where files can be put

QFuture<Result<UploadLimit>> UploadService::limit(ConversationId conversation)
{
    auto promise = std::make_shared<QPromise<Result<UploadLimit>>>();
    promise->start();
    auto future = promise->future();
    m_places.findPlace(this, [this, promise, conversation](const Result<UploadPlace> &service) {
        using Known = UploadLimit::Service;
        const bool isNone = !service && service.error().kind == ErrorKind::NoUpload;
        UploadLimit limit = service ? UploadLimit{Known::Found, service->maximum} : UploadLimit{isNone ? Known::None : Known::Unknown, 0};
        const auto direct = mayGoDirectly(conversation);
        limit.direct = direct && *direct ? UploadLimit::Direct::Possible : UploadLimit::Direct::No;
        promise->addResult(limit);
        promise->finish();
    });
    return future;
}

} // namespace jackdaw
