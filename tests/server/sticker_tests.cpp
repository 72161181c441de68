// SPDX-License-Identifier: GPL-3.0-or-later
//
// Stickers of the engine through a real Prosody and with another client: received, their pack looked at and installed, sent, on
// another device of the user's, made, taken away, and sealed where the chat is encrypted.

#include "files/StickerFolder.h"
#include "files/StickerReader.h"
#include "server/Engine.h"
#include "server/Process.h"
#include "storage/ReadConnection.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

#define REQUIRE(expression) \
    do { \
        const auto result_ = (expression); \
        QVERIFY2(result_.hasValue(), describe(result_)); \
    } while (false)
#define REQUIRE_ID(variable, expression) \
    const auto variable##Result = (expression); \
    QVERIFY2(variable##Result.hasValue(), describe(variable##Result)); \
    const auto variable = variable##Result.value()

namespace {

template<class T>
const char *describe(const Result<T> &result)
{
    static QByteArray text;
    text = result ? QByteArray("no error")
                  : u"error %1: %2 (%3)"_s.arg(int(result.error().kind)).arg(result.error().detail, result.error().subject).toUtf8();
    return text.constData();
}

/// A PNG of one pixel, another one for each number, by what stands behind its end.
QByteArray picture(int number)
{
    static const QByteArray pixel = QByteArray::fromBase64(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    return pixel + QByteArray::number(number);
}

QString hashOf(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toBase64());
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
}

/// As another program makes one: XEP-0449, 2.3.2, once more.
QString packHash(const QString &name, const QList<std::pair<QString, QByteArray>> &stickers)
{
    QList<QByteArray> items;
    for (const auto &[words, bytes] : stickers)
        items.append(words.toUtf8() + '\x1e' + "sha-256\x1f" + hashOf(bytes).toLatin1() + "\x1f\x1e\x1d");
    std::sort(items.begin(), items.end());
    const QByteArray whole = QByteArray("name\x1f") + '\x1f' + name.toUtf8() + "\x1f\x1e\x1c" + items.join() + '\x1c';
    return hashOf(whole);
}

} // namespace

class StickerTests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<Server>(QStringList{}, QStringList{}, QStringList{u"--file-limit"_s, QString::number(20 * 1024 * 1024)});
        QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
    }
    void init()
    {
        ++m_number;
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_server->command(u"account %1 secret"_s.arg(person(u"anna"_s))));
        QVERIFY(m_server->command(u"account %1 secret"_s.arg(person(u"ben"_s))));
        QVERIFY(m_server->command(u"befriend %1 %2"_s.arg(person(u"anna"_s), person(u"ben"_s))));
    }
    void cleanupTestCase() { m_server.reset(); }

    void anotherClientsPackIsInstalledAndUsed();
    void restrictedOnesStayTheirs();
    void ourDevicesShareThem();
    void aPackIsMadeOfPictures();
    void encryptedChatsSealThem();

