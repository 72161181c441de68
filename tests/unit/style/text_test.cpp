// SPDX-License-Identifier: GPL-3.0-or-later
// Errors as sentences, and times as people read them.
#include "base/KeyServiceTrouble.h"
#include "base/NewerFile.h"
#include "style/ErrorText.h"
#include "style/FineText.h"
#include "style/SizeText.h"
#include "style/TimeText.h"
#include "support/TestProgram.h"

#include <QDateTime>
#include <QFontMetricsF>
#include <QImage>
#include <QLocale>
#include <QPainter>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace text_test {

qint64 at(const QString &iso)
{
    return QDateTime::fromString(iso, Qt::ISODate).toMSecsSinceEpoch();
}

class TextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void errorsReadAsTheDesignHasThem();
    void everyErrorSaysWhatHappenedAndWhatToDo();
    void directionsOfNamesAreIsolated();
    void clock();
    void listTimes_data();
    void listTimes();
    void days();
    void datesFollowTheLocale_data();
    void datesFollowTheLocale();
    void durations();
    void transfers_data();
    void transfers();
    void countdowns();
    void fineTextIsBetweenTwoSizes();
};

/// At eight times its size: as 92 px, where Qt's next font would be of 96.
void TextTest::fineTextIsBetweenTwoSizes()
{
    QFont font;
    font.setPixelSize(96);
    const QString text = u"edited 13:58"_s;
    const qreal whole = QFontMetricsF(font).horizontalAdvance(text);
    const int width = FineText::width(font, text);
    QVERIFY2(qAbs(width - whole * 11.5 / 12) <= 1, qPrintable(u"%1 of %2"_s.arg(width).arg(whole)));
    QImage image(int(whole) + 40, 160, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    FineText::draw(painter, QRect(20, 0, width, 160), font, text);
    QCOMPARE(painter.transform(), QTransform());
    painter.end();
    QRect ink;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).lightness() < 128)
                ink |= QRect(x, y, 1, 1);
        }
    }
    const QRectF wanted = QFontMetricsF(font).tightBoundingRect(text);
    QVERIFY2(qAbs(ink.width() - wanted.width() * 11.5 / 12) <= 5, qPrintable(u"%1 of %2"_s.arg(ink.width()).arg(wanted.width())));
    QVERIFY2(qAbs(ink.height() - wanted.height() * 11.5 / 12) <= 2.5, qPrintable(u"%1 of %2"_s.arg(ink.height()).arg(wanted.height())));
    QVERIFY2(qAbs(ink.center().x() - (20 + width / 2)) <= 6, qPrintable(u"%1"_s.arg(ink.center().x())));
}

