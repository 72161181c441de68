// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/MainWindow.h"

#include "board/BoardPage.h"
#include "board/BoardSide.h"
#include "chatpage/ChatPage.h"
#include "chats/ChatListPane.h"
#include "contacts/ContactDetails.h"
#include "contacts/ContactListPane.h"
#include "rooms/EventLines.h"
#include "search/FindModel.h"
#include "search/ShelfModel.h"
#include "searchpage/SearchPane.h"
#include "shell/AccountMenu.h"
#include "shell/AppContext.h"
#include "shell/ConnectionBanner.h"
#include "shell/PaneSplitter.h"
#include "shell/QuickSwitcher.h"
#include "shell/WindowActions.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "trust/TrustLines.h"
#include "widgets/Banner.h"
#include "widgets/EmptyState.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QScreen>
#include <QSplitter>
#include <QStackedLayout>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>

#include <utility>

namespace jackdaw {

namespace {

constexpr QSize defaultSize(1180, 780);
constexpr QSize smallestSize(360, 480);
constexpr int boardFilters = 240; ///< the list beside the board of presences

} // namespace

MainWindow::MainWindow(AppContext &context) : m_context(context)
{
    setWindowTitle(tr("Jackdaw"));
    setMinimumSize(smallestSize);
    setAttribute(Qt::WA_OpaquePaintEvent);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_outer = new QStackedLayout;
    m_outer->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_outer);
    makePanes();
    makeShortcuts();
    restoreState();

    connect(&context.accounts(), &QAbstractItemModel::dataChanged, this, &MainWindow::updateAccount);
    connect(&context.accounts(), &QAbstractItemModel::rowsInserted, this, &MainWindow::updateAccount);
    connect(&context.accounts(), &QAbstractItemModel::rowsRemoved, this, &MainWindow::updateAccount);
    connect(&context.accounts(), &QAbstractItemModel::modelReset, this, &MainWindow::updateAccount);
    connect(&context.chats(), &ChatListModel::unreadChatsChanged, this, &MainWindow::updateBadges);
    connect(&context.contacts(), &ContactListModel::peopleChanged, this, &MainWindow::updateTitle);
    connect(&context.rooms(), &RoomListModel::roomChanged, this, [this](ConversationId room) {
        if (room == openedChat())
            updateTitle();
    });
    connect(&context, &AppContext::requestsChanged, this, &MainWindow::updateBadges);
    connect(&context, &AppContext::conversationsArrived, this, &MainWindow::openPending);
    connect(&context, &AppContext::historyReplaced, this, [this] {
        // Nothing was known of it; but what was asked for meanwhile goes before it, and nobody is led away from another place.
        if (!openedChat().isValid() && m_layout != WindowLayout::OnePane && m_place == Place::Chats && !m_pending.isValid())
            openChat(ConversationId(m_context.preferences().lastChat()), Focus::Keep);
    });
    connect(&context, &AppContext::historyChanged, this, [this] { m_chatList->setHistory(m_context.history()); });
    connect(&context, &AppContext::troubleChanged, this, [this] {
        const bool fails = m_context.storageTrouble().has_value();
        if (std::exchange(m_storageFails, fails) && !fails)
            noteWritten();
        m_banner->setStorageTrouble(m_context.storageTrouble());
        m_banner->setSecretsTrouble(m_context.secretsTrouble());
        m_banner->setDatabaseTrouble(m_context.databaseTrouble());
        m_banner->setRepair(m_context.repair());
    });
    connect(&context, &AppContext::dayChanged, this, [this] {
        m_chatList->list()->update();
        update();
    });
    connect(&context.theme(), &Theme::changed, this, [this] {
        applyLayout();
        update();
    });
    updateAccount();
    updateBadges();
    applyLayout();
}

MainWindow::~MainWindow() = default;

