// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/LogFile.h"
#include "shell/AppContext.h"
#include "shell/MainWindow.h"
#include "shell/OneInstance.h"
#include "shell/QuitSignals.h"
#include "shell/Shell.h"
#include "shell/StallMeter.h"
#include "shell/StartOptions.h"
#include "style/Style.h"
#include "style/Translations.h"

#include <QApplication>
#include <QIcon>
#include <QScreen>
#include <cstdio>

using namespace jackdaw;

namespace {

int answer(const StartOptions &options)
{
    const bool refused = options.ask == StartOptions::Ask::Refuse;
    std::fprintf(refused ? stderr : stdout, "%s\n", qPrintable(options.answer));
    return refused ? 2 : 0;
}

/// For the benchmark of the start: a parent that noted CLOCK_MONOTONIC before it ran us takes the difference.
void printFirstPaint(qint64 begin)
{
    const qint64 now = StallMeter::monotonic();
    std::printf("first-paint monotonic-ns=%lld since-main-ms=%.2f\n", static_cast<long long>(now), double(now - begin) / 1e6);
    std::fflush(stdout);
}

/// The left one has three fifths of the room. Where windows do not say where they stand (Wayland), it has its size alone.
void placeOnHalf(QWidget &window, StartOptions::Half half)
{
    constexpr int gap = 8, title = 40;
    QRect room = window.screen()->availableGeometry().adjusted(gap, gap, -gap, -gap - title);
    room.setSize(room.size().boundedTo(QSize(1900, 900)));
    const int split = room.width() * 3 / 5;
    if (half == StartOptions::Half::Left)
        room.setWidth(split - gap);
    else
        room.setLeft(room.left() + split + gap);
    window.resize(room.size());
    window.move(room.topLeft());
}

} // namespace

int main(int argc, char **argv)
{
    const qint64 begin = StallMeter::monotonic();
    QCoreApplication::setApplicationName(QStringLiteral("jackdaw"));
    QCoreApplication::setApplicationVersion(QStringLiteral(JACKDAW_VERSION));

    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    const StartOptions options = StartOptions::parse(arguments);
    if (options.ask != StartOptions::Ask::Run)
        return answer(options);

    QApplication application(argc, argv);
    loadTranslations(application);
    const QuitSignals quitSignals;
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Jackdaw"));
    QGuiApplication::setDesktopFileName(QStringLiteral("jackdaw"));
    QApplication::setQuitOnLastWindowClosed(false);
    configureLogging(options.log, options.stanzas);

    const Result<Profile> profile = Profile::open(options.profile.isEmpty() ? Profile::defaultFolder() : options.profile);
    if (!profile) {
        const QString trouble = QCoreApplication::translate("main", "Jackdaw cannot use the profile folder %1 (%2). Give another one with --profile.");
        std::fprintf(stderr, "%s\n", qPrintable(trouble.arg(profile.error().subject, profile.error().detail)));
        return 1;
    }
    OneInstance instance(profile->folder());
    if (instance.claim() == OneInstance::Claim::Taken) {
        if (instance.raiseOther())
            return 0;
        std::fprintf(stderr, "%s\n", qPrintable(QCoreApplication::translate("main", "Jackdaw is running with this profile already, and does not answer.")));
        return 1;
    }
    const auto logFile = LogFile::open(profile->logFile());
    if (!logFile)
        qCWarning(log::ui) << "no log file:" << logFile.error().detail;
    std::unique_ptr<StallMeter> meter;
    if (!options.stallFile.isEmpty()) {
        meter = StallMeter::start(options.stallFile, begin);
        if (!meter) {
            std::fprintf(stderr, "%s\n", qPrintable(QCoreApplication::translate("main", "%1 cannot be written.").arg(options.stallFile)));
            return 1;
        }
    }

    AppContext context(*profile, EngineOptions{profile->folder(), options.secrets});
    if (const QString language = context.preferences().language(); !language.isEmpty())
        useLanguage(application, language);
    useStyle(context.theme());
    context.fillModels();
    Shell shell(context, instance, options);
    QObject::connect(&shell.window(), &MainWindow::firstPainted, &shell, [&] {
        if (meter)
            meter->notePaint();
        if (options.afterPaint == StartOptions::AfterPaint::Exit) {
            printFirstPaint(begin);
            QCoreApplication::exit(0);
            return;
        }
        shell.startBackground();
    });
    if (options.half != StartOptions::Half::None)
        placeOnHalf(shell.window(), options.half);
    shell.window().show();
    return QApplication::exec();
}
