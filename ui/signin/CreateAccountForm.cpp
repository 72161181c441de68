// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/CreateAccountForm.h"

#include "base/OnionName.h"
#include "signin/ConnectionOptions.h"
#include "signin/RegistrationText.h"
#include "style/Style.h"
#include "widgets/Banner.h"
#include "widgets/DataFormView.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"
#include "widgets/OutsetItem.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {
constexpr int createCancelDelay = 1000; // ms: what takes less needs no way out

/// A domain as people write it, a web address of one included.
QString domainOf(const QString &typed)
{
    QString text = typed.trimmed();
    for (const QString &scheme : {u"https://"_s, u"http://"_s, u"xmpp:"_s}) {
        if (text.startsWith(scheme, Qt::CaseInsensitive))
            text = text.mid(scheme.size());
    }
    return text.section(u'/', 0, 0).section(u'?', 0, 0);
}
} // namespace

CreateAccountForm::CreateAccountForm(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_lead(new Label(theme, TypeRole::Message, Token::Text2, {}, Label::Wrap::Yes)),
      m_serverStep(nullptr), m_serverField(new TextField(theme, tr("Provider or invitation link"))),
      m_optionsButton(new DisclosureButton(theme, tr("Connection options"))), m_options(new ConnectionOptions(theme)),
      m_formStep(nullptr), m_form(new DataFormView(theme)), m_keep(new QCheckBox(tr("Keep me signed in on this computer"))),
      m_websiteLine(new Label(theme, TypeRole::Body, Token::Text, {}, Label::Wrap::Yes)),
      m_websiteButton(new TextButton(tr("Open website"), ButtonKind::Secondary)), m_error(new Banner(theme, tr("Create an account"))),
      m_errorDetails(m_error->addAction(tr("Details"))),
      m_details(new Label(theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::Yes)),
      m_submit(new TextButton({}, ButtonKind::Primary, ButtonSize::Large)),
      m_cancel(new TextButton(tr("Cancel"), ButtonKind::Secondary, ButtonSize::Large))
{
    m_serverStep = makeServerStep();
    m_formStep = makeFormStep();
    m_error->setCorners(Banner::Corners::Round);
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_details->setAccessibleName(tr("Details of the error"));
    m_cancel->hide();

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(12);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_submit, 1);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(focusRoom, 0, focusRoom, focusRoom);
    column->setSpacing(0);
    column->addWidget(new Label(theme, TypeRole::Onboarding, Token::Text, tr("Create an account"), Label::Wrap::Yes));
    column->addSpacing(6);
    column->addWidget(m_lead);
    column->addSpacing(20);
    m_serverStep->setParent(this);
    column->addItem(new OutsetItem(m_serverStep, focusRoom));
    column->addWidget(m_formStep);
    column->addSpacing(12);
    column->addWidget(m_error);
    column->addWidget(m_details);
    column->addSpacing(8);
    column->addLayout(buttons);

    m_cancelTimer.setSingleShot(true);
    m_cancelTimer.setInterval(createCancelDelay);
    connect(&m_cancelTimer, &QTimer::timeout, m_cancel, &QWidget::show);
    connect(m_errorDetails, &QAbstractButton::clicked, this, [this] { m_details->setVisible(m_details->isHidden()); });
    connect(m_submit, &QAbstractButton::clicked, this, [this] { m_step == Step::Server ? takeServer() : submit(); });
    connect(m_cancel, &QAbstractButton::clicked, this, &CreateAccountForm::cancelRequested);
    showStep(Step::Server);
}

QWidget *CreateAccountForm::makeServerStep()
{
    m_serverField->edit()->setPlaceholderText(u"provider.example"_s);
    m_serverField->edit()->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    m_options->hide();
    auto *step = new QWidget;
    auto *column = new QVBoxLayout(step);
    column->setContentsMargins(focusRoom, 0, focusRoom, 0); // for the rings of the options
    column->setSpacing(8);
    column->addWidget(m_serverField);
    auto *line = new QHBoxLayout;
    line->addStretch();
    line->addWidget(m_optionsButton);
    column->addLayout(line);
    m_options->setParent(step);
    column->addItem(new OutsetItem(m_options, focusRoom));
    connect(m_optionsButton, &QAbstractButton::toggled, m_options, &QWidget::setVisible);
    connect(m_options, &ConnectionOptions::edited, this, &CreateAccountForm::clearError);
    connect(m_serverField, &TextField::textEdited, this, [this] {
        m_serverField->setState(TextField::State::Plain);
        clearError();
    });
    connect(m_serverField->edit(), &QLineEdit::returnPressed, this, &CreateAccountForm::takeServer);
    return step;
}

