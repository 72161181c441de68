// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/StickerPack.h"

#include <QByteArray>
#include <QString>
#include <optional>

namespace jackdaw {

/// A file that a message brings, as the wire tells of it: where it lies, and what it is said to be. xmpp/FileSharing makes it
/// of a stanza and writes it into one; chat/Attachment keeps it. A plain value: any thread. Nothing in it is true because it
/// stands there: the name is somebody's word and never a path, size and hash are what is looked for in what comes.
struct SharedFile
{
    QString url;         ///< https, or aesgcm with the key behind the # (XEP-0454)
    QString name;        ///< made harmless (base/SafeFileName); may be empty
    QString mediaType;
    qint64 size = -1;    ///< of the file itself, in bytes; -1: not said
    int width = 0;       ///< of a picture or video, in its pixels; 0: not said
    int height = 0;
    QByteArray sha256;   ///< of the file itself, 32 bytes; empty: not said
    QString description;
    QString blurHash = {};     ///< of a picture: what stands in its place while it is not here (base/BlurHash); empty: not said
    QByteArray thumbnail = {}; ///< the same as a small picture, which nobody has decoded; empty: there is none
    std::optional<StickerMark> sticker = {}; ///< it is one (XEP-0449); `description` stands for it then

    bool isSealed() const { return url.startsWith(QLatin1StringView("aesgcm://")); }
    friend bool operator==(const SharedFile &, const SharedFile &) = default;
};

} // namespace jackdaw
