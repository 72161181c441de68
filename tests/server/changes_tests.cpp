// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is done to messages that are there, through a real Prosody: corrections, retractions, reactions and answers, between two
// engines and another client, live, by the archive, from a second device, and written without a stream.

#include "chat/ChatOutlineReader.h"
#include "server/Engine.h"
#include "server/Process.h"
#include "storage/ReadConnection.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace {

template<class T>
const char *describe(const Result<T> &result)
{
    static QByteArray text;
    text = result ? QByteArray("no error")
                  : u"error %1: %2 (%3)"_s.arg(int(result.error().kind)).arg(result.error().detail, result.error().subject).toUtf8();
    return text.constData();
}

QStringList emojiOf(const std::optional<Message> &message)
{
    QStringList all;
    for (const Reaction &reaction : message.value_or(Message()).reactions)
        all.append(reaction.emoji);
    return all;
}

} // namespace

#define REQUIRE(expression) \
    do { \
        const auto result_ = (expression); \
        QVERIFY2(result_.hasValue(), describe(result_)); \
    } while (false)
#define REQUIRE_ID(variable, expression) \
    const auto variable##Result = (expression); \
    QVERIFY2(variable##Result.hasValue(), describe(variable##Result)); \
    const auto variable = variable##Result.value()

class ChangesTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_server.reset(); }

    void twoEnginesBothWays();
    void anotherClientHearsAndIsHeard();
    void aStrangerAltersNothing();
    void writtenWithoutAStreamItGoesOutOnce();
    void theArchiveTellsIt();
    void aSecondDeviceFollows();
    void whatWasDeletedHereStaysDeleted();
    void attentionIsAskedFor();
    void whatIsHeldCanBeTakenBack();
    void correctionsKeepWhomTheySpeakOf();

private:
    QString jid(const QString &name) const { return name + QString::number(m_number) + u"@harbor.example"_s; }
    QString person(const QString &name) const { return name + QString::number(m_number); }
    void makePeople(const QStringList &names)
    {
        for (const QString &each : names)
            QVERIFY(m_server->command(u"account %1 secret"_s.arg(person(each))));
    }
    std::unique_ptr<Engine> start(const QString &profile) { return Engine::start(m_folder->filePath(profile)); }
    Result<AccountId> signIn(Engine &engine, const QString &name)
    {
        const auto account = engine.signIn(Engine::settings(jid(name), m_server->port(), m_server->authority()), u"secret"_s);
        const bool ready = account && engine.waitUntil(*account, ConnectionState::Online)
            && Engine::waitFor([&] { return engine.progress.contains(*account) && !engine.progress.value(*account).running; });
        return ready || !account ? account : Result<AccountId>(Error{ErrorKind::Timeout, u"accepted, but not online"_s, {}});
    }
    /// Waits until there is a message with this text, and gives it.
    static std::optional<Message> arrived(Engine &engine, ConversationId conversation, const QString &text)
    {
        Engine::waitFor([&] { return engine.find(conversation, text).has_value(); });
        return engine.find(conversation, text);
    }
    static std::optional<Message> byId(const Engine &engine, ConversationId conversation, MessageId id)
    {
        for (const Message &message : engine.messages(conversation)) {
            if (message.id == id)
                return message;
        }
        return {};
    }

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_number = 0;
};

void ChangesTests::initTestCase()
{
    m_server = std::make_unique<Server>(QStringList{});
    QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
}

