// SPDX-License-Identifier: GPL-3.0-or-later
// jackdaw-film-check FILE: opens a film as far as its first picture, with little memory and time, and says by its exit
// code whether that can be done (FilmCheck.h). It shows nothing, plays nothing and writes nothing.
#include "sound/FilmCheck.h"
#include "sound/PlayableFile.h"
#include "sound/VideoImage.h"

#include <QGuiApplication>
#include <QMediaMetaData>
#include <QMediaPlayer>
#include <QTimer>
#include <QUrl>
#include <QVideoFrame>
#include <QVideoSink>

#include <csignal>
#include <cstdlib>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace {

/// Bytes: of 4096 x 2304 pixels a decoder holds some thirty pictures.
constexpr rlim_t mostMemory = 1024ULL * 1024 * 1024;
constexpr rlim_t mostWork = 8;                       ///< s of the processor
constexpr int patience = 8'000;                      ///< ms
constexpr int niceness = 10;

/// Without a look at what is still decoded: a hostile film has nobody wait for its end.
[[noreturn]] void leave(FilmCheck::ExitCode code)
{
    std::_Exit(code);
}

void limit(__rlimit_resource what, rlim_t most)
{
    const rlimit limits{most, most};
    setrlimit(what, &limits);
}

bool isTooLarge(QSize size)
{
    return qint64(size.width()) * size.height() > VideoPlayer::mostPixels;
}

} // namespace

int main(int argc, char **argv)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_DATA, mostMemory);
    limit(RLIMIT_CPU, mostWork);
    [[maybe_unused]] const int now = nice(niceness);
    // No window, no graphics driver, no sound server: none of them is to hear of it.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("QT_FFMPEG_DECODING_HW_DEVICE_TYPES", ",");
    qputenv("PULSE_SERVER", "unix:/dev/null");
    QGuiApplication application(argc, argv);
    const QString path = application.arguments().value(1);
    if (!isPlayable(path))
        leave(FilmCheck::Unreadable);
    QVideoSink pictures;
    QMediaPlayer player;
    QObject::connect(&pictures, &QVideoSink::videoFrameChanged, &player, [](const QVideoFrame &frame) {
        if (!frame.isValid())
            return;
        if (isTooLarge(frame.size()))
            leave(FilmCheck::TooLarge);
        leave(imageOf(frame, QSize(64, 64)).isNull() ? FilmCheck::Unreadable : FilmCheck::Good);
    });
    QObject::connect(&player, &QMediaPlayer::errorOccurred, &player, [](QMediaPlayer::Error, const QString &words) {
        leave(words.contains(u"codec"_s, Qt::CaseInsensitive) ? FilmCheck::NoCodec : FilmCheck::Unreadable);
    });
    QObject::connect(&player, &QMediaPlayer::mediaStatusChanged, &player, [&player](QMediaPlayer::MediaStatus status) {
        if (status == QMediaPlayer::InvalidMedia || status == QMediaPlayer::EndOfMedia)
            leave(FilmCheck::Unreadable);
        if (status != QMediaPlayer::LoadedMedia)
            return;
        if (isTooLarge(player.metaData().value(QMediaMetaData::Resolution).toSize()))
            leave(FilmCheck::TooLarge);
        if (!player.hasVideo())
            leave(FilmCheck::Unreadable);
        player.pause(); // which shows its first picture
    });
    QTimer::singleShot(patience, &player, [] { leave(FilmCheck::Unreadable); });
    player.setVideoSink(&pictures);
    player.setSource(QUrl::fromLocalFile(path));
    application.exec();
    leave(FilmCheck::Unreadable);
}
