// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMenu>

namespace jackdaw {

class Preferences;

/// Theme and text size, for whoever cannot read the window before there are settings to
/// open. Owned by its parent, GUI thread. It changes Preferences and nothing else;
/// everything follows at once.
class DisplayMenu : public QMenu
{
    Q_OBJECT
public:
    explicit DisplayMenu(Preferences &preferences, QWidget *parent = nullptr);
};

} // namespace jackdaw
