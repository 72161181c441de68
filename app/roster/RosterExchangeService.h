// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "roster/ContactProposal.h"
#include "xmpp/Authority.h"

#include <QObject>

namespace jackdaw {

class RosterService;

/// Contacts that others propose (XEP-0144): told to the window, for the user to be asked. Owned by Features, engine thread.
/// Listens to accepted contacts and the account's own server alone (8), believes nobody who wants contacts changed or removed,
/// adds nobody, and keeps nothing.
class RosterExchangeService : public QObject
{
    Q_OBJECT
public:
    RosterExchangeService(const AccountContext &account, const RosterService &roster, QObject *parent = nullptr);

Q_SIGNALS:
    void proposed(const jackdaw::ContactProposal &proposal);

private:
    Connection::Disposition handle(const QDomElement &message);

    AccountContext m_account;
    const RosterService &m_roster;
    Authority m_authority;
};

} // namespace jackdaw
