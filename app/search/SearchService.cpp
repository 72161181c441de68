// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/SearchService.h"

#include "base/Log.h"
#include "storage/Database.h"

namespace jackdaw {

namespace {

using namespace std::chrono_literals;

/// After an error, on a full disk say.
constexpr auto retryAfter = 60s;

} // namespace

SearchService::SearchService(Database &database, QObject *parent) : QObject(parent), m_database(database), m_store(database)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &SearchService::buildNext);
    m_database.setBeforeCommit([this] {
        // Whatever ails the index, the messages are stored: what it lacks stays noted beside it, and is tried again.
        const Status indexed = m_store.indexChanged();
        if (!indexed) {
            qCWarning(log::storage) << "the index for searching waits:" << indexed.error().detail;
            m_next.start(retryAfter);
        } else if (m_store.hasBacklog() && !m_next.isActive()) {
            m_next.start(0);
        }
        return Status(Done{});
    });
}

SearchService::~SearchService()
{
    m_database.setBeforeCommit({});
}

void SearchService::start()
{
    const auto progress = m_store.progress();
    if (!progress) {
        qCWarning(log::storage) << "the index for searching cannot be read:" << progress.error().detail;
        return;
    }
    tell(*progress);
    if (progress->building) {
        m_next.start(0);
    }
}

void SearchService::buildNext()
{
    const auto progress = m_store.buildSlice(sliceSize);
    if (!progress) {
        qCWarning(log::storage) << "the index for searching waits:" << progress.error().detail;
        m_next.start(retryAfter);
        return;
    }
    tell(*progress);
    if (progress->building) {
        m_next.start(0);
    }
}

void SearchService::tell(const SearchProgress &progress)
{
    if (std::exchange(m_progress, progress) != progress) {
        Q_EMIT progressChanged(progress);
    }
}

} // namespace jackdaw
