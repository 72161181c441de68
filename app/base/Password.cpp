// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Password.h"

#include <unicode/usprep.h>

namespace jackdaw {

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
        return password.toUtf8();
    }
    prepared.truncate(length);
    return prepared.toUtf8();
}

} // namespace jackdaw
