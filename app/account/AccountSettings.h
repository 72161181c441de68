// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "xmpp/ConnectionSettings.h"

#include <QList>

namespace jackdaw {

/// What is kept about an account, the password apart (secrets/SecretStore): how to reach its server, and how it looks
/// here. AccountStore keeps it, AccountReader gives it to the window before the engine runs, AccountDoor tells of
/// changes. A plain value: any thread. Never holds a secret, not the proxy's either.
struct AccountSettings : ConnectionSettings
{
    AccountId id;
    QString name;   ///< as the user calls it; empty: shown by its address
    int color = -1; ///< hue of the avatar palette (ui.md, "Colour tokens"), 0 to 7; -1: chosen by the address
    bool keepSignedIn = true;
    bool enabled = true; ///< signed in, or to be signed in at start

    friend bool operator==(const AccountSettings &, const AccountSettings &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::AccountSettings)
