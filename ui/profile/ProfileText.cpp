// SPDX-License-Identifier: GPL-3.0-or-later
#include "profile/ProfileText.h"

#include "style/TimeText.h"
#include "widgets/Painting.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

struct ProfileWords
{
    Q_DECLARE_TR_FUNCTIONS(Profile)
};

QTime timeThere(qint64 now, int theirOffset)
{
    return QDateTime::fromMSecsSinceEpoch(now, QTimeZone::fromSecondsAheadOfUtc(theirOffset)).time();
}

} // namespace

bool isNight(qint64 now, int theirOffset)
{
    const int hour = timeThere(now, theirOffset).hour();
    return hour >= 22 || hour < 7;
}

QString theirTimeText(qint64 now, int theirOffset, int ourOffset)
{
    // Where there is no locale, times have seconds, which would stand still here.
    const QTime there = timeThere(now, theirOffset);
    const QLocale locale;
    QStringList parts{locale.language() == QLocale::C ? there.toString(u"HH:mm"_s) : locale.toString(there, QLocale::ShortFormat)};
    const qint64 apart = qint64(theirOffset - ourOffset) * 1000;
    if (apart > 0)
        parts << ProfileWords::tr("%1 ahead of you").arg(durationText(apart));
    else if (apart < 0)
        parts << ProfileWords::tr("%1 behind you").arg(durationText(-apart));
    if (isNight(now, theirOffset))
        parts << ProfileWords::tr("night there");
    return parts.join(u" · "_s);
}

QString lastActivityText(const ContactProfile &profile, qint64 now)
{
    if (!profile.lastActivity)
        return {};
    const qint64 ago = now - *profile.lastActivity;
    constexpr qint64 minute = 60'000;
    constexpr qint64 day = 24 * 60 * minute;
    if (ago < minute)
        return profile.devices.isEmpty() ? ProfileWords::tr("A moment ago") : ProfileWords::tr("Now");
    return ago < day ? ProfileWords::tr("%1 ago").arg(durationText(ago)) : fullTimeText(*profile.lastActivity);
}

QString devicesText(const QList<ProfileDevice> &devices)
{
    QStringList lines;
    for (const ProfileDevice &device : devices) {
        const QString name = device.name.isEmpty() ? ProfileWords::tr("Unknown program") : device.name;
        lines << ProfileWords::tr("%1, %2", "a program and the availability that it shows").arg(name, availabilityText(device.availability));
    }
    return lines.join(u'\n');
}

QString notePlaceText(NotePlace place)
{
    switch (place) {
    case NotePlace::Everywhere: break;
    case NotePlace::NotSentYet: return ProfileWords::tr("On this computer so far. Your other devices get it when you\u2019re online.");
    case NotePlace::Failed: return ProfileWords::tr("On this computer only. Your provider did not store it for your other devices.");
    }
    return {};
}

std::optional<QUrl> filledLink(const QString &linkTemplate, const BareJid &jid)
{
    const QString pattern = linkTemplate.trimmed();
    const auto fill = [&](const QString &address, const QString &name, const QString &domain) {
        const auto encoded = [](const QString &text) { return QString::fromLatin1(QUrl::toPercentEncoding(text)); };
        QString text = pattern;
        // One after the other would fill in what an address brings with it; braces are encoded in all three.
        text.replace("{address}"_L1, encoded(address));
        text.replace("{name}"_L1, encoded(name));
        text.replace("{domain}"_L1, encoded(domain));
        return QUrl(text, QUrl::StrictMode);
    };
    const QUrl link = fill(jid.toString(), jid.local(), jid.domain());
    const QUrl other = fill(u"a"_s, u"b"_s, u"c"_s);
    const bool web = link.scheme() == "https"_L1 || link.scheme() == "http"_L1;
    const bool sameServer = link.authority() == other.authority() && !link.host().isEmpty() && link.userInfo().isEmpty();
    return web && link.isValid() && sameServer && link != fill({}, {}, {}) ? std::optional(link) : std::nullopt;
}

} // namespace jackdaw
