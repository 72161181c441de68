// SPDX-License-Identifier: GPL-3.0-or-later
// How far was read, told to the user's other devices and heard of them (XEP-0490).
#include "chat/ReadPositionStore.h"
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"
#include "xmpp/DisplayedSync.h"

#include <QDomDocument>
#include <QTimer>
#include <QXmlStreamWriter>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace read_position_test {

QByteArray position(const QByteArray &chat, const QByteArray &upTo, const QByteArray &by = "mara@harbor.example")
{
    return "<item id='" + chat + "'><displayed xmlns='urn:xmpp:mds:displayed:0'><stanza-id xmlns='urn:xmpp:sid:0' by='" + by + "' id='" + upTo
        + "'/></displayed></item>";
}

QByteArray told(const QByteArray &items, const QByteArray &from = "mara@harbor.example")
{
    return "<message from='" + from + "' to='mara@harbor.example/desk' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'>"
                                      "<items node='urn:xmpp:mds:displayed:0'>"
        + items + "</items></event></message>";
}

/// A text that our server's archive has under this id.
QByteArray kept(const QByteArray &from, const QByteArray &body, const QByteArray &id)
{
    return text(from, body, "<stanza-id xmlns='urn:xmpp:sid:0' by='mara@harbor.example' id='" + id + "'/>");
}

/// What the server says of the node, and whether it lets anything be published there.
struct Node
{
    QByteArray items;
    bool takes = true;

    ScriptedServer::Script script()
    {
        ScriptedServer::Script script;
        script.payload = [this](const QByteArray &iq) -> QByteArray {
            if (!iq.contains("urn:xmpp:mds:displayed:0")) {
                return {};
            }
            if (iq.contains("<publish ")) {
                return takes ? "type='result'>" : QByteArray();
            }
            return items.isNull() ? QByteArray("type='error'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>")
                                  : "type='result'><pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:mds:displayed:0'>" + items
                    + "</items></pubsub>";
        };
        return script;
    }
};

const BareJid tomas = ScriptedAccount::peer("tomas");

int unread(ScriptedAccount &account, const BareJid &with = tomas)
{
    const auto chat = account.features->messages.store().findConversation(account.id, with);
    return chat && chat->isValid() ? account.features->messages.store().conversation(*chat)->unread : -1;
}

/// Three texts of Tomas's, which the archive knows as a1 to a3.
bool getsThree(ScriptedAccount &account)
{
    for (const QByteArray &number : QByteArrayList{"1", "2", "3"}) {
        account.server.say(kept("tomas@harbor.example/phone", "text" + number, "a" + number));
    }
    return account.has(tomas, u"text3"_s) && unread(account) == 3;
}

MessageId idOf(ScriptedAccount &account, const QString &archive)
{
    const auto chat = account.features->messages.store().findConversation(account.id, tomas);
    return account.features->messages.store().findByArchiveId(*chat, ArchiveId(archive))->id;
}

Status readUpTo(ScriptedAccount &account, const QString &archive)
{
    const auto chat = account.features->messages.store().findConversation(account.id, tomas);
    return account.features->messages.markRead(*chat, idOf(account, archive));
}

