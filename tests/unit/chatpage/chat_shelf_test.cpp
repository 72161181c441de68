// SPDX-License-Identifier: GPL-3.0-or-later
// The lists beside a chat: its links, pictures and files, and what is pinned and saved of it.
#include "ChatDetailsCase.h"

#include "chatpage/ShelfView.h"
#include "files/PictureViewer.h"
#include "search/ShelfModel.h"
#include "style/Translations.h"
#include "support/ModelWatch.h"
#include "support/TestProgram.h"
#include "widgets/EmptyState.h"

#include <QAbstractButton>
#include <QFileDialog>
#include <QPointer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace chat_shelf_test {

class ChatShelfTest : public QObject, ChatDetailsCase
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { loadTranslations(*qApp); } // for "1 of them"
    void init() { begin(); }
    void cleanup() { end(); }

    void linksAreListedAndOpened();
    void hiddenLinksAreNotTold();
    void picturesAndFilesAreListed();
    void namesOfFilesRunLeftToRight();
    void longNamesOfFilesKeepTheirEnds();
    void threePicturesStandInOneLine();
    void aPictureThatIsHereIsViewed();
    void aViewerTurnsWhatItShows();
    void aViewerGoesOnToWhatIsNotLoaded();
    void aViewerStaysWithTheChatItIsOf();
    void pinnedAndSavedAreListedAndFollowed();
    void listsArePaged();
    void fewLinksAmongThoseOfOthersAreFound();
    void eachEmptyShelfHasItsOwnSign();
    void nothingIsMissingWhileItIsLookedFor();
    void aRowOfAShelfIsSpoken();
    void monthsStandAboveWhatIsOfThem();
    void aMonthIsNoRowToChoose();
    void aPageGoesOnWithItsMonth();
    void aLateClockBeginsNoMonthAgain();
    void savedIsReadAChatAtATime();

private:
    void openFiles()
    {
        reopen();
        m_page->toggleDetails();
        details()->showTab(DetailsPane::Tab::Files);
        QCOMPARE(shelf()->model()->rowCount(), 3);
    }
    /// What is painted of the name of a file.
    QImage nameShown(int row) const
    {
        return shelf()->viewport()->grab(placeOf(row).adjusted(0, 0, 0, -placeOf(row).height() / 2)).toImage();
    }
    QRect placeOf(int row) const { return shelf()->visualRect(shelf()->model()->index(row, 0)); }
    QStringList told() const
    {
        QStringList all;
        for (int row = 0; row < shelf()->model()->rowCount(); ++row)
            all.append(shelf()->model()->index(row, 0).data().toString());
        return all;
    }
};

constexpr qint64 aDay = 86'400'000;

void ChatShelfTest::linksAreListedAndOpened()
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

void ChatShelfTest::hiddenLinksAreNotTold()
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

void ChatShelfTest::picturesAndFilesAreListed()
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
    QCOMPARE(shelf()->model()->rowCount(), 3); // with the line of the month
    QCOMPARE(row(0), u"October"_s);
    QVERIFY2(row(1).startsWith(u"Video, "_s), qPrintable(row(1)));
    QVERIFY2(row(2).startsWith(u"Picture, Tomas Berg, "_s), qPrintable(row(2)));
    // Three beside each other.
    QCOMPARE(shelf()->viewMode(), QListView::IconMode);
    QCOMPARE(placeOf(2).top(), placeOf(1).top());
    QVERIFY(placeOf(1).width() > shelf()->viewport()->width() / 4);

    details()->showTab(DetailsPane::Tab::Files);
    QCOMPARE(shelf()->viewMode(), QListView::ListMode);
    QCOMPARE(shelf()->model()->rowCount(), 2);
    QVERIFY2(row(1).contains(u"plan.pdf"_s), qPrintable(row(1)));

    details()->showTab(DetailsPane::Tab::Voice);
    QCOMPARE(shelf()->accessibleName(), u"Voice messages"_s);
    QCOMPARE(shelf()->model()->rowCount(), 2);
    QCOMPARE(row(0), u"October"_s);
    // What is not here leads to its message, where it can be fetched.
    QSignalSpy asked(details(), &DetailsPane::messageRequested);
    shelf()->setCurrentIndex(shelf()->model()->index(1, 0));
    QTest::keyClick(shelf(), Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked.at(0).at(0).value<MessageId>(), recording.id);
}

