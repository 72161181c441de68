// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/IconButton.h"

namespace jackdaw {

/// ☰ in front of a list, where the window has no rail, with the dot that says that something is unread behind it.
/// Owned by its parent, GUI thread.
/// Opens nothing itself, and counts nothing: the window says when the dot is there.
class MenuButton : public IconButton
{
    Q_OBJECT
public:
    explicit MenuButton(const Theme &theme, QWidget *parent = nullptr);

    void setDot(bool shown);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    bool m_dot = false;
};

} // namespace jackdaw
