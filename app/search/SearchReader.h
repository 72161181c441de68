// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"
#include "search/SearchMatch.h"
#include "search/SearchProgress.h"

#include <functional>

QT_BEGIN_NAMESPACE
class QSqlQuery;
QT_END_NAMESPACE

namespace jackdaw {

class ReadConnection;
struct SearchName;
struct SearchPlan;

/// One message that a search found. A plain value: any thread.
struct SearchHit
{
    MessageId message;
    ConversationId conversation;
    AccountId account;
    Direction direction = Direction::Incoming;
    BareJid sender;
    QString nick;                  ///< in a room: the nickname of then
    qint64 time = 0;
    QString fileName;              ///< where the message is a file
    SearchMatch::Snippet snippet;  ///< of its text, or of the file's name
    std::optional<QString> spoiler; ///< its sender hid the text behind these words (XEP-0382)

    friend bool operator==(const SearchHit &, const SearchHit &) = default;
};

/// A part of what a search found, as it is found.
struct SearchBatch
{
    QList<SearchHit> hits;
    enum class Take { Append, Replace } take = Take::Append; ///< Replace: this is all there is so far (most relevant)
    bool last = false;             ///< nothing follows for this request
    MessageId next;                ///< where the next page begins; invalid at the end
    QList<SearchProblem> problems; ///< names that nobody has; with the first batch
    std::optional<Error> error;
};

/// What is asked of a SearchReader.
struct SearchRequest
{
    SearchQuery query;
    enum class Order { NewestFirst, MostRelevant } order = Order::NewestFirst;
    MessageId before; ///< the page below this one; invalid: the first
    int limit = 50;
};

/// Answers searches out of the full-text index and the messages. Newest first costs the same however many there are; "most
/// relevant" looks at every match, or at the newest 20,000. For one thread, that of its connection (SearchThread's); asks `cancelled` between rows,
/// and is done some ms after it says yes. Never writes.
class SearchReader
{
public:
    using Cancelled = std::function<bool()>;
    using Found = std::function<void(SearchBatch)>;

    explicit SearchReader(const ReadConnection &connection) : m_connection(connection) {}

    /// Hands over batches as they are found: the first ones soon, the last one with `last`. After a cancel nothing follows.
    void search(const SearchRequest &request, const Cancelled &cancelled, const Found &found) const;

    /// The newest `limit` messages of one chat that match, oldest first, and how often the words stand in each.
    struct Place { MessageId message; int count = 1; };
    struct Places
    {
        QList<Place> places;
        bool more = false;
        bool isIncomplete = false; ///< older messages of the chat are not in the index yet
        std::optional<Error> error;
    };
    Places find(ConversationId conversation, const SearchQuery &query, int limit, const Cancelled &cancelled) const;

    SearchProgress progress() const;

private:
    class Walk;
    QList<SearchName> names() const;
    void searchNewest(const SearchRequest &request, const SearchPlan &plan, const Cancelled &cancelled, const Found &found) const;
    void searchBest(const SearchRequest &request, const SearchPlan &plan, const Cancelled &cancelled, const Found &found) const;
    static std::optional<SearchHit> toHit(const QSqlQuery &row, const SearchPlan &plan, const SearchMatch &match);
    std::optional<SearchHit> hit(qint64 message, const SearchPlan &plan, const SearchMatch &match) const;

    const ReadConnection &m_connection;
};

} // namespace jackdaw
