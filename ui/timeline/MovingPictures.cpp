// SPDX-License-Identifier: GPL-3.0-or-later
#include "timeline/MovingPictures.h"

#include "timeline/PictureCache.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QImageReader>
#include <QPointer>
#include <QTimer>
#include <QtEndian>

#include <algorithm>

namespace jackdaw {

namespace {

constexpr size_t mostMoving = 6;
constexpr qint64 mostMovingPixels = 2'500'000; // of a frame as it is in the file, of all that move: each is held up to three times
constexpr int shortestDelay = 20; // ms; what asks for less gets what others give it
constexpr int usualDelay = 100;
constexpr int longestDelay = 10'000;
constexpr int mostRounds = 3;
constexpr int mostFrames = 2'000; // of one round
constexpr qint64 seenLately = 2'000; // ms
constexpr int paintPause = 200; // ms in which what was asked for is painted

/// Of the screen that a GIF says it draws on, which is held whole while a frame may be a corner of it; 0 of anything else.
qint64 screenPixels(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray head = file.read(10);
    return head.size() == 10 && head.startsWith("GIF8")
        ? qint64(qFromLittleEndian<quint16>(head.constData() + 6)) * qFromLittleEndian<quint16>(head.constData() + 8)
        : 0;
}

} // namespace

struct MovingPictures::Read
{
    QImage image;
    int delay = 0;
    int round = 0;
    bool isMoving = false;
    bool isCrowded = false; ///< it might move, and there is no room for it
};

/// Reads one frame after the other, from the first again at the end. Used by one job of the pool at a time.
class MovingPictures::Player
{
public:
    /// `held`: the pixels of all players.
    Player(QString path, QSize most, std::shared_ptr<std::atomic<qint64>> held)
        : m_path(std::move(path)), m_most(most), m_held(std::move(held)) {}
    ~Player() { *m_held -= m_own; }

