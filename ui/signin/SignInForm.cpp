// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/SignInForm.h"

#include "base/OnionName.h"
#include "signin/CertificateDialog.h"
#include "signin/ConnectionOptions.h"
#include "style/ErrorText.h"
#include "widgets/Banner.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"
#include "widgets/OutsetItem.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {
constexpr int cancelDelay = 1000; // ms: what takes less needs no way out
} // namespace

SignInForm::SignInForm(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_address(new TextField(theme, tr("XMPP address"))),
      m_password(new PasswordField(theme, tr("Password"))), m_keep(new QCheckBox(tr("Keep me signed in on this computer"))),
      m_optionsButton(new DisclosureButton(theme, tr("Connection options"))), m_keepLine(nullptr), m_options(new ConnectionOptions(theme)),
      m_error(new Banner(theme, tr("Sign-in"))), m_details(new Label(theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::Yes)),
      m_trouble(new QWidget), m_column(nullptr), m_acts(new QWidget),
      m_submit(new TextButton(tr("Sign in"), ButtonKind::Primary, ButtonSize::Large)),
      m_cancel(new TextButton(tr("Cancel"), ButtonKind::Secondary, ButtonSize::Large))
{
    m_address->edit()->setPlaceholderText(u"name@provider.example"_s);
    m_address->edit()->setInputMethodHints(Qt::ImhEmailCharactersOnly | Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    m_keep->setChecked(true);
    m_options->hide();
    m_cancel->hide();
    m_errorDetails = m_error->addAction(tr("Details"));
    m_error->setCorners(Banner::Corners::Round);
    m_error->hide();
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_details->setAccessibleName(tr("Details of the error"));
    m_details->hide();

    m_keepLine = new QBoxLayout(QBoxLayout::LeftToRight);
    m_keepLine->setSpacing(12);
    m_keepLine->addWidget(m_keep);
    m_keepLine->addStretch();
    m_keepLine->addWidget(m_optionsButton);

    auto *trouble = new QVBoxLayout(m_trouble);
    trouble->setContentsMargins(0, 8, 0, 0); // without an error there is no room for one either
    trouble->setSpacing(0);
    trouble->addWidget(m_error);
    trouble->addWidget(m_details);
    m_trouble->hide();

    auto *buttons = new QHBoxLayout(m_acts);
    buttons->setContentsMargins(focusRoom, focusRoom, focusRoom, focusRoom); // for the rings; OutsetItem takes it back
    buttons->setSpacing(12);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_submit, 1);

    m_column = new QVBoxLayout(this);
    QVBoxLayout *column = m_column;
    column->setContentsMargins(focusRoom, 0, focusRoom, 0);
    column->setSpacing(0);
    column->addWidget(new Label(theme, TypeRole::Onboarding, Token::Text, tr("Sign in"), Label::Wrap::Yes));
    column->addSpacing(6);
    column->addWidget(new Label(theme, TypeRole::Message, Token::Text2, tr("Use the address and password from your provider."),
                                Label::Wrap::Yes));
    column->addSpacing(20);
    column->addWidget(m_address);
    column->addSpacing(18);
    column->addWidget(m_password);
    column->addSpacing(8);
    column->addLayout(m_keepLine);
    column->addSpacing(8);
    m_options->setParent(this);
    column->addItem(new OutsetItem(m_options, focusRoom));
    column->addWidget(m_trouble);
    column->addSpacing(16 - focusRoom);
    takeActsBack();

    m_cancelTimer.setSingleShot(true);
    m_cancelTimer.setInterval(cancelDelay);
    connect(&m_cancelTimer, &QTimer::timeout, m_cancel, &QWidget::show);
    connect(m_address, &TextField::textEdited, this, &SignInForm::addressEdited);
    connect(m_password, &TextField::textEdited, this, [this] {
        m_password->setState(TextField::State::Plain);
        clearGeneralError();
    });
    connect(m_options, &ConnectionOptions::edited, this, [this] {
        clearGeneralError();
        addressEdited();
    });
    connect(m_address->edit(), &QLineEdit::returnPressed, this, [this] {
        if (m_password->text().isEmpty())
            m_password->setFocus(Qt::TabFocusReason);
        else
            submit();
    });
    connect(m_password->edit(), &QLineEdit::returnPressed, this, &SignInForm::submit);
    connect(m_optionsButton, &QAbstractButton::toggled, this, [this](bool shown) {
        m_options->setVisible(shown);
        Q_EMIT lengthChanged();
    });
    connect(m_errorDetails, &QAbstractButton::clicked, this, [this] { showDetails(); });
    connect(m_submit, &QAbstractButton::clicked, this, &SignInForm::submit);
    connect(m_cancel, &QAbstractButton::clicked, this, &SignInForm::cancelRequested);
}

void SignInForm::takeActsBack()
{
    if (m_acts->parentWidget() == this)
        return;
    m_acts->setParent(this);
    m_column->addItem(new OutsetItem(m_acts, focusRoom));
    m_acts->show();
}

bool SignInForm::isLong() const
{
    return m_optionsButton->isChecked();
}

/// Under each other where there is no room for both beside each other.
void SignInForm::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool beside = m_keep->sizeHint().width() + 12 + m_optionsButton->sizeHint().width() <= width() - 2 * focusRoom;
    m_keepLine->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void SignInForm::setAddress(const QString &address)
{
    m_address->setText(address);
    addressEdited();
}

void SignInForm::setCreated(const BareJid &account)
{
    m_address->setText(account.toString());
    m_address->setState(TextField::State::Good, tr("This account was created. Sign in with it."));
}

void SignInForm::focusFirst()
{
    TextField *first = m_address->text().isEmpty() ? m_address : m_password;
    first->setFocus(Qt::OtherFocusReason);
}

void SignInForm::addressEdited()
{
    m_address->setState(TextField::State::Plain);
    clearGeneralError();
}

void SignInForm::submit()
{
    if (m_busy)
        return;
    clearGeneralError();
    AccountSettings settings;
    const QString typed = m_address->text().trimmed();
    const Result<BareJid> address = BareJid::parse(typed);
    TextField *wrong = nullptr;
    if (typed.isEmpty()) {
        m_address->setState(TextField::State::Wrong, tr("Your address is missing. It looks like name@provider.example."));
        wrong = m_address;
    } else if (!address || address->local().isEmpty()) {
        m_address->setState(TextField::State::Wrong, errorText({ErrorKind::Malformed, {}, typed}));
        wrong = m_address;
    }
    if (m_password->text().isEmpty()) {
        m_password->setState(TextField::State::Wrong, tr("Your password is missing."));
        wrong = wrong ? wrong : m_password;
    }
    if (wrong) {
        wrong->setFocus(Qt::OtherFocusReason);
        return;
    }
    if (!m_options->apply(settings)) {
        m_optionsButton->setChecked(true);
        return;
    }
    settings.jid = *address;
    settings.keepSignedIn = m_keep->isChecked();
    if (m_pinned == settings.jid)
        settings.pinnedCertificate = m_pin;
    if (m_options->hasProxy())
        Q_EMIT proxyPasswordEntered(settings.jid, m_options->proxyPassword());
    Q_EMIT signInRequested(settings, m_password->text());
}

void SignInForm::setBusy(bool busy)
{
    if (m_busy == busy)
        return;
    m_busy = busy;
    for (QWidget *field : std::initializer_list<QWidget *>{m_address, m_password, m_keep, m_optionsButton, m_options})
        field->setEnabled(!busy);
    // Not disabled: the focus would leave it, and a screen reader would lose its place.
    m_submit->setText(busy ? tr("Signing in…") : tr("Sign in"));
    m_submit->setAccessibleName(tr("Sign in")); // it is the same button (design/ui.md, "Accessible names")
    m_submit->setAccessibleDescription(busy ? tr("Signing in…") : QString());
    m_cancelTimer.stop();
    if (busy)
        m_cancelTimer.start();
    else
        m_cancel->hide();
}

void SignInForm::showError(const Error &error)
{
    setBusy(false);
    switch (error.kind) {
    case ErrorKind::Cancelled: return;
    case ErrorKind::NotAuthorized:
        // It is the server that says so, and over TLS that was checked: no refusal is believed before that.
        if (const Result<BareJid> address = BareJid::parse(m_address->text().trimmed()))
            m_address->setState(TextField::State::Good, tr("%1 found, connection is encrypted").arg(address->domain()));
        m_password->setState(TextField::State::Wrong, errorText(error));
        m_password->setFocus(Qt::OtherFocusReason);
        m_password->edit()->selectAll();
        return;
    case ErrorKind::ServerNotFound:
    case ErrorKind::Malformed: {
        Error about = error;
        if (about.subject.isEmpty()) {
            const Result<BareJid> address = BareJid::parse(m_address->text().trimmed());
            about.subject = address && error.kind == ErrorKind::ServerNotFound ? address->domain() : m_address->text().trimmed();
        }
        m_address->setState(TextField::State::Wrong, errorText(about));
        m_address->setFocus(Qt::OtherFocusReason);
        return;
    }
    case ErrorKind::Conflict:
        m_address->setState(TextField::State::Wrong, tr("This account is on this computer already."));
        m_address->setFocus(Qt::OtherFocusReason);
        return;
    case ErrorKind::PlainOnly:
        m_optionsButton->setChecked(true); // the choice is there
        showGeneralError(error);
        return;
    default:
        if (needsTor(error))
            m_optionsButton->setChecked(true);
        showGeneralError(error);
    }
}

static bool isAboutSafety(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Certificate:
    case ErrorKind::PlainOnly:
    case ErrorKind::WeakerMechanism:
    case ErrorKind::UnsafeLogin:
    case ErrorKind::ServerProof: return true;
    default: return false;
    }
}

