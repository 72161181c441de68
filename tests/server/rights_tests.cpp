// SPDX-License-Identifier: GPL-3.0-or-later
//
// Jackdaw's engine beside hostile and curious people on a real Prosody: what they forge gets nowhere, and what they ask is
// answered to those who were accepted. Each test has accounts of its own; what is to be silent is proven by a control
// message that came after it.

#include "server/Engine.h"
#include "server/Process.h"

#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

class RightsTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void cleanupTestCase() { m_server.reset(); }

    void strangersLearnNothing();
    void contactsLearnWhatIsSwitchedOn();
    void ownDevicesLearnIt();
    void strangersGetNoReceipts();
    void forgedCarbonsRostersAndArchivesAreDropped();
    void forgedStanzaIdsLoseNothing();

private:
    QString jid(const QString &name) const { return name + QString::number(m_number) + u"@harbor.example"_s; }
    std::unique_ptr<Peer> peer(const QString &name, const QString &resource = u"peer"_s) const
    {
        auto made = std::make_unique<Peer>(*m_server, name + QString::number(m_number), resource);
        return made->isOnline() ? std::move(made) : nullptr;
    }
    /// What the question gets, with its own namespace in it.
    static QJsonObject ask(Peer &who, const QString &whom, const QString &xml)
    {
        return who.command({{u"do"_s, u"ask"_s}, {u"to"_s, whom}, {u"xml"_s, xml}}).value_or(QJsonObject());
    }
    static bool raw(Peer &who, const QString &xml) { return who.command({{u"do"_s, u"raw"_s}, {u"xml"_s, xml}}).has_value(); }
    /// The full address at which Jackdaw is signed in, by what `who` gets from it.
    QString fullAddress(Peer &who);
    /// Everything `from` said before has arrived, since this has.
    bool hasControl(Peer &from, const QString &text);
    QStringList allTexts() const;

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Engine> m_anna;
    AccountId m_account;
    int m_number = 0;
};

void RightsTests::initTestCase()
{
    m_server = std::make_unique<Server>(QStringList{});
    QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
}

/// Anna uses Jackdaw; ben is her contact, mallory nobody's.
void RightsTests::init()
{
    ++m_number;
    for (const QString &name : {u"anna"_s, u"ben"_s, u"mallory"_s})
        QVERIFY(m_server->command(u"account %1%2 secret"_s.arg(name).arg(m_number)));
    QVERIFY(m_server->command(u"befriend anna%1 ben%1"_s.arg(m_number)));
    m_folder = std::make_unique<QTemporaryDir>();
    m_anna = Engine::start(m_folder->filePath(u"anna"_s));
    QVERIFY(m_anna);
    const auto account = m_anna->signIn(Engine::settings(jid(u"anna"_s), m_server->port(), m_server->authority()), u"secret"_s);
    QVERIFY2(account.hasValue(), account ? "" : qPrintable(account.error().detail));
    m_account = *account;
    QVERIFY(m_anna->waitUntil(m_account, ConnectionState::Online));
    QVERIFY(Engine::waitFor([this] { return m_anna->progress.contains(m_account) && !m_anna->progress.value(m_account).running; }));
    QVERIFY(Engine::waitFor([this] { return m_anna->contact(jid(u"ben"_s)).has_value(); }));
}

void RightsTests::cleanup()
{
    m_anna.reset();
    m_folder.reset();
}

QString RightsTests::fullAddress(Peer &who)
{
    const auto conversation = m_anna->openConversation(m_account, jid(u"ben"_s));
    if (!conversation || !m_anna->say(*conversation, u"where am I"_s))
        return {};
    const auto arrived = who.event(u"message"_s, {{u"body"_s, u"where am I"_s}});
    return arrived ? arrived->value(u"from").toString() : QString();
}

bool RightsTests::hasControl(Peer &from, const QString &text)
{
    if (!from.command({{u"do"_s, u"send"_s}, {u"to"_s, jid(u"anna"_s)}, {u"body"_s, text}}))
        return false;
    return Engine::waitFor([&] { return allTexts().contains(text); });
}

QStringList RightsTests::allTexts() const
{
    QStringList all;
    for (const Engine::Batch &batch : std::as_const(m_anna->batches)) {
        for (const Message &message : batch.messages)
            all += message.body;
    }
    return all;
}

