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

void setNotify(QDomElement &extensions, RoomNotify value)
{
    if (readNotify(extensions) == value) {
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
    if (notify.firstChildElement().isNull()) {
        extensions.removeChild(notify);
    }
}

} // namespace jackdaw
