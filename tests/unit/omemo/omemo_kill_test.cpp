// SPDX-License-Identifier: GPL-3.0-or-later
#include "OmemoPeople.h"
#include "chat/IncomingPipeline.h"

#include <QFile>
#include <QProcess>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace {

/// Where a life ends, by SIGKILL.
enum class End {
    Never,
    Decrypted, ///< the ratchet turned, and nothing is stored
    Stored,    ///< within the transaction
    Committed,
    Sealed,    ///< of one that goes out, within the transaction
    ToLeave,   ///< it is on disk, and has not left
    Left
};
constexpr End ends[] = {End::Decrypted, End::Stored, End::Committed, End::Sealed, End::ToLeave, End::Left};

void dieAt(End here, End wanted)
{
    if (here == wanted) {
        ::raise(SIGKILL);
    }
}

/// Dies between the turn of the ratchet and what the pipeline makes of it.
class DyingCipher : public MessageCipher
{
public:
    DyingCipher(OmemoService &service, const End &end) : m_service(service), m_end(end) {}

    Result<Readiness> readiness(const BareJid &peer) override { return m_service.readiness(peer); }
    Result<QList<QXmppMessage>> seal(const QXmppMessage &clear, const BareJid &peer, MessageId message) override
    {
        return m_service.seal(clear, peer, message);
    }
    Result<Opened> open(const QDomElement &message, const BareJid &sender, const BareJid &chat, qint64 time) override
    {
        auto opened = m_service.open(message, sender, chat, time);
        dieAt(End::Decrypted, m_end);
        return opened;
    }
    void settle() override { m_service.settle(); }

private:
    OmemoService &m_service;
    const End &m_end;
};

/// Mara's program on a profile that outlives it.
class Life
{
public:
    Life(const QString &folder, MemoryServer &server)
        : m_folder(folder), nodes(server, jid("mara@harbor.example"))
    {
        auto opened = Database::open(m_folder + u"/history.sqlite"_s);
        if (!opened || !opened->setAside.isEmpty()) {
            qFatal("the history is damaged");
        }
        database = std::move(opened->database);
        AccountStore accounts(*database);
        const auto known = accounts.load();
        account = known->isEmpty() ? *accounts.add(m_settings) : known->constFirst().id;
        m_connection = std::make_unique<Connection>(m_settings, u"agent"_s, m_clock);
        const AccountContext context{account, *m_connection, *database, m_clock};
        service = std::make_unique<OmemoService>(context, nodes, m_folder);
        service->setByDefault(EncryptByDefault::Yes);
        if (!service->begin()) {
            qFatal("encryption does not begin");
        }
        store = std::make_unique<MessageStore>(*database);
        m_pipeline = std::make_unique<IncomingPipeline>(context, *store);
        m_cipher = std::make_unique<DyingCipher>(*service, end);
        m_pipeline->setCipher(*m_cipher);
    }

    int heard() { return database->value(u"SELECT count(*) FROM message WHERE direction = 0"_s)->toInt(); }
    /// As MessageService does it: what it says and the step of the ratchet in one transaction.
    bool hear(const QString &xml)
    {
        const QDomElement element = domOf(xml);
        IncomingMessage in;
        in.stanza = readMessage(element);
        in.sealed = element;
        in.source = IncomingMessage::Source::Live;
        in.time = m_clock.now();
        in.place = MessageStore::Place::Newest;
        IncomingOutcome outcome;
        const Status done = database->transaction(Database::Durability::Full, [&]() -> Status {
            const auto processed = m_pipeline->process(in, outcome);
            dieAt(End::Stored, end);
            return processed ? Status(Done{}) : Status(processed.error());
        });
        dieAt(End::Committed, end);
        service->settle();
        return bool(done);
    }
    /// As Outbox does it: the step is on disk before the stanza leaves.
    bool say(const QString &text)
    {
        const BareJid tomas = jid("tomas@harbor.example");
        QList<QXmppMessage> sealed;
        const Status done = database->transaction(Database::Durability::Full, [&]() -> Status {
            auto stanzas = service->seal(writeText(tomas, OriginId(text), text), tomas, {});
            if (!stanzas) {
                return stanzas.error();
            }
            sealed = *std::move(stanzas);
            dieAt(End::Sealed, end);
            return Done{};
        });
        dieAt(End::ToLeave, end);
        QFile out(m_folder + u"/left"_s);
        if (!done || !out.open(QIODevice::WriteOnly | QIODevice::Append)) {
            return false;
        }
        for (const QXmppMessage &each : std::as_const(sealed)) {
            out.write(xmlOf(each).toUtf8() + '\n');
        }
        out.close();
        dieAt(End::Left, end);
        return true;
    }

    End end = End::Never;
    std::unique_ptr<Database> database;
    AccountId account;
    std::unique_ptr<OmemoService> service;
    std::unique_ptr<MessageStore> store;

private:
    QString m_folder;
    FakeClock m_clock;
    AccountSettings m_settings = anAccount("mara@harbor.example");
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<IncomingPipeline> m_pipeline;
    std::unique_ptr<DyingCipher> m_cipher;

public:
    MemoryNodes nodes;
};

