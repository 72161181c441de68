// SPDX-License-Identifier: GPL-3.0-or-later
#include "jingle/JingleSession.h"

#include "jingle/InBandStream.h"
#include "jingle/SocksStream.h"
#include "jingle/SocksWays.h"
#include "xmpp/Connection.h"

#include <QTcpSocket>
#include <QUuid>
#include <QXmlStreamWriter>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

QString newStreamId()
{
    return QUuid::createUuid().toString(QUuid::Id128); // unguessable: who knows it may connect
}

constexpr JingleSession::Refusal outOfOrder{"wait", "unexpected-request", "out-of-order"};
constexpr JingleSession::Refusal tieBreak{"cancel", "conflict", "tie-break"};
constexpr JingleSession::Refusal badRequest{"modify", "bad-request"};

} // namespace

JingleSession::JingleSession(Connection &connection, const Jid &peer, const QString &sid, Role role,
                             const DirectLimits &limits, SocksWays *ways, QObject *parent)
    : QObject(parent), m_connection(connection), m_peer(peer), m_sid(sid), m_role(role), m_limits(limits), m_ways(ways)
{
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        if (m_isLeft && !isEnded()) {
            close(JingleReason::Success, {});
        } else {
            end(JingleReason::Timeout, Error{ErrorKind::Timeout, {}, m_peer.toString()});
        }
    });
}

JingleSession::~JingleSession() = default;

JingleStep JingleSession::step(JingleAction action) const
{
    JingleStep out;
    out.action = action;
    out.sid = m_sid;
    out.creator = m_creator;
    out.content = m_content;
    return out;
}

void JingleSession::send(const JingleStep &step, std::function<void(const Result<QDomElement> &)> done)
{
    const QString own = m_connection.boundJid().toString();
    m_connection.request(Connection::Request::Set, m_peer, [step, own](QXmlStreamWriter &writer) {
        writeJingle(writer, step, own, own);
    }, this, [this, done = std::move(done)](const Result<QDomElement> &answer) {
        if (isEnded()) {
            return;
        }
        if (done) {
            done(answer);
        } else if (!answer) { // XEP-0166, 6.4: whoever does not know the session has none
            lose(answer.error());
        }
    });
}

void JingleSession::touch(int milliseconds)
{
    m_idle.start(milliseconds > 0 ? milliseconds : m_isLeft ? m_limits.idle / 10 : m_limits.idle);
}

// The sender's side

JingleTransport JingleSession::inBand(const QString &sid) const
{
    JingleTransport out;
    out.kind = JingleTransport::Kind::InBand;
    out.sid = sid;
    out.blockSize = m_limits.blockSize;
    return out;
}

void JingleSession::offer(const JingleFile &file, Socks socks)
{
    Q_ASSERT(m_role == Role::Sender && m_phase == Phase::New);
    m_creator = u"initiator"_s;
    m_content = u"file"_s;
    m_file = file;
    m_phase = Phase::Asked;
    const auto ask = [this](const JingleTransport &transport) {
        if (m_phase != Phase::Asked) {
            return; // ended while places were looked for
        }
        m_ours = transport;
        JingleStep first = step(JingleAction::Initiate);
        first.file = m_file;
        first.transport = m_ours;
        send(first, [this](const Result<QDomElement> &answer) {
            if (!answer) {
                lose(answer.error());
            } else if (m_phase == Phase::Asked) {
                m_phase = Phase::Pending;
                Q_EMIT asked();
            }
        });
    };
    if (socks == Socks::Leave || !m_ways || !m_ways->isOpen()) {
        ask(inBand(newStreamId()));
        return;
    }
    m_socks = new SocksWay(m_connection, *m_ways, m_peer, newStreamId(), SocksWay::Role::Initiator, m_limits, this);
    m_socks->prepare({}, ask);
}

JingleSession::Answer JingleSession::takeAccept(const JingleStep &step)
{
    if (m_role != Role::Sender || !isPending()) {
        return outOfOrder;
    }
    if (step.transport.kind != m_ours.kind || step.transport.sid != m_ours.sid) {
        QMetaObject::invokeMethod(this, [this] {
            end(JingleReason::FailedTransport,
                Error{ErrorKind::ProtocolBroken, u"another transport than was offered"_s, m_peer.toString()});
        }, Qt::QueuedConnection); // behind the acknowledgement
        return {};
    }
    m_phase = Phase::Opening;
    m_theirs = step.transport;
    touch();
    QMetaObject::invokeMethod(this, [this, wanted = step.file.value_or(JingleFile())] {
        if (m_phase != Phase::Opening) {
            return;
        }
        Q_EMIT accepted(wanted);
        if (m_phase != Phase::Opening) {
            return; // it is not to go any more
        }
        if (m_ours.kind == JingleTransport::Kind::InBand) {
            openInBand(m_theirs.blockSize);
        } else {
            beginSocks(m_theirs);
        }
    }, Qt::QueuedConnection);
    return {};
}

