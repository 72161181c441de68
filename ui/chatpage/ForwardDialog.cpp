// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/ForwardDialog.h"

#include "base/FoldedText.h"
#include "style/Theme.h"
#include "widgets/AccountTag.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int shownChats = 100;
constexpr qsizetype previewLimit = 120;

} // namespace

ForwardDialog::ForwardDialog(const ChatListModel &chats, const QString &text, const Theme &theme, QWidget *parent)
    : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Forward message"));
    chats.forEachChat([this](const ChatListModel::Row &row) {
        const Conversation &conversation = row.conversation;
        m_chats.append({conversation.id, row.name, row.account,
                        foldedText(row.name + u' ' + conversation.peer.toString() + u' ' + row.account.name),
                        conversation.last ? conversation.last->id.value() : 0});
    });
    std::sort(m_chats.begin(), m_chats.end(), [](const Chat &a, const Chat &b) { return a.last > b.last; });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(12);
    auto *preview = new Label(theme, TypeRole::Body, Token::Text2);
    QString shown = text.left(previewLimit).simplified();
    if (text.size() > previewLimit)
        shown += QChar(0x2026);
    preview->setText(shown);
    preview->setWordWrap(true);
    column->addWidget(preview);
    m_search = new QLineEdit;
    m_search->setPlaceholderText(tr("Find a chat"));
    m_search->setAccessibleName(tr("Find a chat"));
    m_search->installEventFilter(this);
    column->addWidget(m_search);
    m_list = new QListWidget;
    m_list->setAccessibleName(tr("Chats"));
    m_list->installEventFilter(this);
    m_list->setTextElideMode(Qt::ElideMiddle); // the end says whose chat it is
    m_list->setMinimumSize(theme.scaled(320), theme.scaled(240));
    column->addWidget(m_list, 1);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    auto *cancel = new TextButton(tr("Cancel"), ButtonKind::Secondary);
    m_act = new TextButton(tr("Forward"), ButtonKind::Primary);
    m_act->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_act);
    column->addLayout(buttons);
    connect(m_search, &QLineEdit::textChanged, this, &ForwardDialog::filter);
    connect(m_list, &QListWidget::itemActivated, this, &ForwardDialog::submit);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_act, &QAbstractButton::clicked, this, &ForwardDialog::submit);
    filter({});
}

void ForwardDialog::filter(const QString &text)
{
    m_list->clear();
    const QString wanted = foldedText(text.trimmed());
    for (const Chat &chat : std::as_const(m_chats)) {
        if (m_list->count() >= shownChats)
            break;
        if (!chat.searchText.contains(wanted))
            continue;
        auto *item = new QListWidgetItem(AccountTag::shown(chat.name, chat.account), m_list);
        item->setData(Qt::AccessibleTextRole, AccountTag::spoken(chat.name, chat.account));
        item->setData(Qt::UserRole, chat.id.value());
    }
    m_list->setCurrentRow(0);
    m_act->setEnabled(m_list->count() > 0);
}

void ForwardDialog::submit()
{
    if (const QListWidgetItem *item = m_list->currentItem()) {
        Q_EMIT chosen(ConversationId(item->data(Qt::UserRole).toLongLong()));
        accept();
    }
}

bool ForwardDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (watched == m_list) {
            // The list would look for rows that begin with what is typed, and its rows begin with an isolate where there are
            // two accounts; the field finds any word of a name.
            const QString typed = key->text();
            const bool isTyped = !typed.isEmpty() && typed.at(0).isPrint() && !typed.at(0).isSpace()
                && !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
            if (!isTyped)
                return false;
            m_search->setFocus(Qt::OtherFocusReason);
            m_search->insert(typed);
            return true;
        }
        if (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down) {
            const int row = m_list->currentRow() + (key->key() == Qt::Key_Up ? -1 : 1);
            m_list->setCurrentRow(std::clamp(row, 0, std::max(0, m_list->count() - 1)));
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace jackdaw
