// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/NotificationPolicy.h"

#include <QCoreApplication>

namespace jackdaw {

namespace {

QString oneLine(const QString &body)
{
    QString line = body.simplified();
    if (line.size() <= NotificationPolicy::bodyLimit)
        return line;
    qsizetype end = NotificationPolicy::bodyLimit - 1;
    // Never half of a character beyond the basic plane.
    if (line.at(end - 1).isHighSurrogate())
        --end;
    return line.left(end) + QChar(0x2026);
}

} // namespace

std::optional<Notification> NotificationPolicy::arrived(const ArrivedMessage &message,
                                                        const NotificationSituation &situation, qint64 now)
{
    if (!situation.enabled || situation.doNotDisturb || message.muted)
        return std::nullopt;
    if (situation.windowActive && situation.openChat == message.conversation)
        return std::nullopt;

    QList<qint64> &shown = m_shown[message.conversation];
    shown.removeIf([now](qint64 time) { return now - time >= 60'000; });
    if (shown.size() >= perMinute)
        return std::nullopt;
    shown.append(now);

    QString body = situation.textShown ? oneLine(message.body)
                                       : QCoreApplication::translate("Notifications", "New message");
    // Before what they want: the name alone would be believed.
    if (!message.lookAlike.isEmpty())
        body.prepend(message.lookAlike + u'\n');
    //: the title of a notification where there are several accounts: who wrote, and the account they wrote to
    const QString title = message.account.isEmpty()
        ? message.name : QCoreApplication::translate("Notifications", "%1 · %2").arg(message.name, message.account);
    return Notification{message.conversation, title, body};
}

} // namespace jackdaw
