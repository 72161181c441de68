// SPDX-License-Identifier: GPL-3.0-or-later
// The module that reads aloud on a computer without a voice. By itself, as Qt looks for speech engines once.
#include "speech/SpeechModule.h"
#include "support/TestProgram.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace no_voice_test {

class NoVoiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void withoutAVoiceThatIsSaid();
};

void NoVoiceTest::withoutAVoiceThatIsSaid()
{
    SpeechFactory *factory = loadSpeechModule();
    QVERIFY(factory);
    QTemporaryDir empty; // where no engine is installed
    QCoreApplication::setLibraryPaths({empty.path()});
    const auto speech = factory->makeSpeech();
    QList<SpeechFault> faults;
    speech->failed = [&](SpeechFault fault) { faults.append(fault); };
    speech->say(u"4"_s);
    QVERIFY(faults.isEmpty()); // never from within
    QTRY_COMPARE(faults, QList{SpeechFault::NoVoice});
}

JACKDAW_WINDOW_TEST(NoVoiceTest)

} // namespace no_voice_test

#include "NoVoiceTest.moc"
