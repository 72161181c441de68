// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backup/BackupHeader.h"
#include "base/Result.h"

#include <QByteArray>
#include <functional>

namespace jackdaw {

/// The seal of a backup: bytes go in and come out through functions, so that a file, a test or a full disk may stand
/// behind them. Any thread, one at a time; the streams below are made for one file and own what they were given. They
/// know nothing of what is sealed.
/// Takes bytes, to write them somewhere.
using ByteSink = std::function<Status(QByteArrayView)>;
/// Gives up to so many bytes; fewer only at the end.
using ByteSource = std::function<Result<QByteArray>(qsizetype)>;

/// A header, and behind it chunks of AES-256-GCM, each with its number and whether it is the last one in its nonce, and
/// the header as what it is authenticated with: none can be changed, left out, put elsewhere, or the end cut off,
/// unseen (the STREAM construction). The key is of this file alone, so a number is never used twice with it. Made for
/// one file, on one thread; memory is that of one chunk. Never writes what it was not given.
class SealedWriter
{
public:
    explicit SealedWriter(ByteSink sink) : m_sink(std::move(sink)) {}
    ~SealedWriter();
    Q_DISABLE_COPY_MOVE(SealedWriter)

    /// Errors of all: Internal, and what the sink says.
    Status begin(const QString &passphrase, const KeyCost &cost = {});
    Status write(QByteArrayView bytes);
    /// Without it the file is not whole, and says so.
    Status finish();

private:
    enum class Chunk { Inner, Last };
    Status seal(Chunk chunk);

    ByteSink m_sink;
    QByteArray m_header;
    QByteArray m_key;
    QByteArray m_waiting;
    quint64 m_number = 0;
};

/// The other way. What read() gives is authentic by itself; that it is all of it, only the end says.
class SealedReader
{
public:
    explicit SealedReader(ByteSource source) : m_source(std::move(source)) {}
    ~SealedReader();
    Q_DISABLE_COPY_MOVE(SealedReader)

    /// Errors: as BackupHeader::open, and what the source says.
    Status begin(const QString &passphrase);
    /// Exactly so many bytes. Errors: Damaged, also where there are no more, and what the source says.
    Result<QByteArray> read(qsizetype size);
    /// Is all read that there is? Only then was nothing cut off.
    Result<bool> atEnd();
    /// Bytes of the file that were taken so far.
    qint64 taken() const { return m_taken; }

private:
    Status openNext();
    Status fill(qsizetype size);

    ByteSource m_source;
    QByteArray m_header;
    QByteArray m_key;
    QByteArray m_sealed; ///< read, and not opened yet
    QByteArray m_open;   ///< opened, and not read yet
    qsizetype m_at = 0;  ///< in m_open
    quint64 m_number = 0;
    qint64 m_taken = 0;
    bool m_wasLast = false;
};

} // namespace jackdaw
