// SPDX-License-Identifier: GPL-3.0-or-later

// Builds the index over 1,000,000 messages as an update does, and searches them while pages of an archive are stored, as
// during a sync. The floor stands beside it, in the same run: FTS5 by itself over the same texts, and LIKE over the
// messages. Words are spread as in a language (Zipf, 60,000 of them), every twentieth message is Chinese.

#include "chat/MessageStore.h"
#include "search/SearchReader.h"
#include "search/SearchService.h"
#include "search/SearchText.h"
#include "storage/Database.h"
#include "storage/ReadConnection.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSqlQuery>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <vector>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace {

constexpr int vocabulary = 60'000;
constexpr int conversations = 500;
constexpr qint64 begin = 1'700'000'000'000;

class Dice
{
public:
    explicit Dice(quint64 seed) : m_state(seed * 0x9e3779b97f4a7c15ULL | 1) {}
    quint32 next()
    {
        m_state ^= m_state >> 12;
        m_state ^= m_state << 25;
        m_state ^= m_state >> 27;
        return quint32((m_state * 0x2545f4914f6cdd1dULL) >> 32);
    }
    int below(int limit) { return int((quint64(next()) * quint64(limit)) >> 32); }
    double one() { return next() / 4294967296.0; }

private:
    quint64 m_state;
};

[[noreturn]] void fail(const QString &what)
{
    std::fprintf(stderr, "search_bench: %s\n", qPrintable(what));
    std::exit(1);
}

template<class T>
T must(Result<T> result)
{
    if (!result) {
        fail(result.error().detail);
    }
    return std::move(result).value();
}

/// Words by how often they are used, and messages made of them.
class Language
{
public:
    Language()
    {
        Dice dice(7);
        static const QString letters = u"eeeeettttaaaooiinnsshhrrddlucmfwypvbgkjqxz"_s;
        for (int i = 0; i < vocabulary; ++i) {
            QString word;
            const int length = 2 + dice.below(4) + dice.below(5);
            for (int k = 0; k < length; ++k) {
                word += letters[dice.below(int(letters.size()))];
            }
            words.append(word);
            m_sums.push_back((m_sums.empty() ? 0 : m_sums.back()) + 1.0 / (i + 1));
        }
    }
    QString sentence(Dice &dice) const
    {
        if (dice.below(20) == 0) {
            QString text;
            for (int i = 2 + dice.below(40); i > 0; --i) {
                text += QChar(0x4E00 + int(3000 * dice.one() * dice.one()));
            }
            return text;
        }
        QString text;
        for (int i = 1 + int(-24 * std::log(1 - dice.one())); i > 0; --i) {
            const double place = dice.one() * m_sums.back();
            text += words[std::lower_bound(m_sums.begin(), m_sums.end(), place) - m_sums.begin()];
            text += i > 1 ? u" "_s : QString();
        }
        return text;
    }
    QStringList words;

private:
    std::vector<double> m_sums;
};

double percentile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, size_t(share * double(values.size())))];
}

/// One line of the table; `good` < 0: nothing to reach.
void line(const QString &what, const QString &value, const QString &goal = {}, int good = -1)
{
    std::printf("%s | %s | %s | %s\n", qPrintable(what), qPrintable(value), qPrintable(goal), good < 0 ? "" : good ? "met" : "missed");
    std::fflush(stdout);
}

void fill(Database &database, const Language &language, int count)
{
    must(database.transaction(Database::Durability::Normal, [&]() -> Status {
        must(database.run(u"INSERT INTO account (id, jid, user_agent) VALUES (1, 'me@harbor.example', 'bench')"_s));
        for (int i = 1; i <= conversations; ++i) {
            must(database.run(u"INSERT INTO conversation (id, account, peer) VALUES (?, 1, ?)"_s, {i, u"person%1@harbor.example"_s.arg(i)}));
        }
        Dice dice(3);
        for (int i = 0; i < count; ++i) {
            const int chat = dice.below(10) < 4 ? 1 : 1 + dice.below(conversations);
            const bool ours = dice.below(10) < 4;
            const qint64 time = begin + i * 60'000LL;
            must(database.run(u"INSERT INTO message (id, conversation, direction, state, time, sender, body) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                              {time * 4096, chat, int(ours), ours ? 3 : 5, time, ours ? u"me@harbor.example"_s : u"person%1@harbor.example"_s.arg(chat),
                               language.sentence(dice)}));
        }
        must(database.run(u"DELETE FROM search_pending"_s));
        must(database.run(u"INSERT INTO message_day (conversation, day, count) SELECT conversation, id / (4096 * 86400000), count(*) "
                          "FROM message GROUP BY 1, 2"_s));
        return Done{};
    }));
}

/// What one thing takes, by the wall and of this thread.
struct Stopwatch
{
    QElapsedTimer wall;
    double processor = 0;
    static double threadTime()
    {
        timespec now = {};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
    }
    void start()
    {
        processor = threadTime();
        wall.start();
    }
    double wallSeconds() const { return double(wall.nsecsElapsed()) / 1e9; }
    double processorSeconds() const { return threadTime() - processor; }
};

