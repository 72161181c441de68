// SPDX-License-Identifier: GPL-3.0-or-later
// At the oldest message that is here: whoever goes on upwards wishes for more, once, and what comes moves nothing.
#include "TimelineHistory.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "support/TestProgram.h"
#include "timeline/TimelineView.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace beginning_test {

class BeginningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void isToldOnce_data();
    void isToldOnce();
    void isNotToldOnTheWay();
    void isToldAgainForWhatCame();
    void isToldWhereNothingIsToBeScrolled();

private:
    TimelineModel &model() const { return *m_history->model; }
    void open()
    {
        model().open(m_history->conversation(0));
        QCoreApplication::processEvents();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimelineHistory> m_history;
    std::unique_ptr<TimelineView> m_view;
};

void BeginningTest::init()
{
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_preferences->setReduceMotion(true);
    m_theme = std::make_unique<Theme>(*m_preferences);
    m_history = std::make_unique<TimelineHistory>();
    m_view = std::make_unique<TimelineView>(model(), *m_theme, m_history->clock);
    m_view->resize(600, 500);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void BeginningTest::cleanup()
{
    m_view.reset();
    m_history.reset();
    m_theme.reset();
    m_preferences.reset();
}

void BeginningTest::isToldOnce_data()
{
    QTest::addColumn<QString>("way");
    QTest::newRow("page by page") << u"pages"_s;
    QTest::newRow("Home") << u"home"_s;
    QTest::newRow("the bar") << u"bar"_s;
}

void BeginningTest::isToldOnce()
{
    QFETCH(QString, way);
    m_history->addMany(120);
    open();
    QSignalSpy told(m_view.get(), &TimelineView::beginningReached);
    QVERIFY(m_view->isAtNewest());
    const auto goUp = [&] {
        if (way == "home"_L1)
            QTest::keyClick(m_view.get(), Qt::Key_Home);
        else if (way == "bar"_L1)
            m_view->verticalScrollBar()->triggerAction(QAbstractSlider::SliderToMinimum);
        else
            m_view->scrollByPixels(-m_view->viewport()->height());
    };
    for (int i = 0; i < 200; ++i)
        goUp();
    QVERIFY(!model().hasOlder());
    QCOMPARE(m_view->firstVisibleRow(), 0);
    QCOMPARE(told.size(), 1);
}

void BeginningTest::isNotToldOnTheWay()
{
    m_history->addMany(400);
    open();
    QSignalSpy told(m_view.get(), &TimelineView::beginningReached);
    m_view->scrollByPixels(-m_view->viewport()->height());
    m_view->showTime(m_history->all().at(200).time);
    m_view->scrollByPixels(-100);
    m_view->scrollByPixels(100);
    m_view->jumpToNewest();
    QVERIFY(told.isEmpty());
}

void BeginningTest::isToldAgainForWhatCame()
{
    m_history->addMany(60);
    const QList<Message> all = m_history->all();
    // The first twenty come later, as out of an archive.
    QVERIFY(m_history->database().run(u"DELETE FROM message WHERE id < ?"_s, {all.at(20).id.value()}));
    open();
    QSignalSpy told(m_view.get(), &TimelineView::beginningReached);
    m_view->jumpToOldest();
    QCOMPARE(told.size(), 1);
    const MessageId first = all.at(20).id;
    const int top = m_view->bubbleRect(model().rowOf(first)).top();
    for (const Message &message : all.first(20)) {
        QVERIFY(m_history->database().run(u"INSERT INTO message (id, conversation, direction, state, time, sender, body, origin_id) "
                                          "VALUES (?, 1, ?, ?, ?, ?, ?, ?)"_s,
                                          {message.id.value(), int(message.direction), int(message.state), message.time,
                                           message.sender.toString(), message.body, message.originId.value()}));
    }
    model().addMessages(m_history->conversation().id, all.first(20), false);
    QCOMPARE(m_view->bubbleRect(model().rowOf(first)).top(), top);
    QCOMPARE(told.size(), 1);
    for (int i = 0; i < 50; ++i)
        m_view->scrollByPixels(-m_view->viewport()->height());
    QCOMPARE(model().message(0).id, all.constFirst().id);
    QCOMPARE(told.size(), 2);
}

void BeginningTest::isToldWhereNothingIsToBeScrolled()
{
    m_history->addMany(2);
    open();
    QSignalSpy told(m_view.get(), &TimelineView::beginningReached);
    m_view->scrollByPixels(-40);
    m_view->scrollByPixels(-40);
    QCOMPARE(told.size(), 1);
    // A wish that came to nothing, offline say, can be made again.
    m_view->forgetBeginning();
    QCOMPARE(told.size(), 1);
    m_view->scrollByPixels(-40);
    m_view->scrollByPixels(-40);
    QCOMPARE(told.size(), 2);
    // Another time in the same chat is another wish.
    model().open({});
    open();
    m_view->scrollByPixels(-40);
    QCOMPARE(told.size(), 3);
}

JACKDAW_WINDOW_TEST(BeginningTest)

} // namespace beginning_test

#include "beginning_test.moc"