void ChatShelfTest::namesOfFilesRunLeftToRight()
{
    const QString name = u"\u062A\u0642\u0631\u064A\u0631 2024.pdf"_s;
    bring(name, Attachment::Kind::File);
    bring(u'\u2066' + name + u'\u2069', Attachment::Kind::File); // says so itself
    openFiles();
    QCOMPARE(nameShown(1), nameShown(2));
}

void ChatShelfTest::longNamesOfFilesKeepTheirEnds()
{
    bring(QString(200, u'x') + u".pdf"_s, Attachment::Kind::File);
    bring(QString(200, u'x') + u".exe"_s, Attachment::Kind::File);
    openFiles();
    QVERIFY(nameShown(1) != nameShown(2));
}

void ChatShelfTest::threePicturesStandInOneLine()
{
    // Also where nothing is to be scrolled: the list keeps the room of a bar free that might come.
    for (const QString &name : {u"a.jpg"_s, u"b.jpg"_s, u"c.jpg"_s, u"d.jpg"_s})
        bring(name, Attachment::Kind::Picture);
    reopen();
    m_page->toggleDetails();
    details()->showTab(DetailsPane::Tab::Media);
    QCOMPARE(shelf()->model()->rowCount(), 5);
    QTRY_VERIFY(placeOf(4).top() > placeOf(1).top());
    QCOMPARE(shelf()->verticalScrollBar()->maximum(), 0);
    QVERIFY(placeOf(0).bottom() <= placeOf(1).top());
    for (int row : {2, 3}) {
        QCOMPARE(placeOf(row).top(), placeOf(1).top());
        QVERIFY(placeOf(row).left() >= placeOf(row - 1).right());
    }
    QVERIFY(placeOf(3).right() <= shelf()->viewport()->rect().right());
    QCOMPARE(placeOf(4).left(), placeOf(1).left());
}

