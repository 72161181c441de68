// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/TestEngine.h"

#include <QTest>

using namespace jackdaw;
using test::PrivateServer;
using test::TestEngine;

/// Engines of ours with each other through a real Prosody.
class ServerTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<PrivateServer> m_server;
    int m_people = 0;

    /// A new person, so that no test sees what another left.
    QString newPerson()
    {
        const QString name = QStringLiteral("person%1").arg(++m_people);
        m_server->command(QStringLiteral("account %1 secret").arg(name));
        return name;
    }
    BareJid jid(const QString &name) const { return m_server->account(name).jid; }

private Q_SLOTS:
    void initTestCase() { m_server = std::make_unique<PrivateServer>(QStringList{QStringLiteral("first")}); }
    void cleanupTestCase() { m_server.reset(); }

    void signsInByStartTlsAndByDirectTls()
    {
        const QString name = newPerson();
        TestEngine desk;
        QVERIFY(desk.signIn(m_server->account(name, TlsMode::StartTls)));
        const QString other = newPerson();
        TestEngine direct;
        QVERIFY(direct.signIn(m_server->account(other, TlsMode::Direct)));
    }

    void aWrongPasswordIsSaidAndNothingIsKept()
    {
        const QString name = newPerson();
        TestEngine desk;
        const auto added = desk.signIn(m_server->account(name), QStringLiteral("wrong"));
        QVERIFY(!added);
        QCOMPARE(added.error().kind, ErrorKind::NotAuthorized);
        QVERIFY(!desk.account.isValid());
        QVERIFY(desk.signIn(m_server->account(name)));
    }

    void anUnknownServerIsSaid()
    {
        TestEngine desk;
        AccountSettings settings;
        settings.jid = *BareJid::parse(u"mara@no-such-server.invalid"); // RFC 6761, 6.4: never resolves
        const auto added = desk.signIn(settings);
        QVERIFY(!added);
        QCOMPARE(added.error().kind, ErrorKind::ServerNotFound);
        const auto probed = TestEngine::wait(desk.door().accounts().probeServer(settings.jid));
        QVERIFY(!probed);
    }

    void aCertificateOfAnUnknownAuthorityIsRefused()
    {
        TestEngine desk;
        AccountSettings settings = m_server->account(newPerson());
        settings.authorityFile.clear();
        const auto added = desk.signIn(settings);
        QVERIFY(!added);
        QCOMPARE(added.error().kind, ErrorKind::Certificate);
        QVERIFY(added.error().detail.contains(QStringLiteral("SHA-256")));
    }

    void twoPeopleMeetAndChat()
    {
        const QString mara = newPerson();
        const QString tomas = newPerson();
        TestEngine one;
        TestEngine other;
        QVERIFY(one.signIn(m_server->account(mara)));
        QVERIFY(other.signIn(m_server->account(tomas)));
        QVERIFY(test::befriend(one, other, jid(mara), jid(tomas)));

        // Both ways, in order, with receipts.
        const ConversationId here = one.open(jid(tomas));
        for (int i = 0; i < 20; ++i) {
            QVERIFY(TestEngine::wait(one.door().chat().send(here, QStringLiteral("Grüße %1 🐦").arg(i))));
        }
        QTRY_COMPARE(other.bodies(jid(mara)).size(), 20);
        QCOMPARE(other.bodies(jid(mara)).last(), QStringLiteral("Grüße 19 🐦"));
        QTRY_COMPARE(one.stateOf(jid(tomas), QStringLiteral("Grüße 19 🐦")), MessageState::Delivered);
        QTRY_COMPARE(other.conversations.value(jid(mara)).unread, 20);

        // Seen: the marker comes back for all of them.
        const Conversation there = other.conversations.value(jid(mara));
        QVERIFY(TestEngine::wait(other.door().chat().markRead(there.id, there.last->id)));
        QTRY_COMPARE(one.stateOf(jid(tomas), QStringLiteral("Grüße 0 🐦")), MessageState::Displayed);
        QTRY_COMPARE(other.conversations.value(jid(mara)).unread, 0);

        other.door().chat().setChatState(there.id, ChatState::Composing);
        QTRY_COMPARE(one.chatStates.value(jid(tomas)), ChatState::Composing);
        QVERIFY(TestEngine::wait(other.door().chat().send(there.id, QStringLiteral("and back"))));
        QTRY_COMPARE(one.bodies(jid(tomas)).size(), 21);

        // Presence with a text, rename, group, remove: the other device of the roster is the server.
        QVERIFY(TestEngine::wait(one.door().presence().setOwnPresence(one.account, Availability::DoNotDisturb, QStringLiteral("busy"))));
        QTRY_COMPARE(other.presences.value(jid(mara)).availability, Availability::DoNotDisturb);
        QCOMPARE(other.presences.value(jid(mara)).status, QStringLiteral("busy"));
        QVERIFY(TestEngine::wait(one.door().roster().renameContact(one.account, jid(tomas), QStringLiteral("Tom"))));
        QVERIFY(TestEngine::wait(one.door().roster().setGroups(one.account, jid(tomas), {QStringLiteral("Crew")})));
        QTRY_COMPARE(one.contacts.value(jid(tomas)).groups, QStringList{QStringLiteral("Crew")});
        QCOMPARE(one.contacts.value(jid(tomas)).name, QStringLiteral("Tom"));
        QVERIFY(TestEngine::wait(one.door().roster().removeContact(one.account, jid(tomas))));
        QTRY_VERIFY(!one.contacts.contains(jid(tomas)));
    }

    void strangersGetNoReceipts()
    {
        const QString mara = newPerson();
        const QString mallory = newPerson();
        TestEngine one;
        TestEngine stranger;
        QVERIFY(one.signIn(m_server->account(mara)));
        QVERIFY(stranger.signIn(m_server->account(mallory)));
        const ConversationId chat = stranger.open(jid(mara));
        QVERIFY(TestEngine::wait(stranger.door().chat().send(chat, QStringLiteral("who are you"))));
        QTRY_COMPARE(one.bodies(jid(mallory)).size(), 1);
        const Conversation there = one.conversations.value(jid(mallory));
        QVERIFY(TestEngine::wait(one.door().chat().markRead(there.id, there.last->id)));
        // An answer comes after whatever would have been sent before it.
        QVERIFY(TestEngine::wait(one.door().chat().send(there.id, QStringLiteral("who asks"))));
        QTRY_COMPARE(stranger.bodies(jid(mara)).size(), 2);
        QCOMPARE(stranger.stateOf(jid(mara), QStringLiteral("who are you")), MessageState::Sent);
    }

    void aSecondDeviceSeesAllByCarbons()
    {
        const QString mara = newPerson();
        const QString tomas = newPerson();
        TestEngine desk;
        TestEngine laptop;
        TestEngine other;
        QVERIFY(desk.signIn(m_server->account(mara)));
        QVERIFY(laptop.signIn(m_server->account(mara)));
        QVERIFY(other.signIn(m_server->account(tomas)));
        QVERIFY(test::befriend(desk, other, jid(mara), jid(tomas)));

        QVERIFY(TestEngine::wait(desk.door().chat().send(desk.open(jid(tomas)), QStringLiteral("from the desk"))));
        QTRY_COMPARE(laptop.bodies(jid(tomas)), QStringList{QStringLiteral("from the desk")});
        QTRY_COMPARE(laptop.stateOf(jid(tomas), QStringLiteral("from the desk")), MessageState::Delivered); // its receipt is carbon-copied too

        QVERIFY(TestEngine::wait(other.door().chat().send(other.open(jid(mara)), QStringLiteral("to both"))));
        QTRY_COMPARE(desk.bodies(jid(tomas)).size(), 2);
        QTRY_COMPARE(laptop.bodies(jid(tomas)).size(), 2);
        QTRY_COMPARE(laptop.conversations.value(jid(tomas)).unread, 1);

        // Read here, read there.
        const Conversation here = desk.conversations.value(jid(tomas));
        QVERIFY(TestEngine::wait(desk.door().chat().markRead(here.id, desk.conversations.value(jid(tomas)).last->id)));
        QTRY_COMPARE(laptop.conversations.value(jid(tomas)).unread, 0);
    }

    void whatWasMissedComesFromTheArchiveNewestFirst()
    {
        const QString mara = newPerson();
        const QString tomas = newPerson();
        TestEngine one;
        TestEngine other;
        QVERIFY(one.signIn(m_server->account(mara)));
        QVERIFY(other.signIn(m_server->account(tomas)));
        QVERIFY(test::befriend(one, other, jid(mara), jid(tomas)));
        const ConversationId chat = other.open(jid(mara));
        QVERIFY(TestEngine::wait(other.door().chat().send(chat, QStringLiteral("before"))));
        QTRY_COMPARE(one.bodies(jid(tomas)).size(), 1);
        QVERIFY(TestEngine::wait(one.door().accounts().signOut(one.account)));
        QTRY_COMPARE(one.connection.state, ConnectionState::SignedOut);

        constexpr int missed = 400;
        QStringList expected{QStringLiteral("before")};
        for (int i = 0; i < missed; ++i) {
            expected += QStringLiteral("missed %1").arg(i);
            QVERIFY(TestEngine::wait(other.door().chat().send(chat, expected.last())));
        }
        QTRY_COMPARE_WITH_TIMEOUT(other.stateOf(jid(mara), expected.last()), MessageState::Sent, 30'000);
        one.arrivals.clear();
        QVERIFY(TestEngine::wait(one.door().accounts().signIn(one.account)));
        QTRY_COMPARE_WITH_TIMEOUT(one.bodies(jid(tomas)).size(), missed + 1, 60'000);
        QCOMPARE(one.bodies(jid(tomas)), expected);
        QCOMPARE(one.storedTwice(), 0);
        QTRY_COMPARE(one.conversations.value(jid(tomas)).unread, missed + 1);
        // Newest first: the last page was there before the first.
        const auto placeOf = [&](const QString &body) {
            return std::find_if(one.arrivals.cbegin(), one.arrivals.cend(), [&](const Message &m) { return m.body == body; })
                - one.arrivals.cbegin();
        };
        QVERIFY(placeOf(expected.last()) < placeOf(expected.at(1)));
    }

    void aNewDeviceGetsTheWholeArchive()
    {
        const QString mara = newPerson();
        const QString tomas = newPerson();
        TestEngine one;
        TestEngine other;
        QVERIFY(one.signIn(m_server->account(mara)));
        QVERIFY(other.signIn(m_server->account(tomas)));
        QVERIFY(test::befriend(one, other, jid(mara), jid(tomas)));
        QStringList expected;
        for (int i = 0; i < 120; ++i) {
            expected += QStringLiteral("%1 %2").arg(i % 3 == 0 ? QStringLiteral("mine") : QStringLiteral("theirs")).arg(i);
            TestEngine &sender = i % 3 == 0 ? one : other;
            TestEngine &receiver = i % 3 == 0 ? other : one;
            const BareJid peer = jid(i % 3 == 0 ? tomas : mara);
            const BareJid back = jid(i % 3 == 0 ? mara : tomas);
            QVERIFY(TestEngine::wait(sender.door().chat().send(sender.open(peer), expected.last())));
            QTRY_VERIFY(receiver.bodies(back).contains(expected.last()));
        }
        TestEngine laptop;
        QVERIFY(laptop.signIn(m_server->account(mara)));
        QTRY_COMPARE_WITH_TIMEOUT(laptop.bodies(jid(tomas)), expected, 30'000);
        // What was there before this computer is no news; what was delivered is known to be.
        QCOMPARE(laptop.conversations.value(jid(tomas)).unread, 0);
        QCOMPARE(laptop.stateOf(jid(tomas), QStringLiteral("mine 0")), MessageState::Delivered);
    }

    void whatIsWrittenOfflineGoesOutOnceInOrder()
    {
        const QString mara = newPerson();
        const QString tomas = newPerson();
        TestEngine one;
        TestEngine other;
        QVERIFY(one.signIn(m_server->account(mara)));
        QVERIFY(other.signIn(m_server->account(tomas)));
        const ConversationId chat = one.open(jid(tomas));
        QVERIFY(TestEngine::wait(one.door().accounts().signOut(one.account)));
        QTRY_COMPARE(one.connection.state, ConnectionState::SignedOut);
        QStringList expected;
        for (int i = 0; i < 20; ++i) {
            expected += QStringLiteral("offline %1").arg(i);
            QVERIFY(TestEngine::wait(one.door().chat().send(chat, expected.last())));
        }
        QCOMPARE(one.stateOf(jid(tomas), expected.last()), MessageState::Waiting);
        one.restart(); // and the program was ended in between
        QTRY_COMPARE(one.connection.state, ConnectionState::SignedOut);
        QVERIFY(TestEngine::wait(one.door().accounts().providePassword(one.account, QStringLiteral("secret"))));
        QTRY_COMPARE(other.bodies(jid(mara)), expected);
        QTRY_COMPARE(one.stateOf(jid(tomas), expected.last()), MessageState::Sent);
    }

    void aMessageToNobodyFailsWithAReason()
    {
        TestEngine one;
        QVERIFY(one.signIn(m_server->account(newPerson())));
        const BareJid nobody = jid(QStringLiteral("nobody-of-this-name"));
        QVERIFY(TestEngine::wait(one.door().chat().send(one.open(nobody), QStringLiteral("hello"))));
        QTRY_COMPARE(one.stateOf(nobody, QStringLiteral("hello")), MessageState::Failed);
    }

    void aServerThatRestartsIsReachedAgain()
    {
        const QString mara = newPerson();
        const QString tomas = newPerson();
        TestEngine one;
        TestEngine other;
        QVERIFY(one.signIn(m_server->account(mara)));
        QVERIFY(other.signIn(m_server->account(tomas)));
        const ConversationId chat = one.open(jid(tomas));
        QVERIFY(TestEngine::wait(one.door().chat().send(chat, QStringLiteral("before"))));
        QTRY_COMPARE(other.bodies(jid(mara)).size(), 1);
        m_server->command(QStringLiteral("kill"));
        QTRY_VERIFY(one.connection.state == ConnectionState::Waiting || one.connection.state == ConnectionState::Connecting);
        QVERIFY(TestEngine::wait(one.door().chat().send(chat, QStringLiteral("meanwhile"))));
        m_server->command(QStringLiteral("start"));
        one.door().accounts().tryNow(one.account);
        other.door().accounts().tryNow(other.account);
        QTRY_COMPARE_WITH_TIMEOUT(one.connection.state, ConnectionState::Online, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(other.bodies(jid(mara)), (QStringList{QStringLiteral("before"), QStringLiteral("meanwhile")}), 30'000);
    }
};

QTEST_GUILESS_MAIN(ServerTest)
#include "ServerTest.moc"
