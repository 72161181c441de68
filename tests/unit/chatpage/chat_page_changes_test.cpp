// SPDX-License-Identifier: GPL-3.0-or-later
// Answers, corrections, deletions and forwarding from the page of a chat.
#include "ChatPageCase.h"

#include "chatpage/ForwardDialog.h"
#include "chatpage/MessageDetails.h"
#include "composer/Composer.h"
#include "support/TestProgram.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace chat_page_changes_test {

class ChatPageChangesTest : public QObject, private ChatPageCase
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void forwardingSaysWhoseChatItIs();
    void failedSendReturnsItsText();
    void failedAnswerIsThatAnswerAgain();
    void deleteAsksFirst();
    void deleteForEveryoneAsksFirst();
    void ofOneOfSeveralFilesItSpeaksOfTheMessage();
    void answersAndCorrectionsNameTheirMessage();
    void answersAndEditsStayWithTheirChat();
    void anAnswerToWhatIsTakenBackIsOver();
    void screenReadersHearWhatWasDoneToAMessage();
    void actionsAreToldByTheNameThatOthersSee();
    void reactionsCountAsUsed();
    void questionsTakeNoMarkup();
    void whatIsTypedInTheForwardListFinds();
};

void ChatPageChangesTest::forwardingSaysWhoseChatItIs()
{
    // The same person, in the contacts of two accounts.
    const AccountMark home{u"mara@harbor.example"_s, BareJid::fromPrepared(u"mara@harbor.example"_s), -1};
    const AccountMark work{u"Work"_s, BareJid::fromPrepared(u"mara@work.example"_s), 3};
    Contact tomas = *m_contacts->find(AccountId(1), m_tomas.peer);
    tomas.account = AccountId(2);
    m_contacts->replaceRoster(AccountId(2), {tomas});
    m_contacts->flush();
    Conversation other = m_tomas;
    other.id = ConversationId(3);
    other.account = AccountId(2);
    m_chats->changeConversations({other});
    m_chats->flush();
    const auto rows = [this] {
        auto *dialog = m_page->findChild<ForwardDialog *>();
        const auto *list = dialog ? dialog->findChild<QListWidget *>() : nullptr;
        QMap<QString, QString> all; // as they are read out, and as they look
        for (int row = 0; list && row < list->count(); ++row)
            all.insert(list->item(row)->data(Qt::AccessibleTextRole).toString(), list->item(row)->text().remove(QChar(0x2068)).remove(QChar(0x2069)));
        return all;
    };
    const auto open = [this] {
        auto *dialog = new ForwardDialog(*m_chats, u"hello"_s, *m_theme, m_page.get());
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        return std::unique_ptr<ForwardDialog>(dialog);
    };
    {
        const auto dialog = open();
        QCOMPARE(rows().keys(), (QStringList{u"Priya Nair"_s, u"Tomas Berg"_s}));
    }
    m_chats->setAccountMarks({{AccountId(1), home}, {AccountId(2), work}});
    const auto dialog = open();
    dialog->show();
    QCOMPARE(rows().size(), 3);
    QCOMPARE(rows().value(u"Tomas Berg, account Work"_s), u"Tomas Berg · Work"_s);
    QCOMPARE(rows().value(u"Tomas Berg, account mara@harbor.example"_s), u"Tomas Berg · mara@harbor.example"_s);
    QSignalSpy chosen(dialog.get(), &ForwardDialog::chosen);
    QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"work"_s);
    QCOMPARE(rows().keys(), QStringList{u"Tomas Berg, account Work"_s});
    QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().value<ConversationId>(), other.id);
}

void ChatPageChangesTest::failedSendReturnsItsText()
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