/// FTS5 by itself, fed in the same slices: no prefixes, no marks, no columns beside the text.
double buildBare(Database &database, int slice)
{
    must(database.run(u"DROP TABLE IF EXISTS bare"_s));
    must(database.run(u"CREATE VIRTUAL TABLE bare USING fts5(body, content='', tokenize='unicode61 remove_diacritics 2')"_s));
    Stopwatch clock;
    clock.start();
    qint64 reached = 0;
    for (bool more = true; more;) {
        must(database.transaction(Database::Durability::Normal, [&]() -> Status {
            QList<std::pair<qint64, QString>> rows;
            must(database.each(u"SELECT id, body FROM message WHERE id > ? ORDER BY id LIMIT ?"_s, {reached, slice},
                               [&](const QSqlQuery &row) { rows.append({row.value(0).toLongLong(), row.value(1).toString()}); }));
            for (const auto &[id, body] : std::as_const(rows)) {
                must(database.run(u"INSERT INTO bare (rowid, body) VALUES (?, ?)"_s, {id, body}));
                reached = id;
            }
            more = rows.size() == slice;
            return Done{};
        }));
    }
    return clock.processorSeconds();
}

/// Stores pages of an archive, one after the other, until it is stopped.
class Sync : public QThread
{
public:
    Sync(QString file, const Language &language) : m_file(std::move(file)), m_language(language) {}
    std::atomic<bool> stop = false;
    std::atomic<int> stored = 0;

protected:
    void run() override
    {
        auto opened = must(Database::open(m_file));
        Database &database = *opened.database;
        SearchService search(database);
        MessageStore store(database);
        Dice dice(99);
        for (qint64 page = 0; !stop; ++page) {
            must(database.transaction(Database::Durability::Normal, [&]() -> Status {
                for (int i = 0; i < 50; ++i) {
                    Message message;
                    message.conversation = ConversationId(1 + dice.below(conversations));
                    message.time = begin - (page + 1) * 600'000 + (50 - i);
                    message.sender = BareJid::fromPrepared(u"person@harbor.example"_s);
                    message.body = m_language.sentence(dice);
                    must(store.insert(message, MessageStore::Place::ByTime, MessageStore::Unread::DoNotCount));
                }
                return Done{};
            }));
            stored += 50;
        }
    }

private:
    QString m_file;
    const Language &m_language;
};

/// Milliseconds; `processor` is what the thread itself worked, which a busy machine does not change.
struct Times { std::vector<double> first; std::vector<double> whole; std::vector<double> processor; qsizetype hits = 0; };

Times measure(const SearchReader &reader, const SearchRequest &request, int runs)
{
    Times times;
    for (int i = 0; i < runs; ++i) {
        QElapsedTimer timer;
        timer.start();
        const double worked = Stopwatch::threadTime();
        double first = -1;
        qsizetype hits = 0;
        reader.search(request, [] { return false; }, [&](const SearchBatch &batch) {
            if (batch.error) {
                fail(batch.error->detail);
            }
            if (first < 0 && (!batch.hits.isEmpty() || batch.last)) {
                first = double(timer.nsecsElapsed()) / 1e6;
            }
            hits = batch.take == SearchBatch::Take::Replace ? batch.hits.size() : hits + batch.hits.size();
        });
        times.first.push_back(first);
        times.whole.push_back(double(timer.nsecsElapsed()) / 1e6);
        times.processor.push_back((Stopwatch::threadTime() - worked) * 1e3);
        times.hits = hits;
    }
    return times;
}

