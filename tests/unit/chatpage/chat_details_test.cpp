// SPDX-License-Identifier: GPL-3.0-or-later
// What leads through a chat, over real models: its details, the calendar, and what came while its reader was away.
#include "../timeline/TimelineHistory.h"

#include "account/AccountListModel.h"
#include "chat/ChatListModel.h"
#include "chat/ChatOutlineReader.h"
#include "chatpage/AwayStrip.h"
#include "chatpage/ChatPage.h"
#include "chatpage/DateDialog.h"
#include "chatpage/DetailsPane.h"
#include "chatpage/ShelfView.h"
#include "composer/Composer.h"
#include "composer/MessageField.h"
#include "files/PictureViewer.h"
#include "roster/ContactListModel.h"
#include "search/SearchStore.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "style/Translations.h"
#include "support/ModelWatch.h"
#include "support/TestProgram.h"
#include "timeline/TimelineView.h"

#include <QAbstractButton>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QScrollBar>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace chat_details_test {

class ChatDetailsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { loadTranslations(*qApp); } // for "1 of them"
    void init();
    void cleanup();

    void detailsSayWhoItIs();
    void detailsOpenWhereThereIsRoom_data();
    void detailsOpenWhereThereIsRoom();
    void linksAreListedAndOpened();
    void hiddenLinksAreNotTold();
    void picturesAndFilesAreListed();
    void threePicturesStandInOneLine();
    void aPictureThatIsHereIsViewed();
    void aViewerStaysWithTheChatItIsOf();
    void pinnedAndSavedAreListedAndFollowed();
    void listsArePaged();
    void fewLinksAmongThoseOfOthersAreFound();
    void aRowOfAShelfIsSpoken();
    void theCalendarGoesToADay();
    void theCalendarKnowsItsDays();
    void daysStayInTheLocalCalendar();
    void theDayLineOpensTheCalendar();
    void olderPagesDoNotMoveTheDay();
    void awayTellsWhatCame();
    void fewNewMessagesNeedNoSummary();
    void awayGoesOnceAllIsRead();
    void attentionIsAskedOnce();
    void sharedGroupsLeadThere();

private:
    TimelineView *timeline() const { return m_page->findChild<TimelineView *>(); }
    DetailsPane *details() const { return m_page->findChild<DetailsPane *>(); }
    QListView *shelf() const { return m_page->findChild<ShelfView *>()->list(); }
    QAbstractButton *button(const QString &name) const
    {
        for (QAbstractButton *one : m_page->findChildren<QAbstractButton *>()) {
            if ((one->accessibleName() == name || one->text() == name) && one->isVisible())
                return one;
        }
        return nullptr;
    }
    QAction *headerAct(const QString &words)
    {
        button(u"More actions for this chat"_s)->click();
        for (QMenu *menu : m_page->findChildren<QMenu *>()) {
            for (QAction *action : menu->actions()) {
                if (action->text() == words)
                    return action;
            }
        }
        return nullptr;
    }
    QStringList texts() const
    {
        QStringList all;
        for (const QLabel *label : m_page->findChildren<QLabel *>()) {
            if (label->isVisible())
                all.append(label->text());
        }
        return all;
    }
    /// The path of a file with a picture of one colour.
    QString pictureOf(const QString &name, QColor color)
    {
        QImage image(40, 30, QImage::Format_RGB32);
        image.fill(color);
        const QString path = m_folder.filePath(name);
        return image.save(path) ? path : QString();
    }
    Message bring(const QString &name, Attachment::Kind kind, Attachment::State state = Attachment::State::Remote, const QString &path = {})
    {
        const Message message = m_history->add(u"https://upload.example/"_s + name);
        if (!m_history->database().run(u"INSERT INTO attachment (message, kind, state, url, name, size, path) VALUES (?, ?, ?, ?, ?, 2048, ?)"_s,
                                                 {message.id.value(), int(kind), int(state), message.body, name, path}))
            qFatal("not stored");
        mark(message.id, u"attached"_s, int(kind) + 1);
        return message;
    }
    void mark(MessageId message, const QString &column, qint64 value)
    {
        QVERIFY(m_history->database().run(u"UPDATE message SET %1 = ? WHERE id = ?"_s.arg(column), {value, message.value()}));
    }
    /// As the engine does before each commit.
    void index()
    {
        QVERIFY(m_history->database().transaction(Database::Durability::Normal, [this] { return m_index->indexChanged(); }));
    }
    void reopen()
    {
        index();
        m_page->showChat({});
        m_page->showChat(m_tomas.id);
    }

    QTemporaryDir m_folder;
    Conversation m_tomas;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimelineHistory> m_history;
    std::unique_ptr<SearchStore> m_index;
    std::unique_ptr<ReadConnection> m_connection;
    std::unique_ptr<ChatOutlineReader> m_outline;
    std::unique_ptr<AccountListModel> m_accounts;
    std::unique_ptr<ContactListModel> m_contacts;
    std::unique_ptr<ChatListModel> m_chats;
    std::unique_ptr<ChatPage> m_page;
};