private:
    QString person(const QString &name) const { return name + QString::number(m_number); }
    QString jid(const QString &name) const { return person(name) + u"@harbor.example"_s; }
    std::unique_ptr<Engine> start(const QString &name) const { return Engine::start(m_folder->filePath(name)); }
    Result<AccountId> signIn(Engine &engine, const QString &name) const
    {
        const auto account = engine.signIn(Engine::settings(jid(name), m_server->port(), m_server->authority()), u"secret"_s);
        if (account)
            engine.waitUntil(*account, ConnectionState::Online);
        return account;
    }
    QList<InstalledPack> packs(const QString &profile, AccountId account) const
    {
        const ReadConnection connection(m_folder->filePath(profile) + u"/history.sqlite"_s);
        return StickerReader(connection).packs(account);
    }
    /// Puts a pack of two stickers into the peer's node, and says its id; `more`: what else is in it.
    QString publish(Peer &peer, const QString &more = {})
    {
        QList<std::pair<QString, QByteArray>> stickers{{u"😘"_s, picture(1)}, {u"👍"_s, picture(2)}};
        QString items;
        m_urls.clear();
        for (const auto &[words, bytes] : stickers) {
            const auto put = peer.command({{u"do"_s, u"upload"_s}, {u"service"_s, u"files.harbor.example"_s}, {u"name"_s, u"s.png"_s},
                                           {u"type"_s, u"image/png"_s}, {u"base64"_s, QString::fromLatin1(bytes.toBase64())}});
            m_urls.append(put ? put->value(u"url").toString() : QString());
            items += u"<item><file xmlns='urn:xmpp:file:metadata:0'><media-type>image/png</media-type><desc>%1</desc><size>%2</size>"
                     "<dimensions>1x1</dimensions><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>%3</hash></file><sources "
                     "xmlns='urn:xmpp:sfs:0'><url-data xmlns='http://jabber.org/protocol/url-data' target='%4'/></sources></item>"_s
                         .arg(words).arg(bytes.size()).arg(hashOf(bytes), m_urls.constLast());
        }
        const QString hash = packHash(u"Harbour birds"_s, stickers);
        const QString id = hash.first(24);
        const auto done = peer.command({{u"do"_s, u"ask"_s}, {u"to"_s, QString()}, {u"type"_s, u"set"_s}, {u"xml"_s,
            u"<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='urn:xmpp:stickers:0'><item id='%1'>"
            "<pack xmlns='urn:xmpp:stickers:0'><name>Harbour birds</name>%2%3<hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>%4</hash>"
            "</pack></item></publish><publish-options><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'>"
            "<value>http://jabber.org/protocol/pubsub#publish-options</value></field><field var='pubsub#access_model'><value>open</value>"
            "</field></x></publish-options></pubsub>"_s.arg(id, more, items, hash)}});
        return done && done->value(u"type").toString() == u"result"_s ? id : QString();
    }
    /// Says the first sticker of that pack to Anna.
    void say(Peer &peer, const QString &pack, const QString &id = u"s1"_s)
    {
        peer.command({{u"do"_s, u"raw"_s}, {u"xml"_s,
            u"<message to='%1' type='chat' id='%5'><body>😘</body><sticker xmlns='urn:xmpp:stickers:0' pack='%2'/>"
            "<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'><media-type>image/png</media-type><desc>😘</desc>"
            "<size>%6</size><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>%3</hash></file><sources><url-data "
            "xmlns='http://jabber.org/protocol/url-data' target='%4'/></sources></file-sharing></message>"_s
                .arg(jid(u"anna"_s), pack, hashOf(picture(1)), m_urls.value(0), id).arg(picture(1).size())}});
    }
    static std::optional<Message> stickerIn(const Engine &engine, ConversationId conversation)
    {
        for (const Message &message : engine.messages(conversation)) {
            if (message.attachment && message.attachment->kind == Attachment::Kind::Sticker)
                return message;
        }
        return {};
    }

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    QStringList m_urls;
    int m_number = 0;
};

void StickerTests::anotherClientsPackIsInstalledAndUsed()
{
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    auto anna = start(u"anna"_s);
    REQUIRE_ID(account, signIn(*anna, u"anna"_s));
    REQUIRE_ID(toBen, anna->openConversation(account, jid(u"ben"_s)));
    const QString pack = publish(ben);
    QVERIFY2(!pack.isEmpty(), ben.errors().constData());
    say(ben, pack);
    QVERIFY(Engine::waitFor([&] { return stickerIn(*anna, toBen).has_value(); }));
    const MessageId id = stickerIn(*anna, toBen)->id;
    // A contact's, and small: it comes by itself, as pictures do.
    QVERIFY(Engine::waitFor([&] { return stickerIn(*anna, toBen)->attachment->state == Attachment::State::Here; }));
    QCOMPARE(read(stickerIn(*anna, toBen)->attachment->path), picture(1));
    QCOMPARE(stickerIn(*anna, toBen)->caption(), QString());
    QCOMPARE(stickerIn(*anna, toBen)->attachment->file.description, u"😘"_s);

    REQUIRE_ID(look, Engine::wait(anna->stickers().look(id, StickerLook::Ask::Stranger)));
    QCOMPARE(look.pack.name(), u"Harbour birds"_s);
    QCOMPARE(look.pack.stickers.size(), 2);
    QVERIFY(look.kept == StickerLook::Kept::No);
    QVERIFY(look.pictures == StickerLook::Pictures::Here);
    QCOMPARE(read(look.paths.at(1)), picture(2));
    REQUIRE(Engine::wait(anna->stickers().install(look)));
    QCOMPARE(packs(u"anna"_s, account).size(), 1);
    REQUIRE_ID(again, Engine::wait(anna->stickers().look(id, StickerLook::Ask::Stranger)));
    QVERIFY(again.kept == StickerLook::Kept::Yes);

    // Another's client finds it with Anna, unchanged.
    const auto asks = [&] {
        return ben.command({{u"do"_s, u"ask"_s}, {u"to"_s, jid(u"anna"_s)}, {u"xml"_s,
            u"<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:stickers:0'><item id='%1'/></items></pubsub>"_s.arg(pack)}});
    };
    QVERIFY(Engine::waitFor([&] { const auto found = asks(); return found && found->value(u"xml").toString().contains(hashOf(picture(2))); }));

    // Sent in clear, it says the address that it has already.
    REQUIRE(Engine::wait(anna->stickers().send(toBen, pack, 1)));
    const auto heard = ben.event(u"message"_s, {{u"body"_s, u"👍"_s}});
    QVERIFY(heard);
    QCOMPARE(heard->value(u"sticker").toString(), pack);
    QVERIFY(heard->value(u"shared").toString().contains(m_urls.at(1)));
    QVERIFY(heard->value(u"shared").toString().contains(u"👍"_s));
    QCOMPARE(heard->value(u"oob").toString(), QString());
    QVERIFY(packs(u"anna"_s, account).at(0).used.at(1) > 0);

    // Taken away, it is nobody's any more.
    REQUIRE(Engine::wait(anna->stickers().remove(account, pack)));
    QVERIFY(packs(u"anna"_s, account).isEmpty());
    QVERIFY(Engine::waitFor([&] { const auto found = asks(); return found && !found->value(u"xml").toString().contains(hashOf(picture(2))); }));
    QVERIFY(!QFile::exists(again.paths.at(1)));
    QCOMPARE(read(stickerIn(*anna, toBen)->attachment->path), picture(1)); // what was said stays
}

