// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace jackdaw {

/// A password as it enters a key derivation: prepared by SASLprep (RFC 4013), in UTF-8, so that the same characters
/// typed on another keyboard give the same key. One that SASLprep forbids is taken as it is. Pure; any thread. Keeps
/// nothing and logs nothing.
QByteArray preparedPassword(const QString &password);

} // namespace jackdaw