void ChatDetailsTest::init()
{
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_preferences->setReduceMotion(true);
    m_theme = std::make_unique<Theme>(*m_preferences);
    m_history = std::make_unique<TimelineHistory>();
    m_index = std::make_unique<SearchStore>(m_history->database());
    m_connection = std::make_unique<ReadConnection>(m_history->file());
    m_outline = std::make_unique<ChatOutlineReader>(*m_connection);
    m_accounts = std::make_unique<AccountListModel>();
    AccountSettings account;
    account.id = AccountId(1);
    account.jid = BareJid::fromPrepared(u"mara@harbor.example"_s);
    m_accounts->setAccounts({account});
    m_contacts = std::make_unique<ContactListModel>();
    Contact tomas;
    tomas.account = account.id;
    tomas.jid = BareJid::fromPrepared(u"tomas@harbor.example"_s);
    tomas.name = u"Tomas Berg"_s;
    m_contacts->replaceRoster(account.id, {tomas});
    m_contacts->flush();
    m_chats = std::make_unique<ChatListModel>(*m_contacts);
    m_tomas = m_history->conversation();
    m_chats->changeConversations({m_tomas});
    m_chats->flush();
    m_page = std::make_unique<ChatPage>(*m_history->model, *m_chats, *m_contacts, *m_accounts, *m_theme, *m_preferences, m_history->clock);
    m_page->setOutline(*m_outline, [this] { return std::make_unique<ShelfModel>(*m_connection); });
    m_page->resize(900, 700);
    m_page->show();
    m_page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->showChat(m_tomas.id);
}

void ChatDetailsTest::cleanup()
{
    m_page.reset();
    m_chats.reset();
    m_contacts.reset();
    m_accounts.reset();
    m_outline.reset();
    m_connection.reset();
    m_index.reset();
    m_history.reset();
    m_theme.reset();
    m_preferences.reset();
}

void ChatDetailsTest::detailsSayWhoItIs()
{
    QVERIFY(!details());
    button(u"Details"_s)->click();
    QVERIFY(details() && details()->isVisible());
    QTRY_VERIFY(details()->isAncestorOf(QApplication::focusWidget()));
    QVERIFY2(texts().contains(u"Tomas Berg"_s) && texts().contains(u"tomas@harbor.example"_s), qPrintable(texts().join(u'|')));
    QVERIFY(texts().contains(u"Every message"_s));

    QSignalSpy muted(m_page.get(), &ChatPage::muteRequested);
    button(u"Mute"_s)->click();
    QCOMPARE(muted.at(0).at(0).value<ConversationId>(), m_tomas.id);
    QCOMPARE(muted.at(0).at(1).toBool(), true);
    m_tomas.muted = true;
    m_chats->changeConversations({m_tomas});
    m_chats->flush();
    QTRY_VERIFY(button(u"Unmute"_s));
    QVERIFY(texts().contains(u"Muted: nothing is announced"_s));
    button(u"Notifications: Unmute"_s)->click(); // beside what it changes
    QCOMPARE(muted.at(1).at(1).toBool(), false);

    ChatEncryption encryption;
    encryption.sending = ChatEncryption::Sending::Encrypted;
    m_page->setEncryption(m_tomas.account, m_tomas.peer, encryption);
    QVERIFY(texts().contains(u"Encrypted"_s));

    // Esc closes it, and what is typed goes to the field again.
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!details()->isVisible());
    QTRY_VERIFY(m_page->findChild<MessageField *>()->hasFocus());
    m_page->toggleDetails();
    QVERIFY(details()->isVisible());
    m_page->toggleDetails();
    QVERIFY(!details()->isVisible());
}

