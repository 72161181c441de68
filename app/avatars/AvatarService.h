// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "avatars/AvatarFolder.h"
#include "xmpp/Authority.h"

#include <QFuture>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <functional>

namespace jackdaw {

class PersonalNodes;
class PhotoHashes;
class RosterService;

/// Which pictures people have: of contacts and of the account itself by XEP-0084, else by what their presence says
/// (XEP-0153); of those in rooms that one is in by the latter. Fetches one when somebody wants to see it, two at a
/// time, and believes it where its bytes have the hash that was said; of a room its card is believed, since some go on
/// telling an old hash. Publishes by XEP-0084 alone: a server turns that into the older way (XEP-0398), or older programs
/// see none. Owned by Features, engine thread. Asks the servers of
/// contacts, and of people in rooms the room alone; whose picture is which it keeps on disk of contacts only.
class AvatarService : public QObject
{
    Q_OBJECT
public:
    /// As whom the one of that address is known in a room that we are in, by the id that the presence gives; invalid:
    /// nobody.
    using OccupantOf = std::function<BareJid(const Jid &address, const QString &occupantId)>;

    AvatarService(const AccountContext &account, const RosterService &roster, PersonalNodes &nodes, const PhotoHashes &hashes,
                  OccupantOf occupantOf, const QString &profileFolder, QObject *parent = nullptr);
    ~AvatarService() override;

    /// Empty: none is known.
    QString hashOf(const BareJid &who) const;
    const AvatarFolder &folder() const { return m_folder; }

    void want(const BareJid &who);
    QFuture<Status> publish(const OwnAvatar &picture);
    QFuture<Status> withdraw();
    /// Instead of AvatarFolder::mostBytes; tests make it small.
    void setMostBytes(qint64 most) { m_mostBytes = most; }
    /// The account is being removed: nothing is kept any more.
    void stop();

Q_SIGNALS:
    void changed(const QList<jackdaw::Avatar> &avatars);

private:
    using Source = AvatarFolder::Source;

    void begin(Connection::Session session);
    void lookAtRoster();
    Connection::Disposition handleEvent(const QDomElement &message);
    void takeHash(const Jid &from, const QString &occupantId, const QString &hash);
    bool isKnown(const BareJid &who) const;
    void set(const BareJid &who, const AvatarFolder::Entry &entry);
    void setOccupant(const BareJid &key, const QString &hash, const Jid &address);
    void takeRoomHash(const BareJid &room, const QString &hash);
    void lookAtCard(const BareJid &room);
    void takeRoomCard(const BareJid &room, const Result<QByteArray> &bytes);
    void forgetNickname(const Jid &address);
    void forget(const BareJid &who);
    void touch(const BareJid &who);
    void tell();
    void save();
    void pump();
    void take(const BareJid &who, const QString &hash, const Result<QByteArray> &bytes);
    Status keep(const QString &hash, const QByteArray &bytes);
    void forgetOccupants();

    AccountContext m_account;
    Authority m_authority;
    const RosterService &m_roster;
    PersonalNodes &m_nodes;
    OccupantOf m_occupantOf;
    AvatarFolder m_folder;
    QHash<BareJid, AvatarFolder::Entry> m_entries;
    struct Occupant {
        QString hash; ///< empty only of a room, of which the card says so
        Jid address;
        bool isOfCard = false; ///< and not what the room tells
    };
    QHash<BareJid, Occupant> m_occupants; ///< not kept: a room says it anew to who comes in
    QHash<BareJid, AvatarFolder::Entry> m_early; ///< told before the roster was here
    QSet<BareJid> m_changed;
    QSet<BareJid> m_wanted;
    QSet<BareJid> m_looks; ///< of those wanted, rooms whose card is to be read whatever is here
    QHash<BareJid, int> m_looked; ///< how often, in this session
    QList<BareJid> m_queue; ///< of those wanted, who is to be asked in this session
    QSet<std::pair<BareJid, QString>> m_broken; ///< whose bytes do not have the hash that they said, in this session
    qint64 m_mostBytes = AvatarFolder::mostBytes;
    qint64 m_bytes = 0; ///< of all that is kept, about
    bool m_isStopped = false;
    int m_running = 0;
    int m_round = 0;
    QTimer m_gather;
    QTimer m_saveSoon;
};

} // namespace jackdaw
