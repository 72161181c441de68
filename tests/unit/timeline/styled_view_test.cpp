// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done with styled messages in the timeline: spoilers, links that ask, "/me", names for screen readers.
#include "TimelineHistory.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "timeline/TimelineView.h"
#include "support/TestProgram.h"

#include <QAccessible>
#include <QApplication>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace styled_view_test {

class StyledViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void spoilerOpensByClickAndEnter();
    void openSpoilerKeepsItsHintAndIsCoveredByIt();
    void coveredSpoilerIsNotReadOut();
    void doubtfulLinkAsksFirst();
    void questionHasTheSafeAnswerFirst();
    void actionsHaveTheSendersName();
    void longStyledMessageIsFolded();
    void markupIsShownWhereItSaysTheSame();

private:
    TimelineModel &model() const { return *m_history->model; }
    void open()
    {
        model().open(m_history->conversation(0));
        m_view->clearFocus();
        QCoreApplication::processEvents();
    }
    Message withSpoiler(const QString &hint)
    {
        Message message = m_history->add(u"Both of them die at https://harbor.example"_s);
        open();
        message.spoiler = hint;
        m_history->change(message);
        QCoreApplication::processEvents();
        return message;
    }
    QPoint pointIn(int row, qsizetype place) const
    {
        return m_view->bubbleRect(row).topLeft() + m_view->layoutOf(row)->characterRect(place).center().toPoint();
    }
    QMessageBox *question() const { return m_view->findChild<QMessageBox *>(); }
    static QAbstractButton *button(QMessageBox *box, const QString &text)
    {
        for (QAbstractButton *one : box->buttons()) {
            if (one->text() == text)
                return one;
        }
        return nullptr;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimelineHistory> m_history;
    std::unique_ptr<TimelineView> m_view;
};

void StyledViewTest::initTestCase()
{
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_preferences->setScheme(Preferences::Scheme::Light);
    m_preferences->setReduceMotion(true);
    m_theme = std::make_unique<Theme>(*m_preferences);
    useStyle(*m_theme);
    QAccessible::setActive(true);
}

void StyledViewTest::init()
{
    m_history = std::make_unique<TimelineHistory>();
    m_view = std::make_unique<TimelineView>(*m_history->model, *m_theme, m_history->clock);
    m_view->setSenderName([](const Message &) { return u"Tomas Berg"_s; });
    m_view->resize(900, 640);
    m_view->show();
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
}

void StyledViewTest::cleanup()
{
    m_view.reset();
    m_history.reset();
}

void StyledViewTest::spoilerOpensByClickAndEnter()
{
    const Message message = withSpoiler(u"Love story end"_s);
    const int row = model().rowOf(message.id);
    QSignalSpy opened(m_view.get(), &TimelineView::linkActivated);
    QVERIFY(m_view->layoutOf(row)->isCovered());
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->bubbleRect(row).topLeft() + m_view->layoutOf(row)->showAllRect().center());
    QVERIFY(!m_view->layoutOf(row)->isCovered());
    QVERIFY(!m_view->layoutOf(row)->links().isEmpty());

    // Covered again, and shown by the keyboard; only the next Enter opens the link.
    m_view->setSpoiler(message.id, TimelineView::Spoiler::Covered);
    QVERIFY(m_view->layoutOf(row)->isCovered());
    m_view->focusMessage(message.id);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QVERIFY(!m_view->layoutOf(row)->isCovered());
    QCOMPARE(opened.size(), 0);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
}

void StyledViewTest::openSpoilerKeepsItsHintAndIsCoveredByIt()
{
    Message message = withSpoiler(u"Gate"_s);
    message.body = u"The code is 4711"_s;
    m_history->change(message);
    QCoreApplication::processEvents();
    const int row = model().rowOf(message.id);
    const auto layout = [this, row] { return m_view->layoutOf(row); };
    QVERIFY(!layout()->parts() || layout()->parts()->openedRect().isEmpty());
    m_view->setSpoiler(message.id, TimelineView::Spoiler::Shown);
    QVERIFY(layout()->parts());
    const QRect hint = layout()->parts()->openedRect();
    QVERIFY(!hint.isEmpty());
    QVERIFY(QRect(QPoint(), layout()->bubbleSize()).contains(hint));
    QVERIFY(hint.bottom() < layout()->lineRect(0).top()); // above the text
    // What is painted there says what it is about.
    const auto shown = [&] {
        return m_view->viewport()->grab(layout()->parts()->openedRect().translated(m_view->bubbleRect(row).topLeft())).toImage();
    };
    const QImage gate = shown();
    message.spoiler = u"Door"_s;
    m_history->change(message);
    QCoreApplication::processEvents();
    QVERIFY(shown() != gate);
    // Pressed it covers the text; so does Enter where there is nothing else to do, and the action of a screen reader.
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->bubbleRect(row).topLeft() + hint.center());
    QVERIFY(layout()->isCovered());
    m_view->focusMessage(message.id);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QVERIFY(!layout()->isCovered());
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QVERIFY(layout()->isCovered());
    QAccessibleActionInterface *acts = QAccessible::queryAccessibleInterface(m_view.get())->child(row)->actionInterface();
    acts->doAction(u"ShowSpoiler"_s);
    QVERIFY(!layout()->isCovered());
    QVERIFY(acts->actionNames().contains(u"HideSpoiler"_s));
    QCOMPARE(acts->localizedActionName(u"HideSpoiler"_s), u"Hide spoiler"_s);
    acts->doAction(u"HideSpoiler"_s);
    QVERIFY(layout()->isCovered());
    QVERIFY(!acts->actionNames().contains(u"HideSpoiler"_s));
}

