// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/UploadBody.h"

#include <algorithm>
#include <cstring>

namespace jackdaw {

namespace {

constexpr qint64 bodyPiece = 256 * 1024;

} // namespace

UploadBody::UploadBody(const QString &path, qint64 size, std::optional<FileCipher> cipher, QObject *parent)
    : QIODevice(parent), m_file(path), m_size(size), m_cipher(std::move(cipher))
{
}

bool UploadBody::begin()
{
    return m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) && m_file.size() == m_size && open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 UploadBody::bytesAvailable() const
{
    const qint64 tag = !m_cipher ? 0 : m_isSealed ? m_tag.size() : FileCipher::tagSize;
    return m_size - m_read + tag;
}

qint64 UploadBody::readData(char *data, qint64 most)
{
    if (m_read < m_size) {
        const qint64 got = m_file.read(data, std::min({most, bodyPiece, m_size - m_read}));
        if (got <= 0) {
            m_hasChanged = true;
            return -1;
        }
        m_hash.add(QByteArrayView(data, got));
        if (m_cipher) {
            const QByteArray sealed = m_cipher->update(QByteArrayView(data, got));
            if (sealed.size() != got) {
                return -1;
            }
            std::memcpy(data, sealed.constData(), size_t(got));
        }
        m_read += got;
        return got;
    }
    if (m_cipher && !m_isSealed) {
        m_tag = m_cipher->finishSeal();
        m_isSealed = true;
        if (m_tag.isEmpty()) {
            return -1;
        }
    }
    const qint64 rest = std::min<qint64>(most, m_tag.size());
    std::memcpy(data, m_tag.constData(), size_t(rest));
    m_tag.remove(0, rest);
    return rest > 0 ? rest : -1;
}

} // namespace jackdaw
