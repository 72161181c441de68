// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/EngineDoor.h"

#include <QList>
#include <QObject>
#include <functional>
#include <memory>

namespace jackdaw {

/// Loads the engine module once the window is painted, so that its libraries (QXmpp, QtNetwork) cost the start nothing,
/// and keeps what is wanted from it until then. Owned by AppContext, GUI thread. The libraries are read on the pool. It
/// never waits for them, and never loads twice.
class EngineLoader : public QObject
{
    Q_OBJECT
public:
    explicit EngineLoader(EngineOptions options, QObject *parent = nullptr);
    ~EngineLoader() override;

    enum class State { Idle, Loading, Ready, Failed };
    State state() const { return m_state; }
    /// nullptr until loaded.
    EngineDoor *engine() const { return m_engine.get(); }
    /// Why it failed, as the linker says it.
    QString failure() const { return m_failure; }

    void load();
    /// Ends every stream and joins the engine thread (EngineDoor). What is wanted afterwards is dropped.
    void shutDown();

    /// Runs `wish` as soon as there is an engine; drops it if there never is one, or if `context` goes first.
    void whenEngine(QObject *context, std::function<void(EngineDoor &)> wish);
    /// The same for what listens, and for states that end with the program: quitting does not load an engine for it.
    void meetEngine(QObject *context, std::function<void(EngineDoor &)> meeting);
    /// Runs `lost` if there will be none. At once if that is known already.
    void whenNoEngine(QObject *context, std::function<void()> lost);

Q_SIGNALS:
    /// The doors are there and nothing has started yet: connect to them now.
    void made(jackdaw::EngineDoor &engine);
    void started();
    void failed(const QString &why);

private:
    struct Wish;
    enum class Quitting { CarriesOut, Drops };

    static QString moduleFile();
    void keep(QObject *context, std::function<void(EngineDoor &)> wish, Quitting quitting);
    void make(const QString &file);
    void fail(const QString &why);

    EngineOptions m_options;
    State m_state = State::Idle;
    QString m_failure;
    std::unique_ptr<EngineDoor> m_engine;
    QList<std::shared_ptr<Wish>> m_wishes;
};

} // namespace jackdaw
