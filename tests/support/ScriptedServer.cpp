// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ScriptedServer.h"

#include <QCryptographicHash>
#include <QMessageAuthenticationCode>
#include <QPasswordDigestor>
#include <QProcess>
#include <QRegularExpression>
#include <QSslConfiguration>
#include <QSslKey>

namespace jackdaw::test {

namespace {

constexpr int rounds = 4096;
const QByteArray salt = QByteArrayLiteral("0123456789abcdef");

/// A certificate for harbor.example that signs itself as its own authority; made once a program.
void makeCertificate(const QString &folder)
{
    QProcess openssl;
    openssl.setWorkingDirectory(folder);
    openssl.start(QStringLiteral("openssl"),
                  {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
                   QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"), QStringLiteral("-nodes"),
                   QStringLiteral("-keyout"), QStringLiteral("key.pem"), QStringLiteral("-out"), QStringLiteral("authority.pem"),
                   QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"), QStringLiteral("/CN=harbor.example"),
                   QStringLiteral("-addext"), QStringLiteral("subjectAltName=DNS:harbor.example")});
    if (!openssl.waitForFinished() || openssl.exitCode() != 0) {
        qFatal("openssl made no certificate: %s", openssl.readAllStandardError().constData());
    }
}

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha1);
}

} // namespace

ScriptedServer::ScriptedServer(const Script &script, Transport transport)
    : m_script(script)
    , m_transport(transport)
{
    makeCertificate(m_folder.path());
    if (transport == Transport::DirectTls) {
        auto server = std::make_unique<QSslServer>();
        QSslConfiguration tls;
        tls.setLocalCertificate(QSslCertificate::fromPath(authorityFile()).value(0));
        QFile key(m_folder.filePath(QStringLiteral("key.pem")));
        if (!key.open(QIODevice::ReadOnly)) {
            qFatal("no key");
        }
        tls.setPrivateKey(QSslKey(&key, QSsl::Ec));
        tls.setAllowedNextProtocols({"xmpp-client"});
        server->setSslConfiguration(tls);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &ScriptedServer::accept);
    if (!m_server->listen(QHostAddress::LocalHost)) {
        qFatal("no port to listen on");
    }
}

ScriptedServer::~ScriptedServer() = default;

void ScriptedServer::accept()
{
    m_client = m_server->nextPendingConnection();
    ++m_connections;
    m_heard.clear();
    m_unread.clear();
    m_loggedIn = false;
    m_bound = false;
    m_stanzasHeard = 0;
    connect(m_client, &QTcpSocket::readyRead, this, &ScriptedServer::hear);
    hear();
}

void ScriptedServer::say(const QByteArray &bytes)
{
    if (m_client) {
        m_client->write(bytes);
        m_client->flush();
    }
}

void ScriptedServer::cut()
{
    if (m_client) {
        m_client->abort();
    }
}

/// The first element of what was not read yet that begins and ends so, or nothing.
QByteArray ScriptedServer::take(const QByteArray &open, const QByteArray &close)
{
    const qsizetype start = m_unread.indexOf(open);
    const qsizetype end = start < 0 ? -1 : m_unread.indexOf(close, start);
    if (end < 0) {
        return {};
    }
    const QByteArray out = m_unread.sliced(start, end + close.size() - start);
    m_unread = m_unread.sliced(end + close.size());
    return out;
}

/// Without this the end of the next request would be taken for this one's.
bool ScriptedServer::takeEmptyIq()
{
    const qsizetype start = m_unread.indexOf("<iq");
    const qsizetype end = start < 0 ? -1 : m_unread.indexOf('>', start);
    if (end < 0 || m_unread[end - 1] != '/') {
        return false;
    }
    m_unread.remove(start, end + 1 - start);
    return true;
}