/// The smaller one of both sizes counts (XEP-0261, 2.2).
int JingleSession::agreedBlock(int theirs) const
{
    return theirs > 0 ? std::min(theirs, m_limits.blockSize) : m_limits.blockSize;
}

void JingleSession::openInBand(int blockSize)
{
    if (isEnded()) {
        return; // what was to be said before could not be
    }
    const int size = agreedBlock(blockSize);
    if (size < m_limits.leastBlock) { // a stanza for each byte, with its answer, is no way for a file
        end(JingleReason::FailedTransport, Error{ErrorKind::Unavailable, u"pieces that are too small"_s, m_peer.toString()});
        return;
    }
    const bool isOut = m_role == Role::Sender;
    m_inBand = new InBandStream(m_connection, m_peer, m_ours.sid, size, m_limits.inFlight,
                                isOut ? InBandStream::Way::Out : InBandStream::Way::In, this);
    setStream(m_inBand);
    if (isOut) {
        m_inBand->open();
    }
}

void JingleSession::setStream(ByteStream *stream)
{
    m_stream = stream;
    m_phase = Phase::Open;
    connect(stream, &ByteStream::progressed, this, [this] { touch(); });
    connect(stream, &ByteStream::came, this, [this](const QByteArray &piece) {
        if (!piece.isEmpty()) { // nothing is no progress
            m_hasBytes = true;
            touch();
        }
    });
    connect(stream, &ByteStream::broken, this, [this](const Error &why) { end(JingleReason::FailedTransport, why); });
    touch();
    Q_EMIT opened();
}

void JingleSession::awaitVerdict()
{
    if (!isEnded()) {
        touch(m_limits.settle);
    }
}

// The receiver's side

void JingleSession::takeOffer(const JingleStep &step)
{
    Q_ASSERT(m_role == Role::Receiver && m_phase == Phase::New);
    m_phase = Phase::Pending;
    m_creator = step.creator;
    m_content = step.content;
    m_file = *step.file;
    m_offersRange = m_file.range.has_value();
    m_theirs = step.transport;
}

void JingleSession::accept(qint64 offset, Socks socks)
{
    if (m_role != Role::Receiver || m_phase != Phase::Pending) {
        return;
    }
    m_phase = Phase::Opening;
    m_file.range = JingleFile::Range{offset, -1};
    touch();
    const auto answer = [this](const JingleTransport &transport) {
        if (m_phase != Phase::Opening) {
            return; // ended, or another way was agreed on, while places were looked for
        }
        m_ours = transport;
        JingleStep accepting = step(JingleAction::Accept);
        accepting.file = m_file;
        accepting.transport = m_ours;
        send(accepting);
        if (m_ours.kind == JingleTransport::Kind::InBand) {
            openInBand(m_ours.blockSize);
        } else {
            beginSocks(m_theirs);
        }
    };
    if (m_theirs.kind == JingleTransport::Kind::InBand) {
        JingleTransport transport = inBand(m_theirs.sid);
        transport.blockSize = agreedBlock(m_theirs.blockSize);
        answer(transport);
        return;
    }
    if (socks == Socks::Leave || !m_ways || !m_ways->isOpen()) {
        // We offer nothing and try nothing; the other side falls back (XEP-0260, 3).
        JingleTransport none;
        none.kind = JingleTransport::Kind::Socks;
        none.sid = m_theirs.sid;
        answer(none);
        return;
    }
    m_socks = new SocksWay(m_connection, *m_ways, m_peer, m_theirs.sid, SocksWay::Role::Responder, m_limits, this);
    m_socks->prepare(m_theirs, answer);
}

void JingleSession::confirm(QObject *context, std::function<void()> heard)
{
    if (isEnded()) {
        return;
    }
    JingleStep info = step(JingleAction::Info);
    info.said = JingleStep::Said::Received; // XEP-0234, 7.2
    const QString own = m_connection.boundJid().toString();
    m_connection.request(Connection::Request::Set, m_peer, [info, own](QXmlStreamWriter &writer) {
        writeJingle(writer, info, own, own);
    }, context, [heard = std::move(heard)](const Result<QDomElement> &answer) {
        // Who does not know the session any more, or this step of it, has heard of its end all the same.
        const bool isLost = !answer && (answer.error().kind == ErrorKind::Timeout || answer.error().kind == ErrorKind::Offline
            || answer.error().kind == ErrorKind::ConnectionLost || answer.error().kind == ErrorKind::Cancelled
            || answer.error().kind == ErrorKind::Unavailable);
        if (!isLost) {
            heard();
        }
    });
    end(JingleReason::Success, {});
}

