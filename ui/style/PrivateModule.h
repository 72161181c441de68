// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace jackdaw {

/// Parts of the program that are loaded when somebody first needs them, so that their libraries are no part of the start: files
/// named jackdaw-NAME.so, beside the program or, once it is installed, in ../lib/jackdaw. Free functions, for the thread that
/// owns what the part makes. A part that was loaded stays so to the end, and keeps the factory it made. What cannot be loaded
/// is logged with the reason; telling the user is for who asked.

QString privateModuleFile(const QString &name);

/// What the part makes; nullptr where it cannot be loaded.
QObject *loadPrivateModule(const QString &name);
template<class Factory>
Factory *loadPrivateModule(const QString &name)
{
    return qobject_cast<Factory *>(loadPrivateModule(name));
}

} // namespace jackdaw