void StickerTests::restrictedOnesStayTheirs()
{
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    auto anna = start(u"anna"_s);
    REQUIRE_ID(account, signIn(*anna, u"anna"_s));
    REQUIRE_ID(toBen, anna->openConversation(account, jid(u"ben"_s)));
    const QString pack = publish(ben, u"<restricted/>"_s);
    say(ben, pack);
    QVERIFY(Engine::waitFor([&] { return stickerIn(*anna, toBen).has_value(); }));
    REQUIRE_ID(look, Engine::wait(anna->stickers().look(stickerIn(*anna, toBen)->id, StickerLook::Ask::Stranger)));
    QVERIFY(look.pack.use == StickerPack::Use::Restricted);
    const Status installed = Engine::wait(anna->stickers().install(look));
    QVERIFY(!installed);
    QCOMPARE(installed.error().kind, ErrorKind::Forbidden);
    QVERIFY(packs(u"anna"_s, account).isEmpty());
    // One that is not what its id says.
    say(ben, u"AAAAAAAAAAAAAAAAAAAAAAAA"_s, u"s2"_s);
    QVERIFY(Engine::waitFor([&] { return anna->messages(toBen).size() == 2; }));
    const auto nothing = Engine::wait(anna->stickers().look(anna->messages(toBen).constLast().id, StickerLook::Ask::Stranger));
    QVERIFY(!nothing);
    QCOMPARE(nothing.error().kind, ErrorKind::NotFound);
}

void StickerTests::ourDevicesShareThem()
{
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    auto desk = start(u"desk"_s);
    REQUIRE_ID(account, signIn(*desk, u"anna"_s));
    REQUIRE_ID(toBen, desk->openConversation(account, jid(u"ben"_s)));
    const QString pack = publish(ben);
    say(ben, pack);
    QVERIFY(Engine::waitFor([&] { return stickerIn(*desk, toBen).has_value(); }));
    REQUIRE_ID(look, Engine::wait(desk->stickers().look(stickerIn(*desk, toBen)->id, StickerLook::Ask::Stranger)));
    REQUIRE(Engine::wait(desk->stickers().install(look)));
    QVERIFY(Engine::waitFor([&] { return packs(u"desk"_s, account).value(0).published == InstalledPack::Published::Yes; }));
    auto lap = start(u"lap"_s);
    REQUIRE_ID(there, signIn(*lap, u"anna"_s));
    QVERIFY(Engine::waitFor([&] { return packs(u"lap"_s, there).size() == 1; }));
    const StickerFolder folder(m_folder->filePath(u"lap"_s), there);
    QCOMPARE(read(folder.pathOf(packs(u"lap"_s, there).at(0).pack.stickers.at(0).sha256)), picture(1));
    // What one of them takes away is gone from the other with its next sign-in.
    REQUIRE(Engine::wait(lap->stickers().remove(there, pack)));
    lap.reset();
    REQUIRE(Engine::wait(desk->accounts().signOut(account)));
    REQUIRE(Engine::wait(desk->accounts().signIn(account)));
    QVERIFY(desk->waitUntil(account, ConnectionState::Online));
    QVERIFY(Engine::waitFor([&] { return packs(u"desk"_s, account).isEmpty(); }));
}

