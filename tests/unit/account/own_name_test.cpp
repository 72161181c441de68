// SPDX-License-Identifier: GPL-3.0-or-later
// What the owner of an account is called: learnt from the server, set there, kept, and never anybody else's word.
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"
#include "xmpp/Nickname.h"

#include <QSignalSpy>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace own_name_test {

QByteArray nickItem(const QByteArray &inside)
{
    return "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='http://jabber.org/protocol/nick'>"
           "<item id='current'>" + inside + "</item></items></pubsub>";
}

QByteArray nick(const QByteArray &name)
{
    return nickItem("<nick xmlns='http://jabber.org/protocol/nick'>" + name + "</nick>");
}

const QByteArray notFound = "type='error'><error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";

/// What the server answers of names; empty: that it knows none of it.
struct Server
{
    QByteArray node;
    QByteArray card;
    QByteArray published = "type='result'>";

    ScriptedServer::Script script()
    {
        ScriptedServer::Script script;
        script.payload = [this](const QByteArray &iq) -> QByteArray {
            if (iq.contains("<publish ") && iq.contains("http://jabber.org/protocol/nick")) {
                return published;
            }
            if (iq.contains("<items ") && iq.contains("http://jabber.org/protocol/nick")) {
                return node;
            }
            return iq.contains("vcard-temp") ? card : QByteArray();
        };
        return script;
    }
};

/// For a service of its own beside that of the account, which keeps no notes.
AccountContext contextOf(const ScriptedAccount &account, const AccountNotes &notes)
{
    return {account.id, *account.connection, *account.database, account.clock, notes};
}

QByteArray result(const QByteArray &payload)
{
    return "type='result'>" + payload;
}

QByteArray card(const QByteArray &inside)
{
    return result("<vCard xmlns='vcard-temp'>" + inside + "</vCard>");
}

class OwnNameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAreOneShortLine_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QString>("name");
        QTest::newRow("as it is") << u"Mara Lindqvist"_s << u"Mara Lindqvist"_s;
        QTest::newRow("spaces") << u"  Mara\n\t Lindqvist "_s << u"Mara Lindqvist"_s;
        QTest::newRow("nothing but spaces") << u" \n "_s << QString();
        QTest::newRow("turned around") << u"Ma\u202Era\u2066"_s << u"Mara"_s;
        QTest::newRow("controls") << u"Ma\u0007ra"_s << u"Mara"_s;
        QTest::newRow("with a joiner") << u"\u0645\u06CC\u200C\u0646\u0627"_s << u"\u0645\u06CC\u200C\u0646\u0627"_s;
        QTest::newRow("long") << QString(5000, u'x') << QString(100, u'x');
        QTest::newRow("cut within a character") << QString(99, u'x') + u"\U0001F426"_s << QString(99, u'x');
    }
    void namesAreOneShortLine()
    {
        QFETCH(QString, said);
        QFETCH(QString, name);
        QCOMPARE(tidyName(said), name);
    }

    void itIsLearntFromTheServer_data()
    {
        QTest::addColumn<QByteArray>("node");
        QTest::addColumn<QByteArray>("card");
        QTest::addColumn<QString>("name");
        QTest::newRow("published") << result(nick("Mara Lindqvist")) << card("<FN>Other</FN>") << u"Mara Lindqvist"_s;
        QTest::newRow("no such node, a card") << notFound << card("<FN>Mara L.</FN><NICKNAME>ml</NICKNAME>") << u"Mara L."_s;
        QTest::newRow("a server without nodes") << QByteArray() << card("<NICKNAME>ml</NICKNAME>") << u"ml"_s;
        QTest::newRow("published empty") << result(nick("")) << card("<FN>Mara L.</FN>") << u"Mara L."_s;
        QTest::newRow("something else there") << result(nickItem("<nick xmlns='urn:example:x'>Nobody</nick>")) << card("") << QString();
        QTest::newRow("no name on the card") << notFound << card("<FN/><N><FAMILY>L</FAMILY></N>") << QString();
        QTest::newRow("neither") << notFound << notFound << QString();
        QTest::newRow("a server that knows neither") << QByteArray() << QByteArray() << QString();
    }
    void itIsLearntFromTheServer()
    {
        QFETCH(QByteArray, node);
        QFETCH(QByteArray, card);
        QFETCH(QString, name);
        Server server{node, card};
        ScriptedAccount account(server.script());
        const AccountNotes notes(account.folder.path(), account.id);
        const OwnNameService service(contextOf(account, notes), account.features->nodes);
        QSignalSpy changed(&service, &OwnNameService::changed);
        QVERIFY(account.isReady());
        QVERIFY(account.isThrough());
        QTRY_COMPARE(service.name(), name);
        QCOMPARE(changed.size(), name.isEmpty() ? 0 : 1);
        // It is there without a network.
        QCOMPARE(notes.ownName(), name);
        QCOMPARE(account.server.heard().contains("vcard-temp"), !node.contains("Mara"));
    }

    void whatIsNoAnswerTakesNothingAway()
    {
        Server server{"type='error'><error type='wait'><internal-server-error xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>", {}};
        ScriptedAccount account(server.script());
        AccountNotes notes(account.folder.path(), account.id);
        QVERIFY(notes.setOwnName(u"Mara"_s));
        QVERIFY(notes.setStatusAddresses({u"https://status.example"_s})); // beside each other
        const OwnNameService service(contextOf(account, notes), account.features->nodes);
        QCOMPARE(service.name(), u"Mara"_s);
        QVERIFY(account.isReady());
        QVERIFY(account.isThrough());
        QCOMPARE(service.name(), u"Mara"_s);
        QCOMPARE(notes.ownName(), u"Mara"_s);
    }

    void itIsPublishedForContacts()
    {
        Server server{notFound, notFound};
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        QSignalSpy changed(&account.features->ownName, &OwnNameService::changed);
        const auto done = account.features->ownName.setName(u"  Mara <Lind> & Co "_s);
        QTRY_VERIFY(done.isFinished());
        QVERIFY(done.result());
        QCOMPARE(account.features->ownName.name(), u"Mara <Lind> & Co"_s);
        QCOMPARE(changed.size(), 2); // it waits to be published, and is
        QCOMPARE(changed.first().at(1).value<OwnName>(), (OwnName{{}, u"Mara <Lind> & Co"_s}));
        const QByteArray heard = account.server.heard();
        const QByteArray publish = heard.mid(heard.indexOf("<publish "));
        QVERIFY2(publish.contains("Mara &lt;Lind&gt; &amp; Co</nick>"), publish.constData());
        QVERIFY2(publish.contains("<value>presence</value>"), publish.constData());
        // Taken back: what is on the card counts again.
        server.card = card("<FN>Mara L.</FN>");
        const auto gone = account.features->ownName.setName({});
        QTRY_VERIFY(gone.isFinished());
        QTRY_COMPARE(account.features->ownName.name(), u"Mara L."_s);
    }

    void aRefusalChangesNothing()
    {
        Server server{result(nick("Mara")), {}};
        server.published = "type='error'><error type='auth'><forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->ownName.name(), u"Mara"_s);
        const auto done = account.features->ownName.setName(u"Queen"_s);
        QTRY_VERIFY(done.isFinished());
        QVERIFY(!done.result());
        QCOMPARE(done.result().error().kind, ErrorKind::Forbidden);
        QCOMPARE(account.features->ownName.name(), u"Mara"_s);
    }

    void withoutAStreamItWaits()
    {
        Server server{result(nick("Before")), {}};
        ScriptedAccount account(server.script());
        AccountNotes notes(account.folder.path(), account.id);
        AccountContext kept = contextOf(account, notes);
        QVERIFY(notes.setOwnName(u"Before"_s));
        OwnNameService service(kept, account.features->nodes);
        QSignalSpy changed(&service, &OwnNameService::changed);
        const auto first = service.setName(u"Mara"_s);
        QVERIFY(!first.isFinished());
        QCOMPARE(service.own(), (OwnName{u"Before"_s, u"Mara"_s}));
        QCOMPARE(changed.last().at(1).value<OwnName>(), service.own());
        // It is on disk, for a run that is to come; and the last word counts.
        QCOMPARE(OwnNameService(kept, account.features->nodes).own(), service.own());
        const auto second = service.setName(u"Mara Lindqvist"_s);
        QVERIFY(first.isFinished());
        QCOMPARE(first.result().error().kind, ErrorKind::Cancelled);
        QVERIFY(account.isReady());
        QTRY_VERIFY(second.isFinished());
        QVERIFY(second.result());
        QCOMPARE(service.own(), (OwnName{u"Mara Lindqvist"_s, {}}));
        QCOMPARE(notes.wantedName(), std::nullopt);
        QCOMPARE(notes.ownName(), u"Mara Lindqvist"_s);
        QVERIFY(!account.server.heard().contains("Mara</nick>"));
    }

    void whatWaitedIsRefusedWithAReason()
    {
        Server server{result(nick("Before")), {}};
        server.published = "type='error'><error type='auth'>"
                           "<forbidden xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>";
        ScriptedAccount account(server.script());
        const auto done = account.features->ownName.setName(u"Mara"_s);
        QVERIFY(account.isReady());
        QTRY_VERIFY(done.isFinished());
        QCOMPARE(done.result().error().kind, ErrorKind::Forbidden);
        QTRY_COMPARE(account.features->ownName.own(), (OwnName{u"Before"_s, {}}));
    }

    void whatPassesIsSaidAndTriedAgainWithTheNextSession_data()
    {
        QTest::addColumn<bool>("silent");
        QTest::addColumn<QByteArray>("published");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("too many") << false << QByteArray("type='error'><error type='wait'>"
                                                         "<resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>")
                                  << ErrorKind::TooMany;
        QTest::newRow("somebody behind the server says nothing")
            << false << QByteArray("type='error'><error type='wait'><remote-server-timeout xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>")
            << ErrorKind::Timeout;
        QTest::newRow("no answer at all") << true << QByteArray() << ErrorKind::Timeout;
    }
    void whatPassesIsSaidAndTriedAgainWithTheNextSession()
    {
        QFETCH(bool, silent);
        QFETCH(QByteArray, published);
        QFETCH(ErrorKind, kind);
        Server server{result(nick("Before")), {}, published};
        ScriptedServer::Script script = server.script();
        script.answer = [&silent](const QByteArray &iq, const QByteArray &) {
            return silent && iq.contains("<publish ") && iq.contains("protocol/nick") ? QByteArray(" ") : QByteArray();
        };
        ScriptedAccount account(script);
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->ownName.name(), u"Before"_s);
        account.connection->setPatience({.request = 300});
        const auto done = account.features->ownName.setName(u"Mara"_s);
        QTRY_VERIFY(done.isFinished());
        account.connection->setPatience({});
        QVERIFY(!done.result());
        QCOMPARE(done.result().error().kind, kind);
        QCOMPARE(done.result().error().subject, u"harbor.example"_s);
        // What contacts see is not known to be another, and the wish stands, on disk too.
        QCOMPARE(account.features->ownName.own(), (OwnName{u"Before"_s, u"Mara"_s}));
        silent = false;
        server.published = "type='result'>";
        account.server.cut();
        QTRY_VERIFY(!account.connection->isOnline());
        account.open();
        QTRY_COMPARE(account.features->ownName.own(), (OwnName{u"Mara"_s, {}}));
    }

    void aWishThatALostStreamHeldIsSentAgain_data()
    {
        QTest::addColumn<bool>("resumes");
        QTest::newRow("resumed") << true;
        QTest::newRow("a new session") << false;
    }
    void aWishThatALostStreamHeldIsSentAgain()
    {
        QFETCH(bool, resumes);
        Server server{notFound, notFound};
        ScriptedServer::Script script = server.script();
        script.resumes = resumes;
        bool silent = true;
        QByteArray held;
        script.answer = [&](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            if (!silent || !iq.contains("<publish ") || !iq.contains("protocol/nick")) {
                return {};
            }
            held = id;
            return " ";
        };
        ScriptedAccount account(script);
        QVERIFY(account.isReady());
        QVERIFY(account.isThrough());
        const auto done = account.features->ownName.setName(u"Mara"_s);
        QTRY_VERIFY(!held.isEmpty());
        silent = false;
        account.server.cut();
        QTRY_VERIFY(!account.connection->isOnline());
        QVERIFY(!done.isFinished());
        account.open();
        QTRY_VERIFY(account.connection->isOnline());
        if (resumes) { // it answers what it was asked before
            account.server.say("<iq type='result' id='" + held + "'/>");
        }
        QTRY_VERIFY(done.isFinished());
        QVERIFY(done.result());
        QCOMPARE(account.features->ownName.own(), (OwnName{u"Mara"_s, {}}));
    }

    void itIsAskedAgainAfterAResumptionWhereThatFailed()
    {
        Server server{"type='error'><error type='wait'>"
                      "<internal-server-error xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>", {}};
        ScriptedServer::Script script = server.script();
        script.resumes = true;
        ScriptedAccount account(script);
        QSignalSpy started(account.connection.get(), &Connection::sessionStarted);
        QVERIFY(account.isReady());
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->ownName.name(), QString());
        const auto resume = [&] {
            account.server.cut();
            if (!QTest::qWaitFor([&] { return !account.connection->isOnline(); }, 15'000)) {
                return false;
            }
            started.clear();
            account.open();
            return QTest::qWaitFor([&] { return started.size() == 1; }, 15'000)
                && started.first().first().value<Connection::Session>() == Connection::Session::Resumed && account.isThrough();
        };
        server.node = result(nick("Mara"));
        QVERIFY(resume());
        QTRY_COMPARE(account.features->ownName.name(), u"Mara"_s);
        // Once it is known, no more.
        QVERIFY(resume());
        QVERIFY(!account.server.heard().contains("protocol/nick"));
    }

    void anotherProgramOfOursIsFollowed()
    {
        Server server{result(nick("Mara")), {}};
        ScriptedAccount account(server.script());
        QVERIFY(account.isReady());
        QTRY_COMPARE(account.features->ownName.name(), u"Mara"_s);
        const auto event = [&](const QByteArray &from, const QByteArray &item) {
            account.server.say("<message type='headline'" + from + " to='mara@harbor.example/desk'>"
                               + "<event xmlns='http://jabber.org/protocol/pubsub#event'>"
                               + "<items node='http://jabber.org/protocol/nick'><item id='current'>" + item
                               + "</item></items></event></message>");
            return account.isThrough();
        };
        const QByteArray named = "<nick xmlns='http://jabber.org/protocol/nick'>Mara Lindqvist</nick>";
        // Nobody else says what we are called.
        for (const char *from : {"tomas@harbor.example", "mara@harbor.example/phone", "harbor.example"}) {
            QVERIFY(event(QByteArray(" from='") + from + "'", named));
            QCOMPARE(account.features->ownName.name(), u"Mara"_s);
        }
        QVERIFY(event(" from='mara@harbor.example'", named));
        QCOMPARE(account.features->ownName.name(), u"Mara Lindqvist"_s);
        // Taken back there: the card counts again.
        server.card = card("<FN>Mara L.</FN>");
        QVERIFY(event({}, "<nick xmlns='http://jabber.org/protocol/nick'/>"));
        QTRY_COMPARE(account.features->ownName.name(), u"Mara L."_s);
        // The server tells so because we say that we want to know (XEP-0163, 4.3.1).
        account.server.say("<iq type='get' id='what' from='harbor.example'>"
                           "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
        QVERIFY(account.isThrough());
        QVERIFY(account.answerTo("what").contains("<feature var=\"http://jabber.org/protocol/nick+notify\""));
    }

    void anOlderAnswerIsNoNews()
    {
        // The server takes its time with the node, and meanwhile the user says another name.
        Server server{notFound, notFound};
        ScriptedServer::Script script = server.script();
        QByteArray waiting;
        script.answer = [&waiting](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            if (waiting.isEmpty() && iq.contains("<items ") && iq.contains("http://jabber.org/protocol/nick")) {
                waiting = id;
                return " "; // nothing, for now
            }
            return {};
        };
        ScriptedAccount account(script);
        QVERIFY(account.isReady());
        QTRY_VERIFY(!waiting.isEmpty());
        const auto done = account.features->ownName.setName(u"Mara"_s);
        QTRY_VERIFY(done.isFinished());
        QVERIFY(done.result());
        account.server.say("<iq type='result' id='" + waiting + "'>" + nick("Old") + "</iq>");
        QVERIFY(account.isThrough());
        QCOMPARE(account.features->ownName.name(), u"Mara"_s);
    }
};

JACKDAW_TEST(OwnNameTest)

} // namespace own_name_test

#include "own_name_test.moc"
