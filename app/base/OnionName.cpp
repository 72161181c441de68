// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/OnionName.h"

#include <unicode/uidna.h>

namespace jackdaw {

namespace {

/// What an address may not have is mapped as far as it goes: who resolves the name may be laxer than IDNA (RFC 5891).
QString mappedHost(const QString &host)
{
    static UIDNA *const mapping = [] {
        UErrorCode opening = U_ZERO_ERROR;
        return uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_UNICODE, &opening);
    }();
    if (!mapping) {
        return host.toLower();
    }
    QString out(host.size() + 64, Qt::Uninitialized);
    for (;;) {
        UIDNAInfo info = UIDNA_INFO_INITIALIZER;
        UErrorCode status = U_ZERO_ERROR;
        const int length = uidna_nameToUnicode(mapping, reinterpret_cast<const UChar *>(host.utf16()), int(host.size()),
                                               reinterpret_cast<UChar *>(out.data()), int(out.size()), &info, &status);
        if (status == U_BUFFER_OVERFLOW_ERROR && length > out.size()) { // one character may become eighteen
            out.resize(length);
            continue;
        }
        if (U_FAILURE(status)) {
            return host.toLower();
        }
        out.truncate(length);
        return out;
    }
}

} // namespace

bool isOnionName(QStringView host)
{
    QString name = mappedHost(host.trimmed().toString());
    while (name.endsWith(u'.')) {
        name.chop(1);
    }
    return name == u"onion" || name.endsWith(u".onion");
}

bool needsTor(const Error &error)
{
    return error.kind == ErrorKind::Proxy && isOnionName(error.subject);
}

} // namespace jackdaw
