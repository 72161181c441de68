// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

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

    friend bool operator==(const OutgoingFile &, const OutgoingFile &) = default;
};

/// What the server takes.
struct UploadLimit
{
    enum class Service { Unknown, None, Found };
    Service service = Service::Unknown; ///< Unknown: nobody could be asked yet
    qint64 maximum = 0;                 ///< bytes; 0: it does not say
};

} // namespace jackdaw
