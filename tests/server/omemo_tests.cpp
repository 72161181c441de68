// SPDX-License-Identifier: GPL-3.0-or-later
//
// End-to-end encryption with another implementation (slixmpp-omemo) through a real Prosody, in both versions: who begins, what
// is published, keys that run out of order, what was said while we were away. The service on a connection of its
// own, so that each turn of a ratchet is seen; encryption_tests.cpp has the engine.

#include "account/AccountStore.h"
#include "base/Clock.h"
#include "omemo/OmemoService.h"
#include "server/Engine.h"
#include "server/Process.h"
#include "storage/Database.h"
#include "xmpp/MessageReactions.h"
#include "xmpp/MessageRetraction.h"
#include "xmpp/MessageStanza.h"

#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>
#include <QUuid>
#include <QXmlStreamWriter>
#include <algorithm>
#include <functional>
#include <random>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

using Outcome = OmemoService::Opened::Outcome;
using Readiness = OmemoService::Readiness;

Q_DECLARE_METATYPE(jackdaw::OmemoVersion)

namespace {

/// One of ours on the stream, without chats.
class Device
{
public:
    Device(const Server &server, const QString &name)
        : jid(*BareJid::parse(name + u"@harbor.example"_s))
        , m_settings(Engine::settings(jid.toString(), server.port(), server.authority()))
    {
        auto opened = Database::open(m_folder.filePath(u"history.sqlite"_s));
        if (!opened) {
            qFatal("no database: %s", qPrintable(opened.error().detail));
        }
        database = std::move(opened->database);
        const AccountId account = *AccountStore(*database).add(m_settings);
        connection = std::make_unique<Connection>(m_settings, QUuid::createUuid().toString(QUuid::WithoutBraces), m_clock);
        m_nodes = std::make_unique<ConnectionNodes>(*connection);
        service = std::make_unique<OmemoService>(AccountContext{account, *connection, *database, m_clock}, *m_nodes, m_folder.path());
        if (!service->begin()) {
            qFatal("encryption does not begin");
        }
        QObject::connect(service.get(), &OmemoService::keysToSend, service.get(), [this](const QXmppMessage &keys) {
            ++keysSent;
            send(keys);
        });
        connection->onMessage([this](const QDomElement &element) {
            take(element);
            return Connection::Disposition::Consumed;
        });
        service->setByDefault(EncryptByDefault::Yes);
        connection->setInitialPresence(QXmppPresence());
    }

    /// Without an archive there is nothing to catch up with, unless the test says so.
    bool signIn(OmemoService::CatchUp catchUp = OmemoService::CatchUp::Done)
    {
        connection->open(u"secret"_s);
        const bool isIn = Engine::waitFor([this] { return connection->isOnline() && service->isShown(); });
        service->setCatchUp(catchUp);
        return isIn;
    }
    void signOut()
    {
        connection->close();
        Engine::waitFor([this] { return !connection->isOnline(); });
    }
    bool isReadyFor(const BareJid &peer)
    {
        return Engine::waitFor([&] { return *service->readiness(peer) == Readiness::Ready; });
    }
    /// They speak this version alone, as far as we know.
    bool onlySpeaks(const BareJid &peer, OmemoVersion version)
    {
        if (!isReadyFor(peer)) {
            return false;
        }
        const OmemoVersion other = version == OmemoVersion::Two ? OmemoVersion::Legacy : OmemoVersion::Two;
        return bool(database->transaction(Database::Durability::Full, [&]() -> Status {
            const auto set = service->keys().store().setList(peer, other, {});
            return set ? Status(Done{}) : Status(set.error());
        })) && isReadyFor(peer);
    }
    /// Sealed as it would go, and kept back; empty where it was refused.
    QList<QXmppMessage> sealed(const BareJid &peer, const QString &text)
    {
        return sealed(peer, writeText(peer, OriginId(QUuid::createUuid().toString(QUuid::WithoutBraces)), text));
    }
    QList<QXmppMessage> sealed(const BareJid &peer, const QXmppMessage &clear)
    {
        QList<QXmppMessage> stanzas;
        const Status done = database->transaction(Database::Durability::Full, [&]() -> Status {
            auto made = service->seal(clear, peer, {});
            if (!made) {
                return made.error();
            }
            stanzas = *std::move(made);
            return Done{};
        });
        return done ? stanzas : QList<QXmppMessage>();
    }
    bool say(const BareJid &peer, const QString &text)
    {
        const QList<QXmppMessage> stanzas = sealed(peer, text);
        for (const QXmppMessage &stanza : stanzas) {
            send(stanza);
        }
        return !stanzas.isEmpty();
    }
    bool hears(const QString &text)
    {
        return Engine::waitFor([&] {
            return std::any_of(heard.cbegin(), heard.cend(), [&](const auto &each) {
                return each.outcome == Outcome::Opened && each.stanza.body == text;
            });
        });
    }
    void send(QXmppMessage stanza)
    {
        connection->sendMessage(std::move(stanza), service.get(), [](Connection::Delivery) {});
    }
    int count(Outcome outcome) const
    {
        return int(std::count_if(heard.cbegin(), heard.cend(), [outcome](const auto &each) { return each.outcome == outcome; }));
    }

