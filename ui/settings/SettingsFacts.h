// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace jackdaw {

/// What the settings window tells and cannot know by itself. Plain values, from the composition root; GUI thread. They
/// are there so that no page of the settings needs to know the shell: made once for each window by SettingsOpener. What
/// may change while it is open has a setter of SettingsWindow too.
struct SettingsFacts
{
    struct ShortcutLine
    {
        QString group; ///< "Chats"
        QString text;  ///< "New chat"
        QString keys;  ///< "Ctrl+N"
    };

    QString profileFolder;
    QList<ShortcutLine> shortcuts; ///< those of one group follow each other
    /// Does this desktop tell how long nobody has touched anything? LockOnly: no, but that the screen is locked;
    /// NotKnown: not even that.
    enum class IdleTime { Known, LockOnly, NotKnown } idleTime = IdleTime::Known;
};

} // namespace jackdaw
