// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files straight from one engine to the other (XEP-0234) through a real Prosody that takes none, or none so large: over
// connections of their own, over the server's proxy, through the servers, cut half-way, over a restart.

#include "server/Engine.h"
#include "server/Process.h"

#include <QCryptographicHash>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kilobyte = 1024;

QByteArray noise(qsizetype size)
{
    QByteArray all(size, Qt::Uninitialized);
    QRandomGenerator random(7);
    for (char &each : all)
        each = char(random.generate());
    return all;
}

QByteArray readWhole(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("not there");
}

std::optional<Message> withAFile(const Engine &engine, ConversationId conversation)
{
    for (const Message &message : engine.messages(conversation)) {
        if (message.attachment)
            return message;
    }
    return {};
}

} // namespace

class DirectTests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void itGoesFromOneToTheOther_data();
    void itGoesFromOneToTheOther();
    void onlyWhatIsTooLargeGoesThisWay();
    void itWaitsForSomebodyWhoIsAway();
    void itGoesOnAfterARestart_data();
    void itGoesOnAfterARestart();
    void itIsDeclined();
    void anotherClientTakesAndSends();

private:
    /// One of the two, with a program of its own.
    struct Side
    {
        std::unique_ptr<Engine> engine;
        AccountId account;
        ConversationId chat;
        std::optional<Message> message() const { return withAFile(*engine, chat); }
        std::optional<Attachment> file() const { return message() ? message()->attachment : std::nullopt; }
        bool is(Attachment::State state) const { return file() && file()->state == state; }
    };
    enum class Way { Direct, Proxy, Servers };

    void startServer(const QStringList &options);
    bool start(Side &side, const QString &name, const QString &other, Way way = Way::Direct);
    QString write(const QByteArray &bytes) const;
    bool sends(Side &from, const QByteArray &bytes);

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void DirectTests::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void DirectTests::cleanup()
{
    m_server.reset();
}

void DirectTests::startServer(const QStringList &options)
{
    m_server =
        std::make_unique<Server>(QStringList{u"anna:secret"_s, u"ben:secret"_s}, QStringList{u"anna:ben"_s}, options);
    QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
}

bool DirectTests::start(Side &side, const QString &name, const QString &other, Way way)
{
    side.engine = Engine::start(m_folder->filePath(name));
    if (!side.engine)
        return false;
    PrivacySwitches privacy;
    privacy.addresses = way == Way::Direct;
    side.engine->chat().setPrivacy(privacy);
    if (side.account.isValid()) { // another run
        const bool isIn = side.engine->waitUntil(side.account, ConnectionState::NeedsPassword)
            && Engine::wait(side.engine->accounts().providePassword(side.account, u"secret"_s)).hasValue();
        if (!isIn)
            return false;
    } else {
        const auto account = side.engine->signIn(
            Engine::settings(name + u"@harbor.example"_s, m_server->port(), m_server->authority()), u"secret"_s);
        if (!account)
            return false;
        side.account = *account;
    }
    if (!side.engine->waitUntil(side.account, ConnectionState::Online))
        return false;
    const auto chat = side.engine->openConversation(side.account, other + u"@harbor.example"_s);
    if (!chat)
        return false;
    side.chat = *chat;
    return true;
}

