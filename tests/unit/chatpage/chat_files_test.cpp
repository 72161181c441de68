// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are pasted into a chat or dropped on it: asked about in a strip above the field, which holds up nothing.
#include "ChatDetailsCase.h"

#include "chatpage/ForwardDialog.h"
#include "composer/Composer.h"
#include "composer/MessageField.h"
#include "files/OutgoingFile.h"
#include "files/PictureViewer.h"
#include "files/SendFilesStrip.h"
#include "omemo/DeviceTrust.h"
#include "support/TestProgram.h"

#include <QCheckBox>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDirIterator>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QRandomGenerator>
#include <QScrollArea>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace chat_files_test {

class ChatFilesTest : public QObject, ChatDetailsCase
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { end(); }

    void droppedFilesAreAskedAboutAboveTheField();
    void whatGoesStraightToThemIsSaidBefore();
    void eachHasItsWordsAndItsPlace();
    void pastedPicturesAndFilesGoTogether();
    void nothingIsSentWhereItIsCancelled_data();
    void nothingIsSentWhereItIsCancelled();
    void theyWaitForTheirChat();
    void theyGoWithTheirChat();
    void whatTheServerRefusesIsSaidBefore();
    void allThatAreTooLargeAreNamed();
    void smallerPicturesAreOfferedWhereTheyWouldGo();
    void ownPicturesAreCalledSo();
    void itSaysHowTheyWouldGoNow();
    void aFileIsForwardedAsAFile_data();
    void aFileIsForwardedAsAFile();
    void whatIsNotHereIsNotForwarded_data();
    void whatIsNotHereIsNotForwarded();

private:
    SendFilesStrip *strip() const
    {
        for (SendFilesStrip *one : m_page->findChildren<SendFilesStrip *>()) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }
    QLineEdit *caption() const { return strip()->findChild<QLineEdit *>(); }
    /// Copies that were made for sending.
    int prepared() const
    {
        int count = 0;
        QDirIterator file(m_folder.filePath(u"outgoing"_s), QDir::Files, QDirIterator::Subdirectories);
        for (; file.hasNext(); ++count)
            file.next();
        return count;
    }
    /// That entry of the menu of a message; nullptr: there is none. `menu` is to be closed.
    QAction *entryOf(MessageId message, const QString &words, QPointer<QMenu> &menu)
    {
        timeline()->focusMessage(message);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
        QCoreApplication::sendEvent(timeline(), &event);
        for (QMenu *each : timeline()->findChildren<QMenu *>(Qt::FindDirectChildrenOnly))
            menu = each->isVisible() ? each : menu.data();
        for (QAction *action : menu ? menu->actions() : QList<QAction *>()) {
            if (action->text() == words)
                return action;
        }
        return nullptr;
    }
    bool drop(const QStringList &paths);
    void waitUntilReady() { QTRY_VERIFY(button(u"Send"_s)->isEnabled()); }
};

void ChatFilesTest::init()
{
    begin();
    m_page->setOutgoingFolder(m_folder.filePath(u"outgoing"_s));
}

bool ChatFilesTest::drop(const QStringList &paths)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString &path : paths)
        urls.append(QUrl::fromLocalFile(path));
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(300, 200), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_page.get(), &enter);
    if (!enter.isAccepted())
        return false;
    QDropEvent dropped(QPointF(300, 200), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_page.get(), &dropped);
    return dropped.isAccepted() && dropped.dropAction() == Qt::CopyAction; // what is sent stays where it is
}

