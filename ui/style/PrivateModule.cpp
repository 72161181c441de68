// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/PrivateModule.h"

#include "base/Log.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QPluginLoader>

using namespace Qt::StringLiterals;

namespace jackdaw {

QString privateModuleFile(const QString &name)
{
    const QDir here(QCoreApplication::applicationDirPath());
    const QString file = here.filePath(u"jackdaw-%1.so"_s.arg(name));
    return QFileInfo::exists(file) ? file : QDir::cleanPath(here.filePath(u"../lib/jackdaw/jackdaw-%1.so"_s.arg(name)));
}

QObject *loadPrivateModule(const QString &name)
{
    QPluginLoader plugin(privateModuleFile(name));
    plugin.setLoadHints(QLibrary::PreventUnloadHint);
    QObject *made = plugin.instance();
    if (!made)
        qCWarning(log::ui) << "without" << name << "-" << plugin.errorString();
    return made;
}

} // namespace jackdaw
