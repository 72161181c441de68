// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "shell/Shortcuts.h"

#include <QWidget>
#include <memory>

namespace jackdaw {

class AppContext;
class ChatPage;
class ConnectionBanner;
class TimelineModel;

/// One chat in a window of its own: banner, header, timeline and composer as the main window has them, with a timeline
/// model of its own. Owned by ChatWindows, GUI thread. Commands nothing: what its page wishes for is connected by Shell,
/// and a key that is not about this chat is handed on by commandRequested().
class ChatWindow : public QWidget
{
    Q_OBJECT
public:
    ChatWindow(AppContext &context, ConversationId conversation);
    ~ChatWindow() override;

    ConversationId conversation() const { return m_conversation; }
    ChatPage &page() { return *m_page; }
    ConnectionBanner &banner() { return *m_banner; }
    /// Is its chat being looked at?
    bool isReading() const;

Q_SIGNALS:
    void commandRequested(jackdaw::Command command);
    void useChanged();
    /// It was closed, or its chat is gone. Deletes itself afterwards.
    void closed(jackdaw::ConversationId conversation);

protected:
    void changeEvent(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void makeShortcuts();
    void execute(Command command);
    void refresh();

    AppContext &m_context;
    ConversationId m_conversation;
    std::unique_ptr<TimelineModel> m_timeline; ///< outlives the page, which is a child and so goes later: see the destructor
    ConnectionBanner *m_banner = nullptr;
    ChatPage *m_page = nullptr;
};

} // namespace jackdaw