void ChangesTests::init()
{
    ++m_number;
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void ChangesTests::twoEnginesBothWays()
{
    makePeople({u"anna"_s, u"ben"_s});
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    REQUIRE_ID(toAnna, ben->openConversation(benId, jid(u"anna"_s)));

    REQUIRE_ID(first, anna->say(toBen, u"airlock"_s));
    const auto onBen = arrived(*ben, toAnna, u"airlock"_s);
    QVERIFY(onBen);
    // Corrected twice: the same message on both sides, and no second one.
    REQUIRE(Engine::wait(anna->chat().correct(first, u"window"_s)));
    REQUIRE(Engine::wait(anna->chat().correct(first, u"a window"_s)));
    QVERIFY(Engine::waitFor([&] { return ben->bodies(toAnna) == QStringList{u"a window"_s}; }));
    QVERIFY(byId(*ben, toAnna, onBen->id)->edited > 0);
    QCOMPARE(anna->bodies(toBen), QStringList{u"a window"_s});
    QVERIFY(Engine::waitFor([&] { return byId(*anna, toBen, first)->changes == ChangeState::Settled; }));
    QVERIFY(Engine::waitFor([&] { return ben->conversations.value(toAnna).last->body == u"a window"_s; }));
    QCOMPARE(ben->conversations.value(toAnna).unread, 1);

    // Reactions, added and taken back.
    REQUIRE(Engine::wait(ben->chat().react(onBen->id, {u"👍"_s, u"🎉"_s})));
    QVERIFY(Engine::waitFor([&] { return emojiOf(byId(*anna, toBen, first)) == QStringList({u"🎉"_s, u"👍"_s})
            || emojiOf(byId(*anna, toBen, first)) == QStringList({u"👍"_s, u"🎉"_s}); }));
    QCOMPARE(byId(*anna, toBen, first)->reactions.constFirst().by.toString(), jid(u"ben"_s));
    REQUIRE(Engine::wait(ben->chat().react(onBen->id, {u"🎉"_s})));
    QVERIFY(Engine::waitFor([&] { return emojiOf(byId(*anna, toBen, first)) == QStringList({u"🎉"_s}); }));

    // An answer, without the quote in its text.
    REQUIRE(Engine::wait(ben->chat().sendText(toAnna, {u"indeed"_s, onBen->id, {}, {}})));
    const auto answer = arrived(*anna, toBen, u"indeed"_s);
    QVERIFY(answer);
    QVERIFY(answer->reply);
    QCOMPARE(answer->reply->id, byId(*anna, toBen, first)->originId);
    QCOMPARE(answer->reply->author.toString(), jid(u"anna"_s));

    // Taken back: nothing is left on either side.
    REQUIRE(Engine::wait(anna->chat().retract(first)));
    QVERIFY(Engine::waitFor([&] { return byId(*ben, toAnna, onBen->id)->retracted > 0; }));
    QVERIFY(byId(*ben, toAnna, onBen->id)->body.isEmpty());
    QVERIFY(byId(*ben, toAnna, onBen->id)->reactions.isEmpty());
    QCOMPARE(ben->bodies(toAnna), QStringList({QString(), u"indeed"_s}));
    // What is not ours is not ours to alter.
    const auto notOurs = Engine::wait(anna->chat().correct(answer->id, u"EVIL"_s));
    QVERIFY(!notOurs);
    QCOMPARE(notOurs.error().kind, ErrorKind::Conflict);
    QVERIFY(!Engine::wait(anna->chat().retract(answer->id)));
    QCOMPARE(Engine::wait(anna->chat().react(answer->id, {u"EVIL"_s})).error().kind, ErrorKind::Malformed);
}

void ChangesTests::anotherClientHearsAndIsHeard()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    REQUIRE_ID(first, anna->say(toBen, u"airlock"_s));
    const auto heard = ben.event(u"message"_s, {{u"body"_s, u"airlock"_s}});
    QVERIFY(heard);
    const QString id = heard->value(u"id").toString();

    REQUIRE(Engine::wait(anna->chat().correct(first, u"window"_s)));
    const auto correction = ben.event(u"about"_s, {{u"kind"_s, u"replace"_s}, {u"of"_s, id}});
    QVERIFY(correction);
    QCOMPARE(correction->value(u"body").toString(), u"window"_s);

    QVERIFY(ben.command({{u"do"_s, u"send"_s}, {u"to"_s, jid(u"anna"_s)}, {u"body"_s, u"hi"_s}, {u"id"_s, u"ben-1"_s}}));
    const auto hi = arrived(*anna, toBen, u"hi"_s);
    QVERIFY(hi);
    REQUIRE(Engine::wait(anna->chat().react(hi->id, {u"👍"_s})));
    const auto reaction = ben.event(u"about"_s, {{u"kind"_s, u"reactions"_s}, {u"of"_s, u"ben-1"_s}});
    QVERIFY(reaction);
    QCOMPARE(reaction->value(u"emoji").toArray(), QJsonArray{u"👍"_s});
    QVERIFY(reaction->value(u"stored").toBool());

    REQUIRE(Engine::wait(anna->chat().sendText(toBen, {u"and you?"_s, hi->id, {}, {}})));
    const auto answer = ben.event(u"about"_s, {{u"kind"_s, u"reply"_s}, {u"of"_s, u"ben-1"_s}});
    QVERIFY(answer);
    QCOMPARE(answer->value(u"body").toString(), u"> hi\nand you?"_s);
    QCOMPARE(answer->value(u"author").toString(), jid(u"ben"_s));

    REQUIRE(Engine::wait(anna->chat().retract(first)));
    QVERIFY(ben.event(u"about"_s, {{u"kind"_s, u"retract"_s}, {u"of"_s, id}}));

    // The other way, as other programs write it.
    const auto says = [&](const QString &inside, const QString &with) {
        return ben.command({{u"do"_s, u"raw"_s},
                            {u"xml"_s, u"<message to='%1' type='chat' id='%2'>%3</message>"_s.arg(jid(u"anna"_s), with, inside)}});
    };
    QVERIFY(says(u"<body>hi there</body><replace xmlns='urn:xmpp:message-correct:0' id='ben-1'/>"_s, u"ben-2"_s));
    QVERIFY(Engine::waitFor([&] { return byId(*anna, toBen, hi->id)->body == u"hi there"_s; }));
    const QString ours = byId(*anna, toBen, anna->find(toBen, u"and you?"_s)->id)->originId.value();
    QVERIFY(says(u"<reactions xmlns='urn:xmpp:reactions:0' id='%1'><reaction>🐢</reaction></reactions>"_s.arg(ours), u"ben-3"_s));
    QVERIFY(Engine::waitFor([&] { return emojiOf(anna->find(toBen, u"and you?"_s)) == QStringList{u"🐢"_s}; }));
    QVERIFY(says(u"<body>&gt; and you?\nfine</body><reply xmlns='urn:xmpp:reply:0' to='%1' id='%2'/>"
                 "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='11'/></fallback>"_s
                     .arg(jid(u"anna"_s), ours), u"ben-4"_s));
    const auto fine = arrived(*anna, toBen, u"fine"_s);
    QVERIFY(fine);
    QCOMPARE(fine->reply->id.value(), ours);
    // The earlier version of retractions.
    QVERIFY(says(u"<apply-to xmlns='urn:xmpp:fasten:0' id='ben-1'><retract xmlns='urn:xmpp:message-retract:0'/></apply-to>"
                 "<body>retracted</body><fallback xmlns='urn:xmpp:fallback:0'/>"_s, u"ben-5"_s));
    QVERIFY(Engine::waitFor([&] { return byId(*anna, toBen, hi->id)->retracted > 0; }));
    QVERIFY(!anna->find(toBen, u"retracted"_s));
}

