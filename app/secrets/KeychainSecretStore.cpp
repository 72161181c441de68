// SPDX-License-Identifier: GPL-3.0-or-later
#include "secrets/KeychainSecretStore.h"

#include "base/Async.h"
#include "base/KeyServiceTrouble.h"
#include "base/Log.h"

#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QFile>
#include <QTimer>
#include <algorithm>
#include <qt6keychain/keychain.h>

namespace jackdaw {

namespace {

const QString service = QStringLiteral("Jackdaw");
constexpr int answerTimeout = 30'000; // ms

/// No bare address has a "/", so this is nobody's password.
QString tokenKey(const BareJid &account)
{
    return account.toString() + QStringLiteral("/token");
}

QString proxyKey(const BareJid &account)
{
    return account.toString() + QStringLiteral("/proxy");
}

/// The bus name of the service that QtKeychain speaks to; empty: there is none.
QString serviceThere(const QDBusConnectionInterface &bus)
{
    QStringList services{QStringLiteral("org.freedesktop.secrets"), QStringLiteral("org.kde.kwalletd6"), QStringLiteral("org.kde.kwalletd5")};
    if (qgetenv("XDG_CURRENT_DESKTOP").contains("KDE")) {
        services.move(0, 2);
    }
    const auto there = std::find_if(services.cbegin(), services.cend(), [&bus](const QString &name) {
        return bus.isServiceRegistered(name).value();
    });
    return there == services.cend() ? QString() : *there;
}

/// What its user calls it. Several programs answer to the common name (Secret Service); which one it is, its process tells.
QString nameOfService(const QDBusConnectionInterface &bus, const QString &busName)
{
    if (busName.startsWith(QLatin1StringView("org.kde."))) {
        return QStringLiteral("KWallet");
    }
    QFile process(QStringLiteral("/proc/%1/comm").arg(bus.servicePid(busName).value()));
    const QByteArray program = process.open(QIODevice::ReadOnly) ? process.readAll().trimmed() : QByteArray();
    return program.startsWith("gnome-keyring") ? QStringLiteral("GNOME Keyring")
        : program == "keepassxc"               ? QStringLiteral("KeePassXC")
        : program == "ksecretd" || program.startsWith("kwalletd") ? QStringLiteral("KWallet")
                                               : QString();
}

Error errorOf(KeyServiceTrouble trouble, const QString &detail)
{
    const QDBusConnectionInterface *bus = QDBusConnection::sessionBus().interface(); // none without a bus
    const QString there = bus ? serviceThere(*bus) : QString();
    if (there.isEmpty()) {
        // QtKeychain has one error for all that it does not know, and an absent service is among that.
        return keyServiceError(trouble == KeyServiceTrouble::Broken ? KeyServiceTrouble::Absent : trouble, {}, detail);
    }
    return keyServiceError(trouble, nameOfService(*bus, there), detail);
}

KeyServiceTrouble troubleOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::NoBackendAvailable: return KeyServiceTrouble::Absent;
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied: return KeyServiceTrouble::Closed;
    default: return KeyServiceTrouble::Broken;
    }
}

} // namespace

KeychainSecretStore::KeychainSecretStore(QObject *parent)
    : QObject(parent)
{
}

template<class T, class Read>
QFuture<Result<T>> KeychainSecretStore::run(QKeychain::Job *job, const QString &key, Read read)
{
    job->setKey(key);
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
    connect(job, &QKeychain::Job::finished, this, [job, key, read, finish](QKeychain::Job *) {
        job->deleteLater();
        switch (job->error()) {
        case QKeychain::NoError:
            finish(read(job));
            break;
        case QKeychain::EntryNotFound:
            finish(Error{ErrorKind::NotFound, {}, key});
            break;
        default:
            qCInfo(log::secrets) << "key service:" << job->errorString();
            finish(errorOf(troubleOf(job->error()), job->errorString()));
        }
    });
    QTimer::singleShot(answerTimeout, this, [answered, finish] {
        if (*answered) {
            return; // what follows asks the bus, and waits for it
        }
        finish(errorOf(KeyServiceTrouble::Silent, QStringLiteral("the key service did not answer within 30 s")));
    });
    QFuture<Result<T>> future = promise->future();
    job->start();
    return future;
}

QFuture<Result<QString>> KeychainSecretStore::read(const QString &key)
{
    return run<QString>(new QKeychain::ReadPasswordJob(service, this), key, [](QKeychain::Job *done) {
        return Result<QString>(static_cast<QKeychain::ReadPasswordJob *>(done)->textData());
    });
}

QFuture<Status> KeychainSecretStore::write(const QString &key, const QString &secret)
{
    auto *job = new QKeychain::WritePasswordJob(service, this);
    job->setTextData(secret);
    return run<Done>(job, key, [](QKeychain::Job *) { return Status(Done{}); });
}

QFuture<Status> KeychainSecretStore::remove(const QString &key)
{
    return run<Done>(new QKeychain::DeletePasswordJob(service, this), key, [](QKeychain::Job *) { return Status(Done{}); });
}

QFuture<Result<QString>> KeychainSecretStore::password(const BareJid &account)
{
    return read(account.toString());
}

QFuture<Status> KeychainSecretStore::setPassword(const BareJid &account, const QString &password)
{
    return write(account.toString(), password);
}

QFuture<Result<QString>> KeychainSecretStore::token(const BareJid &account)
{
    return read(tokenKey(account));
}

QFuture<Status> KeychainSecretStore::setToken(const BareJid &account, const QString &token)
{
    return write(tokenKey(account), token);
}

QFuture<Status> KeychainSecretStore::forgetToken(const BareJid &account)
{
    return remove(tokenKey(account)).then(this, [](const Status &gone) {
        return gone || gone.error().kind == ErrorKind::NotFound ? Status(Done{}) : gone;
    });
}

QFuture<Result<QString>> KeychainSecretStore::proxyPassword(const BareJid &account)
{
    return read(proxyKey(account));
}

QFuture<Status> KeychainSecretStore::setProxyPassword(const BareJid &account, const QString &password)
{
    return write(proxyKey(account), password);
}

QFuture<Status> KeychainSecretStore::forgetProxyPassword(const BareJid &account)
{
    return remove(proxyKey(account));
}

QFuture<Status> KeychainSecretStore::forget(const BareJid &account)
{
    // The token first: it signs in like the password, and its failure must not go unsaid.
    return forgetToken(account).then(this, [this, account](const Status &token) {
        return remove(account.toString()).then(this, [token](const Status &gone) { return gone ? token : gone; });
    }).unwrap();
}

} // namespace jackdaw
