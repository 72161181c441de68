// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/SharedFile.h"

#include <QDomElement>
#include <QList>
#include <optional>

class QXmppMessage;

namespace jackdaw {

/// A message that brings files: XEP-0447 with the metadata of XEP-0446 and the encrypted source of XEP-0448, the address alone
/// of XEP-0066, and the text that is a key and an address of XEP-0454. Used by MessageStanza and OutgoingStanza; pure, engine
/// thread, owns nothing. Fetches nothing; an address that is not https is no file, and stays a text.

/// Of one message so many are taken (XEP-0447 sets no bound),
constexpr qsizetype mostSharedFiles = 32;
/// and so many are looked at for where they lie: the same again, or none that could be fetched, fill no list.
constexpr int mostSharings = 64;
/// What a message brings, in its order. A plain value.
struct SharedFiles
{
    QList<SharedFile> files;
    int leftOut = 0; ///< those that are not looked at, and those that lie nowhere from where they could be fetched
};
/// `body`: as it is shown. No files if there is none that could be fetched.
SharedFiles readSharedFiles(const QDomElement &message, const QString &body);
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
