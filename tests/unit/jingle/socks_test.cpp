// SPDX-License-Identifier: GPL-3.0-or-later
#include "jingle/SocksConnector.h"
#include "jingle/SocksWays.h"
#include "support/TestProgram.h"
#include "unit/jingle/JingleAccount.h"
#include "xmpp/SocksBytes.h"

#include <QHostAddress>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>

using namespace jackdaw;
using namespace jackdaw::test;

namespace socks_test {

using Account = JingleAccount;

JingleCandidate placeAt(quint16 port, const QString &host = u"127.0.0.1"_s,
                        JingleCandidate::Type type = JingleCandidate::Type::Direct)
{
    return {u"c"_s, host, port, *Jid::parse(u"tomas@harbor.example/phone"), 1, type};
}

/// tomas' phone at a port that mara has named.
struct Guest
{
    explicit Guest(quint16 port) { socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port); }
    bool hears(qsizetype bytes)
    {
        return QTest::qWaitFor([this, bytes] {
            heard += socket.readAll();
            return heard.size() >= bytes;
        }, 10'000);
    }
    bool isShutOut()
    {
        return QTest::qWaitFor([this] { return socket.state() == QAbstractSocket::UnconnectedState; }, 10'000);
    }
    bool isIn(const QString &secret)
    {
        if (!socket.waitForConnected(5000)) {
            return false;
        }
        socket.write(socks::greeting());
        if (!hears(2) || heard != QByteArray("\x05\x00", 2)) {
            return false;
        }
        heard.clear();
        socket.write(socks::request(secret.toUtf8()));
        const QByteArray yes = socks::answer(secret.toUtf8(), true);
        const bool isTaken = hears(yes.size()) && heard.startsWith(yes);
        heard.remove(0, yes.size());
        return isTaken;
    }

    QTcpSocket socket;
    QByteArray heard;
};

QByteArray mark(const QByteArray &mark, const QByteArray &streamId)
{
    return Account::content("<transport xmlns='urn:xmpp:jingle:transports:s5b:1' sid='" + streamId + "'>" + mark
                            + "</transport>");
}

struct Sending
{
    explicit Sending(const QByteArray &whole) : bytes(whole) {}
    bool begins()
    {
        if (!mara.isReady()) {
            return false;
        }
        mara.comesOnline(bothWays);
        id = mara.sends(bytes);
        return mara.hears("jingle:transports:s5b:1") && mara.hears("session-initiate");
    }
    QByteArray streamId() const { return mara.lastOf("jingle:transports:s5b:1\" sid=\"([^\"]*)\""); }
    QByteArray candidate() const { return mara.lastOf("<candidate cid=\"([^\"]*)\""); }
    quint16 port() const { return mara.lastOf("<candidate [^>]*port=\"([0-9]*)\"").toUShort(); }
    QString secret() const
    {
        return socksAddress(QString::fromUtf8(streamId()), *Jid::parse(u"mara@harbor.example/desk"),
                            *Jid::parse(QString::fromUtf8(phone)));
    }
    void accepts(const QByteArray &candidates = {})
    {
        mara.says(Account::step("session-accept", mara.sid(), mark(candidates, streamId())));
    }
    void tells(const QByteArray &what)
    {
        mara.says(Account::step("transport-info", mara.sid(), mark(what, streamId())));
    }

    Account mara;
    QByteArray bytes;
    MessageId id;
};

/// Connections of their own (XEP-0260), with whoever means harm at the other end.
class SocksTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theyComeToUs()
    {
        Sending sending(QByteArray("0123456789").repeated(100'000));
        QVERIFY(sending.begins());
        QVERIFY(sending.port() != 0);
        sending.accepts();
        Guest guest(sending.port());
        QVERIFY(guest.isIn(sending.secret()));
        QVERIFY(sending.mara.hears("candidate-error")); // they have named no place
        QVERIFY(guest.heard.isEmpty());                 // nothing is sent before both agree
        sending.tells("<candidate-used cid='" + sending.candidate() + "'/>");
        QVERIFY(guest.hears(sending.bytes.size()));
        QVERIFY(guest.heard == sending.bytes);
        QVERIFY(guest.isShutOut()); // that was all
        sending.mara.says(Account::step("session-terminate", sending.mara.sid(), Account::end("success")));
        QTRY_COMPARE(sending.mara.message(sending.id).state, MessageState::Delivered);
        // Nobody is let in any more.
        Guest late(sending.port());
        QVERIFY(!late.isIn(sending.secret()));
    }

    void whoeverDoesNotKnowTheSecretStaysOut_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("another secret") << socks::greeting() + socks::request(QByteArray(40, 'a'));
        QTest::newRow("no SOCKS") << QByteArray("GET / HTTP/1.1\r\n\r\n");
        QTest::newRow("SOCKS 4") << QByteArray("\x04\x01\x00\x50\x7f\x00\x00\x01\x00", 9);
        QTest::newRow("with a password only") << QByteArray("\x05\x01\x02", 3);
        QTest::newRow("to an address") << socks::greeting()
                + QByteArray("\x05\x01\x00\x01\x7f\x00\x00\x01\x00\x50", 10);
        QTest::newRow("to listen") << socks::greeting() + QByteArray("\x05\x02\x00\x03\x01""a\x00\x00", 8);
    }

    void whoeverDoesNotKnowTheSecretStaysOut()
    {
        QFETCH(QByteArray, said);
        Sending sending("abc");
        QVERIFY(sending.begins());
        Guest guest(sending.port());
        QVERIFY(guest.socket.waitForConnected(5000));
        guest.socket.write(said);
        QVERIFY(guest.isShutOut());
    }

    void noneReachesTheOther()
    {
        Sending sending("abcdef");
        QVERIFY(sending.begins());
        sending.accepts();
        sending.tells("<candidate-error/>");
        QVERIFY(sending.mara.hears("transport-replace"));
        // Both want another way at once: ours goes before (XEP-0166, 7.2).
        QVERIFY(sending.mara
                    .answerOf(Account::step("transport-replace", sending.mara.sid(),
                                            Account::content(Account::inBand("theirs"))))
                    .contains("tie-break"));
        QVERIFY(!sending.mara.server.heard().contains("<open"));
        sending.mara.says(Account::step("transport-accept", sending.mara.sid(),
                                        Account::content(Account::inBand(sending.mara.streamId()))));
        QVERIFY(sending.mara.hears("<close"));
        QCOMPARE(sending.mara.pieces(), "abcdef");
    }

    /// They say that they reached us, and never come: the bytes go through the servers.
    void whoIsChosenAndNeverComes()
    {
        Sending sending("abcdef");
        DirectLimits limits;
        limits.arrive = 200;
        sending.mara.features->jingle.setLimits(limits);
        QVERIFY(sending.begins());
        sending.accepts();
        QVERIFY(sending.mara.hears("candidate-error"));
        sending.tells("<candidate-used cid='" + sending.candidate() + "'/>");
        QVERIFY(sending.mara.hears("transport-replace"));
        sending.mara.says(Account::step("transport-accept", sending.mara.sid(),
                                        Account::content(Account::inBand(sending.mara.streamId()))));
        QVERIFY(sending.mara.hears("<close"));
        QCOMPARE(sending.mara.pieces(), "abcdef");
        QVERIFY(!sending.mara.server.heard().contains("session-terminate"));
    }

    /// It is open as far as we know, and they have got nothing of it: what went there goes again, from its beginning.
    void theyNeverGotWhatWasSent()
    {
        Sending sending("abcdef");
        QVERIFY(sending.begins());
        sending.accepts();
        Guest guest(sending.port());
        QVERIFY(guest.isIn(sending.secret()));
        QVERIFY(sending.mara.hears("candidate-error"));
        sending.tells("<candidate-used cid='" + sending.candidate() + "'/>");
        QVERIFY(guest.hears(sending.bytes.size()));
        QVERIFY(guest.isShutOut()); // all is out
        sending.mara.says(Account::step("transport-replace", sending.mara.sid(), Account::content(Account::inBand("i-new"))));
        QVERIFY(sending.mara.hears("transport-accept"));
        QVERIFY(sending.mara.hears("<close"));
        QCOMPARE(sending.mara.pieces(), "abcdef");
        // Another way once more there is none.
        QVERIFY(sending.mara
                    .answerOf(Account::step("transport-replace", sending.mara.sid(), Account::content(Account::inBand("i-third"))))
                    .contains("out-of-order"));
        sending.mara.says(Account::step("session-terminate", sending.mara.sid(), Account::end("success")));
        QTRY_COMPARE(sending.mara.message(sending.id).state, MessageState::Delivered);
    }

    /// The receiver's own place was chosen, and nobody comes: it says so, since it alone knows.
    void theReceiverWaitsForNobody()
    {
        Account mara;
        QVERIFY(mara.isReady());
        DirectLimits limits;
        limits.arrive = 200;
        mara.features->jingle.setLimits(limits);
        mara.comesOnline(bothWays);
        mara.says(Account::step("session-initiate", "one",
                                Account::content(Account::file("abcdef")
                                                 + "<transport xmlns='urn:xmpp:jingle:transports:s5b:1' sid='s-one'/>")));
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        QVERIFY(mara.features->directReceives.accept(mara.card()->id));
        QVERIFY(mara.hears("candidate-error"));
        const QByteArray used = "<candidate-used cid='" + mara.lastOf("<candidate cid=\"([^\"]*)\"") + "'/>";
        mara.says(Account::step("transport-info", "one", mark(used, "s-one")));
        QVERIFY(mara.hears("transport-replace"));
        const QByteArray stream = mara.streamId();
        mara.says(Account::step("transport-accept", "one", Account::content(Account::inBand(stream))));
        mara.says(Account::open("one").replace("i-one", stream));
        mara.says(Account::data("one", 0, "abcdef").replace("i-one", stream));
        QVERIFY(mara.hasCard(Attachment::State::Here));
    }

    void theyRefuseTheOtherWayToo()
    {
        Sending sending("abcdef");
        QVERIFY(sending.begins());
        sending.accepts();
        sending.tells("<candidate-error/>");
        QVERIFY(sending.mara.hears("transport-replace"));
        sending.mara.says(Account::step("transport-reject", sending.mara.sid(),
                                        Account::content(Account::inBand(sending.mara.streamId()))));
        QVERIFY(sending.mara.hears("failed-transport"));
        QCOMPARE(sending.mara.message(sending.id).state, MessageState::Waiting); // it is tried again
    }

    void aPlaceThatWasNeverOffered()
    {
        Sending sending("abc");
        QVERIFY(sending.begins());
        sending.accepts();
        sending.tells("<candidate-used cid='made-up'/>");
        QVERIFY(sending.mara.hears("failed-transport"));
    }

    /// The receiver's side, which falls back where nothing is reached.
    void theReceiverFallsBack()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(bothWays);
        QTcpServer nobody; // a port that is closed again
        QVERIFY(nobody.listen(QHostAddress::LocalHost));
        const QByteArray port = QByteArray::number(nobody.serverPort());
        nobody.close();
        mara.says(
            Account::step("session-initiate", "one",
                          Account::content(Account::file("abcdef")
                                           + "<transport xmlns='urn:xmpp:jingle:transports:s5b:1' "
                                             "sid='s-one'><candidate cid='c' host='127.0.0.1' port='"
                                           + port + "' jid='" + phone + "' priority='5' type='direct'/></transport>")));
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        QVERIFY(!mara.server.heard().contains("<candidate ")); // no address is told before the user says yes
        QVERIFY(mara.features->directReceives.accept(mara.card()->id));
        QVERIFY(mara.hears("session-accept"));
        QVERIFY(mara.hears("candidate-error"));
        mara.says(Account::step("transport-info", "one", mark("<candidate-error/>", "s-one")));
        mara.says(Account::step("transport-replace", "one", Account::content(Account::inBand("i-one"))));
        QVERIFY(mara.hears("transport-accept"));
        mara.says(Account::open("one"));
        mara.says(Account::data("one", 0, "abcdef"));
        QVERIFY(mara.hasCard(Attachment::State::Here));
    }

    /// Not even in the same breath in which they want another one.
    void aWayThatIsGivenUpIsNotHeard()
    {
        Account mara;
        QVERIFY(mara.isReady());
        mara.comesOnline(bothWays);
        mara.says(Account::step("session-initiate", "one",
                                Account::content(Account::file("abcdef")
                                                 + "<transport xmlns='urn:xmpp:jingle:transports:s5b:1' "
                                                   "sid='s-one'/>")));
        QVERIFY(mara.hasCard(Attachment::State::Remote));
        QVERIFY(mara.features->directReceives.accept(mara.card()->id));
        QVERIFY(mara.hears("candidate-error")); // they have named no place
        Guest guest(mara.lastOf("<candidate [^>]*port=\"([0-9]*)\"").toUShort());
        QVERIFY(guest.isIn(socksAddress(u"s-one"_s, *Jid::parse(u"mara@harbor.example/desk"_s),
                                        *Jid::parse(QString::fromUtf8(phone)))));
        const QByteArray used = "<candidate-used cid='" + mara.lastOf("<candidate cid=\"([^\"]*)\"") + "'/>";
        const auto request = [](const QByteArray &id, const QByteArray &payload) -> QByteArray {
            return "<iq type='set' id='" + id + "' from='" + phone + "' to='mara@harbor.example/desk'>" + payload
                + "</iq>";
        };
        const QByteArray both =
            request("first", Account::step("transport-replace", "one", Account::content(Account::inBand("i-one"))))
            + request("second", Account::step("transport-info", "one", mark(used, "s-one")));
        mara.server.say(both);
        QVERIFY(mara.hears("transport-accept"));
        mara.says(Account::open("one"));
        mara.says(Account::data("one", 0, "abcdef"));
        QVERIFY(mara.hasCard(Attachment::State::Here));
    }

    // Where we go

    void whatAPlaceAnswers_data()
    {
        QTest::addColumn<QByteArray>("greeting");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<bool>("isReached");
        const QByteArray yes = socks::answer("secret", true);
        const QByteArray fine("\x05\x00", 2);
        QTest::newRow("right") << fine << yes << true;
        QTest::newRow("with an address of IPv4")
            << fine << QByteArray("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10) << true;
        QTest::newRow("refused") << fine << socks::answer("secret", false) << false;
        QTest::newRow("wants a password") << QByteArray("\x05\x02", 2) << QByteArray() << false;
        QTest::newRow("no SOCKS") << QByteArray("SSH-2.0-x\r\n") << QByteArray() << false;
        QTest::newRow("an unknown kind of address") << fine << QByteArray("\x05\x00\x00\x09\xff\xff", 6) << false;
        QTest::newRow("falls silent") << fine << QByteArray("\x05", 1) << false;
        QTest::newRow("says nothing") << QByteArray() << QByteArray() << false;
    }

    void whatAPlaceAnswers()
    {
        QFETCH(QByteArray, greeting);
        QFETCH(QByteArray, answer);
        QFETCH(bool, isReached);
        Account mara;
        QTcpServer place;
        QVERIFY(place.listen(QHostAddress::LocalHost));
        connect(&place, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *socket = place.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [&, socket] {
                socket->write(socket->readAll() == socks::greeting() ? greeting : answer);
            });
        });
        SocksConnector connector(mara.features->socksWays, placeAt(place.serverPort()), u"secret"_s,
                                 isReached ? 10'000 : 500);
        QTcpSocket *reached = nullptr;
        bool hasFailed = false;
        connect(&connector, &SocksConnector::done, this, [&](QTcpSocket *socket) { reached = socket; });
        connect(&connector, &SocksConnector::failed, this, [&] { hasFailed = true; });
        QTRY_VERIFY(reached || hasFailed);
        QCOMPARE(reached != nullptr, isReached);
        delete reached;
    }

    void whereWeGo_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("port");
        QTest::addColumn<bool>("may");
        QTest::newRow("the net") << u"198.41.0.4"_s << 5000 << true;
        QTest::newRow("a service of a system") << u"198.41.0.4"_s << 22 << false;
        QTest::newRow("this computer") << u"127.0.0.1"_s << 5000 << false;
        QTest::newRow("this computer, IPv6") << u"::1"_s << 5000 << false;
        QTest::newRow("this computer, IPv4 in IPv6") << u"::ffff:127.0.0.1"_s << 5000 << false;
        QTest::newRow("any") << u"0.0.0.0"_s << 5000 << false;
        QTest::newRow("all") << u"255.255.255.255"_s << 5000 << false;
        QTest::newRow("many") << u"224.0.0.1"_s << 5000 << false;
        QTest::newRow("where clouds keep secrets") << u"169.254.169.254"_s << 5000 << false;
        QTest::newRow("a private network that is not ours") << u"10.201.202.203"_s << 5000 << false;
    }

