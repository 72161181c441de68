// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/CleanupService.h"

#include "base/PoolWork.h"
#include "chat/MessageService.h"
#include "storage/Database.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype slice = 20;

/// How much of it was deleted.
CleanedUp remove(const QStringList &paths, const QString &folder)
{
    CleanedUp gone;
    for (const QString &path : paths) {
        const qint64 bytes = QFileInfo(path).size();
        if (isOwnFile(path, folder) && QFile::remove(path)) {
            ++gone.files;
            gone.bytes += bytes;
            QDir().rmdir(QFileInfo(path).absolutePath()); // its own, unless there is another in it
        }
    }
    return gone;
}

} // namespace

/// The files of one chat, and what of them is gone.
struct CleanupService::Work
{
    ConversationId conversation;
    QStringList paths; ///< that are left
    int total = 0;
    bool isStopped = false;
    std::optional<Error> refused; ///< of the first file that could not be deleted
    CleanedUp gone;
    QPromise<Result<CleanedUp>> promise;
};

CleanupService::CleanupService(const AccountContext &account, MessageService &messages, const QString &profileFolder, QObject *parent)
    : QObject(parent), m_account(account), m_messages(messages), m_folder(QDir(profileFolder).filePath(u"files"_s)), m_store(account.database)
{
}

CleanupService::~CleanupService()
{
    const auto all = m_work.values();
    for (const std::shared_ptr<Work> &work : all) {
        finish(work, Error{ErrorKind::Cancelled, {}, {}});
    }
}

QFuture<Result<CleanedUp>> CleanupService::start(ConversationId conversation, FileKinds kinds)
{
    auto work = std::make_shared<Work>();
    work->conversation = conversation;
    work->promise.start();
    auto future = work->promise.future();
    using Kept = Result<QList<std::pair<QString, Attachment::Kind>>>;
    const Kept paths = m_work.contains(conversation) ? Kept(Error{ErrorKind::Conflict, u"it is under way"_s, {}})
                                                     : m_store.keptPaths(conversation);
    if (!paths) {
        work->promise.addResult(paths.error());
        work->promise.finish();
        return future;
    }
    const QString ours = QDir::cleanPath(m_folder) + u'/';
    for (const auto &[path, kind] : *paths) {
        if (kinds.testFlag(fileKind(kind)) && QDir::cleanPath(path).startsWith(ours)) {
            work->paths.append(path);
        }
    }
    work->paths.removeDuplicates();
    work->total = int(work->paths.size());
    m_work.insert(conversation, work);
    QMetaObject::invokeMethod(this, [this, work] { step(work); }, Qt::QueuedConnection);
    return future;
}

bool CleanupService::stop(ConversationId conversation)
{
    const auto work = m_work.value(conversation);
    if (work) {
        work->isStopped = true;
    }
    return bool(work);
}

void CleanupService::step(const std::shared_ptr<Work> &work)
{
    if (!m_work.contains(work->conversation)) {
        return;
    }
    if (work->paths.isEmpty() || work->isStopped) {
        finish(work, work->refused ? Status(*work->refused) : Status(Done{}));
        return;
    }
    const QStringList paths = work->paths.first(std::min(slice, work->paths.size()));
    work->paths.remove(0, paths.size());
    QList<Named> named;
    QStringList free;
    const Status noted = m_account.database.transaction(Database::Durability::Normal, [&]() -> Status {
        for (const QString &path : paths) {
            // Others may have sent it on from where it lies: what still has to go out needs it.
            const auto users = m_store.usersOf(path);
            if (!users) {
                return users.error();
            }
            if (std::any_of(users->cbegin(), users->cend(), [](const auto &each) { return each.second == Attachment::State::Uploading; })) {
                continue;
            }
            for (const auto &[message, state] : *users) {
                if (const Status set = m_store.setState(message, Attachment::State::Removed); !set) {
                    return set;
                }
                named.append({message, path, state});
            }
            free.append(path);
        }
        return Done{};
    });
    if (!noted) {
        finish(work, noted.error());
        return;
    }
    tell(named);
    auto promise = std::make_shared<QPromise<CleanedUp>>();
    promise->start();
    promise->future().then(this, [this, work, named](const CleanedUp &gone) {
        if (!m_work.contains(work->conversation)) {
            return;
        }
        work->gone.files += gone.files;
        work->gone.bytes += gone.bytes;
        QList<Named> kept;
        const Status forgotten = m_account.database.transaction(Database::Durability::Normal, [&]() -> Status {
            kept.clear();
            for (const Named &each : named) {
                if (QFile::exists(each.path)) {
                    kept.append(each);
                }
                // What could not be deleted is what it was: here, and shown as such.
                const Status left = QFile::exists(each.path) ? m_store.restoreState(each.message, each.path, each.state)
                                                             : m_store.forgetPath(each.message, each.path);
                if (!left) {
                    return left;
                }
            }
            return Done{};
        });
        tell(kept);
        if (!forgotten) {
            finish(work, forgotten.error());
            return;
        }
        for (const Named &each : std::as_const(kept)) {
            if (!work->refused) {
                work->refused = Error{ErrorKind::Storage, u"it cannot be deleted"_s, each.path};
            }
        }
        Q_EMIT moved(work->conversation, work->total - int(work->paths.size()), work->total);
        step(work);
    });
    startOnPool([promise, free, folder = m_folder] {
        promise->addResult(remove(free, folder));
        promise->finish();
    });
}

void CleanupService::tell(const QList<Named> &named)
{
    for (const Named &each : named) {
        if (const auto now = m_messages.store().message(each.message)) {
            m_messages.tellChanged(now->conversation, each.message);
        }
    }
}

void CleanupService::finish(const std::shared_ptr<Work> &work, const Status &how)
{
    m_work.remove(work->conversation);
    work->promise.addResult(how ? Result<CleanedUp>(work->gone) : Result<CleanedUp>(how.error()));
    work->promise.finish();
}

} // namespace jackdaw
