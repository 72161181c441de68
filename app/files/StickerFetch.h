// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/BoundedGet.h"
#include "files/StickerFolder.h"
#include "xmpp/StickerPack.h"

#include <map>
#include <memory>

namespace jackdaw {

/// Fetches the pictures of one pack into an account's folder of stickers, a few at a time, each checked by its hashes
/// and by what it really is. Owned by StickerService, engine thread; ends by calling back once, or without a word where
/// it is destroyed before. Takes nothing that is larger than a sticker may be, from nowhere but by https, and decodes
/// nothing.
class StickerFetch : public QObject
{
    Q_OBJECT
public:
    using Done = std::function<void(Result<StickerPack>)>;

    /// `most`: bytes of all its pictures.
    StickerFetch(WebAccess &web, const StickerFolder &folder, const StickerPack &pack, qint64 most,
                 QObject *parent = nullptr);
    ~StickerFetch() override;

    /// Calls back with the pack, of whose stickers each has its SHA-256 now. Errors: those of the way there;
    /// FileBroken, FileTooLarge, Storage, DiskFull. What came before an error stays in the folder.
    void start(Done done);

Q_SIGNALS:
    void moved(int done, int total);

private:
    void next();
    void take(qsizetype place, const Result<BoundedGet::Got> &got);
    void finish(const Result<StickerPack> &result);

    WebAccess &m_web;
    StickerFolder m_folder;
    StickerPack m_pack;
    Done m_done;
    std::map<qsizetype, std::unique_ptr<BoundedGet>> m_gets;
    qsizetype m_next = 0;
    int m_here = 0;
    qint64 m_most;
    qint64 m_bytes = 0;
};

} // namespace jackdaw
