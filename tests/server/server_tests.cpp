// SPDX-License-Identifier: GPL-3.0-or-later
//
// Jackdaw's engine, loaded as the program loads it, against a real Prosody and against another client. Every test has
// accounts and profiles of its own on one server; tests that stop the server have a server of their own.

#include "server/Engine.h"
#include "server/Process.h"
#include "support/Relay.h"

#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

/// QVERIFY for a Result, with the error in words.
#define REQUIRE(expression) \
    do { \
        const auto result_ = (expression); \
        QVERIFY2(result_.hasValue(), describe(result_)); \
    } while (false)
#define REQUIRE_ID(variable, expression) \
    const auto variable##Result = (expression); \
    QVERIFY2(variable##Result.hasValue(), describe(variable##Result)); \
    const auto variable = variable##Result.value()

namespace {

template<class T>
const char *describe(const Result<T> &result)
{
    if (result.hasValue())
        return "no error";
    static QByteArray text;
    text = u"error %1: %2 (%3)"_s.arg(int(result.error().kind)).arg(result.error().detail, result.error().subject).toUtf8();
    return text.constData();
}

QString jid(const QString &name)
{
    return name + u"@harbor.example"_s;
}

QStringList numbered(const QString &prefix, int first, int last)
{
    QStringList texts;
    for (int number = first; number <= last; ++number)
        texts.append(prefix + QString::number(number));
    return texts;
}

} // namespace

class ServerTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_server.reset(); }

    void twoPeopleChatBothWays();
    void ordersAndTextsArriveAsTheyWereSent();
    void receiptsAndMarkersRaiseTheState();
    void markersInTheArchiveReachTheirMessages();
    void readingTellsTheSender();
    void typingIsSeenOnTheOtherSide();
    void carbonsReachASecondDevice();
    void archiveBringsWhatWasMissedNewestFirst();
    void catchUpGoesOnAfterBeingKilled();
    void whatIsMissedComesWhileOlderHistoryIsPaused();
    void whatAKilledProgramLeftComesWithTheNextSession();
    void rosterPushArrives();
    void contactsAreAddedRenamedGroupedAndRemoved();
    void subscriptionGoesBothWays();
    void presenceAndItsTextAreShown();
    void presenceSetWhileSigningInIsShown();
    void wrongPasswordIsRefused();
    void wrongPasswordLeavesNoAccountBehind();
    void unknownServerIsNotFound();
    void nobodyListeningIsConnectionRefused();
    void foreignCertificateIsRefused();
    void directTlsSignsIn();
    void historyIsThereAfterARestart();
    void waitingMessageGoesOutOnceTheServerIsBack();

private:
    /// Makes accounts that are named after the test, so that tests share nothing.
    QString person(const QString &name) const { return name + QString::number(m_number); }
    void makePeople(const QStringList &names);
    void makeFriends(const QString &a, const QString &b) { QVERIFY(m_server->command(u"befriend %1 %2"_s.arg(person(a), person(b)))); }
    std::unique_ptr<Engine> start(const QString &profile) { return Engine::start(m_folder->filePath(profile)); }
    /// Signed in, with the first look into the archive done.
    Result<AccountId> signIn(Engine &engine, const QString &name)
    {
        return signIn(engine, Engine::settings(jid(person(name)), m_server->port(), m_server->authority()));
    }
    static Result<AccountId> signIn(Engine &engine, const AccountSettings &settings);

    /// The engine in a process of its own that can be killed, with the profile of that name.
    void startDriver(QProcess &driver, const QString &name) const { startDriver(driver, name, m_server->port()); }
    void startDriver(QProcess &driver, const QString &name, quint16 port) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"JACKDAW_PASSWORD"_s, u"secret"_s);
        driver.setProcessEnvironment(environment);
        driver.start(QCoreApplication::applicationDirPath() + u"/jackdaw-driver"_s,
                     {u"--profile"_s, m_folder->filePath(name), u"--jid"_s, jid(person(name)), u"--host"_s, u"127.0.0.1"_s,
                      u"--port"_s, QString::number(port), u"--authority"_s, m_server->authority()});
    }

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_number = 0;
};

Result<AccountId> ServerTests::signIn(Engine &engine, const AccountSettings &settings)
{
    const auto account = engine.signIn(settings, u"secret"_s);
    if (!account)
        return account;
    if (!engine.waitUntil(*account, ConnectionState::Online)
        || !Engine::waitFor([&] { return engine.progress.contains(*account) && !engine.progress.value(*account).running; })) {
        return Error{ErrorKind::Timeout, u"accepted, but not online"_s, {}};
    }
    return account;
}

void ServerTests::initTestCase()
{
    // No Prosody is a failure, never a skip.
    m_server = std::make_unique<Server>(QStringList{});
    QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
}

