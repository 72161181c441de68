// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/TrustEventReader.h"
#include "support/TestDatabase.h"
#include "support/TestProgram.h"
#include "trust/TrustLines.h"

#include <QSignalSpy>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace trust_lines_test {

using Kind = TrustEvent::Kind;

constexpr qint64 noon = 1'700'000'000'000 * 4096;

QString plain(const EventLine &line)
{
    QString text = line.text;
    return text.remove(QChar(0x2068)).remove(QChar(0x2069));
}

/// What became of devices, between the messages of a chat, in words.
class TrustLinesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void wordsOf_data();
    void wordsOf();
    void standWhereTheyHappened();
    void areReadAgainWhenSomethingChanged();

private:
    static void note(TestDatabase &database, const QString &jid, qint64 place, Kind kind, DeviceTrust trust)
    {
        QVERIFY(database->change(u"INSERT INTO omemo_event (account, jid, place, device, kind, trust, decided_by) "
                                 "VALUES (1, ?, ?, 7, ?, ?, 0)"_s, {jid, place, int(kind), int(trust)}));
    }
    static QStringList plain(const QList<EventLine> &lines)
    {
        QStringList all;
        for (const EventLine &each : lines)
            all << trust_lines_test::plain(each);
        return all;
    }
    const BareJid m_own = BareJid::fromPrepared(u"mara@harbor.example"_s);
    const BareJid m_tomas = BareJid::fromPrepared(u"tomas@harbor.example"_s);
};

void TrustLinesTest::wordsOf_data()
{
    QTest::addColumn<TrustEvent>("event");
    QTest::addColumn<QString>("ofTheirs");
    QTest::addColumn<QString>("ofOurs");
    const auto is = [](Kind kind, DeviceTrust trust = DeviceTrust::Blind, DecidedBy by = DecidedBy::User) {
        return TrustEvent{kind, {}, {}, trust, by};
    };
    QTest::newRow("added") << is(Kind::Added) << u"Tomas added a device"_s
                           << u"A device was added to your account"_s;
    QTest::newRow("added, to be checked")
        << is(Kind::Added, DeviceTrust::Undecided) << u"Tomas added a device, which reads nothing until you have checked it"_s
        << u"A device was added to your account, which is to be checked"_s;
    QTest::newRow("verified") << is(Kind::Judged, DeviceTrust::Verified) << u"You verified a device of Tomas"_s
                              << u"You verified another device of yours"_s;
    QTest::newRow("verified elsewhere")
        << is(Kind::Judged, DeviceTrust::Verified, DecidedBy::OwnDevice)
        << u"A device of Tomas was verified on another device of yours"_s
        << u"A device of yours was verified on another one"_s;
    QTest::newRow("vouched for") << is(Kind::Judged, DeviceTrust::Verified, DecidedBy::TheirDevice)
                                 << u"A device of Tomas was vouched for by another one of theirs"_s << QString();
    QTest::newRow("distrusted") << is(Kind::Judged, DeviceTrust::Distrusted) << u"You no longer trust a device of Tomas"_s
                                << u"You no longer trust a device of yours"_s;
    QTest::newRow("distrusted elsewhere")
        << is(Kind::Judged, DeviceTrust::Distrusted, DecidedBy::OwnDevice)
        << u"A device of Tomas was refused on another device of yours"_s
        << u"A device of yours was refused on another one"_s;
    QTest::newRow("given up") << is(Kind::Judged, DeviceTrust::Distrusted, DecidedBy::TheirDevice)
                              << u"A device of Tomas was given up by another one of theirs"_s << QString();
    QTest::newRow("taken back") << is(Kind::Judged, DeviceTrust::Undecided) << u"A device of Tomas is to be checked again"_s
                                << u"A device of yours is to be checked again"_s;
    QTest::newRow("refused") << is(Kind::Refused) << u"A device of Tomas showed another key, which was not taken"_s
                             << u"A device of yours showed another key, which was not taken"_s;
}

void TrustLinesTest::wordsOf()
{
    QFETCH(TrustEvent, event);
    QFETCH(QString, ofTheirs);
    QFETCH(QString, ofOurs);
    QCOMPARE(trust_lines_test::plain(trustLine(event, u"Tomas"_s)), ofTheirs);
    QVERIFY(!trustLine(event, u"Tomas"_s).icon.isEmpty());
    if (!ofOurs.isEmpty()) {
        QCOMPARE(trust_lines_test::plain(trustLine(event, {})), ofOurs);
    }
}

