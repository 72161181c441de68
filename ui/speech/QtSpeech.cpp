// SPDX-License-Identifier: GPL-3.0-or-later
// The module jackdaw-speech: a voice by Qt TextToSpeech, that is by Speech Dispatcher or by Flite.
#include "speech/Speech.h"

#include <QLocale>
#include <QTextToSpeech>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <optional>
#include <utility>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr double slowly = -0.3; ///< of -1 to 1: what is heard is compared character by character
constexpr int patience = 1000; ///< ms that what was stopped has to tell its end

/// The engine, on a thread of its own: to find one starts a service, and to speak waits for the sound server. An engine
/// never says which text it is that began or ended, and Speech Dispatcher tells both late, of what was stopped too. So it
/// is given one text at a time: the next waits until the one before it is over.
class SpeechEngine : public QObject
{
    Q_OBJECT
public:
    SpeechEngine()
    {
        m_patience.setSingleShot(true);
        m_patience.setInterval(patience);
        connect(&m_patience, &QTimer::timeout, this, [this] { finish(); });
    }

    void say(const QString &text, quint64 wish)
    {
        m_next = Utterance{text, wish};
        const QTextToSpeech::State state = m_engine ? m_engine->state() : QTextToSpeech::Ready;
        // Another voice of this program: Qt tells all engines of Speech Dispatcher what one of them does.
        const bool isElsewhere = state == QTextToSpeech::Speaking || state == QTextToSpeech::Paused;
        if (m_said || isElsewhere)
            cancel();
        else
            sayNext();
    }

    void stop()
    {
        m_next.reset();
        if (m_said)
            cancel();
    }

Q_SIGNALS:
    void ended(quint64 wish);
    void failed(jackdaw::SpeechFault fault, quint64 wish);

private:
    struct Utterance
    {
        QString text;
        quint64 wish;
    };

    void sayNext()
    {
        if (!m_next)
            return;
        const Utterance next = *std::exchange(m_next, {});
        if (!m_engine)
            find();
        if (!m_engine) {
            Q_EMIT failed(SpeechFault::NoVoice, next.wish);
            return;
        }
        m_said = next.wish;
        m_engine->say(next.text);
    }

    void cancel()
    {
        m_isStopped = true;
        m_engine->stop(QTextToSpeech::BoundaryHint::Immediate);
        if (m_isStopped)
            m_patience.start(); // one that had not begun yet may never be heard of again
    }

    void noteState(QTextToSpeech::State state)
    {
        if (state == QTextToSpeech::Speaking && m_said && m_isStopped)
            m_engine->stop(QTextToSpeech::BoundaryHint::Immediate); // Flite does not hear it before it has begun
        else if (state == QTextToSpeech::Ready)
            finish();
        else if (state == QTextToSpeech::Error)
            fail();
    }

    void finish(std::optional<SpeechFault> fault = {})
    {
        m_patience.stop();
        const quint64 wish = std::exchange(m_said, 0);
        const bool isAwaited = !std::exchange(m_isStopped, false) && wish;
        if (isAwaited && fault)
            Q_EMIT failed(*fault, wish);
        else if (isAwaited)
            Q_EMIT ended(wish);
        sayNext();
    }

    /// One fault comes as a state and as a signal, or as several. The next try is with an engine that is made anew: one
    /// that has lost its service, or its loudspeaker, stays so.
    void fail()
    {
        m_engine->disconnect(this);
        m_engine->deleteLater();
        m_engine = nullptr;
        finish(SpeechFault::Broken);
    }

    /// The first engine that works and has a voice: Speech Dispatcher, which speaks as the user set it up, before others.
    void find()
    {
        QStringList names = QTextToSpeech::availableEngines();
        names.removeAll(u"mock"_s); // Qt's own tests
        std::stable_partition(names.begin(), names.end(), [](const QString &name) { return name == u"speechd"; });
        for (const QString &name : std::as_const(names)) {
            auto engine = std::make_unique<QTextToSpeech>(name);
            // Configuration: Speech Dispatcher, where it has no voice for the user's language.
            const bool isBroken = engine->state() == QTextToSpeech::Error
                && engine->errorReason() != QTextToSpeech::ErrorReason::Configuration;
            if (isBroken || !useLanguage(*engine))
                continue;
            engine->setRate(slowly);
            m_engine = engine.release();
            m_engine->setParent(this);
            connect(m_engine, &QTextToSpeech::stateChanged, this, &SpeechEngine::noteState);
            connect(m_engine, &QTextToSpeech::errorOccurred, this, &SpeechEngine::fail);
            return;
        }
    }

    static bool useLanguage(QTextToSpeech &engine)
    {
        const QList<QLocale> spoken = engine.availableLocales();
        for (const QLocale::Language wanted : {QLocale().language(), QLocale::English}) {
            for (const QLocale &each : spoken) {
                if (each.language() != wanted)
                    continue;
                engine.setLocale(each);
                if (engine.locale().language() == wanted && !engine.availableVoices().isEmpty())
                    return true;
            }
        }
        return !spoken.isEmpty() && !engine.availableVoices().isEmpty();
    }

    QTextToSpeech *m_engine = nullptr;
    QTimer m_patience{this}; ///< a child, so that it goes to the thread too
    quint64 m_said = 0; ///< the wish whose text the engine was given; 0: none that is not over
    bool m_isStopped = false; ///< the engine was told to stop
    std::optional<Utterance> m_next;
};

class QtSpeech : public QObject, public Speech
{
    Q_OBJECT
public:
    QtSpeech() : m_thread(new QThread), m_engine(new SpeechEngine)
    {
        m_thread->setObjectName(u"speech"_s);
        m_engine->moveToThread(m_thread);
        connect(m_thread, &QThread::finished, m_engine, &QObject::deleteLater);
        connect(m_thread, &QThread::finished, m_thread, &QObject::deleteLater);
        connect(m_engine, &SpeechEngine::ended, this, [this](quint64 wish) {
            if (wish == m_wish && ended)
                ended();
        });
        connect(m_engine, &SpeechEngine::failed, this, [this](SpeechFault fault, quint64 wish) {
            if (wish == m_wish && failed)
                failed(fault);
        });
        m_thread->start();
    }

    ~QtSpeech() override
    {
        stop();
        // Behind that. Nobody waits for it: an engine that hangs is left to itself.
        QMetaObject::invokeMethod(m_engine, [thread = m_thread] { thread->quit(); });
    }

    void say(const QString &text) override
    {
        QMetaObject::invokeMethod(m_engine, [engine = m_engine, text, wish = ++m_wish] { engine->say(text, wish); });
    }

    void stop() override
    {
        ++m_wish; // what is still on its way is of nobody's
        QMetaObject::invokeMethod(m_engine, [engine = m_engine] { engine->stop(); });
    }

private:
    QThread *m_thread; ///< goes by itself
    SpeechEngine *m_engine; ///< on the thread
    quint64 m_wish = 0;
};

} // namespace

class QtSpeechFactory : public QObject, public SpeechFactory
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID JACKDAW_SPEECH_IID)
    Q_INTERFACES(jackdaw::SpeechFactory)
public:
    std::unique_ptr<Speech> makeSpeech() override { return std::make_unique<QtSpeech>(); }
};

} // namespace jackdaw

#include "QtSpeech.moc"
