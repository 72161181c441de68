// SPDX-License-Identifier: GPL-3.0-or-later
// Where rows stand: nothing that happens around the reader moves what is read.
#include "timeline/TimelineGeometry.h"
#include "support/TestProgram.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace jackdaw;

namespace timeline_geometry_test {

using Ends = TimelineGeometry::Ends;
using Measure = TimelineGeometry::Measure;

/// Rows with names of their own, so that a test can follow one over inserts and removals.
struct Rows
{
    QList<int> names;

    int body(int name) const { return 30 + (name * 37 % 11) * 20; }
    Measure measure(int row) const { return {row == 0 ? 12 : 2 + names.at(row) % 3 * 4, body(names.at(row))}; }
    TimelineGeometry::Measurer measurer() const
    {
        return [this](int row) { return measure(row); };
    }
};

int guess(int)
{
    return 55;
}

class TimelineGeometryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void opensAtTheBottom();
    void fewRowsStandAtTheBottom();
    void measuresOnlyWhatIsOnScreen();
    void stopsAtBothEnds();
    void olderRowsDoNotMoveTheText();
    void newerRowsMoveOnlyWhoIsAtTheBottom();
    void growingAboveDoesNotMoveTheText();
    void removedAnchorGivesItsPlaceToTheNext();
    void askForMoreWhenShort();
    void barTellsThePlace();
    void barOfAMillionFitsAnInt();
    void placeOfBarIsWhereTheBarIs();
    void randomWalk();

private:
    TimelineGeometry::Settled settle() { return m_geometry.settle(m_rows.measurer()); }
    void reset(int count)
    {
        m_rows.names.clear();
        for (int i = 0; i < count; ++i)
            m_rows.names.append(1000 + i);
        m_geometry.reset(count, guess);
    }
    void prepend(int count)
    {
        const int first = m_rows.names.isEmpty() ? 1000 : m_rows.names.constFirst();
        for (int i = 1; i <= count; ++i)
            m_rows.names.prepend(first - i);
        m_geometry.insertRows(0, count, guess);
        m_geometry.forget(count);
    }
    void append(int count)
    {
        const int last = m_rows.names.isEmpty() ? 999 : m_rows.names.constLast();
        for (int i = 1; i <= count; ++i)
            m_rows.names.append(last + i);
        m_geometry.insertRows(int(m_rows.names.size()) - count, count, guess);
    }

    Rows m_rows;
    TimelineGeometry m_geometry;
};

void TimelineGeometryTest::init()
{
    m_geometry = TimelineGeometry();
    m_geometry.setViewportHeight(600);
    m_geometry.setPadding(16, 20);
    m_geometry.setBeyond({});
}

void TimelineGeometryTest::opensAtTheBottom()
{
    reset(100);
    const auto settled = settle();
    QCOMPARE(settled.last, 99);
    QCOMPARE(m_geometry.rowBottom(99), 600 - 20);
    QCOMPARE(m_geometry.rest(), TimelineGeometry::Rest::AtBottom);
    QVERIFY(m_geometry.rowTop(settled.first) <= 0);
}

void TimelineGeometryTest::fewRowsStandAtTheBottom()
{
    reset(2);
    settle();
    QCOMPARE(m_geometry.rowBottom(1), 600 - 20);
    QVERIFY(m_geometry.rowTop(0) > 16);
    m_geometry.scrollBy(-400);
    settle();
    QCOMPARE(m_geometry.rowBottom(1), 600 - 20);
    m_geometry.scrollBy(400);
    settle();
    QCOMPARE(m_geometry.rowBottom(1), 600 - 20);
}

