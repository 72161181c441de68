// SPDX-License-Identifier: GPL-3.0-or-later
// How long the timeline takes: opening a long conversation against a short one, a frame while scrolling, a step of a resize,
// a page, and jumps: to a message, a date, a search hit, what an answer quotes. Prints a table; times are of a window of
// 1000x800, everything painted.
//
//   timeline_bench [--profile DIR] [--messages N]
//
// DIR is a profile as jackdaw-make-history writes it; without it a history of N messages (1,000,000) is made in a temporary
// folder. Its longest conversation is measured against its own last 50 messages, in a history that holds nothing else: of
// others a screen holds more or fewer, by the length of their texts and the days between them.
#include "base/Clock.h"
#include "chat/MessageReader.h"
#include "chat/TimelineModel.h"
#include "search/SearchMatch.h"
#include "search/SearchQuery.h"
#include "storage/Database.h"
#include "storage/Profile.h"
#include "storage/ReadConnection.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "timeline/TimelineView.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <functional>
#include <memory>

using namespace Qt::StringLiterals;
using namespace jackdaw;

namespace {

constexpr qint64 keysAMillisecond = 4096; // Ids.h, MessageId
constexpr qint64 keysADay = keysAMillisecond * 86'400'000;

/// Text of 1 to 60 words; now and then a link, emoji, Arabic.
QString textOf(qint64 number)
{
    static const QStringList words{u"pressure"_s, u"valve"_s, u"the"_s, u"gauge"_s, u"before"_s, u"bridge"_s, u"is"_s, u"strainer"_s,
                                   u"and"_s, u"permit"_s, u"clear"_s, u"at"_s, u"ridge"_s, u"drawing"_s, u"standby"_s, u"I"_s};
    quint64 state = quint64(number + 1) * 6364136223846793005ULL;
    const auto next = [&state](quint64 below) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return (state >> 33) % below;
    };
    QString text;
    const quint64 count = next(10) == 0 ? 20 + next(40) : 1 + next(18);
    for (quint64 i = 0; i < count; ++i)
        text += words.at(qsizetype(next(quint64(words.size())))) + u' ';
    switch (next(30)) {
    case 0: case 1: text += u"https://files.harbor.example/ps4/%1"_s.arg(number); break;
    case 2: text += u"👍🫠🎉"_s; break;
    case 3: text = u"الضغط عند المدخل 3.8 بار، وهو أقل مما في الجدول"_s; break;
    default: break;
    }
    return text.trimmed();
}

void fill(Database &database, qint64 conversation, qint64 count)
{
    const qint64 end = 1'780'000'000'000;
    const qint64 apart = 90'000;
    QHash<qint64, qint64> days;
    for (qint64 first = 0; first < count; first += 20'000) {
        const Status done = database.transaction(Database::Durability::Normal, [&]() -> Status {
            for (qint64 i = first; i < std::min(count, first + 20'000); ++i) {
                const qint64 time = end - (count - i) * apart;
                const qint64 id = time * keysAMillisecond + conversation;
                const bool own = (i / 3) % 2 == 0;
                auto inserted = database.run(
                    u"INSERT INTO message (id, conversation, direction, state, time, sender, body) VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                    {id, conversation, own ? 1 : 0, own ? 3 : 5, time, own ? u"mara@harbor.example"_s : u"tomas@harbor.example"_s,
                     textOf(i)});
                if (!inserted)
                    return inserted.error();
                ++days[id / keysADay];
            }
            return Done{};
        });
        if (!done)
            qFatal("%s", qPrintable(done.error().detail));
    }
    const Status counted = database.transaction(Database::Durability::Normal, [&]() -> Status {
        for (auto it = days.cbegin(); it != days.cend(); ++it) {
            auto inserted = database.run(u"INSERT INTO message_day (conversation, day, count) VALUES (?, ?, ?)"_s,
                                         {conversation, it.key(), it.value()});
            if (!inserted)
                return inserted.error();
        }
        return Done{};
    });
    if (!counted)
        qFatal("%s", qPrintable(counted.error().detail));
}

/// With one conversation, number 1, and nothing in it.
std::unique_ptr<Database> makeHistory(const QString &file)
{
    auto opened = Database::open(file);
    if (!opened)
        qFatal("%s", qPrintable(opened.error().detail));
    Database &database = *opened->database;
    if (!database.run(u"INSERT INTO account (id, jid, user_agent) VALUES (1, 'mara@harbor.example', 'bench')"_s)
        || !database.run(u"INSERT INTO conversation (id, account, peer) VALUES (1, 1, 'tomas@harbor.example')"_s))
        qFatal("the history could not be made");
    return std::move(opened->database);
}

