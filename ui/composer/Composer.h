// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"

#include <QTimer>
#include <QWidget>

namespace jackdaw {

class ComposerStrip;
class IconButton;
class KeyHints;
class MessageField;
class Preferences;
class Theme;
class TypingState;

/// Where a message is written: field, send button, a line of hints; drafts and typing states. Emits wishes, knows no
/// conversation and no model. Owned by ChatPage, GUI thread. Never drops what was written: a draft is told after a pause,
/// when the chat changes, and by flushDraft().
class Composer : public QWidget
{
    Q_OBJECT
public:
    static constexpr int draftPause = 500;
    enum class Reach { Online, Offline };

    Composer(const Theme &theme, const Preferences &preferences, QWidget *parent = nullptr);

    /// Another chat: what was written for the last one is passed on as its draft before this returns; then the field
    /// holds `draft`.
    void setChat(const QString &name, const QString &draft);
    /// The chat's name changed, the chat did not.
    void setChatName(const QString &name);
    QString text() const;
    /// A message could not be stored: what was written comes back, before what was written since.
    void restoreText(const QString &text);
    void setReach(Reach reach);
    /// How many messages of the account wait to be sent.
    void setWaiting(int waiting);
    /// What is written answers a message, until it is sent or leaveStrip().
    void beginReply(const QString &name, const QString &text);
    /// An own message is in the field, in place of the draft, which comes back afterwards.
    void beginEdit(const QString &text);
    void leaveStrip();
    enum class Purpose { New, Reply, Edit };
    Purpose purpose() const { return m_purpose; }
    /// Passes on a draft that still waits for its pause.
    void flushDraft();
    MessageField *field() const { return m_field; }

Q_SIGNALS:
    /// purpose() is still the one it was written for.
    void sendRequested(const QString &text);
    void stripLeft();
    /// Up in an empty field.
    void editLastRequested();
    /// Ctrl+Up (-1) and Ctrl+Down (1): another message to answer.
    void replyChoiceRequested(int by);
    void draftChanged(const QString &draft);
    void typingChanged(jackdaw::ChatState state);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void textChanged();
    void send();
    void setText(const QString &text);
    void rename();
    void updatePlaceholder();
    void updateHints();
    void arrange();
    bool showsHints() const;

    const Theme &m_theme;
    const Preferences &m_preferences;
    MessageField *m_field;
    IconButton *m_send;
    KeyHints *m_hints;
    ComposerStrip *m_strip;
    Purpose m_purpose = Purpose::New;
    QString m_kept; ///< what was in the field when the edit began
    TypingState *m_typing;
    QTimer m_draftTimer;
    QString m_draft;  ///< what was passed on last
    QString m_name;
    Reach m_reach = Reach::Online;
    int m_waiting = 0;
    bool m_setting = false; ///< the text is set by us, not by the user
};

} // namespace jackdaw
