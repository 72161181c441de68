// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"

#include <QList>
#include <QStringList>

namespace jackdaw {

/// RFC 6121, 2.1.2.5
enum class Subscription { None, To, From, Both };

/// A roster item (RFC 6121, 2.1). RosterService holds the true ones, RosterStore and RosterReader those on disk,
/// ContactListModel those on the screen. A plain value: any thread. Says nothing of whether they are there
/// (ContactPresence).
struct Contact
{
    AccountId account;
    BareJid jid;
    QString name;    ///< as the user named it
    QString ownName; ///< as they call themselves, where it may be shown in place of a name (OwnNames); their word
    Subscription subscription = Subscription::None;
    bool asked = false; ///< our request is open (RFC 6121, 2.1.2.2)
    QStringList groups;

    /// The name, else what they call themselves, else the local part, else the address.
    QString shownName() const;
    friend bool operator==(const Contact &, const Contact &) = default;
};

/// What becomes of a request.
enum class RequestAnswer { Accept, Decline };

/// Somebody asks to see our presence (RFC 6121, 3.1.3), or wrote before anybody here knew them. A plain value: any thread.
struct SubscriptionRequest
{
    AccountId account;
    BareJid from;
    QString text; ///< what they wrote, or empty
    qint64 time = 0; ///< ms since 1970 UTC
    bool asksPresence = true;
    ConversationId chat = {}; ///< where they wrote; invalid: they did not

    friend bool operator==(const SubscriptionRequest &, const SubscriptionRequest &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::Contact)
Q_DECLARE_METATYPE(jackdaw::SubscriptionRequest)
