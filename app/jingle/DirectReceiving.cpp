// SPDX-License-Identifier: GPL-3.0-or-later
// The part of DirectReceiveService about the bytes: whose turn it is, the part on disk, and what it is compared with
// before it has its name.
#include "jingle/DirectReceiveService.h"

#include "base/Log.h"
#include "base/PoolWork.h"
#include "base/SafeFileName.h"
#include "chat/MessageService.h"
#include "files/FileContent.h"
#include "jingle/DirectReceive.h"
#include "jingle/JingleService.h"
#include "jingle/WholeHash.h"
#include "storage/Database.h"

#include <QDir>
#include <QFileInfo>
#include <QPromise>
#include <QStorageInfo>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int progressEvery = 100; // ms
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
        noteUnheard({conversation, here.file.sha256, here.file.size}, id);
        const Status stored =
            m_account.database.transaction(Database::Durability::Normal, [&] { return m_store.setHere(id, here); });
        if (!stored) {
            qCWarning(log::storage) << "not stored:" << stored.error().detail;
            noteHeard(id); // it is not here
            QFile::remove(here.path);
            QDir().rmdir(QFileInfo(here.path).absolutePath());
            fail(id, JingleReason::FailedApplication, stored.error());
            return;
        }
        if (JingleSession *session = now->session) {
            confirm(*session, id);
        }
        m_receives.erase(id);
        Q_EMIT rested(id);
        m_asked.remove(id);
        m_messages.tellChanged(conversation, id);
    });
    startOnPool([promise, arrival, sha256 = receive->attachment.file.sha256] {
        promise->addResult(compareAndSettle(arrival, sha256));
        promise->finish();
    });
}

} // namespace jackdaw
