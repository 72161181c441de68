// SPDX-License-Identifier: GPL-3.0-or-later
// What of the messages can be dragged out, over a real model: selected text, links, files that are here.
#include "TimelineHistory.h"

#include "style/Preferences.h"
#include "style/Theme.h"
#include "timeline/TimelineView.h"
#include "support/TestProgram.h"

#include <QApplication>
#include <QFile>
#include <QMimeData>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace drag_test {

/// Keeps what is dragged instead of waiting for where it is dropped.
class KeepingView : public TimelineView
{
public:
    using TimelineView::TimelineView;

    std::unique_ptr<QMimeData> carried;

protected:
    void startDrag(QMimeData *dragged) override { carried.reset(dragged); }
};

class DragTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void selectedTextIsDraggedOut();
    void aClickOnWhatIsSelectedLetsGoOfIt();
    void aLinkIsDraggedOut();
    void aDoubtfulLinkIsNot();
    void aFileIsDraggedOutOnceItIsHere();

private:
    void open()
    {
        m_history->model->open(m_history->conversation());
        QCoreApplication::processEvents();
    }
    QPoint pointIn(const Message &message, qsizetype place) const
    {
        const int row = m_history->model->rowOf(message.id);
        return m_view->bubbleRect(row).topLeft() + m_view->layoutOf(row)->characterRect(place).center().toPoint();
    }
    void move(const QPoint &from, const QPoint &to, bool isLetGo = true)
    {
        QWidget *port = m_view->viewport();
        QTest::mousePress(port, Qt::LeftButton, {}, from);
        QMouseEvent moved(QEvent::MouseMove, to, port->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(port, &moved);
        if (isLetGo)
            QTest::mouseRelease(port, Qt::LeftButton, {}, to);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimelineHistory> m_history;
    std::unique_ptr<KeepingView> m_view;
};

void DragTest::init()
{
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_preferences->setReduceMotion(true);
    m_theme = std::make_unique<Theme>(*m_preferences);
    m_history = std::make_unique<TimelineHistory>();
    m_view = std::make_unique<KeepingView>(*m_history->model, *m_theme, m_history->clock);
    m_view->resize(900, 640);
    m_view->show();
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
}

void DragTest::cleanup()
{
    m_view.reset();
    m_history.reset();
}

void DragTest::selectedTextIsDraggedOut()
{
    const Message first = m_history->add(u"Before the strainer"_s);
    const Message second = m_history->add(u"After the strainer"_s, Direction::Outgoing);
    open();
    m_view->selectRange({first.id, 7}, {second.id, 5});
    move(pointIn(first, 10), pointIn(first, 10) + QPoint(1, 0));
    QVERIFY(!m_view->carried); // a hand that trembles drags nothing
    m_view->selectRange({first.id, 7}, {second.id, 5});
    move(pointIn(first, 10), pointIn(first, 10) + QPoint(0, 2 * QApplication::startDragDistance()), false);
    QVERIFY(m_view->carried);
    QCOMPARE(m_view->carried->text(), u"the strainer\nAfter"_s);
    QCOMPARE(m_view->selectedText(), u"the strainer\nAfter"_s);

    // Beside what is selected a drag selects, as ever.
    m_view->carried.reset();
    move(pointIn(first, 0) - QPoint(3, 0), pointIn(first, 6) - QPoint(2, 0));
    QVERIFY(!m_view->carried);
    QCOMPARE(m_view->selectedText(), u"Before"_s);
}

void DragTest::aClickOnWhatIsSelectedLetsGoOfIt()
{
    const Message message = m_history->add(u"Before the strainer"_s);
    open();
    m_view->selectRange({message.id, 0}, {message.id, 10});
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointIn(message, 4));
    QVERIFY(m_view->selection().isEmpty());
    QVERIFY(!m_view->carried);
}

void DragTest::aLinkIsDraggedOut()
{
    const Message message = m_history->add(u"https://harbor.example/taps"_s);
    open();
    QSignalSpy followed(m_view.get(), &TimelineView::linkActivated);
    move(pointIn(message, 12), pointIn(message, 12) + QPoint(0, 60));
    QVERIFY(m_view->carried);
    QCOMPARE(m_view->carried->urls(), QList<QUrl>{QUrl(u"https://harbor.example/taps"_s)});
    QVERIFY(followed.isEmpty());
}

void DragTest::aDoubtfulLinkIsNot()
{
    const Message message = m_history->add(u"https://harbor.example@other.example/"_s);
    open();
    move(pointIn(message, 12), pointIn(message, 12) + QPoint(0, 60));
    QVERIFY(!m_view->carried);
}

void DragTest::aFileIsDraggedOutOnceItIsHere()
{
    const QString path = m_folder.filePath(u"plan.pdf"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("plan") == 4);
    file.close();
    Message message = m_history->add(u"https://upload.example/x/plan.pdf"_s);
    message.attachment = Attachment{{message.body, u"plan.pdf"_s, {}, 4, 0, 0, {}, {}}, Attachment::Kind::File,
                                    Attachment::State::Remote, Attachment::Protection::Clear, path, 0, {}};
    open();
    m_history->change(message);
    const auto dragIt = [&] {
        const QRect bubble = m_view->bubbleRect(m_history->model->rowOf(message.id));
        const QPoint inside = bubble.topLeft() + QPoint(30, bubble.height() / 2);
        move(inside, inside + QPoint(0, 60));
    };
    dragIt();
    QVERIFY(!m_view->carried);
    message.attachment->state = Attachment::State::Here;
    m_history->change(message);
    dragIt();
    QVERIFY(m_view->carried);
    QCOMPARE(m_view->carried->urls(), QList<QUrl>{QUrl::fromLocalFile(path)});
}

JACKDAW_WINDOW_TEST(DragTest)

} // namespace drag_test

#include "drag_test.moc"