void ServerTests::init()
{
    ++m_number;
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void ServerTests::makePeople(const QStringList &names)
{
    for (const QString &each : names)
        QVERIFY(m_server->command(u"account %1 secret"_s.arg(person(each))));
}

void ServerTests::twoPeopleChatBothWays()
{
    makePeople({u"anna"_s, u"ben"_s});
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));

    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(person(u"ben"_s))));
    REQUIRE_ID(hello, anna->say(toBen, u"Hello Ben"_s));
    Q_UNUSED(hello);
    QVERIFY(Engine::waitFor([&] { return ben->conversationWith(benId, jid(person(u"anna"_s))).isValid(); }));
    const ConversationId toAnna = ben->conversationWith(benId, jid(person(u"anna"_s)));
    QVERIFY(Engine::waitFor([&] { return ben->bodies(toAnna) == QStringList{u"Hello Ben"_s}; }));
    const Message received = ben->messages(toAnna).constFirst();
    QCOMPARE(received.direction, Direction::Incoming);
    QCOMPARE(received.state, MessageState::Received);
    QCOMPARE(received.sender.toString(), jid(person(u"anna"_s)));
    QVERIFY(Engine::waitFor([&] { return ben->conversations.value(toAnna).unread == 1; }));

    REQUIRE_ID(answer, ben->say(toAnna, u"Hello Anna 👋 <b>&amp;"_s));
    Q_UNUSED(answer);
    QVERIFY(Engine::waitFor([&] { return anna->find(toBen, u"Hello Anna 👋 <b>&amp;"_s).has_value(); }));
    QVERIFY(Engine::waitFor([&] { return anna->find(toBen, u"Hello Ben"_s)->state >= MessageState::Sent
            && anna->find(toBen, u"Hello Ben"_s)->state != MessageState::Failed; }));
    QCOMPARE(anna->bodies(toBen), ben->bodies(toAnna));
    // The id is the sender's, and the recipient has the same (XEP-0359).
    QCOMPARE(anna->find(toBen, u"Hello Ben"_s)->originId, received.originId);
    QVERIFY(received.originId.isValid());
}

void ServerTests::ordersAndTextsArriveAsTheyWereSent()
{
    makePeople({u"anna"_s, u"ben"_s});
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(person(u"ben"_s))));
    REQUIRE_ID(toAnna, ben->openConversation(benId, jid(person(u"anna"_s))));

    const QStringList texts = numbered(u"line "_s, 1, 100);
    QList<QFuture<Result<MessageId>>> commands;
    for (const QString &text : texts)
        commands.append(anna->chat().send(toBen, text));
    QVERIFY(Engine::waitFor([&] { return ben->bodies(toAnna).size() >= texts.size(); }));
    QCOMPARE(ben->bodies(toAnna), texts);
    QCOMPARE(anna->bodies(toBen), texts);
    QVERIFY(Engine::waitFor([&] { return anna->waiting.value(annaId) == 0; }));
}

void ServerTests::receiptsAndMarkersRaiseTheState()
{
    makePeople({u"anna"_s, u"ben"_s});
    makeFriends(u"anna"_s, u"ben"_s);
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(person(u"ben"_s))));

    REQUIRE_ID(first, anna->say(toBen, u"one"_s));
    Q_UNUSED(first);
    const auto arrived = ben.event(u"message"_s, {{u"body"_s, u"one"_s}});
    QVERIFY(arrived);
    QVERIFY2(arrived->value(u"receipt").toBool(), "no receipt was asked for (XEP-0184, 5.1)");
    QVERIFY2(arrived->value(u"markable").toBool(), "no marker was asked for (XEP-0333, 4.1)");
    QCOMPARE(arrived->value(u"id"), arrived->value(u"origin"));
    QVERIFY(Engine::waitFor([&] { return anna->find(toBen, u"one"_s)->state == MessageState::Sent; }));

    const QString from = arrived->value(u"from").toString();
    QVERIFY(ben.command({{u"do"_s, u"receipt"_s}, {u"to"_s, from}, {u"id"_s, arrived->value(u"id")}}));
    QVERIFY(Engine::waitFor([&] { return anna->find(toBen, u"one"_s)->state == MessageState::Delivered; }));
    QVERIFY(ben.command({{u"do"_s, u"marker"_s}, {u"to"_s, from}, {u"id"_s, arrived->value(u"id")}}));
    QVERIFY(Engine::waitFor([&] { return anna->find(toBen, u"one"_s)->state == MessageState::Displayed; }));

    // A marker speaks for everything above it (XEP-0333, 4.3).
    REQUIRE(anna->say(toBen, u"two"_s));
    REQUIRE(anna->say(toBen, u"three"_s));
    const auto third = ben.event(u"message"_s, {{u"body"_s, u"three"_s}});
    QVERIFY(third);
    QVERIFY(ben.command({{u"do"_s, u"marker"_s}, {u"to"_s, from}, {u"id"_s, third->value(u"id")}}));
    QVERIFY(Engine::waitFor([&] { return anna->find(toBen, u"three"_s)->state == MessageState::Displayed
            && anna->find(toBen, u"two"_s)->state == MessageState::Displayed; }));
}

