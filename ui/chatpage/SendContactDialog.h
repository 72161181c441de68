// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/ChatListModel.h"

#include <QDialog>

QT_BEGIN_NAMESPACE
class QLineEdit;
class QListWidget;
QT_END_NAMESPACE

namespace jackdaw {

class ContactListModel;
class Label;
class TextButton;
class Theme;

/// Asks whose address is to be sent: of one's contacts and those one chats with, or any that is typed. Reads them once, when it
/// opens; emits the wish and closes. Owned by its parent, the chat page, and deletes itself; GUI thread. Sends
/// nothing and asks nobody.
class SendContactDialog : public QDialog
{
    Q_OBJECT
public:
    SendContactDialog(const ChatListModel &chats, const ContactListModel &contacts, const QString &chat, const Theme &theme, QWidget *parent);

Q_SIGNALS:
    void chosen(const jackdaw::BareJid &person, const QString &name);

private:
    struct Person { BareJid jid; QString name; QString searchText; qint64 last = 0; };

    void filter(const QString &text);
    void submit();

    QList<Person> m_people;
    QLineEdit *m_search = nullptr;
    QListWidget *m_list = nullptr;
    TextButton *m_send = nullptr;
};

} // namespace jackdaw