void StyledViewTest::coveredSpoilerIsNotReadOut()
{
    const Message message = withSpoiler(u"Love story end"_s);
    QAccessibleInterface *item = QAccessible::queryAccessibleInterface(m_view.get())->child(model().rowOf(message.id));
    QCOMPARE(item->textInterface()->text(0, -1), u"Love story end"_s);
    QVERIFY(item->actionInterface()->actionNames().contains(u"ShowSpoiler"_s));
    QVERIFY(!item->actionInterface()->actionNames().contains(u"OpenLink"_s));
    item->actionInterface()->doAction(u"ShowSpoiler"_s);
    QCOMPARE(item->textInterface()->text(0, -1), message.body);
    QVERIFY(!item->actionInterface()->actionNames().contains(u"ShowSpoiler"_s));
}

void StyledViewTest::doubtfulLinkAsksFirst()
{
    const QString body = u"See https://harbor.example@evil.example/x now"_s;
    const Message message = m_history->add(body);
    open();
    const int row = model().rowOf(message.id);
    QSignalSpy opened(m_view.get(), &TimelineView::linkActivated);
    const QPoint place = pointIn(row, body.indexOf(u"evil"));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, place);
    QVERIFY(question());
    QVERIFY(question()->text().contains(u"evil.example"_s));
    QVERIFY(!question()->text().contains(u"harbor.example"_s));
    QTest::mouseClick(button(question(), u"Cancel"_s), Qt::LeftButton);
    QTRY_VERIFY(!question());
    QCOMPARE(opened.size(), 0);

    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, place);
    QTest::mouseClick(button(question(), u"Open link"_s), Qt::LeftButton);
    QTRY_VERIFY(!question());
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.at(0).at(0).toUrl().host(), u"evil.example"_s);
}

void StyledViewTest::questionHasTheSafeAnswerFirst()
{
    const Message message = m_history->add(u"https://\u0430\u0440\u0440\u04CF\u0435.com/login"_s);
    open();
    m_view->setFocus(Qt::TabFocusReason);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QMessageBox *box = question();
    QVERIFY(box);
    QVERIFY(box->text().contains(u"xn--80ak6aa92e.com"_s)); // as it is looked up
    QCOMPARE(box->defaultButton()->text(), u"Cancel"_s);
    QCOMPARE(box->textFormat(), Qt::PlainText);
    QSignalSpy opened(m_view.get(), &TimelineView::linkActivated);
    QTest::keyClick(box, Qt::Key_Escape);
    QTRY_VERIFY(!question());
    QCOMPARE(opened.size(), 0);
}

void StyledViewTest::actionsHaveTheSendersName()
{
    const Message message = m_history->add(u"/me waves"_s);
    open();
    const int row = model().rowOf(message.id);
    // What is shown is longer than what was written by the name; what is copied is what was written.
    const BubbleLayout plain({.body = u"/me waves"_s, .time = u"13:12"_s}, BubbleStyle(*m_theme), 560);
    QVERIFY(m_view->layoutOf(row)->bubbleSize().width() > plain.bubbleSize().width());
    m_view->selectRange({message.id, 0}, {message.id, message.body.size()});
    QCOMPARE(m_view->selectedText(), u"/me waves"_s);
    QAccessibleInterface *item = QAccessible::queryAccessibleInterface(m_view.get())->child(row);
    QCOMPARE(item->textInterface()->text(0, -1), u"/me waves"_s);
}

void StyledViewTest::longStyledMessageIsFolded()
{
    const Message message = m_history->add(u"*a* _b_ `c` "_s.repeated(10'000));
    open();
    const int row = model().rowOf(message.id);
    const BubbleLayout *layout = m_view->layoutOf(row);
    QVERIFY(layout->isFolded());
    // Each change of the look costs as much as some letters.
    QVERIFY2(layout->lengthShown() > 500 && layout->lengthShown() < 2'000, qPrintable(QString::number(layout->lengthShown())));
}

void StyledViewTest::markupIsShownWhereItSaysTheSame()
{
    const QString html = u"<body xmlns=\"http://www.w3.org/1999/xhtml\"><p>%1 <a href=\"https://harbor.example/\">there</a></p></body>"_s;
    Message same = m_history->add(u"Look there"_s);
    Message other = m_history->add(u"Look there"_s);
    open();
    same.markup = html.arg(u"Look"_s);
    other.markup = html.arg(u"Pay"_s);
    m_history->change(same);
    m_history->change(other);
    QCOMPARE(m_view->layoutOf(model().rowOf(same.id))->links().size(), 1);
    QCOMPARE(m_view->layoutOf(model().rowOf(same.id))->links().constFirst().doubt, LinkDoubt::OtherAddress);
    QVERIFY(m_view->layoutOf(model().rowOf(other.id))->links().isEmpty());
    QCOMPARE(m_view->layoutOf(model().rowOf(other.id))->lengthOfBody(), other.body.size());
}

JACKDAW_WINDOW_TEST(StyledViewTest)

} // namespace styled_view_test

#include "styled_view_test.moc"
