// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MainWindow that answers the keyboard map: moving between chats and panes.
#include "chatpage/ChatPage.h"
#include "chats/ChatListPane.h"
#include "contacts/ContactListPane.h"
#include "shell/AccountMenu.h"
#include "shell/AppContext.h"
#include "shell/MainWindow.h"
#include "shell/QuickSwitcher.h"
#include "style/Direction.h"

#include <QApplication>

namespace jackdaw {

void MainWindow::execute(Command command)
{
    // While a page covers the window, only what is about the window itself can be meant.
    if (m_cover && command != Command::Quit && command != Command::CloseWindow && command != Command::FullScreen
        && command != Command::LargerText && command != Command::SmallerText && command != Command::NormalText)
        return;
    Preferences &preferences = m_context.preferences();
    switch (command) {
    case Command::QuickSwitcher: switcher().open(); return;
    case Command::ShowChats: showPlace(Place::Chats); m_chatList->focusList(); return;
    case Command::ShowContacts: showPlace(Place::Contacts); m_contactList->focusList(); return;
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
    case Command::SearchEverywhere: showPlace(Place::Chats); m_chatList->focusSearch(); return;
    case Command::ShowEncryption:
        if (m_place == Place::Chats)
            m_chatPage->showEncryption();
        return;
    case Command::SetStatus: openAccountMenu(); return;
    case Command::LargerText: preferences.setTextSize(preferences.textSize() + 10); return;
    case Command::SmallerText: preferences.setTextSize(preferences.textSize() - 10); return;
    case Command::NormalText: preferences.setTextSize(100); return;
    case Command::FullScreen: setWindowState(windowState() ^ Qt::WindowFullScreen); return;
    case Command::CloseWindow: close(); return;
    case Command::NewChat:
    case Command::ShowWaiting:
    case Command::MarkAllRead:
    case Command::OpenSettings:
    case Command::ShowShortcuts:
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
    enum Pane { RailPane, ListPane, TimelinePane, ComposerPane };
    QList<Pane> panes;
    const bool one = m_layout == WindowLayout::OnePane;
    if (!one)
        panes << RailPane;
    if (!one || m_side == Side::List)
        panes << ListPane;
    const bool chat = m_place == Place::Chats && openedChat().isValid() && (!one || m_side == Side::Content);
    if (chat)
        panes << TimelinePane << ComposerPane;
    else if (m_place == Place::Contacts && (!one || m_side == Side::Content))
        panes << TimelinePane;
    if (panes.isEmpty())
        return;

    QWidget *focus = focusWidget();
    Pane current = ListPane;
    if (m_rail->isAncestorOf(focus))
        current = RailPane;
    else if (m_lists->isAncestorOf(focus))
        current = ListPane;
    else if (m_contents->isAncestorOf(focus))
        // The message field is the only place in the content where text is entered.
        current = focus->testAttribute(Qt::WA_InputMethodEnabled) ? ComposerPane : TimelinePane;
    const qsizetype count = panes.size();
    const qsizetype place = (panes.indexOf(current) + step + count) % count;
    switch (panes.at(place)) {
    case RailPane: m_rail->focusPlace(); break;
    case ListPane: m_place == Place::Chats ? m_chatList->focusList() : m_contactList->focusList(); break;
    case TimelinePane:
        if (m_place == Place::Chats)
            m_chatPage->focusTimeline();
        else if (QWidget *first = m_contents->currentWidget()->nextInFocusChain())
            first->setFocus(Qt::ShortcutFocusReason);
        break;
    case ComposerPane: m_chatPage->focusComposer(); break;
    }
}

void MainWindow::back()
{
    if (m_layout == WindowLayout::OnePane && m_side == Side::Content)
        showSide(Side::List);
    m_place == Place::Chats ? m_chatList->focusList() : m_contactList->focusList();
}

} // namespace jackdaw
