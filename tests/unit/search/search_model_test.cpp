// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/AccountStore.h"
#include "chat/MessageStore.h"
#include "search/FindModel.h"
#include "search/SearchModel.h"
#include "search/SearchService.h"
#include "support/Builders.h"
#include "support/ModelWatch.h"
#include "support/TestDatabase.h"
#include "support/TestProgram.h"

#include <QSignalSpy>
#include <QTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace search_model_test {

/// The models of a search, on a real database and thread: rows, groups, pages, and the places in one chat.
class SearchModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void showsSectionsWithGroupedHits();
    void limitsWhatOneChatShows();
    void oneChatIsShownWhole();
    void filesAreCountedWhole();
    void kindsChooseWhatIsShown();
    void typingKeepsTheLastAnswerOnly();
    void pagesComeAsTheyAreAskedFor();
    void mostRelevantReorders();
    void removedMessagesGo();
    void changedMessagesReadAsTheyDo();
    void filtersNeverRunIntoTheWords();
    void tellsProblemsAndProgress();
    void findCountsFromTheOldest();
    void findBeginsWhereItIsTold();
    void findFollowsTheChat();
    void followsTheIndex();
    void asksArchivesWhenItIsTold();
    void whatArchivesCannotLookForIsNotOffered();
    void answersToAnotherSearchAreDropped();
    void nothingOfARemovedChatStays();
    void archivesThatWereNotAskedYetAreOffered();
    void nothingOfARemovedAccountStays();
    void anAccountIsRemovedWhileArchivesAreAsked();
    void whereNobodyCanBeAskedNothingIsOffered();
    void filesAndPeopleAreInNoArchive();

private:
    MessageId say(const char *peer, const QString &text, qint64 time);
    /// One line a row: "# Messages 2", "tomas: text", "  text", "+2", "file: name", "person: name".
    QStringList rows() const;
    bool settled() const { return m_model->state() == SearchModel::State::Done || m_model->state() == SearchModel::State::Idle; }

    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<MessageStore> m_messages;
    std::unique_ptr<SearchService> m_service;
    std::unique_ptr<SearchThread> m_thread;
    std::unique_ptr<SearchModel> m_model;
    std::unique_ptr<ModelWatch> m_watch;
};

void SearchModelTest::init()
{
    m_database = std::make_unique<TestDatabase>();
    m_messages = std::make_unique<MessageStore>(**m_database);
    m_service = std::make_unique<SearchService>(**m_database);
    QVERIFY(AccountStore(**m_database).add(anAccount("me@example.org")));
    m_thread = std::make_unique<SearchThread>(m_database->file());
    m_model = std::make_unique<SearchModel>(*m_thread);
    m_watch = std::make_unique<ModelWatch>(m_model.get());
    m_model->setPeople([](const QString &text, int) {
        return u"tomas berg"_s.contains(text) ? QList<SearchModel::Person>{{AccountId(1), jid("tomas@example.org"), ConversationId(1), u"Tomas Berg"_s}}
                                              : QList<SearchModel::Person>();
    });
}

void SearchModelTest::cleanup()
{
    m_watch.reset();
    m_model.reset();
    m_thread.reset();
    m_service.reset();
    m_messages.reset();
    m_database.reset();
}

MessageId SearchModelTest::say(const char *peer, const QString &text, qint64 time)
{
    const auto conversation = m_messages->ensureConversation(AccountId(1), jid(peer));
    const auto stored = m_messages->insert(aMessage().in(*conversation).from(peer).saying(text).at(time), MessageStore::Place::ByTime,
                                           MessageStore::Unread::DoNotCount);
    return stored ? stored->id : MessageId();
}

