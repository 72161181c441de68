// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms/ConfigurationDialog.h"

#include "widgets/DataFormView.h"
#include "widgets/Labels.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace jackdaw {

ConfigurationDialog::ConfigurationDialog(const Theme &theme, QWidget *parent)
    : AskDialog(theme, tr("Configure group"), tr("Save"), parent)
    , m_waiting(new Label(theme, TypeRole::Body, Token::Text2, tr("Asking the group…"), Label::Wrap::Yes, this))
    , m_form(new DataFormView(theme))
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumHeight(theme.scaled(380));
    scroll->setWidget(m_form);
    fields()->addWidget(m_waiting);
    fields()->addWidget(scroll, 1);
    setBusy(); // until there is something to save
}

void ConfigurationDialog::setForm(const DataForm &form)
{
    m_isHere = true;
    m_waiting->hide();
    m_form->setForm(form);
    m_form->focusFirst();
    setReady();
}

void ConfigurationDialog::submit()
{
    if (!m_isHere || !m_form->check())
        return;
    setBusy();
    Q_EMIT configureRequested(m_form->form());
}

} // namespace jackdaw
