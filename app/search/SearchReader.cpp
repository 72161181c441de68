// SPDX-License-Identifier: GPL-3.0-or-later
#include "search/SearchReader.h"

#include "base/FoldedText.h"
#include "search/IndexEntry.h"
#include "search/SearchPlan.h"
#include "storage/ReadConnection.h"

#include <QElapsedTimer>
#include <QSet>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <algorithm>
#include <queue>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int firstBatch = 20;         ///< what fits on a screen
constexpr qint64 batchEvery = 30;      ///< ms between batches of a search that finds little
constexpr int bestLimit = 200;         ///< "most relevant" shows no more
constexpr int weighedLimit = 20'000;   ///< and looks at no more, the newest ones: some 200 ms

/// How much a match counts by where it stands: text, sender, file name, link, mark.
const QString weights = u"8.0, 2.0, 6.0, 3.0, 0.0"_s;

/// What toHit() reads. A megabyte of text is not read for a line of it.
const QString hitColumns = u"m.id, m.conversation, c.account, m.direction, m.sender, m.time, substr(m.body, 1, 20000), m.spoiler, m.nick, m.attached, "
                           "CASE WHEN m.attached THEN (SELECT CASE a.kind WHEN 4 THEN a.description ELSE a.name END "
                           "FROM attachment a WHERE a.message = m.id) END"_s;

} // namespace

std::optional<SearchHit> SearchReader::toHit(const QSqlQuery &row, const SearchPlan &plan, const SearchMatch &match)
{
    const QString body = row.value(6).toString();
    if (body.isEmpty()) {
        return std::nullopt; // it was taken back
    }
    SearchHit found;
    found.message = MessageId(row.value(0).toLongLong());
    found.conversation = ConversationId(row.value(1).toLongLong());
    found.account = AccountId(row.value(2).toLongLong());
    found.direction = Direction(row.value(3).toInt());
    found.sender = BareJid::fromPrepared(row.value(4).toString());
    if (!plan.takes(found.direction, found.sender)) {
        return std::nullopt;
    }
    found.time = row.value(5).toLongLong();
    if (!row.isNull(7)) {
        found.spoiler = row.value(7).toString();
    }
    found.nick = row.value(8).toString();
    std::optional<IndexSource::File> file;
    if (const int attached = row.value(9).toInt(); attached > 0) {
        file = IndexSource::File{Attachment::Kind(attached - 1), row.value(10).toString()};
    }
    if (file && file->kind == Attachment::Kind::Sticker) {
        found.snippet = match.snippet(Message::saysMore(body) ? body : file->name);
        return found;
    }
    found.fileName = fileNameOf(body, file);
    found.snippet = match.snippet(found.fileName.isEmpty() ? body : found.fileName);
    return found;
}

std::optional<SearchHit> SearchReader::hit(qint64 message, const SearchPlan &plan, const SearchMatch &match) const
{
    std::optional<SearchHit> one;
    m_connection.each(u"SELECT "_s + hitColumns + u" FROM message m CROSS JOIN conversation c ON c.id = m.conversation WHERE m.id = ?"_s,
                      {message}, [&](const QSqlQuery &row) { one = toHit(row, plan, match); });
    return one;
}

/// The ids that a plan finds below `highest`, newest first, one by one.
class SearchReader::Walk
{
public:
    Walk(const ReadConnection &connection, const SearchPlan &plan, qint64 highest, const Cancelled &cancelled)
        : m_connection(connection), m_plan(plan), m_cancelled(cancelled)
    {
        const QVariantList range{plan.lowest, highest};
        if (!plan.among.isEmpty()) {
            connection.each(plan.among + u" AND +id >= ? AND +id <= ? ORDER BY +id DESC"_s, range,
                            [this](const QSqlQuery &row) { m_ids.append(row.value(0).toLongLong()); });
            m_error = connection.lastError();
        } else if (plan.match.isEmpty()) {
            m_rows = connection.run(u"SELECT "_s + hitColumns + u" FROM message m CROSS JOIN conversation c ON c.id = m.conversation "
                                    "WHERE m.id >= ? AND m.id <= ? ORDER BY m.id DESC"_s, range);
        } else {
            // In one statement with what is shown of them: a statement a row costs more than finding it.
            m_rows = connection.run(u"SELECT "_s + hitColumns + u" FROM message_search s CROSS JOIN message m ON m.id = s.rowid "
                                    "CROSS JOIN conversation c ON c.id = m.conversation WHERE s.message_search MATCH ? "
                                    "AND s.rowid >= ? AND s.rowid <= ? ORDER BY s.rowid DESC"_s, QVariantList{plan.match} + range);
        }
        m_error = connection.lastError();
    }
    ~Walk()
    {
        if (m_rows) {
            m_rows->finish();
        }
    }
    Q_DISABLE_COPY_MOVE(Walk)

