// SPDX-License-Identifier: GPL-3.0-or-later
//
// Encrypted chats of the engine through a real Prosody, with another implementation (slixmpp-omemo) and with a second device of
// our own: both versions, both directions, what waits and why, lists that change, sessions that are lost, and the archive.

#include "server/Engine.h"
#include "server/Process.h"

#include <QJsonArray>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

using Sending = ChatEncryption::Sending;

Q_DECLARE_METATYPE(jackdaw::OmemoVersion)

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

class EncryptionTests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_server.reset(); }

    void bothWays_data() { versions(); }
    void bothWays();
    void theyBegin_data() { versions(); }
    void theyBegin();
    void changesAreEncryptedToo_data() { versions(); }
    void changesAreEncryptedToo();
    void answersAreEncryptedToo_data() { versions(); }
    void answersAreEncryptedToo();
    void whatIsSaidOfMessagesIsEncryptedToo_data() { versions(); }
    void whatIsSaidOfMessagesIsEncryptedToo();
    void nothingGoesInClearByItself();
    void aSecondDeviceOfOursReadsBoth_data() { versions(); }
    void aSecondDeviceOfOursReadsBoth();
    void aNewDeviceOfTheirsReadsToo_data() { versions(); }
    void aNewDeviceOfTheirsReadsToo();
    void aDeviceThatLeavesReadsNoMore_data() { versions(); }
    void aDeviceThatLeavesReadsNoMore();
    void aLostSessionIsMade();
    void theArchiveIsOpenedInOrder_data() { versions(); }
    void theArchiveIsOpenedInOrder();
    void devicesAreShownAndRemoved();
    void whatIsDecidedOnOneDeviceHoldsOnTheOthers();

private:
    static void versions()
    {
        QTest::addColumn<OmemoVersion>("version");
        QTest::addColumn<QString>("name");
        QTest::newRow("legacy") << OmemoVersion::Legacy << u"legacy"_s;
        QTest::newRow("two") << OmemoVersion::Two << u"two"_s;
    }
    static Peer::Program programOf(OmemoVersion version)
    {
        return version == OmemoVersion::Two ? Peer::Program::OmemoTwo : Peer::Program::Omemo;
    }
    QString person(const QString &name) const { return name + QString::number(m_number); }
    QString jid(const QString &name) const { return person(name) + u"@harbor.example"_s; }
    BareJid bare(const QString &name) const { return *BareJid::parse(jid(name)); }
    std::unique_ptr<Engine> start(const QString &profile)
    {
        return Engine::start(m_folder->filePath(profile), [](Engine &engine) { engine.encryption().setByDefault(EncryptByDefault::Yes); });
    }
    bool isCaughtUp(Engine &engine, AccountId account)
    {
        return engine.waitUntil(account, ConnectionState::Online)
            && Engine::waitFor([&] { return engine.progress.contains(account) && !engine.progress.value(account).running; });
    }
    Result<AccountId> signIn(Engine &engine, const QString &name)
    {
        const auto account = engine.signIn(Engine::settings(jid(name), m_server->port(), m_server->authority()), u"secret"_s);
        const bool ready = account && isCaughtUp(engine, *account);
        return ready || !account ? account : Result<AccountId>(Error{ErrorKind::Timeout, u"accepted, but not online"_s, {}});
    }
    static std::optional<Message> arrived(Engine &engine, ConversationId conversation, const QString &text)
    {
        Engine::waitFor([&] { return engine.find(conversation, text).has_value(); });
        return engine.find(conversation, text);
    }
    static bool isSent(Engine &engine, ConversationId conversation, const QString &text)
    {
        return Engine::waitFor([&] {
            const auto message = engine.find(conversation, text);
            return message && message->state >= MessageState::Sent && message->state <= MessageState::Displayed;
        });
    }
    Sending sending(Engine &engine, AccountId account, const QString &name)
    {
        const auto chat = Engine::wait(engine.encryption().chat(account, bare(name)));
        return chat ? chat->sending : Sending::Clear;
    }
    static std::optional<QJsonObject> write(Peer &peer, const QString &to, const QString &body, const QString &version)
    {
        return peer.command({{u"do"_s, u"encrypt"_s}, {u"to"_s, to}, {u"body"_s, body}, {u"version"_s, version}});
    }

    /// The device that `engine` itself is, once its list says so.
    static std::optional<KnownDevice> own(Engine &engine, AccountId account, const BareJid &jid)
    {
        std::optional<KnownDevice> found;
        Engine::waitFor([&] {
            const auto all = Engine::wait(engine.encryption().devices(account, jid));
            for (const KnownDevice &each : all ? *all : QList<KnownDevice>()) {
                if (each.isThis) {
                    found = each;
                }
            }
            return found.has_value();
        });
        return found;
    }
    /// Does `engine` come to think so of a device?
    static bool thinks(Engine &engine, AccountId account, const OmemoDevice &device, const std::function<bool(const KnownDevice &)> &so)
    {
        return Engine::waitFor([&] {
            const auto all = Engine::wait(engine.encryption().devices(account, device.jid));
            return all && std::any_of(all->cbegin(), all->cend(), [&](const KnownDevice &each) { return each.device == device && so(each); });
        }, 60);
    }

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_number = 0;
};