void ChatDetailsTest::detailsOpenWhereThereIsRoom_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("messagesShown");
    QTest::addColumn<bool>("messagesNarrower");
    QTest::newRow("beside") << 900 << true << true;
    QTest::newRow("over") << 600 << true << false;
    QTest::newRow("instead") << 400 << false << false;
}

void ChatDetailsTest::detailsOpenWhereThereIsRoom()
{
    QFETCH(int, width);
    QFETCH(bool, messagesShown);
    QFETCH(bool, messagesNarrower);
    m_page->resize(width, 700);
    m_page->toggleDetails();
    QCOMPARE(timeline()->isVisible(), messagesShown);
    QTRY_VERIFY(details()->geometry().right() >= width - 1);
    if (messagesShown)
        QTRY_COMPARE(timeline()->width() < width, messagesNarrower);
    // And again another width while it is open.
    m_page->resize(900, 700);
    QVERIFY(timeline()->isVisible());
    QTRY_COMPARE(timeline()->width(), 900 - m_theme->scaled(DetailsPane::wantedWidth));
}

void ChatDetailsTest::linksAreListedAndOpened()
{
    m_history->add(u"see https://harbor.example/taps and https://harbor.example/taps again"_s);
    m_history->add(u"no link"_s);
    m_history->add(u"newer https://b\u00FCcher.example/"_s, Direction::Outgoing);
    reopen();
    m_page->toggleDetails();
    details()->showTab(DetailsPane::Tab::Links);
    const test::ModelWatch watch(shelf()->model());
    QCOMPARE(shelf()->model()->rowCount(), 2);
    QSignalSpy opened(m_page.get(), &ChatPage::linkActivated);
    shelf()->setCurrentIndex(shelf()->model()->index(1, 0));
    QTest::keyClick(shelf(), Qt::Key_Return);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened.at(0).at(0).toUrl(), QUrl(u"https://harbor.example/taps"_s));

    // What comes while it is open is listed.
    m_history->arrive(u"https://new.example/"_s);
    index();
    m_page->findChild<ShelfView *>()->model().touch(m_tomas.id);
    QTRY_COMPARE(shelf()->model()->rowCount(), 3);
    // Of another chat it is not.
    QVERIFY(m_history->database().run(u"INSERT INTO conversation (id, account, peer) VALUES (2, 1, 'priya@harbor.example')"_s));
    details()->showTab(DetailsPane::Tab::Pinned);
    QCOMPARE(shelf()->model()->rowCount(), 0);
}

void ChatDetailsTest::hiddenLinksAreNotTold()
{
    const Message hidden = m_history->add(u"https://secret.example/"_s);
    QVERIFY(m_history->database().run(u"UPDATE message SET spoiler = 'the end' WHERE id = ?"_s, {hidden.id.value()}));
    index();
    m_page->toggleDetails();
    details()->showTab(DetailsPane::Tab::Links);
    QCOMPARE(shelf()->model()->rowCount(), 0);
    mark(hidden.id, u"pinned"_s, 5);
    details()->showTab(DetailsPane::Tab::Pinned);
    QCOMPARE(shelf()->model()->rowCount(), 1);
    const QString told = shelf()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(told.contains(u"the end"_s) && !told.contains(u"secret"_s), qPrintable(told));
}

