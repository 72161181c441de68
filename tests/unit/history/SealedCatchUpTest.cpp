// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ScriptedArchive.h"
#include "support/TestProgram.h"

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;
using Account = ScriptedAccount;

namespace sealed_catch_up_test {

const QByteArray sealed = "<encrypted xmlns='eu.siacs.conversations.axolotl'><header sid='7'/></encrypted>";

/// Opens each message once, as a ratchet does, and counts; what it seals is told apart.
class OnceCipher : public MessageCipher
{
public:
    explicit OnceCipher(Database &database) : m_database(database) {}

    Result<Readiness> readiness(const BareJid &) override { return now; }
    Result<QList<QXmppMessage>> seal(const QXmppMessage &clear, const BareJid &, MessageId message) override
    {
        if (clear.body() == refused) {
            return Error{ErrorKind::NotEncryptable, u"no device"_s, {}};
        }
        QXmppMessage stanza = clear;
        stanza.setBody(u"sealed %1"_s.arg(++seals));
        const Status noted = MessageStore(m_database).setEncryption(message, with());
        return noted ? Result<QList<QXmppMessage>>(QList<QXmppMessage>{stanza}) : Result<QList<QXmppMessage>>(noted.error());
    }
    Result<Opened> open(const QDomElement &message, const BareJid &, const BareJid &, qint64) override
    {
        const QString id = message.attribute(u"id"_s);
        Opened opened;
        opened.outcome = ++turns[id] == 1 ? Opened::Outcome::Opened : Opened::Outcome::Known;
        opened.encryption = with();
        if (opened.outcome == Opened::Outcome::Opened) {
            opened.stanza = readMessage(message);
            opened.stanza.body = u"opened "_s + opened.stanza.body;
            opened.stanza.corrects = corrections.value(id);
        }
        return opened;
    }
    void settle() override {}

    Readiness now = Readiness::Ready;
    QString refused = u"a text that nobody can read"_s;
    QHash<QString, int> turns;
    QHash<QString, OriginId> corrections;
    int seals = 0;

private:
    static MessageEncryption with() { return {OmemoVersion::Legacy, OmemoDeviceId(7), DeviceTrust::Verified, false, {}}; }

    Database &m_database;
};

/// mara's account, whose messages are sealed and opened by OnceCipher.
struct SealedAccount : Account
{
    explicit SealedAccount(ScriptedServer::Script script = {}) : Account(std::move(script)), cipher(*database)
    {
        features->messages.setCipher(cipher);
    }
    ~SealedAccount() { features.reset(); }

    OnceCipher cipher;
};

/// Encrypted messages that come twice, late, or go out twice: each is opened once and sealed for each time that it goes.
class SealedCatchUpTest : public QObject
{
    Q_OBJECT

