// SPDX-License-Identifier: GPL-3.0-or-later
#include "jingle/InBandStream.h"

#include "xmpp/Connection.h"

#include <QXmlStreamWriter>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype smallPiece = 64;  // bytes
constexpr int mostSmall = 100;        // the last of a file is one, and others may flush what they have
constexpr int numbers = 65536; // XEP-0047, 2.2: it begins again from 0

} // namespace

InBandStream::InBandStream(Connection &connection, const Jid &peer, const QString &sid, int blockSize, int inFlight,
                           Way way, QObject *parent)
    : ByteStream(parent)
    , m_connection(connection)
    , m_peer(peer)
    , m_sid(sid)
    , m_blockSize(blockSize)
    , m_inFlight(inFlight)
    , m_way(way)
{
}

void InBandStream::open()
{
    m_connection.request(Connection::Request::Set, m_peer, [sid = m_sid, size = m_blockSize](QXmlStreamWriter &writer) {
        writeInBandOpen(writer, sid, size);
    }, this, [this](const Result<QDomElement> &answer) {
        if (!answer) {
            Q_EMIT broken(answer.error());
            return;
        }
        m_isOpen = true;
        Q_EMIT progressed();
        Q_EMIT writable();
    });
}

void InBandStream::write(const QByteArray &piece)
{
    Q_ASSERT(takesMore() && piece.size() <= m_blockSize);
    ++m_unacknowledged;
    const int number = std::exchange(m_number, (m_number + 1) % numbers);
    m_connection.request(Connection::Request::Set, m_peer, [sid = m_sid, number, piece](QXmlStreamWriter &writer) {
        writeInBandData(writer, sid, number, piece);
    }, this, [this](const Result<QDomElement> &answer) {
        --m_unacknowledged;
        if (!m_isOpen) {
            return; // broken already
        }
        if (!answer) {
            m_isOpen = false;
            Q_EMIT broken(answer.error());
            return;
        }
        Q_EMIT progressed();
        if (!m_isOpen) {
            return;
        }
        if (m_isFinishing && m_unacknowledged == 0) {
            close();
        } else if (takesMore()) {
            Q_EMIT writable();
        }
    });
}

void InBandStream::finish()
{
    m_isFinishing = true;
    if (m_unacknowledged == 0) {
        close();
    }
}

/// XEP-0047, 2.3. Whatever the answer is: all pieces were acknowledged.
void InBandStream::close()
{
    m_isOpen = false;
    m_connection.request(Connection::Request::Set, m_peer, [sid = m_sid](QXmlStreamWriter &writer) {
        writeInBandClose(writer, sid);
    }, this, [](const Result<QDomElement> &) {});
    Q_EMIT finished();
}

std::optional<const char *> InBandStream::take(const InBandStep &step)
{
    if (step.kind == InBandStep::Kind::Open) {
        if (m_way != Way::In || m_isOpen || m_isFinishing) {
            return "unexpected-request";
        }
        if (step.inMessages || step.blockSize <= 0 || step.blockSize > m_blockSize) { // XEP-0261, 2.3: as it was agreed
            return "resource-constraint";
        }
        m_blockSize = step.blockSize;
        m_isOpen = true;
        Q_EMIT progressed();
        return {};
    }
    if (!m_isOpen) {
        return "item-not-found"; // XEP-0047, 2.2
    }
    if (step.kind == InBandStep::Kind::Close) {
        m_isOpen = false;
        m_isFinishing = true;
        if (m_way == Way::In) {
            Q_EMIT finished();
        } else {
            Q_EMIT broken(Error{ErrorKind::ConnectionLost, u"closed by the other side"_s, {}});
        }
        return {};
    }
    // Nobody asked for these one by one, so how many of them come for nothing is bounded here (expectRequests).
    m_small += step.bytes.size() < smallPiece;
    const char *wrong = m_way != Way::In || step.number != m_number ? "unexpected-request"
        : m_small > mostSmall                                        ? "policy-violation"
        : !step.isReadable || step.bytes.size() > m_blockSize ? "bad-request" : nullptr;
    if (wrong) { // 2.2: because pieces are missing, the stream is closed
        m_isOpen = false;
        m_isFinishing = true;
        Q_EMIT broken(Error{ErrorKind::ProtocolBroken, QString::fromLatin1(wrong), m_peer.toString()});
        return wrong;
    }
    m_number = (m_number + 1) % numbers;
    Q_EMIT came(step.bytes);
    return {};
}

} // namespace jackdaw