QStringList SearchModelTest::rows() const
{
    QStringList all;
    for (int i = 0; i < m_model->rowCount(); ++i) {
        const SearchModel::Row &row = m_model->row(i);
        const QString count = QString::number(row.count) + (row.countIsOpen ? u"+"_s : QString());
        switch (row.what) {
        case SearchModel::Row::What::Heading:
            all.append(u"# %1 %2"_s.arg(QStringList{u"People"_s, u"Messages"_s, u"Files"_s, u"Archived"_s}[int(row.section)], count));
            break;
        case SearchModel::Row::What::Person: all.append(u"person: "_s + row.person.name); break;
        case SearchModel::Row::What::File: all.append(u"file: "_s + row.hit.fileName); break;
        case SearchModel::Row::What::MoreInChat: all.append(u"+"_s + count); break;
        case SearchModel::Row::What::AskArchives: all.append(u"ask %1"_s.arg(int(row.archives))); break;
        case SearchModel::Row::What::Archived: all.append(u"archived: "_s + row.hit.snippet.text); break;
        case SearchModel::Row::What::Message:
            all.append(row.firstOfChat ? row.hit.sender.local() + u": "_s + row.hit.snippet.text : u"  "_s + row.hit.snippet.text);
            break;
        }
    }
    return all;
}

void SearchModelTest::showsSectionsWithGroupedHits()
{
    say("tomas@example.org", u"strainer one"_s, noon);
    say("priya@example.org", u"strainer two"_s, noon + 1);
    say("tomas@example.org", u"strainer three"_s, noon + 2);
    say("priya@example.org", u"https://upload.test/strainer.pdf"_s, noon + 3);
    m_model->setQuery({}, u"strainer "_s);
    QCOMPARE(m_model->state(), SearchModel::State::Searching);
    QTRY_VERIFY(settled());
    QCOMPARE(rows(), (QStringList{u"# Messages 3"_s, u"tomas: strainer three"_s, u"  strainer one"_s, u"priya: strainer two"_s,
                                  u"# Files 1"_s, u"file: strainer.pdf"_s}));
    QCOMPARE(m_model->row(1).hit.snippet.ranges, (QList<TextRange>{{0, 8}}));
    QCOMPARE(m_model->countOf(SearchModel::Section::Messages), 3);
    QCOMPARE(m_model->countOf(SearchModel::Section::Files), 1);
    QVERIFY(!(m_model->flags(m_model->index(0)) & Qt::ItemIsSelectable));
    QVERIFY(m_model->flags(m_model->index(1)) & Qt::ItemIsSelectable);

    m_model->setQuery({}, u"tom"_s);
    QTRY_VERIFY(settled());
    QCOMPARE(rows().first(2), (QStringList{u"# People 1"_s, u"person: Tomas Berg"_s}));
    m_model->setQuery({}, u""_s);
    QCOMPARE(m_model->state(), SearchModel::State::Idle);
    QVERIFY(rows().isEmpty());
}

void SearchModelTest::limitsWhatOneChatShows()
{
    for (int i = 0; i < 6; ++i) {
        say("tomas@example.org", u"pump %1"_s.arg(i), noon + i);
    }
    say("priya@example.org", u"pump too"_s, noon - 1);
    m_model->setQuery({}, u"pump "_s);
    QTRY_VERIFY(settled());
    QCOMPARE(rows(), (QStringList{u"# Messages 7"_s, u"tomas: pump 5"_s, u"  pump 4"_s, u"  pump 3"_s, u"+3"_s, u"priya: pump too"_s}));
}

void SearchModelTest::oneChatIsShownWhole()
{
    for (int i = 0; i < 6; ++i) {
        say("tomas@example.org", u"pump %1"_s.arg(i), noon + i);
    }
    say("priya@example.org", u"pump too"_s, noon - 1);
    m_model->setQuery({u"in:tomas@example.org"_s}, u"pump "_s);
    QTRY_VERIFY(settled());
    QCOMPARE(m_model->rowCount(), 7);
}

void SearchModelTest::filesAreCountedWhole()
{
    for (int i = 0; i < 7; ++i)
        say("tomas@example.org", u"https://upload.test/strainer-%1.pdf"_s.arg(i), noon + i);
    m_model->setQuery({}, u"strainer "_s);
    QTRY_VERIFY(settled());
    // Five of them stand among what else there is, and the heading says what the filter does.
    QCOMPARE(m_model->countOf(SearchModel::Section::Files), 7);
    QCOMPARE(rows().first(), u"# Files 7"_s);
    QCOMPARE(rows().size(), 6);
}

