// SPDX-License-Identifier: GPL-3.0-or-later
// Sound: the file of a voice message, recording and playing by a fake,
// and by the real module with a sound server of its own.
#include "sound/VoiceSketch.h"
#include "sound/Chime.h"
#include "sound/SoundModule.h"
#include "sound/TimeStretch.h"
#include "sound/VideoPosters.h"
#include "sound/VoicePlayback.h"
#include "sound/VoiceSketches.h"
#include "sound/VoiceTake.h"
#include "support/FakeSound.h"
#include "support/OggOpusFile.h"
#include "support/SoundServer.h"
#include "support/TestProgram.h"

#include <QPluginLoader>
#include <QProcess>
#include <QSemaphore>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>
#include <QtEndian>
#include <QtTest>

#include <cmath>
#include <csignal>
#include <numbers>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace sound_test {

class SoundTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanupTestCase();
    void theFirstSoundIsReadElsewhere();
    void aChimeIsHeardOnceAtATime();
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
    void whatIsNotStretchedIsWhatItWas();
    void stretchedSoundKeepsItsPitch_data();
    void stretchedSoundKeepsItsPitch();
    void whereItIsStretchedAnewNothingClicks();
    void withoutALoudspeakerItWaitsAtItsPlace();
    void whatTheMicrophoneStillHadBelongsToIt();
    void theModuleRecordsAndPlays();
    void whatIsHeardFasterKeepsItsPitch();
    void aSoundServerThatGoesTakesNobodyAlong();
    void aSoundServerThatGoesEndsTheRecording();
    void aSoundServerThatHangsHoldsNobody();
    void aVideoIsShownAndSought();
    void aVideoOfTenBitsIsShown();
    void aPosterIsMadeOnce();
    void whatIsNoVideoIsTold();
    void aMissingMicrophoneIsTold();

private:
    QString videoFile(const QString &name, QSize size, int frames);
    QString toneFile(const QString &name, qreal seconds);
    SoundFactory *module();

    test::FakeSound m_sound;
    test::SoundServer m_server;
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
    m_server.stop();
}

/// Before any other test has the libraries in memory: with no thread to read them, the window goes on without.
void SoundTest::theFirstSoundIsReadElsewhere()
{
    const auto isInMemory = [] {
        QFile maps(u"/proc/self/maps"_s);
        return maps.open(QIODevice::ReadOnly) && maps.readAll().contains("libffmpegmediaplugin");
    };
    QVERIFY2(!isInMemory(), "It was read before: nothing of this can be seen.");
    QThreadPool &pool = *QThreadPool::globalInstance();
    const int threads = pool.maxThreadCount();
    pool.waitForDone();
    pool.setMaxThreadCount(1);
    QSemaphore held;
    pool.start([&held] { held.acquire(); });
    bool isReadFirst = false;
    pool.start([&] { isReadFirst = isInMemory(); }); // a picture, say, that is prepared
    const auto letGo = qScopeGuard([&] {
        held.release();
        pool.waitForDone();
        pool.setMaxThreadCount(threads);
    });
    Chime chime;
    chime.play();
    VoicePlayback stopped(loadSoundModule);
    stopped.toggle(MessageId(1), u"/one"_s);
    stopped.stop();
    VoicePlayback gaveWay(loadSoundModule);
    gaveWay.seek(MessageId(1), u"/one"_s, 0.5, 1000);
    gaveWay.toggle(MessageId(1), u"/one"_s);
    gaveWay.giveWay(); // somebody records
    VoicePlayback playback(loadSoundModule);
    playback.toggle(MessageId(1), u"/one"_s);
    bool isGoneCalled = false;
    auto gone = std::make_unique<QObject>();
    whenSoundIsRead(loadSoundModule, gone.get(), [&isGoneCalled] { isGoneCalled = true; });
    QCoreApplication::processEvents();
    QVERIFY(!isInMemory());
    QCOMPARE(playback.state().motion, VoicePlayback::Motion::Stopped);
    gone.reset();
    held.release(); // and once more at the end, which nobody waits for
    QTRY_VERIFY(isInMemory());
    // The test has no module beside it, which is what is said then.
    QTRY_COMPARE(playback.state().motion, VoicePlayback::Motion::Failed);
    // What was wished before it, and withdrawn, was looked at before it, too.
    QCOMPARE(stopped.state(), VoicePlayback::State());
    QCOMPARE(gaveWay.state(), VoicePlayback::State());
    stopped.toggle(MessageId(1), u"/one"_s); // and may be wished again
    QCOMPARE(stopped.state().motion, VoicePlayback::Motion::Failed);
    pool.waitForDone();
    QVERIFY(isReadFirst);
    bool isCalled = false;
    whenSoundIsRead(loadSoundModule, this, [&isCalled] { isCalled = true; });
    QVERIFY(isCalled); // at once from now on
    QVERIFY(!isGoneCalled);
}

