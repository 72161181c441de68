// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files of the engine through a real Prosody (http_file_share) and with another client: up, down, in rooms, encrypted, too large,
// cut and killed.

#include "server/Engine.h"
#include "server/Process.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonDocument>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

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

/// A PNG of one pixel, made as large as is wished by what stands behind its end.
QByteArray picture(int more = 0)
{
    static const QByteArray pixel = QByteArray::fromBase64(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    return pixel + QByteArray(more, 'x');
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
}

} // namespace

class FilesTests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanupTestCase() { m_server.reset(); }

    void aPictureGoesUpAndComesDown();
    void theLimitIsKnownAndKept();
    void aCaptionGoesBehindItsFile();
    void anotherClientGetsIt();
    void anotherClientSendsOne();
    void severalInOneMessage();
    void strangersPicturesAreNotFetched();
    void inARoom();
    void encryptedChatsSealTheirFiles();
    void waitsForTheServer();
    void cancelledAndTriedAgain();
    void aFileThatChangedIsNotSent();
    void howFastItGoesIsTold();
    void aKilledUploadIsSentOnce();

private:
    QString person(const QString &name) const { return name + QString::number(m_number); }
    QString jid(const QString &name) const { return person(name) + u"@harbor.example"_s; }
    void makeFriends()
    {
        QVERIFY(m_server->command(u"account %1 secret"_s.arg(person(u"anna"_s))));
        QVERIFY(m_server->command(u"account %1 secret"_s.arg(person(u"ben"_s))));
        QVERIFY(m_server->command(u"befriend %1 %2"_s.arg(person(u"anna"_s), person(u"ben"_s))));
    }
    std::unique_ptr<Engine> start(const QString &name) const { return Engine::start(m_folder->filePath(name)); }
    Result<AccountId> signIn(Engine &engine, const QString &name) const
    {
        const auto account = engine.signIn(Engine::settings(jid(name), m_server->port(), m_server->authority()), u"secret"_s);
        if (account)
            engine.waitUntil(*account, ConnectionState::Online);
        return account;
    }
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }
    static std::optional<Message> withFile(const Engine &engine, ConversationId conversation)
    {
        for (const Message &message : engine.messages(conversation)) {
            if (message.attachment)
                return message;
        }
        return {};
    }
    static Attachment fileOf(const Engine &engine, ConversationId conversation)
    {
        const auto message = withFile(engine, conversation);
        return message ? *message->attachment : Attachment();
    }

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_number = 0;
};

void FilesTests::initTestCase()
{
    m_server = std::make_unique<Server>(QStringList{}, QStringList{}, QStringList{u"--file-limit"_s, QString::number(20 * 1024 * 1024)});
    QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
}

void FilesTests::init()
{
    ++m_number;
    m_folder = std::make_unique<QTemporaryDir>();
}

void FilesTests::aPictureGoesUpAndComesDown()
{
    makeFriends();
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    REQUIRE_ID(toAnna, ben->openConversation(benId, jid(u"anna"_s)));

    const QByteArray content = picture(3000);
    const QString path = write(u"Gauge at the outlet.png"_s, content);
    REQUIRE_ID(id, Engine::wait(anna->files().sendFile(toBen, {path, {}, u"image/png"_s, 640, 480}, {})));
    QVERIFY(Engine::waitFor([&] { return withFile(*anna, toBen) && withFile(*anna, toBen)->state >= MessageState::Sent; }));
    const Message sent = *withFile(*anna, toBen);
    QCOMPARE(sent.id, id);
    QVERIFY(sent.state != MessageState::Failed);
    QCOMPARE(sent.attachment->state, Attachment::State::Here);
    QVERIFY(sent.body.startsWith(u"https://127.0.0.1:"_s));

    // A friend's picture comes by itself.
    QVERIFY(Engine::waitFor([&] { return fileOf(*ben, toAnna).state == Attachment::State::Here; }));
    const Attachment got = fileOf(*ben, toAnna);
    QCOMPARE(read(got.path), content);
    QCOMPARE(got.kind, Attachment::Kind::Picture);
    QCOMPARE(got.file.name, u"Gauge at the outlet.png"_s);
    QCOMPARE(got.file.width, 640);
    QCOMPARE(got.file.height, 480);
    QCOMPARE(got.file.size, content.size());
    QCOMPARE(got.file.sha256, QCryptographicHash::hash(content, QCryptographicHash::Sha256));
    QVERIFY(got.path.startsWith(m_folder->filePath(u"ben/files/"_s)));
    QCOMPARE(QFile::permissions(got.path) & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::ExeOwner), QFileDevice::Permissions());
    QVERIFY(withFile(*ben, toAnna)->caption().isEmpty());

    // What is deleted here leaves no file behind.
    REQUIRE(Engine::wait(ben->chat().deleteLocally(withFile(*ben, toAnna)->id)));
    QVERIFY(Engine::waitFor([&] { return !QFile::exists(got.path); }));
}

