// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ScriptedAccount.h"

#include <QRegularExpression>

namespace jackdaw::test {

ScriptedAccount::ScriptedAccount(ScriptedServer::Script script)
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
    features = std::make_unique<Features>(AccountContext{id, *connection, *database, clock, notes}, folder.path());
}

ScriptedAccount::~ScriptedAccount()
{
    features.reset();
    connection.reset();
}

ScriptedServer::Script ScriptedAccount::complete(ScriptedServer::Script script)
{
    script.answers += {{"jabber:iq:roster", roster}, {"disco#info", ownFeatures}, {"urn:xmpp:mam:2", noArchive},
                       {"urn:xmpp:carbons:2", QByteArray("")}};
    return script;
}

void ScriptedAccount::restart()
{
    features.reset();
    connection = std::make_unique<Connection>(ConnectionSettings(connection->settings()),
                                              QStringLiteral("0f1e2d3c-0000-4000-8000-000000000001"), realClock);
    features = std::make_unique<Features>(AccountContext{id, *connection, *database, clock, notes}, folder.path());
}

bool ScriptedAccount::isReady()
{
    open();
    return QTest::qWaitFor([this] {
        return connection->isOnline() && features->roster.find(peer("tomas")) && features->ownFeatures.has(u"urn:xmpp:sid:0")
            && server.heard().contains("<presence");
    }, 15'000);
}

QStringList ScriptedAccount::texts(const BareJid &with)
{
    const auto chat = features->messages.store().findConversation(id, with);
    if (!chat || !chat->isValid()) {
        return {};
    }
    const auto rows = database->value(QStringLiteral("SELECT group_concat(body, '|') FROM (SELECT body FROM message WHERE conversation = ? ORDER BY id)"),
                                      {chat->value()});
    return rows ? rows->toString().split(u'|', Qt::SkipEmptyParts) : QStringList();
}

bool ScriptedAccount::has(const BareJid &with, const QString &text)
{
    return QTest::qWaitFor([&] { return texts(with).contains(text); }, 10'000);
}

bool ScriptedAccount::isThrough()
{
    const QByteArray mark = "mark-" + QByteArray::number(++marks);
    server.say("<iq type='get' id='" + mark + "' from='harbor.example'><ping xmlns='urn:xmpp:ping'/></iq>");
    return QTest::qWaitFor([&] { return server.heard().contains(mark); }, 10'000);
}

QByteArray ScriptedAccount::answerTo(const QByteArray &requestId)
{
    const QRegularExpression element(QStringLiteral("<iq [^>]*id=\"%1\"[^>]*?(/>|>.*?</iq>)").arg(QLatin1StringView(requestId)),
                                     QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression addresses(QStringLiteral(" (id|to)=\"[^\"]*\""));
    return element.match(QString::fromUtf8(server.heard())).captured(0).remove(addresses).toUtf8();
}

} // namespace jackdaw::test