    /// Nothing: the end, an error or a cancel.
    std::optional<qint64> next()
    {
        if (m_cancelled() || m_error) {
            return std::nullopt;
        }
        if (!m_plan.among.isEmpty()) {
            return m_plan.match.isEmpty() ? nextOfList() : nextOfBoth();
        }
        if (m_rows && m_rows->next()) {
            return m_rows->value(0).toLongLong();
        }
        if (m_rows && m_rows->lastError().isValid()) {
            m_error = Error{ErrorKind::Storage, m_rows->lastError().text(), {}};
        }
        return std::nullopt;
    }
    /// What next() went to, with hitColumns; nullptr where it has but the id.
    const QSqlQuery *row() const { return m_rows; }
    const std::optional<Error> &error() const { return m_error; }

private:
    std::optional<qint64> nextOfList() { return m_at < m_ids.size() ? std::optional(m_ids[m_at++]) : std::nullopt; }

    /// Each of the two says how far the other may leap, so that neither a common word nor a long list is walked whole.
    std::optional<qint64> nextOfBoth()
    {
        while (m_at < m_ids.size() && !m_cancelled()) {
            std::optional<qint64> match;
            m_connection.each(u"SELECT rowid FROM message_search WHERE message_search MATCH ? AND rowid >= ? AND rowid <= ? "
                              "ORDER BY rowid DESC LIMIT 1"_s, {m_plan.match, m_plan.lowest, m_ids[m_at]},
                              [&](const QSqlQuery &row) { match = row.value(0).toLongLong(); });
            m_error = m_connection.lastError();
            if (!match || m_error) {
                break;
            }
            m_at = std::lower_bound(m_ids.cbegin() + m_at, m_ids.cend(), *match, std::greater<>()) - m_ids.cbegin();
            if (m_at < m_ids.size() && m_ids[m_at] == *match) {
                return m_ids[m_at++];
            }
        }
        return std::nullopt;
    }

    const ReadConnection &m_connection;
    const SearchPlan &m_plan;
    const Cancelled &m_cancelled;
    QSqlQuery *m_rows = nullptr;
    QList<qint64> m_ids; ///< descending
    qsizetype m_at = 0;
    std::optional<Error> m_error;
};

QList<SearchName> SearchReader::names() const
{
    QList<SearchName> all;
    // As it is shown, and offered to be looked for (Contact::shownName).
    m_connection.each(u"SELECT v.id, v.peer, CASE c.name WHEN '' THEN c.own_name ELSE c.name END "
                      "FROM conversation v LEFT JOIN contact c "
                      "ON c.account = v.account AND c.jid = v.peer"_s, {}, [&](const QSqlQuery &row) {
        all.append({ConversationId(row.value(0).toLongLong()), BareJid::fromPrepared(row.value(1).toString()),
                    foldedText(row.value(2).toString())});
    });
    return all;
}

void SearchReader::search(const SearchRequest &request, const Cancelled &cancelled, const Found &found) const
{
    const SearchPlan plan = SearchPlan::make(request.query, [this] { return names(); });
    if (cancelled()) {
        return;
    }
    if (m_connection.lastError() || plan.impossible) {
        SearchBatch nothing;
        nothing.last = true;
        nothing.problems = plan.problems;
        nothing.error = m_connection.lastError();
        found(std::move(nothing));
        return;
    }
    // Without words there is nothing to weigh.
    if (request.order == SearchRequest::Order::MostRelevant && !request.query.terms.isEmpty()) {
        searchBest(request, plan, cancelled, found);
    } else {
        searchNewest(request, plan, cancelled, found);
    }
}

void SearchReader::searchNewest(const SearchRequest &request, const SearchPlan &plan, const Cancelled &cancelled, const Found &found) const
{
    const SearchMatch match(request.query);
    const qint64 highest = request.before.isValid() ? std::min(plan.highest, request.before.value() - 1) : plan.highest;
    SearchBatch batch;
    batch.problems = plan.problems;
    QElapsedTimer sinceBatch;
    sinceBatch.start();
    Walk walk(m_connection, plan, highest, cancelled);
    MessageId reached;
    int count = 0;
    bool more = false;
    while (const auto id = walk.next()) {
        if (count == request.limit) {
            more = true;
            break;
        }
        reached = MessageId(*id);
        if (auto one = walk.row() ? toHit(*walk.row(), plan, match) : hit(*id, plan, match)) { // else it was deleted since, or is of another sender
            batch.hits.append(*std::move(one));
        }
        ++count;
        if (count == firstBatch || (!batch.hits.isEmpty() && sinceBatch.elapsed() >= batchEvery)) {
            found(std::exchange(batch, {}));
            sinceBatch.restart();
        }
    }
    if (cancelled()) {
        return;
    }
    batch.error = walk.error();
    batch.last = true;
    batch.next = more ? reached : MessageId();
    found(std::move(batch));
}

