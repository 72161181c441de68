// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "xmpp/StickerPack.h"

#include <QDomElement>
#include <optional>

class QXmlStreamWriter;
class QXmppMessage;

namespace jackdaw {

/// Stickers and packs of them (XEP-0449): the mark on a message, the item of a pack, and the id that is made of what is
/// in it. Used by FileSharing and StickerService; pure, engine thread, owns nothing. Fetches nothing, and believes no
/// id that the pack itself does not bear out.

/// nullopt: it is no sticker.
std::optional<StickerMark> readStickerMark(const QDomElement &message);
void writeStickerMark(QXmppMessage &message, const StickerMark &mark);

/// `pack`: the payload of the item of this id. Errors: Malformed for what is no pack or lacks what each has (2.3.1),
/// TooMany, FileTooLarge, FileBroken where the id or the hash is another than that of what is in it (2.3.2),
/// UnsafeAddress for a sticker that no https address brings.
Result<StickerPack> readStickerPack(const QDomElement &pack, const QString &id);
void writeStickerPack(QXmlStreamWriter &writer, const StickerPack &pack);

/// SHA-256 over what is in it, and the id made of that (2.3.2); `pack` has neither yet.
void signStickerPack(StickerPack &pack);
/// Are these the bytes that it promises? By each of its hashes that we can make, of which there is one at least.
bool isSticker(const StickerPack::Sticker &sticker, const QByteArray &bytes);

} // namespace jackdaw
