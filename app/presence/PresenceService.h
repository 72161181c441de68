// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "presence/Presence.h"

#include <QFuture>
#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

namespace jackdaw {

class AccountStore;
struct PresenceStanza;

/// How much a server or a contact may make PresenceService keep. A plain value.
struct PresenceLimits
{
    int people = 100'000;
    int ofOne = 50;      ///< resources of one person
    int all = 200'000;   ///< resources of all people
};

/// Who is there, by resource, and one's own presence (RFC 6121, 4). Owned by AccountService, engine thread. Changes go out
/// gathered, so that a storm is a few signals.
class PresenceService : public QObject
{
    Q_OBJECT
public:
    PresenceService(const AccountContext &account, AccountStore &store, QObject *parent = nullptr,
                    PresenceLimits limits = {});

    /// The one to show of several resources: highest priority, then most available, then latest (RFC 6121, 4.7).
    static Presence shownOf(const QList<Presence> &resources);
    /// What is known of the resources of a contact.
    QHash<QString, Presence> resources(const BareJid &jid) const;

    /// What our presence says of this program from now on (XEP-0115); sent anew where it changed.
    void setCapabilities(const QString &ver);
    QFuture<Status> setOwn(Availability availability, const QString &status);

Q_SIGNALS:
    void presencesChanged(const QList<jackdaw::ContactPresence> &presences);
    void ownPresenceChanged(jackdaw::AccountId account, const jackdaw::Presence &presence);
    void presencesUnknown(jackdaw::AccountId account);
    /// For what follows the capabilities of others (XEP-0115). An empty `ver`: gone, or says nothing of them.
    void capabilitiesSeen(const jackdaw::Jid &from, const QString &node, const QString &ver);

private:
    Connection::Disposition handle(const QDomElement &element);
    void announce();
    void sendOwn();
    void forget();
    bool hasRoom();

    AccountContext m_account;
    AccountStore &m_store;
    QString m_capsVer;
    PresenceLimits m_limits;
    Presence m_own;
    QHash<BareJid, QHash<QString, Presence>> m_resources;
    qsizetype m_total = 0; ///< resources of all people
    QHash<BareJid, Presence> m_gone; ///< the last unavailable presence, for its text and time
    QSet<BareJid> m_dirty;
    QTimer m_gather;
};

} // namespace jackdaw
