// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountStore.h"
#include "chat/MessageService.h"
#include "presence/CapabilitiesService.h"
#include "presence/CapabilitiesStore.h"
#include "presence/PresenceService.h"
#include "rooms/RoomService.h"
#include "roster/RosterService.h"
#include "support/FakeClock.h"
#include "support/ScriptedServer.h"
#include "support/StreamProbe.h"
#include "support/TestDatabase.h"
#include "support/TestProgram.h"
#include "xmpp/ArchiveFetcher.h"
#include "xmpp/Namespaces.h"
#include "xmpp/OwnFeatures.h"
#include "xmpp/RequestLimit.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace jackdaw;
using test::ScriptedServer;
using namespace Qt::StringLiterals;

namespace flood_test {

const BareJid us = *BareJid::parse(u"mara@harbor.example");

/// An account's services, signed in to a server that says what a test wants.
struct Account
{
    explicit Account(const ScriptedServer::Script &script = {}, PresenceLimits presenceLimits = {}, CapabilitiesLimits capsLimits = {},
                     ArchiveLimits archiveLimits = {})
        : server(withRoster(script))
    {
        AccountSettings settings;
        settings.jid = us;
        settings.host = u"127.0.0.1"_s;
        settings.port = server.port();
        settings.tls = TlsMode::Direct;
        settings.authorityFile = server.authorityFile();
        store = std::make_unique<AccountStore>(*database);
        settings.id = *store->add(settings);
        connection = std::make_unique<Connection>(settings, u"0f1e2d3c-0000-4000-8000-000000000001"_s, realClock);
        const AccountContext context{settings.id, *connection, *database, clock};
        rooms = std::make_unique<RoomService>(context); // before whoever reads messages, as in the program
        roster = std::make_unique<RosterService>(context);
        presence = std::make_unique<PresenceService>(context, nullptr, presenceLimits);
        capabilities = std::make_unique<CapabilitiesService>(context, *roster, *presence, nullptr, capsLimits);
        archive = std::make_unique<ArchiveFetcher>(*connection, nullptr, archiveLimits);
        ownFeatures = std::make_unique<OwnFeatures>(*connection);
        messages = std::make_unique<MessageService>(context, *roster, *ownFeatures, *archive, *rooms);
        connection->open(ScriptedServer::password());
    }

    /// Tomas and Ann may see her.
    static ScriptedServer::Script withRoster(ScriptedServer::Script script)
    {
        script.answers += {{"jabber:iq:roster", "<query xmlns='jabber:iq:roster'><item jid='tomas@harbor.example' subscription='both'/>"
                                                "<item jid='ann@harbor.example' subscription='from'/></query>"}};
        return script;
    }
    bool isUp() const { return connection->isOnline() && server.isBound() && !roster->contacts().isEmpty(); }
    /// Says these and waits until all of it was dealt with: our server's ping is answered behind them.
    bool say(const QByteArray &bytes)
    {
        const QByteArray id = "behind" + QByteArray::number(++pings);
        server.say(bytes + "<iq type='get' id='" + id + "' from='harbor.example'><ping xmlns='urn:xmpp:ping'/></iq>");
        return QTest::qWaitFor([&] { return server.heard().contains(id); }, 60'000);
    }

    test::FakeClock clock;
    SystemClock realClock; // the certificate of the server is of today
    test::TestDatabase database;
    ScriptedServer server;
    std::unique_ptr<AccountStore> store;
    std::unique_ptr<Connection> connection;
    std::unique_ptr<RoomService> rooms;
    std::unique_ptr<RosterService> roster;
    std::unique_ptr<PresenceService> presence;
    std::unique_ptr<CapabilitiesService> capabilities;
    std::unique_ptr<ArchiveFetcher> archive;
    std::unique_ptr<OwnFeatures> ownFeatures;
    std::unique_ptr<MessageService> messages;
    int pings = 0;
};

QByteArray text(int number)
{
    return "<message from='tomas@harbor.example/x' type='chat' id='m" + QByteArray::number(number) + "'><body>"
        + QByteArray::number(number) + "</body></message>";
}

QByteArray presenceOf(const QByteArray &from, const QByteArray &inside = {})
{
    return "<presence from='" + from + "'>" + inside + "</presence>";
}

QByteArray gone(const QByteArray &from)
{
    return "<presence type='unavailable' from='" + from + "'/>";
}

QByteArray caps(const QByteArray &ver)
{
    return "<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='" + ver + "'/>";
}

/// What a server or a contact sends in masses: it is taken in runs, and what it may make us keep or say has an end.
class FloodTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // Runs of messages

