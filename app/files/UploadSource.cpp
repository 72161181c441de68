// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/UploadSource.h"

#include <QDateTime>
#include <QFileInfo>

#include <algorithm>
#include <cstring>
#include <utility>

namespace jackdaw {

UploadSource::UploadSource(const QString &path, qint64 size, std::optional<FileCipher> cipher,
                           std::optional<qint64> modified)
    : m_file(path), m_size(size), m_modified(modified), m_cipher(std::move(cipher))
{
}

bool UploadSource::open()
{
    const QFileInfo now(m_file.fileName());
    // No folder, no pipe: to open one of these would wait for whoever writes into it.
    const bool isSame = !m_modified || (now.isFile() && now.lastModified().toMSecsSinceEpoch() == *m_modified);
    m_isOpen = isSame && m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) && m_file.size() == m_size;
    return m_isOpen;
}

qint64 UploadSource::read(char *to, qint64 most)
{
    if (m_read < m_size) {
        return readContent(to, most);
    }
    if (m_cipher && !m_isSealed) {
        m_tag = m_cipher->finishSeal();
        m_isSealed = true;
        if (m_tag.isEmpty()) {
            return -1;
        }
    }
    const qint64 rest = std::min<qint64>(most, m_tag.size());
    std::memcpy(to, m_tag.constData(), size_t(rest));
    m_tag.remove(0, rest);
    return rest;
}

qint64 UploadSource::readContent(char *to, qint64 most)
{
    const qint64 got = m_file.read(to, std::min(most, m_size - m_read));
    if (got < 0) { // a disk that is sick or was taken away: the file may be what it was
        m_unreadable = m_file.errorString();
        return -1;
    }
    if (got == 0) {
        m_hasChanged = true;
        return -1;
    }
    m_hash.add(QByteArrayView(to, got));
    if (m_cipher && !m_cipher->update(QByteArrayView(to, got), to)) {
        return -1;
    }
    m_read += got;
    if (m_read == m_size) { // here, and not where it is asked for: that is another thread
        m_sha256 = m_hash.result();
    }
    return got;
}

QByteArray UploadSource::sha256()
{
    if (m_size == 0 && m_sha256.isEmpty()) {
        m_sha256 = m_hash.result();
    }
    return m_sha256;
}

} // namespace jackdaw
