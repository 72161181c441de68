// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/SoundModule.h"

#include "base/Log.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QLibrary>
#include <QLibraryInfo>
#include <QPluginLoader>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

QString moduleFile()
{
    const QDir here(QCoreApplication::applicationDirPath());
    QString file = here.filePath(u"jackdaw-sound.so"_s);
    if (!QFileInfo::exists(file))
        file = QDir::cleanPath(here.filePath(u"../lib/jackdaw/jackdaw-sound.so"_s));
    return file;
}

} // namespace

void readSoundModule()
{
    const QString codecs = QLibraryInfo::path(QLibraryInfo::PluginsPath) + u"/multimedia/libffmpegmediaplugin.so"_s;
    for (const QString &file : {moduleFile(), codecs}) {
        QLibrary library(file);
        library.setLoadHints(QLibrary::PreventUnloadHint);
        library.load();
    }
}

SoundFactory *loadSoundModule()
{
    QPluginLoader plugin(moduleFile());
    plugin.setLoadHints(QLibrary::PreventUnloadHint);
    auto *factory = qobject_cast<SoundFactory *>(plugin.instance());
    if (!factory)
        qCWarning(log::ui) << "no sound:" << plugin.errorString();
    return factory;
}

} // namespace jackdaw