void ChatDetailsTest::picturesAndFilesAreListed()
{
    using Kind = Attachment::Kind;
    bring(u"old.jpg"_s, Kind::Picture);
    bring(u"plan.pdf"_s, Kind::File);
    bring(u"walk.mp4"_s, Kind::Video);
    const Message hidden = bring(u"secret.jpg"_s, Kind::Picture);
    QVERIFY(m_history->database().run(u"UPDATE message SET spoiler = 'the end' WHERE id = ?"_s, {hidden.id.value()}));
    m_history->add(u"https://harbor.example/only-a-link.jpg"_s);
    const Message recording = bring(u"note.ogg"_s, Kind::Audio);
    reopen();
    m_page->toggleDetails();
    details()->showTab(DetailsPane::Tab::Media);
    const test::ModelWatch watch(shelf()->model());
    const auto row = [this](int at) { return shelf()->model()->index(at, 0).data(Qt::AccessibleTextRole).toString(); };
    QCOMPARE(shelf()->model()->rowCount(), 2);
    QVERIFY2(row(0).startsWith(u"Video, "_s), qPrintable(row(0)));
    QVERIFY2(row(1).startsWith(u"Picture, Tomas Berg, "_s), qPrintable(row(1)));
    // Three beside each other.
    QCOMPARE(shelf()->viewMode(), QListView::IconMode);
    QCOMPARE(shelf()->visualRect(shelf()->model()->index(1, 0)).top(), shelf()->visualRect(shelf()->model()->index(0, 0)).top());
    QVERIFY(shelf()->gridSize().width() > shelf()->viewport()->width() / 4);

    details()->showTab(DetailsPane::Tab::Files);
    QCOMPARE(shelf()->viewMode(), QListView::ListMode);
    QCOMPARE(shelf()->model()->rowCount(), 2);
    QVERIFY2(row(1).contains(u"plan.pdf"_s), qPrintable(row(1)));
    // What is not here leads to its message, where it can be fetched.
    QSignalSpy asked(details(), &DetailsPane::messageRequested);
    shelf()->setCurrentIndex(shelf()->model()->index(0, 0));
    QTest::keyClick(shelf(), Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).value<MessageId>(), recording.id);
}

void ChatDetailsTest::threePicturesStandInOneLine()
{
    // Also where nothing is to be scrolled: the list keeps the room of a bar free that might come.
    for (const QString &name : {u"a.jpg"_s, u"b.jpg"_s, u"c.jpg"_s, u"d.jpg"_s})
        bring(name, Attachment::Kind::Picture);
    reopen();
    m_page->toggleDetails();
    details()->showTab(DetailsPane::Tab::Media);
    QCOMPARE(shelf()->model()->rowCount(), 4);
    const auto placeOf = [this](int row) { return shelf()->visualRect(shelf()->model()->index(row, 0)); };
    QTRY_VERIFY(placeOf(3).top() > placeOf(0).top());
    QCOMPARE(shelf()->verticalScrollBar()->maximum(), 0);
    for (int row : {1, 2}) {
        QCOMPARE(placeOf(row).top(), placeOf(0).top());
        QVERIFY(placeOf(row).left() >= placeOf(row - 1).right());
    }
    QVERIFY(placeOf(2).right() <= shelf()->viewport()->rect().right());
    QCOMPARE(placeOf(3).left(), placeOf(0).left());
}

void ChatDetailsTest::aPictureThatIsHereIsViewed()
{
    bring(u"red.png"_s, Attachment::Kind::Picture, Attachment::State::Here, pictureOf(u"red.png"_s, Qt::red));
    bring(u"gone.png"_s, Attachment::Kind::Picture);
    bring(u"blue.png"_s, Attachment::Kind::Picture, Attachment::State::Here, pictureOf(u"blue.png"_s, Qt::blue));
    reopen();
    m_page->toggleDetails();
    details()->showTab(DetailsPane::Tab::Media);
    QCOMPARE(shelf()->model()->rowCount(), 3);
    // It is painted once it was read.
    const auto colorOf = [this](int row) {
        return shelf()->viewport()->grab(shelf()->visualRect(shelf()->model()->index(row, 0))).toImage().pixelColor(40, 40);
    };
    QTRY_COMPARE(colorOf(0), QColor(Qt::blue));
    QTRY_COMPARE(colorOf(2), QColor(Qt::red));
    Q_EMIT shelf()->clicked(shelf()->model()->index(2, 0));
    auto *viewer = m_page->findChild<PictureViewer *>();
    QVERIFY(viewer && viewer->isVisible());
    const auto shows = [viewer](const QString &name) {
        const auto labels = viewer->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel *label) { return label->text().contains(name); });
    };
    QTRY_VERIFY(shows(u"red.png"_s));
    // On to the next that is here, over the one that is not.
    QTest::keyClick(viewer, Qt::Key_Right);
    QTRY_VERIFY(shows(u"blue.png"_s));
    QTest::keyClick(viewer, Qt::Key_Left);
    QTRY_VERIFY(shows(u"red.png"_s));
    viewer->close();
}

