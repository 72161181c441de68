// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/SettingsWindow.h"

#include "settings/AboutPage.h"
#include "settings/AccountPage.h"
#include "settings/AccountsPage.h"
#include "settings/AdvancedPage.h"
#include "settings/AppearancePage.h"
#include "settings/BackupPage.h"
#include "settings/ChatsPage.h"
#include "settings/EncryptionPage.h"
#include "settings/KeyboardPage.h"
#include "settings/NetworkPage.h"
#include "settings/NotificationsPage.h"
#include "settings/PageListDelegate.h"
#include "settings/PresenceSettingsPage.h"
#include "settings/PrivacyPage.h"
#include "settings/ProviderPage.h"
#include "style/Direction.h"
#include "widgets/Fields.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QPainter>
#include <QScreen>
#include <QShortcut>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {
constexpr int sideWidth = 248;
constexpr int collapseWidth = 640;
} // namespace

SettingsWindow::SettingsWindow(const Theme &theme, Preferences &preferences, const AccountListModel &accounts,
                               SettingsFacts facts, QWidget *parent)
    : QDialog(parent), m_theme(theme), m_preferences(preferences), m_accounts(accounts), m_facts(std::move(facts)),
      m_side(new QWidget), m_search(new SearchField(theme, tr("Search settings"))),
      m_nothing(new Label(theme, TypeRole::Body, Token::Text2, tr("No setting found"), Label::Wrap::Yes)), m_list(new QListWidget),
      m_main(new QWidget), m_back(new IconButton(theme, u"arrow-left"_s, tr("Back"))), m_backLine(new QWidget),
      m_stack(new QStackedWidget)
{
    setWindowTitle(tr("Settings"));
    setAccessibleName(tr("Settings"));
    setFieldLook(m_search, FieldLook::SearchOnSunken);
    setModal(false);
    setMinimumSize(360, 400);

    m_entries = {
        {u"circle-user-round"_s, tr("Accounts"), [this] { return makeAccounts(); }},
        {u"palette"_s, tr("Appearance"), [this] { return new AppearancePage(m_theme, m_preferences); }},
        {u"bell"_s, tr("Notifications"), [this] { return new NotificationsPage(m_theme, m_preferences); }},
        {u"message-circle"_s, tr("Chats and media"), [this] { return new ChatsPage(m_theme, m_preferences); }},
        {u"eye-off"_s, tr("Privacy"), [this] { return new PrivacyPage(m_theme, m_preferences); }},
        {u"shield-check"_s, tr("Encryption"), [this] { return makeEncryption(); }},
        {u"layout-grid"_s, tr("Presence and alerts"), [this] { return makePresence(); }},
        {u"keyboard"_s, tr("Keyboard"), [this] { return new KeyboardPage(m_theme, m_facts.shortcuts); }},
        {u"wifi"_s, tr("Network"), [this] { return makeNetwork(); }},
        {u"folder"_s, tr("Storage"), [this] { return makeStorage(); }},
        {u"download"_s, tr("Move and back up"), [this] { return makeBackup(); }},
        {u"terminal"_s, tr("Advanced"), [this] { return new AdvancedPage(m_theme, m_preferences, m_facts); }},
        {u"info"_s, tr("About"), [this] { return new AboutPage(m_theme); }},
    };

    m_list->setAccessibleName(tr("Settings pages"));
    m_list->setItemDelegate(new PageListDelegate(theme, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    m_list->viewport()->setAutoFillBackground(false);
    for (const Entry &entry : std::as_const(m_entries)) {
        auto *item = new QListWidgetItem(entry.name, m_list);
        item->setData(PageListDelegate::iconRole, entry.icon);
        // A place for the page, which is made when it is wanted.
        m_stack->addWidget(new QWidget);
    }

    auto *side = new QVBoxLayout(m_side);
    side->setContentsMargins(12, 14, 12, 12);
    side->setSpacing(10);
    side->addWidget(m_search);
    side->addWidget(m_nothing);
    side->addWidget(m_list, 1);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->hide();
    m_search->installEventFilter(this);

    auto *main = new QVBoxLayout(m_main);
    main->setContentsMargins(0, 0, 0, 0);
    main->setSpacing(0);
    auto *backLine = new QHBoxLayout(m_backLine);
    setLogicalMargins(backLine, 6, 8, 16, 0);
    backLine->addWidget(m_back);
    backLine->addStretch();
    main->addWidget(m_backLine);
    main->addWidget(m_stack, 1);

    auto *whole = new QHBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(m_side);
    whole->addWidget(m_main, 1);

    connect(m_list, &QListWidget::currentRowChanged, this, &SettingsWindow::showIndex);
    // Also where it is chosen already: from the page of one account back to all of them.
    connect(m_list, &QListWidget::itemClicked, this, [this] { openCurrent(); });
    connect(m_list, &QListWidget::itemActivated, this, [this] { openCurrent(); });
    connect(m_back, &QAbstractButton::clicked, this, [this] { showPane(Pane::List); });
    connect(m_stack, &QStackedWidget::currentChanged, this, &SettingsWindow::collapse);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsWindow::search);
    connect(m_search, &QLineEdit::returnPressed, m_list, [this] { m_list->setFocus(Qt::TabFocusReason); });
    connect(&theme, &Theme::changed, this, [this] {
        m_list->doItemsLayout();
        collapse();
        update();
    });
    makeShortcuts();
    const QSize room = screen()->availableGeometry().size() - QSize(24, 64); // for the frame
    resize(QSize(theme.scaled(1030), theme.scaled(732)).boundedTo(room).expandedTo(minimumSize()));
    collapse();
    showIndex(int(Page::Appearance));
    m_list->setFocus(Qt::OtherFocusReason);
}

SettingsPage *SettingsWindow::makeAccounts()
{
    auto *page = new AccountsPage(m_theme, m_accounts);
    connect(page, &AccountsPage::addAccountRequested, this, &SettingsWindow::addAccountRequested);
    connect(page, &AccountsPage::signInRequested, this, &SettingsWindow::signInRequested);
    connect(page, &AccountsPage::signOutRequested, this, &SettingsWindow::signOutRequested);
    connect(page, &AccountsPage::passwordRequested, this, &SettingsWindow::passwordRequested);
    connect(page, &AccountsPage::removeAccountRequested, this, &SettingsWindow::removeAccountRequested);
    connect(page, &AccountsPage::plainLoginChosen, this, &SettingsWindow::plainLoginChosen);
    connect(page, &AccountsPage::weakerLoginAccepted, this, &SettingsWindow::weakerLoginAccepted);
    connect(page, &AccountsPage::manageRequested, this, &SettingsWindow::showAccount);
    connect(&m_accounts, &QAbstractItemModel::rowsRemoved, page, [this] {
        if (m_account && !m_accounts.find(m_account->account()))
            leaveAccount();
    });
    return page;
}

void SettingsWindow::showAccount(AccountId account)
{
    leaveAccount();
    m_account = new AccountPage(m_theme, m_accounts, account);
    connect(m_account, &AccountPage::backRequested, this, [this] {
        leaveAccount();
        showPage(Page::Accounts);
    });
    connect(m_account, &AccountPage::changeRequested, this, &SettingsWindow::accountChangeRequested);
    connect(m_account, &AccountPage::signInRequested, this, &SettingsWindow::signInRequested);
    connect(m_account, &AccountPage::signOutRequested, this, &SettingsWindow::signOutRequested);
    connect(m_account, &AccountPage::passwordChangeRequested, this, &SettingsWindow::passwordChangeRequested);
    connect(m_account, &AccountPage::ownNameEntered, this, &SettingsWindow::ownNameEntered);
    connect(m_account, &AccountPage::pictureChoiceRequested, this, &SettingsWindow::pictureChoiceRequested);
    connect(m_account, &AccountPage::profileRequested, this, &SettingsWindow::profileRequested);
    connect(m_account, &AccountPage::pictureRemovalRequested, this, &SettingsWindow::pictureRemovalRequested);
    connect(m_account, &AccountPage::providerRequested, this, &SettingsWindow::openProvider);
    connect(m_account, &AccountPage::removeAccountRequested, this, &SettingsWindow::removeAccountRequested);
    connect(m_account, &AccountPage::deleteAccountRequested, this, &SettingsWindow::deleteAccountRequested);
    m_stack->addWidget(m_account);
    m_stack->setCurrentWidget(m_account);
}

void SettingsWindow::openProvider(AccountId account)
{
    const AccountListModel::Row *row = m_accounts.find(account);
    if (!row || m_provider)
        return;
    m_provider = new ProviderPage(m_theme, account, row->settings.jid.domain());
    connect(m_provider, &ProviderPage::backRequested, this, [this] {
        ProviderPage *page = std::exchange(m_provider, nullptr);
        m_stack->setCurrentWidget(m_account);
        m_stack->removeWidget(page);
        page->deleteLater();
    });
    connect(m_provider, &ProviderPage::outagesRequested, this, &SettingsWindow::outagesRequested);
    m_stack->addWidget(m_provider);
    m_stack->setCurrentWidget(m_provider);
    Q_EMIT providerRequested(account);
}

void SettingsWindow::showProvider(AccountId account, const Result<ProviderInfo> &info)
{
    if (m_provider && m_provider->account() == account)
        m_provider->showInfo(info);
}

void SettingsWindow::showOutages(AccountId account, const Result<QList<OutageNotice>> &notices)
{
    if (m_provider && m_provider->account() == account)
        m_provider->showOutages(notices);
}

bool SettingsWindow::showOwnNameOutcome(AccountId account, const Status &outcome)
{
    if (!m_account || m_account->account() != account)
        return false;
    m_account->showOwnNameOutcome(outcome);
    return true;
}

void SettingsWindow::leaveAccount()
{
    if (ProviderPage *page = std::exchange(m_provider, nullptr)) {
        m_stack->removeWidget(page);
        page->deleteLater();
    }
    if (AccountPage *page = std::exchange(m_account, nullptr)) {
        if (m_stack->currentWidget() == page)
            m_stack->setCurrentIndex(0);
        m_stack->removeWidget(page);
        page->deleteLater();
    }
}

SettingsPage *SettingsWindow::makePresence()
{
    m_presence = new PresenceSettingsPage(m_theme, m_preferences, m_facts);
    connect(m_presence, &PresenceSettingsPage::eraseLogRequested, this, &SettingsWindow::presenceLogEraseRequested);
    return m_presence;
}

void SettingsWindow::setIdleTime(SettingsFacts::IdleTime idleTime)
{
    m_facts.idleTime = idleTime;
    if (m_presence)
        m_presence->setIdleTime(idleTime);
}

SettingsPage *SettingsWindow::makeEncryption()
{
    m_encryption = new EncryptionPage(m_theme, m_preferences, m_accounts);
    connect(m_encryption, &EncryptionPage::devicesRequested, this, &SettingsWindow::ownDevicesRequested);
    connect(m_encryption, &EncryptionPage::trustRequested, this, &SettingsWindow::deviceTrustRequested);
    connect(m_encryption, &EncryptionPage::renameRequested, this, &SettingsWindow::deviceRenameRequested);
    connect(m_encryption, &EncryptionPage::removeRequested, this, &SettingsWindow::deviceRemovalRequested);
    m_encryption->ask();
    return m_encryption;
}

void SettingsWindow::showDevices(AccountId account, const QList<KnownDevice> &devices)
{
    if (m_encryption)
        m_encryption->setDevices(account, devices);
}

void SettingsWindow::askDevices()
{
    if (m_encryption)
        m_encryption->ask();
}

void SettingsWindow::done(int result)
{
    // What a field keeps when it is left, it keeps when the window is closed with the cursor in it: of that Qt tells no field.
    if (QWidget *field = focusWidget())
        field->clearFocus();
    QDialog::done(result);
}

SettingsPage *SettingsWindow::makeBackup()
{
    auto *page = new BackupPage(m_theme);
    connect(page, &BackupPage::backupRequested, this, &SettingsWindow::backupRequested);
    connect(page, &BackupPage::restoreRequested, this, &SettingsWindow::restoreRequested);
    return page;
}

SettingsPage *SettingsWindow::makeNetwork()
{
    auto *page = new NetworkPage(m_theme, m_accounts);
    connect(page, &NetworkPage::accountChangeRequested, this, &SettingsWindow::accountChangeRequested);
    connect(page, &NetworkPage::proxyPasswordEntered, this, &SettingsWindow::proxyPasswordEntered);
    return page;
}

SettingsPage *SettingsWindow::makeStorage()
{
    m_storage = new StoragePage(m_theme);
    connect(m_storage, &StoragePage::useRequested, this, &SettingsWindow::diskUseRequested);
    connect(m_storage, &StoragePage::cleanupRequested, this, &SettingsWindow::cleanupRequested);
    connect(m_storage, &StoragePage::stopRequested, this, &SettingsWindow::cleanupStopRequested);
    m_storage->ask();
    return m_storage;
}

void SettingsWindow::showDiskUse(const QList<StoragePage::Chat> &chats, qint64 stickers)
{
    if (!m_storage)
        return;
    m_storage->showChats(chats);
    m_storage->showStickers(stickers);
}

void SettingsWindow::showCleanup(ConversationId chat, int done, int total)
{
    if (m_storage)
        m_storage->showCleanup(chat, done, total);
}

void SettingsWindow::showCleanupOutcome(ConversationId chat, const Result<CleanedUp> &outcome)
{
    if (m_storage)
        m_storage->showOutcome(chat, outcome);
}

SettingsPage *SettingsWindow::page(int index)
{
    Entry &entry = m_entries[index];
    if (!entry.page) {
        entry.page = entry.make();
        entry.page->setAccessibleName(entry.name);
        QWidget *place = m_stack->widget(index);
        m_stack->insertWidget(index, entry.page);
        m_stack->removeWidget(place);
        delete place;
    }
    return entry.page;
}

void SettingsWindow::showPage(Page page)
{
    m_search->clear(); // or it would show only what was found in it
    showIndex(int(page));
    showPane(Pane::Content);
}

void SettingsWindow::openCurrent()
{
    showIndex(m_list->currentRow());
    showPane(Pane::Content);
}

void SettingsWindow::showPane(Pane pane)
{
    m_pane = pane;
    collapse();
    if (isOnePane() && isVisible())
        (pane == Pane::List ? static_cast<QWidget *>(m_list) : m_back)->setFocus(Qt::OtherFocusReason);
}

bool SettingsWindow::isOnePane() const
{
    return width() < m_theme.scaled(collapseWidth);
}

void SettingsWindow::showIndex(int index)
{
    if (index < 0 || index >= m_entries.size())
        return;
    const QSignalBlocker quietList(m_list);
    m_list->setCurrentRow(index);
    m_stack->setCurrentWidget(page(index));
}

void SettingsWindow::search(const QString &text)
{
    const QString words = text.simplified();
    int first = -1;
    bool currentMatches = false;
    for (int i = 0; i < m_entries.size(); ++i) {
        const bool matches = words.isEmpty() || hasAllWords(page(i)->searchText(), words);
        m_list->item(i)->setHidden(!matches);
        if (m_entries.at(i).page)
            m_entries.at(i).page->filter(matches ? words : QString());
        if (matches && first < 0)
            first = i;
        currentMatches = currentMatches || (matches && i == m_list->currentRow());
    }
    if (!currentMatches && first >= 0)
        showIndex(first);
    if (first < 0 && m_nothing->isHidden()) {
        m_nothing->show();
        QAccessibleEvent alert(m_nothing, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
    m_nothing->setVisible(first < 0);
}

void SettingsWindow::makeShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto act) { connect(new QShortcut(keys, this), &QShortcut::activated, this, act); };
    add(QKeySequence(Qt::CTRL | Qt::Key_W), [this] { close(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_F), [this] {
        showPane(Pane::List); // which the field stands above
        m_search->setFocus(Qt::ShortcutFocusReason);
    });
    // The page says that these change the text size, so they do it here too.
    const auto grow = [this](int step) { m_preferences.setTextSize(m_preferences.textSize() + step); };
    add(QKeySequence(Qt::CTRL | Qt::Key_Plus), [grow] { grow(10); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Equal), [grow] { grow(10); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Minus), [grow] { grow(-10); });
    add(QKeySequence(Qt::CTRL | Qt::Key_0), [this] { m_preferences.setTextSize(100); });
}

bool SettingsWindow::eventFilter(QObject *watched, QEvent *event)
{
    // The arrows walk through the pages that were found while the field keeps the focus.
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down || key == Qt::Key_Up) {
            const int step = key == Qt::Key_Down ? 1 : -1;
            int row = m_list->currentRow() + step;
            while (row >= 0 && row < m_list->count() && m_list->isRowHidden(row))
                row += step;
            showIndex(row);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void SettingsWindow::collapse()
{
    const bool one = isOnePane();
    m_side->setVisible(!one || m_pane == Pane::List);
    m_side->setMinimumWidth(one ? 0 : m_theme.scaled(sideWidth));
    m_side->setMaximumWidth(one ? QWIDGETSIZE_MAX : m_theme.scaled(sideWidth));
    m_main->setVisible(!one || m_pane == Pane::Content);
    // The page of one account, and that of its provider, have a way back of their own.
    const QWidget *shown = m_stack->currentWidget();
    m_backLine->setVisible(one && shown != m_account && shown != m_provider);
}

void SettingsWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier && isOnePane() && m_pane == Pane::Content)
        showPane(Pane::List);
    else
        QDialog::keyPressEvent(event);
}

void SettingsWindow::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    collapse();
}

void SettingsWindow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    if (m_side->isVisible()) {
        painter.fillRect(m_side->geometry(), m_theme.color(Token::Sunken));
        const int edge = layoutDirection() == Qt::RightToLeft ? m_side->x() : m_side->x() + m_side->width() - 1;
        painter.fillRect(QRect(edge, 0, 1, height()), m_theme.color(Token::Line));
    }
}

} // namespace jackdaw
