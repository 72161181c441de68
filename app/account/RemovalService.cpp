// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/RemovalService.h"

#include "base/Async.h"
#include "base/Log.h"

#include <algorithm>
#include <utility>

namespace jackdaw {

namespace {

using namespace std::chrono_literals;

/// After an error, on a full disk say.
constexpr auto retryAfter = 60s;
/// As long as somebody reads what the write-ahead log holds, say: twice as long each time.
constexpr auto shortestPause = 50ms;
constexpr auto longestPause = 12800ms;

} // namespace

RemovalService::RemovalService(Database &database, RemovalStore::RemoveFiles files, QObject *parent)
    : QObject(parent), m_store(database), m_files(std::move(files))
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &RemovalService::next);
}

RemovalService::~RemovalService()
{
    answer(Error{ErrorKind::Cancelled, QStringLiteral("the program ends"), {}});
}

bool RemovalService::start()
{
    const auto pending = m_store.isPending();
    if (pending && !*pending) {
        return false;
    }
    m_store.lookAgain(); // who asks has deleted something
    m_meetings = 0;
    m_next.start(0);
    return true;
}

QFuture<Status> RemovalService::finished()
{
    if (!start()) {
        return ready<Done>(Done{});
    }
    m_waiting.emplace_back().start();
    return m_waiting.back().future();
}

std::chrono::milliseconds RemovalService::pauseAfter(int meetings)
{
    return std::min<std::chrono::milliseconds>(shortestPause * (1 << std::clamp(meetings - 1, 0, 16)), longestPause);
}

void RemovalService::next()
{
    const auto step = m_store.step(m_files);
    if (!step) {
        qCWarning(log::storage) << "what was removed is not gone yet:" << step.error().detail;
        m_next.start(retryAfter);
        tell({true, m_progress.percent, step.error()});
        answer(step.error());
        return;
    }
    tell(step->progress);
    m_meetings = step->stage == RemovalStore::Stage::Log ? m_meetings + 1 : 0;
    if (step->stage == RemovalStore::Stage::Done) {
        answer(Done{});
    } else {
        m_next.start(m_meetings > 0 ? pauseAfter(m_meetings) : 0ms);
    }
}

void RemovalService::tell(const RemovalProgress &progress)
{
    if (std::exchange(m_progress, progress) != progress) {
        Q_EMIT progressChanged(progress);
    }
}

void RemovalService::answer(const Status &status)
{
    for (QPromise<Status> &each : std::exchange(m_waiting, {})) {
        each.addResult(status);
        each.finish();
    }
}

} // namespace jackdaw
