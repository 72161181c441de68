// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Attachment.h"

#include <algorithm>

namespace jackdaw {

/// What stands in place of files that a message brings and that are not taken: more than there may be, or without an
/// address that may be fetched (XEP-0447). Kept as a file that did not come, with their number as what it is about, so
/// that it needs no place of its own on disk. Pure; any thread. No sentence: FileBlock has that.

inline Attachment filesLeftOut(int count)
{
    Attachment out;
    out.state = Attachment::State::Broken;
    out.failure = Error{ErrorKind::TooMany, QStringLiteral("files of one message"), QString::number(count)};
    return out;
}

/// How many it stands for; 0: it is a file.
inline int filesLeftOut(const Attachment &attachment)
{
    const bool isOne = attachment.state == Attachment::State::Broken && attachment.file.url.isEmpty() && attachment.failure
        && attachment.failure->kind == ErrorKind::TooMany;
    return isOne ? std::max(attachment.failure->subject.toInt(), 0) : 0;
}

} // namespace jackdaw
