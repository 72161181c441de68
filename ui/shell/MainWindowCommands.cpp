// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that answers the keyboard map: moving between chats and panes.
#include "board/BoardPage.h"
#include "board/BoardSide.h"
#include "chatpage/ChatPage.h"
#include "chats/ChatListPane.h"
#include "contacts/ContactListPane.h"
#include "searchpage/SearchPane.h"
#include "shell/AccountMenu.h"
#include "shell/AppContext.h"
#include "shell/MainWindow.h"
#include "shell/QuickSwitcher.h"
#include "shell/WindowActions.h"
#include "style/Direction.h"

#include <QApplication>

namespace jackdaw {

void MainWindow::execute(Command command)
{
    // While a page covers the window, only what is about the window itself can be meant.
    if (m_cover && command != Command::Quit && command != Command::ShowConsole && command != Command::CloseWindow && command != Command::FullScreen
        && command != Command::LargerText && command != Command::SmallerText && command != Command::NormalText)
        return;
    Preferences &preferences = m_context.preferences();
    switch (command) {
    case Command::QuickSwitcher: switcher().open(); return;
    case Command::ShowChats: showPlace(Place::Chats); m_chatList->focusList(); return;
    case Command::ShowContacts: showPlace(Place::Contacts); m_contactList->focusList(); return;
    case Command::ShowPresence:
        showPlace(Place::Presence);
        if (m_layout == WindowLayout::OnePane)
            m_boardSide->focusList();
        else
            m_boardPage->focusBoard();
        return;
    case Command::PreviousChat: stepChat(-1); return;
    case Command::NextChat: stepChat(1); return;
    case Command::RecentChat: openRecent(); return;
    case Command::PreviousUnread: stepUnread(-1); return;
    case Command::NextUnread: stepUnread(1); return;
    case Command::NextPane: stepPane(1); return;
    case Command::PreviousPane: stepPane(-1); return;
    case Command::FocusChatList: showPlace(Place::Chats); m_chatList->focusList(); return;
    case Command::FocusMessageField:
        if (openedChat().isValid())
            openChat(openedChat());
        return;
    case Command::SearchEverywhere: openSearch(); return;
    case Command::FindInChat:
    case Command::FindNext:
    case Command::FindPrevious:
        if (m_place != Place::Chats || !openedChat().isValid())
            return;
        if (m_layout == WindowLayout::OnePane && m_side == Side::List)
            showSide(Side::Content);
        if (command == Command::FindInChat)
            m_chatPage->openFind();
        else
            m_chatPage->stepFind(command == Command::FindNext ? 1 : -1);
        return;
    case Command::ShowEncryption:
        if (m_place == Place::Chats)
            m_chatPage->showEncryption();
        return;
    case Command::ShowDetails:
        if (m_place == Place::Chats && !(m_layout == WindowLayout::OnePane && m_side == Side::List))
            m_chatPage->toggleDetails();
        return;
    case Command::SetStatus: openAccountMenu(); return;
    case Command::LargerText: preferences.setTextSize(preferences.textSize() + 10); return;
    case Command::SmallerText: preferences.setTextSize(preferences.textSize() - 10); return;
    case Command::NormalText: preferences.setTextSize(100); return;
    case Command::FullScreen: setWindowState(windowState() ^ Qt::WindowFullScreen); return;
    case Command::CloseWindow: close(); return;
    case Command::NewChat:
    case Command::NewGroup:
    case Command::JoinGroup:
    case Command::ShowWaiting:
    case Command::MarkAllRead:
    case Command::OpenSettings:
    case Command::ShowShortcuts:
    case Command::ShowConsole:
    case Command::Quit:
        Q_EMIT commandRequested(command);
        return;
    case Command::None: return;
    }
}

void MainWindow::openAccountMenu()
{
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    m_accountMenu->build();
    if (m_rail->isVisible()) {
        const QWidget *button = m_rail->account();
        const int beside = m_rail->width() - 8;
        popUpAt(*m_accountMenu, button->mapToGlobal(QPoint(mirrored ? button->width() - beside : beside, 0)));
    } else {
        popUpAt(*m_accountMenu, mapToGlobal(QPoint(mirrored ? width() - 8 : 8, 56)));
    }
}

void MainWindow::stepChat(int step)
{
    ChatListModel &chats = m_context.chats();
    const int count = chats.rowCount();
    if (count == 0)
        return;
    const int current = openedChat().isValid() ? chats.rowOf(openedChat()) : -1;
    int next = current < 0 ? (step > 0 ? 0 : count - 1) : current + step;
    // Past those that have a window of their own, or the way would end at them.
    while (next >= 0 && next < count && m_isElsewhere && m_isElsewhere(chats.row(next).conversation.id))
        next += step;
    if (next >= 0 && next < count)
        openChat(chats.row(next).conversation.id);
}

void MainWindow::stepUnread(int step)
{
    ChatListModel &chats = m_context.chats();
    const int count = chats.rowCount();
    const int current = openedChat().isValid() ? chats.rowOf(openedChat()) : -1;
    // All the way round, so that what lies the other way is found too.
    for (int i = 1; i <= count; ++i) {
        const int row = ((current < 0 ? (step > 0 ? -1 : 0) : current) + step * i % count + count) % count;
        const ChatListModel::Row candidate = chats.row(row);
        if (candidate.conversation.unread > 0 && candidate.conversation.id != openedChat()) {
            openChat(candidate.conversation.id);
            return;
        }
    }
}

void MainWindow::openRecent()
{
    for (ConversationId conversation : std::as_const(m_recent)) {
        if (conversation != openedChat() && m_context.chats().find(conversation)) {
            openChat(conversation);
            return;
        }
    }
}

void MainWindow::stepPane(int step)
{
    const bool one = m_layout == WindowLayout::OnePane;
    QList<QWidget *> panes;
    if (!one)
        panes.append(m_rail);
    if (!m_lists->isHidden())
        panes.append(m_lists);
    if (!one || m_side == Side::Content) {
        if (m_place == Place::Chats)
            panes += m_chatPage->panes();
        else
            panes.append(m_contents);
    }
    if (panes.isEmpty())
        return;
    QWidget *next = paneBeside(panes, focusWidget(), step);
    if (next == m_rail)
        m_rail->focusPlace();
    else if (next == m_lists)
        focusPlace();
    else if (next != m_contents)
        m_chatPage->focusPane(next);
    else if (m_place == Place::Presence && !m_boardAway)
        m_boardPage->focusBoard();
    else if (QWidget *first = m_contents->currentWidget()->nextInFocusChain())
        first->setFocus(Qt::ShortcutFocusReason);
}

void MainWindow::back()
{
    if (m_layout == WindowLayout::OnePane && m_side == Side::Content)
        showSide(Side::List);
    focusPlace();
}

void MainWindow::focusPlace()
{
    if (isSearching())
        m_searchPane->focusList();
    else if (m_place == Place::Presence && m_lists->isHidden())
        m_boardPage->focusBoard();
    else
        m_place == Place::Chats ? m_chatList->focusList()
            : m_place == Place::Contacts ? m_contactList->focusList() : m_boardSide->focusList();
}

} // namespace jackdaw
