// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures that were sent together: which they are, that nothing jumps, and that each stays a message of its own.
#include "TimelineHistory.h"

#include "style/Preferences.h"
#include "style/Theme.h"
#include "support/TestProgram.h"
#include "timeline/MessageToolbar.h"
#include "timeline/TimelineView.h"

#include <QAbstractItemModelTester>
#include <QAccessible>
#include <QHelpEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QToolTip>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace albums_test {

class AlbumsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void mosaicsHaveAPlaceForEach_data();
    void mosaicsHaveAPlaceForEach();
    void whatStandsTogether_data();
    void whatStandsTogether();
    void tenAndNoMore();
    void aPictureThatComesOrGoesMovesNothing();
    void olderOnesMoveNothingBelow();
    void longRunsAreCountedFromTheirFirst();
    void oneThatIsTakenBackLeavesNoHole();
    void oneThatIsRemovedLeavesNoHole();
    void eachIsOpenedWhereItStands();
    void eachSaysWhatBecameOfIt();
    void eachHasItsMenuAndItsReactions();
    void whatIsUnderTheLastIsActedOn();
    void whatIsUnderTheLastKeepsItsReactions();
    void theRingStandsOnTheLastForAllUnderIt();
    void keysGoFromOneToTheNext();
    void readersAreToldOfEach();
    void aJumpLeadsToOneOfThem();
    void theUnreadLineParts();
    void mirrored();

private:
    TimelineModel &model() const { return *m_history->model; }
    int rowOf(const Message &message) const { return model().rowOf(message.id); }
    void open(int unread = 0)
    {
        model().open(m_history->conversation(unread));
        QCoreApplication::processEvents();
    }
    void change(Message &message)
    {
        m_history->change(message);
        QCoreApplication::processEvents();
    }
    /// On disk too, so that pages bring it.
    void makePicture(Message &message, const QString &caption = {})
    {
        Attachment attachment;
        attachment.file.url = message.body;
        attachment.file.name = u"gauge.png"_s;
        attachment.file.mediaType = u"image/png"_s;
        attachment.file.size = 5'000;
        attachment.file.description = caption;
        attachment.kind = Attachment::Kind::Picture;
        message.attachment = attachment;
        Database &database = m_history->database();
        QVERIFY(database.run(u"UPDATE message SET attached = 2 WHERE id = ?"_s, {message.id.value()}));
        QVERIFY(database.run(
            u"INSERT INTO attachment (message, kind, url, name, media_type, size, description) VALUES (?, 1, ?, ?, ?, 5000, ?)"_s,
            {message.id.value(), message.body, attachment.file.name, attachment.file.mediaType, caption}));
    }
    Message addPicture(qint64 apart = 1000, Direction direction = Direction::Incoming, const QString &caption = {})
    {
        Message message = m_history->add(u"https://files.harbor.example/%1/gauge.png"_s.arg(m_history->all().size()),
                                         direction, apart);
        makePicture(message, caption);
        return message;
    }
    QList<Message> addPictures(int count)
    {
        QList<Message> pictures;
        for (int i = 0; i < count; ++i)
            pictures.append(addPicture());
        return pictures;
    }
    void arrive(const Message &message) { model().addMessages(message.conversation, {message}, true); }
    /// "2 1 3": how many stand together, in the order of rows; texts are left out.
    QString albums() const
    {
        QStringList sizes;
        for (int row = 0; row < model().rowCount(); ++row) {
            const Albums::Album *album = m_view->albumOf(row);
            if (album && row == album->last())
                sizes.append(QString::number(album->rows.size()));
            else if (!album && model().message(row).attachment && model().message(row).retracted == 0)
                sizes.append(u"1"_s);
        }
        return sizes.join(u' ');
    }
    const AlbumBlock &albumOf(const Message &message) const
    {
        return *m_view->layoutOf(m_view->albumOf(rowOf(message))->last())->parts()->album();
    }
    QPoint pointOn(const Message &message) const { return m_view->tileRect(rowOf(message)).center(); }
    QString tooltipAt(const QPoint &point) const
    {
        QHelpEvent help(QEvent::ToolTip, point, m_view->viewport()->mapToGlobal(point));
        QCoreApplication::sendEvent(m_view->viewport(), &help);
        return QToolTip::text();
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimelineHistory> m_history;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<TimelineView> m_view;
};

