// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/DownloadService.h"

#include "base/Log.h"
#include "base/PoolWork.h"
#include "base/SafeFileName.h"
#include "chat/MessageService.h"
#include "files/DiskStep.h"
#include "files/DownloadBody.h"
#include "files/DownloadIntake.h"
#include "files/DownloadPart.h"
#include "files/FileContent.h"
#include "files/WebAccess.h"
#include "files/WebTransfer.h"
#include "roster/RosterService.h"
#include "storage/Database.h"
#include "xmpp/FileSharing.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QPromise>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 youngCopy = 24 * 60 * 60; ///< s: a window may be about to send it
constexpr int leftPause = 100; ///< ms

const QString partSuffix = u".part"_s;
const QString openedSuffix = u".part.open"_s; ///< of a sealed one: it is opened while it comes

/// What was fetched for a message lies in a folder of its own, and beside it while it comes.
QString folderIn(const QString &files, MessageId message)
{
    return QDir(files).filePath(QString::number(message.value(), 16));
}

void removeParts(const QString &folder)
{
    QFile::remove(folder + partSuffix);
    QFile::remove(folder + openedSuffix);
}

void removeWhole(const QString &folder)
{
    QDir whole(folder);
    if (whole.exists()) {
        whole.removeRecursively();
    }
}

void removeFetched(const QString &folder)
{
    removeParts(folder);
    removeWhole(folder);
}

bool mayPassLater(const Error &error)
{
    return error.kind == ErrorKind::Timeout || error.kind == ErrorKind::ConnectionLost || error.kind == ErrorKind::ConnectionRefused
        || error.kind == ErrorKind::ServerNotFound || error.kind == ErrorKind::Proxy;
}

Error refusal(int status, const QString &host)
{
    const QString detail = u"HTTP %1"_s.arg(status);
    return status == 401 || status == 403 ? Error{ErrorKind::Forbidden, detail, host}
        : status == 404 || status == 410 ? Error{ErrorKind::NotFound, detail, {}}
        : Error{ErrorKind::Unavailable, detail, host};
}

} // namespace

/// One file on its way here.
struct DownloadService::Fetch
{
    MessageId message;
    ConversationId conversation;
    Attachment attachment;
    FileSource source;
    QUrl url;             ///< where it is asked for now
    std::shared_ptr<DownloadBody> body; ///< the opening's, while that is at work
    qint64 most = 0;      ///< bytes that are taken
    int redirects = 0;
    int number = 0; ///< of the attempt among all
    std::shared_ptr<std::atomic<bool>> isWanted = std::make_shared<std::atomic<bool>>(true); ///< the pool looks at it
    std::unique_ptr<DiskStep> opening;
    std::unique_ptr<DownloadIntake> intake; ///< goes before the body,
    std::unique_ptr<WebTransfer> transfer;  ///< and this before both
};

DownloadService::DownloadService(const AccountContext &account, MessageService &messages, const RosterService &roster, WebAccess &web,
                                 const QString &profileFolder, const TransferLimits &limits, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_messages(messages)
    , m_roster(roster)
    , m_web(web)
    , m_folder(QDir(profileFolder).filePath(u"files"_s))
    , m_limits(limits)
    , m_store(account.database)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &DownloadService::pump);
    m_afterLeft.setSingleShot(true);
    connect(&m_afterLeft, &QTimer::timeout, this, &DownloadService::pump);
    connect(&account.connection, &Connection::sessionStarted, this, [this](Connection::Session) {
        m_attempts.clear();
        pump();
    });
    connect(&messages, &MessageService::messagesStored, this, [this](ConversationId, const QList<Message> &all, bool live) {
        for (const Message &message : all) {
            if (live && mayFetchUnasked(message)) {
                wantUnasked(message.id);
            }
        }
    });
    connect(&messages, &MessageService::messagesChanged, this, [this](ConversationId, const QList<Message> &all) {
        for (const Message &message : all) {
            if (message.retracted != 0) { // its row is gone already
                forget(message.id);
            }
        }
    });
    connect(&messages, &MessageService::messageRemoved, this, [this](ConversationId, MessageId message) { forget(message); });
    connect(&messages, &MessageService::filesReplaced, this, &DownloadService::refile);
    removeCopies();
}

DownloadService::~DownloadService()
{
    stop();
}