void EncryptionTests::initTestCase()
{
    m_server = std::make_unique<Server>(QStringList{u"first:secret"_s});
    QVERIFY2(m_server->port() > 0, qPrintable(m_server->error()));
}

void EncryptionTests::init()
{
    ++m_number;
    m_folder = std::make_unique<QTemporaryDir>();
    for (const auto &name : {u"mara"_s, u"tomas"_s}) {
        QVERIFY(m_server->command(u"account %1 secret"_s.arg(person(name))));
    }
    QVERIFY(m_server->command(u"befriend %1 %2"_s.arg(person(u"mara"_s), person(u"tomas"_s))));
}

void EncryptionTests::bothWays()
{
    QFETCH(OmemoVersion, version);
    QFETCH(QString, name);
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, programOf(version));
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    const auto mara = start(u"mara"_s);
    REQUIRE_ID(account, signIn(*mara, u"mara"_s));
    REQUIRE_ID(chat, mara->openConversation(account, jid(u"tomas"_s)));
    for (int i = 0; i < 3; ++i) {
        const QString question = u"question %1 ä \U0001F426 <&>"_s.arg(i);
        REQUIRE(mara->say(chat, question));
        QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, question}, {u"version"_s, name}}), tomas.errors().constData());
        const QString answer = u"answer %1 ö & more"_s.arg(i);
        QVERIFY(write(tomas, jid(u"mara"_s), answer, name));
        const auto heard = arrived(*mara, chat, answer);
        QVERIFY(heard && heard->encryption);
        QCOMPARE(heard->encryption->version, version);
        QCOMPARE(heard->encryption->trust, DeviceTrust::Blind);
        QVERIFY(heard->encryption->device.isValid());
        QVERIFY(isSent(*mara, chat, question));
        QCOMPARE(mara->find(chat, question)->encryption->version, version);
    }
    QCOMPARE(sending(*mara, account, u"tomas"_s), Sending::Encrypted);
    // What the server has of it.
    const auto archive = tomas.command({{u"do"_s, u"archive"_s}});
    QVERIFY(archive);
    const QByteArray kept = QJsonDocument(*archive).toJson();
    QVERIFY(!kept.contains("question") && !kept.contains("answer"));
}

void EncryptionTests::theyBegin()
{
    QFETCH(OmemoVersion, version);
    QFETCH(QString, name);
    const auto mara = start(u"mara"_s);
    REQUIRE_ID(account, signIn(*mara, u"mara"_s));
    mara->encryption().setByDefault(EncryptByDefault::No);
    REQUIRE_ID(chat, mara->openConversation(account, jid(u"tomas"_s)));
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, programOf(version));
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    QVERIFY(write(tomas, jid(u"mara"_s), u"I begin"_s, name));
    const auto heard = arrived(*mara, chat, u"I begin"_s);
    QVERIFY(heard && heard->encryption && heard->encryption->version == version);
    // Whoever writes encrypted is answered so, whatever chats do by default.
    QVERIFY2(tomas.event(u"keys"_s, {{u"version"_s, name}}), tomas.errors().constData());
    REQUIRE(mara->say(chat, u"and I answer"_s));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"and I answer"_s}, {u"version"_s, name}}), tomas.errors().constData());
}

