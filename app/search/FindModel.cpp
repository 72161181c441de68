// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/FindModel.h"

#include <QDate>

#include <algorithm>

namespace jackdaw {

namespace {

using namespace std::chrono_literals;

/// An archive that is being fetched changes a chat many times a second.
constexpr auto refreshPause = 250ms;

} // namespace

FindModel::FindModel(SearchThread &thread, QObject *parent) : QObject(parent), m_thread(thread)
{
    connect(&m_watcher, &QFutureWatcherBase::finished, this, &FindModel::take);
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(refreshPause);
    connect(&m_refresh, &QTimer::timeout, this, &FindModel::ask);
}

void FindModel::setQuery(ConversationId conversation, const QString &text, MessageId first)
{
    if (conversation == m_conversation && text == m_text && !first.isValid()) {
        return;
    }
    m_conversation = conversation;
    m_text = text;
    m_query = SearchQuery::parse(text, QDate::currentDate());
    m_match = SearchMatch(m_query);
    m_first = first;
    m_fresh = true;
    m_error.reset();
    if (m_match.isEmpty() || !conversation.isValid()) {
        m_watcher.cancel();
        m_places.clear();
        m_current = -1;
        m_more = false;
        m_incomplete = false;
    } else {
        ask();
    }
    Q_EMIT changed();
}

void FindModel::ask()
{
    m_refresh.stop();
    m_watcher.cancel();
    m_watcher.setFuture(m_thread.find(m_conversation, m_query, limit));
}

void FindModel::take()
{
    if (m_watcher.isCanceled() || m_watcher.future().resultCount() == 0) {
        return;
    }
    const SearchReader::Places found = m_watcher.result();
    const Occurrence before = m_current < 0 ? Occurrence() : m_places[m_current];
    m_error = found.error;
    m_more = found.more;
    m_incomplete = found.isIncomplete;
    m_places.clear();
    for (const SearchReader::Place &place : found.places) {
        for (int ordinal = 0; ordinal < place.count; ++ordinal) {
            m_places.append({place.message, ordinal});
        }
    }
    const auto at = [this](MessageId message, int ordinal) {
        const auto place = std::find_if(m_places.cbegin(), m_places.cend(), [&](const Occurrence &one) {
            return one.message == message && one.ordinal == ordinal;
        });
        return place == m_places.cend() ? -1 : int(place - m_places.cbegin());
    };
    const bool fresh = std::exchange(m_fresh, false);
    m_current = fresh ? at(std::exchange(m_first, {}), 0) : at(before.message, before.ordinal);
    if (m_current < 0) {
        m_current = int(m_places.size()) - 1;
    }
    Q_EMIT changed();
    if (fresh && m_current >= 0) {
        Q_EMIT currentChanged(currentMessage());
    }
}

void FindModel::step(int by)
{
    if (m_places.isEmpty()) {
        return;
    }
    const int count = int(m_places.size());
    m_current = ((m_current + by) % count + count) % count;
    Q_EMIT changed();
    Q_EMIT currentChanged(currentMessage());
}

void FindModel::refresh(ConversationId conversation)
{
    if (conversation == m_conversation && !m_match.isEmpty() && !m_refresh.isActive()) {
        m_refresh.start();
    }
}

void FindModel::setIndex(const SearchProgress &progress)
{
    // One that begins anew finds less than it did, which is no news for who looks at a place.
    if (m_incomplete || (progress.building && m_places.isEmpty())) {
        refresh(m_conversation);
    }
}

} // namespace jackdaw
