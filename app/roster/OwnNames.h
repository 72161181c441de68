// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QHash>
#include <QSet>
#include <QString>

namespace jackdaw {

/// Which contacts may be shown by the name that they give themselves (XEP-0172, XEP-0054): those to whom the user gave none,
/// unless it looks like somebody else's name or like an address. Of two who take one look, neither is shown by it. Owned by
/// RosterService, engine thread. Knows the contacts of one account alone, and stores nothing.
class OwnNames
{
public:
    /// `self`: whose account it is; nobody is shown as them.
    explicit OwnNames(const BareJid &self);

    /// What the user is called, beside the address: nobody else is shown by that. Empty: not known.
    void setSelfName(const QString &name);
    /// A contact that is new, or was renamed.
    void setContact(const BareJid &jid, const QString &rosterName);
    void removeContact(const BareJid &jid);
    /// Tidied already (tidyName); empty: they call themselves nothing.
    void setOwnName(const BareJid &jid, const QString &name);
    /// Empty: not by a name of theirs.
    QString shown(const BareJid &jid) const;
    /// Whose shown name may have changed since this was last asked.
    QSet<BareJid> takeChanged();
    bool hasChanged() const { return !m_changed.isEmpty(); }

private:
    struct Person
    {
        QString rosterName;
        QString ownName;
        QString look;         ///< of the own name
        QSet<QString> claims; ///< looks that are theirs
    };

    void index();
    QSet<QString> ownLooks() const;
    void addClaims(const BareJid &who, const QSet<QString> &looks);
    void dropClaims(const BareJid &who, const QSet<QString> &looks);
    void claim(const BareJid &jid, Person &person);
    void unclaim(const BareJid &jid, Person &person);

    BareJid m_self;
    QString m_selfName;
    QHash<BareJid, Person> m_people;
    QHash<QString, QSet<BareJid>> m_claims; ///< by look
    bool m_isIndexed = false; ///< looks cost some microseconds each, and where nobody is shown by an own name nobody needs them
    QSet<BareJid> m_changed;
};

} // namespace jackdaw