void EncryptionTests::changesAreEncryptedToo()
{
    QFETCH(OmemoVersion, version);
    QFETCH(QString, name);
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, programOf(version));
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    const auto mara = start(u"mara"_s);
    REQUIRE_ID(account, signIn(*mara, u"mara"_s));
    REQUIRE_ID(chat, mara->openConversation(account, jid(u"tomas"_s)));
    REQUIRE_ID(message, mara->say(chat, u"first try"_s));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"first try"_s}}), tomas.errors().constData());
    QVERIFY(isSent(*mara, chat, u"first try"_s));
    REQUIRE(Engine::wait(mara->chat().correct(message, u"second try"_s)));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"second try"_s}, {u"version"_s, name}}), tomas.errors().constData());
    const auto archive = tomas.command({{u"do"_s, u"archive"_s}});
    QVERIFY(archive && !QJsonDocument(*archive).toJson().contains("try"));
}

/// XEP-0461: which message is answered, in both directions, as far as each version can carry it.
void EncryptionTests::answersAreEncryptedToo()
{
    QFETCH(OmemoVersion, version);
    QFETCH(QString, name);
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, programOf(version));
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    const auto mara = start(u"mara"_s);
    REQUIRE_ID(account, signIn(*mara, u"mara"_s));
    REQUIRE_ID(chat, mara->openConversation(account, jid(u"tomas"_s)));
    REQUIRE(mara->say(chat, u"which harbour"_s));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"which harbour"_s}, {u"reply"_s, QString()}}), tomas.errors().constData());
    const OriginId asked = mara->find(chat, u"which harbour"_s)->originId;
    QVERIFY(tomas.command({{u"do"_s, u"encrypt"_s}, {u"to"_s, jid(u"mara"_s)}, {u"body"_s, u"the northern"_s}, {u"version"_s, name},
                           {u"reply"_s, asked.value()}}));
    const auto answer = arrived(*mara, chat, u"the northern"_s);
    QVERIFY(answer && answer->encryption && answer->reply);
    QCOMPARE(answer->reply->id, asked);
    REQUIRE(Engine::wait(mara->chat().sendText(chat, {u"on my way"_s, answer->id, {}, {}})));
    const auto heard = tomas.event(u"opened"_s, {{u"version"_s, name}, {u"reply"_s, answer->originId.value()}});
    QVERIFY2(heard, tomas.errors().constData());
    QVERIFY(heard->value(u"body"_s).toString().endsWith(u"on my way"_s));
    const auto archive = tomas.command({{u"do"_s, u"archive"_s}});
    QVERIFY(archive);
    const QByteArray kept = QJsonDocument(*archive).toJson();
    QVERIFY(!kept.contains("harbour") && !kept.contains("northern") && !kept.contains("my way"));
}