/// With the newest messages of conversation 1 of another file, and all that belongs to them.
void fillWith(Database &database, const QString &file, int count)
{
    const auto run = [&database](const QString &statement, const QVariantList &values = {}) {
        if (const auto done = database.run(statement, values); !done)
            qFatal("%s", qPrintable(done.error().detail));
    };
    run(u"ATTACH DATABASE ? AS large"_s, {file});
    run(u"INSERT INTO message SELECT * FROM large.message WHERE conversation = 1 ORDER BY id DESC LIMIT ?"_s, {count});
    for (const QString &table : {u"attachment"_s, u"reaction"_s, u"reaction_word"_s, u"message_version"_s, u"link_preview"_s})
        run(u"INSERT INTO %1 SELECT * FROM large.%1 WHERE message IN (SELECT id FROM main.message)"_s.arg(table));
    run(u"INSERT INTO message_day (conversation, day, count) SELECT 1, id / ?, count(*) FROM main.message GROUP BY 2"_s, {keysADay});
    run(u"DETACH DATABASE large"_s);
}

double at(QList<double> times, double share)
{
    std::sort(times.begin(), times.end());
    return times.isEmpty() ? 0 : times.at(std::min(times.size() - 1, qsizetype(share * double(times.size()))));
}

/// Wall time, and the time this thread had a processor: on a busy machine only the latter says something about us.
class Times
{
public:
    void start()
    {
        m_cpuStart = cpu();
        m_wall.start();
    }
    void stop()
    {
        wallMs.append(double(m_wall.nsecsElapsed()) / 1e6);
        cpuMs.append(double(cpu() - m_cpuStart) / 1e6);
    }

    QList<double> wallMs;
    QList<double> cpuMs;

private:
    static qint64 cpu()
    {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return qint64(now.tv_sec) * 1'000'000'000 + now.tv_nsec;
    }

    QElapsedTimer m_wall;
    qint64 m_cpuStart = 0;
};

void line(const char *what, const Times &times, const char *goal)
{
    std::printf("%-44s %7.2f %7.2f %7.2f  %7.2f %7.2f   %s\n", what, at(times.wallMs, 0.1), at(times.wallMs, 0.5),
                at(times.wallMs, 0.99), at(times.cpuMs, 0.5), at(times.cpuMs, 0.99), goal);
}

} // namespace

