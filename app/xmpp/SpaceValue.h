// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"

#include <QHash>
#include <QMetaType>
#include <QSet>
#include <QString>

namespace jackdaw {

/// Folders that the user sorts chats into, as the wire carries them and the window shows them. One space may have a
/// part with each account, under the same id: a part speaks of that account's chats alone, so that no server learns of
/// another's. Plain values: any thread. They own nothing, and say nothing of which chats there are.
using SpaceId = StrongText<struct SpaceIdTag>;

inline constexpr int spaceColours = 8; ///< as many as there are hues (design/ui.md, "Colour tokens")
inline constexpr qsizetype maximumSpaces = 60;
inline constexpr qsizetype maximumSpaceChats = 1000; ///< that something was said of, in one part
inline constexpr int maximumSpaceName = 60; ///< characters
inline constexpr int maximumSpacePlace = 1'000'000;

/// Which chats belong to a space without being put into it. Numbers are stored and go over the wire: append only.
struct SpaceRule
{
    enum class Takes { Chosen = 0, Everything = 1, People = 2, Groups = 3 };
    Takes takes = Takes::Chosen;
    bool onlyUnread = false; ///< of those that it takes by itself
    bool withoutMuted = false; ///< the same

    friend bool operator==(const SpaceRule &, const SpaceRule &) = default;
};

/// What there is to say of a space beside its chats.
struct SpaceTraits
{
    QString name;
    int colour = 0; ///< one of the hues
    int place = 0; ///< those with a lower one stand before it
    SpaceRule rule;

    friend bool operator==(const SpaceTraits &, const SpaceTraits &) = default;
};

struct Space
{
    SpaceId id;
    SpaceTraits traits;
    QSet<BareJid> chats; ///< put into it
    QSet<BareJid> leftOut; ///< taken out, although the rule takes it

    friend bool operator==(const Space &, const Space &) = default;
};

/// Which of two devices said something later: each counts on from the highest that it has seen (Lamport's clock), and
/// where they said it at once, `by` decides, on all of them alike.
struct SpaceStamp
{
    int count = 0;
    QString by;

    friend bool operator==(const SpaceStamp &, const SpaceStamp &) = default;
    friend bool operator<(const SpaceStamp &a, const SpaceStamp &b)
    {
        return a.count != b.count ? a.count < b.count : a.by < b.by;
    }
};

template<class Value>
struct Stamped
{
    Value value{};
    SpaceStamp stamp;

    friend bool operator==(const Stamped &, const Stamped &) = default;
};

/// What was said of one chat: that it was taken out is remembered, or another device's older word would put it in
/// again.
enum class SpaceMember { ByRule, In, Out };

/// A space as devices share it: of each part the latest word, so that whoever puts two of them together in whatever
/// order gets the same (spaces/SpaceService). Without that, what another device did not know yet reads as what it took
/// away.
struct StampedSpace
{
    SpaceId id;
    Stamped<QString> name;
    Stamped<int> colour;
    Stamped<int> place;
    Stamped<SpaceRule> rule;
    QHash<BareJid, Stamped<SpaceMember>> chats;

    friend bool operator==(const StampedSpace &, const StampedSpace &) = default;
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::SpaceId)
Q_DECLARE_METATYPE(jackdaw::Space)