/// Reactions, corrections and retractions in both directions: the newer version seals them whole, of the older one others know
/// which message is meant, and nobody what it says (EncryptedStanza.h).
void EncryptionTests::whatIsSaidOfMessagesIsEncryptedToo()
{
    QFETCH(OmemoVersion, version);
    QFETCH(QString, name);
    const QString thumb = u"\U0001F44D"_s;
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, programOf(version));
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    const auto mara = start(u"mara"_s);
    REQUIRE_ID(account, signIn(*mara, u"mara"_s));
    REQUIRE_ID(chat, mara->openConversation(account, jid(u"tomas"_s)));
    REQUIRE_ID(ours, mara->say(chat, u"which harbour"_s));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"which harbour"_s}}), tomas.errors().constData());
    QVERIFY(isSent(*mara, chat, u"which harbour"_s));
    const QString our = mara->find(chat, u"which harbour"_s)->originId.value();
    const auto written = write(tomas, jid(u"mara"_s), u"the northern"_s, name);
    QVERIFY(written);
    const QString their = written->value(u"id"_s).toString();
    const auto heard = arrived(*mara, chat, u"the northern"_s);
    QVERIFY(heard);
    const auto says = [&](const QString &about, const QString &body) {
        QJsonObject command{{u"do"_s, u"encrypt"_s}, {u"to"_s, jid(u"mara"_s)}, {u"version"_s, name}, {u"about"_s, about}};
        if (!body.isEmpty()) {
            command.insert(u"body"_s, body);
        }
        return tomas.command(command).has_value();
    };
    const auto message = [&](MessageId id) {
        Message found;
        for (const Message &each : mara->messages(chat)) {
            found = each.id == id ? each : found;
        }
        return found;
    };

    // Theirs.
    QVERIFY(says(u"<reactions xmlns='urn:xmpp:reactions:0' id='%1'><reaction>%2</reaction></reactions>"_s.arg(our, thumb), {}));
    QVERIFY(Engine::waitFor([&] { return message(ours).reactions.size() == 1; }));
    QCOMPARE(message(ours).reactions.constFirst().emoji, thumb);
    QVERIFY(says(u"<replace xmlns='urn:xmpp:message-correct:0' id='%1'/>"_s.arg(their), u"the southern"_s));
    QVERIFY(Engine::waitFor([&] { return message(heard->id).body == u"the southern"; }));
    QVERIFY(message(heard->id).edited != 0 && message(heard->id).encryption);
    QVERIFY(says(u"<retract xmlns='urn:xmpp:message-retract:1' id='%1'/>"_s.arg(their), u"taken back"_s));
    QVERIFY(Engine::waitFor([&] { return message(heard->id).retracted != 0; }));
    QVERIFY(std::ranges::none_of(mara->bodies(chat), [](const QString &body) { return body.contains(u"southern"); }));

    // Ours.
    const auto about = [&](const QString &kind, const QString &of) -> std::optional<QJsonObject> {
        for (int i = 0; i < 20; ++i) { // receipts and the like go sealed too
            const auto opened = tomas.event(u"opened"_s, {{u"version"_s, name}});
            if (!opened) {
                return {};
            }
            for (const QJsonValue &each : opened->value(u"about"_s).toArray()) {
                if (each[u"kind"_s] == kind && each[u"of"_s] == of) {
                    QJsonObject found = each.toObject();
                    found.insert(u"body"_s, opened->value(u"body"_s));
                    return found;
                }
            }
        }
        return {};
    };
    QVERIFY(write(tomas, jid(u"mara"_s), u"decide yourself"_s, name));
    const auto last = arrived(*mara, chat, u"decide yourself"_s);
    QVERIFY(last);
    REQUIRE(Engine::wait(mara->chat().react(last->id, {thumb})));
    if (version == OmemoVersion::Two) {
        const auto reaction = about(u"reactions"_s, last->originId.value());
        QVERIFY2(reaction, tomas.errors().constData());
        QCOMPARE(reaction->value(u"emoji"_s).toArray(), QJsonArray{thumb});
    } else {
        QVERIFY2(tomas.event(u"about"_s, {{u"kind"_s, u"reactions"_s}, {u"of"_s, last->originId.value()}}), tomas.errors().constData());
    }
    REQUIRE(Engine::wait(mara->chat().correct(ours, u"which quay"_s)));
    const auto correction = about(u"replace"_s, our);
    QVERIFY2(correction, tomas.errors().constData());
    QCOMPARE(correction->value(u"body"_s).toString(), u"which quay"_s);
    REQUIRE(Engine::wait(mara->chat().retract(ours)));
    QVERIFY2(about(u"retract"_s, our), tomas.errors().constData());

    // Nothing of it was to be seen on the way.
    if (version == OmemoVersion::Two) {
        QVERIFY(!tomas.event(u"about"_s, {}, 0));
    }
    const auto archive = tomas.command({{u"do"_s, u"archive"_s}});
    QVERIFY(archive);
    const QByteArray kept = QJsonDocument(*archive).toJson();
    QVERIFY(!kept.contains("harbour") && !kept.contains("northern") && !kept.contains("southern") && !kept.contains("quay"));
}

