// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "base/Result.h"

#include <QList>
#include <QString>
#include <QStringList>

class QJsonObject;

namespace jackdaw {

/// Somebody who invited us (XEP-0379), and the token that says so.
struct WaitingInvitation
{
    BareJid inviter;
    QString token;

    friend bool operator==(const WaitingInvitation &, const WaitingInvitation &) = default;
};

/// Small things that an account may not forget and that are no history: where its server tells of outages (XEP-0455), and
/// invitations that its server was not told of yet, and what its owner is called. A file (0600) of the account beside the
/// database, read and written whole. Held by value in AccountContext, engine thread; the window reads it as long as there is
/// no engine. Keeps no password.
class AccountNotes
{
public:
    AccountNotes() = default; ///< remembers nothing
    AccountNotes(const QString &profileFolder, AccountId account);

    QStringList statusAddresses() const;
    Status setStatusAddresses(const QStringList &addresses);

    QList<WaitingInvitation> invitations() const;
    Status addInvitation(const WaitingInvitation &invitation);
    Status removeInvitation(const BareJid &inviter);

    /// What the account's owner is called, as the server had it last; empty where it had nothing.
    QString ownName() const;
    Status setOwnName(const QString &name);

    /// With the account. Error: Storage, as of every change here.
    Status remove();

private:
    QJsonObject read() const;
    Status write(const QJsonObject &notes);
    Status setInvitations(const QList<WaitingInvitation> &all);

    QString m_file;
};

} // namespace jackdaw
