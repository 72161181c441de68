// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/SettingsFacts.h"
#include "settings/SettingsPage.h"

namespace jackdaw {

/// Settings: version, licence, and whose work is in it. Owned by SettingsWindow, GUI thread. It only tells:
/// everything on it is part of the program, and nothing is asked of the network. Made when it is first shown or
/// searched.
class AboutPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit AboutPage(const Theme &theme, QWidget *parent = nullptr);
};

} // namespace jackdaw