/// facts/security.md, O1.
void EncryptionTests::nothingGoesInClearByItself()
{
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, Peer::Program::Omemo);
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    const auto mara = start(u"mara"_s);
    REQUIRE_ID(account, signIn(*mara, u"mara"_s));
    REQUIRE_ID(chat, mara->openConversation(account, jid(u"tomas"_s)));
    REQUIRE(mara->say(chat, u"sealed"_s));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"sealed"_s}}), tomas.errors().constData());
    const auto devices = Engine::wait(mara->encryption().devices(account, bare(u"tomas"_s)));
    QVERIFY(devices && devices->size() == 1);
    REQUIRE(Engine::wait(mara->encryption().setTrust(account, devices->constFirst().device, DeviceTrust::Distrusted)));
    QCOMPARE(sending(*mara, account, u"tomas"_s), Sending::Stuck);
    REQUIRE(mara->say(chat, u"nobody can read this yet"_s));
    const auto stuck = Engine::wait(mara->encryption().chat(account, bare(u"tomas"_s)));
    QVERIFY(stuck && !stuck->readers.isEmpty());
    QCOMPARE(stuck->readers.constFirst().reason, ReadReason::Distrusted);
    QCOMPARE(mara->find(chat, u"nobody can read this yet"_s)->state, MessageState::Waiting);
    // A second thought: what waited goes, encrypted.
    REQUIRE(Engine::wait(mara->encryption().setTrust(account, devices->constFirst().device, DeviceTrust::Verified)));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"nobody can read this yet"_s}}), tomas.errors().constData());
    QVERIFY(!tomas.event(u"message"_s, {{u"body"_s, u"nobody can read this yet"_s}}, 0)); // nor did it go otherwise before
    // The user's word alone sends it in clear.
    REQUIRE(Engine::wait(mara->encryption().setChatWish(account, bare(u"tomas"_s), ChatWish::Clear)));
    REQUIRE(mara->say(chat, u"in clear"_s));
    QVERIFY2(tomas.event(u"message"_s, {{u"body"_s, u"in clear"_s}}), tomas.errors().constData());
    QVERIFY(isSent(*mara, chat, u"in clear"_s));
    QVERIFY(!mara->find(chat, u"in clear"_s)->encryption);
}

void EncryptionTests::aSecondDeviceOfOursReadsBoth()
{
    QFETCH(OmemoVersion, version);
    QFETCH(QString, name);
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, programOf(version));
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    const auto desk = start(u"desk"_s);
    REQUIRE_ID(account, signIn(*desk, u"mara"_s));
    REQUIRE_ID(chat, desk->openConversation(account, jid(u"tomas"_s)));
    REQUIRE(desk->say(chat, u"before the laptop"_s));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"before the laptop"_s}}), tomas.errors().constData());
    const auto laptop = start(u"laptop"_s);
    REQUIRE_ID(other, signIn(*laptop, u"mara"_s));
    QVERIFY(Engine::waitFor([&] {
        const auto devices = Engine::wait(desk->encryption().devices(account, bare(u"mara"_s)));
        return devices && devices->size() == 2;
    }));
    REQUIRE_ID(there, laptop->openConversation(other, jid(u"tomas"_s)));
    // What was made for others says so, and is no lost message.
    QVERIFY(Engine::waitFor([&] { return laptop->messages(there).size() == 1; }));
    QVERIFY(laptop->messages(there).constFirst().isUnreadable());
    QCOMPARE(laptop->messages(there).constFirst().encryption->fault, RatchetFault::NotForUs);
    REQUIRE(desk->say(chat, u"for both"_s));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"for both"_s}}), tomas.errors().constData());
    const auto copy = arrived(*laptop, there, u"for both"_s);
    QVERIFY(copy && copy->encryption);
    QCOMPARE(copy->direction, Direction::Outgoing);
    QVERIFY(write(tomas, jid(u"mara"_s), u"to both of you"_s, name));
    QVERIFY(arrived(*desk, chat, u"to both of you"_s));
    QVERIFY(arrived(*laptop, there, u"to both of you"_s));
}