    void aRunEndsBeforeWhatIsNoMessage()
    {
        StreamProbe probe(us);
        QVERIFY(probe.isRight());
        QStringList order;
        connect(&probe.xmppSocket(), &QXmpp::Private::XmppSocket::stanzaReceived, this,
                [&](const QDomElement &element) { order += element.tagName(); });
        connect(&probe.guard(), &StreamGuard::runEnded, this, [&] { order += u"|"_s; });
        probe.restart(StreamGuard::Step::Bound);
        probe.give("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>");
        order.clear();
        probe.give("<message/><message/><r xmlns='urn:xmpp:sm:3'/><message/><mess");
        // An acknowledgement is never sent for what is not stored, and nothing lies about while there is nothing to read.
        QTRY_COMPARE(order.join(u' '), u"message message | r message |"_s);
    }

    void whatComesInPiecesIsOneRun()
    {
        StreamProbe probe(us);
        QVERIFY(probe.isRight());
        QStringList order;
        probe.restart(StreamGuard::Step::Bound);
        probe.give("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>");
        QCoreApplication::processEvents();
        connect(&probe.xmppSocket(), &QXmpp::Private::XmppSocket::stanzaReceived, this,
                [&](const QDomElement &element) { order += element.tagName(); });
        connect(&probe.guard(), &StreamGuard::runEnded, this, [&] { order += u"|"_s; });
        // TLS gives what came at once in pieces, each with a signal of its own.
        for (int i = 0; i < 3; ++i) {
            probe.give("<message/><mess");
            probe.give("age/>");
        }
        QTRY_COMPARE(order.join(u' '), u"message message message message message message |"_s);
    }

    void aRunOfMessagesIsToldAsOne()
    {
        constexpr int count = 400;
        Account account;
        QTRY_VERIFY(account.isUp());
        QSignalSpy stored(account.messages.get(), &MessageService::messagesStored);
        QByteArray flood;
        for (int i = 0; i < count; ++i) {
            flood += text(i);
        }
        QVERIFY(account.say(flood));
        QStringList bodies;
        for (const QList<QVariant> &batch : std::as_const(stored)) {
            for (const Message &message : batch.at(1).value<QList<Message>>()) {
                bodies += message.body;
            }
        }
        QCOMPARE(bodies.size(), count);
        for (int i = 0; i < count; ++i) {
            QCOMPARE(bodies.at(i), QString::number(i));
        }
        QVERIFY2(stored.size() < count, "each message was told alone");
        QCOMPARE(account.database.number(u"SELECT count(*) FROM message"_s), count);
        QCOMPARE(account.database.number(u"SELECT unread FROM conversation"_s), count);
    }

    void whatARunBroughtIsStoredWhenTheStreamBreaks()
    {
        Account account;
        QTRY_VERIFY(account.isUp());
        QSignalSpy lost(account.connection.get(), &Connection::sessionLost);
        account.server.say(text(1) + text(2) + "<!-- not allowed -->");
        QTRY_COMPARE(lost.size(), 1);
        QCOMPARE(account.database.number(u"SELECT count(*) FROM message"_s), 2);
    }

