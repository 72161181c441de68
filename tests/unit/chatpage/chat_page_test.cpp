// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a chat over real models: what goes where when chats are changed, and what screen readers are told.
#include "ChatPageCase.h"

#include "chatpage/FindBar.h"
#include "composer/Composer.h"
#include "search/FindModel.h"
#include "search/SearchStore.h"
#include "support/TestProgram.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace chat_page_test {

class ChatPageTest : public QObject, private ChatPageCase
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void tabGoesFromTheFieldToTheMessages();
    void makesItsPartsWithTheFirstChat();
    void showsTheChatAndItsDraft();
    void draftGoesToTheChatThatIsLeft();
    void wishesNameTheirChat();
    void whatCameMeanwhileIsReadOnceTheWindowIsUsed();
    void typingInTheTimelineGoesToTheField();
    void pageKeysInTheFieldScrollTheMessages();
    void namesOfControls();
    void chatThatIsGoneShowsTheEmptyPage();
    void findsInTheChat();
};

void ChatPageTest::tabGoesFromTheFieldToTheMessages()
{
    // Beside a widget that came before it, as the rail is in the window.
    QWidget window;
    auto *row = new QHBoxLayout(&window);
    auto *before = new QPushButton(u"Before"_s);
    auto *page = new ChatPage(*m_history->model, *m_chats, *m_contacts, *m_accounts, *m_theme, *m_preferences, m_history->clock);
    row->addWidget(before);
    row->addWidget(page);
    window.show();
    window.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    page->showChat(m_priya.id); // without a draft, so that there is nothing to send
    page->focusComposer();
    QTRY_VERIFY(page->findChild<MessageField *>()->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QVERIFY(page->findChild<TimelineView *>()->hasFocus());
}

void ChatPageTest::makesItsPartsWithTheFirstChat()
{
    ChatPage page(*m_history->model, *m_chats, *m_contacts, *m_accounts, *m_theme, *m_preferences, m_history->clock);
    page.setPanes(ChatPage::Panes::One);
    page.flush();
    page.focusComposer();
    page.showChat({});
    QVERIFY(!page.findChild<TimelineView *>() && !page.findChild<Composer *>());
    page.showChat(m_tomas.id);
    QVERIFY(page.findChild<TimelineView *>() && page.findChild<Composer *>());
    const QList<QAbstractButton *> buttons = page.findChildren<QAbstractButton *>();
    // What was asked for before there was a header holds.
    QVERIFY(std::any_of(buttons.begin(), buttons.end(), [](const QAbstractButton *button) {
        return button->accessibleName() == u"Back"_s && !button->isHidden();
    }));
}

void ChatPageTest::showsTheChatAndItsDraft()
{
    QCOMPARE(m_page->conversation(), m_tomas.id);
    QCOMPARE(field()->toPlainText(), u"Owen can"_s);
    QVERIFY(timeline()->isAtNewest());
    QVERIFY(m_history->model->rowCount() > 0);
}

void ChatPageTest::draftGoesToTheChatThatIsLeft()
{
    QSignalSpy drafts(m_page.get(), &ChatPage::draftChanged);
    m_page->focusComposer();
    QTest::keyClicks(field(), u" take over"_s);
    m_page->showChat(m_priya.id);
    QCOMPARE(drafts.size(), 1);
    QCOMPARE(drafts.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QCOMPARE(drafts.at(0).at(1).toString(), u"Owen can take over"_s);
    QVERIFY(field()->toPlainText().isEmpty());
    QVERIFY(field()->hasFocus());
    QTest::keyClicks(field(), u"Hi"_s);
    m_page->flush();
    QCOMPARE(drafts.size(), 2);
    QCOMPARE(drafts.at(1).at(0).value<ConversationId>(), m_priya.id);
}

void ChatPageTest::wishesNameTheirChat()
{
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    QSignalSpy typing(m_page.get(), &ChatPage::typingChanged);
    m_page->focusComposer();
    QTest::keyClicks(field(), u"."_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QCOMPARE(sent.at(0).at(1).value<OutgoingText>().body, u"Owen can."_s);
    QVERIFY(!typing.isEmpty());
    QCOMPARE(typing.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QSignalSpy read(m_page.get(), &ChatPage::readUpTo);
    QTRY_VERIFY(!read.isEmpty());
    QCOMPARE(read.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QCOMPARE(read.at(0).at(1).value<MessageId>(), m_history->all().constLast().id);
}

void ChatPageTest::whatCameMeanwhileIsReadOnceTheWindowIsUsed()
{
    QSignalSpy read(m_page.get(), &ChatPage::readUpTo);
    QWidget other;
    other.show();
    other.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&other));
    const Message unseen = m_history->arrive(u"While you were away"_s);
    other.close();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    QTRY_VERIFY(!read.isEmpty() && read.constLast().at(1).value<MessageId>() == unseen.id);
}

void ChatPageTest::typingInTheTimelineGoesToTheField()
{
    m_page->focusTimeline();
    QVERIFY(timeline()->hasFocus());
    QTest::keyClick(timeline(), Qt::Key_Up);
    QVERIFY(timeline()->hasFocus());
    QTest::keyClicks(timeline(), u"y"_s);
    QVERIFY(field()->hasFocus());
    QVERIFY(field()->toPlainText().endsWith(u"y"_s));
    m_page->focusTimeline();
    QTest::keyClicks(timeline(), u"c"_s); // copies the message
    QVERIFY(timeline()->hasFocus());
}

void ChatPageTest::pageKeysInTheFieldScrollTheMessages()
{
    m_page->focusComposer();
    QTest::keyClick(field(), Qt::Key_PageUp);
    QVERIFY(!timeline()->isAtNewest());
    QVERIFY(field()->hasFocus());
    QTest::keyClick(field(), Qt::Key_PageDown);
    QVERIFY(timeline()->isAtNewest());
}

void ChatPageTest::namesOfControls()
{
    QCOMPARE(field()->accessibleName(), u"Message Tomas Berg"_s);
    QVERIFY(button(u"Send message"_s));
    QVERIFY(button(u"Encryption: Not encrypted"_s));
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(timeline());
    QCOMPARE(list->text(QAccessible::Name), u"Messages"_s);
    const Message incoming = m_history->arrive(u"The  permit\ncame through"_s);
    QAccessibleInterface *item = list->child(m_history->model->rowOf(incoming.id));
    QVERIFY2(item->text(QAccessible::Name).startsWith(u"Tomas Berg, The permit came through, "_s), qPrintable(item->text(QAccessible::Name)));
    const Message own = m_history->arrive(u"Good"_s, Direction::Outgoing, MessageState::Waiting);
    item = list->child(m_history->model->rowOf(own.id));
    QVERIFY2(item->text(QAccessible::Name).startsWith(u"You, Good, "_s) && item->text(QAccessible::Name).endsWith(u", Waiting"_s),
             qPrintable(item->text(QAccessible::Name)));
    QVERIFY(!button(u"Back"_s)->isVisible());
    m_page->setPanes(ChatPage::Panes::One);
    QSignalSpy back(m_page.get(), &ChatPage::backRequested);
    QVERIFY(button(u"Back"_s)->isVisible());
    QTest::mouseClick(button(u"Back"_s), Qt::LeftButton);
    QCOMPARE(back.size(), 1);
}

void ChatPageTest::chatThatIsGoneShowsTheEmptyPage()
{
    m_page->showChat(ConversationId(77));
    QVERIFY(!m_page->conversation().isValid());
    QVERIFY(!timeline()->isVisible());
    for (const Preferences::Scheme scheme : {Preferences::Scheme::Dark, Preferences::Scheme::Light}) {
        m_preferences->setScheme(scheme); // on the ground that messages stand on
        QCOMPARE(m_page->grab().toImage().pixelColor(20, 20), m_theme->color(Token::Canvas));
    }
    m_page->showChat(m_tomas.id);
    QVERIFY(timeline()->isVisible());
    QVERIFY(timeline()->isAtNewest());
    QSignalSpy drafts(m_page.get(), &ChatPage::draftChanged);
    m_chats->removeConversation(m_tomas.id);
    m_chats->flush();
    QTRY_VERIFY(!m_page->conversation().isValid());
    QVERIFY(!timeline()->isVisible());
    QCOMPARE(drafts.size(), 0);
}

void ChatPageTest::findsInTheChat()
{
    SearchStore index(m_history->database());
    for (bool more = true; more;)
        more = index.buildSlice(1000)->building;
    int messages = 0;
    int places = 0;
    for (const Message &message : m_history->all()) {
        const int here = int(message.body.count(u"strainer"_s));
        messages += here > 0;
        places += here;
    }
    QVERIFY(messages > 2 && places > messages);
    QVERIFY(!button(u"Find in this chat"_s)->isVisible()); // there is nothing to find with yet
    SearchThread thread(m_history->file());
    auto made = std::make_unique<FindModel>(thread);
    FindModel &find = *made;
    m_page->setFind(std::move(made));
    QAbstractButton *opener = button(u"Find in this chat"_s);
    QVERIFY(opener->isVisible() && !opener->isChecked());
    opener->click();
    auto *bar = m_page->findChild<FindBar *>();
    QVERIFY(bar && bar->isVisible());
    auto *words = bar->findChild<QLineEdit *>();
    QCOMPARE(words->accessibleName(), u"Find in this chat"_s);
    QVERIFY(words->hasFocus());
    QTest::keyClicks(words, u"strainer"_s);
    QTRY_COMPARE(find.count(), places);
    const auto says = [&](const QString &text) {
        const QList<QLabel *> labels = bar->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [&](QLabel *label) { return label->text() == text; });
    };
    QTRY_VERIFY(says(u"%1 of %2"_s.arg(places).arg(places)));
    // The place that is looked at is on screen, and stands out.
    const auto shown = [&] {
        const int row = m_history->model->rowOf(find.currentMessage());
        return row >= timeline()->firstVisibleRow() && row <= timeline()->lastVisibleRow();
    };
    QTRY_VERIFY(shown());
    QTest::keyClick(words, Qt::Key_Return); // round to the oldest
    QVERIFY(says(u"1 of %1"_s.arg(places)));
    QTRY_VERIFY(shown());
    const QRect bubble = timeline()->bubbleRect(m_history->model->rowOf(find.currentMessage()));
    const auto inks = [&](Token token) {
        const QImage picture = timeline()->viewport()->grab(bubble).toImage();
        const QRgb wanted = m_theme->color(token).rgb();
        int count = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                count += picture.pixel(x, y) == wanted;
        }
        return count;
    };
    QVERIFY(inks(Token::CurrentMatch) > 100);
    button(u"Previous match"_s)->click();
    QVERIFY(says(u"%1 of %2"_s.arg(places).arg(places)));
    QTest::keyClicks(words, u"xyz"_s);
    QTRY_VERIFY(says(u"Not found"_s));
    QVERIFY(!button(u"Next match"_s)->isEnabled());
    // One step back, and the marks are gone.
    QTest::keyClick(words, Qt::Key_Escape);
    QVERIFY(!bar->isVisible() && !opener->isChecked());
    QVERIFY(field()->hasFocus());
    // From a result: these words, this message.
    const auto hit = std::find_if(m_history->all().cbegin(), m_history->all().cend(),
                                  [](const Message &message) { return message.body.contains(u"strainer"_s); });
    m_page->openFind(u"strainer"_s, hit->id);
    QTRY_COMPARE(find.currentMessage(), hit->id);
    QTRY_VERIFY(shown());
    m_page->showChat(m_priya.id);
    QVERIFY(!bar->isVisible());
    m_page.reset();
}

JACKDAW_WINDOW_TEST(ChatPageTest)

} // namespace chat_page_test

#include "chat_page_test.moc"
