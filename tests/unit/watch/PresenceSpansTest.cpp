// SPDX-License-Identifier: GPL-3.0-or-later
// What the log says of a day: of one person, and of several at once.
#include "support/TestProgram.h"
#include "watch/PresenceSpans.h"

#include <QTest>

using namespace jackdaw;

namespace presence_spans_test {

constexpr qint64 hour = 3'600'000;
using A = Availability;

class PresenceSpansTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aDayIsWithoutGaps_data()
    {
        QTest::addColumn<QList<PresenceChange>>("changes");
        QTest::addColumn<qint64>("now");
        QTest::addColumn<QList<PresenceSpan>>("spans");
        const qint64 later = 100 * hour;
        QTest::newRow("nothing is known") << QList<PresenceChange>{} << later << QList<PresenceSpan>{{24 * hour, 48 * hour, A::Unknown}};
        QTest::newRow("as the day before left it") << QList<PresenceChange>{{3 * hour, A::Away}} << later
                                                   << QList<PresenceSpan>{{24 * hour, 48 * hour, A::Away}};
        QTest::newRow("a day of work, free to chat is available")
            << QList<PresenceChange>{{20 * hour, A::Offline}, {32 * hour, A::Available}, {33 * hour, A::Chat}, {36 * hour, A::Away}, {40 * hour, A::Offline}}
            << later
            << QList<PresenceSpan>{{24 * hour, 32 * hour, A::Offline}, {32 * hour, 36 * hour, A::Available}, {36 * hour, 40 * hour, A::Away},
                                   {40 * hour, 48 * hour, A::Offline}};
        QTest::newRow("nobody knows the evening yet") << QList<PresenceChange>{{20 * hour, A::Offline}, {32 * hour, A::Available}} << 36 * hour
                                                      << QList<PresenceSpan>{{24 * hour, 32 * hour, A::Offline}, {32 * hour, 36 * hour, A::Available},
                                                                             {36 * hour, 48 * hour, A::Unknown}};
        QTest::newRow("a day to come") << QList<PresenceChange>{{3 * hour, A::Available}} << 20 * hour
                                       << QList<PresenceSpan>{{24 * hour, 48 * hour, A::Unknown}};
        QTest::newRow("what comes after it is not its") << QList<PresenceChange>{{3 * hour, A::Away}, {48 * hour, A::Available}} << later
                                                        << QList<PresenceSpan>{{24 * hour, 48 * hour, A::Away}};
    }
    void aDayIsWithoutGaps()
    {
        QFETCH(QList<PresenceChange>, changes);
        QFETCH(qint64, now);
        QFETCH(QList<PresenceSpan>, spans);
        QCOMPARE(presenceSpans(changes, 24 * hour, 48 * hour, now), spans);
    }

    void severalAreCountedAtOnce()
    {
        const QList<PresenceSpan> sofia{{0, 8 * hour, A::Offline}, {8 * hour, 12 * hour, A::Available}, {12 * hour, 24 * hour, A::Away}};
        const QList<PresenceSpan> daniel{{0, 10 * hour, A::Unknown}, {10 * hour, 14 * hour, A::Available}, {14 * hour, 24 * hour, A::Unknown}};
        const QList<CrowdSpan> crowd = crowdSpans({sofia, daniel});
        const QList<CrowdSpan> expected{{0, 8 * hour, 0, 1}, {8 * hour, 10 * hour, 1, 1}, {10 * hour, 12 * hour, 2, 2},
                                        {12 * hour, 14 * hour, 1, 2}, {14 * hour, 24 * hour, 0, 1}};
        QCOMPARE(crowd, expected);
        QCOMPARE(coveredTime(crowd, 1), 6 * hour);
        QCOMPARE(coveredTime(crowd, 2), 2 * hour);
        QCOMPARE(coveredTime(crowd, 3), 0);
        QCOMPARE(knownTime(crowd), 24 * hour);
        QCOMPARE(availableTime(sofia), 4 * hour);
        QCOMPARE(knownTime(daniel), 4 * hour);
        QVERIFY(crowdSpans({}).isEmpty());
    }

    /// One goes as another comes: that is no moment with nobody there.
    void aChangeOfShiftsIsNoGap()
    {
        const QList<PresenceSpan> early{{0, 12 * hour, A::Available}, {12 * hour, 24 * hour, A::Offline}};
        const QList<PresenceSpan> late{{0, 12 * hour, A::Offline}, {12 * hour, 24 * hour, A::Available}};
        QCOMPARE(crowdSpans({early, late}), (QList<CrowdSpan>{{0, 24 * hour, 1, 2}}));
    }
};

JACKDAW_TEST(PresenceSpansTest)

} // namespace presence_spans_test

#include "PresenceSpansTest.moc"