void ChangesTests::aStrangerAltersNothing()
{
    makePeople({u"anna"_s, u"ben"_s, u"eve"_s});
    Peer eve(*m_server, person(u"eve"_s));
    QVERIFY2(eve.isOnline(), eve.errors().constData());
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    REQUIRE_ID(toAnna, ben->openConversation(benId, jid(u"anna"_s)));
    REQUIRE(ben->say(toAnna, u"true words"_s));
    const auto words = arrived(*anna, toBen, u"true words"_s);
    QVERIFY(words);
    const QString id = words->originId.value();
    const auto says = [&](const QString &inside) {
        QVERIFY(eve.command({{u"do"_s, u"raw"_s},
                             {u"xml"_s, u"<message to='%1' type='chat' id='e'>%2</message>"_s.arg(jid(u"anna"_s), inside)}}));
    };
    says(u"<retract xmlns='urn:xmpp:message-retract:1' id='%1'/>"_s.arg(id));
    says(u"<reactions xmlns='urn:xmpp:reactions:0' id='%1'><reaction>👎</reaction></reactions>"_s.arg(id));
    says(u"<body>EVIL</body><replace xmlns='urn:xmpp:message-correct:0' id='%1'/>"_s.arg(id));
    says(u"<body>control</body>"_s);
    QVERIFY(Engine::waitFor([&] { return anna->conversationWith(annaId, jid(u"eve"_s)).isValid()
            && anna->find(anna->conversationWith(annaId, jid(u"eve"_s)), u"control"_s); }));
    QCOMPARE(anna->bodies(toBen), QStringList{u"true words"_s});
    const Message now = *anna->find(toBen, u"true words"_s);
    QCOMPARE(now.retracted, 0);
    QCOMPARE(now.edited, 0);
    QVERIFY(now.reactions.isEmpty());
    // What she said is shown as hers.
    QCOMPARE(anna->bodies(anna->conversationWith(annaId, jid(u"eve"_s))), QStringList({u"EVIL"_s, u"control"_s}));
}

