// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/DownloadBody.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 recalledPiece = 256 * 1024;
constexpr qsizetype writtenPiece = 256 * 1024; ///< what comes in one go is small, and each write has its price

Error noCipher()
{
    return Error{ErrorKind::Internal, u"OpenSSL failed"_s, {}};
}

} // namespace

Result<DownloadBody::Progress> DownloadBody::fresh(const Secret &secret)
{
    Progress out;
    if (!secret.key.isEmpty()) {
        auto cipher = FileCipher::make(FileCipher::Way::Open, secret.key, secret.iv);
        if (!cipher) {
            return cipher.error();
        }
        out.cipher.emplace(std::move(cipher).value());
    }
    return out;
}

Result<DownloadBody::Progress> DownloadBody::recall(const QString &path, const Secret &secret, DiskStep::Progress *progress)
{
    auto out = fresh(secret);
    if (!out) {
        return out.error();
    }
    // What lies there is open already. Sealed once more it is what came, and that is what the tag at the end is of.
    std::optional<FileCipher> back;
    if (out->cipher) {
        auto made = FileCipher::make(FileCipher::Way::Seal, secret.key, secret.iv);
        if (!made) {
            return made.error();
        }
        back.emplace(std::move(made).value());
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
        return Error{ErrorKind::Storage, file.errorString(), path};
    }
    while (true) {
        const QByteArray piece = file.read(recalledPiece);
        if (piece.isEmpty()) {
            break;
        }
        out->hash.add(piece);
        if (back && out->cipher->update(back->update(piece)) != piece) {
            return noCipher();
        }
        out->size += piece.size();
        if (progress) {
            progress->moved += piece.size();
            if (progress->isUnwanted) {
                return Error{ErrorKind::Cancelled, {}, {}};
            }
        }
    }
    if (file.error() != QFileDevice::NoError) {
        return Error{ErrorKind::Storage, file.errorString(), path};
    }
    return out;
}

DownloadBody::DownloadBody(const QString &path, const Secret &secret) : m_file(path), m_secret(secret)
{
}

DownloadBody::~DownloadBody()
{
    if (m_isUnwanted) {
        m_file.remove();
    } else {
        flush(); // the next attempt goes on behind it
    }
}

Status DownloadBody::open(Progress progress)
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered, QFileDevice::ReadOwner | QFileDevice::WriteOwner)) {
        return Error{ErrorKind::Storage, m_file.errorString(), m_file.fileName()};
    }
    m_progress = std::move(progress);
    return m_file.size() == m_progress.size ? Status(Done{}) : restart();
}

Error DownloadBody::failure() const
{
    const bool isFull = errno == ENOSPC || errno == EDQUOT || m_file.error() == QFileDevice::ResourceError;
    return Error{isFull ? ErrorKind::DiskFull : ErrorKind::Storage, m_file.errorString(), m_file.fileName()};
}

Status DownloadBody::append(QByteArrayView bytes)
{
    if (!m_progress.cipher) {
        return keep(bytes);
    }
    const qsizetype whole = m_tail.size() + bytes.size() - FileCipher::tagSize;
    if (whole <= 0) {
        m_tail.append(bytes);
        return Done{};
    }
    const qsizetype before = std::min(m_tail.size(), whole);
    const QByteArrayView fresh = bytes.first(whole - before);
    for (const QByteArrayView part : {QByteArrayView(m_tail).first(before), fresh}) {
        if (const Status kept = keep(part); !kept) {
            return kept;
        }
    }
    m_tail.remove(0, before).append(bytes.sliced(fresh.size()));
    return Done{};
}

Status DownloadBody::keep(QByteArrayView bytes)
{
    if (m_filled == 0 && !m_progress.cipher && bytes.size() >= writtenPiece) { // it is a piece itself
        m_progress.hash.add(bytes);
        m_progress.size += bytes.size();
        return m_file.write(bytes.data(), bytes.size()) == bytes.size() ? Status(Done{}) : Status(failure());
    }
    if (m_piece.isEmpty()) {
        m_piece = QByteArray(writtenPiece, Qt::Uninitialized);
    }
    while (!bytes.isEmpty()) {
        const QByteArrayView some = bytes.first(std::min(bytes.size(), writtenPiece - m_filled));
        char *const to = m_piece.data() + m_filled;
        if (!m_progress.cipher) {
            std::memcpy(to, some.data(), size_t(some.size()));
        } else if (!m_progress.cipher->update(some, to)) {
            return noCipher();
        }
        m_progress.hash.add(QByteArrayView(to, some.size()));
        m_progress.size += some.size();
        m_filled += some.size();
        bytes = bytes.sliced(some.size());
        if (m_filled == writtenPiece) {
            if (const Status written = flush(); !written) {
                return written;
            }
        }
    }
    return Done{};
}

Status DownloadBody::flush()
{
    const qsizetype size = std::exchange(m_filled, 0);
    return size == 0 || m_file.write(m_piece.constData(), size) == size ? Status(Done{}) : Status(failure());
}

Status DownloadBody::restart()
{
    auto progress = fresh(m_secret);
    if (!progress) {
        return progress.error();
    }
    m_progress = std::move(progress).value();
    m_tail.clear();
    m_filled = 0;
    return m_file.size() == 0 || m_file.resize(0) ? Status(Done{}) : Status(failure());
}

Status DownloadBody::finish(const QByteArray &sha256)
{
    if (const Status written = flush(); !written) {
        return written;
    }
    m_file.close();
    if (m_progress.cipher && !m_progress.cipher->finishOpen(m_tail)) {
        return Error{ErrorKind::FileBroken, u"the tag is another"_s, {}};
    }
    if (!sha256.isEmpty() && m_progress.hash.result() != sha256) {
        return Error{ErrorKind::FileBroken, u"another hash than was said"_s, {}};
    }
    return Done{};
}

} // namespace jackdaw
