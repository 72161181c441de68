// SPDX-License-Identifier: GPL-3.0-or-later
// Which reading a voice tells the end of, when they follow each other in quick succession; what it tells of faults; and in
// which language it reads. The engine is the test's own, a plugin of Qt TextToSpeech, and does only what it is told to. A
// program by itself, since Qt looks for engines once and finds this one in all of a program's tests.
#include "speech/SpeechModule.h"
#include "support/TestProgram.h"

#include <QMutex>
#include <QTemporaryDir>
#include <QTextToSpeechEngine>
#include <QTextToSpeechPlugin>
#include <QtTest>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace speech_turns_test {

struct Voices
{
    QLocale locale;
    bool isThere; ///< false: the language is named, and has none
};

/// What the engine has, and what was done to it. The test and the engine's thread see it.
struct Script
{
    QMutex mutex;
    QList<Voices> languages;
    QLocale first; ///< that it begins with
    bool isBrokenAtFirst = false; ///< as Speech Dispatcher is that lacks the user's language
    bool isBroken = false; ///< it cannot say anything
    QStringList done; ///< "say …" and "stop"
    QList<QLocale> readIn;
    int made = 0;
};

Script &script()
{
    static Script all;
    return all;
}

/// Lives on the thread of who speaks.
class ScriptedEngine : public QTextToSpeechEngine
{
    Q_OBJECT
public:
    static std::atomic<ScriptedEngine *> last;

    ScriptedEngine()
    {
        const QMutexLocker lock(&script().mutex);
        m_languages = script().languages;
        m_locale = script().first;
        m_state = script().isBrokenAtFirst ? QTextToSpeech::Error : QTextToSpeech::Ready;
        ++script().made;
        last = this;
    }
    ~ScriptedEngine() override
    {
        ScriptedEngine *self = this;
        last.compare_exchange_strong(self, nullptr);
    }

    void tell(QTextToSpeech::State state)
    {
        m_state = state;
        Q_EMIT stateChanged(state);
    }
    void tellError()
    {
        tell(QTextToSpeech::Error);
        Q_EMIT errorOccurred(QTextToSpeech::ErrorReason::Playback, u"no sound"_s);
        Q_EMIT errorOccurred(QTextToSpeech::ErrorReason::Input, u"no speech"_s); // as Flite does of one fault
    }

    QList<QLocale> availableLocales() const override
    {
        QList<QLocale> all;
        for (const Voices &each : m_languages)
            all.append(each.locale);
        return all;
    }
    QList<QVoice> availableVoices() const override
    {
        const bool isThere = std::any_of(m_languages.cbegin(), m_languages.cend(),
                                         [this](const Voices &each) { return each.isThere && each.locale == m_locale; });
        return isThere ? QList{createVoice(u"one"_s, m_locale, QVoice::Unknown, QVoice::Other, {})} : QList<QVoice>();
    }
    void say(const QString &text) override
    {
        QMutexLocker lock(&script().mutex);
        script().done.append(u"say "_s + text);
        script().readIn.append(m_locale);
        const bool isBroken = script().isBroken;
        lock.unlock();
        if (isBroken)
            tellError();
    }
    void stop(QTextToSpeech::BoundaryHint) override
    {
        const QMutexLocker lock(&script().mutex);
        script().done.append(u"stop"_s);
    }
    bool setLocale(const QLocale &locale) override
    {
        m_locale = locale;
        return true;
    }
    QLocale locale() const override { return m_locale; }
    QTextToSpeech::State state() const override { return m_state; }
    QTextToSpeech::ErrorReason errorReason() const override { return QTextToSpeech::ErrorReason::Configuration; }
    QString errorString() const override { return {}; }
    void synthesize(const QString &) override {}
    void pause(QTextToSpeech::BoundaryHint) override {}
    void resume() override {}
    double rate() const override { return 0; }
    bool setRate(double) override { return true; }
    double pitch() const override { return 0; }
    bool setPitch(double) override { return true; }
    double volume() const override { return 1; }
    bool setVolume(double) override { return true; }
    QVoice voice() const override { return {}; }
    bool setVoice(const QVoice &) override { return true; }

private:
    QList<Voices> m_languages;
    QLocale m_locale;
    QTextToSpeech::State m_state = QTextToSpeech::Ready;
};

std::atomic<ScriptedEngine *> ScriptedEngine::last = nullptr;

} // namespace speech_turns_test

Q_DECLARE_METATYPE(speech_turns_test::Voices)
#ifdef Q_MOC_RUN // which does not read Qt's header
Q_DECLARE_INTERFACE(QTextToSpeechPlugin, "org.qt-project.qt.speech.tts.plugin/6.0")
#endif