    const BareJid m_tomas = Account::peer("tomas");

private Q_SLOTS:
    void whatIsHeldForTheArchiveIsOpenedOnce()
    {
        SealedAccount mara(silentArchive());
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const qint64 start = mara.clock.now();
        mara.server.say(late("two", start - 40 * second, sealed) + late("three", start - 30 * second, sealed));
        QVERIFY(mara.isThrough());
        QVERIFY(mara.cipher.turns.isEmpty()); // the ratchet turns where the text is stored
        const Question newest = questionsTo(mara.server).constFirst();
        mara.server.say(newest.result("two", start - 40 * second, sealed) + newest.end("archive-two"));
        // The archive does not bring the third.
        QVERIFY(mara.has(m_tomas, u"opened three"_s));
        QTRY_COMPARE(questionsTo(mara.server).size(), 2);
        const Question older = questionsTo(mara.server).constLast();
        mara.server.say(older.result("one", start - 50 * second, sealed) + older.end());
        QVERIFY(mara.has(m_tomas, u"opened one"_s));
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"opened one"_s, u"opened two"_s, u"opened three"_s}));
        QCOMPARE(mara.cipher.turns, (QHash<QString, int>{{u"id-one"_s, 1}, {u"id-two"_s, 1}, {u"id-three"_s, 1}}));
    }

    /// A change is no message, so nothing tells the second copy but the ratchet.
    void aChangeThatIsHeldIsNoMessageAfterTheArchivesCopy()
    {
        SealedAccount mara(silentArchive());
        mara.cipher.corrections.insert(u"id-fix"_s, OriginId(u"id-one"_s));
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 1);
        const qint64 start = mara.clock.now();
        mara.server.say(late("fix", start - 30 * second, sealed));
        const Question asked = questionsTo(mara.server).constFirst();
        mara.server.say(asked.result("one", start - 40 * second, sealed) + asked.result("fix", start - 30 * second, sealed) + asked.end());
        QVERIFY(mara.has(m_tomas, u"opened fix"_s));
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.texts(m_tomas), QStringList{u"opened fix"_s});
        QCOMPARE(mara.cipher.turns.value(u"id-fix"_s), 2);
        QCOMPARE(mara.database->value(u"SELECT count(*) FROM message"_s)->toInt(), 1); // also without a text
    }

    void whatALookUpSeesIsOpenedWhereItIsStored()
    {
        SealedAccount mara(silentArchive());
        mara.cipher.now = MessageCipher::Readiness::NotYet;
        const auto chat = mara.features->messages.store().ensureConversation(mara.id, m_tomas);
        QVERIFY(chat);
        const qint64 then = mara.clock.now() - 10 * second;
        const auto ours = mara.features->messages.send(*chat, {u"ours"_s, {}, {}, {}});
        QVERIFY(ours);
        QVERIFY(mara.features->messages.store().setHandedOver(*ours, 1));
        QVERIFY(mara.isReady());
        QTRY_COMPARE(questionsTo(mara.server).size(), 2);
        const QList<Question> asked = questionsTo(mara.server);
        const bool lookUpFirst = asked.constFirst().whole.contains("with");
        const Question lookUp = asked.at(lookUpFirst ? 0 : 1);
        const Question missed = asked.at(lookUpFirst ? 1 : 0);
        mara.server.say(lookUp.result("a", then, sealed) + lookUp.end());
        QVERIFY(mara.isThrough());
        QVERIFY(mara.cipher.turns.isEmpty());
        mara.server.say(missed.result("a", then, sealed) + missed.end());
        QVERIFY(mara.has(m_tomas, u"opened a"_s));
        QCOMPARE(mara.cipher.turns.value(u"id-a"_s), 1);
        QCOMPARE(mara.texts(m_tomas), (QStringList{u"opened a"_s, u"ours"_s}));
    }

    void whatWasRefusedIsSealedAnew()
    {
        SealedAccount mara;
        QVERIFY(mara.isReady());
        MessageService &messages = mara.features->messages;
        const auto chat = messages.store().ensureConversation(mara.id, m_tomas);
        QVERIFY(chat);
        const auto ours = messages.send(*chat, {u"ours"_s, {}, {}, {}});
        QVERIFY(ours);
        const auto refuse = [&] {
            mara.server.say("<message type='error' id='" + messages.store().message(*ours)->originId.value().toUtf8()
                            + "' from='tomas@harbor.example' to='mara@harbor.example/desk'><error type='cancel'>"
                              "<remote-server-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
            return QTest::qWaitFor([&] { return messages.store().message(*ours)->state == MessageState::Failed; }, 10'000);
        };
        QTRY_VERIFY(mara.server.heard().contains("<body>sealed 1</body>"));
        QVERIFY(messages.store().message(*ours)->encryption);
        QVERIFY(refuse());
        mara.cipher.now = MessageCipher::Readiness::NotYet;
        QVERIFY(messages.retry(*ours));
        QVERIFY(!messages.store().message(*ours)->encryption); // nobody has this one yet
        mara.cipher.now = MessageCipher::Readiness::Ready;
        messages.sendWaiting();
        QTRY_VERIFY(mara.server.heard().contains("<body>sealed 2</body>"));
        QCOMPARE(mara.server.heard().count("<body>sealed 1</body>"), 1);
        QVERIFY(messages.store().message(*ours)->encryption);
        QCOMPARE(messages.store().message(*ours)->body, u"ours"_s);
    }

    /// A lock is on what was encrypted, and on nothing else.
    void whatGoesInClearAfterAllSaysSo()
    {
        SealedAccount mara;
        MessageService &messages = mara.features->messages;
        const auto chat = messages.store().ensureConversation(mara.id, m_tomas);
        QVERIFY(chat);
        const auto ours = messages.send(*chat, {u"ours"_s, {}, {}, {}});
        QVERIFY(ours);
        // A stream that is lost had it, sealed.
        QVERIFY(mara.cipher.seal({}, m_tomas, *ours));
        QVERIFY(messages.store().setHandedOver(*ours, 1));
        QVERIFY(messages.store().message(*ours)->encryption);
        mara.cipher.now = MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        QTRY_VERIFY(mara.server.heard().contains("<body>ours</body>"));
        QVERIFY(!messages.store().message(*ours)->encryption);
    }

    void whatCannotBeSealedFailsAndDoesNotGoInClear()
    {
        SealedAccount mara;
        mara.cipher.refused = u"first"_s;
        MessageService &messages = mara.features->messages;
        const auto chat = messages.store().ensureConversation(mara.id, m_tomas);
        QVERIFY(chat);
        const auto first = messages.send(*chat, {u"first"_s, {}, {}, {}});
        const auto next = messages.send(*chat, {u"next"_s, {}, {}, {}});
        QVERIFY(first && next);
        QVERIFY(mara.isReady());
        QTRY_COMPARE(messages.store().message(*first)->state, MessageState::Failed);
        QCOMPARE(messages.store().message(*first)->failure->kind, ErrorKind::NotEncryptable);
        QTRY_VERIFY(mara.server.heard().contains("<body>sealed 1</body>"));
        QVERIFY(!mara.server.heard().contains("<body>first</body>"));
    }
};

JACKDAW_TEST(SealedCatchUpTest)

} // namespace sealed_catch_up_test

#include "SealedCatchUpTest.moc"