void ChatDetailsTest::aViewerStaysWithTheChatItIsOf()
{
    Database &database = m_history->database();
    QVERIFY(database.run(u"INSERT INTO conversation (id, account, peer) VALUES (2, 1, 'leila@harbor.example')"_s));
    const auto bringHere = [this](const QString &name, QColor color) {
        return bring(name, Attachment::Kind::Picture, Attachment::State::Here, pictureOf(name, color));
    };
    bringHere(u"red.png"_s, Qt::red);
    const Message other = bringHere(u"blue.png"_s, Qt::blue);
    QVERIFY(database.run(u"UPDATE message SET conversation = 2, sender = 'leila@harbor.example' WHERE id = ?"_s,
                         {other.id.value()}));
    Conversation leila = m_tomas;
    leila.id = ConversationId(2);
    leila.peer = BareJid::fromPrepared(u"leila@harbor.example"_s);
    m_chats->changeConversations({leila});
    m_chats->flush();
    const auto listsOnly = [this](const QString &name) {
        if (!details() || details()->isHidden())
            m_page->toggleDetails();
        details()->showTab(DetailsPane::Tab::Media);
        const ShelfModel &model = details()->shelf();
        return model.rowCount() == 1 && model.entry(0).attachment && model.entry(0).attachment->file.name == name;
    };
    reopen();
    QVERIFY(listsOnly(u"red.png"_s));
    Q_EMIT shelf()->clicked(shelf()->model()->index(0, 0));
    auto *viewer = m_page->findChild<PictureViewer *>();
    QVERIFY(viewer && viewer->isVisible());
    const auto shows = [viewer](const QString &name) {
        const auto labels = viewer->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&](const QLabel *label) { return label->text().contains(name); });
    };
    QTRY_VERIFY(shows(u"red.png"_s));
    m_page->showChat(leila.id);
    QVERIFY(listsOnly(u"blue.png"_s));
    // Whose pictures are not beside it.
    for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Left}) {
        QTest::keyClick(viewer, key);
        QVERIFY(shows(u"red.png"_s));
        QVERIFY(!shows(u"blue.png"_s));
    }
    viewer->close();
}

void ChatDetailsTest::pinnedAndSavedAreListedAndFollowed()
{
    m_history->addMany(200);
    const MessageId first = m_history->all().at(3).id;
    const MessageId second = m_history->all().at(150).id;
    mark(first, u"pinned"_s, 200);
    mark(second, u"pinned"_s, 100);
    mark(second, u"saved"_s, 100);
    reopen();
    m_page->toggleDetails();
    details()->showTab(DetailsPane::Tab::Saved);
    QCOMPARE(shelf()->model()->rowCount(), 1);
    QSignalSpy everywhere(m_page.get(), &ChatPage::allSavedRequested);
    button(u"Saved in all chats"_s)->click();
    QCOMPARE(everywhere.size(), 1);
    details()->showTab(DetailsPane::Tab::Pinned);
    QCOMPARE(shelf()->model()->rowCount(), 2);
    // What was pinned last comes first, and Enter shows it in the chat, however far up.
    QVERIFY(timeline()->isAtNewest());
    shelf()->setCurrentIndex(shelf()->model()->index(0, 0));
    QTest::keyClick(shelf(), Qt::Key_Return);
    const int row = m_history->model->rowOf(first);
    QVERIFY(row >= 0 && timeline()->viewport()->rect().intersects(timeline()->bubbleRect(row)));

    QSignalSpy unpinned(m_page.get(), &ChatPage::pinRequested);
    QContextMenuEvent menuKey(QContextMenuEvent::Keyboard, QPoint(), QPoint(), Qt::NoModifier);
    QApplication::sendEvent(shelf(), &menuKey);
    for (QMenu *menu : m_page->findChildren<QMenu *>()) {
        for (QAction *action : menu->actions()) {
            if (action->text() == u"Unpin"_s)
                action->trigger();
        }
    }
    QCOMPARE(unpinned.size(), 1);
    QCOMPARE(unpinned.at(0).at(0).value<MessageId>(), first);
    QCOMPARE(unpinned.at(0).at(1).toBool(), false);
    mark(first, u"pinned"_s, 0);
    m_page->findChild<ShelfView *>()->model().touch(m_tomas.id);
    QTRY_COMPARE(shelf()->model()->rowCount(), 1);
}

