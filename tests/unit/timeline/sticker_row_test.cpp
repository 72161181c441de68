// SPDX-License-Identifier: GPL-3.0-or-later
#include "TimelineHistory.h"

#include "style/Preferences.h"
#include "style/Theme.h"
#include "support/TestProgram.h"
#include "timeline/FileBlock.h"
#include "timeline/TimelineView.h"
#include "widgets/MessageWords.h"

#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace sticker_row_test {

/// A sticker among the messages: a picture of a bounded size with nothing around it, and words where it is not shown.
class StickerRowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_preferences = std::make_unique<Preferences>(m_folder.filePath(u"settings.ini"_s));
        m_preferences->setScheme(Preferences::Scheme::Light);
        m_preferences->setReduceMotion(true);
        m_theme = std::make_unique<Theme>(*m_preferences);
        QImage image(400, 400, QImage::Format_ARGB32);
        image.fill(QColor(200, 30, 30));
        m_picture = m_folder.filePath(u"s.png"_s);
        QVERIFY(image.save(m_picture, "PNG"));
    }
    void init()
    {
        m_history = std::make_unique<TimelineHistory>();
        m_view = std::make_unique<TimelineView>(*m_history->model, *m_theme, m_history->clock);
        m_view->resize(900, 640);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }
    void cleanup()
    {
        m_view.reset();
        m_history.reset();
    }

    void itIsOfABoundedSize_data()
    {
        QTest::addColumn<QSize>("pixels");
        QTest::addColumn<QSize>("shown");
        QTest::newRow("usual") << QSize(512, 512) << QSize(168, 168);
        QTest::newRow("small") << QSize(20, 20) << QSize(168, 168);
        QTest::newRow("wide") << QSize(1000, 500) << QSize(168, 84);
        QTest::newRow("nothing said") << QSize() << QSize(168, 168);
        QTest::newRow("a line") << QSize(65'000, 1) << QSize(168, 56);
        QTest::newRow("a pole") << QSize(1, 65'000) << QSize(56, 168);
    }
    void itIsOfABoundedSize()
    {
        QFETCH(QSize, pixels);
        QFETCH(QSize, shown);
        QCOMPARE(FileBlock::stickerSize(pixels, *m_theme), shown);
    }

    void nothingStandsAroundIt()
    {
        const Message message = arrive(Attachment::State::Here);
        const int row = m_history->model->rowOf(message.id);
        const BubbleLayout *layout = m_view->layoutOf(row);
        QVERIFY(layout->parts()->isBare());
        const QRect bubble = m_view->bubbleRect(row);
        // Its fallback is not beside it: the row is as high as the picture and the time.
        QVERIFY2(bubble.height() < 168 + 40, qPrintable(QString::number(bubble.height())));
        const QRect picture = layout->parts()->fileRect().translated(bubble.topLeft());
        QTRY_COMPARE(m_view->viewport()->grab(picture).toImage().pixelColor(84, 84), QColor(200, 30, 30));
        const QImage corner = m_view->viewport()->grab(QRect(bubble.topLeft() + QPoint(1, bubble.height() / 2), QSize(1, 1))).toImage();
        QCOMPARE(corner.pixelColor(0, 0), m_theme->color(Token::Canvas));
    }

    void aTextBesideItIsShown()
    {
        Message message = arrive(Attachment::State::Here);
        message.body = QString(Message::longestSign + 1, u'w');
        m_history->change(message);
        const BubbleLayout *layout = m_view->layoutOf(m_history->model->rowOf(message.id));
        QVERIFY(!layout->parts()->isBare());
        QVERIFY(m_view->bubbleRect(m_history->model->rowOf(message.id)).height() > 168 + 40);
        QCOMPARE(messageWords(message), message.body);
    }

    void anAnswerKeepsItsBubble()
    {
        Message first = m_history->add(u"where are you"_s);
        Message message = arrive(Attachment::State::Here);
        message.reply = ReplyTo{first.originId, first.sender};
        m_history->change(message);
        QVERIFY(!m_view->layoutOf(m_history->model->rowOf(message.id))->parts()->isBare());
    }

    void aClickOpensItsPack()
    {
        const Message message = arrive(Attachment::State::Here);
        const int row = m_history->model->rowOf(message.id);
        QSignalSpy asked(m_view.get(), &TimelineView::fileActRequested);
        const QRect picture = m_view->layoutOf(row)->parts()->fileRect().translated(m_view->bubbleRect(row).topLeft());
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, picture.center());
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.at(0).at(1).value<FileAct>(), FileAct::View);
    }

    void oneThatIsNotHereIsFetchedByAClick()
    {
        QSignalSpy missed(m_view.get(), &TimelineView::pictureMissed);
        const Message message = arrive(Attachment::State::Remote);
        const int row = m_history->model->rowOf(message.id);
        QCOMPARE(m_view->layoutOf(row)->parts()->file()->mainAct(), FileAct::Download);
        m_view->viewport()->repaint();
        QTRY_COMPARE(missed.size(), 1); // the rules say whether it comes
    }

    void wordsStandForIt()
    {
        Message message = arrive(Attachment::State::Here);
        QCOMPARE(messageWords(message), u"Sticker \u2068😘\u2069"_s);
        QCOMPARE(spokenSticker(*message.attachment), u"Sticker: 😘"_s);
        QCOMPARE(message.caption(), QString());
        message.attachment->file.description.clear();
        QCOMPARE(messageWords(message), u"Sticker"_s);
        message.attachment->file.description = QString(500, u'x');
        QVERIFY(messageWords(message).size() < 80);
        message.retracted = 1;
        QCOMPARE(messageWords(message), u"Message deleted"_s);
    }

private:
    Message arrive(Attachment::State state)
    {
        m_history->model->open(m_history->conversation());
        Message message = m_history->arrive(u"😘"_s);
        SharedFile file;
        file.url = u"https://files.harbor.example/s.png"_s;
        file.mediaType = u"image/png"_s;
        file.width = file.height = 400;
        file.description = u"😘"_s;
        file.sticker = StickerMark{u"p1"_s, {}, {}};
        message.attachment = Attachment{file, Attachment::Kind::Sticker, state, {}, m_picture, 0, {}};
        m_history->change(message);
        return message;
    }

    QTemporaryDir m_folder;
    QString m_picture;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimelineHistory> m_history;
    std::unique_ptr<TimelineView> m_view;
};

JACKDAW_WINDOW_TEST(StickerRowTest)

} // namespace sticker_row_test

#include "sticker_row_test.moc"
