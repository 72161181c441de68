// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QSslServer>
#include <QSslSocket>
#include <QTemporaryDir>
#include <functional>

namespace jackdaw::test {

/// A server on loopback that says what a test wants it to say, byte for byte. Direct TLS with a certificate of its own
/// authority for harbor.example, SCRAM-SHA-1 login, resource binding and stream management, each of which a script can
/// replace. One client at a time.
class ScriptedServer : public QObject
{
    Q_OBJECT
public:
    /// What differs from a well-behaved server.
    struct Script {
        QByteArray mechanisms = "<mechanism>SCRAM-SHA-1</mechanism>";
        QByteArray afterHeader = {};        ///< said right after the first stream header, before any login
        QByteArray boundJid = "mara@harbor.example/desk";
        bool offersStreamManagement = true;
        bool withVersion = true;
        bool acknowledges = true;           ///< answers <r/>
        /// What a request that contains the first is answered with; a null payload is silence. Others are not supported.
        QList<std::pair<QByteArray, QByteArray>> answers = {};
    };
    enum class Transport { DirectTls, Plain };

    explicit ScriptedServer(const Script &script, Transport transport = Transport::DirectTls);
    ~ScriptedServer() override;

    quint16 port() const { return m_server->serverPort(); }
    QString authorityFile() const { return m_folder.filePath(QStringLiteral("authority.pem")); }
    static QString password() { return QStringLiteral("secret"); }

    bool isBound() const { return m_bound; }
    int connections() const { return m_connections; }
    /// Everything the client said since the last connection.
    QByteArray heard() const { return m_heard; }
    /// Says these bytes now.
    void say(const QByteArray &bytes);
    /// Ends the link without a word.
    void cut();

private:
    void accept();
    void hear();
    void handle(const QByteArray &element);
    void answerHeader();
    void answerScram(const QByteArray &message);
    bool takeEmptyIq();
    QByteArray take(const QByteArray &open, const QByteArray &close);

    Script m_script;
    Transport m_transport;
    QTemporaryDir m_folder;
    std::unique_ptr<QTcpServer> m_server;
    QPointer<QTcpSocket> m_client;
    QByteArray m_heard;
    QByteArray m_unread;
    QByteArray m_firstBare;
    QByteArray m_serverFirst;
    bool m_loggedIn = false;
    bool m_bound = false;
    int m_connections = 0;
    int m_stanzasHeard = 0;
};

} // namespace jackdaw::test
