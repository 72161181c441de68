// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster/Contact.h"

namespace jackdaw {

namespace {

/// XEP-0106, 4: what stands escaped in the local part, as gateways write the names of other networks.
QString unescapedLocal(const QString &local)
{
    if (!local.contains(u'\\')) {
        return local;
    }
    constexpr QStringView escaped = u" \"&'/:<>@\\";
    QString out;
    for (qsizetype at = 0; at < local.size(); ++at) {
        bool isCode = false;
        const uint code = local[at] == u'\\' ? QStringView(local).sliced(at + 1).left(2).toUInt(&isCode, 16) : 0;
        if (isCode && at + 2 < local.size() && escaped.contains(QChar(char16_t(code)))) {
            out += QChar(char16_t(code));
            at += 2;
        } else {
            out += local[at];
        }
    }
    return out.trimmed();
}

} // namespace

QString Contact::shownName() const
{
    if (!name.isEmpty()) {
        return name;
    }
    if (!ownName.isEmpty()) {
        return ownName;
    }
    const QString local = unescapedLocal(jid.local());
    if (local.isEmpty()) {
        return jid.toString();
    }
    // It looks like an address, and anybody can have one made that looks like somebody else's: the domain is the truth.
    return local.contains(u'@') ? local + QStringLiteral(" (") + jid.domain() + u')' : local;
}

} // namespace jackdaw
