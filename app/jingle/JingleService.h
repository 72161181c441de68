// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "jingle/JingleSession.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <functional>
#include <map>
#include <memory>

namespace jackdaw {

class PresenceService;
class RosterService;

/// The Jingle sessions of one account (XEP-0166): who may begin one, whose step a request is, and when a session is
/// gone with its stream or its peer. Owned by Features, engine thread. Takes files only (XEP-0234), from people who may
/// see our presence and from our own devices; for everybody else it is not there. Knows no message.
class JingleService : public QObject
{
    Q_OBJECT
public:
    JingleService(const AccountContext &account, const RosterService &roster, PresenceService &presence,
                  SocksWays &ways, const DirectLimits &limits = {}, QObject *parent = nullptr);
    ~JingleService() override;

    const DirectLimits &limits() const { return m_limits; }
    void setLimits(const DirectLimits &limits) { m_limits = limits; }
    bool isThere(const Jid &client) const;
    /// One of ours, to offer a file. Deletes itself some time after it has ended.
    JingleSession &begin(const Jid &peer);
    /// What is done with a file that is offered.
    using Offer = std::function<void(JingleSession &session, const JingleFile &file)>;
    void onOffer(Offer offer) { m_offer = std::move(offer); }

private:
    struct Key
    {
        QString peer;
        QString sid;
        friend bool operator<(const Key &a, const Key &b) { return a.peer != b.peer ? a.peer < b.peer : a.sid < b.sid; }
    };
    struct Entry { std::unique_ptr<JingleSession> session; bool wasThere = false; };

    Connection::Disposition handleJingle(const QDomElement &iq);
    Connection::Disposition handleBytes(const QDomElement &iq);
    JingleSession &add(const Jid &peer, const QString &sid, JingleSession::Role role);
    void takeOffer(const QDomElement &iq, const Jid &from, const JingleStep &step);
    void refuse(const QDomElement &iq, const JingleSession::Refusal &refusal);
    void turnDown(const Jid &peer, const QString &sid, JingleReason reason);
    JingleSession *find(const Jid &peer, const QString &sid) const;
    std::optional<Jid> senderOf(const QDomElement &iq) const;
    void loseAll();
    void lookWhoIsThere(const BareJid &peer);

    AccountContext m_account;
    const RosterService &m_roster;
    PresenceService &m_presence;
    SocksWays &m_ways;
    DirectLimits m_limits;
    Offer m_offer;
    std::map<Key, Entry> m_sessions;
    QStringList m_ended; ///< the last streams, whose other side may still close them
};

} // namespace jackdaw
