// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"

namespace jackdaw {

/// What the full-text index holds of one message, column by column. indexEntry() makes it of the message alone,
/// SearchStore writes it. Pure; any thread. Knows no SQL, and holds nothing that the message and its conversation do
/// not say.
struct IndexEntry
{
    QString body;
    QString sender; ///< empty for own messages, or every search for one's own name would find them all
    QString file;
    QString link;
    QString mark;
};

/// What operators ask the index for: words of its column `mark`. Each is one character of private use, which no text brings
/// into the index: so nobody writes one, no column has to be named, and FTS5's index of beginnings stays without them.
namespace indexMark {
QString conversation(ConversationId conversation);
/// One of 65,000: who finds by it looks whether it is the one that was meant.
QString sender(QStringView address);
inline const QString own = QStringLiteral("\uE000");
inline const QString file = QStringLiteral("\uE001");
inline const QString link = QStringLiteral("\uE002");
inline const QString image = QStringLiteral("\uE003");
inline const QString voice = QStringLiteral("\uE004");
} // namespace indexMark

/// What of a message the index looks at.
struct IndexSource
{
    ConversationId conversation;
    Direction direction = Direction::Incoming;
    QString sender; ///< its bare address
    QString body;
    /// The file that it brings, if any: what that is, and what it is called (XEP-0446), which its address need not say.
    struct File { Attachment::Kind kind = Attachment::Kind::File; QString name; }; ///< of a sticker, in place of a name, its words
    std::optional<File> file = {};
};
IndexEntry indexEntry(const IndexSource &message);

/// The name of the file that a message is: one that is nothing but the address of an uploaded file (XEP-0363, 6; XEP-0066),
/// web pages left out. Empty if it is none.
QString fileNameOf(const QString &body);
/// The same of a message that may bring a file: that is called as its sender says.
QString fileNameOf(const QString &body, const std::optional<IndexSource::File> &file);

} // namespace jackdaw
