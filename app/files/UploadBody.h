// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/PieceReader.h"
#include "files/UploadSource.h"
#include "files/WebBody.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace jackdaw {

/// A file as it goes to the server, read a few pieces ahead: no more of it than these is ever in memory. Owned by
/// UploadService or StickerUpload for one attempt; works on the thread of the transfers, and is asked what became of
/// it after that. Of what the server says back nothing is kept but its status.
class UploadBody : public WebBody
{
public:
    /// `size`: of the file. `cipher`: nothing where it goes in clear. `modified`: as UploadSource has it.
    UploadBody(const QString &path, qint64 size, std::optional<FileCipher> cipher,
               std::optional<qint64> modified = {});

    bool open() { return m_source->open(); }
    /// The same for a thread that may wait for the disk, and outlive this; before the transfer begins.
    std::function<void()> opening() const { return [source = m_source] { source->open(); }; }
    bool isOpen() const { return m_source->isOpen(); }
    /// Expires once no thread has the file in hand any more.
    std::weak_ptr<const void> hold() const { return m_source; }
    std::optional<qint64> wireSize() const override { return m_wireSize; }
    void onReady(std::function<void()> ready) override { m_reader.onReady(std::move(ready)); }
    qint64 give(char *to, qint64 most) override;
    Verdict begin(const WebHead &head) override;
    Verdict take(QByteArrayView bytes) override;
    bool end() override
    {
        m_reader.stop();
        return true;
    }
    void abandon() override { m_reader.stop(); }
    Way way(qint64 sent) const override { return {std::min(sent, m_source->size()), m_source->size()}; }

    bool hasChanged() const { return m_hasChanged; }
    /// What the disk said where it could not be read on.
    const QString &unreadable() const { return m_unreadable; }
    /// Of the file as it went out; asked where all of it left.
    QByteArray sha256() { return m_source->sha256(); }

private:
    const std::shared_ptr<UploadSource> m_source; ///< the reader's, while it reads
    const qint64 m_wireSize;
    PieceReader m_reader;
    qint64 m_answered = 0;
    bool m_hasChanged = false;
    QString m_unreadable;
};

} // namespace jackdaw