void ChatShelfTest::aPictureThatIsHereIsViewed()
{
    bring(u"red.png"_s, Attachment::Kind::Picture, Attachment::State::Here, pictureOf(u"red.png"_s, Qt::red));
    bring(u"gone.png"_s, Attachment::Kind::Picture);
    bring(u"blue.png"_s, Attachment::Kind::Picture, Attachment::State::Here, pictureOf(u"blue.png"_s, Qt::blue));
    reopen();
    m_page->toggleDetails();
    details()->showTab(DetailsPane::Tab::Media);
    QCOMPARE(shelf()->model()->rowCount(), 4);
    // It is painted once it was read.
    const auto colorOf = [this](int row) {
        return shelf()->viewport()->grab(shelf()->visualRect(shelf()->model()->index(row, 0))).toImage().pixelColor(40, 40);
    };
    QTRY_COMPARE(colorOf(1), QColor(Qt::blue));
    QTRY_COMPARE(colorOf(3), QColor(Qt::red));
    Q_EMIT shelf()->clicked(shelf()->model()->index(3, 0));
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

/// On screen alone, and no longer than the message is there.
void ChatShelfTest::aViewerTurnsWhatItShows()
{
    const QString path = m_folder.filePath(u"wide.png"_s);
    QImage wide(80, 20, QImage::Format_RGB32);
    wide.fill(Qt::blue);
    for (int y = 0; y < 20; ++y)
        wide.setPixelColor(0, y, Qt::red); // its left edge
    QVERIFY(wide.save(path));
    const Message picture = bring(u"wide.png"_s, Attachment::Kind::Picture, Attachment::State::Here, path);
    reopen();
    timeline()->actOnFile(picture.id, FileAct::View);
    QPointer viewer = m_page->findChild<PictureViewer *>();
    QVERIFY(viewer);
    const auto shown = [&viewer] {
        for (const QLabel *label : viewer->findChildren<QLabel *>()) {
            if (!label->pixmap().isNull())
                return label->pixmap().toImage();
        }
        return QImage();
    };
    QTRY_COMPARE(shown().size(), QSize(80, 20));
    for (QAbstractButton *each : viewer->findChildren<QAbstractButton *>()) {
        if (each->accessibleName() == u"Rotate"_s)
            each->click();
    }
    QCOMPARE(shown().size(), QSize(20, 80));
    QCOMPARE(shown().pixelColor(10, 0), QColor(Qt::red));
    QTest::keyClick(viewer, Qt::Key_R);
    QCOMPARE(shown().size(), QSize(80, 20));
    QCOMPARE(shown().pixelColor(79, 10), QColor(Qt::red));
    QCOMPARE(QImage(path).pixelColor(0, 10), QColor(Qt::red));
    m_history->remove(picture.id);
    QTRY_VERIFY(!viewer);
}

void ChatShelfTest::aViewerGoesOnToWhatIsNotLoaded()
{
    bring(u"red.png"_s, Attachment::Kind::Picture, Attachment::State::Here, pictureOf(u"red.png"_s, Qt::red));
    const Message taken = bring(u"taken.png"_s, Attachment::Kind::Picture, Attachment::State::Here, pictureOf(u"taken.png"_s, Qt::green));
    mark(taken.id, u"retracted"_s, 1);
    m_history->addMany(400);
    const Message last = bring(u"blue.png"_s, Attachment::Kind::Picture, Attachment::State::Here, pictureOf(u"blue.png"_s, Qt::blue));
    reopen();
    QVERIFY(m_history->model->rowOf(taken.id) < 0);
    timeline()->actOnFile(last.id, FileAct::View);
    auto *viewer = m_page->findChild<PictureViewer *>();
    QVERIFY(viewer && viewer->isVisible());
    const auto shows = [viewer](const QString &name) {
        const auto labels = viewer->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [&](const QLabel *label) { return label->text().contains(name); });
    };
    QTRY_VERIFY(shows(u"blue.png"_s));
    QTest::keyClick(viewer, Qt::Key_Left);
    QTRY_VERIFY(shows(u"red.png"_s));
    QTest::keyClick(viewer, Qt::Key_Right);
    QTRY_VERIFY(shows(u"blue.png"_s));
    viewer->close();
}

void ChatShelfTest::aViewerStaysWithTheChatItIsOf()
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
        return model.rowCount() == 2 && model.entry(1).attachment && model.entry(1).attachment->file.name == name;
    };
    reopen();
    QVERIFY(listsOnly(u"red.png"_s));
    Q_EMIT shelf()->clicked(shelf()->model()->index(1, 0));
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
    // What it shows can be saved all the same.
    QTest::keyClick(viewer, Qt::Key_S, Qt::ControlModifier);
    auto *save = viewer->findChild<QFileDialog *>();
    QVERIFY(save);
    save->reject();
    viewer->close();
}

void ChatShelfTest::pinnedAndSavedAreListedAndFollowed()
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

void ChatShelfTest::listsArePaged()
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

void ChatShelfTest::fewLinksAmongThoseOfOthersAreFound()
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

/// An empty one is told apart by its sign too, not by its words alone.
void ChatShelfTest::eachEmptyShelfHasItsOwnSign()
{
    ShelfView view(std::make_unique<ShelfModel>(*m_connection), *m_theme, m_history->clock);
    view.resize(300, 400);
    QSet<QWidget *> seen;
    for (const Shelf shelf : {Shelf::Media, Shelf::Files, Shelf::Voice, Shelf::Links, Shelf::Pinned, Shelf::Saved}) {
        view.show(m_tomas.id, shelf);
        QTRY_VERIFY(!view.model().isLooking());
        const auto all = view.findChildren<EmptyState *>();
        for (EmptyState *each : all) {
            if (each->isVisibleTo(&view))
                seen.insert(each);
        }
    }
    QCOMPARE(seen.size(), 6);
}

