// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Attachment.h"

#include <QCache>
#include <QImage>
#include <QObject>
#include <QPixmap>
#include <QSet>
#include <QSize>
#include <QThreadPool>

QT_BEGIN_NAMESPACE
class QImageReader;
QT_END_NAMESPACE

namespace jackdaw {

/// Reads a picture that somebody else sent, no larger than it is shown, with hard limits: formats by name, at most 50 megapixels,
/// 128 MB while it is read, the size looked at first (facts/security.md, W6). Null where it does not keep to them. Any thread;
/// SVG, and whatever else plugins can read, is no picture here.
QImage readPicture(const QString &path, const QSize &most);
/// Opens one for reading within the same limits; false: it does not keep to them.
bool openPicture(QImageReader &reader, const QString &path);
/// Has it more than one frame, as far as is known without decoding it? A GIF counts as one that has.
bool mayMove(const QString &path);
/// A small picture that came in a stanza, as a few pixels; null where it is none, or larger than such are.
QImage readThumbnail(const QByteArray &bytes);
/// The size in pixels, as it is seen (with the orientation that it says); empty where it is no such picture.
QSize pictureSize(const QString &path);

/// The pictures of messages as they are shown, about 48 MB of them, decoded one after the other on a thread of their own. Owned by TimelineView, GUI thread. It never
/// waits for a file and never reads one that nobody looks at.
class PictureCache : public QObject
{
    Q_OBJECT
public:
    explicit PictureCache(QObject *parent = nullptr);
    ~PictureCache() override;

    struct Picture { QPixmap pixmap; enum class State { Reading, Ready, Unreadable } state = State::Reading; };
    /// Begins to read it where it is not here.
    Picture picture(const QString &path, const QSize &size, qreal devicePixelRatio);
    /// A few pixels that show how a picture looks which is not here, by what its sender said (XEP-0264); to be painted large, and so
    /// always a blur: nobody sees what they did not ask for. Begins to decode it where it is not here; null where nothing was said.
    QPixmap preview(const SharedFile &file);
    void clear();

Q_SIGNALS:
    void ready();

private:
    QCache<QString, QPixmap> m_pixmaps; ///< null ones: unreadable
    QCache<QByteArray, QPixmap> m_previews; ///< null ones: unreadable
    QSet<QString> m_reading;
    QThreadPool m_pool; ///< of one thread: what a picture needs while it is read is needed once
};

} // namespace jackdaw
