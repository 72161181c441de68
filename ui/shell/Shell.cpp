// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Shell.h"

#include "chat/ChatOutlineReader.h"
#include "chatpage/ChatPage.h"
#include "chats/ChatListPane.h"
#include "composer/DraftShelf.h"
#include "contacts/ContactDetails.h"
#include "profile/ProfileView.h"
#include "contacts/ContactListPane.h"
#include "notify/TrayIcon.h"
#include "shell/BackupFlow.h"
#include "shell/BoardFlow.h"
#include "status/AutoAway.h"
#include "status/DesktopIdle.h"
#include "shell/AccountMenu.h"
#include "shell/AppContext.h"
#include "shell/ChatNotifier.h"
#include "shell/ChatWindow.h"
#include "shell/ChatWindows.h"
#include "shell/ConnectionBanner.h"
#include "shell/ContextMenuKey.h"
#include "shell/ContactFlow.h"
#include "shell/Dialogs.h"
#include "shell/EncryptionNotices.h"
#include "shell/GroupFlow.h"
#include "shell/MainWindow.h"
#include "shell/OneInstance.h"
#include "shell/QuickSwitcher.h"
#include "searchpage/SearchPane.h"
#include "shell/ConsoleOpener.h"
#include "shell/ArchiveSearchFlow.h"
#include "shell/GatewayFlow.h"
#include "shell/ServiceFlow.h"
#include "shell/SettingsOpener.h"
#include "shell/SignInFlow.h"
#include "shell/LivePlaceFlow.h"
#include "shell/SpaceFlow.h"
#include "shell/StartOptions.h"
#include "shell/StickerFlow.h"
#include "shell/WindowUse.h"
#include "shell/Wishes.h"
#include "sound/SoundTurn.h"
#include "sound/VoiceShelf.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/SystemAppearance.h"
#include "widgets/EmptyState.h"

#include <QApplication>
#include <QImage>
#include <QTimer>

