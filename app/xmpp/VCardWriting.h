// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/VCardValue.h"

#include <QDomElement>

class QXmlStreamWriter;

namespace jackdaw {

/// One's own cards as they are to be: `card`, in the shape of XEP-0292 or of XEP-0054. What `before` has and a VCard does not
/// know stays, a picture among it; so does each field that reads as it did, to the letter. Pure values -> XML, no owner, engine
/// thread. Never says who may see it: that is the node's configuration, and of the older card there is none.
void writeVCard(QXmlStreamWriter &writer, const VCard &card, const QDomElement &before);
/// `before`: the <vCard/>, or null.
void writeOlderVCard(QXmlStreamWriter &writer, const VCard &card, const QDomElement &before);
/// The older card that says nothing: of `before` the picture alone, whatever else other programs wrote there.
void writeEmptiedVCard(QXmlStreamWriter &writer, const QDomElement &before);
/// The older card as it was, with another picture on it; without any where there are no bytes.
void writeCardPicture(QXmlStreamWriter &writer, const QByteArray &bytes, const QString &mediaType, const QDomElement &before);

} // namespace jackdaw