void TextTest::errorsReadAsTheDesignHasThem()
{
    QCOMPARE(errorText({ErrorKind::NotAuthorized, {}, {}}),
             u"Password not accepted. Check it, or reset it with your provider."_s);
    QCOMPARE(errorText({ErrorKind::ServerNotFound, {}, u"harbor.exmple"_s}),
             u"harbor.exmple was not found. Check the part after the @, or set the server under Connection options."_s);
    QCOMPARE(errorSummary({ErrorKind::NotAuthorized, {}, {}}), u"Password not accepted."_s);
    QCOMPARE(errorSummary({ErrorKind::Malformed, {}, u"mara@"_s}), u"“mara@” is not a valid address."_s);
    // What a server does wrong is nothing about an address, and a program that did not start no matter of the other
    // side.
    QCOMPARE(errorText({ErrorKind::ProtocolBroken, {}, u"harbor.example"_s}),
             u"harbor.example sent something that breaks the rules of XMPP. If it stays, show the details to your provider."_s);
    QCOMPARE(errorSummary({ErrorKind::NotStarted, {}, u"The local demo"_s}), u"The local demo did not start."_s);
    // A server that says too much refuses nothing.
    QCOMPARE(errorSummary({ErrorKind::TooMany, {}, u"harbor.example"_s}), u"harbor.example takes no more of these for now."_s);
    QCOMPARE(errorSummary({ErrorKind::TooMany, u"the archive's page takes more than 67108864 bytes"_s, {}}),
             u"The archive on the server sent more at once than can be taken."_s);
    QCOMPARE(errorText({ErrorKind::Incompatible, {}, u"QXmpp 1.11.0"_s}),
             u"Jackdaw cannot sign in safely with the QXmpp 1.11.0 of this computer. Install the version of Jackdaw "
             "that was made for this system."_s);
    QCOMPARE(errorText({ErrorKind::Proxy, {}, u"127.0.0.1"_s}),
             u"The proxy 127.0.0.1 cannot be used, or does not reach the server. Check that it runs, and its server and port."_s);
    for (const QString &host : {u"harborxmpp.onion"_s, u"HarborXmpp.ONION."_s}) {
        QCOMPARE(errorText({ErrorKind::Proxy, {}, host}),
                 host + u" can be reached through Tor only. Choose SOCKS5 (Tor) as the proxy under Connection options, or in the "
                        "settings, under Network."_s);
    }
    using Trouble = KeyServiceTrouble;
    const QString until = u"Until then you are asked for your password at each start."_s;
    QCOMPARE(errorText(keyServiceError(Trouble::Absent, {}, {})),
             u"Passwords cannot be kept: this computer has no key service. Install one, such as GNOME Keyring, KWallet or KeePassXC. "_s + until);
    QCOMPARE(errorText(keyServiceError(Trouble::Closed, u"KWallet"_s, u"access denied"_s)),
             u"Passwords cannot be kept: KWallet is locked, or does not let Jackdaw in. Unlock it. "_s + until);
    QCOMPARE(errorText(keyServiceError(Trouble::Closed, {}, {})),
             u"Passwords cannot be kept: the key service is locked, or does not let Jackdaw in. Unlock it. "_s + until);
    QVERIFY(errorText(keyServiceError(Trouble::Silent, u"KeePassXC"_s, {})).startsWith(u"Passwords cannot be kept: KeePassXC does not answer. See whether"));
    QVERIFY(errorText(keyServiceError(Trouble::Broken, u"GNOME Keyring"_s, {})).contains(u"GNOME Keyring has a fault. Start GNOME Keyring again"));
    QCOMPARE(errorText({ErrorKind::DiskFull, {}, {}}),
             u"The disk is full. Free some space, then try again. A message that could not be kept stays in the message field."_s);
    QCOMPARE(errorText({ErrorKind::WouldShow, {}, u"sms.harbor.example"_s}),
             u"You are invisible, and this would show that you are there. Choose another status first."_s);
    // Nothing is wrong with the disk where the file is only too new.
    QCOMPARE(errorText(newerFileError(99, 21, u"/profile/history.sqlite"_s)),
             u"The history on this computer was written by a newer Jackdaw. Install that one, or start this one with another "
             "--profile. Nothing in it was changed."_s);
    QCOMPARE(errorText({ErrorKind::Storage, u"unable to open database file"_s, u"/profile/history.sqlite"_s}),
             u"The history on this computer cannot be read or written. Check that the disk is there and can be written, then "
             "start Jackdaw again."_s);
    // Only that file, and not the history, is on a disk that does not answer.
    QCOMPARE(errorText({ErrorKind::Storage, u"the disk moves nothing in 30000 ms"_s, u"/media/field/Gauge.pdf"_s}),
             u"“Gauge.pdf” cannot be read or written. Check that its disk is there and answers, and that you may read and write there. "
             "Then try again."_s);
    QCOMPARE(errorText({ErrorKind::DiskFull, {}, u"/media/field/Gauge.pdf"_s}), u"The disk is full. Free some space, then try again."_s);
}

void TextTest::everyErrorSaysWhatHappenedAndWhatToDo()
{
    for (int kind = 0; kind <= int(ErrorKind::UnsafeAddress); ++kind) {
        for (const QString &subject : {QString(), u"harbor.example"_s}) {
            const Error error{ErrorKind(kind), u"x-technical-word"_s, subject};
            const QString text = errorText(error);
            QVERIFY(text.startsWith(errorSummary(error)));
            QVERIFY2(text.endsWith(u'.'), qPrintable(text));
            QVERIFY2(!text.contains(u"  "_s) && !text.contains(u"%"_s) && !text.contains(u'!'), qPrintable(text));
            QVERIFY2(!text.contains(u"technical"_s), qPrintable(text)); // that is for "Details"
            if (error.kind != ErrorKind::Cancelled)
                QVERIFY2(text.size() > errorSummary(error).size(), qPrintable(text));
            for (const QString &word : {u"stanza"_s, u"JID"_s, u"MUC"_s, u"roster"_s, u"resource"_s, u"please"_s})
                QVERIFY2(!text.contains(word, Qt::CaseInsensitive), qPrintable(text));
        }
    }
}