void ServerTests::markersInTheArchiveReachTheirMessages()
{
    makePeople({u"anna"_s, u"ben"_s});
    makeFriends(u"anna"_s, u"ben"_s);
    {
        Peer ben(*m_server, person(u"ben"_s));
        Peer phone(*m_server, person(u"anna"_s), u"phone"_s);
        QVERIFY2(ben.isOnline(), ben.errors().constData());
        QVERIFY2(phone.isOnline(), phone.errors().constData());
        QVERIFY(ben.command({{u"do"_s, u"auto"_s}, {u"markers"_s, true}}));
        for (const QString &text : {u"one"_s, u"two"_s}) {
            const auto sent = phone.command({{u"do"_s, u"send"_s}, {u"to"_s, jid(person(u"ben"_s))}, {u"body"_s, text}});
            QVERIFY(sent);
            QVERIFY(phone.event(u"marker"_s, {{u"of"_s, sent->value(u"id")}}));
        }
    }
    // A device that was never here: it meets the marker before the message, and before there is a chat.
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(person(u"ben"_s))));
    QCOMPARE(anna->bodies(toBen), (QStringList{u"one"_s, u"two"_s}));
    QCOMPARE(anna->find(toBen, u"one"_s)->state, MessageState::Displayed);
    QCOMPARE(anna->find(toBen, u"two"_s)->state, MessageState::Displayed);
}

void ServerTests::readingTellsTheSender()
{
    makePeople({u"anna"_s, u"ben"_s});
    makeFriends(u"anna"_s, u"ben"_s);
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    QVERIFY(Engine::waitFor([&] { return anna->contact(jid(person(u"ben"_s))).has_value(); }));

    const auto sent = ben.command({{u"do"_s, u"send"_s}, {u"to"_s, jid(person(u"anna"_s))}, {u"body"_s, u"read me"_s}});
    QVERIFY(sent);
    QVERIFY2(ben.event(u"receipt"_s, {{u"of"_s, sent->value(u"id")}}), "no receipt came back");
    QVERIFY(Engine::waitFor([&] { return anna->conversationWith(annaId, jid(person(u"ben"_s))).isValid(); }));
    const ConversationId toBen = anna->conversationWith(annaId, jid(person(u"ben"_s)));
    QVERIFY(Engine::waitFor([&] { return anna->conversations.value(toBen).unread == 1; }));
    // Displayed is said when it was seen, not when it came.
    QVERIFY(!ben.event(u"marker"_s, {{u"of"_s, sent->value(u"id")}}, 1));

    REQUIRE(Engine::wait(anna->chat().markRead(toBen, anna->messages(toBen).constLast().id)));
    QVERIFY(ben.event(u"marker"_s, {{u"of"_s, sent->value(u"id")}, {u"kind"_s, u"displayed"_s}}));
    QVERIFY(Engine::waitFor([&] { return anna->conversations.value(toBen).unread == 0; }));

    // Who answers has read what stands above, and says so too.
    const auto second = ben.command({{u"do"_s, u"send"_s}, {u"to"_s, jid(person(u"anna"_s))}, {u"body"_s, u"and answer me"_s}});
    QVERIFY(second);
    QVERIFY(Engine::waitFor([&] { return anna->conversations.value(toBen).unread == 1; }));
    REQUIRE(Engine::wait(anna->chat().send(toBen, u"here you are"_s)));
    QVERIFY(ben.event(u"marker"_s, {{u"of"_s, second->value(u"id")}, {u"kind"_s, u"displayed"_s}}));
}

void ServerTests::typingIsSeenOnTheOtherSide()
{
    makePeople({u"anna"_s, u"ben"_s});
    makeFriends(u"anna"_s, u"ben"_s);
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(person(u"ben"_s))));
    REQUIRE_ID(toAnna, ben->openConversation(benId, jid(person(u"anna"_s))));
    QVERIFY(Engine::waitFor([&] { return anna->shown(jid(person(u"ben"_s))).availability == Availability::Available; }));
    // XEP-0085, 5.1: states go to who has shown that they are understood; a message does.
    REQUIRE(ben->say(toAnna, u"hi"_s));
    QVERIFY(Engine::waitFor([&] { return anna->find(toBen, u"hi"_s).has_value(); }));

    anna->chat().setChatState(toBen, ChatState::Composing);
    QVERIFY(Engine::waitFor([&] { return ben->chatStates.value(toAnna, ChatState::Active) == ChatState::Composing; }));
    REQUIRE(anna->say(toBen, u"done"_s));
    QVERIFY(Engine::waitFor([&] { return ben->chatStates.value(toAnna) == ChatState::Active; }));
}

