// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChatPage about what is done to messages: answering, editing, reacting, forwarding, deleting.
#include "chatpage/ChatPage.h"

#include "chat/ChatListModel.h"
#include "chat/TimelineModel.h"
#include "chatpage/ForwardDialog.h"
#include "chatpage/MessageDetails.h"
#include "composer/Composer.h"
#include "composer/EmojiPicker.h"
#include "composer/EmojiSource.h"
#include "composer/UndoStrip.h"
#include "rooms/RoomRights.h"
#include "roster/ContactListModel.h"
#include "style/Direction.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/TimeText.h"
#include "timeline/TimelineView.h"
#include "widgets/MessageBox.h"
#include "widgets/MessageWords.h"

#include <QBoxLayout>
#include <QMessageBox>
#include <QPushButton>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace jackdaw {

void ChatPage::connectActs()
{
    m_timeline->setPeople([this](const BareJid &jid) { return personOf(jid); });
    connect(m_timeline, &TimelineView::replyRequested, this, &ChatPage::beginReply);
    connect(m_timeline, &TimelineView::editRequested, this, &ChatPage::beginEdit);
    connect(m_timeline, &TimelineView::reactRequested, this, [this](MessageId id, const QStringList &ours) {
        noteReactions(id, ours);
        Q_EMIT reactRequested(id, ours);
    });
    connect(m_timeline, &TimelineView::emojiChoiceRequested, this, &ChatPage::chooseReaction);
    connect(m_timeline, &TimelineView::forwardRequested, this, &ChatPage::chooseForward);
    connect(m_timeline, &TimelineView::pinRequested, this, &ChatPage::pinRequested);
    connect(m_timeline, &TimelineView::saveRequested, this, &ChatPage::saveRequested);
    connect(m_timeline, &TimelineView::retractRequested, this, &ChatPage::confirmRetract);
    m_timeline->setMayModerate([this](const Message &row) {
        const RoomListModel::Row *known = room();
        const Message message = m_model.messageOf(row); // a room names no single file
        return known && rightsIn(known->room).testFlag(RoomRight::Moderate) && message.archiveId.isValid() && message.retracted == 0;
    });
    connect(m_timeline, &TimelineView::moderateRequested, this, [this](MessageId id) {
        if (const int row = m_model.rowOf(id); row >= 0) {
            const Message message = m_model.messageOf(m_model.message(row));
            // Our own way to take all of ours away is another.
            const BareJid who = message.direction == Direction::Incoming ? message.sender : BareJid();
            if (message.id.isValid())
                Q_EMIT moderateRequested(m_conversation, message.id, who, senderName(message));
        }
    });
    connect(m_timeline, &TimelineView::detailsRequested, this, &ChatPage::showDetails);
    connect(m_timeline, &TimelineView::encryptionRequested, this, &ChatPage::showWhy);
    connect(m_timeline, &TimelineView::resendRequested, this, &ChatPage::mendAndAsk);
    connect(m_composer, &Composer::sendRequested, this, [this](const QString &text) { sendText(text); });
    connect(m_composer, &Composer::editLastRequested, this, [this] { beginEdit(m_timeline->lastOwn()); });
    connect(m_composer, &Composer::replyChoiceRequested, this, &ChatPage::chooseReply);
    connect(&m_model, &TimelineModel::messageGone, this, [this](MessageId gone) {
        // There is nothing to answer any more; the words of an edit stay.
        if (m_composer->about() == gone && m_composer->purpose() == Composer::Purpose::Reply)
            m_composer->leaveStrip();
    });
}

ReactionChips::Person ChatPage::personOf(const BareJid &jid) const
{
    if (m_kind == ConversationKind::Room)
        return occupantOf(jid);
    // In a chat of two whoever is not the other one is us.
    return jid == m_peer ? ReactionChips::Person{m_name, false} : ReactionChips::Person{tr("You"), true};
}

void ChatPage::sendText(const QString &text)
{
    switch (m_composer->purpose()) {
    case Composer::Purpose::New:
    case Composer::Purpose::Reply:
        m_undo->withdraw(); // only what was sent last can be taken back
        for (const QList<OmemoDevice> toMend = m_toMend.take(m_conversation); const OmemoDevice &writer : toMend)
            Q_EMIT repairRequested(m_account, writer);
        m_justSent = {.body = text,
                      .replyTo = m_composer->about(),
                      .mentions = m_composer->mentionsIn(text),
                      .spoiler = m_composer->spoiler(),
                      .hold = m_preferences.undoSend() ? UndoStrip::offered + UndoStrip::grace : 0};
        Q_EMIT sendRequested(m_conversation, m_justSent);
        if (m_model.hasNewer()) // who writes sees what was written
            m_timeline->jumpToNewest();
        break;
    case Composer::Purpose::Edit:
        Q_EMIT correctRequested(m_conversation, m_composer->about(), text, m_composer->mentionsIn(text));
        break;
    }
}

