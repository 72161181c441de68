// SPDX-License-Identifier: GPL-3.0-or-later
#include "sound/SoundModule.h"

#include "base/Log.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPluginLoader>

using namespace Qt::StringLiterals;

namespace jackdaw {

SoundFactory *loadSoundModule()
{
    const QDir here(QCoreApplication::applicationDirPath());
    QString file = here.filePath(u"jackdaw-sound.so"_s);
    if (!QFileInfo::exists(file))
        file = QDir::cleanPath(here.filePath(u"../lib/jackdaw/jackdaw-sound.so"_s));
    QPluginLoader plugin(file);
    plugin.setLoadHints(QLibrary::PreventUnloadHint);
    auto *factory = qobject_cast<SoundFactory *>(plugin.instance());
    if (!factory)
        qCWarning(log::ui) << "no sound:" << plugin.errorString();
    return factory;
}

} // namespace jackdaw
