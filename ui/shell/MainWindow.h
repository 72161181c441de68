// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "base/Jid.h"
#include "base/Result.h"
#include "shell/Collapse.h"
#include "shell/Rail.h"
#include "shell/Shortcuts.h"
#include "widgets/Banner.h"

#include <QWidget>
#include <functional>

QT_BEGIN_NAMESPACE
class QSplitter;
class QStackedLayout;
class QStackedWidget;
QT_END_NAMESPACE

namespace jackdaw {

class AccountMenu;
class AppContext;
class BoardPage;
class BoardSide;
class ChatListPane;
class ChatPage;
class ConnectionBanner;
class ContactDetails;
class ContactListPane;
class QuickSwitcher;
class SearchPane;

/// The window: banners on top, rail, list and content below, fewer of them the narrower it is. Places pages and moves
/// between them; what they wish for is connected in Shell. Owned by Shell, GUI thread. Commands nothing. It learns no
/// words of the domain: a page that needs one is a page of its own.
class MainWindow : public QWidget
{
    Q_OBJECT
public:
    explicit MainWindow(AppContext &context);
    ~MainWindow() override;

    using Place = Rail::Place;
    void showPlace(Place place);
    Place place() const { return m_place; }
    enum class Focus { Keep, Composer };
    /// An id that the chat list does not know yet is opened as soon as it does.
    void openChat(ConversationId conversation, Focus focus = Focus::Composer);
    /// Chats that have a window of their own: `isElsewhere` tells which, `show` raises it when one is asked for here.
    void setElsewhere(std::function<bool(ConversationId)> isElsewhere, std::function<void(ConversationId)> show);
    /// Shows no chat, if this one is open: it goes to another place.
    void leaveChat(ConversationId conversation);
    /// What is open, whether it can be seen or not.
    ConversationId openedChat() const;
    /// Is this chat on the screen, in the window that is used?
    bool isReading(ConversationId conversation) const;
    /// Shows a window above the others, restored if it was minimised.
    void present(const QString &activationToken = {});

    /// A page over everything, as sign-in is; nullptr: the chats again. The window owns it.
    void setCover(QWidget *page);
    QWidget *cover() const { return m_cover; }
    /// What went wrong with something that nobody waits for, until it is closed.
    void showNotice(const QString &text);
    /// The same of what went wrong. Where the history could not be written, it goes with noteWritten().
    void showError(const Error &error);
    /// Something could be written.
    void noteWritten();
    /// The same of what is done now, or is so: nothing is wrong.
    void showNews(const QString &text);
    /// A device that came to the own account, until it was read; empty: there is none.
    void showNewDevice(const QString &what, const QString &advice);

    ChatListPane &chatList() { return *m_chatList; }
    ChatPage &chatPage() { return *m_chatPage; }
    ContactListPane &contactList();
    ContactDetails &contactDetails();
    BoardSide &boardSide();
    BoardPage &boardPage();
    /// For a window of its own: its place here says so, until it is put back.
    BoardPage &takeBoardPage();
    void putBoardPage();
    ConnectionBanner &banner() { return *m_banner; }
    AccountMenu &accountMenu() { return *m_accountMenu; }
    QuickSwitcher &switcher();
    SearchPane &searchPane();
    /// Opens the search everywhere in place of the list.
    void openSearch(const QString &text = {});
    /// On the page of contacts, whether its list shows them now or not.
    void openContact(AccountId account, const BareJid &jid);

    /// Does what the window can do itself; the rest is handed on by commandRequested().
    void execute(Command command);
    void saveState();

Q_SIGNALS:
    void firstPainted();
    void ownDevicesRequested();
    void newDeviceRead();
    void commandRequested(jackdaw::Command command);
    void closeRequested();
    void useChanged();
    void contactListMade();
    void boardMade();
    /// It stands in a window of its own, and is wanted here.
    void boardWanted();
    void switcherMade();
    void searchPaneMade();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    enum class Side { List, Content };

    void makePanes();
    void makeShortcuts();
    void restoreState();
    void applyLayout();
    void showSide(Side side);
    void putNotice(Banner *&notice, const QString &topic, Banner::Kind kind, const QString &icon, const QString &text);
    void placeBars();
    void updateAccount();
    void updateBadges();
    void updateTitle();
    void openPending();
    void showContact();
    QWidget *boardPlace() const;
    void closeSearch();
    bool isSearching() const;
    void openHit(ConversationId conversation, MessageId message, const QString &words);
    void showMainMenu(QWidget *button);

    // MainWindowCommands.cpp
    void stepChat(int step);
    void stepUnread(int step);
    void openRecent();
    void stepPane(int step);
    void openAccountMenu();
    void back();
    void focusPlace();

    AppContext &m_context;
    Place m_place = Place::Chats;
    Side m_side = Side::List;
    WindowLayout m_layout = WindowLayout::Wide;
    bool m_painted = false;
    ConversationId m_pending;
    std::function<bool(ConversationId)> m_isElsewhere;
    std::function<void(ConversationId)> m_showElsewhere;
    QList<ConversationId> m_recent; ///< opened chats, latest first
    QStackedLayout *m_outer = nullptr;
    QWidget *m_body = nullptr;
    QWidget *m_cover = nullptr;
    QWidget *m_bars = nullptr; ///< what stands across the top, or below the header of the one pane
    ConnectionBanner *m_banner = nullptr;
    Banner *m_notice = nullptr;
    bool m_noticeIsOfDisk = false;
    bool m_storageFails = false;
    Banner *m_news = nullptr;
    Banner *m_newDevice = nullptr;
    Rail *m_rail = nullptr;
    QSplitter *m_splitter = nullptr;
    QStackedWidget *m_lists = nullptr;
    QStackedWidget *m_contents = nullptr;
    ChatListPane *m_chatList = nullptr;
    ChatPage *m_chatPage = nullptr;
    ContactListPane *m_contactList = nullptr;
    ContactDetails *m_contactDetails = nullptr;
    BoardSide *m_boardSide = nullptr;
    BoardPage *m_boardPage = nullptr;
    QWidget *m_boardAway = nullptr; ///< stands where the board would
    AccountMenu *m_accountMenu = nullptr;
    QuickSwitcher *m_switcher = nullptr;
    SearchPane *m_searchPane = nullptr;
};

} // namespace jackdaw
