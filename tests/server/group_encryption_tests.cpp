// SPDX-License-Identifier: GPL-3.0-or-later
//
// Encrypted groups of the engine through a real Prosody, with another implementation (slixmpp-omemo) in both versions: who reads,
// who does not and why, who reads no more, and nobody in another's name.

#include "server/Engine.h"
#include "server/Process.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

using Sending = ChatEncryption::Sending;

namespace {

template<class T>
const char *describe(const Result<T> &result)
{
    static QByteArray text;
    text = result ? QByteArray("no error")
                  : u"error %1: %2 (%3)"_s.arg(int(result.error().kind)).arg(result.error().detail, result.error().subject).toUtf8();
    return text.constData();
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

class GroupEncryptionTests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_server.reset(); }

    void aGroupOfFiveOfBothVersions();
    void whoIsBannedReadsNoMore();
    void whoCannotReadIsNamed();
    void nobodySpeaksAsAnother();
    void anEnvelopeNamesItsGroup();
    void whatWasMissedIsOpenedFromTheRoomsArchive();

private:
    QString person(const QString &name) const { return name + QString::number(m_number); }
    QString jid(const QString &name) const { return person(name) + u"@harbor.example"_s; }
    BareJid bare(const QString &name) const { return *BareJid::parse(jid(name)); }
    BareJid room() const { return *BareJid::parse(u"crews%1@groups.harbor.example"_s.arg(m_number)); }
    std::unique_ptr<Engine> start(const QString &profile)
    {
        return Engine::start(m_folder->filePath(profile), [](Engine &engine) { engine.encryption().setByDefault(EncryptByDefault::Yes); });
    }
    Result<AccountId> signIn(Engine &engine, const QString &name)
    {
        const auto account = engine.signIn(Engine::settings(jid(name), m_server->port(), m_server->authority()), u"secret"_s);
        const bool ready = account && engine.waitUntil(*account, ConnectionState::Online)
            && Engine::waitFor([&] { return engine.progress.contains(*account) && !engine.progress.value(*account).running; });
        return ready || !account ? account : Result<AccountId>(Error{ErrorKind::Timeout, u"accepted, but not online"_s, {}});
    }
    std::unique_ptr<Peer> peer(const QString &name, Peer::Program program)
    {
        auto out = std::make_unique<Peer>(*m_server, person(name), u"peer"_s, program);
        return out->event(u"omemo-ready"_s, {}, 60) ? std::move(out) : nullptr;
    }
    bool joins(Peer &peer, const QString &nick)
    {
        const QString there = room().toString() + u'/' + nick;
        return peer.command({{u"do"_s, u"raw"_s}, {u"xml"_s, u"<presence to='%1'><x xmlns='http://jabber.org/protocol/muc'/></presence>"_s.arg(there)}})
            && peer.event(u"presence"_s, {{u"jid"_s, there}});
    }
    /// The room, with these people on its list of members.
    Result<ConversationId> makeGroup(Engine &engine, AccountId account, const QStringList &members)
    {
        const auto made = Engine::wait(engine.rooms().create(account, room(), RoomPurpose::PrivateGroup, u"Field crews"_s, u"Mara"_s));
        if (!made) {
            return made;
        }
        for (const QString &each : members) {
            const Status done = Engine::wait(engine.rooms().setAffiliation(*made, bare(each), RoomAffiliation::Member, {}));
            if (!done) {
                return done.error();
            }
        }
        return made;
    }
    std::optional<ChatEncryption> state(Engine &engine, AccountId account)
    {
        const auto chat = Engine::wait(engine.encryption().chat(account, room()));
        return chat ? std::optional(*chat) : std::nullopt;
    }
    bool is(Engine &engine, AccountId account, Sending sending)
    {
        return Engine::waitFor([&] {
            const auto now = state(engine, account);
            return now && now->sending == sending;
        }, 60);
    }
    std::optional<QJsonObject> write(Peer &peer, const QStringList &to, const QString &body, const QString &version)
    {
        QJsonArray all;
        for (const QString &each : to) {
            all.append(jid(each));
        }
        return peer.command({{u"do"_s, u"encrypt"_s}, {u"room"_s, room().toString()}, {u"to"_s, all}, {u"body"_s, body}, {u"version"_s, version}});
    }
    static std::optional<Message> arrived(Engine &engine, ConversationId conversation, const QString &text)
    {
        Engine::waitFor([&] { return engine.find(conversation, text).has_value(); });
        return engine.find(conversation, text);
    }

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_number = 0;
};