void FilesTests::theLimitIsKnownAndKept()
{
    makeFriends();
    auto anna = start(u"anna"_s);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    REQUIRE_ID(limit, Engine::wait(anna->files().uploadLimit(toBen)));
    QCOMPARE(limit.service, UploadLimit::Service::Found);
    QCOMPARE(limit.maximum, 20 * 1024 * 1024);
    QCOMPARE(limit.direct, UploadLimit::Direct::Possible); // to a friend (direct_tests.cpp)
    REQUIRE_ID(toNobody, anna->openConversation(annaId, u"nobody@harbor.example"_s));
    const auto refused = Engine::wait(anna->files().sendFile(toNobody, {write(u"big"_s, QByteArray(21 * 1024 * 1024, 'x')), {}, {}, 0, 0}, {}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::FileTooLarge);
    QCOMPARE(refused.error().subject, QString::number(20 * 1024 * 1024));
    QVERIFY(!withFile(*anna, toNobody));
    const auto folder = Engine::wait(anna->files().sendFile(toBen, {m_folder->path(), {}, {}, 0, 0}, {}));
    QVERIFY(!folder);
    QCOMPARE(folder.error().kind, ErrorKind::FileChanged);
}

void FilesTests::aCaptionGoesBehindItsFile()
{
    makeFriends();
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    auto anna = start(u"anna"_s);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    REQUIRE(Engine::wait(anna->files().sendFile(toBen, {write(u"a.pdf"_s, "%PDF-1.4"), {}, u"application/pdf"_s, 0, 0}, u"The plan"_s)));
    const auto first = ben.event(u"message"_s);
    const auto second = ben.event(u"message"_s);
    QVERIFY(first && second);
    QVERIFY(first->value(u"body").toString().startsWith(u"https://"_s));
    QCOMPARE(second->value(u"body").toString(), u"The plan"_s);
    QVERIFY(Engine::waitFor([&] { return anna->waiting.value(annaId) == 0; }));
}

void FilesTests::anotherClientGetsIt()
{
    makeFriends();
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    auto anna = start(u"anna"_s);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    const QByteArray content = picture(100);
    REQUIRE(Engine::wait(anna->files().sendFile(toBen, {write(u"gauge.png"_s, content), {}, u"image/png"_s, 64, 48}, {})));
    const auto heard = ben.event(u"message"_s);
    QVERIFY(heard);
    const QString url = heard->value(u"body").toString();
    QCOMPARE(heard->value(u"oob").toString(), url); // who knows no more than XEP-0066 shows it by that
    QVERIFY(url.endsWith(u"/gauge.png"_s));
    const QString shared = heard->value(u"shared").toString();
    for (const QString &part : {u"gauge.png"_s, u"image/png"_s, QString::number(content.size()), u"64"_s, u"48"_s,
                                QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toBase64()), url})
        QVERIFY2(shared.contains(part), qPrintable(part));
    const auto fetched = ben.command({{u"do"_s, u"fetch"_s}, {u"url"_s, url}});
    QVERIFY(fetched);
    QCOMPARE(QByteArray::fromBase64(fetched->value(u"base64").toString().toLatin1()), content);
    QCOMPARE(fetched->value(u"type").toString(), u"image/png"_s);
}

