// SPDX-License-Identifier: GPL-3.0-or-later
// The module jackdaw-speech: a voice by Qt TextToSpeech, that is by Speech Dispatcher or by Flite.
#include "speech/Speech.h"

#include <QLocale>
#include <QTextToSpeech>
#include <QThread>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr double slowly = -0.3; ///< of -1 to 1: what is heard is compared character by character

/// The engine, on a thread of its own: to find one starts a service, and to speak waits for the sound server.
class SpeechEngine : public QObject
{
    Q_OBJECT
public:
    void say(const QString &text, quint64 wish)
    {
        m_wish = wish;
        if (!m_engine)
            find();
        if (!m_engine) {
            Q_EMIT failed(SpeechFault::NoVoice, wish);
            return;
        }
        m_engine->say(text);
        if (m_engine->state() == QTextToSpeech::Error)
            Q_EMIT failed(SpeechFault::Broken, wish);
    }

    void stop()
    {
        if (m_engine)
            m_engine->stop(QTextToSpeech::BoundaryHint::Immediate);
    }

Q_SIGNALS:
    void ended(quint64 wish);
    void failed(jackdaw::SpeechFault fault, quint64 wish);

private:
    /// The first engine that works and has a voice: Speech Dispatcher, which speaks as the user set it up, before others.
    void find()
    {
        QStringList names = QTextToSpeech::availableEngines();
        names.removeAll(u"mock"_s); // Qt's own tests
        std::stable_partition(names.begin(), names.end(), [](const QString &name) { return name == u"speechd"; });
        for (const QString &name : std::as_const(names)) {
            auto engine = std::make_unique<QTextToSpeech>(name);
            if (engine->state() == QTextToSpeech::Error || !useLanguage(*engine))
                continue;
            engine->setRate(slowly);
            m_engine = engine.release();
            m_engine->setParent(this);
            connect(m_engine, &QTextToSpeech::stateChanged, this, [this](QTextToSpeech::State state) {
                if (state == QTextToSpeech::Ready)
                    Q_EMIT ended(m_wish);
                else if (state == QTextToSpeech::Error)
                    Q_EMIT failed(SpeechFault::Broken, m_wish);
            });
            return;
        }
    }

    static bool useLanguage(QTextToSpeech &engine)
    {
        const QList<QLocale> spoken = engine.availableLocales();
        for (const QLocale::Language wanted : {QLocale().language(), QLocale::English}) {
            for (const QLocale &each : spoken) {
                if (each.language() == wanted) {
                    engine.setLocale(each);
                    return !engine.availableVoices().isEmpty();
                }
            }
        }
        return !spoken.isEmpty() && !engine.availableVoices().isEmpty();
    }

    QTextToSpeech *m_engine = nullptr;
    quint64 m_wish = 0;
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
        m_thread->quit(); // nobody waits for it: an engine that hangs is left to itself
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
