// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QPlainTextEdit>

namespace jackdaw {

/// A field for several lines, with the frame that a field of one line has. Owned by its parent, GUI thread. Tab leaves it,
/// and it takes plain text only; it grows by nothing that is written, whoever places it gives it its height. It has no
/// label: its maker gives it an accessible name.
class TextArea : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit TextArea(const Theme &theme, QWidget *parent = nullptr);

protected:
    bool event(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void applyTheme();

    const Theme &m_theme;
};

} // namespace jackdaw
