// SPDX-License-Identifier: GPL-3.0-or-later
// The search everywhere over a real database: what is typed, what becomes a filter, what the keys do, what is read out.
#include "account/AccountStore.h"
#include "base/Clock.h"
#include "chat/ChatListModel.h"
#include "chat/MessageStore.h"
#include "roster/ContactListModel.h"
#include "search/SearchModel.h"
#include "search/SearchService.h"
#include "searchpage/ArchivedDialog.h"
#include "searchpage/FilterChip.h"
#include "searchpage/SearchCompletion.h"
#include "searchpage/SearchNames.h"
#include "searchpage/SearchPane.h"
#include "searchpage/SearchWords.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "support/Builders.h"
#include "support/FakeClock.h"
#include "support/TestDatabase.h"
#include "support/TestProgram.h"
#include "widgets/Chip.h"
#include "widgets/EmptyState.h"
#include "widgets/Fields.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QCompleter>
#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

using namespace jackdaw;
using namespace jackdaw::test;
using namespace Qt::StringLiterals;

namespace search_pane_test {

class SearchPaneTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void completesOperators_data();
    void completesOperators();
    void ourPictureHasTheLettersOfOurName();
    void chipsBeginWhereTheFieldDoes();
    void onlyPeopleAreOfferedAsSenders();
    void escGoesFromTheChipsToTheFieldAndOut();
    void placesAreCalledSo();
    void everyProblemHasWords();
    void findsAndOpensByKeys();
    void operatorsBecomeFilters();
    void completionsAreTaken();
    void wrongOperatorsAreExplained();
    void emptyStates();
    void saysThatTheIndexIsBuilt();
    void restOfAChatIsAFilter();
    void hiddenTextStaysHidden();
    void peopleAreFound();
    void resultsSayWhoseTheyAre();
    void olderMessagesAreSearchedOnTheServer();
    void theServerIsOfferedWhereNothingIsFound();
    void howServersAnswerIsAnnounced();
    void hitsInGroupsSayWhoWrote();

private:
    void say(const char *peer, const QString &text, qint64 time);
    SearchField *field() const { return m_pane->findChild<SearchField *>(); }
    QListView *list() const
    {
        for (QListView *one : m_pane->findChildren<QListView *>()) {
            if (one->accessibleName() == u"Search results"_s)
                return one;
        }
        return nullptr;
    }
    QStringList filters() const
    {
        QStringList names;
        for (FilterChip *chip : m_pane->findChildren<FilterChip *>()) {
            if (!chip->isHidden() && chip->accessibleName().startsWith("Remove filter"_L1))
                names.append(chip->text().remove(QChar(0x2068)).remove(QChar(0x2069)));
        }
        return names;
    }
    bool says(const QString &text) const
    {
        for (QLabel *label : m_pane->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().remove(QChar(0x2068)).remove(QChar(0x2069)).contains(text))
                return true;
        }
        return false;
    }
    QString spoken(int row) const
    {
        return list()->model()->index(row, 0).data(Qt::AccessibleTextRole).toString().remove(QChar(0x2068)).remove(QChar(0x2069));
    }

    QTemporaryDir m_folder;
    FakeClock m_clock;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<MessageStore> m_messages;
    std::unique_ptr<SearchService> m_service;
    std::unique_ptr<ContactListModel> m_contacts;
    std::unique_ptr<ChatListModel> m_chats;
    std::unique_ptr<SearchThread> m_thread;
    std::unique_ptr<SearchModel> m_search;
    std::unique_ptr<SearchPane> m_pane;
};