// The way of the bytes

void JingleSession::beginSocks(const JingleTransport &theirs)
{
    if (isEnded()) {
        return;
    }
    if (!m_socks) {
        JingleStep info = step(JingleAction::TransportInfo);
        info.transport.kind = JingleTransport::Kind::Socks;
        info.transport.sid = m_ours.sid;
        info.transport.hasNone = true;
        send(info);
        return;
    }
    connect(m_socks, &SocksWay::said, this, [this](const JingleTransport &transport) {
        JingleStep info = step(JingleAction::TransportInfo);
        info.transport = transport;
        touch();
        send(info);
    });
    connect(m_socks, &SocksWay::reached, this, [this](QTcpSocket *socket) {
        leaveSocks();
        setStream(new SocksStream(socket, m_role == Role::Sender ? SocksStream::Way::Out : SocksStream::Way::In, this));
        m_stream->progressed();
    });
    connect(m_socks, &SocksWay::failed, this, &JingleSession::loseSocks);
    m_socks->begin(theirs);
}

/// It lives until the next turn, and is not heard any more: it may reach somebody even then.
void JingleSession::leaveSocks()
{
    if (m_socks) {
        m_socks->disconnect(this);
        m_socks->deleteLater();
        m_socks = nullptr;
    }
}

/// XEP-0260, 3: who began it brings the bytes through the servers; the other one waits for that, but where it alone may know
/// that nothing comes.
void JingleSession::loseSocks()
{
    const bool isChosen = m_socks && m_socks->isNominated();
    leaveSocks();
    touch();
    if (m_phase == Phase::Opening && (m_role == Role::Sender || isChosen)) {
        replace();
    }
}

void JingleSession::replace()
{
    m_phase = Phase::Replacing;
    m_ours = inBand(newStreamId());
    JingleStep replacement = step(JingleAction::TransportReplace);
    replacement.transport = m_ours;
    send(replacement, [this](const Result<QDomElement> &answer) {
        if (!answer && m_phase == Phase::Replacing) {
            // XEP-0166, 7.2: theirs goes before ours, and is on its way, or they know no other.
            if (m_role == Role::Receiver && answer.error().kind == ErrorKind::Conflict) {
                m_phase = Phase::Opening;
            } else {
                lose(answer.error());
            }
        }
    });
}

/// Of a way on which nothing has come.
void JingleSession::dropStream()
{
    if (m_stream) {
        m_stream->disconnect();
        m_stream->deleteLater();
        m_stream = nullptr;
    }
}

JingleSession::Answer JingleSession::takeReplacement(const JingleStep &step)
{
    if (m_role == Role::Sender && m_phase == Phase::Replacing) { // XEP-0166, 7.2: what who began it asks for goes before that
        return tieBreak;
    }
    // Who chose a place that the other side never came to may think that it is open (XEP-0260, 2.4); not where bytes came.
    const bool isSocks = m_ours.kind == JingleTransport::Kind::Socks && !m_inBand && !m_hasBytes;
    const bool mayBeReplaced = (isSocks && (m_phase == Phase::Open || m_phase == Phase::Opening))
        || (m_role == Role::Receiver && m_phase == Phase::Replacing);
    if (!mayBeReplaced) {
        return outOfOrder;
    }
    touch();
    QMetaObject::invokeMethod(this, [this, transport = step.transport] {
        if (isEnded() || m_inBand || m_hasBytes) {
            return;
        }
        if (transport.kind != JingleTransport::Kind::InBand || transport.sid.isEmpty()) {
            JingleStep refusal = this->step(JingleAction::TransportReject);
            refusal.transport = transport;
            send(refusal);
            return;
        }
        leaveSocks();
        dropStream();
        m_ours = inBand(transport.sid);
        m_ours.blockSize = agreedBlock(transport.blockSize);
        JingleStep agreement = this->step(JingleAction::TransportAccept);
        agreement.transport = m_ours;
        send(agreement);
        openInBand(m_ours.blockSize);
    }, Qt::QueuedConnection);
    return {};
}

JingleSession::Answer JingleSession::takeReplaced(const JingleStep &step)
{
    if (m_phase != Phase::Replacing) {
        return outOfOrder;
    }
    touch();
    const bool isAgreed = step.action == JingleAction::TransportAccept
        && step.transport.kind == JingleTransport::Kind::InBand && step.transport.sid == m_ours.sid;
    if (isAgreed && m_role == Role::Receiver) {
        openInBand(step.transport.blockSize); // what opens it may stand right behind this step
        return {};
    }
    QMetaObject::invokeMethod(this, [this, isAgreed, size = step.transport.blockSize] {
        if (m_phase != Phase::Replacing) {
            return;
        }
        if (isAgreed) {
            openInBand(size);
        } else {
            end(JingleReason::FailedTransport,
                Error{ErrorKind::Unavailable, u"no way that both can go"_s, m_peer.toString()});
        }
    }, Qt::QueuedConnection);
    return {};
}

