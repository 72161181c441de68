// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"

#include <QHash>

namespace jackdaw {

/// What tells the chats of one account from those of another: its words, and a hue beside them. accountMarks() makes
/// them for the models of chats and contacts, which put one into each row. A plain value: any thread. Without a name
/// where there is one account only, and then nothing is shown.
struct AccountMark
{
    QString name;   ///< as the user calls it, else the address; empty: there is nothing to tell apart
    BareJid jid;
    int color = -1; ///< as AccountSettings::color

    friend bool operator==(const AccountMark &, const AccountMark &) = default;
};

/// A mark for each account, or none at all where there is only one.
inline QHash<AccountId, AccountMark> accountMarks(const QList<AccountSettings> &accounts)
{
    QHash<AccountId, AccountMark> marks;
    if (accounts.size() < 2) {
        return marks;
    }
    for (const AccountSettings &account : accounts) {
        marks.insert(account.id, {account.name.isEmpty() ? account.jid.toString() : account.name, account.jid, account.color});
    }
    // Two of the same name are told apart by what nobody else has.
    for (AccountMark &mark : marks) {
        for (const AccountSettings &other : accounts) {
            if (other.jid != mark.jid && other.name == mark.name) {
                mark.name = mark.name + QStringLiteral(" (") + mark.jid.toString() + u')';
                break;
            }
        }
    }
    return marks;
}

} // namespace jackdaw
