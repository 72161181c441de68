// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files up to a real Prosody (http_file_share) and down from there, in clear and sealed, over a line that breaks at every tenth
// of the way: each is one message in the end, and the same file on the other side.

#include "server/Engine.h"
#include "server/Process.h"
#include "support/Certificates.h"
#include "support/HostileWeb.h"
#include "support/Relay.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <optional>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int size = 3'000'000; ///< bytes
constexpr int tag = 16;         ///< the same, of what is sealed (XEP-0454)
constexpr int handshake = 2500; ///< the same, about, with what is asked
constexpr int slack = 100'000;  ///< the same: TLS, and what is said besides

/// Of no two places the same, so that two halves that do not fit are seen.
QByteArray contentOf(int seed)
{
    QByteArray content(size, Qt::Uninitialized);
    quint32 state = quint32(seed) * 2654435761U + 1;
    for (char &each : content) {
        state = state * 1664525U + 1013904223U;
        each = char(state >> 24);
    }
    return content;
}

QByteArray hashOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256) : QByteArray();
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class CutsTests : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void anUploadIsSentOnce_data();
    void anUploadIsSentOnce();
    void aDownloadGoesOn_data();
    void aDownloadGoesOn();

private:
    /// Somebody, in their only chat.
    struct Person
    {
        std::unique_ptr<Engine> engine;
        AccountId account;
    };
    static QString jid(const QString &name) { return name + u"@harbor.example"_s; }
    Person come(const QString &name)
    {
        Person made{Engine::start(m_folder.filePath(name)), {}};
        const auto account =
            made.engine->signIn(Engine::settings(jid(name), m_server->port(), m_authorities), u"secret"_s);
        if (account && made.engine->waitUntil(*account, ConnectionState::Online))
            made.account = *account;
        return made;
    }
    /// Those with files: what is sealed tells others no name.
    static QList<Message> files(const Engine &engine, ConversationId chat)
    {
        QList<Message> all = engine.messages(chat);
        all.removeIf([](const Message &each) { return !each.attachment; });
        return all;
    }
    static Attachment fileOf(const Engine &engine, ConversationId chat, MessageId id)
    {
        for (const Message &message : files(engine, chat)) {
            if (message.id == id)
                return *message.attachment;
        }
        return {};
    }
    ConversationId chatOf(const Person &to) const { return to.engine->conversationWith(to.account, jid(u"anna"_s)); }
    /// A file of hers to the other side, and what that has of it. Nothing: it did not arrive.
    std::optional<Message> send(const Person &to, ConversationId chat, const QString &name, const QByteArray &content)
    {
        QFile file(m_folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            return {};
        file.close();
        const qsizetype before = files(*to.engine, chatOf(to)).size();
        if (!Engine::wait(m_anna.engine->files().sendFile(chat, {file.fileName(), {}, {}, 0, 0}, {})))
            return {};
        const bool isThere = Engine::waitFor([&] { return files(*to.engine, chatOf(to)).size() > before; }, 60);
        return isThere ? std::optional(files(*to.engine, chatOf(to)).constLast()) : std::nullopt;
    }

    std::unique_ptr<Relay> m_relay;
    std::unique_ptr<Server> m_server;
    Certificates m_certificates;
    std::unique_ptr<HostileWeb> m_forgetful; ///< knows of no ranges (RFC 9110, 14.2)
    QByteArray m_there; ///< what lies on that one
    QTemporaryDir m_folder;
    QString m_authorities;
    Person m_anna;
    Person m_ben;   ///< in clear
    Person m_carla; ///< sealed
    ConversationId m_toBen;
    ConversationId m_toCarla;
};

