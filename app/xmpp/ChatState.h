// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace jackdaw {

/// What somebody does in a chat right now (XEP-0085). On the wire, MessageStanza reads and writes it; it passes
/// ChatDoor in both directions. A plain value: any thread. Never stored: it holds until the next one, and no longer
/// than the stream.
enum class ChatState { Active, Composing, Paused, Inactive, Gone };

} // namespace jackdaw