void ChatDetailsTest::listsArePaged()
{
    for (int i = 0; i < 130; ++i)
        m_history->add(u"https://harbor.example/%1"_s.arg(i));
    index();
    ShelfModel model(*m_connection);
    const test::ModelWatch watch(&model);
    model.show(m_tomas.id, Shelf::Links);
    QCOMPARE(model.rowCount(), ShelfModel::pageSize);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    model.fetchMore({});
    QCOMPARE(model.rowCount(), 130);
    QVERIFY(!model.canFetchMore({}));
    for (int i = 0; i < 130; ++i)
        QCOMPARE(model.entry(i).link.url, QUrl(u"https://harbor.example/%1"_s.arg(129 - i)));
    // As much is there after a change, and only what changed is told.
    m_history->add(u"https://harbor.example/new"_s);
    index();
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    model.touch(m_tomas.id);
    QTRY_COMPARE(inserted.size(), 1);
    QCOMPARE(inserted.at(0).at(1).toInt(), 0);
    QCOMPARE(inserted.at(0).at(2).toInt(), 0);
    QVERIFY(reset.isEmpty());

    // Marks of the same moment are told apart by their messages.
    QVERIFY(m_history->database().run(u"UPDATE message SET pinned = 7"_s));
    model.show(m_tomas.id, Shelf::Pinned);
    while (model.canFetchMore({}))
        model.fetchMore({});
    QCOMPARE(model.rowCount(), 131);
}

void ChatDetailsTest::fewLinksAmongThoseOfOthersAreFound()
{
    m_history->add(u"https://harbor.example/far"_s);
    for (int i = 0; i < 3 * ShelfReader::lookedAt; ++i)
        m_history->add(u"https://other.example/%1"_s.arg(i));
    QVERIFY(m_history->database().run(u"INSERT INTO conversation (id, account, peer) VALUES (2, 1, 'priya@harbor.example')"_s));
    QVERIFY(m_history->database().run(u"UPDATE message SET conversation = 2 WHERE body LIKE '%other.example%'"_s));
    m_history->add(u"https://harbor.example/near"_s);
    index();
    // No read looks at more than its share; the model goes on by itself.
    const ShelfReader reader(*m_connection);
    const ShelfReader::Page first = reader.page(m_tomas.id, Shelf::Links, 50);
    QCOMPARE(first.entries.size(), 1);
    QVERIFY(first.next);
    ShelfModel model(*m_connection);
    const test::ModelWatch watch(&model);
    model.show(m_tomas.id, Shelf::Links);
    QCOMPARE(model.rowCount(), 1);
    QTRY_COMPARE(model.rowCount(), 2);
    QTRY_VERIFY(!model.canFetchMore({}));
    QCOMPARE(model.entry(1).link.url, QUrl(u"https://harbor.example/far"_s));
    // What changes at its beginning leaves what was found further up.
    m_history->add(u"https://harbor.example/new"_s);
    index();
    model.touch(m_tomas.id);
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(model.entry(0).link.url, QUrl(u"https://harbor.example/new"_s));
    QVERIFY(!model.canFetchMore({}));
}

void ChatDetailsTest::aRowOfAShelfIsSpoken()
{
    m_history->add(u"Look: https://harbor.example/taps?x=1"_s);
    index();
    m_page->toggleDetails();
    details()->showTab(DetailsPane::Tab::Links);
    const QString told = shelf()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(told.startsWith(u"harbor.example/taps?x=1, Tomas Berg, "_s), qPrintable(told));
    QCOMPARE(shelf()->accessibleName(), u"Links"_s);
}

void ChatDetailsTest::theCalendarGoesToADay()
{
    m_history->addMany(600, 600'000); // some days
    reopen();
    const qint64 middle = m_history->all().at(250).time;
    const QDate day = QDateTime::fromMSecsSinceEpoch(middle).date();
    QAction *act = headerAct(u"Jump to date\u2026"_s);
    QVERIFY(act);
    act->trigger();
    auto *dialog = m_page->findChild<DateDialog *>();
    QVERIFY(dialog);
    dialog->calendar()->setSelectedDate(day);
    QSignalSpy chosen(dialog, &DateDialog::chosen);
    QTest::keyClick(dialog->calendar()->focusProxy(), Qt::Key_Return);
    QCOMPARE(chosen.size(), 1);
    // The first message of that day stands at the top, below its day line.
    const int row = m_history->model->rowAtOrAfterTime(day.startOfDay().toMSecsSinceEpoch());
    QVERIFY(row >= 0);
    const qint64 shown = m_history->model->message(row).time;
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(shown).date(), day);
    const QRect bubble = timeline()->bubbleRect(row);
    QVERIFY2(bubble.top() > 0 && bubble.top() < 120, qPrintable(QString::number(bubble.top())));
    for (const Message &message : m_history->all()) // nothing of that day is above it
        QVERIFY(message.time >= shown || QDateTime::fromMSecsSinceEpoch(message.time).date() < day);
}