void CutsTests::initTestCase()
{
    m_relay = std::make_unique<Relay>(0);
    m_server = std::make_unique<Server>(QStringList{u"anna:secret"_s, u"ben:secret"_s, u"carla:secret"_s},
                                        QStringList{u"anna:ben"_s, u"anna:carla"_s},
                                        QStringList{u"--files-seen-at"_s, QString::number(m_relay->port())});
    QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
    m_relay->setServer(m_server->webPort());
    m_forgetful = std::make_unique<HostileWeb>(m_certificates.make({.name = u"127.0.0.1"_s, .hosts = u"IP:127.0.0.1"_s}),
                                               [this](QTcpSocket &socket, const QByteArray &) {
        HostileWeb::answer(socket, "200 OK", m_there, "Connection: close\r\n");
    });
    m_authorities = m_folder.filePath(u"authorities.pem"_s);
    QFile both(m_authorities);
    QVERIFY(both.open(QIODevice::WriteOnly));
    both.write(read(m_server->authority()) + read(m_certificates.authorityFile()));
    both.close();
    m_anna = come(u"anna"_s);
    m_ben = come(u"ben"_s);
    m_carla = come(u"carla"_s);
    QVERIFY(m_anna.account.isValid() && m_ben.account.isValid() && m_carla.account.isValid());
    const auto toBen = m_anna.engine->openConversation(m_anna.account, jid(u"ben"_s));
    const auto toCarla = m_anna.engine->openConversation(m_anna.account, jid(u"carla"_s));
    QVERIFY(toBen && toCarla);
    m_toBen = *toBen;
    m_toCarla = *toCarla;
    for (const auto &[name, wish] : {std::pair(u"ben"_s, ChatWish::Clear), std::pair(u"carla"_s, ChatWish::Encrypted)})
        QVERIFY(Engine::wait(m_anna.engine->encryption().setChatWish(m_anna.account, *BareJid::parse(jid(name)), wish)));
}

void CutsTests::cleanupTestCase()
{
    for (Person *each : {&m_anna, &m_ben, &m_carla})
        each->engine.reset();
    m_server.reset();
    m_forgetful.reset();
    m_relay.reset();
}

void CutsTests::anUploadIsSentOnce_data()
{
    QTest::addColumn<int>("percent");
    QTest::addColumn<bool>("isSealed");
    for (int percent = 10; percent <= 100; percent += 10) {
        QTest::addRow("clear, %d %%", percent) << percent << false;
        QTest::addRow("sealed, %d %%", percent) << percent << true;
    }
}

/// At 100 % all of it is there, and what the server said of that is lost.
void CutsTests::anUploadIsSentOnce()
{
    QFETCH(const int, percent);
    QFETCH(const bool, isSealed);
    Person &to = isSealed ? m_carla : m_ben;
    const ConversationId chat = isSealed ? m_toCarla : m_toBen;
    const QByteArray content = contentOf(percent + isSealed);
    const QByteArray hash = QCryptographicHash::hash(content, QCryptographicHash::Sha256);
    const QString name = u"up-%1-%2.bin"_s.arg(percent).arg(int(isSealed));
    const qint64 wire = size + (isSealed ? tag : 0);
    const int links = m_relay->links();
    const qint64 passed = m_relay->passed(Relay::Direction::ToServer);
    if (percent < 100)
        m_relay->cutNext(Relay::Direction::ToServer, handshake + wire * percent / 100);
    else
        m_relay->loseNextAnswer(wire);
    // What its card says, each time that it is another.
    QList<std::optional<Error>> said;
    const QMetaObject::Connection heard = connect(&m_anna.engine->chat(), &ChatDoor::messagesChanged, this,
                                                  [&](ConversationId, const QList<Message> &all) {
        for (const Message &message : all) {
            if (message.attachment && message.attachment->file.name == name && message.state == MessageState::Waiting
                && message.attachment->state == Attachment::State::Uploading
                && (said.isEmpty() || said.constLast() != message.attachment->failure))
                said.append(message.attachment->failure);
        }
    });
    const qsizetype before = files(*m_anna.engine, chat).size();
    const auto got = send(to, chat, name, content);
    disconnect(heard);
    QVERIFY(got);
    QVERIFY(m_relay->isCut());
    const int more = m_relay->links() - links; // once more; the question what lies there may go over a link that is kept
    QVERIFY2(more == 2 || (percent == 100 && more == 1), qPrintable(QString::number(more)));
    if (percent < 100) {
        QCOMPARE(said.size(), 1); // it waits, and why
        QVERIFY(said.constFirst());
        QCOMPARE(said.constFirst()->kind, ErrorKind::ConnectionLost);
        QCOMPARE(said.constFirst()->subject, u"127.0.0.1"_s);
    } else {
        QVERIFY(said.isEmpty());
        QVERIFY(m_relay->passed(Relay::Direction::ToServer) - passed < wire + slack); // no byte of it goes twice
    }
    QCOMPARE(files(*m_anna.engine, chat).size(), before + 1);
    QVERIFY(Engine::waitFor([&] { return files(*m_anna.engine, chat).constLast().state != MessageState::Waiting; }));
    const Message sent = files(*m_anna.engine, chat).constLast();
    QCOMPARE(sent.attachment->state, Attachment::State::Here);
    QVERIFY(!sent.attachment->failure && !sent.failure);
    QVERIFY(sent.state != MessageState::Failed);
    QCOMPARE(sent.attachment->file.sha256, hash);
    QCOMPARE(sent.body.startsWith(u"aesgcm://"), isSealed);

    const ConversationId there = chatOf(to);
    QVERIFY(Engine::wait(to.engine->files().fetch(got->id)));
    QVERIFY(Engine::waitFor([&] { return fileOf(*to.engine, there, got->id).state == Attachment::State::Here; }));
    QCOMPARE(hashOf(fileOf(*to.engine, there, got->id).path), hash);
    // What is said behind it comes behind it: by now it would be there a second time.
    const qsizetype here = files(*to.engine, there).size();
    QVERIFY(m_anna.engine->say(chat, u"that was "_s + name));
    QVERIFY(Engine::waitFor([&] { return to.engine->bodies(there).contains(u"that was "_s + name); }));
    QCOMPARE(files(*to.engine, there).size(), here);
    QCOMPARE(files(*to.engine, there).constLast().id, got->id);
    QCOMPARE(files(*m_anna.engine, chat).size(), before + 1);
}

