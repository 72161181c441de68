// SPDX-License-Identifier: GPL-3.0-or-later
// A long list under headings: where its rows stand, what keys and the mouse do, what screen readers are told, and that a change
// costs what is seen of it.
#include "widgets/RowTree.h"
#include "support/TestProgram.h"

#include <QAccessible>
#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace row_tree_test {

constexpr int headingHeight = 20, rowHeight = 50;

/// Every tenth row is a heading, as long as nobody moves one.
class Rows : public QStandardItemModel
{
public:
    explicit Rows(int count)
    {
        for (int row = 0; row < count; ++row)
            appendRow(made(row));
    }

    static QStandardItem *made(int row)
    {
        auto *item = new QStandardItem(u"row %1"_s.arg(row));
        item->setData(row % 10 == 0, Qt::UserRole);
        if (row % 10 == 0)
            item->setFlags(Qt::ItemIsEnabled);
        return item;
    }

    QList<int> headings() const
    {
        QList<int> rows;
        for (int row = 0; row < rowCount(); ++row) {
            if (index(row, 0).data(Qt::UserRole).toBool())
                rows << row;
        }
        return rows;
    }
};

class Delegate : public QStyledItemDelegate
{
public:
    void paint(QPainter *, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painted << index.row();
        if (option.state & QStyle::State_MouseOver)
            hovered = index.row();
    }
    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        ++asked;
        return QSize(10, index.data(Qt::UserRole).toBool() ? headingHeight : rowHeight);
    }

    mutable QList<int> painted;
    mutable int hovered = -1;
    mutable int asked = 0;
};

struct Shown
{
    explicit Shown(int count) : rows(count), tree(rows, [this] { return rows.headings(); }, nullptr)
    {
        tree.setItemDelegate(&delegate);
        tree.setSelectionMode(QAbstractItemView::ExtendedSelection);
        tree.setAccessibleName(u"Rows"_s);
        tree.resize(300, 400);
        tree.show();
        QCoreApplication::processEvents();
    }

    QStringList selected() const
    {
        QModelIndexList indexes = tree.selectionModel()->selectedIndexes();
        std::sort(indexes.begin(), indexes.end());
        QStringList names;
        for (const QModelIndex &index : std::as_const(indexes))
            names << index.data().toString();
        return names;
    }

    QAccessibleInterface *accessible() { return QAccessible::queryAccessibleInterface(&tree); }

    Rows rows;
    Delegate delegate;
    RowTree tree;
};

class RowTreeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QAccessible::setActive(true); }

    void rowsStandUnderOneAnother()
    {
        for (const QList<int> &headings : {QList<int>{}, QList<int>{0}, QList<int>{0, 1, 2}, QList<int>{3, 7}, QList<int>{9}}) {
            RowGeometry geometry;
            geometry.setRows(10, headings);
            geometry.setHeights(headingHeight, rowHeight);
            int y = 0;
            for (int row = 0; row < 10; ++row) {
                QCOMPARE(geometry.top(row), y);
                const int height = headings.contains(row) ? headingHeight : rowHeight;
                QCOMPARE(geometry.height(row), height);
                QCOMPARE(geometry.rowAt(y), row);
                QCOMPARE(geometry.rowAt(y + height - 1), row);
                y += height;
            }
            QCOMPARE(geometry.total(), y);
            QCOMPARE(geometry.rowAt(-1), -1);
            QCOMPARE(geometry.rowAt(y), -1);
        }
        RowGeometry none;
        none.setHeights(headingHeight, rowHeight);
        QCOMPARE(none.rowAt(0), -1);
    }

    void onlyWhatIsSeenIsAskedForAndPainted()
    {
        Shown shown(20'000);
        QVERIFY2(shown.delegate.asked <= 2, qPrintable(QString::number(shown.delegate.asked)));
        QVERIFY(!shown.delegate.painted.isEmpty());
        QVERIFY(*std::max_element(shown.delegate.painted.cbegin(), shown.delegate.painted.cend()) < 10);
        shown.delegate.painted.clear();
        shown.tree.scrollTo(shown.rows.index(15'005, 0));
        QCoreApplication::processEvents();
        QVERIFY(shown.delegate.painted.contains(15'005));
        QVERIFY(shown.delegate.painted.size() <= 12);
        shown.rows.insertRow(3, Rows::made(3));
        QCoreApplication::processEvents();
        QVERIFY(shown.delegate.asked <= 2);
        shown.tree.changeHeights();
        QCOMPARE(shown.delegate.asked, 4); // of each kind again
    }

    void theBarEndsWhereTheRowsDo()
    {
        Shown shown(100);
        QScrollBar *bar = shown.tree.verticalScrollBar();
        const auto end = [&] { return 10 * headingHeight + (shown.rows.rowCount() - 10) * rowHeight - shown.tree.viewport()->height(); };
        QCOMPARE(bar->maximum(), end());
        bar->setValue(bar->maximum());
        shown.rows.removeRows(91, 9);
        QCoreApplication::processEvents();
        QCOMPARE(bar->maximum(), end());
        QCOMPARE(shown.tree.visualRect(shown.rows.index(90, 0)).bottom() + 1, shown.tree.viewport()->height());
        shown.rows.clear();
        QCoreApplication::processEvents();
        QCOMPARE(bar->maximum(), 0);
        QVERIFY(!shown.tree.indexAt(QPoint(5, 5)).isValid());
        QVERIFY(!shown.tree.visualRect(shown.rows.index(0, 0)).isValid());
    }

    void keysWalkAndSelect()
    {
        Shown shown(100);
        const auto press = [&](int key, Qt::KeyboardModifiers modifiers = {}) {
            QTest::keyClick(&shown.tree, Qt::Key(key), modifiers);
            return shown.tree.currentIndex().row();
        };
        shown.tree.setCurrentIndex(shown.rows.index(1, 0));
        QCOMPARE(press(Qt::Key_Down), 2);
        QCOMPARE(press(Qt::Key_Down, Qt::ShiftModifier), 3);
        QCOMPARE(press(Qt::Key_Down, Qt::ShiftModifier), 4);
        QCOMPARE(shown.selected(), (QStringList{u"row 2"_s, u"row 3"_s, u"row 4"_s}));
        QCOMPARE(press(Qt::Key_Up), 3);
        QCOMPARE(press(Qt::Key_End), 99);
        QVERIFY(shown.tree.viewport()->rect().contains(shown.tree.visualRect(shown.rows.index(99, 0))));
        QCOMPARE(press(Qt::Key_Down), 99);
        QCOMPARE(press(Qt::Key_Home), 0);
        QCOMPARE(shown.tree.verticalScrollBar()->value(), 0);
        const int page = press(Qt::Key_PageDown);
        QVERIFY2(page >= 5 && page <= 8, qPrintable(QString::number(page)));
        QCOMPARE(press(Qt::Key_PageUp), 0);
        QCOMPARE(press(Qt::Key_Up), 0);
        shown.tree.setFocus();
        QTest::keyClicks(&shown.tree, u"row 57"_s);
        QCOMPARE(shown.tree.currentIndex().row(), 57);
    }

    void theMouseMeetsTheRowThatIsSeenThere()
    {
        Shown shown(100);
        shown.tree.verticalScrollBar()->setValue(headingHeight + 3 * rowHeight);
        const auto at = [&](int row) { return shown.tree.visualRect(shown.rows.index(row, 0)).center(); };
        QTest::mouseClick(shown.tree.viewport(), Qt::LeftButton, {}, at(5));
        QCOMPARE(shown.selected(), QStringList{u"row 5"_s});
        QTest::mouseClick(shown.tree.viewport(), Qt::LeftButton, Qt::ShiftModifier, at(8));
        QCOMPARE(shown.selected(), (QStringList{u"row 5"_s, u"row 6"_s, u"row 7"_s, u"row 8"_s}));
        QTest::mouseClick(shown.tree.viewport(), Qt::LeftButton, Qt::ControlModifier, at(6));
        QCOMPARE(shown.selected(), (QStringList{u"row 5"_s, u"row 7"_s, u"row 8"_s}));
        // Upwards, onto the last line of pixels of a row.
        QTest::mouseClick(shown.tree.viewport(), Qt::LeftButton, {}, at(8));
        QTest::mouseClick(shown.tree.viewport(), Qt::LeftButton, Qt::ShiftModifier,
                          QPoint(at(6).x(), shown.tree.visualRect(shown.rows.index(6, 0)).bottom()));
        QCOMPARE(shown.selected(), (QStringList{u"row 6"_s, u"row 7"_s, u"row 8"_s}));
        shown.delegate.hovered = -1;
        QHoverEvent over(QEvent::HoverMove, QPointF(at(7)), QPointF(at(7)), QPointF());
        QCoreApplication::sendEvent(shown.tree.viewport(), &over);
        QCoreApplication::processEvents();
        QCOMPARE(shown.delegate.hovered, 7);
    }

    void selectionFollowsRowsThatMove()
    {
        Shown shown(100);
        shown.tree.setCurrentIndex(shown.rows.index(50, 0));
        shown.rows.insertRow(2, Rows::made(2));
        shown.rows.insertRow(2, shown.rows.takeRow(30));
        QCoreApplication::processEvents();
        QCOMPARE(shown.tree.currentIndex().data().toString(), u"row 50"_s);
        QCOMPARE(shown.tree.visualRect(shown.rows.index(3, 0)).top(), shown.tree.visualRect(shown.rows.index(2, 0)).bottom() + 1);
    }

    void rowsStandRightBeforeAnythingIsLaidOutAnew()
    {
        Shown shown(100);
        QCOMPARE(shown.tree.visualRect(shown.rows.index(4, 0)).top(), headingHeight + 3 * rowHeight);
        shown.rows.insertRow(2, Rows::made(10)); // a heading
        QCOMPARE(shown.tree.visualRect(shown.rows.index(4, 0)).top(), 2 * headingHeight + 2 * rowHeight);
        QCOMPARE(shown.tree.indexAt(QPoint(5, headingHeight + rowHeight + 1)).row(), 2);
        shown.rows.removeRows(1, 99);
        QVERIFY(shown.tree.indexAt(QPoint(5, headingHeight + 1)).isValid());
        QVERIFY(!shown.tree.indexAt(QPoint(5, headingHeight + rowHeight + 1)).isValid());
    }

    void screenReadersAreToldOfATree()
    {
        Shown shown(100);
        QAccessibleInterface *tree = shown.accessible();
        QCOMPARE(tree->role(), QAccessible::Tree);
        QCOMPARE(tree->text(QAccessible::Name), u"Rows"_s);
        QCOMPARE(tree->childCount(), 100);
        QAccessibleInterface *row = tree->child(7);
        QCOMPARE(row->role(), QAccessible::TreeItem);
        QCOMPARE(row->text(QAccessible::Name), u"row 7"_s);
        QCOMPARE(tree->child(7), row);
        QCOMPARE(tree->indexOfChild(row), 7);
        QCOMPARE(row->parent(), tree);
        shown.rows.item(7)->setData(u"spoken"_s, Qt::AccessibleTextRole);
        QCOMPARE(row->text(QAccessible::Name), u"spoken"_s);
        QVERIFY(row->state().selectable && !row->state().selected && !row->state().offscreen);
        QVERIFY(tree->child(90)->state().offscreen);
        QVERIFY(!tree->child(10)->state().selectable); // a heading

        // The same one, in another place; another one, where it was.
        shown.rows.insertRow(0, Rows::made(0));
        QCOMPARE(tree->indexOfChild(row), 8);
        QCOMPARE(tree->child(8), row);
        QVERIFY(tree->child(7) != row);
        const QPoint inIt = row->rect().center();
        QCOMPARE(tree->childAt(inIt.x(), inIt.y()), row);

        row->actionInterface()->doAction(QAccessibleActionInterface::toggleAction());
        QVERIFY(row->state().selected);
        QCOMPARE(tree->selectionInterface()->selectedItems(), QList<QAccessibleInterface *>{row});
        QVERIFY(tree->selectionInterface()->unselect(row));
        QCOMPARE(tree->selectionInterface()->selectedItemCount(), 0);
        QVERIFY(!tree->selectionInterface()->select(tree->child(11)) || !tree->child(11)->state().selected);

        shown.tree.setFocus();
        shown.tree.activateWindow();
        row->actionInterface()->doAction(QAccessibleActionInterface::setFocusAction());
        QCOMPARE(shown.tree.currentIndex().row(), 8);

        shown.rows.removeRow(8);
        QVERIFY(!row->isValid());
        QCOMPARE(tree->childCount(), 100);
    }

    void everyItemCanBeAskedForAndLetGo()
    {
        Shown shown(100);
        QAccessibleInterface *tree = shown.accessible();
        for (int round = 0; round < 5; ++round) {
            for (int row = 0; row < tree->childCount(); ++row)
                QVERIFY(tree->child(row)->isValid());
            shown.rows.removeRows(0, 50);
            for (int row = 0; row < 50; ++row)
                shown.rows.appendRow(Rows::made(row));
            QCOMPARE(tree->child(99)->text(QAccessible::Name), u"row 49"_s);
        }
    }
};

JACKDAW_WINDOW_TEST(RowTreeTest)

} // namespace row_tree_test

#include "row_tree_test.moc"