void ServerTests::carbonsReachASecondDevice()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    auto desk = start(u"desk"_s);
    auto lap = start(u"lap"_s);
    QVERIFY(desk && lap);
    REQUIRE_ID(deskId, signIn(*desk, u"anna"_s));
    REQUIRE_ID(lapId, signIn(*lap, u"anna"_s));
    QVERIFY(desk->waitUntil(deskId, ConnectionState::Online));
    QVERIFY(lap->waitUntil(lapId, ConnectionState::Online));

    REQUIRE_ID(fromDesk, desk->openConversation(deskId, jid(person(u"ben"_s))));
    REQUIRE(desk->say(fromDesk, u"from the desk"_s));
    QVERIFY(Engine::waitFor([&] { return lap->conversationWith(lapId, jid(person(u"ben"_s))).isValid(); }));
    const ConversationId onLap = lap->conversationWith(lapId, jid(person(u"ben"_s)));
    QVERIFY(Engine::waitFor([&] { return lap->find(onLap, u"from the desk"_s).has_value(); }));
    QCOMPARE(lap->find(onLap, u"from the desk"_s)->direction, Direction::Outgoing);
    QVERIFY(lap->find(onLap, u"from the desk"_s)->state >= MessageState::Sent);
    QCOMPARE(lap->conversations.value(onLap).unread, 0);

    // Sent to one device only, so that the other can have it by carbon alone (XEP-0280, 6).
    const auto told = ben.event(u"message"_s, {{u"body"_s, u"from the desk"_s}});
    QVERIFY(told);
    QVERIFY(ben.command({{u"do"_s, u"send"_s}, {u"to"_s, told->value(u"from")}, {u"body"_s, u"to the desk only"_s}}));
    QVERIFY(Engine::waitFor([&] { return desk->find(fromDesk, u"to the desk only"_s).has_value()
            && lap->find(onLap, u"to the desk only"_s).has_value(); }));
    QCOMPARE(desk->bodies(fromDesk), lap->bodies(onLap));
    QCOMPARE(lap->find(onLap, u"to the desk only"_s)->direction, Direction::Incoming);
}

void ServerTests::archiveBringsWhatWasMissedNewestFirst()
{
    constexpr int missed = 1000;
    makePeople({u"anna"_s, u"ben"_s});
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    AccountId annaId;
    {
        auto anna = start(u"anna"_s);
        QVERIFY(anna);
        REQUIRE_ID(account, signIn(*anna, u"anna"_s));
        annaId = account;
        QVERIFY(ben.command({{u"do"_s, u"send"_s}, {u"to"_s, jid(person(u"anna"_s))}, {u"body"_s, u"seen live"_s}}));
        QVERIFY(Engine::waitFor([&] {
            return anna->bodies(anna->conversationWith(annaId, jid(person(u"ben"_s)))).contains(u"seen live"_s); }));
    }
    QVERIFY(ben.command({{u"do"_s, u"send-many"_s}, {u"to"_s, jid(person(u"anna"_s))}, {u"prefix"_s, u"missed "_s},
                         {u"first"_s, 1}, {u"count"_s, missed}}, 120));

    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    QVERIFY(anna->waitUntil(annaId, ConnectionState::NeedsPassword));
    REQUIRE(Engine::wait(anna->accounts().providePassword(annaId, u"secret"_s)));
    const auto conversation = [&] { return anna->conversationWith(annaId, jid(person(u"ben"_s))); };
    QVERIFY2(Engine::waitFor([&] { return anna->bodies(conversation()).size() >= missed; }, 90),
             qPrintable(u"only %1 came"_s.arg(anna->bodies(conversation()).size())));
    QVERIFY(Engine::waitFor([&] { return !anna->progress.value(annaId).running; }, 60));
    QCOMPARE(anna->bodies(conversation()), numbered(u"missed "_s, 1, missed));
    QVERIFY2(!anna->progress.value(annaId).error, "catch-up ended with an error");

    // The page that is looked at first is the newest one.
    int first = 0;
    for (const Engine::Batch &batch : std::as_const(anna->batches)) {
        if (batch.conversation == conversation() && !batch.messages.isEmpty()) {
            first = batch.messages.constLast().body.section(u' ', 1).toInt();
            break;
        }
    }
    QCOMPARE(first, missed);
    // The row of the chat list is told a moment after its messages.
    QVERIFY2(Engine::waitFor([&] { return anna->conversations.value(conversation()).unread == missed + 1; }),
             qPrintable(QString::number(anna->conversations.value(conversation()).unread)));
}

