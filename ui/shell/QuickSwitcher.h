// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/SwitcherRanking.h"

#include <QPointer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QListView;
QT_END_NAMESPACE

namespace jackdaw {

class ChatListModel;
class ContactListModel;
class LineEdit;
class RoomListModel;
class SwitcherDelegate;
class SwitcherModel;
class Theme;

/// Ctrl+K: goes to a chat, a contact or an action by a few letters. Lies over the window and takes the keys until it is
/// closed. Owned by the main window, GUI thread; emits wishes. What there is to go to it reads when it opens; it opens no
/// chat itself.
class QuickSwitcher : public QWidget
{
    Q_OBJECT
public:
    QuickSwitcher(const ChatListModel &chats, const ContactListModel &contacts, const RoomListModel &rooms, const Theme &theme,
                  QWidget *parent);

    /// Actions that are switched off.
    void leaveOut(const QSet<Command> &actions) { m_leftOut = actions; }
    /// Reads what there is to go to, and opens empty.
    void open();

Q_SIGNALS:
    void chatRequested(jackdaw::ConversationId conversation);
    /// The chat, in a window of its own.
    void windowRequested(jackdaw::ConversationId conversation);
    void personRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    /// The chat with them, in a window of its own.
    void personWindowRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void commandRequested(jackdaw::Command command);
    void settingsRequested(jackdaw::SettingsWindow::Page page);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void readEntries();
    void tellGroupsApart();
    void search(const QString &text);
    void place();
    void move(int step);
    void markLookAlikes(QList<SwitcherEntry> &entries) const;
    void listAgain();
    enum class Where { Here, OwnWindow };
    void choose(const QModelIndex &index, Where where = Where::Here);
    void close();
    QRect panel() const;
    /// Keys, and what they do.
    struct Hint {
        QStringList keys;
        QString text;
    };
    QList<Hint> keyHints() const;
    void tellHints();
    enum class Paint { No, Yes };
    /// Paints it, or only measures; returns where it ends. `left` is the leading edge in left-to-right.
    int paintHint(QPainter &painter, const Hint &hint, int left, const QRect &rect, Paint paint) const;
    void paintHints(QPainter &painter, const QRect &rect) const;

    const ChatListModel &m_chats;
    const ContactListModel &m_contacts;
    const RoomListModel &m_rooms;
    const Theme &m_theme;
    QSet<Command> m_leftOut;
    QList<SwitcherEntry> m_entries;
    SwitcherModel *m_model;
    SwitcherDelegate *m_delegate;
    LineEdit *m_field;
    QListView *m_list;
    QPointer<QWidget> m_focusBefore;
};

} // namespace jackdaw
