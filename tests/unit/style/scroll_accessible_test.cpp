// SPDX-License-Identifier: GPL-3.0-or-later
// What a screen reader may ask of a scrolling area, at any moment.
#include "style/ScrollAccessible.h"
#include "support/TestProgram.h"

#include <QAccessible>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QTextEdit>
#include <QtTest>
#include <memory>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace scroll_accessible_test {

class ScrollAccessibleTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { useScrollAccessible(); }

    void init()
    {
        m_area = std::make_unique<QScrollArea>();
        auto *page = new QWidget;
        page->setMinimumSize(100, 2000);
        page->setAccessibleName(u"Page"_s);
        m_area->setWidget(page);
        m_area->resize(200, 200);
        m_area->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_area.get()));
        QVERIFY(m_area->verticalScrollBar()->isVisible());
    }

    void cleanup() { m_area.reset(); }

    void whatIsNotThereIsNoChild()
    {
        const QAccessibleInterface *area = QAccessible::queryAccessibleInterface(m_area.get());
        QVERIFY(area);
        QVERIFY(area->childCount() >= 2);
        for (int index : {-1, area->childCount(), area->childCount() + 1, 100'000})
            QVERIFY2(!area->child(index), qPrintable(QString::number(index)));
    }

    void aBarThatGoesLeavesTheOthersWhereTheyAre()
    {
        const QAccessibleInterface *area = QAccessible::queryAccessibleInterface(m_area.get());
        QList<const QAccessibleInterface *> children;
        for (int index = 0; index < area->childCount(); ++index)
            children << area->child(index);
        QVERIFY(!children.contains(nullptr));
        m_area->widget()->setMinimumSize(10, 10);
        m_area->widget()->resize(10, 10);
        QTRY_VERIFY(!m_area->verticalScrollBar()->isVisible());
        QCOMPARE(area->childCount(), children.size());
        for (int index = 0; index < area->childCount(); ++index)
            QCOMPARE(area->child(index), children.at(index));
        m_area->hide();
        QCOMPARE(area->childCount(), children.size());
    }

    void whatIsUnderAPointIsWhatIsSeenThere()
    {
        const QAccessibleInterface *area = QAccessible::queryAccessibleInterface(m_area.get());
        const QPoint corner = m_area->viewport()->mapToGlobal(QPoint(5, 5));
        const QAccessibleInterface *found = area->childAt(corner.x(), corner.y());
        QVERIFY(found);
        QCOMPARE(found->object(), m_area->viewport());
        QVERIFY(!area->childAt(corner.x() - 500, corner.y()));
    }

    void aFieldOfTextKeepsItsOwn()
    {
        QTextEdit field;
        const QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(&field);
        QCOMPARE(interface->role(), QAccessible::EditableText);
    }

    /// "Layered pane, 0 items" Orca would say on the way to what is focused in it.
    void aStackOfPagesIsNothingToBeTold()
    {
        QStackedWidget stack;
        for (const QString &name : {u"First"_s, u"Second"_s}) {
            auto *page = new QWidget;
            page->setAccessibleName(name);
            stack.addWidget(page);
        }
        stack.resize(200, 200);
        stack.show();
        QVERIFY(QTest::qWaitForWindowExposed(&stack));
        stack.setCurrentIndex(1);
        const QAccessibleInterface *told = QAccessible::queryAccessibleInterface(&stack);
        QCOMPARE(told->role(), QAccessible::Client);
        const QPoint within = stack.mapToGlobal(QPoint(50, 50));
        const QAccessibleInterface *found = told->childAt(within.x(), within.y());
        QVERIFY(found);
        QCOMPARE(found->text(QAccessible::Name), u"Second"_s);
    }

private:
    std::unique_ptr<QScrollArea> m_area;
};

JACKDAW_WINDOW_TEST(ScrollAccessibleTest)

} // namespace scroll_accessible_test

#include "scroll_accessible_test.moc"