void ServerTests::whatIsMissedComesWhileOlderHistoryIsPaused()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    REQUIRE_ID(account, signIn(*anna, u"anna"_s));
    QVERIFY(ben.command({{u"do"_s, u"send-many"_s}, {u"to"_s, jid(person(u"anna"_s))}, {u"prefix"_s, u"old "_s},
                         {u"first"_s, 1}, {u"count"_s, 20}}, 60));
    const auto conversation = [&] { return anna->conversationWith(account, jid(person(u"ben"_s))); };
    QVERIFY(Engine::waitFor([&] { return anna->bodies(conversation()).contains(u"old 20"_s); }));
    REQUIRE(Engine::wait(anna->history().pause(account)));
    REQUIRE(Engine::wait(anna->accounts().signOut(account)));
    QVERIFY(anna->waitUntil(account, ConnectionState::SignedOut));
    QVERIFY(ben.command({{u"do"_s, u"send-many"_s}, {u"to"_s, jid(person(u"anna"_s))}, {u"prefix"_s, u"missed "_s},
                         {u"first"_s, 1}, {u"count"_s, 120}}, 60));
    REQUIRE(Engine::wait(anna->accounts().signIn(account)));
    QVERIFY2(Engine::waitFor([&] { return anna->bodies(conversation()).size() >= 140; }, 30),
             qPrintable(u"only %1 are there"_s.arg(anna->bodies(conversation()).size())));
    QCOMPARE(anna->bodies(conversation()), numbered(u"old "_s, 1, 20) + numbered(u"missed "_s, 1, 120));
    QVERIFY(Engine::waitFor([&] { return anna->conversations.value(conversation()).unread == 140; }));
    REQUIRE(Engine::wait(anna->history().resume(account)));
    QVERIFY(Engine::waitFor([&] { return !anna->progress.value(account).running && !anna->progress.value(account).paused; }));
    QCOMPARE(anna->bodies(conversation()).size(), 140);
}

void ServerTests::whatAKilledProgramLeftComesWithTheNextSession()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    QProcess driver;
    startDriver(driver, u"anna"_s);
    QVERIFY(driver.waitForStarted());
    QByteArray said;
    const auto hears = [&](const char *words) {
        return Engine::waitFor([&] { return (said += driver.readAllStandardOutput()).contains(words); }, 30);
    };
    QVERIFY(hears("\"online\":true"));
    QVERIFY(ben.command({{u"do"_s, u"send-many"_s}, {u"to"_s, jid(person(u"anna"_s))}, {u"prefix"_s, u"before "_s},
                         {u"first"_s, 1}, {u"count"_s, 1}}));
    QVERIFY(hears("before 1"));

    // It takes nothing more, and dies.
    QCOMPARE(::kill(pid_t(driver.processId()), SIGSTOP), 0);
    constexpr int left = 20;
    QVERIFY(ben.command({{u"do"_s, u"send-many"_s}, {u"to"_s, jid(person(u"anna"_s))}, {u"prefix"_s, u"left "_s},
                         {u"first"_s, 1}, {u"count"_s, left}}));
    driver.kill();
    QVERIFY(driver.waitForFinished());

    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    QList<ConnectionState> states;
    connect(&anna->accounts(), &AccountDoor::connectionChanged, this,
            [&](AccountId, const ConnectionStatus &status) { states += status.state; });
    QVERIFY(Engine::waitFor([&] { return !anna->connections.isEmpty(); }));
    const AccountId annaId = anna->connections.begin().key();
    QVERIFY(anna->waitUntil(annaId, ConnectionState::NeedsPassword));
    REQUIRE(Engine::wait(anna->accounts().providePassword(annaId, u"secret"_s))); // at the first try
    QVERIFY(!states.contains(ConnectionState::Waiting));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(person(u"ben"_s))));
    QVERIFY(Engine::waitFor([&] { return anna->find(toBen, u"left %1"_s.arg(left)).has_value(); }));
    QVERIFY(Engine::waitFor([&] { return anna->progress.contains(annaId) && !anna->progress.value(annaId).running; }));
    for (int i = 1; i <= left; ++i)
        QCOMPARE(anna->bodies(toBen).count(u"left %1"_s.arg(i)), 1);
}

