// SPDX-License-Identifier: GPL-3.0-or-later
// Recording a voice message in the place of the field: by button and keys, paused, heard before it goes,
// kept and discarded.
#include "composer/Composer.h"
#include "composer/KeyHints.h"
#include "composer/MessageField.h"
#include "composer/VoiceBar.h"
#include "sound/VoiceSketch.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "support/FakeSound.h"
#include "support/TestProgram.h"
#include "widgets/IconButton.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace voice_bar_test {

class VoiceBarTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void theMicrophoneIsOfferedForAnEmptyField();
    void recordsAndSendsByKeys();
    void pausesAndIsHeardBeforeItGoes();
    void escapeDiscardsIt();
    void enterOnAButtonPressesThat();
    void whatIsNotSeenIsNotRecorded();
    void whatIsLeftIsPausedAndComesBack();
    void anEmptyTakeIsNeitherSentNorKept();
    void faultsAreToldInWords_data();
    void faultsAreToldInWords();
    void aFaultLaterLeavesWhatWasSaid();
    void nothingIsAnsweredOrEditedMeanwhile();
    void allOfItCanBeReachedFromRightToLeft();

private:
    QAbstractButton *button(const QString &name) const
    {
        for (auto *one : m_composer->findChildren<QAbstractButton *>()) {
            if (one->accessibleName() == name && one->isVisible())
                return one;
        }
        return nullptr;
    }
    VoiceBar &bar() const { return *m_composer->voiceBar(); }
    void press(Qt::Key key) { QTest::keyClick(&bar(), key); }

    QTemporaryDir m_folder;
    test::FakeSound m_sound;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Composer> m_composer;
};

void VoiceBarTest::init()
{
    m_sound.loaded = 0;
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_theme = std::make_unique<Theme>(*m_preferences);
    m_composer = std::make_unique<Composer>(*m_theme, *m_preferences);
    m_composer->setSound(m_sound.source());
    m_composer->resize(700, 100);
    m_composer->setChat(u"Tomas Berg"_s, {});
    m_composer->show();
    m_composer->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_composer.get()));
    m_composer->field()->setFocus();
}

void VoiceBarTest::cleanup()
{
    m_composer.reset();
    m_theme.reset();
    m_preferences.reset();
}

void VoiceBarTest::theMicrophoneIsOfferedForAnEmptyField()
{
    QVERIFY(button(u"Record voice message"_s));
    const QRect field = m_composer->field()->geometry();
    m_composer->field()->insertPlainText(u"words"_s);
    QVERIFY(!button(u"Record voice message"_s));
    // The field takes the room of the microphone, and begins where it began (pictures 01 and 09).
    QCOMPARE(m_composer->field()->geometry().topLeft(), field.topLeft());
    QVERIFY(m_composer->field()->width() > field.width());
    QVERIFY(button(u"Emoji"_s));
    QTest::keyClick(m_composer->field(), Qt::Key_R, Qt::ControlModifier);
    QVERIFY(!bar().take());
    m_composer->field()->clear();
    QVERIFY(button(u"Record voice message"_s));
    QCOMPARE(m_composer->field()->geometry(), field);
    m_composer->beginReply(MessageId(7), u"Tomas Berg"_s, u"words"_s);
    QVERIFY(!button(u"Record voice message"_s)); // it would answer nothing
    m_composer->leaveStrip();
    QVERIFY(button(u"Record voice message"_s));
    m_composer->beginEdit(MessageId(8), u"earlier"_s, {u"earlier"_s, {}});
    m_composer->replaceText({});
    QVERIFY(!button(u"Record voice message"_s));
    QCOMPARE(m_sound.loaded, 0);
    m_composer->setChat(u"Tomas Berg"_s, {});
    // Where it is narrow there is room for one of the two (picture 10).
    m_composer->resize(360, 100);
    QVERIFY(button(u"Record voice message"_s) && !button(u"Emoji"_s));
    m_composer->field()->insertPlainText(u"words"_s);
    QVERIFY(!button(u"Record voice message"_s) && button(u"Emoji"_s));
    m_composer->field()->clear();
    QVERIFY(button(u"Record voice message"_s) && !button(u"Emoji"_s));
    // Without anything that records there is no button for it.
    Composer silent(*m_theme, *m_preferences);
    silent.setChat(u"Tomas Berg"_s, {});
    silent.show();
    for (const auto *one : silent.findChildren<QAbstractButton *>())
        QVERIFY(!one->isVisible() || one->accessibleName() != u"Record voice message"_s);
}

