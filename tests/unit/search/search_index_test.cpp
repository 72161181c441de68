// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountStore.h"
#include "account/RemovalService.h"
#include "chat/ChangeStore.h"
#include "chat/FilesLeftOut.h"
#include "chat/AttachmentStore.h"
#include "chat/MessageStore.h"
#include "search/IndexEntry.h"
#include "search/SearchReader.h"
#include "search/SearchService.h"
#include "search/SearchStore.h"
#include "search/SearchThread.h"
#include "support/Builders.h"
#include "support/TestDatabase.h"
#include "support/TestProgram.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace search_index_test {

const QDate today(2026, 3, 1);

/// The index in a real database: what enters and leaves it, and what queries find.
class SearchIndexTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void finds_data();
    void finds();
    void findsPeopleByTheNameThatIsShown();
    void tellsApartWhomTheIndexDoesNot();
    void findsWhatIsUnread();
    void findsWhatIsPinned();
    void leapsOverWhatIsNotUnread();
    void survivesAnyText_data();
    void survivesAnyText();
    void tellsWhatNamesNobody();
    void pagesNewestFirst();
    void ranksByRelevance();
    void stopsWhenCancelled();
    void followsCorrections();
    void findsFilesByWhatTheyAreCalled();
    void findsNoFileWhereSomeWereLeftOut();
    void followsRetractions();
    void followsWhatIsDecryptedLater();
    void losesWhatIsRemoved();
    void keepsNoWordOfARemovedAccount();
    void saysWhereAChatIsNotInItYet();
    void isOneTransactionWithTheMessage();
    void takesInAPageFromItsEnd();
    void buildsWhatWasThereBefore();
    void leavesAFloodToTheSlices();
    void isMadeAnewWhenBroken();
    void serviceBuildsAndTells();
    void findsPlacesInOneChat();
    void threadAnswersAndStops();

private:
    MessageId say(const char *peer, const QString &text, qint64 time = noon);
    MessageId sayOurs(const char *peer, const QString &text, qint64 time = noon);
    ConversationId chatWith(const char *peer);
    QStringList found(const QString &query, SearchRequest::Order order = SearchRequest::Order::NewestFirst);
    QList<SearchHit> hits(const SearchRequest &request, QList<SearchProblem> *problems = nullptr, MessageId *next = nullptr);
    qint64 indexed() { return m_database->number(u"SELECT count(*) FROM message_search"_s); }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<MessageStore> m_messages;
    std::unique_ptr<SearchService> m_service;
    std::unique_ptr<SearchReader> m_reader;
    AccountId m_account;
};

void SearchIndexTest::init()
{
    m_service.reset();
    m_database = std::make_unique<TestDatabase>();
    m_messages = std::make_unique<MessageStore>(**m_database);
    m_service = std::make_unique<SearchService>(**m_database);
    m_reader = std::make_unique<SearchReader>(m_database->reader());
    const auto account = AccountStore(**m_database).add(anAccount("me@example.org"));
    QVERIFY(account);
    m_account = *account;
}

ConversationId SearchIndexTest::chatWith(const char *peer)
{
    const auto conversation = m_messages->ensureConversation(m_account, jid(peer));
    return conversation ? *conversation : ConversationId();
}

MessageId SearchIndexTest::say(const char *peer, const QString &text, qint64 time)
{
    const auto stored = m_messages->insert(aMessage().in(chatWith(peer)).from(peer).saying(text).at(time),
                                           MessageStore::Place::ByTime, MessageStore::Unread::DoNotCount);
    return stored ? stored->id : MessageId();
}

MessageId SearchIndexTest::sayOurs(const char *peer, const QString &text, qint64 time)
{
    const auto stored = m_messages->insert(aMessage().in(chatWith(peer)).ours().saying(text).at(time),
                                           MessageStore::Place::ByTime, MessageStore::Unread::DoNotCount);
    return stored ? stored->id : MessageId();
}

QList<SearchHit> SearchIndexTest::hits(const SearchRequest &request, QList<SearchProblem> *problems, MessageId *next)
{
    QList<SearchHit> all;
    bool ended = false;
    m_reader->search(request, [] { return false; }, [&](const SearchBatch &batch) {
        if (batch.take == SearchBatch::Take::Replace) {
            all.clear();
        }
        all += batch.hits;
        ended = batch.last;
        if (batch.error) {
            qFatal("%s", qPrintable(batch.error->detail));
        }
        if (problems) {
            *problems += batch.problems;
        }
        if (next) {
            *next = batch.next;
        }
    });
    if (!ended) {
        qFatal("the search did not end");
    }
    return all;
}

QStringList SearchIndexTest::found(const QString &query, SearchRequest::Order order)
{
    SearchRequest request;
    request.query = SearchQuery::parse(query, today);
    request.order = order;
    QStringList texts;
    for (const SearchHit &hit : hits(request)) {
        texts.append(hit.snippet.text);
    }
    return texts;
}

