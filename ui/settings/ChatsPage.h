// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/SettingsPage.h"

namespace jackdaw {

/// Settings: how writing works. Owned by SettingsWindow, GUI thread.
class ChatsPage : public SettingsPage
{
    Q_OBJECT
public:
    ChatsPage(const Theme &theme, Preferences &preferences, QWidget *parent = nullptr);
};

} // namespace jackdaw