void SearchModelTest::kindsChooseWhatIsShown()
{
    say("tomas@example.org", u"tomas says hello"_s, noon);
    say("tomas@example.org", u"https://upload.test/tomas.pdf"_s, noon + 1);
    m_model->setQuery({}, u"tomas"_s);
    QTRY_VERIFY(settled());
    m_model->setKind(SearchModel::Kind::Files);
    QCOMPARE(rows(), (QStringList{u"# Files 1"_s, u"file: tomas.pdf"_s}));
    m_model->setKind(SearchModel::Kind::People);
    QCOMPARE(rows(), (QStringList{u"# People 1"_s, u"person: Tomas Berg"_s}));
    m_model->setKind(SearchModel::Kind::Messages);
    QCOMPARE(rows(), (QStringList{u"# Messages 1"_s, u"tomas: tomas says hello"_s}));
    m_model->setKind(SearchModel::Kind::All);
    QCOMPARE(m_model->rowCount(), 6);
}

void SearchModelTest::typingKeepsTheLastAnswerOnly()
{
    say("tomas@example.org", u"strainer"_s, noon);
    say("tomas@example.org", u"stream"_s, noon + 1);
    for (const QString &text : {u"s"_s, u"st"_s, u"str"_s, u"stra"_s, u"strai"_s}) {
        m_model->setQuery({}, text);
    }
    QTRY_VERIFY(settled());
    QCOMPARE(rows(), (QStringList{u"# Messages 1"_s, u"tomas: strainer"_s}));
    m_model->setQuery({}, u"str"_s);
    QTRY_COMPARE(m_model->rowCount(), 3);
    m_model->setQuery({}, u"zebra"_s);
    QTRY_VERIFY(settled());
    QVERIFY(rows().isEmpty());
}

void SearchModelTest::pagesComeAsTheyAreAskedFor()
{
    for (int i = 0; i < 120; ++i) {
        say("tomas@example.org", u"number %1"_s.arg(i), noon + i);
    }
    m_model->setQuery({}, u"number "_s);
    QTRY_VERIFY(settled());
    QCOMPARE(rows().constFirst(), u"# Messages 50+"_s);
    QCOMPARE(m_model->rowCount(), 51);
    QVERIFY(m_model->canFetchMore({}));
    m_model->fetchMore({});
    QVERIFY(!m_model->canFetchMore({}));
    QTRY_COMPARE(m_model->rowCount(), 101);
    QTRY_VERIFY(m_model->canFetchMore({}));
    m_model->fetchMore({});
    QTRY_COMPARE(m_model->rowCount(), 121);
    QTRY_COMPARE(rows().constFirst(), u"# Messages 120"_s);
    QVERIFY(!m_model->canFetchMore({}));
    QCOMPARE(rows().constLast(), u"  number 0"_s);
}

void SearchModelTest::mostRelevantReorders()
{
    say("tomas@example.org", u"pump pump pump"_s, noon);
    say("tomas@example.org", u"some words before the pump and some more words after it"_s, noon + 1);
    m_model->setQuery({}, u"pump "_s);
    QTRY_VERIFY(settled());
    QCOMPARE(rows().constLast(), u"  pump pump pump"_s);
    m_model->setOrder(SearchRequest::Order::MostRelevant);
    QTRY_VERIFY(settled());
    QTRY_COMPARE(rows()[1], u"tomas: pump pump pump"_s);
}

void SearchModelTest::removedMessagesGo()
{
    const MessageId message = say("tomas@example.org", u"pump"_s, noon);
    m_model->setQuery({}, u"pump "_s);
    QTRY_VERIFY(settled());
    QCOMPARE(m_model->rowCount(), 2);
    m_model->removeMessage(ConversationId(1), message);
    QCOMPARE(m_model->rowCount(), 0);
}

