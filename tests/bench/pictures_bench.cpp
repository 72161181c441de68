// SPDX-License-Identifier: GPL-3.0-or-later
// How long a frame takes while 1,000 pictures are scrolled through, and how much memory they take. Prints rows for
// bench.py; times are of a window of 1000x800, in which pictures come as fast as they are decoded beside it.
//
//   pictures_bench [--pictures N]
//
// The pictures are JPEG of 1600x1200, 20 of them under 1,000 names: no cache knows one by another's name.
#include "base/Clock.h"
#include "chat/MessageReader.h"
#include "chat/TimelineModel.h"
#include "storage/Database.h"
#include "storage/ReadConnection.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "timeline/TimelineView.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QImage>
#include <QPainter>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace {

constexpr qint64 keysAMillisecond = 4096; // Ids.h, MessageId
constexpr int originals = 20;

/// In kB, as /proc/self/status says it.
qint64 memory(QByteArrayView name)
{
    QFile file(u"/proc/self/status"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(name))
            return line.simplified().split(' ').value(1).toLongLong();
    }
    return 0;
}

QString makePicture(const QString &folder, int number)
{
    QImage image(1600, 1200, QImage::Format_RGB32);
    quint32 state = quint32(number + 1);
    for (int y = 0; y < image.height(); ++y) {
        auto *row = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            state = state * 1664525U + 1013904223U;
            row[x] = qRgb((x + number * 10) % 256, (y + int(state >> 28)) % 256, (x + y) / 11 % 256);
        }
    }
    const QString path = folder + u"/%1.jpg"_s.arg(number);
    if (!image.save(path, "JPEG", 85))
        qFatal("no picture could be made");
    return path;
}

double at(QList<double> times, double share)
{
    std::sort(times.begin(), times.end());
    return times.isEmpty() ? 0 : times.at(std::min(times.size() - 1, qsizetype(share * double(times.size()))));
}

double threadTime()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM") && !qEnvironmentVariableIsSet("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"pictures"_s, u"How many pictures the history has."_s, u"number"_s, u"1000"_s});
    parser.process(application);
    const int pictures = parser.value(u"pictures"_s).toInt();

    QTemporaryDir folder;
    for (int i = 0; i < originals; ++i)
        makePicture(folder.path(), i);
    auto opened = Database::open(folder.filePath(u"history.sqlite"_s));
    if (!opened)
        qFatal("%s", qPrintable(opened.error().detail));
    Database &database = *opened->database;
    const auto run = [&database](const QString &statement, const QVariantList &values = {}) {
        if (const auto done = database.run(statement, values); !done)
            qFatal("%s", qPrintable(done.error().detail));
    };
    const Status filled = database.transaction(Database::Durability::Normal, [&]() -> Status {
        run(u"INSERT INTO account (id, jid, user_agent) VALUES (1, 'mara@harbor.example', 'bench')"_s);
        run(u"INSERT INTO conversation (id, account, peer) VALUES (1, 1, 'tomas@harbor.example')"_s);
        QHash<qint64, qint64> days;
        for (int i = 0; i < pictures; ++i) {
            const qint64 time = 1'780'000'000'000 - qint64(pictures - i) * 90'000;
            const qint64 id = time * keysAMillisecond;
            const QString name = u"gauge-%1.jpg"_s.arg(i);
            const QString path = folder.filePath(name);
            QFile::link(folder.filePath(u"%1.jpg"_s.arg(i % originals)), path);
            run(u"INSERT INTO message (id, conversation, direction, state, time, sender, body, attached) VALUES (?, 1, 0, 5, ?, ?, ?, 2)"_s,
                {id, time, u"tomas@harbor.example"_s, u"https://upload.example/"_s + name});
            run(u"INSERT INTO attachment (message, kind, state, url, name, size, path, width, height, media_type) "
                "VALUES (?, 1, 1, ?, ?, 300000, ?, 1600, 1200, 'image/jpeg')"_s,
                {id, u"https://upload.example/"_s + name, name, path});
            ++days[id / (keysAMillisecond * 86'400'000)];
        }
        for (auto day = days.cbegin(); day != days.cend(); ++day)
            run(u"INSERT INTO message_day (conversation, day, count) VALUES (1, ?, ?)"_s, {day.key(), day.value()});
        return Done{};
    });
    if (!filled)
        qFatal("%s", qPrintable(filled.error().detail));

    const ReadConnection connection(folder.filePath(u"history.sqlite"_s));
    const MessageReader reader(connection);
    Preferences preferences(folder.filePath(u"settings.ini"_s));
    preferences.setReduceMotion(true);
    Theme theme(preferences);
    useStyle(theme);
    SystemClock clock;
    TimelineModel model(reader);
    TimelineView view(model, theme, clock);
    view.resize(1000, 800);
    view.show();
    QCoreApplication::processEvents();
    const qint64 before = memory("VmRSS:");
    model.open(reader.conversations().value(0));
    view.viewport()->repaint();

    QList<double> wall, own;
    QElapsedTimer all;
    all.start();
    MessageId top;
    int still = 0;
    int rows = 0;
    // To the oldest one; a reader's frame comes each 16 ms, between which pictures are decoded.
    while (still < 50 && all.elapsed() < 600'000) {
        QElapsedTimer frame;
        const double cpu = threadTime();
        frame.start();
        view.scrollByPixels(-60);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::UpdateRequest);
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
        wall.append(double(frame.nsecsElapsed()) / 1e6);
        own.append(threadTime() - cpu);
        while (frame.elapsed() < 16)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, int(16 - frame.elapsed()));
        const int first = view.firstVisibleRow();
        const MessageId now = first >= 0 && first < model.rowCount() ? model.message(first).id : MessageId();
        still = now == top ? still + 1 : 0;
        rows += now != top;
        top = now;
    }
    const double slow = at(wall, 0.99);
    const qint64 most = memory("VmHWM:") / 1024;
    std::printf("%d pictures, a frame while scrolling | %.2f ms (p99), median %.2f, processor %.2f | <= 8 | %s\n",
        rows, slow, at(wall, 0.5),
                at(own, 0.99), slow <= 8 ? "met" : "missed");
    std::printf("  memory at most | %lld MB, of which %lld before | <= 200 MB | %s\n", static_cast<long long>(most),
                static_cast<long long>(before / 1024), most <= 200 ? "met" : "missed");
    return 0;
}