    void whereWeGo()
    {
        QFETCH(QString, host);
        QFETCH(int, port);
        QFETCH(bool, may);
        Account mara;
        ConnectionSettings settings = mara.connection->settings();
        settings.host.clear(); // another server than on this computer
        Connection elsewhere(settings, u"u"_s, mara.realClock);
        const SocksWays ways(AccountContext{mara.id, elsewhere, *mara.database, mara.clock}, DirectLimits());
        QCOMPARE(ways.mayReach(QHostAddress(host), placeAt(quint16(port), host)), may);
    }

    void aNameIsNoPlace()
    {
        Account mara;
        SocksConnector connector(mara.features->socksWays, placeAt(5000, u"intranet.example"_s), u"secret"_s, 10'000);
        QSignalSpy failed(&connector, &SocksConnector::failed);
        QTRY_COMPARE(failed.size(), 1); // and nobody was asked for it
    }

    void behindAProxyNothingGoesThisWay()
    {
        Account mara;
        ConnectionSettings settings = mara.connection->settings();
        settings.proxy = {ProxySettings::Type::Socks5, u"127.0.0.1"_s, 9050, {}};
        Connection proxied(settings, u"u"_s, mara.realClock);
        const SocksWays ways(AccountContext{mara.id, proxied, *mara.database, mara.clock}, DirectLimits());
        QVERIFY(!ways.isOpen());
        QVERIFY(mara.features->socksWays.isOpen());
    }

    void addressesCanBeKept()
    {
        Sending sending("abc");
        PrivacySwitches privacy;
        privacy.addresses = false;
        sending.mara.features->setPrivacy(privacy);
        QVERIFY(sending.begins());
        QVERIFY(!sending.mara.server.heard().contains("<candidate "));
        QVERIFY(!sending.mara.server.heard().contains("127.0.0.1"));
        // Nor does anybody see where we come from: not at a place of theirs, whatever they call it.
        const SocksWays &ways = sending.mara.features->socksWays;
        for (const auto type : {JingleCandidate::Type::Direct, JingleCandidate::Type::Proxy}) {
            QVERIFY(!ways.mayReach(QHostAddress(u"198.41.0.4"_s), placeAt(5000, u"198.41.0.4"_s, type)));
            QVERIFY(!ways.mayLookUp(placeAt(5000, u"proxy.eve.example"_s, type))); // who owns a name sees who asks
        }
    }
};

JACKDAW_TEST(SocksTest)

} // namespace socks_test

#include "socks_test.moc"
