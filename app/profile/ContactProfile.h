// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "xmpp/PersonalFactsValue.h"
#include "xmpp/PresenceValue.h"
#include "xmpp/VCardValue.h"

#include <QList>
#include <QStringList>
#include <optional>

namespace jackdaw {

/// A program of somebody's that is there now.
struct ProfileDevice
{
    QString name;
    Availability availability = Availability::Unknown;

    friend bool operator==(const ProfileDevice &, const ProfileDevice &) = default;
};

/// Where the user's note about somebody is. Failed: here alone, since the server did not take it or keeps none.
enum class NotePlace { Everywhere, NotSentYet, Failed };

/// All that is known of a contact beside the roster: what they say of themselves, where and when they are, and what the user
/// noted about them, which nobody else sees. ProfileService puts it together, ProfileDoor carries it to the window. A plain
/// value: any thread. Apart from the notes it is their word.
struct ContactProfile
{
    AccountId account;
    BareJid jid;
    VCard card;
    std::optional<int> utcOffset;       ///< seconds east of UTC
    std::optional<qint64> lastActivity; ///< when they were last there, ms since 1970 UTC; while they are: used something
    QList<ProfileDevice> devices;
    PersonalFacts facts; ///< mood, activity and tune only while they are there
    QString note;
    QStringList tags;
    NotePlace notePlace = NotePlace::Everywhere;

    friend bool operator==(const ContactProfile &, const ContactProfile &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::ContactProfile)
