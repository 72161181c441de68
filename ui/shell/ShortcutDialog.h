// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace jackdaw {

class Theme;

/// The list of all keys, from the table that the actions are made of. GUI thread.
class ShortcutDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ShortcutDialog(const Theme &theme, QWidget *parent = nullptr);
};

} // namespace jackdaw
