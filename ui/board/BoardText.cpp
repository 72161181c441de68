// SPDX-License-Identifier: GPL-3.0-or-later
#include "board/BoardText.h"

#include "board/BoardBar.h"
#include "style/Direction.h"
#include "style/TimeText.h"
#include "widgets/Painting.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QGuiApplication>

namespace jackdaw {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(PresenceBoard)
};

constexpr qint64 aMinute = 60'000;
constexpr qint64 day = 24 * 60 * aMinute;

/// 13:55 today, with the day before.
QString momentText(qint64 time, qint64 now)
{
    const bool isToday = QDateTime::fromMSecsSinceEpoch(time).date() == QDateTime::fromMSecsSinceEpoch(now).date();
    //: a day and a time of it: "Fri 13:55"
    return isToday ? clockText(time) : Words::tr("%1 %2").arg(listTimeText(time, now), clockText(time));
}

bool isKnown(const Presence &presence)
{
    return presence.availability != Availability::Unknown;
}

} // namespace

QString teamText(const QString &team)
{
    return team.isEmpty() ? Words::tr("No group") : team;
}

QString lengthText(qint64 milliseconds)
{
    if (milliseconds >= 2 * day)
        return Words::tr("%Ln days", nullptr, int(milliseconds / day));
    return durationText(std::max<qint64>(milliseconds, 0));
}

QString sinceText(const Presence &presence, qint64 now)
{
    if (!isKnown(presence))
        return {};
    return presence.since != 0 ? Words::tr("since %1").arg(momentText(presence.since, now)) : Words::tr("since unknown");
}

QString durationChip(const Presence &presence, qint64 now)
{
    if (presence.idleSince != 0 && isKnown(presence) && presence.availability != Availability::Offline)
        return Words::tr("Idle %1").arg(lengthText(now - presence.idleSince));
    return presence.since != 0 && isKnown(presence) ? lengthText(now - presence.since) : QString();
}

QString boardHead(BoardModel::Column column)
{
    switch (column) {
    case BoardModel::Name: return Words::tr("Name");
    case BoardModel::State: return Words::tr("State");
    case BoardModel::Since: return Words::tr("Since");
    case BoardModel::Idle: return Words::tr("Idle");
    case BoardModel::Status: return Words::tr("Status");
    case BoardModel::Device: return Words::tr("Program");
    case BoardModel::Team: return Words::tr("Group");
    case BoardModel::LastAnswer: return Words::tr("Last answer");
    case BoardModel::ColumnCount: break;
    }
    return {};
}

QString boardCell(const BoardModel::Person &person, BoardModel::Column column, qint64 now)
{
    const Presence &presence = person.presence;
    switch (column) {
    case BoardModel::Name: return person.name;
    case BoardModel::State: return availabilityText(presence.availability);
    case BoardModel::Since:
        return !isKnown(presence) ? QString() : presence.since != 0 ? momentText(presence.since, now) : Words::tr("Unknown");
    case BoardModel::Idle: return presence.idleSince != 0 ? lengthText(now - presence.idleSince) : QString();
    case BoardModel::Status: return presence.status.simplified();
    case BoardModel::Device: return person.device;
    case BoardModel::Team: {
        QStringList teams = person.teams;
        std::transform(teams.cbegin(), teams.cend(), teams.begin(), teamText);
        return teams.join(QStringLiteral(", "));
    }
    case BoardModel::LastAnswer: return person.lastAnswer > 0 ? momentText(person.lastAnswer, now) : QString();
    case BoardModel::ColumnCount: break;
    }
    return {};
}

QString boardSpoken(const BoardModel::Row &row, qint64 now)
{
    if (row.isHeader) {
        const QString team = Words::tr("%1, %L2 of %L3 available")
                                 .arg(teamText(row.team)).arg(row.available).arg(row.total);
        return row.isFolded ? Words::tr("%1, folded").arg(team) : team;
    }
    const BoardModel::Person &person = *row.person;
    const QString since = sinceText(person.presence, now);
    QStringList parts{person.name};
    parts << (since.isEmpty() ? availabilityText(person.presence.availability)
                              : Words::tr("%1 %2").arg(availabilityText(person.presence.availability), since));
    if (person.presence.idleSince != 0)
        parts << Words::tr("idle %1").arg(lengthText(now - person.presence.idleSince));
    if (const QString status = person.presence.status.simplified(); !status.isEmpty())
        parts << status;
    if (person.bell.isValid())
        parts << Words::tr("you are told when available");
    return parts.join(QStringLiteral(", "));
}

QString bellText(const QString &name)
{
    const bool mixes = QGuiApplication::layoutDirection() == Qt::RightToLeft || name.isRightToLeft();
    return Words::tr("Tell me when %1 is available").arg(mixes ? isolated(name) : name);
}

QString barSpoken(const std::vector<PresenceChange> &changes, qint64 now)
{
    QStringList parts;
    for (const BarPart &part : barParts(changes, now)) {
        if (part.availability != Availability::Unknown)
            parts << Words::tr("%1 %2 to %3").arg(availabilityText(part.availability), clockText(part.from), clockText(part.to));
    }
    return Words::tr("Last 8 hours: %1").arg(parts.isEmpty() ? Words::tr("nothing is known") : parts.join(QStringLiteral(", ")));
}

QString ruleText(const PresenceRule &rule, const QString &name)
{
    const QString time = durationText(rule.minutes * aMinute);
    switch (rule.kind) {
    case PresenceRule::Kind::PersonAvailable: return Words::tr("%1 is available").arg(isolated(name));
    case PresenceRule::Kind::PersonIdle: return Words::tr("%1 is idle for %2").arg(isolated(name), time);
    case PresenceRule::Kind::GroupEmpty: return Words::tr("Nobody of %1 is available for %2").arg(isolated(rule.subject), time);
    case PresenceRule::Kind::GroupReturns: return Words::tr("Somebody of %1 is available again").arg(isolated(rule.subject));
    }
    return {};
}

QString firedText(const RuleFiring &firing, const QString &name, qint64 now)
{
    const QString time = firing.since != 0 ? lengthText(now - firing.since) : QString();
    switch (firing.rule.kind) {
    case PresenceRule::Kind::PersonAvailable: return Words::tr("%1 is available").arg(name);
    case PresenceRule::Kind::PersonIdle: return Words::tr("%1 has been idle for %2").arg(name, time);
    case PresenceRule::Kind::GroupEmpty: return Words::tr("Nobody of %1 has been available for %2").arg(firing.rule.subject, time);
    case PresenceRule::Kind::GroupReturns: return Words::tr("%1 of %2 is available").arg(name, firing.rule.subject);
    }
    return {};
}

} // namespace jackdaw
