// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/Features.h"
#include "search/SearchStore.h"
#include "storage/Database.h"
#include "support/FakeClock.h"
#include "support/ScriptedServer.h"
#include "support/StreamProbe.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmppLogger.h>

#include <algorithm>

namespace jackdaw::test {

/// A Connection that knows its client.
class OpenConnection : public Connection
{
public:
    using Connection::Connection;
    QXmppClient *client() const { return m_seen; }

protected:
    std::unique_ptr<QXmppClient> newClient() const override
    {
        auto client = Connection::newClient();
        m_seen = client.get();
        return client;
    }

private:
    mutable QXmppClient *m_seen = nullptr;
};

/// mara@harbor.example with all her features, as the engine has them, and her stream, which a test or a fuzzer speaks itself:
/// from give() on it is all as in the program, StreamGuard, QXmpp's stream, StanzaRouter, services, database and index, but no
/// byte waits for a network. She signs in to a server on loopback first, which says nothing any more then. On the thread
/// that made it, whose events it lets run. Nothing that a stanza names is ever fetched, or its name looked up.
class Q_DECL_HIDDEN GivenAccount
{
public:
    /// `server` takes one account at a time, and scriptFor() is what it says.
    explicit GivenAccount(ScriptedServer &server, std::function<void(const QDomElement &)> seen = {})
        : m_seen(std::move(seen)), m_probe(us())
    {
        database = std::move(Database::open(m_folder.filePath(QStringLiteral("history.sqlite")))->database);
        m_index = std::make_unique<SearchStore>(*database);
        database->setBeforeCommit([this] { return m_index->indexChanged(); });
        AccountSettings settings;
        settings.jid = us();
        settings.host = QStringLiteral("127.0.0.1");
        settings.port = server.port();
        settings.tls = TlsMode::Direct;
        settings.authorityFile = server.authorityFile();
        id = *AccountStore(*database).add(settings);
        connection = std::make_unique<OpenConnection>(settings, QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"), m_realClock);
        features = std::make_unique<Features>(AccountContext{id, *connection, *database, clock}, m_folder.path());
        features->setPrivacy({});
        connection->open(ScriptedServer::password());
        watchRequests();
        const QDeadlineTimer patience(120'000);
        while (!isSettled(server) && !patience.hasExpired()) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 50);
        }
        server.fallSilent();
        settings.proxy = {ProxySettings::Type::Socks5, QStringLiteral("127.0.0.1"), 1, {}}; // which is not there
        connection->setSettings(settings);
        m_xmppSocket = childOf("QXmpp::Private::XmppSocket");
        if (!connection->isOnline() || !m_xmppSocket || !m_probe.isRight()) {
            qFatal("the account does not sign in");
        }
        auto *socket = &m_probe.xmppSocket();
        QObject::connect(socket, &QXmpp::Private::XmppSocket::stanzaReceived, socket, [this](const QDomElement &e) { take(e); });
        QObject::connect(&m_probe.guard(), &StreamGuard::runEnded, socket, [this] { Q_EMIT connection->runEnded(); });
    }
    ~GivenAccount()
    {
        database->setBeforeCommit({});
        features.reset();
        connection.reset();
    }
    Q_DISABLE_COPY_MOVE(GivenAccount)

    static BareJid us() { return *BareJid::parse(u"mara@harbor.example"); }
    static ScriptedServer::Script scriptFor(const QByteArray &roster)
    {
        ScriptedServer::Script script;
        script.offersStreamManagement = false; // or what goes out would be kept until somebody acknowledges it
        script.answers = {{"jabber:iq:roster", roster},
                          {"disco#info", "<query xmlns='http://jabber.org/protocol/disco#info'><identity category='pubsub' type='pep'/>"
                           "<feature var='urn:xmpp:sid:0'/><feature var='urn:xmpp:mam:2'/>"
                           "<feature var='http://jabber.org/protocol/pubsub#publish-options'/></query>"},
                          {"urn:xmpp:mam:2", QByteArray()}, // whoever gives stanzas may answer that
                          {"urn:xmpp:carbons:2", QByteArray("")}};
        return script;
    }

