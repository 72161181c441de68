// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/SharedFile.h"

#include <optional>

namespace jackdaw {

/// A file that belongs to a message: what is known of it, and how far it has come to or from here. Part of Message,
/// AttachmentStore keeps it; UploadService and DownloadService move it on. A plain value: any thread. Shows nothing and reads
/// no file; `path` is ours or the user's, never what somebody else called it.
struct Attachment
{
    /// Numbers are stored: append only.
    enum class Kind { File = 0, Picture = 1, Video = 2, Audio = 3, Sticker = 4 };
    enum class State {
        Remote = 0,    ///< not here
        Here = 1,      ///< at `path`
        Uploading = 2, ///< waits to be sent, or is on its way; at `path`
        Fetching = 3,  ///< is wanted, and on its way
        Broken = 4,    ///< was wanted and did not come; `failure` says why
        Removed = 5    ///< was here until the user deleted it; nothing fetches it unasked
    };
    enum class Protection { Clear = 0, Sealed = 1 };

    SharedFile file;
    Kind kind = Kind::File;
    State state = State::Remote;
    Protection protection = Protection::Clear; ///< of one of ours that has no address yet
    QString path;
    qint64 modified = 0; ///< of one of ours: the file's time when it was chosen, ms since 1970 UTC
    std::optional<Error> failure;

    friend bool operator==(const Attachment &, const Attachment &) = default;
};

/// What a file is by what it is said to be, or by the end of its name where that says nothing.
Attachment::Kind attachmentKind(const QString &mediaType, const QString &name);
/// The same; a sticker is one where it is a picture that is shown, as far as anybody says.
Attachment::Kind attachmentKind(const SharedFile &file);

} // namespace jackdaw
