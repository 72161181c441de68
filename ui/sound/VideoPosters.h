// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sound/SoundModule.h"

#include <QCache>
#include <QPixmap>
#include <QStringList>
#include <QTimer>

namespace jackdaw {

/// The first pictures of videos that are here, one made after the other by the sound module, which is loaded on the pool
/// before. Owned by TimelineView, GUI thread, and may go while one is made. Keeps about 24 MB of them; reads no video that
/// nobody looks at, and gives each one ten seconds.
class VideoPosters : public QObject
{
    Q_OBJECT
public:
    struct Poster {
        QPixmap pixmap;    ///< null: it is being made, or there is none
        qint64 length = 0; ///< ms; 0: not known
        QSize size = {};   ///< of the film, in its pixels, upright
    };

    explicit VideoPosters(QObject *parent = nullptr);
    ~VideoPosters() override;

    void setSound(SoundSource source) { m_source = std::move(source); }
    /// Begins to make it where it is not here.
    Poster poster(const QString &path);
    /// Was it looked at, whatever was there?
    bool isMade(const QString &path) const { return m_posters.contains(path); }

Q_SIGNALS:
    void ready();

private:
    void prepare();
    void next();
    void finish(const QImage &image);

    SoundSource m_source;
    enum class Module { Unknown, Coming, Here } m_module = Module::Unknown;
    QCache<QString, Poster> m_posters; ///< null ones: there is none
    QStringList m_wanted;              ///< those that were asked for last stand last
    QString m_making;
    qint64 m_length = 0;
    QSize m_size;
    QTimer m_patience;
    std::unique_ptr<VideoPlayer> m_player; ///< of m_making
};

} // namespace jackdaw