void AlbumsTest::initTestCase()
{
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_preferences->setScheme(Preferences::Scheme::Light);
    m_preferences->setReduceMotion(true);
    m_theme = std::make_unique<Theme>(*m_preferences);
    QAccessible::setActive(true);
}

void AlbumsTest::init()
{
    m_history = std::make_unique<TimelineHistory>();
    m_tester = std::make_unique<QAbstractItemModelTester>(m_history->model.get());
    m_view = std::make_unique<TimelineView>(*m_history->model, *m_theme, m_history->clock);
    m_view->setSenderName([](const Message &) { return u"Tomas Berg"_s; });
    m_view->resize(900, 640);
    m_view->show();
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
}

void AlbumsTest::cleanup()
{
    m_view.reset();
    m_tester.reset();
    m_history.reset();
}

void AlbumsTest::mosaicsHaveAPlaceForEach_data()
{
    QTest::addColumn<int>("width");
    for (const int width : {388, 260, 180})
        QTest::addRow("%d wide", width) << width;
}

void AlbumsTest::mosaicsHaveAPlaceForEach()
{
    QFETCH(int, width);
    for (int count = 2; count <= AlbumRun::most; ++count) {
        const QList<QRect> places = mosaic(count, width);
        QCOMPARE(places.size(), count);
        QRect all;
        for (qsizetype i = 0; i < places.size(); ++i) {
            QVERIFY(places[i].width() >= 48 && places[i].height() >= 44);
            if (i >= mostTiles) // under the last one
                QCOMPARE(places[i], places[mostTiles - 1]);
            for (qsizetype before = 0; before < std::min(i, mostTiles); ++before)
                QVERIFY(i >= mostTiles || !places[i].intersects(places[before]));
            all = all.united(places[i]);
        }
        QCOMPARE(all.topLeft(), QPoint(0, 0));
        QCOMPARE(all.width(), width);
        if (count >= mostTiles) { // one large beside two
            QCOMPARE(all.height(), places[0].height());
            QCOMPARE(places[1].left(), places[2].left());
            QVERIFY(places[0].width() > places[1].width());
        }
    }
}

void AlbumsTest::whatStandsTogether_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("expected");
    // p: a picture, o: of ours, t: a text, w: a long pause, c: a picture with words, r: one that answers, s: one that
    // is hidden, e: an encrypted one, v: a video, f: another file
    QTest::newRow("one alone") << u"tpt"_s << u"1"_s;
    QTest::newRow("three") << u"tpppt"_s << u"3"_s;
    QTest::newRow("a text parts") << u"pptpp"_s << u"2 2"_s;
    QTest::newRow("two senders") << u"ppoo"_s << u"2 2"_s;
    QTest::newRow("a pause parts") << u"ppwpp"_s << u"2 2"_s;
    QTest::newRow("words end it") << u"ppcpp"_s << u"3 2"_s;
    QTest::newRow("words of two") << u"ppcc"_s << u"3 1"_s;
    QTest::newRow("an answer begins one") << u"prp"_s << u"1 2"_s;
    QTest::newRow("what is hidden stands alone") << u"pspp"_s << u"1 1 2"_s;
    QTest::newRow("sealed and not") << u"ppee"_s << u"2 2"_s;
    QTest::newRow("with a video") << u"pvp"_s << u"3"_s;
    QTest::newRow("a file parts") << u"ppfpp"_s << u"2 1 2"_s;
}

void AlbumsTest::whatStandsTogether()
{
    QFETCH(QString, what);
    QFETCH(QString, expected);
    open();
    qint64 apart = 1000;
    for (const QChar c : std::as_const(what)) {
        if (c == u'w') {
            apart = AlbumRun::pause + 1;
            continue;
        }
        const Direction direction = c == u'o' ? Direction::Outgoing : Direction::Incoming;
        Message message =
            m_history->add(c == u't' ? u"Words."_s : u"https://files.harbor.example/x/gauge.png"_s, direction, apart);
        apart = 1000;
        if (c != u't')
            makePicture(message, c == u'c' ? u"North bank"_s : QString());
        if (c == u'r')
            message.reply = ReplyTo{OriginId(u"x"_s), {}};
        if (c == u's')
            message.spoiler = QString();
        if (c == u'e')
            message.encryption = MessageEncryption();
        if (c == u'v')
            message.attachment->kind = Attachment::Kind::Video;
        if (c == u'f')
            message.attachment->kind = Attachment::Kind::File;
        arrive(message);
    }
    QCOMPARE(albums(), expected);
}