void TextTest::directionsOfNamesAreIsolated()
{
    const QString arabic = u"مثال.إختبار"_s;
    const QString text = errorText({ErrorKind::ServerNotFound, {}, arabic});
    QVERIFY(text.contains(QChar(0x2068) + arabic + QChar(0x2069)));
}

void TextTest::clock()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QCOMPARE(clockText(at(u"2026-11-21T14:02:31Z"_s)), u"14:02"_s);
    // The C locale of a server is not read by anybody: no seconds.
    QLocale::setDefault(QLocale::c());
    QCOMPARE(clockText(at(u"2026-11-21T14:02:31Z"_s)), u"14:02"_s);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QVERIFY(clockText(at(u"2026-11-21T14:02:31Z"_s)).contains(u"2:02"_s));
}

void TextTest::listTimes_data()
{
    QTest::addColumn<QString>("time");
    QTest::addColumn<QString>("shown");
    QTest::newRow("today") << u"2026-11-21T00:05:00Z"_s << u"00:05"_s;
    QTest::newRow("yesterday") << u"2026-11-20T23:59:00Z"_s << u"Fri"_s;
    QTest::newRow("six days") << u"2026-11-15T10:00:00Z"_s << u"Sun"_s;
    QTest::newRow("a week: the weekday would be today's") << u"2026-11-14T10:00:00Z"_s << u"14 Nov"_s;
    QTest::newRow("months") << u"2026-05-03T10:00:00Z"_s << u"3 May"_s;
    QTest::newRow("last year") << u"2025-05-03T10:00:00Z"_s << u"03/05/2025"_s;
    QTest::newRow("tomorrow, by a wrong clock") << u"2026-11-22T10:00:00Z"_s << u"22 Nov"_s;
}

void TextTest::listTimes()
{
    QFETCH(QString, time);
    QFETCH(QString, shown);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QCOMPARE(listTimeText(at(time), at(u"2026-11-21T16:00:00Z"_s)), shown);
}

void TextTest::days()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    const qint64 now = at(u"2026-11-21T16:00:00Z"_s);
    QCOMPARE(dayText(now, now), u"Today"_s);
    QCOMPARE(dayText(at(u"2026-11-20T00:00:00Z"_s), now), u"Yesterday"_s);
    QCOMPARE(dayText(at(u"2026-11-19T10:00:00Z"_s), now), u"Thursday"_s);
    QCOMPARE(dayText(at(u"2026-05-03T10:00:00Z"_s), now), u"3 May 2026"_s);
    QCOMPARE(monthText(at(u"2026-05-03T10:00:00Z"_s), now), u"May"_s);
    QCOMPARE(monthText(at(u"2025-11-03T10:00:00Z"_s), now), u"November 2025"_s);
    QVERIFY(fullTimeText(at(u"2026-05-03T10:00:00Z"_s)).contains(u"10:00"_s));
    QVERIFY(fullTimeText(at(u"2026-05-03T10:00:00Z"_s)).contains(u"2026"_s));
}

void TextTest::datesFollowTheLocale_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("day");
    QTest::newRow("American") << u"en_US"_s << u"May 3"_s << u"May 3, 2026"_s;
    QTest::newRow("German") << u"de_DE"_s << u"3. Mai"_s << u"3. Mai 2026"_s;
    QTest::newRow("French") << u"fr_FR"_s << u"3 mai"_s << u"3 mai 2026"_s;
    QTest::newRow("Spanish") << u"es_ES"_s << u"3 de may"_s << u"3 de mayo de 2026"_s;
    QTest::newRow("Japanese") << u"ja_JP"_s << u"5月3日"_s << u"2026年5月3日"_s;
}

void TextTest::datesFollowTheLocale()
{
    QFETCH(QString, locale);
    QFETCH(QString, list);
    QFETCH(QString, day);
    QLocale::setDefault(QLocale(locale));
    const qint64 now = at(u"2026-11-21T16:00:00Z"_s);
    QCOMPARE(listTimeText(at(u"2026-05-03T10:00:00Z"_s), now), list);
    QCOMPARE(dayText(at(u"2026-05-03T10:00:00Z"_s), now), day);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
}

