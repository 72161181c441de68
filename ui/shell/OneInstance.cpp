// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/OneInstance.h"

#include "base/Log.h"
#include "shell/instance/InstanceLink.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QPluginLoader>
#include <QThread>

namespace jackdaw {

namespace {

/// Profiles are independent, so their name carries the folder; a hash, as socket names are short.
QString nameFor(const QString &folder)
{
    const QByteArray path = QDir(folder).canonicalPath().toUtf8();
    const QByteArray hash = QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().left(16);
    return QStringLiteral("jackdaw-") + QString::fromLatin1(hash);
}

} // namespace

OneInstance::OneInstance(const QString &profileFolder, QObject *parent)
    : QObject(parent), m_name(nameFor(profileFolder)), m_lock(profileFolder + QStringLiteral("/lock"))
{
    // A lock is stale when its process is gone, however old it is.
    m_lock.setStaleLockTime(0);
    m_again.setSingleShot(true);
    m_again.setInterval(250);
    connect(&m_again, &QTimer::timeout, this, &OneInstance::listen);
}

OneInstance::~OneInstance() = default;

OneInstance::Claim OneInstance::claim()
{
    if (m_lock.tryLock(0))
        return Claim::Ours;
    if (m_lock.error() == QLockFile::LockFailedError)
        return Claim::Taken;
    // A folder where no lock can be made cannot be written either; the window says so better than a refusal to start.
    qCWarning(log::ui) << "no lock can be made in the profile";
    return Claim::Ours;
}

InstanceLink *OneInstance::link()
{
    if (m_link)
        return m_link;
    const QDir here(QCoreApplication::applicationDirPath());
    for (const QString &folder : {QStringLiteral("."), QStringLiteral("../lib/jackdaw")}) {
        const QString file = QDir::cleanPath(here.filePath(folder + QStringLiteral("/jackdaw-instance.so")));
        if (!QFileInfo::exists(file))
            continue;
        QPluginLoader plugin(file);
        plugin.setLoadHints(QLibrary::PreventUnloadHint);
        m_link = qobject_cast<InstanceLink *>(plugin.instance());
        if (m_link)
            return m_link;
        qCWarning(log::ui) << "the instance module cannot be used:" << plugin.errorString();
    }
    return nullptr;
}

bool OneInstance::raiseOther()
{
    InstanceLink *other = link();
    if (!other)
        return false;
    // The first one listens only after its first paint, so a start right behind it has to ask again.
    for (QDeadlineTimer deadline(3000); !deadline.hasExpired(); QThread::msleep(50)) {
        if (other->join(m_name, [] {}) == InstanceLink::Role::Second)
            return other->raiseFirst();
    }
    return false;
}

void OneInstance::listen()
{
    InstanceLink *own = link();
    if (!own)
        return;
    const auto role = own->join(m_name, [this] { Q_EMIT raiseRequested(); });
    // A second start that came before us listens for a moment; it gives up as soon as it sees us.
    if (role == InstanceLink::Role::Second && ++m_attempts < 20)
        m_again.start();
}

} // namespace jackdaw
