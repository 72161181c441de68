// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search/SearchThread.h"

#include <QFutureWatcher>
#include <QObject>
#include <QTimer>

namespace jackdaw {

/// What is looked for in one chat: every place where the words stand, and which of them is looked at. Places are
/// counted from the oldest. Owned by the composition root, GUI thread; asks SearchThread, follows ChatDoor. Scrolls
/// nothing and marks nothing: views do.
class FindModel : public QObject
{
    Q_OBJECT
public:
    /// So many messages of one chat are stepped through, the newest ones.
    static constexpr int limit = 1000;

    explicit FindModel(SearchThread &thread, QObject *parent = nullptr);

    /// Looks for `text`; the newest place is looked at first, or the first one in `first` where that has one.
    void setQuery(ConversationId conversation, const QString &text, MessageId first = {});
    void clear() { setQuery({}, {}); }
    /// Goes on from the place that is looked at, round the ends: 1 to the next, newer one, -1 to the one before.
    void step(int by);

    ConversationId conversation() const { return m_conversation; }
    const QString &text() const { return m_text; }
    bool isSearching() const { return m_watcher.isRunning(); }
    int count() const { return int(m_places.size()); }
    bool hasMore() const { return m_more; }  ///< there are older ones that are not counted
    bool isIncomplete() const { return m_incomplete; } ///< older messages of the chat are not in the index yet
    int position() const { return m_current + 1; } ///< 1 is the oldest; 0: none
    MessageId currentMessage() const { return m_current < 0 ? MessageId() : m_places[m_current].message; }
    int currentInMessage() const { return m_current < 0 ? -1 : m_places[m_current].ordinal; }
    /// For marking the words.
    const SearchMatch &match() const { return m_match; }
    const std::optional<Error> &error() const { return m_error; }

public Q_SLOTS:
    /// Messages of this chat came, changed or went.
    void refresh(jackdaw::ConversationId conversation);
    /// The index goes on: what was not found may be found now.
    void setIndex(const jackdaw::SearchProgress &progress);

Q_SIGNALS:
    /// The words, the places, or which of them is looked at.
    void changed();
    /// Another place is to be looked at.
    void currentChanged(jackdaw::MessageId message);

private:
    struct Occurrence { MessageId message; int ordinal = 0; };
    void ask();
    void take();

    SearchThread &m_thread;
    ConversationId m_conversation;
    QString m_text;
    SearchQuery m_query;
    SearchMatch m_match;
    QList<Occurrence> m_places;
    int m_current = -1;
    bool m_more = false;
    bool m_incomplete = false;
    bool m_fresh = false; ///< the answer is the first one to this text
    MessageId m_first;
    std::optional<Error> m_error;
    QFutureWatcher<SearchReader::Places> m_watcher;
    QTimer m_refresh;
};

} // namespace jackdaw
