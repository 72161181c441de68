// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/SettingsPlaces.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SettingsPlaces)
};

} // namespace

QList<SettingsPlace> settingsPlaces()
{
    using Page = SettingsWindow::Page;
    struct PageOf { Page page; QString name; QString title; QString icon; };
    const auto title = [](const char *text) { return QCoreApplication::translate("jackdaw::SettingsWindow", text); };
    const QList<PageOf> pages{
        {Page::Accounts, Words::tr("Manage accounts"), title("Accounts"), u"circle-user-round"_s},
        {Page::Appearance, title("Appearance"), title("Appearance"), u"palette"_s},
        {Page::Notifications, title("Notifications"), title("Notifications"), u"bell"_s},
        {Page::ChatsAndMedia, title("Chats and media"), title("Chats and media"), u"message-circle"_s},
        {Page::Privacy, title("Privacy"), title("Privacy"), u"eye-off"_s},
        {Page::Encryption, title("Encryption"), title("Encryption"), u"shield-check"_s},
        {Page::Presence, title("Presence and alerts"), title("Presence and alerts"), u"layout-grid"_s},
        {Page::Keyboard, title("Keyboard"), title("Keyboard"), u"keyboard"_s},
        {Page::Network, title("Network"), title("Network"), u"wifi"_s},
        {Page::Storage, title("Storage"), title("Storage"), u"folder"_s},
        {Page::Backup, title("Move and back up"), title("Move and back up"), u"download"_s},
        {Page::Advanced, title("Advanced"), title("Advanced"), u"terminal"_s},
        {Page::About, title("About"), title("About"), u"info"_s},
    };
    // As the pages have them, in every language: they are in the pages' own translations.
    struct Setting { Page page; const char *context; const char *name; };
    constexpr auto appearance = "jackdaw::AppearancePage";
    constexpr auto notifications = "jackdaw::NotificationsPage";
    constexpr auto chats = "jackdaw::ChatsPage";
    constexpr auto privacy = "jackdaw::PrivacyPage";
    constexpr auto presence = "jackdaw::PresenceSettingsPage";
    constexpr auto backup = "jackdaw::BackupPage";
    const QList<Setting> settings{
        {Page::Appearance, appearance, "Theme"},
        {Page::Appearance, appearance, "Accent colour"},
        {Page::Appearance, appearance, "Text size"},
        {Page::Appearance, appearance, "Language"},
        {Page::Notifications, notifications, "Words that notify you"},
        {Page::Notifications, notifications, "Icon in the system tray"},
        {Page::ChatsAndMedia, chats, "Undo send"},
        {Page::ChatsAndMedia, chats, "Check spelling"},
        {Page::ChatsAndMedia, chats, "Quick replies"},
        {Page::ChatsAndMedia, chats, "Download by itself"},
        {Page::Privacy, privacy, "Tell when a message arrived"},
        {Page::Privacy, privacy, "Tell when you have read a message"},
        {Page::Privacy, privacy, "Tell when you are typing"},
        {Page::Privacy, privacy, "Connect directly"},
        {Page::Presence, presence, "Say that I am away"},
        {Page::Presence, presence, "Working hours"},
        {Page::Presence, presence, "Quiet hours"},
        {Page::Backup, backup, "Make a backup"},
        {Page::Backup, backup, "Take in a backup"},
    };
    QList<SettingsPlace> places;
    for (const PageOf &page : pages)
        places.append({page.page, page.name, Words::tr("Settings"), page.icon});
    for (const Setting &setting : settings) {
        for (const PageOf &page : pages) {
            if (page.page == setting.page)
                //: where a setting is: on which page of the settings
                places.append({setting.page, QCoreApplication::translate(setting.context, setting.name),
                               Words::tr("Settings, %1").arg(page.title), page.icon});
        }
    }
    return places;
}

} // namespace jackdaw
