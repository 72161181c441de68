// SPDX-License-Identifier: GPL-3.0-or-later
// Voice messages of a chat: recorded and sent, kept while another chat is shown, played where they stand,
// one after the other.
#include "ChatDetailsCase.h"

#include "chat/MessageStore.h"
#include "chatpage/PlayerBar.h"
#include "composer/Composer.h"
#include "composer/ComposerStrip.h"
#include "composer/DraftShelf.h"
#include "composer/MessageField.h"
#include "composer/VoiceBar.h"
#include "files/SendFilesStrip.h"
#include "files/VideoViewer.h"
#include "search/ShelfModel.h"
#include "sound/SoundTurn.h"
#include "sound/VoiceShelf.h"
#include "sound/VoiceSketch.h"
#include "support/FakeSound.h"
#include "support/OggOpusFile.h"
#include "support/TestProgram.h"
#include "widgets/PlaceSlider.h"

#include <QAccessible>
#include <QCheckBox>
#include <QLabel>
#include <QMessageBox>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace chat_voice_test {

class ChatVoiceTest : public QObject, ChatDetailsCase
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { end(); }

    void isStoredAndSent();
    void whatCannotBeStoredIsNotLost();
    void waitsForItsChat();
    void goesWithItsChat();
    void whatWasNotSentOutlivesTheProgram();
    void whatWasBegunBelowItStays_data();
    void whatWasBegunBelowItStays();
    void whatIsBeingSentIsNotOfferedAgain();
    void whatIsRecordedWhileAnotherIsSentTakesNothingAway();
    void goesOnInAnotherWindow();
    void isPlayedWhereItStands();
    void theNextOnePlaysOn();
    void whatIsHiddenDoesNotPlayOn();
    void onlyOneWindowIsHeard();
    void aClickGoesToItsPlace();
    void theSpeedIsThatOfWhatIsPlayed();
    void whatCannotBePlayedSaysSo();
    void keysGoBackAndForth();
    void screenReadersKnowWhereItIs();
    void theBarSaysWhatIsPlayed();
    void theBarStaysWhenAnotherChatIsShown();
    void theBarMovesTheSound();
    void oneOfTheListIsPlayedInTheChat();
    void musicHasItsNameInItsCard();
    void aVideoShowsItsFirstPicture();
    void aVideoIsPlayedInAWindowOfItsOwn();
    void aVideoGivesWayAndTakesItsTurn();
    void aVideoIsMutedForItsWindow();
    void aFilmIsLookedAtBeforeItIsSent();
    void whatCannotBeLookedAtIsSentAllTheSame();
    void aVideoThatIsTakenBackIsNotShownOn();
    void videosFollowEachOther();
    void aVideoThatDoesNotPlaySaysWhy_data();
    void aVideoThatDoesNotPlaySaysWhy();

private:
    std::unique_ptr<ChatPage> makePage();
    std::unique_ptr<VoiceShelf> makeShelf();
    Message bringVoice(const QString &name);
    const SoundBlock &blockOf(const Message &message) const
    {
        return *timeline()->layoutOf(m_history->model->rowOf(message.id))->parts()->file()->sound();
    }
    VoicePlayback::State soundOf(const Message &message) const
    {
        return timeline()->soundOf(m_history->model->message(m_history->model->rowOf(message.id)));
    }
    QPoint placeOf(const Message &message, FileAct act) const;
    void click(const Message &message, FileAct act)
    {
        QTest::mouseClick(timeline()->viewport(), Qt::LeftButton, {}, placeOf(message, act));
    }
    bool isPlaying(const QString &name) const
    {
        return m_sound.loudspeaker && m_sound.loudspeaker->isOn && m_sound.loudspeaker->opened.last().endsWith(name);
    }

    test::FakeSound m_sound;
};

void ChatVoiceTest::init()
{
    begin();
    // Before the first chat, as the shell does it.
    m_page = makePage();
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->showChat(m_tomas.id);
    m_sound.loaded = 0;
}

/// Ten seconds, of which the second half is loud.
Message ChatVoiceTest::bringVoice(const QString &name)
{
    QList<QByteArray> packets;
    for (int i = 0; i < 500; ++i)
        packets.append(QByteArray(i < 250 ? 8 : 80, 'x'));
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(test::oggOpusFile(packets, 0)) < 0)
        qFatal("not written");
    return bring(name, Attachment::Kind::Audio, Attachment::State::Here, file.fileName());
}

QPoint ChatVoiceTest::placeOf(const Message &message, FileAct act) const
{
    const int row = m_history->model->rowOf(message.id);
    const QPoint at = timeline()->bubbleRect(row).topLeft() + timeline()->layoutOf(row)->parts()->fileRect().topLeft();
    const SoundBlock &block = blockOf(message);
    QRect part;
    for (int y = 0; y < block.size().height(); ++y) {
        for (int x = 0; x < block.size().width(); ++x) {
            if (block.actAt(QPoint(x, y)) == act)
                part |= QRect(x, y, 1, 1);
        }
    }
    return at + part.center();
}

void ChatVoiceTest::isStoredAndSent()
{
    QSignalSpy sent(m_page.get(), &ChatPage::sendFileRequested);
    auto *composer = m_page->findChild<Composer *>();
    composer->recordVoice();
    m_sound.microphone->speak(100);
    composer->voiceBar()->send();
    QTRY_COMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(0).value<ConversationId>(), m_tomas.id);
    const auto file = sent.at(0).at(1).value<OutgoingFile>();
    QCOMPARE(file.mediaType, u"audio/ogg"_s);
    QCOMPARE(attachmentKind(file.mediaType, file.name), Attachment::Kind::Audio);
    QVERIFY(file.path.startsWith(m_folder.filePath(u"outgoing/"_s)));
    QFile stored(file.path);
    QVERIFY(stored.open(QIODevice::ReadOnly));
    QCOMPARE(stored.permissions() & (QFileDevice::ReadOther | QFileDevice::ReadGroup), QFileDevice::Permissions());
    QVERIFY(readVoiceSketch(stored.readAll()));
}

