// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "account/AccountStore.h"
#include "storage/Database.h"
#include "support/FakeAlarm.h"
#include "support/ScriptedServer.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace jackdaw::test {

/// mara@harbor.example with a database and a connection to a server that answers requests as a test says. Owned by a test,
/// on its thread; what a service needs to be made of comes from context(). Signs in when asked, and not before; never makes a
/// service itself.
struct SignedIn
{
    /// To whom a request went ("" is the account itself), its XML, and back what stands in the answer; a null one is silence.
    using Answer = std::function<QByteArray(const QByteArray &to, const QByteArray &iq)>;

    explicit SignedIn(Answer answers) : answer(std::move(answers)), server(script())
    {
        database = std::move(Database::open(folder.filePath(QStringLiteral("history.sqlite")))->database);
        AccountSettings settings;
        settings.jid = *BareJid::parse(u"mara@harbor.example");
        settings.host = QStringLiteral("127.0.0.1");
        settings.port = server.port();
        settings.tls = TlsMode::Direct;
        settings.authorityFile = server.authorityFile();
        id = *AccountStore(*database).add(settings);
        connection = std::make_unique<Connection>(settings, QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"), realClock);
    }
    ScriptedServer::Script script()
    {
        ScriptedServer::Script script;
        script.answer = [this](const QByteArray &iq, const QByteArray &requestId) -> QByteArray {
            static const QRegularExpression to(QStringLiteral(" to=[\"']([^\"']*)"));
            const QByteArray asked = to.match(QString::fromUtf8(iq)).captured(1).toUtf8();
            const QByteArray payload = answer(asked, iq);
            if (payload.isNull()) {
                return {};
            }
            const QByteArray type = payload.contains("<error") ? "error" : "result";
            return "<iq type='" + type + "' id='" + requestId + "'" + (asked.isEmpty() ? "" : " from='" + asked + "'")
                + " to='mara@harbor.example/desk'>" + payload + "</iq>";
        };
        return script;
    }
    static QByteArray error(const QByteArray &condition)
    {
        return "<error type='cancel'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
    }
    bool signIn()
    {
        connection->open(ScriptedServer::password());
        return QTest::qWaitFor([this] { return connection->isOnline(); }, 15'000);
    }
    AccountContext context() { return {id, *connection, *database, clock}; }
    bool hears(const QByteArray &text)
    {
        return QTest::qWaitFor([&] { return server.heard().contains(text); }, 10'000);
    }
    /// Waits until what was said before is dealt with.
    bool isThrough()
    {
        const QByteArray mark = "mark-" + QByteArray::number(++marks);
        server.say("<iq type='get' id='" + mark + "' from='harbor.example'><query xmlns='urn:example:nothing'/></iq>");
        return hears(mark);
    }

    Answer answer;
    ScriptedServer server;
    QTemporaryDir folder;
    FakeClock clock;
    SystemClock realClock; // the certificate of the server is of today
    std::unique_ptr<Database> database;
    AccountId id;
    std::unique_ptr<Connection> connection;
    int marks = 0;
};

} // namespace jackdaw::test
