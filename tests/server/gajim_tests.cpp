// SPDX-License-Identifier: GPL-3.0-or-later
//
// Encryption with a real Gajim from Debian, which others wrote on another library (python-omemo-dr), through a real
// Prosody: a chat that we begin, one that it begins, and a private group, each in both directions.

#include "server/Engine.h"
#include "server/Process.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

using Sending = ChatEncryption::Sending;

namespace {

/// Gajim, as tests/support/gajim_peer.py drives it.
class Gajim
{
public:
    Gajim(const Server &server, const QString &name)
        : m_process(u"tests/support/gajim_peer.py"_s,
                    {u"--jid"_s, name + u"@harbor.example"_s, u"--host"_s, u"127.0.0.1"_s, u"--port"_s,
                     QString::number(server.port()), u"--authority"_s, server.authority()},
                    {{u"JACKDAW_PASSWORD"_s, u"secret"_s}})
    {}
    bool isReady() { return waitForEvent(u"omemo-ready"_s, {}); }
    /// It shows these words in that chat, and that they came sealed.
    bool hears(const BareJid &chat, const QString &text)
    {
        return waitForEvent(u"heard"_s, {{u"chat"_s, chat.toString()}, {u"text"_s, text}, {u"sealed"_s, true}});
    }
    bool open(const BareJid &person)
    {
        return command({{u"do"_s, u"open"_s}, {u"jid"_s, person.toString()}}).has_value();
    }
    bool join(const BareJid &room, const QString &nick)
    {
        return command({{u"do"_s, u"join"_s}, {u"room"_s, room.toString()}, {u"nick"_s, nick}}).has_value();
    }
    bool say(const BareJid &to, const QString &text)
    {
        return command({{u"do"_s, u"say"_s}, {u"to"_s, to.toString()}, {u"text"_s, text}}).has_value();
    }
    /// Did what went over its stream in that direction ("received", "sent") go sealed, and these words nowhere else?
    bool passedSealed(const QString &direction, const QString &text)
    {
        const auto answer = command({{u"do"_s, u"passed"_s}, {u"text"_s, text}});
        const QJsonObject passed = answer ? answer->value(direction).toObject() : QJsonObject();
        return passed.value(u"sealed").toBool() && !passed.value(u"inClear").toBool(true);
    }
    /// Its own words, for a test that failed.
    QByteArray errors()
    {
        const auto failed =
            m_process.waitFor([](const QJsonObject &line) { return line.value(u"event").toString() == u"failed"; }, 1);
        return m_process.errors() + (failed ? failed->value(u"log").toString().toUtf8() : QByteArray());
    }

private:
    bool waitForEvent(const QString &name, const QJsonObject &fields)
    {
        return m_process.waitFor([&](const QJsonObject &line) {
            bool isIt = line.value(u"event").toString() == name;
            for (auto field = fields.begin(); field != fields.end(); ++field) {
                isIt = isIt && line.value(field.key()) == field.value();
            }
            return isIt;
        }, 60).has_value();
    }
    std::optional<QJsonObject> command(const QJsonObject &order)
    {
        m_process.write(QJsonDocument(order).toJson(QJsonDocument::Compact));
        auto answer = m_process.waitFor([&order](const QJsonObject &line) {
            const QString event = line.value(u"event").toString();
            return (event == u"done" || event == u"error") && line.value(u"do") == order.value(u"do");
        }, 60);
        if (answer && answer->value(u"event").toString() == u"error") {
            qWarning("Gajim could not: %s", qPrintable(answer->value(u"text").toString()));
            return {};
        }
        return answer;
    }

    Process m_process;
};

} // namespace

class GajimTests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void aChatThatWeBegin();
    void aChatThatItBegins();
    void aGroupInBothDirections();

private:
    AccountId signIn(const QString &name);
    bool is(AccountId account, const BareJid &peer, Sending sending)
    {
        return Engine::waitFor([&] {
            const auto now = Engine::wait(m_engine->encryption().chat(account, peer));
            return now && now->sending == sending;
        }, 60);
    }
    /// What came, as it was opened; nothing if it did not come.
    std::optional<Message> arrived(ConversationId conversation, const QString &text)
    {
        Engine::waitFor([&] { return m_engine->find(conversation, text).has_value(); }, 60);
        return m_engine->find(conversation, text);
    }
    static bool isOpened(const std::optional<Message> &message)
    {
        return message && message->encryption && message->encryption->fault == RatchetFault::None
            && message->encryption->version == OmemoVersion::Legacy;
    }

    const BareJid m_tomas = *BareJid::parse(u"tomas@harbor.example");
    const BareJid m_mara = *BareJid::parse(u"mara@harbor.example");
    const BareJid m_leila = *BareJid::parse(u"leila@harbor.example");
    const BareJid m_room = *BareJid::parse(u"crews@groups.harbor.example");
    QTemporaryDir m_folder;
    std::unique_ptr<Server> m_server;
    std::unique_ptr<Engine> m_engine;
    std::unique_ptr<Gajim> m_gajim; // Tomas's
    AccountId m_maras;
    AccountId m_leilas;
};

AccountId GajimTests::signIn(const QString &name)
{
    const auto account = m_engine->signIn(
        Engine::settings(name + u"@harbor.example"_s, m_server->port(), m_server->authority()), u"secret"_s);
    const bool isThere = account && m_engine->waitUntil(*account, ConnectionState::Online) && Engine::waitFor([&] {
        return m_engine->progress.contains(*account) && !m_engine->progress.value(*account).running;
    });
    return isThere ? *account : AccountId();
}