void SearchModelTest::changedMessagesReadAsTheyDo()
{
    const MessageId corrected = say("tomas@example.org", u"the pump, wrong"_s, noon);
    const MessageId other = say("tomas@example.org", u"another pump"_s, noon + 1);
    const MessageId retracted = say("tomas@example.org", u"a pump that was taken back"_s, noon + 2);
    m_model->setQuery({}, u"pump "_s);
    QTRY_VERIFY(settled());
    QCOMPARE(m_model->rowCount(), 4);
    const auto now = [](MessageId id, const QString &body) {
        Message message = aMessage().in(ConversationId(1)).saying(body);
        message.id = id;
        return message;
    };
    m_model->changeMessages(ConversationId(1), {now(corrected, u"the pump, right"_s), now(other, u"a valve"_s), now(retracted, QString())});
    QCOMPARE(rows(), (QStringList{u"# Messages 1"_s, u"tomas: the pump, right"_s}));
    // One that was found by its sender's name alone stays so.
    m_model->setQuery({}, u"tomas right "_s);
    QTRY_VERIFY(settled());
    m_model->setQuery({}, u"tomas "_s);
    QTRY_COMPARE(m_model->rowCount(), 6);
    m_model->changeMessages(ConversationId(1), {now(other, u"a valve"_s)});
    QCOMPARE(m_model->rowCount(), 6);
}

void SearchModelTest::filtersNeverRunIntoTheWords()
{
    say("tomas@example.org", u"pump"_s, noon);
    say("priya@example.org", u"pump"_s, noon);
    m_model->setQuery({u"from:tomas"_s, u"after:2026"_s}, u"pu"_s);
    QTRY_VERIFY(settled());
    QCOMPARE(rows(), (QStringList{u"# Messages 1"_s, u"tomas: pump"_s}));
}

void SearchModelTest::tellsProblemsAndProgress()
{
    say("tomas@example.org", u"pump"_s, noon);
    m_model->setQuery({}, u"has:cats from:nobody pump "_s);
    QTRY_VERIFY(settled());
    QCOMPARE(m_model->problems(), (QList<SearchProblem>{{SearchProblem::Kind::UnknownValue, u"has:cats"_s},
                                                        {SearchProblem::Kind::NoSuchPerson, u"nobody"_s}}));
    m_model->setQuery({}, u"pump "_s);
    QTRY_VERIFY(settled());
    QVERIFY(m_model->problems().isEmpty());
    QVERIFY(SearchStore(**m_database).rebuild());
    m_model->setQuery({}, u"pum"_s);
    QTRY_COMPARE(m_model->indexProgress(), (SearchProgress{true, 0, 1}));
}

void SearchModelTest::findCountsFromTheOldest()
{
    const MessageId first = say("tomas@example.org", u"strainer"_s, noon);
    const MessageId second = say("tomas@example.org", u"the strainer, that strainer"_s, noon + 1);
    say("priya@example.org", u"strainer"_s, noon + 2);
    FindModel find(*m_thread);
    QSignalSpy moved(&find, &FindModel::currentChanged);
    find.setQuery(ConversationId(1), u"strainer"_s);
    QTRY_COMPARE(find.count(), 3);
    QCOMPARE(find.position(), 3); // the newest
    QCOMPARE(find.currentMessage(), second);
    QCOMPARE(find.currentInMessage(), 1);
    QCOMPARE(moved.size(), 1);
    find.step(1); // round the end
    QCOMPARE(find.position(), 1);
    QCOMPARE(find.currentMessage(), first);
    find.step(1);
    QCOMPARE(find.position(), 2);
    QCOMPARE(find.currentInMessage(), 0);
    find.step(-1);
    find.step(-1);
    QCOMPARE(find.position(), 3);
    find.setQuery(ConversationId(1), u"nothing"_s);
    QTRY_COMPARE(find.count(), 0);
    QCOMPARE(find.position(), 0);
    QVERIFY(!find.currentMessage().isValid());
    find.step(1);
    find.clear();
    QVERIFY(find.match().isEmpty());
}

void SearchModelTest::findBeginsWhereItIsTold()
{
    const MessageId first = say("tomas@example.org", u"strainer"_s, noon);
    say("tomas@example.org", u"strainer"_s, noon + 1);
    FindModel find(*m_thread);
    find.setQuery(ConversationId(1), u"strainer"_s, first);
    QTRY_COMPARE(find.count(), 2);
    QCOMPARE(find.currentMessage(), first);
    QCOMPARE(find.position(), 1);
}

