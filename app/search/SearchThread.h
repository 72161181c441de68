// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/SearchReader.h"

#include <QFuture>
#include <QObject>
#include <QThread>

namespace jackdaw {

/// Runs searches beside the window, one after another, on a thread and a read connection of their own. The thread begins
/// with the first search. Cancelling a future stops its search after some ms, so the newest wish never waits for stale
/// ones. Owned by the composition root, GUI thread; knows nothing of what is searched for.
class SearchThread : public QObject
{
    Q_OBJECT
public:
    explicit SearchThread(QString databaseFile, QObject *parent = nullptr);
    ~SearchThread() override;

    /// As many results as there are batches; see SearchReader::search.
    QFuture<SearchBatch> search(const SearchRequest &request);
    QFuture<SearchReader::Places> find(ConversationId conversation, const SearchQuery &query, int limit);
    QFuture<SearchProgress> progress();

private:
    struct Reading;
    template<class T, class Work> QFuture<T> start(Work work);

    QString m_file;
    QThread m_thread;
    Reading *m_reading = nullptr; ///< lives and dies on the thread
    std::shared_ptr<std::atomic<bool>> m_ending;
};

} // namespace jackdaw