void DownloadService::stop()
{
    m_isStopped = true;
    m_again.stop();
    m_afterLeft.stop();
    while (!m_fetches.empty()) {
        drop(m_fetches.begin()->first);
    }
}

QString DownloadService::folderOf(MessageId message) const
{
    return folderIn(m_folder, message);
}

QString DownloadService::partOf(const Fetch &fetch) const
{
    return folderOf(fetch.message) + (fetch.source.key.isEmpty() ? partSuffix : openedSuffix);
}

DownloadService::Fetch *DownloadService::find(MessageId message)
{
    const auto found = m_fetches.find(message);
    return found == m_fetches.end() ? nullptr : found->second.get();
}

/// design/ui.md, 5: from contacts only, and from our own devices; of groups nobody knows who reads what lies there.
bool DownloadService::mayFetchUnasked(const Message &message) const
{
    if (!message.attachment || message.attachment->state != Attachment::State::Remote || message.retracted != 0) {
        return false;
    }
    const qint64 most = mostUnasked(message);
    return most > 0 && message.attachment->file.size <= most;
}

qint64 DownloadService::mostUnasked(const Message &message) const
{
    if (m_rules.metered == DownloadRules::Metered::Wait && isMetered()) {
        return 0;
    }
    qint64 most = m_rules.others;
    switch (message.attachment->kind) {
    case Attachment::Kind::Picture: case Attachment::Kind::Sticker: most = m_rules.pictures; break;
    case Attachment::Kind::Audio: most = m_rules.audio; break;
    case Attachment::Kind::Video: most = m_rules.videos; break;
    case Attachment::Kind::File: break;
    }
    const auto conversation = m_messages.store().conversation(message.conversation);
    if (!conversation) {
        return 0;
    }
    if (conversation->kind == ConversationKind::Room) { // what is ours there is so by the room's word alone
        return m_rules.from == DownloadRules::From::ContactsAndGroups ? std::min(most, DownloadRules::most) : 0;
    }
    if (conversation->kind != ConversationKind::Chat || m_rules.never.contains(conversation->peer)) {
        return 0;
    }
    if (message.direction == Direction::Outgoing) { // from another device of ours
        const bool isOut = message.state != MessageState::Waiting && message.state != MessageState::Failed;
        return isOut && m_rules.from != DownloadRules::From::Nobody ? std::min(most, DownloadRules::most) : 0;
    }
    // Whoever is named in the rules, too, is believed only as a contact: their address could be written by anybody before.
    const Contact *contact = m_roster.find(message.sender);
    if (!contact || contact->subscription == Subscription::None) {
        return 0;
    }
    if (m_rules.always.contains(message.sender)) {
        return DownloadRules::trusted;
    }
    return m_rules.from == DownloadRules::From::Nobody ? 0 : std::min(most, DownloadRules::most);
}

void DownloadService::wantUnasked(MessageId message)
{
    if (!m_unasked.contains(message)) {
        m_unasked.append(message);
        QMetaObject::invokeMethod(this, &DownloadService::pump, Qt::QueuedConnection);
    }
}

Status DownloadService::fetch(MessageId id)
{
    const auto message = m_messages.store().message(id);
    if (!message) {
        return message.error();
    }
    if (!message->attachment || message->attachment->state == Attachment::State::Uploading) {
        return Error{ErrorKind::Conflict, u"there is nothing to be fetched"_s, {}};
    }
    if (message->attachment->state == Attachment::State::Here && QFile::exists(message->attachment->path)) {
        return Done{};
    }
    if (!fileSource(message->attachment->file.url)) {
        return Error{ErrorKind::UnsafeAddress, {}, {}};
    }
    drop(id); // from here on by the wider rule, if it was on its way
    m_attempts.remove(id);
    m_unasked.removeAll(id);
    const Status wanted = m_store.setState(id, Attachment::State::Fetching);
    m_messages.tellChanged(message->conversation, id);
    pump();
    return wanted;
}

void DownloadService::noteShown(MessageId id)
{
    const auto message = m_messages.store().message(id);
    if (message && mayFetchUnasked(*message)) {
        wantUnasked(id);
    }
}