void MainWindow::makePanes()
{
    Theme &theme = m_context.theme();
    m_body = new QWidget(this);
    m_bars = new QWidget(m_body);
    m_banner = new ConnectionBanner(m_context.accounts(), theme, m_context.clock(), m_bars);
    auto *bars = new QVBoxLayout(m_bars);
    bars->setContentsMargins(0, 0, 0, 0);
    bars->setSpacing(0);
    bars->addWidget(m_banner);
    connect(m_banner, &ConnectionBanner::focusReleased, this, [this] {
        if (m_cover)
            return; // what is below it is not seen
        if (m_place == Place::Chats && m_lists->isHidden())
            m_chatPage->focusComposer();
        else
            focusPlace(); // a second Enter sends nothing there
    });
    m_banner->setRepair(m_context.repair());
    m_rail = new Rail(theme, m_body);
    m_accountMenu = new AccountMenu(m_context.accounts(), m_context.preferences(), theme, this);
    m_accountMenu->setLivePlaces(m_context.livePlaces(), m_context.chats(), m_context.clock());
    m_rail->account()->setMenu(m_accountMenu);

    m_chatList = new ChatListPane(m_context.chats(), theme, m_context.preferences(), m_body);
    m_chatList->setSpaces(m_context.spaces());
    m_chatPage = new ChatPage(m_context.timeline(), m_context.chats(), m_context.contacts(), m_context.accounts(), theme,
                              m_context.preferences(), m_context.clock(), m_body);
    m_chatPage->setFind(m_context.makeFind());
    m_chatPage->setDrafts(m_context.drafts());
    m_chatPage->setOutline(m_context.outline(), [this] { return m_context.makeShelf(); });
    m_chatPage->setRooms(m_context.rooms(), m_context.voiceRequests(), m_context.roomTyping(), m_context.makeOccupants(),
                           m_context.makeEventLines());
    m_chatPage->setTrustLines(m_context.makeTrustLines());
    m_lists = new QStackedWidget(m_body);
    m_lists->addWidget(m_chatList);
    m_contents = new QStackedWidget(m_body);
    m_contents->addWidget(m_chatPage);
    m_splitter = new PaneSplitter(theme, m_body);
    m_splitter->addWidget(m_lists);
    m_splitter->addWidget(m_contents);
    m_splitter->setStretchFactor(0, 0);
    m_splitter->setStretchFactor(1, 1);

    auto *panes = new QHBoxLayout;
    panes->setSpacing(0);
    panes->addWidget(m_rail);
    panes->addWidget(m_splitter, 1);
    auto *column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_bars);
    column->addLayout(panes, 1);
    m_outer->addWidget(m_body);

    connect(m_rail, &Rail::placeRequested, this, &MainWindow::showPlace);
    connect(m_rail, &Rail::settingsRequested, this, [this] { execute(Command::OpenSettings); });
    connect(m_chatList, &ChatListPane::openRequested, this, [this](ConversationId conversation) { openChat(conversation); });
    connect(m_chatList, &ChatListPane::newChatRequested, this, [this] { execute(Command::NewChat); });
    connect(m_chatList, &ChatListPane::contactsRequested, this, [this] { execute(Command::ShowContacts); });
    connect(m_chatList, &ChatListPane::searchRequested, this, &MainWindow::openSearch);
    connect(m_chatList, &ChatListPane::menuRequested, this, &MainWindow::showMainMenu);
    connect(m_chatPage, &ChatPage::backRequested, this, &MainWindow::back);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] {
        if (m_place != Place::Presence && (m_layout == WindowLayout::Wide || m_layout == WindowLayout::Medium))
            m_context.preferences().setListWidth(qRound((m_lists->width() + m_splitter->handleWidth()) / std::max(1.0, m_context.theme().textScale())));
    });
}

ContactListPane &MainWindow::contactList()
{
    if (!m_contactList) {
        m_contactList = new ContactListPane(m_context.contacts(), m_context.theme(), m_context.preferences(), m_lists);
        m_contactDetails = new ContactDetails(m_context.contacts(), m_context.accounts(), m_context.theme(), m_context.clock(), m_contents);
        m_lists->addWidget(m_contactList);
        m_contents->addWidget(m_contactDetails);
        connect(m_contactList, &ContactListPane::menuRequested, this, &MainWindow::showMainMenu);
        connect(m_contactList, &ContactListPane::currentChanged, this, &MainWindow::showContact);
        connect(m_contactList, &ContactListPane::detailsRequested, this, [this] {
            showContact();
            showSide(Side::Content);
        });
        connect(m_contactDetails, &ContactDetails::backRequested, this, &MainWindow::back);
        updateBadges();
        Q_EMIT contactListMade();
        applyLayout();
    }
    return *m_contactList;
}

