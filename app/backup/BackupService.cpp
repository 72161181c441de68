// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/BackupService.h"

#include "backup/AsideFile.h"
#include "backup/BackupSourceStore.h"
#include "base/Async.h"
#include "base/BackupTrouble.h"
#include "storage/ReadConnection.h"

#include <QElapsedTimer>

namespace jackdaw {

namespace {

/// No oftener is it told how far it is, in ms: a screen shows no more.
constexpr qint64 tellEvery = 50;

BackupWatch calmed(const BackupWatch &watch)
{
    BackupWatch calm = watch;
    auto since = std::make_shared<QElapsedTimer>();
    calm.tell = [tell = watch.tell, since](const BackupProgress &progress) {
        if (tell && (!since->isValid() || since->elapsed() >= tellEvery)) {
            since->start();
            tell(progress);
        }
    };
    return calm;
}

} // namespace

BackupService::BackupService(QString profileFolder, QString database, QObject *parent)
    : QObject(parent), m_profileFolder(std::move(profileFolder)), m_database(std::move(database))
{
    BackupStagingStore::clear(m_profileFolder); // what an earlier run left
}

BackupService::~BackupService()
{
    if (m_thread) {
        m_watch.stopped->store(true);
        m_thread->wait();
    }
}

template<class T>
QFuture<Result<T>> BackupService::run(const BackupWatch &watch, std::function<Result<T>(const BackupWatch &)> work)
{
    if (m_thread && !m_isDone->load()) {
        return ready<T>(backupError(BackupTrouble::Busy, QStringLiteral("another backup is under way")));
    }
    if (m_thread) {
        m_thread->wait();
    }
    m_isDone = std::make_shared<std::atomic_bool>(false);
    m_watch = calmed(watch);
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    auto future = promise->future();
    m_thread.reset(QThread::create([promise, work = std::move(work), watch = m_watch, isDone = m_isDone] {
        Result<T> result = work(watch);
        isDone->store(true);
        promise->addResult(std::move(result));
        promise->finish();
    }));
    m_thread->setObjectName(QStringLiteral("backup"));
    m_thread->start();
    return future;
}

QFuture<Status> BackupService::write(const BackupOrder &order, const BackupWatch &watch)
{
    return run<Done>(watch, [database = m_database, order](const BackupWatch &calm) -> Status {
        AsideFile file(order.file.path);
        if (const Status opened = file.open(); !opened) {
            return opened;
        }
        const ReadConnection connection(database);
        const Status written = BackupSourceStore(connection, calm).write(order, [&](QByteArrayView bytes) { return file.write(bytes); });
        return written ? file.commit() : written;
    });
}

QFuture<Result<BackupContents>> BackupService::look(const BackupFile &file, const BackupWatch &watch)
{
    return run<BackupContents>(watch, [file](const BackupWatch &) { return BackupStagingStore::look(file); });
}

QFuture<Result<BackupService::Staged>> BackupService::stage(const BackupFile &file, const BackupWatch &watch)
{
    return run<Staged>(watch, [file, folder = m_profileFolder](const BackupWatch &calm) -> Result<Staged> {
        auto staged = std::make_shared<BackupStagingStore>(folder, calm);
        const Status filled = staged->fill(file);
        return filled ? Result<Staged>(staged) : Result<Staged>(filled.error());
    });
}

} // namespace jackdaw
