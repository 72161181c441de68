// SPDX-License-Identifier: GPL-3.0-or-later
//
// Presence through a real Prosody: Jackdaw's engine on both sides, and another client beside it where Jackdaw cannot say it.

#include "server/Engine.h"
#include "server/Process.h"

#include "presence/PresenceDoor.h"
#include "watch/WatchDoor.h"

#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

class PresenceTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<Server>(QStringList{});
        QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
    }
    void init();
    void cleanup()
    {
        m_anna.reset();
        m_ben.reset();
        m_folder.reset();
    }
    void cleanupTestCase() { m_server.reset(); }

    void statesWordsAndTimesArrive();
    void automaticAwayIsSeenAndTakenBack();
    void aStatusUntilATimeComesBackByItself();
    void severalClientsAreOnePerson();
    void whoWasThereBeforeUsSaysSinceWhen();
    void howAndWhereTheySayTheyAre();
    void rulesAndTheBoardFollowTheServer();

private:
    QString jid(const QString &name) const { return name + QString::number(m_number) + u"@harbor.example"_s; }
    Result<AccountId> signIn(Engine &engine, const QString &name) const
    {
        const auto account = engine.signIn(Engine::settings(jid(name), m_server->port(), m_server->authority()), u"secret"_s);
        if (account && !engine.waitUntil(*account, ConnectionState::Online))
            return Error{ErrorKind::Timeout, u"not online"_s, {}};
        return account;
    }
    Presence ben() const { return m_anna->shown(jid(u"ben"_s)); }
    bool sees(Availability availability, const QString &status = {}) const
    {
        return Engine::waitFor([&] { return ben().availability == availability && (status.isNull() || ben().status == status); });
    }

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Engine> m_anna, m_ben;
    AccountId m_annaId, m_benId;
    int m_number = 0;
};

void PresenceTests::init()
{
    ++m_number;
    for (const QString &name : {u"anna"_s, u"ben"_s})
        QVERIFY(m_server->command(u"account %1%2 secret"_s.arg(name).arg(m_number)));
    QVERIFY(m_server->command(u"befriend anna%1 ben%1"_s.arg(m_number)));
    m_folder = std::make_unique<QTemporaryDir>();
    m_anna = Engine::start(m_folder->filePath(u"anna"_s));
    m_ben = Engine::start(m_folder->filePath(u"ben"_s));
    QVERIFY(m_anna && m_ben);
    const auto anna = signIn(*m_anna, u"anna"_s);
    QVERIFY2(anna.hasValue(), anna ? "" : qPrintable(anna.error().detail));
    m_annaId = *anna;
}

void PresenceTests::statesWordsAndTimesArrive()
{
    const auto account = signIn(*m_ben, u"ben"_s);
    QVERIFY(account);
    QVERIFY(sees(Availability::Available));
    for (const Availability each : {Availability::Chat, Availability::Away, Availability::ExtendedAway, Availability::DoNotDisturb,
                                    Availability::Available}) {
        const QString words = u"state %1 & <more>"_s.arg(int(each));
        const qint64 before = QDateTime::currentMSecsSinceEpoch();
        QVERIFY(Engine::wait(m_ben->presence().setOwnStatus(*account, {each, words, 0})));
        QVERIFY(sees(each, words));
        QVERIFY(ben().since >= before); // the change was seen
    }
    QVERIFY(Engine::wait(m_ben->accounts().signOut(*account)));
    QVERIFY(sees(Availability::Offline));
    QVERIFY(ben().since != 0);
}

