// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "presence/PresenceDoor.h"
#include "shell/BannerText.h"
#include "shell/Shortcuts.h"

#include <QFuture>
#include <QObject>
#include <memory>

QT_BEGIN_NAMESPACE
QT_END_NAMESPACE

namespace jackdaw {

class AppContext;
class BackupFlow;
class ChatNotifier;
class ChatPage;
class ChatWindow;
class ArchiveSearchFlow;
class AutoAway;
class BoardFlow;
class ChatWindows;
class ContactFlow;
class ContextMenuKey;
class EncryptionNotices;
class GroupFlow;
class DesktopIdle;
class Dialogs;
class MainWindow;
class OneInstance;
class ConsoleOpener;
class GatewayFlow;
class ServiceFlow;
class SettingsOpener;
class LivePlaceFlow;
class SpaceFlow;
class StickerFlow;
class SignInFlow;
class SystemAppearance;
class TrayIcon;
class SoundTurn;
class VoiceShelf;
class Wishes;
struct DraftParts;
struct OutgoingText;
struct StartOptions;

/// The composition root of the pages: joins what the window's pages wish for to Wishes and Dialogs, and what the program
/// does around the window (tray, notifications, one instance, closing). Made in main(), GUI thread. It holds no state of
/// the domain, and no page knows it.
class Shell : public QObject
{
    Q_OBJECT
public:
    Shell(AppContext &context, OneInstance &instance, const StartOptions &options);
    ~Shell() override;

    MainWindow &window() { return *m_window; }
    /// Everything that may cost time, once the window is on the screen.
    void startBackground();

private:
    void connectChats();
    void connectPage(ChatPage &page);
    void saveDraft(ConversationId conversation, const QString &text, const DraftParts &parts);
    void send(ConversationId conversation, const OutgoingText &text);
    void connectEncryption(ChatPage &page);
    void connectProfile(ChatPage &page);
    void connectFiles(ChatPage &page);
    void connectWindows();
    void connectContacts();
    void connectAccounts();
    void execute(Command command);
    void doBannerAction(BannerContent::Action action, const BannerContent &content);
    void markAllRead();
    void openPerson(AccountId account, const BareJid &jid);
    void openPersonBeside(AccountId account, const BareJid &jid);
    void openWhenKnown(QFuture<Result<ConversationId>> chat);
    ChatPage &pageOf(ConversationId conversation);
    void showEngineFailure(const QString &why);
    void close();
    void startAppearance();
    void startTray();
    void startIdle();
    void takeIdleWishes();
    void updateTray();
    void tellWindowUse();
    void setAvailability(Availability availability);
    void setVisibility(AccountId account, PresenceDoor::OwnVisibility visibility);
    void hide();
    void tellUnhidden();

    AppContext &m_context;
    OneInstance &m_instance;
    std::unique_ptr<Wishes> m_wishes;
    std::unique_ptr<VoiceShelf> m_voiceShelf;
    std::unique_ptr<SoundTurn> m_soundTurn;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<Dialogs> m_dialogs;
    std::unique_ptr<GroupFlow> m_groups;
    std::unique_ptr<SpaceFlow> m_spaces;
    std::unique_ptr<StickerFlow> m_stickers;
    std::unique_ptr<LivePlaceFlow> m_livePlaces;
    std::unique_ptr<ContactFlow> m_contactFlow;
    std::unique_ptr<BackupFlow> m_backups;
    std::unique_ptr<SignInFlow> m_signIn;
    std::unique_ptr<SettingsOpener> m_settings;
    std::unique_ptr<ConsoleOpener> m_console;
    std::unique_ptr<ServiceFlow> m_services;
    std::unique_ptr<GatewayFlow> m_gateways;
    std::unique_ptr<ArchiveSearchFlow> m_archiveSearch;
    std::unique_ptr<ChatWindows> m_chatWindows;
    std::unique_ptr<ChatNotifier> m_notifier;
    std::unique_ptr<BoardFlow> m_board;
    std::unique_ptr<AutoAway> m_autoAway;
    std::unique_ptr<DesktopIdle> m_idle;
    std::unique_ptr<EncryptionNotices> m_encryptionNotices;
    std::unique_ptr<ContextMenuKey> m_contextMenuKey;
    std::unique_ptr<TrayIcon> m_tray;
    bool m_isIdleWatched = false;
    QHash<AccountId, Invisibility> m_toldInvisibility; ///< of those that are invisible, or should be
    QSet<AccountId> m_seenByWish; ///< or are so no longer, as the user chose
    QSet<AccountId> m_takenOffline; ///< by the menu's "Offline"; a state that is chosen then brings them back
    std::unique_ptr<SystemAppearance> m_appearance;
};

} // namespace jackdaw
