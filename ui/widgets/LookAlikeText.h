// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QString>

namespace jackdaw {

/// Tells two people apart who could be taken for one another (ContactListModel::lookAlikeOf), by their addresses,
/// which nobody chooses for another. Pure functions, GUI thread. They say nothing of who of the two is meant, and
/// nothing of somebody who looks like nobody.

/// Beside what somebody is called: "tomas@evil.example, not tomas@harbor.example". `other` invalid: empty.
QString lookAlikeText(const BareJid &who, const BareJid &other);
/// Beside an address: "Looks like tomas@harbor.example". `other` invalid: empty.
QString looksLikeText(const BareJid &other);

} // namespace jackdaw
