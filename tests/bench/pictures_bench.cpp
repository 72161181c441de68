// SPDX-License-Identifier: GPL-3.0-or-later
// How long a frame takes while 1,000 pictures are scrolled through, and how much memory they take. Prints rows for
// bench.py; times are of a window of 1000x800, in which pictures come as fast as they are decoded beside it.
//
//   pictures_bench [--pictures N]
//   pictures_bench --bombs
//
// The pictures are JPEG of 1600x1200, 20 of them under 1,000 names: no cache knows one by another's name. Bombs are small files
// that say they are 65,500 pixels wide and high, that are as large as anything that is decoded, that move through 10,000 frames, or
// that end in the middle: how long any one event of the window took while they are scrolled through, and how much the
// program grew.
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
#include <QBuffer>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QImage>
#include <QImageWriter>
#include <QPainter>
#include <QTemporaryDir>
#include <QtEndian>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <malloc.h>
#include <tuple>

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

struct File
{
    QString name;
    QString path;
    QSize said; ///< its pixels, as the message says
    QString mediaType;
};

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("no picture could be written");
}

QByteArray encoded(const QImage &image, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    if (!buffer.open(QIODevice::WriteOnly) || !image.save(&buffer, format, quality))
        qFatal("no %s could be made", format);
    return bytes;
}

/// So many frames, of which each changes one pixel of a screen of that size.
QByteArray movingGif(int frames, quint16 side, quint16 height)
{
    QByteArray screen(4, '\0');
    qToLittleEndian<quint16>(side, screen.data());
    qToLittleEndian<quint16>(height, screen.data() + 2);
    QByteArray gif = "GIF89a" + screen + QByteArray::fromHex("800000" "1e6428ffffff");
    const QByteArray frame = QByteArray::fromHex("21f9040002000000" "2c00000000010001000002024c0100");
    for (int i = 0; i < frames; ++i)
        gif += frame;
    return gif + ';';
}

/// Small files that are made to hurt.
QList<File> makeBombs(const QString &folder)
{
    QList<File> all;
    const auto add = [&](const QString &name, const QByteArray &bytes, const QString &type, QSize said = {65'500, 65'500}) {
        write(folder + u'/' + name, bytes);
        all.append({name, folder + u'/' + name, said, type});
    };
    const QImage small(64, 64, QImage::Format_RGB32);
    QByteArray png = encoded(small, "PNG", -1);
    png.replace(16, 8, QByteArray::fromHex("0000ffdc0000ffdc"));
    add(u"wide.png"_s, png, u"image/png"_s);
    QByteArray jpeg = encoded(small, "JPEG", 90);
    jpeg.replace(jpeg.indexOf("\xff\xc0") + 5, 4, QByteArray::fromHex("ffdcffdc"));
    add(u"wide.jpg"_s, jpeg, u"image/jpeg"_s);
    QByteArray gif = movingGif(2, 1, 1);
    gif.replace(6, 4, QByteArray::fromHex("dcffdcff"));
    add(u"wide.gif"_s, gif, u"image/gif"_s);
    // What is within the bounds, and is decoded.
    for (const auto &[name, format, side] : {std::tuple(u"alpha.png"_s, QImage::Format_ARGB32, 5000),
                                             std::tuple(u"grey.png"_s, QImage::Format_Grayscale8, 4480),
                                             std::tuple(u"colours.png"_s, QImage::Format_RGB32, 5000)}) {
        QImage image(side, side, format);
        image.fill(QColor(200, 30, 30, 100));
        add(name, encoded(image, "PNG", 100), u"image/png"_s, image.size());
    }
    QImage photo(7000, 7000, QImage::Format_RGB32);
    photo.fill(QColor(200, 30, 30));
    const QByteArray large = encoded(photo, "JPEG", 30);
    add(u"photo.jpg"_s, large, u"image/jpeg"_s, photo.size());
    add(u"frames.gif"_s, movingGif(10'000, 400, 400), u"image/gif"_s, {400, 400});
    for (const QString &name : {u"large.gif"_s, u"larger.gif"_s, u"largest.gif"_s}) // the most that moves at all, side by side
        add(name, movingGif(10'000, 1'600, 1'500), u"image/gif"_s, {1'600, 1'500});
    for (const char *format : {"PNG", "JPEG", "WEBP"}) {
        if (!QImageWriter::supportedImageFormats().contains(QByteArray(format).toLower()))
            continue;
        const QByteArray whole = encoded(photo.copy(0, 0, 2'000, 2'000), format, 90);
        const QString end = QString::fromLatin1(format).toLower();
        add(u"cut."_s + end, whole.first(whole.size() / 2), u"image/"_s + end, {2'000, 2'000});
    }
    add(u"cut.gif"_s, movingGif(10'000, 400, 400).first(5'003), u"image/gif"_s, {400, 400});
    return all;
}

QList<File> makePictures(const QString &folder, int count)
{
    QList<File> all;
    for (int i = 0; i < originals; ++i)
        makePicture(folder, i);
    for (int i = 0; i < count; ++i) {
        const QString name = u"gauge-%1.jpg"_s.arg(i);
        QFile::link(folder + u"/%1.jpg"_s.arg(i % originals), folder + u'/' + name);
        all.append({name, folder + u'/' + name, {1600, 1200}, u"image/jpeg"_s});
    }
    return all;
}

void fill(Database &database, const QList<File> &files)
{
    const auto run = [&database](const QString &statement, const QVariantList &values = {}) {
        if (const auto done = database.run(statement, values); !done)
            qFatal("%s", qPrintable(done.error().detail));
    };
    const Status filled = database.transaction(Database::Durability::Normal, [&]() -> Status {
        run(u"INSERT INTO account (id, jid, user_agent) VALUES (1, 'mara@harbor.example', 'bench')"_s);
        run(u"INSERT INTO conversation (id, account, peer) VALUES (1, 1, 'tomas@harbor.example')"_s);
        QHash<qint64, qint64> days;
        for (qsizetype i = 0; i < files.size(); ++i) {
            const File &file = files.at(i);
            const qint64 time = 1'780'000'000'000 - qint64(files.size() - i) * 90'000;
            const qint64 id = time * keysAMillisecond;
            run(u"INSERT INTO message (id, conversation, direction, state, time, sender, body, attached) VALUES (?, 1, 0, 5, ?, ?, ?, 2)"_s,
                {id, time, u"tomas@harbor.example"_s, u"https://upload.example/"_s + file.name});
            run(u"INSERT INTO attachment (message, kind, state, url, name, size, path, width, height, media_type) "
                "VALUES (?, 1, 1, ?, ?, 300000, ?, ?, ?, ?)"_s,
                {id, u"https://upload.example/"_s + file.name, file.name, file.path, file.said.width(), file.said.height(), file.mediaType});
            ++days[id / (keysAMillisecond * 86'400'000)];
        }
        for (auto day = days.cbegin(); day != days.cend(); ++day)
            run(u"INSERT INTO message_day (conversation, day, count) VALUES (1, ?, ?)"_s, {day.key(), day.value()});
        return Done{};
    });
    if (!filled)
        qFatal("%s", qPrintable(filled.error().detail));
}

/// Notes how long the window is deaf: the longest that any event took, with what followed from it.
class MeasuredApplication : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth++ > 0) {
            const bool isDone = QApplication::notify(receiver, event);
            --m_depth;
            return isDone;
        }
        QElapsedTimer wall;
        const double cpu = threadTime();
        wall.start();
        const bool isDone = QApplication::notify(receiver, event);
        longest = std::max(longest, double(wall.nsecsElapsed()) / 1e6);
        longestOwn = std::max(longestOwn, threadTime() - cpu);
        --m_depth;
        return isDone;
    }

    double longest = 0;    ///< ms
    double longestOwn = 0; ///< of the processor

private:
    int m_depth = 0;
};

/// For so long, as events come.
void live(qint64 milliseconds)
{
    QElapsedTimer time;
    time.start();
    while (time.elapsed() < milliseconds)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, int(milliseconds - time.elapsed()));
}

