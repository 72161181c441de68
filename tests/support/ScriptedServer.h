// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/Certificates.h"
#include "support/ScriptedLogin.h"

#include <QObject>
#include <QPointer>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTemporaryDir>

#include <memory>

namespace jackdaw::test {

/// A server on loopback that says what a test wants it to say, byte for byte. TLS with a certificate of its own
/// authority for harbor.example, a login (ScriptedLogin), resource binding and stream management, each of which a
/// script can replace. One client at a time. Owned by a test, on its thread; works while its event loop runs. Checks
/// nothing that no script asks about.
class ScriptedServer : public QObject
{
    Q_OBJECT
public:
    /// What differs from a well-behaved server.
    struct Script {
        ScriptedLogin::Script login = {};
        QByteArray beforeHeader = {};       ///< said in place of the XML declaration
        QByteArray afterHeader = {};        ///< said before the features of the stream that the login is on
        QByteArray afterLogin = {};         ///< said right after the second stream header, before the resource is bound
        QByteArray answerToStartTls = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
        QByteArray early = {};              ///< said once a resource is bound, before the session begins
        QByteArray boundJid = "mara@harbor.example/desk";
        bool refusesToBind = false;         ///< with <conflict/> (RFC 6120, 7.7.2.2)
        bool offersStreamManagement = true;
        QByteArray featuresOfSession = {};  ///< more of them, after the login
        bool withVersion = true;
        bool acknowledges = true;           ///< answers <r/>
        /// What a request that contains the first is answered with; a null payload is silence. Others are not supported.
        QList<std::pair<QByteArray, QByteArray>> answers = {};
        bool resumes = false;               ///< a stream whose link was lost (XEP-0198, 5)
        QByteArray enabled = "<enabled xmlns='urn:xmpp:sm:3' id='one' resume='true'/>";
        /// The whole answer to a request, or nothing where this leaves it to `answers`.
        std::function<QByteArray(const QByteArray &iq, const QByteArray &id)> answer = {};
        QByteArray features = {};           ///< more of them, before the login
        /// The children of the answer to an IQ that is none of the above, as "type='result'>…"; empty: service-unavailable.
        std::function<QByteArray(const QByteArray &iq)> payload = {};
        Certificates::Files tls = {};       ///< shown instead of one of its own authority
    };
    enum class Transport { DirectTls, StartTls, Plain };

    explicit ScriptedServer(const Script &script, Transport transport = Transport::DirectTls);
    ~ScriptedServer() override;

    quint16 port() const;
    QString authorityFile() const { return m_folder.filePath(QStringLiteral("authority.pem")); }
    static QString password() { return ScriptedLogin::password(); }
    /// The script from here on, but for the login.
    Script &script() { return m_script; }
    ScriptedLogin &login() { return m_login; }

    bool isBound() const { return m_bound; }
    int connections() const { return m_connections; }
    /// Everything the client said since the last connection.
    QByteArray heard() const { return m_heard; }
    /// Says these bytes now.
    void say(const QByteArray &bytes);
    /// Lets what the client says pile up on its side.
    void stopReading();
    /// From here on it takes what the client says, and neither keeps nor answers it.
    void fallSilent();
    /// Ends the link without a word.
    void cut();

private:
    void accept();
    void hear();
    qsizetype handled() const;
    void handle(const QByteArray &element);
    void answerHeader();
    QByteArray bindFeatures() const;
    void answerStartTls();
    void answerLogin(const QByteArray &element);
    bool takeEmptyIq();
    QByteArray take(const QByteArray &open, const QByteArray &close);

    class Listener;

    Script m_script;
    ScriptedLogin m_login;
    Transport m_transport;
    QTemporaryDir m_folder;
    std::unique_ptr<Listener> m_server;
    QPointer<QSslSocket> m_client;
    QByteArray m_heard;
    QByteArray m_unread;
    bool m_bound = false;
    int m_connections = 0;
    QByteArray m_ofStream; ///< what was heard since stream management was enabled
};

} // namespace jackdaw::test
