// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace jackdaw {

struct Attachment;
struct LinkCard;
struct Message;
struct SharedFile;

/// What stands for a message wherever it is not shown itself, in lists, quotes, strips, notifications and what is read
/// out: its text, unless it was taken back, or its sender hid it until it is asked for (XEP-0382, 4). Pure; GUI thread.
/// Never tells what is hidden, and shortens nothing by itself.
QString messageWords(const Message &message);
/// It is somebody else's and cannot be read, but might be if it came once more. Under another key than before, or from nobody
/// knows whom, it could not.
bool mayAskToResend(const Message &message);
/// A file where its message says nothing: what kind it is, or its name.
QString attachmentWords(const Attachment &attachment);
/// A sticker as it is read out (design/ui.md, "Accessible names").
QString spokenSticker(const Attachment &attachment);
/// Is a sound somebody's voice? Opus is what people are recorded with; music comes otherwise.
bool isVoice(const SharedFile &file);

/// At most so many code units of a text from its beginning, and no half of a character beyond the basic plane.
QString firstPart(const QString &text, qsizetype limit);

/// A message that is a place or a person, and is shown as a card: what stands first on it.
QString cardTitle(const LinkCard &card);

} // namespace jackdaw
