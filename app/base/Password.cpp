// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Password.h"

#include <unicode/usprep.h>

#include <string.h>

namespace jackdaw {

namespace {

/// A compiler leaves memset out where nobody reads the memory again.
template<typename Text>
void overwriteText(const Text &text)
{
    auto &data = const_cast<Text &>(text).data_ptr();
    if (data.d_ptr()) { // without it the characters are not ours to write to
        explicit_bzero(data.data(), size_t(text.size()) * sizeof(*text.constData()));
    }
}

} // namespace

QByteArray preparedPassword(const QString &password)
{
    UErrorCode status = U_ZERO_ERROR;
    UStringPrepProfile *profile = usprep_openByType(USPREP_RFC4013_SASLPREP, &status);
    if (U_FAILURE(status)) {
        return password.toUtf8();
    }
    QString prepared(password.size() * 18 + 1, Qt::Uninitialized); // NFKC: one character becomes 18 at most
    const int length = usprep_prepare(profile, reinterpret_cast<const UChar *>(password.utf16()), int(password.size()),
                                      reinterpret_cast<UChar *>(prepared.data()), int(prepared.size()),
                                      USPREP_ALLOW_UNASSIGNED, nullptr, &status);
    usprep_close(profile);
    if (U_FAILURE(status)) {
        overwrite(prepared);
        return password.toUtf8();
    }
    const QByteArray utf8 = QStringView(prepared).first(length).toUtf8();
    overwrite(prepared);
    return utf8;
}

void overwrite(const QByteArray &secret)
{
    overwriteText(secret);
}

void overwrite(const QString &secret)
{
    overwriteText(secret);
}

} // namespace jackdaw
