// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/Features.h"
#include "storage/Database.h"
#include "support/FakeClock.h"
#include "support/ScriptedServer.h"

#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace jackdaw::test {

inline const QByteArray ownFeatures = "<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:sid:0'/>"
                                      "<feature var='urn:xmpp:mam:2'/></query>";
inline const QByteArray roster = "<query xmlns='jabber:iq:roster'><item jid='tomas@harbor.example' name='Tomas' subscription='both'/>"
                                 "<item jid='leila@harbor.example' subscription='from'/>"
                                 "<item jid='jonas@harbor.example' subscription='to'/></query>";
inline const QByteArray noArchive = "<fin xmlns='urn:xmpp:mam:2' complete='true'/>";

/// mara@harbor.example with all her features and a database of her own, and the server that she signs in to, which has a
/// roster for her and an empty archive. Owned by a test, its thread. Has no window and no engine around it: what is tested
/// is the whole way from the socket to the database.
struct ScriptedAccount
{
    explicit ScriptedAccount(ScriptedServer::Script script = {})
        : server(complete(std::move(script)))
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
        features = std::make_unique<Features>(AccountContext{id, *connection, *database, clock}, folder.path());
    }
    ~ScriptedAccount()
    {
        features.reset();
        connection.reset();
    }
    static ScriptedServer::Script complete(ScriptedServer::Script script)
    {
        script.answers += {{"jabber:iq:roster", roster}, {"disco#info", ownFeatures}, {"urn:xmpp:mam:2", noArchive},
                           {"urn:xmpp:carbons:2", QByteArray("")}};
        return script;
    }
    /// The program ends and begins anew, with what is on disk.
    void restart()
    {
        features.reset();
        connection = std::make_unique<Connection>(ConnectionSettings(connection->settings()),
                                                  QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"), realClock);
        features = std::make_unique<Features>(AccountContext{id, *connection, *database, clock}, folder.path());
    }
    void open() { connection->open(ScriptedServer::password()); }
    /// Signed in, and everything that a session begins with is answered.
    bool isReady()
    {
        open();
        return QTest::qWaitFor([this] {
            return connection->isOnline() && features->roster.find(peer("tomas")) && features->ownFeatures.has(u"urn:xmpp:sid:0")
                && server.heard().contains("<presence");
        }, 15'000);
    }
    static BareJid peer(const char *name) { return *BareJid::parse(QString::fromLatin1(name) + QStringLiteral("@harbor.example")); }
    /// All texts of the chat with this address, oldest first.
    QStringList texts(const BareJid &with)
    {
        const auto chat = features->messages.store().findConversation(id, with);
        if (!chat || !chat->isValid()) {
            return {};
        }
        QStringList all;
        const auto rows = database->value(QStringLiteral("SELECT group_concat(body, '|') FROM (SELECT body FROM message WHERE conversation = ? ORDER BY id)"),
                                          {chat->value()});
        return rows ? rows->toString().split(u'|', Qt::SkipEmptyParts) : QStringList();
    }
    bool has(const BareJid &with, const QString &text)
    {
        return QTest::qWaitFor([&] { return texts(with).contains(text); }, 10'000);
    }
    /// Waits until what was said before is dealt with: the server's stanzas are handled in their order.
    bool isThrough()
    {
        const QByteArray mark = "mark-" + QByteArray::number(++marks);
        server.say("<iq type='get' id='" + mark + "' from='harbor.example'><ping xmlns='urn:xmpp:ping'/></iq>");
        return QTest::qWaitFor([&] { return server.heard().contains(mark); }, 10'000);
    }
    /// What was answered to the request with this id, with the id and the addressee taken out.
    QByteArray answerTo(const QByteArray &requestId)
    {
        const QRegularExpression element(QStringLiteral("<iq [^>]*id=\"%1\"[^>]*?(/>|>.*?</iq>)").arg(QLatin1StringView(requestId)),
                                         QRegularExpression::DotMatchesEverythingOption);
        static const QRegularExpression addresses(QStringLiteral(" (id|to)=\"[^\"]*\""));
        return element.match(QString::fromUtf8(server.heard())).captured(0).remove(addresses).toUtf8();
    }

    ScriptedServer server;
    QTemporaryDir folder;
    test::FakeClock clock;
    SystemClock realClock; // the certificate of the server is of today
    std::unique_ptr<Database> database;
    AccountId id;
    std::unique_ptr<Connection> connection;
    std::unique_ptr<Features> features;
    int marks = 0;
};

/// A text to mara; its id is made of its body.
inline QByteArray text(const QByteArray &from, const QByteArray &body, const QByteArray &more = {})
{
    return "<message from='" + from + "' to='mara@harbor.example' type='chat' id='id-" + body + "'><body>" + body + "</body>" + more
        + "</message>";
}

} // namespace jackdaw::test
