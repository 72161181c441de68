// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "chat/Message.h"
#include "presence/Presence.h"
#include "style/Theme.h"

#include <QPainter>

namespace jackdaw {

/// The small things that rows, headers and bubbles all paint: avatars, presence, badges, message states. Pure functions
/// of their arguments, GUI thread. Each takes the ground that it stands on, since selected rows are inverted in high
/// contrast; none keeps anything or asks a model.
enum class AvatarShape { Person, Group };

/// The picture that Theme::avatars() has; else initials on the hue of the address, and a group gets its icon on a rounded square.
void paintAvatar(QPainter &painter, const QRectF &rect, const Theme &theme, const QString &name, const BareJid &jid,
                 AvatarShape shape);
/// The dot of an availability (shape and colour), with a ring of the ground that it stands on around it, 14 across in rows.
void paintPresenceDot(QPainter &painter, const QRectF &rect, const Theme &theme, Availability availability,
                      Token ground);
/// A pill with a number (999+ above), 18 high; returns its width. `right` is the trailing edge in left-to-right.
enum class BadgeKind { Unread, Neutral, Alert };
int badgeWidth(const Theme &theme, int count);
void paintBadge(QPainter &painter, const QRectF &rect, const Theme &theme, int count, BadgeKind kind);
/// The round badge with an @: somebody mentioned us there.
void paintMentionBadge(QPainter &painter, const QRectF &rect, const Theme &theme);
/// A message state on its ground, in shape and colour: clock, check, check-check, filled disc with tick, circle-alert.
void paintMessageState(QPainter &painter, const QRectF &rect, const Theme &theme, MessageState state, Token ground);

/// "MB" of "Mara Berg".
QString initials(const QString &name);
/// "Mara" of "Mara Berg", for places that speak of one person and are short; all of it where that would be no name.
QString firstName(const QString &name);
/// The words for screen readers and tooltips.
QString availabilityText(Availability availability);
QString messageStateText(MessageState state);

} // namespace jackdaw