void AlbumsTest::tenAndNoMore()
{
    m_history->add(u"Words."_s);
    addPictures(13);
    m_history->add(u"Words."_s);
    open();
    QCOMPARE(albums(), u"10 3"_s);
}

void AlbumsTest::aPictureThatComesOrGoesMovesNothing()
{
    m_history->addMany(20);
    QList<Message> pictures = addPictures(4);
    m_history->add(u"Below."_s);
    open();
    QCOMPARE(albums(), u"4"_s);
    const int shows = rowOf(pictures.constLast());
    const int height = m_view->layoutOf(shows)->height();
    const QRect below = m_view->bubbleRect(shows + 1);
    QVERIFY(below.isValid());
    for (const auto state : {Attachment::State::Fetching, Attachment::State::Broken, Attachment::State::Here}) {
        for (Message &picture : pictures) {
            picture.attachment->state = state;
            picture.attachment->file.width = state == Attachment::State::Here ? 640 : 0; // known when it is here
            picture.attachment->file.height = state == Attachment::State::Here ? 4'000 : 0;
            change(picture);
            QCOMPARE(m_view->layoutOf(shows)->height(), height);
            QCOMPARE(m_view->bubbleRect(shows + 1), below);
        }
    }
    // What its tile shows is as it is now, though another row has it.
    QCOMPARE(albumOf(pictures.constFirst()).file(0).attachment().state, Attachment::State::Here);
}

void AlbumsTest::olderOnesMoveNothingBelow()
{
    m_history->addMany(30);
    const QList<Message> pictures = addPictures(9);
    const Message below = m_history->add(u"Below the pictures."_s);
    m_history->addMany(60);
    m_view->resize(900, 260);
    QTRY_COMPARE(m_view->viewport()->height(), 260);
    open();
    // The window begins in the middle of them, and the reader sees the lower edge of what is loaded of it.
    model().jumpTo(m_history->all().at(30 + 4 + TimelineModel::pageSize / 2).id);
    QCOMPARE(model().message(0).id, pictures[4].id);
    m_view->showMessage(below.id);
    m_view->scrollByPixels(m_view->bubbleRect(rowOf(below)).top() - 60);
    QCOMPARE(model().message(0).id, pictures[4].id);
    QVERIFY(m_view->tileRect(rowOf(pictures[8])).bottom() > 0); // the pictures are what stands at the top
    const QRect before = m_view->bubbleRect(rowOf(below));
    QVERIFY(before.isValid());
    while (model().hasOlder())
        QVERIFY(model().loadOlder(3) > 0);
    QCOMPARE(m_view->bubbleRect(rowOf(below)), before);
    QCOMPARE(albums(), u"9"_s);
}

void AlbumsTest::longRunsAreCountedFromTheirFirst()
{
    m_history->addMany(5);
    const QList<Message> pictures = addPictures(117);
    m_history->add(u"Words."_s);
    m_view->setMaximumHeight(100); // so that little is loaded ahead
    open();
    model().jumpTo(pictures[83].id);
    QVERIFY(model().hasOlder());
    // Whatever is loaded: the tens are those of the whole.
    for (int guard = 0; guard < 100; ++guard) {
        for (int i = 0; i < 117; ++i) {
            const Albums::Album *album = rowOf(pictures[i]) >= 0 ? m_view->albumOf(rowOf(pictures[i])) : nullptr;
            const bool isEdge = rowOf(pictures[i]) < 0 || rowOf(pictures[i / 10 * 10]) < 0; // it is not whole yet
            if (isEdge)
                continue;
            QVERIFY(album);
            QCOMPARE(model().message(album->first()).id, pictures[i / 10 * 10].id);
        }
        if (!model().hasOlder())
            break;
        model().loadOlder(7);
    }
    QVERIFY(!model().hasOlder());
    QCOMPARE(albums().section(u' ', 0, 1), u"10 10"_s);
}

