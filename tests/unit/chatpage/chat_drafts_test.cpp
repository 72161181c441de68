// SPDX-License-Identifier: GPL-3.0-or-later
// What was written and not sent stays with its chat: over a change of chats and windows that is faster than the disk, over
// a restart, and with the message that it answers or edits.
#include "ChatDetailsCase.h"

#include "chat/MessageStore.h"
#include "composer/Composer.h"
#include "composer/DraftShelf.h"
#include "composer/MessageField.h"
#include "composer/UndoStrip.h"
#include "support/TestProgram.h"

#include <QLabel>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace chat_drafts_test {

class ChatDraftsTest : public QObject, ChatDetailsCase
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aChatThatIsBackAtOnceHasItsWords();
    void whatWasSentIsNotThereAgain();
    void anotherWindowHasThemAtOnce();
    void whatIsSettledIsThatOnDisk();
    void anAnswerOutlivesTheProgram();
    void anEditOutlivesTheProgram();
    void whatIsGoneIsNotAnswered();
    void wordsOfAnEditOutliveTheirMessage();
    void whatCouldNotBeCorrectedIsEditedOnLater();
    void whatIsTakenBackIsNotLostAsTheChatIsLeft_data();
    void whatIsTakenBackIsNotLostAsTheChatIsLeft();
    void whatIsTakenBackStaysOutOfOtherChats();

private:
    struct Told { ConversationId chat; ChatDraft draft; quint64 put = 0; };

    void follow(ChatPage &page);
    /// What the engine was told so far is on disk.
    void store();
    void restart();
    ChatDraft onDisk() { return m_outline->draft(m_tomas.id); }
    Composer *composer() const { return m_page->findChild<Composer *>(); }
    MessageField *field() const { return m_page->findChild<MessageField *>(); }
    void write(const QString &text) { QTest::keyClicks(field(), text); }
    /// What was just shown is on disk as it is.
    bool nothingIsTold()
    {
        if (m_told.isEmpty())
            m_page->flush();
        return m_told.isEmpty();
    }
    void leaveAndComeBack()
    {
        m_page->showChat(m_priya.id);
        m_page->showChat(m_tomas.id);
    }
    void answer(const Message &message)
    {
        m_page->focusTimeline();
        timeline()->focusMessage(message.id);
        QTest::keyClick(timeline(), Qt::Key_R);
    }

    Conversation m_priya;
    std::unique_ptr<DraftShelf> m_drafts;
    QList<Told> m_told;
};

void ChatDraftsTest::init()
{
    begin();
    m_told.clear();
    MessageStore store(m_history->database());
    m_priya = {};
    m_priya.account = m_tomas.account;
    m_priya.peer = BareJid::fromPrepared(u"priya@harbor.example"_s);
    m_priya.id = *store.ensureConversation(m_priya.account, m_priya.peer);
    m_chats->changeConversations({m_priya});
    m_chats->flush();
    m_page->showChat({});
    m_drafts = std::make_unique<DraftShelf>([this](ConversationId chat) { return m_outline->draft(chat); });
    follow(*m_page);
    m_page->showChat(m_tomas.id);
    m_page->focusComposer();
}

void ChatDraftsTest::cleanup()
{
    end();
    m_drafts.reset();
}

/// As the shell does, but that the engine takes its time.
void ChatDraftsTest::follow(ChatPage &page)
{
    page.setDrafts(*m_drafts);
    const auto tell = [this](ConversationId chat, const ChatDraft &draft) {
        m_told.append({chat, draft, m_drafts->put(chat, draft)});
    };
    connect(&page, &ChatPage::draftChanged, this,
            [tell](ConversationId chat, const QString &text, const DraftParts &parts) { tell(chat, {text, parts}); });
    connect(&page, &ChatPage::sendRequested, this, [tell](ConversationId chat) { tell(chat, {}); });
}

