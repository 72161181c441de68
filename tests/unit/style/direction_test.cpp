// SPDX-License-Identifier: GPL-3.0-or-later
// Margins, lines and menus in both directions.
#include "style/Direction.h"
#include "style/TextLine.h"
#include "support/TestProgram.h"

#include <QBoxLayout>
#include <QImage>
#include <QMenu>
#include <QPainter>
#include <QWidget>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace direction_test {

class DirectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesCannotTurnTheSentence()
    {
        QCOMPARE(isolated(u"تامر"_s), QChar(0x2068) + u"تامر"_s + QChar(0x2069));
    }

    void marginsFollowTheDirection()
    {
        QWidget widget;
        auto *row = new QHBoxLayout(&widget);
        setLogicalMargins(row, 16, 1, 8, 2);
        QCOMPARE(row->contentsMargins(), QMargins(16, 1, 8, 2));
        widget.setLayoutDirection(Qt::RightToLeft);
        QCOMPARE(row->contentsMargins(), QMargins(8, 1, 16, 2));
        setLogicalMargins(row, 20, 0, 4, 0); // others, while it is mirrored
        QCOMPARE(row->contentsMargins(), QMargins(4, 0, 20, 0));
        widget.setLayoutDirection(Qt::LeftToRight);
        QCOMPARE(row->contentsMargins(), QMargins(20, 0, 4, 0));
    }

    void linesBeginAtTheLeadingEdge_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("Latin") << u"Tomas"_s;
        QTest::newRow("Arabic") << u"تامر"_s;
    }
    void linesBeginAtTheLeadingEdge()
    {
        QFETCH(QString, text);
        const auto inkIsAtLeft = [&](Qt::LayoutDirection direction) {
            QImage image(400, 30, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::white);
            QPainter painter(&image);
            drawLeadingLine(painter, image.rect(), direction, text);
            painter.end();
            int left = 0, right = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    if (image.pixelColor(x, y).lightness() < 128)
                        ++(x < 200 ? left : right);
                }
            }
            return left > 0 && right == 0;
        };
        QVERIFY(inkIsAtLeft(Qt::LeftToRight));
        QVERIFY(!inkIsAtLeft(Qt::RightToLeft));
    }

    void linesRunInTheirOwnDirection_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Qt::LayoutDirection>("layout");
        QTest::addColumn<Qt::LayoutDirection>("own");
        QTest::newRow("Latin, mirrored") << u"Have it."_s << Qt::RightToLeft << Qt::LeftToRight;
        QTest::newRow("Arabic") << u"تامر."_s << Qt::LeftToRight << Qt::RightToLeft;
        QTest::newRow("Arabic behind an emoji") << u"🎉 تامر."_s << Qt::LeftToRight << Qt::RightToLeft;
        QTest::newRow("nothing strong") << u"12:30."_s << Qt::RightToLeft << Qt::RightToLeft;
        QTest::newRow("a name of another script") << isolated(u"Tomas"_s) + u"."_s << Qt::RightToLeft << Qt::RightToLeft;
    }
    void linesRunInTheirOwnDirection()
    {
        QFETCH(QString, text);
        QFETCH(Qt::LayoutDirection, layout);
        QFETCH(Qt::LayoutDirection, own);
        const QRect room(0, 0, 300, 31);
        const auto painted = [&](const std::function<void(QPainter &)> &paint) {
            QImage image(300, 31, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::white);
            QPainter painter(&image);
            painter.setLayoutDirection(layout);
            paint(painter);
            return image;
        };
        const QImage ours = painted([&](QPainter &painter) {
            drawLeadingLine(painter, room, layout, text);
            QCOMPARE(painter.layoutDirection(), layout);
        });
        QCOMPARE(ours, painted([&](QPainter &painter) {
            painter.setLayoutDirection(own);
            TextLine(painter, text).draw(painter, room, layout == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft);
        }));
    }

    void whatIsTooLongIsElided_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("words") << u"Inlet pressure reads 3.8 bar, which is lower than the sheet says"_s;
        QTest::newRow("emoji") << u"\U0001F426"_s.repeated(200);
        QTest::newRow("some emoji") << u"\U0001F426"_s.repeated(14);
        QTest::newRow("families") << u"\U0001F468\u200D\U0001F469\u200D\U0001F467"_s.repeated(40);
        QTest::newRow("families that have room") << u"\U0001F468\u200D\U0001F469\u200D\U0001F467"_s.repeated(10);
        QTest::newRow("flags and tones") << u"\U0001F1F5\U0001F1F1\U0001F44D\U0001F3FD"_s.repeated(30);
        QTest::newRow("flags that have room") << u"\U0001F1F5\U0001F1F1"_s.repeated(10);
    }
    /// As Qt would elide it, however little of it is measured.
    void whatIsTooLongIsElided()
    {
        QFETCH(QString, text);
        const QRect room(0, 0, 220, 31);
        const auto painted = [&](const std::function<void(QPainter &)> &paint) {
            QImage image(260, 31, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::white);
            QPainter painter(&image);
            QFont font = painter.font();
            font.setFamilies(QStringList(font.family()) + QStringList(u"Noto Color Emoji"_s));
            font.setPixelSize(13);
            painter.setFont(font);
            paint(painter);
            return image;
        };
        const QImage ours = painted([&](QPainter &painter) { drawLeadingLine(painter, room, Qt::LeftToRight, text); });
        QCOMPARE(ours, painted([&](QPainter &painter) {
            TextLine(painter, painter.fontMetrics().elidedText(text, Qt::ElideRight, room.width())).draw(painter, room, Qt::AlignLeft);
        }));
    }

    void aLineStandsWhereThePainterWouldDrawIt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("Latin") << u"Tomas AV fi, 12:34"_s;
        QTest::newRow("Arabic") << u"تامر 12"_s;
        QTest::newRow("mixed") << u"Tomas تامر Berg"_s;
        QTest::newRow("several lines") << u"one\ntwo\tthree"_s;
        QTest::newRow("nothing") << QString();
    }
    void aLineStandsWhereThePainterWouldDrawIt()
    {
        QFETCH(QString, text);
        const QRect room(7, 5, 300, 31);
        const auto painted = [&](const std::function<void(QPainter &)> &paint) {
            QImage image(320, 40, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::white);
            QPainter painter(&image);
            QFont font = painter.font();
            font.setPixelSize(14);
            painter.setFont(font);
            paint(painter);
            return image;
        };
        for (const Qt::AlignmentFlag edge : {Qt::AlignLeft, Qt::AlignRight, Qt::AlignHCenter}) {
            const QImage ours = painted([&](QPainter &painter) { TextLine(painter, text).draw(painter, room, edge); });
            const QImage qts = painted([&](QPainter &painter) {
                painter.drawText(room, int(edge) | Qt::AlignVCenter | Qt::TextSingleLine, text);
            });
            QCOMPARE(ours, qts);
        }
        if (text.contains(u'\n'))
            return; // a baseline has one line only
        const QImage ours = painted([&](QPainter &painter) { TextLine(painter, text).draw(painter, QPointF(9, 22)); });
        QCOMPARE(ours, painted([&](QPainter &painter) { painter.drawText(QPointF(9, 22), text); }));
        painted([&](QPainter &painter) {
            QCOMPARE(TextLine(painter, text).width(), painter.fontMetrics().horizontalAdvance(text));
        });
    }

    void menusOpenToTheTrailingSide()
    {
        QWidget window;
        window.setGeometry(310, 120, 230, 190);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            QGuiApplication::setLayoutDirection(direction); // a menu is a window, and takes the program's
            QMenu menu(&window);
            menu.addAction(u"An entry that is wider than nothing"_s);
            popUpBelow(menu, window);
            QTRY_VERIFY(menu.isVisible());
            if (direction == Qt::LeftToRight)
                QCOMPARE(menu.x(), window.mapToGlobal(QPoint(0, 0)).x());
            else
                QCOMPARE(menu.x() + menu.width(), window.mapToGlobal(QPoint(window.width(), 0)).x());
            menu.close();
        }
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void menusStayInTheWindow()
    {
        QWidget window;
        window.setGeometry(210, 120, 360, 190);
        QWidget button(&window);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            QGuiApplication::setLayoutDirection(direction);
            // At the trailing edge, as the header's "more".
            button.setGeometry(direction == Qt::LeftToRight ? 314 : 10, 10, 36, 36);
            QMenu menu(&window);
            menu.addAction(u"Send a contact"_s);
            popUpBelow(menu, button);
            QTRY_VERIFY(menu.isVisible());
            const QPoint corner = button.mapToGlobal(QPoint(0, button.height()));
            QCOMPARE(menu.y(), corner.y());
            if (direction == Qt::LeftToRight)
                QCOMPARE(menu.x() + menu.width(), corner.x() + button.width());
            else
                QCOMPARE(menu.x(), corner.x());
            menu.close();
        }
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }
};

JACKDAW_WINDOW_TEST(DirectionTest)

} // namespace direction_test

#include "direction_test.moc"
