// SPDX-License-Identifier: GPL-3.0-or-later
#include "chats/ChatRowText.h"

#include "style/Direction.h"
#include "style/TimeText.h"
#include "widgets/LookAlikeText.h"
#include "widgets/MessageWords.h"
#include "widgets/Painting.h"

#include <QCoreApplication>

namespace jackdaw {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ChatRow)
};

/// A row shows one line: a long text is cut before it is laid out, as nobody sees more than this.
constexpr qsizetype previewLimit = 240;

QString oneLine(const QString &text)
{
    return firstPart(text, previewLimit).simplified();
}

} // namespace

QString ChatPreview::spoken() const
{
    return lead.isEmpty() ? text : lead + u' ' + text;
}

ChatPreview chatPreview(const ChatListModel::Row &row)
{
    const Conversation &conversation = row.conversation;
    if (row.typing && !row.typists.isEmpty())
        return {ChatPreview::Kind::Typing, {}, ChatPreview::Lead::Ours, row.typists + u'…'};
    if (row.typing)
        return {ChatPreview::Kind::Typing, {}, ChatPreview::Lead::Ours, Words::tr("typing…")};
    if (!row.open && !conversation.draft.trimmed().isEmpty())
        return {ChatPreview::Kind::Draft, Words::tr("Draft:"), ChatPreview::Lead::Ours, oneLine(conversation.draft)};
    if (!conversation.last)
        return {};
    const QString text = oneLine(messageWords(*conversation.last));
    if (conversation.last->direction == Direction::Outgoing)
        return {ChatPreview::Kind::Message, Words::tr("You:"), ChatPreview::Lead::Ours, text};
    if (conversation.kind == ConversationKind::Room && !conversation.last->nick.isEmpty())
        //: who said what follows, in a group
        return {ChatPreview::Kind::Message, Words::tr("%1:").arg(isolated(firstName(oneLine(conversation.last->nick)))),
                ChatPreview::Lead::Sender, text};
    return {ChatPreview::Kind::Message, {}, ChatPreview::Lead::Ours, text};
}

QString chatRowSpokenText(const ChatListModel::Row &row, qint64 now)
{
    const Conversation &conversation = row.conversation;
    QStringList parts{row.name};
    if (row.lookAlike.isValid())
        parts << lookAlikeText(conversation.peer, row.lookAlike);
    if (conversation.unread > 0)
        parts << Words::tr("%L1 unread").arg(conversation.unread);
    if (conversation.mentions > 0)
        parts << Words::tr("mentioned");
    if (conversation.muted)
        parts << Words::tr("muted");
    if (row.presence.availability != Availability::Unknown)
        parts << availabilityText(row.presence.availability);
    if (conversation.last && conversation.last->direction == Direction::Outgoing
        && (conversation.last->state == MessageState::Failed || conversation.last->state == MessageState::Waiting))
        parts << messageStateText(conversation.last->state);
    const QString preview = chatPreview(row).spoken();
    if (!preview.isEmpty())
        parts << preview;
    if (conversation.last)
        parts << listTimeText(conversation.last->time, now);
    return parts.join(QStringLiteral(", "));
}

} // namespace jackdaw
