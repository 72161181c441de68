// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/TimeText.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

struct TimeWords
{
    Q_DECLARE_TR_FUNCTIONS(TimeText)
};

/// The C locale of servers and tests writes seconds and American days; nobody chose it to be read.
QLocale readable()
{
    const QLocale locale;
    return locale.language() == QLocale::C ? QLocale(QLocale::English, QLocale::UnitedKingdom) : locale;
}

QDateTime local(qint64 time)
{
    return QDateTime::fromMSecsSinceEpoch(time);
}

/// The locale's long date without the weekday, and without the year too if asked: "d MMMM" of "dddd, d MMMM yyyy".
enum class Year { With, Without };
QString makeDateFormat(const QLocale &locale, Year year)
{
    QString format = locale.dateFormat(QLocale::LongFormat);
    static const QRegularExpression weekday(u"[,\\s]*dddd?[,.\\s]*"_s);
    static const QRegularExpression yearPart(u"[,\\s]*('[^']*'\\s*)?y+(\\s*'[^']*'|\\s*[年년])?[.,]?\\s*"_s);
    format.replace(weekday, u" "_s);
    if (year == Year::Without)
        format.replace(yearPart, u" "_s);
    return format.trimmed();
}

/// Asked for with each row that is painted, and always of the same locale.
QString dateFormat(const QLocale &locale, Year year)
{
    struct Made
    {
        QLocale locale;
        QString format;
    };
    static Made made[2];
    Made &known = made[int(year)];
    if (known.format.isEmpty() || known.locale != locale)
        known = Made{locale, makeDateFormat(locale, year)};
    return known.format;
}

} // namespace

QString clockText(qint64 time)
{
    return readable().toString(local(time).time(), QLocale::ShortFormat);
}

QString listTimeText(qint64 time, qint64 now)
{
    const QLocale locale = readable();
    const QDate day = local(time).date();
    const QDate today = local(now).date();
    const qint64 age = day.daysTo(today);
    if (age == 0)
        return clockText(time);
    if (age > 0 && age < 7)
        return locale.dayName(day.dayOfWeek(), QLocale::ShortFormat);
    if (day.year() != today.year())
        return locale.toString(day, QLocale::ShortFormat);
    return locale.toString(day, dateFormat(locale, Year::Without).replace("MMMM"_L1, "MMM"_L1));
}

QString dayText(qint64 time, qint64 now)
{
    const QLocale locale = readable();
    const QDate day = local(time).date();
    const qint64 age = day.daysTo(local(now).date());
    if (age == 0)
        return TimeWords::tr("Today");
    if (age == 1)
        return TimeWords::tr("Yesterday");
    if (age > 1 && age < 7)
        return locale.standaloneDayName(day.dayOfWeek(), QLocale::LongFormat);
    return locale.toString(day, dateFormat(locale, Year::With));
}

QString monthText(qint64 time, qint64 now)
{
    const QLocale locale = readable();
    const QDate day = local(time).date();
    const QString month = locale.standaloneMonthName(day.month(), QLocale::LongFormat);
    if (day.year() == local(now).date().year())
        return month;
    //: a month and its year
    return TimeWords::tr("%1 %2").arg(month).arg(day.year());
}

QString dateText(qint64 time)
{
    const QLocale locale = readable();
    return locale.toString(local(time).date(), dateFormat(locale, Year::With));
}

QString fullTimeText(qint64 time)
{
    const QLocale locale = readable();
    const QDateTime moment = local(time);
    return TimeWords::tr("%1, %2", "date, time of day")
        .arg(locale.toString(moment.date(), QLocale::LongFormat), clockText(time));
}

QString durationText(qint64 milliseconds)
{
    const qint64 seconds = qMax<qint64>(0, milliseconds) / 1000;
    const qint64 minutes = seconds / 60;
    const qint64 hours = minutes / 60;
    const qint64 days = hours / 24;
    if (minutes < 1)
        return TimeWords::tr("%1 s", "seconds").arg(seconds);
    if (hours < 1)
        return TimeWords::tr("%1 min").arg(minutes);
    if (days < 1)
        return minutes % 60 == 0 ? TimeWords::tr("%1 h").arg(hours) : TimeWords::tr("%1 h %2 min").arg(hours).arg(minutes % 60);
    return hours % 24 == 0 ? TimeWords::tr("%1 d", "days").arg(days) : TimeWords::tr("%1 d %2 h").arg(days).arg(hours % 24);
}

QString countdownText(qint64 milliseconds)
{
    // Upwards, so that 0:00 shows only when the time is over.
    const qint64 seconds = (qMax<qint64>(0, milliseconds) + 999) / 1000;
    const QString rest = u"%1:%2"_s.arg(seconds >= 3600 ? u"%1"_s.arg(seconds / 60 % 60, 2, 10, '0'_L1)
                                                        : QString::number(seconds / 60))
                             .arg(seconds % 60, 2, 10, '0'_L1);
    return seconds >= 3600 ? u"%1:%2"_s.arg(seconds / 3600).arg(rest) : rest;
}

} // namespace jackdaw
