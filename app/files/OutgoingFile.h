// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/StickerPack.h"

#include <QString>
#include <optional>

namespace jackdaw {

/// A file that the user wants to send, as the window found it: where it lies, and what it is. The window makes it and
/// FileDoor::sendFile brings it to UploadService, which looks at the file again before anything leaves. A plain value: any
/// thread. Holds no content.
struct OutgoingFile
{
    QString path;
    QString name;      ///< as others are to see it
    QString mediaType;
    int width = 0;     ///< of a picture, in pixels; 0: it is none
    int height = 0;
    QString blurHash = {}; ///< of a picture: what others see until it is there (base/BlurHash)
    /// A sticker of a pack (XEP-0449, 2.4): what it says of itself, and where it lies in clear already.
    struct Sticker
    {
        StickerMark mark;
        QString description;
        QString url;
        QByteArray sha256;
        friend bool operator==(const Sticker &, const Sticker &) = default;
    };
    std::optional<Sticker> sticker = {};

    friend bool operator==(const OutgoingFile &, const OutgoingFile &) = default;
};

/// What the server takes.
struct UploadLimit
{
    enum class Service { Unknown, None, Found };
    Service service = Service::Unknown; ///< Unknown: nobody could be asked yet
    qint64 maximum = 0;                 ///< bytes; 0: it does not say
    enum class Direct { No, Possible };
    Direct direct = Direct::No;         ///< what it does not take can go straight to the other side, once they are there
};

} // namespace jackdaw
