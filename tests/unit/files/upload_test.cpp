// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/UploadService.h"

#include "chat/ChangeStore.h"
#include "chat/MessageService.h"
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"

#include <QFile>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace upload_test {

const QString sealedAddress = u"aesgcm://files.harbor.example/x.png#"_s + QString(88, u'a');

/// A chat is what the test says.
class ScriptedCipher : public MessageCipher
{
public:
    Result<Readiness> readiness(const BareJid &) override { return now; }
    Result<QList<QXmppMessage>> seal(const QXmppMessage &clear, const BareJid &, MessageId) override
    {
        QXmppMessage stanza = clear;
        stanza.setBody(u"sealed"_s);
        return QList<QXmppMessage>{stanza};
    }
    Result<Opened> open(const QDomElement &, const BareJid &, const BareJid &, qint64) override { return Opened(); }
    void settle() override {}

    Readiness now = Readiness::Ready;
};

struct Account : ScriptedAccount
{
    explicit Account(ScriptedServer::Script script = {}) : ScriptedAccount(std::move(script))
    {
        features->messages.setCipher(cipher);
        chat = *features->messages.open(peer("tomas"));
    }
    ~Account() { features.reset(); }

    Message message(MessageId which) { return *features->messages.store().message(which); }
    QString write(const QByteArray &bytes) const
    {
        QFile file(folder.filePath(u"a.bin"_s));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
    MessageId received(const QString &originId, const QString &body, const std::optional<SharedFile> &file,
                       const std::optional<MessageEncryption> &encryption)
    {
        Message said;
        said.conversation = chat;
        said.sender = peer("tomas");
        said.time = clock.now();
        said.originId = OriginId(originId);
        said.body = body;
        said.encryption = encryption;
        if (file) {
            said.attachment.emplace().file = *file;
        }
        return features->messages.store().insert(said, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount)->id;
    }
    MessageId answer(MessageId to, const QString &body)
    {
        OutgoingText text;
        text.body = body;
        text.replyTo = to;
        return *features->messages.send(chat, text);
    }

    ScriptedCipher cipher;
    ConversationId chat;
};

/// What may leave with a file, and when.
class UploadTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSealedAddressDoesNotGoInClear()
    {
        Account mara;
        OutgoingText text;
        text.attachment.emplace().file.name = u"x.png"_s;
        text.attachment->state = Attachment::State::Uploading;
        text.attachment->protection = Attachment::Protection::Sealed;
        const auto id = mara.features->messages.send(mara.chat, text);
        QVERIFY(id);
        OutgoingText words;
        words.body = u"of-the-outlet"_s;
        words.behind = *id;
        const auto caption = mara.features->messages.send(mara.chat, words);
        QVERIFY(caption);
        QVERIFY(AttachmentStore(*mara.database).finishUpload(*id, sealedAddress));
        mara.cipher.now = MessageCipher::Readiness::Clear; // meanwhile
        QVERIFY(mara.isReady());
        QTRY_COMPARE(mara.message(*id).state, MessageState::Failed);
        QVERIFY(mara.isThrough());
        QVERIFY(!mara.server.heard().contains("aesgcm"));
        QVERIFY(!mara.server.heard().contains("aaaaaaaa"));
        QVERIFY(!mara.server.heard().contains("of-the-outlet")); // it goes with its file or not at all
        QCOMPARE(mara.message(*id).failure->kind, ErrorKind::NotEncryptable);
        QCOMPARE(mara.message(*caption).state, MessageState::Failed);
        const Attachment now = *mara.message(*id).attachment;
        QCOMPARE(now.state, Attachment::State::Uploading); // tried again, it is uploaded again
        QCOMPARE(now.protection, Attachment::Protection::Clear);
        QVERIFY(now.file.url.isEmpty());
        QVERIFY(mara.message(*id).body.isEmpty());
    }

