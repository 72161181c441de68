// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/SettingsPage.h"

namespace jackdaw {

/// Settings: moving to another computer, and backups. Says in words what goes along and what does not. Owned by
/// SettingsWindow, GUI thread. Both buttons are wishes, answered by dialogs of their own.
/// It looks at no file, and keeps nothing.
class BackupPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit BackupPage(const Theme &theme, QWidget *parent = nullptr);

Q_SIGNALS:
    void backupRequested();
    void restoreRequested();
};

} // namespace jackdaw