    BareJid jid;
    std::unique_ptr<Database> database;
    std::unique_ptr<Connection> connection;
    std::unique_ptr<OmemoService> service;
    QList<OmemoService::Opened> heard;
    QList<MessageStanza> inClear;
    int keysSent = 0;

private:
    void take(const QDomElement &element)
    {
        const auto from = Jid::parse(element.attribute(u"from"_s));
        OmemoService::Opened opened;
        const Status done = database->transaction(Database::Durability::Full, [&]() -> Status {
            auto result = service->open(element, from ? from->bare() : BareJid(), jid, m_clock.now());
            if (!result) {
                return result.error();
            }
            opened = *std::move(result);
            return Done{};
        });
        if (done && opened.outcome != Outcome::Clear) {
            heard.append(opened);
        } else if (done) {
            inClear.append(readMessage(element));
        }
        service->settle();
    }

    QTemporaryDir m_folder;
    SystemClock m_clock;
    AccountSettings m_settings;
    std::unique_ptr<ConnectionNodes> m_nodes;
};

} // namespace

class OmemoTests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { ++m_number; }
    void cleanupTestCase() { m_server.reset(); }

    void othersFindUs();
    void weBegin_data() { versions(); }
    void weBegin();
    void theyBegin_data() { versions(); }
    void theyBegin();
    void manyOutOfOneChain_data() { versions(); }
    void manyOutOfOneChain();
    void whatWasSaidWhileWeWereAway_data() { versions(); }
    void whatWasSaidWhileWeWereAway();
    void fiveHundredInAnyOrder_data() { versions(); }
    void fiveHundredInAnyOrder();
    void bothBeginAtOnce_data() { versions(); }
    void bothBeginAtOnce();
    void theWholePoolIsUsedUp_data() { versions(); }
    void theWholePoolIsUsedUp();
    void reactionsAndRetractionsArrive_data() { versions(); }
    void reactionsAndRetractionsArrive();
    void forgedEnvelopesAreNotShown();

private:
    static void versions()
    {
        QTest::addColumn<OmemoVersion>("version");
        QTest::addColumn<QString>("name");
        QTest::newRow("legacy") << OmemoVersion::Legacy << u"legacy"_s;
        QTest::newRow("two") << OmemoVersion::Two << u"two"_s;
    }
    QString person(const QString &name) const { return name + QString::number(m_number); }
    BareJid jidOf(const QString &name) const { return *BareJid::parse(person(name) + u"@harbor.example"_s); }
    void makePeople()
    {
        for (const auto &name : {u"mara"_s, u"tomas"_s}) {
            QVERIFY(m_server->command(u"account %1 secret"_s.arg(person(name))));
        }
        QVERIFY(m_server->command(u"befriend %1 %2"_s.arg(person(u"mara"_s), person(u"tomas"_s))));
    }

    std::unique_ptr<Server> m_server;
    int m_number = 0;
};

void OmemoTests::initTestCase()
{
    m_server = std::make_unique<Server>(QStringList{u"first:secret"_s});
    QVERIFY2(m_server->port() > 0, qPrintable(m_server->error()));
}

