// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/EngineLoader.h"

#include "base/Log.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLibrary>
#include <QPluginLoader>
#include <QPointer>
#include <QThreadPool>

#include <algorithm>

namespace jackdaw {

struct EngineLoader::Wish
{
    QPointer<QObject> context;
    std::function<void(EngineDoor &)> run;
    std::function<void()> lost;
    Quitting quitting = Quitting::Drops;
};

EngineLoader::EngineLoader(EngineOptions options, QObject *parent) : QObject(parent), m_options(std::move(options)) {}

EngineLoader::~EngineLoader()
{
    shutDown();
}

QString EngineLoader::moduleFile()
{
    const QDir here(QCoreApplication::applicationDirPath());
    const QString name = QStringLiteral("jackdaw-engine.so");
    for (const QString &folder : {QStringLiteral("."), QStringLiteral("../lib/jackdaw")}) {
        const QString file = QDir::cleanPath(here.filePath(folder + u'/' + name));
        if (QFileInfo::exists(file))
            return file;
    }
    return here.filePath(name);
}

void EngineLoader::load()
{
    if (m_state != State::Idle)
        return;
    m_state = State::Loading;
    const QString file = moduleFile();
    // Reading and relocating the libraries takes longer than a frame; once they are mapped, QPluginLoader finds them.
    QThreadPool::globalInstance()->start([loader = QPointer<EngineLoader>(this), file] {
        QLibrary library(file);
        library.setLoadHints(QLibrary::PreventUnloadHint);
        library.load();
        QMetaObject::invokeMethod(qApp, [loader, file] {
            if (loader)
                loader->make(file);
        }, Qt::QueuedConnection);
    });
}

void EngineLoader::make(const QString &file)
{
    if (m_state != State::Loading)
        return;
    QPluginLoader plugin(file);
    // Models on this side hold values that the module made; it stays until the process ends.
    plugin.setLoadHints(QLibrary::PreventUnloadHint);
    auto *factory = qobject_cast<EngineFactory *>(plugin.instance());
    if (!factory) {
        fail(plugin.isLoaded() ? QStringLiteral("%1 is not Jackdaw's engine.").arg(file) : plugin.errorString());
        return;
    }
    m_engine = factory->makeEngine(m_options);
    if (!m_engine) {
        fail(QStringLiteral("%1 made no engine.").arg(file));
        return;
    }
    m_state = State::Ready;
    Q_EMIT made(*m_engine);
    m_engine->start();
    Q_EMIT started();
    const auto wishes = std::exchange(m_wishes, {});
    for (const auto &wish : wishes) {
        if (wish->context && wish->run)
            wish->run(*m_engine);
    }
}

void EngineLoader::fail(const QString &why)
{
    qCWarning(log::ui) << "the engine module cannot be used:" << why;
    m_state = State::Failed;
    m_failure = why;
    Q_EMIT failed(why);
    const auto wishes = std::exchange(m_wishes, {});
    for (const auto &wish : wishes) {
        if (wish->context && wish->lost)
            wish->lost();
    }
}

void EngineLoader::shutDown()
{
    // Who types, sends and quits at once expects the text to be there next time. The engine deals with it before it stops.
    const auto carriedOut = [](const auto &wish) { return wish->context && wish->quitting == Quitting::CarriesOut; };
    if (std::ranges::any_of(m_wishes, carriedOut) && (m_state == State::Idle || m_state == State::Loading)) {
        m_state = State::Loading;
        make(moduleFile());
    }
    m_wishes.clear();
    if (m_state != State::Failed)
        m_state = State::Failed;
    m_engine.reset();
}

void EngineLoader::whenEngine(QObject *context, std::function<void(EngineDoor &)> wish)
{
    keep(context, std::move(wish), Quitting::CarriesOut);
}

void EngineLoader::meetEngine(QObject *context, std::function<void(EngineDoor &)> meeting)
{
    keep(context, std::move(meeting), Quitting::Drops);
}

void EngineLoader::keep(QObject *context, std::function<void(EngineDoor &)> wish, Quitting quitting)
{
    if (m_engine)
        wish(*m_engine);
    else if (m_state != State::Failed)
        m_wishes << std::make_shared<Wish>(Wish{context, std::move(wish), {}, quitting});
}

void EngineLoader::whenNoEngine(QObject *context, std::function<void()> lost)
{
    if (m_state == State::Failed)
        lost();
    else if (m_state != State::Ready)
        m_wishes << std::make_shared<Wish>(Wish{context, {}, std::move(lost), Quitting::Drops});
}

} // namespace jackdaw
