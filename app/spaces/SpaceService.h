// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "spaces/SpaceStore.h"
#include "xmpp/Authority.h"
#include "xmpp/ClosedNode.h"
#include "xmpp/Spaces.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace jackdaw {

/// An account's part of the user's spaces, in step with its other devices (XEP-0223): each space is an item of a node
/// that nobody else reads, so that changes of different ones never meet, and of the same one they are joined part by
/// part. What the server does not have yet waits on disk. Owned by AccountService, engine thread. Believes nobody but
/// the own account, and writes nothing to a node that the server does not call closed.
class SpaceService : public QObject
{
    Q_OBJECT
public:
    explicit SpaceService(const AccountContext &account, QObject *parent = nullptr);

    QList<Space> spaces() const;
    SpaceKeeping keeping() const { return m_keeping; }
    void announce();

    /// As SpaceDoor has them.
    Status change(const SpaceId &space, const SpaceTraits &before, const SpaceTraits &after);
    Status add(const SpaceId &space, const BareJid &chat);
    Status takeOut(const SpaceId &space, const BareJid &chat);
    Status remove(const SpaceId &space);

Q_SIGNALS:
    void changed(jackdaw::AccountId account, const QList<jackdaw::Space> &spaces, jackdaw::SpaceKeeping keeping);
    void storageFailed(const jackdaw::Error &error);

private:
    using Kept = SpaceStore::Kept;
    /// A publication, or what takes an item back, that the server has not answered.
    struct Flight
    {
        std::optional<StampedSpace> sent; ///< none: it is taken back
        QString edit;
        bool seen = false; ///< the server has told all devices of it, so that its answer is no news any more
    };

    void begin(Connection::Session session);
    void fetch();
    /// What the server has, as far as it was given in parts.
    struct Fetched
    {
        QSet<SpaceId> there;
        QSet<QString> asked; ///< behind which items
        int told = 0; ///< m_told when it began
        bool isWhole = false;
    };
    void fetchOn(Fetched fetched, const QString &after);
    void takePart(Fetched fetched, const QDomElement &answer);
    void endFetch(const Fetched &fetched);
    Connection::Disposition handle(const QDomElement &message);
    void take(const PublishedSpace &published);
    void drop(const SpaceId &space);
    void forgetServer();
    void sendUnsent();
    void askNode();
    void publish(const SpaceId &space);
    void retract(const SpaceId &space);
    void land(const SpaceId &space, const Result<QDomElement> &answer);
    void checkNode();
    void deleteNode();
    void setKeeping(SpaceKeeping keeping);
    Status keep(const SpaceId &space, const Kept &kept);
    Status setMember(const SpaceId &space, const BareJid &chat, SpaceMember member);
    static bool forgetOldest(QHash<BareJid, Stamped<SpaceMember>> &chats);
    Status finish(const SpaceId &space, const Kept &kept);

    AccountContext m_account;
    Authority m_authority;
    SpaceStore m_store;
    ClosedNode m_node;
    const QString m_by; ///< who says something, for other devices: this program as long as it runs
    QHash<SpaceId, Kept> m_kept;
    QHash<SpaceId, Flight> m_flights;
    QSet<SpaceId> m_refused; ///< in this session
    int m_told = 0; ///< how often the server told of changes
    enum class Node { Unknown, Asked, Closed, Unusable };
    Node m_state = Node::Unknown; ///< in this session
    bool m_isKnown = false; ///< the server said in this session what it has
    SpaceKeeping m_keeping = SpaceKeeping::NotYet;
};

} // namespace jackdaw
