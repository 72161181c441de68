// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/DataForm.h"
#include "widgets/AskDialog.h"

namespace jackdaw {

class DataFormView;
class Label;

/// The form with which an owner configures a group (XEP-0045, 10.2), as the group's service sends it. Emits what is filled in;
/// its maker closes it or shows why it was not taken. Owned by its parent, GUI thread; commands nothing.
/// Fields that it does not know the use of stay in the form, with the value that they came with.
class ConfigurationDialog : public AskDialog
{
    Q_OBJECT
public:
    ConfigurationDialog(const Theme &theme, QWidget *parent = nullptr);

    void setForm(const DataForm &form);

Q_SIGNALS:
    void configureRequested(const jackdaw::DataForm &filled);

protected:
    void submit() override;

private:
    Label *m_waiting;
    DataFormView *m_form;
    bool m_isHere = false;
};

} // namespace jackdaw