void ChatPageChangesTest::failedAnswerIsThatAnswerAgain()
{
    using Purpose = Composer::Purpose;
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    const Message theirs = m_history->arrive(u"what is it?"_s);
    QCoreApplication::processEvents();
    const auto *composer = m_page->findChild<Composer *>();
    field()->clear();
    const auto sendAnswer = [&] {
        m_page->focusTimeline();
        timeline()->focusMessage(theirs.id);
        QTest::keyClick(timeline(), Qt::Key_R);
        QTest::keyClicks(field(), u"a window"_s);
        QTest::keyClick(field(), Qt::Key_Return);
        return sent.takeLast().at(1).value<OutgoingText>();
    };
    const OutgoingText first = sendAnswer();
    QCOMPARE(first.replyTo, theirs.id);
    QCOMPARE(composer->purpose(), Purpose::New);
    m_page->restoreFailed(m_tomas.id, first);
    QCOMPARE(composer->purpose(), Purpose::Reply);
    QCOMPARE(field()->toPlainText(), u"a window"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(sent.takeLast().at(1).value<OutgoingText>().replyTo, theirs.id);

    // Another chat is shown by now.
    const OutgoingText second = sendAnswer();
    m_page->showChat(m_priya.id);
    m_page->restoreFailed(m_tomas.id, second);
    QCOMPARE(composer->purpose(), Purpose::New);
    m_page->showChat(m_tomas.id);
    QCOMPARE(composer->purpose(), Purpose::Reply);
    QTest::keyClick(field(), Qt::Key_Escape);
    field()->clear();

    // What was no answer is none.
    QTest::keyClicks(field(), u"plain"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    m_page->restoreFailed(m_tomas.id, sent.takeLast().at(1).value<OutgoingText>());
    QCOMPARE(composer->purpose(), Purpose::New);
    field()->clear();

    // Nor what answered a message that is gone.
    const OutgoingText third = sendAnswer();
    takeBack(theirs);
    m_page->restoreFailed(m_tomas.id, third);
    QCOMPARE(composer->purpose(), Purpose::New);
    QCOMPARE(field()->toPlainText(), u"a window"_s);
}

void ChatPageChangesTest::deleteAsksFirst()
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

void ChatPageChangesTest::deleteForEveryoneAsksFirst()
{
    QSignalSpy retracted(m_page.get(), &ChatPage::retractRequested);
    const MessageId id = m_history->all().constLast().id;
    Q_EMIT timeline()->retractRequested(id);
    auto *question = m_page->findChild<QMessageBox *>();
    QVERIFY(question && retracted.isEmpty());
    QVERIFY(question->text().contains(u"for everyone"_s));
    // It says which one, on one line, and Return does nothing that cannot be undone.
    const QString quoted = question->informativeText().section(u'\n', 0, 0);
    QVERIFY2(quoted.contains(m_history->all().constLast().body.left(10)), qPrintable(quoted));
    QCOMPARE(question->buttonRole(question->defaultButton()), QMessageBox::RejectRole);
    for (QAbstractButton *one : question->buttons()) {
        if (question->buttonRole(one) == QMessageBox::DestructiveRole)
            one->click();
    }
    QCOMPARE(retracted.size(), 1);
    QCOMPARE(retracted.at(0).at(0).value<MessageId>(), id);
}

void ChatPageChangesTest::ofOneOfSeveralFilesItSpeaksOfTheMessage()
{
    const Message file = m_history->add(u"https://files.harbor.example/a.pdf"_s, Direction::Outgoing);
    const Message message = m_history->add(u"https://files.harbor.example/b.pdf"_s, Direction::Outgoing);
    Database &database = m_history->database();
    QVERIFY(database.run(u"UPDATE message SET origin_id = ? WHERE id = ?"_s,
                         {u"\x01"_s + message.originId.value() + u"\x01"_s + u"00"_s, file.id.value()}));
    for (const Message &each : {file, message}) {
        QVERIFY(database.run(u"INSERT INTO attachment (message, url) VALUES (?, ?)"_s, {each.id.value(), each.body}));
        QVERIFY(database.run(u"UPDATE message SET attached = 1, cipher = 2, edited = time WHERE id = ?"_s, {each.id.value()}));
    }
    QVERIFY(database.run(u"INSERT INTO message_version (message, time, origin_id, body) VALUES (?, 1, 'v1', 'said at first'), (?, 2, 'v2', 'b')"_s,
                         {message.id.value(), message.id.value()}));
    m_history->model->open(m_history->conversation());
    const auto words = [this] {
        auto *question = m_page->findChild<QMessageBox *>();
        const QString said = question ? question->informativeText() : QString();
        delete question;
        return said;
    };
    Q_EMIT timeline()->deleteRequested(file.id);
    const QString here = words();
    QVERIFY2(here.contains(u"All 2 files of this message are deleted."_s), qPrintable(here));
    Q_EMIT timeline()->retractRequested(message.id);
    QVERIFY(words().contains(u"All 2 files of this message are deleted."_s));
    Q_EMIT timeline()->deleteRequested(m_history->all().constFirst().id);
    QVERIFY(!words().contains(u"files of this message"_s));

    QSignalSpy asked(m_page.get(), &ChatPage::readersAsked);
    Q_EMIT timeline()->encryptionRequested(file.id); // what was sealed is the message
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).value<MessageId>(), message.id);
    QSignalSpy moderated(m_page.get(), &ChatPage::moderateRequested);
    Q_EMIT timeline()->moderateRequested(file.id); // a room gives ids to messages alone
    QCOMPARE(moderated.size(), 1);
    QCOMPARE(moderated.at(0).at(1).value<MessageId>(), message.id);
    Q_EMIT timeline()->detailsRequested(file.id);
    auto *details = m_page->findChild<MessageDetails *>();
    QVERIFY(details && details->findChild<QPlainTextEdit *>()->toPlainText().contains(u"said at first"_s));
}

