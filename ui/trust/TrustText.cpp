// SPDX-License-Identifier: GPL-3.0-or-later
#include "trust/TrustText.h"

#include "style/Direction.h"
#include "style/TimeText.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Trust)
};

constexpr qsizetype longestName = 40;
constexpr qsizetype groupLength = 8;

constexpr qint64 day = 86'400'000; // ms

/// A day within a sentence: "today", "yesterday", else as it stands by itself.
QString dayWithin(qint64 time, qint64 now)
{
    const QString text = dayText(time, now);
    return text == dayText(now, now) ? Words::tr("today") : text == dayText(now - day, now) ? Words::tr("yesterday") : text;
}

/// What another device decided, as short as the row is; empty where the user did so here, or nobody.
QString decidedElsewhere(const KnownDevice &device)
{
    const bool isVerified = device.trust == DeviceTrust::Verified;
    if (device.decidedBy == DecidedBy::User || (!isVerified && device.trust != DeviceTrust::Distrusted))
        return {};
    if (device.decidedBy == DecidedBy::OwnDevice)
        return isVerified ? Words::tr("Checked on your other device") : Words::tr("Refused on your other device");
    return isVerified ? Words::tr("Vouched for by a device of theirs") : Words::tr("Given up by a device of theirs");
}

} // namespace

QString deviceName(const KnownDevice &device)
{
    const QString label = device.label.left(longestName).simplified();
    return label.isEmpty() ? Words::tr("Device %1").arg(device.device.id.value()) : isolated(label);
}

OmemoDevice writerOf(const Message &message)
{
    if (!message.encryption)
        return {};
    return {message.encryption->person.isValid() ? message.encryption->person : message.sender, message.encryption->device};
}

QString deviceIcon(const KnownDevice &device)
{
    static const std::pair<QLatin1StringView, QLatin1StringView> words[] = {
        {"phone"_L1, "smartphone"_L1},   {"android"_L1, "smartphone"_L1}, {"mobile"_L1, "smartphone"_L1},
        {"tablet"_L1, "smartphone"_L1},  {"laptop"_L1, "laptop"_L1},      {"notebook"_L1, "laptop"_L1},
        {"macbook"_L1, "laptop"_L1},     {"thinkpad"_L1, "laptop"_L1},    {"desktop"_L1, "monitor"_L1},
        {"workstation"_L1, "monitor"_L1}};
    const QString label = device.label.left(longestName);
    for (const auto &[word, icon] : words) {
        if (label.contains(word, Qt::CaseInsensitive))
            return icon;
    }
    return u"app-window"_s;
}

QString deviceLine(const KnownDevice &device, qint64 now)
{
    if (device.isThis)
        return Words::tr("This computer");
    if (device.refused.isValid())
        return Words::tr("Shows another key than before");
    if (!device.isListed())
        return Words::tr("No longer in use");
    if (!device.identity.isValid())
        return Words::tr("Its key is not known yet");
    if (const QString elsewhere = decidedElsewhere(device); !elsewhere.isEmpty())
        return elsewhere;
    if (device.trust == DeviceTrust::Verified && device.decided != 0)
        return Words::tr("Verified %1").arg(dayWithin(device.decided, now));
    if (device.trust != DeviceTrust::Undecided && device.lastUsed != 0)
        return Words::tr("Last used %1").arg(dayWithin(device.lastUsed, now));
    //: a day and a time: "Added today, 13:40"
    return Words::tr("Added %1, %2").arg(dayWithin(device.firstSeen, now), clockText(device.firstSeen));
}

QString verifiedText(DecidedBy by)
{
    switch (by) {
    case DecidedBy::User:
        return Words::tr("Its number was compared, and was the same.");
    case DecidedBy::OwnDevice:
        return Words::tr("Its number was compared on another device of yours, and was the same.");
    case DecidedBy::TheirDevice:
        return Words::tr("A checked device of theirs says that this one is theirs too.");
    }
    return {};
}

QString addedText(const QString &name, qint64 time, qint64 now)
{
    const QString text = dayWithin(time, now);
    const bool isNamed = text != dayText(time, now);
    //: "Tomas added a device today at 13:40."
    return (isNamed ? Words::tr("%1 added a device %2 at %3.") : Words::tr("%1 added a device on %2 at %3.")).arg(name, text, clockText(time));
}

QStringList numberGroups(const IdentityKey &key)
{
    const QString digits = QString::fromLatin1(key.value().toHex());
    QStringList groups;
    for (qsizetype i = 0; i < digits.size(); i += groupLength)
        groups.append(digits.mid(i, groupLength));
    return groups;
}

