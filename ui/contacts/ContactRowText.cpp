// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/ContactRowText.h"

#include "widgets/LookAlikeText.h"
#include "widgets/Painting.h"

#include <QCoreApplication>

namespace jackdaw {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ContactRow)
};

/// Whether they let themselves be seen is theirs to say, and they have not said it.
bool isAsked(const ContactListModel::Row &row)
{
    const bool seesPresence = row.contact.subscription == Subscription::To || row.contact.subscription == Subscription::Both;
    return !seesPresence && row.contact.asked;
}

} // namespace

QString contactStatusText(const ContactListModel::Row &row)
{
    if (row.lookAlike.isValid())
        return lookAlikeText(row.contact.jid, row.lookAlike);
    if (isAsked(row))
        return Words::tr("Asked, no answer yet");
    if (!row.presence.status.isEmpty())
        return row.presence.status.simplified();
    if (row.presence.availability == Availability::Unknown)
        return row.contact.jid.toString();
    return availabilityText(row.presence.availability);
}

QString contactRowSpokenText(const ContactListModel::Row &row)
{
    if (row.isHeader) {
        const QString group = row.path.size() > 1 ? row.path.join(QStringLiteral(" › ")) : groupTitle(row);
        const QString text = Words::tr("%1, %L2 of %L3 available").arg(group).arg(row.available).arg(row.total);
        //: a group whose people are not shown, as it is read out
        return row.folded ? Words::tr("%1, folded").arg(text) : text;
    }
    QStringList parts{row.contact.shownName(), availabilityText(row.presence.availability)};
    const QString status = isAsked(row) ? Words::tr("Asked, no answer yet") : row.presence.status.simplified();
    if (!status.isEmpty())
        parts << status;
    if (row.lookAlike.isValid())
        parts.insert(1, lookAlikeText(row.contact.jid, row.lookAlike));
    return parts.join(QStringLiteral(", "));
}

QString groupTitle(const ContactListModel::Row &header)
{
    const QString name = header.path.isEmpty() ? header.group : header.path.constLast();
    return name.isEmpty() ? Words::tr("Contacts") : name;
}

} // namespace jackdaw