    void typingIsToldOnceARun()
    {
        constexpr int count = 400;
        Account account;
        QTRY_VERIFY(account.isUp());
        QVERIFY(account.say(text(0)));
        QSignalSpy typed(account.messages.get(), &MessageService::peerChatStateChanged);
        QByteArray flood;
        for (int i = 0; i < count; ++i) {
            flood += "<message from='tomas@harbor.example/x' type='chat'><" + QByteArray(i % 2 ? "composing" : "paused")
                + " xmlns='http://jabber.org/protocol/chatstates'/></message>";
        }
        QVERIFY(account.say(flood));
        QVERIFY(!typed.isEmpty());
        QVERIFY2(typed.size() < count, "each change was told alone");
        QCOMPARE(typed.last().at(1).value<ChatState>(), ChatState::Composing);
    }

    // Requests

    void requestsOfOneAreAnsweredSoManyASecond()
    {
        RequestLimit limit;
        const auto answered = [&limit](const QString &from, qint64 now, int asked) {
            int count = 0;
            for (int i = 0; i < asked; ++i) {
                count += limit.admits(us, from, now);
            }
            return count;
        };
        QCOMPARE(answered(u"tomas@harbor.example/a"_s, 0, 500), RequestLimit::ofOne);
        QCOMPARE(answered(u"tomas@harbor.example/b"_s, 0, 500), 0); // another resource is nobody else
        QCOMPARE(answered(u"tomas@harbor.example/a"_s, 2000, 500), 2 * RequestLimit::ofOneASecond);
        QCOMPARE(answered(u"ann@harbor.example/a"_s, 2000, 5), 5);  // others do not suffer
        for (const QString &ours : {QString(), u"harbor.example"_s, u"mara@harbor.example"_s, u"mara@harbor.example/phone"_s}) {
            QCOMPARE(answered(ours, 2000, 500), 500);
        }
        QCOMPARE(answered(u"not an address@@"_s, 2000, 5), 0);
    }