void SoundTest::aChimeIsHeardOnceAtATime()
{
    Chime chime(m_sound.source());
    chime.play();
    QVERIFY(m_sound.loudspeaker && m_sound.loudspeaker->isOn);
    QCOMPARE(m_sound.loudspeaker->heard, Chime::wave());
    const auto *first = m_sound.loudspeaker;
    chime.play();
    QCOMPARE(m_sound.loudspeaker, first);
    m_sound.loudspeaker->ended();
    QTRY_VERIFY(!m_sound.loudspeaker);
    chime.play();
    QVERIFY(m_sound.loudspeaker && m_sound.loudspeaker->isOn);
    m_sound.loaded = 0;
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
    playback.giveWay();
    playback.giveWay(); // once
    QVERIFY(!m_sound.loudspeaker->isOn);
    QCOMPARE(playback.state().motion, VoicePlayback::Motion::Paused);
    playback.toggle();
    QVERIFY(m_sound.loudspeaker->isOn);
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

/// So many samples of a tone, on two channels, of which the second is half as loud.
QList<qint16> toneOf(qreal frequency, qsizetype frames)
{
    QList<qint16> samples;
    for (qsizetype i = 0; i < frames; ++i) {
        const qreal value = 20'000 * std::sin(2 * std::numbers::pi * frequency * qreal(i) / 48'000);
        samples << qint16(value) << qint16(value / 2);
    }
    return samples;
}

/// Hz, by how often the first of so many channels comes up through zero.
qreal pitchOf(const QList<qint16> &samples, int channels)
{
    qsizetype first = -1;
    qsizetype last = -1;
    int periods = -1;
    for (qsizetype i = 1; i < samples.size() / channels; ++i) {
        if (samples.at((i - 1) * channels) >= 0 || samples.at(i * channels) < 0)
            continue;
        first = first < 0 ? i : first;
        last = i;
        ++periods;
    }
    return periods < 1 ? 0 : periods * 48'000.0 / qreal(last - first);
}