void ChatPage::makeUndo()
{
    m_undo = new UndoStrip(m_theme);
    auto *column = static_cast<QBoxLayout *>(m_composer->parentWidget()->layout());
    column->insertWidget(column->indexOf(m_composer), m_undo);
    connect(m_composer, &Composer::undoSendRequested, m_undo, &UndoStrip::undo);
    connect(m_undo, &UndoStrip::undoRequested, this, [this](MessageId message) {
        m_undone.insert(message, {m_conversation, m_justSent});
        Q_EMIT undoSendRequested(m_conversation, message);
        focusComposer();
    });
}

void ChatPage::offerUndo(ConversationId conversation, MessageId message)
{
    if (conversation == m_conversation && m_undo)
        m_undo->offer(message);
}

void ChatPage::restoreSent(ConversationId conversation, MessageId message)
{
    const auto found = m_undone.constFind(message);
    if (found == m_undone.constEnd())
        return;
    const Undone undone = *found;
    m_undone.erase(found);
    const bool isShown = conversation == m_conversation;
    // It is the draft of its chat, and was read from there if that was shown again since; unless what was passed on as the
    // chat was left came after it, and took its place.
    const QString there = !isShown ? draftOf(conversation).text : m_composer->text();
    if (undone.field == Undone::Field::Left && there.startsWith(undone.text.body))
        return;
    if (isShown && m_composer->purpose() == Composer::Purpose::Edit && m_composer->about() == message)
        m_composer->leaveStrip(); // there is nothing to be edited any more
    restoreFailed(conversation, undone.text);
}

void ChatPage::restoreFailed(ConversationId conversation, const OutgoingText &text)
{
    restoreText(conversation, text.body, {text.mentions, text.spoiler, text.replyTo});
    if (conversation == m_conversation && m_composer->purpose() == Composer::Purpose::New)
        answer(text.replyTo);
}

/// Wherever in the chat that is shown it stands; nothing where it went or was taken back.
std::optional<Message> ChatPage::messageOf(MessageId id) const
{
    const int row = m_model.rowOf(id);
    const Message found = row >= 0 ? m_model.message(row) : m_model.stored(id);
    return found.id.isValid() && found.retracted == 0 ? std::optional(found) : std::nullopt;
}

void ChatPage::answer(MessageId id)
{
    if (const auto message = messageOf(id))
        m_composer->beginReply(id, authorOf(*message), messageWords(*message));
}

/// As an answer names them.
QString ChatPage::authorOf(const Message &message) const
{
    return message.direction == Direction::Outgoing ? tr("You") : senderName(message);
}

void ChatPage::beginReply(MessageId id)
{
    answer(id);
    if (m_composer->about() == id)
        focusComposer();
}

void ChatPage::beginEdit(MessageId id)
{
    const auto message = messageOf(id);
    if (!message)
        return;
    m_composer->beginEdit(id, message->body, {message->body, message->mentions});
    focusComposer();
}

/// What was answered or edited here when the chat was left, or the program ended.
void ChatPage::resumeBegun(const DraftParts &parts)
{
    if (!parts.about.isValid())
        return;
    const auto message = messageOf(parts.about); // what is gone is not answered any more
    if (message && parts.edit)
        m_composer->resumeEdit(parts.about, message->body, *parts.edit);
    else if (message)
        m_composer->resumeReply(parts.about, authorOf(*message), messageWords(*message));
    else if (parts.edit) // the words stay
        m_composer->restoreText(parts.edit->text, {parts.edit->mentions, {}});
}

void ChatPage::restoreEdit(ConversationId conversation, MessageId message, const EditedWords &words)
{
    if (conversation != m_conversation) {
        ChatDraft since = draftOf(conversation);
        if (since.parts.about.isValid()) {
            restoreText(conversation, words.text, {words.mentions, {}});
            return;
        }
        since.parts.about = message;
        since.parts.edit = words;
        Q_EMIT draftChanged(conversation, since.text, since.parts);
        return;
    }
    if (m_composer->purpose() == Composer::Purpose::New && messageOf(message))
        beginEdit(message);
    if (m_composer->purpose() == Composer::Purpose::Edit && m_composer->about() == message)
        m_composer->replaceText(words.text, words.mentions);
    else // or a voice message is being recorded; in the place of a draft it would be lost, or become a new message
        restoreText(conversation, words.text, {words.mentions, {}});
}