QString DirectTests::write(const QByteArray &bytes) const
{
    QFile file(m_folder->filePath(u"notes.bin"_s));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

bool DirectTests::sends(Side &from, const QByteArray &bytes)
{
    return Engine::wait(from.engine->files().sendFile(from.chat, {write(bytes), {}, {}, 0, 0}, {})).hasValue();
}

void DirectTests::itGoesFromOneToTheOther_data()
{
    QTest::addColumn<int>("way");
    QTest::addColumn<bool>("fromBen");
    QTest::addColumn<int>("size");
    QTest::newRow("over a connection of their own") << int(Way::Direct) << false << 5000 * kilobyte;
    QTest::newRow("and back") << int(Way::Direct) << true << 5000 * kilobyte;
    QTest::newRow("over the server's proxy") << int(Way::Proxy) << false << 5000 * kilobyte;
    QTest::newRow("through the servers") << int(Way::Servers) << false << 100 * kilobyte;
    QTest::newRow("through the servers and back") << int(Way::Servers) << true << 100 * kilobyte;
    QTest::newRow("an empty one") << int(Way::Direct) << false << 0;
}

void DirectTests::itGoesFromOneToTheOther()
{
    QFETCH(int, way);
    QFETCH(bool, fromBen);
    QFETCH(int, size);
    startServer(Way(way) == Way::Proxy ? QStringList{u"--no-files"_s, u"--bytes-proxy"_s, u"--verbose"_s}
                                       : QStringList{u"--no-files"_s, u"--verbose"_s});
    Side anna;
    Side ben;
    QVERIFY(start(anna, u"anna"_s, u"ben"_s, Way(way)));
    QVERIFY(start(ben, u"ben"_s, u"anna"_s, Way(way)));
    Side &from = fromBen ? ben : anna;
    Side &to = fromBen ? anna : ben;
    const QByteArray bytes = noise(size);
    QVERIFY(sends(from, bytes));
    QVERIFY(Engine::waitFor([&] { return to.is(Attachment::State::Remote); }));
    QVERIFY(
        Engine::waitFor([&] { return from.file()->failure && from.file()->failure->kind == ErrorKind::PeerAsked; }));
    QCOMPARE(to.file()->file.name, u"notes.bin"_s);
    QCOMPARE(to.file()->file.size, bytes.size());
    QVERIFY(Engine::wait(to.engine->files().fetch(to.message()->id)).hasValue());
    QVERIFY(Engine::waitFor([&] { return to.is(Attachment::State::Here); }, 60));
    QVERIFY(readWhole(to.file()->path) == bytes);
    QVERIFY(Engine::waitFor([&] { return from.message()->state == MessageState::Delivered; }));
    QVERIFY(from.is(Attachment::State::Here));
    QVERIFY(!from.file()->failure);
    QCOMPARE(m_server->log().contains("SOCKS5 initiator connected"), Way(way) == Way::Proxy);
}

void DirectTests::onlyWhatIsTooLargeGoesThisWay()
{
    startServer({u"--file-limit"_s, u"1000"_s});
    Side anna;
    Side ben;
    QVERIFY(start(anna, u"anna"_s, u"ben"_s));
    QVERIFY(start(ben, u"ben"_s, u"anna"_s));
    const auto limit = Engine::wait(anna.engine->files().uploadLimit(anna.chat));
    QVERIFY(limit.hasValue());
    QCOMPARE(limit->maximum, 1000);
    QCOMPARE(limit->direct, UploadLimit::Direct::Possible);
    QVERIFY(sends(anna, noise(1000)));
    QVERIFY(Engine::waitFor([&] { return ben.message().has_value(); }));
    QVERIFY(ben.file()->file.url.startsWith(u"https://"_s));
    QVERIFY(sends(anna, noise(1001)));
    QVERIFY(Engine::waitFor([&] { return ben.engine->messages(ben.chat).size() == 2; }));
    QVERIFY(ben.engine->messages(ben.chat).constLast().attachment->file.url.isEmpty());
}

void DirectTests::itWaitsForSomebodyWhoIsAway()
{
    startServer({u"--no-files"_s});
    Side anna;
    QVERIFY(start(anna, u"anna"_s, u"ben"_s));
    QVERIFY(sends(anna, "abc"));
    QVERIFY(Engine::waitFor(
        [&] { return anna.file() && anna.file()->failure && anna.file()->failure->kind == ErrorKind::PeerAway; }));
    anna.engine.reset();
    QVERIFY(start(anna, u"anna"_s, u"ben"_s)); // another run
    Side ben;
    QVERIFY(start(ben, u"ben"_s, u"anna"_s));
    QVERIFY(Engine::waitFor([&] { return ben.is(Attachment::State::Remote); }));
    QVERIFY(Engine::wait(ben.engine->files().fetch(ben.message()->id)).hasValue());
    QVERIFY(Engine::waitFor([&] { return ben.is(Attachment::State::Here); }));
    QCOMPARE(readWhole(ben.file()->path), "abc");
}

void DirectTests::itGoesOnAfterARestart_data()
{
    QTest::addColumn<bool>("isSender");
    QTest::newRow("of who sends it") << true;
    QTest::newRow("of who gets it") << false;
}

/// Through the servers, which is slow enough to be in time.
void DirectTests::itGoesOnAfterARestart()
{
    QFETCH(bool, isSender);
    startServer({u"--no-files"_s});
    Side anna;
    Side ben;
    QVERIFY(start(anna, u"anna"_s, u"ben"_s, Way::Servers));
    QVERIFY(start(ben, u"ben"_s, u"anna"_s, Way::Servers));
    const QByteArray bytes = noise(20'000 * kilobyte);
    QVERIFY(sends(anna, bytes));
    QVERIFY(Engine::waitFor([&] { return ben.is(Attachment::State::Remote); }));
    const QString part =
        m_folder->filePath(u"ben/files/"_s + QString::number(ben.message()->id.value(), 16) + u".part"_s);
    QVERIFY(Engine::wait(ben.engine->files().fetch(ben.message()->id)).hasValue());
    QVERIFY(Engine::waitFor([&] { return QFileInfo(part).size() > 200 * kilobyte; }, 60));
    QVERIFY(!ben.is(Attachment::State::Here));
    Side &cut = isSender ? anna : ben;
    cut.engine.reset();
    const qint64 kept = QFileInfo(part).size();
    QVERIFY(kept > 0 && kept < bytes.size());
    QList<qint64> done;
    QVERIFY(start(cut, isSender ? u"anna"_s : u"ben"_s, isSender ? u"ben"_s : u"anna"_s, Way::Servers));
    connect(&anna.engine->files(), &FileDoor::transferMoved, this,
            [&done](MessageId, const TransferProgress &progress) { done.append(progress.done); });
    QVERIFY(Engine::waitFor([&] { return ben.is(Attachment::State::Here); }, 120));
    QVERIFY(readWhole(ben.file()->path) == bytes);
    QVERIFY(Engine::waitFor([&] { return anna.message()->state == MessageState::Delivered; }));
    QCOMPARE(ben.engine->messages(ben.chat).size(), 1); // one card
    QVERIFY(!done.isEmpty() && done.constFirst() >= kept - 64 * kilobyte); // not from the beginning
}

void DirectTests::itIsDeclined()
{
    startServer({u"--no-files"_s});
    Side anna;
    Side ben;
    QVERIFY(start(anna, u"anna"_s, u"ben"_s));
    QVERIFY(start(ben, u"ben"_s, u"anna"_s));
    QVERIFY(sends(anna, "abc"));
    QVERIFY(Engine::waitFor([&] { return ben.is(Attachment::State::Remote); }));
    QVERIFY(Engine::wait(ben.engine->files().cancel(ben.message()->id)).hasValue());
    QVERIFY(Engine::waitFor([&] { return anna.message()->state == MessageState::Failed; }));
    QCOMPARE(anna.message()->failure->kind, ErrorKind::PeerDeclined);
    QVERIFY(ben.is(Attachment::State::Broken));
    // Once more, and this time they want it.
    QVERIFY(Engine::wait(anna.engine->chat().retry(anna.message()->id)).hasValue());
    QVERIFY(Engine::waitFor([&] { return ben.is(Attachment::State::Remote); }));
    QVERIFY(Engine::wait(ben.engine->files().fetch(ben.message()->id)).hasValue());
    QVERIFY(Engine::waitFor([&] { return ben.is(Attachment::State::Here); }));
    QVERIFY(Engine::waitFor([&] { return anna.message()->state == MessageState::Delivered; }));
}

void DirectTests::anotherClientTakesAndSends()
{
    startServer({u"--no-files"_s});
    Side anna;
    QVERIFY(start(anna, u"anna"_s, u"ben"_s));
    Peer ben(*m_server, u"ben"_s, u"phone"_s, Peer::Program::Jingle);
    QVERIFY2(ben.isOnline(), ben.errors().constData());
    const QByteArray bytes = noise(50 * kilobyte + 1);
    QVERIFY(sends(anna, bytes));
    const auto offered = ben.event(u"offered"_s);
    QVERIFY2(offered, ben.errors().constData());
    QCOMPARE(offered->value(u"name").toString(), u"notes.bin"_s);
    QCOMPARE(offered->value(u"size").toInt(), bytes.size());
    QCOMPARE(offered->value(u"way").toString(), u"in-band"_s); // it says that it knows no other
    const auto got = ben.event(u"got"_s, {}, 60);
    QVERIFY2(got, ben.errors().constData());
    QVERIFY(QByteArray::fromBase64(got->value(u"base64").toString().toLatin1()) == bytes);
    QVERIFY(Engine::waitFor([&] { return anna.message()->state == MessageState::Delivered; }));

    // And theirs, which is taken while they wait.
    const QString full = offered->value(u"from").toString();
    const QByteArray theirs = noise(30 * kilobyte);
    connect(&anna.engine->chat(), &ChatDoor::messagesStored, this, [&anna](ConversationId, const QList<Message> &all, bool) {
        for (const Message &message : all) {
            if (message.direction == Direction::Incoming && message.attachment)
                anna.engine->files().fetch(message.id);
        }
    });
    const auto done = ben.command({{u"do"_s, u"offer"_s}, {u"to"_s, full}, {u"name"_s, u"theirs.txt"_s},
                                   {u"base64"_s, QString::fromLatin1(theirs.toBase64())}});
    QVERIFY2(done, ben.errors().constData());
    QCOMPARE(done->value(u"reason").toString(), u"success"_s);
    QVERIFY(Engine::waitFor([&] {
        const Message last = anna.engine->messages(anna.chat).constLast();
        return last.direction == Direction::Incoming && last.attachment && last.attachment->state == Attachment::State::Here
            && readWhole(last.attachment->path) == theirs;
    }));
}

QTEST_GUILESS_MAIN(DirectTests)
#include "direct_tests.moc"