bool DownloadService::cancel(MessageId id)
{
    const auto message = m_messages.store().message(id);
    if (!message || !message->attachment || message->attachment->state != Attachment::State::Fetching) {
        return false;
    }
    discard(id);
    m_attempts.remove(id);
    m_store.setState(id, Attachment::State::Broken, Error{ErrorKind::Cancelled, {}, {}});
    m_messages.tellChanged(message->conversation, id);
    pump();
    return true;
}

void DownloadService::pump()
{
    if (m_isStopped) {
        return;
    }
    const auto wanted = m_store.fetches(m_account.id);
    if (!wanted) {
        return;
    }
    // What somebody waits for goes before what nobody asked for.
    const QList<MessageId> all = *wanted + m_unasked;
    for (const MessageId message : all) {
        if (int(m_fetches.size()) >= m_limits.parallel) {
            return;
        }
        const bool rests = m_again.isActive() && m_attempts.value(message) > 0;
        if (!find(message) && !rests) {
            begin(message);
        }
    }
}

void DownloadService::begin(MessageId id)
{
    const auto message = m_messages.store().message(id);
    const auto source = message && message->attachment ? fileSource(message->attachment->file.url) : std::nullopt;
    const bool isHere = source && message->attachment->state == Attachment::State::Here; // a sticker that was found in a pack
    if (!source || (isHere && m_unasked.contains(id))) {
        m_unasked.removeAll(id);
        return;
    }
    if (isLeft(id)) {
        m_afterLeft.start(leftPause);
        return;
    }
    auto made = std::make_unique<Fetch>();
    Fetch &fetch = *made;
    fetch.message = id;
    fetch.conversation = message->conversation;
    fetch.attachment = *message->attachment;
    fetch.source = *source;
    fetch.url = QUrl(source->url);
    fetch.number = ++m_serial;
    ++m_attempts[id];
    const qint64 tag = source->key.isEmpty() ? 0 : FileCipher::tagSize;
    const qint64 said = fetch.attachment.file.size;
    // The rules may be others than when it was wanted.
    const qint64 unasked = m_unasked.contains(id) ? mostUnasked(*message) : 0;
    if (m_unasked.contains(id) && (unasked <= 0 || said > unasked)) {
        m_unasked.removeAll(id);
        m_attempts.remove(id);
        return;
    }
    fetch.most = unasked > 0 ? unasked : said >= 0 ? said + tag : m_limits.asked;
    m_fetches.emplace(id, std::move(made));

    fetch.body = std::make_shared<DownloadBody>(partOf(fetch), DownloadBody::Secret{source->key, source->iv});
    open(id);
}

void DownloadService::open(MessageId id)
{
    Fetch *fetch = find(id);
    const SharedFile &said = fetch->attachment.file;
    const auto before = m_anew.remove(id) ? DownloadPart::Before::Goes : DownloadPart::Before::GoesOn;
    const DownloadPart part{m_folder, partOf(*fetch), {fetch->source.key, fetch->source.iv}, said.size, said.sha256,
                            fetch->most, before};
    auto found = std::make_shared<Result<PartState>>(PartState::Open);
    auto progress = std::make_shared<DiskStep::Progress>();
    fetch->opening = std::make_unique<DiskStep>("download", m_limits.idle,
        [part, found, progress, body = fetch->body] { *found = openPart(part, *body, *progress); },
        [this, id, found](DiskStep::Came came) {
            if (came == DiskStep::Came::Nothing) {
                fail(id, Error{ErrorKind::Storage, u"the disk gives nothing in %1 ms"_s.arg(m_limits.idle), m_folder});
            } else if (!*found) {
                fail(id, found->error());
            } else if (**found == PartState::Whole) {
                settle(id, Settled::Before);
            } else {
                ask(id);
            }
        }, progress);
}