void AlbumsTest::oneThatIsTakenBackLeavesNoHole()
{
    m_history->addMany(20);
    QList<Message> pictures = addPictures(4);
    const Message below = m_history->add(u"Below."_s);
    open();
    QCOMPARE(albums(), u"4"_s);
    for (const int number : {1, 3, 0}) { // one between, the one that shows them, and one of the last two
        Message &gone = pictures[number];
        gone.retracted = m_history->clock.time;
        gone.attachment.reset();
        gone.body.clear();
        change(gone);
        QCOMPARE(albums(), number == 1 ? u"3"_s : number == 3 ? u"2"_s : u"1"_s);
        QVERIFY(!m_view->bubbleRect(rowOf(gone)).isEmpty()); // it is said
    }
    QVERIFY(m_view->bubbleRect(rowOf(below)).isValid());
}

void AlbumsTest::oneThatIsRemovedLeavesNoHole()
{
    m_history->addMany(20);
    QList<Message> pictures = addPictures(5);
    m_history->addMany(30);
    open();
    m_view->showMessage(pictures.constFirst().id);
    // The one that holds the others has its row on the edge.
    m_view->scrollByPixels(m_view->tileRect(rowOf(pictures.constFirst())).top() + 20);
    const int top = m_view->tileRect(rowOf(pictures.constFirst())).top();
    QVERIFY(top < 0);
    m_history->remove(pictures.takeLast().id);
    QCOMPARE(albums(), u"4"_s);
    QCOMPARE(m_view->tileRect(rowOf(pictures.constFirst())).top(), top);
    m_history->remove(pictures.takeFirst().id);
    QCOMPARE(albums(), u"3"_s);
    QCOMPARE(m_view->tileRect(rowOf(pictures.constFirst())).top(), top);
}

void AlbumsTest::eachIsOpenedWhereItStands()
{
    m_history->add(u"Words."_s);
    QList<Message> pictures = addPictures(3);
    open();
    for (Message &picture : pictures) {
        picture.attachment->state = Attachment::State::Here;
        change(picture);
    }
    QSignalSpy wished(m_view.get(), &TimelineView::fileActRequested);
    for (const Message &picture : std::as_const(pictures)) {
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointOn(picture));
        QCOMPARE(wished.size(), 1);
        QCOMPARE(wished.constFirst().at(0).value<MessageId>(), picture.id);
        QCOMPARE(wished.takeFirst().at(1).value<FileAct>(), FileAct::View);
    }
}

void AlbumsTest::eachSaysWhatBecameOfIt()
{
    m_history->add(u"Words."_s);
    QList<Message> pictures;
    for (int i = 0; i < 3; ++i)
        pictures.append(addPicture(1000, Direction::Outgoing));
    open();
    pictures[0].attachment->state = Attachment::State::Here;
    pictures[1].attachment->state = Attachment::State::Uploading;
    pictures[1].state = MessageState::Waiting;
    pictures[2].attachment->state = Attachment::State::Uploading;
    pictures[2].state = MessageState::Failed;
    pictures[2].failure = Error{ErrorKind::Forbidden, {}, {}};
    for (Message &picture : pictures)
        change(picture);
    QCOMPARE(albums(), u"3"_s);
    const AlbumBlock &album = albumOf(pictures[0]);
    QCOMPARE(album.file(1).mainAct(), FileAct::Cancel);
    QVERIFY(album.file(2).isRetried() && !album.file(1).isRetried() && !album.file(0).isRetried());
    m_view->setTransfer(pictures[1].id, {10, 100});
    m_view->viewport()->repaint();
    QSignalSpy cancelled(m_view.get(), &TimelineView::fileActRequested);
    QSignalSpy retried(m_view.get(), &TimelineView::retryRequested);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointOn(pictures[1]));
    QCOMPARE(cancelled.size(), 1);
    QCOMPARE(cancelled.constFirst().at(1).value<FileAct>(), FileAct::Cancel);
    QVERIFY2(tooltipAt(pointOn(pictures[2])).contains(u"Not sent. You may not do this."_s),
             qPrintable(tooltipAt(pointOn(pictures[2]))));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointOn(pictures[2]));
    QCOMPARE(retried.size(), 1);
    QCOMPARE(retried.constFirst().constFirst().value<MessageId>(), pictures[2].id);
}

