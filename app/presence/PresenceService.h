// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "presence/Presence.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>
#include <functional>
#include <utility>

namespace jackdaw {

struct PresenceStanza;

/// How much a server or a contact may make PresenceService keep. A plain value.
struct PresenceLimits
{
    int people = 100'000;
    int ofOne = 50;      ///< resources of one person
    int all = 200'000;   ///< resources of all people
};

/// Who is there, by resource, and one's own presence (RFC 6121, 4). Owned by AccountService, engine thread. Changes go
/// out gathered, so that a storm is a few signals. Keeps nothing on disk; what one's own presence is to be, OwnStatusService
/// says. Subscription requests pass it by: they are RosterService's.
class PresenceService : public QObject
{
    Q_OBJECT
public:
    explicit PresenceService(const AccountContext &account, QObject *parent = nullptr, PresenceLimits limits = {});

    /// The one to show of several resources: highest priority, then most available, then latest (RFC 6121, 4.7).
    static Presence shownOf(const QList<Presence> &resources);
    /// What is known of the resources of a contact.
    QHash<QString, Presence> resources(const BareJid &jid) const;

    /// What our presence says of this program from now on (XEP-0115); sent anew where it changed.
    void setCapabilities(const QString &ver);
    /// Sends it, if it is another one. `priority` is the account's, `since` is found out here.
    void setOwn(const Presence &own);
    /// What clients call themselves; asked when a change is told.
    void setDeviceNames(std::function<QString(const Jid &)> names) { m_deviceNames = std::move(names); }
    /// What this one calls itself, or empty.
    QString deviceName(const Jid &client) const { return m_deviceNames ? m_deviceNames(client) : QString(); }
    /// ByHand: a session begins without it, so that nothing is seen before the server has hidden us.
    enum class Beginning { Announced, ByHand };
    void setBeginning(Beginning beginning);
    /// No: the server is told nothing of it. True if it was otherwise. Sends nothing.
    enum class Announced { No, Yes };
    bool setAnnounced(Announced announced) { return std::exchange(m_announced, announced) != announced; }
    Announced announced() const { return m_announced; }
    /// Once more, to all who may have it.
    void sendToAll() { sendOwn(); }
    /// The same to one address alone (RFC 6121, 4.6).
    void sendTo(const BareJid &jid);
    /// Was there any word of them in this session, be it that they are gone?
    bool isHeardOf(const BareJid &jid) const { return m_resources.contains(jid); }
    /// What they said as they left, or empty.
    QString lastWords(const BareJid &jid) const { return m_gone.value(jid).status; }
    /// Something else than presence is to be told anew of them.
    void refresh(const QList<BareJid> &people);

Q_SIGNALS:
    void presencesChanged(const QList<jackdaw::ContactPresence> &presences);
    void ownPresenceChanged(jackdaw::AccountId account, const jackdaw::Presence &presence);
    /// Our presence went to all who may have it, once more or as another one.
    void sentToAll();
    void presencesUnknown(jackdaw::AccountId account);
    /// For what follows the capabilities of others (XEP-0115). An empty `ver`: gone, or says nothing of them.
    void capabilitiesSeen(const jackdaw::Jid &from, const QString &node, const QString &ver);

private:
    struct Told { Availability availability; qint64 since; };

    Connection::Disposition handle(const QDomElement &element);
    void announce();
    void sendOwn();
    void forget();
    bool hasRoom();
    bool isSettling() const;
    bool sawChange(const Jid &from) const;
    ContactPresence presenceOf(const BareJid &jid) const;

    AccountContext m_account;
    QString m_capsVer;
    PresenceLimits m_limits;
    Beginning m_beginning = Beginning::Announced;
    Announced m_announced = Announced::Yes;
    Presence m_own;
    QHash<BareJid, QHash<QString, Presence>> m_resources;
    qsizetype m_total = 0; ///< resources of all people
    QHash<BareJid, Presence> m_gone; ///< the last unavailable presence, for its text and time
    QHash<BareJid, qint64> m_dirty; ///< with the time of the last change, 0 if that is unknown
    QHash<BareJid, Told> m_told;    ///< in this session
    qint64 m_sessionAt = 0;         ///< Clock::elapsed()
    std::function<QString(const Jid &)> m_deviceNames;
    QTimer m_gather;
};

} // namespace jackdaw