/// Where there is no link among the newest of a long chat, none is missing before all was looked through.
void ChatShelfTest::nothingIsMissingWhileItIsLookedFor()
{
    for (int i = 0; i < 3 * ShelfReader::lookedAt; ++i)
        m_history->add(u"https://other.example/%1"_s.arg(i));
    QVERIFY(m_history->database().run(u"INSERT INTO conversation (id, account, peer) VALUES (2, 1, 'priya@harbor.example')"_s));
    QVERIFY(m_history->database().run(u"UPDATE message SET conversation = 2 WHERE body LIKE '%other.example%'"_s));
    index();
    ShelfView view(std::make_unique<ShelfModel>(*m_connection), *m_theme, m_history->clock);
    view.resize(300, 400);
    QWidget *empty = view.findChild<EmptyState *>();
    QVERIFY(empty);
    QSignalSpy ended(&view.model(), &ShelfModel::lookedThrough);
    view.show(m_tomas.id, Shelf::Links);
    QVERIFY(view.model().isLooking());
    QVERIFY(!empty->isVisibleTo(&view));
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(empty->isVisibleTo(&view));
    const auto labels = empty->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) { return label->text() == u"No links yet"_s; }));
}

void ChatShelfTest::aRowOfAShelfIsSpoken()
{
    m_history->add(u"Look: https://harbor.example/taps?x=1"_s);
    index();
    m_page->toggleDetails();
    details()->showTab(DetailsPane::Tab::Links);
    const QString told = shelf()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(told.startsWith(u"harbor.example/taps?x=1, Tomas Berg, "_s), qPrintable(told));
    QCOMPARE(shelf()->accessibleName(), u"Links"_s);
}

void ChatShelfTest::monthsStandAboveWhatIsOfThem()
{
    using Kind = Attachment::Kind;
    bring(u"old.jpg"_s, Kind::Picture);
    for (const QString &name : {u"a.jpg"_s, u"b.jpg"_s, u"c.jpg"_s, u"d.jpg"_s})
        bring(name, Kind::Picture, Attachment::State::Remote, {}, name == "a.jpg"_L1 ? 25 * aDay : 1000);
    reopen();
    m_page->toggleDetails();
    details()->showTab(DetailsPane::Tab::Media);
    const test::ModelWatch watch(shelf()->model());
    QCOMPARE(told(), (QStringList{u"November"_s, u"d.jpg"_s, u"c.jpg"_s, u"b.jpg"_s, u"a.jpg"_s, u"October"_s, u"old.jpg"_s}));
    // A month stands over the whole width, and what is of it begins a line anew.
    QTRY_VERIFY(placeOf(6).top() >= placeOf(5).bottom());
    QVERIFY(placeOf(5).top() > placeOf(4).bottom());
    QVERIFY(placeOf(5).width() > 2 * placeOf(4).width());
    QCOMPARE(placeOf(6).left(), placeOf(1).left());
    QCOMPARE(placeOf(4).left(), placeOf(1).left());

    // A file of the month is listed below its line; one of the next begins one.
    details()->showTab(DetailsPane::Tab::Files);
    QCOMPARE(shelf()->model()->rowCount(), 0);
    bring(u"plan.pdf"_s, Kind::File);
    index();
    m_page->findChild<ShelfView *>()->model().touch(m_tomas.id);
    QTRY_COMPARE(told(), (QStringList{u"November"_s, u"plan.pdf"_s}));
    bring(u"next.pdf"_s, Kind::File, Attachment::State::Remote, {}, 30 * aDay);
    index();
    m_page->findChild<ShelfView *>()->model().touch(m_tomas.id);
    QTRY_COMPARE(told(), (QStringList{u"December"_s, u"next.pdf"_s, u"November"_s, u"plan.pdf"_s}));
    QVERIFY(placeOf(1).top() >= placeOf(0).bottom());
    // Links stand as they came.
    details()->showTab(DetailsPane::Tab::Links);
    m_history->add(u"https://harbor.example/taps"_s);
    reopen();
    details()->showTab(DetailsPane::Tab::Links);
    QCOMPARE(told().first(1), QStringList{u"https://harbor.example/taps"_s});
}

