// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/OwnNames.h"

#include "text/LookAlike.h"

namespace jackdaw {

OwnNames::OwnNames(const BareJid &self) : m_self(self)
{
}

void OwnNames::index()
{
    if (std::exchange(m_isIndexed, true)) {
        return;
    }
    const QSet<BareJid> before = m_changed;
    addClaims(BareJid(), ownLooks());
    for (auto each = m_people.begin(); each != m_people.end(); ++each) {
        claim(each.key(), *each);
    }
    m_changed = before; // nobody called themselves anything until now
}

void OwnNames::claim(const BareJid &jid, Person &person)
{
    if (!m_isIndexed) {
        return;
    }
    // What the user sees them by, with and without the name that they give themselves.
    person.claims = {lookOf(person.rosterName.isEmpty() ? jid.local() : person.rosterName)};
    person.look = person.ownName.isEmpty() ? QString() : lookOf(person.ownName);
    if (person.rosterName.isEmpty() && !person.look.isEmpty()) {
        person.claims.insert(person.look);
    }
    addClaims(jid, person.claims);
    m_changed.insert(jid);
}

/// Nobody's, so that they stay where the user is a contact of their own, and is renamed or goes.
QSet<QString> OwnNames::ownLooks() const
{
    QSet<QString> looks = {lookOf(m_self.local())};
    if (!m_selfName.isEmpty()) {
        looks.insert(lookOf(m_selfName));
    }
    return looks;
}

void OwnNames::setSelfName(const QString &name)
{
    if (m_selfName == name) {
        return;
    }
    if (m_isIndexed) {
        dropClaims(BareJid(), ownLooks());
    }
    m_selfName = name;
    if (m_isIndexed) {
        addClaims(BareJid(), ownLooks());
    }
}

void OwnNames::addClaims(const BareJid &who, const QSet<QString> &looks)
{
    for (const QString &look : looks) {
        QSet<BareJid> &all = m_claims[look];
        if (all.size() <= 1) { // with more it was nobody's already
            m_changed.unite(all);
        }
        all.insert(who);
    }
}

void OwnNames::dropClaims(const BareJid &who, const QSet<QString> &looks)
{
    for (const QString &look : looks) {
        const auto all = m_claims.find(look);
        all->remove(who);
        if (all->isEmpty()) {
            m_claims.erase(all);
        } else if (all->size() == 1) {
            m_changed.unite(*all); // it is theirs alone now
        }
    }
}

void OwnNames::unclaim(const BareJid &jid, Person &person)
{
    dropClaims(jid, std::exchange(person.claims, {}));
    m_changed.insert(jid);
}

void OwnNames::setContact(const BareJid &jid, const QString &rosterName)
{
    const auto known = m_people.constFind(jid);
    if (known != m_people.cend() && known->rosterName == rosterName) {
        return;
    }
    Person &person = m_people[jid];
    unclaim(jid, person);
    person.rosterName = rosterName;
    claim(jid, person);
}

void OwnNames::removeContact(const BareJid &jid)
{
    if (const auto known = m_people.find(jid); known != m_people.end()) {
        unclaim(jid, *known);
        m_people.erase(known);
    }
}

void OwnNames::setOwnName(const BareJid &jid, const QString &name)
{
    const auto known = m_people.find(jid);
    if (known == m_people.end() || known->ownName == name) {
        return;
    }
    index();
    unclaim(jid, *known);
    known->ownName = name;
    claim(jid, *known);
}

QString OwnNames::shown(const BareJid &jid) const
{
    const auto known = m_people.constFind(jid);
    // An address is what people trust: nobody wears another's.
    if (known == m_people.cend() || !known->rosterName.isEmpty() || known->look.isEmpty() || known->look.contains(u'@')) {
        return {};
    }
    return m_claims.value(known->look).size() == 1 ? known->ownName : QString();
}

QSet<BareJid> OwnNames::takeChanged()
{
    return std::exchange(m_changed, {});
}

} // namespace jackdaw