void CutsTests::aDownloadGoesOn_data()
{
    QTest::addColumn<int>("percent");
    QTest::addColumn<bool>("isSealed");
    QTest::addColumn<bool>("givesRanges");
    for (const bool givesRanges : {true, false}) {
        for (const int percent : {10, 50, 90}) {
            for (const bool isSealed : {false, true})
                QTest::addRow("%s, %s, %d %%", isSealed ? "sealed" : "clear", givesRanges ? "by range" : "as a whole", percent)
                    << percent << isSealed << givesRanges;
        }
    }
}

/// A host that gives ranges is asked for the rest alone; of one that does not, nothing that came before is believed.
void CutsTests::aDownloadGoesOn()
{
    QFETCH(const int, percent);
    QFETCH(const bool, isSealed);
    QFETCH(const bool, givesRanges);
    Person &to = isSealed ? m_carla : m_ben;
    const QByteArray content = contentOf(1000 + percent);
    const QString name = u"down-%1-%2-%3.bin"_s.arg(percent).arg(int(isSealed)).arg(int(givesRanges));
    const qint64 wire = size + (isSealed ? tag : 0);
    m_relay->setServer(m_server->webPort());
    const auto message = send(to, isSealed ? m_toCarla : m_toBen, name, content);
    QVERIFY(message);
    QCOMPARE(message->attachment->state, Attachment::State::Remote);
    if (!givesRanges) {
        Peer other(*m_server, u"anna"_s);
        QVERIFY2(other.isOnline(), other.errors().constData());
        const QString url = u"https:"_s + message->attachment->file.url.section(u':', 1).section(u'#', 0, 0);
        const auto fetched = other.command({{u"do"_s, u"fetch"_s}, {u"url"_s, url}});
        QVERIFY(fetched);
        m_there = QByteArray::fromBase64(fetched->value(u"base64").toString().toLatin1());
        QCOMPARE(m_there.size(), wire);
        m_relay->setServer(quint16(QUrl(m_forgetful->url({})).port()));
    }
    m_relay->reset(); // a link that is kept for the next file is none that is cut
    const int links = m_relay->links();
    const qint64 passed = m_relay->passed(Relay::Direction::ToClient);
    const qint64 first = wire * percent / 100;
    m_relay->cutNext(Relay::Direction::ToClient, handshake + first);
    QVERIFY(Engine::wait(to.engine->files().fetch(message->id)));
    QVERIFY(Engine::waitFor([&] { return m_relay->isCut(); }));
    QCOMPARE(fileOf(*to.engine, chatOf(to), message->id).state, Attachment::State::Fetching);
    QVERIFY(Engine::waitFor([&] { return fileOf(*to.engine, chatOf(to), message->id).state != Attachment::State::Fetching; }, 60));
    const Attachment here = fileOf(*to.engine, chatOf(to), message->id);
    QVERIFY2(here.state == Attachment::State::Here, here.failure ? qPrintable(here.failure->detail) : "");
    QCOMPARE(hashOf(here.path), QCryptographicHash::hash(content, QCryptographicHash::Sha256));
    QCOMPARE(m_relay->links() - links, 2);
    const qint64 came = m_relay->passed(Relay::Direction::ToClient) - passed;
    const qint64 expected = givesRanges ? wire : wire + first;
    QVERIFY2(came >= expected - slack && came < expected + slack, qPrintable(u"%1 of %2"_s.arg(came).arg(expected)));
}

QTEST_GUILESS_MAIN(CutsTests)
#include "cuts_tests.moc"
