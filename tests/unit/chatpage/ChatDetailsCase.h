// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../timeline/TimelineHistory.h"

#include "account/AccountListModel.h"
#include "chat/ChatListModel.h"
#include "chat/ChatOutlineReader.h"
#include "chatpage/ChatPage.h"
#include "chatpage/DetailsPane.h"
#include "chatpage/ShelfView.h"
#include "roster/ContactListModel.h"
#include "search/SearchStore.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "timeline/TimelineView.h"

#include <QAbstractButton>
#include <QAction>
#include <QListView>
#include <QTemporaryDir>

namespace jackdaw {

/// A chat with Tomas on a page of its own, over real models and a real history that is indexed for searching, for tests of what
/// stands beside the messages. Base of a test, on its thread; everything is made anew by begin(). Has no engine: what is
/// written to the history is known once it is indexed and told.
class ChatDetailsCase
{
protected:
    void begin();
    void end();

    TimelineView *timeline() const { return m_page->findChild<TimelineView *>(); }
    DetailsPane *details() const { return m_page->findChild<DetailsPane *>(); }
    QListView *shelf() const { return m_page->findChild<ShelfView *>()->list(); }
    QAbstractButton *button(const QString &name) const;
    QAction *headerAct(const QString &words);
    QStringList texts() const;
    /// The path of a file with a picture of one colour.
    QString pictureOf(const QString &name, QColor color);
    Message bring(const QString &name, Attachment::Kind kind, Attachment::State state = Attachment::State::Remote,
                  const QString &path = {}, qint64 apart = 1000);
    void mark(MessageId message, const QString &column, qint64 value);
    /// As the engine does before each commit.
    void index();
    void reopen();

    QTemporaryDir m_folder;
    Conversation m_tomas;
    std::unique_ptr<Preferences> m_preferences;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimelineHistory> m_history;
    std::unique_ptr<SearchStore> m_index;
    std::unique_ptr<ReadConnection> m_connection;
    std::unique_ptr<ChatOutlineReader> m_outline;
    std::unique_ptr<AccountListModel> m_accounts;
    std::unique_ptr<ContactListModel> m_contacts;
    std::unique_ptr<ChatListModel> m_chats;
    std::unique_ptr<ChatPage> m_page;
};

} // namespace jackdaw
