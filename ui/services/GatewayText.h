// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/Gateway.h"

#include <QHash>
#include <QString>

namespace jackdaw {

/// Gateways to other networks in words. Pure functions, GUI thread; GatewaysDialog and its questions show what they
/// return.
/// What a gateway says of itself comes as it said it.

/// Its name, else its address.
QString gatewayName(const Gateway &gateway);
/// "Logged in · 3 contacts online", "Login failed. …".
QString gatewayStateText(const Gateway &gateway);
/// Our words for the fields that have only a name on the wire (XEP-0077, 14.1), by it.
QHash<QString, QString> gatewayFieldWords();

} // namespace jackdaw
