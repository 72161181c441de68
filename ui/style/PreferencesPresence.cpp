// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of the user's presence, and what is shown and kept of others'.
#include "style/PreferencesValues.h"

namespace jackdaw {

bool Preferences::autoAway() const
{
    return get<bool>("presence/autoAway", true);
}

void Preferences::setAutoAway(bool value)
{
    if (set("presence/autoAway", value))
        Q_EMIT changed();
}

int Preferences::awayAfter() const
{
    return qBound(1, get<int>("presence/awayAfter", 5), 240);
}

void Preferences::setAwayAfter(int value)
{
    if (set("presence/awayAfter", qBound(1, value, 240)))
        Q_EMIT changed();
}

int Preferences::awayForLongAfter() const
{
    return qBound(awayAfter() + 1, get<int>("presence/awayForLongAfter", 30), 1440);
}

void Preferences::setAwayForLongAfter(int value)
{
    if (set("presence/awayForLongAfter", qBound(1, value, 1440)))
        Q_EMIT changed();
}

bool Preferences::tellIdleTime() const
{
    return get<bool>("presence/tellIdleTime", true);
}

void Preferences::setTellIdleTime(bool value)
{
    if (set("presence/tellIdleTime", value))
        Q_EMIT changed();
}

QStringList Preferences::recentStatuses() const
{
    return get<QStringList>("presence/recentStatuses", {});
}

void Preferences::setRecentStatuses(const QStringList &value)
{
    set("presence/recentStatuses", value); // changes nothing that is shown
}

bool Preferences::workingHours() const
{
    return get("presence/workingHours", false);
}

void Preferences::setWorkingHours(bool on)
{
    if (set("presence/workingHours", on))
        Q_EMIT changed();
}

int Preferences::workDays() const
{
    return get<int>("presence/workDays", 0b0011111) & 0b1111111;
}

void Preferences::setWorkDays(int days)
{
    if (set("presence/workDays", days & 0b1111111))
        Q_EMIT changed();
}

int Preferences::workFrom() const
{
    return qBound(0, get<int>("presence/workFrom", 9 * 60), 24 * 60 - 1);
}

void Preferences::setWorkFrom(int minutes)
{
    if (set("presence/workFrom", qBound(0, minutes, 24 * 60 - 1)))
        Q_EMIT changed();
}

int Preferences::workTo() const
{
    return qBound(0, get<int>("presence/workTo", 17 * 60), 24 * 60 - 1);
}

void Preferences::setWorkTo(int minutes)
{
    if (set("presence/workTo", qBound(0, minutes, 24 * 60 - 1)))
        Q_EMIT changed();
}

QString Preferences::workText() const
{
    return get<QString>("presence/workText", {});
}

void Preferences::setWorkText(const QString &text)
{
    if (set("presence/workText", text.simplified().left(300)))
        Q_EMIT changed();
}

Preferences::OutOfOffice Preferences::outOfOffice() const
{
    return OutOfOffice(qBound(0, get<int>("presence/outOfOffice", 0), int(OutOfOffice::Always)));
}

void Preferences::setOutOfOffice(OutOfOffice when)
{
    if (set("presence/outOfOffice", int(when)))
        Q_EMIT changed();
}

QString Preferences::outOfOfficeText() const
{
    return get<QString>("presence/outOfOfficeText", {});
}

void Preferences::setOutOfOfficeText(const QString &text)
{
    if (set("presence/outOfOfficeText", text.trimmed().left(1000)))
        Q_EMIT changed();
}

bool Preferences::presenceLog() const
{
    return get<bool>("presence/log", false);
}

void Preferences::setPresenceLog(bool value)
{
    if (set("presence/log", value))
        Q_EMIT changed();
}

int Preferences::presenceLogDays() const
{
    return qBound(1, get<int>("presence/logDays", 30), 365);
}

void Preferences::setPresenceLogDays(int value)
{
    if (set("presence/logDays", qBound(1, value, 365)))
        Q_EMIT changed();
}

bool Preferences::quietHours() const
{
    return get<bool>("presence/quietHours", false);
}

void Preferences::setQuietHours(bool value)
{
    if (set("presence/quietHours", value))
        Q_EMIT changed();
}

int Preferences::quietFrom() const
{
    return qBound(0, get<int>("presence/quietFrom", 22 * 60), 1439);
}

void Preferences::setQuietFrom(int value)
{
    if (set("presence/quietFrom", qBound(0, value, 1439)))
        Q_EMIT changed();
}

int Preferences::quietTo() const
{
    return qBound(0, get<int>("presence/quietTo", 6 * 60), 1439);
}

void Preferences::setQuietTo(int value)
{
    if (set("presence/quietTo", qBound(0, value, 1439)))
        Q_EMIT changed();
}

bool Preferences::boardTable() const
{
    return get<bool>("presence/table", false);
}

void Preferences::setBoardTable(bool value)
{
    if (set("presence/table", value))
        Q_EMIT changed();
}

QByteArray Preferences::boardGeometry() const
{
    return get<QByteArray>("window/boardGeometry", {});
}

void Preferences::setBoardGeometry(const QByteArray &value)
{
    set("window/boardGeometry", value); // changes nothing that is shown
}

QByteArray Preferences::boardColumns() const
{
    return get<QByteArray>("window/boardColumns", {});
}

void Preferences::setBoardColumns(const QByteArray &value)
{
    set("window/boardColumns", value); // likewise
}

} // namespace jackdaw