void ChatDraftsTest::store()
{
    MessageStore store(m_history->database());
    for (const Told &each : std::exchange(m_told, {})) {
        QVERIFY(store.setDraft(each.chat, each.draft.text, each.draft.parts));
        m_drafts->settle(each.chat, each.put);
    }
}

void ChatDraftsTest::restart()
{
    m_page->flush();
    store();
    m_drafts = std::make_unique<DraftShelf>([this](ConversationId chat) { return m_outline->draft(chat); });
    m_page = std::make_unique<ChatPage>(*m_history->model, *m_chats, *m_contacts, *m_accounts, *m_theme, *m_preferences,
                                        m_history->clock);
    m_page->setOutline(*m_outline, {});
    follow(*m_page);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->showChat(m_tomas.id);
}

void ChatDraftsTest::aChatThatIsBackAtOnceHasItsWords()
{
    write(u"half a thought"_s);
    leaveAndComeBack();
    QCOMPARE(field()->toPlainText(), u"half a thought"_s);
    write(u", and more"_s);
    leaveAndComeBack();
    QCOMPARE(field()->toPlainText(), u"half a thought, and more"_s);
    store();
    QCOMPARE(onDisk().text, u"half a thought, and more"_s);
    leaveAndComeBack();
    QCOMPARE(field()->toPlainText(), u"half a thought, and more"_s);
}

void ChatDraftsTest::whatWasSentIsNotThereAgain()
{
    write(u"half a thought"_s);
    m_page->flush();
    store();
    QTest::keyClick(field(), Qt::Key_Return);
    leaveAndComeBack(); // before the message is stored
    QCOMPARE(field()->toPlainText(), QString());
    store();
    leaveAndComeBack();
    QCOMPARE(field()->toPlainText(), QString());
}

void ChatDraftsTest::anotherWindowHasThemAtOnce()
{
    const MessageReader reader(*m_connection);
    TimelineModel model(reader);
    ChatPage window(model, *m_chats, *m_contacts, *m_accounts, *m_theme, *m_preferences, m_history->clock);
    follow(window);
    const Message theirs = m_history->arrive(u"what is it?"_s);
    QCoreApplication::processEvents();
    answer(theirs);
    write(u"a window"_s);
    m_page->showChat({});
    window.showChat(m_tomas.id);
    auto *there = window.findChild<Composer *>();
    QCOMPARE(there->text(), u"a window"_s);
    QCOMPARE(there->about(), theirs.id);
    // Sent there and closed at once, it is in no field a second time.
    QTest::keyClick(there->field(), Qt::Key_Return);
    window.flush();
    window.showChat({});
    m_page->showChat(m_tomas.id);
    QCOMPARE(composer()->text(), QString());
    QCOMPARE(composer()->purpose(), Composer::Purpose::New);
}

void ChatDraftsTest::whatIsSettledIsThatOnDisk()
{
    const ChatDraft first{u"first"_s, {}};
    const ChatDraft second{u"second"_s, {}};
    const quint64 one = m_drafts->put(m_tomas.id, first);
    const quint64 two = m_drafts->put(m_tomas.id, second);
    m_drafts->settle(m_tomas.id, one); // the answer to what was said before
    QCOMPARE(m_drafts->draft(m_tomas.id), second);
    QCOMPARE(m_drafts->draft(m_priya.id), ChatDraft());
    m_drafts->settle(m_tomas.id, two);
    QCOMPARE(m_drafts->draft(m_tomas.id), ChatDraft());
}

