// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "files/OutgoingFile.h"

#include <QFuture>
#include <QImage>

namespace jackdaw {

/// A file as it will be sent: looked at, and, of a picture, without what it tells of its maker. Free functions and a plain value;
/// prepareFile() works on the pool and may be called from the GUI thread. The user's own file is never changed: what is left
/// out is left out of a copy below `folder`, the profile's folder of what goes out; what another message brought stands
/// there once more, since it may go with that one.
struct PreparedFile
{
    OutgoingFile file;
    qint64 size = 0;
    QImage preview;           ///< of a picture or a film
    bool isFilm = false;      ///< whose look withFilm() adds
    qint64 length = 0;        ///< ms, of a film; 0: not known
    bool lostDetails = false; ///< something was left out
    bool lostLocation = false;
    bool mayMove = false;     ///< a picture of several frames
    bool keepsDetails = false; ///< too large to be cleaned: it tells of its maker whatever it tells
    bool mayTell = false;      ///< the same, since nothing is left out of its kind: HEIC, films
};

/// Errors: FileChanged where there is no such file; Storage, DiskFull; FileBroken for a picture that cannot be cleaned.
QFuture<Result<PreparedFile>> prepareFile(const QString &path, const QString &folder, const QSize &previewSize);
/// The same for a picture that is no file yet.
QFuture<Result<PreparedFile>> prepareImage(const QImage &image, const QString &name, const QString &folder, const QSize &previewSize);
/// A voice message, which is in no file yet: Opus in Ogg. `preview` is empty.
QFuture<Result<PreparedFile>> prepareVoice(const QByteArray &bytes, const QString &folder);
/// What a film looks like, as somebody found who played its beginning: `first` is its first picture, `pixels` how large it was filmed.
QFuture<Result<PreparedFile>> withFilm(const PreparedFile &prepared, const QImage &first, const QSize &pixels, qint64 length,
                                       const QSize &previewSize);
/// Would a copy of fewer pixels be worth an offer?
bool mayShrink(const PreparedFile &prepared);
/// A copy of a picture with at most 1,600 pixels a side. Errors: as above; FileTooLarge where it would not be smaller.
QFuture<Result<PreparedFile>> prepareSmaller(const PreparedFile &prepared, const QString &folder, const QSize &previewSize);
/// What was prepared is not sent: the copy goes. A file of the user's own stays.
void discard(const PreparedFile &prepared, const QString &folder);

} // namespace jackdaw
