// SPDX-License-Identifier: GPL-3.0-or-later
// What the card of a file says and offers while it does not move, after it failed, and while it waits for an answer.
#include "TimelineHistory.h"

#include "style/Preferences.h"
#include "style/Theme.h"
#include "timeline/AlbumBlock.h"
#include "timeline/FileBlock.h"
#include "timeline/TimelineView.h"
#include "support/TestProgram.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QToolTip>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace file_cards_test {

constexpr qint64 mega = 1024 * 1024;

class FileCardsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void whatStallsSaysSo();
    void whatStallsIsSpoken();
    void whatDidNotComeIsSpoken_data();
    void whatDidNotComeIsSpoken();
    void whatWasStoppedSaysByWhom();
    void anOfferedPictureIsTakenOrDeclined_data();
    void anOfferedPictureIsTakenOrDeclined();
    void theAnswersFitOnAnyPicture();
    void theAnswersStandOnATileToo();
    void whatNobodyOffersAnyMoreIsNotTriedAgain_data();
    void whatNobodyOffersAnyMoreIsNotTriedAgain();
    void aClickOnACardIsForItsKeysToo();

private:
    static Attachment fileOf(Attachment::State state, const QString &url = u"https://files.harbor.example/x/plan.pdf"_s)
    {
        return Attachment{{url, u"plan.pdf"_s, {}, 12 * mega, 0, 0, {}, {}}, Attachment::Kind::File, state, {}, {}, 0, {}};
    }
    static FileBlock::Content offeredPicture(QSize pixels)
    {
        FileBlock::Content content;
        content.attachment = fileOf(Attachment::State::Remote, {});
        content.attachment.kind = Attachment::Kind::Picture;
        content.attachment.file.name = u"gauge.png"_s;
        content.attachment.file.width = pixels.width();
        content.attachment.file.height = pixels.height();
        return content;
    }
    /// Where an act is, point by point.
    static QRegion placeOf(FileAct act, const QSize &size, const std::function<FileAct(const QPoint &)> &actAt)
    {
        QRegion place;
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                if (actAt({x, y}) == act)
                    place += QRect(x, y, 1, 1);
            }
        }
        return place;
    }
    void show(Message &message)
    {
        m_history->change(message);
        QCoreApplication::processEvents();
    }
    Message bring(const Attachment &attachment)
    {
        m_history->model->open(m_history->conversation());
        Message message = m_history->arrive({});
        message.attachment = attachment;
        show(message);
        return message;
    }
    QString description(const Message &message) const
    {
        QAccessibleInterface *list = QAccessible::queryAccessibleInterface(m_view.get());
        return list->child(m_history->model->rowOf(message.id))->text(QAccessible::Description);
    }

    QTemporaryDir m_folder;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimelineHistory> m_history;
    std::unique_ptr<TimelineView> m_view;
};

void FileCardsTest::initTestCase()
{
    QLocale::setDefault(QLocale::c());
    m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
    m_preferences->setReduceMotion(true);
    m_theme = std::make_unique<Theme>(*m_preferences);
}

void FileCardsTest::init()
{
    m_history = std::make_unique<TimelineHistory>();
    m_view = std::make_unique<TimelineView>(*m_history->model, *m_theme, m_history->clock);
    m_view->resize(900, 640);
    m_view->show();
    m_view->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
}

void FileCardsTest::cleanup()
{
    m_view.reset();
    m_history.reset();
}

void FileCardsTest::whatStallsSaysSo()
{
    FileBlock::Content content;
    content.attachment = fileOf(Attachment::State::Fetching);
    FileBlock::Moment moment;
    moment.take({3 * mega, 12 * mega, 0, true});
    const QStringList stalled{u"Stalled at 3 of 12 MB, waits for the network"_s, u"Stalled, waits for the network"_s, u"Stalled"_s};
    QCOMPARE(FileBlock::secondLines(content, moment), stalled);
    moment.take({12 * mega, 12 * mega, 0, true}); // all of it is here, and is being looked at
    QCOMPARE(FileBlock::secondLine(content, moment), u"Downloading, 12 of 12 MB"_s);
    content.direction = Direction::Outgoing;
    content.state = MessageState::Waiting;
    content.attachment.state = Attachment::State::Uploading;
    QCOMPARE(FileBlock::secondLine(content, moment), u"All sent, waits for an answer"_s);
    moment.take({3 * mega, 12 * mega, 0, true});
    QCOMPARE(FileBlock::secondLines(content, moment), stalled);
    content.attachment.file.url.clear(); // from program to program
    QCOMPARE(FileBlock::secondLines(content, moment), stalled);
    moment.take({4 * mega, 12 * mega, mega, false});
    QVERIFY(FileBlock::secondLine(content, moment).startsWith(u"Sending, 4 of 12 MB"_s));
}

void FileCardsTest::whatStallsIsSpoken()
{
    const Message message = bring(fileOf(Attachment::State::Fetching));
    m_view->setTransfer(message.id, {4 * mega, 12 * mega, 0, true});
    QCOMPARE(description(message), u"Stalled at 4 of 12 MB, waits for the network"_s);
    m_view->setTransfer(message.id, {5 * mega, 12 * mega, 0});
    QCOMPARE(description(message), u"Downloading, 5 of 12 MB"_s);
}