/// Of chats that are not here: each is looked for.
QByteArray nobodies(int from = 0, int to = 2'000)
{
    QByteArray all;
    for (int i = from; i < to; ++i)
        all += position("nobody" + QByteArray::number(i) + "@harbor.example", "b1");
    return all;
}

class ReadPositionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatTheServerSays_data()
    {
        QTest::addColumn<QByteArray>("item");
        QTest::addColumn<QString>("chat");
        QTest::newRow("a chat of two") << position("tomas@harbor.example", "a1") << u"tomas@harbor.example"_s;
        QTest::newRow("a room") << position("crews@groups.harbor.example", "a1", "crews@groups.harbor.example") << u"crews@groups.harbor.example"_s;
        QTest::newRow("an id that a stranger gave") << position("tomas@harbor.example", "a1", "mallory@evil.example") << QString();
        QTest::newRow("somebody in a room") << position("crews@groups.harbor.example/Tomas", "a1") << QString();
        QTest::newRow("no id") << position("tomas@harbor.example", "") << QString();
        QTest::newRow("an endless id") << position("tomas@harbor.example", QByteArray(1000, 'x')) << QString();
        QTest::newRow("something else") << QByteArray("<item id='tomas@harbor.example'><other xmlns='urn:example:x'/></item>") << QString();
        QTest::newRow("nothing") << QByteArray("<item id='tomas@harbor.example'/>") << QString();
    }
    void whatTheServerSays()
    {
        QFETCH(QByteArray, item);
        QFETCH(QString, chat);
        QDomDocument document;
        QVERIFY(document.setContent(item, QDomDocument::ParseOption::UseNamespaceProcessing));
        const QDomElement element = document.documentElement();
        const auto read = readReadPosition({element.attribute(u"id"_s), element.firstChildElement()}, *BareJid::parse(u"mara@harbor.example"));
        QCOMPARE(read ? read->chat.toString() : QString(), chat);
    }

    void whatIsReadHereIsTold()
    {
        Node node;
        ScriptedAccount account(node.script());
        QVERIFY(account.isReady());
        QVERIFY(account.isThrough());
        QVERIFY(getsThree(account));
        // One word for what is read in one go.
        QVERIFY(readUpTo(account, u"a1"_s));
        QVERIFY(readUpTo(account, u"a2"_s));
        const QByteArray second = "<stanza-id xmlns=\"urn:xmpp:sid:0\" by=\"mara@harbor.example\" id=\"a2\"";
        QTRY_VERIFY(account.server.heard().contains(second));
        QVERIFY(!account.server.heard().contains("id=\"a1\""));
        const QByteArray heard = account.server.heard();
        QVERIFY(heard.contains("<item id=\"tomas@harbor.example\">"));
        // 3.1: nobody else sees it, all are kept, and none is sent to whoever comes online.
        const QByteArray options = heard.mid(heard.indexOf("<publish-options>"));
        for (const QByteArray &each : QByteArrayList{"whitelist", "never", "max"})
            QVERIFY2(options.contains("<value>" + each + "</value>"), each.constData());
        // What was said is not said again: not for what stands above, and not in the next session.
        QTRY_VERIFY(ReadPositionStore(*account.database).unsent(account.id)->isEmpty());
        QVERIFY(readUpTo(account, u"a1"_s));
        account.restart();
        account.open();
        QVERIFY(QTest::qWaitFor([&] { return account.connection->isOnline(); }, 15'000));
        QVERIFY(account.isThrough());
        QVERIFY(!account.server.heard().contains("<displayed"));
    }

    void whatWasNotToldWaits()
    {
        Node node{{}, false};
        ScriptedAccount account(node.script());
        QVERIFY(account.isReady());
        QVERIFY(account.isThrough());
        QVERIFY(getsThree(account));
        QVERIFY(readUpTo(account, u"a3"_s));
        QTRY_VERIFY(account.server.heard().contains("id=\"a3\""));
        QVERIFY(account.isThrough());
        QCOMPARE(ReadPositionStore(*account.database).unsent(account.id)->size(), 1);
        node.takes = true;
        account.restart();
        account.open();
        QTRY_VERIFY(account.server.heard().contains("id=\"a3\""));
        QTRY_VERIFY(ReadPositionStore(*account.database).unsent(account.id)->isEmpty());
    }

    /// Read in the moment before a sign-out: nobody was told yet, so it waits on disk.
    void whatIsReadLastWaitsToo()
    {
        Node node;
        ScriptedAccount account(node.script());
        QVERIFY(account.isReady());
        QVERIFY(account.isThrough());
        QVERIFY(getsThree(account));
        QVERIFY(readUpTo(account, u"a3"_s));
        QCOMPARE(ReadPositionStore(*account.database).unsent(account.id)->size(), 0);
        // As the session ends, and not only some moments later, when the program may be gone.
        qsizetype waiting = -1;
        connect(account.connection.get(), &Connection::sessionEnded, this,
                [&] { waiting = ReadPositionStore(*account.database).unsent(account.id)->size(); });
        account.connection->close();
        QTRY_VERIFY(waiting >= 0);
        QCOMPARE(waiting, 1);
    }

    void whatIsReadElsewhereIsRead()
    {
        Node node;
        ScriptedAccount account(node.script());
        QVERIFY(account.isReady());
        QVERIFY(account.isThrough());
        QVERIFY(getsThree(account));
        account.server.say(told(position("tomas@harbor.example", "a3"), "tomas@harbor.example"));
        account.server.say(told(position("tomas@harbor.example", "a3"), "mara@harbor.example/other")); // no account, but a client
        QVERIFY(account.isThrough());
        QCOMPARE(unread(account), 3);
        account.server.say(told(position("tomas@harbor.example", "a2")));
        QTRY_COMPARE(unread(account), 1);
        account.server.say(told(position("tomas@harbor.example", "a1"))); // a device that is behind
        QVERIFY(account.isThrough());
        QCOMPARE(unread(account), 1);
        // Nobody is told: neither they (XEP-0333) nor the node, which has it.
        QVERIFY(!account.server.heard().contains("urn:xmpp:chat-markers:0"));
        QVERIFY(!account.server.heard().contains("<displayed"));
        // Ours is further now, and comes to the node.
        QVERIFY(readUpTo(account, u"a3"_s));
        QTRY_VERIFY(account.server.heard().contains("id=\"a3\""));
    }

    void theSessionBeginsWithAllOfThem()
    {
        // Newer than what is here: it waits for its message.
        Node node{position("tomas@harbor.example", "a2") + position("nobody@harbor.example", "b1"), true};
        ScriptedAccount account(node.script());
        QVERIFY(account.isReady());
        QVERIFY(account.isThrough());
        for (const QByteArray &number : QByteArrayList{"1", "2", "3"})
            account.server.say(kept("tomas@harbor.example/phone", "text" + number, "a" + number));
        QVERIFY(account.has(tomas, u"text3"_s));
        QTRY_COMPARE(unread(account), 1);
        // And where its message is here already, it counts at once.
        node.items = position("tomas@harbor.example", "a3");
        account.restart();
        account.open();
        QTRY_COMPARE(unread(account), 0);
    }

    /// A node of thousands does not hold up what else the server says.
    void manyOfThemAreTakenInTurns()
    {
        Node node;
        ScriptedAccount account(node.script());
        QVERIFY(account.isReady());
        QVERIFY(account.isThrough());
        QVERIFY(getsThree(account));
        const BareJid leila = ScriptedAccount::peer("leila");
        account.server.say(kept("leila@harbor.example/phone", "word", "c1"));
        QVERIFY(account.has(leila, u"word"_s));
        node.items = position("tomas@harbor.example", "a3") + nobodies() + position("leila@harbor.example", "c1");
        account.restart();
        int turn = 0;
        QTimer turns;
        connect(&turns, &QTimer::timeout, this, [&] { ++turn; });
        QHash<BareJid, int> readIn;
        connect(&account.features->messages, &MessageService::conversationsChanged, this, [&](const QList<Conversation> &changed) {
            for (const Conversation &each : changed) {
                if (each.unread == 0 && !readIn.contains(each.peer))
                    readIn.insert(each.peer, turn);
            }
        });
        turns.start(0);
        account.open();
        QTRY_COMPARE(readIn.size(), 2);
        QVERIFY2(readIn.value(tomas) < readIn.value(leila), qPrintable(u"both in turn %1"_s.arg(readIn.value(leila))));
    }

    /// What another device says while they are taken is newer than they are.
    void whatIsToldMeanwhileIsNewer()
    {
        // Neither of the first that are taken, nor of those that are taken when its message is here already.
        Node node{nobodies(0, 75) + position("tomas@harbor.example", "a1") + nobodies(75), true};
        ScriptedServer::Script script = node.script();
        const auto says = script.payload;
        ScriptedServer *server = nullptr;
        script.payload = [&](const QByteArray &iq) {
            const QByteArray answer = says(iq);
            if (server && iq.contains("urn:xmpp:mds:displayed:0") && !iq.contains("<publish "))
                QMetaObject::invokeMethod(server, [&] { server->say(told(position("tomas@harbor.example", "a3"))); }, Qt::QueuedConnection);
            return answer;
        };
        ScriptedAccount account(script);
        server = &account.server;
        QVERIFY(account.isReady());
        QVERIFY(account.isThrough());
        for (const QByteArray &number : QByteArrayList{"1", "2", "3"})
            account.server.say(kept("tomas@harbor.example/phone", "text" + number, "a" + number));
        QVERIFY(account.has(tomas, u"text3"_s));
        QTRY_COMPARE(unread(account), 0);
    }
};

JACKDAW_TEST(ReadPositionTest)

} // namespace read_position_test

#include "read_position_test.moc"
