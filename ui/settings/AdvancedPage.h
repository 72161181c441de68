// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/SettingsFacts.h"
#include "settings/SettingsPage.h"

namespace jackdaw {

/// Settings: where things lie, how to see what Jackdaw does, and whether F12 opens the XML console. Owned by
/// SettingsWindow, GUI thread. Made when it is first shown or searched. It copies what it shows to the clipboard and
/// never opens or changes a file.
class AdvancedPage : public SettingsPage
{
    Q_OBJECT
public:
    AdvancedPage(const Theme &theme, Preferences &preferences, const SettingsFacts &facts, QWidget *parent = nullptr);
};

} // namespace jackdaw
