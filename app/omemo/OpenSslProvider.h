// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct signal_crypto_provider;

namespace jackdaw {

/// The primitives that the ratchet library is built on (random numbers, HMAC-SHA-256, SHA-512, AES), from OpenSSL 3.
/// A table of functions without state or owner, any thread. Only RatchetBackend.cpp includes this; nothing else in app/ ever
/// calls them.
const signal_crypto_provider &openSslProvider();

} // namespace jackdaw