void SearchIndexTest::finds_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("wanted");
    const QString clean = u"Clean the strainer"_s;
    const QString caf = u"Caf\u00E9 at the Stra\u00DFe"_s;
    const QString tokyo = u"\u6771\u4EAC\u90FD\u3067\u4F1A\u3046"_s;
    const QString link = u"see https://harbor.example/reports/4711"_s;
    const QString own = u"After the strainer, ours"_s;
    const QString plan = u"strainer plan.pdf"_s;
    const QString photo = u"photo.jpg"_s;
    const auto row = [](const char *name, const QString &query, const QStringList &wanted) { QTest::newRow(name) << query << wanted; };

    row("a word, newest first", u"strainer "_s, {plan, own, clean});
    row("case", u"STRAINER clean "_s, {clean});
    row("a prefix", u"strai"_s, {plan, own, clean});
    row("a prefix that is asked for", u"strai* clean "_s, {clean});
    row("no part of a word", u"trainer "_s, {});
    row("a whole word is no prefix", u"strai "_s, {});
    row("a phrase", u"\"the strainer\""_s, {own, clean});
    row("not that phrase", u"\"strainer the\""_s, {});
    row("without the accent", u"cafe "_s, {caf});
    row("with another accent", u"caf\u00E8 "_s, {caf});
    row("sharp s", u"strasse "_s, {caf});
    row("two ideographs", u"\u6771\u4EAC"_s, {tokyo});
    row("inside a run", u"\u4EAC\u90FD"_s, {tokyo});
    row("three", u"\u6771\u4EAC\u90FD"_s, {tokyo});
    row("one in the middle", u"\u90FD"_s, {tokyo});
    row("the last one", u"\u3046"_s, {tokyo});
    row("not in this order", u"\u4EAC\u6771"_s, {});
    row("across the run's pairs only", u"\u6771\u90FD"_s, {});
    row("a part of a link", u"4711 "_s, {link});
    row("a host", u"harbor "_s, {link});
    row("a file name", u"plan "_s, {plan});
    row("a sender", u"tomas link "_s, {});
    row("a sender and a word", u"tomas strainer "_s, {plan, clean});
    row("from a name", u"from:berg strainer "_s, {plan, clean});
    row("from an address", u"from:tomas@example.org has:file"_s, {plan});
    row("from a full name", u"from:\"Tomas Berg\" clean "_s, {clean});
    row("from us", u"from:me strainer "_s, {own});
    row("from somebody or us", u"from:me from:tomas strainer "_s, {plan, own, clean});
    row("ours", u"is:mine"_s, {own});
    row("in a chat", u"in:priya "_s, {photo, link, own});
    row("in a chat, a word", u"in:priya strainer "_s, {own});
    row("files", u"has:file"_s, {photo, plan});
    row("images", u"has:image"_s, {photo});
    row("links", u"has:link"_s, {link});
    row("voice", u"has:voice"_s, {});
    row("before a day", u"before:2026-02-28 strainer "_s, {clean});
    row("since a day", u"after:2026-03-01 strainer "_s, {plan, own});
    row("days alone", u"after:2026-02-01 before:2026-02-28"_s, {caf, clean});
    row("a word that stands for an operator inside", u"own "_s, {});
    row("nothing there", u"zebra "_s, {});
}

void SearchIndexTest::finds()
{
    QFETCH(QString, query);
    QFETCH(QStringList, wanted);
    QVERIFY((*m_database)->run(u"INSERT INTO contact (account, jid, name) VALUES (1, 'tomas@example.org', 'Tomas Berg'), "
                               "(1, 'priya@example.org', 'Priya Nair')"_s));
    QVERIFY(say("tomas@example.org", u"Clean the strainer"_s, noon - 10 * day).isValid());
    QVERIFY(say("tomas@example.org", u"Caf\u00E9 at the Stra\u00DFe"_s, noon - 9 * day).isValid());
    QVERIFY(say("tomas@example.org", u"\u6771\u4EAC\u90FD\u3067\u4F1A\u3046"_s, noon - day / 2).isValid());
    QVERIFY(sayOurs("priya@example.org", u"After the strainer, ours"_s, noon).isValid());
    QVERIFY(say("priya@example.org", u"see https://harbor.example/reports/4711"_s, noon + 1).isValid());
    QVERIFY(say("tomas@example.org", u"https://upload.test/1/strainer%20plan.pdf"_s, noon + 2).isValid());
    QVERIFY(say("priya@example.org", u"https://upload.test/1/photo.jpg"_s, noon + 3).isValid());
    QCOMPARE(found(query), wanted);
    QStringList ranked = found(query, SearchRequest::Order::MostRelevant);
    ranked.sort();
    wanted.sort();
    QCOMPARE(ranked, wanted);
}