void ChatFilesTest::droppedFilesAreAskedAboutAboveTheField()
{
    auto *composer = m_page->findChild<Composer *>();
    composer->field()->setPlainText(u"half a thought"_s);
    QSignalSpy sent(m_page.get(), &ChatPage::sendFileRequested);
    QSignalSpy limits(m_page.get(), &ChatPage::uploadLimitAsked);
    QVERIFY(drop({pictureOf(u"a.png"_s, Qt::red), pictureOf(u"b.png"_s, Qt::blue)}));
    QVERIFY(strip());
    QCOMPARE(limits.size(), 1);
    // No window in front of the chat: it is read on, and the field is where it was.
    QVERIFY(!QApplication::activeModalWidget());
    QVERIFY(composer->isVisible() && timeline()->isVisible());
    QTRY_VERIFY(strip()->geometry().top() > timeline()->geometry().top() + 100);
    QVERIFY(strip()->geometry().bottom() < composer->geometry().top() + 1);
    QVERIFY(caption()->hasFocus());
    waitUntilReady();
    QTest::keyClicks(caption(), u"Gauge at the outlet"_s);
    QTest::keyClick(caption(), Qt::Key_Return);
    QVERIFY(!strip());
    QCOMPARE(sent.size(), 2);
    for (const QList<QVariant> &one : sent)
        QCOMPARE(one.at(0).value<ConversationId>(), m_tomas.id);
    QCOMPARE(sent.at(0).at(2).toString(), QString());
    QCOMPARE(sent.at(1).at(2).toString(), u"Gauge at the outlet"_s); // with the last of them
    QCOMPARE(composer->text(), u"half a thought"_s);
    QTRY_VERIFY(composer->field()->hasFocus());
    // What has no file in it is not taken.
    QMimeData words;
    words.setText(u"words"_s);
    QDragEnterEvent enter(QPoint(300, 200), Qt::CopyAction, &words, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QCoreApplication::sendEvent(m_page.get(), &enter);
    QVERIFY(!enter.isAccepted());
}

/// Around the server (XEP-0234): it may be long until they are there, so it is known before it is sent.
void ChatFilesTest::whatGoesStraightToThemIsSaidBefore()
{
    const auto isSaid = [this](const QString &words) {
        const auto all = strip()->findChildren<QLabel *>();
        return std::any_of(all.cbegin(), all.cend(), [&words](const QLabel *each) {
            return each->isVisible() && each->text().contains(words);
        });
    };
    using Known = UploadLimit::Service;
    using Direct = UploadLimit::Direct;
    QVERIFY(drop({pictureOf(u"a.png"_s, Qt::red)}));
    waitUntilReady();
    QVERIFY(!isSaid(u"straight"_s));
    const QAbstractButton *send = button(u"Send"_s);
    m_page->setUploadLimit(m_tomas.id, {Known::Found, 1, Direct::Possible});
    QVERIFY(isSaid(u"larger than your server allows"_s) && isSaid(u"straight to their program"_s));
    QVERIFY(send->isEnabled());
    m_page->setUploadLimit(m_tomas.id, {Known::Found, 1, Direct::No});
    QVERIFY(isSaid(u"larger than your server allows"_s) && !isSaid(u"straight"_s));
    QVERIFY(!send->isEnabled());
    m_page->setUploadLimit(m_tomas.id, {Known::None, 0, Direct::Possible});
    QVERIFY(isSaid(u"Your server takes no files. They go straight to their program"_s));
    QVERIFY(send->isEnabled());
    m_page->setUploadLimit(m_tomas.id, {Known::None, 0, Direct::No});
    QVERIFY(isSaid(u"Ask your provider"_s) && !isSaid(u"straight"_s));
    QVERIFY(!send->isEnabled());
    m_page->setUploadLimit(m_tomas.id, {Known::Found, 1'000'000, Direct::Possible});
    QVERIFY(!isSaid(u"straight"_s));
    QVERIFY(send->isEnabled());
}

void ChatFilesTest::eachHasItsWordsAndItsPlace()
{
    QSignalSpy sent(m_page.get(), &ChatPage::sendFileRequested);
    QVERIFY(drop({pictureOf(u"a.png"_s, Qt::red)}));
    const auto captionOf = [this](const QString &name) {
        const auto all = strip()->findChildren<QLineEdit *>();
        const auto found = std::find_if(all.cbegin(), all.cend(),
                                        [&](QLineEdit *each) { return each->accessibleName() == u"Caption of %1"_s.arg(name); });
        return found == all.cend() ? nullptr : *found;
    };
    QVERIFY(!captionOf(u"a.png"_s)->isVisible()); // one alone has the one below
    QVERIFY(drop({pictureOf(u"b.png"_s, Qt::blue), pictureOf(u"c.png"_s, Qt::green)}));
    waitUntilReady();
    QVERIFY(captionOf(u"a.png"_s)->isVisible());
    QTest::keyClicks(captionOf(u"a.png"_s), u"The first"_s);
    QTest::keyClicks(captionOf(u"c.png"_s), u"The third"_s);
    QVERIFY(!button(u"Move a.png up"_s)->isEnabled());
    button(u"Move c.png up"_s)->click();
    QVERIFY(button(u"Move c.png up"_s)->hasFocus());
    button(u"Move c.png up"_s)->click();
    QVERIFY(!button(u"Move c.png up"_s)->isEnabled() && captionOf(u"c.png"_s)->hasFocus());
    QVERIFY(button(u"Move a.png up"_s)->isEnabled());
    QTRY_VERIFY(captionOf(u"c.png"_s)->mapTo(strip(), QPoint()).y() < captionOf(u"a.png"_s)->mapTo(strip(), QPoint()).y());
    // What goes away takes its words along.
    button(u"Remove b.png"_s)->click();
    QTest::keyClicks(caption(), u"Of both"_s);
    QTest::keyClick(captionOf(u"a.png"_s), Qt::Key_Return);
    QCOMPARE(sent.size(), 2);
    QCOMPARE(sent.at(0).at(1).value<OutgoingFile>().name, u"c.png"_s);
    QCOMPARE(sent.at(0).at(2).toString(), u"The third"_s);
    QCOMPARE(sent.at(1).at(1).value<OutgoingFile>().name, u"a.png"_s);
    QCOMPARE(sent.at(1).at(2).toString(), u"The first\nOf both"_s);
}

void ChatFilesTest::pastedPicturesAndFilesGoTogether()
{
    auto *composer = m_page->findChild<Composer *>();
    QSignalSpy sent(m_page.get(), &ChatPage::sendFileRequested);
    QImage image(30, 20, QImage::Format_RGB32);
    image.fill(Qt::green);
    QGuiApplication::clipboard()->setImage(image);
    composer->field()->setFocus();
    QTest::keySequence(composer->field(), QKeySequence::Paste);
    QVERIFY(strip());
    SendFilesStrip *first = strip();
    waitUntilReady();
    // What is offered while it asks goes along.
    auto *copied = new QMimeData;
    copied->setUrls({QUrl::fromLocalFile(pictureOf(u"c.png"_s, Qt::red))});
    QGuiApplication::clipboard()->setMimeData(copied);
    composer->field()->setFocus();
    QTest::keySequence(composer->field(), QKeySequence::Paste);
    QCOMPARE(strip(), first);
    QTRY_VERIFY(button(u"Remove c.png"_s));
    waitUntilReady();
    button(u"Send"_s)->click();
    QCOMPARE(sent.size(), 2);
    QVERIFY(composer->text().isEmpty());
}

void ChatFilesTest::nothingIsSentWhereItIsCancelled_data()
{
    QTest::addColumn<int>("how");
    QTest::newRow("by its button") << 0;
    QTest::newRow("by Esc") << 1;
    QTest::newRow("by Esc in the messages") << 2;
    QTest::newRow("the last of them taken out") << 3;
}

void ChatFilesTest::nothingIsSentWhereItIsCancelled()
{
    QFETCH(int, how);
    QSignalSpy sent(m_page.get(), &ChatPage::sendFileRequested);
    QImage image(30, 20, QImage::Format_RGB32);
    image.fill(Qt::green);
    QGuiApplication::clipboard()->setImage(image);
    const int before = prepared();
    auto *composer = m_page->findChild<Composer *>();
    composer->beginReply(MessageId(7), u"Tomas Berg"_s, u"Before"_s);
    QTest::keySequence(composer->field(), QKeySequence::Paste);
    waitUntilReady();
    QCOMPARE(prepared(), before + 1);
    if (how == 0)
        button(u"Cancel"_s)->click();
    else if (how == 1)
        QTest::keyClick(caption(), Qt::Key_Escape);
    else if (how == 2)
        QTest::keyClick(timeline(), Qt::Key_Escape);
    else
        for (QAbstractButton *one : strip()->findChildren<QAbstractButton *>())
            if (one->accessibleName().startsWith(u"Remove "_s))
                one->click();
    QVERIFY(!strip());
    QCOMPARE(composer->purpose(), Composer::Purpose::Reply); // one step
    QTRY_VERIFY(composer->field()->hasFocus());
    QTRY_COMPARE(prepared(), before); // its copy goes with it
    QCOMPARE(sent.size(), 0);
}

void ChatFilesTest::theyWaitForTheirChat()
{
    Conversation leila = m_tomas;
    leila.id = ConversationId(77);
    leila.peer = BareJid::fromPrepared(u"leila@harbor.example"_s);
    m_chats->changeConversations({leila});
    m_chats->flush();
    QSignalSpy sent(m_page.get(), &ChatPage::sendFileRequested);
    QVERIFY(drop({pictureOf(u"a.png"_s, Qt::red)}));
    waitUntilReady();
    QTest::keyClicks(caption(), u"for Tomas"_s);
    m_page->showChat(leila.id);
    QVERIFY(!strip());
    QVERIFY(drop({pictureOf(u"b.png"_s, Qt::blue)}));
    waitUntilReady();
    QTest::keyClick(caption(), Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(0).value<ConversationId>(), leila.id);
    QCOMPARE(sent.at(0).at(1).value<OutgoingFile>().name, u"b.png"_s);
    m_page->showChat(m_tomas.id);
    QVERIFY(strip());
    QCOMPARE(caption()->text(), u"for Tomas"_s);
    QTest::keyClick(caption(), Qt::Key_Return);
    QCOMPARE(sent.size(), 2);
    QCOMPARE(sent.at(1).at(0).value<ConversationId>(), m_tomas.id);
    QCOMPARE(sent.at(1).at(1).value<OutgoingFile>().name, u"a.png"_s);
}

void ChatFilesTest::theyGoWithTheirChat()
{
    QVERIFY(drop({pictureOf(u"a.png"_s, Qt::red)}));
    waitUntilReady();
    m_page->showChat({});
    m_chats->removeConversation(m_tomas.id);
    m_chats->changeConversations({m_tomas});
    m_chats->flush();
    m_page->showChat(m_tomas.id);
    QVERIFY(!strip());
}

void ChatFilesTest::whatTheServerRefusesIsSaidBefore()
{
    QSignalSpy sent(m_page.get(), &ChatPage::sendFileRequested);
    QVERIFY(drop({pictureOf(u"a.png"_s, Qt::red)}));
    waitUntilReady();
    m_page->setUploadLimit(ConversationId(77), {UploadLimit::Service::None, 0}); // of another chat
    QVERIFY(button(u"Send"_s)->isEnabled());
    m_page->setUploadLimit(m_tomas.id, {UploadLimit::Service::Found, 10});
    QVERIFY(!button(u"Send"_s)->isEnabled());
    QVERIFY2(texts().join(u'|').contains(u"larger than your server allows"_s), qPrintable(texts().join(u'|')));
    QTest::keyClick(caption(), Qt::Key_Return);
    QCOMPARE(sent.size(), 0);
    QVERIFY(strip());
}

void ChatFilesTest::allThatAreTooLargeAreNamed()
{
    const auto plain = [this] { return texts().join(u'|').remove(QChar(0x2068)).remove(QChar(0x2069)); };
    QVERIFY(drop({pictureOf(u"a.png"_s, Qt::red), pictureOf(u"b.png"_s, Qt::blue)}));
    waitUntilReady();
    m_page->setUploadLimit(m_tomas.id, {UploadLimit::Service::Found, 10, UploadLimit::Direct::No});
    const QString both = QLocale().createSeparatedList({u"a.png"_s, u"b.png"_s});
    QVERIFY2(plain().contains(u"%1 are larger than your server allows (10 bytes). Remove from the list: %1."_s.arg(both)),
             qPrintable(plain()));
    m_page->setUploadLimit(m_tomas.id, {UploadLimit::Service::Found, 10, UploadLimit::Direct::Possible});
    QVERIFY2(plain().contains(both + u" are larger than your server allows (10 bytes). They go straight"_s),
             qPrintable(plain()));
    // However many there are, it stays a sentence.
    QVERIFY(drop({pictureOf(u"c.png"_s, Qt::green), pictureOf(u"d.png"_s, Qt::black),
                  pictureOf(u"e.png"_s, Qt::white)}));
    waitUntilReady();
    const QString all = QLocale().createSeparatedList({u"a.png"_s, u"b.png"_s, u"c.png"_s, u"2 more"_s});
    QVERIFY2(plain().contains(all + u" are larger than your server allows (10 bytes)."_s), qPrintable(plain()));
}

/// What a copy would weigh is known once there is one: it is said of those alone that would go.
void ChatFilesTest::smallerPicturesAreOfferedWhereTheyWouldGo()
{
    QSignalSpy sent(m_page.get(), &ChatPage::sendFileRequested);
    const auto plain = [this] { return texts().join(u'|').remove(QChar(0x2068)).remove(QChar(0x2069)); };
    QImage noise(2000, 1500, QImage::Format_RGB32); // which no PNG makes small
    QRandomGenerator random(7);
    for (int y = 0; y < noise.height(); ++y)
        random.fillRange(reinterpret_cast<quint32 *>(noise.scanLine(y)), noise.width());
    const QString photo = m_folder.filePath(u"photo.png"_s);
    QVERIFY(noise.save(photo));
    const QString log = m_folder.filePath(u"log.bin"_s);
    QFile file(log);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(9'000'000, 'x')) == 9'000'000);
    file.close();
    const int before = prepared(); // what other tests sent
    QVERIFY(drop({photo, log}));
    waitUntilReady();
    const int made = prepared();
    m_page->setUploadLimit(m_tomas.id, {UploadLimit::Service::Found, 5'000'000, UploadLimit::Direct::No});
    QTRY_VERIFY2(plain().contains(u"Small enough with \u201CSend smaller pictures\u201D: photo.png. "
                                  "Remove from the list: log.bin."_s),
                 qPrintable(plain()));
    const QString both = QLocale().createSeparatedList({u"photo.png"_s, u"log.bin"_s});
    QVERIFY2(plain().contains(both + u" are larger than your server allows"_s), qPrintable(plain()));
    QVERIFY(!button(u"Send"_s)->isEnabled());
    strip()->findChild<QCheckBox *>()->setChecked(true);
    QVERIFY2(plain().contains(u"|log.bin is larger than your server allows"_s), qPrintable(plain()));
    button(u"Remove log.bin"_s)->click();
    QTRY_VERIFY(button(u"Send"_s)->isEnabled());
    QCOMPARE(prepared(), made + 1);
    button(u"Cancel"_s)->click();
    QTRY_COMPARE(prepared(), before); // nothing was sent: the copies are gone
    QCOMPARE(sent.size(), 0);
}

