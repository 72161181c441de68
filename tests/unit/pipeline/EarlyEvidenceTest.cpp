// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/EarlyEvidence.h"
#include "chat/EarlySeen.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace early_evidence_test {

/// What is kept of what came before its message, and for how long.
class EarlyEvidenceTest : public QObject
{
    Q_OBJECT

    const BareJid m_tomas = *BareJid::parse(u"tomas@harbor.example");
    const BareJid m_mallory = *BareJid::parse(u"mallory@evil.example");
    const OriginId m_one{u"m1"_s};

private Q_SLOTS:
    void theStrongestIsGivenOnce_data()
    {
        QTest::addColumn<QList<MessageState>>("noted");
        QTest::addColumn<std::optional<MessageState>>("state");
        using State = MessageState;
        const auto is = [](State state) { return std::optional(state); };
        QTest::newRow("nothing") << QList<State>() << std::optional<State>();
        QTest::newRow("a receipt") << QList{State::Delivered} << is(State::Delivered);
        QTest::newRow("then a marker") << QList{State::Delivered, State::Displayed} << is(State::Displayed);
        QTest::newRow("weaker after stronger") << QList{State::Displayed, State::Delivered} << is(State::Displayed);
    }
    void theStrongestIsGivenOnce()
    {
        QFETCH(const QList<MessageState>, noted);
        QFETCH(const std::optional<MessageState>, state);
        EarlyEvidence evidence;
        for (const MessageState each : noted) {
            evidence.noteState(m_tomas, m_one, each);
        }
        QCOMPARE(evidence.size(), state ? 1 : 0);
        QVERIFY(!evidence.takeState(m_mallory, m_one)); // another's word is of another message
        QVERIFY(!evidence.takeShown(m_tomas, m_one));   // and so is that of our own device, of what the peer wrote
        QCOMPARE(evidence.takeState(m_tomas, m_one), state);
        QVERIFY(!evidence.takeState(m_tomas, m_one));
        QCOMPARE(evidence.size(), 0);
    }

    void whatWasShownElsewhereIsGivenOnce()
    {
        EarlyEvidence evidence;
        evidence.noteShown(m_tomas, m_one);
        evidence.noteState(m_tomas, m_one, MessageState::Delivered);
        QCOMPARE(evidence.size(), 2);
        QVERIFY(evidence.takeShown(m_tomas, m_one));
        QVERIFY(!evidence.takeShown(m_tomas, m_one));
        QCOMPARE(evidence.takeState(m_tomas, m_one), MessageState::Delivered);
    }

    void idsThatAreNoClientsAreNotKept_data()
    {
        QTest::addColumn<int>("length");
        QTest::addColumn<int>("kept");
        QTest::newRow("none") << 0 << 0;
        QTest::newRow("the longest") << int(EarlyEvidence::longestId) << 1;
        QTest::newRow("longer") << int(EarlyEvidence::longestId) + 1 << 0;
    }
    void idsThatAreNoClientsAreNotKept()
    {
        QFETCH(int, length);
        QFETCH(int, kept);
        EarlyEvidence evidence;
        evidence.noteState(m_tomas, OriginId(QString(length, u'x')), MessageState::Delivered);
        QCOMPARE(evidence.size(), kept);
    }