class ScriptedVoicePlugin : public QObject, public QTextToSpeechPlugin
{
    Q_OBJECT
    Q_INTERFACES(QTextToSpeechPlugin)
    Q_PLUGIN_METADATA(IID "org.qt-project.qt.speech.tts.plugin/6.0" FILE "scripted_voice.json")
public:
    QTextToSpeechEngine *createTextToSpeechEngine(const QVariantMap &, QObject *, QString *) const override
    {
        return new speech_turns_test::ScriptedEngine;
    }
};

Q_IMPORT_PLUGIN(ScriptedVoicePlugin)

namespace speech_turns_test {

class SpeechTurnsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void aLateEndIsNotThatOfTheNext();
    void aLateBeginningIsNotThatOfTheNext();
    void whatDidNotBeginIsNotWaitedForForEver();
    void whatStopsIsNotSaidToHaveEnded();
    void whatBeginsAfterItWasStoppedIsStoppedAgain();
    void aFaultIsToldOnce();
    void aFaultThatComesAtOnceIsToldOnce();
    void itReadsInALanguageThatHasAVoice_data();
    void itReadsInALanguageThatHasAVoice();

private:
    static QStringList done()
    {
        const QMutexLocker lock(&script().mutex);
        return script().done;
    }
    static QString broken() { return u"failed %1"_s.arg(int(SpeechFault::Broken)); }
    /// The engine has told it, and what came of that has been told here.
    static void engineTells(const std::function<void(ScriptedEngine *)> &what)
    {
        ScriptedEngine *engine = ScriptedEngine::last;
        QVERIFY(engine);
        QMetaObject::invokeMethod(engine, [&] { what(engine); }, Qt::BlockingQueuedConnection);
        QCoreApplication::sendPostedEvents();
    }
    static void engineTells(QTextToSpeech::State state)
    {
        engineTells([state](ScriptedEngine *engine) { engine->tell(state); });
    }

    QTemporaryDir m_empty;
    std::unique_ptr<Speech> m_speech;
    QStringList m_told;
};

void SpeechTurnsTest::initTestCase()
{
    QCoreApplication::setLibraryPaths({m_empty.path()}); // where no other engine is installed
}

void SpeechTurnsTest::init()
{
    {
        const QMutexLocker lock(&script().mutex);
        const QLocale english(QLocale::English, QLocale::UnitedStates);
        script().languages = {{english, true}};
        script().first = english;
        script().isBrokenAtFirst = false;
        script().isBroken = false;
        script().done.clear();
        script().readIn.clear();
        script().made = 0;
    }
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    m_told.clear();
    SpeechFactory *factory = loadSpeechModule();
    QVERIFY(factory);
    m_speech = factory->makeSpeech();
    m_speech->ended = [this] { m_told.append(u"ended"_s); };
    m_speech->failed = [this](SpeechFault fault) { m_told.append(u"failed %1"_s.arg(int(fault))); };
}

void SpeechTurnsTest::cleanup()
{
    m_speech.reset();
    QTRY_VERIFY(!ScriptedEngine::last);
}

/// Speech Dispatcher tells what became of a text later than it takes the next one.
void SpeechTurnsTest::aLateEndIsNotThatOfTheNext()
{
    m_speech->say(u"one"_s);
    QTRY_COMPARE(done(), QStringList{u"say one"_s});
    engineTells(QTextToSpeech::Speaking);
    m_speech->stop();
    m_speech->say(u"two"_s);
    QTRY_VERIFY(done().size() >= 3); // "stop", and its end is awaited
    engineTells(QTextToSpeech::Ready); // of "one", which was stopped
    QCOMPARE(m_told, QStringList());
    QTRY_VERIFY(done().contains(u"say two"_s));
    engineTells(QTextToSpeech::Speaking);
    QCOMPARE(m_told, QStringList());
    engineTells(QTextToSpeech::Ready);
    QTRY_COMPARE(m_told, QStringList{u"ended"_s});
    QCOMPARE(done().count(u"say two"_s), 1);
}

void SpeechTurnsTest::aLateBeginningIsNotThatOfTheNext()
{
    m_speech->say(u"one"_s);
    m_speech->stop();
    m_speech->say(u"two"_s);
    QTRY_VERIFY(done().size() >= 3);
    engineTells(QTextToSpeech::Speaking); // "one"
    engineTells(QTextToSpeech::Ready);
    QCOMPARE(m_told, QStringList());
    QTRY_VERIFY(done().contains(u"say two"_s));
    engineTells(QTextToSpeech::Speaking);
    engineTells(QTextToSpeech::Ready);
    QTRY_COMPARE(m_told, QStringList{u"ended"_s});
}

/// Of what it was told to be silent about before it was its turn, Speech Dispatcher tells nothing at all.
void SpeechTurnsTest::whatDidNotBeginIsNotWaitedForForEver()
{
    m_speech->say(u"one"_s);
    m_speech->stop();
    m_speech->say(u"two"_s);
    QTRY_COMPARE(done().value(3), u"say two"_s);
    QCOMPARE(m_told, QStringList());
    engineTells(QTextToSpeech::Speaking);
    engineTells(QTextToSpeech::Ready);
    QTRY_COMPARE(m_told, QStringList{u"ended"_s});
}

