// SPDX-License-Identifier: GPL-3.0-or-later
#include "spaces/SpaceService.h"

#include "base/Log.h"

#include <QUuid>
#include <algorithm>

namespace jackdaw {

namespace {

constexpr int mostItems = 1'000; // more than anybody has, and all that is read of what a server gives

/// Is it of no use to ask again in this session?
bool isFinal(const Error &error)
{
    return error.kind != ErrorKind::Timeout && error.kind != ErrorKind::Offline
        && error.kind != ErrorKind::ConnectionLost && error.kind != ErrorKind::Cancelled;
}

} // namespace

SpaceService::SpaceService(const AccountContext &account, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_authority(account.jid())
    , m_store(account.database)
    , m_node(account.connection, spacesNode, spacesNodeOptions())
    , m_by(QUuid::createUuid().toString(QUuid::WithoutBraces).left(8))
{
    if (const auto all = m_store.load(account.id)) {
        m_kept = *all;
    } else {
        qCWarning(log::storage) << "the spaces were not read:" << all.error().detail;
    }
    account.connection.onMessage([this](const QDomElement &message) { return handle(message); });
    connect(&account.connection, &Connection::sessionStarted, this, &SpaceService::begin);
}

QList<Space> SpaceService::spaces() const
{
    QList<Space> all;
    for (const Kept &kept : m_kept) {
        if (kept.ours) {
            all.append(plainSpace(*kept.ours));
        }
    }
    std::sort(all.begin(), all.end(), [](const Space &a, const Space &b) { return a.id < b.id; });
    return all;
}

void SpaceService::announce() { Q_EMIT changed(m_account.id, spaces(), m_keeping); }

void SpaceService::setKeeping(SpaceKeeping keeping)
{
    if (std::exchange(m_keeping, keeping) != keeping) {
        announce();
    }
}

Status SpaceService::keep(const SpaceId &space, const Kept &kept)
{
    // At each sign-in the server tells of all of them, and each one that is written waits for the disk.
    const Kept before = m_kept.value(space);
    if ((kept.ours || kept.theirs) && before.ours == kept.ours && before.theirs == kept.theirs) {
        return Done{};
    }
    if (kept.ours || kept.theirs) {
        m_kept.insert(space, kept);
    } else {
        m_kept.remove(space);
    }
    const Status stored = m_store.put(m_account.id, space, kept);
    if (!stored) {
        Q_EMIT storageFailed(stored.error());
    }
    return stored;
}

// From the server

void SpaceService::begin(Connection::Session session)
{
    m_flights.clear(); // what became of them, the server says
    if (session == Connection::Session::New) {
        m_refused.clear();
        m_state = Node::Unknown;
        m_isKnown = false;
        setKeeping(SpaceKeeping::NotYet);
        fetch();
    } else if (m_isKnown) {
        sendUnsent();
    } else {
        fetch();
    }
}

void SpaceService::fetch()
{
    Fetched nothing;
    nothing.told = m_told;
    fetchOn(nothing, {});
}

void SpaceService::fetchOn(Fetched fetched, const QString &after)
{
    m_account.connection.request(
        Connection::Request::Get, Jid(), [after](QXmlStreamWriter &writer) { writeSpacesRequest(writer, after); }, this,
        [this, fetched, stream = m_account.connection.streamNumber()](const Result<QDomElement> &answer) {
        if (stream != m_account.connection.streamNumber()) {
            return;
        }
        if (answer) {
            takePart(fetched, *answer);
        } else if (!fetched.asked.isEmpty()) {
            qCInfo(log::connection) << "a part of the spaces was not given:" << answer.error().detail;
            endFetch(fetched);
        } else if (answer.error().kind == ErrorKind::NotFound) {
            forgetServer();
            endFetch({});
        } else {
            qCInfo(log::connection) << "spaces were not given:" << answer.error().detail;
            if (isFinal(answer.error())) {
                setKeeping(SpaceKeeping::Refused);
            }
            // with the next session
        }
    });
}

void SpaceService::takePart(Fetched fetched, const QDomElement &answer)
{
    const QList<PubSubItem> items = readItems(answer, spacesNode, mostItems);
    for (const PubSubItem &item : items) {
        fetched.there.insert(SpaceId(item.id)); // also what a later program put there
        if (const auto published = readSpace(item)) {
            take(*published);
        }
    }
    const std::optional<PubSubPage> page = readItemsPage(answer);
    const bool isEnd = !page || (page->count ? fetched.there.size() >= *page->count : items.isEmpty());
    fetched.isWhole = isEnd && items.size() < mostItems;
    const QString last = isEnd || !page ? QString() : page->last;
    // One that is named again has told all that it tells.
    if (last.isEmpty() || fetched.asked.contains(last) || items.isEmpty() || fetched.there.size() >= mostItems) {
        endFetch(fetched);
        return;
    }
    fetched.asked.insert(last);
    fetchOn(fetched, last);
}

/// Only of all that there is one sees what is missing: in a part of it, what is missing was not deleted. Nor was what
/// another device put there between two parts.
void SpaceService::endFetch(const Fetched &fetched)
{
    const bool isOfOneMoment = fetched.asked.isEmpty() || fetched.told == m_told;
    const QList<SpaceId> all = fetched.isWhole && isOfOneMoment ? m_kept.keys() : QList<SpaceId>();
    for (const SpaceId &space : all) {
        if (!fetched.there.contains(space)) {
            drop(space);
        }
    }
    m_isKnown = true;
    announce();
    sendUnsent();
}

/// The node is gone, by a server's loss or a program's mistake: what is here stays, and goes there again.
void SpaceService::forgetServer()
{
    const QList<SpaceId> all = m_kept.keys();
    for (const SpaceId &space : all) {
        Kept kept = m_kept.value(space);
        if (kept.theirs) {
            kept.theirs.reset();
            keep(space, kept);
        }
    }
}

Connection::Disposition SpaceService::handle(const QDomElement &message)
{
    const auto event = readEvent(message, mostItems);
    if (!event || event->node != spacesNode) {
        return Connection::Disposition::Pass;
    }
    if (!m_authority.mayChangeOwnNode(Sender::of(message))) {
        qCInfo(log::connection) << "dropped spaces of" << Sender::of(message).toString(); // facts/security.md, I4
        return Connection::Disposition::Consumed;
    }
    ++m_told;
    for (const PubSubItem &item : event->items) {
        if (const auto published = readSpace(item)) {
            take(*published);
        }
    }
    for (const QString &id : event->retracted) {
        drop(SpaceId(id));
    }
    if (event->isGone) {
        forgetServer();
        m_state = m_state == Node::Unusable ? m_state : Node::Unknown; // the next one may be open
    }
    announce();
    if (m_isKnown) {
        sendUnsent();
    }
    return Connection::Disposition::Consumed;
}

/// What comes while ours is under way may stand before it or behind it: whatever the server has in the end, ours is put
/// there again as long as something of it is missing.
void SpaceService::take(const PublishedSpace &published)
{
    const StampedSpace &theirs = published.space;
    if (!m_kept.contains(theirs.id) && m_kept.size() >= mostItems) {
        return;
    }
    Kept kept = m_kept.value(theirs.id);
    const bool isDeletedHere = !kept.ours && kept.theirs; // which is what the user said last
    const auto flight = m_flights.find(theirs.id);
    const bool isOurs = flight != m_flights.end() && flight->sent && flight->edit == published.edit;
    if (isOurs) {
        flight->seen = true;
        kept.theirs = flight->sent; // not as it was read, or what a server spells otherwise would never be settled
    } else {
        kept.theirs = theirs;
    }
    if (!isDeletedHere && !isOurs) {
        kept.ours = kept.ours ? joined(*kept.ours, theirs) : theirs;
    }
    keep(theirs.id, kept);
}

void SpaceService::drop(const SpaceId &space)
{
    const auto found = m_kept.constFind(space);
    if (found == m_kept.constEnd()) {
        return;
    }
    const auto flight = m_flights.find(space);
    if (flight != m_flights.end() && !flight->seen && flight->sent) {
        return; // ours puts it there again
    }
    if (flight != m_flights.end()) {
        flight->seen = true;
    }
    Kept kept = *found;
    if (!kept.isUnsent()) {
        kept.ours.reset(); // else it was changed here, and a change is not lost by what another device did not know
    }
    kept.theirs.reset();
    keep(space, kept);
}

// To the server

void SpaceService::sendUnsent()
{
    if (!m_isKnown || m_kept.isEmpty() || !m_account.connection.isOnline()) {
        return;
    }
    if (m_state == Node::Unknown) {
        askNode();
    }
    if (m_state != Node::Closed) {
        return;
    }
    bool waits = false;
    const QList<SpaceId> all = m_kept.keys();
    for (const SpaceId &space : all) {
        const Kept kept = m_kept.value(space);
        waits = waits || kept.isUnsent();
        if (!kept.isUnsent() || m_flights.contains(space) || m_refused.contains(space)) {
            continue;
        }
        if (kept.ours) {
            publish(space);
        } else {
            retract(space);
        }
    }
    if (!waits) {
        setKeeping(SpaceKeeping::Kept);
    }
}

void SpaceService::askNode()
{
    m_state = Node::Asked;
    m_node.close(this, [this, stream = m_account.connection.streamNumber()](const Result<ClosedNode::State> &how) {
        if (stream != m_account.connection.streamNumber() || m_state != Node::Asked) {
            return;
        }
        if (how && *how == ClosedNode::State::Closed) {
            m_state = Node::Closed;
            sendUnsent();
        } else if (how) {
            // Others can read what came there while it was closed; and one that stayed empty would tell other devices
            // that all of it was deleted.
            deleteNode();
        } else if (isFinal(how.error())) {
            m_state = Node::Unusable;
            setKeeping(SpaceKeeping::Refused);
        } else {
            m_state = Node::Unknown; // with the next change, or the next session
        }
    });
}

void SpaceService::publish(const SpaceId &space)
{
    const Kept kept = m_kept.value(space);
    const PublishedSpace published{*kept.ours, QUuid::createUuid().toString(QUuid::WithoutBraces)};
    m_flights.insert(space, {kept.ours, published.edit});
    m_account.connection.request(Connection::Request::Set, Jid(), [published](QXmlStreamWriter &writer) {
        writePublish(writer, spacesNode, published.space.id.value(),
                     [published](QXmlStreamWriter &item) { writeSpace(item, published); }, spacesNodeOptions());
    }, this, [this, space, edit = published.edit](const Result<QDomElement> &answer) {
        if (m_flights.contains(space) && m_flights.value(space).edit == edit) {
            land(space, answer);
        }
    });
}

void SpaceService::retract(const SpaceId &space)
{
    const QString edit = QUuid::createUuid().toString(QUuid::WithoutBraces);
    m_flights.insert(space, {std::nullopt, edit});
    m_account.connection.request(Connection::Request::Set, Jid(), [space](QXmlStreamWriter &writer) {
        writeRetract(writer, spacesNode, space.value());
    }, this, [this, space, edit](const Result<QDomElement> &answer) {
        if (m_flights.contains(space) && m_flights.value(space).edit == edit) {
            land(space, answer);
        }
    });
}

void SpaceService::land(const SpaceId &space, const Result<QDomElement> &answer)
{
    const Flight flight = m_flights.take(space);
    const bool wasGone = !answer && answer.error().kind == ErrorKind::NotFound && !flight.sent;
    if (!answer && !wasGone) {
        qCInfo(log::connection) << "a space was not stored by the server:" << answer.error().detail;
        if (answer.error().kind == ErrorKind::Conflict) {
            m_state =
                Node::Unusable; // precondition-not-met: somebody opened it since it was looked at (XEP-0060, 7.1.5)
            setKeeping(SpaceKeeping::Open);
        } else if (isFinal(answer.error())) {
            m_refused.insert(space);
            setKeeping(SpaceKeeping::Refused);
        }
        return;
    }
    if (!flight.seen) {
        Kept kept = m_kept.value(space);
        kept.theirs = flight.sent;
        keep(space, kept);
    }
    if (flight.sent) {
        checkNode();
    } else {
        sendUnsent();
    }
}

/// publish-options may be ignored (XEP-0223, 4): what was put there stays only if the server still calls the node
/// closed.
void SpaceService::checkNode()
{
    m_node.look(this, [this, stream = m_account.connection.streamNumber()](const Result<ClosedNode::State> &how) {
        if (stream != m_account.connection.streamNumber() || m_state != Node::Closed) {
            return;
        }
        if (how && *how == ClosedNode::State::Open) {
            deleteNode();
        } else if (how) {
            sendUnsent();
        } else {
            m_state = Node::Unknown; // nobody said that it is closed: asked again before anything more goes there
        }
    });
}

/// With all that is in it, since others can read that now. Our devices keep what they have.
void SpaceService::deleteNode()
{
    m_state = Node::Unusable;
    m_account.connection.request(Connection::Request::Set, Jid(), [](QXmlStreamWriter &writer) {
        writeDelete(writer, spacesNode);
    }, this, [](const Result<QDomElement> &answer) {
        if (!answer) {
            qCWarning(log::connection) << "spaces were not taken back from an open node:" << answer.error().detail;
        }
    });
    forgetServer();
    setKeeping(SpaceKeeping::Open);
}

// By the user

Status SpaceService::change(const SpaceId &space, const SpaceTraits &before, const SpaceTraits &after)
{
    const SpaceTraits wanted = tidied(after);
    if (wanted.name.isEmpty() || !space.isValid()) {
        return Error{ErrorKind::NotAcceptable, QStringLiteral("a space has a name"), {}};
    }
    Kept kept = m_kept.value(space);
    const bool isNew = !kept.ours;
    if (isNew) {
        if (spaces().size() >= maximumSpaces) {
            return Error{ErrorKind::TooMany, QStringLiteral("more spaces than there may be"), {}};
        }
        kept.ours = kept.theirs.value_or(StampedSpace{space, {}, {}, {}, {}, {}}); // deleted a moment ago, say
    }
    const SpaceStamp stamp = nextStamp(*kept.ours, m_by);
    const auto set = [&](auto &part, const auto &was, const auto &is) {
        if (isNew || was != is) {
            part = {is, stamp};
        }
    };
    set(kept.ours->name, before.name, wanted.name);
    set(kept.ours->colour, before.colour, wanted.colour);
    set(kept.ours->place, before.place, wanted.place);
    set(kept.ours->rule, before.rule, wanted.rule);
    return finish(space, kept);
}

Status SpaceService::add(const SpaceId &space, const BareJid &chat) { return setMember(space, chat, SpaceMember::In); }

Status SpaceService::takeOut(const SpaceId &space, const BareJid &chat)
{
    const Kept kept = m_kept.value(space);
    const bool takesByItself = kept.ours && kept.ours->rule.value.takes != SpaceRule::Takes::Chosen;
    return setMember(space, chat, takesByItself ? SpaceMember::Out : SpaceMember::ByRule);
}

Status SpaceService::setMember(const SpaceId &space, const BareJid &chat, SpaceMember member)
{
    Kept kept = m_kept.value(space);
    if (!kept.ours) {
        return Error{ErrorKind::NotFound, QStringLiteral("no such space"), {}};
    }
    auto &chats = kept.ours->chats;
    if (!chats.contains(chat) && chats.size() >= maximumSpaceChats && !forgetOldest(chats)) {
        return Error{ErrorKind::TooMany, QStringLiteral("more chats than a space may have"), {}};
    }
    chats.insert(chat, {member, nextStamp(*kept.ours, m_by)});
    return finish(space, kept);
}

/// Of those that are neither in nor out.
bool SpaceService::forgetOldest(QHash<BareJid, Stamped<SpaceMember>> &chats)
{
    auto oldest = chats.end();
    for (auto each = chats.begin(); each != chats.end(); ++each) {
        if (each->value == SpaceMember::ByRule && (oldest == chats.end() || each->stamp < oldest->stamp)) {
            oldest = each;
        }
    }
    if (oldest == chats.end()) {
        return false;
    }
    chats.erase(oldest);
    return true;
}

Status SpaceService::remove(const SpaceId &space)
{
    Kept kept = m_kept.value(space);
    if (!kept.ours) {
        return Done{};
    }
    kept.ours.reset();
    return finish(space, kept);
}

Status SpaceService::finish(const SpaceId &space, const Kept &kept)
{
    const Status stored = keep(space, kept);
    m_refused.remove(space);
    announce();
    sendUnsent();
    return stored;
}

} // namespace jackdaw