void ChatDetailsTest::theCalendarKnowsItsDays()
{
    const qint64 hour = 3'600'000;
    const Message first = m_history->add(u"first"_s, Direction::Incoming, 0);
    m_history->add(u"next day"_s, Direction::Incoming, 26 * hour);
    const Message last = m_history->add(u"a week on"_s, Direction::Incoming, 170 * hour);
    const auto span = m_outline->span(m_tomas.id);
    QCOMPARE(span.first, first.time);
    QCOMPARE(span.last, last.time);
    const QDate day = QDateTime::fromMSecsSinceEpoch(first.time).date();
    const QSet<QDate> days = m_outline->days(m_tomas.id, day.addDays(-20), day.addDays(40));
    QCOMPARE(days.size(), 3);
    for (const Message &message : m_history->all())
        QVERIFY(days.contains(QDateTime::fromMSecsSinceEpoch(message.time).date()));
    QCOMPARE(m_outline->days(m_tomas.id, day.addDays(3), day.addDays(5)).size(), 0);
    QCOMPARE(m_outline->span(ConversationId(99)).first, 0);

    DateDialog dialog(*m_theme, day, day.addDays(8), day, [this](QDate from, QDate to) { return m_outline->days(m_tomas.id, from, to); }, nullptr);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(dialog.calendar()->has(day));
    QVERIFY(!dialog.calendar()->has(day.addDays(4)));
    dialog.calendar()->setSelectedDate(day.addDays(300)); // beyond the last message
    QCOMPARE(dialog.calendar()->selectedDate(), day.addDays(8));
}

void ChatDetailsTest::daysStayInTheLocalCalendar()
{
    // A minute before and after midnight by the local clock.
    const QDate day = QDateTime::fromMSecsSinceEpoch(m_history->clock.time - 86'400'000LL * 30).date().addDays(2);
    const qint64 midnight = day.startOfDay().toMSecsSinceEpoch();
    m_history->add(u"before"_s, Direction::Incoming, midnight - 60'000 - (m_history->clock.time - 86'400'000LL * 30));
    QCOMPARE(m_outline->days(m_tomas.id, day, day), QSet<QDate>());
    m_history->add(u"after"_s, Direction::Incoming, 120'000);
    QCOMPARE(m_outline->days(m_tomas.id, day, day), QSet<QDate>{day});
}

void ChatDetailsTest::theDayLineOpensTheCalendar()
{
    m_history->add(u"the first of all"_s);
    reopen();
    QSignalSpy asked(timeline(), &TimelineView::dayRequested);
    const QRect bubble = timeline()->bubbleRect(0);
    const QPoint pill(timeline()->viewport()->width() / 2, bubble.top() - 24);
    QTest::mouseClick(timeline()->viewport(), Qt::LeftButton, {}, pill);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).toLongLong(), m_history->all().constFirst().time);
    QVERIFY(m_page->findChild<DateDialog *>());
}

