// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "settings/SettingsWindow.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace jackdaw {

class AppContext;
class MainWindow;
class Wishes;

/// Opens the settings window, one at a time, and carries its wishes to the engine. Owned by Shell, GUI thread. It keeps
/// no setting: those are in Preferences, and what is about accounts goes through Wishes. Forgets the window when it is
/// closed.
class SettingsOpener : public QObject
{
    Q_OBJECT
public:
    SettingsOpener(AppContext &context, Wishes &wishes, MainWindow &window);

    /// Of this desktop, whenever it turned out to be another one.
    void setIdleTime(SettingsFacts::IdleTime idleTime);
    void open();
    void openPage(SettingsWindow::Page page);
    /// On the page of encryption, with the devices of the user's own.
    void openEncryption();
    /// On the page with what is for those who look for faults.
    void openAdvanced();
    /// On the page of this account.
    void openAccount(AccountId account);

Q_SIGNALS:
    void addAccountRequested();
    void passwordRequested(jackdaw::AccountId account);
    /// `window`: where the questions stand.
    void backupRequested(QWidget *window);
    void restoreRequested(QWidget *window);

private:
    void connectWishes();
    void changePassword(AccountId account);
    void choosePicture(AccountId account);
    void editProfile(AccountId account);

    AppContext &m_context;
    Wishes &m_wishes;
    MainWindow &m_window;
    SettingsFacts::IdleTime m_idleTime = SettingsFacts::IdleTime::Known;
    QPointer<SettingsWindow> m_settings;
};

} // namespace jackdaw
