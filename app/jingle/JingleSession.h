// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jingle/ByteStream.h"
#include "jingle/DirectLimits.h"
#include "jingle/SocksWay.h"
#include "xmpp/Jingle.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace jackdaw {

class Connection;
class InBandStream;
struct InBandStep;

/// One Jingle session about one file (XEP-0166, XEP-0234), from the offer to its end, on our side: what was agreed,
/// which way the bytes go, and what may come next. Owned by JingleService, engine thread. Who sends is always who began
/// it. Ends with ended(), once, whatever happens, and hears nothing afterwards; knows no message and no file on disk.
class JingleSession : public QObject
{
    Q_OBJECT
public:
    enum class Role { Sender, Receiver };
    struct Refusal { const char *type; const char *condition; const char *jingle = nullptr; };
    using Answer = std::optional<Refusal>; ///< nothing: it is acknowledged

    /// `ways`: null where bytes go through the servers alone.
    JingleSession(Connection &connection, const Jid &peer, const QString &sid, Role role, const DirectLimits &limits,
                  SocksWays *ways, QObject *parent = nullptr);
    ~JingleSession() override;

    const Jid &peer() const { return m_peer; }
    const QString &sid() const { return m_sid; }
    Role role() const { return m_role; }
    /// Nobody has agreed yet.
    bool isPending() const { return m_phase == Phase::Asked || m_phase == Phase::Pending; }
    bool isEnded() const { return m_phase == Phase::Ended; }

    /// Sender.
    enum class Socks { Try, Leave };
    void offer(const JingleFile &file, Socks socks);
    /// Receiver: what was offered; and from which byte on it is wanted.
    void takeOffer(const JingleStep &step);
    /// May it begin within the file (XEP-0234, 6.4)?
    bool offersRange() const { return m_offersRange; }
    void accept(qint64 offset, Socks socks);
    /// Receiver: all is here, and is what was promised. `heard` is called when the other side's program has that, unless
    /// `context` goes first; perhaps never.
    void confirm(QObject *context, std::function<void()> heard);
    /// Tells the other side, and is ended.
    void end(JingleReason reason, const Error &why);
    /// The other side is gone, or we are: nobody is told.
    void lose(const Error &why);

    /// The steps of the other side, once the service knows that they are.
    Answer take(const JingleStep &step);
    Answer take(const InBandStep &step);
    bool expects(const InBandStep &step) const;

    ByteStream *stream() const { return m_stream; }
    /// Of the way that was agreed last.
    const QString &transportId() const { return m_ours.sid; }
    /// Sender: all bytes are out; the other side may look at them for a while.
    void awaitVerdict();

Q_SIGNALS:
    /// Sender: the other side's program has it, and its user decides.
    void asked();
    void accepted(const jackdaw::JingleFile &wanted);
    /// stream() takes bytes, or gives some from now on.
    void opened();
    /// Sender: all is there.
    void confirmed();
    /// Receiver: the hash comes behind the offer (XEP-0234, 7.1).
    void hashed(const QByteArray &sha256);
    void ended(jackdaw::JingleReason reason, const jackdaw::Error &why);

private:
    enum class Phase { New, Asked, Pending, Opening, Replacing, Open, Ended };

    JingleStep step(JingleAction action) const;
    void send(const JingleStep &step, std::function<void(const Result<QDomElement> &)> done = {});
    void close(JingleReason reason, const Error &why);
    void touch(int milliseconds = 0);
    Answer takeAccept(const JingleStep &step);
    Answer takeReplacement(const JingleStep &step);
    Answer takeReplaced(const JingleStep &step);
    JingleTransport inBand(const QString &sid) const;
    void openInBand(int blockSize);
    void beginSocks(const JingleTransport &theirs);
    void loseSocks();
    void replace();
    void dropStream();
    int agreedBlock(int theirs) const;
    void leaveSocks();
    void setStream(ByteStream *stream);

    Connection &m_connection;
    Jid m_peer;
    QString m_sid;
    Role m_role;
    DirectLimits m_limits;
    SocksWays *m_ways;
    Phase m_phase = Phase::New;
    QString m_creator;
    QString m_content;
    JingleFile m_file;
    bool m_offersRange = false;
    bool m_hasBytes = false; ///< Receiver: some came
    bool m_isLeft = false; ///< Receiver: they say that all is out, and it is not all here yet
    JingleTransport m_ours;   ///< as it was offered or agreed
    JingleTransport m_theirs;
    ByteStream *m_stream = nullptr;
    InBandStream *m_inBand = nullptr; ///< m_stream, or what becomes it
    SocksWay *m_socks = nullptr;
    QTimer m_idle;
};

} // namespace jackdaw