void SearchModelTest::findFollowsTheChat()
{
    const MessageId first = say("tomas@example.org", u"strainer"_s, noon);
    FindModel find(*m_thread);
    QSignalSpy moved(&find, &FindModel::currentChanged);
    find.setQuery(ConversationId(1), u"strainer"_s);
    QTRY_COMPARE(find.count(), 1);
    say("tomas@example.org", u"strainer, newer"_s, noon + 1);
    find.refresh(ConversationId(2)); // another chat
    find.refresh(ConversationId(1));
    QTRY_COMPARE(find.count(), 2);
    QCOMPARE(find.currentMessage(), first); // what is looked at stays
    QCOMPARE(moved.size(), 1);
    QVERIFY(m_messages->remove(first));
    find.refresh(ConversationId(1));
    QTRY_COMPARE(find.count(), 1);
    QCOMPARE(find.position(), 1);
}

/// "Nothing found" is never said of what was not looked at, and what the index comes to is found then.
void SearchModelTest::followsTheIndex()
{
    say("tomas@example.org", u"strainer"_s, noon);
    m_service.reset();
    SearchStore store(**m_database);
    QVERIFY(store.rebuild());
    FindModel find(*m_thread);
    find.setQuery(ConversationId(1), u"strainer"_s);
    QTRY_VERIFY(!find.isSearching());
    QTRY_VERIFY(find.isIncomplete());
    QCOMPARE(find.count(), 0);
    m_model->setQuery({}, u"strainer"_s);
    QTRY_COMPARE(m_model->state(), SearchModel::State::Done);
    QTRY_VERIFY(m_model->indexProgress().building);
    QCOMPARE(m_model->rowCount(), 0);

    SearchProgress progress = *store.buildSlice(10);
    while (progress.building) {
        progress = *store.buildSlice(10);
    }
    find.setIndex(progress);
    m_model->setIndex(progress);
    QTRY_COMPARE(find.count(), 1);
    QVERIFY(!find.isIncomplete());
    QTRY_COMPARE(m_model->countOf(SearchModel::Section::Messages), 1);
}

ArchivedMessage archivedMessage(const char *id, const QString &body, qint64 time)
{
    ArchivedMessage message;
    message.id = ArchiveId(QString::fromLatin1(id));
    message.account = AccountId(1);
    message.peer = message.sender = jid("tomas@example.org");
    message.body = body;
    message.time = time;
    return message;
}

QString asking(SearchModel::Archives archives)
{
    return u"ask %1"_s.arg(int(archives));
}

