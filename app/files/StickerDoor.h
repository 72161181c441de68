// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"
#include "files/InstalledPack.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// The part of the engine's door about stickers (XEP-0449). Owned by the EngineDoor; commands may be called on any
/// thread and never block, signals are sent from the engine thread. Which packs are installed, StickerReader reads.
/// Shows nothing, and loads no picture of a pack that nobody asked for.
class StickerDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// The pack that a sticker is of, from where its sender keeps it; its pictures too where rules let those of the
    /// sender come unasked, as far as they are as small as what comes so. Of a sealed message, and where it does not
    /// lie with ourselves or with a contact, nobody is asked with Ask::Friend: `unasked` says who would be. Errors:
    /// NotFound where there is none, or nobody knows where; FileBroken, Malformed,
    /// TooMany, FileTooLarge, UnsafeAddress for a pack that is none; those of the server.
    virtual QFuture<Result<StickerLook>> look(MessageId message, StickerLook::Ask ask) = 0;
    /// Its pictures, by the user's wish. Errors: those of the way there, FileBroken, FileTooLarge, Storage, DiskFull.
    virtual QFuture<Result<StickerLook>> loadPictures(StickerLook look) = 0;
    /// Keeps it, and publishes it in our own node (3.3). Errors: Forbidden for one that others may not take, TooMany;
    /// as loadPictures().
    virtual QFuture<Status> install(StickerLook look) = 0;
    /// From here and from our own node.
    virtual QFuture<Status> remove(AccountId account, QString pack) = 0;
    /// Errors: NotFound, Storage, DiskFull; those of FileDoor::sendFile().
    virtual QFuture<Result<MessageId>> send(ConversationId conversation, QString pack, int place) = 0;
    /// A pack of our own: uploads its pictures, where everybody can fetch them, and publishes it. Gives its id. Errors:
    /// NotAcceptable without a name or pictures, Conflict while another one is being made, Cancelled, TooMany,
    /// FileTooLarge, FileChanged, NoUpload; those of the way there, Storage, DiskFull.
    virtual QFuture<Result<QString>> make(AccountId account, QString name, QList<NewSticker> stickers) = 0;
    /// The pack that is being made is not made. Errors: Conflict where none is.
    virtual QFuture<Status> stopMaking(AccountId account) = 0;

Q_SIGNALS:
    void packsChanged(jackdaw::AccountId account);
};

} // namespace jackdaw
