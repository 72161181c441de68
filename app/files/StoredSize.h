// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/WebBody.h"

#include <optional>
#include <utility>

namespace jackdaw {

/// How many bytes lie at an address, by the head of what a web server gives there alone. Owned by UploadService, for a
/// file that left as a whole and of which the server's word was lost; works on the thread of the transfers, and is
/// asked after that. Asks for the last byte with range(), so that a server which heeds that sends no more; reads none.
class StoredSize : public WebBody
{
public:
    /// `wanted`: bytes that are to lie there, one at least.
    explicit StoredSize(qint64 wanted) : m_last(QByteArray::number(wanted - 1)) {}

    /// The header with which to ask. Many places for files that are linked answer no HEAD; and Prosody's (13.0,
    /// mod_http_file_share) gives none but the end of a file, and says 416 to any other range.
    std::pair<QByteArray, QByteArray> range() const { return {"Range", "bytes=" + m_last + '-'}; }

    Verdict begin(const WebHead &head) override;
    Verdict take(QByteArrayView) override { return Verdict::Enough; }
    Way way(qint64) const override { return {}; }

    /// Nothing: there is nothing, or nobody said.
    std::optional<qint64> bytes() const { return m_bytes; }

private:
    const QByteArray m_last; ///< the place of the last byte
    std::optional<qint64> m_bytes;
};

} // namespace jackdaw
