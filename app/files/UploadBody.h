// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/FileCipher.h"
#include "files/FileHash.h"
#include "files/WebBody.h"

#include <QFile>

#include <optional>

namespace jackdaw {

/// A file as it goes to the server, read bit by bit and sealed on the way where it is to be: no more of it than a piece
/// is ever in memory. Owned by UploadService for one attempt; works on the thread of the transfers. Ends with an error,
/// never with less or more than was said before, where the file is another than it was when it was opened. Of what the
/// server says back nothing is kept but its status.
class UploadBody : public WebBody
{
public:
    /// `size`: of the file. `cipher`: nothing where it goes in clear.
    UploadBody(const QString &path, qint64 size, std::optional<FileCipher> cipher);

    bool open();
    std::optional<qint64> wireSize() const override { return m_size + (m_cipher ? FileCipher::tagSize : 0); }
    qint64 give(char *to, qint64 most) override;
    Verdict begin(const WebHead &head) override;
    Verdict take(QByteArrayView bytes) override;
    void end() override { m_file.close(); }
    Way way(qint64 sent) const override { return {std::min(sent, m_size), m_size}; }

    bool hasChanged() const { return m_hasChanged; }
    /// What the disk said where it could not be read on.
    const QString &unreadable() const { return m_unreadable; }
    /// Of the file as it went out; asked once, at the end.
    QByteArray sha256() { return m_hash.result(); }

private:
    QFile m_file;
    qint64 m_size;
    qint64 m_read = 0;
    qint64 m_answered = 0;
    std::optional<FileCipher> m_cipher;
    FileHash m_hash; ///< on the way: a file of its size is not read twice
    QByteArray m_tag;
    bool m_isSealed = false;
    bool m_hasChanged = false;
    QString m_unreadable;
};

} // namespace jackdaw