void OmemoTests::othersFindUs()
{
    makePeople();
    Device mara(*m_server, person(u"mara"_s));
    QVERIFY(mara.signIn());
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, Peer::Program::Omemo);
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    const auto found = tomas.command({{u"do"_s, u"devices"_s}, {u"of"_s, jidOf(u"mara"_s).toString()}});
    QVERIFY(found);
    const QJsonArray devices = found->value(u"devices").toArray();
    QCOMPARE(devices.size(), 1);
    QCOMPARE(quint32(devices[0][u"id"].toInteger()), mara.service->keys().own().id.value());
    QCOMPARE(devices[0][u"namespaces"].toArray().size(), 2);
    // And we find them, by what they announce.
    QVERIFY(mara.isReadyFor(jidOf(u"tomas"_s)));
    QCOMPARE(mara.service->devices(jidOf(u"tomas"_s))->size(), 1);
}

void OmemoTests::weBegin()
{
    QFETCH(OmemoVersion, version);
    QFETCH(QString, name);
    makePeople();
    Device mara(*m_server, person(u"mara"_s));
    QVERIFY(mara.signIn());
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, Peer::Program::Omemo);
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    const BareJid peer = jidOf(u"tomas"_s);
    QVERIFY(mara.onlySpeaks(peer, version));
    for (int i = 0; i < 3; ++i) {
        const QString question = u"question %1 ä \U0001F426 <&>"_s.arg(i);
        QVERIFY(mara.say(peer, question));
        QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, question}, {u"version"_s, name}}), tomas.errors().constData());
        const QString answer = u"answer %1 ö & more"_s.arg(i);
        QVERIFY(tomas.command({{u"do"_s, u"encrypt"_s}, {u"to"_s, mara.jid.toString()}, {u"body"_s, answer}, {u"version"_s, name}}));
        QVERIFY(mara.hears(answer));
        QCOMPARE(mara.heard.constLast().encryption.version, version);
    }
    QCOMPARE(mara.count(Outcome::Unreadable), 0);
}

void OmemoTests::theyBegin()
{
    QFETCH(OmemoVersion, version);
    QFETCH(QString, name);
    makePeople();
    Device mara(*m_server, person(u"mara"_s));
    QVERIFY(mara.signIn());
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, Peer::Program::Omemo);
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    QVERIFY(tomas.command({{u"do"_s, u"encrypt"_s}, {u"to"_s, mara.jid.toString()}, {u"body"_s, u"I begin"_s}, {u"version"_s, name}}));
    QVERIFY(mara.hears(u"I begin"_s));
    // XEP-0384, 6: the exchange is answered, and the key that it used is shown no more.
    QVERIFY2(tomas.event(u"keys"_s, {{u"version"_s, name}}), tomas.errors().constData());
    const BareJid peer = jidOf(u"tomas"_s);
    QVERIFY(mara.onlySpeaks(peer, version));
    QVERIFY(mara.say(peer, u"and I answer"_s));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"and I answer"_s}}), tomas.errors().constData());
    QCOMPARE(mara.count(Outcome::Unreadable), 0);
}

void OmemoTests::manyOutOfOneChain()
{
    QFETCH(OmemoVersion, version);
    QFETCH(QString, name);
    makePeople();
    Device mara(*m_server, person(u"mara"_s));
    QVERIFY(mara.signIn());
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, Peer::Program::Omemo);
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    for (int i = 0; i < 60; ++i) {
        QVERIFY(tomas.command({{u"do"_s, u"encrypt"_s}, {u"to"_s, mara.jid.toString()}, {u"body"_s, u"line %1"_s.arg(i)}, {u"version"_s, name}}));
    }
    QVERIFY(mara.hears(u"line 59"_s));
    QCOMPARE(mara.count(Outcome::Opened), 60);
    // XEP-0384, 6: one answer to the exchange.
    QVERIFY(tomas.event(u"keys"_s, {{u"version"_s, name}}));
    QVERIFY(mara.onlySpeaks(jidOf(u"tomas"_s), version));
    for (int i = 0; i < 60; ++i) {
        QVERIFY(mara.say(jidOf(u"tomas"_s), u"back %1"_s.arg(i)));
    }
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"back 59"_s}}), tomas.errors().constData());
}