void VoiceBarTest::recordsAndSendsByKeys()
{
    QSignalSpy sent(m_composer.get(), &Composer::voiceRequested);
    const int height = m_composer->height();
    QTest::keyClick(m_composer->field(), Qt::Key_R, Qt::ControlModifier);
    QVERIFY(bar().isVisible());
    QVERIFY(bar().hasFocus());
    QVERIFY(!m_composer->field()->isVisible());
    QCOMPARE(m_composer->height(), height);
    QCOMPARE(bar().stateWords(), u"Recording"_s);
    QStringList hints;
    for (const auto &hint : m_composer->findChild<KeyHints *>()->hints())
        hints.append(hint.keys.join(u'+') + u' ' + hint.text);
    QCOMPARE(hints, (QStringList{u"Space pause"_s, u"Enter send"_s, u"Esc discard"_s}));
    m_sound.microphone->speak(100);
    press(Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
    const auto sketch = readVoiceSketch(sent.at(0).at(0).toByteArray());
    QVERIFY(sketch);
    QCOMPARE(sketch->length, (100 * 960 - 312) / 48);
    QVERIFY(!bar().isVisible());
    QVERIFY(m_composer->field()->hasFocus());
    QVERIFY(!m_sound.microphone); // it is let go
}

void VoiceBarTest::pausesAndIsHeardBeforeItGoes()
{
    button(u"Record voice message"_s)->click();
    m_sound.microphone->speak(100);
    QVERIFY(!button(u"Listen to the recording"_s));
    press(Qt::Key_Space);
    QCOMPARE(bar().stateWords(), u"Paused"_s);
    QVERIFY(!m_sound.microphone->isOn);
    button(u"Listen to the recording"_s)->click();
    QVERIFY(m_sound.loudspeaker->isOn);
    QVERIFY(readVoiceSketch(m_sound.loudspeaker->heard));
    QCOMPARE(bar().stateWords(), u"Playing"_s);
    m_sound.loudspeaker->moved(500, 2000);
    m_sound.loudspeaker->ended();
    QCOMPARE(bar().stateWords(), u"Paused"_s);
    button(u"Listen to the recording"_s)->click();
    button(u"Go on recording"_s)->click(); // nobody records what is played
    QVERIFY(!m_sound.loudspeaker->isOn);
    QVERIFY(m_sound.microphone->isOn);
    m_sound.microphone->speak(100);
    QCOMPARE(bar().take()->length(), 4000);
}

void VoiceBarTest::escapeDiscardsIt()
{
    QSignalSpy sent(m_composer.get(), &Composer::voiceRequested);
    m_composer->recordVoice();
    m_sound.microphone->speak(100);
    press(Qt::Key_Escape);
    QVERIFY(!bar().take());
    QVERIFY(!m_sound.microphone);
    QVERIFY(m_composer->field()->isVisible());
    QVERIFY(button(u"Record voice message"_s));
    QCOMPARE(sent.size(), 0);
}

void VoiceBarTest::enterOnAButtonPressesThat()
{
    QSignalSpy sent(m_composer.get(), &Composer::voiceRequested);
    m_composer->recordVoice();
    m_sound.microphone->speak(100);
    QAbstractButton *discard = button(u"Discard recording"_s);
    discard->setFocus(Qt::TabFocusReason);
    QVERIFY(discard->hasFocus());
    QTest::keyClick(discard, Qt::Key_Return);
    QVERIFY(!bar().take());
    QCOMPARE(sent.size(), 0);
}

void VoiceBarTest::whatIsNotSeenIsNotRecorded()
{
    m_composer->recordVoice();
    m_sound.microphone->speak(100);
    m_composer->hide();
    QVERIFY(!m_sound.microphone->isOn);
    m_composer->show();
    QCOMPARE(bar().stateWords(), u"Paused"_s);
    QCOMPARE(bar().take()->length(), 2000);
}

void VoiceBarTest::whatIsLeftIsPausedAndComesBack()
{
    m_composer->recordVoice();
    m_sound.microphone->speak(100);
    std::unique_ptr<VoiceTake> left = m_composer->leaveVoice();
    QVERIFY(left);
    QVERIFY(!m_sound.microphone->isOn);
    QVERIFY(!bar().isVisible());
    m_composer->setChat(u"Owen"_s, u"a draft"_s);
    QCOMPARE(m_composer->text(), u"a draft"_s);
    m_composer->setChat(u"Tomas Berg"_s, {});
    m_composer->resumeVoice(std::move(left));
    QVERIFY(bar().isVisible());
    QCOMPARE(bar().stateWords(), u"Paused"_s);
    press(Qt::Key_Space);
    QVERIFY(m_sound.microphone->isOn);
    m_sound.microphone->speak(10);
    QCOMPARE(bar().take()->length(), 2200);
}

void VoiceBarTest::anEmptyTakeIsNeitherSentNorKept()
{
    QSignalSpy sent(m_composer.get(), &Composer::voiceRequested);
    m_composer->recordVoice();
    press(Qt::Key_Return);
    QCOMPARE(sent.size(), 0);
    QVERIFY(bar().take());
    QVERIFY(!m_composer->leaveVoice());
    QVERIFY(!bar().take());
    QVERIFY(!m_composer->leaveVoice());
}

void VoiceBarTest::faultsAreToldInWords_data()
{
    QTest::addColumn<int>("fault");
    QTest::addColumn<QString>("words");
    QTest::newRow("none") << int(SoundFault::NoDevice) << u"No microphone was found. Connect one and try again."_s;
    QTest::newRow("busy") << int(SoundFault::Busy) << u"The microphone gives no sound. Close what else may be using it and try again."_s;
    QTest::newRow("module") << int(SoundFault::NoModule)
                            << u"Recording does not work: the part of Jackdaw for sound cannot be loaded. Install it again."_s;
}

void VoiceBarTest::faultsAreToldInWords()
{
    QFETCH(const int, fault);
    QFETCH(const QString, words);
    m_composer->recordVoice();
    m_sound.microphone->failed(SoundFault(fault));
    QCOMPARE(bar().stateWords(), words);
    QCOMPARE(bar().accessibleDescription(), words);
    QVERIFY(!button(u"Send voice message"_s)->isEnabled());
    button(u"Try again"_s)->click();
    QCOMPARE(bar().stateWords(), u"Recording"_s);
}

void VoiceBarTest::aFaultLaterLeavesWhatWasSaid()
{
    QSignalSpy sent(m_composer.get(), &Composer::voiceRequested);
    m_composer->recordVoice();
    m_sound.microphone->speak(100);
    m_sound.microphone->failed(SoundFault::Busy);
    QVERIFY(button(u"Send voice message"_s)->isEnabled());
    QVERIFY(button(u"Listen to the recording"_s));
    press(Qt::Key_Return);
    QCOMPARE(sent.size(), 1);
}

void VoiceBarTest::nothingIsAnsweredOrEditedMeanwhile()
{
    m_composer->recordVoice();
    m_sound.microphone->speak(10);
    m_composer->beginReply(MessageId(7), u"Tomas"_s, u"words"_s);
    m_composer->beginEdit(MessageId(8), u"words"_s, {u"words"_s, {}});
    QCOMPARE(m_composer->purpose(), Composer::Purpose::New);
    QCOMPARE(bar().take()->length(), 200);
}

void VoiceBarTest::allOfItCanBeReachedFromRightToLeft()
{
    m_composer->setLayoutDirection(Qt::RightToLeft);
    m_composer->recordVoice();
    m_sound.microphone->speak(100);
    press(Qt::Key_Space);
    const auto left = [this](const QString &name) { return button(name)->mapTo(m_composer.get(), QPoint()).x(); };
    QVERIFY(left(u"Send voice message"_s) < left(u"Go on recording"_s));
    QVERIFY(left(u"Go on recording"_s) < left(u"Listen to the recording"_s));
    QVERIFY(left(u"Listen to the recording"_s) < left(u"Discard recording"_s));
}

JACKDAW_WINDOW_TEST(VoiceBarTest)

} // namespace voice_bar_test

#include "voice_bar_test.moc"
