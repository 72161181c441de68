// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where somebody goes, told for a while to one person through a real server (XEP-0060, XEP-0080): that one follows
// it, and nobody else can read it, contact or not.

#include "server/Engine.h"
#include "server/Process.h"
#include "text/LinkCard.h"

#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

class PlacesTests : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<Server>(QStringList{});
        QVERIFY2(m_server->port() != 0, qPrintable(m_server->error()));
    }
    void init()
    {
        ++m_number;
        for (const QString &name : {u"anna"_s, u"ben"_s, u"carla"_s, u"dora"_s})
            QVERIFY(m_server->command(u"account %1%2 secret"_s.arg(name).arg(m_number)));
        QVERIFY(m_server->command(u"befriend anna%1 ben%1"_s.arg(m_number)));
        QVERIFY(m_server->command(u"befriend anna%1 carla%1"_s.arg(m_number)));
        m_folder = std::make_unique<QTemporaryDir>();
    }
    void cleanup() { m_folder.reset(); }
    void cleanupTestCase() { m_server.reset(); }

    void theOtherSideFollows();
    void nobodyElseReadsIt();
    void whoIsRemovedElsewhereIsToldNothingMore();
    void signingOutEndsIt();
    void aCrashEndsIt();
    void aCrashBeforeItIsAcknowledged_data();
    void aCrashBeforeItIsAcknowledged();

private:
    QString jid(const QString &name) const { return name + QString::number(m_number) + u"@harbor.example"_s; }
    BareJid bare(const QString &name) const { return *BareJid::parse(jid(name)); }
    struct Device
    {
        std::unique_ptr<Engine> engine;
        AccountId account;

        std::optional<LivePlace> live() const
        {
            const QList<LivePlace> all = engine->livePlaces.value(account);
            return all.isEmpty() ? std::nullopt : std::optional(all.constLast());
        }
        bool isAt(double latitude) const
        {
            return Engine::waitFor([&] { return live() && live()->place && live()->place->latitude == latitude; });
        }
        bool isOver() const
        {
            return Engine::waitFor([&] { return live() && live()->ended != 0 && !live()->place; });
        }
    };
    Device device(const QString &name, const QString &profile)
    {
        Device made{Engine::start(m_folder->filePath(profile)), {}};
        const auto account =
            made.engine->signIn(Engine::settings(jid(name), m_server->port(), m_server->authority()), u"secret"_s);
        if (account && made.engine->waitUntil(*account, ConnectionState::Online))
            made.account = *account;
        return made;
    }
    Status begin(Device &device, const QString &with, const Place &first)
    {
        const auto chat = Engine::wait(device.engine->chat().openConversation(device.account, bare(with)));
        if (!chat)
            return chat.error();
        return Engine::wait(device.engine->places().startLive(*chat, 15, first, QDateTime::currentMSecsSinceEpoch(),
                                                              LivePromise::None));
    }
    static QString ask(Peer &peer, const QString &to, const QString &type, const QString &xml)
    {
        const auto answer = peer.command({{u"do"_s, u"ask"_s}, {u"to"_s, to}, {u"type"_s, type}, {u"xml"_s, xml}});
        return answer ? answer->value(u"type").toString() + u' ' + answer->value(u"xml").toString() : QString();
    }
    static QString items(const QString &id)
    {
        return u"<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:jackdaw:live-place:0#%1'/></pubsub>"_s
            .arg(id);
    }

    /// What a statement gives for a profile, as Python writes a row.
    QByteArray sql(const QString &profile, const QString &statement) const
    {
        QProcess sqlite;
        sqlite.start(u"python3"_s, {u"-c"_s,
                                    u"import sqlite3, sys\n"
                                    "base = sqlite3.connect(sys.argv[1])\n"
                                    "print(base.execute(sys.argv[2]).fetchone())\n"
                                    "base.commit()"_s,
                                    m_folder->filePath(profile + u"/history.sqlite"_s), statement});
        return sqlite.waitForFinished() ? sqlite.readAllStandardOutput().trimmed() : QByteArray();
    }

    std::unique_ptr<Server> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_number = 0;
};

void PlacesTests::theOtherSideFollows()
{
    Device anna = device(u"anna"_s, u"anna"_s);
    Device ben = device(u"ben"_s, u"ben"_s);
    QVERIFY(anna.account.isValid() && ben.account.isValid());
    const Status begun = begin(anna, u"ben"_s, {59.3327, 18.0649, 12});
    QVERIFY2(begun, begun ? "" : qPrintable(begun.error().detail));
    QVERIFY(ben.isAt(59.3327));
    QCOMPARE(ben.live()->owner, bare(u"anna"_s));
    QCOMPARE(ben.live()->place->accuracy, 12);
    QCOMPARE(ben.live()->until, anna.live()->until);
    // She moves on; the server hands it on by itself, once a move is due.
    anna.engine->places().moveLive({59.4, 18.1, 8}, QDateTime::currentMSecsSinceEpoch());
    QVERIFY(Engine::waitFor([&] { return ben.live()->place && ben.live()->place->latitude == 59.4; }, 40));
    // A program of hers that comes later follows it, too.
    Device laptop = device(u"anna"_s, u"laptop"_s);
    QVERIFY(laptop.isAt(59.4));
    QVERIFY(Engine::wait(anna.engine->places().stopLive(anna.account, anna.live()->id)));
    QVERIFY(ben.isOver());
    QVERIFY(laptop.isOver());
}

