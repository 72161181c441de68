// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/DownloadBody.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 recalledPiece = 256 * 1024;

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

Result<DownloadBody::Progress> DownloadBody::recall(const QString &path, const Secret &secret)
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
    }
    if (file.error() != QFileDevice::NoError) {
        return Error{ErrorKind::Storage, file.errorString(), path};
    }
    return out;
}

DownloadBody::DownloadBody(const QString &path, const Secret &secret) : m_file(path), m_secret(secret)
{
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
    QByteArray opened;
    QByteArrayView content = bytes;
    if (m_progress.cipher) {
        QByteArray come = m_tail;
        come.append(bytes);
        const qsizetype whole = std::max<qsizetype>(0, come.size() - FileCipher::tagSize);
        m_tail = come.sliced(whole);
        opened = m_progress.cipher->update(QByteArrayView(come).first(whole));
        if (opened.size() != whole) {
            return noCipher();
        }
        content = opened;
    }
    if (m_file.write(content.data(), content.size()) != content.size()) {
        return failure();
    }
    m_progress.hash.add(content);
    m_progress.size += content.size();
    return Done{};
}

Status DownloadBody::restart()
{
    auto progress = fresh(m_secret);
    if (!progress) {
        return progress.error();
    }
    m_progress = std::move(progress).value();
    m_tail.clear();
    return m_file.resize(0) ? Status(Done{}) : Status(failure());
}

Status DownloadBody::finish(const QByteArray &sha256)
{
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
