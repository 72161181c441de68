// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/SignInFlow.h"

#include "shell/AppContext.h"
#include "shell/LocalDemo.h"
#include "shell/MainWindow.h"
#include "shell/StartOptions.h"
#include "shell/Wishes.h"
#include "signin/SignInPage.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QUrl>

namespace jackdaw {

SignInFlow::SignInFlow(AppContext &context, Wishes &wishes, MainWindow &window, const StartOptions &options)
    : m_context(context), m_wishes(wishes), m_window(window), m_wanted(options.signIn), m_firstChat(options.openChat),
      m_firstStatus(options.status)
{
    connect(&context.accounts(), &QAbstractItemModel::rowsInserted, this, [this] {
        if (m_page && !m_busy) // the account came from elsewhere
            finish();
    });
    connect(&context.accounts(), &QAbstractItemModel::rowsRemoved, this, &SignInFlow::showIfNeeded);
    connect(&context.accounts(), &QAbstractItemModel::modelReset, this, &SignInFlow::showIfNeeded);
}

SignInFlow::~SignInFlow() = default;

void SignInFlow::showIfNeeded()
{
    if (m_context.accounts().rowCount() > 0 || m_page)
        return;
    show(Way::First);
    if (!m_wanted)
        return;
    const AccountSettings settings = *std::exchange(m_wanted, std::nullopt);
    const QString password = qEnvironmentVariable("JACKDAW_PASSWORD");
    qunsetenv("JACKDAW_PASSWORD");
    m_page->setAddress(settings.jid.toString());
    m_page->setBusy(true);
    signIn(settings, password);
}

void SignInFlow::addAccount()
{
    if (!m_page)
        show(Way::Another);
}

void SignInFlow::show(Way way)
{
    const bool demo = way == Way::First && !LocalDemo::script().isEmpty();
    m_page = new SignInPage(m_context.theme(), m_context.preferences(),
                            way == Way::First ? SignInPage::Way::First : SignInPage::Way::Another,
                            demo ? SignInPage::Demo::Offered : SignInPage::Demo::Hidden);
    connect(m_page, &SignInPage::signInRequested, this, &SignInFlow::signIn);
    connect(m_page, &SignInPage::proxyPasswordEntered, &m_wishes, &Wishes::setProxyPassword);
    connect(m_page, &SignInPage::cancelRequested, this, [this] {
        ++m_attempt;
        m_busy = false;
        m_page->setBusy(false);
    });
    connect(m_page, &SignInPage::backRequested, this, &SignInFlow::finish);
    connect(m_page, &SignInPage::restoreRequested, this, &SignInFlow::restoreRequested);
    connect(m_page, &SignInPage::demoRequested, this, &SignInFlow::startDemo);
    connectRegistration();
    m_window.setCover(m_page);
}

void SignInFlow::connectRegistration()
{
    // The answer to what was stopped, or to a page that is gone, is nobody's any more.
    const auto isWanted = [this](int registration) { return m_page && registration == m_registration; };
    connect(m_page, &SignInPage::registrationAsked, this, [this, isWanted](const AccountSettings &server, const QString &token) {
        const int registration = ++m_registration;
        m_wishes.askRegistration(server, token).then(this, [this, isWanted, registration](const Result<RegistrationOffer> &offer) {
            if (!isWanted(registration))
                return;
            if (offer)
                m_page->showOffer(*offer);
            else
                m_page->showRegistrationError(offer.error());
        });
    });
    connect(m_page, &SignInPage::registrationSubmitted, this, [this, isWanted](const DataForm &filled) {
        const int registration = ++m_registration;
        m_wishes.submitRegistration(filled).then(this, [this, isWanted, registration](const Result<NewAccount> &account) {
            if (!isWanted(registration))
                return;
            if (account)
                takeNewAccount(*account);
            else
                m_page->showRegistrationError(account.error());
        });
    });
    connect(m_page, &SignInPage::registrationCancelled, this, [this] {
        ++m_registration;
        ++m_attempt; // signing in to what was just made
        m_busy = false;
        m_wishes.cancelRegistration();
        m_page->showRegistrationError({ErrorKind::Cancelled, {}, {}});
    });
    connect(m_page, &SignInPage::websiteRequested, this, [](const QString &address) {
        const QUrl url(address, QUrl::StrictMode);
        if (url.scheme() == QLatin1StringView("https") || url.scheme() == QLatin1StringView("http"))
            QDesktopServices::openUrl(url);
    });
}

void SignInFlow::takeNewAccount(const NewAccount &account)
{
    AccountSettings settings = m_page->newAccountSettings();
    settings.jid = account.jid;
    const std::optional<InvitationLink> invitation = m_page->invitation();
    if (!settings.proxy.user.isEmpty())
        m_wishes.setProxyPassword(settings.jid, m_page->newAccountProxyPassword());
    const int attempt = ++m_attempt;
    m_busy = true;
    m_wishes.addAccount(settings, account.password).then(this, [this, attempt, settings, invitation](const Result<AccountId> &added) {
        if (attempt != m_attempt) {
            if (added)
                m_wishes.removeAccount(*added);
            return;
        }
        m_busy = false;
        if (!added) {
            if (m_page) {
                m_page->showCreated(settings.jid);
                m_page->showError(added.error());
            }
            return;
        }
        // On the inviter's own server the token did that already (XEP-0401, 6.3.2).
        if (invitation && invitation->kind == InvitationLink::Kind::Contact
            && invitation->address.domain() != settings.jid.domain()) {
            m_wishes.acceptInvitation(*added, *invitation);
        }
        finish();
    });
}

void SignInFlow::signIn(const AccountSettings &settings, const QString &password)
{
    const int attempt = ++m_attempt;
    m_busy = true;
    if (m_page)
        m_page->setBusy(true);
    m_wishes.addAccount(settings, password).then(this, [this, attempt](const Result<AccountId> &account) {
        if (attempt != m_attempt) {
            // It was stopped, and went through all the same: what was not wanted any more does not stay.
            if (account)
                m_wishes.removeAccount(*account);
            return;
        }
        m_busy = false;
        if (account) {
            finish();
            goOnAsAsked(*account);
        } else if (m_page) {
            m_page->showError(account.error());
        }
    });
}

void SignInFlow::goOnAsAsked(AccountId account)
{
    if (const QString text = std::exchange(m_firstStatus, {}); !text.isEmpty())
        m_wishes.setStatus(account, {Availability::Available, text, 0});
    if (const BareJid peer = std::exchange(m_firstChat, {}); peer.isValid())
        Q_EMIT chatRequested(account, peer);
}

void SignInFlow::finish()
{
    ++m_attempt; // whatever is still under way was left by Back
    ++m_registration;
    m_busy = false;
    m_page = nullptr;
    m_window.setCover(nullptr);
}

void SignInFlow::startDemo()
{
    if (!m_demo) {
        m_demo = std::make_unique<LocalDemo>(LocalDemo::script(), QCoreApplication::applicationFilePath());
        connect(m_demo.get(), &LocalDemo::windowsOpened, this, [this] {
            if (m_page)
                m_page->setBusy(false);
            m_window.hide();
        });
        connect(m_demo.get(), &LocalDemo::failed, this, [this](const Error &error) {
            m_window.show();
            if (m_page)
                m_page->showError(error);
        });
        connect(m_demo.get(), &LocalDemo::ended, &m_window, [this] { m_window.present(); });
    }
    m_page->setBusy(true);
    m_demo->start();
}

} // namespace jackdaw
