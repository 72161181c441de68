// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile/ContactProfile.h"

#include <QString>
#include <QUrl>
#include <optional>

namespace jackdaw {

/// What the profile of a contact says in words. Times are ms since 1970 UTC, offsets seconds east of UTC. Pure
/// functions, GUI thread; ProfileView shows what they return.
/// They read neither the clock nor the settings.

/// "23:40 · 2 h ahead of you · night there".
QString theirTimeText(qint64 now, int theirOffset, int ourOffset);
/// Between ten in the evening and seven in the morning, where one asks oneself whether to write.
bool isNight(qint64 now, int theirOffset);
/// When somebody was last there, or empty where that is not known.
QString lastActivityText(const ContactProfile &profile, qint64 now);
/// Their programs, or empty where there are none.
QString devicesText(const QList<ProfileDevice> &devices);

/// An address of the company's directory with {address}, {name} and {domain} filled in. nullopt: it is none, it leads nowhere
/// without one of these, or they stand where they would choose the server.
std::optional<QUrl> filledLink(const QString &linkTemplate, const BareJid &jid);

/// Of a note that is not on all devices of the user; empty if it is.
QString notePlaceText(NotePlace place);

} // namespace jackdaw
