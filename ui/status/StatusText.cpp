// SPDX-License-Identifier: GPL-3.0-or-later
#include "status/StatusText.h"

#include "style/TimeText.h"
#include "widgets/Painting.h"

#include <QCoreApplication>

namespace jackdaw {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(OwnStatus)
};

constexpr qsizetype keptRecent = 12;

QList<OwnStatus> read(const QStringList &recent)
{
    QList<OwnStatus> all;
    for (qsizetype i = 0; i + 1 < recent.size(); i += 2) {
        const int number = recent.at(i).toInt();
        if (number >= 0 && number < int(Availability::Offline))
            all.append({Availability(number), recent.at(i + 1), 0});
    }
    return all;
}

bool isSame(const OwnStatus &a, const OwnStatus &b)
{
    return a.availability == b.availability && a.text == b.text;
}

} // namespace

QList<OwnStatus> presetStatuses()
{
    return {{Availability::DoNotDisturb, Words::tr("In a meeting"), 0},
            {Availability::Away, Words::tr("Lunch"), 0},
            {Availability::Away, Words::tr("Short break"), 0},
            {Availability::ExtendedAway, Words::tr("Out of office"), 0}};
}

QList<OwnStatus> offeredStatuses(const QStringList &recent, int count)
{
    QList<OwnStatus> all = read(recent);
    for (const OwnStatus &preset : presetStatuses()) {
        if (std::none_of(all.cbegin(), all.cend(), [&](const OwnStatus &each) { return isSame(each, preset); }))
            all.append(preset);
    }
    return all.mid(0, count);
}

QStringList withRecentStatus(const QStringList &recent, const OwnStatus &status)
{
    QList<OwnStatus> all = read(recent);
    all.removeIf([&](const OwnStatus &each) { return isSame(each, status); });
    if (!status.text.isEmpty())
        all.prepend(status);
    QStringList kept;
    for (const OwnStatus &each : all.mid(0, keptRecent))
        kept << QString::number(int(each.availability)) << each.text;
    return kept;
}

QString statusText(const OwnStatus &status)
{
    QStringList parts{availabilityText(status.availability)};
    if (const QString text = status.text.simplified(); !text.isEmpty())
        parts << text;
    if (status.until != 0)
        parts << Words::tr("until %1").arg(clockText(status.until));
    return parts.join(QStringLiteral(", "));
}

} // namespace jackdaw