void ChangesTests::writtenWithoutAStreamItGoesOutOnce()
{
    makePeople({u"anna"_s, u"ben"_s});
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    REQUIRE_ID(toAnna, ben->openConversation(benId, jid(u"anna"_s)));
    REQUIRE_ID(first, anna->say(toBen, u"one"_s));
    REQUIRE_ID(second, anna->say(toBen, u"two"_s));
    QVERIFY(arrived(*ben, toAnna, u"two"_s));
    REQUIRE(ben->say(toAnna, u"three"_s));
    const auto third = arrived(*anna, toBen, u"three"_s);
    QVERIFY(third);
    QVERIFY(Engine::waitFor([&] { return byId(*anna, toBen, second)->state >= MessageState::Sent; }));

    REQUIRE(Engine::wait(anna->accounts().signOut(annaId)));
    QVERIFY(Engine::waitFor([&] { return anna->connections.value(annaId).state != ConnectionState::Online; }));
    REQUIRE(Engine::wait(anna->chat().correct(first, u"ONE"_s)));
    REQUIRE(Engine::wait(anna->chat().retract(second)));
    REQUIRE(Engine::wait(anna->chat().react(third->id, {u"👍"_s})));
    // Never sent, so never said: what was written first is nobody's business.
    REQUIRE_ID(fourth, Engine::wait(anna->chat().sendText(toBen, {u"four"_s, third->id, {}, {}})));
    REQUIRE(Engine::wait(anna->chat().correct(fourth, u"FOUR"_s)));
    REQUIRE_ID(fifth, anna->say(toBen, u"five"_s));
    REQUIRE(Engine::wait(anna->chat().retract(fifth)));
    QCOMPARE(byId(*anna, toBen, first)->changes, ChangeState::Waiting);
    QCOMPARE(byId(*anna, toBen, fourth)->edited, 0);
    QVERIFY(!byId(*anna, toBen, fifth));

    // Over a restart too.
    anna.reset();
    anna = start(u"anna"_s);
    REQUIRE(Engine::wait(anna->accounts().providePassword(annaId, u"secret"_s)));
    QVERIFY(anna->waitUntil(annaId, ConnectionState::Online));
    QVERIFY(Engine::waitFor([&] { return ben->bodies(toAnna) == QStringList({u"ONE"_s, QString(), u"three"_s, u"FOUR"_s}); }));
    QVERIFY(Engine::waitFor([&] { return emojiOf(ben->find(toAnna, u"three"_s)) == QStringList{u"👍"_s}; }));
    QVERIFY(ben->find(toAnna, u"FOUR"_s)->reply);
    QCOMPARE(ben->find(toAnna, u"FOUR"_s)->edited, 0);

    // Once: in the archive each of them is there a single time.
    Peer reader(*m_server, person(u"ben"_s), u"reader"_s);
    QVERIFY2(reader.isOnline(), reader.errors().constData());
    const auto archive = reader.command({{u"do"_s, u"archive"_s}});
    QVERIFY(archive);
    QHash<QString, int> copies;
    for (const QJsonValue &each : archive->value(u"messages").toArray())
        ++copies[each[u"origin"].toString()];
    copies.remove(QString());
    QVERIFY(copies.size() >= 7);
    for (auto it = copies.cbegin(); it != copies.cend(); ++it)
        QVERIFY2(it.value() == 1, qPrintable(it.key()));
}

