// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Result.h"

#include <QDomElement>
#include <QStringView>

namespace jackdaw {

/// Small reads of a stanza's DOM that every mapping needs, namespace-aware. Pure; engine thread, as everything that
/// holds a QDomElement. Elements are the caller's stanza's. They take whatever they are given and never fail: what is
/// not there is null, empty, invalid or 0.

/// The first child with this name and namespace, or a null element.
QDomElement childElement(const QDomElement &parent, QStringView name, QStringView ns);
bool isElement(const QDomElement &element, QStringView name, QStringView ns);
/// The stanza error (RFC 6120, 8.3) of an IQ, message or presence of type "error" as an Error.
Error stanzaError(const QDomElement &stanza);
/// The id of another message that an element names in `id`; invalid where there is none, or where it is longer than ids are.
OriginId readReference(const QDomElement &element);
/// About how many bytes of memory it takes, with all that is in it.
qint64 memoryOf(const QDomElement &element);
/// XEP-0082 date and time as ms since 1970 UTC; 0 if it is none.
qint64 parseTime(const QString &text);

} // namespace jackdaw
