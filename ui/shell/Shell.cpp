// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Shell.h"

#include "chatpage/ChatPage.h"
#include "chats/ChatListPane.h"
#include "contacts/ContactDetails.h"
#include "contacts/ContactListPane.h"
#include "notify/TrayIcon.h"
#include "shell/AccountMenu.h"
#include "shell/AppContext.h"
#include "shell/ChatNotifier.h"
#include "shell/ChatWindow.h"
#include "shell/ChatWindows.h"
#include "shell/ConnectionBanner.h"
#include "shell/ContextMenuKey.h"
#include "shell/Dialogs.h"
#include "shell/MainWindow.h"
#include "shell/OneInstance.h"
#include "shell/QuickSwitcher.h"
#include "shell/SettingsOpener.h"
#include "shell/SignInFlow.h"
#include "shell/StartOptions.h"
#include "shell/WindowUse.h"
#include "shell/Wishes.h"
#include "style/ErrorText.h"
#include "style/SystemAppearance.h"
#include "widgets/EmptyState.h"

#include <QApplication>
#include <QDesktopServices>
#include <QTimer>
#include <QUrl>

namespace jackdaw {

Shell::Shell(AppContext &context, OneInstance &instance, const StartOptions &options)
    : m_context(context),
      m_instance(instance),
      m_wishes(std::make_unique<Wishes>(context.engine())),
      m_window(std::make_unique<MainWindow>(context)),
      m_dialogs(std::make_unique<Dialogs>(context, *m_wishes, *m_window)),
      m_signIn(std::make_unique<SignInFlow>(context, *m_wishes, *m_window, options)),
      m_settings(std::make_unique<SettingsOpener>(context, *m_wishes, *m_window)),
      m_chatWindows(std::make_unique<ChatWindows>(context)),
      m_notifier(std::make_unique<ChatNotifier>(context, *m_window, *m_chatWindows)),
      m_contextMenuKey(std::make_unique<ContextMenuKey>())
{
    connectChats();
    connectWindows();
    connectAccounts();
    connect(m_window.get(), &MainWindow::contactListMade, this, &Shell::connectContacts);
    connect(m_window.get(), &MainWindow::switcherMade, this, [this] {
        connect(&m_window->switcher(), &QuickSwitcher::personRequested, this, &Shell::openPerson);
    });
    connect(m_window.get(), &MainWindow::commandRequested, this, &Shell::execute);
    connect(m_window.get(), &MainWindow::closeRequested, this, &Shell::close);
    connect(m_window.get(), &MainWindow::useChanged, this, &Shell::tellWindowUse);

    connect(m_dialogs.get(), &Dialogs::chatReady, this, [this](ConversationId conversation) { m_window->openChat(conversation); });
    connect(m_notifier.get(), &ChatNotifier::chatRequested, this, [this](ConversationId conversation, const QString &token) {
        if (m_chatWindows->present(conversation, token) == ChatWindows::Found::Yes)
            return;
        m_window->present(token);
        m_window->openChat(conversation);
    });
    connect(&instance, &OneInstance::raiseRequested, this, [this] { m_window->present(); });
    const auto tell = [this](const Error &error) {
        if (error.kind != ErrorKind::Cancelled)
            m_window->showNotice(errorText(error));
    };
    connect(m_wishes.get(), &Wishes::failed, this, tell);
    connect(m_dialogs.get(), &Dialogs::failed, this, tell);
    connect(&context.engine(), &EngineLoader::failed, this, &Shell::showEngineFailure);
    connect(&context.engine(), &EngineLoader::started, this, &Shell::tellWindowUse);
    connect(qApp, &QGuiApplication::aboutToQuit, this, [this] {
        m_window->saveState();
        m_chatWindows->flush();
    });
    m_signIn->showIfNeeded();
}

Shell::~Shell() = default;

void Shell::connectChats()
{
    ChatListPane *list = &m_window->chatList();
    Wishes *wishes = m_wishes.get();
    connect(list, &ChatListPane::pinRequested, wishes, &Wishes::setPinned);
    connect(list, &ChatListPane::muteRequested, wishes, &Wishes::setMuted);
    connect(list, &ChatListPane::markReadRequested, this, [this](ConversationId conversation) {
        const Conversation *found = m_context.chats().find(conversation);
        if (found && found->last)
            m_wishes->markRead(conversation, found->last->id);
    });
    connect(list, &ChatListPane::historyPauseRequested, wishes, &Wishes::pauseHistory);
    connect(list, &ChatListPane::historyResumeRequested, wishes, &Wishes::resumeHistory);
    connect(list, &ChatListPane::windowRequested, this, [this](ConversationId conversation) {
        m_window->leaveChat(conversation);
        m_chatWindows->open(conversation);
    });

    connectPage(m_window->chatPage());
    connect(wishes, &Wishes::sendFailed, this, [this](ConversationId conversation, const QString &text, const Error &error) {
        ChatWindow *own = m_chatWindows->find(conversation);
        (own ? own->page() : m_window->chatPage()).restoreText(conversation, text);
        m_window->showNotice(errorText(error));
    });
}

void Shell::connectPage(ChatPage &page)
{
    Wishes *wishes = m_wishes.get();
    connect(&page, &ChatPage::sendRequested, wishes, &Wishes::send);
    connect(&page, &ChatPage::replyRequested, wishes, &Wishes::reply);
    connect(&page, &ChatPage::correctRequested, wishes, &Wishes::correct);
    connect(&page, &ChatPage::retractRequested, wishes, &Wishes::retract);
    connect(&page, &ChatPage::reactRequested, wishes, &Wishes::react);
    connect(&page, &ChatPage::forwardRequested, wishes, &Wishes::forward);
    connect(&page, &ChatPage::pinRequested, wishes, &Wishes::pinMessage);
    connect(&page, &ChatPage::saveRequested, wishes, &Wishes::saveMessage);
    connect(&page, &ChatPage::draftChanged, wishes, &Wishes::saveDraft);
    connect(&page, &ChatPage::typingChanged, wishes, &Wishes::setTyping);
    connect(&page, &ChatPage::retryRequested, wishes, &Wishes::retry);
    connect(&page, &ChatPage::deleteRequested, wishes, &Wishes::deleteMessage);
    connect(&page, &ChatPage::readUpTo, wishes, &Wishes::markRead);
    connect(&page, &ChatPage::linkActivated, this, &Shell::openLink);
}

void Shell::connectWindows()
{
    m_window->setElsewhere([this](ConversationId conversation) { return m_chatWindows->contains(conversation); },
                           [this](ConversationId conversation) { m_chatWindows->present(conversation); });
    connect(m_chatWindows.get(), &ChatWindows::useChanged, this, &Shell::tellWindowUse);
    connect(m_chatWindows.get(), &ChatWindows::windowMade, this, [this](ChatWindow *window) {
        connectPage(window->page());
        connect(&window->banner(), &ConnectionBanner::actionRequested, this, &Shell::doBannerAction);
        connect(window, &ChatWindow::commandRequested, this, [this](Command command) {
            const bool aboutText = command == Command::LargerText || command == Command::SmallerText || command == Command::NormalText;
            if (!aboutText && command != Command::Quit)
                m_window->present(); // where the answer is
            m_window->execute(command);
        });
    });
}

void Shell::tellWindowUse()
{
    m_wishes->setWindowUse(std::max(windowUse(*m_window), m_chatWindows->use()));
}

void Shell::connectContacts()
{
    ContactListPane *list = &m_window->contactList();
    ContactDetails *details = &m_window->contactDetails();
    connect(list, &ContactListPane::chatRequested, this, &Shell::openPerson);
    connect(list, &ContactListPane::addRequested, m_dialogs.get(), &Dialogs::addContact);
    connect(list, &ContactListPane::renameRequested, m_dialogs.get(), &Dialogs::renameContact);
    connect(list, &ContactListPane::removeRequested, m_dialogs.get(), &Dialogs::removeContact);
    connect(list, &ContactListPane::requestAccepted, this,
            [this](AccountId account, const BareJid &from) { m_wishes->answerRequest(account, from, Wishes::Answer::Accept); });
    connect(list, &ContactListPane::requestDeclined, this,
            [this](AccountId account, const BareJid &from) { m_wishes->answerRequest(account, from, Wishes::Answer::Decline); });
    connect(details, &ContactDetails::chatRequested, this, &Shell::openPerson);
    connect(details, &ContactDetails::renameRequested, m_dialogs.get(), &Dialogs::renameContact);
    connect(details, &ContactDetails::groupsRequested, m_dialogs.get(), &Dialogs::changeGroups);
    connect(details, &ContactDetails::removeRequested, m_dialogs.get(), &Dialogs::removeContact);
}

void Shell::connectAccounts()
{
    connect(&m_window->banner(), &ConnectionBanner::actionRequested, this, &Shell::doBannerAction);
    AccountMenu *menu = &m_window->accountMenu();
    connect(menu, &AccountMenu::availabilityRequested, this, [this](Availability availability) {
        for (const AccountListModel::Row &row : m_context.accounts().rows()) {
            if (row.connection.state != ConnectionState::SignedOut)
                m_wishes->setPresence(row.settings.id, availability, row.own.status);
        }
    });
    connect(menu, &AccountMenu::statusTextRequested, m_dialogs.get(), &Dialogs::setStatusText);
    const auto noticeOf = [this](const Status &status) {
        if (!status && status.error().kind != ErrorKind::Cancelled)
            m_window->showNotice(errorText(status.error()));
    };
    connect(menu, &AccountMenu::signInRequested, this, [this, noticeOf](AccountId account) {
        m_wishes->signIn(account).then(this, noticeOf);
    });
    connect(menu, &AccountMenu::signOutRequested, this, [this, noticeOf](AccountId account) {
        m_wishes->signOut(account).then(this, noticeOf);
    });
    connect(menu, &AccountMenu::addAccountRequested, m_signIn.get(), &SignInFlow::addAccount);
    connect(m_settings.get(), &SettingsOpener::addAccountRequested, m_signIn.get(), &SignInFlow::addAccount);
    connect(m_settings.get(), &SettingsOpener::passwordRequested, m_dialogs.get(), &Dialogs::enterPassword);
}

void Shell::startBackground()
{
    connect(&m_context, &AppContext::restFilled, &m_context.engine(), &EngineLoader::load);
    m_context.fillRest();
    // Each in a turn of its own: all of them together would be a stall that can be felt.
    QTimer::singleShot(0, this, &Shell::startAppearance);
    QTimer::singleShot(0, this, &Shell::startTray);
    // The instance module needs QtNetwork, which the engine has brought by then.
    const auto listen = [this] { QTimer::singleShot(0, &m_instance, &OneInstance::listen); };
    connect(&m_context.engine(), &EngineLoader::started, this, listen);
    connect(&m_context.engine(), &EngineLoader::failed, this, listen);
}

void Shell::startAppearance()
{
    m_appearance = std::make_unique<SystemAppearance>();
    connect(m_appearance.get(), &SystemAppearance::contrastChanged, &m_context.theme(), &Theme::setSystemContrast);
    connect(m_appearance.get(), &SystemAppearance::motionChanged, &m_context.theme(), &Theme::setSystemReduceMotion);
    m_appearance->start();
}

void Shell::startTray()
{
    m_tray = std::make_unique<TrayIcon>(m_context.theme());
    connect(m_tray.get(), &TrayIcon::raiseRequested, this, [this] { m_window->present(); });
    connect(m_tray.get(), &TrayIcon::quitRequested, qApp, &QApplication::quit);
    connect(&m_context.chats(), &ChatListModel::unreadChatsChanged, m_tray.get(), &TrayIcon::setUnreadChats);
    connect(&m_context.preferences(), &Preferences::changed, this, &Shell::updateTray);
    m_tray->setUnreadChats(m_context.chats().unreadChats());
    updateTray();
}

void Shell::updateTray()
{
    m_tray->setWanted(m_context.preferences().trayIcon() ? TrayIcon::Wanted::Yes : TrayIcon::Wanted::No);
}

void Shell::execute(Command command)
{
    switch (command) {
    case Command::NewChat: m_dialogs->newChat(); break;
    case Command::ShowWaiting: m_dialogs->showWaiting(); break;
    case Command::MarkAllRead: markAllRead(); break;
    case Command::OpenSettings: m_settings->open(); break;
    case Command::ShowShortcuts: m_dialogs->showShortcuts(); break;
    case Command::Quit: QApplication::quit(); break;
    default: break; // the window did it
    }
}

void Shell::markAllRead()
{
    m_context.chats().forEachChat([this](const ChatListModel::Row &row) {
        if (row.conversation.unread > 0 && row.conversation.last)
            m_wishes->markRead(row.conversation.id, row.conversation.last->id);
    });
}

void Shell::openPerson(AccountId account, const BareJid &jid)
{
    if (const ConversationId known = m_context.chats().find(account, jid); known.isValid()) {
        m_window->openChat(known);
        return;
    }
    m_wishes->openConversation(account, jid).then(this, [this](const Result<ConversationId> &conversation) {
        if (conversation)
            m_window->openChat(*conversation);
        else if (conversation.error().kind != ErrorKind::Cancelled)
            m_window->showNotice(errorText(conversation.error()));
    });
}

void Shell::openLink(const QUrl &link)
{
    // Others wrote it: only what a browser or a mail program answers, nothing that starts programs or opens files.
    static const QStringList allowed{QStringLiteral("http"), QStringLiteral("https"), QStringLiteral("mailto"), QStringLiteral("tel")};
    if (allowed.contains(link.scheme().toLower()))
        QDesktopServices::openUrl(link);
}

void Shell::doBannerAction(BannerContent::Action action, const BannerContent &content)
{
    switch (action) {
    case BannerContent::Action::TryNow: m_wishes->tryNow(content.accounts); break;
    case BannerContent::Action::ShowWaiting: m_dialogs->showWaiting(); break;
    case BannerContent::Action::EnterPassword: m_dialogs->enterPassword(content.accounts.value(0)); break;
    case BannerContent::Action::AllowPlain: m_dialogs->askForPlainLogin(content.accounts.value(0)); break;
    case BannerContent::Action::AcceptWeaker: m_dialogs->askForWeakerLogin(content.accounts.value(0)); break;
    case BannerContent::Action::Details: m_dialogs->showDetails(content); break;
    }
}

void Shell::showEngineFailure(const QString &why)
{
    auto *page = new EmptyState(m_context.theme(), QStringLiteral("triangle-alert"), tr("Jackdaw cannot connect"),
                                tr("A part of the program could not be loaded. Install Jackdaw again."));
    page->setAction(tr("Details"));
    connect(page, &EmptyState::actionRequested, this, [this, why] {
        BannerContent content;
        content.strong = tr("A part of the program could not be loaded.");
        content.details = why;
        m_dialogs->showDetails(content);
    });
    m_window->setCover(page);
}

void Shell::close()
{
    // Without a tray there is no way back to a window that is hidden.
    if (m_tray && m_tray->isShown() && m_context.preferences().trayIcon())
        m_window->hide();
    else
        QApplication::quit();
}

} // namespace jackdaw
