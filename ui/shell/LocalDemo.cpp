// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/LocalDemo.h"

#include "base/Log.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

namespace jackdaw {

namespace {

constexpr auto patience = std::chrono::seconds(60);
constexpr int answerLimit = 64 * 1024;

} // namespace

LocalDemo::LocalDemo(QObject *parent) : QObject(parent)
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
        window->waitForFinished(3000);
    }
    stop();
}

QString LocalDemo::script()
{
    const QDir here(QCoreApplication::applicationDirPath());
    for (const QString &file : {here.filePath(QStringLiteral("../share/jackdaw/demo/start")),
                                QStringLiteral(JACKDAW_DEMO_IN_SOURCE)}) {
        if (QFileInfo(file).isExecutable())
            return QDir::cleanPath(file);
    }
    return {};
}

void LocalDemo::start()
{
    if (m_server)
        return;
    m_answer.clear();
    m_server = std::make_unique<QProcess>();
    m_server->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    connect(m_server.get(), &QProcess::readyReadStandardOutput, this, &LocalDemo::readAnswer);
    connect(m_server.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(m_server->errorString());
    });
    connect(m_server.get(), &QProcess::finished, this, [this] {
        if (m_windows.isEmpty())
            fail(QStringLiteral("The demo server ended."));
    });
    m_patience.start();
    m_server->start(script(), {});
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
    m_profiles = std::make_unique<QTemporaryDir>(QDir::temp().filePath(QStringLiteral("jackdaw-demo-XXXXXX")));
    const QJsonArray accounts = answer.value(u"accounts").toArray();
    for (qsizetype i = 0; i < std::min<qsizetype>(2, accounts.size()); ++i) {
        if (!openWindow(accounts.at(i).toObject(), m_profiles->filePath(QString::number(i)))) {
            fail(QStringLiteral("A window of the demo did not open."));
            return;
        }
    }
    Q_EMIT windowsOpened();
}

bool LocalDemo::openWindow(const QJsonObject &account, const QString &profile)
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
    connect(window, &QProcess::finished, this, [this, window] { windowClosed(window); });
    window->start(QCoreApplication::applicationFilePath(), arguments);
    if (!window->waitForStarted(3000)) {
        window->deleteLater();
        return false;
    }
    m_windows << window;
    return true;
}

void LocalDemo::windowClosed(QProcess *window)
{
    if (!m_windows.removeOne(window))
        return;
    window->deleteLater();
    if (!m_windows.isEmpty())
        return;
    stop();
    Q_EMIT ended();
}

void LocalDemo::fail(const QString &why)
{
    qCWarning(log::ui) << "the local demo did not start:" << why;
    const QList<QProcess *> windows = std::exchange(m_windows, {});
    for (QProcess *window : windows)
        window->terminate();
    stop();
    Q_EMIT failed(Error{ErrorKind::Unavailable, why, tr("The local demo")});
}

void LocalDemo::stop()
{
    m_patience.stop();
    if (m_server) {
        m_server->disconnect(this);
        // The end of its standard input is how it is told; it removes what it made by itself.
        m_server->closeWriteChannel();
        if (!m_server->waitForFinished(2000))
            m_server->terminate();
        m_server.release()->deleteLater();
    }
    m_profiles.reset();
}

} // namespace jackdaw
