// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/SettingsPage.h"

namespace jackdaw {

/// Settings: theme, accent colour, text size, density (picture 08). Owned by SettingsWindow, GUI thread.
class AppearancePage : public SettingsPage
{
    Q_OBJECT
public:
    AppearancePage(const Theme &theme, Preferences &preferences, QWidget *parent = nullptr);
};

} // namespace jackdaw
