// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace jackdaw {

/// A position as it lies on a server: the vector, what is sealed, and the tag (AES-256-GCM). A key is used for one node,
/// and each vector is a new one (NIST SP 800-38D, 8.2.2). Pure functions, which nobody owns; any thread.
/// Keeps no key, and never says whose position it is.

/// Empty where OpenSSL fails.
QByteArray sealPosition(const QByteArray &key, const QByteArray &text);
/// Empty where it was not sealed with that key.
QByteArray openPosition(const QByteArray &key, const QByteArray &sealed);

} // namespace jackdaw