void PresenceTests::automaticAwayIsSeenAndTakenBack()
{
    const auto account = signIn(*m_ben, u"ben"_s);
    QVERIFY(account);
    QVERIFY(Engine::wait(m_ben->presence().setOwnStatus(*account, {Availability::Available, u"Desk"_s, 0})));
    QVERIFY(sees(Availability::Available, u"Desk"_s));
    const qint64 since = (QDateTime::currentMSecsSinceEpoch() - 300'000) / 1000 * 1000;
    m_ben->presence().setIdle({IdleState::Level::Away, since});
    QVERIFY(sees(Availability::Away, u"Desk"_s));
    QCOMPARE(ben().idleSince, since); // XEP-0319
    m_ben->presence().setIdle({IdleState::Level::AwayForLong, since});
    QVERIFY(sees(Availability::ExtendedAway, u"Desk"_s));
    m_ben->presence().setIdle({});
    QVERIFY(sees(Availability::Available, u"Desk"_s));
    QCOMPARE(ben().idleSince, 0);
    // Off by choice: nothing of it goes out.
    m_ben->presence().setIdle({IdleState::Level::Away, 0});
    QVERIFY(sees(Availability::Away, u"Desk"_s));
    QCOMPARE(ben().idleSince, 0);
}

void PresenceTests::aStatusUntilATimeComesBackByItself()
{
    const auto account = signIn(*m_ben, u"ben"_s);
    QVERIFY(account);
    QVERIFY(Engine::wait(m_ben->presence().setOwnStatus(*account, {Availability::Chat, u"Come in"_s, 0})));
    QVERIFY(sees(Availability::Chat, u"Come in"_s));
    const qint64 soon = QDateTime::currentMSecsSinceEpoch() + 2000;
    QVERIFY(Engine::wait(m_ben->presence().setOwnStatus(*account, {Availability::DoNotDisturb, u"Meeting"_s, soon})));
    QVERIFY(sees(Availability::DoNotDisturb, u"Meeting"_s));
    QVERIFY(sees(Availability::Chat, u"Come in"_s));
    QVERIFY(QDateTime::currentMSecsSinceEpoch() >= soon);
}

void PresenceTests::severalClientsAreOnePerson()
{
    Peer desk(*m_server, u"ben"_s + QString::number(m_number), u"desk"_s);
    Peer phone(*m_server, u"ben"_s + QString::number(m_number), u"phone"_s);
    QVERIFY(desk.isOnline() && phone.isOnline());
    const auto says = [](Peer &who, const QString &show, int priority, const QString &status) {
        return who.command({{u"do"_s, u"presence"_s}, {u"show"_s, show}, {u"priority"_s, priority}, {u"status"_s, status}}).has_value();
    };
    QVERIFY(says(desk, u"away"_s, 1, u"At the desk"_s));
    QVERIFY(says(phone, u"dnd"_s, 5, u"On the phone"_s));
    QVERIFY(sees(Availability::DoNotDisturb, u"On the phone"_s)); // the higher priority speaks (RFC 6121, 4.7.2.3)
    QVERIFY(says(desk, u"chat"_s, 5, u"At the desk"_s));
    QVERIFY(sees(Availability::Chat, u"At the desk"_s)); // the same: the more available one
    QVERIFY(says(phone, u"dnd"_s, -1, u"Only looking"_s));
    QVERIFY(says(desk, u"xa"_s, 0, u"Gone home"_s));
    QVERIFY(sees(Availability::ExtendedAway, u"Gone home"_s));
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(desk.command({{u"do"_s, u"raw"_s}, {u"xml"_s, u"<presence type='unavailable'/>"_s}}));
    QVERIFY(sees(Availability::DoNotDisturb, u"Only looking"_s));
    QVERIFY(ben().since >= before);
    QVERIFY(phone.command({{u"do"_s, u"raw"_s}, {u"xml"_s, u"<presence type='unavailable'><status>Bye</status></presence>"_s}}));
    QVERIFY(sees(Availability::Offline, u"Bye"_s));
}

void PresenceTests::whoWasThereBeforeUsSaysSinceWhen()
{
    const auto account = signIn(*m_ben, u"ben"_s);
    QVERIFY(account);
    QVERIFY(sees(Availability::Available));
    const qint64 first = ben().since;
    QVERIFY(first != 0);
    // Anna comes back: Prosody stamps what it tells of those who were there (XEP-0203).
    QVERIFY(Engine::wait(m_anna->accounts().signOut(m_annaId)));
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::SignedOut));
    QVERIFY(Engine::waitFor([&] { return ben().availability == Availability::Unknown; }));
    const qint64 back = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(Engine::wait(m_anna->accounts().providePassword(m_annaId, u"secret"_s)));
    QVERIFY(sees(Availability::Available));
    QVERIFY2(ben().since < back, "that she came back is no change of his");
    QVERIFY2(ben().since >= first - 2000, "stamps are whole seconds");
}

