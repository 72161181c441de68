// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"
#include "style/Theme.h"

#include <QWidget>

namespace jackdaw {

class BrandPanel;
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
    /// The answer to probeRequested(); dropped if the address is another one by now.
    void showProbe(const jackdaw::BareJid &address, const jackdaw::Result<QString> &found);

Q_SIGNALS:
    void signInRequested(const jackdaw::AccountSettings &settings, const QString &password);
    void probeRequested(const jackdaw::BareJid &address);
    void proxyPasswordEntered(const jackdaw::BareJid &account, const QString &password);
    void demoRequested();
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
    void collapse();

    const Theme &m_theme;
    BrandPanel *m_brand;
    SignInForm *m_form;
    QWidget *m_smallHead;
};

} // namespace jackdaw
