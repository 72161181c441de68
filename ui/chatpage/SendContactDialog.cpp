// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/SendContactDialog.h"

#include "base/FoldedText.h"
#include "roster/ContactListModel.h"
#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"
#include "widgets/PersonRowDelegate.h"

#include <QBoxLayout>
#include <QLineEdit>
#include <QListWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int shownPeople = 100;
constexpr int jidRole = Qt::UserRole;
constexpr int nameRole = Qt::UserRole + 1;

} // namespace

SendContactDialog::SendContactDialog(const ChatListModel &chats, const ContactListModel &contacts, const QString &chat, const Theme &theme,
                                     QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Send a contact"));
    setAccessibleName(tr("Send a contact"));
    QSet<BareJid> seen; // one who is known by two accounts
    chats.forEachChat([this, &seen](const ChatListModel::Row &row) {
        const Conversation &conversation = row.conversation;
        if (conversation.kind != ConversationKind::Chat || seen.contains(conversation.peer))
            return;
        seen.insert(conversation.peer);
        m_people.append({conversation.peer, row.name, foldedText(row.name + u' ' + conversation.peer.toString()),
                         conversation.last ? conversation.last->id.value() : 0});
    });
    contacts.forEachContact([this, &seen](const Contact &contact, const Presence &) {
        if (seen.contains(contact.jid))
            return;
        seen.insert(contact.jid);
        const QString name = contact.shownName();
        m_people.append({contact.jid, name, foldedText(name + u' ' + contact.jid.toString()), 0});
    });
    // Whom one wrote with last, then the others by name.
    std::sort(m_people.begin(), m_people.end(), [](const Person &a, const Person &b) {
        return a.last != b.last ? a.last > b.last : a.searchText < b.searchText;
    });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(12);
    column->addWidget(new ElidedLabel(theme, TypeRole::Heading, Token::Text, tr("Send to %1").arg(isolated(chat)), this));
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Find a contact, or type an address"));
    m_search->setAccessibleName(tr("Contact or address"));
    column->addWidget(m_search);
    m_list = new QListWidget;
    m_list->setAccessibleName(tr("Contacts"));
    m_list->setItemDelegate(new PersonRowDelegate(theme, m_list));
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMinimumSize(theme.scaled(380), theme.scaled(240));
    column->addWidget(m_list, 1);
    column->addWidget(new Label(theme, TypeRole::Meta, Token::Text2, tr("Their name here and their address are sent."), Label::Wrap::Yes, this));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    auto *cancel = new TextButton(tr("Cancel"), ButtonKind::Secondary);
    m_send = new TextButton(tr("Send"), ButtonKind::Primary);
    m_send->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_send);
    column->addLayout(buttons);
    connect(m_search, &QLineEdit::textChanged, this, &SendContactDialog::filter);
    connect(m_list, &QListWidget::itemActivated, this, &SendContactDialog::submit);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_send, &QAbstractButton::clicked, this, &SendContactDialog::submit);
    m_search->setFocus();
    filter({});
}

void SendContactDialog::filter(const QString &text)
{
    m_list->clear();
    const auto add = [this](const BareJid &jid, const QString &name) {
        const QString words = name.isEmpty() || name == jid.toString() ? jid.toString() : tr("%1, %2").arg(isolated(name), jid.toString());
        auto *item = new QListWidgetItem(words, m_list);
        item->setData(jidRole, jid.toString());
        item->setData(nameRole, name);
        item->setData(PersonRowDelegate::NameRole, name);
        item->setData(PersonRowDelegate::AddressRole, jid.toString());
    };
    const QString wanted = foldedText(text.trimmed());
    const auto typed = BareJid::parse(text.trimmed());
    const bool isAddress = typed && !typed->local().isEmpty();
    int exact = -1; // who is named in full, and nobody whose address only has this one in it
    for (const Person &person : std::as_const(m_people)) {
        if (m_list->count() < shownPeople && person.searchText.contains(wanted)) {
            if (isAddress && person.jid == *typed)
                exact = m_list->count();
            add(person.jid, person.name);
        }
    }
    if (isAddress && exact < 0)
        add(*typed, {}); // the last one: it may be the begin of another
    m_list->setCurrentRow(std::max(exact, 0));
    m_send->setEnabled(m_list->count() > 0);
}

void SendContactDialog::submit()
{
    if (const QListWidgetItem *item = m_list->currentItem()) {
        Q_EMIT chosen(BareJid::fromPrepared(item->data(jidRole).toString()), item->data(nameRole).toString());
        accept();
    }
}

} // namespace jackdaw
