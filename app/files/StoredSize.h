// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/WebBody.h"

#include <optional>
#include <utility>

namespace jackdaw {

/// How many bytes lie at an address, by the head of what a web server gives there alone. Owned by UploadService, for a
/// file that left as a whole and of which the server's word was lost; works on the thread of the transfers, and is
/// asked after that. Asks with range(), so that a server which heeds that sends one byte; reads none.
class StoredSize : public WebBody
{
public:
    /// The header with which to ask. Many places for files that are linked answer no HEAD.
    static std::pair<QByteArray, QByteArray> range() { return {"Range", "bytes=0-0"}; }

    Verdict begin(const WebHead &head) override;
    Verdict take(QByteArrayView) override { return Verdict::Enough; }
    Way way(qint64) const override { return {}; }

    /// Nothing: there is nothing, or nobody said.
    std::optional<qint64> bytes() const { return m_bytes; }

private:
    std::optional<qint64> m_bytes;
};

} // namespace jackdaw
