// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/UploadService.h"

#include "base/Log.h"
#include "base/SafeFileName.h"
#include "chat/MessageService.h"
#include "files/StoredSize.h"
#include "files/UploadBody.h"
#include "files/WebAccess.h"
#include "files/WebTransfer.h"
#include "storage/Database.h"
#include "xmpp/FileSharing.h"
#include "xmpp/HttpUpload.h"
#include "xmpp/Namespaces.h"
#include "xmpp/RoomDisco.h"

#include <QDateTime>
#include <QFileInfo>
#include <QPointer>
#include <QPromise>
#include <QUuid>
#include <QXmlStreamWriter>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostServices = 20;

Error changed(const QString &path)
{
    return Error{ErrorKind::FileChanged, u"another size or time than when it was chosen"_s, path};
}

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

/// Has nobody answered yet, whatever they would say?
bool isOpen(const Error &error)
{
    return error.kind == ErrorKind::Timeout || error.kind == ErrorKind::ConnectionLost || error.kind == ErrorKind::TooMany;
}

Error inClear()
{
    return Error{ErrorKind::NotEncryptable, u"it was to be sealed, and the chat is in clear now"_s, {}};
}

Error statusError(int status, const QString &host, qint64 maximum)
{
    return status == 413 ? Error{ErrorKind::FileTooLarge, u"HTTP 413"_s, maximum > 0 ? QString::number(maximum) : QString()}
                         : Error{ErrorKind::Unavailable, u"HTTP %1"_s.arg(status), host};
}

} // namespace

/// One file on its way.
struct UploadService::Upload
{
    MessageId message;
    ConversationId conversation;
    Attachment attachment;
    FileCipher::Secret secret;
    QString host;   ///< where it goes
    QString getUrl;
    QString from;   ///< the same as the web server knows it
    std::unique_ptr<UploadBody> body;
    std::unique_ptr<StoredSize> stored;
    std::unique_ptr<WebTransfer> transfer; ///< goes before what it reads from
    int number = 0; ///< of the attempt among all, so that what belongs to an older one is known
};

