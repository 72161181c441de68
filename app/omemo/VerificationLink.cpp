// SPDX-License-Identifier: GPL-3.0-or-later
#include "omemo/VerificationLink.h"

#include <QUrl>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestVerification = 20'000;
constexpr QLatin1StringView entryPrefix("omemo-sid-");

/// Nothing but hex digits: QByteArray::fromHex() passes over what is none.
std::optional<IdentityKey> keyOf(QStringView text)
{
    QString hex = text.toString().toLower();
    if (hex.size() == 66 && hex.startsWith(u"05")) { // as it stands in bundles, with its kind before it
        hex.remove(0, 2);
    }
    const bool isHex = std::all_of(hex.cbegin(), hex.cend(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
    return hex.size() == 64 && isHex ? std::optional(IdentityKey(QByteArray::fromHex(hex.toLatin1()))) : std::nullopt;
}

} // namespace

VerificationLink VerificationLink::of(const BareJid &person, const QList<KnownDevice> &devices)
{
    VerificationLink out;
    out.person = person;
    for (const KnownDevice &each : devices) {
        if (each.device.jid == person && each.identity.isValid() && (each.isListed() || each.isThis)) {
            out.devices.append({each.device.id, each.identity});
        }
    }
    return out;
}

Result<VerificationLink> VerificationLink::parse(const QString &text)
{
    const Error none{ErrorKind::Malformed, u"no link with keys"_s, text.left(200)};
    const QString link = text.trimmed();
    if (link.size() > longestVerification || !link.startsWith(u"xmpp:", Qt::CaseInsensitive)) {
        return none;
    }
    const QString rest = link.mid(5).section(u'#', 0, 0);
    const qsizetype question = rest.indexOf(u'?');
    const auto person = BareJid::parse(QUrl::fromPercentEncoding(rest.left(std::max<qsizetype>(question, 0)).toUtf8()));
    if (question < 0 || !person || person->local().isEmpty()) {
        return none;
    }
    VerificationLink out;
    out.person = *person;
    const QStringList parts = rest.mid(question + 1).split(u';', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        if (!part.startsWith(entryPrefix, Qt::CaseInsensitive)) {
            continue; // what others put beside it
        }
        bool isNumber = false;
        const quint32 id = part.section(u'=', 0, 0).mid(entryPrefix.size()).toUInt(&isNumber);
        const auto key = keyOf(QStringView(part).mid(part.indexOf(u'=') + 1));
        const bool isTwice = std::any_of(out.devices.cbegin(), out.devices.cend(),
                                         [id](const Entry &each) { return each.device.value() == id; });
        if (!isNumber || id == 0 || id > maximumOmemoId || !key || isTwice) {
            return none; // half of it read is another link than was shown
        }
        out.devices.append({OmemoDeviceId(id), *key});
    }
    return out.devices.isEmpty() ? Result<VerificationLink>(none) : Result<VerificationLink>(out);
}

QString VerificationLink::toString() const
{
    QStringList parts;
    for (const Entry &each : devices) {
        const QString key = QString::fromLatin1(each.identity.value().toHex());
        parts.append(entryPrefix + QString::number(each.device.value()) + u'=' + key);
    }
    return u"xmpp:"_s + QString::fromLatin1(QUrl::toPercentEncoding(person.toString(), "@")) + u'?' + parts.join(u';');
}

LinkComparison compare(const VerificationLink &link, const QList<KnownDevice> &devices)
{
    LinkComparison out;
    for (const KnownDevice &device : devices) {
        for (const VerificationLink::Entry &each : link.devices) {
            if (device.device.jid != link.person || device.device.id != each.device || !device.identity.isValid()) {
                continue;
            }
            (device.identity == each.identity ? out.same : out.others).append(device.device);
        }
    }
    return out;
}

} // namespace jackdaw
