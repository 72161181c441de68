// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Conversation.h"
#include "timeline/ReactionChips.h"

#include <QUrl>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QStackedWidget;
QT_END_NAMESPACE

namespace jackdaw {

class AccountListModel;
class ChatHeader;
class ChatListModel;
class Clock;
class Composer;
class ContactListModel;
class Preferences;
class Theme;
class TimelineModel;
class TimelineView;

/// One chat: header, timeline and composer, or the empty page while none is chosen. The only class of the page that
/// knows models; it emits wishes, and the shell turns them into commands. Its parts are made with the first chat that is
/// shown, since a start without one need not wait for them. Owned by the shell, GUI thread. Never calls the engine, never
/// writes.
class ChatPage : public QWidget
{
    Q_OBJECT
public:
    enum class Panes { Many, One }; ///< One: the header shows a Back button

    ChatPage(TimelineModel &timeline, const ChatListModel &chats, const ContactListModel &contacts,
             const AccountListModel &accounts, const Theme &theme, const Preferences &preferences, const Clock &clock,
             QWidget *parent = nullptr);

    /// Shows a chat at its unread line or newest message; an invalid id shows the empty page. Focus goes to the composer
    /// if it was in this page, or if focusComposer() is called.
    void showChat(ConversationId conversation);
    ConversationId conversation() const { return m_conversation; }
    void setPanes(Panes panes);
    /// Places a bar of the window below the header, where a window of one pane has it. It stays its owner's to move away.
    void setBanner(QWidget *banner);
    /// Explains how the chat that is open is protected.
    void showEncryption();
    void focusComposer();
    /// For F6: the timeline as a pane of its own.
    void focusTimeline();
    /// The send command failed and nothing was stored: the text goes back to the field, or to the draft of its chat if
    /// another one is shown now.
    void restoreText(ConversationId conversation, const QString &text);
    /// Passes on what waits for a pause: the draft. Call it before the window closes.
    void flush();

Q_SIGNALS:
    void sendRequested(jackdaw::ConversationId conversation, const QString &text);
    /// An answer to a message of the same chat.
    void replyRequested(jackdaw::ConversationId conversation, const QString &text, jackdaw::MessageId to);
    void correctRequested(jackdaw::MessageId message, const QString &text);
    void reactRequested(jackdaw::MessageId message, const QStringList &emoji);
    void forwardRequested(jackdaw::MessageId message, jackdaw::ConversationId to);
    void pinRequested(jackdaw::MessageId message, bool pinned);
    void saveRequested(jackdaw::MessageId message, bool saved);
    /// After the user confirmed it.
    void retractRequested(jackdaw::MessageId message);
    void draftChanged(jackdaw::ConversationId conversation, const QString &draft);
    void typingChanged(jackdaw::ConversationId conversation, jackdaw::ChatState state);
    void retryRequested(jackdaw::MessageId message);
    /// After the user confirmed it.
    void deleteRequested(jackdaw::MessageId message);
    void readUpTo(jackdaw::ConversationId conversation, jackdaw::MessageId message);
    void linkActivated(const QUrl &url);
    void backRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeChat();
    void applyPanes();
    void refreshPeople();
    void refreshAccount();
    void connectActs();
    void beginReply(MessageId message);
    void beginEdit(MessageId message);
    void chooseReply(int by);
    void sendText(const QString &text);
    void showDetails(MessageId message);
    void chooseForward(MessageId message);
    void confirmRetract(MessageId message);
    ReactionChips::Person personOf(const BareJid &jid) const;
    void confirmDelete(MessageId message);
    QString senderName(const Message &message) const;
    QString spokenText(const Message &message) const;

    TimelineModel &m_model;
    const ChatListModel &m_chats;
    const ContactListModel &m_contacts;
    const AccountListModel &m_accounts;
    const Theme &m_theme;
    const Preferences &m_preferences;
    const Clock &m_clock;
    Panes m_panes = Panes::Many;
    ConversationId m_conversation;
    AccountId m_account;
    BareJid m_peer;
    QString m_name;
    QStackedWidget *m_stack = nullptr;
    // nullptr before the first chat
    ChatHeader *m_header = nullptr;
    TimelineView *m_timeline = nullptr;
    Composer *m_composer = nullptr;
    MessageId m_target; ///< what is answered or edited
};

} // namespace jackdaw