void ServerTests::catchUpGoesOnAfterBeingKilled()
{
    constexpr int missed = 1500;
    makePeople({u"anna"_s, u"ben"_s});
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    QVERIFY(ben.command({{u"do"_s, u"send-many"_s}, {u"to"_s, jid(person(u"anna"_s))}, {u"prefix"_s, u"missed "_s},
                         {u"first"_s, 1}, {u"count"_s, missed}}, 120));

    // A process of its own fetches some pages and is killed in the middle: while this one does not look, nothing reaches it.
    Relay relay(m_server->port());
    relay.setDelay(10);
    QProcess driver;
    startDriver(driver, u"anna"_s, relay.port());
    QVERIFY(driver.waitForStarted());
    qsizetype fetched = 0;
    Engine::waitFor([&] {
        while (driver.canReadLine())
            fetched += driver.readLine().contains("\"event\":\"stored\"") ? 1 : 0;
        return fetched >= 200 || driver.state() == QProcess::NotRunning;
    }, 60);
    driver.kill();
    QVERIFY(driver.waitForFinished());
    while (driver.canReadLine())
        fetched += driver.readLine().contains("\"event\":\"stored\"") ? 1 : 0;
    QVERIFY2(fetched >= 200 && fetched < missed, qPrintable(u"%1 were fetched before the kill; %2"_s
            .arg(fetched).arg(QString::fromUtf8(driver.readAllStandardError()))));

    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    QVERIFY(Engine::waitFor([&] { return !anna->connections.isEmpty(); }));
    const AccountId annaId = anna->connections.begin().key();
    QVERIFY(anna->waitUntil(annaId, ConnectionState::NeedsPassword));
    bool hasRun = false;
    connect(&anna->history(), &HistoryDoor::progressChanged, this, [&](const HistoryProgress &progress) { hasRun |= progress.running; });
    REQUIRE(Engine::wait(anna->accounts().providePassword(annaId, u"secret"_s)));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(person(u"ben"_s))));
    // What the killed process stored is on disk and is not told again, so only the rest comes here.
    QVERIFY(Engine::waitFor([&] { return hasRun && !anna->progress.value(annaId).running; }, 90));
    QVERIFY(!anna->progress.value(annaId).error);
    const qsizetype now = anna->messages(toBen).size();
    QVERIFY2(now < missed, "everything was fetched anew");
    anna.reset();

    // On disk: all of them, each once, in the order they were sent.
    QProcess sqlite;
    sqlite.start(u"python3"_s, {u"-c"_s, u"import sqlite3, sys; [print(r[0]) for r in sqlite3.connect(sys.argv[1]).execute("
                                         "'SELECT body FROM message ORDER BY id')]"_s,
                                m_folder->filePath(u"anna/history.sqlite"_s)});
    QVERIFY(sqlite.waitForFinished());
    const QStringList stored = QString::fromUtf8(sqlite.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(stored.size(), missed);
    QCOMPARE(stored, numbered(u"missed "_s, 1, missed));
}

void ServerTests::rosterPushArrives()
{
    makePeople({u"anna"_s, u"ben"_s});
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    Q_UNUSED(annaId);
    Peer phone(*m_server, person(u"anna"_s), u"phone"_s);
    QVERIFY2(phone.isOnline(), phone.errors().constData());

    const QString ben = jid(person(u"ben"_s));
    QVERIFY(phone.command({{u"do"_s, u"add"_s}, {u"jid"_s, ben}, {u"name"_s, u"Ben B."_s}, {u"groups"_s, QJsonArray{u"Crew"_s}}}));
    QVERIFY(Engine::waitFor([&] { return anna->contact(ben) && anna->contact(ben)->name == u"Ben B."; }));
    QCOMPARE(anna->contact(ben)->groups, QStringList{u"Crew"_s});
    QVERIFY(phone.command({{u"do"_s, u"remove"_s}, {u"jid"_s, ben}}));
    QVERIFY(Engine::waitFor([&] { return !anna->contact(ben); }));
}

void ServerTests::contactsAreAddedRenamedGroupedAndRemoved()
{
    makePeople({u"anna"_s, u"ben"_s});
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    const BareJid ben = BareJid::parse(jid(person(u"ben"_s))).value();
    REQUIRE(Engine::wait(anna->roster().addContact(annaId, ben, u"Ben"_s, {u"Crew"_s}, {})));
    QVERIFY(Engine::waitFor([&] { return anna->contact(ben.toString()) && anna->contact(ben.toString())->asked; }));
    QCOMPARE(anna->contact(ben.toString())->name, u"Ben"_s);
    REQUIRE(Engine::wait(anna->roster().renameContact(annaId, ben, u"Benjamin"_s)));
    QVERIFY(Engine::waitFor([&] { return anna->contact(ben.toString())->name == u"Benjamin"; }));
    REQUIRE(Engine::wait(anna->roster().setGroups(annaId, ben, {u"East"_s, u"West"_s})));
    QVERIFY(Engine::waitFor([&] {
        QStringList groups = anna->contact(ben.toString())->groups;
        groups.sort();
        return groups == QStringList{u"East"_s, u"West"_s} && anna->contact(ben.toString())->name == u"Benjamin"; }));
    REQUIRE(Engine::wait(anna->roster().removeContact(annaId, ben)));
    QVERIFY(Engine::waitFor([&] { return !anna->contact(ben.toString()); }));
}

