// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ScriptedServer.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSslKey>
#include <QTcpServer>

namespace jackdaw::test {

namespace {

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

/// Of its own authority in `folder`, or what the script names.
QSslConfiguration tlsOf(const QString &folder, const Certificates::Files &wanted)
{
    const bool own = wanted.certificate.isEmpty();
    QSslConfiguration tls;
    tls.setLocalCertificate(
        QSslCertificate::fromPath(own ? folder + QStringLiteral("/authority.pem") : wanted.certificate).value(0));
    QFile file(own ? folder + QStringLiteral("/key.pem") : wanted.key);
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("no key");
    }
    const QByteArray pem = file.readAll();
    const QSslKey curve(pem, QSsl::Ec);
    tls.setPrivateKey(curve.isNull() ? QSslKey(pem, QSsl::Rsa) : curve);
    tls.setAllowedNextProtocols({"xmpp-client"});
    return tls;
}

} // namespace

/// Hands out sockets that can go over to TLS at any time.
class ScriptedServer::Listener : public QTcpServer
{
public:
    Listener(QSslConfiguration tls, Transport transport)
        : m_tls(std::move(tls))
        , m_transport(transport)
    {
    }

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QSslSocket(this);
        socket->setSocketDescriptor(descriptor);
        socket->setSslConfiguration(m_tls);
        if (m_transport == Transport::DirectTls) {
            socket->startServerEncryption();
        }
        addPendingConnection(socket);
    }

private:
    QSslConfiguration m_tls;
    Transport m_transport;
};

ScriptedServer::ScriptedServer(const Script &script, Transport transport)
    : m_script(script)
    , m_login(script.login)
    , m_transport(transport)
{
    makeCertificate(m_folder.path());
    m_server = std::make_unique<Listener>(tlsOf(m_folder.path(), m_script.tls), transport);
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &ScriptedServer::accept);
    if (!m_server->listen(QHostAddress::LocalHost)) {
        qFatal("no port to listen on");
    }
}

ScriptedServer::~ScriptedServer() = default;

quint16 ScriptedServer::port() const
{
    return m_server->serverPort();
}