    void requestsOfManyAreBoundedAndSoIsTheMemoryOfThem()
    {
        RequestLimit limit;
        int answered = 0;
        for (int i = 0; i < 3 * RequestLimit::maximumSenders; ++i) {
            answered += limit.admits(us, u"person%1@flood.example/x"_s.arg(i), 0);
        }
        QCOMPARE(answered, RequestLimit::ofAll);
        QVERIFY(limit.senders() <= RequestLimit::maximumSenders);
        QVERIFY(limit.admits(us, u"tomas@harbor.example/x"_s, 60'000)); // and afterwards all is as it was
    }

    void aFloodOfRequestsGetsFewAnswers()
    {
        Account account;
        QTRY_VERIFY(account.isUp());
        QByteArray flood;
        for (int i = 0; i < 300; ++i) {
            flood += "<iq type='get' id='f" + QByteArray::number(i) + "' from='tomas@harbor.example/x'><ping xmlns='urn:xmpp:ping'/></iq>";
        }
        QVERIFY(account.say(flood));
        static const QRegularExpression answer(u"id=\"f\\d+\""_s);
        const QString heard = QString::fromUtf8(account.server.heard());
        QCOMPARE(heard.count(answer), RequestLimit::ofOne);
    }

    void aServerThatAsksAndDoesNotReadIsCut()
    {
        Account account;
        QTRY_VERIFY(account.isUp());
        QSignalSpy lost(account.connection.get(), &Connection::sessionLost);
        account.server.stopReading();
        const QByteArray ping = "<iq type='get' id='p' from='harbor.example'><ping xmlns='urn:xmpp:ping'/></iq>";
        for (int i = 0; i < 400 && lost.isEmpty(); ++i) {
            account.server.say(ping.repeated(1000));
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE_WITH_TIMEOUT(lost.size(), 1, 60'000);
        QCOMPARE(lost.first().first().value<Error>().kind, ErrorKind::PolicyViolation);
    }

    // What is kept

    void resourcesAreBounded()
    {
        Account account({}, PresenceLimits{.people = 100, .ofOne = 5, .all = 8});
        QTRY_VERIFY(account.isUp());
        const BareJid tomas = *BareJid::parse(u"tomas@harbor.example");
        const BareJid ann = *BareJid::parse(u"ann@harbor.example");
        QByteArray flood;
        for (int i = 0; i < 20; ++i) {
            flood += presenceOf("tomas@harbor.example/" + QByteArray::number(i));
        }
        for (int i = 0; i < 20; ++i) {
            flood += presenceOf("ann@harbor.example/" + QByteArray::number(i));
        }
        QVERIFY(account.say(flood));
        QCOMPARE(account.presence->resources(tomas).size(), 5);
        QCOMPARE(account.presence->resources(ann).size(), 3);
        // Those there are change, and who goes makes room.
        QVERIFY(account.say(presenceOf("tomas@harbor.example/0", "<show>dnd</show>") + gone("tomas@harbor.example/1")
                            + presenceOf("ann@harbor.example/new")));
        QCOMPARE(account.presence->resources(tomas).value(u"0"_s).availability, Availability::DoNotDisturb);
        QVERIFY(account.presence->resources(ann).contains(u"new"_s));
        QVERIFY(account.say(gone("ann@harbor.example") + presenceOf("tomas@harbor.example/5")));
        QVERIFY(account.presence->resources(ann).isEmpty());
        QCOMPARE(account.presence->resources(tomas).size(), 5);
    }

    void peopleAreBoundedAndWhoIsGoneMakesRoom()
    {
        Account account({}, PresenceLimits{.people = 20, .ofOne = 5, .all = 100});
        QTRY_VERIFY(account.isUp());
        QByteArray flood;
        for (int i = 0; i < 40; ++i) {
            flood += presenceOf("stranger" + QByteArray::number(i) + "@flood.example/x");
        }
        QVERIFY(account.say(flood));
        const auto there = [&](const char16_t *jid) { return !account.presence->resources(*BareJid::parse(QStringView(jid))).isEmpty(); };
        QVERIFY(there(u"stranger19@flood.example"));
        QVERIFY(!there(u"stranger20@flood.example"));
        QVERIFY(account.say(gone("stranger0@flood.example/x") + gone("stranger1@flood.example/x")
                            + presenceOf("tomas@harbor.example/x")));
        QVERIFY(there(u"tomas@harbor.example"));
    }

    void oneContactsClientsAreAskedSoOften()
    {
        ScriptedServer::Script script;
        script.answer = [](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            static const QRegularExpression asked(u"to=\"([^\"]+)\""_s);
            const QByteArray client = asked.match(QString::fromUtf8(iq)).captured(1).toUtf8();
            return client.isEmpty() ? QByteArray() : "<iq type='error' id='" + id + "' from='" + client + "'><error type='cancel'>"
                "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
        };
        Account account(script);
        QTRY_VERIFY(account.isUp());
        QByteArray flood;
        for (int i = 0; i < 100; ++i) {
            flood += presenceOf("tomas@harbor.example/x", caps("tomas" + QByteArray::number(i)));
        }
        account.server.say(flood + presenceOf("ann@harbor.example/x", caps("ann")));
        QTRY_VERIFY(account.server.heard().contains("n#ann")); // asked in turn, so all of the others' questions were before
        QCOMPARE(account.server.heard().count("n#tomas"), CapabilitiesLimits().askedOfOne);
    }

    void oneStrangersClientsLeaveRoomForOthers()
    {
        Account account({}, {}, CapabilitiesLimits{.unasked = 20, .unaskedOfOne = 3});
        QTRY_VERIFY(account.isUp());
        QByteArray flood, end;
        for (int i = 0; i < 40; ++i) {
            const QByteArray client = "stranger@flood.example/" + QByteArray::number(i);
            flood += presenceOf(client, caps("stranger" + QByteArray::number(i)));
            end += gone(client);
        }
        const auto accept = [&account](const QByteArray &who) {
            return account.say("<iq type='set' id='push-" + who + "'><query xmlns='jabber:iq:roster'><item jid='" + who
                               + "' subscription='from'/></query></iq>");
        };
        QVERIFY(account.say(flood + presenceOf("lin@harbor.example/x", caps("lin"))));
        QVERIFY(accept("lin@harbor.example"));
        QTRY_VERIFY(account.server.heard().contains("n#lin"));
        QVERIFY(account.say(end)); // who is gone is asked nothing
        QVERIFY(accept("stranger@flood.example"));
        QVERIFY(account.say({}));
        QCOMPARE(account.server.heard().count("n#stranger"), 0);
    }

    void aPageOfTheArchiveIsBounded_data()
    {
        QTest::addColumn<int>("results");
        QTest::addColumn<int>("letters");
        QTest::addColumn<bool>("isTaken");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("as they are") << 10 << 100 << true << ErrorKind::Internal;
        QTest::newRow("too many") << 11 << 1 << false << ErrorKind::ProtocolBroken;
        QTest::newRow("too large together") << 10 << 20'000 << false << ErrorKind::TooMany;
        QTest::newRow("one too large") << 1 << 200'000 << false << ErrorKind::TooMany;
    }
    void aPageOfTheArchiveIsBounded()
    {
        QFETCH(const int, results);
        QFETCH(const int, letters);
        QFETCH(const bool, isTaken);
        QFETCH(const ErrorKind, kind);
        ScriptedServer::Script script;
        script.answer = [&](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            static const QRegularExpression asked(u"queryid=\"([^\"]+)\""_s);
            const QByteArray query = asked.match(QString::fromUtf8(iq)).captured(1).toUtf8();
            if (query.isEmpty()) {
                return {};
            }
            QByteArray page;
            for (int i = 0; i < results; ++i) {
                page += "<message from='mara@harbor.example'><result xmlns='urn:xmpp:mam:2' queryid='" + query + "' id='a"
                    + QByteArray::number(i) + "'><forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
                    "from='tomas@harbor.example/x' type='chat'><body>" + QByteArray(letters, 'x') + "</body></message></forwarded>"
                    "</result></message>";
            }
            return page + "<iq type='result' id='" + id + "'><fin xmlns='urn:xmpp:mam:2' complete='true'><set "
                "xmlns='http://jabber.org/protocol/rsm'/></fin></iq>";
        };
        Account account(script, {}, {}, ArchiveLimits{.results = 10, .memory = 100'000});
        QTRY_VERIFY(account.isUp());
        std::optional<Result<ArchiveFetcher::Page>> page;
        account.archive->fetch({}, this, [&page](const Result<ArchiveFetcher::Page> &answer) { page = answer; });
        QTRY_VERIFY(page.has_value());
        QCOMPARE(bool(*page), isTaken);
        if (isTaken) {
            QCOMPARE((*page)->results.size(), results);
        } else {
            QCOMPARE(page->error().kind, kind);
        }
    }

    void capabilitiesThatNobodyUsesMakeRoom()
    {
        const auto client = [](const QString &feature) {
            Capabilities out;
            out.identities = {{u"client"_s, u"pc"_s, {}, u"C"_s}};
            out.features = {feature};
            return out;
        };
        const QString longName = QString(9000, u'x');
        const Capabilities one = client(u"one"_s), two = client(u"two"_s), huge = client(longName);
        ScriptedServer::Script script;
        script.answer = [&](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            for (const Capabilities &each : {one, two, huge}) {
                if (iq.contains("n#" + each.ver().toUtf8())) {
                    return "<iq type='result' id='" + id + "' from='tomas@harbor.example/x'><query "
                        "xmlns='http://jabber.org/protocol/disco#info'><identity category='client' type='pc' name='C'/><feature var='"
                        + each.features.first().toUtf8() + "'/></query></iq>";
                }
            }
            return {};
        };
        Account account(script, {}, CapabilitiesLimits{.known = 1});
        const Jid tomas = *Jid::parse(u"tomas@harbor.example/x");
        QTRY_VERIFY(account.isUp());
        account.server.say(presenceOf("tomas@harbor.example/x", caps(one.ver().toUtf8())));
        QTRY_VERIFY(account.capabilities->supports(tomas, u"one"));
        // The next session asks anew; what nobody uses any more goes, from the disk too.
        account.connection->forgetStream();
        account.server.cut();
        QTRY_VERIFY(!account.connection->isOnline());
        account.connection->open(ScriptedServer::password());
        QTRY_VERIFY(account.isUp());
        account.server.say(presenceOf("tomas@harbor.example/x", caps(two.ver().toUtf8())));
        QTRY_VERIFY(account.capabilities->supports(tomas, u"two"));
        QCOMPARE(CapabilitiesStore(*account.database).load()->keys(), QStringList{two.ver()});
    }

    void hugeCapabilitiesAreNotKept_data()
    {
        QTest::addColumn<int>("length");
        QTest::addColumn<bool>("kept");
        QTest::newRow("ordinary") << 40 << true;
        QTest::newRow("huge") << 9000 << false;
    }
    void hugeCapabilitiesAreNotKept()
    {
        QFETCH(int, length);
        QFETCH(bool, kept);
        Capabilities client;
        client.identities = {{u"client"_s, u"pc"_s, {}, u"C"_s}};
        client.features = {QString(length, u'x')};
        ScriptedServer::Script script;
        script.answer = [&](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            if (!iq.contains("n#" + client.ver().toUtf8())) {
                return {};
            }
            return "<iq type='result' id='" + id + "' from='tomas@harbor.example/x'><query "
                "xmlns='http://jabber.org/protocol/disco#info'><identity category='client' type='pc' name='C'/><feature var='"
                + client.features.first().toUtf8() + "'/></query></iq>";
        };
        Account account(script);
        QTRY_VERIFY(account.isUp());
        account.server.say(presenceOf("tomas@harbor.example/x", caps(client.ver().toUtf8())));
        QTRY_VERIFY(account.server.heard().contains("n#" + client.ver().toUtf8()));
        QVERIFY(account.say({})); // behind the answer
        QCOMPARE(account.capabilities->supports(*Jid::parse(u"tomas@harbor.example/x"), client.features.first()), kept);
    }

    void contactRequestsAreBoundedAndToldTogether()
    {
        constexpr int count = 1100;
        Account account;
        QTRY_VERIFY(account.isUp());
        QSignalSpy told(account.roster.get(), &RosterService::requestsChanged);
        QByteArray flood;
        for (int i = 0; i < count; ++i) {
            flood += "<presence type='subscribe' from='eve" + QByteArray::number(i) + "@flood.example'/>";
        }
        QVERIFY(account.say(flood));
        QTRY_VERIFY(!told.isEmpty()
                    && told.last().at(1).value<QList<SubscriptionRequest>>().size() == RosterService::maximumRequests);
        QVERIFY2(told.size() < 200, "each request was told alone");
        QCOMPARE(account.database.number(u"SELECT count(*) FROM subscription_request"_s), RosterService::maximumRequests);
    }

    void evidenceIsBounded()
    {
        Account account;
        MessageStore store(*account.database);
        IncomingPipeline pipeline(AccountContext{AccountId(1), *account.connection, *account.database, account.clock}, store);
        IncomingMessage in;
        in.stanza.from = *Jid::parse(u"tomas@harbor.example/x");
        in.stanza.to = Jid(us);
        in.stanza.type = MessageStanza::Type::Chat;
        in.source = IncomingMessage::Source::Archive;
        IncomingOutcome outcome;
        in.stanza.receiptFor = OriginId(QString(1000, u'x'));
        QVERIFY(pipeline.process(in, outcome));
        QCOMPARE(pipeline.evidence(), 0); // an id that long is no client's
        for (int i = 0; i < 20'500; ++i) {
            in.stanza.receiptFor = OriginId(QString::number(i));
            QVERIFY(pipeline.process(in, outcome));
        }
        QCOMPARE(pipeline.evidence(), EarlyEvidence::mostOfPeer);
        in.stanza.from = *Jid::parse(u"leila@harbor.example/x"); // others do not suffer
        QVERIFY(pipeline.process(in, outcome));
        QCOMPARE(pipeline.evidence(), EarlyEvidence::mostOfPeer + 1);
    }
};

JACKDAW_TEST(FloodTest)

} // namespace flood_test

#include "FloodTest.moc"
