// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shell/SwitcherRanking.h"

#include <QAbstractListModel>
#include <QPointer>
#include <QWidget>

QT_BEGIN_NAMESPACE
class QListView;
QT_END_NAMESPACE

namespace jackdaw {

class ChatListModel;
class ContactListModel;
class LineEdit;
class Theme;

/// The rows of the quick switcher: headings and entries. GUI thread.
class SwitcherModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    struct Row {
        QString heading;     ///< empty for an entry
        SwitcherEntry entry;
    };
    void setEntries(const QList<SwitcherEntry> &entries);
    const Row &row(int index) const { return m_rows.at(index); }
    /// The next row that is an entry, from `from` in steps of `step`; -1 if there is none.
    int nextEntry(int from, int step) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<Row> m_rows;
};

/// Ctrl+K: goes to a chat, a contact or an action by a few letters. Lies over the window and takes the keys until it is
/// closed. Owned by the main window, GUI thread; emits wishes.
class QuickSwitcher : public QWidget
{
    Q_OBJECT
public:
    QuickSwitcher(const ChatListModel &chats, const ContactListModel &contacts, const Theme &theme, QWidget *parent);

    /// Reads what there is to go to, and opens empty.
    void open();

Q_SIGNALS:
    void chatRequested(jackdaw::ConversationId conversation);
    void personRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void commandRequested(jackdaw::Command command);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void readEntries();
    void search(const QString &text);
    void place();
    void move(int step);
    void choose(const QModelIndex &index);
    void close();
    QRect panel() const;
    void paintHints(QPainter &painter, const QRect &rect) const;

    const ChatListModel &m_chats;
    const ContactListModel &m_contacts;
    const Theme &m_theme;
    QList<SwitcherEntry> m_entries;
    SwitcherModel *m_model;
    LineEdit *m_field;
    QListView *m_list;
    QPointer<QWidget> m_focusBefore;
};

} // namespace jackdaw
