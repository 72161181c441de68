// SPDX-License-Identifier: GPL-3.0-or-later

// Fills a profile with made-up people and history for benchmarks and tests of the window: texts, and among them answers,
// reactions, corrections, tombstones, files and spoilers. The same arguments give the same rows, byte by byte. A million
// messages take some twenty seconds: plain SQL, one transaction, indexes afterwards.

#include "storage/Database.h"
#include "storage/Profile.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QStringList>
#include <QVariant>

#include <algorithm>
#include <cstdio>
#include <map>
#include <vector>

using namespace jackdaw;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 keysAMillisecond = 4096; // base/Ids.h, MessageId
constexpr qint64 day = 86'400'000;
constexpr int groups = 20;
constexpr int maximumConversations = 500;
constexpr int unreadConversations = 6;

struct Wish
{
    QString folder;
    QString account;
    int contacts = 0;
    int messages = 0;
    int bigConversation = 0;
    qint64 until = 0;
    int days = 0;
    bool kinds = true;
};

/// A small generator whose numbers are the same everywhere and for ever (xorshift64*).
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

private:
    quint64 m_state;
};

[[noreturn]] void fail(const QString &what)
{
    std::fprintf(stderr, "jackdaw-make-history: %s\n", qPrintable(what));
    std::exit(1);
}

class Sql
{
public:
    explicit Sql(const QString &file) : m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s))
    {
        m_database.setDatabaseName(file);
        if (!m_database.open()) {
            fail(m_database.lastError().text());
        }
    }
    void run(const QString &statement)
    {
        QSqlQuery query(m_database);
        if (!query.exec(statement)) {
            fail(statement + u": "_s + query.lastError().text());
        }
    }
    QSqlQuery prepare(const QString &statement)
    {
        QSqlQuery query(m_database);
        if (!query.prepare(statement)) {
            fail(statement + u": "_s + query.lastError().text());
        }
        return query;
    }
    qint64 number(const QString &statement)
    {
        QSqlQuery query(m_database);
        if (!query.exec(statement) || !query.next()) {
            fail(statement + u": "_s + query.lastError().text());
        }
        return query.value(0).toLongLong();
    }
    QStringList texts(const QString &statement)
    {
        QSqlQuery query(m_database);
        query.exec(statement);
        QStringList all;
        while (query.next()) {
            all.append(query.value(0).toString());
        }
        return all;
    }

private:
    QSqlDatabase m_database;
};

template<class... Values>
void put(QSqlQuery &query, const Values &...values)
{
    int at = 0;
    (query.bindValue(at++, values), ...);
    if (!query.exec()) {
        fail(query.lastError().text());
    }
}

QString personName(int person)
{
    static const QStringList first{u"Mara"_s, u"Tomas"_s, u"Ines"_s, u"Owen"_s, u"Priya"_s, u"Lukas"_s, u"Noor"_s, u"\u00C9milie"_s,
                                   u"Jonas"_s, u"Sofia"_s, u"Kenji"_s, u"Amal"_s, u"Ruth"_s, u"Pavel"_s, u"Greta"_s, u"Yara"_s};
    static const QStringList last{u"Okafor"_s, u"Lindqvist"_s, u"Haas"_s, u"Moreau"_s, u"Sato"_s, u"Novak"_s, u"Reyes"_s, u"Berg"_s,
                                  u"Keller"_s, u"Iyer"_s, u"Santos"_s, u"Weiss"_s, u"Duarte"_s};
    const int names = int(first.size() * last.size());
    const QString name = first[person % first.size()] + u' ' + last[person / first.size() % last.size()];
    return person < names ? name : name + u" %1"_s.arg(person / names + 1);
}

QString addressOf(int person)
{
    return u"person%1@harbor.example"_s.arg(person, 5, 10, QChar(u'0'));
}