void SearchPaneTest::init()
{
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_theme = std::make_unique<Theme>(*m_preferences);
    m_database = std::make_unique<TestDatabase>();
    m_messages = std::make_unique<MessageStore>(**m_database);
    m_service = std::make_unique<SearchService>(**m_database);
    QVERIFY(AccountStore(**m_database).add(anAccount("me@example.org")));
    QVERIFY((*m_database)->run(u"INSERT INTO contact (account, jid, name) VALUES (1, 'tomas@example.org', 'Tomas Berg')"_s));
    m_contacts = std::make_unique<ContactListModel>();
    m_contacts->replaceRoster(AccountId(1), {aContact("tomas@example.org").named(u"Tomas Berg"_s), aContact("zoe@example.org").named(u"Zoe"_s)});
    m_contacts->flush();
    m_chats = std::make_unique<ChatListModel>(*m_contacts);
    m_chats->changeConversations({aConversation(1, "tomas@example.org"), aConversation(2, "priya@example.org")});
    m_chats->flush();
    QVERIFY(m_messages->ensureConversation(AccountId(1), jid("tomas@example.org")));
    QVERIFY(m_messages->ensureConversation(AccountId(1), jid("priya@example.org")));
    m_thread = std::make_unique<SearchThread>(m_database->file());
    m_search = std::make_unique<SearchModel>(*m_thread);
    m_pane = std::make_unique<SearchPane>(*m_search, *m_chats, *m_contacts, *m_theme, m_clock);
    m_pane->resize(336, 700);
    m_pane->show();
    m_pane->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_pane.get()));
    m_pane->start();
}

void SearchPaneTest::cleanup()
{
    m_pane.reset();
    m_search.reset();
    m_thread.reset();
    m_chats.reset();
    m_contacts.reset();
    m_service.reset();
    m_messages.reset();
    m_database.reset();
}

void SearchPaneTest::say(const char *peer, const QString &text, qint64 time)
{
    const auto conversation = m_messages->ensureConversation(AccountId(1), jid(peer));
    QVERIFY(m_messages->insert(aMessage().in(*conversation).from(peer).saying(text).at(time), MessageStore::Place::ByTime,
                               MessageStore::Unread::DoNotCount));
}

void SearchPaneTest::ourPictureHasTheLettersOfOurName()
{
    SearchWords words(*m_chats, *m_contacts);
    words.setOwnName([](AccountId) { return u"Mara Lindqvist"_s; });
    SearchHit hit;
    hit.account = AccountId(1);
    hit.sender = BareJid::fromPrepared(u"mara@harbor.example"_s);
    hit.direction = Direction::Outgoing;
    QCOMPARE(words.senderName(hit), u"Mara Lindqvist"_s);
    hit.direction = Direction::Incoming;
    hit.sender = BareJid::fromPrepared(u"nobody@harbor.example"_s);
    QCOMPARE(words.senderName(hit), u"nobody"_s);
}

void SearchPaneTest::chipsBeginWhereTheFieldDoes()
{
    m_pane->resize(336, 600);
    m_pane->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_pane.get()));
    const auto left = [this](const QWidget *widget) { return widget->mapTo(m_pane.get(), QPoint()).x(); };
    const Chip *all = m_pane->findChild<Chip *>();
    QCOMPARE(left(all) + focusRoom, left(m_pane->findChild<SearchField *>()));
    QCOMPARE(all->height(), all->sizeHint().height()); // with all of its ring
}

void SearchPaneTest::completesOperators_data()
{
    QTest::addColumn<QString>("text"); ///< the cursor stands at |
    QTest::addColumn<QStringList>("wanted");
    QTest::addColumn<QString>("replaced");
    QTest::newRow("a word") << u"pump|"_s << QStringList{} << u"pump"_s;
    QTest::newRow("one letter") << u"f|"_s << QStringList{} << u"f"_s;
    QTest::newRow("an operator begins") << u"pump fr|"_s << QStringList{u"from:"_s} << u"fr"_s;
    QTest::newRow("two begin so") << u"is|"_s << QStringList{u"is:"_s} << u"is"_s;
    QTest::newRow("who") << u"from:to| x"_s << QStringList{u"from:\"Tomas Berg\""_s} << u"from:to"_s;
    QTest::newRow("we ourselves") << u"from:m|"_s << QStringList{u"from:me"_s} << u"from:m"_s;
    QTest::newRow("what it has") << u"has:|"_s << QStringList{u"has:file"_s, u"has:link"_s, u"has:image"_s, u"has:voice"_s} << u"has:"_s;
    QTest::newRow("what it is") << u"is:un|"_s << QStringList{u"is:unread"_s} << u"is:un"_s;
    QTest::newRow("saved for later") << u"is:s|"_s << QStringList{u"is:saved"_s} << u"is:s"_s;
    QTest::newRow("when") << u"after:y|"_s << QStringList{u"after:yesterday"_s} << u"after:y"_s;
    QTest::newRow("behind it") << u"has:file pu|"_s << QStringList{} << u"pu"_s;
}

