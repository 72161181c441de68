// SPDX-License-Identifier: GPL-3.0-or-later
// The page of a chat over real models: what goes where when chats are changed, and what screen readers are told.
#include "../timeline/TimelineHistory.h"

#include "account/AccountListModel.h"
#include "chat/ChatListModel.h"
#include "chatpage/ChatPage.h"
#include "composer/Composer.h"
#include "composer/MessageField.h"
#include "roster/ContactListModel.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "timeline/TimelineView.h"
#include "widgets/AccountTag.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

class ChatPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void makesItsPartsWithTheFirstChat();
    void tabGoesFromTheFieldToTheMessages();
    void showsTheChatAndItsDraft();
    void headerSaysWhoseChatItIs();
    void draftGoesToTheChatThatIsLeft();
    void wishesNameTheirChat();
    void whatCameMeanwhileIsReadOnceTheWindowIsUsed();
    void failedSendReturnsItsText();
    void typingInTheTimelineGoesToTheField();
    void pageKeysInTheFieldScrollTheMessages();
    void deleteAsksFirst();
    void deleteForEveryoneAsksFirst();
    void answersAndCorrectionsNameTheirMessage();
    void screenReadersHearWhatWasDoneToAMessage();
    void questionsTakeNoMarkup();
    void namesOfControls();
    void offlineIsSaid();
    void typingIsShown();
    void chatThatIsGoneShowsTheEmptyPage();

private:
    TimelineView *timeline() const { return m_page->findChild<TimelineView *>(); }
    MessageField *field() const { return m_page->findChild<MessageField *>(); }
    QAbstractButton *button(const QString &name) const
    {
        for (QAbstractButton *one : m_page->findChildren<QAbstractButton *>()) {
            if (one->accessibleName() == name)
                return one;
        }
        return nullptr;
    }

    QTemporaryDir m_folder;
    Conversation m_tomas;
    Conversation m_priya;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimelineHistory> m_history;
    std::unique_ptr<AccountListModel> m_accounts;
    std::unique_ptr<ContactListModel> m_contacts;
    std::unique_ptr<ChatListModel> m_chats;
    std::unique_ptr<ChatPage> m_page;
};

void ChatPageTest::init()
{
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_preferences->setReduceMotion(true);
    m_theme = std::make_unique<Theme>(*m_preferences);
    m_history = std::make_unique<TimelineHistory>();
    m_history->addMany(80);
    m_accounts = std::make_unique<AccountListModel>();
    AccountSettings account;
    account.id = AccountId(1);
    account.jid = BareJid::fromPrepared(u"mara@harbor.example"_s);
    m_accounts->setAccounts({account});
    m_accounts->setConnection(account.id, {ConnectionState::Online, {}, 0});
    m_contacts = std::make_unique<ContactListModel>();
    Contact tomas;
    tomas.account = account.id;
    tomas.jid = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    tomas.name = u"Tomas Berg"_s;
    Contact priya = tomas;
    priya.jid = BareJid::fromPrepared(u"priya@harbor.example"_s);
    priya.name = u"Priya Nair"_s;
    m_contacts->replaceRoster(account.id, {tomas, priya});
    m_contacts->flush();
    m_chats = std::make_unique<ChatListModel>(*m_contacts);
    m_tomas = m_history->conversation();
    m_tomas.draft = u"Owen can"_s;
    m_priya = {};
    m_priya.id = ConversationId(2);
    m_priya.account = account.id;
    m_priya.peer = priya.jid;
    m_chats->changeConversations({m_tomas, m_priya});
    m_chats->flush();
    m_page = std::make_unique<ChatPage>(*m_history->model, *m_chats, *m_contacts, *m_accounts, *m_theme, *m_preferences, m_history->clock);
    m_page->resize(900, 700);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->showChat(m_tomas.id);
}

void ChatPageTest::cleanup()
{
    m_page.reset();
    m_chats.reset();
    m_contacts.reset();
    m_accounts.reset();
    m_history.reset();
    m_theme.reset();
    m_preferences.reset();
}

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
    for (int step = 0; step < 4 && !page->findChild<TimelineView *>()->hasFocus(); ++step) {
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY2(page->isAncestorOf(QApplication::focusWidget()), qPrintable(QApplication::focusWidget()->accessibleName()));
    }
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