int main(int argc, char **argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM") && !qEnvironmentVariableIsSet("DISPLAY"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions({{u"profile"_s, u"A profile with a long conversation."_s, u"folder"_s},
                       {u"messages"_s, u"How many messages the made history has."_s, u"number"_s, u"1000000"_s}});
    parser.process(application);

    QTemporaryDir folder;
    QString file = folder.filePath(u"history.sqlite"_s);
    if (parser.isSet(u"profile"_s)) {
        auto profile = Profile::open(parser.value(u"profile"_s));
        if (!profile)
            qFatal("%s", qPrintable(profile.error().detail));
        file = profile->databaseFile();
    } else {
        fill(*makeHistory(file), 1, parser.value(u"messages"_s).toLongLong());
    }

    const ReadConnection connection(file);
    const MessageReader reader(connection);
    Conversation large;
    qint64 largeCount = 0;
    const QList<Conversation> conversations = reader.conversations();
    for (const Conversation &conversation : conversations) {
        const qint64 count = reader.countAll(conversation.id);
        if (count > largeCount) {
            large = conversation;
            largeCount = count;
        }
    }
    if (largeCount < 1000)
        qFatal("no conversation of 1000 messages or more in this profile");
    constexpr int smallCount = 50;
    const QString smallFile = folder.filePath(u"small.sqlite"_s);
    if (large.id != ConversationId(1))
        qFatal("the longest conversation is not the first one");
    fillWith(*makeHistory(smallFile), file, smallCount);
    const ReadConnection smallConnection(smallFile);
    const MessageReader smallReader(smallConnection);
    Conversation small = smallReader.conversations().value(0);
    // Always at the newest: the unread line is another place, not another cost.
    large.unread = small.unread = 0;
    large.firstUnread = small.firstUnread = {};

    Preferences preferences(folder.filePath(u"settings.ini"_s));
    preferences.setReduceMotion(true);
    Theme theme(preferences);
    useStyle(theme);
    SystemClock clock;
    TimelineModel model(reader);
    TimelineView view(model, theme, clock);
    TimelineModel smallModel(smallReader);
    TimelineView smallView(smallModel, theme, clock);
    for (TimelineView *each : {&smallView, &view}) {
        each->resize(1000, 800);
        each->show();
    }
    QCoreApplication::processEvents();
    QWidget *viewport = view.viewport();
    const auto frame = [&] { // what scrolling left to paint, and nothing else
        QCoreApplication::sendPostedEvents(nullptr, QEvent::UpdateRequest);
        QCoreApplication::processEvents(QEventLoop::ExcludeUserInputEvents);
    };

    Times openLarge, openSmall, steps, whole, pages, resizes, jumps, dates, hits, quotes;
    for (int round = 0; round < 41; ++round) {
        for (const bool isLarge : {round % 2 == 0, round % 2 != 0}) {
            TimelineModel &opened = isLarge ? model : smallModel;
            opened.open({});
            QCoreApplication::processEvents();
            Times unused; // the first round fills the caches of fonts
            Times &times = round == 0 ? unused : isLarge ? openLarge : openSmall;
            times.start();
            opened.open(isLarge ? large : small);
            (isLarge ? view : smallView).viewport()->repaint();
            times.stop();
        }
    }

    smallView.hide();
    model.open(large);
    viewport->repaint();
    frame();
    for (int step = 0; step < 1500; ++step) {
        steps.start();
        view.scrollByPixels(-60);
        frame();
        steps.stop();
    }
    for (int step = 0; step < 600; ++step) {
        whole.start();
        view.scrollByPixels(-60);
        viewport->repaint();
        whole.stop();
        frame();
    }
    for (int page = 0; page < 200; ++page) {
        pages.start();
        view.scrollByPixels(-viewport->height());
        viewport->repaint();
        pages.stop();
        frame();
    }
    for (int step = 0; step < 60; ++step) {
        const int width = 1000 - 10 * (step % 30 < 15 ? step % 15 : 15 - step % 15);
        resizes.start();
        view.resize(width - 300, 800); // narrow enough that every step breaks lines anew
        viewport->repaint();
        resizes.stop();
        frame();
    }
    view.resize(1000, 800);
    frame();
    const qint64 oldest = [&] {
        model.jumpToTime(0);
        return model.message(0).time;
    }();
    model.jumpToNewest();
    const qint64 newest = model.message(model.rowCount() - 1).time;
    quint64 state = 7;
    const auto anyTime = [&] {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        return oldest + qint64(double(newest - oldest) * double(state >> 11) / double(1ULL << 53));
    };
    const auto timed = [&](Times &times, const std::function<void()> &jump) {
        times.start();
        jump();
        viewport->repaint();
        times.stop();
        frame();
    };
    constexpr int jumpsEach = 200;
    for (int jump = 0; jump < jumpsEach; ++jump)
        timed(jumps, [&view, message = MessageId(anyTime() * keysAMillisecond)] { view.showMessage(message); });
    for (int jump = 0; jump < jumpsEach; ++jump)
        timed(dates, [&view, time = anyTime()] { view.showTime(time); });

    // What is really there: the first message from some time on for which `condition` holds.
    const auto someMessage = [&](const QString &condition) {
        MessageId found;
        connection.each(u"SELECT id FROM message WHERE conversation = ? AND id >= ? AND %1 ORDER BY id LIMIT 1"_s.arg(condition),
                        {large.id.value(), anyTime() * keysAMillisecond}, [&](const QSqlQuery &row) { found = MessageId(row.value(0).toLongLong()); });
        return found;
    };
    // As the search and its bar do it: the place is marked, and so are the words in all that is on screen.
    const SearchMatch match(SearchQuery::parse(u"pressure "_s, QDate(2026, 1, 1)));
    for (int jump = 0; jump < jumpsEach; ++jump) {
        const MessageId hit = someMessage(u"body LIKE '%pressure%'"_s);
        if (hit.isValid()) {
            timed(hits, [&] {
                view.setMatch(match, hit, 0);
                view.showMessage(hit);
            });
        }
    }
    view.setMatch({}, {}, -1);
    for (int jump = 0; jump < jumpsEach; ++jump) {
        const MessageId answer = someMessage(u"reply_id <> ''"_s);
        if (!answer.isValid())
            continue;
        view.showMessage(answer);
        viewport->repaint();
        frame();
        // As a click on the quote does it, which looks the quoted message up.
        timed(quotes, [&] {
            const Quote quote = model.quote(model.message(model.rowOf(answer)));
            if (quote.state != Quote::State::Here)
                qFatal("what is quoted is not there");
            view.showMessage(quote.message.id);
        });
    }

    std::printf("%-44s %24s %16s\n", "", "wall time, ms", "processor, ms");
    std::printf("%-44s %7s %7s %7s  %7s %7s   %s\n", "timeline", "p10", "median", "p99", "median", "p99", "goal");
    line(qPrintable(u"open a conversation of %L1 messages"_s.arg(largeCount)), openLarge, "<= 10");
    line(qPrintable(u"open a conversation of %L1 messages"_s.arg(smallCount)), openSmall, "");
    line("frame while scrolling by 60 px", steps, "p99 <= 4");
    line("the same, whole viewport painted again", whole, "");
    line("page up", pages, "");
    line("step of a resize", resizes, "<= 5");
    line("jump to a random message", jumps, "<= 16");
    line("jump to a date", dates, "<= 16");
    line("jump to a search hit", hits, "<= 16");
    if (!quotes.wallMs.isEmpty()) // a history that is made here has no answers
        line("jump to a quoted message", quotes, "<= 16");
    std::printf("%-44s %7.2f %7.2f          %7.2f           %s\n", "long against short, ratio of opening",
                at(openLarge.wallMs, 0.1) / at(openSmall.wallMs, 0.1), at(openLarge.wallMs, 0.5) / at(openSmall.wallMs, 0.5),
                at(openLarge.cpuMs, 0.5) / at(openSmall.cpuMs, 0.5), "<= 1.5");
    return 0;
}