QWidget *CreateAccountForm::makeFormStep()
{
    m_keep->setChecked(true);
    auto *step = new QWidget;
    auto *column = new QVBoxLayout(step);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    column->addWidget(m_websiteLine);
    column->addWidget(m_websiteButton, 0, Qt::AlignLeading);
    column->addWidget(m_form);
    column->addWidget(m_keep);
    connect(m_websiteButton, &QAbstractButton::clicked, this, [this] { Q_EMIT websiteRequested(m_website); });
    connect(m_form, &DataFormView::edited, this, &CreateAccountForm::clearError);
    connect(m_form, &DataFormView::submitted, this, &CreateAccountForm::submit);
    return step;
}

void CreateAccountForm::showStep(Step step)
{
    m_step = step;
    m_serverStep->setVisible(step == Step::Server);
    m_formStep->setVisible(step == Step::Form);
    m_submit->show();
    clearError();
    setBusy(false);
    if (step == Step::Server)
        showInvitation();
    m_submit->setText(step == Step::Server ? tr("Continue") : tr("Create account"));
}

void CreateAccountForm::showInvitation()
{
    const bool needsProvider = m_invitation && m_invitation->kind == InvitationLink::Kind::Contact && !m_invitation->mayRegister;
    m_lead->setText(needsProvider ? tr("%1 invites you to chat. Name the provider where you want your account.")
                                        .arg(m_invitation->address.toString())
                                  : tr("Name a provider, or paste the invitation link that you were given."));
}

void CreateAccountForm::setLink(const QString &link)
{
    showStep(Step::Server);
    m_serverField->setText(link);
    takeServer();
}

bool CreateAccountForm::stepBack()
{
    if (m_step == Step::Server)
        return false;
    showStep(Step::Server);
    focusFirst();
    return true;
}

void CreateAccountForm::focusFirst()
{
    if (m_step == Step::Server)
        m_serverField->setFocus(Qt::OtherFocusReason);
    else
        m_form->focusFirst();
}

AccountSettings CreateAccountForm::server() const
{
    AccountSettings settings = m_server;
    settings.keepSignedIn = m_keep->isChecked();
    return settings;
}

QString CreateAccountForm::proxyPassword() const
{
    return m_options->hasProxy() ? m_options->proxyPassword() : QString();
}

void CreateAccountForm::takeServer()
{
    if (m_busy)
        return;
    clearError();
    const auto refuse = [this](const QString &why) {
        m_serverField->setState(TextField::State::Wrong, why);
        m_serverField->setFocus(Qt::OtherFocusReason);
    };
    const QString typed = m_serverField->text().trimmed();
    if (typed.isEmpty()) {
        refuse(tr("A provider is missing. It looks like provider.example."));
        return;
    }
    QString domain;
    m_token.clear();
    if (const auto link = InvitationLink::parse(typed)) {
        m_invitation = *link;
        if (!link->mayRegister) {
            // An invitation to chat, from a server that makes no accounts for guests.
            m_serverField->setText({});
            showInvitation();
            m_serverField->setFocus(Qt::OtherFocusReason);
            return;
        }
        domain = link->address.domain();
        m_token = link->token;
    } else if (typed.startsWith(u"xmpp:"_s, Qt::CaseInsensitive) && typed.contains(u'?')) {
        refuse(tr("This link is no invitation. Check that you copied all of it."));
        return;
    } else {
        domain = domainOf(typed);
        if (m_invitation && m_invitation->mayRegister)
            m_invitation.reset(); // another provider was typed over it
    }
    const auto address = BareJid::parse(domain);
    if (!address || !address->local().isEmpty() || domain.contains(u' ')) {
        refuse(tr("“%1” is not the name of a provider. It looks like provider.example.").arg(typed.left(200)));
        return;
    }
    AccountSettings settings;
    if (!m_options->apply(settings)) {
        m_optionsButton->setChecked(true);
        return;
    }
    m_server = settings;
    m_server.jid = *address;
    ask();
}

