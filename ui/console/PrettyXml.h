// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace jackdaw {

/// XML with a line for each element, indented by depth, for the XML console.
/// A namespace is said where it changes; what is not well-formed stays as it is.
/// Pure; any thread. It resolves no entity and fetches nothing.
QString prettyXml(const QString &xml);
/// The same of the beginning of a stanza: what is left of an element at its end stands there as it is.
QString prettyBeginning(const QString &xml);

} // namespace jackdaw