void ChatDetailsTest::olderPagesDoNotMoveTheDay()
{
    m_history->addMany(3000, 120'000);
    reopen();
    const qint64 time = m_history->all().at(1500).time;
    timeline()->showTime(time);
    const MessageId shown = m_history->all().at(1500).id;
    const int top = timeline()->bubbleRect(m_history->model->rowOf(shown)).top();
    while (m_history->model->hasOlder() && m_history->model->rowCount() < 600)
        QVERIFY(m_history->model->loadOlder() > 0);
    QCOMPARE(timeline()->bubbleRect(m_history->model->rowOf(shown)).top(), top);
    while (m_history->model->hasNewer() && m_history->model->rowCount() < 900)
        QVERIFY(m_history->model->loadNewer() > 0);
    QCOMPARE(timeline()->bubbleRect(m_history->model->rowOf(shown)).top(), top);
    // Beyond the last, and before the first.
    timeline()->showTime(m_history->all().constLast().time + 1);
    QVERIFY(timeline()->isAtNewest());
    timeline()->showTime(0);
    QVERIFY(timeline()->bubbleRect(m_history->model->rowOf(m_history->all().constFirst().id)).isValid());
}

void ChatDetailsTest::awayTellsWhatCame()
{
    m_history->addMany(100);
    for (int i = 0; i < 40; ++i)
        m_history->add(u"new %1"_s.arg(i));
    const QList<Message> all = m_history->all();
    QVERIFY(m_history->database().run(u"UPDATE message SET unread = 1 WHERE id >= ?"_s, {all.at(100).id.value()}));
    mark(all.at(120).id, u"mentioned"_s, 1);
    m_tomas.unread = 40;
    m_tomas.mentions = 1;
    m_tomas.firstUnread = all.at(100).id;
    const AwaySummary summary = m_outline->away(m_tomas.id, m_tomas.firstUnread);
    QCOMPARE(summary.since, all.at(99).time);
    QCOMPARE(summary.firstMention, all.at(120).id);
    QCOMPARE(summary.people, (QList<AwaySummary::Person>{{all.at(100).sender, {}, 40}}));
    QCOMPARE(summary.others, 0);

    m_chats->changeConversations({m_tomas});
    m_chats->flush();
    reopen();
    auto *strip = m_page->findChild<AwayStrip *>();
    QVERIFY(strip && strip->isVisible());
    QVERIFY2(strip->text().startsWith(u"While you were away: 40 new messages since "_s) && strip->text().endsWith(u"1 mentions you"_s),
             qPrintable(strip->text()));
    button(u"Go to the first mention"_s)->click();
    QVERIFY(timeline()->viewport()->rect().contains(timeline()->bubbleRect(m_history->model->rowOf(all.at(120).id))));
    QVERIFY(m_page->findChild<AwayStrip *>()->isVisible());
    button(u"Go to the newest message"_s)->click();
    QVERIFY(timeline()->isAtNewest());
    button(u"Close the summary"_s)->click();
    QVERIFY(!button(u"Close the summary"_s));
}

void ChatDetailsTest::fewNewMessagesNeedNoSummary()
{
    m_history->addMany(100);
    m_tomas.unread = AwayStrip::worthTelling - 1;
    m_tomas.firstUnread = m_history->all().at(90).id;
    m_chats->changeConversations({m_tomas});
    m_chats->flush();
    reopen();
    QVERIFY(!m_page->findChild<AwayStrip *>());
}

void ChatDetailsTest::awayGoesOnceAllIsRead()
{
    m_history->addMany(100);
    m_tomas.unread = 50;
    m_tomas.firstUnread = m_history->all().at(50).id;
    m_chats->changeConversations({m_tomas});
    m_chats->flush();
    reopen();
    QVERIFY(button(u"Close the summary"_s));
    m_tomas.unread = 0;
    m_chats->changeConversations({m_tomas});
    m_chats->flush();
    QTRY_VERIFY(!button(u"Close the summary"_s));
}

void ChatDetailsTest::attentionIsAskedOnce()
{
    QSignalSpy asked(m_page.get(), &ChatPage::attentionRequested);
    QAction *act = headerAct(u"Ask for attention"_s);
    QVERIFY(act && act->isEnabled());
    act->trigger();
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).value<ConversationId>(), m_tomas.id);
    for (QMenu *menu : m_page->findChildren<QMenu *>())
        menu->close();
    QTRY_VERIFY(m_page->findChildren<QMenu *>().isEmpty());
    QVERIFY(!headerAct(u"Ask for attention"_s));
    QAction *later = headerAct(u"Asked for attention"_s);
    QVERIFY(later && !later->isEnabled());
}

void ChatDetailsTest::sharedGroupsLeadThere()
{
    QSignalSpy asked(m_page.get(), &ChatPage::sharedGroupsAsked);
    m_page->toggleDetails();
    QCOMPARE(asked.size(), 1);
    QVERIFY(!texts().contains(u"Groups you share"_s));
    details()->setGroups({{ConversationId(9), u"North & Crew"_s}});
    QVERIFY(texts().contains(u"Groups you share"_s));
    QSignalSpy opened(m_page.get(), &ChatPage::chatRequested);
    button(u"North & Crew"_s)->click();
    QCOMPARE(opened.at(0).at(0).value<ConversationId>(), ConversationId(9));
}

JACKDAW_WINDOW_TEST(ChatDetailsTest)

} // namespace chat_details_test

#include "chat_details_test.moc"
