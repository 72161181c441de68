// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/NotificationSettings.h"

#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QDomDocument>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

struct NotifyName { RoomNotify notify; QStringView name; };
constexpr NotifyName notifyNames[] = {
    {RoomNotify::Always, u"always"}, {RoomNotify::OnMention, u"on-mention"}, {RoomNotify::Never, u"never"},
};

RoomNotify notifyOf(const QDomElement &setting)
{
    for (const NotifyName &each : notifyNames) {
        if (isElement(setting, each.name, ns::notificationSettings)) {
            return each.notify;
        }
    }
    return RoomNotify::Unset;
}

/// Ours, in the <advanced/> of a setting, which is for what single programs want to know of it.
constexpr QStringView mutingSpace = u"urn:jackdaw:muting:0";

/// How closely a setting is meant for us: 0 not at all, 1 for all, 2 for clients, 3 for clients on a computer.
int closeness(const QDomElement &setting)
{
    const QString category = setting.attribute(u"identity-category"_s);
    const QString type = setting.attribute(u"identity-type"_s);
    if (category.isEmpty()) {
        return type.isEmpty() ? 1 : 0;
    }
    if (category != u"client") {
        return 0;
    }
    return type.isEmpty() ? 2 : type == u"pc" ? 3 : 0;
}

} // namespace

RoomNotify readNotify(const QDomElement &extensions)
{
    const QDomElement notify = childElement(extensions, u"notify", ns::notificationSettings);
    RoomNotify best = RoomNotify::Unset;
    int closest = 0;
    for (QDomElement child = notify.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        const RoomNotify each = notifyOf(child);
        if (each != RoomNotify::Unset && closeness(child) > closest) {
            closest = closeness(child);
            best = each;
        }
    }
    return best;
}

RoomNotify readNotifyBefore(const QDomElement &extensions)
{
    if (readNotify(extensions) != RoomNotify::Never) {
        return RoomNotify::Unset;
    }
    const QDomElement notify = childElement(extensions, u"notify", ns::notificationSettings);
    for (QDomElement child = notify.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        const bool isOurs = notifyOf(child) == RoomNotify::Never && closeness(child) > 0;
        const QDomElement advanced = isOurs ? childElement(child, u"advanced", ns::notificationSettings) : QDomElement();
        const QString before = childElement(advanced, u"before", mutingSpace).text();
        for (const NotifyName &each : notifyNames) {
            if (each.name == before && each.notify != RoomNotify::Never) {
                return each.notify;
            }
        }
    }
    return RoomNotify::Unset;
}

void setNotify(QDomElement &extensions, RoomNotify value)
{
    const RoomNotify before = readNotify(extensions);
    if (before == value) {
        return;
    }
    QDomDocument document = extensions.ownerDocument();
    QDomElement notify = childElement(extensions, u"notify", ns::notificationSettings);
    if (notify.isNull()) {
        notify = document.createElementNS(ns::notificationSettings.toString(), u"notify"_s);
        extensions.appendChild(notify);
    }
    // What was for us goes; what is for phones, gateways and the like is theirs.
    for (QDomElement child = notify.firstChildElement(); !child.isNull();) {
        const QDomElement next = child.nextSiblingElement();
        if (notifyOf(child) != RoomNotify::Unset && closeness(child) > 0) {
            notify.removeChild(child);
        }
        child = next;
    }
    for (const NotifyName &each : notifyNames) {
        if (each.notify == value) {
            notify.appendChild(document.createElementNS(ns::notificationSettings.toString(), each.name.toString()));
        }
    }
    // Who is muted for a while is to be told of the same as before afterwards, on whichever device.
    for (const NotifyName &each : notifyNames) {
        if (value == RoomNotify::Never && each.notify == before) {
            QDomElement ours = document.createElementNS(mutingSpace.toString(), u"before"_s);
            ours.appendChild(document.createTextNode(each.name.toString()));
            QDomElement advanced = document.createElementNS(ns::notificationSettings.toString(), u"advanced"_s);
            advanced.appendChild(ours);
            notify.lastChildElement().appendChild(advanced);
        }
    }
    if (notify.firstChildElement().isNull()) {
        extensions.removeChild(notify);
    }
}

} // namespace jackdaw
