// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/Contact.h"

namespace jackdaw {

QString Contact::shownName() const
{
    if (!name.isEmpty()) {
        return name;
    }
    if (!ownName.isEmpty()) {
        return ownName;
    }
    const QString local = jid.local();
    return local.isEmpty() ? jid.toString() : local;
}

} // namespace jackdaw