void ChangesTests::theArchiveTellsIt()
{
    makePeople({u"anna"_s, u"ben"_s});
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    REQUIRE_ID(first, anna->say(toBen, u"one"_s));
    REQUIRE_ID(second, anna->say(toBen, u"two"_s));
    REQUIRE(anna->say(toBen, u"three"_s));
    REQUIRE(Engine::wait(anna->chat().correct(first, u"ONE"_s)));
    REQUIRE(Engine::wait(anna->chat().retract(second)));
    REQUIRE(Engine::wait(anna->chat().react(first, {u"🎉"_s})));
    QVERIFY(Engine::waitFor([&] { return byId(*anna, toBen, first)->changes == ChangeState::Settled
            && byId(*anna, toBen, second)->changes == ChangeState::Settled; }));

    // Who was away all the time, and a device of our own that was never here: both read it newest first.
    auto ben = start(u"ben"_s);
    auto other = start(u"other"_s);
    QVERIFY(ben && other);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(otherId, signIn(*other, u"anna"_s));
    REQUIRE_ID(toAnna, ben->openConversation(benId, jid(u"anna"_s)));
    REQUIRE_ID(otherToBen, other->openConversation(otherId, jid(u"ben"_s)));
    const QStringList wanted{u"ONE"_s, QString(), u"three"_s};
    for (const auto &[engine, conversation] : {std::pair(ben.get(), toAnna), std::pair(other.get(), otherToBen)}) {
        QVERIFY(Engine::waitFor([&] { return engine->bodies(conversation) == wanted; }));
        QVERIFY(engine->find(conversation, u"ONE"_s)->edited > 0);
        QCOMPARE(emojiOf(engine->find(conversation, u"ONE"_s)), QStringList{u"🎉"_s});
        QVERIFY(engine->messages(conversation).at(1).retracted > 0);
    }
}

void ChangesTests::aSecondDeviceFollows()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    auto desk = start(u"desk"_s);
    auto lap = start(u"lap"_s);
    QVERIFY(desk && lap);
    REQUIRE_ID(deskId, signIn(*desk, u"anna"_s));
    REQUIRE_ID(lapId, signIn(*lap, u"anna"_s));
    REQUIRE_ID(fromDesk, desk->openConversation(deskId, jid(u"ben"_s)));
    REQUIRE_ID(fromLap, lap->openConversation(lapId, jid(u"ben"_s)));
    REQUIRE_ID(first, desk->say(fromDesk, u"airlock"_s));
    const auto onLap = arrived(*lap, fromLap, u"airlock"_s);
    QVERIFY(onLap);
    REQUIRE(Engine::wait(desk->chat().correct(first, u"window"_s)));
    QVERIFY(Engine::waitFor([&] { return lap->bodies(fromLap) == QStringList{u"window"_s}; }));
    // Corrected on the other device, it is corrected on the first.
    REQUIRE(Engine::wait(lap->chat().correct(onLap->id, u"windows"_s)));
    QVERIFY(Engine::waitFor([&] { return desk->bodies(fromDesk) == QStringList{u"windows"_s}; }));
    REQUIRE(Engine::wait(lap->chat().react(onLap->id, {u"🐢"_s})));
    QVERIFY(Engine::waitFor([&] { return emojiOf(byId(*desk, fromDesk, first)) == QStringList{u"🐢"_s}; }));
    REQUIRE(Engine::wait(lap->chat().retract(onLap->id)));
    QVERIFY(Engine::waitFor([&] { return byId(*desk, fromDesk, first)->retracted > 0; }));
}