void EncryptionTests::aNewDeviceOfTheirsReadsToo()
{
    QFETCH(OmemoVersion, version);
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, programOf(version));
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    const auto mara = start(u"mara"_s);
    QList<OmemoDevice> appeared;
    connect(&mara->encryption(), &EncryptionDoor::deviceAppeared, mara.get(),
            [&appeared](AccountId, const OmemoDevice &device) { appeared.append(device); });
    REQUIRE_ID(account, signIn(*mara, u"mara"_s));
    REQUIRE_ID(chat, mara->openConversation(account, jid(u"tomas"_s)));
    REQUIRE(mara->say(chat, u"to one"_s));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"to one"_s}}), tomas.errors().constData());
    Peer phone(*m_server, person(u"tomas"_s), u"phone"_s, programOf(version));
    QVERIFY2(phone.event(u"omemo-ready"_s, {}, 60), phone.errors().constData());
    QVERIFY(Engine::waitFor([&] { return appeared.size() == 2; }));
    REQUIRE(mara->say(chat, u"to two"_s));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"to two"_s}}), tomas.errors().constData());
    QVERIFY2(phone.event(u"opened"_s, {{u"body"_s, u"to two"_s}}), phone.errors().constData());
    const auto readers = Engine::wait(mara->encryption().readersOf(mara->find(chat, u"to two"_s)->id));
    QVERIFY(readers);
    QCOMPARE(readers->size(), 2);
    // Once one was verified, a new one waits for a check (O2).
    const auto devices = Engine::wait(mara->encryption().devices(account, bare(u"tomas"_s)));
    REQUIRE(Engine::wait(mara->encryption().setTrust(account, devices->constFirst().device, DeviceTrust::Verified)));
    Peer tablet(*m_server, person(u"tomas"_s), u"tablet"_s, programOf(version));
    QVERIFY2(tablet.event(u"omemo-ready"_s, {}, 60), tablet.errors().constData());
    QVERIFY(Engine::waitFor([&] { return appeared.size() == 3; }));
    REQUIRE(mara->say(chat, u"not to three"_s));
    QVERIFY2(phone.event(u"opened"_s, {{u"body"_s, u"not to three"_s}}), phone.errors().constData());
    const auto left = Engine::wait(mara->encryption().readersOf(mara->find(chat, u"not to three"_s)->id));
    QVERIFY(left);
    QCOMPARE(std::count_if(left->cbegin(), left->cend(), [](const DeviceReport &each) { return each.reason == ReadReason::NotTrusted; }), 1);
}

/// XEP-0384, 4.3: who takes a device off its list takes it out of what is written from then on.
void EncryptionTests::aDeviceThatLeavesReadsNoMore()
{
    QFETCH(OmemoVersion, version);
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, programOf(version));
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    Peer phone(*m_server, person(u"tomas"_s), u"phone"_s, programOf(version));
    QVERIFY2(phone.event(u"omemo-ready"_s, {}, 60), phone.errors().constData());
    const auto mara = start(u"mara"_s);
    REQUIRE_ID(account, signIn(*mara, u"mara"_s));
    REQUIRE_ID(chat, mara->openConversation(account, jid(u"tomas"_s)));
    const auto listed = [&] {
        const auto devices = Engine::wait(mara->encryption().devices(account, bare(u"tomas"_s)));
        return !devices ? -1 : int(std::count_if(devices->cbegin(), devices->cend(), [](const KnownDevice &each) { return each.isListed(); }));
    };
    QVERIFY(Engine::waitFor([&] { return listed() == 2; }));
    REQUIRE(mara->say(chat, u"to both"_s));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"to both"_s}}), tomas.errors().constData());
    QVERIFY2(phone.event(u"opened"_s, {{u"body"_s, u"to both"_s}}), phone.errors().constData());
    QVERIFY(isSent(*mara, chat, u"to both"_s));
    QCOMPARE(Engine::wait(mara->encryption().readersOf(mara->find(chat, u"to both"_s)->id))->size(), 2);

    QVERIFY(phone.command({{u"do"_s, u"withdraw"_s}}));
    QVERIFY(Engine::waitFor([&] { return listed() == 1; }));
    REQUIRE(mara->say(chat, u"to one alone"_s));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"to one alone"_s}}), tomas.errors().constData());
    QVERIFY(isSent(*mara, chat, u"to one alone"_s));
    const auto readers = Engine::wait(mara->encryption().readersOf(mara->find(chat, u"to one alone"_s)->id));
    QVERIFY(readers);
    QCOMPARE(readers->size(), 1);
    QCOMPARE(readers->constFirst().reason, ReadReason::CanRead);
    QCOMPARE(sending(*mara, account, u"tomas"_s), Sending::Encrypted);
}

