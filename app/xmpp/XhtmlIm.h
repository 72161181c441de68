// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/MessageParts.h"

#include <QDomElement>

class QXmppMessage;

namespace jackdaw {

/// XEP-0071, kept as it came and bounded, for the text engine, which reads it through an allow-list of its own. Never shown
/// as it is. Pure; engine thread.
/// The XHTML <body/> as text; empty where there is none, or where it is too long to be what a person wrote.
QString readXhtml(const QDomElement &message);
/// `markup`: an <html/> element with one <body/>, as text/XhtmlIm writes it; anything else is left out.
void writeXhtml(QXmppMessage &message, const QString &markup);

} // namespace jackdaw