ContactDetails &MainWindow::contactDetails()
{
    contactList();
    return *m_contactDetails;
}

BoardSide &MainWindow::boardSide()
{
    if (!m_boardSide) {
        m_boardSide = new BoardSide(m_context.board(), m_context.contacts(), m_context.theme(), m_context.clock(), m_lists);
        m_boardPage = new BoardPage(m_context.board(), m_context.theme(), m_context.preferences(), m_context.clock(), m_contents);
        m_lists->addWidget(m_boardSide);
        m_contents->addWidget(m_boardPage);
        connect(m_boardSide, &BoardSide::menuRequested, this, &MainWindow::showMainMenu);
        connect(m_boardSide, &BoardSide::boardRequested, this, [this] {
            if (m_layout == WindowLayout::OnePane)
                showSide(Side::Content);
        });
        connect(m_boardPage, &BoardPage::backRequested, this, &MainWindow::back);
        Q_EMIT boardMade();
        applyLayout();
    }
    return *m_boardSide;
}

BoardPage &MainWindow::boardPage()
{
    boardSide();
    return *m_boardPage;
}

QWidget *MainWindow::boardPlace() const
{
    return m_boardAway ? m_boardAway : m_boardPage;
}

BoardPage &MainWindow::takeBoardPage()
{
    auto *away = new EmptyState(m_context.theme(), QStringLiteral("app-window"), tr("The presence board has its own window"),
                                tr("It stays above the others until you bring it back."), m_contents);
    away->setAction(tr("Bring it back"));
    connect(away, &EmptyState::actionRequested, this, &MainWindow::boardWanted);
    m_boardAway = away;
    m_contents->addWidget(away);
    m_contents->removeWidget(&boardPage());
    if (m_place == Place::Presence)
        m_contents->setCurrentWidget(away);
    applyLayout(); // and the bars of this window never leave it
    return *m_boardPage;
}

void MainWindow::putBoardPage()
{
    m_contents->addWidget(m_boardPage);
    m_boardPage->setPlace(BoardPage::Place::MainWindow);
    if (QWidget *away = std::exchange(m_boardAway, nullptr)) {
        m_contents->removeWidget(away);
        away->deleteLater();
    }
    if (m_place == Place::Presence)
        m_contents->setCurrentWidget(m_boardPage);
    applyLayout();
}

QuickSwitcher &MainWindow::switcher()
{
    if (!m_switcher) {
        m_switcher = new QuickSwitcher(m_context.chats(), m_context.contacts(), m_context.rooms(), m_context.theme(), this);
        connect(m_switcher, &QuickSwitcher::chatRequested, this, [this](ConversationId conversation) { openChat(conversation); });
        connect(m_switcher, &QuickSwitcher::windowRequested, m_chatList, &ChatListPane::windowRequested);
        connect(m_switcher, &QuickSwitcher::commandRequested, this, &MainWindow::execute);
        Q_EMIT switcherMade();
    }
    m_switcher->leaveOut(m_context.preferences().xmlConsole() ? QSet<Command>() : QSet{Command::ShowConsole});
    return *m_switcher;
}

SearchPane &MainWindow::searchPane()
{
    if (!m_searchPane) {
        m_searchPane = new SearchPane(m_context.search(), m_context.chats(), m_context.contacts(), m_context.theme(), m_context.clock(), m_lists);
        m_lists->addWidget(m_searchPane);
        m_searchPane->setOwnName([&accounts = m_context.accounts()](AccountId account) {
            const AccountListModel::Row *row = accounts.find(account);
            return row ? row->shownName() : QString();
        });
        connect(m_searchPane, &SearchPane::closeRequested, this, &MainWindow::closeSearch);
        connect(m_searchPane, &SearchPane::messageRequested, this, &MainWindow::openHit);
        connect(m_searchPane, &SearchPane::timeRequested, this, [this](ConversationId conversation, qint64 time) {
            openChat(conversation);
            if (openedChat() == conversation)
                m_chatPage->showTime(time);
        });
        Q_EMIT searchPaneMade();
    }
    return *m_searchPane;
}