void ChatVoiceTest::whatCannotBeStoredIsNotLost()
{
    QFile inTheWay(m_folder.filePath(u"in-the-way"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    m_page->setOutgoingFolder(inTheWay.fileName() + u"/outgoing"_s);
    QSignalSpy sent(m_page.get(), &ChatPage::sendFileRequested);
    auto *composer = m_page->findChild<Composer *>();
    composer->recordVoice();
    m_sound.microphone->speak(100);
    composer->voiceBar()->send();
    QTRY_VERIFY(m_page->findChild<QMessageBox *>());
    auto *box = m_page->findChild<QMessageBox *>();
    QTest::keyClick(box, Qt::Key_Escape);
    QVERIFY(box->isVisible());
    QCOMPARE(sent.size(), 0);
    m_page->showChat({}); // it goes where it was meant to go
    m_page->setOutgoingFolder(m_folder.filePath(u"outgoing"_s));
    box->defaultButton()->click();
    QTRY_COMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(0).value<ConversationId>(), m_tomas.id);
}

void ChatVoiceTest::waitsForItsChat()
{
    auto *composer = m_page->findChild<Composer *>();
    composer->recordVoice();
    m_sound.microphone->speak(100);
    m_page->showChat({});
    QVERIFY(!m_sound.microphone->isOn);
    QVERIFY(!composer->voiceBar()->take());
    m_page->showChat(m_tomas.id);
    QVERIFY(composer->voiceBar()->take());
    QCOMPARE(composer->voiceBar()->take()->length(), 2000);
    QCOMPARE(composer->voiceBar()->take()->state(), VoiceTake::State::Paused);
}

void ChatVoiceTest::goesWithItsChat()
{
    auto *composer = m_page->findChild<Composer *>();
    // Whether it was shown when it was removed, or not; its number may come again.
    for (const bool isShown : {false, true}) {
        composer->recordVoice();
        m_sound.microphone->speak(100);
        QVERIFY(composer->voiceBar()->take());
        if (!isShown)
            m_page->showChat({});
        m_chats->removeConversation(m_tomas.id);
        m_chats->flush();
        QTRY_VERIFY(!m_page->conversation().isValid());
        m_chats->changeConversations({m_tomas});
        m_chats->flush();
        m_page->showChat(m_tomas.id);
        QVERIFY(!composer->voiceBar()->take());
    }
}

std::unique_ptr<ChatPage> ChatVoiceTest::makePage()
{
    auto page = std::make_unique<ChatPage>(*m_history->model, *m_chats, *m_contacts, *m_accounts, *m_theme, *m_preferences,
        m_history->clock);
    page->setOutline(*m_outline, [this] { return std::make_unique<ShelfModel>(*m_connection); });
    page->setSound(m_sound.source());
    page->setOutgoingFolder(m_folder.filePath(u"outgoing"_s));
    page->resize(900, 700);
    return page;
}

/// As the engine writes it and the window reads it.
std::unique_ptr<VoiceShelf> ChatVoiceTest::makeShelf()
{
    auto made = std::make_unique<VoiceShelf>([this](ConversationId chat) { return m_outline->voiceDraft(chat); });
    connect(made.get(), &VoiceShelf::changed, this, [this](ConversationId chat, const QByteArray &sound) {
        MessageStore store(m_history->database());
        QVERIFY(store.setVoiceDraft(chat, sound));
    });
    return made;
}

void ChatVoiceTest::whatWasNotSentOutlivesTheProgram()
{
    for (const bool isSent : {true, false}) {
        auto shelf = makeShelf();
        m_page = makePage();
        m_page->setVoiceShelf(*shelf);
        m_page->showChat(m_tomas.id);
        m_page->show();
        m_page->findChild<Composer *>()->recordVoice();
        m_sound.microphone->speak(100);
        QVERIFY(m_outline->voiceDraft(m_tomas.id).isEmpty());
        m_page->flush(); // the program ends while it is recorded
        QVERIFY(!m_sound.microphone->isOn);
        m_page.reset();
        shelf = makeShelf(); // and another one begins
        m_page = makePage();
        m_page->showChat(m_tomas.id);
        m_page->setVoiceShelf(*shelf);
        m_page->show();
        auto *bar = m_page->findChild<VoiceBar *>();
        QVERIFY(bar->take());
        QVERIFY(bar->take()->isKept());
        QCOMPARE(bar->take()->length() / 100, 19); // of two seconds what an encoder begins with is left out
        QCOMPARE(bar->stateWords(), u"Paused"_s);
        QVERIFY(!button(u"Go on recording"_s));
        button(u"Listen to the recording"_s)->click();
        QVERIFY(readVoiceSketch(m_sound.loudspeaker->heard));
        QSignalSpy sent(m_page.get(), &ChatPage::sendFileRequested);
        QVERIFY(!m_outline->voiceDraft(m_tomas.id).isEmpty());
        if (isSent) {
            QSignalSpy changed(shelf.get(), &VoiceShelf::changed);
            bar->send();
            QTRY_COMPARE(sent.size(), 1);
            QTRY_COMPARE(changed.size(), 1); // it stays until it is in a file
            QVERIFY(changed.at(0).at(1).toByteArray().isEmpty());
        } else {
            bar->discard();
        }
        QVERIFY(m_outline->voiceDraft(m_tomas.id).isEmpty());
        m_page->showChat({});
        m_page->showChat(m_tomas.id);
        QVERIFY(!bar->take());
        m_page.reset();
    }
}

void ChatVoiceTest::whatWasBegunBelowItStays_data()
{
    QTest::addColumn<bool>("isEdit");
    QTest::newRow("an answer") << false;
    QTest::newRow("an edit") << true;
}

/// Begun in another window, say, or brought back as it could not be stored.
void ChatVoiceTest::whatWasBegunBelowItStays()
{
    QFETCH(bool, isEdit);
    const Message about = m_history->arrive(u"airlock"_s, isEdit ? Direction::Outgoing : Direction::Incoming);
    auto *composer = m_page->findChild<Composer *>();
    composer->recordVoice();
    m_sound.microphone->speak(100);
    m_page->showChat({});
    const DraftParts parts{{}, {}, about.id, isEdit ? std::optional(EditedWords{u"airlocks"_s, {}}) : std::nullopt};
    const DraftShelf drafts([&](ConversationId) { return ChatDraft{u"a draft"_s, parts}; });
    m_page->setDrafts(drafts);
    QSignalSpy told(m_page.get(), &ChatPage::draftChanged);
    QSignalSpy sent(m_page.get(), &ChatPage::sendRequested);
    QSignalSpy corrected(m_page.get(), &ChatPage::correctRequested);
    for (int i = 0; i < 2; ++i) {
        m_page->showChat(m_tomas.id);
        QVERIFY(composer->voiceBar()->take());
        const auto *strip = composer->findChild<ComposerStrip *>();
        QVERIFY(!composer->field()->isVisible() && !strip->isVisible()); // it answers nothing
        QCOMPARE(composer->about(), about.id);
        m_page->flush();
        m_page->showChat({});
    }
    QCOMPARE(told.size(), 0);
    m_page->showChat(m_tomas.id);
    composer->voiceBar()->discard();
    QVERIFY(composer->field()->isVisible() && composer->findChild<ComposerStrip *>()->isVisible());
    QCOMPARE(composer->purpose(), isEdit ? Composer::Purpose::Edit : Composer::Purpose::Reply);
    QTest::keyClick(composer->field(), Qt::Key_Return);
    QCOMPARE(corrected.size(), isEdit ? 1 : 0);
    QCOMPARE(sent.size(), isEdit ? 0 : 1);
    if (isEdit)
        QCOMPARE(corrected.first().at(1).value<MessageId>(), about.id);
    else
        QCOMPARE(sent.first().at(1).value<OutgoingText>().replyTo, about.id);
    m_page.reset(); // before its drafts
}

void ChatVoiceTest::whatIsBeingSentIsNotOfferedAgain()
{
    const auto shelf = makeShelf();
    m_page->setVoiceShelf(*shelf);
    m_page->findChild<Composer *>()->recordVoice();
    m_sound.microphone->speak(100);
    auto *bar = m_page->findChild<VoiceBar *>();
    QSignalSpy sent(m_page.get(), &ChatPage::sendFileRequested);
    bar->send();
    m_page->showChat({});
    m_page->showChat(m_tomas.id);
    QVERIFY(!bar->take());
    QTRY_COMPARE(sent.size(), 1);
    m_page.reset(); // before its shelf
    // What is settled is that one, and nothing that came after it.
    VoiceShelf bare;
    QSignalSpy changed(&bare, &VoiceShelf::changed);
    bare.send(m_tomas.id, "one");
    bare.send(m_tomas.id, "two");
    bare.drop(m_tomas.id); // what was begun meanwhile
    QCOMPARE(VoiceShelf::unpacked(changed.last().at(1).toByteArray()), (QList<QByteArray>{"one", "two"}));
    bare.settle(m_tomas.id, "one");
    QCOMPARE(changed.last().at(1).toByteArray(), "two");
    bare.settle(m_tomas.id, "two");
    QVERIFY(changed.last().at(1).toByteArray().isEmpty());
}

/// The program ends while one is sent and the next one recorded: both are there afterwards.
void ChatVoiceTest::whatIsRecordedWhileAnotherIsSentTakesNothingAway()
{
    auto shelf = makeShelf();
    const auto record = [&](int pieces) {
        auto take = std::make_unique<VoiceTake>(m_sound.makeRecorder());
        take->record();
        m_sound.microphone->speak(pieces);
        return take;
    };
    auto first = record(100);
    const QByteArray sent = first->finish();
    shelf->send(m_tomas.id, sent);
    auto second = record(200);
    shelf->keep(m_tomas.id, *second);
    shelf = makeShelf();
    const auto offered = shelf->take(m_tomas.id);
    QVERIFY(offered);
    QCOMPARE(offered->length() / 100, 19);
    shelf->send(m_tomas.id, offered->finish());
    shelf->settle(m_tomas.id, offered->finish());
    const auto next = shelf->take(m_tomas.id);
    QVERIFY(next);
    QCOMPARE(next->length() / 100, 39);
    shelf->drop(m_tomas.id);
    QVERIFY(!shelf->take(m_tomas.id));
    QVERIFY(m_outline->voiceDraft(m_tomas.id).isEmpty());
    // What is no such list is one recording, and one that is cut off is what is whole of it.
    QCOMPARE(VoiceShelf::unpacked("OggS"), QList<QByteArray>{"OggS"});
    QCOMPARE(VoiceShelf::unpacked(VoiceShelf::packed({"one", "two"}).chopped(1)), QList<QByteArray>{"one"});
}

void ChatVoiceTest::goesOnInAnotherWindow()
{
    const auto shelf = makeShelf();
    m_page->setVoiceShelf(*shelf);
    m_page->findChild<Composer *>()->recordVoice();
    m_sound.microphone->speak(100);
    m_page->showChat({});
    auto own = makePage();
    own->showChat(m_tomas.id); // as a window of its own does it, before it knows of any other
    own->setVoiceShelf(*shelf);
    own->show();
    auto *bar = own->findChild<VoiceBar *>();
    QVERIFY(bar->take());
    bar->turn();
    m_sound.microphone->speak(50);
    QCOMPARE(bar->take()->length(), 3000);
    own->flush();
    own.reset(); // closed
    m_page->showChat(m_tomas.id);
    QVERIFY(m_page->findChild<VoiceBar *>()->take());
    QCOMPARE(m_page->findChild<VoiceBar *>()->take()->length() / 100, 29);
    m_page.reset();
}

void ChatVoiceTest::isPlayedWhereItStands()
{
    const Message voice = bringVoice(u"voice.ogg"_s);
    reopen();
    QCOMPARE(m_sound.loaded, 0); // a chat that shows one loads nothing
    click(voice, FileAct::PlayPause);
    QVERIFY(isPlaying(u"voice.ogg"_s));
    timeline()->focusMessage(voice.id);
    QTest::keyClick(timeline(), Qt::Key_Space);
    QVERIFY(!m_sound.loudspeaker->isOn);
    QTest::keyClick(timeline(), Qt::Key_Space);
    QVERIFY(isPlaying(u"voice.ogg"_s));
}

void ChatVoiceTest::theNextOnePlaysOn()
{
    const Message first = bringVoice(u"first.ogg"_s);
    m_history->add(u"words between"_s);
    bringVoice(u"second.ogg"_s);
    bring(u"elsewhere.ogg"_s, Attachment::Kind::Audio);
    bringVoice(u"last.ogg"_s);
    reopen();
    click(first, FileAct::PlayPause);
    m_sound.loudspeaker->ended();
    QVERIFY(isPlaying(u"second.ogg"_s));
    m_sound.loudspeaker->isOn = false;
    m_sound.loudspeaker->ended(); // what is not here is not passed over unheard
    QVERIFY(!m_sound.loudspeaker->isOn);
}

void ChatVoiceTest::whatIsHiddenDoesNotPlayOn()
{
    const Message first = bringVoice(u"first.ogg"_s);
    const Message hidden = bringVoice(u"hidden.ogg"_s);
    QVERIFY(m_history->database().run(u"UPDATE message SET spoiler = 'the end' WHERE id = ?"_s, {hidden.id.value()}));
    reopen();
    click(first, FileAct::PlayPause);
    m_sound.loudspeaker->isOn = false;
    m_sound.loudspeaker->ended();
    QVERIFY(!m_sound.loudspeaker->isOn);
}

/// Two windows with the same chat: what is begun in one is not heard in the other, and the next one plays on there.
void ChatVoiceTest::onlyOneWindowIsHeard()
{
    const Message first = bringVoice(u"first.ogg"_s);
    bringVoice(u"second.ogg"_s);
    SoundTurn turn;
    m_page->setSoundTurn(turn);
    reopen();
    test::FakeSound elsewhere;
    auto other = makePage();
    other->setSound(elsewhere.source());
    other->setSoundTurn(turn);
    other->showChat(m_tomas.id);
    other->show();
    click(first, FileAct::PlayPause);
    QVERIFY(isPlaying(u"first.ogg"_s));
    auto *theirs = other->findChild<TimelineView *>();
    QVERIFY(theirs && theirs != timeline());
    theirs->focusMessage(first.id);
    QTest::keyClick(theirs, Qt::Key_Space);
    QVERIFY(elsewhere.loudspeaker && elsewhere.loudspeaker->isOn);
    QVERIFY(!m_sound.loudspeaker->isOn);
    QCOMPARE(soundOf(first).motion, VoicePlayback::Motion::Paused);
    elsewhere.loudspeaker->ended();
    QVERIFY(elsewhere.loudspeaker->isOn && elsewhere.loudspeaker->opened.last().endsWith(u"second.ogg"_s));
    QVERIFY(!m_sound.loudspeaker->isOn);
    // And back.
    click(first, FileAct::PlayPause);
    QVERIFY(m_sound.loudspeaker->isOn && !elsewhere.loudspeaker->isOn);
    // Nobody records what is played, in whatever window.
    other->findChild<Composer *>()->recordVoice();
    QVERIFY(elsewhere.microphone && elsewhere.microphone->isOn);
    QVERIFY(!m_sound.loudspeaker->isOn);
    // Nor is it heard over what is listened to before it goes.
    elsewhere.microphone->speak(50);
    other->findChild<VoiceBar *>()->turn();
    click(first, FileAct::PlayPause);
    QVERIFY(m_sound.loudspeaker->isOn);
    const auto buttons = other->findChild<VoiceBar *>()->findChildren<QAbstractButton *>();
    const auto listen = std::find_if(buttons.cbegin(), buttons.cend(), [](const QAbstractButton *each) {
        return each->accessibleName() == u"Listen to the recording"_s;
    });
    QVERIFY(listen != buttons.cend());
    (*listen)->click();
    QVERIFY(!m_sound.loudspeaker->isOn);
}

void ChatVoiceTest::aClickGoesToItsPlace()
{
    const Message voice = bringVoice(u"voice.ogg"_s);
    reopen();
    QSignalSpy sought(timeline(), &TimelineView::seekRequested);
    // How long it is its file says, once that was read.
    QTRY_VERIFY((click(voice, FileAct::Seek), m_sound.loudspeaker->soughtTo > 0));
    QVERIFY2(qAbs(m_sound.loudspeaker->soughtTo - 5000) < 100,
        qPrintable(QString::number(m_sound.loudspeaker->soughtTo)));
    QVERIFY(!m_sound.loudspeaker->isOn);
    QVERIFY(qAbs(sought.last().at(1).toReal() - 0.5) < 0.01);
}

void ChatVoiceTest::theSpeedIsThatOfWhatIsPlayed()
{
    const Message voice = bringVoice(u"voice.ogg"_s);
    reopen();
    click(voice, FileAct::Rate); // it does not say one yet
    QVERIFY(!m_sound.loudspeaker);
    click(voice, FileAct::PlayPause);
    click(voice, FileAct::Rate);
    QCOMPARE(m_sound.loudspeaker->rate, 1.5);
    QCOMPARE(SoundBlock::rateWords(1.5), u"1.5\u00D7"_s);
}

void ChatVoiceTest::whatCannotBePlayedSaysSo()
{
    SoundBlock::Moment moment;
    moment.sketch = VoiceSketch{41'000, {}};
    QCOMPARE(SoundBlock::timeWords(moment), u"0:00 / 0:41"_s);
    moment.playback = {MessageId(1), VoicePlayback::Motion::Playing, 17'900, 0, 1};
    QCOMPARE(SoundBlock::timeWords(moment), u"0:17 / 0:41"_s);
    moment.playback.motion = VoicePlayback::Motion::Failed;
    QCOMPARE(SoundBlock::timeWords(moment), u"This sound cannot be played."_s);
}

/// With the message of it chosen.
void ChatVoiceTest::keysGoBackAndForth()
{
    const Message voice = bringVoice(u"voice.ogg"_s);
    reopen();
    QTRY_VERIFY(soundOf(voice).length > 0); // its file is looked at in the background
    timeline()->setFocus(Qt::TabFocusReason);
    timeline()->focusMessage(voice.id);
    QTest::keyClick(timeline(), Qt::Key_Right);
    QCOMPARE(m_sound.loudspeaker->soughtTo, 5'000);
    QTest::keyClick(timeline(), Qt::Key_Right);
    QCOMPARE(m_sound.loudspeaker->soughtTo, soundOf(voice).length); // and no further
    QTest::keyClick(timeline(), Qt::Key_Left);
    QCOMPARE(m_sound.loudspeaker->soughtTo, soundOf(voice).length - 5'000);
    QVERIFY(!m_sound.loudspeaker->isOn);
    QTest::keyClick(timeline(), Qt::Key_Space);
    QVERIFY(m_sound.loudspeaker->isOn);
}

void ChatVoiceTest::screenReadersKnowWhereItIs()
{
    const Message paper = bring(u"paper.pdf"_s, Attachment::Kind::File);
    const Message voice = bringVoice(u"voice.ogg"_s);
    reopen();
    QTRY_VERIFY(soundOf(voice).length > 0);
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(timeline());
    QVERIFY(!list->child(m_history->model->rowOf(paper.id))->valueInterface());
    QAccessibleInterface *item = list->child(m_history->model->rowOf(voice.id));
    QVERIFY(item->valueInterface());
    QCOMPARE(item->valueInterface()->maximumValue().toInt(), 10);
    click(voice, FileAct::PlayPause);
    m_sound.loudspeaker->moved(3'200, 10'000);
    QCOMPARE(item->valueInterface()->currentValue().toInt(), 3);
    item->valueInterface()->setCurrentValue(7);
    QCOMPARE(m_sound.loudspeaker->soughtTo, 7'000);
    // And the bar is a slider.
    auto *slider = m_page->findChild<PlaceSlider *>();
    m_sound.loudspeaker->moved(7'400, 10'000);
    QAccessibleInterface *place = QAccessible::queryAccessibleInterface(slider);
    QCOMPARE(place->role(), QAccessible::Slider);
    QCOMPARE(place->text(QAccessible::Name), u"Position"_s);
    QCOMPARE(place->text(QAccessible::Description), u"0:07 of 0:10"_s);
    QCOMPARE(place->valueInterface()->currentValue().toInt(), 7);
    QVERIFY(button(u"Speed: 1\u00D7"_s));
}

void ChatVoiceTest::theBarSaysWhatIsPlayed()
{
    const Message voice = bringVoice(u"voice.ogg"_s);
    QFile(m_folder.filePath(u"voice.ogg"_s)).copy(m_folder.filePath(u"song.mp3"_s));
    const Message song = bring(u"song.mp3"_s, Attachment::Kind::Audio, Attachment::State::Here,
        m_folder.filePath(u"song.mp3"_s));
    reopen();
    QVERIFY(!m_page->findChild<PlayerBar *>()); // none is made before one is needed
    click(voice, FileAct::PlayPause);
    auto *bar = m_page->findChild<PlayerBar *>();
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->accessibleName(), u"Playing: Tomas Berg"_s);
    m_sound.loudspeaker->moved(3'200, 10'000);
    QVERIFY(button(u"Pause"_s));
    button(u"Pause"_s)->click();
    QVERIFY(!m_sound.loudspeaker->isOn);
    QVERIFY(bar->isVisible());
    button(u"Play"_s)->click();
    QVERIFY(m_sound.loudspeaker->isOn);
    button(u"Speed: 1\u00D7"_s)->click();
    QCOMPARE(m_sound.loudspeaker->rate, 1.5);
    m_sound.loudspeaker->failed(SoundFault::NoOutput);
    QVERIFY(bar->isVisible());
    QVERIFY(!m_page->findChild<PlaceSlider *>()->isVisible());
    button(u"Play"_s)->click();
    QVERIFY(m_sound.loudspeaker->isOn);
    button(u"Stop playing"_s)->click();
    QVERIFY(!m_sound.loudspeaker->isOn);
    QVERIFY(!bar->isVisible());
    // What has a name says it.
    click(song, FileAct::PlayPause);
    QVERIFY(bar->accessibleName().contains(u"song.mp3"_s));
    m_sound.loudspeaker->ended();
    QVERIFY(!bar->isVisible());
}

void ChatVoiceTest::theBarStaysWhenAnotherChatIsShown()
{
    const Message voice = bringVoice(u"voice.ogg"_s);
    reopen();
    click(voice, FileAct::PlayPause);
    m_sound.loudspeaker->moved(3'200, 10'000);
    auto *bar = m_page->findChild<PlayerBar *>();
    m_page->showChat({});
    QVERIFY(m_sound.loudspeaker->isOn);
    QVERIFY(bar->isVisible());
    QCOMPARE(bar->accessibleName(), u"Playing: Tomas Berg"_s);
    m_sound.loudspeaker->moved(4'200, 10'000);
    QCOMPARE(m_page->findChild<PlaceSlider *>()->value(), 4);
    m_page->showChat(m_tomas.id);
    QVERIFY(isPlaying(u"voice.ogg"_s));
    m_page->showChat({});
    m_chats->removeConversation(m_tomas.id); // nobody hears what is gone
    m_chats->flush();
    QTRY_VERIFY(!bar->isVisible());
    QVERIFY(!m_sound.loudspeaker->isOn);
}

void ChatVoiceTest::theBarMovesTheSound()
{
    const Message voice = bringVoice(u"voice.ogg"_s);
    reopen();
    click(voice, FileAct::PlayPause);
    m_sound.loudspeaker->moved(2'000, 10'000);
    auto *slider = m_page->findChild<PlaceSlider *>();
    QVERIFY(slider->isVisible());
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Right);
    QCOMPARE(m_sound.loudspeaker->soughtTo, 7'000);
    QTest::keyClick(slider, Qt::Key_Home);
    QCOMPARE(m_sound.loudspeaker->soughtTo, 0);
    // While it is held nothing is heard of it, and what plays on does not take it away.
    const QPoint half(slider->width() / 2, slider->height() / 2);
    QTest::mousePress(slider, Qt::LeftButton, {}, QPoint(slider->width() / 4, slider->height() / 2));
    QTest::mouseMove(slider, half);
    m_sound.loudspeaker->moved(1'000, 10'000);
    QCOMPARE(m_sound.loudspeaker->soughtTo, 0);
    QTest::mouseRelease(slider, Qt::LeftButton, {}, half);
    QVERIFY2(qAbs(m_sound.loudspeaker->soughtTo - 5'000) < 100, qPrintable(QString::number(m_sound.loudspeaker->soughtTo)));
    m_page->resize(400, 700);
    QVERIFY(!slider->isVisible());
    m_sound.loudspeaker->moved(1'000, 10'000);
    QVERIFY(!slider->isVisible());
}

void ChatVoiceTest::oneOfTheListIsPlayedInTheChat()
{
    bringVoice(u"voice.ogg"_s);
    reopen();
    m_page->toggleDetails();
    details()->showTab(DetailsPane::Tab::Voice);
    QCOMPARE(shelf()->model()->rowCount(), 2);
    shelf()->setCurrentIndex(shelf()->model()->index(1, 0));
    QTest::keyClick(shelf(), Qt::Key_Return);
    QVERIFY(isPlaying(u"voice.ogg"_s));
}

void ChatVoiceTest::musicHasItsNameInItsCard()
{
    const SoundBlock voice(*m_theme, 400);
    const SoundBlock music(*m_theme, 400, u"A song.mp3"_s);
    const auto painted = [this](const SoundBlock &block) {
        QImage image(400, 80, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        block.paint(painter, {0, 0}, *m_theme, Direction::Incoming, Qt::LeftToRight, {});
        return image;
    };
    QVERIFY(painted(music) != painted(SoundBlock(*m_theme, 400, u"Another.mp3"_s)));
    QVERIFY(painted(music) != painted(voice));
    // It is sought below its name.
    QCOMPARE(int(music.actAt(QPoint(100, 2))), int(FileAct::None));
    bool isSought = false;
    for (int y = 0; y < music.size().height(); ++y)
        isSought |= music.actAt(QPoint(150, y)) == FileAct::Seek;
    QVERIFY(isSought);
}

void ChatVoiceTest::aVideoShowsItsFirstPicture()
{
    const Message remote = bring(u"walk.mp4"_s, Attachment::Kind::Video);
    QFile file(m_folder.filePath(u"clip.mp4"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Message here = bring(u"clip.mp4"_s, Attachment::Kind::Video, Attachment::State::Here, file.fileName(), 120'000); // none that stand together
    reopen();
    QTRY_VERIFY(m_sound.screen);
    QCOMPARE(m_sound.screen->opened, file.fileName()); // and nothing of what nobody fetched
    QVERIFY(!m_sound.screen->isOn);
    m_sound.screen->moved(0, 41'000);
    QImage red(160, 90, QImage::Format_RGB32);
    red.fill(Qt::red);
    m_sound.screen->shown(red);
    QTRY_VERIFY(!m_sound.screen);
    const QRect bubble = timeline()->bubbleRect(m_history->model->rowOf(here.id));
    const auto isRed = [&] {
        const QImage shown = timeline()->viewport()->grab(bubble).toImage();
        int count = 0;
        for (int x = 0; x < shown.width(); ++x)
            count += shown.pixelColor(x, shown.height() / 2) == QColor(Qt::red);
        return count > 20;
    };
    QTRY_VERIFY(isRed());
    // It takes as much room before it is here, so that nothing jumps.
    QCOMPARE(timeline()->bubbleRect(m_history->model->rowOf(remote.id)).size(), bubble.size());
}

void ChatVoiceTest::aVideoIsPlayedInAWindowOfItsOwn()
{
    const Message voice = bringVoice(u"voice.ogg"_s);
    QFile file(m_folder.filePath(u"clip.mp4"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Message video = bring(u"clip.mp4"_s, Attachment::Kind::Video, Attachment::State::Here, file.fileName());
    reopen();
    click(voice, FileAct::PlayPause);
    QTRY_VERIFY(m_sound.screen); // its first picture
    m_sound.screen->shown(QImage());
    QTRY_VERIFY(!m_sound.screen);
    timeline()->actOnFile(video.id, FileAct::View);
    QPointer viewer = m_page->findChild<VideoViewer *>();
    QVERIFY(viewer);
    QVERIFY(!m_sound.loudspeaker->isOn); // not both
    QVERIFY(QTest::qWaitForWindowActive(viewer));
    QCOMPARE(m_sound.screen->opened, file.fileName());
    QVERIFY(m_sound.screen->isOn);
    auto *screen = viewer->findChild<VideoScreen *>();
    QCOMPARE(m_sound.screen->room, (QSizeF(screen->size()) * screen->devicePixelRatioF()).toSize());
    QImage red(160, 90, QImage::Format_RGB32);
    red.fill(Qt::red);
    m_sound.screen->shown(red);
    QCOMPARE(screen->grab().toImage().pixelColor(screen->rect().center()), QColor(Qt::red));
    m_sound.screen->moved(2'000, 60'000);
    auto *place = viewer->findChild<PlaceSlider *>();
    QCOMPARE(place->value(), 2);
    QTest::keyClick(screen, Qt::Key_Right);
    QCOMPARE(m_sound.screen->soughtTo, 7'000);
    QTest::keyClick(screen, Qt::Key_Left);
    QTest::keyClick(screen, Qt::Key_Left);
    QCOMPARE(m_sound.screen->soughtTo, 0);
    QTest::keyClick(screen, Qt::Key_Space);
    QVERIFY(!m_sound.screen->isOn);
    QTest::mouseClick(screen, Qt::LeftButton);
    QVERIFY(m_sound.screen->isOn);
    QTest::keyClick(screen, Qt::Key_Down);
    QVERIFY(m_sound.screen->volume < 1);
    QTest::keyClick(screen, Qt::Key_F);
    QTRY_VERIFY(viewer->isFullScreen());
    QTest::keyClick(screen, Qt::Key_Escape);
    QTRY_VERIFY(!viewer->isFullScreen());
    QVERIFY(viewer->isVisible());
    m_sound.screen->ended();
    QCOMPARE(place->value(), 60);
    QTest::keyClick(screen, Qt::Key_Escape);
    QTRY_VERIFY(!viewer);
    QVERIFY(!m_sound.screen); // it is let go
}

void ChatVoiceTest::aVideoGivesWayAndTakesItsTurn()
{
    const Message voice = bringVoice(u"voice.ogg"_s);
    QFile file(m_folder.filePath(u"clip.mp4"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const Message video = bring(u"clip.mp4"_s, Attachment::Kind::Video, Attachment::State::Here, file.fileName());
    reopen();
    QTRY_VERIFY(m_sound.screen); // its first picture
    m_sound.screen->shown(QImage());
    QTRY_VERIFY(!m_sound.screen);
    timeline()->actOnFile(video.id, FileAct::View);
    QVERIFY(m_sound.screen->isOn);
    click(voice, FileAct::PlayPause);
    QVERIFY(isPlaying(u"voice.ogg"_s));
    QVERIFY(!m_sound.screen->isOn);
    auto *viewer = m_page->findChild<VideoViewer *>();
    QTest::keyClick(viewer->findChild<VideoScreen *>(), Qt::Key_Space);
    QVERIFY(m_sound.screen->isOn);
    QVERIFY(!m_sound.loudspeaker->isOn);
    m_page->findChild<Composer *>()->recordVoice(); // nor is it recorded
    QVERIFY(!m_sound.screen->isOn);
    viewer->close();
}

void ChatVoiceTest::aVideoIsMutedForItsWindow()
{
    Attachment video;
    video.kind = Attachment::Kind::Video;
    video.file.name = u"clip.mp4"_s;
    VideoViewer viewer({MessageId(1), video, u"Tomas Berg"_s}, [](MessageId, int) { return VideoViewer::Video(); }, 60, m_sound.source(),
                       *m_theme, m_page.get());
    viewer.setAttribute(Qt::WA_DeleteOnClose, false);
    viewer.show();
    const qreal before = m_sound.screen->volume;
    QVERIFY(before > 0);
    QSignalSpy chosen(&viewer, &VideoViewer::volumeChosen);
    auto *screen = viewer.findChild<VideoScreen *>();
    QTest::keyClick(screen, Qt::Key_M);
    QCOMPARE(m_sound.screen->volume, 0.0);
    QTest::keyClick(screen, Qt::Key_M);
    QCOMPARE(m_sound.screen->volume, before);
    QCOMPARE(chosen.size(), 0); // it is no volume to come back to
    QTest::keyClick(screen, Qt::Key_M);
    QTest::keyClick(screen, Qt::Key_Up);
    QVERIFY(m_sound.screen->volume > before);
}

void ChatVoiceTest::aFilmIsLookedAtBeforeItIsSent()
{
    QFile file(m_folder.filePath(u"film.mp4"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("\0\0\0\x18" "ftypisom", 12) + QByteArray(2'000'000, '\0'));
    file.close();
    QSignalSpy sent(m_page.get(), &ChatPage::sendFileRequested);
    m_page->offerFiles(m_tomas.id, {file.fileName()}, {});
    QTRY_VERIFY(m_sound.screen);
    QVERIFY(m_sound.screen->opened.endsWith(u"film.mp4"_s));
    QVERIFY(!button(u"Send"_s)->isEnabled());
    m_sound.screen->moved(0, 41'000);
    m_sound.screen->measured(QSize(640, 360));
    QImage red(160, 90, QImage::Format_RGB32);
    red.fill(Qt::red);
    m_sound.screen->shown(red);
    QTRY_VERIFY(button(u"Send"_s)->isEnabled());
    QTRY_VERIFY(!m_sound.screen);
    const auto labels = m_page->findChild<SendFilesStrip *>()->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](QLabel *each) { return each->text().contains(u"640 \u00D7 360 \u00B7 0:41"_s); }));
    const auto boxes = m_page->findChild<SendFilesStrip *>()->findChildren<QCheckBox *>();
    QVERIFY(std::none_of(boxes.cbegin(), boxes.cend(), [](QCheckBox *each) { return each->isVisible(); })); // it is no picture to shrink
    button(u"Send"_s)->click();
    QCOMPARE(sent.size(), 1);
    const auto out = sent.at(0).at(1).value<OutgoingFile>();
    QCOMPARE(QSize(out.width, out.height), QSize(640, 360));
    QVERIFY(!out.blurHash.isEmpty());
}

void ChatVoiceTest::whatCannotBeLookedAtIsSentAllTheSame()
{
    QFile file(m_folder.filePath(u"film.mp4"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("\0\0\0\x18" "ftypisom", 12));
    file.close();
    QSignalSpy sent(m_page.get(), &ChatPage::sendFileRequested);
    m_page->offerFiles(m_tomas.id, {file.fileName()}, {});
    QTRY_VERIFY(m_sound.screen);
    m_sound.screen->failed(SoundFault::Unreadable);
    QTRY_VERIFY(button(u"Send"_s)->isEnabled());
    button(u"Send"_s)->click();
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.at(0).at(1).value<OutgoingFile>().width, 0);
}

void ChatVoiceTest::aVideoThatIsTakenBackIsNotShownOn()
{
    QFile file(m_folder.filePath(u"clip.mp4"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    Message taken = bring(u"clip.mp4"_s, Attachment::Kind::Video, Attachment::State::Here, file.fileName());
    const Message removed = bring(u"clip.mp4"_s, Attachment::Kind::Video, Attachment::State::Here, file.fileName());
    reopen();
    for (const Message &video : {taken, removed}) {
        timeline()->actOnFile(video.id, FileAct::View);
        QPointer viewer = m_page->findChild<VideoViewer *>();
        QVERIFY(viewer);
        timeline()->model().removeMessage(m_tomas.id, MessageId(1)); // another one
        QVERIFY(viewer);
        if (video.id == removed.id) {
            timeline()->model().removeMessage(m_tomas.id, removed.id);
        } else {
            taken.retracted = 1;
            taken.attachment.reset();
            timeline()->model().changeMessages(m_tomas.id, {taken});
        }
        QTRY_VERIFY(!viewer);
    }
}

void ChatVoiceTest::videosFollowEachOther()
{
    const auto video = [](int number) -> VideoViewer::Video {
        if (number < 1 || number > 3)
            return {};
        Attachment attachment;
        attachment.kind = Attachment::Kind::Video;
        attachment.file.name = u"clip-%1.mp4"_s.arg(number);
        attachment.path = u"/nowhere/clip-%1.mp4"_s.arg(number);
        return {MessageId(number), attachment, u"Tomas Berg"_s};
    };
    VideoViewer viewer(video(1), [&](MessageId from, int by) { return video(int(from.value()) + by); }, 60, m_sound.source(), *m_theme,
                       m_page.get());
    viewer.setAttribute(Qt::WA_DeleteOnClose, false);
    viewer.show();
    const auto button = [&viewer](const QString &name) {
        const auto all = viewer.findChildren<QAbstractButton *>();
        const auto found = std::find_if(all.cbegin(), all.cend(), [&](QAbstractButton *each) { return each->accessibleName() == name; });
        return found == all.cend() ? nullptr : *found;
    };
    auto *screen = viewer.findChild<VideoScreen *>();
    QVERIFY(!button(u"Previous video"_s)->isEnabled());
    const qreal before = m_sound.screen->volume;
    QVERIFY(before < 1); // as it was left
    m_sound.screen->failed(SoundFault::Unreadable); // what one of them is, the next is not
    button(u"Next video"_s)->click();
    QCOMPARE(m_sound.screen->opened, u"/nowhere/clip-2.mp4"_s);
    QVERIFY(m_sound.screen->isOn);
    QCOMPARE(screen->accessibleName(), u"Video clip-2.mp4 from Tomas Berg"_s);
    QVERIFY(screen->accessibleDescription().isEmpty());
    QCOMPARE(m_sound.screen->volume, before);
    QSignalSpy chosen(&viewer, &VideoViewer::volumeChosen);
    QTest::keyClick(screen, Qt::Key_Up);
    QCOMPARE(chosen.constLast().constFirst().toInt(), 65);
    QTest::keyClick(screen, Qt::Key_PageDown);
    QCOMPARE(m_sound.screen->opened, u"/nowhere/clip-3.mp4"_s);
    QVERIFY(!button(u"Next video"_s)->isEnabled());
    QTest::keyClick(screen, Qt::Key_PageDown);
    QCOMPARE(m_sound.screen->opened, u"/nowhere/clip-3.mp4"_s);
    QTest::keyClick(screen, Qt::Key_PageUp);
    QCOMPARE(m_sound.screen->opened, u"/nowhere/clip-2.mp4"_s);
}

void ChatVoiceTest::aVideoThatDoesNotPlaySaysWhy_data()
{
    QTest::addColumn<SoundFault>("fault");
    QTest::addColumn<QString>("words");
    QTest::newRow("codec") << SoundFault::NoCodec << u"not installed"_s;
    QTest::newRow("large") << SoundFault::TooLarge << u"more pixels"_s;
    QTest::newRow("broken") << SoundFault::Unreadable << u"damaged"_s;
}

void ChatVoiceTest::aVideoThatDoesNotPlaySaysWhy()
{
    QFETCH(const SoundFault, fault);
    QFETCH(const QString, words);
    Attachment video;
    video.kind = Attachment::Kind::Video;
    video.file.name = u"clip.mp4"_s;
    const auto none = [](MessageId, int) { return VideoViewer::Video(); };
    VideoViewer viewer({MessageId(1), video, u"Tomas Berg"_s}, none, 100, m_sound.source(), *m_theme, m_page.get());
    viewer.setAttribute(Qt::WA_DeleteOnClose, false);
    viewer.show();
    m_sound.screen->failed(fault);
    auto *screen = viewer.findChild<VideoScreen *>();
    QVERIFY(screen->accessibleDescription().contains(words));
    QVERIFY(!viewer.findChild<PlaceSlider *>()->isEnabled());
    m_sound.screen->isOn = false;
    QTest::keyClick(screen, Qt::Key_Space);
    QVERIFY(!m_sound.screen->isOn);
    QSignalSpy opened(&viewer, &VideoViewer::openRequested);
    for (QAbstractButton *each : viewer.findChildren<QAbstractButton *>()) {
        if (each->accessibleName() == u"Open with another program"_s)
            each->click();
    }
    QCOMPARE(opened.size(), 1);
}

JACKDAW_WINDOW_TEST(ChatVoiceTest)

} // namespace chat_voice_test

#include "chat_voice_test.moc"
