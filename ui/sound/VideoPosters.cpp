// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/VideoPosters.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int posterKilobytes = 24 * 1024;
constexpr QSize posterRoom(640, 640);
constexpr int posterPatience = 10'000; ///< ms
constexpr qsizetype mostPostersWanted = 20;

} // namespace

VideoPosters::VideoPosters(QObject *parent) : QObject(parent), m_posters(posterKilobytes)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(posterPatience);
    connect(&m_patience, &QTimer::timeout, this, [this] { finish({}); });
}

VideoPosters::~VideoPosters() = default;

VideoPosters::Poster VideoPosters::poster(const QString &path)
{
    if (const Poster *known = m_posters.object(path))
        return *known;
    if (path == m_making || !m_source)
        return {};
    m_wanted.removeOne(path);
    m_wanted.append(path);
    if (m_wanted.size() > mostPostersWanted)
        m_wanted.removeFirst(); // it was scrolled past, and is asked for again when it is seen again
    prepare();
    return {};
}

/// Not while painting.
void VideoPosters::prepare()
{
    if (m_module == Module::Here && m_making.isEmpty())
        QMetaObject::invokeMethod(this, &VideoPosters::next, Qt::QueuedConnection);
    if (m_module != Module::Unknown)
        return;
    m_module = Module::Coming;
    QMetaObject::invokeMethod(this, [this] {
        whenSoundIsRead(m_source, this, [this] {
            m_module = Module::Here;
            next();
        });
    }, Qt::QueuedConnection);
}

void VideoPosters::next()
{
    if (!m_making.isEmpty() || m_wanted.isEmpty())
        return;
    m_making = m_wanted.takeLast();
    m_length = 0;
    m_size = {};
    SoundFactory *factory = m_source();
    m_player = factory ? factory->makeVideo() : nullptr;
    m_patience.start();
    if (!m_player) {
        finish({});
        return;
    }
    m_player->moved = [this](qint64, qint64 length) { m_length = length; };
    m_player->measured = [this](QSize pixels) { m_size = pixels; };
    m_player->shown = [this](const QImage &image) { finish(image); };
    m_player->failed = [this](SoundFault) { finish({}); };
    m_player->setRoom(posterRoom);
    m_player->openFile(m_making);
    m_player->pause(); // which shows its first picture
}

void VideoPosters::finish(const QImage &image)
{
    if (m_making.isEmpty())
        return;
    m_patience.stop();
    auto *made = new Poster{QPixmap::fromImage(image), m_length, m_size};
    m_posters.insert(std::exchange(m_making, {}), made, std::max(1, int(image.sizeInBytes() / 1024)));
    // It may be the player that calls.
    QMetaObject::invokeMethod(this, [this] {
        if (m_making.isEmpty())
            m_player.reset();
        next();
    }, Qt::QueuedConnection);
    Q_EMIT ready();
}

} // namespace jackdaw
