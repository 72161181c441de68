// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <memory>

namespace jackdaw {

/// AES-256 in Galois/Counter Mode over a stream, with the tag at its end (XEP-0454, XEP-0448), by OpenSSL 3. Made for one file
/// and used up by it; any thread, one at a time. What open() gives is not to be believed, or kept, before finishOpen() said so.
/// Never uses a key twice: newSecret() makes one for each file.
class FileCipher
{
public:
    static constexpr qsizetype tagSize = 16;
    struct Secret { QByteArray key; QByteArray iv; };
    /// Error: Internal.
    static Result<Secret> newSecret();

    enum class Way { Seal, Open };
    /// Error: Internal, also for a key or vector of another size.
    static Result<FileCipher> make(Way way, const QByteArray &key, const QByteArray &iv);

    /// The same number of bytes as went in; empty where OpenSSL fails.
    QByteArray update(QByteArrayView bytes);
    /// The same into room for as many, which may be where they are. False where OpenSSL fails.
    bool update(QByteArrayView bytes, char *out);
    /// The tag. Empty where OpenSSL fails.
    QByteArray finishSeal();
    /// Is all that was opened what was sealed?
    bool finishOpen(const QByteArray &tag);

private:
    struct Free { void operator()(void *context) const; };
    FileCipher() = default;

    std::unique_ptr<void, Free> m_context;
    Way m_way = Way::Seal;
};

} // namespace jackdaw
