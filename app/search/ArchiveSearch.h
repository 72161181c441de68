// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "chat/Message.h"

#include <QMetaType>
#include <optional>

namespace jackdaw {

/// What an archive on a server is asked to look for (XEP-0313 with XEP-0431): words, and what narrows them down. Made of a
/// SearchQuery by the user's wish alone, and carried to ArchiveSearchService. A plain value: any thread. Holds no operator
/// and no name: those are looked up before.
struct ArchiveSearch
{
    QString words;
    BareJid with;     ///< only what was said with them; invalid: everybody
    BareJid room;     ///< whose archive is asked; invalid: the account's own
    qint64 start = 0; ///< ms since 1970 UTC; 0: no limit
    qint64 end = 0;
    ArchiveId before; ///< the page that ends before it; invalid: the newest one

    friend bool operator==(const ArchiveSearch &, const ArchiveSearch &) = default;
};

/// A message that an archive has and this computer has not. A plain value: any thread. It is shown and never stored, since
/// one that stands alone among what is missing would be taken for the place that everything is known up to.
struct ArchivedMessage
{
    ArchiveId id;
    AccountId account;
    ConversationId conversation; ///< invalid: there is no chat with them here
    BareJid peer;
    Direction direction = Direction::Incoming;
    BareJid sender;
    QString nick;                ///< in a room
    qint64 time = 0;
    QString body;
    std::optional<QString> spoiler; ///< its sender hid the text behind these words (XEP-0382)

    friend bool operator==(const ArchivedMessage &, const ArchivedMessage &) = default;
};

/// The answer to an ArchiveSearch. A plain value: any thread.
struct ArchiveFound
{
    QList<ArchivedMessage> messages; ///< newest first; none that is here already
    ArchiveId next;                  ///< where to go on; invalid: that was all
};

} // namespace jackdaw
