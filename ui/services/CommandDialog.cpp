// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/CommandDialog.h"

#include "services/FormResult.h"
#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/DataFormView.h"
#include "widgets/Labels.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace jackdaw {

CommandDialog::CommandDialog(const QString &command, const Theme &theme, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_state(new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, this))
    , m_scroll(new QScrollArea(this))
    , m_buttons(new QHBoxLayout)
{
    setWindowTitle(tr("Command"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(theme.scaled(520), theme.scaled(520));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(12);
    column->addWidget(new Label(theme, TypeRole::Heading, Token::Text, isolated(command), Label::Wrap::Yes, this));
    column->addWidget(m_state);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_scroll, 1);
    column->addLayout(m_buttons);
    setBusy();
}

void CommandDialog::setBusy()
{
    m_isBusy = true;
    m_state->setToken(Token::Text2);
    m_state->setText(tr("Asking the service…"));
    m_state->show();
    if (m_form)
        m_form->setEnabled(false);
    setButtons();
}

void CommandDialog::showStep(const CommandStep &step)
{
    m_step = step;
    m_isBusy = false;
    const bool asks = step.state == CommandStep::State::Executing && step.hasForm && step.form.type == DataForm::Type::Form;
    QString words = step.notes.join(QLatin1Char('\n'));
    if (step.state == CommandStep::State::Completed && words.isEmpty() && !step.hasForm)
        words = tr("Done.");
    if (step.state == CommandStep::State::Canceled)
        words = tr("The command was given up.");
    m_state->setToken(Token::Text2);
    m_state->setText(words);
    m_state->setVisible(!words.isEmpty());
    m_form = asks ? new DataFormView(m_theme) : nullptr;
    QWidget *shown = m_form;
    if (m_form)
        m_form->setForm(step.form);
    else if (step.hasForm)
        shown = new FormResult(step.form, m_theme);
    delete m_scroll->takeWidget();
    if (shown)
        m_scroll->setWidget(shown);
    m_scroll->setVisible(shown);
    setButtons();
    if (m_form)
        m_form->focusFirst();
    else if (const QLayoutItem *close = m_buttons->itemAt(1)) // behind the stretch; the button that had it goes
        close->widget()->setFocus(Qt::OtherFocusReason);
}

void CommandDialog::showError(const QString &sentence)
{
    m_isBusy = false;
    m_state->setToken(Token::Bad);
    m_state->setText(sentence);
    m_state->show();
    if (m_form)
        m_form->setEnabled(true);
    setButtons();
}

void CommandDialog::setButtons()
{
    while (QLayoutItem *item = m_buttons->takeAt(0)) {
        if (QWidget *old = item->widget())
            old->deleteLater();
        delete item;
    }
    m_buttons->addStretch();
    const bool runs = m_step.state == CommandStep::State::Executing;
    auto *close = new TextButton(runs ? tr("Cancel") : tr("Close"), TextButton::Kind::Secondary, this);
    close->setAutoDefault(false);
    connect(close, &QAbstractButton::clicked, this, &QDialog::reject);
    m_buttons->addWidget(close);
    if (!runs || m_isBusy)
        return;
    using Act = CommandStep::Act;
    for (qsizetype i = m_step.offered.size() - 1; i >= 0; --i) { // the usual one trails
        const Act act = m_step.offered[i];
        const QString words = act == Act::Previous ? tr("Back") : act == Act::Next ? tr("Next") : tr("Finish");
        auto *button = new TextButton(words, i == 0 ? TextButton::Kind::Primary : TextButton::Kind::Secondary, this);
        button->setDefault(i == 0);
        connect(button, &QAbstractButton::clicked, this, [this, act] { submit(act); });
        m_buttons->addWidget(button);
    }
}

void CommandDialog::submit(CommandStep::Act act)
{
    if (act != CommandStep::Act::Previous && m_form && !m_form->check())
        return;
    CommandStep next = m_step;
    next.act = act;
    next.hasForm = m_form;
    if (m_form) {
        next.form = m_form->form();
        m_form->setEnabled(false);
    }
    setBusy();
    Q_EMIT stepRequested(next);
}

void CommandDialog::done(int result)
{
    // XEP-0050, 3.5: what is under way is not left behind.
    if (m_step.state == CommandStep::State::Executing && !m_step.session.isEmpty()) {
        CommandStep last = m_step;
        last.act = CommandStep::Act::Cancel;
        last.hasForm = false;
        m_step.session.clear();
        Q_EMIT stepRequested(last);
    }
    QDialog::done(result);
}

} // namespace jackdaw