void ServerTests::subscriptionGoesBothWays()
{
    makePeople({u"anna"_s, u"ben"_s});
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    const BareJid annaJid = BareJid::parse(jid(person(u"anna"_s))).value();
    const BareJid benJid = BareJid::parse(jid(person(u"ben"_s))).value();

    REQUIRE(Engine::wait(anna->roster().addContact(annaId, benJid, u"Ben"_s, {}, u"It's me"_s)));
    QVERIFY(Engine::waitFor([&] { return ben->requests.size() == 1; }));
    QCOMPARE(ben->requests.constFirst().from, annaJid);
    QCOMPARE(ben->requests.constFirst().text, u"It's me"_s);

    REQUIRE(Engine::wait(ben->roster().answerRequests(benId, {annaJid}, RequestAnswer::Accept)));
    QVERIFY(Engine::waitFor([&] { return ben->requests.isEmpty(); }));
    // Accepting asks back. What we asked for ourselves needs no second question on the other side.
    const auto subscription = [](const Engine &engine, const BareJid &of) {
        return engine.contact(of.toString()) ? engine.contact(of.toString())->subscription : Subscription::None; };
    const auto bothWays = [&] { return subscription(*anna, benJid) == Subscription::Both
            && subscription(*ben, annaJid) == Subscription::Both; };
    if (!Engine::waitFor([&] { return bothWays() || !anna->requests.isEmpty(); }) )
        QFAIL("nothing came back");
    if (!bothWays())
        REQUIRE(Engine::wait(anna->roster().answerRequests(annaId, {benJid}, RequestAnswer::Accept)));
    QVERIFY(Engine::waitFor(bothWays));
    QVERIFY(Engine::waitFor([&] { return anna->shown(benJid.toString()).availability == Availability::Available
            && ben->shown(annaJid.toString()).availability == Availability::Available; }));

    REQUIRE(Engine::wait(ben->roster().removeContact(benId, annaJid)));
    QVERIFY(Engine::waitFor([&] { return subscription(*anna, benJid) == Subscription::None; }));
}

void ServerTests::presenceAndItsTextAreShown()
{
    makePeople({u"anna"_s, u"ben"_s});
    makeFriends(u"anna"_s, u"ben"_s);
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    Q_UNUSED(annaId);
    REQUIRE(Engine::wait(ben->presence().setOwnPresence(benId, Availability::DoNotDisturb, u"In a meeting"_s)));
    const QString benJid = jid(person(u"ben"_s));
    QVERIFY(Engine::waitFor([&] { return anna->shown(benJid).availability == Availability::DoNotDisturb
            && anna->shown(benJid).status == u"In a meeting"; }));
    REQUIRE(Engine::wait(ben->accounts().signOut(benId)));
    QVERIFY(Engine::waitFor([&] { return anna->shown(benJid).availability == Availability::Offline; }));
}

void ServerTests::presenceSetWhileSigningInIsShown()
{
    makePeople({u"anna"_s, u"ben"_s});
    makeFriends(u"anna"_s, u"ben"_s);
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE(signIn(*anna, u"anna"_s));
    // Accepted, but the session has not begun.
    REQUIRE_ID(benId, ben->signIn(Engine::settings(jid(person(u"ben"_s)), m_server->port(), m_server->authority()), u"secret"_s));
    REQUIRE(Engine::wait(ben->presence().setOwnPresence(benId, Availability::Away, u"Lunch"_s)));
    const QString benJid = jid(person(u"ben"_s));
    QVERIFY(Engine::waitFor([&] { return anna->shown(benJid).availability == Availability::Away
            && anna->shown(benJid).status == u"Lunch"; }));
}

void ServerTests::wrongPasswordIsRefused()
{
    makePeople({u"anna"_s});
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    const auto result = anna->signIn(Engine::settings(jid(person(u"anna"_s)), m_server->port(), m_server->authority()), u"wrong"_s);
    QVERIFY(!result.hasValue());
    QCOMPARE(result.error().kind, ErrorKind::NotAuthorized);
}

void ServerTests::wrongPasswordLeavesNoAccountBehind()
{
    makePeople({u"anna"_s});
    {
        auto anna = start(u"anna"_s);
        QVERIFY(anna);
        const auto settings = Engine::settings(jid(person(u"anna"_s)), m_server->port(), m_server->authority());
        QVERIFY(!anna->signIn(settings, u"wrong"_s).hasValue());
        // The same page, the right password: it works without a restart.
        REQUIRE_ID(account, anna->signIn(settings, u"secret"_s));
        QVERIFY(anna->waitUntil(account, ConnectionState::Online));
        QCOMPARE(anna->knownAccounts.size(), 1);
    }
    auto again = start(u"anna"_s);
    QVERIFY(again);
    QVERIFY(Engine::waitFor([&] { return again->knownAccounts.size() == 1; }));
}

void ServerTests::unknownServerIsNotFound()
{
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    AccountSettings settings;
    settings.jid = BareJid::parse(u"anna@no-such-place.invalid"_s).value();
    const auto result = anna->signIn(settings, u"secret"_s);
    QVERIFY(!result.hasValue());
    QCOMPARE(result.error().kind, ErrorKind::ServerNotFound);
    QCOMPARE(result.error().subject, u"no-such-place.invalid"_s);
}

