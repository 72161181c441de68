// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/FileHash.h"

#include <openssl/evp.h>

namespace jackdaw {

namespace {

constexpr qsizetype hashSize = 32;

EVP_MD_CTX *hashOf(void *context)
{
    return static_cast<EVP_MD_CTX *>(context);
}

} // namespace

void FileHash::Free::operator()(void *context) const
{
    EVP_MD_CTX_free(hashOf(context));
}

FileHash::FileHash() : m_context(EVP_MD_CTX_new())
{
    m_isGood = m_context && EVP_DigestInit_ex(hashOf(m_context.get()), EVP_sha256(), nullptr) == 1;
}

void FileHash::add(QByteArrayView bytes)
{
    m_isGood = m_isGood && EVP_DigestUpdate(hashOf(m_context.get()), bytes.data(), size_t(bytes.size())) == 1;
}

QByteArray FileHash::result()
{
    QByteArray out(hashSize, Qt::Uninitialized);
    unsigned length = 0;
    m_isGood = m_isGood
        && EVP_DigestFinal_ex(hashOf(m_context.get()), reinterpret_cast<unsigned char *>(out.data()), &length) == 1;
    return m_isGood && length == unsigned(hashSize) ? out : QByteArray();
}

} // namespace jackdaw
