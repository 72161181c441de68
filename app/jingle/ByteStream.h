// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Result.h"

#include <QByteArray>
#include <QObject>

namespace jackdaw {

/// The bytes of one file, one way, over whatever a Jingle session agreed on: InBandStream or SocksStream. Owned by its
/// JingleSession, engine thread. Keeps no more than a few pieces in memory: who writes asks takesMore() and waits for
/// writable(). Knows nothing of files, and of a size.
class ByteStream : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    virtual bool takesMore() const = 0;
    /// How many bytes a piece may have.
    virtual qsizetype pieceSize() const = 0;
    virtual void write(const QByteArray &piece) = 0;
    /// That was all. Ends in finished, once all of it is with the other side, or on its way beyond recall.
    virtual void finish() = 0;

Q_SIGNALS:
    void writable();
    /// The other side, or the computer's network, took something.
    void progressed();
    void came(const QByteArray &piece);
    void finished();
    void broken(const jackdaw::Error &why);
};

} // namespace jackdaw