void ChangesTests::whatWasDeletedHereStaysDeleted()
{
    makePeople({u"anna"_s, u"ben"_s});
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    for (const QString &text : {u"one"_s, u"two"_s, u"three"_s})
        QVERIFY(ben.command({{u"do"_s, u"send"_s}, {u"to"_s, jid(u"anna"_s)}, {u"body"_s, text}}));
    QVERIFY(arrived(*anna, toBen, u"three"_s));
    // The newest ones, so that the archive is read again from before them.
    for (const QString &text : {u"two"_s, u"three"_s})
        REQUIRE(Engine::wait(anna->chat().deleteLocally(anna->find(toBen, text)->id)));
    anna.reset();
    QVERIFY(ben.command({{u"do"_s, u"send"_s}, {u"to"_s, jid(u"anna"_s)}, {u"body"_s, u"four"_s}}));
    anna = start(u"anna"_s);
    REQUIRE(Engine::wait(anna->accounts().providePassword(annaId, u"secret"_s)));
    QVERIFY(anna->waitUntil(annaId, ConnectionState::Online));
    QVERIFY(arrived(*anna, toBen, u"four"_s));
    QVERIFY(Engine::waitFor([&] { return anna->progress.contains(annaId) && !anna->progress.value(annaId).running; }));
    QCOMPARE(anna->bodies(toBen), QStringList{u"four"_s}); // what this run was told of
}

void ChangesTests::attentionIsAskedFor()
{
    makePeople({u"anna"_s, u"ben"_s, u"eve"_s});
    QVERIFY(m_server->command(u"befriend %1 %2"_s.arg(person(u"anna"_s), person(u"ben"_s))));
    Peer ben(*m_server, person(u"ben"_s));
    Peer eve(*m_server, person(u"eve"_s));
    QVERIFY2(ben.isOnline() && eve.isOnline(), ben.errors().constData());
    auto anna = start(u"anna"_s);
    QVERIFY(anna);
    QList<ConversationId> asked;
    connect(&anna->chat(), &ChatDoor::attentionAsked, this, [&asked](ConversationId conversation) { asked.append(conversation); });
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    QVERIFY(Engine::waitFor([&] { return anna->contact(jid(u"ben"_s)).has_value(); }));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    const QString call = u"<message to='%1' type='headline'><attention xmlns='urn:xmpp:attention:0'/></message>"_s.arg(jid(u"anna"_s));
    QVERIFY(eve.command({{u"do"_s, u"raw"_s}, {u"xml"_s, call}}));
    for (int i = 0; i < 3; ++i)
        QVERIFY(ben.command({{u"do"_s, u"raw"_s}, {u"xml"_s, call}}));
    QVERIFY(ben.command({{u"do"_s, u"send"_s}, {u"to"_s, jid(u"anna"_s)}, {u"body"_s, u"there?"_s}}));
    QVERIFY(arrived(*anna, toBen, u"there?"_s));
    QCOMPARE(asked, QList<ConversationId>{toBen}); // once, and no stranger

    REQUIRE(Engine::wait(anna->chat().callForAttention(toBen)));
    QVERIFY(ben.event(u"about"_s, {{u"kind"_s, u"attention"_s}}));
    QCOMPARE(Engine::wait(anna->chat().callForAttention(toBen)).error().kind, ErrorKind::TooMany);
}