bool MainWindow::isSearching() const
{
    return m_searchPane && m_lists->currentWidget() == m_searchPane;
}

void MainWindow::openSearch(const QString &text)
{
    showPlace(Place::Chats);
    m_lists->setCurrentWidget(&searchPane());
    placeBars();
    m_searchPane->start(text);
}

void MainWindow::closeSearch()
{
    showPlace(Place::Chats);
    m_chatList->focusList();
}

void MainWindow::openHit(ConversationId conversation, MessageId message, const QString &words)
{
    openChat(conversation, Focus::Keep);
    if (openedChat() != conversation)
        return;
    m_chatPage->showMessage(message);
    if (!words.trimmed().isEmpty())
        m_chatPage->openFind(words, message);
}

void MainWindow::makeShortcuts()
{
    addWindowActions(*this, [this](Command command) { execute(command); });
}

void MainWindow::restoreState()
{
    const QByteArray geometry = m_context.preferences().windowGeometry();
    // restoreGeometry() brings a window back that would stand where no screen is any more.
    if (geometry.isEmpty() || !restoreGeometry(geometry)) {
        const QScreen *screen = QGuiApplication::primaryScreen();
        const QSize room = screen ? screen->availableSize() : defaultSize;
        resize(defaultSize.boundedTo(room).expandedTo(smallestSize));
    }
    const ConversationId last(m_context.preferences().lastChat());
    if (last.isValid() && m_context.chats().find(last)) {
        m_chatPage->showChat(last);
        m_chatList->setOpenChat(last);
        m_recent << last;
        m_chatPage->focusComposer();
    } else {
        m_chatList->focusList();
    }
    updateTitle();
}

void MainWindow::saveState()
{
    m_chatPage->flush();
    m_context.preferences().setWindowGeometry(saveGeometry());
    m_context.preferences().setLastChat(openedChat().value());
}

void MainWindow::applyLayout()
{
    const Theme &theme = m_context.theme();
    m_layout = windowLayout(width(), theme.textScale());
    const bool one = m_layout == WindowLayout::OnePane;
    const PaneWidths widths = paneWidths(m_layout, qRound(m_context.preferences().listWidth() * std::max(1.0, theme.textScale())),
                                         theme.textScale());
    // The filters of the board leave the cards their room (ui.md, "Layout grid"), wherever the user left the list.
    const bool isBoard = m_place == Place::Presence;
    const int boardList = theme.scaled(boardFilters);
    m_banner->setRoom(one ? ConnectionBanner::Room::Narrow : ConnectionBanner::Room::Wide);
    m_rail->setVisible(!one);
    if (!one) {
        m_rail->setFixedWidth(widths.rail);
        m_rail->setLabels(widths.labels == PaneWidths::RailLabels::Shown ? RailItem::Labels::Shown : RailItem::Labels::Hidden);
        // The line at its edge is a part of its width (picture 01).
        m_lists->setMinimumWidth((isBoard ? boardList : widths.listMinimum) - m_splitter->handleWidth());
        m_lists->setMaximumWidth((isBoard ? boardList : widths.listMaximum) - m_splitter->handleWidth());
    } else {
        m_lists->setMinimumWidth(0);
        m_lists->setMaximumWidth(QWIDGETSIZE_MAX);
    }
    // The board's list is a box in its header there (ui.md, "Window sizes and collapse").
    const bool isBoardAlone = m_layout == WindowLayout::Slim && m_place == Place::Presence && !m_boardAway;
    m_lists->setVisible(one ? m_side == Side::List : !isBoardAlone);
    m_contents->setVisible(!one || m_side == Side::Content);
    if (!one) {
        const int list = isBoard ? boardList : widths.list;
        m_splitter->setSizes({list - m_splitter->handleWidth(), std::max(0, width() - widths.rail - list)});
    }
    m_chatList->setChrome(one ? ChatListPane::Chrome::OnePane
                          : m_layout == WindowLayout::Slim ? ChatListPane::Chrome::Slim : ChatListPane::Chrome::Full);
    m_chatPage->setPanes(one ? ChatPage::Panes::One
                          : m_layout == WindowLayout::Slim   ? ChatPage::Panes::Slim
                          : m_layout == WindowLayout::Medium ? ChatPage::Panes::Medium
                                                             : ChatPage::Panes::Many);
    if (m_contactList) {
        m_contactList->setMenu(one ? ContactListPane::Menu::Shown : ContactListPane::Menu::Hidden);
        m_contactDetails->setBack(one ? ContactDetails::Back::Shown : ContactDetails::Back::Hidden);
    }
    if (m_boardSide) {
        m_boardSide->setMenu(one ? BoardSide::Menu::Shown : BoardSide::Menu::Hidden);
        if (!m_boardAway)
            m_boardPage->setTeams(one || isBoardAlone ? BoardPage::Teams::InHeader : BoardPage::Teams::Beside);
        m_boardPage->setBack(one && !m_boardAway ? BoardPage::Back::Shown : BoardPage::Back::Hidden);
    }
    m_chatList->setOpenChat(one ? ConversationId() : openedChat());
    placeBars();
}

