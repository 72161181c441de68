// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDomElement>
#include <QString>
#include <QStringList>
#include <functional>
#include <optional>

class QXmlStreamWriter;

namespace jackdaw {

/// Nodes with items (XEP-0060), as accounts have them (XEP-0163): what is asked, published and told of them.
/// Pure DOM <-> values, no owner, engine thread. Never decides whose node it is: that says the stanza's sender, and Authority
/// whether that may be.

/// How a node of ours is to be (XEP-0060, 7.1.5). A server that has it otherwise refuses with Conflict (precondition-not-met).
struct NodeOptions
{
    enum class Access { Open, Presence, Whitelist };
    Access access = Access::Whitelist;
    enum class Items { One, All }; ///< how many it keeps
    Items items = Items::One;
    enum class Last { AsServersDo, NotSent }; ///< is the last one sent to whoever comes online (XEP-0060, 12.1)?
    Last last = Last::AsServersDo;
    enum class Writers { AsServersDo, Owner }; ///< who may publish; not each server knows the option
    Writers writers = Writers::AsServersDo;
};

struct PubSubItem
{
    QString id;
    QDomElement payload; ///< null where there is none
};

using ItemWriter = std::function<void(QXmlStreamWriter &)>;

/// What goes into the IQ: an item to be published under `id`.
void writePublish(QXmlStreamWriter &writer, const QString &node, const QString &id, const ItemWriter &payload, const NodeOptions &options);
/// The node as it is to be, for our own one (8.2).
void writeConfigure(QXmlStreamWriter &writer, const QString &node, const NodeOptions &options);
/// The node anew, empty and as it is to be (8.1.3).
void writeCreate(QXmlStreamWriter &writer, const QString &node, const NodeOptions &options);
/// The question how a node of ours is (8.2.1).
void writeConfigurationRequest(QXmlStreamWriter &writer, const QString &node);
/// How the server says that it is; nullopt: it does not say whom it lets in.
struct NodeConfiguration
{
    std::optional<NodeOptions::Access> access; ///< none: a model that is none of these
    bool persists = false;
    bool isWrittenByOthers = false; ///< where the server does not say who may publish, it is the owner alone (16.4.4)
};
std::optional<NodeConfiguration> readConfiguration(const QDomElement &iq, const QString &node);
/// An item to be taken back (7.2), the whole node to be deleted (8.4).
void writeRetract(QXmlStreamWriter &writer, const QString &node, const QString &id);
void writeDelete(QXmlStreamWriter &writer, const QString &node);
/// We want to be told what happens to a node of somebody else (6.1); somebody else may read a node of ours (8.9.2).
void writeSubscribe(QXmlStreamWriter &writer, const QString &node, const QString &jid);
void writeMember(QXmlStreamWriter &writer, const QString &node, const QString &jid);
/// A question for one item, or for the newest where `id` is empty (6.5).
void writeItemsRequest(QXmlStreamWriter &writer, const QString &node, const QString &id);
/// The items of the answer, at most `most`.
QList<PubSubItem> readItems(const QDomElement &iq, const QString &node, int most);
/// A server may give a part of the items alone, and says so by the end of a result set (6.5.4; XEP-0059, 2.1).
struct PubSubPage
{
    QString last; ///< what the next part is asked for by; empty: it cannot be
    std::optional<int> count; ///< of all, where the server says it
};
/// Beside the question's <items/>, for what is behind that item; of an empty one nothing is written.
void writeItemsAfter(QXmlStreamWriter &writer, const QString &after);
/// nullopt: the answer speaks of no parts, and so is all there is.
std::optional<PubSubPage> readItemsPage(const QDomElement &iq);
/// Did the server refuse because the node is otherwise (7.1.5)?
bool isPreconditionNotMet(const QDomElement &iq);

/// What a node's account says has happened to it (XEP-0060, 7.1.2).
struct PubSubEvent
{
    QString node;
    QList<PubSubItem> items;
    QStringList retracted;
    bool isGone = false; ///< deleted or purged
};
/// nullopt: the message tells of nothing of that kind. At most `most` items are read.
std::optional<PubSubEvent> readEvent(const QDomElement &message, int most);

} // namespace jackdaw
