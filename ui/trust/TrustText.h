// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"
#include "omemo/DeviceTrust.h"
#include "style/Theme.h"

namespace jackdaw {

/// What people read about devices, keys and who can read what. Pure functions of the GUI thread: they own nothing and ask
/// nobody. None of them ever says that something is safe which nobody checked.
/// No errors: of what is not known they say that it is not known.

/// The device that a message was written on. Its number is invalid where it was not encrypted, or that is not known.
OmemoDevice writerOf(const Message &message);
/// Its name, or its number where it has none. A name that others gave is cut, and isolated.
QString deviceName(const KnownDevice &device);
/// An icon of what its name says it is: a phone, a laptop, a desktop; a window where it says nothing of the kind.
QString deviceIcon(const KnownDevice &device);
/// "Added today, 13:40". `now`: ms since 1970 UTC.
QString deviceLine(const KnownDevice &device, qint64 now);
/// Why a device counts as verified.
QString verifiedText(DecidedBy by);
/// "Tomas added a device today at 13:40."
QString addedText(const QString &name, qint64 time, qint64 now);
/// Its key in groups that people can compare: eight of eight digits. Empty as long as nobody has seen it.
QStringList numberGroups(const IdentityKey &key);

/// How a device stands, as a word, with the icon and colours that go with it (picture 07).
struct TrustLook
{
    QString word;
    QString icon; ///< may be empty
    Token color = Token::Text2;
    Token fill = Token::Chip;
};
TrustLook trustLook(const KnownDevice &device);
/// The same for what was thought of a device when it wrote.
QString trustThenText(DeviceTrust trust);

/// Why a device can read a message, or not.
QString readReasonText(ReadReason reason);
/// How somebody in a group reads along, in one line: `why` is why a device of theirs does not.
enum class GroupReader { Reads, DoesNot };
QString groupReaderText(GroupReader reader, ChatTrust trust, std::optional<ReadReason> why);
/// Why a message that came cannot be read.
QString faultText(RatchetFault fault);

} // namespace jackdaw
