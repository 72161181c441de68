// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/SettingsPage.h"

namespace jackdaw {

/// Settings: what contacts learn about reading, typing and, where they ask, about this program. Owned by SettingsWindow, GUI
/// thread. Made when it is first shown or searched. It changes Preferences and nothing else; what leaves the computer is the
/// engine's.
class PrivacyPage : public SettingsPage
{
    Q_OBJECT
public:
    PrivacyPage(const Theme &theme, Preferences &preferences, QWidget *parent = nullptr);
};

} // namespace jackdaw
