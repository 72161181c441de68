// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/Theme.h"

#include <QWidget>

namespace jackdaw {

class Label;
class TextButton;

/// What stands where nothing is: one icon, one line, one line of help, at most one
/// button. Owned by its parent, GUI thread. The button is a wish. When it is shown is its
/// owner's matter.
class EmptyState : public QWidget
{
    Q_OBJECT
public:
    EmptyState(const Theme &theme, const QString &icon, const QString &title, const QString &help, QWidget *parent = nullptr);

    void setWords(const QString &title, const QString &help);
    /// Adds the button, or gives it other words; empty: hides it.
    void setAction(const QString &text);

Q_SIGNALS:
    void actionRequested();

private:
    Label *m_title;
    Label *m_help;
    TextButton *m_action;
};

} // namespace jackdaw
