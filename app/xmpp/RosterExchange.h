// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QDomElement>
#include <QList>
#include <QStringList>

namespace jackdaw {

/// Somebody whom a message proposes as a contact (XEP-0144, 3). Pure DOM -> values, no owner, engine thread. What is proposed
/// is the sender's word: it is bounded and tidied, and nobody is added or removed from here. Only what is to be added is
/// read: nobody else changes or deletes contacts of ours.
struct ProposedContact
{
    BareJid jid;
    QString name;
    QStringList groups;

    friend bool operator==(const ProposedContact &, const ProposedContact &) = default;
};

inline constexpr int maximumProposed = 200;

/// Each address once; empty where the message proposes nobody.
QList<ProposedContact> readRosterExchange(const QDomElement &message);

} // namespace jackdaw