void ScriptedServer::hear()
{
    const QByteArray bytes = m_client->readAll();
    m_heard += bytes;
    m_unread += bytes;
    for (;;) {
        if (!take("<stream:stream", ">").isEmpty()) {
            answerHeader();
        } else if (const QByteArray auth = take("<auth", "</auth>"); !auth.isEmpty()) {
            answerScram(auth);
        } else if (const QByteArray response = take("<response", "</response>"); !response.isEmpty()) {
            answerScram(response);
        } else if (takeEmptyIq()) {
            ++m_stanzasHeard; // an answer without payload
        } else if (const QByteArray iq = take("<iq", "</iq>"); !iq.isEmpty()) {
            handle(iq);
        } else if (!take("<enable", "/>").isEmpty()) {
            say("<enabled xmlns='urn:xmpp:sm:3' id='one' resume='true'/>");
            m_bound = true;
        } else if (!take("<resume", "/>").isEmpty()) {
            say("<failed xmlns='urn:xmpp:sm:3'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
        } else if (!take("<message", "</message>").isEmpty() || !take("<presence", "</presence>").isEmpty()) {
            ++m_stanzasHeard;
        } else if (!take("<r ", "/>").isEmpty()) {
            if (m_script.acknowledges) {
                say("<a xmlns='urn:xmpp:sm:3' h='" + QByteArray::number(m_stanzasHeard) + "'/>");
            }
        } else {
            return;
        }
    }
}

void ScriptedServer::answerHeader()
{
    say("<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
        "id='s1' from='harbor.example'" + QByteArray(m_script.withVersion ? " version='1.0'" : "") + ">");
    if (m_loggedIn) {
        say("<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
            + QByteArray(m_script.offersStreamManagement ? "<sm xmlns='urn:xmpp:sm:3'/>" : "") + "</stream:features>");
        return;
    }
    say(m_script.afterHeader);
    say("<stream:features>"
        + (m_script.mechanisms.isEmpty() ? QByteArray()
                                         : "<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + m_script.mechanisms
                                             + "</mechanisms>")
        + "</stream:features>");
}

void ScriptedServer::answerScram(const QByteArray &element)
{
    // RFC 5802, 3, the server's side.
    static const QRegularExpression content(QStringLiteral(">([^<]*)<"));
    const QByteArray message = QByteArray::fromBase64(content.match(QString::fromLatin1(element)).captured(1).toLatin1());
    const auto sasl = [](const QByteArray &name, const QByteArray &text) {
        return "<" + name + " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + text.toBase64() + "</" + name + ">";
    };
    if (element.startsWith("<auth")) {
        m_firstBare = message.mid(3);
        const QByteArray nonce = m_firstBare.mid(m_firstBare.indexOf("r=") + 2) + "server";
        m_serverFirst = "r=" + nonce + ",s=" + salt.toBase64() + ",i=" + QByteArray::number(rounds);
        say(sasl("challenge", m_serverFirst));
        return;
    }
    const qsizetype proofAt = message.indexOf(",p=");
    const QByteArray authMessage = m_firstBare + "," + m_serverFirst + "," + message.first(proofAt);
    const QByteArray salted = QPasswordDigestor::deriveKeyPbkdf2(QCryptographicHash::Sha1, password().toUtf8(), salt, rounds, 20);
    const QByteArray clientKey = hmac(salted, "Client Key");
    QByteArray proof = hmac(QCryptographicHash::hash(clientKey, QCryptographicHash::Sha1), authMessage);
    for (qsizetype i = 0; i < proof.size(); ++i) {
        proof[i] = char(proof[i] ^ clientKey[i]);
    }
    if (QByteArray::fromBase64(message.mid(proofAt + 3)) != proof) {
        say("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>");
        return;
    }
    m_loggedIn = true;
    say(sasl("success", "v=" + hmac(hmac(salted, "Server Key"), authMessage).toBase64()));
}

void ScriptedServer::handle(const QByteArray &iq)
{
    static const QRegularExpression idOf(QStringLiteral("\\bid=[\"']([^\"']*)"));
    const QByteArray id = idOf.match(QString::fromUtf8(iq)).captured(1).toUtf8();
    if (iq.contains("urn:ietf:params:xml:ns:xmpp-bind")) {
        say("<iq type='result' id='" + id + "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>" + m_script.boundJid
            + "</jid></bind></iq>");
        m_bound = !m_script.offersStreamManagement;
        return;
    }
    ++m_stanzasHeard;
    if (iq.contains("type=\"result\"") || iq.contains("type=\"error\"")) {
        return;
    }
    for (const auto &[part, payload] : std::as_const(m_script.answers)) {
        if (iq.contains(part)) {
            if (!payload.isNull()) {
                say("<iq type='result' id='" + id + "'>" + payload + "</iq>");
            }
            return;
        }
    }
    say("<iq type='error' id='" + id + "'><error type='cancel'>"
        "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

} // namespace jackdaw::test
