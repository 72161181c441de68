// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Error.h"

namespace jackdaw {

/// Why the desktop keeps no passwords, as an Error of kind Secrets carries it from the engine to the window: what the user
/// can do is another thing each time, and at another program. Values and pure functions; any thread. Asks no key service, and
/// never has a secret or the name of one.
enum class KeyServiceTrouble {
    Absent, ///< there is none
    Closed, ///< it is locked, or does not let us in
    Silent, ///< it did not answer in time, as while it waits for its own password
    Broken  ///< it is there, and failed in another way
};

/// `service`: the program as its user knows it ("KWallet"); empty where nobody knows. `detail`: the key service's word.
inline Error keyServiceError(KeyServiceTrouble trouble, const QString &service, const QString &detail)
{
    return Error{ErrorKind::Secrets, detail, QString::number(int(trouble)) + u' ' + service};
}

/// Of an error that does not say: Broken.
inline KeyServiceTrouble keyServiceTrouble(const Error &error)
{
    bool says = false;
    const int trouble = error.subject.section(u' ', 0, 0).toInt(&says);
    const bool known = says && trouble >= int(KeyServiceTrouble::Absent) && trouble <= int(KeyServiceTrouble::Broken);
    return known ? KeyServiceTrouble(trouble) : KeyServiceTrouble::Broken;
}

/// Empty of an error that does not say.
inline QString keyServiceName(const Error &error)
{
    return error.subject.section(u' ', 1);
}

} // namespace jackdaw
