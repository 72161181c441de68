// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

/// The namespaces of end-to-end encryption, by the name of their specification.
/// Constants: any thread, no owner. They stand apart from the others (Namespaces.h), and are announced where their device
/// lists are wanted (CapabilitiesService).
namespace jackdaw::ns {

inline constexpr QStringView encryption = u"urn:xmpp:eme:0";                        // XEP-0380
inline constexpr QStringView omemo = u"urn:xmpp:omemo:2";                           // XEP-0384
inline constexpr QStringView omemoLegacy = u"eu.siacs.conversations.axolotl";       // XEP-0384 0.3
inline constexpr QStringView envelope = u"urn:xmpp:sce:1";                          // XEP-0420
inline constexpr QStringView trustMessages = u"urn:xmpp:tm:1";                      // XEP-0434
inline constexpr QStringView automaticTrust = u"urn:xmpp:atm:1";                    // XEP-0450

} // namespace jackdaw::ns
