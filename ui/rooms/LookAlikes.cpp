// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/LookAlikes.h"

#include "roster/ContactListModel.h"
#include "style/Direction.h"
#include "text/LookAlike.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr qsizetype longestBorrowedName = 60; ///< of what others wrote
constexpr qsizetype rememberedLooks = 50'000; ///< then it begins anew

QString borrowedName(const QString &name)
{
    return isolated(name.left(longestBorrowedName).simplified());
}

} // namespace

LookAlikes::LookAlikes(OccupantListModel &people, QObject *parent) : QObject(parent), m_people(people)
{
    const auto age = [this] { m_hereIsOld = true; };
    connect(&people, &QAbstractItemModel::rowsInserted, this, age);
    connect(&people, &QAbstractItemModel::rowsRemoved, this, age);
    connect(&people, &QAbstractItemModel::rowsMoved, this, age);
    connect(&people, &QAbstractItemModel::dataChanged, this, age);
    connect(&people, &QAbstractItemModel::modelReset, this, age);
    connect(&people, &OccupantListModel::countsChanged, this, age);
}

void LookAlikes::setContacts(const ContactListModel &contacts)
{
    m_contacts = &contacts;
    m_knownIsOld = true;
    const auto age = [this] {
        m_knownIsOld = true;
        Q_EMIT changed();
    };
    connect(&contacts, &ContactListModel::peopleChanged, this, age);
    connect(&contacts, &QAbstractItemModel::modelReset, this, age);
}

const QString &LookAlikes::look(const QString &name)
{
    const auto known = m_looks.constFind(name);
    return known != m_looks.cend() ? *known : *m_looks.insert(name, lookOf(name));
}

void LookAlikes::readPeople()
{
    if (!std::exchange(m_hereIsOld, false))
        return;
    if (m_looks.size() > rememberedLooks)
        m_looks.clear();
    m_here.clear();
    m_people.forEachPresent([this](const Occupant &occupant) { m_here.insert(look(occupant.nick), {occupant.nick, occupant.jid}); });
}

void LookAlikes::readContacts()
{
    if (!std::exchange(m_knownIsOld, false))
        return;
    m_known.clear();
    if (m_contacts) {
        m_contacts->forEachContact([this](const Contact &contact, const Presence &) {
            m_known.insert(look(contact.shownName()), {contact.shownName(), contact.jid});
        });
    }
}

QString LookAlikes::words(const OccupantListModel::Row &row)
{
    if (row.isHeader || row.isUs || row.section == OccupantListModel::Section::Away)
        return {}; // who is away is shown by address
    readPeople();
    readContacts();
    const Occupant &who = row.occupant;
    const QString &seen = look(who.nick);
    const auto contacts = std::as_const(m_known).equal_range(seen);
    const bool isContact = who.jid.isValid() && std::any_of(contacts.first, contacts.second, [&](const Named &one) { return one.jid == who.jid; });
    if (contacts.first != contacts.second && !isContact) {
        const QString name = borrowedName(contacts.first->name);
        return who.jid.isValid() ? tr("%1, not %2 from your contacts").arg(isolated(who.jid.toString()), name)
                                 : tr("May not be %1 from your contacts").arg(name);
    }
    const auto others = std::as_const(m_here).equal_range(seen);
    const auto isOther = [&](const Named &one) { return one.name != who.nick && !(who.jid.isValid() && one.jid == who.jid); };
    const auto other = std::find_if(others.first, others.second, isOther);
    if (other == others.second)
        return {};
    return who.jid.isValid() ? who.jid.toString() : tr("Not the same as %1").arg(borrowedName(other->name));
}

} // namespace jackdaw
