// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/SearchThread.h"

#include "storage/ReadConnection.h"

#include <QPromise>

namespace jackdaw {

struct SearchThread::Reading : QObject
{
    explicit Reading(const QString &file) : connection(file), reader(connection) {}

    ReadConnection connection; // opened by the first query, which runs on the thread
    SearchReader reader;
};

SearchThread::SearchThread(QString databaseFile, QObject *parent)
    : QObject(parent), m_file(std::move(databaseFile)), m_ending(std::make_shared<std::atomic<bool>>(false))
{
    m_thread.setObjectName(QStringLiteral("search"));
}

SearchThread::~SearchThread()
{
    *m_ending = true;
    m_thread.quit();
    m_thread.wait();
}

template<class T, class Work>
QFuture<T> SearchThread::start(Work work)
{
    if (!m_reading) {
        m_reading = new Reading(m_file);
        m_reading->moveToThread(&m_thread);
        connect(&m_thread, &QThread::finished, m_reading, &QObject::deleteLater);
        m_thread.start();
    }
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    QFuture<T> future = promise->future();
    QMetaObject::invokeMethod(m_reading, [promise, reading = m_reading, ending = m_ending, work = std::move(work)] {
        const auto cancelled = [&] { return promise->isCanceled() || *ending; };
        if (!cancelled()) {
            work(reading->reader, *promise, cancelled);
        }
        promise->finish();
    }, Qt::QueuedConnection);
    return future;
}

QFuture<SearchBatch> SearchThread::search(const SearchRequest &request)
{
    return start<SearchBatch>([request](const SearchReader &reader, QPromise<SearchBatch> &promise, const auto &cancelled) {
        reader.search(request, cancelled, [&](SearchBatch batch) { promise.addResult(std::move(batch)); });
    });
}

QFuture<SearchReader::Places> SearchThread::find(ConversationId conversation, const SearchQuery &query, int limit)
{
    return start<SearchReader::Places>([=](const SearchReader &reader, QPromise<SearchReader::Places> &promise, const auto &cancelled) {
        promise.addResult(reader.find(conversation, query, limit, cancelled));
    });
}

QFuture<SearchProgress> SearchThread::progress()
{
    return start<SearchProgress>([](const SearchReader &reader, QPromise<SearchProgress> &promise, const auto &) {
        promise.addResult(reader.progress());
    });
}

} // namespace jackdaw