void AlbumsTest::eachHasItsMenuAndItsReactions()
{
    m_history->add(u"Words."_s);
    QList<Message> pictures = addPictures(3);
    open();
    const int height = m_view->layoutOf(rowOf(pictures[2]))->height();
    for (const int number : {0, 2}) {
        pictures[number].reactions = {{u"👍"_s, BareJid::fromPrepared(u"anna@harbor.example"_s)}};
        change(pictures[number]);
        const AlbumBlock &album = albumOf(pictures[number]);
        QCOMPARE(album.chips(number).chips().size(), 1);
        QCOMPARE(m_view->layoutOf(rowOf(pictures[2]))->height(), height);
        const QPoint chip = m_view->tileRect(rowOf(pictures[number])).topLeft() - album.tileRect(number).topLeft()
            + album.chipRect(number, album.chips(number).chips().constFirst()).center();
        QVERIFY2(tooltipAt(chip).contains(u"anna"_s), qPrintable(tooltipAt(chip)));
    }
    QSignalSpy replied(m_view.get(), &TimelineView::replyRequested);
    for (const Message &picture : std::as_const(pictures)) {
        QTest::mouseMove(m_view->viewport(), pointOn(picture));
        QTRY_VERIFY(m_view->toolbar()->isVisible());
        QVERIFY(!m_view->toolbar()->geometry().intersects(m_view->tileRect(rowOf(picture))));
        QContextMenuEvent asked(QContextMenuEvent::Mouse, pointOn(picture),
                                m_view->viewport()->mapToGlobal(pointOn(picture)));
        QCoreApplication::sendEvent(m_view->viewport(), &asked);
        QCOMPARE(m_view->focusedMessage(), picture.id);
        for (QMenu *menu : m_view->findChildren<QMenu *>()) {
            for (QAction *action : menu->actions()) {
                if (menu->isVisible() && action->text().startsWith(u"Reply"_s))
                    action->trigger();
            }
            menu->close();
        }
        QCOMPARE(replied.size(), 1);
        QCOMPARE(replied.takeFirst().constFirst().value<MessageId>(), picture.id);
        QTRY_VERIFY(m_view->findChildren<QMenu *>().isEmpty());
    }
}

void AlbumsTest::whatIsUnderTheLastIsActedOn()
{
    using State = Attachment::State;
    m_history->add(u"Words."_s);
    QList<Message> pictures;
    for (int i = 0; i < 6; ++i)
        pictures.append(addPicture(1000, Direction::Outgoing));
    open();
    const auto put = [&](int number, State file, MessageState state) {
        pictures[number].attachment->state = file;
        pictures[number].state = state;
        change(pictures[number]);
    };
    for (int i = 0; i < 6; ++i)
        put(i, State::Here, MessageState::Sent);
    QCOMPARE(albums(), u"6"_s);
    QCOMPARE(albumOf(pictures[0]).hidden(), 3);
    const int height = m_view->layoutOf(rowOf(pictures[5]))->height();
    pictures[3].failure = Error{ErrorKind::Forbidden, {}, {}};
    put(3, State::Uploading, MessageState::Failed);
    put(4, State::Uploading, MessageState::Waiting);
    put(5, State::Uploading, MessageState::Failed);
    m_view->setTransfer(pictures[4].id, {10, 100});
    m_view->viewport()->repaint();
    QCOMPARE(m_view->layoutOf(rowOf(pictures[5]))->height(), height);

    QSignalSpy wished(m_view.get(), &TimelineView::fileActRequested);
    QSignalSpy retried(m_view.get(), &TimelineView::retryRequested);
    const auto click = [&] {
        wished.clear();
        retried.clear();
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointOn(pictures[2]));
    };
    const auto wishes = [&](FileAct act) { // of which pictures
        QList<qsizetype> numbers;
        for (const QList<QVariant> &wish : std::as_const(wished)) {
            for (qsizetype i = 0; i < pictures.size(); ++i) {
                if (wish.at(0).value<MessageId>() == pictures[i].id && wish.at(1).value<FileAct>() == act)
                    numbers.append(i);
            }
        }
        return numbers;
    };
    QVERIFY2(tooltipAt(pointOn(pictures[2])).contains(u"Not sent. You may not do this."_s),
             qPrintable(tooltipAt(pointOn(pictures[2]))));
    click();
    QCOMPARE(retried.size(), 2);
    QCOMPARE(retried.at(0).constFirst().value<MessageId>(), pictures[3].id);
    QCOMPARE(retried.at(1).constFirst().value<MessageId>(), pictures[5].id);
    QVERIFY(wished.isEmpty());
    put(3, State::Here, MessageState::Sent);
    put(5, State::Remote, MessageState::Sent); // it waits until nothing is on its way
    click();
    QCOMPARE(wishes(FileAct::Cancel), QList<qsizetype>{4});
    QCOMPARE(wished.size(), 1);
    put(4, State::Broken, MessageState::Sent);
    click();
    QCOMPARE(wishes(FileAct::Download), (QList<qsizetype>{4, 5}));
    QCOMPARE(wished.size(), 2);
    put(4, State::Here, MessageState::Sent);
    put(5, State::Here, MessageState::Sent);
    click();
    QCOMPARE(wishes(FileAct::View), QList<qsizetype>{2});
    QCOMPARE(wished.size(), 1);
    QVERIFY(retried.isEmpty());
    // The others are what they are.
    put(1, State::Remote, MessageState::Sent);
    wished.clear();
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, pointOn(pictures[1]));
    QCOMPARE(wishes(FileAct::Download), QList<qsizetype>{1});
}