void OmemoTests::whatWasSaidWhileWeWereAway()
{
    QFETCH(OmemoVersion, version);
    QFETCH(QString, name);
    makePeople();
    Device mara(*m_server, person(u"mara"_s));
    QVERIFY(mara.signIn());
    mara.signOut();
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, Peer::Program::Omemo);
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    for (int i = 0; i < 5; ++i) {
        QVERIFY(tomas.command({{u"do"_s, u"encrypt"_s}, {u"to"_s, mara.jid.toString()}, {u"body"_s, u"missed %1"_s.arg(i)}, {u"version"_s, name}}));
    }
    QVERIFY(mara.signIn(OmemoService::CatchUp::Running));
    QVERIFY(mara.hears(u"missed 4"_s));
    QCOMPARE(mara.count(Outcome::Opened), 5);
    QCOMPARE(mara.keysSent, 0);
    mara.service->setCatchUp(OmemoService::CatchUp::Done);
    QVERIFY2(tomas.event(u"keys"_s, {{u"version"_s, name}}), tomas.errors().constData());
    QCOMPARE(mara.heard.constLast().encryption.version, version);
}

/// In both directions: what a server held back, or gave from two archives, comes in any order.
void OmemoTests::fiveHundredInAnyOrder()
{
    QFETCH(OmemoVersion, version);
    QFETCH(QString, name);
    constexpr int count = 500;
    makePeople();
    Device mara(*m_server, person(u"mara"_s));
    QVERIFY(mara.signIn());
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, Peer::Program::Omemo);
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    const auto hold = [&](const QString &body) {
        return tomas.command({{u"do"_s, u"encrypt"_s}, {u"to"_s, mara.jid.toString()}, {u"body"_s, body}, {u"version"_s, name}, {u"hold"_s, true}});
    };
    QSet<QString> expected;
    for (int i = 0; i < count; ++i) {
        expected.insert(u"theirs %1"_s.arg(i));
        QVERIFY(hold(u"theirs %1"_s.arg(i)));
    }
    QVERIFY(tomas.command({{u"do"_s, u"release"_s}}));
    QVERIFY(Engine::waitFor([&] { return mara.count(Outcome::Opened) == count; }, 120));
    QCOMPARE(mara.count(Outcome::Unreadable), 0);
    QSet<QString> heard;
    for (const auto &each : std::as_const(mara.heard)) {
        if (each.outcome == Outcome::Opened) {
            heard.insert(each.stanza.body);
        }
    }
    QCOMPARE(heard, expected);
    const BareJid peer = jidOf(u"tomas"_s);
    QVERIFY(mara.onlySpeaks(peer, version));
    QList<QXmppMessage> ours;
    for (int i = 0; i < count; ++i) {
        ours += mara.sealed(peer, u"ours %1"_s.arg(i));
    }
    QCOMPARE(ours.size(), count);
    std::shuffle(ours.begin(), ours.end(), std::mt19937(1));
    for (const QXmppMessage &each : std::as_const(ours)) {
        mara.send(each);
    }
    for (int i = 0; i < count; ++i) {
        QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"ours %1"_s.arg(i)}, {u"version"_s, name}}, 60), tomas.errors().constData());
    }
}

/// Each has begun a session before the other's arrives.
void OmemoTests::bothBeginAtOnce()
{
    QFETCH(OmemoVersion, version);
    QFETCH(QString, name);
    makePeople();
    Device mara(*m_server, person(u"mara"_s));
    QVERIFY(mara.signIn());
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, Peer::Program::Omemo);
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    const BareJid peer = jidOf(u"tomas"_s);
    QVERIFY(mara.onlySpeaks(peer, version));
    const QList<QXmppMessage> ours = mara.sealed(peer, u"I was first"_s);
    QCOMPARE(ours.size(), 1);
    QVERIFY(tomas.command({{u"do"_s, u"encrypt"_s}, {u"to"_s, mara.jid.toString()}, {u"body"_s, u"no, I was"_s}, {u"version"_s, name}, {u"hold"_s, true}}));
    mara.send(ours[0]);
    QVERIFY(tomas.command({{u"do"_s, u"release"_s}}));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"I was first"_s}, {u"version"_s, name}}), tomas.errors().constData());
    QVERIFY(mara.hears(u"no, I was"_s));
    // Each has taken the other's session for the newer one. Its author keeps one session a device, so what is said before his
    // answer to ours arrives, in the session that he gave up, he cannot read; with that answer both stand on the same.
    QVERIFY(Engine::waitFor([&] { return mara.count(Outcome::KeysOnly) > 0; }));
    QVERIFY(mara.keysSent > 0); // nor did ours keep him waiting
    for (int i = 0; i < 3; ++i) {
        QVERIFY(mara.say(peer, u"on %1"_s.arg(i)));
        QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"on %1"_s.arg(i)}, {u"version"_s, name}}), tomas.errors().constData());
        QVERIFY(tomas.command({{u"do"_s, u"encrypt"_s}, {u"to"_s, mara.jid.toString()}, {u"body"_s, u"and on %1"_s.arg(i)}, {u"version"_s, name}}));
        QVERIFY(mara.hears(u"and on %1"_s.arg(i)));
    }
    QCOMPARE(mara.count(Outcome::Unreadable), 0);
}