void FilesTests::anotherClientSendsOne()
{
    makeFriends();
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    auto anna = start(u"anna"_s);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    const QByteArray content = "%PDF-1.4 wiring plan";
    const auto put = ben.command({{u"do"_s, u"upload"_s}, {u"service"_s, u"files.harbor.example"_s}, {u"name"_s, u"PS4 wiring plan.pdf"_s},
                                  {u"type"_s, u"application/pdf"_s}, {u"base64"_s, QString::fromLatin1(content.toBase64())}});
    QVERIFY(put);
    const QString url = put->value(u"url").toString();
    QVERIFY(ben.command({{u"do"_s, u"raw"_s}, {u"xml"_s, u"<message to='%1' type='chat' id='f1'><body>%2</body>"
                         "<x xmlns='jabber:x:oob'><url>%2</url></x></message>"_s.arg(jid(u"anna"_s), url)}}));
    QVERIFY(Engine::waitFor([&] { return withFile(*anna, toBen).has_value(); }));
    const Message message = *withFile(*anna, toBen);
    QCOMPARE(message.attachment->state, Attachment::State::Remote); // no picture: by a click alone
    QCOMPARE(message.attachment->file.name, u"PS4 wiring plan.pdf"_s);
    REQUIRE(Engine::wait(anna->files().fetch(message.id)));
    QVERIFY(Engine::waitFor([&] { return fileOf(*anna, toBen).state == Attachment::State::Here; }));
    const Attachment got = fileOf(*anna, toBen);
    QCOMPARE(read(got.path), content);
    QCOMPARE(got.file.mediaType, u"application/pdf"_s);
    QVERIFY(got.path.endsWith(u"/PS4 wiring plan.pdf"_s));
}

void FilesTests::severalInOneMessage()
{
    makeFriends();
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    auto anna = start(u"anna"_s);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    QString files;
    QList<QByteArray> contents;
    for (const QString &name : {u"north.png"_s, u"south.png"_s, u"east.png"_s}) {
        contents.append(picture(100 + contents.size()));
        const auto put = ben.command({{u"do"_s, u"upload"_s}, {u"service"_s, u"files.harbor.example"_s}, {u"name"_s, name},
                                      {u"type"_s, u"image/png"_s}, {u"base64"_s, QString::fromLatin1(contents.constLast().toBase64())}});
        QVERIFY(put);
        files += u"<file-sharing xmlns='urn:xmpp:sfs:0' disposition='inline' id='%1'><file xmlns='urn:xmpp:file:metadata:0'>"
                 "<media-type>image/png</media-type><name>%1</name><size>%2</size><hash xmlns='urn:xmpp:hashes:2' algo='sha-256'>%3</hash></file>"
                 "<sources><url-data xmlns='http://jabber.org/protocol/url-data' target='%4'/></sources></file-sharing>"_s
                     .arg(name).arg(contents.constLast().size())
                     .arg(QString::fromLatin1(QCryptographicHash::hash(contents.constLast(), QCryptographicHash::Sha256).toBase64()),
                          put->value(u"url").toString());
    }
    QVERIFY(ben.command({{u"do"_s, u"raw"_s}, {u"xml"_s, u"<message to='%1' type='chat' id='f1'><body>Both banks</body>%2</message>"_s
                                                           .arg(jid(u"anna"_s), files)}}));
    const auto areHere = [&] {
        const QList<Message> all = anna->messages(toBen);
        return all.size() == 3 && std::all_of(all.begin(), all.end(), [](const Message &message) {
                   return message.attachment && message.attachment->state == Attachment::State::Here;
               });
    };
    QVERIFY(Engine::waitFor(areHere)); // each by itself, as a contact's pictures come
    const auto namesIn = [](const QList<Message> &all) {
        QStringList names;
        for (const Message &message : all)
            names += message.attachment ? message.attachment->file.name : message.body;
        return names;
    };
    const QList<Message> got = anna->messages(toBen);
    QCOMPARE(namesIn(got), QStringList({u"north.png"_s, u"south.png"_s, u"east.png"_s}));
    for (qsizetype i = 0; i < got.size(); ++i)
        QCOMPARE(read(got.at(i).attachment->path), contents.at(i));
    QCOMPARE(got.constLast().caption(), u"Both banks"_s);

    // Another device of hers has it from the archive.
    auto laptop = start(u"laptop"_s);
    REQUIRE_ID(laptopId, signIn(*laptop, u"anna"_s));
    REQUIRE_ID(there, laptop->openConversation(laptopId, jid(u"ben"_s)));
    QVERIFY(Engine::waitFor([&] { return laptop->messages(there).size() == 3; }));
    QCOMPARE(namesIn(laptop->messages(there)), namesIn(got));

    // A word for one is a word for the message; and taken back they go together.
    REQUIRE(Engine::wait(anna->chat().react(got.constFirst().id, {u"\U0001F44D"_s})));
    QVERIFY(Engine::waitFor([&] { return laptop->messages(there).constLast().reactions.size() == 1; }));
    QVERIFY(ben.command({{u"do"_s, u"raw"_s}, {u"xml"_s, u"<message to='%1' type='chat' id='r1'><retract id='f1' "
                         "xmlns='urn:xmpp:message-retract:1'/><store xmlns='urn:xmpp:hints'/></message>"_s.arg(jid(u"anna"_s))}}));
    for (const auto &[engine, chat] : {std::pair(anna.get(), toBen), std::pair(laptop.get(), there)})
        QVERIFY(Engine::waitFor([&] { return engine->messages(chat).size() == 1 && engine->messages(chat).constFirst().retracted != 0; }));
}

