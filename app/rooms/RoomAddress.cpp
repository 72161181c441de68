// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/RoomAddress.h"

#include "base/FoldedText.h"

#include <QRandomGenerator>

namespace jackdaw {

namespace {

constexpr int randomLength = 20; ///< of 32 signs: 100 bits
constexpr qsizetype longestName = 60;

QString randomName()
{
    static constexpr QStringView signs = u"abcdefghijkmnpqrstuvwxyz23456789";
    QString name;
    for (int i = 0; i < randomLength; ++i) {
        name += signs[QRandomGenerator::system()->bounded(int(signs.size()))];
    }
    return name;
}

/// Letters and digits, with one hyphen for whatever stands between.
QString plainName(const QString &name)
{
    QString plain;
    for (const QChar each : foldedText(name)) {
        if (each.isLetterOrNumber()) {
            plain += each;
        } else if (!plain.isEmpty() && !plain.endsWith(u'-')) {
            plain += u'-';
        }
    }
    plain.truncate(longestName);
    while (plain.endsWith(u'-')) {
        plain.chop(1);
    }
    return plain;
}

} // namespace

BareJid proposedRoomAddress(const BareJid &service, RoomPurpose purpose, const QString &name)
{
    if (purpose == RoomPurpose::PublicChannel) {
        const QString plain = plainName(name);
        const auto address = BareJid::parse(plain + u'@' + service.toString());
        if (!plain.isEmpty() && address) {
            return *address;
        }
    }
    const auto address = BareJid::parse(randomName() + u'@' + service.toString());
    return address ? *address : BareJid();
}

} // namespace jackdaw