void SoundTest::whatIsNotStretchedIsWhatItWas()
{
    const QList<qint16> in = toneOf(300, 4'801);
    TimeStretch stretch(2, 48'000);
    QList<qint16> out;
    for (qsizetype at = 0; at < in.size(); at += 2 * 700) {
        stretch.push(in.constData() + at, std::min<qsizetype>(700, (in.size() - at) / 2));
        out += stretch.take();
    }
    out += stretch.finish();
    QCOMPARE(out, in);
}

void SoundTest::stretchedSoundKeepsItsPitch_data()
{
    QTest::addColumn<qreal>("factor");
    QTest::addColumn<qreal>("frequency");
    QTest::newRow("1.5, deep") << 1.5 << 90.0;
    QTest::newRow("1.5, high") << 1.5 << 440.0;
    QTest::newRow("2, deep") << 2.0 << 90.0;
    QTest::newRow("2, high") << 2.0 << 1'000.0;
    QTest::newRow("slower") << 0.75 << 440.0;
}

void SoundTest::stretchedSoundKeepsItsPitch()
{
    QFETCH(const qreal, factor);
    QFETCH(const qreal, frequency);
    const QList<qint16> in = toneOf(frequency, 96'000);
    TimeStretch stretch(2, 48'000);
    stretch.setFactor(factor);
    QList<qint16> out;
    for (qsizetype at = 0; at < in.size(); at += 2 * 960) { // as they come from a decoder
        stretch.push(in.constData() + at, 960);
        out += stretch.take();
        // Of what came in, what did not come out is known: by that one says where one is.
        const qreal said = qreal(out.size() / 2) * factor + qreal(stretch.pending());
        QVERIFY2(qAbs(said - qreal(at / 2 + 960)) < 48'000 * 0.06, qPrintable(QString::number(said)));
    }
    out += stretch.finish();
    const qsizetype length = out.size() / 2;
    QVERIFY2(qAbs(qreal(length) - 96'000 / factor) < 48'000 * 0.05, qPrintable(QString::number(length)));
    const qreal pitch = pitchOf(out, 2);
    QVERIFY2(qAbs(pitch - frequency) < frequency * 0.01, qPrintable(QString::number(pitch)));
    // As loud as it was, everywhere, and each channel for itself.
    for (qsizetype from = 0; from + 2 * 1'200 < out.size() * 95 / 100; from += 2 * 1'200) {
        qint16 loud = 0;
        for (qsizetype i = from; i < from + 2 * 1'200; i += 2) {
            loud = std::max(loud, out.at(i));
            QVERIFY(qAbs(out.at(i) / 2 - out.at(i + 1)) <= 2);
        }
        QVERIFY2(loud > 18'000 && loud <= 20'000, qPrintable(QString::number(loud)));
    }
}

void SoundTest::whereItIsStretchedAnewNothingClicks()
{
    const QList<qint16> in = toneOf(200, 96'000);
    TimeStretch stretch(2, 48'000);
    QList<qint16> out;
    int turn = 0;
    for (qsizetype at = 0; at < in.size(); at += 2 * 960) {
        stretch.setFactor(QList<qreal>{1, 1.5, 2}.at(turn++ / 10 % 3));
        stretch.push(in.constData() + at, 960);
        out += stretch.take();
    }
    // From one sample to the next a tone of 200 Hz moves by 524 at most.
    for (qsizetype i = 2; i < out.size(); i += 2)
        QVERIFY2(qAbs(out.at(i) - out.at(i - 2)) < 900, qPrintable(QString::number(i)));
}

void SoundTest::withoutALoudspeakerItWaitsAtItsPlace()
{
    VoicePlayback playback(m_sound.source());
    playback.toggle(MessageId(1), u"/one"_s);
    m_sound.loudspeaker->moved(17'000, 41'000);
    m_sound.loudspeaker->failed(SoundFault::NoOutput);
    QCOMPARE(playback.state().motion, VoicePlayback::Motion::Failed);
    QCOMPARE(playback.state().fault, SoundFault::NoOutput);
    QCOMPARE(playback.state().at, 17'000);
    playback.toggle(MessageId(1), u"/one"_s);
    QCOMPARE(playback.state().motion, VoicePlayback::Motion::Playing);
    QCOMPARE(playback.state().at, 17'000);
    QVERIFY(!playback.state().fault);
    QCOMPARE(m_sound.loudspeaker->opened, QStringList{u"/one"_s}); // it goes on, and not from its beginning
}

SoundFactory *SoundTest::module()
{
    return qobject_cast<SoundFactory *>(QPluginLoader(QStringLiteral(SOUND_MODULE)).instance());
}

void SoundTest::whatTheMicrophoneStillHadBelongsToIt()
{
    VoiceTake take(m_sound.makeRecorder());
    take.record();
    m_sound.microphone->speak(50);
    m_sound.microphone->buffered = 100;
    const QByteArray bytes = take.finish();
    const auto sketch = readVoiceSketch(bytes);
    QVERIFY(sketch);
    QCOMPARE(take.length(), 3000);
    QCOMPARE(sketch->length, take.length() - 7); // the first 312 samples of Opus are not heard
    QCOMPARE(take.state(), VoiceTake::State::Paused);
}

void SoundTest::theModuleRecordsAndPlays()
{
    // A tone is what the microphone hears.
    if (!m_server.start({u"module-null-sink sink_name=out"_s, u"module-sine-source source_name=tone frequency=440"_s}))
        QFAIL("There is no sound server to be started.");
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

    // So is what tells of something.
    hasEnded = false;
    player->openBytes(Chime::wave());
    player->setRate(1);
    player->play();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded || hasFailed, 20'000);
    QVERIFY(!hasFailed);
    QVERIFY2(qAbs(length - 600) < 20, qPrintable(QString::number(length)));
}

/// A tone of 440 Hz.
QString SoundTest::toneFile(const QString &name, qreal seconds)
{
    const QList<qint16> samples = toneOf(440, qsizetype(seconds * 48'000));
    const auto size = quint32(samples.size() * 2);
    QByteArray bytes;
    const auto number = [&bytes](auto value) {
        value = qToLittleEndian(value);
        bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
    };
    bytes += "RIFF";
    number(quint32(36 + size));
    bytes += "WAVEfmt ";
    number(quint32(16));
    number(quint16(1));
    number(quint16(2));
    number(quint32(48'000));
    number(quint32(48'000 * 4));
    number(quint16(4));
    number(quint16(16));
    bytes += "data";
    number(size);
    bytes.append(reinterpret_cast<const char *>(samples.constData()), size);
    const QString path = m_run.filePath(name);
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
}

/// As it is heard: what a loudspeaker is given is recorded, and its pitch measured.
void SoundTest::whatIsHeardFasterKeepsItsPitch()
{
    const QString recorder = QStandardPaths::findExecutable(u"parec"_s);
    if (recorder.isEmpty() || !m_server.start({u"module-null-sink sink_name=out"_s}))
        QFAIL("There is no sound server to be started.");
    SoundFactory *factory = module();
    QVERIFY(factory);
    const std::unique_ptr<SoundPlayer> player = factory->makePlayer();
    bool hasEnded = false;
    int faults = 0;
    qint64 most = 0;
    player->moved = [&most](qint64 at, qint64) { most = std::max(most, at); };
    player->ended = [&hasEnded] { hasEnded = true; };
    player->openFile(toneFile(u"tone.wav"_s, 6));
    player->setRate(2);
    player->failed = [&](SoundFault) {
        // The program's tie to the sound server is tied anew some seconds after another test ended that.
        if (++faults < 50)
            QTimer::singleShot(200, this, [&] { player->play(); });
    };
    player->play();
    QTRY_VERIFY_WITH_TIMEOUT(most > 0, 20'000);
    QProcess heard;
    heard.start(recorder, {u"-d"_s, u"out.monitor"_s, u"--raw"_s, u"--rate=48000"_s, u"--channels=1"_s,
                           u"--format=s16le"_s, u"--latency-msec=20"_s});
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded, 20'000);
    heard.terminate();
    QVERIFY(heard.waitForFinished());
    QVERIFY2(most > 5'000, qPrintable(QString::number(most)));
    QByteArray bytes = heard.readAllStandardOutput();
    QList<qint16> samples(reinterpret_cast<const qint16 *>(bytes.constData()),
                          reinterpret_cast<const qint16 *>(bytes.constData()) + bytes.size() / 2);
    // Silence before it and behind it is not of it.
    const auto isLoud = [](qint16 sample) { return sample > 5'000; };
    const auto begin = std::find_if(samples.begin(), samples.end(), isLoud);
    const auto end = std::find_if(samples.rbegin(), samples.rend(), isLoud).base();
    QVERIFY(end - begin > 48'000);
    const qreal pitch = pitchOf(QList<qint16>(begin, end), 1);
    QVERIFY2(qAbs(pitch - 440) < 10, qPrintable(QString::number(pitch)));
}

void SoundTest::aSoundServerThatGoesTakesNobodyAlong()
{
    if (!m_server.start({u"module-null-sink sink_name=out"_s}))
        QFAIL("There is no sound server to be started.");
    SoundFactory *factory = module();
    QVERIFY(factory);
    const std::unique_ptr<SoundPlayer> player = factory->makePlayer();
    qint64 place = -1;
    bool hasEnded = false;
    std::optional<SoundFault> fault;
    player->moved = [&place](qint64 at, qint64) { place = at; };
    player->ended = [&hasEnded] { hasEnded = true; };
    player->failed = [&fault](SoundFault told) { fault = told; };
    player->openFile(toneFile(u"long.wav"_s, 4));
    const auto playFrom = [&](qint64 from) {
        return QTest::qWaitFor([&] {
            if (std::exchange(fault, std::nullopt))
                player->play(); // the program's tie to a server is tied anew some seconds after the last one ended
            return place > from;
        }, 30'000);
    };
    player->play();
    QVERIFY(playFrom(300));
    m_server.kill();
    QTRY_VERIFY_WITH_TIMEOUT(fault.has_value(), 20'000);
    QCOMPARE(*fault, SoundFault::NoOutput);
    const qint64 before = place;
    player->play(); // and there is none yet
    QVERIFY(m_server.start({u"module-null-sink sink_name=out"_s}));
    QVERIFY(playFrom(before));
    QVERIFY(!hasEnded);
    QVERIFY2(place < before + 500, qPrintable(QString::number(place))); // it went on where it was
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded, 20'000);
}

/// Whoever waited for it would never come back here.
void SoundTest::aSoundServerThatHangsHoldsNobody()
{
    const QStringList modules{u"module-null-sink sink_name=out"_s, u"module-sine-source source_name=tone frequency=440"_s};
    if (!m_server.start(modules))
        QFAIL("There is no sound server to be started.");
    const auto tell = [this](int signal) { return ::kill(pid_t(m_server.id()), signal) == 0; };
    SoundFactory *factory = module();
    QVERIFY(factory);
    QVERIFY(tell(SIGSTOP)); // before anybody spoke with it: to be made, Qt's player asks it
    QSemaphore made;
    bool isHeld = false;
    const std::unique_ptr<QThread> watch(QThread::create([&] {
        isHeld = !made.tryAcquire(1, 15'000);
        if (isHeld)
            tell(SIGCONT);
    }));
    watch->start();
    const std::unique_ptr<SoundPlayer> player = factory->makePlayer();
    made.release();
    QVERIFY(watch->wait());
    QVERIFY(!isHeld);
    qint64 place = -1;
    std::optional<SoundFault> fault;
    player->moved = [&place](qint64 at, qint64) { place = at; };
    player->failed = [&fault](SoundFault told) { fault = told; };
    player->openFile(toneFile(u"hung.wav"_s, 20));
    const auto playFrom = [&](qint64 from) {
        player->play();
        return QTest::qWaitFor([&] {
            if (std::exchange(fault, std::nullopt))
                player->play();
            return place > from;
        }, 30'000);
    };
    VoiceTake take(factory->makeRecorder());
    const auto recordFrom = [&](qint64 from) {
        return QTest::qWaitFor([&] {
            if (take.state() != VoiceTake::State::Recording)
                take.record();
            return take.length() > from;
        }, 30'000);
    };

    player->play();
    QTRY_VERIFY_WITH_TIMEOUT(fault.has_value(), 30'000);
    QCOMPARE(*fault, SoundFault::NoOutput);
    QVERIFY(tell(SIGCONT));
    QVERIFY(playFrom(300));
    QVERIFY(recordFrom(300));

    QVERIFY(tell(SIGSTOP)); // in the middle
    QTRY_VERIFY_WITH_TIMEOUT(fault.has_value(), 30'000);
    QTRY_VERIFY_WITH_TIMEOUT(take.fault().has_value(), 30'000);
    const qint64 before = place;
    fault.reset();
    player->play();
    player->seek(1'000);
    player->pause();
    player->play();
    QTRY_VERIFY_WITH_TIMEOUT(fault.has_value(), 30'000);
    const qint64 said = take.length();
    take.record();
    take.pause();
    QVERIFY(tell(SIGCONT));
    QVERIFY(playFrom(std::max<qint64>(before, 1'500)));
    QVERIFY(recordFrom(said + 200));
    QVERIFY(readVoiceSketch(take.finish()));
}

void SoundTest::aSoundServerThatGoesEndsTheRecording()
{
    if (!m_server.start({u"module-null-sink sink_name=out"_s, u"module-sine-source source_name=tone frequency=440"_s}))
        QFAIL("There is no sound server to be started.");
    SoundFactory *factory = module();
    QVERIFY(factory);
    VoiceTake take(factory->makeRecorder());
    const bool isRecording = QTest::qWaitFor([&take] {
        if (take.state() != VoiceTake::State::Recording)
            take.record();
        return take.length() > 500;
    }, 30'000);
    QVERIFY(isRecording);
    m_server.kill();
    QTRY_VERIFY_WITH_TIMEOUT(take.fault().has_value(), 20'000);
    const auto sketch = readVoiceSketch(take.finish());
    QVERIFY(sketch);
    QVERIFY(sketch->length > 400); // what was said before stays
}

/// 25 frames a second without sound, uncompressed (AVI with I420): each is grey, and brighter than the one before.
QString SoundTest::videoFile(const QString &name, QSize size, int frames)
{
    const auto words = [](std::initializer_list<quint32> values) {
        QByteArray bytes;
        for (const quint32 value : values) {
            const quint32 little = qToLittleEndian(value);
            bytes.append(reinterpret_cast<const char *>(&little), sizeof little);
        }
        return bytes;
    };
    const auto chunk = [&words](const char *kind, const QByteArray &content) {
        return QByteArray(kind, 4) + words({quint32(content.size())}) + content;
    };
    const auto width = quint32(size.width());
    const auto height = quint32(size.height());
    const quint32 bytesAFrame = width * height * 3 / 2;
    const auto count = quint32(frames);
    const QByteArray head = words({40'000, bytesAFrame * 25, 0, 0x10, count, 0, 1, bytesAFrame, width, height, 0, 0, 0, 0});
    const QByteArray stream = QByteArray("vidsI420") + words({0, 0, 0, 1, 25, 0, count, bytesAFrame, 0xffffffff, 0, 0, 0});
    const QByteArray format = words({40, width, height, 12U << 16 | 1}) + QByteArray("I420")
        + words({bytesAFrame, 0, 0, 0, 0});
    const QByteArray headers = "hdrl" + chunk("avih", head)
        + chunk("LIST", "strl" + chunk("strh", stream) + chunk("strf", format));
    QByteArray movie("movi");
    QByteArray index;
    for (int i = 0; i < frames; ++i) {
        index += QByteArray("00db") + words({0x10, quint32(movie.size()), bytesAFrame});
        const char bright = char(16 + i * 219 / std::max(1, frames - 1));
        movie += chunk("00db", QByteArray(qsizetype(width * height), bright)
                           + QByteArray(qsizetype(bytesAFrame - width * height), char(128)));
    }
    const QString path = m_run.filePath(name);
    QFile file(path);
    const QByteArray all = chunk("RIFF", "AVI " + chunk("LIST", headers) + chunk("LIST", movie) + chunk("idx1", index));
    return file.open(QIODevice::WriteOnly) && file.write(all) == all.size() ? path : QString();
}

void SoundTest::aVideoIsShownAndSought()
{
    SoundFactory *factory = module();
    QVERIFY(factory);
    const std::unique_ptr<VideoPlayer> player = factory->makeVideo();
    QImage image;
    int pictures = 0;
    qint64 length = 0;
    bool hasEnded = false;
    bool hasFailed = false;
    player->shown = [&](const QImage &shown) {
        image = shown;
        ++pictures;
    };
    player->moved = [&length](qint64, qint64 all) { length = all; };
    player->ended = [&hasEnded] { hasEnded = true; };
    player->failed = [&hasFailed](SoundFault) { hasFailed = true; };
    player->setRoom(QSize(40, 40));
    player->openFile(videoFile(u"grey.avi"_s, QSize(96, 48), 50));
    player->play();
    QTRY_VERIFY_WITH_TIMEOUT(pictures > 0 || hasFailed, 20'000);
    QVERIFY(!hasFailed);
    QCOMPARE(image.size(), QSize(40, 20)); // fitted, and not cut
    player->pause();
    QTRY_COMPARE(length, 2'000);
    // Paused, it shows what is at the place one goes to: the picture there is as bright as it is late.
    const auto brightness = [&image] { return image.isNull() ? -1 : qGray(image.pixel(20, 10)); };
    player->seek(1'600);
    QTRY_VERIFY2(qAbs(brightness() - 255 * 40 / 49) < 12, qPrintable(QString::number(brightness())));
    player->seek(400);
    QTRY_VERIFY2(qAbs(brightness() - 255 * 10 / 49) < 12, qPrintable(QString::number(brightness())));
    player->play();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded || hasFailed, 20'000);
    QVERIFY(!hasFailed);
    QVERIFY2(brightness() > 240, qPrintable(QString::number(brightness())));
    // Once more, from its beginning.
    hasEnded = false;
    pictures = 0;
    player->play();
    QTRY_VERIFY(pictures > 0);
    QVERIFY(brightness() < 128);
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded, 20'000);
}

void SoundTest::aVideoOfTenBitsIsShown()
{
    SoundFactory *factory = module();
    QVERIFY(factory);
    const std::unique_ptr<VideoPlayer> player = factory->makeVideo();
    QImage image;
    bool hasEnded = false;
    std::optional<SoundFault> fault;
    player->shown = [&image](const QImage &shown) { image = shown; };
    player->ended = [&hasEnded] { hasEnded = true; };
    player->failed = [&fault](SoundFault told) { fault = told; };
    // As a stream of YUV4MPEG2: half as bright as white, and of no colour.
    const auto samples = [](qsizetype count, quint16 value) {
        return QByteArray(1, char(value & 0xff)).append(char(value >> 8)).repeated(count);
    };
    const QByteArray frame = "FRAME\n" + samples(96 * 48, 502) + samples(96 * 48 / 2, 512);
    QFile film(m_run.filePath(u"ten.y4m"_s));
    QVERIFY(film.open(QIODevice::WriteOnly));
    film.write("YUV4MPEG2 W96 H48 F25:1 Ip A1:1 C420p10 XYSCSS=420P10\n" + frame.repeated(10));
    film.close();
    player->openFile(film.fileName());
    player->play();
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded || fault, 20'000);
    QVERIFY(!fault);
    QCOMPARE(image.size(), QSize(96, 48));
    const QRgb pixel = image.pixel(48, 24);
    QVERIFY2(qAbs(qGray(pixel) - 127) < 4, qPrintable(QString::number(pixel, 16)));
    QVERIFY2(qAbs(qRed(pixel) - qBlue(pixel)) <= 4, qPrintable(QString::number(pixel, 16)));
}

void SoundTest::aPosterIsMadeOnce()
{
    const QString film = videoFile(u"film.avi"_s, QSize(96, 48), 50);
    const QString broken = m_run.filePath(u"broken.mp4"_s);
    QFile file(broken);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5'000, 'x'));
    file.close();
    int asked = 0;
    VideoPosters posters;
    posters.setSound([this, &asked] {
        ++asked;
        return module();
    });
    QSignalSpy ready(&posters, &VideoPosters::ready);
    QVERIFY(posters.poster(film).pixmap.isNull());
    QVERIFY(posters.poster(broken).pixmap.isNull());
    QCOMPARE(asked, 0); // not while something is painted
    QTRY_COMPARE_WITH_TIMEOUT(ready.size(), 2, 20'000);
    QCOMPARE(posters.poster(film).pixmap.size(), QSize(96, 48));
    QCOMPARE(posters.poster(film).length, 2'000);
    QVERIFY(posters.poster(broken).pixmap.isNull());
    QCOMPARE(asked, 2);
    QCoreApplication::processEvents();
    QCOMPARE(asked, 2); // nor is one that is none asked for again
}

void SoundTest::whatIsNoVideoIsTold()
{
    SoundFactory *factory = module();
    QVERIFY(factory);
    const std::unique_ptr<VideoPlayer> player = factory->makeVideo();
    std::optional<SoundFault> fault;
    player->failed = [&fault](SoundFault told) { fault = told; };
    QFile file(m_run.filePath(u"broken.mp4"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5'000, 'x'));
    file.close();
    player->openFile(file.fileName());
    player->play();
    QTRY_VERIFY_WITH_TIMEOUT(fault.has_value(), 20'000);
    QCOMPARE(*fault, SoundFault::Unreadable);
    // A sound alone is none either; a picture that is too large is not decoded.
    fault.reset();
    player->openFile(toneFile(u"tone.wav"_s, 1));
    player->play();
    QTRY_VERIFY_WITH_TIMEOUT(fault.has_value(), 20'000);
    QCOMPARE(*fault, SoundFault::Unreadable);
    fault.reset();
    player->openFile(videoFile(u"large.avi"_s, QSize(4'100, 2'400), 2));
    player->play();
    QTRY_VERIFY_WITH_TIMEOUT(fault.has_value(), 20'000);
    QCOMPARE(*fault, SoundFault::TooLarge);
}

void SoundTest::aMissingMicrophoneIsTold()
{
    m_server.stop();
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