void ChatPageChangesTest::answersAndCorrectionsNameTheirMessage()
{
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
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
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QCOMPARE(sent.at(0).at(1).value<OutgoingText>().body, u"a window"_s);
    QCOMPARE(sent.at(0).at(1).value<OutgoingText>().replyTo, theirs.id);
    sent.clear();

    QTest::keyClick(field(), Qt::Key_Up);
    QCOMPARE(field()->toPlainText(), u"airlock"_s);
    field()->selectAll();
    QTest::keyClicks(field(), u"window"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(corrected.size(), 1);
    QCOMPARE(corrected.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QCOMPARE(corrected.at(0).at(1).value<MessageId>(), ours.id);
    QCOMPARE(corrected.at(0).at(2).toString(), u"window"_s);
    // It could not be stored: what was typed is there to be edited on, and is another correction of the same message.
    const EditedWords failed{u"windows, @Tom"_s, {{9, 13, m_tomas.peer}}};
    m_page->restoreEdit(m_tomas.id, ours.id, failed);
    QCOMPARE(field()->toPlainText(), failed.text);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(corrected.size(), 2);
    QCOMPARE(corrected.at(1).at(1).value<MessageId>(), ours.id);
    QCOMPARE(corrected.at(1).at(2).toString(), failed.text);
    QCOMPARE(corrected.at(1).at(3).value<QList<Mention>>(), failed.mentions);

    // Ctrl+Up answers the newest, once more the one above it; down beyond the newest answers none.
    QTest::keyClick(field(), Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClick(field(), Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClicks(field(), u"that"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(sent.takeFirst().at(1).value<OutgoingText>().replyTo, ours.id);
    QTest::keyClick(field(), Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClick(field(), Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClicks(field(), u"plain"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(1).value<OutgoingText>().body, u"plain"_s);
    QVERIFY(!sent.at(0).at(1).value<OutgoingText>().replyTo.isValid());
    QCOMPARE(sent.at(0).at(1).value<OutgoingText>().hold, 0); // nobody asked for it
}

/// Over another chat, and into another window and back.
void ChatPageChangesTest::answersAndEditsStayWithTheirChat()
{
    using Purpose = Composer::Purpose;
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    QSignalSpy corrected(m_page.get(), &ChatPage::correctRequested);
    const Message ours = m_history->arrive(u"airlock"_s, Direction::Outgoing);
    const Message theirs = m_history->arrive(u"what is it?"_s);
    QCoreApplication::processEvents();
    const auto *composer = m_page->findChild<Composer *>();
    const auto answer = [&] {
        m_page->focusTimeline();
        timeline()->focusMessage(theirs.id);
        QTest::keyClick(timeline(), Qt::Key_R);
    };
    answer();
    QCOMPARE(composer->purpose(), Purpose::Reply);
    m_page->showChat(m_priya.id);
    QCOMPARE(composer->purpose(), Purpose::New);
    QTest::keyClicks(field(), u"Hi"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(0).value<ConversationId>(), m_priya.id);
    QVERIFY(!sent.at(0).at(1).value<OutgoingText>().replyTo.isValid());
    m_page->showChat(m_tomas.id);
    QCOMPARE(composer->purpose(), Purpose::Reply);
    QCOMPARE(field()->toPlainText(), u"Owen can"_s);

    m_page->showChat({});
    const ReadConnection connection(m_history->file());
    const MessageReader reader(connection);
    TimelineModel model(reader);
    ChatPage window(model, *m_chats, *m_contacts, *m_accounts, *m_theme, *m_preferences, m_history->clock);
    takeDraftsOf(window);
    window.showChat(m_tomas.id);
    window.takeOver(*m_page, m_tomas.id);
    Composer *moved = window.findChild<Composer *>();
    QCOMPARE(moved->purpose(), Purpose::Reply);
    QSignalSpy sentThere(&window, &ChatPage::sendRequested);
    QTest::keyClick(moved->field(), Qt::Key_Return);
    QCOMPARE(sentThere.size(), 1);
    QCOMPARE(sentThere.at(0).at(1).value<OutgoingText>().body, u"Owen can"_s);
    QCOMPARE(sentThere.at(0).at(1).value<OutgoingText>().replyTo, theirs.id);

    // An edit has its words, and the draft is below them.
    QTest::keyClick(moved->field(), Qt::Key_Up);
    QTest::keyClicks(moved->field(), u"s"_s);
    QCOMPARE(moved->text(), u"airlocks"_s);
    moved->restoreText(u"a draft"_s);
    window.flush();
    m_page->takeOver(window, m_tomas.id);
    m_page->showChat(m_tomas.id);
    QCOMPARE(composer->purpose(), Purpose::Edit);
    QCOMPARE(field()->toPlainText(), u"airlocks"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(corrected.size(), 1);
    QCOMPARE(corrected.at(0).at(1).value<MessageId>(), ours.id);
    QCOMPARE(corrected.at(0).at(2).toString(), u"airlocks"_s);
    QCOMPARE(field()->toPlainText(), u"a draft"_s);

    // One that was left is over, and so is one to what is deleted meanwhile.
    answer();
    QTest::keyClick(field(), Qt::Key_Escape);
    m_page->showChat(m_priya.id);
    m_page->showChat(m_tomas.id);
    QCOMPARE(composer->purpose(), Purpose::New);
    answer();
    m_page->showChat(m_priya.id);
    m_history->remove(theirs.id);
    m_page->showChat(m_tomas.id);
    QCOMPARE(composer->purpose(), Purpose::New);
}

void ChatPageChangesTest::anAnswerToWhatIsTakenBackIsOver()
{
    using Purpose = Composer::Purpose;
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    const Message theirs = m_history->arrive(u"what is it?"_s);
    const Message other = m_history->arrive(u"and where?"_s);
    QCoreApplication::processEvents();
    const auto *composer = m_page->findChild<Composer *>();
    m_page->focusTimeline();
    timeline()->focusMessage(theirs.id);
    QTest::keyClick(timeline(), Qt::Key_R);
    takeBack(other);
    QCOMPARE(composer->purpose(), Purpose::Reply);
    takeBack(theirs);
    QCOMPARE(composer->purpose(), Purpose::New);
    QCOMPARE(field()->toPlainText(), u"Owen can"_s); // what is written stays
    m_page->focusComposer();
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QVERIFY(!sent.at(0).at(1).value<OutgoingText>().replyTo.isValid());

    // An edit of ours that another device takes back keeps its words.
    const Message ours = m_history->arrive(u"airlock"_s, Direction::Outgoing);
    QCoreApplication::processEvents();
    QTest::keyClick(field(), Qt::Key_Up);
    QCOMPARE(composer->purpose(), Purpose::Edit);
    takeBack(ours);
    QCOMPARE(field()->toPlainText(), u"airlock"_s);
}

void ChatPageChangesTest::screenReadersHearWhatWasDoneToAMessage()
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
    // A spoiler is heard once it is open, and as covered as before when it is closed again.
    Message hidden = m_history->arrive(u"they all die"_s);
    hidden.spoiler = u"The end"_s;
    m_history->change(hidden);
    QVERIFY2(spoken(hidden).contains(u"The end"_s) && !spoken(hidden).contains(u"die"_s), qPrintable(spoken(hidden)));
    timeline()->setSpoiler(hidden.id, TimelineView::Spoiler::Shown);
    const QString opened = spoken(hidden).remove(QChar(0x2068)).remove(QChar(0x2069));
    QVERIFY2(opened.startsWith(u"Tomas Berg, Spoiler: The end, they all die, "_s), qPrintable(opened));
    timeline()->setSpoiler(hidden.id, TimelineView::Spoiler::Covered);
    QVERIFY2(!spoken(hidden).contains(u"die"_s), qPrintable(spoken(hidden)));
    QVERIFY(!spoken(message).contains(u"reactions"_s));
    // Of a place its card has no other text.
    Message place = m_history->arrive(u"geo:59.3327,18.0649;u=12"_s);
    QVERIFY2(spoken(place).remove(QChar(0x2066)).remove(QChar(0x2069))
                 .startsWith(u"Tomas Berg, Location, 59.3327\u00B0 N, 18.0649\u00B0 E \u00B7 within 12 m, "_s),
             qPrintable(spoken(place)));
    place.retracted = 1;
    m_history->change(place);
    QVERIFY2(!spoken(place).contains(u"59"_s), qPrintable(spoken(place)));
}

void ChatPageChangesTest::actionsAreToldByTheNameThatOthersSee()
{
    const Message own = m_history->arrive(u"/me waves"_s, Direction::Outgoing);
    const auto width = [&] { return timeline()->layoutOf(m_history->model->rowOf(own.id))->bubbleSize().width(); };
    const int narrow = width();
    m_accounts->setOwnName(AccountId(1), {u"Mara Lindqvist"_s, {}});
    QVERIFY(width() > narrow + 20); // what is shown has it at once
    const Message theirs = m_history->arrive(u"/me waves back"_s);
    const auto spoken = [this](const Message &of) {
        TimelineModel &model = *m_history->model;
        return model.index(model.rowOf(of.id), 0).data(Qt::AccessibleTextRole).toString();
    };
    QVERIFY2(spoken(own).startsWith(u"Mara Lindqvist waves, "_s), qPrintable(spoken(own)));
    QVERIFY2(spoken(theirs).startsWith(u"Tomas Berg waves back, "_s), qPrintable(spoken(theirs)));
    // A copy with names has it, too.
    timeline()->selectRange({own.id, 0}, {own.id, own.body.size()});
    QVERIFY(timeline()->selectedTextWithNames().contains(u"Mara Lindqvist"_s));
}

void ChatPageChangesTest::reactionsCountAsUsed()
{
    const Message message = m_history->arrive(u"hello"_s);
    m_preferences->setRecentEmoji({u"🚀"_s});
    timeline()->toggleReaction(message.id, u"🎉"_s);
    QCOMPARE(m_preferences->recentEmoji(), (QStringList{u"🎉"_s, u"🚀"_s}));
    // Taken back it is used no second time, nor is another that stays.
    Message reacted = message;
    const BareJid us = BareJid::fromPrepared(u"mara@harbor.example"_s);
    reacted.reactions = {{u"🎉"_s, us}, {u"👍"_s, us}};
    m_history->change(reacted);
    m_preferences->setRecentEmoji({u"🚀"_s});
    timeline()->toggleReaction(message.id, u"🎉"_s);
    QCOMPARE(m_preferences->recentEmoji(), QStringList{u"🚀"_s});
}

void ChatPageChangesTest::questionsTakeNoMarkup()
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

void ChatPageChangesTest::whatIsTypedInTheForwardListFinds()
{
    // Rows begin with an isolate here, which no key types.
    m_chats->setAccountMarks({{AccountId(1), AccountMark{u"Work"_s, BareJid::fromPrepared(u"mara@harbor.example"_s), 3}}});
    ForwardDialog dialog(*m_chats, u"hello"_s, *m_theme, m_page.get());
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    auto *list = dialog.findChild<QListWidget *>();
    QCOMPARE(list->count(), 2);
    list->setFocus();
    QTest::keyClicks(list, u"p"_s);
    auto *field = dialog.findChild<QLineEdit *>();
    QCOMPARE(field->text(), u"p"_s);
    QTest::keyClicks(field, u"riy"_s);
    QCOMPARE(list->count(), 1);
    QSignalSpy chosen(&dialog, &ForwardDialog::chosen);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().first().value<ConversationId>(), m_priya.id);
}

JACKDAW_WINDOW_TEST(ChatPageChangesTest)

} // namespace chat_page_changes_test

#include "chat_page_changes_test.moc"
