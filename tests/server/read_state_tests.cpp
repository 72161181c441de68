// SPDX-License-Identifier: GPL-3.0-or-later
//
// How far people have read, through a real Prosody: of one account on two devices (XEP-0490), in chats of two and in groups, and
// of the members of a private group, who say so to each other (XEP-0333, 5.4).

#include "server/Engine.h"
#include "server/Process.h"
#include "chat/MessageReader.h"
#include "storage/ReadConnection.h"

#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

class ReadStateTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase() { m_server.reset(); }

    void twoDevicesReadTheSameChat();
    void membersOfAGroupSayWhatTheySaw();
    void inAChannelNobodyIsTold();

private:
    QString jid(const QString &name) const { return name + QString::number(m_number) + u"@harbor.example"_s; }
    BareJid roomJid() const
    {
        return *BareJid::parse(u"crews"_s + QString::number(m_number) + u"@groups.harbor.example"_s);
    }
    struct Device
    {
        std::unique_ptr<Engine> engine;
        AccountId account;
        QString folder;
    };
    Device device(const QString &name, const QString &profile);
    static bool hears(Device &at, ConversationId chat, const QString &text)
    {
        return Engine::waitFor([&] { return at.engine->find(chat, text).has_value(); });
    }
    static bool isUnread(Device &at, ConversationId chat, int number)
    {
        return Engine::waitFor([&] { return at.engine->conversations.value(chat).unread == number; });
    }
    static Status read(Device &at, ConversationId chat, const QString &text)
    {
        return Engine::wait(at.engine->chat().markRead(chat, at.engine->find(chat, text)->id));
    }
    /// Who is said to have seen the message, as the window reads it.
    static QStringList seenBy(const Device &at, ConversationId chat, const QString &text);

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_number = 0;
};

void ReadStateTests::initTestCase()
{
    m_server = std::make_unique<Server>(QStringList{});
    QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
}

void ReadStateTests::init()
{
    ++m_number;
    for (const QString &name : {u"anna"_s, u"ben"_s})
        QVERIFY(m_server->command(u"account %1%2 secret"_s.arg(name).arg(m_number)));
    QVERIFY(m_server->command(u"befriend anna%1 ben%1"_s.arg(m_number)));
    m_folder = std::make_unique<QTemporaryDir>();
}

void ReadStateTests::cleanup() { m_folder.reset(); }

ReadStateTests::Device ReadStateTests::device(const QString &name, const QString &profile)
{
    Device made{Engine::start(m_folder->filePath(profile)), {}, m_folder->filePath(profile)};
    const auto account = made.engine
        ? made.engine->signIn(Engine::settings(jid(name), m_server->port(), m_server->authority()), u"secret"_s)
        : Result<AccountId>(Error{ErrorKind::Unavailable, {}, {}});
    const bool ready = account && made.engine->waitUntil(*account, ConnectionState::Online) && Engine::waitFor([&] {
        return made.engine->progress.contains(*account) && !made.engine->progress.value(*account).running;
    });
    made.account = ready ? *account : AccountId();
    return made;
}

QStringList ReadStateTests::seenBy(const Device &at, ConversationId chat, const QString &text)
{
    const ReadConnection connection(at.folder + u"/history.sqlite"_s);
    const auto message = at.engine->find(chat, text);
    QStringList names;
    if (message) {
        for (const SeenMark &mark : MessageReader(connection).seenBy(*message, 10))
            names << mark.nick;
    }
    names.sort();
    return names;
}

