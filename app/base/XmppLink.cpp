// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/XmppLink.h"

#include <QHash>
#include <QUrl>

namespace jackdaw {

namespace {

constexpr qsizetype longestLink = 4096;

QString decoded(QStringView part)
{
    return QUrl::fromPercentEncoding(part.toUtf8());
}

} // namespace

Result<InvitationLink> InvitationLink::parse(const QString &text)
{
    const Error none{ErrorKind::Malformed, QStringLiteral("not an invitation"), text.left(200)};
    QString link = text.trimmed();
    if (link.size() > longestLink) {
        return none;
    }
    if (link.startsWith(u"https://", Qt::CaseInsensitive)) {
        // XEP-0379, 3.3: https://example.com/i/#romeo@example.com?roster;preauth=…
        const qsizetype at = link.indexOf(u'#');
        if (at < 0) {
            return none;
        }
        link = link.mid(at + 1);
        if (!link.startsWith(u"xmpp:", Qt::CaseInsensitive)) {
            link.prepend(u"xmpp:");
        }
    }
    if (!link.startsWith(u"xmpp:", Qt::CaseInsensitive)) {
        return none;
    }
    link = link.mid(5);
    if (link.startsWith(u"//")) { // an account to act from comes first (RFC 5122, 2.2); it is not ours to choose
        link = link.mid(2).section(u'/', 1);
    }
    link = link.section(u'#', 0, 0);
    const qsizetype question = link.indexOf(u'?');
    const auto address = BareJid::parse(decoded(question < 0 ? link : link.left(question)));
    if (!address || question < 0) {
        return none;
    }
    const QStringList parts = link.mid(question + 1).split(u';');
    QHash<QString, QString> values;
    for (const QString &part : parts.mid(1)) {
        const QString key = part.section(u'=', 0, 0).toLower();
        if (!values.contains(key)) {
            values.insert(key, decoded(part.section(u'=', 1)));
        }
    }
    InvitationLink out;
    out.address = *address;
    out.token = values.value(QStringLiteral("preauth"));
    const QString action = parts.first().toLower();
    if (action == u"register") {
        out.kind = Kind::Account;
        out.mayRegister = true;
    } else if (action == u"roster" && !address->local().isEmpty()) {
        out.kind = Kind::Contact;
        out.mayRegister = values.value(QStringLiteral("ibr")) == u"y" && !out.token.isEmpty();
    } else {
        return none;
    }
    return out;
}

} // namespace jackdaw
