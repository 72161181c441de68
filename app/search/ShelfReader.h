// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"
#include "text/LinkFinder.h"

#include <QDate>

namespace jackdaw {

class ReadConnection;

/// What of a chat can be looked through by itself.
enum class Shelf {
    Links,  ///< that anybody wrote, newest first
    Media,  ///< pictures and videos, newest first
    Files,  ///< all other files, newest first
    Voice,  ///< voice messages and other sounds, newest first
    Pinned, ///< what was pinned last comes first
    Saved   ///< the same
};

/// One line of a shelf: a message, or one of the links in it. A plain value.
struct ShelfEntry
{
    MessageId message;
    ConversationId conversation;
    Direction direction = Direction::Incoming;
    BareJid sender;
    QString nick;
    qint64 time = 0;
    QString body;
    std::optional<QString> spoiler; ///< its sender hid the text behind these words (XEP-0382)
    TextLink link;                  ///< of Shelf::Links
    std::optional<Attachment> attachment = {}; ///< of Shelf::Media, Shelf::Files and Shelf::Voice
    QDate month = {}; ///< valid: this is no message, but the line above those of that month (ShelfModel); its first day

    bool isMonth() const { return month.isValid(); }

    friend bool operator==(const ShelfEntry &, const ShelfEntry &) = default;
};

/// Reads the links, the files, the pinned and the saved messages of a chat page by page: links and files by the search's index,
/// the others by indexes of their own, so that the chat's length costs nothing. Owned by ShelfModel, on the thread of its
/// connection (GUI). Never writes; links and files that their sender hid are not told.
class ShelfReader
{
public:
    explicit ShelfReader(const ReadConnection &connection) : m_connection(connection) {}

    /// Where the page behind this one begins.
    struct Place {
        qint64 mark = 0; ///< when it was pinned or saved
        MessageId message;

        friend bool operator==(const Place &, const Place &) = default;
    };
    struct Page {
        QList<ShelfEntry> entries;
        std::optional<Place> next; ///< nothing: it was the last one
    };
    /// Newest first, by where they stand; else by when they were marked.
    static constexpr bool isByPlace(Shelf shelf) { return shelf == Shelf::Links || isOfFiles(shelf); }
    static constexpr bool isOfFiles(Shelf shelf) { return shelf == Shelf::Media || shelf == Shelf::Files || shelf == Shelf::Voice; }
    /// Links, and files too, are looked for among so many messages at once, of all chats: a chat may have none among thousands.
    static constexpr int lookedAt = 400;
    /// At most about `limit` entries behind `after`; nullopt: from the beginning. There may be fewer, or none, and more behind them.
    Page page(ConversationId conversation, Shelf shelf, int limit, const std::optional<Place> &after = {}) const;

    /// The next picture of the chat that is here, before (-1) or behind (1) a message; nothing where there is none among `viewedFrom`
    /// pictures of all chats. Or video, among as many files.
    static constexpr int viewedFrom = 400;
    std::optional<ShelfEntry> pictureBeside(ConversationId conversation, MessageId message, int by,
                                            Attachment::Kind kind = Attachment::Kind::Picture) const;

private:
    Page links(ConversationId conversation, int limit, const std::optional<Place> &after) const;
    Page files(ConversationId conversation, Shelf shelf, int limit, const std::optional<Place> &after) const;
    Page marked(ConversationId conversation, Shelf shelf, int limit, const std::optional<Place> &after) const;

    const ReadConnection &m_connection;
};

} // namespace jackdaw