void DownloadService::ask(MessageId id)
{
    Fetch *asked = find(id);
    m_web.prepare(asked->url, m_limits.idle, this, [this, id, number = asked->number](Result<WebRequest> prepared) {
        Fetch *fetch = find(id);
        if (!fetch || fetch->number != number) {
            return;
        }
        if (!prepared) {
            stumble(id, prepared.error());
            return;
        }
        WebRequest request = std::move(prepared).value();
        if (fetch->body->resumesAt() > 0) {
            request.headers.append({"Range", "bytes=" + QByteArray::number(fetch->body->resumesAt()) + '-'});
        }
        const bool isLie = fetch->attachment.file.size >= 0 && !m_unasked.contains(id); // where it is longer
        const auto longer = isLie ? DownloadIntake::Longer::Lie : DownloadIntake::Longer::TooLarge;
        fetch->intake = std::make_unique<DownloadIntake>(fetch->body, DownloadIntake::Bounds{fetch->most, longer, fetch->url.host()}, m_limits);
        fetch->transfer = std::make_unique<WebTransfer>(m_web.thread(), std::move(request), *fetch->intake, this,
            [this, id, said = std::max<qint64>(fetch->attachment.file.size, 0)](qint64 done, qint64 total) {
                Q_EMIT moved(id, done, total > 0 ? total : said);
            },
            [this, id](const WebAnswer &answer) { takeEnd(id, answer); });
    });
}

void DownloadService::takeEnd(MessageId id, const WebAnswer &answer)
{
    Fetch *fetch = find(id);
    fetch->transfer.reset();
    const int status = answer.head.status;
    if (answer.failure && answer.failure->kind == ErrorKind::Storage) { // it hangs, with the body in hand
        fail(id, Error{ErrorKind::Storage, answer.failure->detail, m_folder});
        return;
    }
    if (const auto &refused = fetch->intake->refused()) {
        const Error why = *refused;
        const bool isTheirs = why.kind != ErrorKind::DiskFull && why.kind != ErrorKind::Storage && why.kind != ErrorKind::Timeout;
        if (isTheirs) {
            removeParts(folderOf(id));
        }
        fail(id, why);
        return;
    }
    if (status == 301 || status == 302 || status == 303 || status == 307 || status == 308) {
        const QUrl next = fetch->url.resolved(QUrl(QString::fromUtf8(answer.head.location)));
        const Status may = m_web.policy().mayFollow(fetch->url, next);
        if (!may || ++fetch->redirects > m_limits.redirects) {
            fail(id, may ? Error{ErrorKind::Unavailable, u"too many redirects"_s, next.host()} : may.error());
            return;
        }
        fetch->url = next;
        ask(id);
        return;
    }
    if (status == 416 && fetch->body->resumesAt() > 0) { // the part is none of what lies there
        m_anew.insert(id);
        stumble(id, Error{ErrorKind::ConnectionLost, u"HTTP 416"_s, {}});
        return;
    }
    const bool isAnswered = status != 0 || !answer.failure;
    if (isAnswered && status != 200 && status != 206) { // any number: below 200 nothing is read, and would be waited for
        fail(id, refusal(status, fetch->url.host()));
        return;
    }
    if (answer.failure) {
        stumble(id, *answer.failure);
        return;
    }
    if (fetch->intake->total() > 0 && fetch->body->received() < fetch->intake->total()) {
        stumble(id, Error{ErrorKind::ConnectionLost, u"it ended early"_s, {}});
        return;
    }
    settle(id, Settled::Now);
}

void DownloadService::settle(MessageId id, Settled when)
{
    Fetch *fetch = find(id);
    const QString name = fetch->attachment.file.name;
    const Arrival arrival{partOf(*fetch), folderOf(id), safeFileName(name), fetch->attachment.file.size, fetch->isWanted};
    auto promise = std::make_shared<QPromise<Result<Arrived>>>();
    promise->start();
    promise->future().then(this, [this, id, number = fetch->number](const Result<Arrived> &arrived) {
        Fetch *now = find(id);
        if (!now || now->number != number) {
            if (arrived) { // nobody wants it any more
                QFile::remove(arrived->path);
                QDir().rmdir(QFileInfo(arrived->path).absolutePath());
            }
            return;
        }
        if (!arrived) {
            if (arrived.error().kind == ErrorKind::FileBroken) {
                removeParts(folderOf(id));
            }
            fail(id, arrived.error());
            return;
        }
        Attachment here = now->attachment;
        here.state = Attachment::State::Here;
        here.path = arrived->path;
        here.file.size = arrived->size;
        const Attachment::Kind really = attachmentKind(arrived->mediaType, {});
        const bool isShown = here.kind == Attachment::Kind::Picture || here.kind == Attachment::Kind::Sticker;
        if (isShown && really != Attachment::Kind::Picture) {
            here.kind = Attachment::Kind::File; // it only said so
            here.file.mediaType = arrived->mediaType;
            here.file.width = here.file.height = 0;
        } else if (!arrived->mediaType.isEmpty() && (isShown || here.file.mediaType.isEmpty())) {
            here.file.mediaType = arrived->mediaType;
        }
        const ConversationId conversation = now->conversation;
        drop(id);
        m_unasked.removeAll(id);
        const Status stored = m_account.database.transaction(Database::Durability::Normal, [&] { return m_store.setHere(id, here); });
        if (stored) {
            m_attempts.remove(id);
        } else {
            qCWarning(log::storage) << "not stored:" << stored.error().detail;
            QFile::remove(here.path);
            QDir().rmdir(QFileInfo(here.path).absolutePath());
            rest(id);
        }
        m_messages.tellChanged(conversation, id);
        pump();
    });
    startOnPool([promise, arrival, when, body = fetch->body, sha256 = fetch->attachment.file.sha256]() mutable {
        const Status whole = when == Settled::Now ? body->finish(sha256) : Status(Done{});
        body.reset(); // whoever hears of the end finds nobody at the file
        promise->addResult(whole ? settleArrival(arrival) : Result<Arrived>(whole.error()));
        promise->finish();
    });
}