    Read next()
    {
        if (!m_reader && !open())
            return {{}, 0, 0, false, m_isCrowded};
        QImage image = m_frames < mostFrames ? m_reader->read() : QImage();
        if (image.isNull()) {
            if (m_frames < 2 || !open()) // a single one, or broken
                return {};
            ++m_round;
            image = m_reader->read();
        }
        ++m_frames;
        int delay = m_reader->nextImageDelay();
        delay = delay < shortestDelay ? usualDelay : std::min(delay, longestDelay);
        if (!image.isNull())
            image.convertTo(image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
        return {image, delay, m_round, !image.isNull() && (m_frames > 1 || m_round > 0 || m_reader->canRead())};
    }

private:
    bool open()
    {
        m_frames = 0;
        m_reader = std::make_unique<QImageReader>();
        const bool isOpen = openPicture(*m_reader, m_path) && m_reader->supportsAnimation()
            && qint64(m_reader->size().width()) * m_reader->size().height() <= mostMovingPixels
            && screenPixels(m_path) <= mostMovingPixels;
        m_isCrowded = isOpen && !reserve(std::max(qint64(m_reader->size().width()) * m_reader->size().height(), screenPixels(m_path)));
        if (m_isCrowded) {
            m_reader.reset();
            return false;
        }
        if (isOpen) {
            QSize size = m_reader->size();
            if (size.width() > m_most.width() || size.height() > m_most.height())
                size.scale(m_most, Qt::KeepAspectRatio);
            m_reader->setScaledSize(size.expandedTo(QSize(1, 1)));
        }
        return isOpen;
    }

    /// By one thread alone; given back by any.
    bool reserve(qint64 pixels)
    {
        if (m_own > 0) // for an earlier round
            return true;
        if (*m_held + pixels > mostMovingPixels)
            return false;
        *m_held += pixels;
        m_own = pixels;
        return true;
    }

    QString m_path;
    QSize m_most;
    std::shared_ptr<std::atomic<qint64>> m_held;
    qint64 m_own = 0;
    bool m_isCrowded = false;
    std::unique_ptr<QImageReader> m_reader;
    int m_frames = 0;
    int m_round = 0;
};

struct MovingPictures::Moving
{
    std::shared_ptr<Player> player;
    QSize pixels;
    qreal ratio = 1;
    qint64 serial = 0; ///< of the player: an answer to an older one is dropped
    qint64 painted = 0;
    QElapsedTimer seen; ///< since it was painted
    QPixmap shown;
    QPixmap next;
    int nextDelay = 0;
    int delay = 0; ///< how long the shown one is to be seen
    QElapsedTimer since;
    QTimer timer;
    enum class Next { None, Decoding, Ready } nextState = Next::None;
    bool isStill = false;
    bool isCrowded = false; ///< there was no room for it beside the others
    bool isPaused = false;
    int round = 0;
    int lastRound = mostRounds;
};

MovingPictures::MovingPictures(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
    m_look.setSingleShot(true);
    connect(&m_look, &QTimer::timeout, this, &MovingPictures::look);
}

MovingPictures::~MovingPictures()
{
    m_pool.clear();
    m_pool.waitForDone();
}

bool MovingPictures::isIdle() const
{
    return std::none_of(m_all.begin(), m_all.end(), [](const auto &each) {
        return each.second->timer.isActive() || each.second->nextState == Moving::Next::Decoding;
    });
}

MovingPictures::Frame MovingPictures::frame(const QString &path, const QSize &size, qreal devicePixelRatio, Motion motion)
{
    const QSize pixels = (QSizeF(size) * devicePixelRatio).toSize();
    auto found = m_all.find(path);
    if (found != m_all.end() && found->second->pixels != pixels) {
        m_all.erase(found);
        found = m_all.end();
    }
    if (found == m_all.end()) {
        if (m_all.size() >= mostMoving) {
            m_turnedAway = ++m_serial;
            lookLater(motion);
            return {}; // PictureCache has its first frame
        }
        auto made = std::make_unique<Moving>();
        made->pixels = pixels;
        made->ratio = devicePixelRatio;
        made->serial = ++m_serial;
        made->seen.start();
        made->isPaused = m_pausedAtFirst;
        made->timer.setSingleShot(true);
        made->timer.setTimerType(Qt::PreciseTimer);
        connect(&made->timer, &QTimer::timeout, this, [this, moving = made.get()] {
            moving->shown = moving->next;
            moving->delay = moving->nextDelay;
            moving->nextState = Moving::Next::None;
            moving->since.start();
            Q_EMIT changed();
        });
        found = m_all.emplace(path, std::move(made)).first;
    }
    Moving &moving = *found->second;
    moving.painted = ++m_serial;
    if (moving.isCrowded)
        lookLater(motion);
    moving.seen.start();
    if (moving.isStill)
        return {};
    const bool isOver = moving.round >= moving.lastRound;
    if (isOver)
        moving.isPaused = true;
    const bool runs = motion == Motion::Run && !moving.isPaused;
    // The first frame is read whatever the case: it says whether there are more.
    if (moving.nextState == Moving::Next::None && (runs || moving.shown.isNull()))
        decode(path, moving);
    else if (moving.nextState == Moving::Next::Ready && runs && !moving.timer.isActive())
        moving.timer.start(int(std::max<qint64>(1, moving.delay - moving.since.elapsed())));
    if (!runs)
        moving.timer.stop();
    return {moving.shown, moving.shown.isNull() ? State::Still : moving.isPaused ? State::Paused : State::Playing};
}

void MovingPictures::decode(const QString &path, Moving &moving)
{
    if (!moving.player) { // it has none yet, or rested and gave its room to another one: from the first frame
        moving.player = std::make_shared<Player>(path, moving.pixels, m_held);
        moving.round = 0;
        moving.lastRound = mostRounds;
    }
    moving.nextState = Moving::Next::Decoding;
    m_pool.start([pictures = QPointer<MovingPictures>(this), path, player = moving.player, serial = moving.serial] {
        const Read read = player->next();
        QMetaObject::invokeMethod(qApp, [pictures, path, serial, read] {
            if (pictures)
                pictures->take(path, serial, read);
        }, Qt::QueuedConnection);
    });
}

void MovingPictures::take(const QString &path, qint64 serial, const Read &read)
{
    const auto found = m_all.find(path);
    if (found == m_all.end() || found->second->serial != serial)
        return;
    Moving &moving = *found->second;
    if (!read.isMoving) {
        moving.isStill = true;
        moving.isCrowded = read.isCrowded;
        moving.nextState = Moving::Next::None;
        moving.player.reset();
        moving.shown = {};
        moving.next = {};
        Q_EMIT changed(); // PictureCache has it
        return;
    }
    QPixmap pixmap = QPixmap::fromImage(read.image);
    pixmap.setDevicePixelRatio(moving.ratio);
    moving.round = read.round;
    if (moving.shown.isNull()) {
        moving.shown = pixmap;
        moving.delay = read.delay;
        moving.nextState = Moving::Next::None;
        moving.since.start();
    } else {
        moving.next = pixmap;
        moving.nextDelay = read.delay;
        moving.nextState = Moving::Next::Ready;
    }
    Q_EMIT changed(); // where it is seen, it is painted, and the next step is taken there
}

bool MovingPictures::toggle(const QString &path)
{
    const auto found = m_all.find(path);
    if (found == m_all.end() || found->second->isStill || found->second->shown.isNull())
        return false;
    Moving &moving = *found->second;
    moving.isPaused = !moving.isPaused;
    moving.lastRound = moving.round + mostRounds;
    moving.timer.stop();
    Q_EMIT changed();
    return true;
}

MovingPictures::State MovingPictures::state(const QString &path) const
{
    const auto found = m_all.find(path);
    if (found == m_all.end() || found->second->isStill || found->second->shown.isNull())
        return State::Still;
    return found->second->isPaused ? State::Paused : State::Playing;
}

/// Asked for while something is painted that there is no room for: when one of the others may be gone, or rests by now.
/// In a window that is not used nothing moves anyway.
void MovingPictures::lookLater(Motion motion)
{
    if (motion == Motion::Hold || m_look.isActive())
        return;
    qint64 soonest = seenLately;
    for (const auto &each : m_all) {
        if (!each.second->isCrowded)
            soonest = std::min(soonest, seenLately - each.second->seen.elapsed());
    }
    m_look.start(int(std::max<qint64>(0, soonest)));
}

/// In two steps. Nothing says what is seen but painting it, and what stands still is painted only when it is asked for.
void MovingPictures::look()
{
    if (m_lookedFrom == 0) {
        m_lookedFrom = ++m_serial;
        m_look.start(paintPause);
        Q_EMIT changed();
    } else {
        makeRoom(std::exchange(m_lookedFrom, 0));
    }
}

/// What nobody looks at gives its room to what is looked at, and so does what rests; never one that moves and is seen:
/// they would drive each other out for ever.
void MovingPictures::makeRoom(qint64 lookedFrom)
{
    const auto isSeen = [lookedFrom](const Moving &moving) { return moving.painted > lookedFrom; };
    const bool isOneCrowded = std::any_of(m_all.begin(), m_all.end(), [&](const auto &each) {
        return each.second->isCrowded && isSeen(*each.second);
    });
    if (!isOneCrowded && m_turnedAway < lookedFrom)
        return; // it is not seen any more: nobody waits
    bool isRoom = std::erase_if(m_all, [&](const auto &each) {
        return !isSeen(*each.second) && each.second->seen.hasExpired(seenLately);
    }) > 0;
    for (const auto &each : m_all) {
        if (isOneCrowded && each.second->isPaused && each.second->player) {
            each.second->player.reset(); // its pixels; what it shows stays
            isRoom = true;
        }
    }
    if (isRoom) {
        for (const auto &each : m_all) {
            if (std::exchange(each.second->isCrowded, false))
                each.second->isStill = false;
        }
        Q_EMIT changed();
        return;
    }
    qint64 next = -1;
    for (const auto &each : m_all) { // what went out of sight a moment ago may come back
        const qint64 left = std::max<qint64>(0, seenLately - each.second->seen.elapsed());
        if (!isSeen(*each.second) && (next < 0 || left < next))
            next = left;
    }
    if (next >= 0)
        m_look.start(int(next));
}

} // namespace jackdaw