void PlacesTests::nobodyElseReadsIt()
{
    Device anna = device(u"anna"_s, u"anna"_s);
    QVERIFY(begin(anna, u"ben"_s, {59.3327, 18.0649, 12}));
    const QString id = anna.live()->id;
    Peer own(*m_server, jid(u"anna"_s).section(u'@', 0, 0), u"other"_s);
    Peer ben(*m_server, jid(u"ben"_s).section(u'@', 0, 0));
    Peer carla(*m_server, jid(u"carla"_s).section(u'@', 0, 0)); // a contact, who sees what is open to contacts
    Peer dora(*m_server, jid(u"dora"_s).section(u'@', 0, 0));
    QVERIFY(own.isOnline() && ben.isOnline() && carla.isOnline() && dora.isOnline());
    const QString read = ask(ben, jid(u"anna"_s), u"get"_s, items(id));
    QVERIFY2(read.startsWith(u"result") && read.contains(u"sealed>"), qPrintable(read));
    QVERIFY2(!read.contains(u"59.33"), qPrintable(read));
    for (Peer *other : {&carla, &dora}) {
        const QString refused = ask(*other, jid(u"anna"_s), u"get"_s, items(id));
        QVERIFY2(refused.startsWith(u"error") && !refused.contains(u"sealed>"), qPrintable(refused));
        const QString jidOfOther = jid(other == &carla ? u"carla"_s : u"dora"_s);
        const QString subscribed = ask(*other, jid(u"anna"_s), u"set"_s,
                                       u"<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe "
                                       "node='urn:jackdaw:live-place:0#%1' jid='%2'/></pubsub>"_s.arg(id, jidOfOther));
        QVERIFY2(subscribed.startsWith(u"error"), qPrintable(subscribed));
    }
    const QString how = ask(own, jid(u"anna"_s), u"get"_s,
                            u"<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><affiliations "
                            "node='urn:jackdaw:live-place:0#%1'/></pubsub>"_s.arg(id));
    QVERIFY2(how.contains(jid(u"ben"_s)) && !how.contains(jid(u"carla"_s)), qPrintable(how));
    // It is gone from the server with its end.
    QVERIFY(Engine::wait(anna.engine->places().stopLive(anna.account, id)));
    QVERIFY(Engine::waitFor([&] { return ask(own, jid(u"anna"_s), u"get"_s, items(id)).contains(u"item-not-found"); }));
}

void PlacesTests::whoIsRemovedElsewhereIsToldNothingMore()
{
    Device anna = device(u"anna"_s, u"anna"_s);
    Device ben = device(u"ben"_s, u"ben"_s);
    QVERIFY(begin(anna, u"ben"_s, {59.3327, 18.0649, 12}));
    QVERIFY(ben.isAt(59.3327));
    const QString id = anna.live()->id;
    Peer own(*m_server, jid(u"anna"_s).section(u'@', 0, 0), u"other"_s);
    QVERIFY(own.isOnline());
    const QString removed = ask(own, jid(u"anna"_s), u"set"_s,
                                u"<query xmlns='jabber:iq:roster'><item jid='%1' subscription='remove'/></query>"_s
                                    .arg(jid(u"ben"_s)));
    QVERIFY2(removed.startsWith(u"result"), qPrintable(removed));
    QVERIFY(anna.isOver());
    QVERIFY(ben.isOver());
    QVERIFY(Engine::waitFor([&] { return ask(own, jid(u"anna"_s), u"get"_s, items(id)).contains(u"item-not-found"); }));
}

void PlacesTests::signingOutEndsIt()
{
    Device anna = device(u"anna"_s, u"anna"_s);
    Device ben = device(u"ben"_s, u"ben"_s);
    QVERIFY(begin(anna, u"ben"_s, {59.3327, 18.0649, 12}));
    QVERIFY(ben.isAt(59.3327));
    QVERIFY(Engine::wait(anna.engine->accounts().signOut(anna.account)));
    QVERIFY(ben.isOver());
}