void SearchReader::searchBest(const SearchRequest &request, const SearchPlan &plan, const Cancelled &cancelled, const Found &found) const
{
    // bm25() begins by counting every match, which takes its time for a common word: the newest stand in until then.
    SearchRequest newest = request;
    newest.limit = firstBatch;
    SearchBatch first;
    searchNewest(newest, plan, cancelled, [&](SearchBatch batch) { first.hits += batch.hits; });
    if (cancelled()) {
        return;
    }
    first.take = SearchBatch::Take::Replace;
    found(std::move(first));

    QSet<qint64> among;
    if (!plan.among.isEmpty()) {
        m_connection.each(plan.among, {}, [&](const QSqlQuery &row) { among.insert(row.value(0).toLongLong()); });
    }
    struct Ranked {
        double rank; // smaller is better (sqlite.org/fts5.html, 5.1.1)
        qint64 id;
        bool operator<(const Ranked &other) const { return rank != other.rank ? rank < other.rank : id > other.id; }
    };
    // By rowid, so that rows come one by one and a newer wish can stop it; the best are kept here.
    std::priority_queue<Ranked> best;
    QSqlQuery *rows = m_connection.run(u"SELECT rowid, bm25(message_search, "_s + weights + u") FROM message_search "
                                       "WHERE message_search MATCH ? AND rowid >= ? AND rowid <= ? ORDER BY rowid DESC LIMIT ?"_s,
                                       {plan.match, plan.lowest, plan.highest, plan.among.isEmpty() ? weighedLimit : -1});
    while (rows && rows->next()) {
        if (cancelled()) {
            rows->finish();
            return;
        }
        const qint64 id = rows->value(0).toLongLong();
        if (!plan.among.isEmpty() && !among.contains(id)) {
            continue;
        }
        best.push({rows->value(1).toDouble(), id});
        if (best.size() > size_t(bestLimit)) {
            best.pop();
        }
    }
    SearchBatch batch;
    batch.take = SearchBatch::Take::Replace;
    batch.last = true;
    batch.problems = plan.problems;
    batch.error = m_connection.lastError();
    if (rows) {
        if (rows->lastError().isValid()) {
            batch.error = Error{ErrorKind::Storage, rows->lastError().text(), {}};
        }
        rows->finish();
    }
    QList<Ranked> sorted;
    for (; !best.empty(); best.pop()) {
        sorted.prepend(best.top());
    }
    const SearchMatch match(request.query);
    for (const Ranked &ranked : std::as_const(sorted)) {
        if (cancelled()) {
            return;
        }
        if (auto one = hit(ranked.id, plan, match)) {
            batch.hits.append(*std::move(one));
        }
    }
    found(std::move(batch));
}

SearchReader::Places SearchReader::find(ConversationId conversation, const SearchQuery &query, int limit,
                                        const Cancelled &cancelled) const
{
    Places places;
    const QString match = SearchPlan::matchInChat(query, conversation);
    if (match.isEmpty()) {
        return places;
    }
    const SearchMatch shown(query);
    QSqlQuery *rows = m_connection.run(u"SELECT s.rowid, substr(m.body, 1, 20000) FROM message_search s CROSS JOIN message m ON m.id = s.rowid "
                                       "WHERE s.message_search MATCH ? ORDER BY s.rowid DESC LIMIT ?"_s, {match, limit + 1});
    while (rows && rows->next()) {
        if (cancelled()) {
            rows->finish();
            return {};
        }
        // What only a link's hidden part or a file's name says is one place.
        const qsizetype count = shown.rangesIn(rows->value(1).toString()).size();
        places.places.prepend({MessageId(rows->value(0).toLongLong()), std::max(1, int(count))});
    }
    places.error = m_connection.lastError();
    if (rows) {
        rows->finish();
    }
    m_connection.each(u"SELECT EXISTS (SELECT 1 FROM message WHERE conversation = ? AND id < (SELECT down_to FROM search_build)) OR EXISTS "
                      "(SELECT 1 FROM search_pending p CROSS JOIN message m ON m.id = p.message WHERE m.conversation = ?)"_s,
                      {conversation.value(), conversation.value()}, [&](const QSqlQuery &row) { places.isIncomplete = row.value(0).toBool(); });
    places.more = places.places.size() > limit;
    if (places.more) {
        places.places.removeFirst();
    }
    return places;
}

SearchProgress SearchReader::progress() const
{
    SearchProgress progress;
    m_connection.each(u"SELECT down_to, done, total FROM search_build"_s, {}, [&](const QSqlQuery &row) {
        progress.building = row.value(0).toLongLong() > 0;
        progress.done = row.value(1).toLongLong();
        progress.total = std::max(row.value(2).toLongLong(), progress.done);
    });
    return progress;
}

} // namespace jackdaw