QString sentence(Dice &dice)
{
    static const QStringList words{
        u"the"_s, u"pump"_s, u"valve"_s, u"is"_s, u"and"_s, u"report"_s, u"before"_s, u"meeting"_s, u"at"_s, u"bridge"_s, u"we"_s,
        u"should"_s, u"check"_s, u"pressure"_s, u"again"_s, u"tomorrow"_s, u"thanks"_s, u"for"_s, u"sending"_s, u"it"_s, u"over"_s,
        u"permit"_s, u"still"_s, u"open"_s, u"on"_s, u"site"_s, u"can"_s, u"you"_s, u"look"_s, u"into"_s, u"schedule"_s, u"done"_s};
    // Short ones are many, long ones are few.
    const int count = 1 + dice.below(1 + dice.below(1 + dice.below(70)));
    QString text;
    text.reserve(count * 7);
    for (int i = 0; i < count; ++i) {
        if (i > 0) {
            text += u' ';
        }
        text += words[dice.below(int(words.size()))];
    }
    switch (dice.below(40)) {
    case 0:
        text += u" https://harbor.example/reports/%1"_s.arg(dice.below(10'000));
        break;
    case 1:
        text += u" \U0001F44D"_s;
        break;
    case 2:
        text = u"\u05E9\u05DC\u05D5\u05DD "_s + text;
        break;
    case 3:
        text += u"\n"_s + words[dice.below(int(words.size()))];
        break;
    default:
        break;
    }
    return text;
}

/// Something that was said, as an answer names it (XEP-0461).
struct Said
{
    QString id;
    QString sender;
};

struct Talk
{
    std::map<qint64, int> days;
    std::vector<Said> lately; ///< the last ones, in turn
    std::vector<Said> once;   ///< some of all
    qint64 last = 0;
    qint64 readUpTo = 0;
    qint64 firstUnread = 0;
    int unread = 0;
    int left = 0; ///< messages that are still to come
};

void fillPeople(Sql &sql, const Wish &wish)
{
    auto contact = sql.prepare(u"INSERT INTO contact (account, jid, name, subscription) VALUES (1, ?, ?, 3)"_s);
    auto group = sql.prepare(u"INSERT INTO contact_group (account, jid, name) VALUES (1, ?, ?)"_s);
    for (int i = 0; i < wish.contacts; ++i) {
        put(contact, addressOf(i), personName(i));
        put(group, addressOf(i), u"Team %1"_s.arg(i % groups + 1));
    }
}

/// Which conversation each message belongs to, so that the first has just as many as were wished.
class Spread
{
public:
    Spread(const Wish &wish, int conversations) : m_wish(wish), m_others(conversations - 1) {}
    int conversationOf(int message, Dice &dice) const
    {
        const auto bigUntil = [&](int n) { return qint64(n) * m_wish.bigConversation / m_wish.messages; };
        if (m_others == 0 || bigUntil(message + 1) > bigUntil(message)) {
            return 0;
        }
        return 1 + dice.below(1 + dice.below(m_others)); // the earlier ones talk more
    }

private:
    const Wish &m_wish;
    int m_others;
};

/// What messages are beside plain text, and in which share: answers, reactions, corrections, tombstones, files, spoilers.
class Kinds
{
public:
    Kinds(Sql &sql, const Wish &wish)
        : m_wish(wish)
        , m_change(sql.prepare(u"UPDATE message SET reply_id = ?, reply_author = ?, edited = ?, retracted = ?, attached = ?, spoiler = ?, "
                               "reacted = ?, body = CASE WHEN ? THEN '' ELSE coalesce(?, body) END WHERE id = ?"_s))
        , m_reaction(sql.prepare(u"INSERT OR IGNORE INTO reaction (message, sender, emoji, time) VALUES (?, ?, ?, ?)"_s))
        , m_version(sql.prepare(u"INSERT INTO message_version (message, time, origin_id, body) VALUES (?, ?, ?, ?)"_s))
        , m_file(sql.prepare(u"INSERT INTO attachment (message, kind, url, name, media_type, size, width, height) "
                             "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s))
    {
    }

    void give(qint64 message, qint64 time, const QString &id, const QString &sender, const QString &other, const QString &body, Talk &talk)
    {
        const int kind = m_dice.below(100);
        Said replied{u""_s, u""_s}; // a null one would be NULL
        QVariant spoiler, newBody;
        int attached = 0;
        if (kind < 8 && !talk.lately.empty()) {
            // Now and then to something from long ago.
            const auto &among = kind == 0 ? talk.once : talk.lately;
            replied = among[size_t(m_dice.below(int(among.size())))];
        } else if (kind >= 14 && kind < 16) {
            put(m_version, message, time, id, body + u" (at first)"_s);
            put(m_version, message, time + 1000, id + u"-2"_s, body);
        } else if (kind >= 17 && kind < 23) {
            const bool isPicture = kind < 21;
            const QString name = isPicture ? u"picture-%1.jpg"_s.arg(m_dice.below(10'000)) : u"report-%1.pdf"_s.arg(m_dice.below(10'000));
            newBody = u"https://upload.harbor.example/"_s + id + u'/' + name;
            attached = isPicture ? 2 : 1;
            put(m_file, message, attached - 1, newBody, name, isPicture ? u"image/jpeg"_s : u"application/pdf"_s, 1000 + m_dice.below(2'000'000),
                isPicture ? 640 + m_dice.below(3000) : 0, isPicture ? 480 + m_dice.below(3000) : 0);
        } else if (kind == 23) {
            spoiler = u"how it ends"_s;
        }
        const bool isReacted = kind >= 8 && kind < 14;
        for (int i = isReacted ? 1 + m_dice.below(3) : 0; i > 0; --i) {
            static const QStringList emoji{u"\U0001F44D"_s, u"\u2764\uFE0F"_s, u"\U0001F602"_s};
            put(m_reaction, message, i == 1 ? m_wish.account : other, emoji[m_dice.below(int(emoji.size()))], time + 5000);
        }
        const qint64 edited = kind >= 14 && kind < 16 ? time + 1000 : 0;
        const qint64 retracted = kind == 16 ? time + 1000 : 0;
        if (!replied.id.isEmpty() || edited != 0 || retracted != 0 || attached != 0 || !spoiler.isNull() || isReacted) {
            put(m_change, replied.id, replied.sender, edited, retracted, attached, spoiler, int(isReacted), retracted != 0, newBody, message);
        }
        constexpr size_t many = 32;
        if (talk.lately.size() < many) {
            talk.lately.push_back({id, sender});
        } else {
            talk.lately[size_t(m_dice.below(int(many)))] = {id, sender};
        }
        if (talk.once.size() < many || m_dice.below(500) == 0) {
            talk.once.push_back({id, sender});
        }
    }

private:
    const Wish &m_wish;
    Dice m_dice{3};
    QSqlQuery m_change;
    QSqlQuery m_reaction;
    QSqlQuery m_version;
    QSqlQuery m_file;
};

void fillMessages(Sql &sql, const Wish &wish, std::vector<Talk> &talks)
{
    const Spread spread(wish, int(talks.size()));
    // Once without writing, to know which messages are the last of their conversation.
    Dice counting(1);
    for (int i = 0; i < wish.messages; ++i) {
        ++talks[size_t(spread.conversationOf(i, counting))].left;
    }

    auto insert = sql.prepare(
        u"INSERT INTO message (id, conversation, direction, state, time, sender, body, origin_id, archive_id, markable, unread) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s);
    Kinds kinds(sql, wish);
    const qint64 begin = wish.until - wish.days * day;
    Dice choosing(1);
    Dice dice(2);
    qint64 key = 0;
    for (int i = 0; i < wish.messages; ++i) {
        const int place = spread.conversationOf(i, choosing);
        Talk &talk = talks[size_t(place)];
        --talk.left;
        const qint64 time = begin + qint64(double(wish.until - begin) * (i + 1) / wish.messages);
        key = std::max(key + 1, time * keysAMillisecond);
        const bool unread = place > 0 && place <= unreadConversations && talk.left < 2 * place;
        const bool ours = !unread && dice.below(10) < 4;
        const QString id = u"%1%2"_s.arg(dice.next(), 8, 16, QChar(u'0')).arg(dice.next(), 8, 16, QChar(u'0'));
        const QString body = sentence(dice);
        const QString sender = ours ? wish.account : addressOf(place);
        put(insert, key, place + 1, int(ours), ours ? 3 : 5, time, sender, body, id,
            u"%1-%2"_s.arg(time, 0, 36).arg(i, 0, 36), 1, int(unread));
        if (wish.kinds && !unread) {
            kinds.give(key, time, id, sender, addressOf(place), body, talk);
        }
        ++talk.days[key / (keysAMillisecond * day)];
        talk.last = key;
        if (unread) {
            ++talk.unread;
            talk.firstUnread = talk.firstUnread == 0 ? key : talk.firstUnread;
        } else {
            talk.readUpTo = key;
        }
    }
}

void fillConversations(Sql &sql, const std::vector<Talk> &talks)
{
    auto update = sql.prepare(u"UPDATE conversation SET last_message = ?, read_up_to = ?, unread = ?, first_unread = ?, "
                              "pinned = ?, muted = ? WHERE id = ?"_s);
    auto days = sql.prepare(u"INSERT INTO message_day (conversation, day, count) VALUES (?, ?, ?)"_s);
    for (size_t i = 0; i < talks.size(); ++i) {
        const Talk &talk = talks[i];
        put(update, talk.last, talk.readUpTo, talk.unread, talk.firstUnread, int(i == 2), int(i == 4), qint64(i) + 1);
        for (const auto &[number, count] : talk.days) {
            put(days, qint64(i) + 1, number, count);
        }
    }
}

void fill(const QString &file, const Wish &wish)
{
    Sql sql(file);
    sql.run(u"PRAGMA synchronous = OFF"_s);
    sql.run(u"PRAGMA cache_size = -200000"_s);
    sql.run(u"PRAGMA wal_autocheckpoint = 100000"_s);
    if (sql.number(u"SELECT count(*) FROM account"_s) != 0) {
        fail(u"there is an account in %1 already"_s.arg(file));
    }
    sql.run(u"BEGIN"_s);
    auto account = sql.prepare(u"INSERT INTO account (id, jid, user_agent, enabled) VALUES (1, ?, ?, 1)"_s);
    put(account, wish.account, u"0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"_s);
    fillPeople(sql, wish);
    const int conversations = std::clamp(wish.contacts, 1, maximumConversations);
    auto conversation = sql.prepare(u"INSERT INTO conversation (id, account, peer) VALUES (?, 1, ?)"_s);
    for (int i = 0; i < conversations; ++i) {
        put(conversation, i + 1, addressOf(i));
    }
    std::vector<Talk> talks{size_t(conversations)};
    // Sorting once is cheaper than keeping an index of random ids in order a million times.
    const QStringList indexes =
        sql.texts(u"SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'message' AND sql IS NOT NULL ORDER BY rowid"_s);
    for (const QString &name : sql.texts(
             u"SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'message' AND sql IS NOT NULL"_s)) {
        sql.run(u"DROP INDEX "_s + name);
    }
    fillMessages(sql, wish, talks);
    for (const QString &index : indexes) {
        sql.run(index);
    }
    fillConversations(sql, talks);
    // As after an update to this version: the index for searching is still to be built.
    sql.run(u"DELETE FROM search_pending"_s);
    sql.run(u"UPDATE search_build SET down_to = (SELECT max(id) + 1 FROM message), done = 0, "
            "total = (SELECT sum(count) FROM message_day)"_s);
    sql.run(u"COMMIT"_s);
    sql.number(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
}

/// What MessageStore would have kept, holds.
void check(const QString &file, const Wish &wish)
{
    Sql sql(file);
    const auto expect = [&](const QString &statement, qint64 value) {
        if (const qint64 found = sql.number(statement); found != value) {
            fail(u"%1 is %2, not %3"_s.arg(statement).arg(found).arg(value));
        }
    };
    expect(u"SELECT count(*) FROM message"_s, wish.messages);
    expect(u"SELECT count(*) FROM message WHERE conversation = 1"_s, wish.bigConversation);
    expect(u"SELECT count(*) FROM contact"_s, wish.contacts);
    expect(u"SELECT sum(count) FROM message_day"_s, wish.messages);
    expect(u"SELECT count(*) FROM conversation c WHERE last_message <> "
           "coalesce((SELECT max(id) FROM message m WHERE m.conversation = c.id), 0)"_s, 0);
    expect(u"SELECT count(*) FROM conversation c WHERE unread <> (SELECT count(*) FROM message m WHERE m.conversation = c.id "
           "AND m.direction = 0 AND m.id > c.read_up_to)"_s, 0);
    expect(u"SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'message'"_s, 11);
    if (wish.kinds && wish.messages >= 1000) { // there is something of each kind, and what names another message finds it
        for (const auto &kind : {u"reply_id <> ''"_s, u"edited > 0"_s, u"retracted > 0"_s, u"attached = 1"_s, u"attached = 2"_s,
                                 u"spoiler IS NOT NULL"_s, u"reacted = 1"_s}) {
            expect(u"SELECT count(*) > 0 FROM message WHERE "_s + kind, 1);
        }
        expect(u"SELECT count(*) FROM message m WHERE reply_id <> '' AND NOT EXISTS (SELECT 1 FROM message o "
               "WHERE o.conversation = m.conversation AND o.origin_id = m.reply_id AND o.sender = m.reply_author AND o.id < m.id)"_s, 0);
        expect(u"SELECT count(*) FROM message m WHERE (attached > 0) <> EXISTS (SELECT 1 FROM attachment WHERE message = m.id)"_s, 0);
        expect(u"SELECT count(*) FROM message m WHERE reacted <> EXISTS (SELECT 1 FROM reaction WHERE message = m.id)"_s, 0);
    }
    expect(u"SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"_s, 0);
    expect(u"SELECT count(*) FROM pragma_foreign_key_check"_s, 0);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Fills a profile with made-up people and history."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"profile"_s, u"The folder of the profile, as --profile names it."_s);
    parser.addOptions({{u"contacts"_s, u"How many contacts."_s, u"n"_s, u"100"_s},
                       {u"messages"_s, u"How many messages in all."_s, u"n"_s, u"10000"_s},
                       {u"big-conversation"_s, u"How many of them in the first conversation."_s, u"n"_s, u"0"_s},
                       {u"account"_s, u"Address of the account."_s, u"address"_s, u"mara@harbor.example"_s},
                       {u"days"_s, u"Over how many days."_s, u"n"_s, u"1000"_s},
                       {u"plain"_s, u"Plain texts alone: no answers, reactions, corrections, files."_s},
                       {u"until"_s, u"Time of the last message in ms since 1970 UTC."_s, u"ms"_s, u"1772366400000"_s},
                       {u"check"_s, u"Begins with an empty folder, and looks whether everything is right."_s}});
    parser.process(application);
    if (parser.positionalArguments().size() != 1) {
        parser.showHelp(2);
    }
    Wish wish;
    wish.folder = parser.positionalArguments().constFirst();
    wish.account = parser.value(u"account"_s);
    wish.contacts = parser.value(u"contacts"_s).toInt();
    wish.messages = parser.value(u"messages"_s).toInt();
    wish.bigConversation = parser.value(u"big-conversation"_s).toInt();
    wish.days = parser.value(u"days"_s).toInt();
    wish.kinds = !parser.isSet(u"plain"_s);
    wish.until = parser.value(u"until"_s).toLongLong();
    if (wish.contacts < 1 || wish.messages < 1 || wish.days < 1 || wish.bigConversation < 0 || wish.bigConversation > wish.messages
        || (wish.contacts == 1 && wish.bigConversation != wish.messages)) {
        fail(u"these numbers do not fit together. See --help."_s);
    }

    QElapsedTimer timer;
    timer.start();
    const auto profile = Profile::open(wish.folder);
    if (!profile) {
        fail(profile.error().detail);
    }
    if (parser.isSet(u"check"_s)) {
        for (const auto suffix : {""_L1, "-wal"_L1, "-shm"_L1, ".open"_L1}) {
            QFile::remove(profile->databaseFile() + suffix);
        }
    }
    if (const auto opened = Database::open(profile->databaseFile()); !opened) { // makes the file, and closes it again
        fail(opened.error().detail);
    }
    fill(profile->databaseFile(), wish);
    if (parser.isSet(u"check"_s)) {
        check(profile->databaseFile(), wish);
    }
    std::printf("%d contacts and %d messages in %.1f s\n", wish.contacts, wish.messages, double(timer.elapsed()) / 1000);
    return 0;
}
