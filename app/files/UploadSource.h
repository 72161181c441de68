// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/FileCipher.h"
#include "files/FileHash.h"

#include <QFile>

#include <optional>

namespace jackdaw {

/// The bytes of a file as they go to the server: read bit by bit, hashed, and sealed where they are to be, with the
/// tag behind them (XEP-0454). Owned by an UploadBody and the thread that reads ahead for it; any thread, one at a
/// time. Ends with an error, never with less or more than was said before, where the file is another than it was when
/// it was opened.
class UploadSource
{
public:
    /// `size`: of the file, in bytes. `cipher`: nothing where it goes in clear. `modified`: the file's time when it was
    /// chosen, ms since 1970 UTC; nothing where that does not matter.
    UploadSource(const QString &path, qint64 size, std::optional<FileCipher> cipher,
                 std::optional<qint64> modified = {});

    /// False where it is gone, or another than it was. May wait for a disk.
    bool open();
    bool isOpen() const { return m_isOpen; }
    qint64 size() const { return m_size; }
    /// Bytes in all, as they leave.
    qint64 wireSize() const { return m_size + (m_cipher ? FileCipher::tagSize : 0); }
    /// The next ones, up to `most`; 0: that was all. Negative: there is no going on.
    qint64 read(char *to, qint64 most);
    void close() { m_file.close(); }

    bool hasChanged() const { return m_hasChanged; }
    /// What the disk said where it could not be read on.
    const QString &unreadable() const { return m_unreadable; }
    /// Of the file as it went out; asked at the end.
    QByteArray sha256();

private:
    qint64 readContent(char *to, qint64 most);

    QFile m_file;
    qint64 m_size;
    std::optional<qint64> m_modified;
    bool m_isOpen = false;
    qint64 m_read = 0;
    std::optional<FileCipher> m_cipher;
    FileHash m_hash; ///< on the way: a file of its size is not read twice
    QByteArray m_sha256;
    QByteArray m_tag;
    bool m_isSealed = false;
    bool m_hasChanged = false;
    QString m_unreadable;
};

} // namespace jackdaw