void ChatDraftsTest::anAnswerOutlivesTheProgram()
{
    const Message theirs = m_history->arrive(u"what is it?"_s);
    m_history->addMany(200); // it is far up by then
    QCoreApplication::processEvents();
    answer(theirs);
    QCOMPARE(composer()->about(), theirs.id);
    write(u"a window"_s);
    restart();
    QVERIFY(m_history->model->rowOf(theirs.id) < 0);
    QVERIFY(nothingIsTold());
    QCOMPARE(composer()->purpose(), Composer::Purpose::Reply);
    QCOMPARE(field()->toPlainText(), u"a window"_s);
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.first().at(1).value<OutgoingText>().replyTo, theirs.id);
    restart();
    QCOMPARE(composer()->purpose(), Composer::Purpose::New);
    // Begun without a word, and given up: that too is known afterwards.
    m_history->model->jumpTo(theirs.id);
    answer(theirs);
    restart();
    QCOMPARE(composer()->purpose(), Composer::Purpose::Reply);
    QTest::keyClick(field(), Qt::Key_Escape);
    restart();
    QCOMPARE(composer()->purpose(), Composer::Purpose::New);
}

void ChatDraftsTest::anEditOutlivesTheProgram()
{
    const Message ours = m_history->arrive(u"airlock"_s, Direction::Outgoing);
    QCoreApplication::processEvents();
    QTest::keyClick(field(), Qt::Key_Up);
    QCOMPARE(composer()->about(), ours.id);
    write(u"s, all of them"_s);
    composer()->restoreText(u"a draft"_s); // below the edit
    restart();
    // Whatever is told of it on the way takes the place of the edit on disk, and the program may be ended there.
    QVERIFY(nothingIsTold());
    QCOMPARE(onDisk().parts.edit->text, u"airlocks, all of them"_s);
    leaveAndComeBack();
    QVERIFY(nothingIsTold());
    QCOMPARE(composer()->purpose(), Composer::Purpose::Edit);
    QCOMPARE(field()->toPlainText(), u"airlocks, all of them"_s);
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    QSignalSpy corrected(m_page.get(), &ChatPage::correctRequested);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 0); // it is no message of its own
    QCOMPARE(corrected.size(), 1);
    QCOMPARE(corrected.first().at(1).value<MessageId>(), ours.id);
    QCOMPARE(corrected.first().at(2).toString(), u"airlocks, all of them"_s);
    QCOMPARE(field()->toPlainText(), u"a draft"_s);
    restart();
    QCOMPARE(composer()->purpose(), Composer::Purpose::New);
    QCOMPARE(field()->toPlainText(), u"a draft"_s);
}

void ChatDraftsTest::whatIsGoneIsNotAnswered()
{
    const Message theirs = m_history->arrive(u"what is it?"_s);
    QCoreApplication::processEvents();
    answer(theirs);
    write(u"a window"_s);
    m_page->showChat({});
    store();
    mark(theirs.id, u"retracted"_s, theirs.time + 1);
    restart();
    QCOMPARE(composer()->purpose(), Composer::Purpose::New);
    QCOMPARE(field()->toPlainText(), u"a window"_s);
}

void ChatDraftsTest::wordsOfAnEditOutliveTheirMessage()
{
    const Message ours = m_history->arrive(u"airlock"_s, Direction::Outgoing);
    QCoreApplication::processEvents();
    QTest::keyClick(field(), Qt::Key_Up);
    write(u"s"_s);
    m_page->showChat({});
    store();
    QVERIFY(m_history->database().run(u"DELETE FROM message WHERE id = ?"_s, {ours.id.value()}));
    restart();
    QCOMPARE(composer()->purpose(), Composer::Purpose::New);
    QCOMPARE(field()->toPlainText(), u"airlocks"_s);
    m_page->flush();
    store();
    QCOMPARE(onDisk(), (ChatDraft{u"airlocks"_s, {}}));
}