void GroupEncryptionTests::initTestCase()
{
    m_server = std::make_unique<Server>(QStringList{});
    QVERIFY2(m_server->port() > 0, qPrintable(m_server->error()));
}

void GroupEncryptionTests::init()
{
    ++m_number;
    m_folder = std::make_unique<QTemporaryDir>();
    for (const auto &name : {u"mara"_s, u"tomas"_s, u"leila"_s, u"jonas"_s, u"aino"_s}) {
        QVERIFY(m_server->command(u"account %1 secret"_s.arg(person(name))));
    }
}

void GroupEncryptionTests::aGroupOfFiveOfBothVersions()
{
    const auto tomas = peer(u"tomas"_s, Peer::Program::Omemo);
    const auto leila = peer(u"leila"_s, Peer::Program::Omemo);
    const auto jonas = peer(u"jonas"_s, Peer::Program::OmemoTwo);
    const auto aino = peer(u"aino"_s, Peer::Program::OmemoTwo);
    QVERIFY(tomas && leila && jonas && aino);
    const auto desk = start(u"desk"_s);
    const auto laptop = start(u"laptop"_s);
    REQUIRE_ID(account, signIn(*desk, u"mara"_s));
    REQUIRE_ID(other, signIn(*laptop, u"mara"_s));
    REQUIRE_ID(group, makeGroup(*desk, account, {u"tomas"_s, u"leila"_s, u"jonas"_s, u"aino"_s}));
    REQUIRE_ID(there, Engine::wait(laptop->rooms().enter(other, room(), u"Mara on the road"_s, {})));
    QVERIFY(joins(*tomas, u"Tomas"_s) && joins(*leila, u"Leila"_s) && joins(*jonas, u"Jonas"_s) && joins(*aino, u"Aino"_s));
    // They are no contacts of each other: everybody is asked for their devices, and all can read.
    QVERIFY(is(*desk, account, Sending::Encrypted));
    REQUIRE(desk->say(group, u"to all of you"_s));
    QVERIFY2(tomas->event(u"opened"_s, {{u"body"_s, u"to all of you"_s}, {u"version"_s, u"legacy"_s}}), tomas->errors().constData());
    QVERIFY2(leila->event(u"opened"_s, {{u"body"_s, u"to all of you"_s}, {u"version"_s, u"legacy"_s}}), leila->errors().constData());
    QVERIFY2(jonas->event(u"opened"_s, {{u"body"_s, u"to all of you"_s}, {u"version"_s, u"two"_s}}), jonas->errors().constData());
    QVERIFY2(aino->event(u"opened"_s, {{u"body"_s, u"to all of you"_s}, {u"version"_s, u"two"_s}}), aino->errors().constData());
    QVERIFY(arrived(*laptop, there, u"to all of you"_s)); // our other device
    // It came back from the room, as two stanzas, and is one message that was sent.
    QVERIFY(Engine::waitFor([&] { return desk->find(group, u"to all of you"_s)->state == MessageState::Sent; }));
    QCOMPARE(desk->messages(group).size(), 1);
    QCOMPARE(laptop->messages(there).size(), 1);
    const auto readers = Engine::wait(desk->encryption().readersOf(desk->find(group, u"to all of you"_s)->id));
    QVERIFY(readers);
    QVERIFY(peopleWithout(*readers).isEmpty());
    QVERIFY(std::any_of(readers->cbegin(), readers->cend(), [&](const DeviceReport &each) { return each.device.jid == bare(u"mara"_s); }));
    // And from each of them, in their version.
    const QStringList all{u"mara"_s, u"tomas"_s, u"leila"_s, u"jonas"_s, u"aino"_s};
    for (const auto &[who, name, version] : {std::tuple(tomas.get(), u"tomas"_s, u"legacy"_s), {leila.get(), u"leila"_s, u"two"_s},
                                             {jonas.get(), u"jonas"_s, u"two"_s}}) {
        QStringList others = all;
        others.removeOne(name);
        if (version == u"legacy"_s) { // its author encrypts in one version at a time
            others = {u"mara"_s, u"leila"_s};
        }
        const QString body = name + u" answers"_s;
        QVERIFY2(write(*who, others, body, version), who->errors().constData());
        const auto heard = arrived(*desk, group, body);
        QVERIFY(heard && heard->encryption);
        QCOMPARE(heard->encryption->person, bare(name));
        QCOMPARE(heard->encryption->version, version == u"two" ? OmemoVersion::Two : OmemoVersion::Legacy);
        QVERIFY(arrived(*laptop, there, body));
    }
    // Nothing of it went in clear.
    for (Peer *each : {tomas.get(), leila.get(), jonas.get(), aino.get()}) {
        QVERIFY(!each->event(u"message"_s, {{u"body"_s, u"to all of you"_s}}, 0));
    }
}