void FileCardsTest::whatDidNotComeIsSpoken_data()
{
    QTest::addColumn<int>("state");
    QTest::addColumn<int>("failure"); // -1: none
    QTest::addColumn<bool>("isOffered");
    QTest::addColumn<QString>("words");
    using State = Attachment::State;
    QTest::newRow("no room") << int(State::Broken) << int(ErrorKind::DiskFull) << false << u"The disk is full."_s;
    QTest::newRow("stopped here") << int(State::Broken) << int(ErrorKind::Cancelled) << false << u"Stopped."_s;
    QTest::newRow("declined") << int(State::Broken) << int(ErrorKind::Cancelled) << true << u"Declined."_s;
    QTest::newRow("stopped there") << int(State::Broken) << int(ErrorKind::PeerStopped) << true
                                   << u"The other side stopped sending. Ask for it again."_s;
    QTest::newRow("taken away") << int(State::Removed) << -1 << false << u"Not on this computer any more, 12 MB"_s;
    QTest::newRow("here") << int(State::Here) << -1 << false << QString();
}

void FileCardsTest::whatDidNotComeIsSpoken()
{
    QFETCH(int, state);
    QFETCH(int, failure);
    QFETCH(bool, isOffered);
    QFETCH(QString, words);
    Attachment attachment = fileOf(Attachment::State(state), isOffered ? QString() : u"https://files.harbor.example/x/plan.pdf"_s);
    if (failure >= 0)
        attachment.failure = Error{ErrorKind(failure), {}, {}};
    QCOMPARE(description(bring(attachment)), words);
}

void FileCardsTest::whatWasStoppedSaysByWhom()
{
    Message message = bring(fileOf(Attachment::State::Uploading));
    message.direction = Direction::Outgoing;
    message.state = MessageState::Failed;
    message.failure = Error{ErrorKind::Cancelled, {}, {}};
    show(message);
    QCOMPARE(description(message), u"Not sent. You stopped it."_s);
    message.failure = Error{ErrorKind::DiskFull, {}, {}};
    show(message);
    QCOMPARE(description(message), u"Not sent. The disk is full."_s);
}

void FileCardsTest::anOfferedPictureIsTakenOrDeclined_data()
{
    QTest::addColumn<Qt::LayoutDirection>("direction");
    QTest::newRow("left to right") << Qt::LeftToRight;
    QTest::newRow("right to left") << Qt::RightToLeft;
}

void FileCardsTest::anOfferedPictureIsTakenOrDeclined()
{
    QFETCH(Qt::LayoutDirection, direction);
    m_view->setLayoutDirection(direction);
    const Message message = bring(offeredPicture({1200, 800}).attachment);
    const int row = m_history->model->rowOf(message.id);
    const BubbleParts &parts = *m_view->layoutOf(row)->parts();
    const QRect file = parts.fileRect();
    const auto actAt = [&](const QPoint &at) { return parts.fileActAt(file.topLeft() + at); };
    const QRect accept = placeOf(FileAct::Download, file.size(), actAt).boundingRect();
    const QRect decline = placeOf(FileAct::Cancel, file.size(), actAt).boundingRect();
    QVERIFY(!accept.isEmpty() && !decline.isEmpty() && !accept.intersects(decline));
    QCOMPARE(accept.left() < decline.left(), direction == Qt::LeftToRight);
    QCOMPARE(actAt({4, 4}), FileAct::None); // who misses one has not taken the other
    QSignalSpy acted(m_view.get(), &TimelineView::fileActRequested);
    const QPoint at = m_view->bubbleRect(row).topLeft() + file.topLeft();
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, at + decline.center());
    QCOMPARE(int(acted.constLast().at(1).value<FileAct>()), int(FileAct::Cancel));
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, at + accept.center());
    QCOMPARE(int(acted.constLast().at(1).value<FileAct>()), int(FileAct::Download));
    QTest::keyClick(m_view.get(), Qt::Key_Return); // of the one that was clicked on
    QCOMPARE(acted.size(), 3);
    QCOMPARE(int(acted.constLast().at(1).value<FileAct>()), int(FileAct::Download));
    const auto help = [&](const QPoint &point) {
        QHelpEvent event(QEvent::ToolTip, point, m_view->viewport()->mapToGlobal(point));
        QCoreApplication::sendEvent(m_view->viewport(), &event);
        return QToolTip::text();
    };
    QVERIFY(help(at + accept.center()).contains(u"Accept"_s));
    QVERIFY(help(at + decline.center()).contains(u"Decline"_s));
    // They are seen where they are.
    const QImage shown = m_view->viewport()->grab(accept.translated(at)).toImage();
    int inked = 0;
    for (int x = 0; x < shown.width(); ++x)
        inked += shown.pixelColor(x, shown.height() - 4) == m_theme->color(Token::Accent) ? 1 : 0;
    QVERIFY2(inked > shown.width() / 3, qPrintable(QString::number(inked)));
}

