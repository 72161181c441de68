// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <functional>
#include <optional>

namespace jackdaw::test {

/// A helper program that speaks JSON lines: commands in, answers and events out. Owned by a test, on its thread; its
/// event loop runs while it waits. Ends the program, and with it all that it started, when it is destroyed. Never waits
/// for good: what does not come in time is no answer.
class Process
{
public:
    Process(const QString &script, const QStringList &arguments, const QMap<QString, QString> &environment = {});
    ~Process();

    void write(const QByteArray &line);
    /// The first line, among those that came and will come, that `accept` takes; it is removed, those before it are kept.
    std::optional<QJsonObject> waitFor(const std::function<bool(const QJsonObject &)> &accept, int seconds = 20);
    QByteArray errors();

private:
    QProcess m_process;
    QList<QJsonObject> m_lines;
    QByteArray m_errors;
};

/// A private Prosody (installer/demo/prosody.py) or ejabberd (tests/support/ejabberd.py).
class Server
{
public:
    enum class Program { Prosody, Ejabberd };
    /// Accounts as "name:password", friends as "a:b". port() is 0 if it did not start, and error() says why.
    /// `options`: more for the program that runs it.
    explicit Server(const QStringList &accounts, const QStringList &friends = {}, const QStringList &options = {},
                    Program program = usual());
    /// Prosody, unless JACKDAW_TEST_SERVER says "ejabberd": what a test has to show of both is run twice.
    static Program usual();

    quint16 port() const { return m_port; }
    quint16 directTlsPort() const { return m_directTlsPort; }
    /// Where the component connects that --component names (XEP-0114).
    quint16 componentPort() const { return m_componentPort; }
    /// Where Prosody takes and gives files (XEP-0363), whatever their addresses name.
    quint16 webPort() const { return m_webPort; }
    QString authority() const { return m_authority; }
    QString error() const { return m_error; }
    /// Of the server, as it runs now.
    qint64 pid() const { return m_pid; }
    /// stop, kill, start, restart, or another command of its program; false if it was not done.
    bool command(const QString &line);
    /// What it has written down so far; with the option --verbose everything that it does.
    QByteArray log() const;

private:
    Process m_process;
    Program m_program;
    QString m_folder;
    quint16 m_port = 0;
    quint16 m_directTlsPort = 0;
    quint16 m_componentPort = 0;
    quint16 m_webPort = 0;
    qint64 m_pid = 0;
    QString m_authority;
    QString m_error;
};

/// Another client (tests/support/peer.py), signed in with password "secret".
class Peer
{
public:
    enum class Program {
        Plain,
        Omemo,   ///< tests/support/omemo_peer.py
        OmemoTwo, ///< the same, in the newer version alone
        Jingle    ///< tests/support/jingle_peer.py
    };
    Peer(const Server &server, const QString &name, const QString &resource = QStringLiteral("peer"), Program program = Program::Plain);

    bool isOnline(int seconds = 30) { return bool(event(QStringLiteral("online"), {}, seconds)); }
    /// Sends a command and waits until it is done; its answer, or nothing if it failed.
    std::optional<QJsonObject> command(const QJsonObject &command, int seconds = 60);
    /// The next event of that name whose fields have these values.
    std::optional<QJsonObject> event(const QString &name, const QJsonObject &fields = {}, int seconds = 20);
    QByteArray errors() { return m_process.errors(); }

private:
    Process m_process;
};

} // namespace jackdaw::test
