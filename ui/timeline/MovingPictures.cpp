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
constexpr qint64 mostMovingPixels = 4'000'000; // of one frame as it is in the file
constexpr int shortestDelay = 20; // ms; what asks for less gets what others give it
constexpr int usualDelay = 100;
constexpr int longestDelay = 10'000;
constexpr int mostRounds = 3;
constexpr int mostFrames = 2'000; // of one round
constexpr qint64 seenLately = 2'000; // ms

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

/// Reads one frame after the other, from the first again at the end. Used by one job of the pool at a time.
class MovingPictures::Player
{
public:
    Player(QString path, QSize most) : m_path(std::move(path)), m_most(most) {}

    struct Read { QImage image; int delay = 0; int round = 0; bool isMoving = false; };
    Read next()
    {
        if (!m_reader && !open())
            return {};
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
        if (isOpen) {
            QSize size = m_reader->size();
            if (size.width() > m_most.width() || size.height() > m_most.height())
                size.scale(m_most, Qt::KeepAspectRatio);
            m_reader->setScaledSize(size.expandedTo(QSize(1, 1)));
        }
        return isOpen;
    }

    QString m_path;
    QSize m_most;
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
    bool isPaused = false;
    int round = 0;
    int lastRound = mostRounds;
};

MovingPictures::MovingPictures(QObject *parent) : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
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
        if (!makeRoom())
            return {}; // PictureCache has its first frame
        auto made = std::make_unique<Moving>();
        made->player = std::make_shared<Player>(path, pixels);
        made->pixels = pixels;
        made->ratio = devicePixelRatio;
        made->serial = ++m_serial;
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
    moving.nextState = Moving::Next::Decoding;
    m_pool.start([pictures = QPointer<MovingPictures>(this), path, player = moving.player, serial = moving.serial] {
        const Player::Read read = player->next();
        QMetaObject::invokeMethod(qApp, [pictures, path, serial, read] {
            if (pictures)
                pictures->take(path, serial, read.image, read.delay, read.round, read.isMoving);
        }, Qt::QueuedConnection);
    });
}

void MovingPictures::take(const QString &path, qint64 serial, const QImage &image, int delay, int round, bool isMoving)
{
    const auto found = m_all.find(path);
    if (found == m_all.end() || found->second->serial != serial)
        return;
    Moving &moving = *found->second;
    if (!isMoving) {
        moving.isStill = true;
        moving.nextState = Moving::Next::None;
        moving.player.reset();
        moving.shown = {};
        moving.next = {};
        Q_EMIT changed(); // PictureCache has it
        return;
    }
    QPixmap pixmap = QPixmap::fromImage(image);
    pixmap.setDevicePixelRatio(moving.ratio);
    moving.round = round;
    if (moving.shown.isNull()) {
        moving.shown = pixmap;
        moving.delay = delay;
        moving.nextState = Moving::Next::None;
        moving.since.start();
    } else {
        moving.next = pixmap;
        moving.nextDelay = delay;
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

/// The one that was not seen for longest goes; never one that is seen together with the new one: they would drive each other
/// out with every painting, for ever.
bool MovingPictures::makeRoom()
{
    while (m_all.size() >= mostMoving) {
        const auto oldest = std::min_element(m_all.begin(), m_all.end(),
                                             [](const auto &a, const auto &b) { return a.second->painted < b.second->painted; });
        if (!oldest->second->seen.hasExpired(seenLately))
            return false;
        m_all.erase(oldest);
    }
    return true;
}

} // namespace jackdaw
