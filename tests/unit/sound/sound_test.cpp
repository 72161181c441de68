// SPDX-License-Identifier: GPL-3.0-or-later
// Sound: the file of a voice message, recording and playing by a fake,
// and by the real module with a sound server of its own.
#include "sound/VoiceSketch.h"
#include "sound/SoundModule.h"
#include "sound/VoicePlayback.h"
#include "sound/VoiceSketches.h"
#include "sound/VoiceTake.h"
#include "support/FakeSound.h"
#include "support/OggOpusFile.h"
#include "support/TestProgram.h"

#include <QPluginLoader>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace sound_test {

class SoundTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase();
    void aFileOfPacketsSaysItsLengthAndLoudness();
    void largePacketsAreCounted();
    void whatIsNoVoiceMessageHasNoSketch_data();
    void whatIsNoVoiceMessageHasNoSketch();
    void aTakePausesAndGoesOn();
    void aTakeEndsAfterAnHour();
    void whatWasSaidBeforeAFaultStays();
    void withoutTheModuleATakeSaysSo();
    void aSketchIsReadOnce();
    void playsPausesAndEnds();
    void goesToAPlace();
    void turnsThroughItsRates();
    void whatCannotBePlayedIsToldAndTriedAgain();
    void theModuleRecordsAndPlays();
    void aMissingMicrophoneIsTold();

private:
    SoundFactory *module();
    bool startServer(const QStringList &modules);
    void stopServer();

    test::FakeSound m_sound;
    QProcess m_server;
    QTemporaryDir m_run;
};

/// Quiet, then loud.
QList<QByteArray> packetsOf(int count)
{
    QList<QByteArray> packets;
    for (int i = 0; i < count; ++i)
        packets.append(QByteArray(2 * i < count ? 8 : 80, 'x'));
    return packets;
}

void SoundTest::cleanupTestCase()
{
    stopServer();
}

void SoundTest::aFileOfPacketsSaysItsLengthAndLoudness()
{
    const auto sketch = readVoiceSketch(test::oggOpusFile(packetsOf(500), 312));
    QVERIFY(sketch);
    QCOMPARE(sketch->length, (500 * 960 - 312) / 48);
    QCOMPARE(sketch->levels.size(), VoiceSketch::bars);
    QCOMPARE(sketch->levels.constFirst(), 0.0);
    QCOMPARE(sketch->levels.at(VoiceSketch::bars / 2 - 1), 0.0);
    QCOMPARE(sketch->levels.at(VoiceSketch::bars / 2), 1.0);
    // One that is as loud all the time stands halfway.
    const auto even = readVoiceSketch(test::oggOpusFile({QByteArray(40, 'x'), QByteArray(40, 'x')}, 0));
    QVERIFY(even);
    QCOMPARE(even->length, 40);
    QCOMPARE(even->levels, QList<qreal>(VoiceSketch::bars, 0.5));
}

void SoundTest::largePacketsAreCounted()
{
    const auto sketch = readVoiceSketch(test::oggOpusFile(QList<QByteArray>(120, QByteArray(1275, 'x')), 0));
    QVERIFY(sketch);
    QCOMPARE(sketch->length, 2400);
}

void SoundTest::whatIsNoVoiceMessageHasNoSketch_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray good = test::oggOpusFile(packetsOf(100), 312);
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("text") << QByteArray("hello");
    QTest::newRow("cut in its head") << good.first(20);
    QTest::newRow("cut after its head") << good.first(60);
    QTest::newRow("not Opus") << QByteArray(good).replace("OpusHead", "vorbis!!");
    QTest::newRow("laces without content") << good.first(26) + QByteArray(300, '\xff');
    QByteArray endless = good;
    endless.replace(endless.lastIndexOf("OggS") + 6, 8, QByteArray("\xff\xff\xff\xff\xff\xff\xff\x7f", 8));
    QTest::newRow("an age long") << endless;
}

void SoundTest::whatIsNoVoiceMessageHasNoSketch()
{
    QFETCH(const QByteArray, bytes);
    QVERIFY(!readVoiceSketch(bytes));
}

void SoundTest::aTakePausesAndGoesOn()
{
    VoiceTake take(m_sound.makeRecorder());
    QSignalSpy changed(&take, &VoiceTake::changed);
    QVERIFY(take.isEmpty());
    take.record();
    QVERIFY(m_sound.microphone->isOn);
    m_sound.microphone->speak(50);
    QCOMPARE(take.length(), 1000);
    take.pause();
    QVERIFY(!m_sound.microphone->isOn);
    m_sound.microphone->speak(5); // what comes late is not heard
    QCOMPARE(take.length(), 1000);
    take.record();
    m_sound.microphone->speak(50);
    QCOMPARE(take.length(), 2000);
    QCOMPARE(take.levels().size(), 100);
    QCOMPARE(readVoiceSketch(take.preview())->length, (100 * 960 - 312) / 48);
    QCOMPARE(readVoiceSketch(take.finish())->length, (100 * 960 - 312) / 48);
    QVERIFY(changed.size() >= 100);
}

