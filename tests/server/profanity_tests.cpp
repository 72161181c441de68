// SPDX-License-Identifier: GPL-3.0-or-later
//
// Encryption with a real Profanity from Debian, which others wrote on another library (libsignal-protocol-c), through a
// real Prosody: a chat and a group, in both directions.

#include "server/Engine.h"
#include "server/Process.h"

#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

using Sending = ChatEncryption::Sending;

namespace {

/// Profanity, as tests/support/profanity_peer.py drives it.
class Profanity
{
public:
    Profanity(const Server &server, const QString &name)
        : m_process(u"tests/support/profanity_peer.py"_s,
                    {u"--jid"_s, name + u"@harbor.example"_s, u"--host"_s, u"127.0.0.1"_s, u"--port"_s,
                     QString::number(server.port()), u"--authority"_s, server.authority()},
                    {{u"JACKDAW_PASSWORD"_s, u"secret"_s}})
    {}
    bool isReady() { return event(u"omemo-ready"_s, {}, 60); }
    bool hears(const QString &text) { return event(u"heard"_s, text, 60); }
    void open(const QString &jid) { m_process.write(u"{\"do\":\"open\",\"jid\":\"%1\"}"_s.arg(jid).toUtf8()); }
    void join(const QString &room, const QString &nick)
    {
        m_process.write(u"{\"do\":\"join\",\"room\":\"%1\",\"nick\":\"%2\"}"_s.arg(room, nick).toUtf8());
    }
    void type(const QString &line) { m_process.write(u"{\"do\":\"type\",\"line\":\"%1\"}"_s.arg(line).toUtf8()); }
    /// Did somebody who passed it on see these words? true also where nothing came sealed.
    bool cameInClear(const QString &text)
    {
        m_process.write(u"{\"do\":\"arrived\",\"text\":\"%1\"}"_s.arg(text).toUtf8());
        const auto answer =
            m_process.waitFor([](const QJsonObject &line) { return line.value(u"do").toString() == u"arrived"; });
        return !answer || answer->value(u"inClear").toBool(true) || !answer->value(u"sealed").toBool();
    }
    QByteArray errors() { return m_process.errors(); }

private:
    bool event(const QString &name, const QString &text, int seconds)
    {
        return bool(m_process.waitFor([&](const QJsonObject &line) {
            return line.value(u"event").toString() == name
                && (text.isEmpty() || line.value(u"text").toString() == text);
        }, seconds));
    }

    Process m_process;
};

} // namespace

class ProfanityTests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void aChatInBothDirections();
    void aGroupInBothDirections();

private:
    bool is(const BareJid &peer, Sending sending)
    {
        return Engine::waitFor([&] {
            const auto now = Engine::wait(m_mara->encryption().chat(m_account, peer));
            return now && now->sending == sending;
        }, 60);
    }
    std::optional<Message> arrived(ConversationId conversation, const QString &text)
    {
        Engine::waitFor([&] { return m_mara->find(conversation, text).has_value(); }, 60);
        return m_mara->find(conversation, text);
    }

    const BareJid m_tomas = *BareJid::parse(u"tomas@harbor.example");
    const BareJid m_room = *BareJid::parse(u"crews@groups.harbor.example");
    QTemporaryDir m_folder;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Engine> m_mara;
    std::unique_ptr<Profanity> m_profanity;
    AccountId m_account;
};

/// Profanity shows its keys to contacts alone, as its server has it by default.
void ProfanityTests::initTestCase()
{
    m_server = std::make_unique<Server>(QStringList{u"mara:secret"_s, u"tomas:secret"_s}, QStringList{u"mara:tomas"_s});
    QVERIFY2(m_server->port() > 0, qPrintable(m_server->error()));
    m_profanity = std::make_unique<Profanity>(*m_server, u"tomas"_s);
    QVERIFY2(m_profanity->isReady(), m_profanity->errors().constData());
    m_mara = Engine::start(m_folder.filePath(u"mara"_s),
                           [](Engine &engine) { engine.encryption().setByDefault(EncryptByDefault::Yes); });
    QVERIFY(m_mara);
    const auto account = m_mara->signIn(
        Engine::settings(u"mara@harbor.example"_s, m_server->port(), m_server->authority()), u"secret"_s);
    QVERIFY(account && m_mara->waitUntil(*account, ConnectionState::Online));
    m_account = *account;
    QVERIFY(Engine::waitFor(
        [&] { return m_mara->progress.contains(m_account) && !m_mara->progress.value(m_account).running; }));
}

void ProfanityTests::cleanupTestCase()
{
    m_profanity.reset();
    m_mara.reset();
    m_server.reset();
}

void ProfanityTests::aChatInBothDirections()
{
    const auto chat = Engine::wait(m_mara->chat().openConversation(m_account, m_tomas));
    QVERIFY(chat);
    QVERIFY(is(m_tomas, Sending::Encrypted));
    QVERIFY(m_mara->say(*chat, u"hello from Jackdaw"_s));
    QVERIFY2(m_profanity->hears(u"hello from Jackdaw"_s), m_profanity->errors().constData());
    QVERIFY(!m_profanity->cameInClear(u"hello from Jackdaw"_s));
    m_profanity->open(u"mara@harbor.example"_s);
    for (const QString &text : {u"hello from Profanity"_s, u"Gr\u00FC\u00DFe \u4F60\u597D"_s}) {
        m_profanity->type(text);
        const auto heard = arrived(*chat, text);
        QVERIFY2(heard && heard->encryption, qPrintable(text));
        QCOMPARE(heard->encryption->fault, RatchetFault::None);
        QCOMPARE(heard->encryption->version, OmemoVersion::Legacy);
    }
    // The ratchet has turned on both sides.
    QVERIFY(m_mara->say(*chat, u"and again"_s));
    QVERIFY(m_profanity->hears(u"and again"_s));
    QVERIFY(!m_profanity->cameInClear(u"and again"_s));
}

void ProfanityTests::aGroupInBothDirections()
{
    const auto group =
        Engine::wait(m_mara->rooms().create(m_account, m_room, RoomPurpose::PrivateGroup, u"Field crews"_s, u"Mara"_s));
    QVERIFY(group);
    QVERIFY(Engine::wait(m_mara->rooms().setAffiliation(*group, m_tomas, RoomAffiliation::Member, {})));
    m_profanity->join(m_room.toString(), u"Tomas"_s);
    QVERIFY(Engine::waitFor([&] { return m_mara->occupants.value(*group).contains(u"Tomas"_s); }, 30));
    QVERIFY(is(m_room, Sending::Encrypted));
    m_profanity->type(u"/omemo start"_s);
    QVERIFY(m_mara->say(*group, u"to the crews"_s));
    QVERIFY2(m_profanity->hears(u"to the crews"_s), m_profanity->errors().constData());
    QVERIFY(!m_profanity->cameInClear(u"to the crews"_s));
    m_profanity->type(u"the crews answer"_s);
    const auto heard = arrived(*group, u"the crews answer"_s);
    QVERIFY(heard && heard->encryption);
    QCOMPARE(heard->encryption->person, m_tomas);
    QCOMPARE(heard->encryption->fault, RatchetFault::None);
    const auto readers = Engine::wait(m_mara->encryption().readersOf(m_mara->find(*group, u"to the crews"_s)->id));
    QVERIFY(readers && !readers->isEmpty() && peopleWithout(*readers).isEmpty());
}

QTEST_GUILESS_MAIN(ProfanityTests)
#include "profanity_tests.moc"
