// SPDX-License-Identifier: GPL-3.0-or-later
#include "backup/SealedStream.h"

#include "base/BackupTrouble.h"
#include "base/Password.h"

#include <QtEndian>

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace jackdaw {

namespace {

constexpr qsizetype tagSize = 16;
constexpr qsizetype sealedChunkSize = BackupHeader::chunkSize + tagSize;

struct FreeContext
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

const unsigned char *plainBytes(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *plainBytes(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

QByteArray nonceOf(quint64 number, bool isLast)
{
    QByteArray nonce(12, '\0');
    qToBigEndian(number, nonce.data());
    nonce[11] = isLast ? 1 : 0;
    return nonce;
}

enum class Direction { Seal, Open };

CipherContext cipherFor(Direction direction, const QByteArray &key, const QByteArray &nonce, const QByteArray &header)
{
    CipherContext context(EVP_CIPHER_CTX_new());
    int length = 0;
    const int seals = direction == Direction::Seal ? 1 : 0;
    const bool isReady = context
        && EVP_CipherInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, plainBytes(key), plainBytes(nonce), seals) == 1
        && EVP_CipherUpdate(context.get(), nullptr, &length, plainBytes(header), int(header.size())) == 1;
    return isReady ? std::move(context) : CipherContext();
}

QByteArray sealed(const QByteArray &plain, const QByteArray &key, const QByteArray &nonce, const QByteArray &header)
{
    const CipherContext context = cipherFor(Direction::Seal, key, nonce, header);
    QByteArray out(plain.size() + tagSize, Qt::Uninitialized);
    int length = 0;
    int rest = 0;
    const bool done = context
        && EVP_CipherUpdate(context.get(), plainBytes(out), &length, plainBytes(plain), int(plain.size())) == 1
        && length == plain.size() && EVP_CipherFinal_ex(context.get(), plainBytes(out) + length, &rest) == 1 && rest == 0
        && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, int(tagSize), out.data() + length) == 1;
    return done ? out : QByteArray();
}

std::optional<QByteArray> opened(const QByteArray &chunk, const QByteArray &key, const QByteArray &nonce, const QByteArray &header)
{
    if (chunk.size() < tagSize) {
        return std::nullopt;
    }
    const CipherContext context = cipherFor(Direction::Open, key, nonce, header);
    const qsizetype size = chunk.size() - tagSize;
    QByteArray tag = chunk.last(tagSize);
    QByteArray out(size + 1, Qt::Uninitialized); // one more, so that there is a place also for nothing
    int length = 0;
    int rest = 0;
    const bool done = context && EVP_CipherUpdate(context.get(), plainBytes(out), &length, plainBytes(chunk), int(size)) == 1
        && length == size && EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, int(tagSize), tag.data()) == 1
        && EVP_CipherFinal_ex(context.get(), plainBytes(out) + length, &rest) == 1 && rest == 0;
    if (!done) {
        return std::nullopt;
    }
    out.truncate(size);
    return out;
}

Error damaged(const char *how)
{
    return backupError(BackupTrouble::Damaged, QString::fromLatin1(how));
}

} // namespace

SealedWriter::~SealedWriter()
{
    overwrite(m_key);
}

Status SealedWriter::begin(const QString &passphrase, const KeyCost &cost)
{
    auto made = BackupHeader::make(passphrase, cost);
    if (!made) {
        return made.error();
    }
    m_header = made->header;
    m_key = std::move(made->key);
    return m_sink(m_header);
}

Status SealedWriter::write(QByteArrayView bytes)
{
    Q_ASSERT(!m_key.isEmpty());
    while (!bytes.isEmpty()) {
        // A full chunk waits until there is more: the last one says that it is.
        if (m_waiting.size() == BackupHeader::chunkSize) {
            if (const Status done = seal(Chunk::Inner); !done) {
                return done;
            }
        }
        const qsizetype size = std::min<qsizetype>(bytes.size(), BackupHeader::chunkSize - m_waiting.size());
        m_waiting.append(bytes.first(size));
        bytes = bytes.sliced(size);
    }
    return Done{};
}

Status SealedWriter::finish()
{
    return seal(Chunk::Last);
}

Status SealedWriter::seal(Chunk chunk)
{
    const QByteArray out = sealed(m_waiting, m_key, nonceOf(m_number++, chunk == Chunk::Last), m_header);
    m_waiting.clear();
    m_waiting.reserve(BackupHeader::chunkSize);
    return out.isEmpty() ? Status(Error{ErrorKind::Internal, QStringLiteral("OpenSSL: AES-256-GCM failed"), {}}) : m_sink(out);
}

SealedReader::~SealedReader()
{
    overwrite(m_key);
}

Status SealedReader::fill(qsizetype size)
{
    while (m_sealed.size() < size) {
        const auto more = m_source(size - m_sealed.size());
        if (!more) {
            return more.error();
        }
        if (more->isEmpty()) {
            break;
        }
        m_taken += more->size();
        m_sealed += *more;
    }
    return Done{};
}

Status SealedReader::begin(const QString &passphrase)
{
    if (const Status begun = fill(BackupHeader::shortest); !begun) {
        return begun;
    }
    const auto length = BackupHeader::lengthOf(m_sealed);
    if (!length) {
        return length.error();
    }
    if (const Status whole = fill(*length); !whole) {
        return whole;
    }
    const auto key = BackupHeader::open(m_sealed, passphrase);
    if (!key) {
        return key.error();
    }
    m_key = *key;
    m_header = m_sealed.first(*length);
    m_sealed.remove(0, *length);
    return openNext();
}

Status SealedReader::openNext()
{
    // One byte more says whether another one follows.
    if (const Status read = fill(sealedChunkSize + 1); !read) {
        return read;
    }
    const bool isLast = m_sealed.size() <= sealedChunkSize;
    const QByteArray chunk = m_sealed.first(std::min(m_sealed.size(), sealedChunkSize));
    auto plain = opened(chunk, m_key, nonceOf(m_number, isLast), m_header);
    if (!plain) {
        const bool isCut = chunk.isEmpty() || (isLast && opened(chunk, m_key, nonceOf(m_number, false), m_header));
        return damaged(isCut ? "it ends too early" : "a part of it was changed, or is missing");
    }
    ++m_number;
    m_sealed.remove(0, chunk.size());
    m_open = std::move(*plain);
    m_at = 0;
    m_wasLast = isLast;
    return Done{};
}

Result<QByteArray> SealedReader::read(qsizetype size)
{
    Q_ASSERT(!m_key.isEmpty());
    QByteArray out;
    while (out.size() < size) {
        if (m_at == m_open.size()) {
            if (m_wasLast) {
                return damaged("there is less in it than it says");
            }
            if (const Status next = openNext(); !next) {
                return next.error();
            }
            continue;
        }
        const qsizetype part = std::min(size - out.size(), m_open.size() - m_at);
        out.append(m_open.constData() + m_at, part);
        m_at += part;
    }
    return out;
}

Result<bool> SealedReader::atEnd()
{
    while (m_at == m_open.size() && !m_wasLast) {
        if (const Status next = openNext(); !next) {
            return next.error();
        }
    }
    return m_at == m_open.size() && m_wasLast;
}

} // namespace jackdaw
