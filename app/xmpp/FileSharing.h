// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/SharedFile.h"

#include <QDomElement>
#include <optional>

class QXmppMessage;

namespace jackdaw {

/// A message that brings a file: XEP-0447 with the metadata of XEP-0446 and the encrypted source of XEP-0448, the address alone
/// of XEP-0066, and the text that is a key and an address of XEP-0454. Used by MessageStanza and OutgoingStanza; pure, engine
/// thread, owns nothing. Fetches nothing; an address that is not https is no file, and stays a text.

/// `body`: as it is shown. Nothing if there is no file, or none that could be fetched.
std::optional<SharedFile> readSharedFile(const QDomElement &message, const QString &body);
/// To a message whose body is the file's address, or, with a sticker in clear, what stands for that.
void writeSharedFile(QXmppMessage &message, const SharedFile &file);

/// Where a file lies, and what opens it. `key` and `iv` are empty where it lies there in clear.
struct FileSource
{
    QString url; ///< https, without a fragment: that is nobody's but ours
    QByteArray key;
    QByteArray iv;
};
/// Of SharedFile::url; nothing where that is no address that may be fetched.
std::optional<FileSource> fileSource(const QString &url);
/// XEP-0454, 3.
QString sealedUrl(const QString &httpsUrl, const QByteArray &key, const QByteArray &iv);

} // namespace jackdaw