UploadService::UploadService(const AccountContext &account, MessageService &messages, WebAccess &web, const TransferLimits &limits,
                             QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_messages(messages)
    , m_web(web)
    , m_limits(limits)
    , m_store(account.database)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &UploadService::pump);
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session) {
        m_attempts.clear();
        pump();
    });
    connect(&messages, &MessageService::messagesChanged, this,
            [this](ConversationId, const QList<Message> &all) { messagesChanged(all); });
    connect(&messages, &MessageService::messageRemoved, this, [this](ConversationId, MessageId message) { removeMessage(message); });
    failOrphans();
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
    if (m_service && m_service->maximum > 0 && info.size() > m_service->maximum) {
        const auto direct = mayGoDirectly(conversation);
        if (!direct || !*direct) {
            const bool isSealed = m_direct && m_direct->takes(*chat) && *protection == Attachment::Protection::Sealed;
            return Error{isSealed ? ErrorKind::SealedNeedsUpload : ErrorKind::FileTooLarge, {}, QString::number(m_service->maximum)};
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
        const bool rests = m_again.isActive() && m_attempts.value(message) > 0;
        if (!find(message) && !rests && !m_sentDirectly.contains(message)) {
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
    upload.number = ++m_serial;
    ++m_attempts[id];
    m_uploads.emplace(id, std::move(made));

    const QFileInfo info(upload.attachment.path);
    if (!info.isFile() || info.size() != upload.attachment.file.size
        || info.lastModified().toMSecsSinceEpoch() != upload.attachment.modified) {
        fail(id, changed(upload.attachment.path));
        return;
    }
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
    if (upload.attachment.protection == Attachment::Protection::Sealed) {
        auto secret = FileCipher::newSecret(); // a new one with each attempt: no key is used for two streams
        if (!secret) {
            fail(id, secret.error());
            return;
        }
        upload.secret = *std::move(secret);
    }
    askSlot(id);
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
    m_attempts.remove(id);
    if (!stored) {
        qCWarning(log::storage) << "not stored:" << stored.error().detail;
        return; // it still waits
    }
    m_messages.tellChanged(conversation, id);
    m_messages.sendWaiting();
    QMetaObject::invokeMethod(this, &UploadService::pump, Qt::QueuedConnection);
}

void UploadService::askSlot(MessageId id)
{
    findService([this, id, number = find(id)->number](const Result<Service> &service) {
        Upload *upload = find(id);
        if (!upload || upload->number != number) {
            return;
        }
        if (!service) {
            if (service.error().kind == ErrorKind::NoUpload) {
                goDirectly(id, service.error());
            } else {
                stumble(id, service.error());
            }
            return;
        }
        const bool isSealed = upload->attachment.protection == Attachment::Protection::Sealed;
        const qint64 size = upload->attachment.file.size + (isSealed ? FileCipher::tagSize : 0);
        if (service->maximum > 0 && size > service->maximum) {
            goDirectly(id, Error{ErrorKind::FileTooLarge, {}, QString::number(service->maximum)});
            return;
        }
        // What is sealed keeps its name to itself but for the end, by which others tell a picture from a film.
        const QString end = upload->attachment.file.name.section(u'.', -1, -1, QString::SectionIncludeLeadingSep);
        const QString name = isSealed ? QUuid::createUuid().toString(QUuid::Id128) + (end.size() <= 10 ? end : QString())
                                      : upload->attachment.file.name;
        const QString type = isSealed ? u"application/octet-stream"_s : upload->attachment.file.mediaType;
        m_account.connection.request(Connection::Request::Get, service->address, [=](QXmlStreamWriter &writer) {
            writeSlotRequest(writer, name, size, type);
        }, this, [this, id, number, maximum = service->maximum](const Result<QDomElement> &answer) {
            Upload *now = find(id);
            if (!now || now->number != number) {
                return;
            }
            if (!answer) {
                // XEP-0363, 6: not-acceptable is what a file gets that is too large.
                if (answer.error().kind == ErrorKind::NotAcceptable) {
                    goDirectly(id, Error{ErrorKind::FileTooLarge, answer.error().detail, maximum > 0 ? QString::number(maximum) : QString()});
                } else {
                    stumble(id, answer.error());
                }
                return;
            }
            const auto slot = readSlot(*answer);
            if (!slot) {
                fail(id, slot.error());
                return;
            }
            put(id, slot->put, slot->get, slot->headers);
        });
    });
}

void UploadService::put(MessageId id, const QString &to, const QString &from, const QList<std::pair<QByteArray, QByteArray>> &headers)
{
    const int number = find(id)->number;
    m_web.prepare(QUrl(to), m_limits.idle, this, [this, id, number, from, headers](Result<WebRequest> prepared) {
        Upload *upload = find(id);
        if (!upload || upload->number != number || upload->transfer) {
            return;
        }
        // Asking takes its time, and the chat may be another by now.
        const auto chat = m_messages.store().conversation(upload->conversation);
        const auto protection = chat ? m_messages.protectionOf(*chat) : Result<std::optional<Attachment::Protection>>(chat.error());
        if (!protection) {
            fail(id, protection.error());
            return;
        }
        if (*protection != upload->attachment.protection) {
            if (upload->attachment.protection == Attachment::Protection::Sealed) {
                m_store.setProtection(id, Attachment::Protection::Sealed); // begin() sees that it was
            }
            drop(id);
            m_attempts.remove(id);
            sendWaiting();
            return;
        }
        if (!prepared) {
            stumble(id, prepared.error());
            return;
        }
        std::optional<FileCipher> cipher;
        const bool isSealed = upload->attachment.protection == Attachment::Protection::Sealed;
        if (isSealed) {
            auto made = FileCipher::make(FileCipher::Way::Seal, upload->secret.key, upload->secret.iv);
            if (!made) {
                fail(id, made.error());
                return;
            }
            cipher.emplace(std::move(made).value());
        }
        upload->from = from;
        upload->getUrl = isSealed ? sealedUrl(from, upload->secret.key, upload->secret.iv) : from;
        upload->body = std::make_unique<UploadBody>(upload->attachment.path, upload->attachment.file.size, std::move(cipher));
        if (!upload->body->open()) {
            fail(id, changed(upload->attachment.path));
            return;
        }
        WebRequest request = std::move(prepared).value();
        request.verdict = m_limits.verdict;
        request.headers.append({"Content-Type", isSealed || upload->attachment.file.mediaType.isEmpty()
                                    ? "application/octet-stream" : upload->attachment.file.mediaType.toLatin1()});
        request.headers.append(headers);
        upload->host = request.host();
        Q_EMIT moved(id, 0, upload->attachment.file.size);
        if (upload = find(id); !upload || upload->number != number) {
            return;
        }
        upload->transfer = std::make_unique<WebTransfer>(m_web.thread(), std::move(request), *upload->body, this,
                                                         [this, id](qint64 done, qint64 total) { Q_EMIT moved(id, done, total); },
                                                         [this, id](const WebAnswer &answer) { takeEnd(id, answer); });
    });
}

void UploadService::takeEnd(MessageId id, const WebAnswer &answer)
{
    Upload *upload = find(id);
    upload->transfer.reset();
    const int status = answer.head.status;
    if (upload->body->hasChanged()) {
        fail(id, changed(upload->attachment.path));
    } else if (!upload->body->unreadable().isEmpty()) {
        fail(id, Error{ErrorKind::Storage, upload->body->unreadable(), upload->attachment.path});
    } else if (status >= 300) { // whatever became of the rest
        stumble(id, statusError(status, upload->host, m_service ? m_service->maximum : 0));
    } else if (answer.failure) {
        const ErrorKind kind = answer.failure->kind;
        const bool isVerdictLost = kind == ErrorKind::ConnectionLost || kind == ErrorKind::Timeout;
        if (isVerdictLost && answer.sent == upload->body->wireSize()) {
            askWhatLies(id, *answer.failure);
        } else {
            stumble(id, *answer.failure);
        }
    } else if (status != 200 && status != 201 && status != 204) {
        stumble(id, statusError(status, upload->host, 0));
    } else if (answer.sent != upload->body->wireSize()) { // it cannot have what it was not given
        stumble(id, Error{ErrorKind::ConnectionLost, u"answered before the end"_s, {}});
    } else {
        finish(id);
    }
}

/// A place is for one file of one size (XEP-0363, 4), and this one knew nobody else: what has its size there is it.
void UploadService::askWhatLies(MessageId id, const Error &why)
{
    const Upload *asked = find(id);
    m_web.prepare(QUrl(asked->from), m_limits.idle, this, [this, id, number = asked->number, why](Result<WebRequest> prepared) {
        Upload *upload = find(id);
        if (!upload || upload->number != number) {
            return;
        }
        if (!prepared) {
            stumble(id, why);
            return;
        }
        WebRequest request = std::move(prepared).value();
        request.headers.append(StoredSize::range());
        upload->stored = std::make_unique<StoredSize>();
        upload->transfer = std::make_unique<WebTransfer>(m_web.thread(), std::move(request), *upload->stored, this, nullptr,
                                                         [this, id, why](const WebAnswer &) {
            Upload *now = find(id);
            now->transfer.reset();
            if (now->stored->bytes() == now->body->wireSize()) {
                finish(id);
            } else {
                stumble(id, why);
            }
        });
    });
}

void UploadService::finish(MessageId id)
{
    const Upload *upload = find(id);
    const ConversationId conversation = upload->conversation;
    const QString url = upload->getUrl;
    const auto protection = upload->attachment.protection;
    const QByteArray hash = upload->body->sha256();
    // A sticker in clear stands beside what can be read in its place (XEP-0449, 2.4); what is sealed needs its address there.
    const bool isReadable = upload->attachment.file.sticker && protection == Attachment::Protection::Clear;
    const QString words = isReadable ? upload->attachment.file.description : QString();
    const Status stored = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        for (const Status &noted : {m_store.setProtection(id, protection), m_store.setHash(id, hash)}) {
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
    m_attempts.remove(id);
    drop(id);
    m_messages.tellChanged(conversation, id);
    m_messages.sendWaiting();
    pump();
}

void UploadService::stumble(MessageId id, const Error &why)
{
    qCInfo(log::chat) << "an upload stopped:" << int(why.kind) << why.detail;
    const int attempt = m_attempts.value(id);
    const bool isAway = why.kind == ErrorKind::Offline || !m_account.connection.isOnline();
    if (isAway) {
        drop(id); // the next session begins it again
        return;
    }
    if (!mayPass(why) || attempt >= m_limits.attempts) {
        fail(id, why);
        return;
    }
    drop(id);
    m_again.start(m_limits.pause << std::clamp(attempt - 1, 0, 10)); // a new session counts from 0
}

void UploadService::fail(MessageId id, const Error &why)
{
    const Upload *upload = find(id);
    const ConversationId conversation = upload ? upload->conversation : ConversationId();
    drop(id);
    m_attempts.remove(id);
    MessageId caption;
    const Status stored = m_account.database.transaction(Database::Durability::Full, [&]() -> Status {
        const auto set = m_messages.store().setState(id, MessageState::Failed, why);
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
    connect(&route, &DirectRoute::sent, this, &UploadService::finishDirect);
    connect(&route, &DirectRoute::failed, this, [this](MessageId message, const Error &why) {
        m_sentDirectly.remove(message);
        const auto now = m_messages.store().message(message);
        if (now && !find(message)) { // as one that was begun
            auto upload = std::make_unique<Upload>();
            upload->message = message;
            upload->conversation = now->conversation;
            m_uploads.emplace(message, std::move(upload));
            fail(message, why);
        }
    });
    connect(&route, &DirectRoute::givenBack, this, [this](MessageId message) {
        m_sentDirectly.remove(message);
        m_attempts.remove(message);
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
    m_attempts.remove(id);
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
    m_uploads.erase(id);
}

bool UploadService::cancel(MessageId id)
{
    const auto message = m_messages.store().message(id);
    const bool waits = message && message->attachment && message->attachment->state == Attachment::State::Uploading
        && message->state == MessageState::Waiting;
    if (!waits) {
        return false;
    }
    leaveDirect(id);
    if (!find(id)) { // not begun
        auto upload = std::make_unique<Upload>();
        upload->message = id;
        upload->conversation = message->conversation;
        m_uploads.emplace(id, std::move(upload));
    }
    fail(id, Error{ErrorKind::Cancelled, {}, {}});
    return true;
}

void UploadService::messagesChanged(const QList<Message> &messages)
{
    for (const Message &message : messages) {
        if (message.retracted != 0 && find(message.id)) {
            drop(message.id); // taken back before it was there
        }
        if (message.retracted != 0) {
            leaveDirect(message.id);
            m_attempts.remove(message.id);
            tellOrphans();
        }
        const bool isOurs = message.attachment && message.attachment->state == Attachment::State::Uploading;
        if (isOurs && message.state == MessageState::Waiting && !find(message.id) && !m_sentDirectly.contains(message.id)) { // the user wants it tried again
            m_attempts.remove(message.id);
            retryCaption(message.id);
            sendWaiting();
        }
    }
}

void UploadService::removeMessage(MessageId message)
{
    leaveDirect(message);
    drop(message);
    m_attempts.remove(message);
    tellOrphans();
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
    findService([this, promise, conversation](const Result<Service> &service) {
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

void UploadService::findPlace(QObject *context, std::function<void(Result<Place>)> found)
{
    findService([context = QPointer<QObject>(context), found = std::move(found)](const Result<Service> &service) {
        if (context) {
            found(service);
        }
    });
}

void UploadService::findService(Found found)
{
    if (!m_account.connection.isOnline()) {
        found(m_service ? Result<Service>(*m_service) : Result<Service>(Error{ErrorKind::Offline, {}, {}}));
        return;
    }
    if (m_service && m_serviceOf == m_account.connection.streamNumber()) {
        found(*m_service);
        return;
    }
    m_askedService.append(std::move(found));
    if (m_askedService.size() > 1) {
        return;
    }
    const Jid server(BareJid::fromPrepared(m_account.jid().domain()));
    m_account.connection.request(Connection::Request::Get, server, writeDiscoItems, this, [this, server](const Result<QDomElement> &items) {
        if (!items && !mayPass(items.error()) && items.error().kind != ErrorKind::NotFound) {
            answerService(items.error());
            return;
        }
        QList<Jid> services{server}; // some are the server itself
        if (items) {
            for (const BareJid &each : readDiscoItems(*items)) {
                if (each.local().isEmpty() && services.size() <= mostServices) {
                    services.append(Jid(each));
                }
            }
        }
        askServices(services, !items && isOpen(items.error()) ? std::optional(items.error()) : std::nullopt);
    });
}

void UploadService::askServices(QList<Jid> services, const std::optional<Error> &passing)
{
    if (services.isEmpty()) {
        answerService(passing ? *passing : Error{ErrorKind::NoUpload, {}, m_account.jid().domain()});
        return;
    }
    const Jid next = services.takeFirst();
    m_account.connection.request(Connection::Request::Get, next, writeDiscoInfo, this,
                                 [this, next, services, passing](const Result<QDomElement> &about) {
        const auto maximum = about ? readUploadService(*about) : std::nullopt;
        if (maximum) {
            answerService(Service{next, *maximum});
        } else if (!about && about.error().kind == ErrorKind::Offline) {
            answerService(about.error());
        } else {
            askServices(services, !about && isOpen(about.error()) ? about.error() : passing);
        }
    });
}

void UploadService::answerService(const Result<Service> &service)
{
    if (service) {
        m_service = *service;
        m_serviceOf = m_account.connection.streamNumber();
    } else if (service.error().kind == ErrorKind::NoUpload) {
        m_service.reset();
    }
    for (const Found &found : std::exchange(m_askedService, {})) {
        found(service);
    }
}

} // namespace jackdaw