void SearchModelTest::asksArchivesWhenItIsTold()
{
    using Archives = SearchModel::Archives;
    say("tomas@example.org", u"strainer one"_s, noon);
    QSignalSpy wanted(m_model.get(), &SearchModel::archivesWanted);
    m_model->setQuery({}, u"strainer "_s);
    QTRY_VERIFY(settled());
    QCOMPARE(rows(), (QStringList{u"# Messages 1"_s, u"tomas: strainer one"_s})); // nobody is online
    m_model->setServers(SearchModel::Servers::There);
    QCOMPARE(rows().constLast(), asking(Archives::Unasked));
    QVERIFY(m_model->flags(m_model->QAbstractListModel::index(2)) & Qt::ItemIsSelectable);
    QVERIFY(wanted.isEmpty());

    m_model->askArchives();
    QCOMPARE(wanted.size(), 1);
    QVERIFY(wanted.at(0).at(1).value<QList<ArchiveHits::Question>>().isEmpty());
    const ArchiveHits::Question question{AccountId(1), {u"strainer"_s, {}, {}, 0, 0, {}}};
    int serial = m_model->expectArchives(1);
    QCOMPARE(rows().constLast(), asking(Archives::Asking));
    QVERIFY(!(m_model->flags(m_model->QAbstractListModel::index(2)) & Qt::ItemIsSelectable));
    m_model->askArchives(); // they are being asked
    QCOMPARE(wanted.size(), 1);
    m_model->takeArchived(serial, question, ArchiveFound{{archivedMessage("b", u"old strainer"_s, 20)}, ArchiveId(u"b"_s)});
    QCOMPARE(rows().mid(2), (QStringList{u"# Archived 1+"_s, u"archived: old strainer"_s, asking(Archives::Further)}));

    m_model->askArchives();
    const auto further = wanted.at(1).at(1).value<QList<ArchiveHits::Question>>();
    QCOMPARE(further.size(), 1);
    QCOMPARE(further.constFirst().search.before.value(), u"b"_s);
    serial = m_model->expectArchives(1);
    m_model->takeArchived(serial, further.constFirst(), Error{ErrorKind::Timeout, {}, {}});
    QCOMPARE(rows().constLast(), asking(Archives::Failed));
    serial = m_model->expectArchives(1);
    m_model->takeArchived(serial, further.constFirst(), ArchiveFound{{archivedMessage("b", u"old strainer"_s, 20),
                                                                      archivedMessage("a", u"older strainer"_s, 10)}, {}});
    QCOMPARE(rows().mid(2), (QStringList{u"# Archived 2"_s, u"archived: old strainer"_s, u"archived: older strainer"_s, asking(Archives::Done)}));
    // They are neither files nor people.
    m_model->setKind(SearchModel::Kind::Files);
    QVERIFY(rows().isEmpty());
}

void SearchModelTest::whatArchivesCannotLookForIsNotOffered()
{
    using Archives = SearchModel::Archives;
    m_model->setServers(SearchModel::Servers::There);
    for (const QString &text : {u"is:saved "_s, u"has:file strainer "_s, u"from:tomas@example.org strainer "_s, u"in:tomas "_s}) {
        m_model->setQuery({}, text);
        QTRY_VERIFY(settled());
        QCOMPARE(m_model->archives(), Archives::NotThere);
    }
    m_model->setQuery({}, u"strainer before:2026-01-01 "_s);
    QTRY_VERIFY(settled());
    QCOMPARE(m_model->archives(), Archives::Unasked);
    QVERIFY(rows().isEmpty()); // what is said where nothing is found offers it
    m_model->takeArchived(m_model->expectArchives(1), {}, Error{ErrorKind::Unavailable, {}, {}});
    QCOMPARE(m_model->archives(), Archives::Useless);
    // It may have learnt it meanwhile, or another account is there.
    QSignalSpy wanted(m_model.get(), &SearchModel::archivesWanted);
    m_model->askArchives();
    QCOMPARE(wanted.size(), 1);
    m_model->takeArchived(m_model->expectArchives(1), {}, ArchiveFound{{archivedMessage("a", u"old strainer"_s, 10)}, {}});
    QCOMPARE(m_model->archives(), Archives::Done);
}

void SearchModelTest::answersToAnotherSearchAreDropped()
{
    m_model->setServers(SearchModel::Servers::There);
    m_model->setQuery({}, u"strainer "_s);
    QTRY_VERIFY(settled());
    const int serial = m_model->expectArchives(1);
    m_model->setQuery({}, u"pump "_s);
    m_model->takeArchived(serial, {}, ArchiveFound{{archivedMessage("a", u"strainer"_s, 10)}, {}});
    QVERIFY(rows().isEmpty());
    QCOMPARE(m_model->archives(), SearchModel::Archives::Unasked);
}