/// The newer version seals them whole; the older one has them beside what is sealed, as others do (EncryptedStanza.h).
void OmemoTests::reactionsAndRetractionsArrive()
{
    QFETCH(OmemoVersion, version);
    makePeople();
    Device mara(*m_server, person(u"mara"_s));
    Device tomas(*m_server, person(u"tomas"_s));
    QVERIFY(mara.signIn() && tomas.signIn());
    QVERIFY(mara.onlySpeaks(tomas.jid, version));
    const OriginId id(u"what-is-meant"_s);
    const auto send = [&](const QXmppMessage &clear, const QString &secret) {
        const QList<QXmppMessage> stanzas = mara.sealed(tomas.jid, clear);
        for (const QXmppMessage &each : stanzas) {
            QString xml;
            QXmlStreamWriter writer(&xml);
            each.toXml(&writer);
            if (xml.contains(secret) && version == OmemoVersion::Two) {
                return false;
            }
            mara.send(each);
        }
        return stanzas.size() == 1;
    };
    const auto hears = [&](const std::function<bool(const MessageStanza &)> &isIt) {
        return Engine::waitFor([&] {
            return std::any_of(tomas.heard.cbegin(), tomas.heard.cend(), [&](const auto &each) {
                return each.outcome == Outcome::Opened && each.encryption.version == version && isIt(each.stanza);
            });
        });
    };
    QVERIFY(send(writeText(tomas.jid, id, u"see you there"_s), u"see you"_s));
    QVERIFY(hears([](const MessageStanza &each) { return each.body == u"see you there"; }));
    const ReactionSet thumbs{id, {u"\U0001F44D"_s}};
    QXmppMessage reaction = writeChange(tomas.jid, OriginId(u"a-reaction"_s));
    writeReactions(reaction, thumbs);
    QVERIFY(send(reaction, thumbs.emoji.constFirst()));
    if (version == OmemoVersion::Two) {
        QVERIFY(hears([&](const MessageStanza &each) { return each.reactions == thumbs; }));
        QVERIFY(std::none_of(tomas.inClear.cbegin(), tomas.inClear.cend(), [](const auto &each) { return each.reactions.has_value(); }));
    } else {
        QVERIFY(Engine::waitFor([&] {
            return std::any_of(tomas.inClear.cbegin(), tomas.inClear.cend(), [&](const auto &each) { return each.reactions == thumbs; });
        }));
    }
    QXmppMessage retraction = writeChange(tomas.jid, OriginId(u"a-retraction"_s));
    writeRetraction(retraction, id, u"what was taken back"_s);
    QVERIFY(send(retraction, u"message-retract"_s));
    QVERIFY(hears([&](const MessageStanza &each) { return each.retracts == id; }));
    QCOMPARE(tomas.count(Outcome::Unreadable), 0);
}