    void nothingLeavesWhileNobodyKnowsHow()
    {
        Account mara;
        mara.cipher.now = MessageCipher::Readiness::NotYet;
        QVERIFY(mara.isReady());
        const auto id = mara.features->uploads.send(mara.chat, {mara.write("x"), {}, {}, 0, 0}, u"of it"_s);
        QVERIFY(id);
        QVERIFY(mara.isThrough());
        QVERIFY(mara.isThrough());
        QCOMPARE(mara.message(*id).state, MessageState::Waiting);
        QCOMPARE(mara.message(*id).attachment->protection, Attachment::Protection::Clear); // nobody has said that it is another
        QVERIFY(mara.message(*id).attachment->file.sha256.isEmpty());                      // not begun

        // Then they do. This server takes no files, and so it fails, and what was said of it with it.
        mara.cipher.now = MessageCipher::Readiness::Clear;
        mara.features->uploads.sendWaiting();
        QTRY_COMPARE(mara.message(*id).state, MessageState::Failed);
        QCOMPARE(mara.message(*id).failure->kind, ErrorKind::NoUpload);
        const auto caption = AttachmentStore(*mara.database).captionOf(*id);
        QVERIFY(caption && caption->isValid());
        QCOMPARE(mara.message(*caption).state, MessageState::Failed);

        // And it waits with it again.
        mara.cipher.now = MessageCipher::Readiness::NotYet;
        QVERIFY(mara.features->messages.retry(*id));
        QCOMPARE(mara.message(*id).state, MessageState::Waiting);
        QCOMPARE(mara.message(*caption).state, MessageState::Waiting);
        QVERIFY(mara.features->uploads.cancel(*id));
        QCOMPARE(mara.message(*caption).state, MessageState::Failed);
        QVERIFY(mara.isThrough());
        QVERIFY(!mara.server.heard().contains("of it"));
    }

    void whatWasToBeSealedDoesNotGoInClear()
    {
        Account mara;
        const auto id = mara.features->uploads.send(mara.chat, {mara.write("x"), {}, {}, 0, 0}, {});
        QVERIFY(id);
        QCOMPARE(mara.message(*id).attachment->protection, Attachment::Protection::Sealed);
        mara.cipher.now = MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        QTRY_COMPARE(mara.message(*id).state, MessageState::Failed);
        QCOMPARE(mara.message(*id).failure->kind, ErrorKind::NotEncryptable);
    }

    void quotesCarryNoAddress()
    {
        Account mara;
        mara.cipher.now = MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        const MessageEncryption sealed{OmemoVersion::Legacy, OmemoDeviceId(7), DeviceTrust::Verified, false, {}};
        const SharedFile file{u"https://files.harbor.example/plan.pdf"_s, u"the plan.pdf"_s, u"application/pdf"_s, 10, 0, 0, {}, {}};
        const SharedFile secret{sealedAddress, u"secret plan.pdf"_s, u"application/pdf"_s, 10, 0, 0, {}, {}};
        mara.answer(mara.received(u"one"_s, file.url, file, {}), u"answer-one"_s);
        mara.answer(mara.received(u"two"_s, sealedAddress, secret, sealed), u"answer-two"_s);
        mara.answer(mara.received(u"three"_s, u"whispered"_s, {}, sealed), u"answer-three"_s);
        QTRY_VERIFY(mara.server.heard().contains("answer-three"));
        const QByteArray heard = mara.server.heard();
        QVERIFY(heard.contains("&gt; the plan.pdf") || heard.contains("> the plan.pdf"));
        QVERIFY(heard.contains("answer-one") && heard.contains("answer-two"));
        QVERIFY(!heard.contains("aesgcm"));
        QVERIFY(!heard.contains("secret plan"));
        QVERIFY(!heard.contains("whispered"));
        QVERIFY(!heard.contains("files.harbor.example/plan.pdf"));
    }

    void whatIsTakenBackLeavesNoKey()
    {
        Account mara;
        const MessageId id = mara.received(u"one"_s, sealedAddress, SharedFile{sealedAddress, u"plan.pdf"_s, {}, 10, 0, 0, {}, {}}, {});
        QVERIFY(mara.database->transaction(Database::Durability::Full, [&]() -> Status {
            const auto gone = ChangeStore(*mara.database, mara.features->messages.store()).retract(id, 1);
            return gone ? Status(Done{}) : Status(gone.error());
        }));
        QVERIFY(!mara.message(id).attachment);
        QCOMPARE(mara.database->value(u"SELECT count(*) FROM attachment"_s)->toInt(), 0);
    }

    void aServiceThatIsBusyIsAskedAgain()
    {
        ScriptedServer::Script script;
        script.answers = {{"disco#items", "<query xmlns='http://jabber.org/protocol/disco#items'><item jid='files.harbor.example'/></query>"}};
        script.answer = [](const QByteArray &iq, const QByteArray &id) -> QByteArray {
            if (!iq.contains("files.harbor.example")) {
                return {};
            }
            return "<iq type='error' id='" + id + "' from='files.harbor.example'><error type='wait'>"
                   "<resource-constraint xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
        };
        Account mara(script);
        QVERIFY(mara.isReady());
        auto limit = mara.features->uploads.limit();
        QTRY_VERIFY(limit.isFinished());
        QVERIFY(limit.result());
        QCOMPARE(limit.result()->service, UploadLimit::Service::Unknown); // not "none": nobody has said that
    }
};

JACKDAW_TEST(UploadTest)

} // namespace upload_test

#include "upload_test.moc"
