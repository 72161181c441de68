// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/Shortcuts.h"

#include <QDialog>

namespace jackdaw {

class Theme;

/// The list of all keys, from the table that the actions are made of. GUI thread. It lists every key that
/// works, also those that a field or a list answers itself. Made by Dialogs, owned by its parent; changes no
/// key.
class ShortcutDialog : public QDialog
{
    Q_OBJECT
public:
    ShortcutDialog(const Theme &theme, Console console, QWidget *parent = nullptr);
};

} // namespace jackdaw
