// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <memory>

namespace jackdaw {

/// SHA-256 of what passes, piece by piece (XEP-0300), by OpenSSL, which uses what the processor has for that: Qt's own takes several
/// times as long. Owned by the body of a transfer, so that a file is hashed while it goes or comes; any one thread. Reads no file
/// itself, and is asked for its result once.
class FileHash
{
public:
    FileHash();

    void add(QByteArrayView bytes);
    /// 32 bytes; empty where OpenSSL failed. Nothing can be added after it.
    QByteArray result();

private:
    struct Free { void operator()(void *context) const; };

    std::unique_ptr<void, Free> m_context; ///< an EVP_MD_CTX
    bool m_isGood = false;
};

} // namespace jackdaw
