// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace jackdaw {

/// What the settings window tells and cannot know by itself. Plain values, from the composition root; GUI thread. They
/// are there so that no page of the settings needs to know the shell: made once for each window by SettingsOpener,
/// never changed while it is open.
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
    /// NotKnown: this desktop does not tell how long nobody has touched anything.
    enum class IdleTime { Known, NotKnown } idleTime = IdleTime::Known;
};

} // namespace jackdaw
