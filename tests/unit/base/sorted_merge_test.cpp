// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/SortedMerge.h"
#include "support/TestProgram.h"

#include <QRandomGenerator>
#include <QTest>
#include <cmath>

using namespace jackdaw;

namespace sorted_merge_test {

/// A sorted vector of which little changes: the result is that of sorting, and it is not sorted anew.
class SortedMergeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isThatOfSorting_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("changed");
        for (const int count : {0, 1, 2, 100, 10'000}) {
            for (const int changed : {0, 1, 25, 400}) {
                QTest::addRow("%d of %d", changed, count) << count << changed;
            }
        }
    }
    void isThatOfSorting()
    {
        QFETCH(int, count);
        QFETCH(int, changed);
        QRandomGenerator random(quint32(count + changed));
        std::vector<int> sorted;
        for (int i = 0; i < count; ++i) {
            sorted.push_back(int(random.bounded(1'000'000)) * 2);
        }
        std::sort(sorted.begin(), sorted.end());
        std::vector<int> expected;
        const auto isStale = [&](int value) { return changed > 0 && value % 7 == 0; };
        std::copy_if(sorted.begin(), sorted.end(), std::back_inserter(expected), [&](int value) { return !isStale(value); });
        std::vector<int> fresh;
        for (int i = 0; i < changed; ++i) {
            fresh.push_back(int(random.bounded(1'000'000)) * 2 + 1);
        }
        expected.insert(expected.end(), fresh.begin(), fresh.end());
        std::sort(expected.begin(), expected.end());

        double comparisons = 0;
        mergeChanged(sorted, fresh, isStale, [&](int a, int b) {
            ++comparisons;
            return a < b;
        });
        QCOMPARE(sorted, expected);
        const double allowed = changed * (std::log2(count + 2) + 2 * std::log2(changed + 2) + 4);
        QVERIFY2(comparisons <= allowed, qPrintable(QString::number(comparisons)));
    }
};

JACKDAW_TEST(SortedMergeTest)

} // namespace sorted_merge_test

#include "sorted_merge_test.moc"
