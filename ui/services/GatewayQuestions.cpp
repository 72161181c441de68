// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/GatewayQuestions.h"

#include "services/GatewayText.h"
#include "style/Direction.h"
#include "widgets/Buttons.h"
#include "widgets/DataFormView.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"

#include <QCheckBox>
#include <QScrollArea>
#include <QVBoxLayout>

namespace jackdaw {

GatewayRegistrationDialog::GatewayRegistrationDialog(const Gateway &gateway, const Theme &theme, QWidget *parent)
    : AskDialog(theme, tr("Register with %1").arg(isolated(gatewayName(gateway))), tr("Register"), parent)
    , m_waiting(new Label(theme, TypeRole::Body, Token::Text2, tr("Asking the gateway…"), Label::Wrap::Yes, this))
    , m_website(new TextButton(tr("Open its web page"), TextButton::Kind::Secondary, TextButton::Size::Small, this))
    , m_form(new DataFormView(theme))
{
    auto *scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumHeight(theme.scaled(240));
    scroll->setWidget(m_form);
    fields()->addWidget(m_waiting);
    fields()->addWidget(m_website, 0, Qt::AlignLeading);
    fields()->addWidget(scroll, 1);
    m_website->hide();
    m_website->setAutoDefault(false);
    connect(m_form, &DataFormView::submitted, this, [this] { submit(); });
    setBusy(); // until there is something to answer
}

void GatewayRegistrationDialog::setRegistration(const GatewayRegistration &registration)
{
    m_form->setForm(registration.form, gatewayFieldWords());
    const bool asks = !registration.form.fields.isEmpty();
    m_website->setVisible(!registration.website.isEmpty());
    setPlainTooltip(*m_website, registration.website);
    disconnect(m_website, nullptr, this, nullptr);
    connect(m_website, &QAbstractButton::clicked, this,
            [this, address = registration.website] { Q_EMIT websiteRequested(address); });
    m_waiting->setText(asks ? tr("You are registered already. What you change here takes the place of what it knows.")
                            : tr("The gateway asks for nothing here."));
    m_waiting->setVisible(!asks || registration.isRegistered);
    m_isHere = asks || registration.website.isEmpty();
    if (m_isHere)
        setReady();
    m_form->focusFirst();
}

void GatewayRegistrationDialog::setFailed(const QString &why)
{
    m_waiting->hide();
    showError(why, Again::Impossible); // there is nothing to answer
}

void GatewayRegistrationDialog::submit()
{
    if (!m_isHere || !m_form->check())
        return;
    setBusy();
    Q_EMIT registerRequested(m_form->form());
}

GatewayContactDialog::GatewayContactDialog(const Gateway &gateway, const Theme &theme, QWidget *parent)
    : AskDialog(theme, tr("Add a contact by %1").arg(isolated(gatewayName(gateway))), tr("Add contact"), parent)
    , m_description(new Label(theme, TypeRole::Body, Token::Text2, {}, Label::Wrap::Yes, this))
    , m_whom(new TextField(theme, tr("Their name on the other network"), this))
    , m_name(new TextField(theme, tr("Name"), this))
{
    m_description->hide();
    m_name->setHelp(tr("As you want to see them. Only you see this."));
    fields()->addWidget(m_description);
    fields()->addWidget(m_whom);
    fields()->addWidget(m_name);
    connect(m_whom, &TextField::textEdited, this, [this] { m_whom->setState(TextField::State::Plain); });
    m_whom->edit()->setFocus();
}

void GatewayContactDialog::setPrompt(const GatewayPrompt &prompt)
{
    m_description->setText(prompt.description);
    m_description->setVisible(!prompt.description.isEmpty());
    if (!prompt.prompt.isEmpty()) {
        m_whom->setHelp(prompt.prompt);
        m_whom->edit()->setAccessibleDescription(prompt.prompt);
    }
}

void GatewayContactDialog::submit()
{
    const QString whom = m_whom->text().trimmed();
    if (whom.isEmpty()) {
        m_whom->setState(TextField::State::Wrong, tr("Write whom to add."));
        m_whom->edit()->setFocus();
        return;
    }
    setBusy();
    Q_EMIT addRequested(whom, m_name->text().trimmed());
}

GatewayRemovalDialog::GatewayRemovalDialog(const Gateway &gateway, int contacts, const Theme &theme, QWidget *parent)
    : AskDialog(theme, tr("Unregister"), tr("Unregister"), parent)
    , m_withContacts(new QCheckBox(tr("Remove its %n contacts too", nullptr, contacts), this))
{
    fields()->addWidget(new Label(theme, TypeRole::Heading, Token::Text,
                                  tr("Unregister from %1?").arg(isolated(gatewayName(gateway))), Label::Wrap::Yes,
                                  this));
    fields()->addWidget(new Label(
        theme, TypeRole::Body, Token::Text2,
        tr("The gateway forgets your name and password of the other network, and nobody there reaches you any more."),
        Label::Wrap::Yes, this));
    fields()->addWidget(m_withContacts);
    m_withContacts->setVisible(contacts > 0);
    setDestructive();
}

void GatewayRemovalDialog::submit()
{
    setBusy();
    Q_EMIT removeRequested(!m_withContacts->isHidden() && m_withContacts->isChecked());
}

} // namespace jackdaw