void ChangesTests::whatIsHeldCanBeTakenBack()
{
    makePeople({u"anna"_s, u"ben"_s});
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    REQUIRE_ID(toAnna, ben->openConversation(benId, jid(u"anna"_s)));
    const QList<Mention> mentions{{0, 4, BareJid::fromPrepared(jid(u"ben"_s))}};

    // Taken back in time: it is the draft again, before what was written since, with all that belongs to it.
    constexpr int forLong = 60'000;
    REQUIRE_ID(oops, Engine::wait(anna->chat().sendText(toBen, {u"@ben oops"_s, {}, mentions, u"the end"_s, forLong})));
    REQUIRE(Engine::wait(anna->chat().saveDraft(toBen, u"and"_s, {})));
    REQUIRE_ID(behind, Engine::wait(anna->chat().sendText(toBen, {u"behind"_s, {}, {}, {}, 0})));
    QCOMPARE(byId(*anna, toBen, behind)->state, MessageState::Waiting); // order is kept
    REQUIRE(Engine::wait(anna->chat().saveDraft(toBen, u"and"_s, {})));
    REQUIRE(Engine::wait(anna->chat().undoSend(oops)));
    QVERIFY(Engine::waitFor([&] { return anna->conversations.value(toBen).draft == u"@ben oops\nand"_s; }));
    // What stood behind it goes now, and nothing else ever did.
    QVERIFY(arrived(*ben, toAnna, u"behind"_s));
    QCOMPARE(ben->bodies(toAnna), QStringList{u"behind"_s});
    QCOMPARE(anna->bodies(toBen), QStringList{u"behind"_s});
    QCOMPARE(Engine::wait(anna->chat().undoSend(oops)).error().kind, ErrorKind::NotFound);

    // Left alone it goes by itself, once; then it is too late.
    REQUIRE_ID(held, Engine::wait(anna->chat().sendText(toBen, {u"held"_s, {}, {}, {}, 300})));
    QVERIFY(arrived(*ben, toAnna, u"held"_s));
    QVERIFY(Engine::waitFor([&] { return byId(*anna, toBen, held)->state >= MessageState::Sent; }));
    QCOMPARE(Engine::wait(anna->chat().undoSend(held)).error().kind, ErrorKind::Conflict);
    QCOMPARE(ben->bodies(toAnna), QStringList({u"behind"_s, u"held"_s}));

    // What answered a message answers it again.
    REQUIRE_ID(answer, Engine::wait(anna->chat().sendText(toBen, {u"me too"_s, held, {}, {}, forLong})));
    REQUIRE(Engine::wait(anna->chat().undoSend(answer)));
    const ReadConnection connection(m_folder->filePath(u"anna/history.sqlite"_s));
    QCOMPARE(ChatOutlineReader(connection).draft(toBen), (ChatDraft{u"me too"_s, {{}, {}, held}}));

    // The program ends while one is held: the next one sends it.
    REQUIRE_ID(kept, Engine::wait(anna->chat().sendText(toBen, {u"kept"_s, {}, {}, {}, forLong})));
    Q_UNUSED(kept)
    anna.reset();
    anna = start(u"anna"_s);
    REQUIRE(Engine::wait(anna->accounts().providePassword(annaId, u"secret"_s)));
    QVERIFY(arrived(*ben, toAnna, u"kept"_s));
    REQUIRE(Engine::wait(anna->chat().sendText(toBen, {u"last"_s, {}, {}, {}, 0})));
    QVERIFY(arrived(*ben, toAnna, u"last"_s));
    QCOMPARE(ben->bodies(toAnna), QStringList({u"behind"_s, u"held"_s, u"kept"_s, u"last"_s}));
}

void ChangesTests::correctionsKeepWhomTheySpeakOf()
{
    makePeople({u"anna"_s, u"ben"_s});
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    QVERIFY(anna && ben);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    REQUIRE_ID(toAnna, ben->openConversation(benId, jid(u"anna"_s)));
    REQUIRE_ID(said, Engine::wait(anna->chat().sendText(toBen, {u"@ben look"_s, {}, {{0, 4, BareJid::fromPrepared(jid(u"ben"_s))}}, {}, 0})));
    const auto onBen = arrived(*ben, toAnna, u"@ben look"_s);
    QVERIFY(onBen && onBen->mentionsUs());
    REQUIRE(Engine::wait(anna->chat().correct(said, u"here @ben, look"_s, {{5, 9, BareJid::fromPrepared(jid(u"ben"_s))}})));
    QVERIFY(Engine::waitFor([&] { return ben->bodies(toAnna) == QStringList{u"here @ben, look"_s}; }));
    const auto now = byId(*ben, toAnna, onBen->id);
    QCOMPARE(now->mentions.size(), 1);
    QCOMPARE(now->mentions.constFirst().begin, 5);
    QCOMPARE(now->mentions.constFirst().end, 9);
    QVERIFY(now->mentionsUs());
    QCOMPARE(byId(*anna, toBen, said)->mentions.size(), 1);
}

QTEST_GUILESS_MAIN(ChangesTests)
#include "changes_tests.moc"
