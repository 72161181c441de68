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
constexpr int newLooksOfTurn = 1'000;         ///< some microseconds each

QString borrowedName(const QString &name)
{
    return isolated(name.left(longestBorrowedName).simplified());
}

} // namespace

LookAlikes::LookAlikes(OccupantListModel &people, QObject *parent) : QObject(parent), m_people(people)
{
    const auto age = [this] {
        m_hereIsOld = true;
        tellLater();
    };
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
        tellLater();
    };
    connect(&contacts, &ContactListModel::peopleChanged, this, age);
    connect(&contacts, &QAbstractItemModel::modelReset, this, age);
}

void LookAlikes::tellLater()
{
    if (!std::exchange(m_tells, true)) {
        QMetaObject::invokeMethod(this, [this] {
            m_tells = false;
            Q_EMIT changed();
        }, Qt::QueuedConnection);
    }
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
    if (m_looks.size() > rememberedLooks + m_people.present())
        m_looks.clear();
    m_here.clear();
    int left = newLooksOfTurn;
    m_people.forEachPresent([&](const Occupant &occupant) {
        if (left > 0 || m_looks.contains(occupant.nick)) {
            left -= m_looks.contains(occupant.nick) ? 0 : 1;
            m_here.insert(look(occupant.nick), {occupant.nick, occupant.jid});
        } else {
            m_hereIsOld = true; // the rest in the next turn
        }
    });
    if (m_hereIsOld)
        tellLater();
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
    return words(row.occupant.nick, row.occupant.jid);
}

QString LookAlikes::words(const QString &nick, const BareJid &jid)
{
    readPeople();
    readContacts();
    const QString seen = look(nick);
    const auto contacts = std::as_const(m_known).equal_range(seen);
    const bool isContact = jid.isValid() && std::any_of(contacts.first, contacts.second, [&](const Named &one) { return one.jid == jid; });
    if (contacts.first != contacts.second && !isContact) {
        const QString name = borrowedName(contacts.first->name);
        return jid.isValid() ? tr("%1, not %2 from your contacts").arg(isolated(jid.toString()), name)
                                 : tr("May not be %1 from your contacts").arg(name);
    }
    const auto others = std::as_const(m_here).equal_range(seen);
    const auto isOther = [&](const Named &one) { return one.name != nick && !(jid.isValid() && one.jid == jid); };
    const auto other = std::find_if(others.first, others.second, isOther);
    if (other == others.second)
        return {};
    return jid.isValid() ? jid.toString() : tr("Not the same as %1").arg(borrowedName(other->name));
}

} // namespace jackdaw
