// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/DiskStep.h"
#include "files/FileCipher.h"
#include "files/FileHash.h"

#include <QFile>
#include <atomic>
#include <memory>
#include <optional>

namespace jackdaw {

/// A file as it comes from the server: opened on the way where it is sealed (XEP-0454), hashed, and written bit by
/// bit, so that at its end nothing is left to be read again, however large it is. Owned by DownloadService for one
/// attempt, and by a PieceWriter that may still have a piece of it in hand; any thread, one at a time. What an
/// earlier attempt left is read before (recall()). The last 16 bytes of a sealed file are its tag, and
/// never in the file. What it wrote is nobody's to use before finish() said that it is whole.
class DownloadBody
{
public:
    using Secret = FileCipher::Secret; ///< empty: it comes in clear
    /// How far an earlier attempt came.
    struct Progress
    {
        qint64 size = 0;
        std::optional<FileCipher> cipher;
        FileHash hash;
    };

    /// Of nothing. Error: Internal.
    static Result<Progress> fresh(const Secret &secret);
    /// Reads what is at `path`: seconds for a large one, for a thread that may wait. Errors: Storage, Internal; Cancelled by `progress`.
    static Result<Progress> recall(const QString &path, const Secret &secret, DiskStep::Progress *progress = nullptr);

    DownloadBody(const QString &path, const Secret &secret);
    ~DownloadBody();
    DownloadBody(const DownloadBody &) = delete;
    DownloadBody &operator=(const DownloadBody &) = delete;

    /// What came is nobody's any more, and goes with this. Any thread.
    void discard() { m_isUnwanted = true; }
    /// Expires once this has left its file for good.
    std::weak_ptr<const void> hold() const { return m_hold; }

    /// Goes on behind what there is, or begins it anew where that is not what `progress` knows. Errors: Storage,
    /// DiskFull, Internal.
    Status open(Progress progress);
    /// Bytes of the wire that came, and where the next attempt goes on: the tag comes again then.
    qint64 received() const { return m_progress.size + m_tail.size(); }
    qint64 resumesAt() const { return m_progress.size; }
    /// Errors: Storage, DiskFull, Internal.
    Status append(QByteArrayView bytes);
    /// What came is in the file, all of it. Errors: Storage, DiskFull.
    Status flush();
    /// Nothing that came was right.
    Status restart();
    /// Nothing more comes. Errors: FileBroken where its tag is another, or its hash than `sha256`; empty: nobody has
    /// said.
    Status finish(const QByteArray &sha256);

private:
    Status keep(QByteArrayView bytes);
    Error failure() const;

    const std::shared_ptr<const void> m_hold = std::make_shared<char>(); ///< first, and so destroyed last
    std::atomic<bool> m_isUnwanted = false;
    QFile m_file;
    Secret m_secret;
    Progress m_progress;
    QByteArray m_tail; ///< what may be the tag
    QByteArray m_piece; ///< of the content, before it is written
    qsizetype m_filled = 0;
};

} // namespace jackdaw
