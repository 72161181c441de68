// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/ServiceDoor.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QScrollArea;
QT_END_NAMESPACE

namespace jackdaw {

class DataFormView;
class Label;
class Theme;

/// A command of a service (XEP-0050), step by step: its forms to be filled in, what it says, what came of it. Owned by its
/// parent, GUI thread; deletes itself when it is closed, and gives a command that is under way up then. Emits wishes and is
/// told what came back.
class CommandDialog : public QDialog
{
    Q_OBJECT
public:
    /// `command`: its name, which is the service's.
    CommandDialog(const QString &command, const Theme &theme, QWidget *parent = nullptr);

    /// Is under way.
    void setBusy();
    void showStep(const CommandStep &step);
    /// What was asked for did not work; what is filled in stays.
    void showError(const QString &sentence);

    void done(int result) override;

Q_SIGNALS:
    void stepRequested(const jackdaw::CommandStep &step);

private:
    void submit(CommandStep::Act act);
    void setButtons();

    const Theme &m_theme;
    CommandStep m_step;
    bool m_isBusy = true;
    Label *m_state;
    QScrollArea *m_scroll;
    DataFormView *m_form = nullptr; ///< of a step that asks
    QHBoxLayout *m_buttons;
};

} // namespace jackdaw
