// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QString>

namespace jackdaw {

/// A link that invites: to make an account on a server (XEP-0401, XEP-0445), to be somebody's contact (XEP-0379), or to
/// both. What it says is a stranger's word, and nothing is done before the user was asked. Made of what somebody typed,
/// pasted or clicked; reading it asks no server. A plain value: any thread.
struct InvitationLink
{
    enum class Kind {
        Account, ///< xmpp:example.com?register;preauth=… , or with the name that is kept for the guest
        Contact  ///< xmpp:romeo@example.com?roster;preauth=…
    };
    Kind kind = Kind::Account;
    BareJid address;        ///< the server, the account that is to be made, or who invites
    QString token;
    bool mayRegister = false; ///< the token also makes an account on the server of `address` (ibr=y)

    /// Reads an xmpp: link (RFC 5122, XEP-0147), also as the landing page of a server carries it, behind "#".
    /// Error: Malformed, also for links that do something else.
    static Result<InvitationLink> parse(const QString &text);

    friend bool operator==(const InvitationLink &, const InvitationLink &) = default;
};

} // namespace jackdaw
