// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "account/PrivacySwitches.h"
#include "base/Jid.h"
#include "xmpp/Capabilities.h"

#include <QHash>
#include <QObject>
#include <QQueue>

namespace jackdaw {

class PresenceService;
class RosterService;

/// How much others may make CapabilitiesService keep and ask. A plain value.
struct CapabilitiesLimits
{
    int open = 10;          ///< questions at a time
    int known = 5000;       ///< verification strings, in memory and on disk; and questions in a session
    int followed = 200'000; ///< clients
    int unasked = 2000;     ///< of these, clients of people who may not know of us, or not yet
    int unaskedOfOne = 10;  ///< of these, clients of one person
    int askedOfOne = 20;    ///< questions to one person's clients in a session
    int text = 8000;        ///< characters of one client's features
};

/// What this program says of itself, and what others can do (XEP-0030, XEP-0115), kept over restarts. Owned by
/// AccountService, engine thread. Answers, and asks, only our own server, our own account and people who may see our
/// presence (facts/security.md, F13): a question shows who asks. Asks at most ten at a time, and of one person's clients at
/// most twenty in a session; forgets what nobody who is there uses when it knows too much.
class CapabilitiesService : public QObject
{
    Q_OBJECT
public:
    CapabilitiesService(const AccountContext &account, const RosterService &roster, PresenceService &presence,
                        QObject *parent = nullptr, CapabilitiesLimits limits = {});

    /// Does the client at this full address support it? False as long as it is not known.
    bool supports(const Jid &jid, QStringView feature) const;
    /// Does the client say that nobody sits before it (XEP-0030, client/bot)?
    bool isBot(const Jid &jid) const { return supports(jid, botIdentity); }
    /// What is switched off is not announced either.
    void setPrivacy(const PrivacySwitches &privacy);

Q_SIGNALS:
    /// What some client supports is known now.
    void learned();

private:
    /// Kept among the features, where nothing else looks so.
    static constexpr QStringView botIdentity = u"identity client/bot";

    struct Question { Jid jid; QString node; QString ver; };

    void note(const Jid &from, const QString &node, const QString &ver);
    void ask(const Question &question);
    void defer(const Question &question);
    void forgetDeferred(const Jid &client);
    void lookAtRoster();
    void askNext();
    Connection::Disposition answer(const QDomElement &iq);
    Connection::Disposition answerItems(const QDomElement &iq);
    void learn(const QString &ver, const Capabilities &capabilities);
    void forgetUnused();

    AccountContext m_account;
    const RosterService &m_roster;
    PresenceService &m_presence;
    CapabilitiesLimits m_limits;
    Capabilities m_own;
    QHash<QString, QStringList> m_known; ///< by verification string
    QHash<QString, QString> m_names;     ///< what the client calls itself, by verification string
    QHash<Jid, QString> m_verOf;
    /// By client, of whom nobody says that they may know of us: the roster may be on its way.
    QHash<BareJid, QHash<Jid, Question>> m_unasked;
    qsizetype m_unaskedClients = 0;
    QQueue<Question> m_questions;
    QSet<QString> m_asked;               ///< in this session, answered or not
    QHash<BareJid, int> m_askedOf;       ///< how often, in this session
    int m_open = 0;
};

} // namespace jackdaw
