// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/MessageWords.h"

#include "chat/FilesLeftOut.h"
#include "chat/Message.h"
#include "style/Direction.h"
#include "text/LayoutCost.h"
#include "text/LinkCard.h"
#include "widgets/Painting.h"

#include <QCoreApplication>

namespace jackdaw {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(MessageWords)
};

constexpr qsizetype longestStickerWords = 60;

} // namespace

QString spokenSticker(const Attachment &attachment)
{
    const QString sign = attachment.file.description.left(longestStickerWords).simplified();
    return sign.isEmpty() ? Words::tr("Sticker") : Words::tr("Sticker: %1").arg(sign);
}

bool isVoice(const SharedFile &file)
{
    return file.mediaType == u"audio/ogg" || file.mediaType == u"audio/opus" || file.name.endsWith(u".ogg", Qt::CaseInsensitive)
        || file.name.endsWith(u".opus", Qt::CaseInsensitive) || file.name.endsWith(u".oga", Qt::CaseInsensitive);
}

QString attachmentWords(const Attachment &attachment)
{
    if (const int leftOut = filesLeftOut(attachment); leftOut > 0)
        return Words::tr("%n more files", nullptr, leftOut);
    switch (attachment.kind) {
    case Attachment::Kind::Picture: return Words::tr("Picture");
    case Attachment::Kind::Sticker: {
        const QString sign = attachment.file.description.left(longestStickerWords).simplified();
        return sign.isEmpty() ? Words::tr("Sticker") : Words::tr("Sticker %1").arg(isolated(sign));
    }
    case Attachment::Kind::Video: return Words::tr("Video");
    case Attachment::Kind::Audio: return isVoice(attachment.file) ? Words::tr("Voice message") : Words::tr("Sound");
    case Attachment::Kind::File: break;
    }
    return attachment.file.name.isEmpty() ? Words::tr("File") : isolated(attachment.file.name);
}

QString firstPart(const QString &text, qsizetype limit)
{
    const qsizetype end = LayoutCost::end(text, limit, LayoutCost::emojiOfOneLine);
    if (end == text.size())
        return text;
    return text.first(end > 0 && text.at(end - 1).isHighSurrogate() ? end - 1 : end);
}

QString cardTitle(const LinkCard &card)
{
    if (card.place) {
        return card.live ? Words::tr("Live location") : Words::tr("Location"); // whose it is, a geo: URI does not say (RFC 5870)
    }
    return Words::tr("Contact: %1").arg(isolated(card.name.isEmpty() ? card.person.toString() : card.name));
}

bool mayAskToResend(const Message &message)
{
    const auto &encryption = message.encryption;
    return message.retracted == 0 && encryption && !encryption->isReadable() && message.direction == Direction::Incoming
        && encryption->fault != RatchetFault::IdentityChanged && encryption->fault != RatchetFault::UnknownSender;
}

QString messageWords(const Message &message)
{
    if (message.retracted != 0)
        return Words::tr("Message deleted");
    if (message.isUnreadable()) {
        return message.encryption->fault == RatchetFault::NotForUs
            ? Words::tr("This message was encrypted for another of your devices.") : Words::tr("This message could not be decrypted.");
    }
    if (!message.spoiler && message.attachment) {
        const QString caption = message.caption();
        return caption.isEmpty() ? attachmentWords(*message.attachment) : caption;
    }
    if (!message.spoiler) {
        const auto card = linkCardOf(message.body);
        return card ? cardTitle(*card) : message.body;
    }
    return message.spoiler->isEmpty() ? Words::tr("Spoiler") : Words::tr("Spoiler: %1").arg(isolated(*message.spoiler));
}

} // namespace jackdaw
