// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/SettingsPage.h"

namespace jackdaw {

/// Settings: how writing works. Owned by SettingsWindow, GUI thread. Made when it is
/// first shown or searched. It changes Preferences and nothing else; the composer follows
/// those by itself.
class ChatsPage : public SettingsPage
{
    Q_OBJECT
public:
    ChatsPage(const Theme &theme, Preferences &preferences, QWidget *parent = nullptr);
};

} // namespace jackdaw
