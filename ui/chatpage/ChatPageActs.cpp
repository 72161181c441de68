// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChatPage about what is done to messages: answering, editing, reacting, forwarding, deleting.
#include "chatpage/ChatPage.h"

#include "chat/ChatListModel.h"
#include "chat/TimelineModel.h"
#include "chatpage/ForwardDialog.h"
#include "chatpage/MessageDetails.h"
#include "composer/Composer.h"
#include "roster/ContactListModel.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "timeline/TimelineView.h"
#include "widgets/MessageBox.h"

#include <QMessageBox>
#include <QPushButton>

using namespace Qt::StringLiterals;

namespace jackdaw {

void ChatPage::connectActs()
{
    m_timeline->setPeople([this](const BareJid &jid) { return personOf(jid); });
    connect(m_timeline, &TimelineView::replyRequested, this, &ChatPage::beginReply);
    connect(m_timeline, &TimelineView::editRequested, this, &ChatPage::beginEdit);
    connect(m_timeline, &TimelineView::reactRequested, this, &ChatPage::reactRequested);
    connect(m_timeline, &TimelineView::forwardRequested, this, &ChatPage::chooseForward);
    connect(m_timeline, &TimelineView::pinRequested, this, &ChatPage::pinRequested);
    connect(m_timeline, &TimelineView::saveRequested, this, &ChatPage::saveRequested);
    connect(m_timeline, &TimelineView::retractRequested, this, &ChatPage::confirmRetract);
    connect(m_timeline, &TimelineView::detailsRequested, this, &ChatPage::showDetails);
    connect(m_composer, &Composer::sendRequested, this, [this](const QString &text) { sendText(text); });
    connect(m_composer, &Composer::stripLeft, this, [this] { m_target = {}; });
    connect(m_composer, &Composer::editLastRequested, this, [this] { beginEdit(m_timeline->lastOwn()); });
    connect(m_composer, &Composer::replyChoiceRequested, this, &ChatPage::chooseReply);
}

ReactionChips::Person ChatPage::personOf(const BareJid &jid) const
{
    // In a chat of two whoever is not the other one is us.
    return jid == m_peer ? ReactionChips::Person{m_name, false} : ReactionChips::Person{tr("You"), true};
}

void ChatPage::sendText(const QString &text)
{
    switch (m_composer->purpose()) {
    case Composer::Purpose::New:
        Q_EMIT sendRequested(m_conversation, text);
        break;
    case Composer::Purpose::Reply:
        Q_EMIT replyRequested(m_conversation, text, m_target);
        break;
    case Composer::Purpose::Edit:
        Q_EMIT correctRequested(m_target, text);
        break;
    }
}

void ChatPage::beginReply(MessageId id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return;
    const Message &message = m_model.message(row);
    m_composer->beginReply(message.direction == Direction::Outgoing ? tr("You") : senderName(message), message.body);
    m_target = id;
    focusComposer();
}

void ChatPage::beginEdit(MessageId id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return;
    m_composer->beginEdit(m_model.message(row).body);
    m_target = id;
    focusComposer();
}

void ChatPage::chooseReply(int by)
{
    const MessageId next = m_timeline->neighbour(m_composer->purpose() == Composer::Purpose::Reply ? m_target : MessageId(), by);
    if (next.isValid()) {
        m_timeline->showMessage(next);
        beginReply(next);
    } else if (by > 0) {
        m_composer->leaveStrip(); // below the newest there is nothing to answer
    }
}

void ChatPage::showDetails(MessageId id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return;
    MessageDetails::Facts facts;
    facts.message = m_model.message(row);
    facts.sender = facts.message.direction == Direction::Outgoing ? tr("You") : senderName(facts.message);
    facts.versions = m_model.versions(id);
    for (const Reaction &reaction : std::as_const(facts.message.reactions))
        facts.reactions.append(tr("%1 %2").arg(reaction.emoji, personOf(reaction.by).name));
    (new MessageDetails(facts, m_theme, this))->open();
}

void ChatPage::chooseForward(MessageId id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return;
    auto *dialog = new ForwardDialog(m_chats, m_model.message(row).body, m_theme, this);
    connect(dialog, &ForwardDialog::chosen, this, [this, id](ConversationId to) { Q_EMIT forwardRequested(id, to); });
    dialog->open();
}

void ChatPage::confirmRetract(MessageId message)
{
    auto *question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::NoIcon);
    question->setWindowTitle(tr("Delete for everyone"));
    setWords(*question, tr("Delete this message for everyone?"),
             tr("%1 is asked to delete it too. Who has read or copied it already keeps that.").arg(isolated(m_name)));
    QPushButton *act = question->addButton(tr("Delete for everyone"), QMessageBox::DestructiveRole);
    setButtonLook(act, ButtonKind::Destructive);
    QPushButton *cancel = question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(act, &QPushButton::clicked, this, [this, message] { Q_EMIT retractRequested(message); });
    question->open();
}

} // namespace jackdaw