void SignInForm::showGeneralError(const Error &error)
{
    const QString summary = errorSummary(error);
    const QString advice = errorText(error).mid(summary.size()).trimmed();
    m_error->setContent(Banner::Kind::Bad, isAboutSafety(error.kind) ? u"shield-alert"_s : u"circle-alert"_s,
                        summary, advice);
    m_certificate = error.certificate;
    m_errorDetails->setVisible(m_certificate || !error.detail.isEmpty());
    m_details->setText(breakable(error.detail));
    m_details->hide();
    m_trouble->show();
    m_error->show();
}

void SignInForm::showDetails()
{
    if (!m_certificate) {
        m_details->setVisible(m_details->isHidden());
        return;
    }
    const Result<BareJid> address = BareJid::parse(m_address->text().trimmed());
    if (!address)
        return;
    auto *dialog = new CertificateDialog(m_theme, *m_certificate, address->toString(), window());
    connect(dialog, &CertificateDialog::trustRequested, this, [this, account = *address](const QByteArray &fingerprint) {
        m_pin = fingerprint;
        m_pinned = account;
        submit();
    });
    connect(dialog, &CertificateDialog::forgetRequested, this, [this] {
        m_pin.clear();
        submit();
    });
    dialog->setWindowModality(Qt::WindowModal);
    dialog->open();
}

void SignInForm::clearGeneralError()
{
    m_error->hide();
    m_details->hide();
    m_trouble->hide();
}

} // namespace jackdaw