void PlacesTests::aCrashEndsIt()
{
    QString id;
    {
        Device anna = device(u"anna"_s, u"anna"_s);
        QVERIFY(begin(anna, u"ben"_s, {59.3327, 18.0649, 12}));
        id = anna.live()->id;
        // What a crash leaves: the disk as it is now.
        for (const QString &name : {u"history.sqlite"_s, u"history.sqlite-wal"_s})
            QFile::copy(m_folder->filePath(u"anna/"_s + name), m_folder->filePath(name));
    }
    Peer own(*m_server, jid(u"anna"_s).section(u'@', 0, 0), u"other"_s);
    QVERIFY(own.isOnline());
    // It came to an end in order, so it is made to be there again, as after a crash; once it is gone, which nobody
    // waited for.
    QVERIFY(Engine::waitFor([&] { return ask(own, jid(u"anna"_s), u"get"_s, items(id)).contains(u"item-not-found"); }));
    const QString made =
        ask(own, jid(u"anna"_s), u"set"_s,
            u"<pubsub xmlns='http://jabber.org/protocol/pubsub'><create node='urn:jackdaw:live-place:0#%1'/></pubsub>"_s
                .arg(id));
    QVERIFY2(made.startsWith(u"result"), qPrintable(made));
    QVERIFY(QDir().mkpath(m_folder->filePath(u"after"_s)));
    for (const QString &name : {u"history.sqlite"_s, u"history.sqlite-wal"_s})
        QFile::copy(m_folder->filePath(name), m_folder->filePath(u"after/"_s + name));
    Device after{Engine::start(m_folder->filePath(u"after"_s)), {}};
    QVERIFY(Engine::waitFor([&] { return !after.engine->livePlaces.isEmpty(); }));
    after.account = after.engine->livePlaces.constBegin().key();
    QVERIFY(Engine::wait(after.engine->accounts().providePassword(after.account, u"secret"_s)));
    QVERIFY(after.engine->waitUntil(after.account, ConnectionState::Online));
    QVERIFY(after.isOver());
    QVERIFY(Engine::waitFor([&] { return ask(own, jid(u"anna"_s), u"get"_s, items(id)).contains(u"item-not-found"); }));
}

void PlacesTests::aCrashBeforeItIsAcknowledged_data()
{
    QTest::addColumn<bool>("arrived");
    QTest::newRow("the server has it") << true;
    QTest::newRow("it never got there") << false;
}

/// The message that announces one was given to a stream, and the program died: the archive says what became of it.
void PlacesTests::aCrashBeforeItIsAcknowledged()
{
    QFETCH(const bool, arrived);
    Device ben = device(u"ben"_s, u"ben"_s);
    MessageId message;
    {
        Device anna = device(u"anna"_s, u"anna"_s);
        QVERIFY(begin(anna, u"ben"_s, {59.3327, 18.0649, 12}));
        QVERIFY(ben.isAt(59.3327));
        message = anna.live()->message;
        QVERIFY(message.isValid());
        QVERIFY(Engine::wait(anna.engine->places().stopLive(anna.account, anna.live()->id)));
    }
    // On disk as it was between the two. Under another id it is one that the archive does not have; and that its node
    // is gone from the server tells nothing of it.
    const QString id = QString::number(message.value());
    const QString originId = arrived ? u"origin_id"_s : u"'lost-%1'"_s.arg(id);
    QCOMPARE(sql(u"anna"_s, u"UPDATE message SET state = 0, handed_over = 1, archive_id = '', origin_id = %1 "
                            "WHERE id = %2 RETURNING id"_s.arg(originId, id)), u"(%1,)"_s.arg(id).toUtf8());
    QCOMPARE(sql(u"anna"_s, u"UPDATE live_place SET here = %1 RETURNING here"_s.arg(int(arrived))),
             u"(%1,)"_s.arg(int(arrived)).toUtf8());
    const auto chatOfBen = ben.engine->conversationWith(ben.account, jid(u"anna"_s));
    QVERIFY(Engine::waitFor([&] { return ben.engine->messages(chatOfBen).size() == 1; }));

    Device after{Engine::start(m_folder->filePath(u"anna"_s)), {}};
    QVERIFY(Engine::waitFor([&] { return !after.engine->livePlaces.isEmpty(); }));
    after.account = after.engine->livePlaces.constBegin().key();
    QVERIFY(Engine::wait(after.engine->accounts().providePassword(after.account, u"secret"_s)));
    QVERIFY(Engine::waitFor([&] { return after.engine->waiting.value(after.account, -1) == 0; }));
    const QByteArray left = sql(u"anna"_s, u"SELECT count(*) FROM message WHERE id = %1 AND state > 0"_s.arg(id));
    QCOMPARE(left, arrived ? QByteArray("(1,)") : QByteArray("(0,)"));
    // What is said behind it comes behind it: by now it would be there a second time.
    const auto chat = Engine::wait(after.engine->chat().openConversation(after.account, bare(u"ben"_s)));
    QVERIFY(chat && after.engine->say(*chat, u"and then"_s));
    QVERIFY(Engine::waitFor([&] { return ben.engine->bodies(chatOfBen).contains(u"and then"_s); }));
    QCOMPARE(ben.engine->messages(chatOfBen).size(), 2);
}

QTEST_GUILESS_MAIN(PlacesTests)
#include "places_tests.moc"
