// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/SettingsFacts.h"
#include "settings/SettingsPage.h"

namespace jackdaw {

/// Settings: version, licence, and whose work is in it. Owned by SettingsWindow, GUI thread.
class AboutPage : public SettingsPage
{
    Q_OBJECT
public:
    explicit AboutPage(const Theme &theme, QWidget *parent = nullptr);
};

} // namespace jackdaw
