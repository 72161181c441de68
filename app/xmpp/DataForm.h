// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/DataForm.h"

#include <QDomElement>

class QXmlStreamWriter;

namespace jackdaw {

/// XEP-0004, with the media of XEP-0221. Pure; engine thread.

/// Reads <x xmlns='jabber:x:data'/>. At most 200 fields, options a field, and rows are taken.
DataForm readDataForm(const QDomElement &x);
/// Writes the answer to a form (3.2): the fields that have values, hidden ones included; nothing of fixed ones.
void writeSubmission(QXmlStreamWriter &writer, const DataForm &filled);
/// Writes <x type='cancel'/>.
void writeCancellation(QXmlStreamWriter &writer);

} // namespace jackdaw
