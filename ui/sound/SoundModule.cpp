// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/SoundModule.h"

#include "style/PrivateModule.h"

#include <QCoreApplication>
#include <QLibrary>
#include <QLibraryInfo>
#include <QPointer>
#include <QThreadPool>

#include <atomic>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

/// What loadSoundModule() and its first player need, on any thread.
void readSoundModule()
{
    const QString codecs = QLibraryInfo::path(QLibraryInfo::PluginsPath) + u"/multimedia/libffmpegmediaplugin.so"_s;
    for (const QString &file : {privateModuleFile(u"sound"_s), codecs}) {
        QLibrary library(file);
        library.setLoadHints(QLibrary::PreventUnloadHint);
        library.load();
    }
}

constexpr int readFirst = 1; ///< before pictures that are prepared: somebody waits for what they clicked on

std::atomic<bool> isSoundRead = false; // a library that was loaded stays so to the end, as the program's own does

} // namespace

void whenSoundIsRead(const SoundSource &source, QObject *context, std::function<void()> then)
{
    const auto *own = source.target<SoundFactory *(*)()>();
    if (!own || *own != &loadSoundModule || isSoundRead) {
        then();
        return;
    }
    QThreadPool::globalInstance()->start([context = QPointer(context), then = std::move(then)] {
        readSoundModule();
        isSoundRead = true;
        QMetaObject::invokeMethod(qApp, [context, then] {
            if (context)
                then();
        }, Qt::QueuedConnection);
    }, readFirst);
}

SoundFactory *loadSoundModule()
{
    return loadPrivateModule<SoundFactory>(u"sound"_s);
}

} // namespace jackdaw