void SpeechTurnsTest::whatStopsIsNotSaidToHaveEnded()
{
    m_speech->say(u"one"_s);
    QTRY_COMPARE(done(), QStringList{u"say one"_s});
    engineTells(QTextToSpeech::Speaking);
    m_speech->stop();
    QTRY_COMPARE(done().value(1), u"stop"_s);
    engineTells(QTextToSpeech::Ready);
    QCOMPARE(m_told, QStringList());
    m_speech->say(u"two"_s); // and it goes on, at once
    QTRY_COMPARE(done(), (QStringList{u"say one"_s, u"stop"_s, u"say two"_s}));
    engineTells(QTextToSpeech::Speaking);
    engineTells(QTextToSpeech::Ready);
    QCOMPARE(m_told, QStringList{u"ended"_s});
}

/// Flite does not hear a stop that comes before the sound.
void SpeechTurnsTest::whatBeginsAfterItWasStoppedIsStoppedAgain()
{
    m_speech->say(u"one"_s);
    m_speech->stop();
    QTRY_COMPARE(done(), (QStringList{u"say one"_s, u"stop"_s}));
    engineTells(QTextToSpeech::Speaking);
    QCOMPARE(done(), (QStringList{u"say one"_s, u"stop"_s, u"stop"_s}));
}

void SpeechTurnsTest::aFaultIsToldOnce()
{
    m_speech->say(u"one"_s);
    QTRY_COMPARE(done(), QStringList{u"say one"_s});
    engineTells([](ScriptedEngine *engine) { engine->tellError(); });
    QCOMPARE(m_told, QStringList{broken()});
    QTRY_VERIFY(!ScriptedEngine::last); // it is not asked again
    m_speech->say(u"two"_s);
    QTRY_VERIFY(done().contains(u"say two"_s));
    QCOMPARE(script().made, 2);
    engineTells(QTextToSpeech::Speaking);
    engineTells(QTextToSpeech::Ready);
    QCOMPARE(m_told, (QStringList{broken(), u"ended"_s}));
}

/// As one that has lost its service does.
void SpeechTurnsTest::aFaultThatComesAtOnceIsToldOnce()
{
    {
        const QMutexLocker lock(&script().mutex);
        script().isBroken = true;
    }
    m_speech->say(u"one"_s);
    QTRY_COMPARE(done().value(0), u"say one"_s);
    QTRY_COMPARE(m_told, QStringList{broken()});
    // The next has an end of its own, and nothing more is told of the first.
    {
        const QMutexLocker lock(&script().mutex);
        script().isBroken = false;
    }
    m_speech->say(u"two"_s);
    QTRY_VERIFY(done().contains(u"say two"_s));
    engineTells(QTextToSpeech::Speaking);
    engineTells(QTextToSpeech::Ready);
    QCOMPARE(m_told, (QStringList{broken(), u"ended"_s}));
}

void SpeechTurnsTest::itReadsInALanguageThatHasAVoice_data()
{
    using Languages = QList<Voices>;
    const QLocale austrian(QLocale::German, QLocale::Austria), german(QLocale::German, QLocale::Germany);
    const QLocale english(QLocale::English, QLocale::UnitedStates), french(QLocale::French, QLocale::France);
    QTest::addColumn<Languages>("languages");
    QTest::addColumn<bool>("isBrokenAtFirst");
    QTest::addColumn<QLocale>("read");
    QTest::newRow("the user's") << Languages{{english, true}, {german, true}} << false << german;
    QTest::newRow("the user's, spoken elsewhere") << Languages{{austrian, false}, {german, true}} << false << german;
    QTest::newRow("none for the user's") << Languages{{german, false}, {english, true}} << false << english;
    QTest::newRow("the user's is not there") << Languages{{french, true}, {english, true}} << false << english;
    QTest::newRow("and that is an error at first") << Languages{{french, true}, {english, true}} << true << english;
}

void SpeechTurnsTest::itReadsInALanguageThatHasAVoice()
{
    QFETCH(QList<Voices>, languages);
    QFETCH(bool, isBrokenAtFirst);
    QFETCH(QLocale, read);
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Austria));
    {
        const QMutexLocker lock(&script().mutex);
        script().languages = languages;
        script().first = QLocale::c();
        script().isBrokenAtFirst = isBrokenAtFirst;
    }
    m_speech->say(u"one"_s);
    QTRY_VERIFY(!done().isEmpty() || !m_told.isEmpty());
    QCOMPARE(m_told, QStringList());
    const QMutexLocker lock(&script().mutex);
    QCOMPARE(script().readIn, QList{read});
}

} // namespace speech_turns_test

int main(int argc, char **argv)
{
    return jackdaw::test::runTest<QCoreApplication, speech_turns_test::SpeechTurnsTest>(argc, argv);
}

#include "SpeechTurnsTest.moc"
