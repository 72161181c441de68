// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountStore.h"
#include "base/Clock.h"
#include "chat/IncomingPipeline.h"
#include "storage/Database.h"
#include "support/TestProgram.h"

#include <QTemporaryDir>
#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace retraction_flood_test {

const BareJid us = *BareJid::parse(u"mara@harbor.example");
const BareJid tomas = *BareJid::parse(u"tomas@harbor.example");
const BareJid mallory = *BareJid::parse(u"mallory@evil.example");

/// Somebody takes back all that was ever said, theirs or not, known or not, again and again (XEP-0424).
class RetractionFloodTest : public QObject
{
    Q_OBJECT

    static constexpr int each = 400;

    SystemClock m_clock;
    QTemporaryDir m_folder;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<MessageStore> m_store;
    std::unique_ptr<Connection> m_connection;
    std::unique_ptr<IncomingPipeline> m_pipeline;

    IncomingMessage from(const BareJid &sender, const QString &id, const BareJid &with = tomas) const
    {
        IncomingMessage in;
        in.stanza.from = Jid(sender, u"phone"_s);
        in.stanza.to = Jid(sender == us ? with : us);
        in.stanza.type = MessageStanza::Type::Chat;
        in.stanza.id = id;
        in.stanza.originId = OriginId(id);
        in.time = m_clock.now();
        if (sender == us) {
            in.source = IncomingMessage::Source::Carbon;
        }
        return in;
    }
    IncomingMessage saying(const BareJid &sender, const QString &id) const
    {
        IncomingMessage in = from(sender, id);
        in.stanza.body = u"said as "_s + id;
        return in;
    }
    IncomingMessage takingBack(const BareJid &sender, const QString &id, const QString &of) const
    {
        IncomingMessage in = from(sender, id);
        in.stanza.retracts = OriginId(of);
        return in;
    }
    bool take(const QList<IncomingMessage> &all)
    {
        return m_database->transaction(Database::Durability::Normal, [&]() -> Status {
            for (const IncomingMessage &in : all) {
                IncomingOutcome outcome;
                if (const auto taken = m_pipeline->process(in, outcome); !taken) {
                    return taken.error();
                }
            }
            return Done{};
        }).hasValue();
    }
    int count(const QString &what) { return m_database->value(u"SELECT count(*) FROM "_s + what)->toInt(); }

private Q_SLOTS:
    void init()
    {
        m_database = std::move(Database::open(m_folder.filePath(u"history.sqlite"_s))->database);
        m_store = std::make_unique<MessageStore>(*m_database);
        AccountSettings settings;
        settings.jid = us;
        settings.id = *AccountStore(*m_database).add(settings);
        m_connection = std::make_unique<Connection>(settings, u"0f1e2d3c-0000-4000-8000-000000000001"_s, m_clock);
        m_pipeline = std::make_unique<IncomingPipeline>(AccountContext{settings.id, *m_connection, *m_database, m_clock}, *m_store);
    }

    void everybodyTakesBackTheirOwnAlone()
    {
        QList<IncomingMessage> said;
        QList<IncomingMessage> takenBack;
        for (int i = 0; i < each; ++i) {
            for (const QString &id : {u"t%1"_s.arg(i), u"o%1"_s.arg(i)}) {
                said += saying(id.startsWith(u't') ? tomas : us, id);
                for (int again = 0; again < 3; ++again) {
                    takenBack += takingBack(mallory, u"m%1-%2"_s.arg(id).arg(again), id);
                    takenBack += takingBack(tomas, u"r%1-%2"_s.arg(id).arg(again), id);
                }
            }
            takenBack += takingBack(tomas, u"r%1"_s.arg(i), u"rt%1-0"_s.arg(i)); // what takes back is taken back
            takenBack += takingBack(tomas, u"n%1"_s.arg(i), u"never said %1"_s.arg(i));
        }
        QVERIFY(take(said));
        QCOMPARE(count(u"message"_s), 2 * each);
        QVERIFY(take(takenBack));
        // Nothing went, nothing came; all of his is empty, and all of ours is whole.
        QCOMPARE(count(u"message"_s), 2 * each);
        QCOMPARE(m_database->value(u"SELECT sum(count) FROM message_day"_s)->toInt(), 2 * each);
        QCOMPARE(count(u"message WHERE direction = 0 AND retracted > 0 AND body = ''"_s), each);
        QCOMPARE(count(u"message WHERE direction = 1 AND retracted = 0 AND body LIKE 'said as o%'"_s), each);
        QCOMPARE(count(u"conversation"_s), 1); // whoever takes back begins no chat
        QCOMPARE(m_database->value(u"SELECT unread FROM conversation"_s)->toInt(), 0);
        QCOMPARE(count(u"message_version"_s), 0);
        QVERIFY(count(u"early_change"_s) <= 2 * EarlyChangeStore::maximumOfPeer);
        // Whatever is said then is said.
        QVERIFY(take({saying(tomas, u"after"_s)}));
        QCOMPARE(count(u"message WHERE body = 'said as after'"_s), 1);
    }
};

JACKDAW_TEST(RetractionFloodTest)

} // namespace retraction_flood_test

#include "RetractionFloodTest.moc"
