// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/Process.h"

#include "server/Engine.h"

#include <QFile>
#include <QJsonDocument>

namespace jackdaw::test {

namespace {

const QString sourceFolder = QStringLiteral(JACKDAW_SOURCE_FOLDER);

QStringList serverArguments(const QStringList &accounts, const QStringList &friends)
{
    QStringList arguments;
    for (const QString &each : accounts)
        arguments << QStringLiteral("--account") << each;
    for (const QString &each : friends)
        arguments << QStringLiteral("--befriend") << each;
    return arguments;
}

} // namespace

Process::Process(const QString &script, const QStringList &arguments, const QMap<QString, QString> &environment)
{
    QProcessEnvironment surroundings = QProcessEnvironment::systemEnvironment();
    for (const auto &[name, value] : environment.asKeyValueRange())
        surroundings.insert(name, value);
    m_process.setProcessEnvironment(surroundings);
    m_process.start(QStringLiteral("python3"), QStringList{QStringLiteral("-B"), sourceFolder + u'/' + script} + arguments);
}

Process::~Process()
{
    m_process.closeWriteChannel();
    if (!m_process.waitForFinished(15000)) {
        m_process.terminate();
        if (!m_process.waitForFinished(5000)) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }
}

void Process::write(const QByteArray &line)
{
    m_process.write(line + '\n');
}

std::optional<QJsonObject> Process::waitFor(const std::function<bool(const QJsonObject &)> &accept, int seconds)
{
    std::optional<QJsonObject> answer;
    Engine::waitFor([&] {
        while (m_process.canReadLine())
            m_lines.append(QJsonDocument::fromJson(m_process.readLine()).object());
        for (qsizetype i = 0; i < m_lines.size(); ++i) {
            if (accept(m_lines.at(i))) {
                answer = m_lines.takeAt(i);
                return true;
            }
        }
        return m_process.state() == QProcess::NotRunning;
    }, seconds);
    return answer;
}

QByteArray Process::errors()
{
    m_errors += m_process.readAllStandardError();
    return m_errors;
}

Server::Server(const QStringList &accounts, const QStringList &friends, const QStringList &options, Program program)
    : m_process(program == Program::Prosody ? QStringLiteral("installer/demo/prosody.py") : QStringLiteral("tests/support/ejabberd.py"),
                serverArguments(accounts, friends) + options)
    , m_program(program)
{
    const auto facts = m_process.waitFor([](const QJsonObject &line) { return line.contains(u"port"); }, 60);
    if (!facts) {
        m_error = QString::fromUtf8((program == Program::Prosody ? "No Prosody: " : "No ejabberd: ") + m_process.errors());
        return;
    }
    m_port = quint16(facts->value(u"port").toInt());
    m_directTlsPort = quint16(facts->value(u"directTlsPort").toInt());
    m_componentPort = quint16(facts->value(u"componentPort").toInt());
    m_webPort = quint16(facts->value(u"webPort").toInt());
    m_folder = facts->value(u"folder").toString();
    m_authority = facts->value(u"authority").toString();
    m_pid = facts->value(u"pid").toInteger();
}

Server::Program Server::usual()
{
    return qEnvironmentVariable("JACKDAW_TEST_SERVER") == u"ejabberd" ? Program::Ejabberd : Program::Prosody;
}

QByteArray Server::log() const
{
    QFile file(m_folder + (m_program == Program::Prosody ? QStringLiteral("/prosody.log") : QStringLiteral("/logs/ejabberd.log")));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool Server::command(const QString &line)
{
    m_process.write(line.toUtf8());
    const auto answer = m_process.waitFor([](const QJsonObject &each) {
        return each.contains(u"done") || each.contains(u"error");
    }, 60);
    if (answer && answer->contains(u"pid"))
        m_pid = answer->value(u"pid").toInteger();
    return answer && answer->contains(u"done");
}

Peer::Peer(const Server &server, const QString &name, const QString &resource, Program program)
    : m_process(program == Program::Plain ? QStringLiteral("tests/support/peer.py")
                    : program == Program::Jingle ? QStringLiteral("tests/support/jingle_peer.py")
                                                 : QStringLiteral("tests/support/omemo_peer.py"),
                {QStringLiteral("--jid"), name + QStringLiteral("@harbor.example"), QStringLiteral("--host"),
                 QStringLiteral("127.0.0.1"), QStringLiteral("--port"), QString::number(server.port()),
                 QStringLiteral("--authority"), server.authority(), QStringLiteral("--resource"), resource},
                {{QStringLiteral("JACKDAW_PASSWORD"), QStringLiteral("secret")},
                 {QStringLiteral("JACKDAW_OMEMO_ONLY"), program == Program::OmemoTwo ? QStringLiteral("two") : QString()}})
{
}

std::optional<QJsonObject> Peer::command(const QJsonObject &command, int seconds)
{
    m_process.write(QJsonDocument(command).toJson(QJsonDocument::Compact));
    const QString name = command.value(u"do").toString();
    auto answer = m_process.waitFor([&name](const QJsonObject &line) {
        const QString event = line.value(u"event").toString();
        return (event == u"done" || event == u"error") && line.value(u"do").toString() == name;
    }, seconds);
    if (answer && answer->value(u"event").toString() == u"error") {
        qWarning("the peer could not %s: %s", qPrintable(name), qPrintable(answer->value(u"text").toString()));
        return {};
    }
    return answer;
}

std::optional<QJsonObject> Peer::event(const QString &name, const QJsonObject &fields, int seconds)
{
    return m_process.waitFor([&](const QJsonObject &line) {
        if (line.value(u"event").toString() != name)
            return false;
        for (auto field = fields.begin(); field != fields.end(); ++field) {
            if (line.value(field.key()) != field.value())
                return false;
        }
        return true;
    }, seconds);
}

} // namespace jackdaw::test
