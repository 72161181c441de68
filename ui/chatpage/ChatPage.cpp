// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/ChatPage.h"

#include "account/AccountListModel.h"
#include "chat/ChatListModel.h"
#include "chat/TimelineModel.h"
#include "chatpage/ChatHeader.h"
#include "composer/Composer.h"
#include "composer/MessageField.h"
#include "roster/ContactListModel.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "timeline/TimelineView.h"
#include "widgets/EmptyState.h"
#include "widgets/MessageBox.h"
#include "widgets/Painting.h"

#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QStackedWidget>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int spokenLimit = 1000; ///< characters of a message that are read out at once

} // namespace

ChatPage::ChatPage(TimelineModel &timeline, const ChatListModel &chats, const ContactListModel &contacts,
                   const AccountListModel &accounts, const Theme &theme, const Preferences &preferences, const Clock &clock,
                   QWidget *parent)
    : QWidget(parent)
    , m_model(timeline)
    , m_chats(chats)
    , m_contacts(contacts)
    , m_accounts(accounts)
    , m_theme(theme)
    , m_preferences(preferences)
    , m_clock(clock)
    , m_stack(new QStackedWidget(this))
{
    setMinimumWidth(320);
    auto *empty = new EmptyState(theme, u"message-circle"_s, tr("No chat selected"),
                                 tr("Choose one from the list, or start a new one."));
    empty->setAutoFillBackground(true);
    m_stack->addWidget(empty);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_stack);

    connect(&contacts, &ContactListModel::peopleChanged, this, &ChatPage::refreshPeople);
    connect(&chats, &ChatListModel::dataChanged, this, &ChatPage::refreshPeople);
    connect(&chats, &ChatListModel::modelReset, this, &ChatPage::refreshPeople);
    connect(&chats, &ChatListModel::layoutChanged, this, &ChatPage::refreshPeople);
    connect(&chats, &ChatListModel::rowsInserted, this, &ChatPage::refreshPeople);
    connect(&chats, &ChatListModel::rowsMoved, this, &ChatPage::refreshPeople);
    connect(&chats, &ChatListModel::rowsRemoved, this, &ChatPage::refreshPeople);
    connect(&accounts, &AccountListModel::dataChanged, this, &ChatPage::refreshAccount);
    connect(&accounts, &AccountListModel::modelReset, this, &ChatPage::refreshAccount);
}

void ChatPage::makeChat()
{
    m_header = new ChatHeader(m_theme);
    m_timeline = new TimelineView(m_model, m_theme, m_clock);
    m_composer = new Composer(m_theme, m_preferences);
    auto *chat = new QWidget;
    auto *column = new QVBoxLayout(chat);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    // From below, as Tab goes the way they came: from what is written to what was written, and on to the header.
    column->addWidget(m_composer);
    column->insertWidget(0, m_timeline, 1);
    column->insertWidget(0, m_header);
    m_stack->addWidget(chat);
    m_timeline->installEventFilter(this);

    m_model.setSpokenText([this](const Message &message) { return spokenText(message); });
    m_timeline->setSenderName([this](const Message &message) { return senderName(message); });

    connect(m_header, &ChatHeader::backRequested, this, &ChatPage::backRequested);
    connect(m_header, &ChatHeader::encryptionRequested, this, &ChatPage::showEncryption);
    connect(m_timeline, &TimelineView::retryRequested, this, &ChatPage::retryRequested);
    connect(m_timeline, &TimelineView::deleteRequested, this, &ChatPage::confirmDelete);
    connect(m_timeline, &TimelineView::linkActivated, this, &ChatPage::linkActivated);
    connect(m_timeline, &TimelineView::readUpTo, this, [this](MessageId message) { Q_EMIT readUpTo(m_conversation, message); });
    connectActs();
    connect(m_composer, &Composer::draftChanged, this, [this](const QString &draft) {
        if (m_conversation.isValid())
            Q_EMIT draftChanged(m_conversation, draft);
    });
    connect(m_composer, &Composer::typingChanged, this, [this](ChatState state) {
        if (m_conversation.isValid())
            Q_EMIT typingChanged(m_conversation, state);
    });
    applyPanes();
}

void ChatPage::showChat(ConversationId conversation)
{
    if (conversation == m_conversation && conversation.isValid())
        return;
    const Conversation *found = m_chats.find(conversation);
    // The draft of the chat that is left goes out under its own name, before anything changes.
    if (m_composer)
        m_composer->setChat({}, {});
    else if (found)
        makeChat();
    m_conversation = found ? conversation : ConversationId();
    if (!found) {
        m_account = {};
        m_peer = {};
        m_model.open({});
        m_stack->setCurrentIndex(0);
        return;
    }
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    const Conversation shown = *found;
    m_account = shown.account;
    m_peer = shown.peer;
    m_name = m_chats.nameOf(conversation);
    m_composer->setChat(m_name, shown.draft);
    m_stack->setCurrentIndex(1);
    m_model.open(shown);
    refreshPeople();
    refreshAccount();
    if (hadFocus)
        focusComposer();
}

void ChatPage::refreshPeople()
{
    if (!m_conversation.isValid())
        return;
    const Conversation *shown = m_chats.find(m_conversation);
    if (!shown) { // it was removed, with its account perhaps
        showChat({});
        return;
    }
    m_name = m_chats.nameOf(m_conversation);
    m_header->setPerson(m_name, m_peer);
    m_header->setAccount(m_chats.accountMark(m_account));
    m_header->setPresence(m_contacts.presenceOf(m_account, m_peer));
    m_composer->setChatName(m_name);
    m_timeline->setUnread(shown->unread);
    m_timeline->setTyping(m_chats.isTyping(m_conversation) ? tr("%1 is typing").arg(isolated(m_name)) : QString());
}

