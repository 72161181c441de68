// SPDX-License-Identifier: GPL-3.0-or-later
// Voice messages of a chat: recorded and sent, kept while another chat is shown, played where they stand,
// one after the other.
#include "ChatDetailsCase.h"

#include "composer/Composer.h"
#include "composer/VoiceBar.h"
#include "search/ShelfModel.h"
#include "sound/VoiceSketch.h"
#include "support/FakeSound.h"
#include "support/OggOpusFile.h"
#include "support/TestProgram.h"

#include <QMessageBox>
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
    void isPlayedWhereItStands();
    void theNextOnePlaysOn();
    void whatIsHiddenDoesNotPlayOn();
    void aClickGoesToItsPlace();
    void theSpeedIsThatOfWhatIsPlayed();
    void whatCannotBePlayedSaysSo();
    void oneOfTheListIsPlayedInTheChat();

private:
    Message bringVoice(const QString &name);
    const SoundBlock &blockOf(const Message &message) const
    {
        return *timeline()->layoutOf(m_history->model->rowOf(message.id))->parts()->file()->sound();
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
    m_page = std::make_unique<ChatPage>(*m_history->model, *m_chats, *m_contacts, *m_accounts, *m_theme,
        *m_preferences, m_history->clock);
    m_page->setOutline(*m_outline, [this] { return std::make_unique<ShelfModel>(*m_connection); });
    m_page->setSound(m_sound.source());
    m_page->setOutgoingFolder(m_folder.filePath(u"outgoing"_s));
    m_page->resize(900, 700);
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

JACKDAW_WINDOW_TEST(ChatVoiceTest)

} // namespace chat_voice_test

#include "chat_voice_test.moc"
