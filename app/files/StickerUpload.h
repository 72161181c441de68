// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/InstalledPack.h"
#include "files/StickerFolder.h"

#include <QObject>
#include <functional>
#include <memory>

namespace jackdaw {

class UploadBody;
class UploadSlotService;
class WebAccess;
class WebTransfer;
struct UploadPlace;
struct UploadSlot;
struct WebAnswer;

/// Brings the pictures of a pack that is being made to the server, one by one and in clear, since everybody who
/// installs it fetches them there (XEP-0363, XEP-0449, 2.3). Owned by StickerService, engine thread; ends by calling
/// back once, or without a word where it is destroyed before. Reads no picture that is larger than a sticker may be,
/// and decodes none.
class StickerUpload : public QObject
{
    Q_OBJECT
public:
    /// What lies there now; and here, in the account's folder of stickers.
    using Done = std::function<void(Result<QList<StickerPack::Sticker>>)>;

    StickerUpload(UploadSlotService &places, WebAccess &web, const StickerFolder &folder,
                  const QList<NewSticker> &stickers, QObject *parent = nullptr);
    ~StickerUpload() override;

    /// Errors: FileChanged for a picture that cannot be read or is none that is shown, FileTooLarge, NoUpload; those of
    /// the way there.
    void start(Done done);
    /// Calls back with Cancelled.
    void cancel();

private:
    void next();
    void askSlot(const UploadPlace &place);
    void put(const UploadSlot &slot);
    void takeEnd(const WebAnswer &answer);
    void finish(const Result<QList<StickerPack::Sticker>> &result);

    UploadSlotService &m_places;
    WebAccess &m_web;
    StickerFolder m_folder;
    QList<NewSticker> m_todo;
    QList<StickerPack::Sticker> m_there;
    StickerPack::Sticker m_now;
    QString m_host;
    Done m_done;
    std::unique_ptr<UploadBody> m_body;
    std::unique_ptr<WebTransfer> m_transfer; ///< goes before what it reads from
};

} // namespace jackdaw