void TimelineGeometryTest::measuresOnlyWhatIsOnScreen()
{
    reset(10'000);
    int measured = 0;
    const auto settled = m_geometry.settle([&](int row) {
        ++measured;
        return m_rows.measure(row);
    });
    QCOMPARE(measured, settled.last - settled.first + 1);
    QVERIFY(measured < 30);
}

void TimelineGeometryTest::stopsAtBothEnds()
{
    reset(50);
    settle();
    m_geometry.scrollBy(-1'000'000);
    settle();
    QCOMPARE(m_geometry.rowTop(0), 16);
    m_geometry.scrollBy(1'000'000);
    settle();
    QCOMPARE(m_geometry.rowBottom(49), 580);
    QCOMPARE(m_geometry.rest(), TimelineGeometry::Rest::AtBottom);
}

void TimelineGeometryTest::olderRowsDoNotMoveTheText()
{
    m_geometry.setBeyond({Ends::Open, Ends::Closed, 500, 0});
    reset(50);
    settle();
    m_geometry.scrollBy(-900);
    auto settled = settle();
    QHash<int, int> before;
    for (int row = settled.first; row <= settled.last; ++row)
        before.insert(m_rows.names.at(row), m_geometry.bodyTop(row));
    prepend(50);
    settled = settle();
    int compared = 0;
    for (int row = settled.first; row <= settled.last; ++row) {
        if (const auto it = before.constFind(m_rows.names.at(row)); it != before.constEnd()) {
            QCOMPARE(m_geometry.bodyTop(row), it.value());
            ++compared;
        }
    }
    QVERIFY(compared >= 3);
}

void TimelineGeometryTest::newerRowsMoveOnlyWhoIsAtTheBottom()
{
    reset(50);
    settle();
    append(1);
    settle();
    QCOMPARE(m_geometry.rowBottom(50), 580);

    m_geometry.scrollBy(-300);
    const auto settled = settle();
    const int name = m_rows.names.at(settled.first);
    const int y = m_geometry.bodyTop(settled.first);
    append(3);
    settle();
    QCOMPARE(m_geometry.bodyTop(int(m_rows.names.indexOf(name))), y);
    QCOMPARE(m_geometry.rest(), TimelineGeometry::Rest::AtPlace);
}

void TimelineGeometryTest::growingAboveDoesNotMoveTheText()
{
    reset(50);
    settle();
    m_geometry.scrollBy(-800);
    const auto settled = settle();
    const int row = settled.first;
    const int y = m_geometry.bodyTop(row);
    // Its day line appears, and rows further up turn out to be higher than thought.
    m_geometry.forget(row);
    m_geometry.forget(row - 1);
    m_geometry.settle([&](int at) { return Measure{m_rows.measure(at).lead + 40, m_rows.measure(at).body}; });
    QCOMPARE(m_geometry.bodyTop(row), y);
}

void TimelineGeometryTest::removedAnchorGivesItsPlaceToTheNext()
{
    reset(50);
    settle();
    m_geometry.scrollBy(-800);
    const auto settled = settle();
    const int y = m_geometry.bodyTop(settled.first);
    const int next = m_rows.names.at(settled.first + 1);
    m_rows.names.removeAt(settled.first);
    m_geometry.removeRows(settled.first, 1);
    m_geometry.forget(settled.first);
    settle();
    QCOMPARE(m_geometry.bodyTop(int(m_rows.names.indexOf(next))), y);
    while (!m_rows.names.isEmpty()) {
        m_rows.names.removeLast();
        m_geometry.removeRows(int(m_rows.names.size()), 1);
        settle();
    }
    QCOMPARE(m_geometry.rows(), 0);
}

void TimelineGeometryTest::askForMoreWhenShort()
{
    m_geometry.setBeyond({Ends::Open, Ends::Open, 100, 100});
    reset(3);
    m_geometry.anchorAt(1, 200);
    const auto settled = settle();
    QVERIFY(settled.shortAbove);
    QVERIFY(settled.shortBelow);
    // Nothing is pushed around while it is not known what comes.
    QCOMPARE(m_geometry.bodyTop(1), 200);
    m_geometry.setBeyond({});
    QVERIFY(!settle().shortAbove);
    QCOMPARE(m_geometry.rowBottom(2), 580);
}

void TimelineGeometryTest::barTellsThePlace()
{
    reset(200);
    settle();
    const auto atBottom = m_geometry.bar();
    QCOMPARE(atBottom.value, atBottom.maximum);
    m_geometry.scrollBy(-1'000'000);
    settle();
    QCOMPARE(m_geometry.bar().value, 0);
    int previous = 0;
    for (int i = 0; i < 40; ++i) {
        m_geometry.scrollBy(60);
        settle();
        QVERIFY(m_geometry.bar().value >= previous);
        QVERIFY(m_geometry.bar().value <= m_geometry.bar().maximum);
        previous = m_geometry.bar().value;
    }
    QVERIFY(previous > 0);
}

void TimelineGeometryTest::barOfAMillionFitsAnInt()
{
    m_geometry.setBeyond({Ends::Open, Ends::Open, 50'000'000, 50'000'000});
    reset(100);
    m_geometry.anchorAt(50, 0);
    settle();
    const auto bar = m_geometry.bar();
    QVERIFY(bar.maximum > 1'000'000);
    QVERIFY(bar.value > bar.maximum / 2 - bar.maximum / 50 && bar.value < bar.maximum / 2 + bar.maximum / 50);
    QVERIFY(bar.pageStep >= 1);
}

void TimelineGeometryTest::placeOfBarIsWhereTheBarIs()
{
    m_geometry.setBeyond({Ends::Open, Ends::Open, 1000, 500});
    reset(100);
    m_geometry.anchorAt(50, 0);
    settle();
    const auto here = m_geometry.placeOf(m_geometry.bar().value);
    QCOMPARE(here.row, 50);
    QVERIFY(qAbs(here.y) <= 2);
    const auto far = m_geometry.placeOf(0);
    QCOMPARE(far.row, -1);
    QCOMPARE(far.index, 0);
    const auto end = m_geometry.placeOf(m_geometry.bar().maximum);
    QCOMPARE(end.row, -1);
    QVERIFY(end.index > 1100 && end.index <= 1600);
    // Over the whole bar the index only ever grows.
    qint64 previous = -1;
    for (int value = 0; value <= m_geometry.bar().maximum; value += m_geometry.bar().maximum / 997) {
        const auto place = m_geometry.placeOf(value);
        const qint64 index = place.row >= 0 ? 1000 + place.row : place.index;
        QVERIFY(index >= previous);
        previous = index;
    }
}

void TimelineGeometryTest::randomWalk()
{
    QRandomGenerator random(7);
    m_geometry.setBeyond({Ends::Open, Ends::Open, 10'000, 10'000});
    reset(60);
    m_geometry.anchorAt(30, 100);
    settle();
    for (int round = 0; round < 3000; ++round) {
        auto settled = settle();
        QVERIFY(settled.last >= settled.first);
        // Follow one row that is on screen.
        const int followed = settled.first + int(random.bounded(settled.last - settled.first + 1));
        const int name = m_rows.names.at(followed);
        const int y = m_geometry.bodyTop(followed);
        int moved = 0;
        const int rows = int(m_rows.names.size());
        switch (random.bounded(6)) {
        case 0:
            prepend(1 + int(random.bounded(20)));
            break;
        case 1:
            append(1 + int(random.bounded(20)));
            break;
        case 2:
            moved = int(random.bounded(400)) - 200;
            m_geometry.scrollBy(moved);
            break;
        case 3:
            m_geometry.forget(int(random.bounded(rows)));
            break;
        case 4: // rows out of sight go, at the front or at the end
            if (settled.first > 10) {
                m_rows.names.remove(0, 5);
                m_geometry.removeRows(0, 5);
                m_geometry.forget(0);
            } else if (rows - settled.last > 10) {
                m_rows.names.remove(rows - 5, 5);
                m_geometry.removeRows(rows - 5, 5);
            }
            break;
        default:
            m_geometry.forgetAll();
            break;
        }
        settled = settle();
        while (settled.shortAbove || settled.shortBelow) {
            if (settled.shortAbove)
                prepend(20);
            else
                append(20);
            settled = settle();
        }
        QCOMPARE(m_geometry.bodyTop(int(m_rows.names.indexOf(name))), y - moved);
        const auto bar = m_geometry.bar();
        QVERIFY(bar.value >= 0 && bar.value <= bar.maximum);
    }
}

JACKDAW_TEST(TimelineGeometryTest)

} // namespace timeline_geometry_test

#include "timeline_geometry_test.moc"