void showBombs(MeasuredApplication &application, TimelineModel &model, TimelineView &view, const Conversation &conversation, qint64 before)
{
    live(500);
    application.longest = application.longestOwn = 0;
    model.open(conversation);
    // Up to the first and down again, with time to read and to move at each place.
    for (const int way : {-300, 300}) {
        MessageId edge;
        for (int still = 0; still < 3;) {
            live(700);
            view.scrollByPixels(way);
            const int row = way < 0 ? view.firstVisibleRow() : view.firstVisibleRow() + 1;
            const MessageId now = row >= 0 && row < model.rowCount() ? model.message(row).id : MessageId();
            still = now == edge ? still + 1 : 0;
            edge = now;
        }
    }
    const qint64 grown = memory("VmHWM:") / 1024 - before / 1024;
    std::printf("%d picture bombs (65,500 x 65,500, 10,000 frames, cut): longest event of the window | "
                "%.1f ms, processor %.1f | <= 16 ms | %s\n",
                model.rowCount(), application.longest, application.longestOwn, application.longestOwn <= 16 ? "met" : "missed");
    std::printf("  the program grew by at most | %lld MB | <= 150 MB | %s\n", static_cast<long long>(grown),
                grown <= 150 ? "met" : "missed");
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM") && !qEnvironmentVariableIsSet("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    MeasuredApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"pictures"_s, u"How many pictures the history has."_s, u"number"_s, u"1000"_s});
    parser.addOption({u"bombs"_s, u"Small files that are made to hurt, in place of pictures."_s});
    parser.process(application);
    const int pictures = parser.value(u"pictures"_s).toInt();

    const bool isBombs = parser.isSet(u"bombs"_s);
    QTemporaryDir folder;
    auto opened = Database::open(folder.filePath(u"history.sqlite"_s));
    if (!opened)
        qFatal("%s", qPrintable(opened.error().detail));
    fill(*opened->database, isBombs ? makeBombs(folder.path()) : makePictures(folder.path(), pictures));

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
    if (isBombs) { // what making them took is given back, and the most of it forgotten
        malloc_trim(0);
        write(u"/proc/self/clear_refs"_s, "5");
    }
    const qint64 before = memory("VmRSS:");
    if (isBombs) {
        showBombs(application, model, view, reader.conversations().value(0), before);
        return 0;
    }
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