void SearchIndexTest::findsPeopleByTheNameThatIsShown()
{
    // What they call themselves, where the user gave them no name.
    QVERIFY((*m_database)->run(u"INSERT INTO contact (account, jid, name, own_name) VALUES "
                               "(1, 'x17@example.org', '', 'Lena Fischer'), "
                               "(1, 'x18@example.org', 'Tom', 'Lena Fischer')"_s));
    say("x17@example.org", u"strainer of x17"_s);
    say("x18@example.org", u"strainer of x18"_s, noon + 1);
    say("x19@example.org", u"strainer of x19"_s, noon + 2);
    for (const QString &filter : {u"in:"_s, u"from:"_s}) {
        QCOMPARE(found(filter + u"fischer strainer "_s), QStringList{u"strainer of x17"_s});
        QCOMPARE(found(filter + u"\"Lena Fischer\" strainer "_s), QStringList{u"strainer of x17"_s});
        QCOMPARE(found(filter + u"tom strainer "_s), QStringList{u"strainer of x18"_s});
        QCOMPARE(found(filter + u"x19 strainer "_s), QStringList{u"strainer of x19"_s});
    }
}

void SearchIndexTest::tellsApartWhomTheIndexDoesNot()
{
    // Two addresses of one mark: the index takes the one for the other.
    QCOMPARE(indexMark::sender(u"tomas@example.org"), indexMark::sender(u"person60048@example.org"));
    say("tomas@example.org", u"strainer of tomas"_s);
    say("person60048@example.org", u"strainer of another"_s, noon + 1);
    QCOMPARE(found(u"from:tomas@example.org strainer "_s), QStringList{u"strainer of tomas"_s});
    QCOMPARE(found(u"from:tomas@example.org strainer "_s, SearchRequest::Order::MostRelevant), QStringList{u"strainer of tomas"_s});
    QCOMPARE(found(u"from:person60048@example.org"_s), QStringList{u"strainer of another"_s});
}

void SearchIndexTest::findsWhatIsUnread()
{
    say("bob@example.org", u"strainer, read"_s);
    const auto unread = m_messages->insert(aMessage().in(chatWith("bob@example.org")).saying(u"strainer, unread"_s).at(noon + 1),
                                           MessageStore::Place::Newest, MessageStore::Unread::Count);
    QVERIFY(unread);
    QCOMPARE(found(u"is:unread strainer "_s), QStringList{u"strainer, unread"_s});
    QCOMPARE(found(u"is:unread"_s), QStringList{u"strainer, unread"_s});
    QVERIFY(m_messages->markRead(chatWith("bob@example.org"), unread->id));
    QCOMPARE(found(u"is:unread strainer "_s), QStringList());
    QCOMPARE(found(u"strainer "_s).size(), 2);
}

void SearchIndexTest::findsWhatIsPinned()
{
    say("bob@example.org", u"strainer, not pinned"_s);
    const MessageId older = say("bob@example.org", u"strainer, pinned"_s, noon + 1);
    const MessageId newer = say("eve@example.org", u"valve, pinned"_s, noon + 2);
    say("eve@example.org", u"strainer, newest"_s, noon + 3);
    ChangeStore changes(**m_database, *m_messages);
    const auto pin = [&](MessageId message, qint64 time) {
        return (*m_database)->transaction(Database::Durability::Normal,
                                          [&] { return changes.setMark(message, ChangeStore::Mark::Pinned, time); });
    };
    QVERIFY(pin(older, noon + 10));
    QVERIFY(pin(newer, noon + 11));
    QCOMPARE(found(u"is:pinned"_s), (QStringList{u"valve, pinned"_s, u"strainer, pinned"_s}));
    QCOMPARE(found(u"is:pinned strainer "_s), QStringList{u"strainer, pinned"_s});
    QCOMPARE(found(u"is:pinned strainer "_s, SearchRequest::Order::MostRelevant), QStringList{u"strainer, pinned"_s});
    QCOMPARE(found(u"is:pinned is:unread"_s), QStringList());
    // A pinned chat is no pinned message.
    QVERIFY(m_messages->setPinned(chatWith("bob@example.org"), true));
    QVERIFY(pin(older, 0));
    QCOMPARE(found(u"is:pinned strainer "_s), QStringList());
    QCOMPARE(found(u"is:pinned"_s), QStringList{u"valve, pinned"_s});
}

