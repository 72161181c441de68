// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "text/CodePoints.h"
#include "xmpp/MessageParts.h"

#include <QDomElement>

class QXmppMessage;

namespace jackdaw {

/// XEP-0372: who is spoken of in a message, and where. Pure; engine thread. The wire counts code points, a Mention
/// counts UTF-16 units of the text that is stored; a place that is not in that is left out, and the mention stays.
/// Whether somebody is us is not said here.

/// Mentions of people in `body`, the body as it came, by their places in what `cuts` leave of it; at most 50.
QList<Mention> readMentions(const QDomElement &message, const QString &body, const TextCuts &cuts);
/// `body`: the body as it goes out, in which the text that the places are of begins at `offset` units.
void writeMentions(QXmppMessage &message, const QList<Mention> &mentions, const QString &body, qsizetype offset);

} // namespace jackdaw
