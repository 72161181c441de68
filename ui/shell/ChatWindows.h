// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/WindowUse.h"
#include "base/Ids.h"

#include <QHash>
#include <QObject>

namespace jackdaw {

class AppContext;
class ChatWindow;

/// The chats that have a window of their own: a chat is in one place at a time, so whoever wants to open one asks here
/// first. Owned by Shell, GUI thread. Owns the windows until they are closed. Connects nothing itself: Shell does, for
/// each window as it is made.
class ChatWindows : public QObject
{
    Q_OBJECT
public:
    explicit ChatWindows(AppContext &context, QObject *parent = nullptr);
    ~ChatWindows() override;

    /// Opens the chat in a window of its own, or raises the one that it has. A chat whose row is not here yet opens
    /// when that comes, unless another one is asked for before.
    void open(ConversationId conversation);
    /// Raises the window of the chat, if it has one; `activationToken` as DesktopNotifications gives it.
    enum class Found { No, Yes };
    Found present(ConversationId conversation, const QString &activationToken = {});
    bool contains(ConversationId conversation) const { return m_windows.contains(conversation); }
    bool isReading(ConversationId conversation) const;
    /// The most that any of them is.
    WindowUse use() const;
    /// The page that shows this chat goes first: a text that was not stored is put back into it.
    ChatWindow *find(ConversationId conversation) const { return m_windows.value(conversation); }
    /// Passes on drafts; call it before the program ends.
    void flush();

Q_SIGNALS:
    /// Made, not shown yet.
    void windowMade(jackdaw::ChatWindow *window);
    void useChanged();

private:
    AppContext &m_context;
    QHash<ConversationId, ChatWindow *> m_windows;
    ConversationId m_awaited; ///< asked for, and not here yet
};

} // namespace jackdaw