void SearchModelTest::nothingOfARemovedChatStays()
{
    say("tomas@example.org", u"strainer one"_s, noon);
    say("leila@example.org", u"strainer two"_s, noon + 1);
    say("leila@example.org", u"https://upload.test/strainer.pdf"_s, noon + 2);
    m_model->setQuery({}, u"strainer "_s);
    QTRY_VERIFY(settled());
    QCOMPARE(m_model->countOf(SearchModel::Section::Messages), 2);
    QCOMPARE(m_model->countOf(SearchModel::Section::Files), 1);
    const auto leila = m_messages->ensureConversation(AccountId(1), jid("leila@example.org"));
    QVERIFY(leila);
    m_model->removeChat(*leila);
    QCOMPARE(rows(), (QStringList{u"# Messages 1"_s, u"tomas: strainer one"_s}));

    // Nor what an archive had of it; what belongs to no chat here is no part of it.
    ArchivedMessage ofIt = archivedMessage("b", u"old strainer"_s, 20);
    ofIt.conversation = *leila;
    m_model->takeArchived(m_model->expectArchives(1), {}, ArchiveFound{{ofIt, archivedMessage("a", u"older strainer"_s, 10)}, {}});
    QCOMPARE(m_model->countOf(SearchModel::Section::Archived), 2);
    m_model->removeChat(*leila);
    QCOMPARE(m_model->countOf(SearchModel::Section::Archived), 1);
    QVERIFY(rows().contains(u"archived: older strainer"_s));
    QVERIFY(!rows().contains(u"archived: old strainer"_s));
    m_model->removeChat({});
    QCOMPARE(m_model->countOf(SearchModel::Section::Archived), 1);
}

/// A part of a name stands for more chats than are asked at once.
void SearchModelTest::archivesThatWereNotAskedYetAreOffered()
{
    using Archives = SearchModel::Archives;
    m_model->setServers(SearchModel::Servers::There);
    m_model->setQuery({}, u"strainer "_s);
    QTRY_VERIFY(settled());
    const ArchiveHits::Question later{AccountId(2), {u"strainer"_s, {}, {}, 0, 0, {}}};
    const int serial = m_model->expectArchives(1, {later});
    m_model->takeArchived(serial, {}, ArchiveFound{{archivedMessage("a", u"old strainer"_s, 10)}, {}});
    QCOMPARE(m_model->archives(), Archives::Further);
    QSignalSpy wanted(m_model.get(), &SearchModel::archivesWanted);
    m_model->askArchives();
    QCOMPARE(wanted.at(0).at(1).value<QList<ArchiveHits::Question>>(), QList{later});
    m_model->takeArchived(m_model->expectArchives(1), later, ArchiveFound());
    QCOMPARE(m_model->archives(), Archives::Done);
}

void SearchModelTest::nothingOfARemovedAccountStays()
{
    QVERIFY(AccountStore(**m_database).add(anAccount("other@example.org")));
    m_model->setPeople([](const QString &, int) {
        const SearchModel::Person tomas{AccountId(1), jid("tomas@example.org"), ConversationId(1), u"Tomas Berg"_s};
        const SearchModel::Person leila{AccountId(2), jid("leila@example.org"), ConversationId(2), u"Leila Haddad"_s};
        return QList<SearchModel::Person>{tomas, leila};
    });
    say("tomas@example.org", u"strainer one"_s, noon);
    say("tomas@example.org", u"https://upload.test/strainer.pdf"_s, noon + 1);
    const auto chat = m_messages->ensureConversation(AccountId(2), jid("leila@example.org"));
    QVERIFY(chat);
    QVERIFY(m_messages->insert(aMessage().in(*chat).from("leila@example.org").saying(u"strainer two"_s).at(noon + 2),
                               MessageStore::Place::ByTime, MessageStore::Unread::DoNotCount));
    m_model->setServers(SearchModel::Servers::There);
    m_model->setQuery({}, u"strainer "_s);
    QTRY_VERIFY(settled());
    const int serial = m_model->expectArchives(1);
    m_model->takeArchived(serial, {}, ArchiveFound{{archivedMessage("a", u"old strainer"_s, 10)}, {}});
    QCOMPARE(m_model->countOf(SearchModel::Section::People), 2);
    QCOMPARE(m_model->countOf(SearchModel::Section::Messages), 2);
    QCOMPARE(m_model->countOf(SearchModel::Section::Files), 1);
    QCOMPARE(m_model->countOf(SearchModel::Section::Archived), 1);
    QSignalSpy told(m_model.get(), &SearchModel::stateChanged);
    m_model->removeAccount(AccountId(1));
    QCOMPARE(rows(), (QStringList{u"# People 1"_s, u"person: Leila Haddad"_s,
                                  u"# Messages 1"_s, u"leila: strainer two"_s,
                                  asking(SearchModel::Archives::Unasked)}));
    QCOMPARE(m_model->countOf(SearchModel::Section::Files), 0);
    QCOMPARE(m_model->countOf(SearchModel::Section::Archived), 0);
    QVERIFY(!told.isEmpty());
}

