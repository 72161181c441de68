// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jingle/ByteStream.h"

class QTcpSocket;

namespace jackdaw {

/// Bytes over a connection that SOCKS5 has made (XEP-0065, 6): as they are, to the end of it. Owned by its
/// JingleSession, engine thread; owns the socket. Holds no more than one buffer of either direction, and gives others
/// their turn between pieces. Does not know whether all of them came: the size of the file says that.
class SocksStream : public ByteStream
{
    Q_OBJECT
public:
    enum class Way { Out, In };
    SocksStream(QTcpSocket *socket, Way way, QObject *parent = nullptr);

    bool takesMore() const override;
    qsizetype pieceSize() const override { return 64 * 1024; }
    void write(const QByteArray &piece) override;
    void finish() override;

private:
    void read();
    void end();

    QTcpSocket *m_socket;
    Way m_way;
    bool m_isFinishing = false;
    bool m_isOver = false;
};

} // namespace jackdaw