void AlbumsTest::whatIsUnderTheLastKeepsItsReactions()
{
    const BareJid us = BareJid::fromPrepared(u"mara@harbor.example"_s);
    const BareJid anna = BareJid::fromPrepared(u"anna@harbor.example"_s);
    m_view->setPeople([us](const BareJid &by) { return ReactionChips::Person{by.toString(), by == us}; });
    m_history->add(u"Words."_s);
    QList<Message> pictures = addPictures(6);
    open();
    const int height = m_view->layoutOf(rowOf(pictures[5]))->height();
    pictures[2].reactions = {{u"👍"_s, anna}};
    pictures[4].reactions = {{u"👍"_s, anna}, {u"🎉"_s, anna}};
    pictures[5].reactions = {{u"👍"_s, us}};
    pictures[5].saved = m_history->clock.time;
    for (Message &picture : pictures)
        change(picture);
    QCOMPARE(m_view->layoutOf(rowOf(pictures[5]))->height(), height);
    const AlbumBlock &album = albumOf(pictures[0]);
    QVERIFY(album.chips(0).isEmpty() && album.chips(1).isEmpty());
    QCOMPARE(album.chips(2).chips().size(), 2);
    QCOMPARE(album.chips(2).chips().constFirst().count, 2); // Anna and we, whatever each was given to
    QVERIFY(album.marks(0).isEmpty());
    QCOMPARE(album.marks(2).size(), 1);
    const auto chipAt = [&](qsizetype number) {
        return m_view->tileRect(rowOf(pictures[2])).topLeft() - albumOf(pictures[0]).tileRect(2).topLeft()
            + albumOf(pictures[0]).chipRect(2, albumOf(pictures[0]).chips(2).chips()[number]).center();
    };
    QVERIFY2(tooltipAt(chipAt(1)).contains(u"anna"_s), qPrintable(tooltipAt(chipAt(1))));
    QSignalSpy reacted(m_view.get(), &TimelineView::reactRequested);
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, chipAt(0)); // ours goes from where it was given
    QCOMPARE(reacted.size(), 1);
    QCOMPARE(reacted.constFirst().at(0).value<MessageId>(), pictures[5].id);
    QCOMPARE(reacted.takeFirst().at(1).toStringList(), QStringList());
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, chipAt(1)); // theirs is joined where it is
    QCOMPARE(reacted.size(), 1);
    QCOMPARE(reacted.constFirst().at(0).value<MessageId>(), pictures[4].id);
    QCOMPARE(reacted.constFirst().at(1).toStringList(), QStringList{u"🎉"_s});
    // The menu is of the one that is seen.
    QContextMenuEvent asked(QContextMenuEvent::Mouse, pointOn(pictures[5]),
                            m_view->viewport()->mapToGlobal(pointOn(pictures[5])));
    QCoreApplication::sendEvent(m_view->viewport(), &asked);
    QCOMPARE(m_view->focusedMessage(), pictures[2].id);
    for (QMenu *menu : m_view->findChildren<QMenu *>())
        menu->close();
    QTRY_VERIFY(m_view->findChildren<QMenu *>().isEmpty());
}

void AlbumsTest::theRingStandsOnTheLastForAllUnderIt()
{
    m_history->add(u"Words."_s);
    const QList<Message> pictures = addPictures(5);
    open();
    m_view->setFocus();
    const auto seen = [&](int number) {
        m_view->focusMessage(pictures[number].id);
        const QRect all = m_view->tileRect(rowOf(pictures[0])).united(m_view->tileRect(rowOf(pictures[4])));
        return m_view->viewport()->grab(all).toImage();
    };
    QCOMPARE(m_view->tileRect(rowOf(pictures[4])), m_view->tileRect(rowOf(pictures[2])));
    QCOMPARE(seen(4), seen(2));
    QCOMPARE(seen(3), seen(2));
    QVERIFY(seen(1) != seen(2));
}