void EncryptionTests::aLostSessionIsMade()
{
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, Peer::Program::Omemo);
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    {
        const auto mara = start(u"mara"_s);
        REQUIRE_ID(account, signIn(*mara, u"mara"_s));
        REQUIRE_ID(chat, mara->openConversation(account, jid(u"tomas"_s)));
        REQUIRE(mara->say(chat, u"one"_s));
        QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"one"_s}}), tomas.errors().constData());
        QVERIFY(write(tomas, jid(u"mara"_s), u"two"_s, u"legacy"_s));
        QVERIFY(arrived(*mara, chat, u"two"_s));
        QVERIFY(isSent(*mara, chat, u"one"_s));
    }
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"damage"_s);
        database.setDatabaseName(m_folder->filePath(u"mara/history.sqlite"_s));
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(u"DELETE FROM omemo_session"_s));
        QVERIFY(query.numRowsAffected() > 0);
    }
    QSqlDatabase::removeDatabase(u"damage"_s);
    const auto mara = start(u"mara"_s);
    QVERIFY(Engine::waitFor([&] { return !mara->knownAccounts.isEmpty(); }));
    const AccountId account = mara->knownAccounts.constFirst().id;
    REQUIRE(Engine::wait(mara->accounts().providePassword(account, u"secret"_s)));
    QVERIFY(isCaughtUp(*mara, account));
    REQUIRE_ID(chat, mara->openConversation(account, jid(u"tomas"_s)));
    QVERIFY(write(tomas, jid(u"mara"_s), u"lost"_s, u"legacy"_s));
    const auto unreadable = [&] {
        for (const Message &each : mara->messages(chat)) {
            if (each.isUnreadable() && each.encryption->fault == RatchetFault::NoSession) {
                return true;
            }
        }
        return false;
    };
    QVERIFY(Engine::waitFor(unreadable)); // it is there, and says why
    // A new session is begun by itself; by it what comes next is read.
    QVERIFY2(tomas.event(u"keys"_s), tomas.errors().constData());
    QVERIFY(write(tomas, jid(u"mara"_s), u"found again"_s, u"legacy"_s));
    QVERIFY(arrived(*mara, chat, u"found again"_s));
}

void EncryptionTests::theArchiveIsOpenedInOrder()
{
    QFETCH(OmemoVersion, version);
    QFETCH(QString, name);
    constexpr int count = 120; // more than a page of the server
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, programOf(version));
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    {
        const auto mara = start(u"mara"_s);
        REQUIRE_ID(account, signIn(*mara, u"mara"_s));
        REQUIRE_ID(chat, mara->openConversation(account, jid(u"tomas"_s)));
        REQUIRE(mara->say(chat, u"good night"_s));
        QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"good night"_s}}), tomas.errors().constData());
        QVERIFY(isSent(*mara, chat, u"good night"_s));
    }
    QStringList expected{u"good night"_s};
    for (int i = 0; i < count; ++i) {
        expected.append(u"missed %1"_s.arg(i));
        QVERIFY(write(tomas, jid(u"mara"_s), expected.constLast(), name));
    }
    const auto mara = start(u"mara"_s);
    QVERIFY(Engine::waitFor([&] { return !mara->knownAccounts.isEmpty(); }));
    const AccountId account = mara->knownAccounts.constFirst().id;
    REQUIRE(Engine::wait(mara->accounts().providePassword(account, u"secret"_s)));
    QVERIFY(isCaughtUp(*mara, account));
    REQUIRE_ID(chat, mara->openConversation(account, jid(u"tomas"_s)));
    expected.removeFirst(); // it was stored before this engine began to tell
    QVERIFY(Engine::waitFor([&] { return mara->messages(chat).size() >= count; }, 60));
    QCOMPARE(mara->bodies(chat), expected);
    for (const Message &each : mara->messages(chat)) {
        QVERIFY(each.encryption && each.encryption->version == version);
    }
    QVERIFY2(tomas.event(u"keys"_s, {{u"version"_s, name}}), tomas.errors().constData());
}

void EncryptionTests::devicesAreShownAndRemoved()
{
    const auto desk = start(u"desk"_s);
    REQUIRE_ID(account, signIn(*desk, u"mara"_s));
    const auto own = [&] {
        const auto all = Engine::wait(desk->encryption().devices(account, bare(u"mara"_s)));
        return all ? *all : QList<KnownDevice>();
    };
    QVERIFY(Engine::waitFor([&] { return own().size() == 1; }));
    const KnownDevice here = own().constFirst();
    QVERIFY(here.isThis && here.identity.value().size() == 32);
    QVERIFY(Engine::waitFor([&] { return own().constFirst().onLegacyList && own().constFirst().onTwoList; }));
    REQUIRE(Engine::wait(desk->encryption().renameDevice(account, here.device, u"desk"_s)));
    QCOMPARE(own().constFirst().label, u"desk"_s);
    Peer other(*m_server, person(u"mara"_s), u"other"_s, Peer::Program::Omemo);
    QVERIFY2(other.event(u"omemo-ready"_s, {}, 60), other.errors().constData());
    QVERIFY(Engine::waitFor([&] { return own().size() == 2; }));
    const Status itself = Engine::wait(desk->encryption().removeOwnDevice(account, here.device.id));
    QVERIFY(!itself && itself.error().kind == ErrorKind::Conflict);
    for (const KnownDevice &each : own()) {
        if (!each.isThis) {
            REQUIRE(Engine::wait(desk->encryption().removeOwnDevice(account, each.device.id)));
        }
    }
    QVERIFY(desk->progress.contains(account));
}

