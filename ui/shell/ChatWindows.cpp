// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ChatWindows.h"

#include "chatpage/ChatPage.h"
#include "shell/AppContext.h"
#include "shell/ChatWindow.h"
#include "shell/WindowActions.h"
#include "shell/WindowUse.h"

namespace jackdaw {

ChatWindows::ChatWindows(AppContext &context, QObject *parent) : QObject(parent), m_context(context)
{
    connect(&context, &AppContext::conversationsArrived, this, [this] {
        if (m_context.chats().find(m_awaited))
            open(std::exchange(m_awaited, {}));
    });
}

ChatWindows::~ChatWindows()
{
    const QHash<ConversationId, ChatWindow *> windows = std::exchange(m_windows, {});
    qDeleteAll(windows);
}

void ChatWindows::open(ConversationId conversation)
{
    m_awaited = {};
    if (present(conversation) == Found::Yes)
        return;
    if (!m_context.chats().find(conversation)) {
        m_awaited = conversation;
        return;
    }
    auto *window = new ChatWindow(m_context, conversation);
    m_windows.insert(conversation, window);
    connect(window, &ChatWindow::closed, this, [this](ConversationId closed) { m_windows.remove(closed); });
    connect(window, &ChatWindow::useChanged, this, &ChatWindows::useChanged);
    Q_EMIT windowMade(window);
    window->show();
}

ChatWindows::Found ChatWindows::present(ConversationId conversation, const QString &activationToken)
{
    ChatWindow *window = m_windows.value(conversation);
    if (!window)
        return Found::No;
    presentWindow(*window, activationToken);
    window->page().focusComposer();
    return Found::Yes;
}

bool ChatWindows::isReading(ConversationId conversation) const
{
    const ChatWindow *window = m_windows.value(conversation);
    return window && window->isReading();
}

WindowUse ChatWindows::use() const
{
    WindowUse use = WindowUse::Hidden;
    for (const ChatWindow *window : m_windows)
        use = std::max(use, windowUse(*window));
    return use;
}

void ChatWindows::flush()
{
    for (ChatWindow *window : std::as_const(m_windows))
        window->page().flush();
}

} // namespace jackdaw
