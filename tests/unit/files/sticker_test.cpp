// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/StickerReader.h"
#include "files/StickerService.h"

#include "chat/MessageCipher.h"
#include "storage/ReadConnection.h"
#include "support/HostileWeb.h"
#include "support/ScriptedAccount.h"
#include "support/TestProgram.h"
#include "xmpp/Stickers.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QTcpSocket>
#include <QXmlStreamWriter>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace sticker_test {

const QByteArray pixel = QByteArray::fromBase64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

/// A chat is what the test says, and what would be sealed is left as it is, for the test to look at.
class OpenCipher : public MessageCipher
{
public:
    Result<Readiness> readiness(const BareJid &) override { return now; }
    Result<QList<QXmppMessage>> seal(const QXmppMessage &clear, const BareJid &, MessageId) override
    {
        return QList<QXmppMessage>{clear};
    }
    Result<Opened> open(const QDomElement &, const BareJid &, const BareJid &, qint64) override { return Opened(); }
    void settle() override {}

    Readiness now = Readiness::Clear;
};

/// Packs of stickers between servers that mean no good and a chat that is, or becomes, encrypted.
class StickerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_content = pixel;
        m_web = std::make_unique<HostileWeb>(m_certificates.make({.name = u"127.0.0.1"_s, .hosts = u"IP:127.0.0.1"_s}),
                                             [this](QTcpSocket &socket, const QByteArray &head) {
            if (!head.startsWith("PUT ")) {
                HostileWeb::answer(socket, "200 OK", m_content);
                return;
            }
            QObject::disconnect(&socket, &QTcpSocket::readyRead, nullptr, nullptr);
            const auto take = [this, &socket] {
                m_put += socket.readAll();
                if (m_put.size() >= m_awaited) {
                    HostileWeb::answer(socket, "201 Created", {});
                }
            };
            QObject::connect(&socket, &QTcpSocket::readyRead, &socket, take);
            take();
        });
        m_put.clear();
        m_published.clear();
        m_retracted = 0;
        m_lists = false;
        m_listed.clear();
        m_awaited = 0;
        m_slotError.clear();
        m_fetched = 0;
        m_listsAsked = 0;
        ScriptedServer::Script script;
        script.answers = {{"urn:xmpp:http:upload", {}}};
        script.answer = [this](const QByteArray &iq, const QByteArray &id) { return answer(iq, id); };
        m_account = std::make_unique<ScriptedAccount>(script);
        m_account->features->messages.setCipher(m_cipher);
        m_cipher.now = MessageCipher::Readiness::Clear;
        ConnectionSettings settings = m_account->connection->settings();
        QFile both(m_account->folder.filePath(u"authorities.pem"_s));
        QFile ours(m_certificates.authorityFile());
        QFile theirs(settings.authorityFile);
        QVERIFY(both.open(QIODevice::WriteOnly) && ours.open(QIODevice::ReadOnly) && theirs.open(QIODevice::ReadOnly));
        both.write(ours.readAll() + theirs.readAll());
        settings.authorityFile = both.fileName();
        m_account->connection->setSettings(settings);
        m_chat = *m_account->features->messages.open(ScriptedAccount::peer("tomas"));
    }
    void cleanup()
    {
        m_account.reset();
        m_web.reset();
    }

    void aStickerIsKeptAsOne()
    {
        QVERIFY(m_account->isReady());
        m_account->server.say("<message from='tomas@harbor.example/a' to='mara@harbor.example' type='chat' id='s1'><body>😘</body>"
                              "<sticker xmlns='urn:xmpp:stickers:0' pack='p1'/>" + sharing("image/png") + "</message>");
        QTRY_COMPARE(all().size(), 1);
        const Message said = all().constFirst();
        QCOMPARE(said.attachment->kind, Attachment::Kind::Sticker);
        QCOMPARE(said.attachment->file.description, u"😘"_s); // nobody said: what stands for it
        QCOMPARE(said.attachment->file.sticker->pack, u"p1"_s);
        QCOMPARE(said.caption(), QString());
        // In the list of chats it says what it is.
        const auto chat = m_account->features->messages.store().conversation(m_chat);
        QCOMPARE(chat->last->attachment->kind, Attachment::Kind::Sticker);
        QCOMPARE(chat->last->attachment->file.description, u"😘"_s);
        // More than a sign is a text of its own.
        const QString text(Message::longestSign + 1, u'a');
        Message wordy = said;
        wordy.body = text;
        QCOMPARE(wordy.caption(), text);
        wordy.body = text.first(Message::longestSign);
        QCOMPARE(wordy.caption(), QString());
        wordy.body = u"https://files.harbor.example/"_s + text;
        QCOMPARE(wordy.caption(), QString());
        // A film is none that is shown.
        m_account->server.say("<message from='tomas@harbor.example/a' to='mara@harbor.example' type='chat' id='s2'><body>😘</body>"
                              "<sticker xmlns='urn:xmpp:stickers:0'/>" + sharing("video/webm") + "</message>");
        QTRY_COMPARE(all().size(), 2);
        QCOMPARE(all().constLast().attachment->kind, Attachment::Kind::Video);
        QVERIFY(!all().constLast().attachment->file.sticker);
    }

    void aPackIsInstalledAndTakenAway()
    {
        serve(packOf({pixel}));
        QVERIFY(m_account->isReady());
        const auto look = wait(stickers().look(received("tomas", m_pack.id), StickerLook::Ask::Friend));
        QVERIFY2(look, look ? "" : qPrintable(look.error().detail));
        QVERIFY(wait(stickers().install(*look)));
        QCOMPARE(installed().size(), 1);
        QTRY_VERIFY(m_published.contains(m_pack.id.toUtf8()));
        QVERIFY(m_published.contains("<value>open</value>")); // XEP-0449, 2.3
        QTRY_COMPARE(installed().value(0).published, InstalledPack::Published::Yes);
        QVERIFY(QFile::exists(look->paths.value(0)));
        // One that comes with it now is here without being fetched.
        const qsizetype asked = m_web->requests().size();
        const MessageId next = received("tomas", m_pack.id);
        QVERIFY(stickers().adopt(next));
        QCOMPARE(now(next).attachment->state, Attachment::State::Here);
        QCOMPARE(m_web->requests().size(), asked);
        QVERIFY(stickers().remove(m_pack.id));
        QTRY_COMPARE(m_retracted, 1);
        QTRY_COMPARE(installed().size(), 0);
        QVERIFY(!QFile::exists(look->paths.value(0)));
        QVERIFY(QFile::exists(now(next).attachment->path)); // what was said stays
    }

    void strangersAreAskedByAWordOnly_data()
    {
        QTest::addColumn<QByteArray>("who");
        QTest::addColumn<bool>("isSealed");
        QTest::addColumn<QString>("service");
        QTest::newRow("no contact") << QByteArray("zoe") << false << QString();
        QTest::newRow("a sealed message") << QByteArray("tomas") << true << QString();
        QTest::newRow("a contact who names another place") << QByteArray("tomas") << false << u"zoe@harbor.example"_s;
    }
    void strangersAreAskedByAWordOnly()
    {
        QFETCH(QByteArray, who);
        QFETCH(bool, isSealed);
        QFETCH(QString, service);
        serve(packOf({pixel}));
        QVERIFY(m_account->isReady());
        const MessageId said = received(who.constData(), m_pack.id, service.isEmpty() ? BareJid() : *BareJid::parse(service));
        if (isSealed) {
            const MessageEncryption sealed{OmemoVersion::Two, OmemoDeviceId(1), DeviceTrust::Verified, false, RatchetFault::None};
            QVERIFY(m_account->features->messages.store().setEncryption(said, sealed));
        }
        const auto first = wait(stickers().look(said, StickerLook::Ask::Friend));
        QVERIFY(first);
        QCOMPARE(first->unasked, u"harbor.example"_s);
        QVERIFY(first->pack.stickers.isEmpty());
        QVERIFY(m_account->isThrough());
        QCOMPARE(m_fetched, 0);
        const auto second = wait(stickers().look(said, StickerLook::Ask::Stranger));
        QVERIFY(second);
        QCOMPARE(m_fetched, 1);
        QCOMPARE(second->unasked, QString());
        QCOMPARE(second->pack.stickers.size(), 1);
    }

    void strangersPacksAreLookedAtWithoutTheirPictures()
    {
        serve(packOf({pixel}));
        QVERIFY(m_account->isReady());
        const auto look = wait(stickers().look(received("zoe", m_pack.id), StickerLook::Ask::Stranger));
        QVERIFY(look);
        QVERIFY(look->pictures == StickerLook::Pictures::Missing);
        QCOMPARE(m_web->requests().size(), 0);
        const auto loaded = wait(stickers().loadPictures(*look)); // by a click
        QVERIFY(loaded);
        QVERIFY(loaded->pictures == StickerLook::Pictures::Here);
        QCOMPARE(installed().size(), 0);
    }

    void ofAContactNoMoreComesThanWhatComesUnasked_data()
    {
        QTest::addColumn<qint64>("size");
        QTest::addColumn<int>("asked");
        QTest::newRow("small") << qint64(pixel.size()) << 1;
        QTest::newRow("too much") << 2 * DownloadRules::megabyte << 0;
        QTest::newRow("nobody says") << qint64(-1) << 0;
    }
    void ofAContactNoMoreComesThanWhatComesUnasked()
    {
        QFETCH(qint64, size);
        QFETCH(int, asked);
        serve(packOf({pixel}, size));
        QVERIFY(m_account->isReady());
        const auto look = wait(stickers().look(received("tomas", m_pack.id), StickerLook::Ask::Friend));
        QVERIFY(look);
        QCOMPARE(m_web->requests().size(), asked);
        QCOMPARE(look->pictures == StickerLook::Pictures::Here, size == pixel.size());
    }

    void whatOurOtherDeviceHasComesByItself_data()
    {
        QTest::addColumn<bool>("isMetered");
        QTest::addColumn<qint64>("there");
        QTest::addColumn<bool>("comes");
        QTest::newRow("usual") << false << qint64(0) << true;
        QTest::newRow("it costs") << true << qint64(0) << false;
        QTest::newRow("enough came") << false << StickerService::mostUnasked << false;
    }
    void whatOurOtherDeviceHasComesByItself()
    {
        QFETCH(bool, isMetered);
        QFETCH(qint64, there);
        QFETCH(bool, comes);
        StickerPack before = packOf({"before"}, there);
        QVERIFY(StickerStore(*m_account->database, m_account->id).put(before, InstalledPack::Published::No));
        serve(packOf({pixel}));
        m_account->features->downloads.setMeter([isMetered] { return isMetered; });
        m_lists = true;
        m_listed = "<item jid='mara@harbor.example' name='" + m_pack.id.toUtf8() + "'/>";
        QVERIFY(m_account->isReady());
        QTRY_COMPARE(m_listsAsked, 1);
        QVERIFY(m_account->isThrough());
        if (comes) {
            QTRY_COMPARE(installed().size(), 2);
        } else {
            QVERIFY(m_account->isThrough());
            QCOMPARE(installed().size(), 1);
            QCOMPARE(m_web->requests().size(), 0);
        }
    }

    void whatCannotBeHadIsNotTriedWithEachSession()
    {
        serve(packOf({pixel}));
        m_content = "another picture";
        m_lists = true;
        m_listed = "<item jid='mara@harbor.example' name='" + m_pack.id.toUtf8() + "'/>";
        QVERIFY(m_account->isReady());
        QTRY_COMPARE(m_web->requests().size(), 1);
        QVERIFY(m_account->isThrough());
        const int fetched = m_fetched;
        const int lists = m_listsAsked;
        Q_EMIT m_account->connection->sessionStarted(Connection::Session::New);
        QTRY_VERIFY(m_listsAsked > lists);
        QVERIFY(m_account->isThrough());
        QCOMPARE(m_fetched, fetched);
        QCOMPARE(m_web->requests().size(), 1);
        QCOMPARE(installed().size(), 0);
    }

    void makingEndsByAWord()
    {
        QFile picture(m_account->folder.filePath(u"one.png"_s));
        QVERIFY(picture.open(QIODevice::WriteOnly) && picture.write(pixel) == pixel.size());
        picture.close();
        m_awaited = pixel.size() + 1; // it is never through
        QVERIFY(m_account->isReady());
        QVERIFY(!stickers().stopMaking());
        const auto first = stickers().make(u"Birds"_s, {{picture.fileName(), u"image/png"_s, u"🐦"_s, 1, 1}});
        const auto second = wait(stickers().make(u"Cats"_s, {{picture.fileName(), u"image/png"_s, u"🐈"_s, 1, 1}}));
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Conflict);
        QTRY_COMPARE_WITH_TIMEOUT(m_put.size(), pixel.size(), 10'000);
        QVERIFY(stickers().stopMaking());
        const auto made = wait(first);
        QVERIFY(!made);
        QCOMPARE(made.error().kind, ErrorKind::Cancelled);
        QVERIFY(!stickers().stopMaking());
        QCOMPARE(installed().size(), 0);
        QDirIterator files(m_account->folder.filePath(u"stickers"_s), QDir::Files, QDirIterator::Subdirectories);
        QVERIFY(!files.hasNext());
    }

    /// XEP-0363, 5: a server that says of no size beforehand says so when a place is asked for; as with any other file.
    void aPictureThatIsTooLargeForTheServerIsCalledSo()
    {
        QFile picture(m_account->folder.filePath(u"one.png"_s));
        QVERIFY(picture.open(QIODevice::WriteOnly) && picture.write(pixel) == pixel.size());
        picture.close();
        m_slotError = "not-acceptable";
        QVERIFY(m_account->isReady());
        const auto made = wait(stickers().make(u"Birds"_s, {{picture.fileName(), u"image/png"_s, u"🐦"_s, 1, 1}}));
        QVERIFY(!made);
        QCOMPARE(made.error().kind, ErrorKind::FileTooLarge);
        QCOMPARE(m_put.size(), 0);
        QCOMPARE(installed().size(), 0);
    }

    void theWindowReadsWhatItShows()
    {
        StickerPack first = packOf({pixel, "other"});
        first.names = {{u"de"_s, u"Vögel"_s}, {{}, u"Birds"_s}};
        first.stickers[1].suggests = {{{}, u"gull"_s}, {u"de"_s, u"Möwe"_s}};
        StickerPack second = packOf({"third"});
        StickerPack leaving = packOf({"fourth"});
        StickerStore store(*m_account->database, m_account->id);
        QVERIFY(store.put(first, InstalledPack::Published::Yes));
        QVERIFY(store.put(second, InstalledPack::Published::No));
        QVERIFY(store.put(leaving, InstalledPack::Published::Leaving));
        QVERIFY(store.noteUsed(first.id, 1, 77));
        const ReadConnection connection(m_account->folder.filePath(u"history.sqlite"_s));
        const auto shown = StickerReader(connection).packs(m_account->id);
        QCOMPARE(shown.size(), 2);
        QCOMPARE(shown.at(0).pack.id, first.id); // as they were added, whatever their ids
        QCOMPARE(shown.at(1).pack.id, second.id);
        QCOMPARE(shown.at(0).pack.name(), u"Birds"_s);
        QCOMPARE(shown.at(0).used, (QList<qint64>{0, 77}));
        QCOMPARE(shown.at(0).pack.stickers.size(), 2);
        QCOMPARE(shown.at(0).pack.stickers.at(1).suggests, first.stickers.at(1).suggests);
        QCOMPARE(shown.at(0).pack.stickers.at(1).sha256, first.stickers.at(1).sha256);
        QCOMPARE(shown.at(0).pack.stickers.at(1).description, u"🐦"_s);
        QCOMPARE(shown.at(1).pack.stickers.size(), 1);
    }

    /// Not that there is no such sticker.
    void whereItCannotBeKeptTheDiskSaysWhy()
    {
        install();
        QVERIFY(m_account->isReady());
        const MessageId said = received("tomas", m_pack.id);
        QVERIFY(stickers().adopt(said));
        QDir(m_account->folder.filePath(u"files/outgoing"_s)).removeRecursively();
        QFile inTheWay(m_account->folder.filePath(u"files/outgoing"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        QCOMPARE(stickers().send(m_chat, m_pack.id, 0).error().kind, ErrorKind::Storage);
        QCOMPARE(stickers().forward(said, m_chat).error().kind, ErrorKind::Storage);
    }

    void badPacksAreNotTaken_data()
    {
        QTest::addColumn<QString>("how");
        QTest::addColumn<int>("kind");
        QTest::newRow("another picture") << u"picture"_s << int(ErrorKind::FileBroken);
        QTest::newRow("a program") << u"program"_s << int(ErrorKind::FileBroken);
        QTest::newRow("endless") << u"huge"_s << int(ErrorKind::FileTooLarge);
        QTest::newRow("a private address") << u"private"_s << int(ErrorKind::UnsafeAddress);
        QTest::newRow("restricted") << u"restricted"_s << int(ErrorKind::Forbidden);
    }
    void badPacksAreNotTaken()
    {
        QFETCH(QString, how);
        QFETCH(int, kind);
        QByteArray content = pixel;
        if (how == u"program") {
            content = "#!/bin/sh\nrm -rf ~";
        } else if (how == u"huge") {
            content = pixel + QByteArray(StickerPack::mostBytes, 'x');
        }
        StickerPack pack = packOf({content});
        m_content = how == u"picture" ? pixel + "another" : content;
        if (how == u"private") {
            pack.stickers[0].url = u"https://10.1.2.3/s.png"_s;
        } else if (how == u"restricted") {
            pack.use = StickerPack::Use::Restricted;
        }
        serve(pack);
        QVERIFY(m_account->isReady());
        StickerLook look;
        look.account = m_account->id;
        look.pack = pack;
        const Status done = wait(stickers().install(look));
        QVERIFY(!done);
        QCOMPARE(int(done.error().kind), kind);
        QCOMPARE(installed().size(), 0);
        QVERIFY(m_published.isEmpty());
        QDirIterator files(m_account->folder.filePath(u"stickers"_s), QDir::Files, QDirIterator::Subdirectories);
        QVERIFY(!files.hasNext());
    }

    void inClearItSaysWhereItLies()
    {
        install();
        QVERIFY(m_account->isReady());
        const auto id = stickers().send(m_chat, m_pack.id, 0);
        QVERIFY(id);
        QTRY_VERIFY(messages().contains("<body>🐦</body>"));
        QVERIFY(messages().contains("pack=\"" + m_pack.id.toUtf8()));
        QVERIFY(messages().contains(m_pack.stickers.at(0).url.toUtf8()));
        QVERIFY(m_put.isEmpty()); // it is there already
        QVERIFY(installed().at(0).used.at(0) > 0);
        QCOMPARE(now(*id).attachment->kind, Attachment::Kind::Sticker);
    }

    void nothingLeavesBeforeTheChatIsKnown()
    {
        install();
        m_cipher.now = MessageCipher::Readiness::NotYet;
        QVERIFY(m_account->isReady());
        const auto id = stickers().send(m_chat, m_pack.id, 0);
        QVERIFY(id);
        QVERIFY(m_account->isThrough());
        QVERIFY(!messages().contains("urn:xmpp:sfs:0"));
        QVERIFY(!messages().contains(m_pack.stickers.at(0).url.toUtf8()));
        QCOMPARE(now(*id).state, MessageState::Waiting);
        QVERIFY(m_put.isEmpty());
    }

    /// Nobody on the way learns the picture, nor by its address which pack it is of.
    void whatIsSealedGoesUpAnew()
    {
        install();
        m_cipher.now = MessageCipher::Readiness::Ready;
        m_awaited = pixel.size() + 16;
        QVERIFY(m_account->isReady());
        const auto id = stickers().send(m_chat, m_pack.id, 0);
        QVERIFY(id);
        QTRY_VERIFY_WITH_TIMEOUT(now(*id).attachment->file.isSealed(), 10'000);
        QCOMPARE(m_put.size(), pixel.size() + 16);
        QVERIFY(!m_put.contains(pixel));
        QTRY_VERIFY(messages().contains("aesgcm://"));
        QVERIFY(!messages().contains(m_pack.stickers.at(0).url.toUtf8()));
        for (const QByteArray &request : m_web->requests()) {
            QVERIFY(!request.contains("sticker-of-pack"));
        }
    }

    /// The chat becomes encrypted between the two: what lies in clear is not named in it.
    void whatWasReadyInClearIsNotSealedWithItsAddress()
    {
        install();
        const auto id = stickers().send(m_chat, m_pack.id, 0); // there is no stream yet
        QVERIFY(id);
        QVERIFY(AttachmentStore(*m_account->database).finishUpload(*id, m_pack.stickers.at(0).url, u"🐦"_s));
        m_cipher.now = MessageCipher::Readiness::Ready;
        QVERIFY(m_account->isReady());
        QTRY_COMPARE(now(*id).state, MessageState::Failed);
        QVERIFY(m_account->isThrough());
        QVERIFY(!messages().contains(m_pack.stickers.at(0).url.toUtf8()));
        QCOMPARE(now(*id).attachment->state, Attachment::State::Uploading); // tried again, it goes up sealed
        QVERIFY(now(*id).attachment->file.url.isEmpty());
    }

    /// A list may be cut short, and some servers make none.
    void aListThatLacksAPackTakesNoneAway()
    {
        install();
        m_lists = true;
        QVERIFY(m_account->isReady());
        QTRY_VERIFY(m_account->server.heard().contains("<items node=\"urn:xmpp:stickers:0\""));
        QVERIFY(m_account->isThrough());
        QCOMPARE(installed().size(), 1);
        QVERIFY(StickerFolder(m_account->folder.path(), m_account->id).has(m_pack.stickers.at(0).sha256));
    }

    void aPackThatAnotherDeviceTookAwayGoes()
    {
        install();
        m_lists = true;
        m_xml.clear();
        QVERIFY(m_account->isReady());
        QTRY_COMPARE(installed().size(), 0);
        QVERIFY(!StickerFolder(m_account->folder.path(), m_account->id).has(m_pack.stickers.at(0).sha256));
    }

    void whatWasSealedIsNotForwardedWithItsAddress()
    {
        install();
        m_awaited = pixel.size();
        QVERIFY(m_account->isReady());
        const MessageId said = received("tomas", m_pack.id);
        QVERIFY(stickers().adopt(said));
        const MessageEncryption sealed{OmemoVersion::Two, OmemoDeviceId(1), DeviceTrust::Verified, false, RatchetFault::None};
        QVERIFY(m_account->features->messages.store().setEncryption(said, sealed));
        QVERIFY(stickers().forward(said, m_chat));
        QTRY_VERIFY_WITH_TIMEOUT(messages().contains("place/a.bin"), 10'000);
        QVERIFY(!messages().contains("other.png"));
    }

private:
    QByteArray answer(const QByteArray &iq, const QByteArray &id)
    {
        const QByteArray start = "<iq type='result' id='" + id + "'";
        if (m_lists && iq.contains("disco#items") && iq.contains("urn:xmpp:stickers:0")) {
            ++m_listsAsked;
            return start + " from='mara@harbor.example'><query xmlns='http://jabber.org/protocol/disco#items' node='urn:xmpp:stickers:0'>"
                + m_listed + "</query></iq>";
        }
        if (iq.contains("disco#items")) {
            return iq.contains("urn:xmpp:stickers:0")
                ? "<iq type='error' id='" + id + "' from='mara@harbor.example'><error type='cancel'><item-not-found "
                  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>"
                : start + " from='harbor.example'><query xmlns='http://jabber.org/protocol/disco#items'><item jid='files.harbor.example'/></query></iq>";
        }
        if (iq.contains("files.harbor.example")) {
            if (iq.contains("<request") && !m_slotError.isEmpty()) {
                return "<iq type='error' id='" + id + "' from='files.harbor.example'><error type='modify'><" + m_slotError
                    + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
            }
            const QByteArray place = m_web->url(u"place/a.bin"_s).toLatin1();
            return start + " from='files.harbor.example'>"
                + (iq.contains("<request") ? "<slot xmlns='urn:xmpp:http:upload:0'><put url='" + place + "'/><get url='" + place + "'/></slot>"
                                           : QByteArray("<query xmlns='http://jabber.org/protocol/disco#info'><feature var='urn:xmpp:http:upload:0'/></query>"))
                + "</iq>";
        }
        if (!iq.contains("urn:xmpp:stickers:0")) {
            return {};
        }
        if (iq.contains("<publish ")) {
            m_published += iq;
            return start + "/>";
        }
        if (iq.contains("<retract ")) {
            ++m_retracted;
            return start + "/>";
        }
        ++m_fetched;
        const QByteArray from = iq.contains("tomas@") ? "tomas@harbor.example" : iq.contains("zoe@") ? "zoe@harbor.example" : "mara@harbor.example";
        QByteArray item; // none where it is gone
        if (!m_xml.isEmpty()) {
            item = "<item id='" + m_pack.id.toUtf8() + "'>" + m_xml + "</item>";
        }
        return start + " from='" + from + "'><pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:stickers:0'>" + item
            + "</items></pubsub></iq>";
    }
    /// What was said to people; our own node has the packs with all that is in them.
    QByteArray messages() const
    {
        QByteArray all;
        const QByteArray heard = m_account->server.heard();
        for (qsizetype at = heard.indexOf("<message "); at >= 0; at = heard.indexOf("<message ", at + 1)) {
            all += heard.sliced(at, heard.indexOf("</message>", at) - at);
        }
        return all;
    }
    static QByteArray sharing(const QByteArray &type)
    {
        return "<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'><media-type>" + type + "</media-type></file>"
               "<sources><url-data xmlns='http://jabber.org/protocol/url-data' target='https://10.0.0.1/x.png'/></sources></file-sharing>";
    }
    /// `size`: what is said of each; 0: what is so.
    StickerPack packOf(const QByteArrayList &pictures, qint64 size = 0)
    {
        StickerPack pack;
        pack.names = {{{}, u"Birds"_s}};
        for (const QByteArray &bytes : pictures) {
            StickerPack::Sticker one;
            one.description = u"🐦"_s;
            one.mediaType = u"image/png"_s;
            one.url = m_web->url(u"sticker-of-pack.png"_s);
            one.size = size != 0 ? size : bytes.size();
            one.sha256 = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256);
            one.hashes = {{u"sha-256"_s, QString::fromLatin1(one.sha256.toBase64())}};
            pack.stickers.append(one);
        }
        signStickerPack(pack);
        return pack;
    }
    void serve(const StickerPack &pack)
    {
        m_pack = pack;
        m_xml.clear();
        QXmlStreamWriter writer(&m_xml);
        writeStickerPack(writer, pack);
    }
    /// As if it had been installed before.
    void install()
    {
        serve(packOf({pixel}));
        QVERIFY(StickerFolder(m_account->folder.path(), m_account->id).keep(m_pack.stickers.at(0).sha256, pixel));
        QVERIFY(StickerStore(*m_account->database, m_account->id).put(m_pack, InstalledPack::Published::Yes));
    }
    MessageId received(const char *from, const QString &pack, const BareJid &service = {})
    {
        Message said;
        said.conversation = *m_account->features->messages.open(ScriptedAccount::peer(from));
        said.sender = ScriptedAccount::peer(from);
        said.time = m_account->clock.now();
        said.originId = OriginId(u"said-%1"_s.arg(++m_said));
        said.body = u"🐦"_s;
        Attachment &attachment = said.attachment.emplace();
        attachment.kind = Attachment::Kind::Sticker;
        attachment.file.url = m_web->url(u"other.png"_s);
        attachment.file.mediaType = u"image/png"_s;
        attachment.file.sha256 = m_pack.stickers.at(0).sha256;
        attachment.file.sticker = StickerMark{pack, service, {}};
        return m_account->features->messages.store().insert(said, MessageStore::Place::Newest, MessageStore::Unread::DoNotCount)->id;
    }
    template<class T>
    static Result<T> wait(const QFuture<Result<T>> &future)
    {
        return QTest::qWaitFor([&] { return future.isFinished(); }, 15'000) ? future.result()
                                                                           : Result<T>(Error{ErrorKind::Internal, u"it never ends"_s, {}});
    }
    StickerService &stickers() { return m_account->features->stickers; }
    QList<InstalledPack> installed() { return *StickerStore(*m_account->database, m_account->id).packs(); }
    Message now(MessageId id) { return *m_account->features->messages.store().message(id); }
    QList<Message> all()
    {
        return *m_account->features->messages.store().select(u"WHERE m.conversation = ? ORDER BY m.id"_s, {m_chat.value()});
    }

    Certificates m_certificates;
    std::unique_ptr<HostileWeb> m_web;
    std::unique_ptr<ScriptedAccount> m_account;
    OpenCipher m_cipher;
    ConversationId m_chat;
    StickerPack m_pack;
    QByteArray m_xml;
    QByteArray m_content;
    QByteArray m_put;
    QByteArray m_published;
    qsizetype m_awaited = 0;
    QByteArray m_slotError; ///< in place of a place
    QByteArray m_listed; ///< what is
    int m_retracted = 0;
    int m_fetched = 0;
    int m_listsAsked = 0;
    int m_said = 0;
    bool m_lists = false; ///< our own node, of which nothing is in the list
};

JACKDAW_TEST(StickerTest)

} // namespace sticker_test

#include "sticker_test.moc"