    void whatIsOldestGoesFirst_data()
    {
        QTest::addColumn<int>("peers");
        QTest::addColumn<int>("ofEach");
        QTest::addColumn<bool>("isOldestKept"); // of the first of these peers
        QTest::addColumn<bool>("isTomasKept");  // who said something before them
        constexpr int mostOfPeer = EarlyEvidence::mostOfPeer;
        constexpr int mostPeers = EarlyEvidence::mostOfAll / mostOfPeer;
        QTest::newRow("as many as may be") << 1 << mostOfPeer << true << true;
        QTest::newRow("one more") << 1 << mostOfPeer + 1 << false << true;
        QTest::newRow("one who floods") << 1 << 100'000 << false << true;
        QTest::newRow("several who do") << mostPeers - 1 << 2 * mostOfPeer << false << true;
        QTest::newRow("a whole crowd") << mostPeers << mostOfPeer << true << false;
        QTest::newRow("and more") << mostPeers + 1 << mostOfPeer << false << false;
    }
    void whatIsOldestGoesFirst()
    {
        QFETCH(int, peers);
        QFETCH(int, ofEach);
        QFETCH(bool, isOldestKept);
        QFETCH(bool, isTomasKept);
        const auto peer = [](int number) { return BareJid::fromPrepared(u"person%1@flood.example"_s.arg(number)); };
        EarlyEvidence evidence;
        evidence.noteState(m_tomas, m_one, MessageState::Delivered);
        for (int of = 0; of < peers; ++of) {
            for (int i = 0; i < ofEach; ++i) {
                evidence.noteState(peer(of), OriginId(QString::number(i)), MessageState::Displayed);
            }
        }
        QVERIFY(evidence.size() <= EarlyEvidence::mostOfAll);
        QCOMPARE(evidence.takeState(peer(0), OriginId(u"0"_s)).has_value(), isOldestKept);
        QCOMPARE(evidence.takeState(m_tomas, m_one).has_value(), isTomasKept);
        QCOMPARE(evidence.takeState(peer(peers - 1), OriginId(QString::number(ofEach - 1))), MessageState::Displayed);
        evidence.clear();
        QCOMPARE(evidence.size(), 0);
        QVERIFY(!evidence.takeState(peer(peers - 1), OriginId(QString::number(ofEach - 2))));
    }

    void whoSawWhatIsNotHereYetIsGivenOnce()
    {
        const BareJid crews = *BareJid::parse(u"crews@groups.harbor.example"), other = *BareJid::parse(u"other@groups.harbor.example");
        const auto mark = [](const BareJid &who, qint64 time) { return SeenMark{who, u"nick"_s, {}, time}; };
        const ArchiveId one(u"a1"_s), two(u"a2"_s);
        EarlySeen early;
        early.note(crews, two, mark(m_tomas, 20));
        early.note(crews, two, mark(m_mallory, 21));
        early.note(crews, one, mark(m_tomas, 10)); // said before: no mark goes back
        QCOMPARE(early.size(), 2);
        QVERIFY(early.take(other, two, MessageId(7)).isEmpty()); // another room's ids are of other messages
        QVERIFY(early.take(crews, one, MessageId(7)).isEmpty());
        early.note(crews, one, mark(m_mallory, 22));
        QCOMPARE(early.take(crews, two, MessageId(7)), (QList<SeenMark>{{m_tomas, u"nick"_s, MessageId(7), 20}}));
        QVERIFY(early.take(crews, two, MessageId(7)).isEmpty());
        QCOMPARE(early.take(crews, one, MessageId(6)).size(), 1);
        QCOMPARE(early.size(), 0);
        early.note(crews, ArchiveId(), mark(m_tomas, 1));
        early.note(crews, ArchiveId(QString(EarlySeen::longestId + 1, u'x')), mark(m_tomas, 1));
        QCOMPARE(early.size(), 0);
    }

    void ofACrowdNotAllIsKept()
    {
        EarlySeen early;
        const auto person = [](int number) { return BareJid::fromPrepared(u"person%1@flood.example"_s.arg(number)); };
        constexpr int rooms = int(EarlySeen::mostOfAll / EarlySeen::mostOfRoom) + 2;
        for (int room = 0; room < rooms; ++room) {
            for (int who = 0; who < EarlySeen::mostOfRoom + 10; ++who) {
                early.note(person(room), ArchiveId(QString::number(who)), {person(who), {}, {}, 1});
            }
        }
        QCOMPARE(early.size(), EarlySeen::mostOfAll);
        QCOMPARE(early.take(person(0), ArchiveId(u"5"_s), MessageId(1)).size(), 1);
        early.clear();
        QCOMPARE(early.size(), 0);
    }
};

JACKDAW_TEST(EarlyEvidenceTest)

} // namespace early_evidence_test

#include "EarlyEvidenceTest.moc"
