// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "roster/Contact.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <array>
#include <functional>
#include <set>
#include <tuple>

namespace jackdaw {

/// Which people would be taken for one another, by what they are called or by their addresses, among the contacts of
/// all accounts: one of another account is as easily mixed up. Owned by ContactListModel, GUI thread. A look costs
/// some microseconds: nothing is looked at before somebody asks, and then so many a turn. Knows addresses alone, not
/// who of two is the right one; an address that several accounts have is one person.
class ContactLooks : public QObject
{
    Q_OBJECT
public:
    using Key = std::pair<AccountId, BareJid>;
    /// Where the contacts are.
    struct Source
    {
        std::function<QList<Key>()> all;                   ///< asked once, when somebody first asks for a look
        std::function<const Contact *(const Key &)> find;  ///< nullptr: is none any more
    };

    ContactLooks(Source source, QObject *parent);

    /// New, or called otherwise.
    void put(const Contact &contact);
    void remove(AccountId account, const BareJid &jid);
    /// Somebody with another address who looks like this one; invalid: nobody, as far as is known.
    BareJid likeOf(const Contact &who);
    /// The same of one who is no contact, and whom changed() is emitted for too.
    BareJid likeOfStranger(const Contact &who);

Q_SIGNALS:
    /// Answers may be others now, of anybody. Once for all that was looked at.
    void changed();

private:
    using Looks = std::array<size_t, 2>; ///< of the name, and of the address

    static Looks looksOf(const QString &name, const BareJid &jid);
    void begin();
    void takeSome();
    void look(const Key &key, const QString &name);
    bool drop(const Key &key);
    bool isShared(const Looks &looks, const BareJid &jid) const;
    bool isAsked(const Looks &looks) const;
    BareJid likeOf(const Looks &looks, const BareJid &jid) const;
    BareJid other(size_t look, const BareJid &jid) const;

    Source m_source;
    QList<Key> m_first;            ///< who was there when it began, and was not looked at yet
    QHash<Key, QString> m_waiting; ///< what they are called, who came or changed since
    QHash<Key, Looks> m_looks;
    std::set<std::tuple<size_t, BareJid, AccountId>> m_byLook;
    QSet<size_t> m_asked; ///< looks of strangers that were asked for since changed() was emitted
    QTimer m_turn;
    bool m_isBegun = false;
    bool m_isListed = false; ///< m_first was filled once
    bool m_isOther = false; ///< since changed() was emitted
};

} // namespace jackdaw
