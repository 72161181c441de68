// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "account/PrivacySwitches.h"

#include <QObject>

namespace jackdaw {

class RosterService;

/// Answers who asks which program this is, what time it is here, and for how long nobody has used it (XEP-0092, XEP-0202,
/// XEP-0012): contacts that we accepted and our own devices, as far as the switches allow. To everybody else it is silent,
/// so that they get the answer of a program that knows nothing of these. Owned by AccountService, engine thread.
class ClientInfoService : public QObject
{
    Q_OBJECT
public:
    ClientInfoService(const AccountContext &account, const RosterService &roster, QObject *parent = nullptr);

    void setPrivacy(const PrivacySwitches &privacy) { m_privacy = privacy; }
    /// Somebody uses the program, or stopped to.
    enum class Use { InUse, Left };
    void setUse(Use use);

private:
    bool isAnswered(const QDomElement &iq, bool wanted, Authority::Topic topic) const;

    AccountContext m_account;
    const RosterService &m_roster;
    PrivacySwitches m_privacy;
    Use m_use = Use::InUse;
    qint64 m_leftAt = 0; ///< Clock::elapsed()
};

} // namespace jackdaw
