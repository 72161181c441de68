// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/ChatListModel.h"
#include "history/HistoryDoor.h"
#include "spaces/SpaceListModel.h"

#include <QWidget>

QT_BEGIN_NAMESPACE
class QMenu;
class QStackedLayout;
QT_END_NAMESPACE

namespace jackdaw {

class ChatListView;
class ChatRowDelegate;
class Chip;
class EmptyState;
class HistoryLine;
class IconButton;
class Label;
class MenuButton;
class Preferences;
class SearchField;
class SpaceChips;
class Theme;

/// The pane with all chats: title, search, filters, rows, and a line about older messages. Emits wishes; commands
/// nothing. Owned by the main window, GUI thread. Filters through ChatListModel, searches
/// nothing itself, and never reads or changes a chat.
class ChatListPane : public QWidget
{
    Q_OBJECT
public:
    /// How much stands above the rows (ui.md, mockup 10).
    enum class Chrome {
        Full,    ///< title, search field, filters
        Slim,    ///< search behind a button, no filters
        OnePane  ///< ☰ in front, search field, filters behind a button
    };

    ChatListPane(ChatListModel &chats, const Theme &theme, const Preferences &preferences, QWidget *parent = nullptr);

    /// The user's folders: filters beside the others, and places for chats. Once; outlives this.
    void setSpaces(const SpaceListModel &spaces);
    /// moveSpaceRequested() came to nothing.
    void forgetSpaceMove();

    void setChrome(Chrome chrome);
    /// Places a bar of the window below the header, where a window of one pane has it.
    void setBanner(QWidget *banner);
    /// Places above the rows what waits for an answer, and owns it from then on.
    void setQuestions(QWidget *questions);
    void setOpenChat(ConversationId conversation);
    void setHistory(const QList<HistoryProgress> &progress);
    /// The dot on ☰: something is unread behind it.
    void setMenuDot(bool shown);
    void focusList();
    QWidget *list() const;

Q_SIGNALS:
    void openRequested(jackdaw::ConversationId conversation);
    void windowRequested(jackdaw::ConversationId conversation);
    void newChatRequested();
    /// There is no chat yet, and who there is to write to is wanted.
    void contactsRequested();
    /// The search everywhere, which begins with this text.
    void searchRequested(const QString &text);
    void menuRequested(QWidget *button);
    void pinRequested(jackdaw::ConversationId conversation, bool pinned);
    /// All pinned groups of that account, in the order that is wished.
    void groupOrderRequested(jackdaw::AccountId account, const QList<jackdaw::BareJid> &groups);
    void muteRequested(jackdaw::ConversationId conversation, bool muted);
    void markReadRequested(jackdaw::ConversationId conversation);
    /// A new space, with this chat in it where it is valid.
    void newSpaceRequested(jackdaw::ConversationId conversation);
    void changeSpaceRequested(const jackdaw::SpaceId &space);
    void deleteSpaceRequested(const jackdaw::SpaceId &space);
    /// Among the spaces, counted from 0.
    void moveSpaceRequested(const jackdaw::SpaceId &space, int row);
    void spaceMemberRequested(jackdaw::ConversationId conversation, const jackdaw::SpaceId &space, bool member);
    void historyPauseRequested(jackdaw::AccountId account);
    void historyResumeRequested(jackdaw::AccountId account);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *makeHeader();
    QWidget *makeFilters();
    void makeEmptyState();
    void applyTheme();
    void applyChrome();
    void setFilter(ChatListModel::Filter filter);
    void updateEmptyState();
    void updateUnreadCount();
    void showRowMenu(ConversationId conversation, const QPoint &position);
    void showFilterMenu();
    void addGroupMoves(QMenu &menu, const Conversation &conversation);
    void moveGroup(ConversationId group, int places);
    void addSpaceMenu(QMenu &menu, const Conversation &conversation);
    void showSpaceMenu(const SpaceId &space, const QPoint &position);
    void addSpaceActs(QMenu &menu, const SpaceId &space);
    void addSpaceMoves(QMenu &menu, const SpaceId &space);
    void showSpace(const SpaceId &space);

    ChatListModel &m_chats;
    const Theme &m_theme;
    const Preferences &m_preferences;
    Chrome m_chrome = Chrome::Full;
    MenuButton *m_menu = nullptr;
    Label *m_title = nullptr;
    IconButton *m_searchButton = nullptr;
    IconButton *m_filterButton = nullptr;
    IconButton *m_newChat = nullptr;
    QWidget *m_header = nullptr;
    SearchField *m_search = nullptr;
    QWidget *m_searchRow = nullptr;
    QWidget *m_filters = nullptr;
    Chip *m_all = nullptr;
    Chip *m_unread = nullptr;
    Chip *m_mentions = nullptr;
    Chip *m_groups = nullptr;
    const SpaceListModel *m_spaces = nullptr; ///< none in a list without them
    SpaceChips *m_spaceChips = nullptr;
    SpaceId m_space; ///< the one that is shown
    ChatListView *m_list = nullptr;
    ChatRowDelegate *m_delegate = nullptr;
    QStackedLayout *m_stack = nullptr;
    EmptyState *m_empty = nullptr;
    HistoryLine *m_history = nullptr; ///< made when there is something to say: a start does not wait for it
};

} // namespace jackdaw