void SearchIndexTest::leapsOverWhatIsNotUnread()
{
    // Unread ones and matches lie interleaved, each the more in one part: all that are both, newest first, in pages.
    QStringList wanted;
    for (int i = 0; i < 120; ++i) {
        const bool matches = i < 60 ? i % 7 == 0 : i % 2 == 0;
        const bool unread = i < 60 ? i % 2 == 0 : i % 5 == 0;
        const QString text = u"%1 %2"_s.arg(matches ? u"strainer"_s : u"pump"_s).arg(i);
        QVERIFY(m_messages->insert(aMessage().in(chatWith("bob@example.org")).saying(text).at(noon + i), MessageStore::Place::ByTime,
                                   unread ? MessageStore::Unread::Count : MessageStore::Unread::DoNotCount));
        if (matches && unread) {
            wanted.prepend(text);
        }
    }
    QVERIFY(wanted.size() > 8);
    SearchRequest request;
    request.query = SearchQuery::parse(u"is:unread strainer "_s, today);
    request.limit = 4;
    QStringList texts;
    do {
        for (const SearchHit &hit : hits(request, nullptr, &request.before)) {
            texts.append(hit.snippet.text);
        }
    } while (request.before.isValid());
    QCOMPARE(texts, wanted);
    bool ended = false;
    int asked = 0;
    request.query = SearchQuery::parse(u"is:unread pump "_s, today);
    m_reader->search(request, [&] { return ++asked > 2; }, [&](const SearchBatch &batch) { ended = ended || batch.last; });
    QVERIFY(!ended);
}