/// facts/security.md, O11.
void GroupEncryptionTests::whoIsBannedReadsNoMore()
{
    const auto tomas = peer(u"tomas"_s, Peer::Program::Omemo);
    const auto leila = peer(u"leila"_s, Peer::Program::OmemoTwo);
    QVERIFY(tomas && leila);
    const auto mara = start(u"mara"_s);
    REQUIRE_ID(account, signIn(*mara, u"mara"_s));
    REQUIRE_ID(group, makeGroup(*mara, account, {u"tomas"_s, u"leila"_s}));
    QVERIFY(joins(*tomas, u"Tomas"_s) && joins(*leila, u"Leila"_s));
    QVERIFY(is(*mara, account, Sending::Encrypted));
    REQUIRE(mara->say(group, u"before"_s));
    QVERIFY2(leila->event(u"opened"_s, {{u"body"_s, u"before"_s}}), leila->errors().constData());
    REQUIRE(Engine::wait(mara->rooms().setAffiliation(group, bare(u"leila"_s), RoomAffiliation::Outcast, {})));
    QVERIFY(Engine::waitFor([&] { return !mara->occupants.value(group).contains(u"Leila"_s); }));
    REQUIRE(mara->say(group, u"after"_s));
    QVERIFY2(tomas->event(u"opened"_s, {{u"body"_s, u"after"_s}}), tomas->errors().constData());
    QVERIFY(Engine::waitFor([&] { return mara->find(group, u"after"_s)->state == MessageState::Sent; }));
    const auto readers = Engine::wait(mara->encryption().readersOf(mara->find(group, u"after"_s)->id));
    QVERIFY(readers && !readers->isEmpty());
    for (const DeviceReport &each : *readers) {
        QVERIFY(each.device.jid != bare(u"leila"_s));
    }
}

void GroupEncryptionTests::whoCannotReadIsNamed()
{
    const auto tomas = peer(u"tomas"_s, Peer::Program::Omemo);
    QVERIFY(tomas);
    const auto mara = start(u"mara"_s);
    REQUIRE_ID(account, signIn(*mara, u"mara"_s));
    REQUIRE_ID(group, makeGroup(*mara, account, {u"tomas"_s, u"leila"_s}));
    QVERIFY(joins(*tomas, u"Tomas"_s));
    // Leila has no device: by itself it goes in clear, by our word encrypted, without her.
    QVERIFY(is(*mara, account, Sending::Clear));
    REQUIRE(mara->say(group, u"in clear"_s));
    QVERIFY2(tomas->event(u"message"_s, {{u"body"_s, u"in clear"_s}}), tomas->errors().constData());
    REQUIRE(Engine::wait(mara->encryption().setChatWish(account, room(), ChatWish::Encrypted)));
    QVERIFY(is(*mara, account, Sending::Encrypted));
    const auto now = state(*mara, account);
    QVERIFY(now);
    QCOMPARE(peopleWithout(now->readers), QList{bare(u"leila"_s)});
    REQUIRE(mara->say(group, u"not to Leila"_s));
    QVERIFY2(tomas->event(u"opened"_s, {{u"body"_s, u"not to Leila"_s}}), tomas->errors().constData());
    // Once she has one, she reads too.
    const auto leila = peer(u"leila"_s, Peer::Program::Omemo);
    QVERIFY(leila && joins(*leila, u"Leila"_s));
    QVERIFY(write(*leila, {u"mara"_s, u"tomas"_s}, u"here I am"_s, u"legacy"_s));
    QVERIFY(arrived(*mara, group, u"here I am"_s));
}

/// facts/security.md, O6.
void GroupEncryptionTests::nobodySpeaksAsAnother()
{
    const auto tomas = peer(u"tomas"_s, Peer::Program::Omemo);
    const auto jonas = peer(u"jonas"_s, Peer::Program::Omemo);
    QVERIFY(tomas && jonas);
    const auto mara = start(u"mara"_s);
    REQUIRE_ID(account, signIn(*mara, u"mara"_s));
    REQUIRE_ID(group, makeGroup(*mara, account, {u"tomas"_s, u"jonas"_s}));
    QVERIFY(joins(*jonas, u"Tomas"_s)); // by that nickname
    QVERIFY(is(*mara, account, Sending::Encrypted));
    QVERIFY(write(*jonas, {u"mara"_s, u"tomas"_s}, u"I am Tomas"_s, u"legacy"_s));
    const auto heard = arrived(*mara, group, u"I am Tomas"_s);
    QVERIFY(heard && heard->encryption);
    QCOMPARE(heard->encryption->person, bare(u"jonas"_s)); // whoever they say they are
}

