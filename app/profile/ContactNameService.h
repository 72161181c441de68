// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountContext.h"
#include "profile/ContactProfile.h"
#include "profile/ProfileStore.h"
#include "xmpp/Authority.h"

#include <QHash>
#include <QObject>

namespace jackdaw {

class ProfileService;
class RosterService;
struct Contact;

/// What contacts call themselves: the nickname that they publish (XEP-0172, 4.5) or give as they ask (4.1), else the name on their card where it is
/// known. Owned by Features, engine thread. Asks nobody, believes of each only what they say of themselves, and leaves to
/// RosterService whether it is shown.
class ContactNameService : public QObject
{
    Q_OBJECT
public:
    ContactNameService(const AccountContext &account, RosterService &roster, const ProfileService &profiles, QObject *parent = nullptr);

private:
    static constexpr qsizetype maximumEarly = 2000;

    Connection::Disposition handle(const QDomElement &message);
    void take(const BareJid &who, const QString &name);
    void takeNickname(const BareJid &who, const QString &name);
    void takeCard(const BareJid &who, const VCard &card);
    void lookAt(const QList<Contact> &contacts);

    AccountContext m_account;
    Authority m_authority;
    RosterService &m_roster;
    ProfileStore m_store;
    QHash<BareJid, QString> m_nicknames; ///< that were published, of contacts; an empty one was taken back
    QHash<BareJid, QString> m_early;     ///< of those who are no contacts yet, in this session
};

} // namespace jackdaw
