// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/SettingsPage.h"

namespace jackdaw {

/// Settings: theme, accent colour, text size, density (picture 08). Owned by SettingsWindow, GUI
/// thread. Made when it is first shown or searched. It changes Preferences and nothing else; Theme
/// follows those by itself.
class AppearancePage : public SettingsPage
{
    Q_OBJECT
public:
    AppearancePage(const Theme &theme, Preferences &preferences, QWidget *parent = nullptr);
};

} // namespace jackdaw