void SearchPaneTest::completesOperators()
{
    QFETCH(QString, text);
    QFETCH(QStringList, wanted);
    QFETCH(QString, replaced);
    const qsizetype cursor = text.indexOf(u'|');
    text.remove(cursor, 1);
    const auto completion = SearchCompletion::at(text, cursor, [](const QString &part, int) {
        return u"Tomas Berg"_s.contains(part, Qt::CaseInsensitive) && part != u"m"_s ? QStringList{u"Tomas Berg"_s} : QStringList();
    }, [](const QString &part, int) {
        return u"Tomas Berg"_s.contains(part, Qt::CaseInsensitive) && part != u"m"_s ? QStringList{u"Tomas Berg"_s} : QStringList();
    });
    QCOMPARE(completion.suggestions, wanted);
    QCOMPARE(text.sliced(completion.start, completion.length), replaced);
}

void SearchPaneTest::onlyPeopleAreOfferedAsSenders()
{
    Conversation crew = aConversation(3, "crew@rooms.example.org");
    crew.kind = ConversationKind::Room;
    m_chats->changeConversations({crew});
    m_chats->flush();
    const SearchNames names(*m_chats, *m_contacts);
    const QString room = m_chats->nameOf(ConversationId(3));
    QVERIFY(names.chats(u"crew"_s, 9, SearchNames::Of::All).contains(room));
    QVERIFY(names.chats(u"crew"_s, 9, SearchNames::Of::People).isEmpty());
    QCOMPARE(names.chats(u"tom"_s, 9, SearchNames::Of::People), QStringList{u"Tomas Berg"_s});
    const auto offered = [this] {
        auto *completer = m_pane->findChild<QCompleter *>();
        QStringList all;
        for (int row = 0; row < completer->completionModel()->rowCount(); ++row)
            all.append(completer->completionModel()->index(row, 0).data().toString());
        return all;
    };
    QTest::keyClicks(field(), u"in:"_s);
    QVERIFY2(offered().contains(u"in:"_s + room), qPrintable(offered().join(u'|')));
    field()->clear();
    QTest::keyClicks(field(), u"from:"_s);
    QVERIFY2(offered().contains(u"from:\"Tomas Berg\""_s), qPrintable(offered().join(u'|')));
    QVERIFY2(!offered().contains(u"from:"_s + room), qPrintable(offered().join(u'|')));
}

void SearchPaneTest::escGoesFromTheChipsToTheFieldAndOut()
{
    QTest::keyClicks(field(), u"has:link "_s);
    QTRY_COMPARE(filters().size(), 1);
    QVERIFY(field()->text().isEmpty());
    QSignalSpy closed(m_pane.get(), &SearchPane::closeRequested);
    QList<QWidget *> chips;
    for (QAbstractButton *each : m_pane->findChildren<QAbstractButton *>()) {
        if ((qobject_cast<Chip *>(each) || qobject_cast<FilterChip *>(each)) && each->isVisible())
            chips.append(each);
    }
    QVERIFY(chips.size() >= 8);
    for (QWidget *chip : std::as_const(chips)) {
        chip->setFocus(Qt::TabFocusReason);
        QTest::keyClick(chip, Qt::Key_Escape);
        QVERIFY(field()->hasFocus());
        QCOMPARE(closed.size(), 0);
    }
    QTest::keyClick(field(), Qt::Key_Escape);
    QCOMPARE(closed.size(), 1);
}

void SearchPaneTest::placesAreCalledSo()
{
    say("tomas@example.org", u"geo:59.3327,18.0649"_s, noon);
    QTest::keyClicks(field(), u"59 "_s);
    QTRY_COMPARE(m_search->rowCount(), 2);
    QCOMPARE(spoken(1), u"Tomas Berg, Location, 12:00"_s);
    QVERIFY(SearchWords::snippet(m_search->row(1).hit).ranges.isEmpty());
}