void ChatFilesTest::ownPicturesAreCalledSo()
{
    PictureViewer::Picture picture{MessageId(1), {}, u"You"_s, Direction::Outgoing};
    picture.attachment.file.name = u"bank 1.jpg"_s;
    picture.attachment.path = pictureOf(u"bank.png"_s, Qt::red);
    PictureViewer viewer(picture, [](MessageId, int) { return PictureViewer::Picture(); }, *m_theme, nullptr);
    viewer.setAttribute(Qt::WA_DeleteOnClose, false);
    QCOMPARE(viewer.findChild<QScrollArea *>()->accessibleName(), u"Your picture bank 1.jpg"_s);
    picture.from = u"Tomas Berg"_s;
    picture.direction = Direction::Incoming;
    PictureViewer theirs(picture, [](MessageId, int) { return PictureViewer::Picture(); }, *m_theme, nullptr);
    theirs.setAttribute(Qt::WA_DeleteOnClose, false);
    QCOMPARE(theirs.findChild<QScrollArea *>()->accessibleName(), u"Picture bank 1.jpg from Tomas Berg"_s);
}

void ChatFilesTest::itSaysHowTheyWouldGoNow()
{
    const auto saysSealed = [&] { return texts().contains(u"End-to-end encrypted, as this chat is."_s); };
    QVERIFY(drop({pictureOf(u"a.png"_s, Qt::red)}));
    QVERIFY(!saysSealed());
    ChatEncryption encryption;
    encryption.sending = ChatEncryption::Sending::Encrypted;
    m_page->setEncryption(m_tomas.account, m_tomas.peer, encryption);
    QVERIFY(saysSealed());
    encryption.sending = ChatEncryption::Sending::Clear; // while it asks
    m_page->setEncryption(m_tomas.account, m_tomas.peer, encryption);
    QVERIFY(!saysSealed());
}

