// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPixmap>
#include <QSize>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <map>
#include <memory>

namespace jackdaw {

/// Pictures that move (GIF, WebP), as the timeline paints them: each frame is decoded on a thread of their own, with
/// the limits of all pictures, when the one before it was painted. So one that nobody sees costs nothing: no
/// painting, no next frame, no timer. Owned by TimelineView, GUI thread. Plays a few rounds and rests; never holds
/// more than a few of them, nor more pixels: what there is no room for stands still until others rest, or are not seen.
class MovingPictures : public QObject
{
    Q_OBJECT
public:
    explicit MovingPictures(QObject *parent = nullptr);
    ~MovingPictures() override;

    enum class State { Still, Playing, Paused };
    struct Frame { QPixmap pixmap; State state = State::Still; };
    /// Hold: what there is stays as it is, as in a window that is not used.
    enum class Motion { Run, Hold };
    /// Called while it is painted. A null pixmap: it is still, or not known yet to move.
    Frame frame(const QString &path, const QSize &size, qreal devicePixelRatio, Motion motion);
    /// Pauses one that plays, and the other way round; false: it does not move.
    bool toggle(const QString &path);
    State state(const QString &path) const;
    /// From now on they begin paused.
    void setPausedAtFirst(bool paused) { m_pausedAtFirst = paused; }
    /// Nothing is being decoded, and no frame is waited for; for tests.
    bool isIdle() const;

Q_SIGNALS:
    /// Paint it again.
    void changed();

private:
    class Player;
    struct Moving;
    void decode(const QString &path, Moving &moving);
    struct Read;
    void take(const QString &path, qint64 serial, const Read &read);
    void lookLater(Motion motion);
    void look();
    void makeRoom(qint64 lookedFrom);

    std::map<QString, std::unique_ptr<Moving>> m_all;
    qint64 m_serial = 0; ///< of the last one that was begun or painted
    qint64 m_turnedAway = 0; ///< of the last one that was painted, and is not held as there are enough
    QTimer m_look; ///< when there may be room for what stands still, or what is seen by then has been painted
    qint64 m_lookedFrom = 0; ///< what was painted since is seen; 0: nobody looks
    bool m_pausedAtFirst = false;
    std::shared_ptr<std::atomic<qint64>> m_held = std::make_shared<std::atomic<qint64>>(0); ///< pixels of what is decoded
    QThreadPool m_pool;
};

} // namespace jackdaw
