// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/RegistrationDoor.h"
#include "base/XmppLink.h"
#include "style/Theme.h"

#include <QTimer>
#include <QWidget>
#include <optional>

class QCheckBox;

namespace jackdaw {

class Banner;
class ConnectionOptions;
class DataFormView;
class DisclosureButton;
class Label;
class TextButton;
class TextField;

/// "Create an account": first the provider or an invitation link, then the provider's form, with its picture. Its
/// signals are wishes, answered through the slots. Owned by SignInPage, GUI thread. Opens nothing that was not clicked,
/// and asks no server before it was told which.
class CreateAccountForm : public QWidget
{
    Q_OBJECT
public:
    explicit CreateAccountForm(const Theme &theme, QWidget *parent = nullptr);

    /// Begins with this link, as if it had been pasted.
    void setLink(const QString &link);
    void setBusy(bool busy);
    void showOffer(const RegistrationOffer &offer);
    void showError(const Error &error);
    void focusFirst();
    /// Back to the first step. False if it is the one shown.
    bool stepBack();

    /// Where the account is made, and how it is to be signed in to; without the name that is not known yet.
    AccountSettings server() const;
    QString proxyPassword() const;
    const std::optional<InvitationLink> &invitation() const { return m_invitation; }

Q_SIGNALS:
    void askRequested(const jackdaw::AccountSettings &server, const QString &token);
    void submitRequested(const jackdaw::DataForm &filled);
    void cancelRequested();
    /// Comes before the askRequested() that it is for; `server`: a domain alone, as there is no account yet.
    void proxyPasswordEntered(const jackdaw::BareJid &server, const QString &password);
    void websiteRequested(const QString &address);

private:
    enum class Step { Server, Form };

    QWidget *makeServerStep();
    QWidget *makeFormStep();
    void showStep(Step step);
    void takeServer();
    void ask();
    void submit();
    void showInvitation();
    void showGeneralError(const QString &words, const QString &details);
    void clearError();

    const Theme &m_theme;
    Step m_step = Step::Server;
    bool m_busy = false;
    AccountSettings m_server;
    QString m_token;
    std::optional<InvitationLink> m_invitation;
    QString m_website;

    Label *m_lead;
    QWidget *m_serverStep;
    TextField *m_serverField;
    DisclosureButton *m_optionsButton;
    ConnectionOptions *m_options;
    QWidget *m_formStep;
    DataFormView *m_form;
    QCheckBox *m_keep;
    Label *m_websiteLine;
    TextButton *m_websiteButton;
    Banner *m_error;
    TextButton *m_errorDetails;
    Label *m_details;
    TextButton *m_submit;
    TextButton *m_cancel;
    QTimer m_cancelTimer;
};

} // namespace jackdaw
