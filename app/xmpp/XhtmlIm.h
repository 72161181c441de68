// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/MessageParts.h"

#include <QDomElement>

namespace jackdaw {

/// XEP-0071, kept as it came and bounded, for the text engine, which reads it through an allow-list of its own. Never shown
/// as it is. Pure; engine thread.
/// The XHTML <body/> as text; empty where there is none, or where it is too long to be what a person wrote.
QString readXhtml(const QDomElement &message);

} // namespace jackdaw