/// More sessions are begun with us than there are keys in our pool: the pool is filled again meanwhile, and each is read.
void OmemoTests::theWholePoolIsUsedUp()
{
    QFETCH(OmemoVersion, version);
    QFETCH(QString, name);
    constexpr int count = OmemoKeys::poolSize + 10;
    makePeople();
    Device mara(*m_server, person(u"mara"_s));
    QVERIFY(mara.signIn());
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s,
               version == OmemoVersion::Two ? Peer::Program::OmemoTwo : Peer::Program::Omemo);
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    const auto say = [&](const QString &text) {
        return tomas.command({{u"do"_s, u"encrypt"_s}, {u"to"_s, mara.jid.toString()}, {u"body"_s, text}, {u"version"_s, name}});
    };
    const auto ids = [&] {
        QSet<quint32> out;
        const auto fresh = mara.service->keys().store().freshPreKeys();
        for (const PreKeyRecord &each : fresh ? *fresh : QList<PreKeyRecord>()) {
            out.insert(each.id);
        }
        return out;
    };
    const QSet<quint32> first = ids();
    QCOMPARE(first.size(), OmemoKeys::poolSize);
    QVERIFY(say(u"session 0"_s));
    QVERIFY(mara.hears(u"session 0"_s));
    for (int i = 1; i < count; ++i) {
        const auto renewed = tomas.command({{u"do"_s, u"renew"_s}, {u"of"_s, mara.jid.toString()}});
        QVERIFY2(renewed && renewed->value(u"errors"_s).toArray().isEmpty(), tomas.errors().constData());
        QVERIFY(say(u"session %1"_s.arg(i)));
        QVERIFY2(mara.hears(u"session %1"_s.arg(i)), qPrintable(QString::number(i)));
    }
    QCOMPARE(mara.count(Outcome::Unreadable), 0);
    // As many keys as before are shown, and each that was used is another one now.
    QVERIFY(Engine::waitFor([&] { return ids().size() == OmemoKeys::poolSize; }));
    QVERIFY(ids().intersect(first).size() < OmemoKeys::poolSize / 2);
    const BareJid peer = jidOf(u"tomas"_s);
    QVERIFY(mara.onlySpeaks(peer, version));
    QVERIFY(mara.say(peer, u"and still I answer"_s));
    QVERIFY2(tomas.event(u"opened"_s, {{u"body"_s, u"and still I answer"_s}, {u"version"_s, name}}), tomas.errors().constData());
}

/// facts/security.md, O9.
void OmemoTests::forgedEnvelopesAreNotShown()
{
    makePeople();
    Device mara(*m_server, person(u"mara"_s));
    QVERIFY(mara.signIn());
    Peer tomas(*m_server, person(u"tomas"_s), u"omemo"_s, Peer::Program::Omemo);
    QVERIFY2(tomas.event(u"omemo-ready"_s, {}, 60), tomas.errors().constData());
    const auto send = [&](const QString &body, const QString &affix, const QJsonValue &value) {
        QJsonObject command{{u"do"_s, u"encrypt"_s}, {u"to"_s, mara.jid.toString()}, {u"body"_s, body}, {u"version"_s, u"two"_s}};
        if (!affix.isEmpty()) {
            command.insert(affix, value);
        }
        QVERIFY(tomas.command(command));
    };
    send(u"FORGED from"_s, u"sce-from"_s, u"first@harbor.example"_s);
    send(u"FORGED to"_s, u"sce-to"_s, u"first@harbor.example"_s);
    send(u"FORGED without padding"_s, u"sce-without"_s, QJsonArray{u"rpad"_s});
    send(u"FORGED without its sender"_s, u"sce-without"_s, QJsonArray{u"from"_s});
    send(u"old"_s, u"sce-time"_s, u"2020-01-01T00:00:00Z"_s);
    send(u"late"_s, u"sce-time"_s, QDateTime::currentDateTimeUtc().addSecs(-330).toString(Qt::ISODate));
    send(u"as little as XEP-0384 has it"_s, u"sce-without"_s, QJsonArray{u"to"_s, u"time"_s}); // in a chat
    send(u"true"_s, {}, {});
    QVERIFY(mara.hears(u"true"_s));
    QVERIFY(mara.hears(u"as little as XEP-0384 has it"_s));
    QCOMPARE(mara.count(Outcome::Unreadable), 4);
    QCOMPARE(mara.count(Outcome::Opened), 4);
    for (const auto &each : std::as_const(mara.heard)) {
        QVERIFY(!each.stanza.body.contains(u"FORGED"));
        QCOMPARE(each.encryption.isTimeOff, each.stanza.body == u"old"_s || each.stanza.body == u"late"_s);
    }
}

QTEST_GUILESS_MAIN(OmemoTests)
#include "omemo_tests.moc"
