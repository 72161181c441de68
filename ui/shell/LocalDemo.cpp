// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/LocalDemo.h"

#include "base/Log.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace jackdaw {

namespace {

constexpr auto patience = std::chrono::seconds(60);
constexpr auto leaveTaking = std::chrono::seconds(3);
constexpr int leaveTakingAtTheEnd = 1000; ///< ms
constexpr int answerLimit = 64 * 1024;

/// A process that was asked to end, and ends on its own time: it is told again, and forgotten when it is gone. Where the
/// program ends first it is left alone, since ~QProcess would kill what is tidying up.
void letGo(QProcess *process, const std::shared_ptr<QTemporaryDir> &profiles = {})
{
    static auto *const leaving = new QList<QProcess *>; // outlives everything on purpose
    process->setParent(nullptr);
    process->disconnect();
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    leaving->append(process);
    QObject::connect(process, &QProcess::finished, process, [process, profiles] {
        leaving->removeOne(process);
        process->deleteLater();
    });
    QTimer::singleShot(leaveTaking, process, &QProcess::terminate);
}

} // namespace

LocalDemo::LocalDemo(const QString &script, const QString &program, QObject *parent)
    : QObject(parent), m_script(script), m_program(program)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] { fail(QStringLiteral("The demo server did not answer.")); });
}

LocalDemo::~LocalDemo()
{
    for (QProcess *window : std::as_const(m_windows)) {
        window->disconnect(this);
        window->terminate();
    }
    leaveServer();
    // The event loop is over: only so can their profiles be removed after they have let go of them.
    QDeadlineTimer deadline(leaveTakingAtTheEnd);
    for (QProcess *window : std::as_const(m_windows))
        window->waitForFinished(int(deadline.remainingTime()));
}

QString LocalDemo::script()
{
    const QDir here(QCoreApplication::applicationDirPath());
    const QString file = QDir::cleanPath(here.filePath(QStringLiteral("../share/jackdaw/demo/start")));
    return QFileInfo(file).isExecutable() ? file : QString();
}

void LocalDemo::start()
{
    if (m_server)
        return;
    m_answer.clear();
    m_server = new QProcess(this);
    m_server->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(m_server, &QProcess::readyReadStandardOutput, this, &LocalDemo::readAnswer);
    connect(m_server, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(m_server->errorString());
    });
    connect(m_server, &QProcess::finished, this, [this] {
        if (m_windows.isEmpty())
            fail(QStringLiteral("The demo server ended."));
    });
    m_patience.start();
    m_server->start(m_script, {});
}

void LocalDemo::readAnswer()
{
    m_answer += m_server->readAllStandardOutput();
    const qsizetype end = m_answer.indexOf('\n');
    if (end < 0) {
        if (m_answer.size() > answerLimit)
            fail(QStringLiteral("The demo server does not keep to its protocol."));
        return;
    }
    if (!m_patience.isActive())
        return;
    m_patience.stop();
    const QJsonObject answer = QJsonDocument::fromJson(m_answer.first(end)).object();
    if (answer.contains(u"error"))
        fail(answer.value(u"error").toString());
    else if (answer.value(u"accounts").toArray().isEmpty())
        fail(QStringLiteral("The demo server does not keep to its protocol."));
    else
        openWindows(answer);
}

void LocalDemo::openWindows(const QJsonObject &answer)
{
    m_profiles = std::make_shared<QTemporaryDir>(QDir::temp().filePath(QStringLiteral("jackdaw-demo-XXXXXX")));
    const QJsonArray accounts = answer.value(u"accounts").toArray();
    const qsizetype count = std::min<qsizetype>(2, accounts.size());
    m_starting = int(count);
    for (qsizetype i = 0; i < count; ++i)
        openWindow(accounts.at(i).toObject(), m_profiles->filePath(QString::number(i)));
}

void LocalDemo::openWindow(const QJsonObject &account, const QString &profile)
{
    auto *window = new QProcess(this);
    window->setProcessChannelMode(QProcess::ForwardedChannels);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("JACKDAW_PASSWORD"), account.value(u"password").toString());
    window->setProcessEnvironment(environment);
    QStringList arguments{QStringLiteral("--profile"), profile, QStringLiteral("--sign-in"), account.value(u"jid").toString(),
                          QStringLiteral("--host"), account.value(u"host").toString(), QStringLiteral("--port"),
                          QString::number(account.value(u"port").toInt()), QStringLiteral("--authority"),
                          account.value(u"authority").toString()};
    if (account.value(u"secretsInMemory").toBool())
        arguments << QStringLiteral("--secrets-in-memory");
    if (const QString chat = account.value(u"openChat").toString(); !chat.isEmpty())
        arguments << QStringLiteral("--open-chat") << chat;
    if (const QString status = account.value(u"status").toString(); !status.isEmpty())
        arguments << QStringLiteral("--status") << status;
    connect(window, &QProcess::started, this, &LocalDemo::windowStarted);
    connect(window, &QProcess::finished, this, [this, window] { windowClosed(window); });
    connect(window, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(QStringLiteral("A window of the demo did not open."));
    }, Qt::QueuedConnection); // it may come out of start()
    m_windows << window;
    window->start(m_program, arguments);
}

void LocalDemo::windowStarted()
{
    if (--m_starting == 0)
        Q_EMIT windowsOpened();
}

void LocalDemo::windowClosed(QProcess *window)
{
    if (!m_windows.removeOne(window))
        return;
    window->deleteLater();
    if (!m_windows.isEmpty())
        return;
    m_profiles.reset();
    leaveServer();
    Q_EMIT ended();
}

void LocalDemo::fail(const QString &why)
{
    if (!m_server)
        return; // it was told already
    qCWarning(log::ui) << "the local demo did not start:" << why;
    const QList<QProcess *> windows = std::exchange(m_windows, {});
    for (QProcess *window : windows) {
        window->terminate();
        letGo(window, m_profiles);
    }
    m_profiles.reset();
    leaveServer();
    Q_EMIT failed(Error{ErrorKind::NotStarted, why, tr("The local demo")});
}

void LocalDemo::leaveServer()
{
    m_patience.stop();
    if (!m_server)
        return;
    // The end of its standard input is how it is told; it removes what it made by itself.
    m_server->closeWriteChannel();
    letGo(std::exchange(m_server, nullptr));
}

} // namespace jackdaw
