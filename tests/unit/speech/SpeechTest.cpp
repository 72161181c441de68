// SPDX-License-Identifier: GPL-3.0-or-later
// The module that reads aloud, as it is loaded, with a sound server of the test's own.
#include "speech/SpeechModule.h"
#include "support/SoundServer.h"
#include "support/TestProgram.h"

#include <QProcess>
#include <QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace speech_test {

class SpeechTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whatIsSaidIsHeard();
    void whatFollowsWhatWasStoppedEndsOnce();

private:
    test::SoundServer m_server;
};

void SpeechTest::initTestCase()
{
    if (!m_server.start({u"module-null-sink sink_name=out"_s}))
        QFAIL("There is no sound server to be started.");
}

void SpeechTest::whatIsSaidIsHeard()
{
    QProcess heard;
    heard.start(u"parec"_s, {u"-d"_s, u"out.monitor"_s, u"--raw"_s, u"--rate=16000"_s, u"--channels=1"_s,
                             u"--format=s16le"_s, u"--latency-msec=20"_s});
    QVERIFY(heard.waitForStarted());
    const auto speech = loadSpeechModule()->makeSpeech();
    bool hasEnded = false;
    std::optional<SpeechFault> fault;
    speech->ended = [&] { hasEnded = true; };
    speech->failed = [&](SpeechFault what) { fault = what; };
    speech->say(spelledOut({u"4e2d"_s, u"91c7"_s}));
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded || fault, 30'000);
    heard.terminate();
    QVERIFY(heard.waitForFinished());
    QVERIFY2(!fault, qPrintable(QString::number(int(fault.value_or(SpeechFault::NoModule)))));
    const QByteArray bytes = heard.readAllStandardOutput();
    const auto *samples = reinterpret_cast<const qint16 *>(bytes.constData());
    const auto loud = std::count_if(samples, samples + bytes.size() / 2, [](qint16 sample) { return sample > 1'000; });
    QVERIFY2(loud > 1'000, qPrintable(QString::number(loud)));
}

/// In quick succession, as it is clicked. What the voice tells late is played in SpeechTurnsTest.
void SpeechTest::whatFollowsWhatWasStoppedEndsOnce()
{
    const auto speech = loadSpeechModule()->makeSpeech();
    QStringList told;
    speech->ended = [&] { told.append(u"ended"_s); };
    speech->failed = [&](SpeechFault) { told.append(u"failed"_s); };
    speech->say(spelledOut({u"4e2d91c7"_s}));
    speech->stop();
    QElapsedTimer reading;
    reading.start();
    speech->say(spelledOut({u"4e2d"_s}));
    QTRY_COMPARE_WITH_TIMEOUT(told, QStringList{u"ended"_s}, 30'000);
    QVERIFY2(reading.elapsed() > 1'000, qPrintable(QString::number(reading.elapsed()))); // four characters take longer
}

JACKDAW_WINDOW_TEST(SpeechTest)

} // namespace speech_test

#include "SpeechTest.moc"