void SearchPaneTest::everyProblemHasWords()
{
    for (int kind = 0; kind <= int(SearchProblem::Kind::NoSuchChat); ++kind) {
        const QString words = problemText({SearchProblem::Kind(kind), u"from:<b>x</b>"_s});
        QVERIFY(words.endsWith(u'.'));
        QVERIFY(words.size() > 10);
    }
    // What others could have written is neither markup nor endless.
    QVERIFY(problemText({SearchProblem::Kind::BadDate, QString(5000, u'x')}).size() < 300);
}

void SearchPaneTest::findsAndOpensByKeys()
{
    say("tomas@example.org", u"Before. After the strainer it is lower"_s, noon);
    say("priya@example.org", u"The strainer, too"_s, noon + 1);
    QSignalSpy opened(m_pane.get(), &SearchPane::messageRequested);
    QCOMPARE(field()->accessibleName(), u"Search chats and messages"_s);
    QTest::keyClicks(field(), u"strainer"_s);
    QTRY_COMPARE(m_search->rowCount(), 3);
    QVERIFY(list() && list()->isVisible());
    QCOMPARE(spoken(1), u"priya, The strainer, too, 12:00"_s);
    QTest::keyClick(field(), Qt::Key_Down);
    QVERIFY(list()->hasFocus());
    QCOMPARE(list()->currentIndex().row(), 1); // a heading is no result
    QTest::keyClick(list(), Qt::Key_Down);
    QTest::keyClick(list(), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].value<ConversationId>(), ConversationId(1));
    QCOMPARE(opened[0][2].toString(), u"strainer"_s);
    QVERIFY(list()->hasFocus()); // on to the next one
    QTest::keyClick(list(), Qt::Key_Up);
    QTest::keyClick(list(), Qt::Key_Up);
    QVERIFY(field()->hasFocus());
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(opened.size(), 2);
    // Esc goes back step by step.
    QSignalSpy closed(m_pane.get(), &SearchPane::closeRequested);
    QTest::keyClick(list(), Qt::Key_Escape);
    QVERIFY(field()->hasFocus());
    QTest::keyClick(field(), Qt::Key_Escape);
    QVERIFY(field()->text().isEmpty());
    QCOMPARE(closed.size(), 0);
    QTest::keyClick(field(), Qt::Key_Escape);
    QCOMPARE(closed.size(), 1);
}

void SearchPaneTest::operatorsBecomeFilters()
{
    say("tomas@example.org", u"pump"_s, noon);
    say("priya@example.org", u"pump"_s, noon + 1);
    QTest::keyClicks(field(), u"from:tomas"_s);
    QVERIFY(filters().isEmpty()); // it may go on
    QTest::keyClicks(field(), u" "_s);
    QCOMPARE(filters(), QStringList{u"From tomas"_s});
    QVERIFY(field()->text().isEmpty());
    QTest::keyClicks(field(), u"pump"_s);
    QTRY_COMPARE(m_search->rowCount(), 2);
    QCOMPARE(m_search->row(1).hit.conversation, ConversationId(1));
    QTest::keyClicks(field(), u" after:2026 before:2027 has:link "_s);
    QCOMPARE(filters(), (QStringList{u"From tomas"_s, u"Since 2026"_s, u"Before 2027"_s, u"With a link"_s}));
    QCOMPARE(field()->text().trimmed(), u"pump"_s);
    QTRY_COMPARE(m_search->rowCount(), 0);
    for (FilterChip *chip : m_pane->findChildren<FilterChip *>()) {
        if (!chip->isHidden() && chip->text() == u"With a link"_s)
            chip->click();
    }
    QCOMPARE(filters().size(), 3);
    QTRY_COMPARE(m_search->rowCount(), 2);
    // Backspace in an empty field takes the last one away.
    field()->clear();
    QTest::keyClick(field(), Qt::Key_Backspace);
    QCOMPARE(filters(), (QStringList{u"From tomas"_s, u"Since 2026"_s}));
}

