// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "chat/Attachment.h"

#include <QFlags>
#include <QString>
#include <array>

namespace jackdaw {

/// How much of this computer's disk the files of one chat take that are ours: what was fetched, and the copies that went out. A
/// file of the user's own that was sent from where it lies is not counted, and one that two chats show counts for the first. A
/// plain value: any thread; DiskUseReader makes it, and StoragePage shows it.
struct DiskUse
{
    static constexpr int kinds = 5; ///< of Attachment::Kind
    struct Part
    {
        int files = 0;
        qint64 bytes = 0;

        friend bool operator==(const Part &, const Part &) = default;
    };

    ConversationId conversation;
    std::array<Part, kinds> parts; ///< by Attachment::Kind

    Part total() const;
    friend bool operator==(const DiskUse &, const DiskUse &) = default;
};

/// Of which kinds files are deleted.
enum class FileKind { File = 1, Picture = 2, Video = 4, Audio = 8, Sticker = 16 };
Q_DECLARE_FLAGS(FileKinds, FileKind)
Q_DECLARE_OPERATORS_FOR_FLAGS(FileKinds)
inline FileKind fileKind(Attachment::Kind kind) { return FileKind(1 << int(kind)); }

/// What was deleted.
struct CleanedUp
{
    int files = 0;
    qint64 bytes = 0;
};

/// Is this file ours to delete? `folder`: the profile's folder of files. By where it really lies, and never a link.
bool isOwnFile(const QString &path, const QString &folder);

} // namespace jackdaw
