// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "xmpp/Authority.h"
#include "xmpp/PersonalFactsValue.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace jackdaw {

class RosterService;

/// What contacts publish of how and where they are: mood, activity, tune, location (XEP-0107, XEP-0108, XEP-0118,
/// XEP-0080), as their servers send it of their own accord (XEP-0163, 4.3). Owned by ProfileService, engine thread.
/// Asks nobody, keeps nothing on disk, forgets it with the session, and believes of each only what they say of
/// themselves.
class PersonalFactsService : public QObject
{
    Q_OBJECT
public:
    /// Of people who are no contacts, since the roster may come after what they say.
    static constexpr qsizetype maximumEarly = 2000;

    PersonalFactsService(const AccountContext &account, const RosterService &roster, QObject *parent = nullptr);

    PersonalFacts of(const BareJid &jid) const { return m_facts.value(jid); }

Q_SIGNALS:
    void changed(const jackdaw::BareJid &jid);

private:
    Connection::Disposition handle(const QDomElement &message);

    const RosterService &m_roster;
    Authority m_authority;
    QHash<BareJid, PersonalFacts> m_facts;
    QSet<BareJid> m_early; ///< of them, those who are no contacts
};

} // namespace jackdaw