/// Hears what is there for her from where she stands on, `upTo` of them, says something, and dies with the last.
int live(const QString &folder, int number, int upTo, End end)
{
    QFile in(folder + u"/in"_s);
    if (!in.open(QIODevice::ReadOnly)) {
        return 2;
    }
    const QList<QByteArray> lines = in.readAll().trimmed().split('\n');
    MemoryServer nobody;
    Life mara(folder, nobody);
    const int heard = mara.heard();
    const int last = std::min(heard + upTo, int(lines.size())) - 1;
    // What it had before comes again, as it does where the server does not know what was taken.
    for (int i = std::max(0, heard - 2); i <= last; ++i) {
        mara.end = i == last && end <= End::Committed ? end : End::Never;
        if (!mara.hear(QString::fromUtf8(lines[i]))) {
            return 3;
        }
    }
    mara.end = end;
    return mara.say(u"said in life %1"_s.arg(number)) ? 0 : 4;
}

} // namespace

/// Killed 200 times between the turn of the ratchet and what is stored of it (facts/security.md, R20): every message is there
/// once, none is unreadable, and no key seals two.
class OmemoKillTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyMessageIsThereAndNoKeyServesTwice_data();
    void everyMessageIsThereAndNoKeyServesTwice();
};

void OmemoKillTest::everyMessageIsThereAndNoKeyServesTwice_data()
{
    QTest::addColumn<OmemoVersion>("version");
    QTest::newRow("legacy") << OmemoVersion::Legacy;
    QTest::newRow("two") << OmemoVersion::Two;
}

void OmemoKillTest::everyMessageIsThereAndNoKeyServesTwice()
{
    QFETCH(OmemoVersion, version);
    constexpr int kills = 100; // of each version
    QTemporaryDir folder;
    MemoryServer server;
    Person tomas(server, "tomas@harbor.example");
    const OmemoVersion other = version == OmemoVersion::Legacy ? OmemoVersion::Two : OmemoVersion::Legacy;
    QStringList expected;
    {
        Life mara(folder.path(), server);
        mara.service->beginSession();
        // Only now, or each would put itself on its list again.
        for (const BareJid &each : {jid("mara@harbor.example"), tomas.jid}) {
            server.setList(each, other, {});
        }
        QVERIFY(mara.service->readiness(tomas.jid));
        QCOMPARE(*mara.service->readiness(tomas.jid), OmemoService::Readiness::Ready);
        QCOMPARE(tomas.readiness(jid("mara@harbor.example")), OmemoService::Readiness::Ready);
        QFile in(folder.filePath(u"in"_s));
        QVERIFY(in.open(QIODevice::WriteOnly));
        for (int i = 0; i < 3 * kills; ++i) {
            expected.append(u"message %1"_s.arg(i));
            const auto stanzas = tomas.write(jid("mara@harbor.example"), expected.constLast());
            QCOMPARE(stanzas.size(), 1);
            QXmppMessage stanza = stanzas[0];
            stanza.setFrom(u"tomas@harbor.example/there"_s);
            in.write(xmlOf(stanza).toUtf8() + '\n');
        }
    }
    for (int i = 0; i <= kills; ++i) {
        const End end = i == kills ? End::Never : ends[i % std::size(ends)];
        QProcess life;
        life.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        const int upTo = i == kills ? int(expected.size()) : 1 + i % 4;
        life.start(QCoreApplication::applicationFilePath(),
                   {u"--live"_s, folder.path(), QString::number(i), QString::number(upTo), QString::number(int(end))});
        QVERIFY(life.waitForFinished(60'000));
        QCOMPARE(life.exitStatus(), end == End::Never ? QProcess::NormalExit : QProcess::CrashExit);
        QVERIFY(end != End::Never || life.exitCode() == 0);
    }
    MemoryServer nobody;
    Life mara(folder.path(), nobody);
    QStringList heard;
    QVERIFY(mara.database->each(u"SELECT body, cipher_fault, cipher FROM message WHERE direction = 0 ORDER BY id"_s, {},
                                [&](const QSqlQuery &row) {
        heard.append(row.value(1).toInt() == 0 && row.value(2).toInt() == int(version) ? row.value(0).toString() : u"unreadable"_s);
    }));
    QCOMPARE(heard, expected);
    // All that left can be read by whom it was for: where a step of the ratchet had been taken twice, he would take the second
    // for a copy of the first.
    QFile left(folder.filePath(u"left"_s));
    QVERIFY(left.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = left.readAll().trimmed().split('\n');
    QSet<QString> said;
    for (const QByteArray &line : lines) {
        const Status done = tomas.database->transaction(Database::Durability::Normal, [&]() -> Status {
            const auto opened =
                tomas.service->open(domOf(QString::fromUtf8(line)), jid("mara@harbor.example"), tomas.jid, tomas.clock.now());
            if (!opened || opened->outcome != OmemoService::Opened::Outcome::Opened) {
                return Error{ErrorKind::Internal, opened ? opened->detail : opened.error().detail, {}};
            }
            said.insert(opened->stanza.body);
            return Done{};
        });
        QVERIFY2(done, line.constData());
    }
    QCOMPARE(said.size(), lines.size());
    QVERIFY(said.size() >= kills / qsizetype(std::size(ends)));
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 6 && arguments[1] == "--live"_L1) {
        return live(arguments[2], arguments[3].toInt(), arguments[4].toInt(), End(arguments[5].toInt()));
    }
    OmemoKillTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "omemo_kill_test.moc"
