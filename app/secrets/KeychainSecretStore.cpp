// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/KeychainSecretStore.h"

#include "base/Async.h"
#include "base/Log.h"

#include <QTimer>
#include <qt6keychain/keychain.h>

namespace jackdaw {

namespace {

const QString service = QStringLiteral("Jackdaw");
constexpr int answerTimeout = 30'000; // ms

} // namespace

KeychainSecretStore::KeychainSecretStore(QObject *parent)
    : QObject(parent)
{
}

template<class T, class Read>
QFuture<Result<T>> KeychainSecretStore::run(QKeychain::Job *job, const BareJid &account, Read read)
{
    job->setKey(account.toString());
    job->setAutoDelete(false);
    job->setInsecureFallback(false);
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    auto answered = std::make_shared<bool>(false);
    const auto finish = [promise, answered](Result<T> result) {
        if (!std::exchange(*answered, true)) {
            promise->addResult(std::move(result));
            promise->finish();
        }
    };
    connect(job, &QKeychain::Job::finished, this, [job, account, read, finish](QKeychain::Job *) {
        job->deleteLater();
        switch (job->error()) {
        case QKeychain::NoError:
            finish(read(job));
            break;
        case QKeychain::EntryNotFound:
            finish(Error{ErrorKind::NotFound, {}, account.toString()});
            break;
        default:
            qCInfo(log::secrets) << "key service:" << job->errorString();
            finish(Error{ErrorKind::Secrets, job->errorString(), account.toString()});
        }
    });
    QTimer::singleShot(answerTimeout, this, [finish, account] {
        finish(Error{ErrorKind::Secrets, QStringLiteral("the key service did not answer within 30 s"), account.toString()});
    });
    QFuture<Result<T>> future = promise->future();
    job->start();
    return future;
}

QFuture<Result<QString>> KeychainSecretStore::password(const BareJid &account)
{
    auto *job = new QKeychain::ReadPasswordJob(service, this);
    return run<QString>(job, account, [](QKeychain::Job *done) {
        return Result<QString>(static_cast<QKeychain::ReadPasswordJob *>(done)->textData());
    });
}

QFuture<Status> KeychainSecretStore::setPassword(const BareJid &account, const QString &password)
{
    auto *job = new QKeychain::WritePasswordJob(service, this);
    job->setTextData(password);
    return run<Done>(job, account, [](QKeychain::Job *) { return Status(Done{}); });
}

QFuture<Status> KeychainSecretStore::forget(const BareJid &account)
{
    auto *job = new QKeychain::DeletePasswordJob(service, this);
    return run<Done>(job, account, [](QKeychain::Job *) { return Status(Done{}); });
}

} // namespace jackdaw