void DownloadService::stumble(MessageId id, const Error &why)
{
    const int attempt = m_attempts.value(id);
    if (!mayPassLater(why) || attempt >= m_limits.attempts) {
        fail(id, why);
        return;
    }
    qCInfo(log::chat) << "a download stopped:" << int(why.kind) << why.detail;
    drop(id);
    rest(id);
}

/// What is on disk says still that it is wanted.
void DownloadService::rest(MessageId id)
{
    int &attempts = m_attempts[id];
    attempts = std::max(attempts, 1); // a new session counts from 0
    m_again.start(m_limits.pause << std::clamp(attempts - 1, 0, 10));
}

void DownloadService::fail(MessageId id, const Error &why)
{
    const Fetch *fetch = find(id);
    const ConversationId conversation = fetch ? fetch->conversation : ConversationId();
    // What nobody asked for and is too large for that is as if it had not been tried.
    const bool isUntried = m_unasked.contains(id) && why.kind == ErrorKind::FileTooLarge;
    const qint64 total = fetch && fetch->intake ? fetch->intake->total() : 0;
    Attachment now = fetch ? fetch->attachment : Attachment();
    drop(id);
    const bool isUnasked = m_unasked.removeAll(id) > 0;
    Status stored = Done{};
    if (isUnasked && mayPassLater(why)) {
        // The line broke, and nobody waits for it: a click fetches it, or the next look in another run.
    } else if (isUntried) {
        now.state = Attachment::State::Remote;
        now.failure.reset();
        now.file.size = total > 0 ? total - (now.file.isSealed() ? FileCipher::tagSize : 0) : -1;
        if (total <= 0) {
            now.state = Attachment::State::Broken;
            now.failure = why;
        }
        stored = m_account.database.transaction(Database::Durability::Normal, [&] { return m_store.put(id, now); });
    } else {
        stored = m_store.setState(id, Attachment::State::Broken, why);
    }
    if (stored) {
        m_attempts.remove(id);
    } else {
        qCWarning(log::storage) << "not stored:" << stored.error().detail;
        rest(id);
    }
    m_messages.tellChanged(conversation, id);
    QMetaObject::invokeMethod(this, &DownloadService::pump, Qt::QueuedConnection);
}

void DownloadService::drop(MessageId id)
{
    const auto found = m_fetches.find(id);
    if (found == m_fetches.end()) {
        return;
    }
    *found->second->isWanted = false;
    const std::weak_ptr<DownloadBody> body = found->second->body;
    const auto hold = found->second->body ? found->second->body->hold() : std::weak_ptr<const void>();
    m_fetches.erase(found);
    if (hold.expired()) {
        m_left.remove(id);
    } else {
        m_left.insert(id, {body, hold});
    }
    Q_EMIT rested(id);
}

bool DownloadService::isLeft(MessageId id) const
{
    return !m_left.value(id).hold.expired();
}