void SearchPaneTest::completionsAreTaken()
{
    auto *completer = m_pane->findChild<QCompleter *>();
    QTest::keyClicks(field(), u"from:tom"_s);
    QTRY_VERIFY(completer->popup()->isVisible());
    QCOMPARE(completer->completionModel()->rowCount(), 1);
    QTest::keyClick(completer->popup(), Qt::Key_Down);
    QTest::keyClick(completer->popup(), Qt::Key_Return);
    QTRY_COMPARE(filters(), QStringList{u"From Tomas Berg"_s});
    for (FilterChip *chip : m_pane->findChildren<FilterChip *>()) { // its pill begins where the field does (picture 09)
        if (chip->text() == u"From Tomas Berg"_s)
            QTRY_COMPARE(chip->mapTo(m_pane.get(), QPoint(FilterChip::pillRoom, 0)).x(), field()->mapTo(m_pane.get(), QPoint()).x());
    }
    QVERIFY(field()->text().trimmed().isEmpty());
    QVERIFY(!completer->popup()->isVisible());
    // Tab takes the first one, and stays in the field.
    QTest::keyClicks(field(), u"has:li"_s);
    QTRY_VERIFY(completer->popup()->isVisible());
    QTest::keyClick(completer->popup(), Qt::Key_Tab);
    QTRY_COMPARE(filters(), (QStringList{u"From Tomas Berg"_s, u"With a link"_s}));
    QCOMPARE(field()->window()->focusWidget(), field());
    QVERIFY(!completer->popup()->isVisible());
}

void SearchPaneTest::wrongOperatorsAreExplained()
{
    QTest::keyClicks(field(), u"has:cats "_s);
    QVERIFY(filters().isEmpty());
    QTRY_VERIFY(says(u"\u201Chas:cats\u201D is not known. Use has:file, has:link, has:image or has:voice."_s));
    field()->clear();
    // Nothing is wrong with what is being written.
    QTest::keyClicks(field(), u"from:"_s);
    QTRY_VERIFY(!m_search->problems().isEmpty());
    QVERIFY(!says(u"Nothing follows"_s));
    QTRY_VERIFY(says(u"Nothing follows"_s));
    field()->clear();
    QTest::keyClicks(field(), u"before:soon "_s);
    QTRY_VERIFY(says(u"\u201Cbefore:soon\u201D is not a date."_s));
    field()->clear();
    QTRY_VERIFY(!says(u"is not a date"_s));
}

void SearchPaneTest::emptyStates()
{
    auto *empty = m_pane->findChild<EmptyState *>();
    QVERIFY(says(u"Search all chats"_s));
    QTest::keyClicks(field(), u"zebra"_s);
    QTRY_VERIFY(says(u"Nothing found"_s));
    Q_EMIT empty->actionRequested(); // "Clear search"
    QVERIFY(field()->text().isEmpty());
    QVERIFY(says(u"Search all chats"_s));
}

void SearchPaneTest::olderMessagesAreSearchedOnTheServer()
{
    say("tomas@example.org", u"strainer"_s, noon);
    m_search->setServers(SearchModel::Servers::There);
    QSignalSpy wanted(m_search.get(), &SearchModel::archivesWanted);
    QTest::keyClicks(field(), u"strainer "_s);
    QTRY_COMPARE(m_search->rowCount(), 3);
    QCOMPARE(spoken(2), u"Search older messages on the server"_s);
    QTest::keyClick(field(), Qt::Key_Down);
    QTest::keyClick(list(), Qt::Key_Down);
    QTest::keyClick(list(), Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    ArchivedMessage old;
    old.id = ArchiveId(u"a"_s);
    old.account = AccountId(1);
    old.conversation = ConversationId(1);
    old.peer = old.sender = jid("tomas@example.org");
    old.body = u"the <b>old</b> strainer"_s;
    old.time = noon;
    m_search->takeArchived(m_search->expectArchives(1), {}, ArchiveFound{{old}, {}});
    QCOMPARE(spoken(2), u"On the server \u00B7 1"_s);
    QCOMPARE(spoken(3), u"Tomas Berg, the <b>old</b> strainer, 12:00"_s);
    QCOMPARE(spoken(4), u"The server has nothing more."_s);

    // It is not here, so it is read by itself; the chat opens at that day.
    QSignalSpy opened(m_pane.get(), &SearchPane::timeRequested);
    Q_EMIT list()->clicked(m_search->QAbstractListModel::index(3));
    auto *dialog = m_pane->findChild<ArchivedDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->findChild<QPlainTextEdit *>()->toPlainText(), old.body);
    for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
        if (button->text() == u"Go to that day"_s)
            button->click();
    }
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.at(0).at(0).value<ConversationId>(), ConversationId(1));
    QCOMPARE(opened.at(0).at(1).toLongLong(), noon);
}