void TrustLinesTest::standWhereTheyHappened()
{
    TestDatabase database;
    QVERIFY(database->change(u"INSERT INTO account (id, jid, user_agent) VALUES (1, 'mara@harbor.example', 'x')"_s));
    note(database, m_tomas.toString(), noon, Kind::Added, DeviceTrust::Blind);
    note(database, m_tomas.toString(), noon + 10, Kind::Judged, DeviceTrust::Verified);
    note(database, m_tomas.toString(), noon + 11, Kind(99), DeviceTrust::Verified); // of a later Jackdaw
    note(database, u"leila@harbor.example"_s, noon + 12, Kind::Added, DeviceTrust::Blind);
    const TrustEventReader reader(database.reader());
    TrustLines lines(reader);
    QCOMPARE(lines.between(MessageId(1), {}), QList<EventLine>()); // nobody's
    // Somebody else's name is no markup, and turns no text around.
    lines.setPeople(AccountId(1), m_own, {{m_tomas, u"\u202eTomas"_s}});
    QCOMPARE(lines.between(MessageId(1), MessageId(noon)), QList<EventLine>());
    QCOMPARE(lines.between(MessageId(noon), MessageId(noon + 5)).size(), 1);
    QVERIFY(lines.between(MessageId(noon), MessageId(noon + 5))[0].text.startsWith(QChar(0x2068)));
    lines.setPeople(AccountId(1), m_own, {{m_tomas, u"Tomas"_s}});
    QCOMPARE(plain(lines.between(MessageId(noon - 1), {})), (QStringList{u"Tomas added a device"_s, u"You verified a device of Tomas"_s}));
    // In a group of all who are there.
    lines.setPeople(AccountId(1), m_own, {{m_tomas, u"Tomas"_s}, {BareJid::fromPrepared(u"leila@harbor.example"_s), u"Leila"_s}});
    QCOMPARE(plain(lines.between(MessageId(noon + 11), {})), QStringList{u"Leila added a device"_s});
    // The last of many.
    for (int i = 0; i < 20; ++i)
        note(database, m_tomas.toString(), noon + 100 + i, Kind::Judged, i == 19 ? DeviceTrust::Distrusted : DeviceTrust::Verified);
    lines.refresh(AccountId(1), m_tomas);
    QCOMPARE(lines.between(MessageId(noon + 50), {}).size(), 6);
    QCOMPARE(plain(lines.between(MessageId(noon + 50), {})).constLast(), u"You no longer trust a device of Tomas"_s);
    // Devices without end do not hide what matters.
    note(database, m_tomas.toString(), noon + 200, Kind::Refused, DeviceTrust::Blind);
    for (int i = 0; i < 20; ++i)
        note(database, m_tomas.toString(), noon + 201 + i, Kind::Added, DeviceTrust::Blind);
    lines.refresh(AccountId(1), m_tomas);
    const QStringList crowded = plain(lines.between(MessageId(noon + 150), {}));
    QCOMPARE(crowded.size(), 6);
    QCOMPARE(crowded.constFirst(), u"A device of Tomas showed another key, which was not taken"_s);
}

void TrustLinesTest::areReadAgainWhenSomethingChanged()
{
    TestDatabase database;
    QVERIFY(database->change(u"INSERT INTO account (id, jid, user_agent) VALUES (1, 'mara@harbor.example', 'x')"_s));
    const TrustEventReader reader(database.reader());
    TrustLines lines(reader);
    QSignalSpy changed(&lines, &TrustLines::changed);
    lines.setPeople(AccountId(1), m_own, {{m_tomas, u"Tomas"_s}});
    QCOMPARE(changed.size(), 0); // nothing to be said: no row is measured again
    lines.refresh(AccountId(1), m_tomas);
    QCOMPARE(changed.size(), 0);
    note(database, m_tomas.toString(), noon, Kind::Judged, DeviceTrust::Verified);
    lines.refresh(AccountId(2), m_tomas);
    lines.refresh(AccountId(1), m_own);
    QCOMPARE(changed.size(), 0);
    lines.refresh(AccountId(1), m_tomas);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(lines.between(MessageId(1), {}).size(), 1);
    lines.setPeople(AccountId(1), m_own, {{m_tomas, u"Thomas"_s}});
    QCOMPARE(changed.size(), 2);
    QCOMPARE(plain(lines.between(MessageId(1), {})), QStringList{u"You verified a device of Thomas"_s});
    lines.setPeople(AccountId(1), m_own, {});
    QCOMPARE(changed.size(), 3);
    QVERIFY(lines.between(MessageId(1), {}).isEmpty());
}

JACKDAW_TEST(TrustLinesTest)

} // namespace trust_lines_test

#include "TrustLinesTest.moc"