void ChatShelfTest::aMonthIsNoRowToChoose()
{
    bring(u"old.pdf"_s, Attachment::Kind::File);
    bring(u"new.pdf"_s, Attachment::Kind::File, Attachment::State::Remote, {}, 25 * aDay);
    reopen();
    m_page->toggleDetails();
    details()->showTab(DetailsPane::Tab::Files);
    QCOMPARE(shelf()->model()->rowCount(), 4);
    QSignalSpy asked(details(), &DetailsPane::messageRequested);
    shelf()->setFocus(Qt::TabFocusReason);
    QCOMPARE(shelf()->currentIndex().row(), 1);
    QTest::keyClick(shelf(), Qt::Key_Down);
    QCOMPARE(shelf()->currentIndex().row(), 3);
    QTest::keyClick(shelf(), Qt::Key_Home);
    QCOMPARE(shelf()->currentIndex().row(), 1);
    Q_EMIT shelf()->clicked(shelf()->model()->index(0, 0));
    QVERIFY(asked.isEmpty());
    QTest::keyClick(shelf(), Qt::Key_Return);
    QCOMPARE(asked.size(), 1);
}

void ChatShelfTest::aPageGoesOnWithItsMonth()
{
    QVERIFY(m_history->database().transaction(Database::Durability::Normal, [this]() -> Status {
        for (int i = 0; i < 2 * ShelfModel::pageSize + 20; ++i)
            bring(u"%1.jpg"_s.arg(i), Attachment::Kind::Picture, Attachment::State::Remote, {}, 60'000);
        return Done{};
    }));
    index();
    ShelfModel model(*m_connection);
    const test::ModelWatch watch(&model);
    model.show(m_tomas.id, Shelf::Media);
    while (model.canFetchMore({}))
        model.fetchMore({});
    QCOMPARE(model.rowCount(), 2 * ShelfModel::pageSize + 20 + 1);
    for (int row = 0; row < model.rowCount(); ++row)
        QCOMPARE(model.entry(row).isMonth(), row == 0);
    // Read anew it is the same, and nobody hears of it.
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    bring(u"newest.jpg"_s, Attachment::Kind::Picture);
    index();
    model.touch(m_tomas.id);
    QTRY_COMPARE(inserted.size(), 1);
    QCOMPARE(inserted.at(0).at(1).toInt(), 1); // below the line of its month
    QCOMPARE(inserted.at(0).at(2).toInt(), 1);
}

void ChatShelfTest::aLateClockBeginsNoMonthAgain()
{
    bring(u"old.jpg"_s, Attachment::Kind::Picture);
    const Message middle = bring(u"middle.jpg"_s, Attachment::Kind::Picture, Attachment::State::Remote, {}, 25 * aDay);
    bring(u"new.jpg"_s, Attachment::Kind::Picture);
    // Stamped by a clock that is ahead, and by one that is behind.
    mark(middle.id, u"time"_s, middle.time + 40 * aDay);
    index();
    ShelfModel model(*m_connection);
    model.show(m_tomas.id, Shelf::Media);
    QList<int> months;
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.entry(row).isMonth())
            months.append(model.entry(row).month.month());
    }
    QCOMPARE(months, (QList<int>{11, 10}));
}

void ChatShelfTest::savedIsReadAChatAtATime()
{
    // One index gives both: what is saved of a chat, in its order, and with one look what is saved at all.
    QStringList columns;
    m_connection->each(u"SELECT name FROM pragma_index_info('message_saved')"_s, {},
                       [&](const QSqlQuery &row) { columns.append(row.value(0).toString()); });
    QCOMPARE(columns, (QStringList{u"conversation"_s, u"saved"_s}));
}

JACKDAW_WINDOW_TEST(ChatShelfTest)

} // namespace chat_shelf_test

#include "chat_shelf_test.moc"