void SearchModelTest::anAccountIsRemovedWhileArchivesAreAsked()
{
    using Archives = SearchModel::Archives;
    say("tomas@example.org", u"strainer one"_s, noon);
    m_model->setServers(SearchModel::Servers::There);
    m_model->setQuery({}, u"strainer "_s);
    QTRY_VERIFY(settled());
    const int serial = m_model->expectArchives(2);
    m_model->takeArchived(serial, {}, ArchiveFound{{archivedMessage("a", u"old strainer"_s, 10)}, {}});
    QCOMPARE(m_model->archives(), Archives::Asking);
    m_model->removeAccount(AccountId(1));
    QVERIFY(rows().isEmpty());
    QCOMPARE(m_model->archives(), Archives::Unasked); // those of other accounts can be asked anew
    // Its own answer may still be on its way.
    m_model->takeArchived(serial, {}, ArchiveFound{{archivedMessage("b", u"older strainer"_s, 5)}, {}});
    QVERIFY(rows().isEmpty());
    QCOMPARE(m_model->archives(), Archives::Unasked);
    m_model->takeArchived(m_model->expectArchives(1), {}, ArchiveFound());
    QCOMPARE(m_model->archives(), Archives::Done);
}

/// `in:` names a chat of an account that is offline, while another is online: who is asked finds nobody to ask.
void SearchModelTest::whereNobodyCanBeAskedNothingIsOffered()
{
    using Archives = SearchModel::Archives;
    say("tomas@example.org", u"strainer one"_s, noon);
    m_model->setServers(SearchModel::Servers::There);
    m_model->setQuery({u"in:tomas@example.org"_s}, u"strainer "_s);
    QTRY_VERIFY(settled());
    QCOMPARE(rows().constLast(), asking(Archives::Unasked));
    QSignalSpy wanted(m_model.get(), &SearchModel::archivesWanted);
    m_model->askArchives();
    QCOMPARE(wanted.size(), 1);
    m_model->expectArchives(0);
    QCOMPARE(m_model->archives(), Archives::NotThere);
    QCOMPARE(rows(), (QStringList{u"# Messages 1"_s, u"tomas: strainer one"_s}));
    m_model->askArchives();
    QCOMPARE(wanted.size(), 1);
    m_model->setQuery({}, u"strainer "_s);
    QTRY_VERIFY(settled());
    QCOMPARE(m_model->archives(), Archives::Unasked);
}

void SearchModelTest::filesAndPeopleAreInNoArchive()
{
    using Archives = SearchModel::Archives;
    say("tomas@example.org", u"https://upload.test/tomas.pdf"_s, noon);
    m_model->setServers(SearchModel::Servers::There);
    m_model->setQuery({}, u"tomas"_s);
    QTRY_VERIFY(settled());
    QSignalSpy wanted(m_model.get(), &SearchModel::archivesWanted);
    m_model->setKind(SearchModel::Kind::Files);
    QCOMPARE(m_model->archives(), Archives::NotThere);
    QCOMPARE(rows(), (QStringList{u"# Files 1"_s, u"file: tomas.pdf"_s}));
    m_model->setKind(SearchModel::Kind::People);
    QCOMPARE(m_model->archives(), Archives::NotThere);
    QCOMPARE(rows(), (QStringList{u"# People 1"_s, u"person: Tomas Berg"_s}));
    m_model->askArchives();
    QVERIFY(wanted.isEmpty());
    for (const auto kind : {SearchModel::Kind::Messages, SearchModel::Kind::All}) {
        m_model->setKind(kind);
        QCOMPARE(m_model->archives(), Archives::Unasked);
    }
}

JACKDAW_TEST(SearchModelTest)

} // namespace search_model_test

#include "search_model_test.moc"