void ScriptedServer::accept()
{
    m_client = qobject_cast<QSslSocket *>(m_server->nextPendingConnection());
    ++m_connections;
    m_heard.clear();
    m_unread.clear();
    m_login.restart();
    m_bound = false;
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

void ScriptedServer::stopReading()
{
    if (m_client) {
        disconnect(m_client, &QTcpSocket::readyRead, this, nullptr);
        m_client->setReadBufferSize(1);
    }
}

void ScriptedServer::fallSilent()
{
    if (m_client) {
        disconnect(m_client, &QTcpSocket::readyRead, this, nullptr);
        connect(m_client, &QTcpSocket::readyRead, m_client, [client = m_client.data()] { client->readAll(); });
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

/// Stanzas since stream management was enabled (XEP-0198, 4).
qsizetype ScriptedServer::handled() const
{
    return m_ofStream.count("<message") + m_ofStream.count("<presence") + m_ofStream.count("<iq");
}

void ScriptedServer::hear()
{
    const QByteArray bytes = m_client->readAll();
    m_heard += bytes;
    m_unread += bytes;
    m_ofStream += bytes;
    for (;;) {
        if (!take("<stream:stream", ">").isEmpty()) {
            answerHeader();
        } else if (!take("<starttls", "/>").isEmpty()) {
            answerStartTls();
        } else if (const QByteArray authenticate = take("<authenticate", "</authenticate>"); !authenticate.isEmpty()) {
            answerLogin(authenticate);
        } else if (const QByteArray auth = take("<auth ", "</auth>"); !auth.isEmpty()) {
            answerLogin(auth);
        } else if (const QByteArray response = take("<response", "</response>"); !response.isEmpty()) {
            answerLogin(response);
        } else if (const QByteArray abort = take("<abort", "</abort>"); !abort.isEmpty()) {
            answerLogin(abort);
        } else if (takeEmptyIq()) {
            // an answer without payload
        } else if (const QByteArray iq = take("<iq", "</iq>"); !iq.isEmpty()) {
            handle(iq);
        } else if (!take("<enable", "/>").isEmpty()) {
            m_ofStream.clear();
            say(m_script.enabled);
            m_bound = true;
        } else if (m_script.resumes && !take("<resume", "/>").isEmpty()) {
            say("<resumed xmlns='urn:xmpp:sm:3' previd='one' h='" + QByteArray::number(handled()) + "'/>");
            m_bound = true;
        } else if (!take("<resume", "/>").isEmpty()) {
            say("<failed xmlns='urn:xmpp:sm:3'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>");
        } else if (!take("<message", "</message>").isEmpty() || !take("<presence", "</presence>").isEmpty()) {
            // counted by handled()
        } else if (!take("<r ", "/>").isEmpty()) {
            if (m_script.acknowledges) {
                say("<a xmlns='urn:xmpp:sm:3' h='" + QByteArray::number(handled()) + "'/>");
            }
        } else {
            return;
        }
    }
}

void ScriptedServer::answerHeader()
{
    say((m_script.beforeHeader.isEmpty() ? QByteArray("<?xml version='1.0'?>") : m_script.beforeHeader)
        + "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
          "id='s1' from='harbor.example'" + (m_script.withVersion ? " version='1.0'" : "") + ">");
    if (m_login.isDone()) {
        say(m_script.afterLogin);
        say("<stream:features>" + bindFeatures() + "</stream:features>");
        return;
    }
    const bool offersTls = m_transport == Transport::StartTls && !m_client->isEncrypted();
    if (!offersTls) {
        say(m_script.afterHeader);
    }
    say("<stream:features>"
        + (offersTls ? QByteArray("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>")
                     : m_login.features() + m_script.features)
        + "</stream:features>");
}

QByteArray ScriptedServer::bindFeatures() const
{
    return "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/><csi xmlns='urn:xmpp:csi:0'/>"
        + QByteArray(m_script.offersStreamManagement ? "<sm xmlns='urn:xmpp:sm:3'/>" : "") + m_script.featuresOfSession;
}

void ScriptedServer::answerStartTls()
{
    say(m_script.answerToStartTls);
    if (m_script.answerToStartTls.contains("<proceed")) {
        m_client->startServerEncryption();
    }
}

void ScriptedServer::answerLogin(const QByteArray &element)
{
    const bool restartsStream = m_script.login.profile == ScriptedLogin::Profile::Sasl;
    say(m_login.answer(element, m_script.resumes ? std::optional(handled()) : std::nullopt));
    if (m_login.isDone() && !restartsStream) {
        if (m_login.isBound() && !m_login.isResumed() && m_script.login.bind2 == ScriptedLogin::Bind2::Offered) {
            m_ofStream.clear(); // the login enabled a new one
        }
        // XEP-0388, 2.6: the features of the stream as it is now follow at once.
        m_bound = m_login.isBound();
        if (m_bound) {
            say(m_script.early);
        }
        const bool enables = m_script.login.bind2 == ScriptedLogin::Bind2::WithoutStreamManagement;
        say("<stream:features>"
            + (!m_bound ? bindFeatures() : QByteArray(enables ? "<sm xmlns='urn:xmpp:sm:3'/>" : "") + m_script.featuresOfSession)
            + "</stream:features>");
    }
}

void ScriptedServer::handle(const QByteArray &iq)
{
    static const QRegularExpression idOf(QStringLiteral("\\bid=[\"']([^\"']*)"));
    const QByteArray id = idOf.match(QString::fromUtf8(iq)).captured(1).toUtf8();
    if (iq.contains("urn:ietf:params:xml:ns:xmpp-bind") && m_script.refusesToBind) {
        say("<iq type='error' id='" + id + "'><error type='cancel'><conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        return;
    }
    if (iq.contains("urn:ietf:params:xml:ns:xmpp-bind")) {
        say("<iq type='result' id='" + id + "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>" + m_script.boundJid
            + "</jid></bind></iq>" + m_script.early);
        m_bound = !m_script.offersStreamManagement;
        return;
    }
    if (iq.contains("type=\"result\"") || iq.contains("type=\"error\"")) {
        return;
    }
    if (const QByteArray answer = m_script.answer ? m_script.answer(iq, id) : QByteArray(); !answer.isEmpty()) {
        say(answer);
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
    if (const QByteArray payload = m_script.payload ? m_script.payload(iq) : QByteArray(); !payload.isEmpty()) {
        say("<iq id='" + id + "' " + payload + "</iq>");
        return;
    }
    say("<iq type='error' id='" + id + "'><error type='cancel'>"
        "<service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
}

} // namespace jackdaw::test