void CreateAccountForm::ask()
{
    setBusy(true);
    if (m_options->hasProxy())
        Q_EMIT proxyPasswordEntered(m_server.jid, m_options->proxyPassword());
    Q_EMIT askRequested(m_server, m_token);
}

void CreateAccountForm::submit()
{
    if (m_busy)
        return;
    clearError();
    if (!m_form->check())
        return;
    const DataForm filled = m_form->form();
    setBusy(true);
    Q_EMIT submitRequested(filled);
}

void CreateAccountForm::showOffer(const RegistrationOffer &offer)
{
    const bool again = m_step == Step::Form; // after a wrong answer: what went wrong stays to be read
    const QString wrong = again && !m_error->isHidden() ? m_error->text() : QString();
    const QString domain = m_server.jid.domain();
    showStep(Step::Form);
    m_website = offer.website;
    const bool toFill = !offer.form.fields.isEmpty();
    m_lead->setText(m_invitation && m_invitation->kind == InvitationLink::Kind::Contact
                        ? tr("On %1, invited by %2").arg(domain, m_invitation->address.toString())
                        : tr("On %1").arg(domain));
    m_websiteLine->setText(toFill ? tr("You can also create it on the website: %1").arg(offer.website)
                                  : offer.website.isEmpty() ? tr("%1 makes no accounts this way.").arg(domain)
                                                            : tr("%1 makes accounts on its website: %2").arg(domain, offer.website));
    m_websiteLine->setVisible(!offer.website.isEmpty() || !toFill);
    m_websiteButton->setVisible(!offer.website.isEmpty());
    m_form->setForm(offer.form, registrationLabels());
    m_form->setVisible(toFill || !offer.form.instructions.isEmpty());
    if (m_invitation && m_invitation->kind == InvitationLink::Kind::Account && !m_invitation->address.local().isEmpty())
        m_form->settle(u"username"_s, m_invitation->address.local()); // XEP-0445, 3.1: the name is kept for the guest
    m_keep->setVisible(toFill);
    m_submit->setVisible(toFill);
    if (!wrong.isEmpty())
        showGeneralError(wrong, {});
    focusFirst();
}

void CreateAccountForm::showError(const Error &error)
{
    setBusy(false);
    if (error.kind == ErrorKind::Cancelled)
        return;
    const QString domain = m_server.jid.domain();
    const QString words = registrationErrorText(error, domain);
    if (m_step == Step::Server && (error.kind == ErrorKind::ServerNotFound || error.kind == ErrorKind::Unavailable
                                   || error.kind == ErrorKind::Invitation)) {
        m_serverField->setState(TextField::State::Wrong, words);
        m_serverField->setFocus(Qt::OtherFocusReason);
        return;
    }
    const QString field = registrationErrorField(error);
    if (m_step == Step::Form && !field.isEmpty() && m_form->showError(field, words))
        return;
    if (m_step == Step::Server && needsTor(error))
        m_optionsButton->setChecked(true); // the choice is there
    showGeneralError(words, error.detail);
    if (error.kind == ErrorKind::WrongAnswer)
        ask();
}

void CreateAccountForm::setBusy(bool busy)
{
    m_busy = busy;
    for (QWidget *part : {m_serverStep, m_formStep})
        part->setEnabled(!busy);
    // Not disabled: the focus would leave it, and a screen reader would lose its place.
    m_submit->setText(m_step == Step::Server ? (busy ? tr("Asking the provider…") : tr("Continue"))
                                             : (busy ? tr("Creating the account…") : tr("Create account")));
    m_cancelTimer.stop();
    if (busy)
        m_cancelTimer.start();
    else
        m_cancel->hide();
}

void CreateAccountForm::showGeneralError(const QString &words, const QString &details)
{
    m_error->setContent(Banner::Kind::Bad, u"circle-alert"_s, {}, words);
    m_errorDetails->setVisible(!details.isEmpty());
    m_details->setText(details);
    m_details->hide();
    m_error->show();
}

void CreateAccountForm::clearError()
{
    m_error->hide();
    m_details->hide();
}

} // namespace jackdaw