void SoundTest::aTakeEndsAfterAnHour()
{
    VoiceTake take(m_sound.makeRecorder());
    take.record();
    m_sound.microphone->speak(int(VoiceTake::longest / 20) + 10);
    QCOMPARE(take.length(), VoiceTake::longest);
    QCOMPARE(take.state(), VoiceTake::State::Paused);
    take.record();
    QCOMPARE(take.state(), VoiceTake::State::Paused);
}

void SoundTest::whatWasSaidBeforeAFaultStays()
{
    VoiceTake take(m_sound.makeRecorder());
    take.record();
    m_sound.microphone->speak(10);
    m_sound.microphone->failed(SoundFault::Busy);
    QCOMPARE(take.state(), VoiceTake::State::Failed);
    QCOMPARE(take.fault(), SoundFault::Busy);
    QCOMPARE(take.length(), 200);
    take.record(); // again
    QCOMPARE(take.state(), VoiceTake::State::Recording);
    QVERIFY(!take.fault());
    m_sound.microphone->speak(10);
    QCOMPARE(take.length(), 400);
}

void SoundTest::withoutTheModuleATakeSaysSo()
{
    VoiceTake take(nullptr);
    QCOMPARE(take.state(), VoiceTake::State::Failed);
    QCOMPARE(take.fault(), SoundFault::NoModule);
    take.record();
    QCOMPARE(take.state(), VoiceTake::State::Failed);
}

void SoundTest::aSketchIsReadOnce()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"voice.ogg"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(test::oggOpusFile(packetsOf(100), 312));
    file.close();
    VoiceSketches sketches;
    QSignalSpy loaded(&sketches, &VoiceSketches::loaded);
    QVERIFY(!sketches.sketch(path));
    QVERIFY(!sketches.sketch(path));
    QTRY_COMPARE(loaded.size(), 1);
    QVERIFY(sketches.sketch(path));
    QVERIFY(!sketches.sketch(folder.filePath(u"none"_s)));
    QTRY_COMPARE(loaded.size(), 2);
    QVERIFY(!sketches.sketch(folder.filePath(u"none"_s)));
}