void GajimTests::initTestCase()
{
    m_server = std::make_unique<Server>(QStringList{u"mara:secret"_s, u"tomas:secret"_s, u"leila:secret"_s},
                                        QStringList{u"mara:tomas"_s, u"leila:tomas"_s});
    QVERIFY2(m_server->port() > 0, qPrintable(m_server->error()));
    m_gajim = std::make_unique<Gajim>(*m_server, u"tomas"_s);
    m_engine = Engine::start(m_folder.filePath(u"ours"_s),
                             [](Engine &engine) { engine.encryption().setByDefault(EncryptByDefault::Yes); });
    QVERIFY(m_engine);
    m_maras = signIn(u"mara"_s);
    m_leilas = signIn(u"leila"_s);
    QVERIFY(m_maras.isValid() && m_leilas.isValid());
    QVERIFY2(m_gajim->isReady(), m_gajim->errors().constData());
}

void GajimTests::cleanupTestCase()
{
    m_gajim.reset();
    m_engine.reset();
    m_server.reset();
}

void GajimTests::aChatThatWeBegin()
{
    const auto chat = Engine::wait(m_engine->chat().openConversation(m_maras, m_tomas));
    QVERIFY(chat);
    QVERIFY(is(m_maras, m_tomas, Sending::Encrypted));
    QVERIFY(m_engine->say(*chat, u"hello from Jackdaw"_s));
    QVERIFY2(m_gajim->hears(m_mara, u"hello from Jackdaw"_s), m_gajim->errors().constData());
    QVERIFY(m_gajim->passedSealed(u"received"_s, u"hello from Jackdaw"_s));
    QVERIFY(m_gajim->open(m_mara));
    for (const QString &text : {u"hello from Gajim"_s, u"Gr\u00FC\u00DFe \u4F60\u597D"_s}) {
        QVERIFY(m_gajim->say(m_mara, text));
        QVERIFY2(isOpened(arrived(*chat, text)), qPrintable(text));
        QVERIFY(m_gajim->passedSealed(u"sent"_s, text));
    }
    // The ratchet has turned on both sides.
    QVERIFY(m_engine->say(*chat, u"and again"_s));
    QVERIFY(m_gajim->hears(m_mara, u"and again"_s));
    QVERIFY(m_gajim->passedSealed(u"received"_s, u"and again"_s));
}

void GajimTests::aChatThatItBegins()
{
    QVERIFY(m_gajim->open(m_leila));
    QVERIFY(m_gajim->say(m_leila, u"Leila, are you there?"_s));
    QVERIFY(Engine::waitFor([&] { return m_engine->conversationWith(m_leilas, m_tomas.toString()).isValid(); }, 60));
    const ConversationId chat = m_engine->conversationWith(m_leilas, m_tomas.toString());
    QVERIFY(isOpened(arrived(chat, u"Leila, are you there?"_s)));
    QVERIFY(m_gajim->passedSealed(u"sent"_s, u"Leila, are you there?"_s));
    QVERIFY(m_engine->say(chat, u"Here I am"_s));
    QVERIFY(m_gajim->hears(m_leila, u"Here I am"_s));
    QVERIFY(m_gajim->passedSealed(u"received"_s, u"Here I am"_s));
    QVERIFY(m_gajim->say(m_leila, u"Good"_s));
    QVERIFY(isOpened(arrived(chat, u"Good"_s)));
}

/// Three people, of whom two are no contacts of each other.
void GajimTests::aGroupInBothDirections()
{
    const auto group =
        Engine::wait(m_engine->rooms().create(m_maras, m_room, RoomPurpose::PrivateGroup, u"Field crews"_s, u"Mara"_s));
    QVERIFY(group);
    for (const BareJid &person : {m_tomas, m_leila}) {
        QVERIFY(Engine::wait(m_engine->rooms().setAffiliation(*group, person, RoomAffiliation::Member, {})));
    }
    QVERIFY(m_gajim->join(m_room, u"Tomas"_s));
    const auto leilas = Engine::wait(m_engine->rooms().enter(m_leilas, m_room, u"Leila"_s, {}));
    QVERIFY(leilas);
    QVERIFY(Engine::waitFor([&] { return m_engine->occupants.value(*group).contains(u"Tomas"_s); }, 30));
    QVERIFY(is(m_maras, m_room, Sending::Encrypted));
    QVERIFY(is(m_leilas, m_room, Sending::Encrypted));
    QVERIFY(m_engine->say(*group, u"to the crews"_s));
    QVERIFY2(m_gajim->hears(m_room, u"to the crews"_s), m_gajim->errors().constData());
    QVERIFY(m_gajim->passedSealed(u"received"_s, u"to the crews"_s));
    QVERIFY(isOpened(arrived(*leilas, u"to the crews"_s)));
    QVERIFY(m_gajim->say(m_room, u"the crews answer"_s));
    for (const ConversationId each : {*group, *leilas}) {
        const auto heard = arrived(each, u"the crews answer"_s);
        QVERIFY(isOpened(heard));
        QCOMPARE(heard->encryption->person, m_tomas);
    }
    QVERIFY(m_gajim->passedSealed(u"sent"_s, u"the crews answer"_s));
    QVERIFY(m_engine->say(*leilas, u"Leila too"_s));
    QVERIFY(m_gajim->hears(m_room, u"Leila too"_s));
    QVERIFY(isOpened(arrived(*group, u"Leila too"_s)));
    const auto readers = Engine::wait(m_engine->encryption().readersOf(m_engine->find(*group, u"to the crews"_s)->id));
    QVERIFY(readers && !readers->isEmpty() && peopleWithout(*readers).isEmpty());
}

QTEST_GUILESS_MAIN(GajimTests)
#include "gajim_tests.moc"
