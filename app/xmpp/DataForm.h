// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/DataForm.h"

#include <QDomElement>

class QXmlStreamWriter;

namespace jackdaw {

/// Forms on the wire: XEP-0004, with the media of XEP-0221 (base/DataForm is the value). Pure; engine thread. Bounded,
/// since a form may come from anybody. What a person filled in is written as it is: the server judges it. Fetches no
/// media, and looks for no form by itself: whoever knows the stanza gives the element.

/// Reads <x xmlns='jabber:x:data'/>. At most 200 fields, options a field, and rows are taken.
DataForm readDataForm(const QDomElement &x);
/// Writes the answer to a form (3.2): the fields that have values, hidden ones included; nothing of fixed ones.
void writeSubmission(QXmlStreamWriter &writer, const DataForm &filled);
/// Writes <x type='cancel'/>.
void writeCancellation(QXmlStreamWriter &writer);

} // namespace jackdaw