void ChatPageTest::deleteForEveryoneAsksFirst()
{
    QSignalSpy retracted(m_page.get(), &ChatPage::retractRequested);
    const MessageId id = m_history->all().constLast().id;
    Q_EMIT timeline()->retractRequested(id);
    auto *question = m_page->findChild<QMessageBox *>();
    QVERIFY(question && retracted.isEmpty());
    QVERIFY(question->text().contains(u"for everyone"_s));
    for (QAbstractButton *one : question->buttons()) {
        if (question->buttonRole(one) == QMessageBox::DestructiveRole)
            one->click();
    }
    QCOMPARE(retracted.size(), 1);
    QCOMPARE(retracted.at(0).at(0).value<MessageId>(), id);
}

void ChatPageTest::answersAndCorrectionsNameTheirMessage()
{
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    QSignalSpy replied(m_page.get(), &ChatPage::replyRequested);
    QSignalSpy corrected(m_page.get(), &ChatPage::correctRequested);
    const Message ours = m_history->arrive(u"airlock"_s, Direction::Outgoing);
    const Message theirs = m_history->arrive(u"what is it?"_s);
    QCoreApplication::processEvents();
    field()->clear();

    m_page->focusTimeline();
    timeline()->focusMessage(theirs.id);
    QTest::keyClick(timeline(), Qt::Key_R);
    QVERIFY(field()->hasFocus());
    QTest::keyClicks(field(), u"a window"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(replied.size(), 1);
    QCOMPARE(replied.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QCOMPARE(replied.at(0).at(1).toString(), u"a window"_s);
    QCOMPARE(replied.at(0).at(2).value<MessageId>(), theirs.id);

    QTest::keyClick(field(), Qt::Key_Up);
    QCOMPARE(field()->toPlainText(), u"airlock"_s);
    field()->selectAll();
    QTest::keyClicks(field(), u"window"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(corrected.size(), 1);
    QCOMPARE(corrected.at(0).at(0).value<MessageId>(), ours.id);
    QCOMPARE(corrected.at(0).at(1).toString(), u"window"_s);

    // Ctrl+Up answers the newest, once more the one above it; down beyond the newest answers none.
    QTest::keyClick(field(), Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClick(field(), Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClicks(field(), u"that"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(replied.at(1).at(2).value<MessageId>(), ours.id);
    QTest::keyClick(field(), Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClick(field(), Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClicks(field(), u"plain"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(1).toString(), u"plain"_s);
}

void ChatPageTest::screenReadersHearWhatWasDoneToAMessage()
{
    const Message original = m_history->arrive(u"original"_s, Direction::Outgoing);
    Message message = m_history->arrive(u"hello"_s);
    message.edited = message.time + 1;
    message.reply = ReplyTo{original.originId, original.sender};
    message.reactions = {{u"👍"_s, m_tomas.peer}, {u"👍"_s, original.sender}};
    m_history->change(message);
    const auto spoken = [this](const Message &of) {
        TimelineModel &model = *m_history->model;
        return model.index(model.rowOf(of.id), 0).data(Qt::AccessibleTextRole).toString();
    };
    QVERIFY2(spoken(message).endsWith(u", edited, replying to you, 2 reactions"_s), qPrintable(spoken(message)));
    message.retracted = 1;
    message.body.clear();
    m_history->change(message);
    QVERIFY2(spoken(message).startsWith(u"Tomas Berg, Message deleted, "_s), qPrintable(spoken(message)));
    QVERIFY(!spoken(message).contains(u"reactions"_s));
}

void ChatPageTest::headerSaysWhoseChatItIs()
{
    auto *tag = m_page->findChild<AccountTag *>();
    QVERIFY(tag && !tag->isVisible());
    m_chats->setAccountMarks({{AccountId(1), AccountMark{u"Work"_s, BareJid::fromPrepared(u"mara@harbor.example"_s), 3}}});
    QVERIFY(tag->isVisible());
    QCOMPARE(tag->accessibleName(), u"Account Work"_s);
    m_chats->setAccountMarks({});
    QVERIFY(!tag->isVisible());
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
    QCOMPARE(sent.at(0).at(1).toString(), u"Owen can."_s);
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

void ChatPageTest::failedSendReturnsItsText()
{
    m_page->focusComposer();
    QTest::keyClick(field(), Qt::Key_Return);
    QVERIFY(field()->toPlainText().isEmpty());
    m_page->restoreText(m_tomas.id, u"Owen can"_s);
    QCOMPARE(field()->toPlainText(), u"Owen can"_s);
    // Another chat is shown by now: the text becomes the draft of its own.
    m_page->showChat(m_priya.id);
    QSignalSpy drafts(m_page.get(), &ChatPage::draftChanged);
    m_page->restoreText(m_tomas.id, u"lost"_s);
    QVERIFY(field()->toPlainText().isEmpty());
    QCOMPARE(drafts.size(), 1);
    QCOMPARE(drafts.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QVERIFY(drafts.at(0).at(1).toString().startsWith(u"lost"_s));
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

void ChatPageTest::deleteAsksFirst()
{
    QSignalSpy deleted(m_page.get(), &ChatPage::deleteRequested);
    m_page->focusTimeline();
    const MessageId message = timeline()->focusedMessage();
    QTest::keyClick(timeline(), Qt::Key_Delete);
    auto *question = m_page->findChild<QMessageBox *>();
    QVERIFY(question && question->isVisible());
    QCOMPARE(deleted.size(), 0);
    QTest::keyClick(question, Qt::Key_Escape);
    QTRY_VERIFY(!m_page->findChild<QMessageBox *>());
    QCOMPARE(deleted.size(), 0);
    QTest::keyClick(timeline(), Qt::Key_Delete);
    question = m_page->findChild<QMessageBox *>();
    QVERIFY(question);
    for (QAbstractButton *one : question->buttons()) {
        if (question->buttonRole(one) == QMessageBox::DestructiveRole)
            one->click();
    }
    QCOMPARE(deleted.size(), 1);
    QCOMPARE(deleted.at(0).at(0).value<MessageId>(), message);
}

void ChatPageTest::questionsTakeNoMarkup()
{
    Contact tomas;
    tomas.account = AccountId(1);
    tomas.jid = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    tomas.name = u"<b>Tomas</b> <img src='file:///etc/passwd'>"_s;
    m_contacts->replaceRoster(AccountId(1), {tomas});
    m_contacts->flush();
    m_chats->refreshPeople();
    m_chats->flush();
    m_page->focusTimeline();
    QTest::keyClick(timeline(), Qt::Key_Delete);
    m_page->showEncryption();
    const QList<QMessageBox *> boxes = m_page->findChildren<QMessageBox *>();
    QCOMPARE(boxes.size(), 2);
    QVERIFY(std::any_of(boxes.cbegin(), boxes.cend(), [&](QMessageBox *box) { return box->informativeText().contains(tomas.name); }));
    for (QMessageBox *box : boxes) {
        int texts = 0;
        const QList<QLabel *> labels = box->findChildren<QLabel *>();
        for (QLabel *label : labels) {
            if (label->text().isEmpty())
                continue;
            ++texts;
            QCOMPARE(label->textFormat(), Qt::PlainText);
        }
        QCOMPARE(texts, 2);
        box->close();
    }
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

void ChatPageTest::offlineIsSaid()
{
    m_page->showChat(m_priya.id);
    QVERIFY(!field()->placeholderText().contains(u"back online"_s));
    m_accounts->setConnection(AccountId(1), {ConnectionState::Waiting, {}, 0});
    QVERIFY(field()->placeholderText().contains(u"back online"_s));
}

void ChatPageTest::typingIsShown()
{
    const int bottom = timeline()->bubbleRect(timeline()->lastVisibleRow()).bottom();
    m_chats->setPeerChatState(m_tomas.id, ChatState::Composing);
    m_chats->flush();
    QTRY_VERIFY(timeline()->bubbleRect(timeline()->lastVisibleRow()).bottom() < bottom);
    m_chats->setPeerChatState(m_tomas.id, ChatState::Active);
    m_chats->flush();
    QTRY_COMPARE(timeline()->bubbleRect(timeline()->lastVisibleRow()).bottom(), bottom);
}

void ChatPageTest::chatThatIsGoneShowsTheEmptyPage()
{
    m_page->showChat(ConversationId(77));
    QVERIFY(!m_page->conversation().isValid());
    QVERIFY(!timeline()->isVisible());
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

QTEST_MAIN(ChatPageTest)
#include "chat_page_test.moc"
