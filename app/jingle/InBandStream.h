// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "jingle/ByteStream.h"
#include "xmpp/InBandBytes.h"

#include <optional>

namespace jackdaw {

class Connection;

/// Bytes through the servers, as requests that are acknowledged one by one (XEP-0047): a few are on their way at a
/// time, and who takes them answers once they are dealt with, so that nobody is flooded. Owned by a JingleSession,
/// engine thread. Takes pieces in their order only, and none that is larger than was agreed.
class InBandStream : public ByteStream
{
    Q_OBJECT
public:
    enum class Way { Out, In };
    InBandStream(Connection &connection, const Jid &peer, const QString &sid, int blockSize, int inFlight, Way way,
                 QObject *parent = nullptr);

    const QString &sid() const { return m_sid; }
    bool isOpen() const { return m_isOpen; }
    /// Way::Out: asks the other side (XEP-0261, 2.3); then it is writable.
    void open();

    bool takesMore() const override { return m_isOpen && !m_isFinishing && m_unacknowledged < m_inFlight; }
    qsizetype pieceSize() const override { return m_blockSize; }
    void write(const QByteArray &piece) override;
    void finish() override;

    /// The condition that a request of the other side is refused with, or nothing where it is to be acknowledged.
    std::optional<const char *> take(const InBandStep &step);

private:
    void close();

    Connection &m_connection;
    Jid m_peer;
    QString m_sid;
    int m_blockSize;
    int m_inFlight;
    Way m_way;
    int m_number = 0; ///< of the next piece
    int m_unacknowledged = 0;
    int m_small = 0; ///< pieces of Way::In that are next to nothing
    bool m_isOpen = false;
    bool m_isFinishing = false;
};

} // namespace jackdaw
