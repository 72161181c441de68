// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/SettingsOpener.h"

#include "files/AvatarDialog.h"
#include "profile/OwnProfileDialog.h"
#include "settings/PasswordChangeDialog.h"
#include "settings/SettingsWindow.h"
#include "shell/AppContext.h"
#include "shell/MainWindow.h"
#include "shell/Shortcuts.h"
#include "shell/StorageFlow.h"
#include "shell/Wishes.h"
#include "style/ErrorText.h"

#include <QFileDialog>
#include <QLocale>
#include <QPointer>

namespace jackdaw {

namespace {

QList<SettingsFacts::ShortcutLine> shortcutLines(Console console)
{
    QList<SettingsFacts::ShortcutLine> lines;
    const QList<Shortcut> all = listedShortcuts(console);
    for (const Shortcut &shortcut : all)
        lines.append({shortcutGroupText(shortcut.group), shortcut.text, keysText(shortcut)});
    return lines;
}

} // namespace

SettingsOpener::SettingsOpener(AppContext &context, Wishes &wishes, MainWindow &window)
    : m_context(context), m_wishes(wishes), m_window(window)
{
}

void SettingsOpener::setIdleTime(SettingsFacts::IdleTime idleTime)
{
    m_idleTime = idleTime;
    if (m_settings)
        m_settings->setIdleTime(idleTime);
}

void SettingsOpener::open()
{
    if (!m_settings) {
        const Console console = m_context.preferences().xmlConsole() ? Console::On : Console::Off;
        m_settings = new SettingsWindow(m_context.theme(), m_context.preferences(), m_context.accounts(),
                                        SettingsFacts{m_context.profile().folder(), shortcutLines(console), m_idleTime},
                                        &m_window);
        m_settings->setAttribute(Qt::WA_DeleteOnClose);
        new StorageFlow(m_context, m_wishes, *m_settings);
        connectWishes();
    }
    m_settings->show();
    m_settings->raise();
    m_settings->activateWindow();
}

void SettingsOpener::openPage(SettingsWindow::Page page)
{
    open();
    m_settings->showPage(page);
}

void SettingsOpener::openEncryption()
{
    openPage(SettingsWindow::Page::Encryption);
}

void SettingsOpener::openAdvanced()
{
    openPage(SettingsWindow::Page::Advanced);
}

void SettingsOpener::openAccount(AccountId account)
{
    open();
    m_settings->showPage(SettingsWindow::Page::Accounts);
    m_settings->showAccount(account);
}

void SettingsOpener::changePassword(AccountId account)
{
    const AccountListModel::Row *row = m_context.accounts().find(account);
    if (!row)
        return;
    auto *dialog = new PasswordChangeDialog(m_context.theme(), row->settings.jid, m_settings);
    connect(dialog, &PasswordChangeDialog::passwordChosen, this, [this, account, dialog = QPointer(dialog)](const QString &password) {
        m_wishes.changePassword(account, password).then(this, [dialog](const Status &status) {
            if (!dialog)
                return;
            if (status)
                dialog->accept();
            else
                dialog->showFailure(status.error());
        });
    });
    dialog->open();
}

void SettingsOpener::choosePicture(AccountId account)
{
    auto *files = new QFileDialog(m_settings, tr("Choose your picture"));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setFileMode(QFileDialog::ExistingFile);
    files->setNameFilter(tr("Pictures (%1)").arg(QStringLiteral("*.png *.jpg *.jpeg *.gif *.webp")));
    connect(files, &QFileDialog::fileSelected, this, [this, account](const QString &path) {
        if (!m_settings)
            return;
        auto *dialog = new AvatarDialog(path, m_context.theme(), m_settings);
        connect(dialog, &AvatarDialog::chosen, this, [this, account](const OwnAvatar &picture) {
            m_wishes.publishAvatar(account, picture).then(this, [this](const Status &status) {
                if (!status && status.error().kind != ErrorKind::Cancelled)
                    m_window.showNotice(errorText(status.error()));
            });
        });
        dialog->open();
    });
    files->open();
}

void SettingsOpener::editProfile(AccountId account)
{
    const AccountListModel::Row *row = m_context.accounts().find(account);
    if (!row)
        return;
    auto *dialog = new OwnProfileDialog(row->settings.jid.toString(), m_context.theme(), m_settings);
    dialog->setWindowModality(Qt::WindowModal);
    const QPointer shown(dialog);
    const auto fetch = [this, account, shown] {
        m_wishes.ownCard(account).then(this, [shown](const Result<OwnCard> &card) {
            if (shown && card)
                shown->setCard(*card);
            else if (shown)
                shown->showError(errorText(card.error()));
        });
    };
    connect(dialog, &OwnProfileDialog::cardRequested, this, fetch);
    fetch();
    connect(dialog, &OwnProfileDialog::saveRequested, this, [this, account, shown](const OwnCard &card) {
        m_wishes.setOwnCard(account, card).then(this, [this, shown](const Status &done) {
            if (shown && done) {
                shown->accept();
            } else if (shown) {
                shown->setReady();
                shown->showError(errorText(done.error()));
            } else if (!done && done.error().kind != ErrorKind::Cancelled) {
                m_window.showNotice(errorText(done.error()));
            }
        });
    });
    dialog->open();
}

void SettingsOpener::connectWishes()
{
    const auto tell = [this](const Status &status) {
        if (!status && status.error().kind != ErrorKind::Cancelled)
            m_window.showNotice(errorText(status.error()));
    };
    connect(m_settings, &SettingsWindow::signInRequested, this,
            [this, tell](AccountId account) { m_wishes.signIn(account).then(this, tell); });
    connect(m_settings, &SettingsWindow::signOutRequested, this,
            [this, tell](AccountId account) { m_wishes.signOut(account).then(this, tell); });
    connect(m_settings, &SettingsWindow::removeAccountRequested, this,
            [this, tell](AccountId account) { m_wishes.removeAccount(account).then(this, tell); });
    connect(m_settings, &SettingsWindow::plainLoginChosen, this, [this, tell](AccountId account, PlainLogin plain) {
        if (const AccountListModel::Row *row = m_context.accounts().find(account)) {
            AccountSettings settings = row->settings;
            settings.plain = plain;
            m_wishes.changeSettings(settings).then(this, tell);
        }
    });
    connect(m_settings, &SettingsWindow::weakerLoginAccepted, this,
            [this, tell](AccountId account) { m_wishes.acceptWeakerLogin(account).then(this, tell); });
    connect(m_settings, &SettingsWindow::deleteAccountRequested, this,
            [this, tell](AccountId account) { m_wishes.deleteOnServer(account).then(this, tell); });
    connect(m_settings, &SettingsWindow::accountChangeRequested, this,
            [this, tell](const AccountSettings &settings) { m_wishes.changeSettings(settings).then(this, tell); });
    connect(m_settings, &SettingsWindow::ownNameEntered, this, [this, tell](AccountId account, const QString &name) {
        m_wishes.setOwnName(account, name).then(this, [this, tell, account](const Status &status) {
            if (!m_settings || !m_settings->showOwnNameOutcome(account, status))
                tell(status); // it may have waited long for a connection
        });
    });
    connect(m_settings, &SettingsWindow::pictureChoiceRequested, this, &SettingsOpener::choosePicture);
    connect(m_settings, &SettingsWindow::profileRequested, this, &SettingsOpener::editProfile);
    connect(m_settings, &SettingsWindow::pictureRemovalRequested, this,
            [this, tell](AccountId account) { m_wishes.withdrawAvatar(account).then(this, tell); });
    connect(m_settings, &SettingsWindow::passwordChangeRequested, this, &SettingsOpener::changePassword);
    connect(m_settings, &SettingsWindow::providerRequested, this, [this](AccountId account) {
        m_wishes.providerInfo(account).then(this, [this, account](const Result<ProviderInfo> &info) {
            if (m_settings)
                m_settings->showProvider(account, info);
        });
    });
    connect(m_settings, &SettingsWindow::outagesRequested, this, [this](AccountId account) {
        m_wishes.outages(account, QLocale().uiLanguages()).then(this, [this, account](const Result<QList<OutageNotice>> &notices) {
            if (m_settings)
                m_settings->showOutages(account, notices);
        });
    });
    connect(m_settings, &SettingsWindow::ownDevicesRequested, this, [this](AccountId account) {
        const AccountListModel::Row *row = m_context.accounts().find(account);
        if (!row)
            return;
        m_wishes.devicesOf(account, row->settings.jid).then(this, [this, account](const Result<QList<KnownDevice>> &devices) {
            if (m_settings && devices)
                m_settings->showDevices(account, *devices);
        });
    });
    connect(&m_context, &AppContext::devicesChanged, m_settings.data(), [this](AccountId account, const BareJid &jid) {
        const AccountListModel::Row *row = m_context.accounts().find(account);
        if (row && row->settings.jid == jid)
            m_settings->askDevices();
    });
    connect(m_settings, &SettingsWindow::deviceTrustRequested, this,
            [this, tell](AccountId account, const OmemoDevice &device, DeviceTrust trust) {
        m_wishes.setTrust(account, device, trust).then(this, tell);
    });
    connect(m_settings, &SettingsWindow::deviceRenameRequested, &m_wishes, &Wishes::renameDevice);
    connect(m_settings, &SettingsWindow::deviceRemovalRequested, this, [this, tell](AccountId account, OmemoDeviceId device) {
        m_wishes.removeOwnDevice(account, device).then(this, tell);
    });
    connect(m_settings, &SettingsWindow::presenceLogEraseRequested, this, [this, tell] {
        for (const AccountListModel::Row &row : m_context.accounts().rows())
            m_wishes.eraseLog(row.settings.id, {}).then(this, tell);
    });
    connect(m_settings, &SettingsWindow::proxyPasswordEntered, &m_wishes, &Wishes::setProxyPassword);
    connect(m_settings, &SettingsWindow::backupRequested, this, [this] { Q_EMIT backupRequested(m_settings); });
    connect(m_settings, &SettingsWindow::restoreRequested, this, [this] { Q_EMIT restoreRequested(m_settings); });
    connect(m_settings, &SettingsWindow::passwordRequested, this, &SettingsOpener::passwordRequested);
    connect(m_settings, &SettingsWindow::addAccountRequested, this, [this] {
        // The sign-in page is in the main window, which this one would cover.
        m_settings->close();
        m_window.present();
        Q_EMIT addAccountRequested();
    });
}

} // namespace jackdaw