/// XEP-0450, through the server and its archive: nobody is shown anything of it.
void EncryptionTests::whatIsDecidedOnOneDeviceHoldsOnTheOthers()
{
    const auto desk = start(u"desk"_s);
    auto laptop = start(u"laptop"_s);
    const auto tomas = start(u"tomas"_s);
    REQUIRE_ID(desks, signIn(*desk, u"mara"_s));
    REQUIRE_ID(laptops, signIn(*laptop, u"mara"_s));
    REQUIRE_ID(tomases, signIn(*tomas, u"tomas"_s));
    const auto deskDevice = own(*desk, desks, bare(u"mara"_s));
    const auto laptopDevice = own(*laptop, laptops, bare(u"mara"_s));
    const auto tomasDevice = own(*tomas, tomases, bare(u"tomas"_s));
    QVERIFY(deskDevice && laptopDevice && tomasDevice);
    // As each sees the keys of the others.
    const auto isSeen = [](const KnownDevice &each) { return each.identity.isValid(); };
    QVERIFY(Engine::waitFor([&] {
        return sending(*desk, desks, u"tomas"_s) == Sending::Encrypted && sending(*laptop, laptops, u"tomas"_s) == Sending::Encrypted
            && sending(*tomas, tomases, u"mara"_s) == Sending::Encrypted;
    }, 60));
    QVERIFY(thinks(*desk, desks, laptopDevice->device, isSeen) && thinks(*laptop, laptops, deskDevice->device, isSeen)
            && thinks(*tomas, tomases, deskDevice->device, isSeen) && thinks(*tomas, tomases, laptopDevice->device, isSeen));
    REQUIRE(Engine::wait(desk->encryption().setTrust(desks, laptopDevice->device, DeviceTrust::Verified)));
    REQUIRE(Engine::wait(laptop->encryption().setTrust(laptops, deskDevice->device, DeviceTrust::Verified)));
    REQUIRE(Engine::wait(desk->encryption().setTrust(desks, tomasDevice->device, DeviceTrust::Verified)));
    QVERIFY(thinks(*laptop, laptops, tomasDevice->device, [](const KnownDevice &each) {
        return each.trust == DeviceTrust::Verified && each.decidedBy == DecidedBy::OwnDevice;
    }));
    REQUIRE(Engine::wait(tomas->encryption().setTrust(tomases, deskDevice->device, DeviceTrust::Verified)));
    QVERIFY(thinks(*tomas, tomases, laptopDevice->device, [](const KnownDevice &each) {
        return each.trust == DeviceTrust::Verified && each.decidedBy == DecidedBy::TheirDevice;
    }));
    // Once it is there again, from the archive.
    laptop.reset();
    REQUIRE(Engine::wait(desk->encryption().setTrust(desks, tomasDevice->device, DeviceTrust::Distrusted)));
    laptop = start(u"laptop"_s);
    QVERIFY(Engine::waitFor([&] { return laptop->knownAccounts.size() == 1; }));
    REQUIRE(Engine::wait(laptop->accounts().providePassword(laptops, u"secret"_s)));
    QVERIFY(isCaughtUp(*laptop, laptops));
    QVERIFY(thinks(*laptop, laptops, tomasDevice->device, [](const KnownDevice &each) {
        return each.trust == DeviceTrust::Distrusted && each.decidedBy == DecidedBy::OwnDevice;
    }));
    const QList<Engine *> all{desk.get(), laptop.get(), tomas.get()};
    for (const Engine *each : all) {
        QVERIFY(each->conversations.isEmpty());
    }
}

QTEST_GUILESS_MAIN(EncryptionTests)
#include "encryption_tests.moc"