void SearchPaneTest::theServerIsOfferedWhereNothingIsFound()
{
    m_search->setServers(SearchModel::Servers::There);
    QSignalSpy wanted(m_search.get(), &SearchModel::archivesWanted);
    QTest::keyClicks(field(), u"zebra "_s);
    QTRY_VERIFY(says(u"Nothing found"_s));
    auto *empty = m_pane->findChild<EmptyState *>();
    Q_EMIT empty->actionRequested(); // "Search older messages on the server"
    QCOMPARE(wanted.size(), 1);
    m_search->takeArchived(m_search->expectArchives(1), {}, Error{ErrorKind::Unavailable, {}, {}});
    QVERIFY(says(u"The server does not search in messages."_s));
    Q_EMIT empty->actionRequested(); // "Ask again"
    QCOMPARE(wanted.size(), 2);
    m_search->takeArchived(m_search->expectArchives(1), {}, ArchiveFound());
    Q_EMIT empty->actionRequested(); // "Clear search"
    QVERIFY(field()->text().isEmpty());
}

void SearchPaneTest::howServersAnswerIsAnnounced()
{
    static QStringList heard;
    heard.clear();
    QAccessible::setActive(true);
    const auto before = QAccessible::installUpdateHandler([](QAccessibleEvent *event) {
        if (event->type() == QAccessible::Announcement)
            heard.append(static_cast<QAccessibleAnnouncementEvent *>(event)->message());
    });
    const auto restore = qScopeGuard([before] { QAccessible::installUpdateHandler(before); });
    say("tomas@example.org", u"strainer"_s, noon);
    m_search->setServers(SearchModel::Servers::There);
    QTest::keyClicks(field(), u"strainer "_s);
    QTRY_COMPARE(m_search->rowCount(), 3);
    QCOMPARE(heard, QStringList()); // what is offered is a row like others
    int serial = m_search->expectArchives(1);
    QCOMPARE(heard, QStringList{u"Searching on the server\u2026"_s});
    m_search->takeArchived(serial, {}, Error{ErrorKind::Timeout, {}, {}});
    QCOMPARE(heard.last(), u"The server did not answer. Try again"_s);
    serial = m_search->expectArchives(1);
    ArchivedMessage old;
    old.id = ArchiveId(u"a"_s);
    old.account = AccountId(1);
    old.conversation = ConversationId(1);
    old.peer = old.sender = jid("tomas@example.org");
    old.body = u"the old strainer"_s;
    old.time = noon;
    m_search->takeArchived(serial, {}, ArchiveFound{{old}, {}});
    QCOMPARE(heard.last(), u"On the server \u00B7 1. The server has nothing more."_s);
    QCOMPARE(heard.size(), 4);
}

void SearchPaneTest::hitsInGroupsSayWhoWrote()
{
    Conversation crew = aConversation(3, "crew@groups.example.org");
    crew.kind = ConversationKind::Room;
    m_chats->changeConversations({crew});
    m_chats->setRoomName(ConversationId(3), u"North Crew"_s);
    m_chats->flush();
    QVERIFY((*m_database)->run(u"INSERT INTO conversation (id, account, peer, kind) VALUES (3, 1, 'crew@groups.example.org', 1)"_s));
    Message said = aMessage().in(ConversationId(3)).from("occupant@example.org").saying(u"clean the strainer"_s).at(noon);
    said.nick = u"Jonas"_s;
    QVERIFY(m_messages->insert(said, MessageStore::Place::ByTime, MessageStore::Unread::DoNotCount));
    QTest::keyClicks(field(), u"strainer "_s);
    QTRY_COMPARE(m_search->rowCount(), 2);
    QCOMPARE(spoken(1), u"Jonas in North Crew, clean the strainer, 12:00"_s);
}

