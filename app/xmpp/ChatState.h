// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace jackdaw {

/// What somebody does in a chat right now (XEP-0085).
enum class ChatState { Active, Composing, Paused, Inactive, Gone };

} // namespace jackdaw