    /// These bytes as a stream of their own, with all that follows from them at once. "@0" as the id of an IQ is that of the
    /// request that the account sent last, "@1" of the one before, and so on; "@" as its sender is whoever was asked, and "@"
    /// as a queryid that of the last question to an archive.
    void give(const QByteArray &stanzas)
    {
        m_probe.restart(StreamGuard::Step::Bound);
        m_probe.give("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>");
        m_probe.give(stanzas);
        while (m_probe.hasMore()) {
            QCoreApplication::processEvents();
        }
        Q_EMIT connection->runEnded();
        QCoreApplication::processEvents(); // what was put off until all was read, and what is to be sent
    }

    FakeClock clock;
    std::unique_ptr<Database> database;
    AccountId id;
    std::unique_ptr<OpenConnection> connection;
    std::unique_ptr<Features> features;

private:
    struct Request
    {
        QString id;
        QString to;
    };

    bool isSettled(const ScriptedServer &server) const
    {
        return connection->isOnline() && features->ownFeatures.has(u"urn:xmpp:sid:0") && server.heard().contains("<presence")
            && !features->roster.contacts().isEmpty();
    }

    QObject *childOf(const char *className) const
    {
        const QList<QObject *> all = connection->client()->findChildren<QObject *>();
        const auto found = std::find_if(all.cbegin(), all.cend(), [className](const QObject *child) {
            return qstrcmp(child->metaObject()->className(), className) == 0;
        });
        return found == all.cend() ? nullptr : *found;
    }

    /// What the account asks others, as QXmpp would log it.
    void watchRequests()
    {
        auto *stream = qobject_cast<QXmppLoggable *>(childOf("QXmpp::Private::XmppSocket"));
        if (!stream) {
            qFatal("QXmpp's stream does not say what it sends");
        }
        QObject::connect(stream, &QXmppLoggable::logMessage, connection.get(), [this](QXmppLogger::MessageType type, const QString &xml) {
            static const QRegularExpression attribute(QStringLiteral(" (id|to|queryid)=[\"']([^\"']*)"));
            if (type != QXmppLogger::SentMessage || !xml.startsWith(QLatin1StringView("<iq"))
                || !(xml.contains(QLatin1StringView("type=\"get")) || xml.contains(QLatin1StringView("type=\"set")))) {
                return;
            }
            Request request;
            for (const auto &match : attribute.globalMatch(xml.first(qMin<qsizetype>(xml.size(), 1000)))) {
                const QStringView name = match.capturedView(1);
                QString &value = name == u"id" ? request.id : name == u"to" ? request.to : m_query;
                if (value.isEmpty() || name == u"queryid") {
                    value = match.captured(2);
                }
            }
            m_requests.prepend(request);
            m_requests.resize(qMin<qsizetype>(m_requests.size(), 32));
        });
    }

    void take(QDomElement element)
    {
        if (m_seen) {
            m_seen(element);
        }
        // What else there is concerns the stream alone.
        if (element.tagName() == u"message" || element.tagName() == u"presence" || element.tagName() == u"iq") {
            fillIn(element);
            QMetaObject::invokeMethod(m_xmppSocket, "stanzaReceived", Qt::DirectConnection, Q_ARG(QDomElement, element));
        }
    }

    void fillIn(QDomElement &element) const
    {
        if (element.tagName() == u"message") {
            for (QDomElement child = element.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
                if (child.attribute(QStringLiteral("queryid")) == u"@") {
                    child.setAttribute(QStringLiteral("queryid"), m_query);
                }
            }
            return;
        }
        const QString number = element.attribute(QStringLiteral("id"));
        if (element.tagName() != u"iq" || !number.startsWith(u'@') || m_requests.isEmpty()) {
            return;
        }
        const Request &request = m_requests.at(qsizetype(number.mid(1).toUInt() % uint(m_requests.size())));
        element.setAttribute(QStringLiteral("id"), request.id);
        if (element.attribute(QStringLiteral("from")) == u"@") {
            if (request.to.isEmpty()) {
                element.removeAttribute(QStringLiteral("from"));
            } else {
                element.setAttribute(QStringLiteral("from"), request.to);
            }
        }
    }

    QTemporaryDir m_folder; ///< in TMPDIR
    SystemClock m_realClock; // the certificate of the server is of today
    std::function<void(const QDomElement &)> m_seen;
    StreamProbe m_probe;
    std::unique_ptr<SearchStore> m_index;
    QObject *m_xmppSocket = nullptr;
    QList<Request> m_requests; ///< the last first
    QString m_query;
};

} // namespace jackdaw::test
