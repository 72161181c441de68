// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/SortedRows.h"
#include "support/TestProgram.h"

#include <QRandomGenerator>
#include <QTest>
#include <set>

using namespace jackdaw;

namespace sorted_rows_test {

int compared = 0;

struct CountedLess
{
    bool operator()(int a, int b) const
    {
        ++compared;
        return a < b;
    }
};

/// Rows in order, by what stands in them.
class SortedRowsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isWhatASortedSetIs_data();
    void isWhatASortedSetIs();
    void appendedOnesStandInOrder();
    void oneChangeTouchesFew();
};

void SortedRowsTest::isWhatASortedSetIs_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 5; ++seed) {
        QTest::addRow("seed %u", seed) << seed;
    }
}

void SortedRowsTest::isWhatASortedSetIs()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    SortedRows<int> rows;
    std::set<int> expected;
    QVERIFY(rows.isEmpty());
    QVERIFY(!rows.contains(1));
    for (int step = 0; step < 20'000; ++step) {
        const int value = random.bounded(6000);
        const bool grows = step < 8'000;
        QCOMPARE(rows.contains(value), expected.contains(value));
        if (expected.contains(value) && (!grows || step % 3 == 0)) {
            rows.remove(value);
            expected.erase(value);
        } else if (grows && !expected.contains(value)) {
            rows.insert(value);
            expected.insert(value);
        }
        QCOMPARE(rows.size(), int(expected.size()));
        if (step % 1000 == 0) {
            int row = 0;
            for (const int each : expected) {
                QCOMPARE(rows.at(row), each);
                QCOMPARE(rows.rowOf(each), row);
                ++row;
            }
            std::vector<int> walked;
            rows.forEach([&walked](int each) { walked.push_back(each); });
            QVERIFY(std::equal(walked.begin(), walked.end(), expected.begin(), expected.end()));
        }
    }
    // Where something would stand.
    const int missing = 10'000;
    QCOMPARE(rows.rowOf(missing), rows.size());
    rows.clear();
    QVERIFY(rows.isEmpty());
    QCOMPARE(rows.rowOf(3), 0);
}

void SortedRowsTest::appendedOnesStandInOrder()
{
    SortedRows<int> rows;
    for (int i = 0; i < 3000; ++i) {
        rows.append(2 * i);
    }
    QCOMPARE(rows.size(), 3000);
    QCOMPARE(rows.at(1234), 2468);
    QCOMPARE(rows.rowOf(2468), 1234);
    rows.insert(2467);
    QCOMPARE(rows.rowOf(2468), 1235);
    QCOMPARE(rows.at(3000), 5998);
}

void SortedRowsTest::oneChangeTouchesFew()
{
    SortedRows<int, CountedLess> rows;
    for (int i = 0; i < 10'000; ++i) {
        rows.insert(2 * i);
    }
    compared = 0;
    rows.insert(7'777);
    rows.remove(7'777);
    QVERIFY2(compared <= 60, qPrintable(QString::number(compared))); // not one for each that stands there
}

JACKDAW_TEST(SortedRowsTest)

} // namespace sorted_rows_test

#include "sorted_rows_test.moc"