void AlbumsTest::keysGoFromOneToTheNext()
{
    m_history->addMany(30);
    QList<Message> pictures = addPictures(10);
    m_history->addMany(30);
    m_view->resize(420, 240); // less than the pictures are high
    open();
    m_view->setFocus();
    m_view->focusMessage(pictures.constFirst().id);
    for (qsizetype i = 0; i < pictures.size(); ++i) {
        QCOMPARE(m_view->focusedMessage(), pictures[i].id);
        const QRect tile = m_view->tileRect(rowOf(pictures[i]));
        QVERIFY2(tile.top() >= 0 && tile.bottom() < m_view->viewport()->height(),
                 qPrintable(u"%1: %2 %3"_s.arg(i).arg(tile.top()).arg(tile.bottom())));
        QTest::keyClick(m_view.get(), Qt::Key_Down);
    }
    for (qsizetype i = pictures.size() - 1; i >= 0; --i) {
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QCOMPARE(m_view->focusedMessage(), pictures[i].id);
        const QRect tile = m_view->tileRect(rowOf(pictures[i]));
        QVERIFY(tile.top() >= 0 && tile.bottom() < m_view->viewport()->height());
    }
}

void AlbumsTest::readersAreToldOfEach()
{
    m_history->add(u"Words."_s);
    const QList<Message> pictures = addPictures(5);
    open();
    model().setSpokenText([](const Message &message) { return u"Picture %1"_s.arg(message.id.value()); });
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view.get());
    QVERIFY(list);
    for (const Message &picture : pictures) {
        QAccessibleInterface *item = list->child(rowOf(picture));
        QVERIFY(item);
        const qsizetype number = &picture - pictures.constData();
        QCOMPARE(item->text(QAccessible::Name),
                 u"Picture %1, %2 of 5 sent together"_s.arg(picture.id.value()).arg(number + 1));
        const QPoint middle = m_view->viewport()->mapToGlobal(pointOn(picture));
        QVERIFY(item->rect().contains(middle));
        const qsizetype seen = AlbumBlock::seenAs(number);
        QCOMPARE(list->childAt(middle.x(), middle.y()), list->child(rowOf(pictures[seen])));
        QVERIFY(!item->state().offscreen);
    }
}

void AlbumsTest::aJumpLeadsToOneOfThem()
{
    m_history->addMany(120);
    const QList<Message> pictures = addPictures(10);
    m_history->addMany(120);
    m_view->resize(420, 240);
    open();
    for (const int number : {9, 0, 5}) {
        m_view->jumpToNewest();
        m_view->showMessage(pictures[number].id);
        const QRect tile = m_view->tileRect(rowOf(pictures[number]));
        QVERIFY(tile.isValid());
        QVERIFY(tile.top() >= 0 && tile.bottom() < m_view->viewport()->height());
    }
}

void AlbumsTest::theUnreadLineParts()
{
    m_history->add(u"Words."_s);
    addPictures(6);
    open(2);
    QCOMPARE(albums(), u"4 2"_s);
}

void AlbumsTest::mirrored()
{
    m_history->add(u"Words."_s);
    QList<Message> pictures = addPictures(4);
    pictures.append(addPicture(1000, Direction::Incoming, u"Words from left to right"_s)); // which turn nothing but themselves
    open();
    QVERIFY(m_view->tileRect(rowOf(pictures[0])).left() < m_view->tileRect(rowOf(pictures[1])).left());
    m_view->setLayoutDirection(Qt::RightToLeft);
    QCoreApplication::processEvents();
    QVERIFY(m_view->tileRect(rowOf(pictures[0])).left() > m_view->tileRect(rowOf(pictures[1])).left());
    const QRect bubble = m_view->bubbleRect(rowOf(pictures[4]));
    for (const Message &picture : pictures)
        QVERIFY(bubble.contains(m_view->tileRect(rowOf(picture))));
}

JACKDAW_WINDOW_TEST(AlbumsTest)

} // namespace albums_test

#include "albums_test.moc"