void RightsTests::strangersLearnNothing()
{
    const auto ben = peer(u"ben"_s);
    const auto mallory = peer(u"mallory"_s);
    QVERIFY(ben && mallory);
    const QString anna = fullAddress(*ben);
    QVERIFY(anna.contains(u'/'));
    const QString nobody = jid(u"anna"_s) + u"/nobody-is-here"_s;
    const QString unknown = ask(*mallory, anna, u"<query xmlns='urn:example:unknown'/>"_s).value(u"xml").toString();
    QVERIFY2(unknown.contains(u"service-unavailable"), qPrintable(unknown));
    for (const QString &question : {u"<query xmlns='jabber:iq:version'/>"_s, u"<time xmlns='urn:xmpp:time'/>"_s,
                                    u"<query xmlns='http://jabber.org/protocol/disco#info'/>"_s, u"<ping xmlns='urn:xmpp:ping'/>"_s}) {
        const QJsonObject answer = ask(*mallory, anna, question);
        QCOMPARE(answer.value(u"type").toString(), u"error"_s);
        QVERIFY2(answer.value(u"xml").toString().contains(u"service-unavailable"), qPrintable(answer.value(u"xml").toString()));
        // What a device that does not exist is answered by the server.
        const QJsonObject absent = ask(*mallory, nobody, question);
        QVERIFY2(absent.value(u"xml").toString().contains(u"service-unavailable"), qPrintable(absent.value(u"xml").toString()));
    }
    // The server may refuse this one by itself (XEP-0012, 4).
    QCOMPARE(ask(*mallory, anna, u"<query xmlns='jabber:iq:last'/>"_s).value(u"type").toString(), u"error"_s);
}

void RightsTests::contactsLearnWhatIsSwitchedOn()
{
    const auto ben = peer(u"ben"_s);
    QVERIFY(ben);
    const QString anna = fullAddress(*ben);
    const QString version = u"<query xmlns='jabber:iq:version'/>"_s;
    const QString time = u"<time xmlns='urn:xmpp:time'/>"_s;
    const QString last = u"<query xmlns='jabber:iq:last'/>"_s;
    const QJsonObject told = ask(*ben, anna, version);
    QCOMPARE(told.value(u"type").toString(), u"result"_s);
    QVERIFY2(told.value(u"xml").toString().contains(u"Jackdaw"), qPrintable(told.value(u"xml").toString()));
    QVERIFY(!told.value(u"xml").toString().contains(u"os>"));
    QCOMPARE(ask(*ben, anna, u"<ping xmlns='urn:xmpp:ping'/>"_s).value(u"type").toString(), u"result"_s);
    QVERIFY(ask(*ben, anna, time).value(u"xml").toString().contains(u"+00:00"));
    QVERIFY(ask(*ben, anna, last).value(u"xml").toString().contains(u"seconds=\"0\""));

    PrivacySwitches privacy;
    privacy.version = privacy.localTime = privacy.lastActivity = false;
    m_anna->chat().setPrivacy(privacy);
    // Presence with new capabilities goes out when the switches have changed; the answers follow it.
    for (const QString &question : {version, time, last}) {
        QVERIFY(Engine::waitFor([&] { return ask(*ben, anna, question).value(u"type") == u"error"_s; }));
        QVERIFY(ask(*ben, anna, question).value(u"xml").toString().contains(u"service-unavailable"));
    }
    const QString features = ask(*ben, anna, u"<query xmlns='http://jabber.org/protocol/disco#info'/>"_s).value(u"xml").toString();
    QVERIFY2(features.contains(u"urn:xmpp:receipts"), qPrintable(features));
    for (const QString &feature : {u"jabber:iq:version"_s, u"urn:xmpp:time"_s, u"jabber:iq:last"_s})
        QVERIFY2(!features.contains(feature), qPrintable(feature));
}

void RightsTests::ownDevicesLearnIt()
{
    const auto ben = peer(u"ben"_s);
    const auto phone = peer(u"anna"_s, u"phone"_s);
    QVERIFY(ben && phone);
    const QJsonObject told = ask(*phone, fullAddress(*ben), u"<query xmlns='jabber:iq:version'/>"_s);
    QVERIFY2(told.value(u"xml").toString().contains(u"Jackdaw"), qPrintable(told.value(u"xml").toString()));
}

void RightsTests::strangersGetNoReceipts()
{
    const auto ben = peer(u"ben"_s);
    const auto mallory = peer(u"mallory"_s);
    QVERIFY(ben && mallory);
    // Writing to somebody accepts nobody.
    const auto chat = m_anna->openConversation(m_account, jid(u"mallory"_s));
    QVERIFY(chat && m_anna->say(*chat, u"who are you"_s));
    QVERIFY(mallory->event(u"message"_s, {{u"body"_s, u"who are you"_s}}));
    const auto sent = mallory->command({{u"do"_s, u"send"_s}, {u"to"_s, jid(u"anna"_s)}, {u"body"_s, u"are you there"_s}});
    QVERIFY(sent);
    QVERIFY(Engine::waitFor([&] { return m_anna->find(*chat, u"are you there"_s).has_value(); }));
    QVERIFY(Engine::wait(m_anna->chat().markRead(*chat, m_anna->find(*chat, u"are you there"_s)->id)));
    m_anna->chat().setChatState(*chat, ChatState::Composing);
    // What anna says next comes after all that she said before.
    QVERIFY(m_anna->say(*chat, u"control"_s));
    QVERIFY(mallory->event(u"message"_s, {{u"body"_s, u"control"_s}}));
    QVERIFY(!mallory->event(u"receipt"_s, {}, 0));
    QVERIFY(!mallory->event(u"marker"_s, {}, 0));
    QVERIFY(!mallory->event(u"state"_s, {{u"state"_s, u"composing"_s}}, 0));

    const auto known = ben->command({{u"do"_s, u"send"_s}, {u"to"_s, jid(u"anna"_s)}, {u"body"_s, u"and you"_s}});
    QVERIFY(known);
    QVERIFY(ben->event(u"receipt"_s, {{u"of"_s, known->value(u"id")}}));
}