void SearchPaneTest::saysThatTheIndexIsBuilt()
{
    m_search->setIndex({true, 25, 100});
    QTRY_VERIFY(says(u"Older messages are being prepared for searching: 25 %"_s));
    m_search->setIndex({false, 100, 100});
    QTRY_VERIFY(!says(u"being prepared"_s));
}

void SearchPaneTest::restOfAChatIsAFilter()
{
    for (int i = 0; i < 6; ++i)
        say("tomas@example.org", u"pump %1"_s.arg(i), noon + i);
    say("priya@example.org", u"pump"_s, noon - 1);
    QTest::keyClicks(field(), u"pump "_s);
    QTRY_COMPARE(m_search->rowCount(), 6);
    QCOMPARE(spoken(4), u"3 more in Tomas Berg"_s);
    Q_EMIT list()->clicked(m_search->QAbstractListModel::index(4));
    QCOMPARE(filters(), QStringList{u"In tomas@example.org"_s});
    QTRY_COMPARE(m_search->rowCount(), 7);
}

void SearchPaneTest::hiddenTextStaysHidden()
{
    Message hidden = aMessage().in(ConversationId(1)).from("tomas@example.org").saying(u"the gardener did it with the pump"_s).at(noon);
    hidden.spoiler = u"how it ends"_s;
    QVERIFY(m_messages->insert(hidden, MessageStore::Place::ByTime, MessageStore::Unread::DoNotCount));
    QTest::keyClicks(field(), u"pump "_s);
    QTRY_COMPARE(m_search->rowCount(), 2);
    QCOMPARE(spoken(1), u"Tomas Berg, Spoiler: how it ends, 12:00"_s);
    QCOMPARE(SearchWords::snippet(m_search->row(1).hit).ranges.size(), 0);
}

void SearchPaneTest::resultsSayWhoseTheyAre()
{
    for (int i = 0; i < 6; ++i)
        say("tomas@example.org", u"pump %1"_s.arg(i), noon + i);
    say("priya@example.org", u"pump"_s, noon - 1);
    say("tomas@example.org", u"https://files.example.org/pump.jpg"_s, noon + 9);
    const auto whole = [this] {
        QStringList all;
        for (int row = 0; row < m_search->rowCount(); ++row)
            all << spoken(row);
        return all;
    };
    QTest::keyClicks(field(), u"pump "_s);
    QTRY_VERIFY2(whole().contains(u"3 more in Tomas Berg"_s), qPrintable(whole().join(u'|')));
    QVERIFY(!whole().join(u' ').contains(u"account"_s));
    const QImage unmarked = list()->viewport()->grab().toImage();
    m_chats->setAccountMarks({{AccountId(1), AccountMark{u"Work"_s, jid("me@example.org"), 3}}});
    const QStringList rows = whole();
    QVERIFY(rows.contains(u"3 more in Tomas Berg, account Work"_s));
    QVERIFY2(rows.contains(u"Tomas Berg, pump 5, 12:00, account Work"_s), qPrintable(rows.join(u'|')));
    QVERIFY2(rows.contains(u"pump.jpg, Tomas Berg, 12:00, account Work"_s), qPrintable(rows.join(u'|')));
    QVERIFY(list()->viewport()->grab().toImage() != unmarked); // and it is seen too
    field()->clear();
    QTest::keyClicks(field(), u"zo"_s);
    QTRY_COMPARE(m_search->rowCount(), 2);
    QCOMPARE(spoken(1), u"Zoe, zoe@example.org, account Work"_s);
}

void SearchPaneTest::peopleAreFound()
{
    QSignalSpy people(m_pane.get(), &SearchPane::personRequested);
    QTest::keyClicks(field(), u"zo"_s);
    QTRY_COMPARE(m_search->rowCount(), 2);
    QCOMPARE(spoken(1), u"Zoe, zoe@example.org"_s);
    QTest::keyClick(field(), Qt::Key_Return);
    QCOMPARE(people.size(), 1);
    QCOMPARE(people[0][1].value<BareJid>(), jid("zoe@example.org"));
}

JACKDAW_WINDOW_TEST(SearchPaneTest)

} // namespace search_pane_test

#include "search_pane_test.moc"