// What the other side says

JingleSession::Answer JingleSession::take(const JingleStep &step)
{
    if (isEnded()) {
        return Refusal{"cancel", "item-not-found", "unknown-session"};
    }
    switch (step.action) {
    case JingleAction::Initiate:
        return m_role == Role::Sender ? Answer(tieBreak) : Answer(outOfOrder);
    case JingleAction::Accept:
        return takeAccept(step);
    case JingleAction::TransportReplace:
        return takeReplacement(step);
    case JingleAction::TransportAccept: case JingleAction::TransportReject:
        return takeReplaced(step);
    case JingleAction::TransportInfo:
        if (step.transport.kind != JingleTransport::Kind::Socks || isPending() || m_phase == Phase::New) {
            return outOfOrder;
        }
        if (step.transport.sid != m_ours.sid && m_ours.kind == JingleTransport::Kind::Socks) {
            return badRequest;
        }
        if (m_socks) {
            QMetaObject::invokeMethod(m_socks, [this, way = m_socks, info = step.transport] {
                if (way == m_socks && !way->take(info)) {
                    end(JingleReason::FailedTransport,
                        Error{ErrorKind::ProtocolBroken, u"an unknown candidate"_s, m_peer.toString()});
                }
            }, Qt::QueuedConnection);
        } else if (m_role == Role::Sender && m_phase == Phase::Opening && step.transport.hasNone) {
            QMetaObject::invokeMethod(this, &JingleSession::loseSocks, Qt::QueuedConnection);
        }
        return {}; // late ones of a way that is given up mean nothing
    case JingleAction::Info:
        if (step.said == JingleStep::Said::Unknown) {
            return Refusal{"modify", "feature-not-implemented", "unsupported-info"};
        }
        if (step.said == JingleStep::Said::Received && m_role == Role::Sender) {
            QMetaObject::invokeMethod(this, &JingleSession::confirmed, Qt::QueuedConnection);
        } else if (step.said == JingleStep::Said::Checksum && m_role == Role::Receiver && step.file
                   && !step.file->sha256.isEmpty()) {
            Q_EMIT hashed(step.file->sha256);
        }
        return {};
    case JingleAction::Terminate: {
        // Acknowledged first: whoever listens may end with us.
        const Error why{step.reason == JingleReason::Timeout ? ErrorKind::Timeout : ErrorKind::ConnectionLost,
                        u"ended by the other side"_s, m_peer.toString()};
        QMetaObject::invokeMethod(this, [this, reason = step.reason, why] {
            if (isEnded()) {
                return;
            }
            // Their last bytes may still be on their way here, which is another one than that of this word.
            const bool isComing = reason == JingleReason::Success && m_role == Role::Receiver && m_stream && !m_inBand;
            if (isComing && !m_isLeft) {
                m_isLeft = true;
                touch();
                return;
            }
            close(reason == JingleReason::None ? JingleReason::Other : reason, why);
        }, Qt::QueuedConnection);
        return {};
    }
    case JingleAction::ContentAdd: case JingleAction::Other:
        break;
    }
    return Refusal{"cancel", "feature-not-implemented"};
}

JingleSession::Answer JingleSession::take(const InBandStep &step)
{
    if (isEnded() || !m_inBand || m_inBand->sid() != step.sid) {
        return Refusal{"cancel", "item-not-found"};
    }
    const auto wrong = m_inBand->take(step);
    return wrong ? Answer(Refusal{"cancel", *wrong}) : Answer();
}

bool JingleSession::expects(const InBandStep &step) const
{
    return !isEnded() && m_inBand && m_inBand->isOpen() && m_inBand->sid() == step.sid;
}

void JingleSession::end(JingleReason reason, const Error &why)
{
    if (isEnded()) {
        return;
    }
    if (m_phase != Phase::New && m_connection.isOnline()) {
        JingleStep last = step(JingleAction::Terminate);
        last.reason = reason;
        send(last, [](const Result<QDomElement> &) {});
    }
    close(reason, why);
}

void JingleSession::lose(const Error &why)
{
    if (!isEnded()) {
        close(JingleReason::None, why);
    }
}

void JingleSession::close(JingleReason reason, const Error &why)
{
    m_phase = Phase::Ended;
    m_idle.stop();
    leaveSocks();
    dropStream(); // whoever else listens would take its last bytes for those of the next session
    m_inBand = nullptr;
    Q_EMIT ended(reason, why);
}

} // namespace jackdaw