void MainWindow::placeBars()
{
    if (m_cover) { // what is wrong with the history concerns whoever signs in too
        if (m_bars->parentWidget() != this)
            static_cast<QBoxLayout *>(layout())->insertWidget(0, m_bars);
        m_bars->show();
        return;
    }
    QWidget *place = m_body;
    if (m_layout == WindowLayout::OnePane)
        place = m_side == Side::List ? m_lists->currentWidget() : m_contents->currentWidget();
    if (place->isAncestorOf(m_bars) && (place != m_body || m_bars->parentWidget() == m_body))
        return;
    if (place == m_body)
        static_cast<QBoxLayout *>(m_body->layout())->insertWidget(0, m_bars);
    else if (place == m_chatList)
        m_chatList->setBanner(m_bars);
    else if (place == m_chatPage)
        m_chatPage->setBanner(m_bars);
    else if (place == m_contactList)
        m_contactList->setBanner(m_bars);
    else if (place == m_searchPane)
        m_searchPane->setBanner(m_bars);
    else if (place == m_boardSide)
        m_boardSide->setBanner(m_bars);
    else if (place == m_boardPage)
        m_boardPage->setBanner(m_bars);
    else if (place == m_boardAway)
        static_cast<QBoxLayout *>(m_body->layout())->insertWidget(0, m_bars);
    else
        m_contactDetails->setBanner(m_bars);
    m_bars->show();
}

void MainWindow::showSide(Side side)
{
    m_side = side;
    if (m_layout == WindowLayout::OnePane || m_layout == WindowLayout::Slim)
        applyLayout(); // moves the bars too
    updateTitle();
}

void MainWindow::showPlace(Place place)
{
    const bool isOtherWidth = m_layout != WindowLayout::OnePane
        && (place == Place::Presence) != (m_place == Place::Presence);
    m_place = place;
    m_rail->setPlace(place);
    if (place == Place::Contacts) {
        m_lists->setCurrentWidget(&contactList());
        m_contents->setCurrentWidget(m_contactDetails);
        showContact();
    } else if (place == Place::Presence) {
        m_lists->setCurrentWidget(&boardSide());
        m_contents->setCurrentWidget(boardPlace());
    } else {
        m_lists->setCurrentWidget(m_chatList);
        m_contents->setCurrentWidget(m_chatPage);
    }
    if (isOtherWidth)
        applyLayout();
    showSide(Side::List);
}

void MainWindow::showContact()
{
    m_contactDetails->showContact(m_contactList->current());
}

void MainWindow::openContact(AccountId account, const BareJid &jid)
{
    present();
    showPlace(Place::Contacts);
    m_contactList->setCurrent({account, jid});
    m_contactDetails->showContact(ContactKey{account, jid});
    showSide(Side::Content);
}