void ChatFilesTest::aFileIsForwardedAsAFile_data()
{
    QTest::addColumn<int>("kind"); // -1: a text
    QTest::addColumn<bool>("isFile");
    QTest::newRow("a file") << int(Attachment::Kind::File) << true;
    QTest::newRow("a picture") << int(Attachment::Kind::Picture) << true;
    QTest::newRow("a voice message") << int(Attachment::Kind::Audio) << true;
    QTest::newRow("a sticker") << int(Attachment::Kind::Sticker) << false;
    QTest::newRow("a text") << -1 << false;
}

/// Its address may be for those alone who have it now, and its key is in the message (XEP-0448): it is uploaded again.
void ChatFilesTest::aFileIsForwardedAsAFile()
{
    QFETCH(int, kind);
    QFETCH(bool, isFile);
    Conversation leila = m_tomas;
    leila.id = ConversationId(77);
    leila.peer = BareJid::fromPrepared(u"leila@harbor.example"_s);
    m_chats->changeConversations({leila});
    m_chats->flush();
    const QString path = pictureOf(u"gauge.png"_s, Qt::red);
    const Message message = kind < 0 ? m_history->add(u"words"_s)
                                     : bring(u"gauge.png"_s, Attachment::Kind(kind), Attachment::State::Here, path);
    reopen();
    QStringList order;
    connect(m_page.get(), &ChatPage::chatRequested, this,
            [&](ConversationId to) { order += u"chat %1"_s.arg(to.value()); });
    connect(m_page.get(), &ChatPage::filesChosen, this, [&](ConversationId to, const QStringList &paths) {
        order += u"files %1 %2"_s.arg(to.value()).arg(paths.join(u' '));
    });
    connect(m_page.get(), &ChatPage::forwardRequested, this, [&](MessageId forwarded, ConversationId to) {
        order += u"forward %1 %2"_s.arg(forwarded.value()).arg(to.value());
    });
    QPointer<QMenu> menu;
    QAction *forward = entryOf(message.id, u"Forward\u2026"_s, menu);
    QVERIFY(forward);
    forward->trigger();
    menu->close();
    auto *dialog = m_page->findChild<ForwardDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QTest::keyClicks(dialog->findChild<QLineEdit *>(), u"leila"_s);
    QCOMPARE(dialog->findChild<QListWidget *>()->count(), 1);
    QVERIFY(order.isEmpty());
    QTest::keyClick(dialog->findChild<QLineEdit *>(), Qt::Key_Return);
    QCOMPARE(order, isFile ? QStringList({u"chat 77"_s, u"files 77 "_s + path})
                           : QStringList({u"forward %1 77"_s.arg(message.id.value())}));
}

void ChatFilesTest::whatIsNotHereIsNotForwarded_data()
{
    using State = Attachment::State;
    QTest::addColumn<int>("state");
    QTest::newRow("on the server") << int(State::Remote);
    QTest::newRow("on its way") << int(State::Fetching);
    QTest::newRow("broken") << int(State::Broken);
    QTest::newRow("removed") << int(State::Removed);
    QTest::newRow("going up") << int(State::Uploading);
}

void ChatFilesTest::whatIsNotHereIsNotForwarded()
{
    QFETCH(int, state);
    const Message message = bring(u"gauge.png"_s, Attachment::Kind::Picture, Attachment::State(state));
    reopen();
    QPointer<QMenu> menu;
    QVERIFY(!entryOf(message.id, u"Forward\u2026"_s, menu));
    QVERIFY(menu && !menu->actions().isEmpty());
    menu->close();
}

JACKDAW_WINDOW_TEST(ChatFilesTest)

} // namespace chat_files_test

#include "chat_files_test.moc"