void ChatPage::refreshAccount()
{
    const AccountListModel::Row *account = m_accounts.find(m_account);
    if (!account || !m_composer)
        return;
    const bool online = account->connection.state == ConnectionState::Online;
    m_composer->setReach(online ? Composer::Reach::Online : Composer::Reach::Offline);
    m_composer->setWaiting(account->waiting);
}

void ChatPage::setPanes(Panes panes)
{
    m_panes = panes;
    applyPanes();
}

void ChatPage::applyPanes()
{
    if (m_header)
        m_header->setBack(m_panes == Panes::One ? ChatHeader::Back::Shown : ChatHeader::Back::Hidden);
}

void ChatPage::setBanner(QWidget *banner)
{
    if (!m_header)
        makeChat();
    auto *column = static_cast<QBoxLayout *>(m_header->parentWidget()->layout());
    column->insertWidget(column->indexOf(m_header) + 1, banner);
}

void ChatPage::focusComposer()
{
    if (m_conversation.isValid())
        m_composer->setFocus(Qt::OtherFocusReason);
}

void ChatPage::focusTimeline()
{
    if (m_conversation.isValid())
        m_timeline->setFocus(Qt::ShortcutFocusReason);
}

void ChatPage::restoreText(ConversationId conversation, const QString &text)
{
    if (conversation == m_conversation) {
        m_composer->restoreText(text);
        return;
    }
    const Conversation *other = m_chats.find(conversation);
    const QString since = other ? other->draft : QString();
    Q_EMIT draftChanged(conversation, since.isEmpty() ? text : text + u'\n' + since);
}

void ChatPage::flush()
{
    if (m_composer)
        m_composer->flushDraft();
}

QString ChatPage::senderName(const Message &message) const
{
    return m_contacts.nameOf(m_account, message.sender);
}

QString ChatPage::spokenText(const Message &message) const
{
    // `{sender}, {text or kind}, {time}, {state}, edited, replying to {name}, {n} reactions` (design/ui.md, "Accessible names").
    const bool own = message.direction == Direction::Outgoing;
    QString text = message.retracted != 0 ? tr("Message deleted") : message.body;
    if (text.size() > spokenLimit)
        text = text.first(spokenLimit) + QChar(0x2026);
    QStringList parts{own ? tr("You") : senderName(message), text.simplified(), clockText(message.time)};
    if (own)
        parts.append(messageStateText(message.state));
    if (message.retracted != 0)
        return parts.join(u", "_s);
    if (message.edited != 0)
        parts.append(tr("edited"));
    if (message.reply) {
        const Quote quote = m_model.quote(message);
        const bool known = quote.state == Quote::State::Here;
        parts.append(!known ? tr("replying to an earlier message")
                     : quote.message.direction == Direction::Outgoing ? tr("replying to you")
                                                                      : tr("replying to %1").arg(senderName(quote.message)));
    }
    if (message.reactions.size() == 1)
        parts.append(tr("1 reaction"));
    else if (message.reactions.size() > 1)
        parts.append(tr("%L1 reactions").arg(message.reactions.size()));
    if (message.pinned != 0)
        parts.append(tr("pinned"));
    if (message.saved != 0)
        parts.append(tr("saved"));
    return parts.join(u", "_s);
}

void ChatPage::confirmDelete(MessageId message)
{
    auto *question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::NoIcon);
    question->setWindowTitle(tr("Delete message"));
    setWords(*question, tr("Delete this message?"),
             tr("It is deleted on this computer. %1 and your other devices keep what they have.").arg(isolated(m_name)));
    QPushButton *act = question->addButton(tr("Delete message"), QMessageBox::DestructiveRole);
    setButtonLook(act, ButtonKind::Destructive);
    QPushButton *cancel = question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(act, &QPushButton::clicked, this, [this, message] { Q_EMIT deleteRequested(message); });
    question->open();
}

void ChatPage::showEncryption()
{
    if (!m_conversation.isValid())
        return;
    auto *dialog = new QMessageBox(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Encryption with %1").arg(isolated(m_name)));
    setWords(*dialog, tr("Messages in this chat are not end-to-end encrypted."),
             tr("They are protected on the way to your server and cannot be read on the network, but the servers that pass them "
                "on can read them."));
    dialog->setStandardButtons(QMessageBox::Ok);
    dialog->open();
}

void ChatPage::keyPressEvent(QKeyEvent *event)
{
    // One step out of what was begun, wherever in the page the focus is (design/ui.md, "Keyboard").
    if (event->key() == Qt::Key_Escape && m_composer->purpose() != Composer::Purpose::New) {
        m_composer->leaveStrip();
        focusComposer();
        return;
    }
    // What the field has no use for pages through the messages.
    const bool page = event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown;
    if (!page || event->modifiers() != Qt::NoModifier || !m_conversation.isValid()) {
        event->ignore();
        return;
    }
    const int step = std::max(48, m_timeline->viewport()->height() - 48);
    m_timeline->scrollByPixels(event->key() == Qt::Key_PageUp ? -step : step);
}

bool ChatPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_timeline || event->type() != QEvent::KeyPress || !m_conversation.isValid())
        return QWidget::eventFilter(watched, event);
    // The composer is where typing goes; the letters that act on messages stay where they are.
    auto *key = static_cast<QKeyEvent *>(event);
    const QString text = key->text();
    const bool isTyped = !text.isEmpty() && text.at(0).isPrint()
        && !(key->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier));
    if (!isTyped || QStringView(u"cCrReE+ ").contains(text.at(0)))
        return false;
    focusComposer();
    QApplication::sendEvent(m_composer->field(), event);
    return true;
}

} // namespace jackdaw