void StickerTests::aPackIsMadeOfPictures()
{
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    auto anna = start(u"anna"_s);
    REQUIRE_ID(account, signIn(*anna, u"anna"_s));
    REQUIRE_ID(toBen, anna->openConversation(account, jid(u"ben"_s)));
    QList<NewSticker> stickers;
    for (int i = 0; i < 2; ++i) {
        QFile file(m_folder->filePath(u"my cat at home %1.png"_s.arg(i)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(picture(10 + i)) > 0);
        stickers.append({file.fileName(), u"image/png"_s, u"🐈"_s, 1, 1});
    }
    REQUIRE_ID(pack, Engine::wait(anna->stickers().make(account, u"Our cat"_s, stickers)));
    QCOMPARE(packs(u"anna"_s, account).value(0).pack.name(), u"Our cat"_s);
    REQUIRE(Engine::wait(anna->stickers().send(toBen, pack, 1)));
    const auto heard = ben.event(u"message"_s, {{u"body"_s, u"🐈"_s}});
    QVERIFY(heard);
    const QString url = packs(u"anna"_s, account).at(0).pack.stickers.at(1).url;
    QVERIFY(heard->value(u"shared").toString().contains(url));
    QVERIFY(!url.contains(u"home"_s)); // what the user calls the file is nobody's business
    const auto got = ben.command({{u"do"_s, u"fetch"_s}, {u"url"_s, url}});
    QVERIFY(got);
    QCOMPARE(QByteArray::fromBase64(got->value(u"base64").toString().toLatin1()), picture(11));
    // The same picture goes on to somebody else, who learns nothing of the pack.
    QVERIFY(m_server->command(u"account %1 secret"_s.arg(person(u"zoe"_s))));
    Peer zoe(*m_server, person(u"zoe"_s));
    QVERIFY2(zoe.isOnline(), zoe.errors().constData());
    REQUIRE_ID(toZoe, anna->openConversation(account, jid(u"zoe"_s)));
    REQUIRE(Engine::wait(anna->chat().forward(stickerIn(*anna, toBen)->id, toZoe)));
    const auto forwarded = zoe.event(u"message"_s, {{u"body"_s, u"🐈"_s}});
    QVERIFY(forwarded);
    QCOMPARE(forwarded->value(u"sticker").toString(), QString());
    QVERIFY(forwarded->value(u"sticker").isString());
    const auto none = Engine::wait(anna->stickers().make(account, u" "_s, stickers));
    QVERIFY(!none);
    QCOMPARE(none.error().kind, ErrorKind::NotAcceptable);
    const auto text = Engine::wait(anna->stickers().make(account, u"Texts"_s, {{m_folder->filePath(u"anna/history.sqlite"_s), {}, {}, 0, 0}}));
    QVERIFY(!text); // no picture
    const QString folder = m_folder->filePath(u"anna/stickers/%1"_s.arg(account.value()));
    QVERIFY(QFile::exists(folder));
    REQUIRE(Engine::wait(anna->accounts().removeAccount(account)));
    QVERIFY(!QFile::exists(folder));
    QVERIFY(packs(u"anna"_s, account).isEmpty());
}

void StickerTests::encryptedChatsSealThem()
{
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    REQUIRE_ID(toAnna, ben->openConversation(benId, jid(u"anna"_s)));
    QFile file(m_folder->filePath(u"cat.png"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(picture(20)) > 0);
    file.close();
    REQUIRE_ID(pack, Engine::wait(anna->stickers().make(annaId, u"Our cat"_s, {{file.fileName(), u"image/png"_s, u"🐈"_s, 1, 1}})));
    const QString shared = packs(u"anna"_s, annaId).at(0).pack.stickers.at(0).url;
    REQUIRE(Engine::wait(anna->encryption().setChatWish(annaId, *BareJid::parse(jid(u"ben"_s)), ChatWish::Encrypted)));
    REQUIRE(Engine::wait(anna->stickers().send(toBen, pack, 0)));
    const auto arrived = [&]() -> std::optional<Message> {
        for (const Message &message : ben->messages(toAnna)) {
            if (message.attachment)
                return message;
        }
        return {};
    };
    QVERIFY(Engine::waitFor([&] { return arrived() && arrived()->attachment->state == Attachment::State::Here; }, 40));
    QVERIFY(arrived()->encryption.has_value());
    QVERIFY(arrived()->attachment->file.isSealed());
    QVERIFY(!arrived()->attachment->file.url.contains(shared.section(u'/', -2)));
    QCOMPARE(read(arrived()->attachment->path), picture(20));
}

QTEST_GUILESS_MAIN(StickerTests)

#include "sticker_tests.moc"
