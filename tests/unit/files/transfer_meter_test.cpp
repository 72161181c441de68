// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/TransferMeter.h"

#include "support/FakeAlarm.h"
#include "support/TestProgram.h"

#include <QList>
#include <QTest>

#include <algorithm>

using namespace jackdaw;
using namespace jackdaw::test;

namespace transfer_meter_test {

struct Meter
{
    FakeClock clock;
    FakeAlarm *alarm = new FakeAlarm(clock);
    TransferMeter meter{clock, std::unique_ptr<Alarm>(alarm)};
    QList<std::pair<MessageId, TransferProgress>> told;

    Meter()
    {
        QObject::connect(&meter, &TransferMeter::moved, &meter,
                         [this](MessageId message, const TransferProgress &progress) { told.append({message, progress}); });
    }
    TransferProgress last() const { return told.isEmpty() ? TransferProgress{-1, -1, -1} : told.constLast().second; }
    /// So many ms, ten times a second so many bytes more.
    void move(MessageId message, qint64 &done, qint64 total, qint64 milliseconds, qint64 bytes)
    {
        for (qint64 at = 0; at < milliseconds; at += 100) {
            alarm->pass(100);
            done += bytes;
            meter.note(message, done, total);
        }
    }
};

/// How fast it goes, by a clock of the test.
class TransferMeterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thereIsNoneBeforeItIsMeasured()
    {
        Meter all;
        qint64 done = 0;
        all.meter.note(one, done, total);
        QCOMPARE(all.last(), (TransferProgress{0, total, 0}));
        all.move(one, done, total, 900, 100'000);
        QCOMPARE(all.last(), (TransferProgress{900'000, total, 0}));
        all.move(one, done, total, 100, 100'000);
        QCOMPARE(all.last(), (TransferProgress{1'000'000, total, 1'000'000}));
    }

    /// Five seconds count, and it is said anew each second alone.
    void itIsSmoothed()
    {
        Meter all;
        qint64 done = 0;
        all.meter.note(one, done, total);
        all.move(one, done, total, 10'000, 100'000);
        QCOMPARE(all.last().speed, 1'000'000);
        all.move(one, done, total, 900, 500'000);
        QCOMPARE(all.last().speed, 1'000'000);
        all.move(one, done, total, 100, 500'000);
        QCOMPARE(all.last().speed, (4 * 1'000'000 + 5'000'000) / 5);
        all.move(one, done, total, 4'000, 500'000);
        QCOMPARE(all.last().speed, 5'000'000);
    }

    /// What an earlier attempt left came at no speed.
    void whatWasThereDoesNotCount()
    {
        Meter all;
        qint64 done = 400'000'000;
        all.meter.note(one, done, total);
        all.move(one, done, total, 2'000, 10'000);
        QCOMPARE(all.last().speed, 100'000);
        done = 0; // from its beginning
        all.meter.note(one, done, total);
        QCOMPARE(all.last(), (TransferProgress{0, total, 0}));
        all.move(one, done, total, 1'000, 20'000);
        QCOMPARE(all.last().speed, 200'000);
    }

    void whatStandsStillHasNone()
    {
        Meter all;
        qint64 done = 0;
        all.meter.note(one, done, total);
        all.move(one, done, total, 2'000, 10'000);
        QCOMPARE(all.last().speed, 100'000);
        all.alarm->pass(6'000);
        QCOMPARE(all.last(), (TransferProgress{200'000, total, 0}));
        all.alarm->pass(6'000);
        QVERIFY(!all.alarm->isSet()); // nothing runs when nothing happens
        all.move(one, done, total, 1'000, 50'000); // the pause does not make it slow
        QCOMPARE(all.last().speed, 0);
        all.move(one, done, total, 100, 50'000);
        QCOMPARE(all.last().speed, 500'000);
    }

    /// A line that is cut silently says nothing itself. Two that stall one after the other are told each in its time.
    void whatStandsStillForLongIsStalled()
    {
        Meter all;
        qint64 done = 0;
        qint64 other = 0;
        all.meter.note(one, done, total);
        all.move(one, done, total, 2'000, 10'000);
        all.alarm->pass(4'000);
        all.meter.note(two, other, total);
        all.move(two, other, total, 1'000, 10'000);
        const qsizetype before = all.told.size();
        all.alarm->pass(4'999);
        QVERIFY(std::none_of(all.told.cbegin(), all.told.cend(), [](const auto &each) { return each.second.isStalled; }));
        all.alarm->pass(1);
        QCOMPARE(all.told.constLast(), (std::pair{one, TransferProgress{200'000, total, 0, true}}));
        QCOMPARE(all.told.size(), before + 2); // and before that the speed of the other went
        all.meter.note(one, done, total); // said once more, and nothing moved
        QCOMPARE(all.told.size(), before + 2);
        all.alarm->pass(4'999);
        QCOMPARE(all.told.size(), before + 2);
        all.alarm->pass(1);
        QCOMPARE(all.told.constLast(), (std::pair{two, TransferProgress{100'000, total, 0, true}}));
        QVERIFY(!all.alarm->isSet());
        const int rings = all.alarm->rings();
        all.alarm->pass(600'000);
        QCOMPARE(all.alarm->rings(), rings);
        QCOMPARE(all.told.size(), before + 3);
        done += 10'000; // it goes on
        all.meter.note(one, done, total);
        QCOMPARE(all.told.constLast(), (std::pair{one, TransferProgress{210'000, total, 0}}));
        all.alarm->pass(10'000); // and stalls again
        QCOMPARE(all.told.constLast(), (std::pair{one, TransferProgress{210'000, total, 0, true}}));
        all.meter.rest(one); // it ended: what became of it says the message
        QCOMPARE(all.told.constLast(), (std::pair{one, TransferProgress{210'000, total, 0}}));
        all.meter.rest(two);
        QCOMPARE(all.told.constLast(), (std::pair{two, TransferProgress{100'000, total, 0}}));
    }

    /// One that was asked for late keeps no other one waiting for its word.
    void whatMovesAmongTheStalledLosesItsSpeedInTime()
    {
        Meter all;
        qint64 done = 0;
        qint64 other = 0;
        all.meter.note(one, done, total);
        all.alarm->pass(3'500); // the alarm waits for the tenth second
        all.meter.note(two, other, total);
        all.move(two, other, total, 1'000, 10'000);
        QCOMPARE(all.last().speed, 100'000);
        all.alarm->pass(3'000);
        QCOMPARE(all.told.constLast(), (std::pair{two, TransferProgress{100'000, total, 0}}));
    }

    /// Whoever was busy meanwhile, or asleep: the first bytes behind that say nothing of how long it stood still.
    void anAlarmMayBeLate()
    {
        Meter all;
        qint64 done = 0;
        all.meter.note(one, done, total);
        all.move(one, done, total, 2'000, 10'000);
        all.clock.advance(20'000);
        done += 10'000;
        all.meter.note(one, done, total);
        QCOMPARE(all.last(), (TransferProgress{210'000, total, 0}));
        all.move(one, done, total, 1'000, 10'000);
        QCOMPARE(all.last().speed, 100'000);
    }

    void whatWaitsOrEndedHasNone()
    {
        Meter all;
        qint64 done = 0;
        qint64 other = 0;
        all.meter.note(one, done, total);
        all.meter.note(two, other, 0);
        for (int i = 0; i < 20; ++i) {
            all.move(one, done, total, 100, 10'000);
            other += 30'000;
            all.meter.note(two, other, 0);
        }
        QCOMPARE(all.told.constLast(), (std::pair{two, TransferProgress{600'000, 0, 300'000}}));
        all.meter.rest(one);
        QCOMPARE(all.told.constLast(), (std::pair{one, TransferProgress{200'000, total, 0}}));
        const qsizetype told = all.told.size();
        all.meter.rest(one); // once
        QCOMPARE(all.told.size(), told);
        QVERIFY(all.alarm->isSet());
        all.meter.rest(two);
        QVERIFY(!all.alarm->isSet());
    }

    /// The clock that the user sets does not count.
    void theWallClockIsNotAsked()
    {
        Meter all;
        qint64 done = 0;
        all.meter.note(one, done, total);
        all.move(one, done, total, 500, 100'000);
        all.clock.set(0);
        all.move(one, done, total, 500, 100'000);
        QCOMPARE(all.last().speed, 1'000'000);
    }

    /// However long it moves, the alarm rings about once in three seconds.
    void itWakesSeldom()
    {
        Meter all;
        qint64 done = 0;
        all.meter.note(one, done, total);
        all.move(one, done, total, 60'000, 1'000);
        QVERIFY2(all.alarm->rings() <= 21, qPrintable(QString::number(all.alarm->rings())));
    }

private:
    static constexpr qint64 total = 500'000'000;
    const MessageId one{1};
    const MessageId two{2};
};

JACKDAW_TEST(TransferMeterTest)

} // namespace transfer_meter_test

#include "transfer_meter_test.moc"