namespace jackdaw {

Shell::Shell(AppContext &context, OneInstance &instance, const StartOptions &options)
    : m_context(context),
      m_instance(instance),
      m_wishes(std::make_unique<Wishes>(context.engine())),
      m_voiceShelf(std::make_unique<VoiceShelf>([&context](ConversationId chat) { return context.outline().voiceDraft(chat); })),
      m_soundTurn(std::make_unique<SoundTurn>()),
      m_window(std::make_unique<MainWindow>(context)),
      m_dialogs(std::make_unique<Dialogs>(context, *m_wishes, *m_window)),
      m_groups(std::make_unique<GroupFlow>(context, *m_wishes, *m_window)),
      m_spaces(std::make_unique<SpaceFlow>(context, *m_wishes, *m_window)),
      m_stickers(std::make_unique<StickerFlow>(context, *m_wishes)),
      m_livePlaces(std::make_unique<LivePlaceFlow>(context, *m_wishes)),
      m_backups(std::make_unique<BackupFlow>(context, *m_wishes)),
      m_signIn(std::make_unique<SignInFlow>(context, *m_wishes, *m_window, options)),
      m_settings(std::make_unique<SettingsOpener>(context, *m_wishes, *m_window)),
      m_console(std::make_unique<ConsoleOpener>(context, *m_wishes, *m_window)),
      m_services(std::make_unique<ServiceFlow>(context, *m_wishes, *m_window)),
      m_gateways(std::make_unique<GatewayFlow>(context, *m_wishes, *m_window)),
      m_archiveSearch(std::make_unique<ArchiveSearchFlow>(context, *m_wishes)),
      m_chatWindows(std::make_unique<ChatWindows>(context)),
      m_notifier(std::make_unique<ChatNotifier>(context, *m_window, *m_chatWindows)),
      m_board(std::make_unique<BoardFlow>(context, *m_wishes, *m_window)),
      m_encryptionNotices(std::make_unique<EncryptionNotices>(context)),
      m_contextMenuKey(std::make_unique<ContextMenuKey>())
{
    connect(m_voiceShelf.get(), &VoiceShelf::changed, m_wishes.get(), &Wishes::saveVoiceDraft);
    connectChats();
    connectWindows();
    connectAccounts();
    connect(m_window.get(), &MainWindow::contactListMade, this, &Shell::connectContacts);
    connect(m_window.get(), &MainWindow::switcherMade, this, [this] {
        connect(&m_window->switcher(), &QuickSwitcher::personRequested, this, &Shell::openPerson);
        connect(&m_window->switcher(), &QuickSwitcher::personWindowRequested, this, &Shell::openPersonBeside);
        connect(&m_window->switcher(), &QuickSwitcher::settingsRequested, m_settings.get(), &SettingsOpener::openPage);
    });
    connect(m_window.get(), &MainWindow::searchPaneMade, this, [this] {
        connect(&m_window->searchPane(), &SearchPane::personRequested, this, &Shell::openPerson);
    });
    connect(m_board.get(), &BoardFlow::chatRequested, this, &Shell::openPerson);
    connect(m_signIn.get(), &SignInFlow::chatRequested, this, &Shell::openPerson);
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
    connect(m_notifier.get(), &ChatNotifier::attentionNoticed, this, [this](ConversationId conversation) {
        m_window->showNews(tr("%1 wants your attention.").arg(isolated(m_context.chats().nameOf(conversation))));
        ChatWindow *own = m_chatWindows->find(conversation);
        QApplication::alert(own ? static_cast<QWidget *>(own) : m_window.get());
    });
    // Pictures of people stand in every list and header; a picture comes rarely. Each by itself: with a window that paints
    // itself opaque, Qt paints none of the children that do so too, as lists do.
    connect(&context.avatars(), &AvatarSource::changed, this, [] {
        const QWidgetList widgets = QApplication::allWidgets();
        for (QWidget *widget : widgets)
            widget->update(); // of what is not visible: nothing
    });
    connect(&instance, &OneInstance::raiseRequested, this, [this] { m_window->present(); });
    const auto tell = [this](const Error &error) {
        const bool isSaid = m_context.databaseTrouble() == error; // by the banner, as long as it is so
        if (error.kind != ErrorKind::Cancelled && !isSaid)
            m_window->showError(error);
    };
    connect(m_wishes.get(), &Wishes::failed, this, tell);
    connect(m_dialogs.get(), &Dialogs::failed, this, tell);
    connect(m_groups.get(), &GroupFlow::failed, this, tell);
    connect(m_spaces.get(), &SpaceFlow::failed, this, tell);
    connect(m_livePlaces.get(), &LivePlaceFlow::failed, m_window.get(), [this](PositionFault fault) {
        m_window->showNotice(tr("Your live location does not move any more. %1").arg(positionFaultText(fault)));
    });
    connect(m_spaces.get(), &SpaceFlow::noticed, m_window.get(), &MainWindow::showNotice);
    connect(m_groups.get(), &GroupFlow::contactRequested, m_window.get(), &MainWindow::openContact);
    connect(m_groups.get(), &GroupFlow::personRequested, this, &Shell::openPerson);
    connect(m_groups.get(), &GroupFlow::newContactRequested, m_dialogs.get(), &Dialogs::addContactAt);
    connect(m_groups.get(), &GroupFlow::noticed, m_window.get(), &MainWindow::showNotice);
    connect(m_groups.get(), &GroupFlow::chatReady, this, [this](ConversationId conversation) { m_window->openChat(conversation); });
    connect(m_encryptionNotices.get(), &EncryptionNotices::noticed, m_window.get(), &MainWindow::showNotice);
    connect(m_encryptionNotices.get(), &EncryptionNotices::ownDeviceNoticed, m_window.get(), &MainWindow::showNewDevice);
    connect(m_window.get(), &MainWindow::newDeviceRead, m_encryptionNotices.get(), &EncryptionNotices::noteOwnRead);
    connect(m_window.get(), &MainWindow::ownDevicesRequested, this, [this] { m_settings->openEncryption(); });
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
    connect(list, &ChatListPane::groupOrderRequested, wishes, &Wishes::setRoomOrder);
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

    m_groups->connectList(*list);
    m_spaces->connectList(*list);
    connectPage(m_window->chatPage());
    connect(wishes, &Wishes::sendHeld, this,
            [this](ConversationId conversation, MessageId message) { pageOf(conversation).offerUndo(conversation, message); });
    connect(wishes, &Wishes::sendFailed, this, [this](ConversationId conversation, const OutgoingText &text, const Error &error) {
        pageOf(conversation).restoreFailed(conversation, text);
        m_window->showError(error);
    });
    connect(wishes, &Wishes::correctFailed, this,
            [this](ConversationId conversation, MessageId message, const EditedWords &words, const Error &error) {
        pageOf(conversation).restoreEdit(conversation, message, words);
        m_window->showError(error);
    });
}

/// The window that the chat has for itself, or the main one.
ChatPage &Shell::pageOf(ConversationId conversation)
{
    ChatWindow *own = m_chatWindows->find(conversation);
    return own ? own->page() : m_window->chatPage();
}

void Shell::saveDraft(ConversationId conversation, const QString &text, const DraftParts &parts)
{
    const quint64 put = m_context.drafts().put(conversation, {text, parts});
    m_wishes->saveDraft(conversation, text, parts).then(this, [this, conversation, put](const Status &saved) {
        // What could not be stored is nowhere else, unless its chat is gone.
        if (saved || saved.error().kind == ErrorKind::NotFound)
            m_context.drafts().settle(conversation, put);
        if (saved)
            m_window->noteWritten();
    });
}

void Shell::send(ConversationId conversation, const OutgoingText &text)
{
    // Whoever shows the chat before it is stored has not the same words once more to send.
    const quint64 put = m_context.drafts().put(conversation, {});
    m_wishes->send(conversation, text).then(this, [this, conversation, put](const Result<MessageId> &stored) {
        m_context.drafts().settle(conversation, put); // what was not stored is back in its field, or is another draft
        if (stored)
            m_window->noteWritten();
    });
}

void Shell::connectPage(ChatPage &page)
{
    Wishes *wishes = m_wishes.get();
    connect(&page, &ChatPage::sendRequested, this, &Shell::send);
    connect(&page, &ChatPage::undoSendRequested, this, [this](ConversationId conversation, MessageId message) {
        m_wishes->undoSend(message).then(this, [this, conversation, message](const Status &undone) {
            if (undone) {
                pageOf(conversation).restoreSent(conversation, message);
                return;
            }
            pageOf(conversation).forgetUndone(message);
            m_window->showNotice(tr("It was too late to take the message back."));
        });
    });
    connect(&page, &ChatPage::sharedGroupsAsked, this, [this, shown = QPointer(&page)](AccountId account, const BareJid &peer) {
        m_wishes->roomsWith(account, peer).then(this, [shown, account, peer](const Result<QList<BareJid>> &rooms) {
            if (shown && rooms)
                shown->setSharedGroups(account, peer, *rooms);
        });
    });
    connectProfile(page);
    connect(&page, &ChatPage::correctRequested, wishes, &Wishes::correct);
    connect(&page, &ChatPage::retractRequested, wishes, &Wishes::retract);
    connect(&page, &ChatPage::reactRequested, wishes, &Wishes::react);
    connect(&page, &ChatPage::forwardRequested, wishes, &Wishes::forward);
    connect(&page, &ChatPage::pinRequested, wishes, &Wishes::pinMessage);
    connect(&page, &ChatPage::saveRequested, wishes, &Wishes::saveMessage);
    connect(&page, &ChatPage::draftChanged, this, &Shell::saveDraft);
    page.setVoiceShelf(*m_voiceShelf);
    page.setSoundTurn(*m_soundTurn);
    connect(&page, &ChatPage::typingChanged, wishes, &Wishes::setTyping);
    connect(&page, &ChatPage::retryRequested, wishes, &Wishes::retry);
    connect(&page, &ChatPage::deleteRequested, wishes, &Wishes::deleteMessage);
    connect(&page, &ChatPage::readUpTo, wishes, &Wishes::markRead);
    connect(&page, &ChatPage::linkActivated, m_dialogs.get(), &Dialogs::followLink);
    connect(&page, &ChatPage::leaveRequested, wishes, &Wishes::leaveRoom);
    m_groups->connectPage(page);
    connect(&page, &ChatPage::joinRequested, this, [this](const GroupEntry &entry) {
        openWhenKnown(m_wishes->enterRoom(entry.account, entry.room, entry.nick, entry.password));
    });
    connect(&page, &ChatPage::joinQuestionRequested, m_dialogs.get(), &Dialogs::joinKnownGroup);
    connect(&page, &ChatPage::privateRequested, this, [this](ConversationId room, const QString &nick) {
        openWhenKnown(m_wishes->openPrivate(room, nick));
    });
    connect(&page, &ChatPage::muteRequested, wishes, &Wishes::setMuted);
    connect(&page, &ChatPage::attentionRequested, wishes, &Wishes::callForAttention);
    connect(&page, &ChatPage::olderRequested, wishes, &Wishes::fetchOlder);
    connect(&page, &ChatPage::chatRequested, this, [this](ConversationId conversation) { m_window->openChat(conversation); });
    connect(&page, &ChatPage::allSavedRequested, this, [this] {
        m_window->present();
        m_window->openSearch(QStringLiteral("is:saved "));
    });
    connect(&page, &ChatPage::occupantsRequested, wishes, &Wishes::announceOccupants);
    connect(&page, &ChatPage::membersRequested, this, [this, shown = QPointer(&page)](ConversationId room) {
        m_wishes->allMembers(room).then(this, [shown, room](const Result<QList<RoomMember>> &members) {
            if (shown && members) // a room that shows us no list has none for us
                shown->setMembers(room, *members);
        });
    });
    m_livePlaces->connectPage(page);
    connectEncryption(page);
    connectFiles(page);
}

void Shell::connectProfile(ChatPage &page)
{
    connect(&page, &ChatPage::profileAsked, m_wishes.get(), &Wishes::lookAtProfile);
    connect(&page, &ChatPage::noteChanged, m_wishes.get(), &Wishes::setNote);
    connect(&page, &ChatPage::profileLinkRequested, m_dialogs.get(), &Dialogs::followLink);
    connect(&m_context, &AppContext::profileChanged, &page, &ChatPage::setProfile);
    const auto setLink = [this, shown = &page] { shown->setDirectoryLink(m_context.preferences().directoryLink()); };
    connect(&m_context.preferences(), &Preferences::changed, &page, setLink);
    setLink();
}

void Shell::connectFiles(ChatPage &page)
{
    Wishes *wishes = m_wishes.get();
    page.setOutgoingFolder(m_context.profile().folder() + QStringLiteral("/files/outgoing"));
    connect(&page, &ChatPage::sendFileRequested, wishes, &Wishes::sendFile);
    connect(&page, &ChatPage::filesChosen, this, [this](ConversationId conversation, const QStringList &paths) {
        pageOf(conversation).offerFiles(conversation, paths, QImage());
    });
    connect(&page, &ChatPage::fetchRequested, wishes, &Wishes::fetchFile);
    connect(&page, &ChatPage::cancelTransferRequested, wishes, &Wishes::cancelTransfer);
    connect(&page, &ChatPage::pictureMissed, wishes, &Wishes::notePictureShown);
    connect(&page, &ChatPage::uploadLimitAsked, this, [this, shown = QPointer(&page)](ConversationId conversation) {
        m_wishes->uploadLimit(conversation).then(this, [shown, conversation](const Result<UploadLimit> &limit) {
            if (shown && limit)
                shown->setUploadLimit(conversation, *limit);
        });
    });
    connect(&page, &ChatPage::previewRequested, this, [this, shown = QPointer(&page)](MessageId message, const QUrl &link) {
        m_wishes->loadPreview(message, link).then(this, [shown, message, link](const Status &loaded) {
            if (shown && !loaded)
                shown->setPreviewFailed(message, link, loaded.error());
        });
    });
    m_stickers->connectPage(page);
    connect(&m_context, &AppContext::transferMoved, &page, &ChatPage::setTransfer);
}

void Shell::connectEncryption(ChatPage &page)
{
    const auto tell = [shown = QPointer(&page)](const Status &status) {
        if (shown && !status)
            shown->showEncryptionError(errorText(status.error()));
    };
    connect(&m_context, &AppContext::encryptionChanged, &page, &ChatPage::askEncryption);
    connect(&page, &ChatPage::encryptionAsked, this, [this, &page](AccountId account, const BareJid &peer) {
        m_wishes->encryptionOf(account, peer).then(&page, [&page, account, peer](const Result<ChatEncryption> &encryption) {
            if (encryption)
                page.setEncryption(account, peer, *encryption);
        });
    });
    connect(&page, &ChatPage::encryptionWished, this, [this, tell](AccountId account, const BareJid &peer, ChatWish wish) {
        m_wishes->setChatWish(account, peer, wish).then(this, tell);
    });
    connect(&page, &ChatPage::sendToReadersRequested, this, [this, tell](AccountId account, const BareJid &peer) {
        m_wishes->sendToReaders(account, peer).then(this, tell);
    });
    connect(&page, &ChatPage::trustRequested, this, [this, tell](AccountId account, const OmemoDevice &device, DeviceTrust trust) {
        m_wishes->setTrust(account, device, trust).then(this, tell);
    });
    connect(&page, &ChatPage::readersAsked, this, [this, shown = QPointer(&page)](MessageId message) {
        m_wishes->readersOf(message).then(this, [shown, message](const Result<QList<DeviceReport>> &readers) {
            if (shown && readers)
                shown->setReaders(message, *readers);
        });
    });
    connect(&page, &ChatPage::devicesShown, m_wishes.get(), &Wishes::noteDevicesShown);
    connect(&page, &ChatPage::repairRequested, m_wishes.get(), &Wishes::repairSession);
    connect(&page, &ChatPage::ownDevicesRequested, this, [this] { m_settings->openEncryption(); });
    page.askEncryption({}, {}); // it may show its chat already
}

void Shell::connectWindows()
{
    m_window->setElsewhere([this](ConversationId conversation) { return m_chatWindows->contains(conversation); },
                           [this](ConversationId conversation) { m_chatWindows->present(conversation); });
    connect(m_chatWindows.get(), &ChatWindows::useChanged, this, &Shell::tellWindowUse);
    connect(m_chatWindows.get(), &ChatWindows::windowMade, this, [this](ChatWindow *window) {
        connectPage(window->page());
        window->page().takeOver(m_window->chatPage(), window->conversation());
        connect(window, &ChatWindow::closed, this, [this, window](ConversationId conversation) {
            m_window->chatPage().takeOver(window->page(), conversation);
        });
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
    m_contactFlow = std::make_unique<ContactFlow>(m_context, *m_wishes, *m_window);
    m_contactFlow->connectPage(*list, *details);
    connect(m_contactFlow.get(), &ContactFlow::noticed, m_window.get(), &MainWindow::showNotice);
    connect(m_contactFlow.get(), &ContactFlow::done, m_window.get(), &MainWindow::showNews);
    connect(m_contactFlow.get(), &ContactFlow::failed, this, [this](const Error &error) {
        if (error.kind != ErrorKind::Cancelled)
            m_window->showNotice(errorText(error));
    });
    ProfileView *profile = &details->profile();
    connect(details, &ContactDetails::profileAsked, m_wishes.get(), &Wishes::lookAtProfile);
    connect(&m_context.rooms(), &RoomListModel::roomChanged, details, &ContactDetails::renewSharedGroups);
    connect(details, &ContactDetails::sharedGroupsAsked, this, [this, details](AccountId account, const BareJid &jid) {
        m_wishes->roomsWith(account, jid).then(this, [this, details, account, jid](const Result<QList<BareJid>> &rooms) {
            QList<ContactDetails::SharedGroup> shared;
            for (const BareJid &room : rooms ? *rooms : QList<BareJid>()) {
                const RoomListModel::Row *known = m_context.rooms().find(account, room);
                if (known && known->room.conversation.isValid())
                    shared.append({known->room.conversation, known->name()});
            }
            details->setSharedGroups(account, jid, shared);
        });
    });
    connect(details, &ContactDetails::groupRequested, this, [this](ConversationId group) { m_window->openChat(group); });
    connect(profile, &ProfileView::noteChanged, m_wishes.get(), &Wishes::setNote);
    connect(profile, &ProfileView::linkRequested, m_dialogs.get(), &Dialogs::followLink);
    connect(&m_context, &AppContext::profileChanged, profile, &ProfileView::setProfile);
    const auto setLink = [this, profile] { profile->setLinkTemplate(m_context.preferences().directoryLink()); };
    connect(&m_context.preferences(), &Preferences::changed, profile, setLink);
    setLink();
    connect(details, &ContactDetails::chatRequested, this, &Shell::openPerson);
    connect(details, &ContactDetails::renameRequested, m_dialogs.get(), &Dialogs::renameContact);
    connect(details, &ContactDetails::groupsRequested, m_dialogs.get(), &Dialogs::changeGroups);
    connect(details, &ContactDetails::removeRequested, m_dialogs.get(), &Dialogs::removeContact);
}

void Shell::connectAccounts()
{
    connect(&m_window->banner(), &ConnectionBanner::actionRequested, this, &Shell::doBannerAction);
    AccountMenu *menu = &m_window->accountMenu();
    m_livePlaces->connectMenu(*menu);
    connect(menu, &AccountMenu::availabilityRequested, this, &Shell::setAvailability);
    connect(menu, &AccountMenu::invisibleRequested, this, &Shell::hide);
    connect(&m_context.accounts(), &QAbstractItemModel::dataChanged, this, &Shell::tellUnhidden);
    connect(menu, &AccountMenu::statusTextRemoved, this, [this] {
        for (const AccountListModel::Row &row : m_context.accounts().rows()) {
            if (row.connection.state != ConnectionState::SignedOut && !row.status.text.isEmpty())
                m_wishes->setStatus(row.settings.id, {row.status.availability, {}, row.status.until});
        }
    });
    connect(menu, &AccountMenu::statusRequested, this, [this](const OwnStatus &status) {
        for (const AccountListModel::Row &row : m_context.accounts().rows()) {
            if (row.connection.state != ConnectionState::SignedOut)
                m_wishes->setStatus(row.settings.id, status);
        }
    });
    connect(menu, &AccountMenu::statusTextRequested, m_dialogs.get(), &Dialogs::setStatus);
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
    connect(menu, &AccountMenu::offlineRequested, this, [this, noticeOf] {
        m_takenOffline.clear();
        for (const AccountListModel::Row &row : m_context.accounts().rows()) {
            if (row.connection.state != ConnectionState::SignedOut) {
                m_takenOffline.insert(row.settings.id);
                m_wishes->signOut(row.settings.id).then(this, noticeOf);
            }
        }
    });
    connect(menu, &AccountMenu::accountRequested, m_settings.get(), &SettingsOpener::openAccount);
    connect(menu, &AccountMenu::servicesRequested, m_services.get(), &ServiceFlow::open);
    connect(menu, &AccountMenu::gatewaysRequested, m_gateways.get(), &GatewayFlow::open);
    connect(m_services.get(), &ServiceFlow::gatewaysRequested, m_gateways.get(), &GatewayFlow::open);
    connect(m_gateways.get(), &GatewayFlow::linkRequested, m_dialogs.get(), &Dialogs::followLink);
    connect(menu, &AccountMenu::addAccountRequested, m_signIn.get(), &SignInFlow::addAccount);
    connect(m_console.get(), &ConsoleOpener::switchRequested, m_settings.get(), &SettingsOpener::openAdvanced);
    connect(m_settings.get(), &SettingsOpener::addAccountRequested, m_signIn.get(), &SignInFlow::addAccount);
    connect(m_settings.get(), &SettingsOpener::passwordRequested, m_dialogs.get(), &Dialogs::enterPassword);
    connect(m_settings.get(), &SettingsOpener::backupRequested, m_backups.get(), &BackupFlow::openBackup);
    connect(m_settings.get(), &SettingsOpener::restoreRequested, m_backups.get(), &BackupFlow::openRestore);
    connect(m_signIn.get(), &SignInFlow::restoreRequested, this, [this] { m_backups->openRestore(m_window.get()); });
}

void Shell::setAvailability(Availability availability)
{
    const QList<AccountListModel::Row> rows = m_context.accounts().rows();
    const auto isSignedIn = [](const AccountListModel::Row &row) { return row.connection.state != ConnectionState::SignedOut; };
    const bool isAnySignedIn = std::any_of(rows.cbegin(), rows.cend(), isSignedIn);
    for (const AccountListModel::Row &row : rows) {
        const bool comesBack = !isAnySignedIn && (m_takenOffline.isEmpty() || m_takenOffline.contains(row.settings.id));
        if (!isSignedIn(row) && !comesBack)
            continue;
        // Where nobody knows yet what the server can, a wish to be hidden may wait for that.
        if (row.invisibility != Invisibility::Seen && row.invisibility != Invisibility::NotOffered)
            setVisibility(row.settings.id, PresenceDoor::OwnVisibility::Seen);
        if (row.status.availability != availability) // else its time and words stay too
            m_wishes->setStatus(row.settings.id, {availability, row.status.text, 0});
        if (comesBack) {
            m_wishes->signIn(row.settings.id).then(this, [this](const Status &status) {
                if (!status && status.error().kind != ErrorKind::Cancelled)
                    m_window->showNotice(errorText(status.error()));
            });
        }
    }
    if (!isAnySignedIn)
        m_takenOffline.clear();
}

static QString unhiddenText(const QString &addresses)
{
    return Shell::tr("Contacts of %1 still see you: its provider cannot hide you.").arg(addresses);
}

void Shell::setVisibility(AccountId account, PresenceDoor::OwnVisibility visibility)
{
    if (visibility == PresenceDoor::OwnVisibility::Seen)
        m_seenByWish.insert(account);
    else
        m_seenByWish.remove(account);
    m_wishes->setVisibility(account, visibility).then(this, [this, account, visibility](const Status &done) {
        if (done || done.error().kind == ErrorKind::Cancelled)
            return;
        const AccountListModel::Row *row = m_context.accounts().find(account);
        const bool cannot = visibility == PresenceDoor::OwnVisibility::Hidden && done.error().kind == ErrorKind::Unavailable;
        m_window->showNotice(row && cannot ? unhiddenText(row->settings.jid.toString()) : errorText(done.error()));
    });
}

void Shell::hide()
{
    QStringList seen;
    const QList<AccountListModel::Row> rows = m_context.accounts().rows();
    for (const AccountListModel::Row &row : rows) {
        if (row.connection.state == ConnectionState::SignedOut)
            continue;
        // Whoever is still connecting is not to be seen when they are: what the server can is found out then.
        if (row.connection.state == ConnectionState::Online && row.invisibility == Invisibility::NotOffered)
            seen << row.settings.jid.toString();
        else
            setVisibility(row.settings.id, PresenceDoor::OwnVisibility::Hidden);
    }
    if (!seen.isEmpty()) // who believes to be hidden everywhere is to know where they are not
        m_window->showNotice(unhiddenText(seen.join(QStringLiteral(", "))));
}

/// What a server makes of the wish to be invisible is known once there is a session, when nobody waits for an answer.
void Shell::tellUnhidden()
{
    const QList<AccountListModel::Row> rows = m_context.accounts().rows();
    for (const AccountListModel::Row &row : rows) {
        const AccountId id = row.settings.id;
        const Invisibility now = row.invisibility;
        const bool isWish = now == Invisibility::Hidden || now == Invisibility::Refused;
        if (!isWish && !m_toldInvisibility.contains(id))
            continue;
        const Invisibility before = m_toldInvisibility.value(id, Invisibility::NotOffered);
        if (now == before || now == Invisibility::Unknown) // what the server can is being asked
            continue;
        if (isWish)
            m_toldInvisibility[id] = now;
        else
            m_toldInvisibility.remove(id);
        const QString address = row.settings.jid.toString();
        const ErrorKind why = row.whyRefused.kind;
        if (now == Invisibility::Refused && (why == ErrorKind::Unavailable || why == ErrorKind::Forbidden))
            m_window->showNotice(tr("%1 is not announced to anybody: its provider does not hide you. Choose another "
                                    "status to be seen.").arg(address));
        else if (now == Invisibility::Refused) //: %2 is a sentence that says what went wrong
            m_window->showNotice(tr("%1 is not announced to anybody: hiding you did not work. %2 Choose another status to be "
                                    "seen.").arg(address, errorText(row.whyRefused)));
        else if (!isWish && row.connection.state == ConnectionState::Online && !m_seenByWish.contains(id))
            m_window->showNotice(unhiddenText(address));
    }
}

void Shell::startBackground()
{
    const Theme &theme = m_context.theme();
    m_context.typefaces().read(typefaceWishes(theme.font(TypeRole::Message), theme.font(TypeRole::Mono)));
    // Whatever comes over the network may be emoji: not before they can be laid out without waiting for the disk.
    connect(&m_context, &AppContext::restFilled, this, [this] {
        EngineLoader *engine = &m_context.engine();
        m_context.typefaces().whenFirstRead(engine, [engine] { engine->load(); });
    });
    m_context.fillRest();
    // Each in a turn of its own: all of them together would be a stall that can be felt.
    QTimer::singleShot(0, this, &Shell::startAppearance);
    QTimer::singleShot(0, this, &Shell::startTray);
    QTimer::singleShot(0, this, &Shell::startIdle);
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
    connect(m_appearance.get(), &SystemAppearance::schemeChanged, &m_context.theme(), &Theme::setSystemScheme);
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

void Shell::startIdle()
{
    m_autoAway = std::make_unique<AutoAway>(m_context.clock(), std::make_unique<TimerAlarm>());
    m_idle = std::make_unique<DesktopIdle>(std::make_unique<TimerAlarm>());
    connect(m_idle.get(), &DesktopIdle::idleTimeChanged, m_settings.get(), [this] {
        switch (m_idle->idleTime()) {
        case DesktopIdle::IdleTime::Known:
            return m_settings->setIdleTime(SettingsFacts::IdleTime::Known);
        case DesktopIdle::IdleTime::LockOnly:
            return m_settings->setIdleTime(SettingsFacts::IdleTime::LockOnly);
        case DesktopIdle::IdleTime::NotKnown:
            return m_settings->setIdleTime(SettingsFacts::IdleTime::NotKnown);
        }
    });
    connect(m_idle.get(), &DesktopIdle::idle, m_autoAway.get(), &AutoAway::noteIdle);
    connect(m_idle.get(), &DesktopIdle::active, m_autoAway.get(), &AutoAway::noteActive);
    connect(m_idle.get(), &DesktopIdle::locked, m_autoAway.get(), &AutoAway::noteLocked);
    connect(m_idle.get(), &DesktopIdle::unlocked, m_autoAway.get(), &AutoAway::noteUnlocked);
    connect(m_autoAway.get(), &AutoAway::changed, m_wishes.get(), &Wishes::setIdle);
    takeIdleWishes();
    connect(&m_context.preferences(), &Preferences::changed, this, &Shell::takeIdleWishes);
    m_idle->start();
}

void Shell::takeIdleWishes()
{
    constexpr qint64 minute = 60'000;
    const Preferences &preferences = m_context.preferences();
    AutoAway::Wishes wishes;
    wishes.availability = preferences.autoAway() ? AutoAway::Wishes::Change::Yes : AutoAway::Wishes::Change::No;
    wishes.idleTime = preferences.tellIdleTime() ? AutoAway::Wishes::Tell::Yes : AutoAway::Wishes::Tell::No;
    wishes.awayAfter = preferences.awayAfter() * minute;
    wishes.awayForLongAfter = preferences.awayForLongAfter() * minute;
    const bool isOther = wishes.awayAfter != m_autoAway->wishes().awayAfter || !m_isIdleWatched;
    m_autoAway->setWishes(wishes);
    if (isOther) {
        m_isIdleWatched = true;
        m_idle->watch(wishes.awayAfter);
    }
}

void Shell::updateTray()
{
    m_tray->setWanted(m_context.preferences().trayIcon() ? TrayIcon::Wanted::Yes : TrayIcon::Wanted::No);
}

void Shell::execute(Command command)
{
    switch (command) {
    case Command::NewChat: m_dialogs->newChat(); break;
    case Command::NewGroup: m_dialogs->newGroup(); break;
    case Command::JoinGroup: m_dialogs->joinGroup(); break;
    case Command::ShowWaiting: m_dialogs->showWaiting(); break;
    case Command::MarkAllRead: markAllRead(); break;
    case Command::OpenSettings: m_settings->open(); break;
    case Command::ShowConsole: m_console->open(); break;
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
    openWhenKnown(m_wishes->openConversation(account, jid));
}

/// In a window of its own; a chat that is only begun has its window once its row is here.
void Shell::openPersonBeside(AccountId account, const BareJid &jid)
{
    m_wishes->openConversation(account, jid).then(this, [this](const Result<ConversationId> &conversation) {
        if (conversation) {
            m_window->leaveChat(*conversation);
            m_chatWindows->open(*conversation);
        } else if (conversation.error().kind != ErrorKind::Cancelled) {
            m_window->showNotice(errorText(conversation.error()));
        }
    });
}

void Shell::openWhenKnown(QFuture<Result<ConversationId>> chat)
{
    chat.then(this, [this](const Result<ConversationId> &conversation) {
        if (conversation)
            m_window->openChat(*conversation);
        else if (conversation.error().kind != ErrorKind::Cancelled)
            m_window->showNotice(errorText(conversation.error()));
    });
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
    case BannerContent::Action::Dismiss: m_context.dismissRepair(); break;
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