void FilesTests::strangersPicturesAreNotFetched()
{
    makeFriends();
    QVERIFY(m_server->command(u"account %1 secret"_s.arg(person(u"zoe"_s))));
    Peer zoe(*m_server, person(u"zoe"_s));
    QVERIFY2(zoe.isOnline(), zoe.errors().constData());
    auto anna = start(u"anna"_s);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    const auto put = zoe.command({{u"do"_s, u"upload"_s}, {u"service"_s, u"files.harbor.example"_s}, {u"name"_s, u"me.png"_s},
                                  {u"type"_s, u"image/png"_s}, {u"base64"_s, QString::fromLatin1(picture().toBase64())}});
    QVERIFY(put);
    const QString url = put->value(u"url").toString();
    for (const QString &id : {u"s1"_s, u"s2"_s}) {
        QVERIFY(zoe.command({{u"do"_s, u"raw"_s}, {u"xml"_s, u"<message to='%1' type='chat' id='%3'><body>%2</body>"
                             "<x xmlns='jabber:x:oob'><url>%2</url></x></message>"_s.arg(jid(u"anna"_s), url, id)}}));
    }
    ConversationId fromZoe;
    QVERIFY(Engine::waitFor([&] {
        fromZoe = anna->conversationWith(annaId, jid(u"zoe"_s));
        return fromZoe.isValid() && anna->messages(fromZoe).size() == 2;
    }));
    const QList<Message> messages = anna->messages(fromZoe);
    anna->files().noteShown(messages.at(0).id);
    // By a click it comes; by then what is fetched unasked would have been, too.
    REQUIRE(Engine::wait(anna->files().fetch(messages.at(1).id)));
    QVERIFY(Engine::waitFor([&] { return anna->messages(fromZoe).at(1).attachment->state == Attachment::State::Here; }));
    QCOMPARE(anna->messages(fromZoe).at(0).attachment->state, Attachment::State::Remote);
}

void FilesTests::inARoom()
{
    makeFriends();
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    const BareJid room = *BareJid::parse(u"crew%1@groups.harbor.example"_s.arg(m_number));
    REQUIRE_ID(there, Engine::wait(anna->rooms().create(annaId, room, RoomPurpose::PublicChannel, u"Crew"_s, u"Anna"_s)));
    REQUIRE_ID(here, Engine::wait(ben->rooms().enter(benId, room, u"Ben"_s, {})));
    const QByteArray content = picture(50);
    REQUIRE(Engine::wait(anna->files().sendFile(there, {write(u"gauge.png"_s, content), {}, u"image/png"_s, 64, 48}, {})));
    QVERIFY(Engine::waitFor([&] { return withFile(*anna, there) && withFile(*anna, there)->state == MessageState::Sent; }));
    QVERIFY(Engine::waitFor([&] { return withFile(*ben, here).has_value(); }));
    QCOMPARE(fileOf(*ben, here).state, Attachment::State::Remote); // in groups by a click
    QCOMPARE(fileOf(*ben, here).file.width, 64);
    REQUIRE(Engine::wait(ben->files().fetch(withFile(*ben, here)->id)));
    QVERIFY(Engine::waitFor([&] { return fileOf(*ben, here).state == Attachment::State::Here; }));
    QCOMPARE(read(fileOf(*ben, here).path), content);
    QCOMPARE(anna->messages(there).size(), 1); // the room showed us our own: it is the same message
}