void ServerTests::nobodyListeningIsConnectionRefused()
{
    makePeople({u"anna"_s});
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    Server other({u"anna:secret"_s});
    QVERIFY2(other.port() != 0, qPrintable(other.error()));
    QVERIFY(other.command(u"stop"_s));
    const auto result = anna->signIn(Engine::settings(jid(u"anna"_s), other.port(), other.authority()), u"secret"_s);
    QVERIFY(!result.hasValue());
    QCOMPARE(result.error().kind, ErrorKind::ConnectionRefused);
}

void ServerTests::foreignCertificateIsRefused()
{
    makePeople({u"anna"_s});
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    // Without the authority file nobody we trust speaks for this server.
    const auto result = anna->signIn(Engine::settings(jid(person(u"anna"_s)), m_server->port(), {}), u"secret"_s);
    QVERIFY(!result.hasValue());
    QCOMPARE(result.error().kind, ErrorKind::Certificate);
}

void ServerTests::directTlsSignsIn()
{
    makePeople({u"anna"_s});
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    AccountSettings settings = Engine::settings(jid(person(u"anna"_s)), m_server->directTlsPort(), m_server->authority());
    settings.tls = TlsMode::Direct;
    REQUIRE_ID(account, anna->signIn(settings, u"secret"_s));
    QVERIFY(anna->waitUntil(account, ConnectionState::Online));
}

void ServerTests::historyIsThereAfterARestart()
{
    makePeople({u"anna"_s, u"ben"_s});
    AccountId annaId;
    MessageId id;
    {
        auto anna = start(u"anna"_s);
        QVERIFY(anna);
        REQUIRE_ID(account, signIn(*anna, u"anna"_s));
        annaId = account;
        REQUIRE_ID(toBen, anna->openConversation(annaId, jid(person(u"ben"_s))));
        REQUIRE_ID(message, anna->say(toBen, u"remember me"_s));
        id = message;
        QVERIFY(Engine::waitFor([&] { return anna->find(toBen, u"remember me"_s)->state == MessageState::Sent; }));
    }
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    QVERIFY(anna->waitUntil(annaId, ConnectionState::NeedsPassword));
    REQUIRE(Engine::wait(anna->accounts().providePassword(annaId, u"secret"_s)));
    QVERIFY(anna->waitUntil(annaId, ConnectionState::Online));
    QVERIFY(Engine::waitFor([&] { return anna->progress.contains(annaId) && !anna->progress.value(annaId).running; }));
    // The archive has it too, and it is the same message: nothing new is told.
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(person(u"ben"_s))));
    REQUIRE(anna->say(toBen, u"and this"_s));
    QVERIFY(Engine::waitFor([&] { return anna->find(toBen, u"and this"_s).has_value(); }));
    QCOMPARE(anna->bodies(toBen), QStringList{u"and this"_s});
    QVERIFY(anna->messages(toBen).constFirst().id > id);
}

void ServerTests::waitingMessageGoesOutOnceTheServerIsBack()
{
    Server server({u"anna:secret"_s, u"ben:secret"_s}, {u"anna:ben"_s});
    QVERIFY2(server.port() != 0, qPrintable(server.error()));
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE_ID(annaId, signIn(*anna, Engine::settings(jid(u"anna"_s), server.port(), server.authority())));
    REQUIRE_ID(benId, signIn(*ben, Engine::settings(jid(u"ben"_s), server.port(), server.authority())));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    REQUIRE_ID(toAnna, ben->openConversation(benId, jid(u"anna"_s)));
    REQUIRE(anna->say(toBen, u"before"_s));
    QVERIFY(Engine::waitFor([&] { return ben->bodies(toAnna) == QStringList{u"before"_s}; }));

    QVERIFY(server.command(u"kill"_s));
    QVERIFY(anna->waitUntil(annaId, ConnectionState::Waiting));
    REQUIRE(anna->say(toBen, u"while it was away"_s));
    QCOMPARE(anna->find(toBen, u"while it was away"_s).value_or(Message{}).state, MessageState::Waiting);
    QVERIFY(server.command(u"start"_s));
    anna->accounts().tryNow(annaId);
    ben->accounts().tryNow(benId);
    QVERIFY(anna->waitUntil(annaId, ConnectionState::Online, 60));
    QVERIFY(ben->waitUntil(benId, ConnectionState::Online, 60));
    QVERIFY(Engine::waitFor([&] { return ben->bodies(toAnna).size() == 2; }, 60));
    QVERIFY(Engine::waitFor([&] { return anna->find(toBen, u"while it was away"_s)->state >= MessageState::Sent; }));
    REQUIRE(anna->say(toBen, u"after"_s));
    QVERIFY(Engine::waitFor([&] { return ben->bodies(toAnna).contains(u"after"_s); }, 60));
    QCOMPARE(ben->bodies(toAnna), (QStringList{u"before"_s, u"while it was away"_s, u"after"_s}));
}

QTEST_GUILESS_MAIN(ServerTests)

#include "server_tests.moc"
