// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "files/FileCipher.h"
#include "files/FileHash.h"

#include <QFile>
#include <QIODevice>
#include <optional>

namespace jackdaw {

/// A file as it goes to the server, read bit by bit and sealed on the way where it is to be: no more of it than a piece is ever in
/// memory. Owned by UploadService for one attempt, engine thread. Ends with an error, never with less or more than was said
/// before, where the file is another than it was when it was opened.
class UploadBody : public QIODevice
{
    Q_OBJECT
public:
    /// `size`: of the file. `cipher`: nothing where it goes in clear.
    UploadBody(const QString &path, qint64 size, std::optional<FileCipher> cipher, QObject *parent = nullptr);

    bool isSequential() const override { return true; }
    /// How many bytes go out in all.
    qint64 wireSize() const { return m_size + (m_cipher ? FileCipher::tagSize : 0); }
    qint64 size() const override { return wireSize(); }
    qint64 bytesAvailable() const override;
    bool atEnd() const override { return bytesAvailable() == 0; }
    bool begin();
    bool hasChanged() const { return m_hasChanged; }
    /// Of the file as it went out; asked once, at the end.
    QByteArray sha256() { return m_hash.result(); }

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    QFile m_file;
    qint64 m_size;
    qint64 m_read = 0;
    std::optional<FileCipher> m_cipher;
    FileHash m_hash; ///< on the way: a file of its size is not read twice
    QByteArray m_tag;
    bool m_isSealed = false;
    bool m_hasChanged = false;
};

} // namespace jackdaw
