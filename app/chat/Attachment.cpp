// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/Attachment.h"

#include <QStringList>

namespace jackdaw {

using namespace Qt::StringLiterals;

Attachment::Kind attachmentKind(const QString &mediaType, const QString &name)
{
    using Kind = Attachment::Kind;
    const QString type = mediaType.toLower();
    // Of pictures those alone that are shown: whatever else calls itself one is a file.
    static const QStringList pictures{u"image/png"_s, u"image/jpeg"_s, u"image/gif"_s, u"image/webp"_s};
    if (pictures.contains(type)) {
        return Kind::Picture;
    }
    if (type.startsWith("video/"_L1)) {
        return Kind::Video;
    }
    if (type.startsWith("audio/"_L1)) {
        return Kind::Audio;
    }
    if (!type.isEmpty() && type != "application/octet-stream"_L1) {
        return Kind::File;
    }
    const QString end = name.section(u'.', -1).toLower();
    static const QStringList pictureEnds{u"png"_s, u"jpg"_s, u"jpeg"_s, u"gif"_s, u"webp"_s};
    static const QStringList videoEnds{u"mp4"_s, u"webm"_s, u"mkv"_s, u"mov"_s, u"3gp"_s};
    static const QStringList audioEnds{u"ogg"_s, u"oga"_s, u"opus"_s, u"mp3"_s, u"m4a"_s, u"flac"_s, u"wav"_s};
    return pictureEnds.contains(end) ? Kind::Picture
        : videoEnds.contains(end) ? Kind::Video
        : audioEnds.contains(end) ? Kind::Audio
        : Kind::File;
}

Attachment::Kind attachmentKind(const SharedFile &file)
{
    const Attachment::Kind kind = attachmentKind(file.mediaType, file.name);
    const bool isSticker = file.sticker && (kind == Attachment::Kind::Picture || file.mediaType.isEmpty());
    return isSticker ? Attachment::Kind::Sticker : kind;
}

} // namespace jackdaw