/// facts/security.md, O9; XEP-0384, "SCE Profile": what was said to one alone is not made public, nor the other way round.
void GroupEncryptionTests::anEnvelopeNamesItsGroup()
{
    const auto tomas = peer(u"tomas"_s, Peer::Program::OmemoTwo);
    QVERIFY(tomas);
    const auto mara = start(u"mara"_s);
    REQUIRE_ID(account, signIn(*mara, u"mara"_s));
    REQUIRE_ID(group, makeGroup(*mara, account, {u"tomas"_s}));
    QVERIFY(joins(*tomas, u"Tomas"_s));
    QVERIFY(is(*mara, account, Sending::Encrypted));
    const auto send = [&](const QString &body, const QString &affix, const QJsonValue &value) {
        return tomas->command({{u"do"_s, u"encrypt"_s}, {u"room"_s, room().toString()}, {u"to"_s, QJsonArray{jid(u"mara"_s)}},
                               {u"body"_s, body}, {u"version"_s, u"two"_s}, {affix, value}}).has_value();
    };
    QVERIFY(send(u"FORGED without a group"_s, u"sce-without"_s, QJsonArray{u"to"_s}));
    QVERIFY(send(u"FORGED for one alone"_s, u"sce-to"_s, jid(u"mara"_s)));
    QVERIFY(send(u"FORGED by another"_s, u"sce-from"_s, jid(u"leila"_s)));
    QVERIFY(send(u"without a time"_s, u"sce-without"_s, QJsonArray{u"time"_s}));
    QVERIFY(arrived(*mara, group, u"without a time"_s));
    const QList<Message> all = mara->messages(group);
    QCOMPARE(std::count_if(all.cbegin(), all.cend(), [](const Message &each) { return each.isUnreadable(); }), 3);
    for (const Message &each : all) {
        QVERIFY(!each.body.contains(u"FORGED"));
    }
    // And what we say to it: the peer takes nothing else for whole.
    REQUIRE(mara->say(group, u"to all"_s));
    QVERIFY2(tomas->event(u"opened"_s, {{u"body"_s, u"to all"_s}, {u"version"_s, u"two"_s}}), tomas->errors().constData());
}

void GroupEncryptionTests::whatWasMissedIsOpenedFromTheRoomsArchive()
{
    const auto tomas = peer(u"tomas"_s, Peer::Program::Omemo);
    QVERIFY(tomas);
    {
        const auto mara = start(u"mara"_s);
        REQUIRE_ID(account, signIn(*mara, u"mara"_s));
        REQUIRE_ID(group, makeGroup(*mara, account, {u"tomas"_s}));
        QVERIFY(joins(*tomas, u"Tomas"_s));
        QVERIFY(is(*mara, account, Sending::Encrypted));
        REQUIRE(mara->say(group, u"good night"_s));
        QVERIFY2(tomas->event(u"opened"_s, {{u"body"_s, u"good night"_s}}), tomas->errors().constData());
        QVERIFY(Engine::waitFor([&] { return mara->find(group, u"good night"_s)->state == MessageState::Sent; }));
    }
    QStringList expected;
    for (int i = 0; i < 30; ++i) {
        expected.append(u"missed %1"_s.arg(i));
        QVERIFY(write(*tomas, {u"mara"_s}, expected.constLast(), u"legacy"_s));
    }
    const auto mara = start(u"mara"_s);
    QVERIFY(Engine::waitFor([&] { return !mara->knownAccounts.isEmpty(); }));
    const AccountId account = mara->knownAccounts.constFirst().id;
    REQUIRE(Engine::wait(mara->accounts().providePassword(account, u"secret"_s)));
    const auto group = [&] { return mara->conversationWith(account, room().toString()); };
    QVERIFY(Engine::waitFor([&] { return group().isValid() && mara->messages(group()).size() >= 30; }, 60));
    QCOMPARE(mara->bodies(group()), expected);
    for (const Message &each : mara->messages(group())) {
        QVERIFY(each.encryption && each.encryption->isReadable());
        QCOMPARE(each.encryption->person, bare(u"tomas"_s));
    }
}

QTEST_GUILESS_MAIN(GroupEncryptionTests)
#include "group_encryption_tests.moc"
