// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/RemovalStore.h"

#include <QFuture>
#include <QObject>
#include <QPromise>
#include <QTimer>

#include <chrono>
#include <vector>

namespace jackdaw {

/// Has what was removed taken off the disk, step by step, between which the engine does its other work; goes on after a
/// restart, and after an error a while later; who is in the way is waited for, longer each time. Owned by EngineCore, engine
/// thread. Never touches keys, passwords and files itself: those are the engine's part.
class RemovalService : public QObject
{
    Q_OBJECT
public:
    RemovalService(Database &database, RemovalStore::RemoveFiles files, QObject *parent = nullptr);
    ~RemovalService() override;

    RemovalStore &store() { return m_store; }
    /// Goes on with what is left. Value: there is something.
    bool start();
    /// Ends when nothing is left, with the error that keeps it from that, or Cancelled where the program ends before: the next
    /// run goes on then.
    QFuture<Status> finished();
    /// How long it rests after it met somebody in the way so many times in a row, from 1.
    static std::chrono::milliseconds pauseAfter(int meetings);

Q_SIGNALS:
    void progressChanged(const jackdaw::RemovalProgress &progress);

private:
    void next();
    void tell(const RemovalProgress &progress);
    void answer(const Status &status);

    RemovalStore m_store;
    RemovalStore::RemoveFiles m_files;
    RemovalProgress m_progress;
    int m_meetings = 0; ///< with who is in the way, in a row
    QTimer m_next;
    std::vector<QPromise<Status>> m_waiting;
};

} // namespace jackdaw
