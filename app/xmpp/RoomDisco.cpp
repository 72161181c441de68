// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/RoomDisco.h"

#include "xmpp/Capabilities.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QRegularExpression>
#include <QXmlStreamWriter>
#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int maximumRooms = 1000;
constexpr int maximumServices = 100;
constexpr int maximumRoomName = 200;

void writeQuery(QXmlStreamWriter &writer, QStringView space)
{
    writer.writeStartElement(u"query"_s);
    writer.writeDefaultNamespace(space.toString());
    writer.writeEndElement();
}

/// Calls `take` with each item's address and name until it says stop.
template<class Take>
void eachItem(const QDomElement &iq, Take take)
{
    const QDomElement query = childElement(iq, u"query", ns::discoItems);
    for (QDomElement child = query.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        const auto jid = isElement(child, u"item", ns::discoItems) ? BareJid::parse(child.attribute(u"jid"_s))
                                                                     : Result<BareJid>(Error{});
        if (jid && !take(*jid, child.attribute(u"name"_s))) {
            return;
        }
    }
}

} // namespace

void writeDiscoInfo(QXmlStreamWriter &writer)
{
    writeQuery(writer, ns::discoInfo);
}

void writeDiscoItems(QXmlStreamWriter &writer)
{
    writeQuery(writer, ns::discoItems);
}

RoomFeatures readRoomFeatures(const QDomElement &iq)
{
    const Capabilities all = Capabilities::read(childElement(iq, u"query", ns::discoInfo));
    RoomFeatures out;
    for (const Capabilities::Identity &identity : all.identities) {
        if (identity.category == u"conference" && out.name.isEmpty()) {
            out.name = identity.name.left(maximumRoomName);
        }
    }
    const bool hasAddress = BareJid::parse(iq.attribute(u"from"_s)).hasValue()
        && !BareJid::parse(iq.attribute(u"from"_s))->local().isEmpty();
    out.isRoom = hasAddress && all.has(ns::muc);
    out.membersOnly = all.has(u"muc_membersonly");
    out.moderated = all.has(u"muc_moderated");
    out.nonAnonymous = all.has(u"muc_nonanonymous");
    out.persistent = all.has(u"muc_persistent");
    out.password = all.has(u"muc_passwordprotected") || all.has(u"muc_password");
    out.hidden = all.has(u"muc_hidden");
    out.archive = all.has(ns::archive);
    // XEP-0313, 3: who has an archive gives its ids; XEP-0359, 4: and says so, which some rooms forget.
    out.stanzaIds = all.has(ns::stanzaIds) || out.archive;
    out.occupantIds = all.has(ns::occupantIds);
    out.moderation = all.has(ns::moderation);
    out.hats = all.has(ns::hats);
    out.pictures = all.has(u"vcard-temp");
    out.registration = all.has(ns::registration);
    out.channelSearch = all.has(ns::channelSearch);
    for (const Capabilities::Form &form : all.forms) {
        if (form.type != ns::mucRoomInfo) {
            continue;
        }
        for (const auto &[var, values] : form.fields) {
            const QString value = values.value(0);
            if (var == u"muc#roominfo_description") {
                out.description = value.left(4096);
            } else if (var == u"muc#roominfo_subject") {
                out.subject = value.left(4096);
            } else if (var == u"muc#roominfo_lang") {
                out.language = value.left(35);
            } else if (var == u"muc#roominfo_occupants") {
                bool isNumber = false;
                const int count = value.toInt(&isNumber);
                if (isNumber && count >= 0) {
                    out.occupants = count;
                }
            } else if (var == u"muc#roomconfig_roomname" && out.name.isEmpty()) {
                out.name = value.left(maximumRoomName);
            } else if (var == u"muc#roominfo_subjectmod" || var == u"muc#roomconfig_changesubject") { // XEP-0045, 15.5.3
                out.openSubject = value == u"1" || value == u"true";
            } else if (var == u"muc#roomconfig_allowinvites") {
                out.openInvitations = value == u"1" || value == u"true";
            }
        }
    }
    return out;
}

bool isRoomService(const QDomElement &iq)
{
    const Capabilities all = Capabilities::read(childElement(iq, u"query", ns::discoInfo));
    return all.has(ns::muc) && std::any_of(all.identities.cbegin(), all.identities.cend(), [](const Capabilities::Identity &each) {
        return each.category == u"conference" && each.type == u"text";
    });
}

QList<ListedRoom> readRoomList(const QDomElement &iq)
{
    static const QRegularExpression counted(u"^(.*?)\\s*\\((\\d{1,6})\\)$"_s);
    QList<ListedRoom> rooms;
    eachItem(iq, [&rooms](const BareJid &jid, const QString &name) {
        if (!jid.local().isEmpty()) {
            const auto parts = counted.match(name.left(maximumRoomName));
            rooms.append(parts.hasMatch() ? ListedRoom{jid, parts.captured(1), parts.captured(2).toInt()}
                                          : ListedRoom{jid, name.left(maximumRoomName), {}});
        }
        return rooms.size() < maximumRooms;
    });
    return rooms;
}

QList<BareJid> readDiscoItems(const QDomElement &iq)
{
    QList<BareJid> all;
    eachItem(iq, [&all](const BareJid &jid, const QString &) {
        all.append(jid);
        return all.size() < maximumServices;
    });
    return all;
}

} // namespace jackdaw
