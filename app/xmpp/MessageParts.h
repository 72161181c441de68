// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"

#include <QList>
#include <optional>

namespace jackdaw {

/// What a message may carry beside its text, as the wire says it and the disk keeps it: replies, threads, mentions,
/// reactions. Plain values: any thread. Nothing in them is believed yet: who may say it, Authority decides, and whether
/// it is still true, what is stored.

/// Longer ids are nobody's but an attacker's; what they name is left alone.
constexpr int maximumReferenceId = 512;
/// A reaction is one emoji; somebody may give this many to one message (facts/security.md, I11).
constexpr int maximumReactions = 20;

/// XEP-0461: the message that is answered, and whose it is by the word of who answers.
struct ReplyTo
{
    OriginId id;
    BareJid author; ///< invalid where it is not said

    friend bool operator==(const ReplyTo &, const ReplyTo &) = default;
};

/// XEP-0201.
struct ThreadPlace
{
    QString id;
    QString parent;

    friend bool operator==(const ThreadPlace &, const ThreadPlace &) = default;
};

/// XEP-0372: somebody is spoken of, in text[begin, end) by UTF-16 units of the stored text.
struct Mention
{
    int begin = 0;
    int end = 0;
    BareJid who;
    bool isUs = false; ///< what the wire does not say

    friend bool operator==(const Mention &, const Mention &) = default;
};

/// XEP-0444: all that somebody now says to a message; none takes back what was said.
struct ReactionSet
{
    OriginId to;
    QStringList emoji;

    friend bool operator==(const ReactionSet &, const ReactionSet &) = default;
};

} // namespace jackdaw
