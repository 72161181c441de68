// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"
#include "chat/Attachment.h"
#include "xmpp/MessageParts.h"

#include <QList>
#include <QString>
#include <optional>

namespace jackdaw {

/// A text that the user wants to send, with what belongs to it. The composer makes it, ChatDoor::sendText brings it to
/// MessageService, which makes a Message of it. A plain value: any thread. Has no id and no time yet, and a reply to
/// what is gone meanwhile is sent without it.
struct OutgoingText
{
    QString body;
    MessageId replyTo;              ///< XEP-0461; invalid: it answers nothing
    QList<Mention> mentions;        ///< XEP-0372
    std::optional<QString> spoiler; ///< XEP-0382: the hint
    int hold = 0;                   ///< ms in which it may still be taken back, and does not go out
    std::optional<Attachment> attachment = {}; ///< to be uploaded first; `body` is empty then
    MessageId behind = {};          ///< a message with a file that goes out before this one
};

/// The words of an own message while they are being corrected (XEP-0308). A plain value.
struct EditedWords
{
    QString text;
    QList<Mention> mentions;

    friend bool operator==(const EditedWords &, const EditedWords &) = default;
};

/// What belongs to a draft besides its text, so that it is not lost with a pause in writing. A plain value.
struct DraftParts
{
    QList<Mention> mentions;               ///< XEP-0372
    std::optional<QString> spoiler;        ///< XEP-0382: it is to be hidden behind these words
    MessageId about = {};                  ///< a message of the same chat; invalid: none
    std::optional<EditedWords> edit = {};  ///< in which `about` is edited, and the draft waits below; nothing: it is answered

    friend bool operator==(const DraftParts &, const DraftParts &) = default;
};

/// What was written in a chat and not sent. A plain value.
struct ChatDraft
{
    QString text;
    DraftParts parts;

    friend bool operator==(const ChatDraft &, const ChatDraft &) = default;
};

} // namespace jackdaw
