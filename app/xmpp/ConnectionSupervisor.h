// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Alarm.h"
#include "xmpp/ConnectionSettings.h"
#include "xmpp/Link.h"

#include <memory>

namespace jackdaw {

class Clock;
class SystemEvents;

/// Keeps one Link up and says what it does in one ConnectionStatus. Owned by AccountService, engine thread. Never opens
/// more than six streams a minute, redirects among them, never tries again by itself what only the user can mend, and reads no stanza:
/// Connection does.
class ConnectionSupervisor : public QObject
{
    Q_OBJECT

    // Dead links. QXmpp's keep-alive throws the session away and so doubles messages (facts/qxmpp.md, 2.3); its place
    // is taken by a ping of ours (XEP-0199) after 65 s of silence, given up 20 s later: 0.05 wake-ups a second, and no
    // kernel's keep-alive beside it, which sees neither a server that hangs nor past a proxy. For a message that is not
    // acknowledged it is sent after 7 s and given up 11 s later, or, while other bytes arrive, after a minute at most.
public:
    ConnectionSupervisor(Link &link, const Clock &clock, std::unique_ptr<Alarm> alarm, SystemEvents &system,
                         QObject *parent = nullptr);
    ~ConnectionSupervisor() override;

    const ConnectionStatus &status() const { return m_status; }

    /// From here on the connection is wanted.
    void start(const QString &password);
    /// From the next attempt on: the server has agreed to it in a session.
    void setPassword(const QString &password) { m_password = password; }
    /// With what it goes on; empty where it is not wanted.
    QString password() const { return m_wanted ? m_password : QString(); }
    void stop();
    /// As stop(), but the link stays up for a last word; whoever says it closes the link, before the next start().
    void letGo();
    /// A start() comes after that word.
    void tellStart() { setStatus(ConnectionState::Connecting); }
    /// There is no password; the user is to be asked.
    void needPassword();
    /// The user's wish, so it also tries what was refused.
    void tryNow();
    /// Another connection with the same settings had a session: what goes wrong from here on may be a stranger's doing.
    void noteProvenServer() { m_provenServer = true; }
    /// Ends the session and begins another, after settings changed.
    void restart();

    /// The pause before try number `tries` (from 0), without jitter, in ms.
    static int pauseBefore(int tries);

Q_SIGNALS:
    void statusChanged(const jackdaw::ConnectionStatus &status);

private:
    enum class Trigger { User, System };

    void attempt(Trigger trigger);
    qint64 earliestTry();
    bool mayOpenAnother();
    void forgetOldStreams();
    void beginSession();
    void loseSession(const Error &error);
    void waitAfter(const Error &error);
    void waitUntil(qint64 moment, const std::optional<Error> &error, ConnectionState state);
    Error honest(Error error) const;
    bool mayBeAStrangers(const Error &error) const;

    void ringAt();
    void handleRing();
    void noticeSleep();
    void lookAgain();
    void hear();
    void watchMessages();
    void ping(qint64 patience);
    qint64 pingDue() const;
    void setStatus(ConnectionState state, std::optional<Error> error = {}, qint64 nextTry = 0);

    Link &m_link;
    const Clock &m_clock;
    std::unique_ptr<Alarm> m_alarm;
    SystemEvents &m_system;
    QString m_password;
    ConnectionStatus m_status;

    // All moments are Clock::elapsed(), 0 where there is none.
    bool m_wanted = false;
    bool m_attempting = false;
    bool m_provenServer = false; ///< since the settings are what they are, a session was had
    int m_tries = 0;             ///< that failed, in a row
    QList<qint64> m_recent;      ///< when the latest streams were opened
    int m_streams = 0;           ///< that the running attempt, or the last, opened
    int m_needed = 0;            ///< streams that the next attempt needs, by what the last had no room for
    qint64 m_retryAt = 0;
    qint64 m_startedAt = 0;      ///< of the session
    qint64 m_heardAt = 0;        ///< the last byte
    qint64 m_owedSince = 0;      ///< the oldest message that waits for its acknowledgement
    qint64 m_pingedAt = 0;       ///< a ping that nothing came after yet
    qint64 m_deadAt = 0;         ///< with m_pingedAt: when patience ends
    qint64 m_alarmAt = 0;
    qint64 m_wallOffset = 0;     ///< Clock::now() - elapsed(), as it was
    int m_session = 0;
};

} // namespace jackdaw