void DownloadService::discard(MessageId id)
{
    if (const Fetch *fetch = find(id); fetch && fetch->body) {
        fetch->body->discard();
    }
    drop(id);
    if (const auto left = m_left.value(id).body.lock()) {
        left->discard();
    }
    if (!isLeft(id)) { // else it goes with what has it in hand: nobody waits here for a disk that hangs
        removeParts(folderOf(id));
    }
}

/// The message is gone, and what came with it.
void DownloadService::forget(MessageId id)
{
    discard(id);
    m_attempts.remove(id);
    m_unasked.removeAll(id);
    removeWhole(folderOf(id));
}

void DownloadService::refile(const QList<MessageId> &messages)
{
    for (const MessageId id : messages) {
        discard(id); // it was of the address that the message had
        m_attempts.remove(id);
        m_unasked.removeAll(id);
    }
    for (const MessageId id : messages) {
        bringHome(id);
    }
    for (const MessageId id : messages) {
        const QFileInfoList left = QDir(folderOf(id)).entryInfoList(QDir::Files | QDir::Hidden);
        for (const QFileInfo &file : left) {
            const auto users = m_store.usersOf(file.filePath());
            if (users && users->isEmpty()) {
                QFile::remove(file.filePath());
            }
        }
        QDir().rmdir(folderOf(id));
    }
    pump();
}

/// What is here was fetched for another message, and would go with that.
void DownloadService::bringHome(MessageId id)
{
    const auto message = m_messages.store().message(id);
    if (!message || !message->attachment || message->attachment->state != Attachment::State::Here) {
        return;
    }
    const QString from = message->attachment->path;
    const QFileInfo file(from);
    bool isOfMessage = false;
    const MessageId fetchedFor(file.dir().dirName().toLongLong(&isOfMessage, 16));
    if (!isOfMessage || fetchedFor == id || QDir(file.absolutePath()) != QDir(folderOf(fetchedFor))) {
        return; // a file of the user's own, or a copy that went out
    }
    QString to = QDir(folderOf(id)).filePath(file.fileName());
    for (int number = 2; QFileInfo::exists(to); ++number) {
        to = QDir(folderOf(id)).filePath(u"%1-%2"_s.arg(QString::number(number), file.fileName()));
    }
    const bool moved = QDir().mkpath(folderOf(id)) && QFile::rename(from, to);
    const Status stored = m_account.database.transaction(Database::Durability::Normal, [&]() -> Status {
        return moved ? m_store.movePath(from, to) : m_store.setState(id, Attachment::State::Remote);
    });
    if (!stored) {
        qCWarning(log::storage) << "not stored:" << stored.error().detail;
    }
    if (!stored && moved) {
        QFile::rename(to, from);
    }
}

void DownloadService::removeCopies()
{
    const QDir copies(QDir(m_folder).filePath(u"outgoing"_s));
    const QStringList all = copies.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    const auto used = all.isEmpty() ? Result<QStringList>(QStringList()) : m_store.pathsWith(u"/outgoing/"_s);
    if (!used) {
        return; // nobody knows which are needed
    }
    QSet<QString> needed; // each lies in a folder of its own
    for (const QString &path : *used) {
        needed.insert(QFileInfo(path).dir().dirName());
    }
    const QDateTime young = QDateTime::currentDateTimeUtc().addSecs(-youngCopy);
    for (const QString &name : all) {
        QDir copy(copies.filePath(name));
        const QFileInfoList files = copy.entryInfoList(QDir::Files | QDir::Hidden);
        const bool isOld = std::all_of(files.cbegin(), files.cend(), [&](const QFileInfo &file) { return file.lastModified() < young; });
        if (!needed.contains(name) && !files.isEmpty() && isOld) {
            copy.removeRecursively();
        }
    }
}

void DownloadService::removeFile(const QString &profileFolder, MessageId message, const QString &path)
{
    const QString folder = QDir(profileFolder).filePath(u"files"_s);
    removeFetched(folderIn(folder, message));
    const QString ours = QDir(folder).canonicalPath();
    const QFileInfo file(path);
    // Only a copy that went out. What was fetched lies in a folder of its message, and may have been sent on from there by another
    // account, which names it too.
    if (!path.isEmpty() && !ours.isEmpty() && file.canonicalPath().startsWith(ours + u"/outgoing/"_s)) {
        QFile::remove(path);
        QDir().rmdir(file.absolutePath());
    }
}

} // namespace jackdaw