/// The smallest one has no room for words.
void FileCardsTest::theAnswersFitOnAnyPicture()
{
    for (const QSize &pixels : {QSize(4000, 3000), QSize(120, 72), QSize(10, 10), QSize(10, 4000), QSize()}) {
        const FileBlock block(offeredPicture(pixels), *m_theme, 400);
        QVERIFY(block.asks());
        const auto actAt = [&](const QPoint &at) { return block.actAt(at); };
        const QRect accept = placeOf(FileAct::Download, block.size(), actAt).boundingRect();
        const QRect decline = placeOf(FileAct::Cancel, block.size(), actAt).boundingRect();
        QVERIFY(std::min({accept.width(), accept.height(), decline.width(), decline.height()}) >= 24);
        QVERIFY(accept.right() < decline.left());
        QVERIFY(QRect(QPoint(0, 0), block.size()).contains(accept | decline));
    }
}

void FileCardsTest::theAnswersStandOnATileToo()
{
    const AlbumBlock::Picture picture{offeredPicture({1200, 800}), {}, {}};
    const AlbumBlock album({picture, picture}, {}, *m_theme, 400);
    const auto actAt = [&](const QPoint &at) { return album.actAt(at); };
    QVERIFY(!placeOf(FileAct::Cancel, album.size(), actAt).isEmpty());
    QVERIFY(!placeOf(FileAct::Download, album.size(), actAt).isEmpty());
    QCOMPARE(album.actAt({4, 4}), FileAct::None);
}

void FileCardsTest::whatNobodyOffersAnyMoreIsNotTriedAgain_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("failure");
    QTest::addColumn<bool>("isOffered");
    QTest::addColumn<bool>("isTried");
    using Kind = Attachment::Kind;
    QTest::newRow("paper, stopped there") << int(Kind::File) << int(ErrorKind::PeerStopped) << true << false;
    QTest::newRow("picture, stopped there") << int(Kind::Picture) << int(ErrorKind::PeerStopped) << true << false;
    QTest::newRow("picture, declined") << int(Kind::Picture) << int(ErrorKind::Cancelled) << true << false;
    QTest::newRow("picture, no room") << int(Kind::Picture) << int(ErrorKind::DiskFull) << true << true;
    QTest::newRow("picture on the web, stopped here") << int(Kind::Picture) << int(ErrorKind::Cancelled) << false << true;
}

void FileCardsTest::whatNobodyOffersAnyMoreIsNotTriedAgain()
{
    QFETCH(int, kind);
    QFETCH(int, failure);
    QFETCH(bool, isOffered);
    QFETCH(bool, isTried);
    Attachment attachment = fileOf(Attachment::State::Broken, isOffered ? QString() : u"https://files.harbor.example/x/plan.pdf"_s);
    attachment.kind = Attachment::Kind(kind);
    attachment.failure = Error{ErrorKind(failure), {}, {}};
    const Message message = bring(attachment);
    const BubbleParts &parts = *m_view->layoutOf(m_history->model->rowOf(message.id))->parts();
    const auto actAt = [&](const QPoint &at) { return parts.fileActAt(parts.fileRect().topLeft() + at); };
    QCOMPARE(!placeOf(FileAct::Download, parts.fileRect().size(), actAt).isEmpty(), isTried);
    QSignalSpy acted(m_view.get(), &TimelineView::fileActRequested);
    m_view->focusMessage(message.id);
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(acted.size(), isTried ? 1 : 0);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
    QCoreApplication::sendEvent(m_view.get(), &event);
    int entries = 0;
    for (QMenu *menu : m_view->findChildren<QMenu *>()) {
        for (const QAction *action : menu->isVisible() ? menu->actions() : QList<QAction *>())
            entries += action->text().startsWith(u"Accept"_s) || action->text().startsWith(u"Download"_s) ? 1 : 0;
        menu->close();
    }
    QCOMPARE(entries, isTried ? 1 : 0);
}

void FileCardsTest::aClickOnACardIsForItsKeysToo()
{
    const Message first = bring(fileOf(Attachment::State::Here));
    const Message last = m_history->arrive(u"Have it"_s);
    QCoreApplication::processEvents();
    m_view->focusMessage(last.id);
    QSignalSpy acted(m_view.get(), &TimelineView::fileActRequested);
    const int row = m_history->model->rowOf(first.id);
    const QRect file = m_view->layoutOf(row)->parts()->fileRect();
    QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->bubbleRect(row).topLeft() + file.topLeft() + QPoint(20, 20));
    QCOMPARE(acted.size(), 1);
    QTest::keyClick(m_view.get(), Qt::Key_S, Qt::ControlModifier);
    QCOMPARE(acted.size(), 2);
    QCOMPARE(acted.at(1).at(0).value<MessageId>(), first.id);
    QCOMPARE(int(acted.at(1).at(1).value<FileAct>()), int(FileAct::SaveAs));
}

JACKDAW_WINDOW_TEST(FileCardsTest)

} // namespace file_cards_test

#include "file_cards_test.moc"
