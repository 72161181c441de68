// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/RegistrationDoor.h"
#include "base/XmppLink.h"
#include "style/Theme.h"

#include <QWidget>

class QScrollArea;
class QStackedWidget;

namespace jackdaw {

class BrandPanel;
class CreateAccountForm;
class Preferences;
class SignInForm;
class TextButton;

/// What a start without an account shows (picture 04), and what "Add account" shows. Owned by its parent, GUI thread. Its
/// signals are wishes; whoever carries them out answers through the slots. It never talks to the network or the key
/// service itself.
class SignInPage : public QWidget
{
    Q_OBJECT
public:
    enum class Way {
        First,  ///< there is no account: nothing to go back to
        Another ///< beside others: with a Back button
    };
    enum class Demo { Offered, Hidden };

    SignInPage(const Theme &theme, Preferences &preferences, Way way = Way::First, Demo demo = Demo::Offered,
               QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

public Q_SLOTS:
    void setAddress(const QString &address);
    void setBusy(bool busy);
    /// Shows the error where it belongs and is no longer busy.
    void showError(const jackdaw::Error &error);

    /// Opens "Create an account", with this invitation link where there is one.
    void showCreate(const QString &link = {});
    /// The answers to registrationAsked() and registrationSubmitted(). After the latter succeeded the account is signed in to
    /// with these settings; if that fails, showCreated() goes back to signing in.
    void showOffer(const jackdaw::RegistrationOffer &offer);
    void showRegistrationError(const jackdaw::Error &error);
    void showCreated(const jackdaw::BareJid &account);
    AccountSettings newAccountSettings() const;
    QString newAccountProxyPassword() const;
    std::optional<InvitationLink> invitation() const;

Q_SIGNALS:
    void registrationAsked(const jackdaw::AccountSettings &server, const QString &token);
    void registrationSubmitted(const jackdaw::DataForm &filled);
    void registrationCancelled();
    void websiteRequested(const QString &address);
    void signInRequested(const jackdaw::AccountSettings &settings, const QString &password);
    void proxyPasswordEntered(const jackdaw::BareJid &account, const QString &password);
    void demoRequested();
    void restoreRequested();
    void cancelRequested();
    void backRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    /// Another way than signing in: a card below "New here?".
    struct Choice
    {
        QString icon;
        QString title;
        QString help;
        void (SignInPage::*wish)();
    };
    QList<Choice> choices(Demo demo) const;
    QWidget *makeForm(const QList<Choice> &choices);
    QWidget *makeColumn(QLayout *column);
    QScrollArea *makeScroll(QWidget *page);
    void openCreate() { showCreate(); }
    void makeCreate();
    void goBack();
    void showSignIn();
    void collapse();
    void makeFooter(QWidget *page);
    void placeActs();
    void alignFooter();

    const Theme &m_theme;
    const Preferences &m_preferences;
    BrandPanel *m_brand;
    SignInForm *m_form;
    CreateAccountForm *m_create = nullptr; ///< made when it is wanted
    QStackedWidget *m_sides;
    QScrollArea *m_scroll = nullptr; ///< around the form
    QWidget *m_footer = nullptr;     ///< below it, for its buttons where it is long
    QWidget *m_back;
    Way m_way;
    QWidget *m_smallHead;
    TextButton *m_language = nullptr;
    TextButton *m_display = nullptr;
};

} // namespace jackdaw