void MainWindow::openChat(ConversationId conversation, Focus focus)
{
    if (!m_context.chats().find(conversation)) {
        m_pending = conversation;
        return;
    }
    m_pending = {};
    if (m_isElsewhere && m_isElsewhere(conversation)) { // a chat is in one place at a time
        m_showElsewhere(conversation);
        return;
    }
    if (m_place != Place::Chats)
        showPlace(Place::Chats);
    m_chatPage->showChat(conversation);
    m_recent.removeAll(conversation);
    m_recent.prepend(conversation);
    m_side = Side::Content;
    if (m_layout == WindowLayout::OnePane)
        applyLayout();
    else
        m_chatList->setOpenChat(conversation);
    m_context.preferences().setLastChat(conversation.value());
    if (focus == Focus::Composer)
        m_chatPage->focusComposer();
    updateTitle();
    Q_EMIT useChanged();
}

void MainWindow::setElsewhere(std::function<bool(ConversationId)> isElsewhere, std::function<void(ConversationId)> show)
{
    m_isElsewhere = std::move(isElsewhere);
    m_showElsewhere = std::move(show);
}

void MainWindow::leaveChat(ConversationId conversation)
{
    m_recent.removeAll(conversation);
    if (openedChat() != conversation)
        return;
    m_chatPage->showChat({});
    m_chatList->setOpenChat({});
    if (m_layout == WindowLayout::OnePane)
        showSide(Side::List);
    updateTitle();
}

void MainWindow::openPending()
{
    if (m_pending.isValid() && m_context.chats().find(m_pending))
        openChat(m_pending);
    // The chat that is shown may have gone with its account.
    if (openedChat().isValid() && !m_context.chats().find(openedChat()))
        m_chatPage->showChat({});
}

ConversationId MainWindow::openedChat() const
{
    return m_chatPage->conversation();
}

bool MainWindow::isReading(ConversationId conversation) const
{
    return isActiveWindow() && !m_cover && m_place == Place::Chats && openedChat() == conversation
        && (m_layout != WindowLayout::OnePane || m_side == Side::Content);
}

void MainWindow::present(const QString &activationToken)
{
    presentWindow(*this, activationToken);
}

void MainWindow::setCover(QWidget *page)
{
    if (m_cover == page)
        return;
    if (QWidget *old = std::exchange(m_cover, page)) {
        m_outer->removeWidget(old);
        old->hide();
        old->deleteLater();
    }
    if (page)
        m_outer->addWidget(page);
    m_outer->setCurrentWidget(page ? page : m_body);
    placeBars();
    updateTitle();
}

void MainWindow::showNotice(const QString &text)
{
    m_noticeIsOfDisk = false;
    putNotice(m_notice, tr("Problem"), Banner::Kind::Bad, QStringLiteral("circle-alert"), text);
}

void MainWindow::showError(const Error &error)
{
    showNotice(errorText(error));
    m_noticeIsOfDisk = (error.kind == ErrorKind::DiskFull || error.kind == ErrorKind::Storage) && !isOfAnotherFile(error);
}

void MainWindow::noteWritten()
{
    if (std::exchange(m_noticeIsOfDisk, false) && m_notice)
        m_notice->hide();
}

void MainWindow::showNews(const QString &text)
{
    putNotice(m_news, tr("Notice"), Banner::Kind::News, QStringLiteral("info"), text);
}

void MainWindow::showNewDevice(const QString &what, const QString &advice)
{
    if (!m_newDevice && !what.isEmpty()) {
        m_newDevice = new Banner(m_context.theme(), tr("Notice"), m_bars);
        m_bars->layout()->addWidget(m_newDevice);
        TextButton *look = m_newDevice->addAction(tr("My own devices"));
        TextButton *close = m_newDevice->addAction(tr("Close"));
        connect(look, &QAbstractButton::clicked, this, &MainWindow::ownDevicesRequested);
        connect(look, &QAbstractButton::clicked, this, &MainWindow::newDeviceRead);
        connect(close, &QAbstractButton::clicked, this, &MainWindow::newDeviceRead);
        setTabOrder(m_banner, look);
        setTabOrder(look, close);
    }
    if (!m_newDevice)
        return;
    if (!what.isEmpty())
        m_newDevice->setContent(Banner::Kind::Warning, QStringLiteral("shield-alert"), what, advice);
    m_newDevice->setVisible(!what.isEmpty());
}

