// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/UploadBody.h"

#include <utility>

namespace jackdaw {

namespace {

constexpr qint64 mostAnswered = 64 * 1024; ///< bytes of an answer that nobody reads

} // namespace

UploadBody::UploadBody(const QString &path, qint64 size, std::optional<FileCipher> cipher,
                       std::optional<qint64> modified)
    : m_source(std::make_shared<UploadSource>(path, size, std::move(cipher), modified))
    , m_wireSize(m_source->wireSize())
    , m_reader([source = m_source](char *to, qint64 most) { return source->read(to, most); })
{
}

qint64 UploadBody::give(char *to, qint64 most)
{
    const qint64 given = m_reader.take(to, most);
    if (given == PieceReader::notYet) {
        return later;
    }
    if (given < 0 && m_reader.isThrough()) {
        m_hasChanged = m_source->hasChanged();
        m_unreadable = m_source->unreadable();
    }
    return given;
}

WebBody::Verdict UploadBody::begin(const WebHead &head)
{
    return head.status < 300 ? Verdict::Go : Verdict::Enough;
}

WebBody::Verdict UploadBody::take(QByteArrayView bytes)
{
    m_answered += bytes.size();
    return m_answered <= mostAnswered ? Verdict::Go : Verdict::Enough;
}

} // namespace jackdaw