void SoundTest::playsPausesAndEnds()
{
    m_sound.loaded = 0;
    VoicePlayback playback(m_sound.source());
    QSignalSpy ended(&playback, &VoicePlayback::ended);
    QCOMPARE(m_sound.loaded, 0); // nothing is loaded before it is needed
    playback.toggle(MessageId(1), u"/one"_s);
    QVERIFY(m_sound.loudspeaker->isOn);
    m_sound.loudspeaker->moved(17'000, 41'000);
    QCOMPARE(playback.state(), (VoicePlayback::State{MessageId(1), VoicePlayback::Motion::Playing, 17'000, 41'000, 1}));
    playback.toggle(MessageId(1), u"/one"_s);
    QVERIFY(!m_sound.loudspeaker->isOn);
    QCOMPARE(playback.state().motion, VoicePlayback::Motion::Paused);
    QCOMPARE(playback.state().at, 17'000);
    playback.toggle(MessageId(2), u"/two"_s);
    QCOMPARE(playback.state().message, MessageId(2));
    QCOMPARE(playback.state().at, 0);
    QCOMPARE(m_sound.loudspeaker->opened, (QStringList{u"/one"_s, u"/two"_s}));
    m_sound.loudspeaker->ended();
    QCOMPARE(playback.state().motion, VoicePlayback::Motion::Stopped);
    QCOMPARE(ended.size(), 1);
    QCOMPARE(m_sound.loaded, 1);
}

void SoundTest::goesToAPlace()
{
    VoicePlayback playback(m_sound.source());
    playback.seek(MessageId(1), u"/one"_s, 0.5, 10'000);
    QCOMPARE(m_sound.loudspeaker->soughtTo, 5'000);
    QCOMPARE(playback.state().motion, VoicePlayback::Motion::Paused);
    QVERIFY(!m_sound.loudspeaker->isOn);
    playback.toggle(MessageId(1), u"/one"_s);
    playback.seek(MessageId(1), u"/one"_s, 2, 10'000);
    QCOMPARE(m_sound.loudspeaker->soughtTo, 10'000);
    QCOMPARE(playback.state().motion, VoicePlayback::Motion::Playing);
}

void SoundTest::turnsThroughItsRates()
{
    VoicePlayback playback(m_sound.source());
    playback.toggle(MessageId(1), u"/one"_s);
    for (const qreal rate : {1.5, 2.0, 1.0}) {
        playback.turnRate();
        QCOMPARE(playback.state().rate, rate);
        QCOMPARE(m_sound.loudspeaker->rate, rate);
    }
    playback.turnRate();
    playback.toggle(MessageId(2), u"/two"_s); // the next one is as fast
    QCOMPARE(playback.state().rate, 1.5);
    QCOMPARE(m_sound.loudspeaker->rate, 1.5);
}

void SoundTest::whatCannotBePlayedIsToldAndTriedAgain()
{
    VoicePlayback none([]() -> SoundFactory * { return nullptr; });
    none.toggle(MessageId(1), u"/one"_s);
    QCOMPARE(none.state().motion, VoicePlayback::Motion::Failed);
    VoicePlayback playback(m_sound.source());
    playback.toggle(MessageId(1), u"/one"_s);
    m_sound.loudspeaker->failed(SoundFault::Unreadable);
    QCOMPARE(playback.state().motion, VoicePlayback::Motion::Failed);
    playback.toggle(MessageId(1), u"/one"_s);
    QCOMPARE(playback.state().motion, VoicePlayback::Motion::Playing);
}

SoundFactory *SoundTest::module()
{
    return qobject_cast<SoundFactory *>(QPluginLoader(QStringLiteral(SOUND_MODULE)).instance());
}

/// Of this test alone, ended by its process.
bool SoundTest::startServer(const QStringList &modules)
{
    const QString program = QStandardPaths::findExecutable(u"pulseaudio"_s);
    if (program.isEmpty())
        return false;
    const QString socket = m_run.filePath(u"native"_s);
    QStringList arguments{u"-n"_s, u"--daemonize=no"_s, u"--exit-idle-time=-1"_s, u"--disable-shm=yes"_s,
        u"--use-pid-file=no"_s,
                          u"-L"_s, u"module-native-protocol-unix auth-anonymous=1 socket="_s + socket};
    for (const QString &each : modules)
        arguments << u"-L"_s << each;
    qputenv("PULSE_RUNTIME_PATH", QFile::encodeName(m_run.path()));
    qputenv("PULSE_SERVER", "unix:" + QFile::encodeName(socket));
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.start(program, arguments);
    return m_server.waitForStarted() && QTest::qWaitFor([&socket] { return QFile::exists(socket); }, 10'000);
}

void SoundTest::stopServer()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    m_server.terminate();
    if (!m_server.waitForFinished(5'000))
        m_server.kill();
    m_server.waitForFinished();
}

void SoundTest::theModuleRecordsAndPlays()
{
    // A tone is what the microphone hears.
    if (!startServer({u"module-null-sink sink_name=out"_s, u"module-sine-source source_name=tone frequency=440"_s}))
        QSKIP("There is no sound server to be started.");
    SoundFactory *factory = module();
    QVERIFY(factory);
    VoiceTake take(factory->makeRecorder());
    take.record();
    QTRY_VERIFY_WITH_TIMEOUT(take.length() >= 1000 || take.fault(), 20'000);
    QVERIFY(!take.fault());
    take.pause();
    QVERIFY(*std::max_element(take.levels().cbegin(), take.levels().cend()) > 0.3);
    // What is listened to in between is all but its last moment, and what is said afterwards follows it.
    const QByteArray before = take.preview();
    const auto heard = readVoiceSketch(before);
    QVERIFY(heard);
    QVERIFY(heard->length <= take.length() && heard->length > take.length() - 60);
    const qint64 paused = take.length();
    take.record();
    QTRY_VERIFY_WITH_TIMEOUT(take.length() >= paused + 1000 || take.fault(), 20'000);
    QVERIFY(!take.fault());
    const QByteArray bytes = take.finish();
    QVERIFY(bytes.startsWith(before));
    const auto sketch = readVoiceSketch(bytes);
    QVERIFY(sketch);
    QCOMPARE(sketch->length, take.length());
    // 24 kbit/s and what Ogg adds; a rate that is not set would be twice or three times as much.
    QVERIFY2(bytes.size() < take.length() * 24 / 8 * 13 / 10 + 500, qPrintable(QString::number(bytes.size())));
    take.record(); // it is finished
    QCOMPARE(take.state(), VoiceTake::State::Paused);

    // What reads it back is FFmpeg's decoder, not ours.
    const std::unique_ptr<SoundPlayer> player = factory->makePlayer();
    qint64 length = 0;
    bool hasEnded = false;
    bool hasFailed = false;
    player->moved = [&length](qint64, qint64 all) { length = all; };
    player->ended = [&hasEnded] { hasEnded = true; };
    player->failed = [&hasFailed](SoundFault) { hasFailed = true; };
    player->openBytes(bytes);
    player->setRate(2);
    player->play();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded || hasFailed, 20'000);
    QVERIFY(!hasFailed);
    QVERIFY(qAbs(length - take.length()) < 100);
}

void SoundTest::aMissingMicrophoneIsTold()
{
    stopServer();
    SoundFactory *factory = module();
    QVERIFY(factory);
    VoiceTake take(factory->makeRecorder());
    take.record();
    QTRY_VERIFY_WITH_TIMEOUT(take.fault().has_value(), 20'000);
    QVERIFY(take.fault() == SoundFault::NoDevice || take.fault() == SoundFault::Busy);
    QVERIFY(take.isEmpty());
}

JACKDAW_WINDOW_TEST(SoundTest)

} // namespace sound_test

#include "sound_test.moc"
