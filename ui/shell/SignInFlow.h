// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"

#include <QObject>
#include <QPointer>
#include <memory>
#include <optional>

namespace jackdaw {

class AppContext;
struct NewAccount;
class LocalDemo;
class MainWindow;
class SignInPage;
class Wishes;
struct StartOptions;

/// Shows the sign-in page over the window while there is no account, or when another one is wanted,
/// and carries what is typed there to the engine and the answer back. Owned by Shell, GUI thread.
/// It keeps no password.
class SignInFlow : public QObject
{
    Q_OBJECT
public:
    SignInFlow(AppContext &context, Wishes &wishes, MainWindow &window, const StartOptions &options);
    ~SignInFlow() override;

    /// At the start, and when the last account went.
    void showIfNeeded();
    /// Beside the accounts that are there, with a way back.
    void addAccount();

Q_SIGNALS:
    void restoreRequested();
    /// After --sign-in: the chat that was named with it.
    void chatRequested(jackdaw::AccountId account, const jackdaw::BareJid &peer);

private:
    enum class Way { First, Another };
    void show(Way way);
    void signIn(const AccountSettings &settings, const QString &password);
    void connectRegistration();
    void takeNewAccount(const NewAccount &account);
    void finish();
    void goOnAsAsked(AccountId account);
    void startDemo();

    AppContext &m_context;
    Wishes &m_wishes;
    MainWindow &m_window;
    std::optional<AccountSettings> m_wanted; ///< --sign-in
    BareJid m_firstChat; ///< --open-chat
    QString m_firstStatus; ///< --status
    QPointer<SignInPage> m_page;
    int m_attempt = 0; ///< counts sign-ins, so that the answer to one that was stopped is known as such
    int m_registration = 0; ///< the same for what was asked of a provider
    bool m_busy = false;
    std::unique_ptr<LocalDemo> m_demo;
};

} // namespace jackdaw
