// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"
#include "style/Theme.h"

#include <QTimer>
#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QVBoxLayout;

namespace jackdaw {

class Banner;
class ConnectionOptions;
class DisclosureButton;
class Label;
class PasswordField;
class TextButton;
class TextField;

/// The fields of the sign-in page and what they say back: checks what is typed, and shows an error at the field that it
/// is about. Owned by SignInPage, GUI thread; commands nothing. What it asks for are wishes, and the password leaves it
/// only with one. Nothing that is typed is looked up before that: the proxy may be what is typed last.
class SignInForm : public QWidget
{
    Q_OBJECT
public:
    explicit SignInForm(const Theme &theme, QWidget *parent = nullptr);

    void setAddress(const QString &address);
    /// The account was just made, but could not be signed in to yet.
    void setCreated(const BareJid &account);
    void setBusy(bool busy);
    void showError(const Error &error);
    void focusFirst();
    /// Its buttons, which stand at its end unless whoever shows it places them where they are always seen.
    QWidget *acts() const { return m_acts; }
    void takeActsBack();
    bool isLong() const; ///< the connection options are shown

Q_SIGNALS:
    void lengthChanged();
    void signInRequested(const jackdaw::AccountSettings &settings, const QString &password);
    void cancelRequested();
    /// Comes before the signInRequested() that it is for.
    void proxyPasswordEntered(const jackdaw::BareJid &account, const QString &password);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void submit();
    void addressEdited();
    void showGeneralError(const Error &error);
    void clearGeneralError();
    void showDetails();

    const Theme &m_theme;
    TextField *m_address;
    PasswordField *m_password;
    QCheckBox *m_keep;
    DisclosureButton *m_optionsButton;
    QBoxLayout *m_keepLine;
    ConnectionOptions *m_options;
    Banner *m_error;
    TextButton *m_errorDetails;
    Label *m_details;
    QWidget *m_trouble; ///< what is said of an error
    QVBoxLayout *m_column;
    QWidget *m_acts;
    TextButton *m_submit;
    TextButton *m_cancel;
    QTimer m_cancelTimer;
    bool m_busy = false;
    std::shared_ptr<const CertificateProblem> m_certificate; ///< of the error that is shown
    QByteArray m_pin;  ///< of the certificate that the user trusts for m_pinned
    BareJid m_pinned;
};

} // namespace jackdaw
