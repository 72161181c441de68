// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../timeline/TimelineHistory.h"

#include "account/AccountListModel.h"
#include "chat/ChatListModel.h"
#include "chatpage/ChatPage.h"
#include "composer/DraftShelf.h"
#include "composer/MessageField.h"
#include "roster/ContactListModel.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "timeline/TimelineView.h"

#include <QAbstractButton>
#include <QPushButton>
#include <QTemporaryDir>

namespace jackdaw {

/// A page that shows the chat with Tomas, of 80 messages, and knows one with Priya, over real models and a real history. Base of
/// a test, on its thread; everything is made anew by begin(). Has no engine: what is begun and left is kept by the shelf of
/// drafts, and `m_stored` stands for what is on disk.
class ChatPageCase
{
protected:
    void begin();
    void end();

    /// As the shell does.
    void takeDraftsOf(ChatPage &page);
    TimelineView *timeline() const { return m_page->findChild<TimelineView *>(); }
    MessageField *field() const { return m_page->findChild<MessageField *>(); }
    void takeBack(Message message);
    QPushButton *shownAct(const QString &text) const;
    QAbstractButton *button(const QString &name) const;

    QTemporaryDir m_folder;
    Conversation m_tomas;
    Conversation m_priya;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimelineHistory> m_history;
    std::unique_ptr<AccountListModel> m_accounts;
    std::unique_ptr<ContactListModel> m_contacts;
    std::unique_ptr<ChatListModel> m_chats;
    QHash<ConversationId, ChatDraft> m_stored;
    std::unique_ptr<DraftShelf> m_drafts;
    std::unique_ptr<ChatPage> m_page;
};

} // namespace jackdaw
