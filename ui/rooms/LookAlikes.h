// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/OccupantListModel.h"

#include <QHash>
#include <QObject>

namespace jackdaw {

class ContactListModel;

/// Says of somebody in a room whose nickname looks like a contact's name, or like another's there, who they are or may not
/// be: anybody may take any name in a room (XEP-0045, 7.2). Owned by ChatPage, for its timeline and its members, GUI thread;
/// looks again when somebody asks after people changed, at so many new names a turn, and remembers what names look like.
/// Judges nobody, and hides nobody.
class LookAlikes : public QObject
{
    Q_OBJECT
public:
    explicit LookAlikes(OccupantListModel &people, QObject *parent = nullptr);

    /// Whose names are not to be borrowed; they outlive this.
    void setContacts(const ContactListModel &contacts);
    /// Empty of nearly everybody.
    QString words(const OccupantListModel::Row &row);
    /// The same of who spoke. `jid`: invalid where the room keeps it from us.
    QString words(const QString &nick, const BareJid &jid);

Q_SIGNALS:
    /// Contacts or people are others now, and so may be the words. Once for all that changes in one turn.
    void changed();

private:
    struct Named {
        QString name;
        BareJid jid; ///< invalid where the room keeps it from us
    };
    const QString &look(const QString &name);
    void tellLater();
    void readPeople();
    void readContacts();

    OccupantListModel &m_people;
    const ContactListModel *m_contacts = nullptr;
    QHash<QString, QString> m_looks; ///< by name
    QMultiHash<QString, Named> m_here;  ///< by look
    QMultiHash<QString, Named> m_known; ///< the same of contacts
    bool m_tells = false; ///< changed() is on its way
    bool m_hereIsOld = true;
    bool m_knownIsOld = true;
};

} // namespace jackdaw