void RightsTests::forgedCarbonsRostersAndArchivesAreDropped()
{
    const auto ben = peer(u"ben"_s);
    const auto mallory = peer(u"mallory"_s);
    const auto phone = peer(u"anna"_s, u"phone"_s);
    QVERIFY(ben && mallory && phone);
    const QString anna = fullAddress(*ben);
    const QString forwarded = u"<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' type='chat' from='%1/x' "
                              "to='%2'><body>EVIL</body></message></forwarded>"_s.arg(jid(u"ben"_s), jid(u"anna"_s));
    for (Peer *who : {mallory.get(), ben.get(), phone.get()}) {
        for (const QString &kind : {u"received"_s, u"sent"_s}) {
            QVERIFY(raw(*who, u"<message to='%1' type='chat'><%2 xmlns='urn:xmpp:carbons:2'>%3</%2></message>"_s.arg(anna, kind, forwarded)));
        }
        for (const QString &query : {QString(), u"guessed"_s}) {
            QVERIFY(raw(*who, u"<message to='%1'><result xmlns='urn:xmpp:mam:2' queryid='%2' id='x'>%3</result></message>"_s
                                  .arg(anna, query, forwarded)));
        }
        QVERIFY(raw(*who, u"<iq to='%1' type='set' id='push'><query xmlns='jabber:iq:roster'><item jid='%2' name='EVIL' "
                          "subscription='both'/></query></iq>"_s.arg(anna, jid(u"ben"_s))));
        QVERIFY(raw(*who, u"<message to='%1' type='groupchat'><body>EVIL</body></message>"_s.arg(anna)));
        QVERIFY(raw(*who, u"<message to='%1' type='headline'><event xmlns='http://jabber.org/protocol/pubsub#event'><items "
                          "node='urn:xmpp:bookmarks:1'><item id='trap@evil.example'><conference xmlns='urn:xmpp:bookmarks:1' "
                          "autojoin='1'/></item></items></event><body>EVIL</body></message>"_s.arg(anna)));
    }
    QVERIFY(hasControl(*mallory, u"control of mallory"_s));
    QVERIFY(hasControl(*ben, u"control of ben"_s));
    QVERIFY(hasControl(*phone, u"control of the phone"_s));
    QVERIFY2(!allTexts().contains(u"EVIL"_s), qPrintable(allTexts().join(u" | ")));
    QVERIFY(m_anna->contact(jid(u"ben"_s))->name != u"EVIL"_s);
    QVERIFY(!m_anna->contact(jid(u"mallory"_s)));
}

void RightsTests::forgedStanzaIdsLoseNothing()
{
    const auto ben = peer(u"ben"_s);
    QVERIFY(ben);
    const QString us = jid(u"anna"_s);
    // Prosody passes these on ahead of its own (facts/security.md, section 0).
    for (int i = 1; i <= 3; ++i) {
        QVERIFY(raw(*ben, u"<message to='%1' type='chat' id='f%2'><body>forged %2</body><stanza-id xmlns='urn:xmpp:sid:0' id='same' "
                          "by='%1'/></message>"_s.arg(us).arg(i)));
    }
    // One that the archive does not keep, so that the server adds none of its own.
    QVERIFY(raw(*ben, u"<message to='%1' type='chat' id='n1'><body>not kept</body><no-store xmlns='urn:xmpp:hints'/><stanza-id "
                      "xmlns='urn:xmpp:sid:0' id='same' by='%1'/></message>"_s.arg(us)));
    QVERIFY(hasControl(*ben, u"control"_s));
    // The row of the chat list is told a moment after its messages.
    QVERIFY(Engine::waitFor([&] { return m_anna->conversationWith(m_account, jid(u"ben"_s)).isValid(); }));
    const auto chat = m_anna->conversationWith(m_account, jid(u"ben"_s));
    QCOMPARE(m_anna->bodies(chat), (QStringList{u"forged 1"_s, u"forged 2"_s, u"forged 3"_s, u"not kept"_s, u"control"_s}));
    for (const Message &message : m_anna->messages(chat))
        QVERIFY2(message.archiveId.value() != u"same"_s, qPrintable(message.body));

    // After a restart the archive is read from where it ended, and brings none of them twice.
    m_anna.reset();
    m_anna = Engine::start(m_folder->filePath(u"anna"_s));
    QVERIFY(m_anna->waitUntil(m_account, ConnectionState::NeedsPassword));
    QVERIFY(Engine::wait(m_anna->accounts().providePassword(m_account, u"secret"_s)));
    QVERIFY(m_anna->waitUntil(m_account, ConnectionState::Online));
    QVERIFY(hasControl(*ben, u"second control"_s));
    QVERIFY(Engine::waitFor([this] { return m_anna->progress.contains(m_account) && !m_anna->progress.value(m_account).running; }));
    QCOMPARE(allTexts(), QStringList{u"second control"_s});
}

QTEST_GUILESS_MAIN(RightsTests)
#include "rights_tests.moc"