void TextTest::durations()
{
    QCOMPARE(durationText(2 * 60'000), u"2 min"_s);
    QCOMPARE(durationText((3 * 60 + 5) * 60'000), u"3 h 5 min"_s);
    QCOMPARE(durationText(3 * 3'600'000), u"3 h"_s);
    QCOMPARE(durationText(26 * 3'600'000), u"1 d 2 h"_s);
    QCOMPARE(durationText(-5), u"0 s"_s);
}

void TextTest::transfers_data()
{
    constexpr qint64 mega = 1024 * 1024;
    QTest::addColumn<qint64>("done");
    QTest::addColumn<qint64>("total");
    QTest::addColumn<qint64>("speed");
    QTest::addColumn<QStringList>("texts");
    const auto row = [](const char *name, qint64 done, qint64 total, qint64 speed, const QStringList &texts) {
        QTest::newRow(name) << done << total << speed << texts;
    };
    row("not measured", mega, 12 * mega, 0, {u"1 of 12 MB"_s});
    row("seconds", 5 * mega, 12 * mega, mega, {u"5 of 12 MB \u00B7 1 MB/s \u00B7 7 s left"_s, u"5 of 12 MB \u00B7 1 MB/s"_s, u"5 of 12 MB"_s});
    row("less than one", 12 * mega - 1, 12 * mega, mega, {u"12 of 12 MB \u00B7 1 MB/s \u00B7 1 s left"_s, u"12 of 12 MB \u00B7 1 MB/s"_s, u"12 of 12 MB"_s});
    row("in fives", 0, 12 * mega, mega, {u"0 of 12 MB \u00B7 1 MB/s \u00B7 15 s left"_s, u"0 of 12 MB \u00B7 1 MB/s"_s, u"0 of 12 MB"_s});
    row("in minutes", 0, 61 * mega, mega, {u"0 of 61 MB \u00B7 1 MB/s \u00B7 2 min left"_s, u"0 of 61 MB \u00B7 1 MB/s"_s, u"0 of 61 MB"_s});
    row("a minute", 0, 58 * mega, mega, {u"0 of 58 MB \u00B7 1 MB/s \u00B7 1 min left"_s, u"0 of 58 MB \u00B7 1 MB/s"_s, u"0 of 58 MB"_s});
    row("slow", 0, 500 * mega, 40'960, {u"0 of 500 MB \u00B7 40 kB/s \u00B7 3 h 34 min left"_s, u"0 of 500 MB \u00B7 40 kB/s"_s, u"0 of 500 MB"_s});
    row("very slow", 0, mega * mega, 1, {u"0 of 1 TB \u00B7 1 bytes/s \u00B7 12725829 d left"_s, u"0 of 1 TB \u00B7 1 bytes/s"_s, u"0 of 1 TB"_s});
    row("all", 12 * mega, 12 * mega, mega, {u"12 of 12 MB \u00B7 1 MB/s"_s, u"12 of 12 MB"_s});
    row("more than was said", 13 * mega, 12 * mega, mega, {u"13 of 12 MB \u00B7 1 MB/s"_s, u"13 of 12 MB"_s});
}

void TextTest::transfers()
{
    QFETCH(qint64, done);
    QFETCH(qint64, total);
    QFETCH(qint64, speed);
    QFETCH(QStringList, texts);
    QLocale::setDefault(QLocale::c());
    QCOMPARE(progressTexts(done, total, speed), texts);
}

void TextTest::countdowns()
{
    QCOMPARE(countdownText(24'000), u"0:24"_s);
    QCOMPARE(countdownText(23'001), u"0:24"_s);
    QCOMPARE(countdownText(1), u"0:01"_s);
    QCOMPARE(countdownText(0), u"0:00"_s);
    QCOMPARE(countdownText(-10), u"0:00"_s);
    QCOMPARE(countdownText(300'000), u"5:00"_s);
    QCOMPARE(countdownText(3'661'000), u"1:01:01"_s);
}

JACKDAW_WINDOW_TEST(TextTest)

} // namespace text_test

#include "text_test.moc"