void MainWindow::putNotice(Banner *&notice, const QString &topic, Banner::Kind kind, const QString &icon, const QString &text)
{
    if (!notice) {
        notice = new Banner(m_context.theme(), topic, m_bars);
        m_bars->layout()->addWidget(notice);
        TextButton *close = notice->addAction(tr("Close"));
        connect(close, &QAbstractButton::clicked, notice, &QWidget::hide);
        setTabOrder(m_banner, close);
    }
    notice->setContent(kind, icon, text, {});
    notice->show();
}

void MainWindow::updateAccount()
{
    const AccountSummary summary = accountSummary(m_context.accounts().rows());
    m_rail->account()->setAccount(summary.name, summary.ownName, summary.jid, summary.shown, summary.state);
}

void MainWindow::updateBadges()
{
    const int unread = m_context.chats().unreadChats();
    const QList<SubscriptionRequest> requests = m_context.requests();
    m_rail->setUnreadChats(unread);
    const QList<ContactProposal> proposals = m_context.proposals();
    m_rail->setRequests(int(requests.size() + proposals.size()));
    m_chatList->setMenuDot(!requests.isEmpty() || !proposals.isEmpty());
    if (m_contactList) {
        m_contactList->setMenuDot(unread > 0);
        m_contactList->setRequests(requests, proposals);
    }
}

void MainWindow::updateTitle()
{
    const bool chat = !m_cover && m_place == Place::Chats && openedChat().isValid()
        && (m_layout != WindowLayout::OnePane || m_side == Side::Content);
    //: the name of a chat
    setWindowTitle(chat ? tr("%1, Jackdaw").arg(m_context.chats().nameOf(openedChat())) : tr("Jackdaw"));
}

void MainWindow::showMainMenu(QWidget *button)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const Theme &theme = m_context.theme();
    const int unread = m_context.chats().unreadChats();
    const int requests = int(m_context.requests().size() + m_context.proposals().size());
    const auto counted = [](const QString &text, int count) {
        return count > 0 ? tr("%1 (%L2)").arg(text).arg(count) : text;
    };
    auto *places = new QActionGroup(menu);
    QAction *chats = menu->addAction(theme.icon(QStringLiteral("message-circle")), counted(tr("Chats"), unread), this,
                                     [this] { showPlace(Place::Chats); });
    QAction *contacts = menu->addAction(theme.icon(QStringLiteral("users")), counted(tr("Contacts"), requests), this,
                                        [this] { showPlace(Place::Contacts); });
    QAction *presence = menu->addAction(theme.icon(QStringLiteral("layout-grid")), tr("Presence"), this,
                                        [this] { showPlace(Place::Presence); });
    for (QAction *place : {chats, contacts, presence}) {
        place->setCheckable(true);
        places->addAction(place);
    }
    (m_place == Place::Chats ? chats : m_place == Place::Contacts ? contacts : presence)->setChecked(true);
    menu->addSeparator();
    menu->addAction(theme.icon(QStringLiteral("circle-user-round")), tr("Account and status"), this, [this, button] {
        m_accountMenu->build();
        popUpBelow(*m_accountMenu, *button);
    });
    menu->addAction(theme.icon(QStringLiteral("settings")), tr("Settings"), this, [this] { execute(Command::OpenSettings); });
    popUpBelow(*menu, *button);
}

void MainWindow::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), m_context.theme().color(Token::Canvas));
    if (!m_painted) {
        m_painted = true;
        // From a zero timer: by then what was painted is with the window system.
        QTimer::singleShot(0, this, &MainWindow::firstPainted);
    }
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (event->oldSize().width() != width())
        applyLayout();
}

void MainWindow::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange)
        m_banner->refresh();
    if (event->type() == QEvent::ActivationChange || event->type() == QEvent::WindowStateChange)
        Q_EMIT useChanged();
}

void MainWindow::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    Q_EMIT useChanged();
}

void MainWindow::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    Q_EMIT useChanged();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    event->ignore();
    Q_EMIT closeRequested();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier && !m_cover)
        back();
    else
        QWidget::keyPressEvent(event);
}

} // namespace jackdaw
