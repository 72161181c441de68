// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/ServiceStanza.h"

#include "xmpp/Capabilities.h"
#include "xmpp/DataForm.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostItems = 1'000;
constexpr qsizetype longestName = 500;
constexpr qsizetype mostNotes = 20;
constexpr qsizetype mostFeatures = 500;
constexpr QStringView commandsSpace = u"http://jabber.org/protocol/commands";

struct ActName { CommandStep::Act act; QLatin1StringView name; };
constexpr ActName actNames[] = {
    {CommandStep::Act::Execute, "execute"_L1}, {CommandStep::Act::Previous, "prev"_L1}, {CommandStep::Act::Next, "next"_L1},
    {CommandStep::Act::Complete, "complete"_L1}, {CommandStep::Act::Cancel, "cancel"_L1},
};

void writeQueryOf(QXmlStreamWriter &writer, QStringView space, const QString &node)
{
    writer.writeStartElement(u"query"_s);
    writer.writeDefaultNamespace(space.toString());
    if (!node.isEmpty()) {
        writer.writeAttribute(u"node"_s, node);
    }
    writer.writeEndElement();
}

/// XEP-0050, 3.4: what may be done next, the usual one first.
QList<CommandStep::Act> offeredIn(const QDomElement &command)
{
    using Act = CommandStep::Act;
    QList<Act> offered;
    const QDomElement actions = childElement(command, u"actions", commandsSpace);
    if (actions.isNull()) { // there is no other stage
        return {Act::Complete};
    }
    for (const Act act : {Act::Next, Act::Complete, Act::Previous}) {
        for (const ActName &each : actNames) {
            if (each.act == act && !childElement(actions, QString(each.name), commandsSpace).isNull()) {
                offered += act;
            }
        }
    }
    const QString usual = actions.attribute(u"execute"_s);
    for (const ActName &each : actNames) {
        if (usual == each.name && offered.contains(each.act)) {
            offered.removeOne(each.act);
            offered.prepend(each.act);
        }
    }
    return offered.isEmpty() ? QList<Act>{Act::Complete} : offered;
}

} // namespace

void writeItemsQuery(QXmlStreamWriter &writer, const QString &node)
{
    writeQueryOf(writer, ns::discoItems, node);
}

void writeInfoQuery(QXmlStreamWriter &writer, const QString &node)
{
    writeQueryOf(writer, ns::discoInfo, node);
}

QList<DiscoItem> readItems(const QDomElement &iq)
{
    QList<DiscoItem> items;
    const QDomElement query = childElement(iq, u"query", ns::discoItems);
    for (QDomElement child = query.firstChildElement(); !child.isNull() && items.size() < mostItems; child = child.nextSiblingElement()) {
        const auto jid = isElement(child, u"item", ns::discoItems) ? Jid::parse(child.attribute(u"jid"_s)) : Result<Jid>(Error{});
        if (jid) {
            items.append({*jid, child.attribute(u"node"_s), child.attribute(u"name"_s).left(longestName)});
        }
    }
    return items;
}

DiscoInfo readInfo(const QDomElement &iq)
{
    DiscoInfo info;
    const QDomElement query = childElement(iq, u"query", ns::discoInfo);
    for (QDomElement child = query.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (isElement(child, u"identity", ns::discoInfo) && info.identities.size() < mostNotes) {
            const QString kind = child.attribute(u"category"_s) + u'/' + child.attribute(u"type"_s);
            const QString name = child.attribute(u"name"_s).left(longestName);
            info.identities += name.isEmpty() ? kind : kind + u' ' + name;
        } else if (isElement(child, u"feature", ns::discoInfo) && info.features.size() < mostFeatures) {
            info.features += child.attribute(u"var"_s).left(longestName);
        } else if (isElement(child, u"x", ns::dataForms) && info.forms.size() < mostNotes) {
            info.forms += readDataForm(child);
        }
    }
    info.features.sort();
    info.hasCommands = info.features.contains(commandsSpace);
    return info;
}

void writeCommand(QXmlStreamWriter &writer, const CommandStep &step)
{
    writer.writeStartElement(u"command"_s);
    writer.writeDefaultNamespace(commandsSpace.toString());
    writer.writeAttribute(u"node"_s, step.node);
    if (!step.session.isEmpty()) {
        writer.writeAttribute(u"sessionid"_s, step.session);
    }
    for (const ActName &each : actNames) {
        if (each.act == step.act) {
            writer.writeAttribute(u"action"_s, each.name);
        }
    }
    // XEP-0050, 3.3: going back or away answers nothing.
    if (step.hasForm && (step.act == CommandStep::Act::Next || step.act == CommandStep::Act::Complete || step.act == CommandStep::Act::Execute)) {
        writeSubmission(writer, step.form);
    }
    writer.writeEndElement();
}

std::optional<CommandStep> readCommand(const QDomElement &iq, const CommandStep &asked)
{
    const QDomElement command = childElement(iq, u"command", commandsSpace);
    if (command.isNull() || command.attribute(u"node"_s) != asked.node
        || (!asked.session.isEmpty() && command.attribute(u"sessionid"_s) != asked.session)) {
        return {};
    }
    CommandStep step;
    step.jid = asked.jid;
    step.node = asked.node;
    step.session = command.attribute(u"sessionid"_s);
    const QString status = command.attribute(u"status"_s);
    step.state = status == u"completed" ? CommandStep::State::Completed
        : status == u"canceled"         ? CommandStep::State::Canceled : CommandStep::State::Executing;
    if (step.state == CommandStep::State::Executing) {
        step.offered = offeredIn(command);
    }
    for (QDomElement child = command.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (isElement(child, u"note", commandsSpace) && step.notes.size() < mostNotes) {
            step.notes += child.text().trimmed().left(4 * longestName);
        } else if (isElement(child, u"x", ns::dataForms) && !step.hasForm) {
            step.form = readDataForm(child);
            step.hasForm = true;
        }
    }
    return step;
}

} // namespace jackdaw