void FilesTests::encryptedChatsSealTheirFiles()
{
    makeFriends();
    auto anna = start(u"anna"_s);
    auto ben = start(u"ben"_s);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    REQUIRE_ID(toAnna, ben->openConversation(benId, jid(u"anna"_s)));
    const BareJid peer = *BareJid::parse(jid(u"ben"_s));
    REQUIRE(Engine::wait(anna->encryption().setChatWish(annaId, peer, ChatWish::Encrypted)));
    const QByteArray content = picture(5000);
    REQUIRE(Engine::wait(anna->files().sendFile(toBen, {write(u"secret plan.png"_s, content), {}, u"image/png"_s, 64, 48}, {})));
    QVERIFY(Engine::waitFor([&] { return withFile(*anna, toBen) && withFile(*anna, toBen)->state >= MessageState::Sent; }));
    const Message sent = *withFile(*anna, toBen);
    QVERIFY2(sent.state != MessageState::Failed, sent.failure ? qPrintable(sent.failure->detail) : "");
    QVERIFY(sent.encryption);
    QVERIFY(sent.body.startsWith(u"aesgcm://127.0.0.1:"_s));
    QVERIFY(!sent.body.contains(u"secret"_s)); // the server is not told the name
    QVERIFY(Engine::waitFor([&] { return fileOf(*ben, toAnna).state == Attachment::State::Here; }));
    QCOMPARE(read(fileOf(*ben, toAnna).path), content);
    // What lies on the server is nobody's to read.
    Peer zoe(*m_server, person(u"ben"_s), u"other"_s);
    QVERIFY2(zoe.isOnline(), zoe.errors().constData());
    const QString url = u"https"_s + sent.body.sliced(6).section(u'#', 0, 0);
    const auto fetched = zoe.command({{u"do"_s, u"fetch"_s}, {u"url"_s, url}});
    QVERIFY(fetched);
    const QByteArray sealed = QByteArray::fromBase64(fetched->value(u"base64").toString().toLatin1());
    QCOMPARE(sealed.size(), content.size() + 16);
    QVERIFY(!sealed.contains("PNG"));
    QVERIFY(!sealed.contains(QByteArray(20, 'x')));
}

void FilesTests::waitsForTheServer()
{
    makeFriends();
    auto ben = start(u"ben"_s);
    REQUIRE_ID(benId, signIn(*ben, u"ben"_s));
    REQUIRE_ID(toAnna, ben->openConversation(benId, jid(u"anna"_s)));
    const QByteArray content = picture(10);
    {
        auto anna = start(u"anna"_s);
        REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
        REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
        REQUIRE(Engine::wait(anna->accounts().signOut(annaId)));
        QVERIFY(anna->waitUntil(annaId, ConnectionState::SignedOut));
        REQUIRE(Engine::wait(anna->files().sendFile(toBen, {write(u"late.png"_s, content), {}, u"image/png"_s, 0, 0}, u"Late"_s)));
        QVERIFY(Engine::waitFor([&] { return anna->waiting.value(annaId) == 2; }));
        REQUIRE(Engine::wait(anna->accounts().signIn(annaId)));
        QVERIFY(Engine::waitFor([&] { return anna->waiting.value(annaId) == 0; }, 40));
    }
    QVERIFY(Engine::waitFor([&] { return ben->messages(toAnna).size() == 2; }));
    QVERIFY(ben->messages(toAnna).at(0).attachment);
    QCOMPARE(ben->messages(toAnna).at(1).body, u"Late"_s);
}

void FilesTests::cancelledAndTriedAgain()
{
    makeFriends();
    auto anna = start(u"anna"_s);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    REQUIRE(Engine::wait(anna->accounts().signOut(annaId)));
    QVERIFY(anna->waitUntil(annaId, ConnectionState::SignedOut));
    REQUIRE_ID(id, Engine::wait(anna->files().sendFile(toBen, {write(u"a.bin"_s, QByteArray(100, 'x')), {}, {}, 0, 0}, {})));
    REQUIRE(Engine::wait(anna->files().cancel(id)));
    QVERIFY(Engine::waitFor([&] { return withFile(*anna, toBen) && withFile(*anna, toBen)->state == MessageState::Failed; }));
    QCOMPARE(withFile(*anna, toBen)->failure->kind, ErrorKind::Cancelled);
    QVERIFY(!Engine::wait(anna->files().cancel(id)));
    REQUIRE(Engine::wait(anna->accounts().signIn(annaId)));
    QVERIFY(anna->waitUntil(annaId, ConnectionState::Online));
    REQUIRE(Engine::wait(anna->chat().retry(id)));
    QVERIFY(Engine::waitFor([&] { return withFile(*anna, toBen)->state >= MessageState::Sent && withFile(*anna, toBen)->state != MessageState::Failed; }));
    QCOMPARE(anna->messages(toBen).size(), 1);
}