TrustLook trustLook(const KnownDevice &device)
{
    if (device.refused.isValid())
        return {Words::tr("Key changed"), u"shield-alert"_s, Token::Bad, Token::BadSoft};
    if (!device.identity.isValid())
        return {Words::tr("No key"), {}, Token::Text2, Token::Chip};
    switch (device.trust) {
    case DeviceTrust::Undecided:
        return {Words::tr("Check"), u"circle-alert"_s, Token::Warn, Token::WarnSoft};
    case DeviceTrust::Blind:
        return {Words::tr("Not checked"), {}, Token::Text2, Token::Chip};
    case DeviceTrust::Verified:
        return {Words::tr("Verified"), u"shield-check"_s, Token::Ok, Token::OkSoft};
    case DeviceTrust::Distrusted:
        return {Words::tr("Not trusted"), {}, Token::Text2, Token::Chip};
    }
    return {};
}

QString trustThenText(DeviceTrust trust)
{
    switch (trust) {
    case DeviceTrust::Undecided:
        return Words::tr("It had not been checked then, and waited for that.");
    case DeviceTrust::Blind:
        return Words::tr("It had not been checked then: whose it is was not certain.");
    case DeviceTrust::Verified:
        return Words::tr("It was verified then.");
    case DeviceTrust::Distrusted:
        return Words::tr("You did not trust it then.");
    }
    return {};
}

QString readReasonText(ReadReason reason)
{
    switch (reason) {
    case ReadReason::CanRead:
        return Words::tr("Can read it");
    case ReadReason::NotTrusted:
        return Words::tr("Left out: it was not checked yet");
    case ReadReason::Distrusted:
        return Words::tr("Left out: you do not trust it");
    case ReadReason::NoBundle:
        return Words::tr("Left out: it shows no key to write to");
    case ReadReason::BadBundle:
        return Words::tr("Left out: what it shows of itself is wrong");
    case ReadReason::IdentityChanged:
        return Words::tr("Left out: it shows another key than before");
    case ReadReason::NoSession:
        return Words::tr("Left out: nothing was agreed with it yet");
    case ReadReason::NoDevices:
        return Words::tr("Nobody: there is no device that can read encrypted messages");
    case ReadReason::NotTold:
        return Words::tr("Left out: the server did not tell its key");
    case ReadReason::Failed:
        break;
    }
    return Words::tr("Left out: encrypting for it failed");
}

QString groupReaderText(GroupReader reader, ChatTrust trust, std::optional<ReadReason> why)
{
    if (reader == GroupReader::DoesNot) {
        switch (why.value_or(ReadReason::NoDevices)) {
        case ReadReason::NoDevices:
            return Words::tr("Cannot read it: has no device for encrypted messages");
        case ReadReason::NotTrusted:
            return Words::tr("Cannot read it: a device waits to be checked");
        case ReadReason::Distrusted:
            return Words::tr("Cannot read it: you do not trust the device");
        case ReadReason::IdentityChanged:
            return Words::tr("Cannot read it: a device shows another key than before");
        case ReadReason::NoSession:
            return Words::tr("Cannot read it yet: keys are on their way");
        case ReadReason::NotTold:
            return Words::tr("Cannot read it yet: the server does not tell the keys");
        default:
            return Words::tr("Cannot read it: the device shows no key to write to");
        }
    }
    if (trust == ChatTrust::ToCheck)
        return Words::tr("Can read it. A new device has to be looked at");
    return trust == ChatTrust::Verified ? Words::tr("Can read it. All devices were checked") : Words::tr("Can read it. Not checked");
}

QString faultText(RatchetFault fault)
{
    switch (fault) {
    case RatchetFault::None:
        return {};
    case RatchetFault::NotForUs:
        return Words::tr("It was encrypted for other devices alone, not for this one.");
    case RatchetFault::IdentityChanged:
        return Words::tr("The device that wrote it shows another key than before, which was not taken.");
    case RatchetFault::NoSession:
    case RatchetFault::NotForSession:
    case RatchetFault::UnknownPreKey:
        return Words::tr("The device that wrote it and this one no longer agree on a key. What is sent after both have spoken again "
                         "can be read.");
    case RatchetFault::Malformed:
    case RatchetFault::BadBundle:
        return Words::tr("It is damaged, or was not written as encrypted messages are.");
    case RatchetFault::UnknownSender:
        return Words::tr("The group does not say whose device wrote it, so nobody knows which key opens it.");
    case RatchetFault::Duplicate:
    case RatchetFault::Storage:
    case RatchetFault::Internal:
        break;
    }
    return Words::tr("It could not be opened on this computer.");
}

} // namespace jackdaw
