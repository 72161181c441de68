// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "text/LiveLink.h"

#include <QString>
#include <QUrl>
#include <optional>

namespace jackdaw {

/// A position on the earth (WGS 84), as people hand it on. A plain value: any thread. Says
/// where, and nothing of who is there; nobody is asked for a map of it.
struct Place
{
    double latitude = 0;  ///< degrees, -90 to 90
    double longitude = 0; ///< degrees, -180 to 180
    double accuracy = -1; ///< metres; negative: not said

    friend bool operator==(const Place &, const Place &) = default;
};

/// RFC 5870. Nothing where it is none, or one in other coordinates.
std::optional<Place> placeOf(const QUrl &url);
/// What somebody typed or pasted: two numbers, a geo: link, or the link of a map that has the
/// place in it. Opens nothing.
std::optional<Place> readPlace(const QString &text);
QString placeUri(const Place &place);
/// "59.3327° N, 18.0649° E"; the letters are those of ISO 6709's readers in English, as the wire has them nowhere.
QString placeText(const Place &place);

/// "59.3327, 18.0649", as maps and readPlace() take it in any language.
QString placeNumbers(const Place &place);

/// A message that is nothing but a link to a place or to somebody's address (RFC 5122), and is shown as a card. linkCardOf()
/// reads it, views paint it. A plain value: any thread. What a name in it says is the sender's word, and nothing is looked up
/// by it.
struct LinkCard
{
    std::optional<Place> place;
    std::optional<LiveLink> live = {}; ///< the place is where somebody began to tell where they go
    BareJid person; ///< where it is no place
    QString name;   ///< of the person; one short line, may be empty
    QUrl url;
};
std::optional<LinkCard> linkCardOf(const QString &body);
/// The body of a message that is to be shown as the card of a person.
QString personUri(const BareJid &person, const QString &name);

} // namespace jackdaw