QString ms(double value)
{
    return QString::number(value, 'f', value < 10 ? 2 : 0) + u" ms"_s;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({{u"folder"_s, u"Where the database is kept between runs."_s, u"folder"_s, u"bench-search"_s},
                       {u"messages"_s, u"How many."_s, u"n"_s, u"1000000"_s},
                       {u"runs"_s, u"How often each search runs."_s, u"n"_s, u"50"_s}});
    parser.process(application);
    const int count = parser.value(u"messages"_s).toInt();
    const int runs = parser.value(u"runs"_s).toInt();
    QDir().mkpath(parser.value(u"folder"_s));
    const QString file = parser.value(u"folder"_s) + u"/history-%1.sqlite"_s.arg(count);
    const Language language;

    {
        // A sync of an earlier run must not be in the way of this one: each begins with the same messages.
        auto opened = must(Database::open(file));
        Database &database = *opened.database;
        if (must(database.value(u"SELECT count(*) FROM message WHERE id >= ?"_s, {begin * 4096})).toInt() != count) {
            std::fprintf(stderr, "making %d messages ...\n", count);
            must(database.run(u"DELETE FROM account"_s));
            fill(database, language, count);
        }
        must(database.run(u"DELETE FROM message WHERE id < ?"_s, {begin * 4096}));
        SearchStore store(database);
        must(store.rebuild());
        Stopwatch clock;
        clock.start();
        std::vector<double> slices;
        for (bool more = true; more;) {
            QElapsedTimer slice;
            slice.start();
            more = must(store.buildSlice(SearchService::sliceSize)).building;
            slices.push_back(double(slice.nsecsElapsed()) / 1e6);
        }
        const double ours = clock.processorSeconds();
        const double wall = clock.wallSeconds();
        const double bare = buildBare(database, SearchService::sliceSize);
        line(u"search: building the index of %1 messages"_s.arg(count),
             u"%1 messages a second (%2 of processor time)"_s.arg(qRound(count / wall)).arg(qRound(count / ours)), u">= 25000"_s,
             count / wall >= 25'000);
        line(u"search: the same with bare FTS5, in processor time"_s,
             u"%1 messages a second; ours costs %2 of it"_s.arg(qRound(count / bare)).arg(ours / bare, 0, 'f', 2));
        line(u"search: a slice of the build, median and p99"_s,
             u"%1, %2"_s.arg(ms(percentile(slices, 0.5)), ms(percentile(slices, 0.99))));
    }

    Sync sync(file, language);
    sync.start();
    while (sync.stored == 0) {
        QThread::msleep(1);
    }
    const ReadConnection connection(file);
    const SearchReader reader(connection);
    const auto ask = [&](const QString &text) {
        SearchRequest request;
        request.query = SearchQuery::parse(text, QDate(2026, 1, 1));
        return request;
    };
    const QString common = language.words[0];
    const QString medium = language.words[300];
    const QString rare = language.words[50'000];
    struct Case { QString what; QString query; };
    const QList<Case> cases{{u"a common word"_s, common + u' '}, {u"a word of the middle"_s, medium + u' '}, {u"a rare word"_s, rare + u' '},
                            {u"two letters so far"_s, u"me"_s}, {u"three letters so far"_s, u"tea"_s}, {u"a common word and two letters"_s, common + u" me"_s},
                            {u"a phrase"_s, u'"' + common + u' ' + language.words[1] + u'"'}, {u"two ideographs"_s, u"\u4E8C\u4E09"_s},
                            {u"a common word from one person"_s, common + u" from:person77@harbor.example "_s},
                            {u"a rare word in one chat"_s, medium + u" in:person77@harbor.example "_s},
                            {u"a common word before a day"_s, common + u" before:2024-03-01 "_s}};
    QElapsedTimer syncing;
    syncing.start();
    const int before = sync.stored;
    for (const Case &one : cases) {
        const Times times = measure(reader, ask(one.query), runs);
        line(u"search: %1, newest 50, median and p99"_s.arg(one.what),
             u"%1, %2; processor %3; first hits %4 (%5 hits)"_s.arg(ms(percentile(times.whole, 0.5)), ms(percentile(times.whole, 0.99)),
                                                   ms(percentile(times.processor, 0.5)), ms(percentile(times.first, 0.5))).arg(times.hits),
             u"<= 5 ms"_s, percentile(times.whole, 0.5) <= 5);
    }
    for (const Case &one : {cases[0], cases[1]}) {
        SearchRequest request = ask(one.query);
        request.order = SearchRequest::Order::MostRelevant;
        const Times times = measure(reader, request, std::max(3, runs / 10));
        line(u"search: %1, most relevant, first hits, median and worst"_s.arg(one.what),
             u"%1, %2; all weighed after %3"_s.arg(ms(percentile(times.first, 0.5)), ms(percentile(times.first, 1)), ms(percentile(times.whole, 0.5))),
             u"<= 50 ms"_s, percentile(times.first, 0.5) <= 50);
    }
    line(u"search: messages stored and indexed meanwhile"_s, u"%1 a second"_s.arg(qRound((sync.stored - before) * 1000.0 / double(syncing.elapsed()))));
    const auto plain = [&](const QString &statement, const QVariantList &values, int times) {
        std::vector<double> all;
        for (int i = 0; i < times; ++i) {
            QElapsedTimer timer;
            timer.start();
            connection.each(statement, values, [](const QSqlQuery &) {});
            all.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
        return all;
    };
    for (const auto &[what, word] : {std::pair{u"a common word"_s, common}, {u"a rare word"_s, rare}}) {
        const auto fts = plain(u"SELECT m.id, m.body FROM bare b CROSS JOIN message m ON m.id = b.rowid WHERE b.bare MATCH ? "
                               "ORDER BY b.rowid DESC LIMIT 50"_s, {word}, runs);
        line(u"search: %1, bare FTS5, newest 50"_s.arg(what), ms(percentile(fts, 0.5)));
        const auto like = plain(u"SELECT id, body FROM message WHERE body LIKE ? ORDER BY id DESC LIMIT 50"_s,
                                {u'%' + word + u'%'}, word == rare ? 3 : runs);
        line(u"search: %1, LIKE, newest 50"_s.arg(what), ms(percentile(like, 0.5)));
    }
    sync.stop = true;
    sync.wait();
    return 0;
}
