// SPDX-License-Identifier: GPL-3.0-or-later
#include "FileServer.h"

#include "chat/ChangeStore.h"
#include "files/FileCipher.h"
#include "support/TestProgram.h"

#include <QCryptographicHash>
#include <QTimer>

#include <algorithm>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace upload_test {

const QString sealedAddress = u"aesgcm://files.harbor.example/x.png#"_s + QString(88, u'a');

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

    /// Its file went as the program ended; whoever listens has read the chat by the time that it has failed.
    void aCaptionWithoutItsFileIsToldOfAtTheStart()
    {
        Account mara;
        OutgoingText text;
        text.attachment.emplace().file.name = u"x.png"_s;
        text.attachment->state = Attachment::State::Uploading;
        const auto id = mara.features->messages.send(mara.chat, text);
        QVERIFY(id);
        OutgoingText words;
        words.body = u"of-the-outlet"_s;
        words.behind = *id;
        const auto caption = mara.features->messages.send(mara.chat, words);
        QVERIFY(caption);
        QVERIFY(mara.features->messages.store().remove(*id));
        mara.restart();
        mara.features->messages.setCipher(mara.cipher);
        QCOMPARE(mara.message(*caption).state, MessageState::Waiting);
        QList<MessageId> told;
        QObject::connect(&mara.features->messages, &MessageService::messagesChanged, &mara.features->messages,
                         [&told](ConversationId, const QList<Message> &all) {
            for (const Message &each : all) {
                told.append(each.id);
            }
        });
        QTRY_COMPARE(told, QList<MessageId>{*caption});
        QCOMPARE(mara.message(*caption).state, MessageState::Failed);
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

    void aCutUploadGoesOnce_data()
    {
        QTest::addColumn<int>("percent");
        QTest::addColumn<bool>("isSealed");
        for (int percent = 0; percent <= 100; percent += 10) {
            QTest::addRow("clear, cut at %d %%", percent) << percent << false;
            QTest::addRow("sealed, cut at %d %%", percent) << percent << true;
        }
    }

    /// The line breaks at any place, at 100 % before the server said that it has all of it: the file goes again from its beginning, to
    /// a place of its own, and the message goes once.
    void aCutUploadGoesOnce()
    {
        QFETCH(int, percent);
        QFETCH(bool, isSealed);
        FileServer files;
        Account mara(files.script());
        files.introduce(mara);
        mara.cipher.now = isSealed ? MessageCipher::Readiness::Ready : MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        QVERIFY(mara.isThrough());
        QByteArray content(1'000'000, Qt::Uninitialized);
        for (int i = 0; i < int(content.size()); ++i) {
            content[i] = char(i * 13 + i / 251);
        }
        const qsizetype wire = content.size() + (isSealed ? FileCipher::tagSize : 0);
        QList<QByteArray> came;
        files.act = [&](QTcpSocket &socket, const QByteArray &body) {
            if (files.places == 1 && came.isEmpty() && body.size() >= wire * percent / 100) {
                came.append(body);
                socket.abort();
            } else if (files.places > 1 && body.size() == wire) {
                came.append(body);
                HostileWeb::answer(socket, "201 Created", {});
            }
        };
        TransferLimits limits;
        limits.pause = 10;
        Uploads own(mara, limits);
        const auto id = own.uploads.send(mara.chat, {mara.write(content), {}, {}, 0, 0}, {});
        QVERIFY(id);
        QTRY_VERIFY_WITH_TIMEOUT(mara.message(*id).attachment->state == Attachment::State::Here, 20'000);
        QVERIFY(mara.isThrough());
        QCOMPARE(files.places, 2);
        QCOMPARE(came.size(), 2);
        QVERIFY(percent < 100 || files.questions.size() == 1);
        QVERIFY(mara.message(*id).body.contains(u"/place-2/"_s));
        QCOMPARE(mara.message(*id).attachment->file.sha256, QCryptographicHash::hash(content, QCryptographicHash::Sha256));
        const QString messageId = mara.message(*id).originId.value();
        const auto sent = [&] {
            const QStringList stanzas = QString::fromUtf8(mara.server.heard()).split(u"<message"_s);
            return std::count_if(stanzas.cbegin(), stanzas.cend(), [&](const QString &each) { return each.contains(messageId); });
        };
        QTRY_COMPARE(sent(), 1);
        if (isSealed) {
            QVERIFY(came.at(1).first(1000) != content.first(1000));
            QVERIFY(came.at(0).isEmpty() || came.at(0).first(16) != came.at(1).first(16)); // no key for two streams
        } else {
            QCOMPARE(came.at(1), content);
        }
    }

    void aLostVerdictIsAskedFor_data()
    {
        QTest::addColumn<bool>("isSealed");
        QTest::addColumn<bool>("isSilent");
        QTest::addColumn<QByteArray>("status");
        QTest::addColumn<qint64>("missing"); // bytes of what lies there
        QTest::addColumn<int>("places");
        QTest::newRow("clear, a part of it") << false << false << QByteArray("206 Partial Content") << 0LL << 1;
        QTest::newRow("sealed, a part of it") << true << false << QByteArray("206 Partial Content") << 0LL << 1;
        QTest::newRow("clear, all of it") << false << false << QByteArray("200 OK") << 0LL << 1;
        QTest::newRow("sealed, all of it, after silence") << true << true << QByteArray("200 OK") << 0LL << 1;
        QTest::newRow("a part that says less") << false << false << QByteArray("206 Partial Content") << 1LL << 2;
        QTest::newRow("less") << true << false << QByteArray("200 OK") << 16LL << 2;
        QTest::newRow("elsewhere") << false << false << QByteArray("302 Found") << 0LL << 2;
    }

    /// The line breaks, or nothing comes, when the server has all of it: what it has is not sent again.
    void aLostVerdictIsAskedFor()
    {
        QFETCH(bool, isSealed);
        QFETCH(bool, isSilent);
        QFETCH(QByteArray, status);
        QFETCH(qint64, missing);
        QFETCH(int, places);
        FileServer files;
        Account mara(files.script());
        files.introduce(mara);
        mara.cipher.now = isSealed ? MessageCipher::Readiness::Ready : MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        QVERIFY(mara.isThrough());
        const QByteArray content(300'000, 'x');
        const qsizetype wire = content.size() + (isSealed ? FileCipher::tagSize : 0);
        files.act = [&](QTcpSocket &socket, const QByteArray &body) {
            if (body.size() < wire) {
                return;
            }
            if (files.places > 1) {
                HostileWeb::answer(socket, "201 Created", {});
            } else if (!isSilent) {
                socket.abort();
            }
        };
        files.asked = [&](QTcpSocket &socket) {
            const QByteArray size = QByteArray::number(wire - missing), last = QByteArray::number(wire - missing - 1);
            const bool isPart = status.startsWith("206");
            socket.write("HTTP/1.1 " + status + "\r\nContent-Length: " + (isPart ? "1" : size) + "\r\n"
                         + (isPart ? "Content-Range: bytes " + last + '-' + last + '/' + size + "\r\n" : QByteArray()) + "\r\n");
        };
        TransferLimits limits;
        limits.pause = 10;
        limits.verdict = isSilent ? 500 : limits.verdict;
        Uploads own(mara, limits);
        const auto id = own.uploads.send(mara.chat, {mara.write(content), {}, {}, 0, 0}, {});
        QVERIFY(id);
        QTRY_VERIFY_WITH_TIMEOUT(mara.message(*id).attachment->state == Attachment::State::Here, 20'000);
        QCOMPARE(files.places, places);
        QCOMPARE(files.questions.size(), 1);
        QVERIFY(files.questions.constFirst().startsWith("GET /place-1/a.bin HTTP/1.1\r\n"));
        QVERIFY(files.questions.constFirst().contains("\r\nRange: bytes=" + QByteArray::number(wire - 1) + "-\r\n"));
        QVERIFY(mara.message(*id).body.contains(u"/place-%1/"_s.arg(places)));
        QCOMPARE(mara.message(*id).body.startsWith(u"aesgcm:"_s), isSealed);
        QCOMPARE(mara.message(*id).attachment->file.sha256, QCryptographicHash::hash(content, QCryptographicHash::Sha256));
    }

    /// It stores what came, or scans it, and says nothing meanwhile.
    void aServerHasItsTimeOnceAllHasLeft()
    {
        FileServer files;
        Account mara(files.script());
        files.introduce(mara);
        mara.cipher.now = MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        QVERIFY(mara.isThrough());
        TransferLimits limits;
        limits.idle = 1500;
        files.act = [&limits](QTcpSocket &socket, const QByteArray &body) {
            if (body.size() == 1000) {
                QTimer::singleShot(limits.idle * 2, &socket, [&socket] { HostileWeb::answer(socket, "201 Created", {}); });
            }
        };
        Uploads own(mara, limits);
        const auto id = own.uploads.send(mara.chat, {mara.write(QByteArray(1000, 'x')), {}, {}, 0, 0}, {});
        QVERIFY(id);
        QTRY_VERIFY_WITH_TIMEOUT(mara.message(*id).attachment->state == Attachment::State::Here, 20'000);
        QCOMPARE(files.places, 1);
        QVERIFY(files.questions.isEmpty());
    }

    void anAnswerBeforeTheEndIsNone()
    {
        FileServer files;
        Account mara(files.script());
        files.introduce(mara);
        mara.cipher.now = MessageCipher::Readiness::Clear;
        QVERIFY(mara.isReady());
        QVERIFY(mara.isThrough());
        files.act = [&](QTcpSocket &socket, const QByteArray &) {
            HostileWeb::answer(socket, "201 Created", {}, "Connection: close\r\n");
            socket.disconnectFromHost();
        };
        TransferLimits limits;
        limits.pause = 10;
        Uploads own(mara, limits);
        const auto id = own.uploads.send(mara.chat, {mara.write(QByteArray(30'000'000, 'x')), {}, {}, 0, 0}, {});
        QVERIFY(id);
        QTRY_COMPARE_WITH_TIMEOUT(mara.message(*id).state, MessageState::Failed, 20'000);
        QCOMPARE(files.places, 3);
        QVERIFY(!mara.server.heard().contains("place-")); // nobody is sent to a file that is not there
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
        auto limit = mara.features->uploads.limit(mara.chat);
        QTRY_VERIFY(limit.isFinished());
        QVERIFY(limit.result());
        QCOMPARE(limit.result()->service, UploadLimit::Service::Unknown); // not "none": nobody has said that
    }
};

JACKDAW_TEST(UploadTest)

} // namespace upload_test

#include "upload_test.moc"