void ChatPage::chooseReply(int by)
{
    const MessageId next = m_timeline->neighbour(m_composer->about(), by);
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
    const Message &shown = m_model.message(row);
    facts.message = m_model.messageOf(shown);
    if (!facts.message.id.isValid())
        facts.message = shown;
    facts.message.pinned = shown.pinned; // of one file alone
    facts.message.saved = shown.saved;
    facts.sender = facts.message.direction == Direction::Outgoing ? tr("You") : senderName(facts.message);
    facts.versions = m_model.versions(facts.message.id);
    constexpr int mostSeen = 200;
    for (const SeenMark &mark : seenBy(facts.message, mostSeen))
        facts.seenBy.append(tr("%1, at %2").arg(isolated(mark.nick), fullTimeText(mark.time)));
    for (const Reaction &reaction : std::as_const(facts.message.reactions))
        facts.reactions.append(tr("%1 %2").arg(reaction.emoji, personOf(reaction.by).name));
    (new MessageDetails(facts, m_theme, this))->open();
}

void ChatPage::chooseForward(MessageId id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return;
    const Message &message = m_model.message(row);
    auto *dialog = new ForwardDialog(m_chats, messageWords(message), m_theme, this);
    if (message.attachment && message.attachment->kind != Attachment::Kind::Sticker) {
        // The file and not its address, which others may be kept from: what it tells of a place is taken out as of any other.
        connect(dialog, &ForwardDialog::chosen, this, [this, path = message.attachment->path](ConversationId to) {
            Q_EMIT chatRequested(to);
            Q_EMIT filesChosen(to, {path});
        });
    } else {
        connect(dialog, &ForwardDialog::chosen, this, [this, id](ConversationId to) { Q_EMIT forwardRequested(id, to); });
    }
    dialog->open();
}

void ChatPage::chooseReaction(MessageId id, const QPoint &globalPosition)
{
    m_reactedTo = id;
    if (!m_reactions) {
        m_reactions = new EmojiPicker(m_theme, m_composer->emoji(), this);
        connect(m_reactions, &EmojiPicker::chosen, this, [this](const QString &emoji) { m_timeline->toggleReaction(m_reactedTo, emoji); });
    }
    m_reactions->openAt(globalPosition);
}

/// Those that are new among ours were used, as those that were written.
void ChatPage::noteReactions(MessageId id, const QStringList &ours)
{
    QStringList fresh = ours;
    const auto message = messageOf(id);
    for (const Reaction &reaction : message ? message->reactions : QList<Reaction>()) {
        if (personOf(reaction.by).isUs)
            fresh.removeOne(reaction.emoji);
    }
    for (const QString &emoji : std::as_const(fresh))
        m_composer->emoji().used(emoji);
}

/// What a question is about, on one line; empty where there is no text to show.
QString ChatPage::quoteOf(MessageId id) const
{
    constexpr qsizetype most = 200; // what is longer need not be measured
    const int row = m_model.rowOf(id);
    const QString words = row < 0 ? QString() : firstPart(messageWords(m_model.message(row)), most).simplified();
    if (words.isEmpty())
        return {};
    const int room = std::clamp(width() - m_theme.scaled(120), m_theme.scaled(160), m_theme.scaled(320));
    const QFontMetrics metrics(m_theme.font(TypeRole::Body));
    return tr("“%1”").arg(isolated(metrics.elidedText(words, Qt::ElideRight, room))) + u"\n\n"_s;
}

/// What a question about one of several files that came in one message says first: none of them is deleted by itself.
QString ChatPage::filesWith(MessageId id) const
{
    const int row = m_model.rowOf(id);
    const Message message = row < 0 ? Message() : m_model.messageOf(m_model.message(row));
    const int above = message.id.isValid() ? m_model.countFilesAbove(message) : 0;
    return above > 0 ? tr("All %Ln files of this message are deleted.", nullptr, above + 1) + u' ' : QString();
}

void ChatPage::confirmRetract(MessageId message)
{
    auto *question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::NoIcon);
    question->setWindowTitle(tr("Delete for everyone"));
    const QString effect = m_kind == ConversationKind::Room
        ? tr("It is deleted here and on your other devices, and everybody in %1 is asked to delete it. Copies that were made stay.")
        : tr("It is deleted here and on your other devices, and %1 is asked to delete it. A copy that was made stays.");
    setWords(*question, tr("Delete this message for everyone?"),
             quoteOf(message) + filesWith(message) + effect.arg(isolated(m_name)));
    QPushButton *cancel = question->addButton(QMessageBox::Cancel);
    QPushButton *act = question->addButton(tr("Delete for everyone"), QMessageBox::DestructiveRole);
    setButtonLook(act, ButtonKind::Destructive);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(act, &QPushButton::clicked, this, [this, message] { Q_EMIT retractRequested(message); });
    question->open();
}

} // namespace jackdaw