void FilesTests::aFileThatChangedIsNotSent()
{
    makeFriends();
    auto anna = start(u"anna"_s);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    REQUIRE(Engine::wait(anna->accounts().signOut(annaId)));
    QVERIFY(anna->waitUntil(annaId, ConnectionState::SignedOut));
    REQUIRE(Engine::wait(anna->files().sendFile(toBen, {write(u"a.txt"_s, "what I meant to send"), {}, {}, 0, 0}, {})));
    write(u"a.txt"_s, "something else altogether");
    REQUIRE(Engine::wait(anna->accounts().signIn(annaId)));
    QVERIFY(Engine::waitFor([&] { return withFile(*anna, toBen) && withFile(*anna, toBen)->state == MessageState::Failed; }));
    QCOMPARE(withFile(*anna, toBen)->failure->kind, ErrorKind::FileChanged);
}

/// Prosody reads what is put there in small blocks, with a pause before most of them: 19 MB take some seconds.
void FilesTests::howFastItGoesIsTold()
{
    makeFriends();
    auto anna = start(u"anna"_s);
    REQUIRE_ID(annaId, signIn(*anna, u"anna"_s));
    REQUIRE_ID(toBen, anna->openConversation(annaId, jid(u"ben"_s)));
    constexpr qint64 size = 19 * 1024 * 1024;
    QList<TransferProgress> told;
    connect(&anna->files(), &FileDoor::transferMoved, this,
            [&told](MessageId, const TransferProgress &progress) { told.append(progress); });
    REQUIRE(Engine::wait(anna->files().sendFile(toBen, {write(u"large.bin"_s, QByteArray(size, 'x')), {}, {}, 0, 0}, {})));
    QVERIFY(Engine::waitFor([&] { return fileOf(*anna, toBen).state == Attachment::State::Here; }, 60));
    QVERIFY(Engine::waitFor([&] { return !told.isEmpty() && told.constLast().speed == 0; })); // nothing moves any more
    QCOMPARE(told.constFirst(), (TransferProgress{0, size, 0}));
    qint64 fastest = 0;
    for (const TransferProgress &progress : std::as_const(told)) {
        QCOMPARE(progress.total, size);
        fastest = std::max(fastest, progress.speed);
    }
    QVERIFY2(fastest > 100'000 && fastest < size, qPrintable(QString::number(fastest)));
}

void FilesTests::aKilledUploadIsSentOnce()
{
    makeFriends();
    const QString path = write(u"large.bin"_s, QByteArray(19 * 1024 * 1024, 'x'));
    Peer ben(*m_server, person(u"ben"_s));
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"JACKDAW_PASSWORD"_s, u"secret"_s);
    const QStringList base{u"--profile"_s, m_folder->filePath(u"anna"_s), u"--jid"_s, jid(u"anna"_s), u"--host"_s, u"127.0.0.1"_s, u"--port"_s,
                           QString::number(m_server->port()), u"--authority"_s, m_server->authority()};
    for (int run = 0; run < 4; ++run) {
        QProcess driver;
        driver.setProcessEnvironment(environment);
        const QStringList more = run == 0 ? QStringList{u"--to"_s, jid(u"ben"_s), u"--attach"_s, path} : QStringList{};
        driver.start(QCoreApplication::applicationDirPath() + u"/jackdaw-driver"_s, base + more);
        QByteArray said;
        // Killed in the middle: once bytes go out, and never before the file is on disk as one to be sent.
        QVERIFY(Engine::waitFor([&] {
            said += driver.readAllStandardOutput();
            const bool isQueued = run > 0 || said.contains("\"accepted\"");
            return isQueued && said.contains("\"moved\"");
        }, 40));
        if (run < 3) {
            driver.kill();
            QVERIFY(driver.waitForFinished());
            continue;
        }
        const auto heard = ben.event(u"message"_s, {}, 60);
        QVERIFY(heard);
        const auto fetched = ben.command({{u"do"_s, u"fetch"_s}, {u"url"_s, heard->value(u"body").toString()}}, 60);
        QVERIFY(fetched);
        QCOMPARE(QByteArray::fromBase64(fetched->value(u"base64").toString().toLatin1()).size(), 19 * 1024 * 1024);
        QVERIFY(Engine::waitFor([&] {
            said += driver.readAllStandardOutput();
            return said.contains("\"count\":0");
        }));
        driver.closeWriteChannel();
        QVERIFY(driver.waitForFinished());
    }
    // The server's archive knows of one, and of no second that is still on its way.
    const auto archive = ben.command({{u"do"_s, u"archive"_s}});
    QVERIFY(archive);
    const QByteArray all = QJsonDocument(*archive).toJson();
    QCOMPARE(all.count("large.bin"), 1);
}

QTEST_GUILESS_MAIN(FilesTests)
#include "files_tests.moc"