void SearchIndexTest::survivesAnyText_data()
{
    QTest::addColumn<QString>("query");
    for (const QString &query : {u"\""_s, u"*"_s, u"^"_s, u":"_s, u"("_s, u")"_s, u"NEAR"_s, u"AND"_s, u"NOT x"_s, u"a OR"_s, u"NEAR(a b, 2)"_s,
                                 u"body:hi"_s, u"mark:own"_s, u"{body} : x"_s, u"-hi"_s, u"+hi"_s, u"'; DROP TABLE message; --"_s,
                                 u"\"\"\"\""_s, u"a\"b*^:()NEAR"_s, QString(QChar(0)), u"hi"_s + QChar(0) + u"there"_s,
                                 QString(QChar(0xD800)), u"%"_s, u"_"_s, u"\\"_s, u"in:\"\""_s, u"from:\"*\""_s, u"has:"_s,
                                 QString(50'000, u'('), QString(5'000, u'\u6771'), u"\u0301\u0301"_s, u"xe1f44d"_s}) {
        QTest::newRow(qPrintable(query.first(std::min<qsizetype>(query.size(), 20)).toHtmlEscaped())) << query;
    }
    QString words;
    for (int i = 0; i < 10'000; ++i) {
        words += u"word%1 "_s.arg(i);
    }
    QTest::newRow("10,000 words") << words;
}

void SearchIndexTest::survivesAnyText()
{
    QFETCH(QString, query);
    say("bob@example.org", u"hi there, near and not far"_s);
    const QStringList one = found(query); // an error of SQLite's would end the test
    QVERIFY(one.size() <= 1);
    QCOMPARE(found(query, SearchRequest::Order::MostRelevant), one);
    const auto places = m_reader->find(chatWith("bob@example.org"), SearchQuery::parse(query, today), 10, [] { return false; });
    QVERIFY(!places.error);
    QCOMPARE(found(u"near far "_s).size(), 1);
}

void SearchIndexTest::tellsWhatNamesNobody()
{
    say("bob@example.org", u"hi"_s);
    SearchRequest request;
    request.query = SearchQuery::parse(u"from:zoe in:nowhere hi "_s, today);
    QList<SearchProblem> problems;
    QVERIFY(hits(request, &problems).isEmpty());
    QCOMPARE(problems, (QList<SearchProblem>{{SearchProblem::Kind::NoSuchPerson, u"zoe"_s}, {SearchProblem::Kind::NoSuchChat, u"nowhere"_s}}));
}

void SearchIndexTest::pagesNewestFirst()
{
    for (int i = 0; i < 95; ++i) {
        say(i % 2 ? "bob@example.org" : "eve@example.org", u"number %1"_s.arg(i), noon + i);
    }
    SearchRequest request;
    request.query = SearchQuery::parse(u"number "_s, today);
    request.limit = 40;
    QList<int> sizes;
    QStringList texts;
    do {
        MessageId next;
        const auto page = hits(request, nullptr, &next);
        sizes.append(int(page.size()));
        for (const SearchHit &hit : page) {
            texts.append(hit.snippet.text);
        }
        request.before = next;
    } while (request.before.isValid());
    QCOMPARE(sizes, (QList<int>{40, 40, 15}));
    for (int i = 0; i < 95; ++i) {
        QCOMPARE(texts[i], u"number %1"_s.arg(94 - i));
    }
}

void SearchIndexTest::ranksByRelevance()
{
    say("bob@example.org", u"strainer strainer strainer"_s, noon);
    say("bob@example.org", u"a very long message that has the strainer somewhere in the middle of many other words"_s, noon + 1);
    QCOMPARE(found(u"strainer "_s).constFirst().first(6), u"a very"_s);
    QCOMPARE(found(u"strainer "_s, SearchRequest::Order::MostRelevant).constFirst(), u"strainer strainer strainer"_s);
}

void SearchIndexTest::stopsWhenCancelled()
{
    for (int i = 0; i < 50; ++i) {
        say("bob@example.org", u"number %1"_s.arg(i), noon + i);
    }
    for (const auto order : {SearchRequest::Order::NewestFirst, SearchRequest::Order::MostRelevant}) {
        SearchRequest request;
        request.query = SearchQuery::parse(u"number "_s, today);
        request.order = order;
        int asked = 0;
        bool ended = false;
        m_reader->search(request, [&] { return ++asked > 10; }, [&](const SearchBatch &batch) { ended = ended || batch.last; });
        QVERIFY(!ended);
        QVERIFY(asked <= 14);
    }
    QCOMPARE(found(u"number "_s).size(), 50); // nothing is left locked or half read
}

void SearchIndexTest::followsCorrections()
{
    const MessageId message = say("bob@example.org", u"wrong valve"_s);
    ChangeStore changes(**m_database, *m_messages);
    const auto correct = [&](const char *id, qint64 time, const QString &body) {
        ChangeStore::Version version;
        version.time = time;
        version.originId = OriginId(QString::fromLatin1(id));
        version.body = body;
        return (*m_database)->transaction(Database::Durability::Normal, [&]() -> Status {
            const auto done = changes.correct(message, version);
            return done ? Status(Done{}) : Status(done.error());
        });
    };
    QVERIFY(correct("c2", noon + 2000, u"right pump"_s));
    QCOMPARE(found(u"valve "_s), QStringList());
    QCOMPARE(found(u"pump "_s), QStringList{u"right pump"_s});
    // One that was overtaken changes what the message said once, not what it says.
    QVERIFY(correct("c1", noon + 1000, u"still a valve"_s));
    QCOMPARE(found(u"valve "_s), QStringList());
    QCOMPARE(found(u"pump "_s), QStringList{u"right pump"_s});
    QVERIFY(correct("c3", noon + 3000, u"see https://harbor.example/pump"_s));
    QCOMPARE(found(u"right "_s), QStringList());
    QCOMPARE(found(u"has:link"_s), QStringList{u"see https://harbor.example/pump"_s});
    QCOMPARE(indexed(), 1);
    QCOMPARE(m_database->number(u"SELECT count(*) FROM search_pending"_s), 0);
}

void SearchIndexTest::findsFilesByWhatTheyAreCalled()
{
    Message message = aMessage().in(chatWith("bob@example.org")).from("bob@example.org").saying(u"https://upload.example/8f2a"_s).at(noon);
    message.attachment.emplace().file.url = message.body;
    message.attachment->file.name = u"Wiring plan.pdf"_s;
    const auto stored = m_messages->insert(message, MessageStore::Place::ByTime, MessageStore::Unread::DoNotCount);
    QVERIFY(stored);
    SearchRequest request;
    request.query = SearchQuery::parse(u"wiring "_s, today);
    QCOMPARE(hits(request).size(), 1);
    QCOMPARE(hits(request).constFirst().fileName, u"Wiring plan.pdf"_s);
    QCOMPARE(hits(request).constFirst().snippet.text, u"Wiring plan.pdf"_s);
    QCOMPARE(found(u"has:file "_s).size(), 1);
    QCOMPARE(found(u"has:image "_s), QStringList());

    // What it is may be known but once it is here.
    Attachment here = *message.attachment;
    here.kind = Attachment::Kind::Picture;
    here.state = Attachment::State::Here;
    here.file.name = u"Gauge.png"_s;
    QVERIFY((*m_database)->transaction(Database::Durability::Normal, [&] { return AttachmentStore(**m_database).setHere(stored->id, here); }));
    QCOMPARE(found(u"has:image gauge "_s).size(), 1);
    QCOMPARE(found(u"wiring "_s), QStringList());
    here.kind = Attachment::Kind::Audio;
    here.file.name = u"Note.ogg"_s;
    QVERIFY((*m_database)->transaction(Database::Durability::Normal, [&] { return AttachmentStore(**m_database).setHere(stored->id, here); }));
    QCOMPARE(found(u"has:voice "_s).size(), 1);
    QCOMPARE(found(u"has:image "_s), QStringList());
}

/// It stands in place of files, and is none.
void SearchIndexTest::findsNoFileWhereSomeWereLeftOut()
{
    Message message = aMessage().in(chatWith("bob@example.org")).from("bob@example.org").saying(QString()).at(noon);
    message.attachment = filesLeftOut(7);
    QVERIFY(m_messages->insert(message, MessageStore::Place::ByTime, MessageStore::Unread::DoNotCount));
    QCOMPARE(found(u"has:file "_s), QStringList());
    QCOMPARE(indexed(), 0); // so no shelf has it either
}

void SearchIndexTest::followsRetractions()
{
    const MessageId message = say("bob@example.org", u"secret strainer"_s);
    say("bob@example.org", u"other strainer"_s, noon + 1);
    ChangeStore changes(**m_database, *m_messages);
    QVERIFY((*m_database)->transaction(Database::Durability::Normal, [&]() -> Status {
        const auto done = changes.retract(message, noon + 2);
        return done ? Status(Done{}) : Status(done.error());
    }));
    QCOMPARE(found(u"secret "_s), QStringList());
    QCOMPARE(found(u"strainer "_s), QStringList{u"other strainer"_s});
    // What is left of it says nothing, so nothing finds it.
    QCOMPARE(found(u"from:bob"_s), QStringList{u"other strainer"_s});
    QCOMPARE(found(u"after:2020"_s), QStringList{u"other strainer"_s});
    QCOMPARE(indexed(), 1);
}

void SearchIndexTest::followsWhatIsDecryptedLater()
{
    // Stored before there was a key, with nothing to say; its text comes with the key.
    const MessageId message = say("bob@example.org", QString());
    QCOMPARE(indexed(), 0);
    QVERIFY((*m_database)->transaction(Database::Durability::Normal, [&]() -> Status {
        const auto changed = (*m_database)->change(u"UPDATE message SET body = 'the strainer, decrypted' WHERE id = ?"_s, {message.value()});
        return changed ? Status(Done{}) : Status(changed.error());
    }));
    QCOMPARE(found(u"strainer "_s), QStringList{u"the strainer, decrypted"_s});
    QCOMPARE(found(u"from:bob decrypted "_s), QStringList{u"the strainer, decrypted"_s});
}

void SearchIndexTest::losesWhatIsRemoved()
{
    const MessageId message = say("bob@example.org", u"secret strainer"_s);
    say("bob@example.org", u"other strainer"_s, noon + 1);
    QVERIFY(m_messages->remove(message));
    QCOMPARE(found(u"strainer "_s), QStringList{u"other strainer"_s});
    QCOMPARE(found(u"secret "_s), QStringList());
    QCOMPARE(indexed(), 1);
}

void SearchIndexTest::keepsNoWordOfARemovedAccount()
{
    const auto second = AccountStore(**m_database).add(anAccount("other@example.org"));
    QVERIFY(second);
    const auto theirs = m_messages->ensureConversation(*second, jid("eve@example.org"));
    QVERIFY(theirs);
    for (int i = 0; i < 40; ++i) {
        say("bob@example.org", u"xylophone %1"_s.arg(i), noon + i);
        QVERIFY(m_messages->insert(aMessage().in(*theirs).from("eve@example.org").saying(u"strainer %1"_s.arg(i)).at(noon + i),
                                   MessageStore::Place::ByTime, MessageStore::Unread::DoNotCount));
    }
    // One that was deleted before keeps its words in the index until then.
    QVERIFY(m_messages->remove(say("bob@example.org", u"quicksilver"_s, noon + 100)));
    const auto words = [&] {
        QStringList all;
        const auto read = (*m_database)->each(u"SELECT term FROM temp.words"_s, {}, [&](const QSqlQuery &row) { all.append(row.value(0).toString()); });
        return read ? all : QStringList();
    };
    QVERIFY((*m_database)->run(u"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, message_search, instance)"_s));
    QVERIFY(words().contains(u"xylophone"_s) && words().contains(u"strainer"_s));
    RemovalService removals(**m_database, [](const QList<RemovalStore::File> &) {});
    QVERIFY(removals.store().begin(m_account));
    QVERIFY(!words().contains(u"xylophone"_s)); // at once
    // What stays is found before anything of the other is gone, and nothing of that comes into the index.
    m_service->start();
    QTRY_VERIFY(!m_service->progress().building);
    QCOMPARE(found(u"strainer "_s).size(), 40);
    QVERIFY(!words().contains(u"xylophone"_s));
    QCOMPARE(m_database->number(u"SELECT count(*) FROM message"_s), 80);
    const QFuture<Status> gone = removals.finished();
    QTRY_VERIFY(gone.isFinished());
    QVERIFY(gone.result());
    QTRY_VERIFY(!m_service->progress().building);
    QVERIFY(!words().contains(u"xylophone"_s) && words().contains(u"strainer"_s));
    QCOMPARE(m_service->progress(), (SearchProgress{false, 40, 40}));
    QCOMPARE(indexed(), 40);
    QCOMPARE(found(u"strainer "_s).size(), 40);
    m_reader.reset();
    m_service.reset();
    for (const QString &name : {u"history.sqlite"_s, u"history.sqlite-wal"_s}) {
        QFile file(QDir(m_database->folder()).filePath(name));
        if (file.open(QIODevice::ReadOnly)) {
            const QByteArray bytes = file.readAll();
            QVERIFY2(!bytes.contains("xyloph") && !bytes.contains("quicks"), qPrintable(name));
        }
    }
}

void SearchIndexTest::saysWhereAChatIsNotInItYet()
{
    say("bob@example.org", u"old strainer"_s, noon);
    say("eve@example.org", u"new"_s, noon + minute);
    m_service.reset();
    SearchStore store(**m_database);
    QVERIFY(store.rebuild());
    const auto find = [&](const char *peer) {
        return m_reader->find(chatWith(peer), SearchQuery::parse(u"strainer"_s, today), 10, [] { return false; });
    };
    QVERIFY(find("bob@example.org").isIncomplete && find("eve@example.org").isIncomplete);
    QVERIFY(find("bob@example.org").places.isEmpty());
    QVERIFY(store.buildSlice(1)); // the newest of all
    QVERIFY(find("bob@example.org").isIncomplete && !find("eve@example.org").isIncomplete);
    while (store.buildSlice(1)->building) {
    }
    QVERIFY(!find("bob@example.org").isIncomplete);
    QCOMPARE(find("bob@example.org").places.size(), 1);
}

void SearchIndexTest::isOneTransactionWithTheMessage()
{
    const ConversationId conversation = chatWith("bob@example.org");
    const auto outcome = (*m_database)->transaction(Database::Durability::Normal, [&]() -> Status {
        const auto stored = m_messages->insert(aMessage().in(conversation).saying(u"never said"_s), MessageStore::Place::Newest,
                                               MessageStore::Unread::Count);
        return stored ? Status(Error{ErrorKind::Cancelled, {}, {}}) : Status(stored.error());
    });
    QVERIFY(!outcome);
    QCOMPARE(found(u"never "_s), QStringList());
    QCOMPARE(indexed(), 0);
    QCOMPARE(m_database->number(u"SELECT count(*) FROM search_pending"_s), 0);
}

void SearchIndexTest::takesInAPageFromItsEnd()
{
    // As HistoryService reads a page: from its last message to its first, in one transaction.
    const ConversationId conversation = chatWith("bob@example.org");
    QVERIFY((*m_database)->transaction(Database::Durability::Normal, [&]() -> Status {
        for (int i = 250; i > 0; --i) {
            const auto stored = m_messages->insert(aMessage().in(conversation).saying(u"number %1"_s.arg(i)).at(noon + i),
                                                   MessageStore::Place::ByTime, MessageStore::Unread::DoNotCount);
            if (!stored) {
                return stored.error();
            }
        }
        return Done{};
    }));
    QCOMPARE(indexed(), 250);
    QCOMPARE(found(u"number "_s).constFirst(), u"number 250"_s);
    QCOMPARE(found(u"\"number 17\" "_s), QStringList{u"number 17"_s});
}

void SearchIndexTest::buildsWhatWasThereBefore()
{
    m_service.reset(); // as an older version left it
    for (int i = 0; i < 30; ++i) {
        say("bob@example.org", u"old %1"_s.arg(i), noon + i);
    }
    SearchStore store(**m_database);
    QVERIFY(store.rebuild());
    QCOMPARE(m_reader->progress(), (SearchProgress{true, 0, 30}));
    auto progress = store.buildSlice(10);
    QVERIFY(progress);
    QCOMPARE(*progress, (SearchProgress{true, 10, 30}));
    QCOMPARE(found(u"old "_s).size(), 10);
    QCOMPARE(found(u"old "_s).constLast(), u"old 20"_s); // the newest first

    // What comes and changes meanwhile, on both sides of the place where it stands, is there once.
    m_service = std::make_unique<SearchService>(**m_database);
    say("bob@example.org", u"new above"_s, noon + 100);
    const MessageId below = say("bob@example.org", u"new below"_s, noon - 100);
    QCOMPARE(found(u"new "_s), QStringList{u"new above"_s});
    QVERIFY((*m_database)->transaction(Database::Durability::Normal, [&]() -> Status {
        const auto changed = (*m_database)->change(u"UPDATE message SET body = 'newer below' WHERE id = ?"_s, {below.value()});
        return changed ? Status(Done{}) : Status(changed.error());
    }));
    for (int i = 0; i < 10 && progress && progress->building; ++i) {
        progress = store.buildSlice(10);
    }
    QVERIFY(progress && !progress->building);
    QCOMPARE(indexed(), 32);
    QCOMPARE(found(u"old "_s).size(), 30);
    QCOMPARE(found(u"new below "_s), QStringList());
    QCOMPARE(found(u"newer "_s), QStringList{u"newer below"_s});
}

void SearchIndexTest::leavesAFloodToTheSlices()
{
    const ConversationId conversation = chatWith("bob@example.org");
    QVERIFY((*m_database)->transaction(Database::Durability::Normal, [&]() -> Status {
        for (int i = 0; i < 4500; ++i) {
            const auto stored = (*m_database)->run(u"INSERT INTO message (id, conversation, direction, state, time, sender, body) "
                                                   "VALUES (?, ?, 0, 5, 0, 'bob@example.org', 'flood')"_s,
                                                   {noon * 4096 + i, conversation.value()});
            if (!stored) {
                return stored.error();
            }
        }
        return Done{};
    }));
    QSignalSpy told(m_service.get(), &SearchService::progressChanged);
    QTRY_COMPARE(indexed(), 4500);
    QCOMPARE(m_database->number(u"SELECT count(*) FROM search_pending"_s), 0);
}

void SearchIndexTest::isMadeAnewWhenBroken()
{
    for (int i = 0; i < 20; ++i) {
        say("bob@example.org", u"old %1"_s.arg(i), noon + i);
    }
    // Half of the index is gone, as after a fault of the disk.
    QVERIFY((*m_database)->run(u"UPDATE message_search_data SET block = x'00' WHERE id = 10"_s));
    m_reader.reset();
    const auto stored = m_messages->insert(aMessage().in(chatWith("bob@example.org")).saying(u"stored all the same"_s).at(noon + 100),
                                           MessageStore::Place::Newest, MessageStore::Unread::DoNotCount);
    QVERIFY2(stored.hasValue(), stored ? "" : qPrintable(stored.error().detail));
    QTRY_VERIFY(!m_service->progress().building && indexed() == 21);
    m_reader = std::make_unique<SearchReader>(m_database->reader());
    QCOMPARE(found(u"old "_s).size(), 20);
    QCOMPARE(found(u"stored "_s).size(), 1);
}

void SearchIndexTest::serviceBuildsAndTells()
{
    m_service.reset();
    for (int i = 0; i < 4500; ++i) {
        say("bob@example.org", u"old %1"_s.arg(i), noon + i);
    }
    QVERIFY(SearchStore(**m_database).rebuild());
    m_service = std::make_unique<SearchService>(**m_database);
    QSignalSpy told(m_service.get(), &SearchService::progressChanged);
    m_service->start();
    QVERIFY(m_service->progress().building);
    QTRY_VERIFY(!m_service->progress().building);
    QCOMPARE(indexed(), 4500);
    QCOMPARE(told.constLast().constFirst().value<SearchProgress>(), (SearchProgress{false, 4500, 4500}));
    QVERIFY(told.size() >= 3);

    // A stop in the middle loses nothing.
    QVERIFY(SearchStore(**m_database).rebuild());
    m_service = std::make_unique<SearchService>(**m_database);
    m_service->start();
    QTRY_VERIFY(m_service->progress().done >= 2000);
    m_service = std::make_unique<SearchService>(**m_database);
    m_service->start();
    QVERIFY(m_service->progress().done >= 2000);
    QTRY_VERIFY(!m_service->progress().building);
    QCOMPARE(indexed(), 4500);
}

void SearchIndexTest::findsPlacesInOneChat()
{
    const MessageId first = say("bob@example.org", u"the strainer"_s, noon);
    say("eve@example.org", u"the strainer"_s, noon + 1);
    const MessageId second = say("bob@example.org", u"strainer again, that strainer"_s, noon + 2);
    const auto find = [&](const QString &text, int limit) {
        return m_reader->find(chatWith("bob@example.org"), SearchQuery::parse(text, today), limit, [] { return false; });
    };
    const auto both = find(u"strainer"_s, 10);
    QCOMPARE(both.places.size(), 2);
    QCOMPARE(both.places[0].message, first);
    QCOMPARE(both.places[0].count, 1);
    QCOMPARE(both.places[1].message, second);
    QCOMPARE(both.places[1].count, 2);
    QVERIFY(!both.more);
    QCOMPARE(find(u"strainer"_s, 1).places.size(), 1);
    QCOMPARE(find(u"strainer"_s, 1).places[0].message, second);
    QVERIFY(find(u"strainer"_s, 1).more);
    // All of a chat would be found by its own name.
    QVERIFY(find(u"bob"_s, 10).places.isEmpty());
    QVERIFY(find(u""_s, 10).places.isEmpty());
}

void SearchIndexTest::threadAnswersAndStops()
{
    for (int i = 0; i < 100; ++i) {
        say("bob@example.org", u"number %1"_s.arg(i), noon + i);
    }
    SearchRequest request;
    request.query = SearchQuery::parse(u"number "_s, today);
    {
        SearchThread thread(m_database->file());
        auto answer = thread.search(request);
        QTRY_VERIFY(answer.isFinished());
        qsizetype count = 0;
        for (const SearchBatch &batch : answer.results()) {
            count += batch.hits.size();
        }
        QCOMPARE(count, 50);
        // A hundred wishes, all but the last stale: the last is answered.
        QFuture<SearchBatch> last;
        for (int i = 0; i < 100; ++i) {
            last.cancel();
            last = thread.search(request);
        }
        QTRY_VERIFY(last.isFinished());
        QVERIFY(last.results().constLast().last);
        QCOMPARE(thread.progress().result(), (SearchProgress{false, 0, 0}));
        thread.search(request); // ends with the thread
    }
}

JACKDAW_TEST(SearchIndexTest)

} // namespace search_index_test

#include "search_index_test.moc"
