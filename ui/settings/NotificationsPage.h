// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/SettingsPage.h"

namespace jackdaw {

/// Settings: what the desktop shows of new messages. Owned by SettingsWindow, GUI thread. Made when
/// it is first shown or searched. It changes Preferences and nothing else; notifications ask those
/// each time.
class NotificationsPage : public SettingsPage
{
    Q_OBJECT
public:
    NotificationsPage(const Theme &theme, Preferences &preferences, QWidget *parent = nullptr);
};

} // namespace jackdaw
