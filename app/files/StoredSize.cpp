// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/StoredSize.h"

namespace jackdaw {

WebBody::Verdict StoredSize::begin(const WebHead &head)
{
    if (head.status == 200) {
        m_bytes = head.length;
    } else if (head.status == 206) { // RFC 9110, 14.4: bytes 1233-1233/1234
        bool isNumber = false;
        const qint64 all = head.contentRange.mid(head.contentRange.lastIndexOf('/') + 1).toLongLong(&isNumber);
        m_bytes = isNumber && head.contentRange.startsWith("bytes " + m_last + '-') ? std::optional(all) : std::nullopt;
    }
    return Verdict::Enough;
}

} // namespace jackdaw