void ChatDraftsTest::whatCouldNotBeCorrectedIsEditedOnLater()
{
    const Message ours = m_history->arrive(u"airlock"_s, Direction::Outgoing);
    QCoreApplication::processEvents();
    write(u"a draft"_s);
    m_page->showChat(m_priya.id);
    const EditedWords words{u"@Tomas, airlocks"_s, {{0, 6, m_tomas.peer}}};
    m_page->restoreEdit(m_tomas.id, ours.id, words);
    QCOMPARE(field()->toPlainText(), QString());
    QCOMPARE(*m_told.constLast().draft.parts.edit, words);
    m_page->showChat(m_tomas.id);
    QCOMPARE(composer()->about(), ours.id);
    QCOMPARE(composer()->purpose(), Composer::Purpose::Edit);
    QCOMPARE(field()->toPlainText(), words.text);
    QCOMPARE(composer()->mentionsIn(words.text), words.mentions);
    QTest::keyClick(field(), Qt::Key_Escape);
    QCOMPARE(field()->toPlainText(), u"a draft"_s);
    // Where something else is edited by then, they are words as any.
    const Message next = m_history->arrive(u"window"_s, Direction::Outgoing);
    QCoreApplication::processEvents();
    Q_EMIT timeline()->editRequested(next.id);
    m_page->showChat(m_priya.id);
    m_page->restoreEdit(m_tomas.id, ours.id, words);
    QCOMPARE(m_told.constLast().draft.text, u"@Tomas, airlocks\na draft"_s);
    QCOMPARE(m_told.constLast().draft.parts.mentions, words.mentions);
    QCOMPARE(m_told.constLast().draft.parts.about, next.id);
}

void ChatDraftsTest::whatIsTakenBackIsNotLostAsTheChatIsLeft_data()
{
    // The engine puts the text before the draft that it has then.
    QTest::addColumn<bool>("undoneFirst");
    QTest::addColumn<bool>("isBack");
    QTest::newRow("taken back before the draft is stored") << true << false;
    QTest::newRow("after it") << false << false;
    QTest::newRow("before it, and the chat is shown again") << true << true;
    QTest::newRow("after it, and the chat is shown again") << false << true;
}

void ChatDraftsTest::whatIsTakenBackIsNotLostAsTheChatIsLeft()
{
    QFETCH(bool, undoneFirst);
    QFETCH(bool, isBack);
    m_preferences->setUndoSend(true);
    QSignalSpy undone(m_page.get(), &ChatPage::undoSendRequested);
    write(u"wrong chat"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    store();
    const MessageId message(4711);
    m_page->offerUndo(m_tomas.id, message);
    write(u"since"_s);
    m_page->findChild<UndoStrip *>()->undo();
    QCOMPARE(undone.size(), 1);
    const auto takeBack = [&] {
        MessageStore messages(m_history->database());
        const QString before = messages.draft(m_tomas.id)->text;
        QVERIFY(messages.setDraft(m_tomas.id, before.isEmpty() ? u"wrong chat"_s : u"wrong chat\n"_s + before));
    };
    m_page->showChat(m_priya.id);
    if (isBack)
        m_page->showChat(m_tomas.id);
    if (undoneFirst)
        takeBack();
    store();
    if (!undoneFirst)
        takeBack();
    if (isBack && !undoneFirst) { // shown once more, after that was on disk
        m_page->showChat(m_priya.id);
        m_page->showChat(m_tomas.id);
    }
    m_page->restoreSent(m_tomas.id, message);
    m_page->showChat(m_tomas.id);
    QCOMPARE(field()->toPlainText(), u"wrong chat\nsince"_s);
    m_page->flush();
    store();
    QCOMPARE(onDisk().text, u"wrong chat\nsince"_s);
}

void ChatDraftsTest::whatIsTakenBackStaysOutOfOtherChats()
{
    m_preferences->setUndoSend(true);
    write(u"wrong chat"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    store();
    const MessageId message(4711);
    m_page->offerUndo(m_tomas.id, message);
    m_page->findChild<UndoStrip *>()->undo();
    m_page->showChat(m_priya.id);
    m_page->restoreSent(m_tomas.id, message);
    QCOMPARE(field()->toPlainText(), QString());
    m_page->showChat(m_tomas.id);
    QCOMPARE(field()->toPlainText(), u"wrong chat"_s);
}

JACKDAW_WINDOW_TEST(ChatDraftsTest)

} // namespace chat_drafts_test

#include "chat_drafts_test.moc"