void ReadStateTests::twoDevicesReadTheSameChat()
{
    Device desk = device(u"anna"_s, u"desk"_s), lap = device(u"anna"_s, u"lap"_s), ben = device(u"ben"_s, u"ben"_s);
    QVERIFY(desk.account.isValid() && lap.account.isValid() && ben.account.isValid());
    const auto toAnna = ben.engine->openConversation(ben.account, jid(u"anna"_s));
    QVERIFY(toAnna.hasValue());
    for (const QString &text : {u"one"_s, u"two"_s, u"three"_s})
        QVERIFY(ben.engine->say(*toAnna, text).hasValue());
    const auto onDesk = desk.engine->openConversation(desk.account, jid(u"ben"_s)),
               onLap = lap.engine->openConversation(lap.account, jid(u"ben"_s));
    QVERIFY(onDesk && onLap);
    QVERIFY(hears(desk, *onDesk, u"three"_s) && hears(lap, *onLap, u"three"_s));
    QVERIFY(isUnread(desk, *onDesk, 3) && isUnread(lap, *onLap, 3));
    QVERIFY(read(desk, *onDesk, u"two"_s).hasValue());
    QVERIFY(isUnread(lap, *onLap, 1));
    QVERIFY(read(lap, *onLap, u"three"_s).hasValue());
    QVERIFY(isUnread(desk, *onDesk, 0));

    // The same in a group, and for a device that was away meanwhile.
    const auto room = Engine::wait(
        desk.engine->rooms().create(desk.account, roomJid(), RoomPurpose::PrivateGroup, u"Crews"_s, u"Anna"_s));
    QVERIFY(room.hasValue());
    QVERIFY(Engine::wait(
                desk.engine->rooms().setAffiliation(*room, *BareJid::parse(jid(u"ben"_s)), RoomAffiliation::Member, {}))
                .hasValue());
    const auto there = Engine::wait(ben.engine->rooms().enter(ben.account, roomJid(), u"Ben"_s, {}));
    QVERIFY(there.hasValue());
    QVERIFY(Engine::waitFor([&] { return ben.engine->knownRooms.value(*there).state == RoomState::In; }));
    // The bookmark brings the other device there.
    const auto onLapToo = [&] { return lap.engine->conversationWith(lap.account, roomJid().toString()); };
    QVERIFY(Engine::waitFor([&] { return lap.engine->knownRooms.value(onLapToo()).state == RoomState::In; }));
    for (const QString &text : {u"four"_s, u"five"_s})
        QVERIFY(ben.engine->say(*there, text).hasValue());
    QVERIFY(hears(desk, *room, u"five"_s) && hears(lap, onLapToo(), u"five"_s));
    QVERIFY(isUnread(desk, *room, 2) && isUnread(lap, onLapToo(), 2));
    QVERIFY(read(lap, onLapToo(), u"five"_s).hasValue());
    QVERIFY(isUnread(desk, *room, 0));
    desk.engine.reset();
    QVERIFY(ben.engine->say(*toAnna, u"six"_s).hasValue());
    QVERIFY(hears(lap, *onLap, u"six"_s));
    QVERIFY(read(lap, *onLap, u"six"_s).hasValue());
    // A third one, which begins now, has nothing unread in what it finds.
    Device third = device(u"anna"_s, u"third"_s);
    QVERIFY(third.account.isValid());
    QVERIFY(Engine::waitFor([&] {
        return third.engine->find(third.engine->conversationWith(third.account, jid(u"ben"_s)), u"six"_s).has_value();
    }));
    QVERIFY(isUnread(third, third.engine->conversationWith(third.account, jid(u"ben"_s)), 0));
}

void ReadStateTests::membersOfAGroupSayWhatTheySaw()
{
    Device anna = device(u"anna"_s, u"anna"_s), ben = device(u"ben"_s, u"ben"_s);
    QVERIFY(anna.account.isValid() && ben.account.isValid());
    const auto room = Engine::wait(
        anna.engine->rooms().create(anna.account, roomJid(), RoomPurpose::PrivateGroup, u"Crews"_s, u"Anna"_s));
    QVERIFY(room.hasValue());
    QVERIFY(Engine::wait(
                anna.engine->rooms().setAffiliation(*room, *BareJid::parse(jid(u"ben"_s)), RoomAffiliation::Member, {}))
                .hasValue());
    const auto there = Engine::wait(ben.engine->rooms().enter(ben.account, roomJid(), u"Ben"_s, {}));
    QVERIFY(there.hasValue());
    QVERIFY(Engine::waitFor([&] { return ben.engine->knownRooms.value(*there).state == RoomState::In; }));
    for (const QString &text : {u"one"_s, u"two"_s})
        QVERIFY(anna.engine->say(*room, text).hasValue());
    QVERIFY(hears(ben, *there, u"two"_s));
    QVERIFY(Engine::waitFor([&] { return ben.engine->find(*there, u"two"_s)->archiveId.isValid(); }));
    QVERIFY(read(ben, *there, u"one"_s).hasValue());
    QVERIFY(Engine::waitFor([&] { return anna.engine->find(*room, u"one"_s)->state == MessageState::Displayed; }));
    QCOMPARE(anna.engine->find(*room, u"two"_s)->state, MessageState::Sent);
    QCOMPARE(seenBy(anna, *room, u"one"_s), QStringList{u"Ben"_s});
    QCOMPARE(seenBy(anna, *room, u"two"_s), QStringList());
    QVERIFY(read(ben, *there, u"two"_s).hasValue());
    QVERIFY(Engine::waitFor([&] { return seenBy(anna, *room, u"two"_s) == QStringList{u"Ben"_s}; }));
}

void ReadStateTests::inAChannelNobodyIsTold()
{
    Device anna = device(u"anna"_s, u"anna"_s), ben = device(u"ben"_s, u"ben"_s);
    QVERIFY(anna.account.isValid() && ben.account.isValid());
    const auto room = Engine::wait(
        anna.engine->rooms().create(anna.account, roomJid(), RoomPurpose::PublicChannel, u"Crews"_s, u"Anna"_s));
    QVERIFY(room.hasValue());
    const auto there = Engine::wait(ben.engine->rooms().enter(ben.account, roomJid(), u"Ben"_s, {}));
    QVERIFY(there.hasValue());
    QVERIFY(Engine::waitFor([&] { return ben.engine->knownRooms.value(*there).state == RoomState::In; }));
    QVERIFY(anna.engine->say(*room, u"one"_s).hasValue());
    QVERIFY(hears(ben, *there, u"one"_s));
    QVERIFY(read(ben, *there, u"one"_s).hasValue());
    QVERIFY(ben.engine->say(*there, u"a word behind it"_s).hasValue());
    QVERIFY(hears(anna, *room, u"a word behind it"_s));
    QCOMPARE(seenBy(anna, *room, u"one"_s), QStringList());
    QCOMPARE(anna.engine->find(*room, u"one"_s)->state, MessageState::Sent);
}

QTEST_GUILESS_MAIN(ReadStateTests)
#include "read_state_tests.moc"