/// XEP-0107, XEP-0108, XEP-0118 and XEP-0080, as the contact's server sends them (XEP-0163, 4.3).
void PresenceTests::howAndWhereTheySayTheyAre()
{
    Peer other(*m_server, u"ben"_s + QString::number(m_number));
    QVERIFY2(other.isOnline(), other.errors().constData());
    QVERIFY(sees(Availability::Available));
    PersonalFacts facts;
    connect(&m_anna->profiles(), &ProfileDoor::profileChanged, m_anna.get(),
            [&facts](const ContactProfile &profile) { facts = profile.facts; });
    const auto publish = [&other](const QString &node, const QString &payload) {
        const QString space = u"http://jabber.org/protocol/"_s + node;
        const QString item = u"<item id='current'><%1 xmlns='%2'>%3</%1></item>"_s.arg(node, space, payload);
        const auto done = other.command({{u"do"_s, u"ask"_s}, {u"to"_s, QString()}, {u"type"_s, u"set"_s},
                                         {u"xml"_s, u"<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='%1'>%2</publish></pubsub>"_s
                                                        .arg(space, item)}});
        return done && done->value(u"type").toString() == u"result";
    };
    QVERIFY(publish(u"mood"_s, u"<calm/>"_s));
    QVERIFY(publish(u"geoloc"_s, u"<lat>60.39</lat><lon>5.32</lon><text>North gate</text>"_s));
    QVERIFY(Engine::wait(m_anna->profiles().lookAt(m_annaId, *BareJid::parse(jid(u"ben"_s)))));
    QVERIFY(Engine::waitFor([&] { return facts.mood.name == u"calm"_s && facts.location.text == u"North gate"_s; }));
    QVERIFY(publish(u"activity"_s, u"<working><coding/></working>"_s));
    QVERIFY(publish(u"tune"_s, u"<artist>Yes</artist><title>Heart of the Sunrise</title>"_s));
    QVERIFY(Engine::waitFor([&] { return facts.activity.specific == u"coding"_s && facts.tune.artist == u"Yes"_s; }));
    QVERIFY(publish(u"tune"_s, {})); // it is over
    QVERIFY(Engine::waitFor([&] { return facts.tune == PersonalFacts::Tune(); }));
    QCOMPARE(facts.mood.name, u"calm"_s);

    // What was said before we came is told as we come.
    QVERIFY(Engine::wait(m_anna->accounts().signOut(m_annaId)));
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::SignedOut));
    facts = {};
    QVERIFY(Engine::wait(m_anna->accounts().providePassword(m_annaId, u"secret"_s)));
    QVERIFY(m_anna->waitUntil(m_annaId, ConnectionState::Online));
    QVERIFY(Engine::wait(m_anna->profiles().lookAt(m_annaId, *BareJid::parse(jid(u"ben"_s)))));
    QVERIFY(Engine::waitFor([&] { return facts.location.text == u"North gate"_s && facts.activity.general == u"working"_s; }));
}

void PresenceTests::rulesAndTheBoardFollowTheServer()
{
    QList<BareJid> watched;
    QList<PresenceRule> rules;
    QList<RuleFiring> fired;
    WatchDoor &watch = m_anna->watch();
    connect(&watch, &WatchDoor::watchedChanged, this, [&](AccountId, const QList<BareJid> &all) { watched = all; });
    connect(&watch, &WatchDoor::rulesChanged, this, [&](AccountId, const QList<PresenceRule> &all) { rules = all; });
    connect(&watch, &WatchDoor::ruleFired, this, [&](const RuleFiring &firing) { fired.append(firing); });
    const BareJid address = BareJid::parse(jid(u"ben"_s)).value();
    QVERIFY(Engine::wait(watch.setWatched(m_annaId, {address}, WatchDoor::Watched::Yes)));
    QVERIFY(Engine::waitFor([&] { return watched == QList<BareJid>{address}; }));
    PresenceRule rule;
    rule.account = m_annaId;
    rule.subject = address.toString();
    QVERIFY(Engine::wait(watch.addRule(rule)));
    QVERIFY(Engine::waitFor([&] { return rules.size() == 1; }));
    const auto account = signIn(*m_ben, u"ben"_s);
    QVERIFY(account);
    QVERIFY(Engine::waitFor([&] { return fired.size() == 1; }));
    QCOMPARE(fired.first().who, address);
    QVERIFY(Engine::waitFor([&] { return rules.isEmpty(); })); // once
    QVERIFY(Engine::wait(m_ben->presence().setOwnStatus(*account, {Availability::Away, {}, 0})));
    QVERIFY(sees(Availability::Away));
    QVERIFY(Engine::wait(m_ben->presence().setOwnStatus(*account, {Availability::Available, {}, 0})));
    QVERIFY(sees(Availability::Available));
    QCOMPARE(fired.size(), 1);
    QVERIFY(Engine::wait(watch.setWatched(m_annaId, {address}, WatchDoor::Watched::No)));
    QVERIFY(Engine::waitFor([&] { return watched.isEmpty(); }));
}

QTEST_GUILESS_MAIN(PresenceTests)
#include "presence_tests.moc"
