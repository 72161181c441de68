// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/ConnectionSupervisor.h"

#include "base/Clock.h"
#include "base/Log.h"
#include "base/OnionName.h"
#include "xmpp/ConnectionErrors.h"
#include "xmpp/SystemEvents.h"

#include <QRandomGenerator>

namespace jackdaw {

namespace {

// In ms.
constexpr qint64 shortestPause = 1'000;
constexpr qint64 longestPause = 300'000;
/// Where trying sooner would only annoy: the server's rules, a captive portal, a certificate.
constexpr qint64 patientPause = 60'000;
constexpr int streamsAMinute = 6;
constexpr qint64 minute = 61'000; // and what a coarse timer may err
/// A session that ends sooner than this does not make the next pause short again.
constexpr qint64 stableSession = 10'000;

constexpr qint64 silence = 65'000;
constexpr qint64 silenceOwed = 7'000;
constexpr qint64 patience = 20'000;
constexpr qint64 patienceOwed = 11'000;
/// After the computer slept or changed its network, where a dead link is likely.
constexpr qint64 patienceUrgent = 8'000;
/// Bytes that arrive show that the link lives, but not for ever that a message does.
constexpr qint64 longestOwed = 60'000;
/// An attempt that is older than this when the network changes speaks to the old one.
constexpr qint64 staleAttempt = 3'000;
constexpr qint64 sleepNoticed = 10'000;
/// A deadline this near has come: coarse timers ring early too.
constexpr qint64 slack = 1'000;

/// Refused here and now, but perhaps not by our server: somebody in between may have answered in its place.
bool mayComeFromTheNetwork(ErrorKind kind)
{
    return kind == ErrorKind::Certificate || kind == ErrorKind::TlsRequired || kind == ErrorKind::UnsafeLogin;
}

qint64 shortestPauseAfter(const Error &error)
{
    const bool patient = error.kind == ErrorKind::PolicyViolation || error.kind == ErrorKind::CaptivePortal
        || mayComeFromTheNetwork(error.kind) || needsTor(error);
    return patient ? patientPause : shortestPause;
}

} // namespace

ConnectionSupervisor::ConnectionSupervisor(Link &link, const Clock &clock, std::unique_ptr<Alarm> alarm, SystemEvents &system,
                                           QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_clock(clock)
    , m_alarm(std::move(alarm))
    , m_system(system)
    , m_wallOffset(clock.now() - clock.elapsed())
{
    m_alarm->onRing([this] { handleRing(); });
    connect(&link, &Link::attemptStarted, this, [this] {
        m_recent.append(m_clock.elapsed());
        ++m_streams;
    });
    link.askBeforeMoreStreams([this] { return mayOpenAnother(); });
    connect(&link, &Link::attemptFailed, this, &ConnectionSupervisor::waitAfter);
    connect(&link, &Link::sessionStarted, this, &ConnectionSupervisor::beginSession);
    connect(&link, &Link::sessionLost, this, &ConnectionSupervisor::loseSession);
    connect(&link, &Link::bytesReceived, this, &ConnectionSupervisor::hear);
    connect(&link, &Link::unacknowledgedChanged, this, &ConnectionSupervisor::watchMessages);
    connect(&system, &SystemEvents::networkChanged, this, &ConnectionSupervisor::lookAgain);
    connect(&system, &SystemEvents::wokeUp, this, &ConnectionSupervisor::lookAgain);
}

ConnectionSupervisor::~ConnectionSupervisor()
{
    m_link.askBeforeMoreStreams({});
}

int ConnectionSupervisor::pauseBefore(int tries)
{
    static constexpr int seconds[] = {1, 2, 5, 10, 20, 45, 90, 180, 300};
    return 1000 * seconds[qBound(0, tries, int(std::size(seconds)) - 1)];
}

// What is wanted

void ConnectionSupervisor::start(const QString &password)
{
    if (m_wanted && m_attempting && password != m_password) {
        m_link.close(); // what runs has the old one
        m_attempting = false;
    }
    m_wanted = true;
    m_password = password;
    m_tries = 0;
    attempt(Trigger::User);
}

void ConnectionSupervisor::restart()
{
    m_provenServer = false;
    if (m_wanted) {
        m_link.close();
        m_attempting = false;
        m_tries = 0;
        attempt(Trigger::User);
    }
}

void ConnectionSupervisor::stop()
{
    m_wanted = false;
    m_attempting = false;
    m_link.close();
    letGo();
}

void ConnectionSupervisor::letGo()
{
    m_wanted = false;
    m_retryAt = 0;
    ringAt();
    setStatus(ConnectionState::SignedOut);
}

void ConnectionSupervisor::needPassword()
{
    m_wanted = false;
    m_retryAt = 0;
    ringAt();
    setStatus(ConnectionState::NeedsPassword);
}

void ConnectionSupervisor::tryNow()
{
    if (m_wanted) {
        m_tries = 0;
        attempt(Trigger::User);
    }
}

// Trying

void ConnectionSupervisor::attempt(Trigger trigger)
{
    if (!m_wanted || m_attempting || m_link.isOnline()) {
        return;
    }
    const bool quiet = trigger == Trigger::System && m_status.state == ConnectionState::Refused;
    if (const qint64 earliest = earliestTry(); earliest > m_clock.elapsed()) {
        const bool waited = m_status.state == ConnectionState::Waiting;
        waitUntil(earliest, waited || quiet ? m_status.error : std::nullopt,
                  quiet ? ConnectionState::Refused : ConnectionState::Waiting);
        return;
    }
    m_retryAt = 0;
    m_attempting = true;
    m_streams = 0;
    if (!quiet) { // what asks for the user goes on asking until it is mended
        setStatus(ConnectionState::Connecting, m_status.error);
    }
    m_link.open(m_password);
    ringAt();
}

/// When the next stream may be opened, for there to be no more than six in any minute.
qint64 ConnectionSupervisor::earliestTry()
{
    forgetOldStreams();
    const qsizetype needed = qMax(m_needed, m_link.mayResume() ? 2 : 1);
    const qsizetype tooMany = m_recent.size() + needed - streamsAMinute;
    return tooMany <= 0 ? 0 : m_recent.at(qMin(tooMany, m_recent.size()) - 1) + minute;
}

void ConnectionSupervisor::forgetOldStreams()
{
    m_recent.removeIf([now = m_clock.elapsed()](qint64 opened) { return now - opened >= minute; });
}

/// What an attempt is redirected to counts as well. One that gets too long for its minute begins again when there is room.
bool ConnectionSupervisor::mayOpenAnother()
{
    forgetOldStreams();
    const bool may = m_recent.size() < streamsAMinute;
    if (!may) {
        m_needed = qMin(streamsAMinute, m_streams + 1);
    }
    return may;
}

void ConnectionSupervisor::beginSession()
{
    const qint64 now = m_clock.elapsed();
    ++m_session;
    m_attempting = false;
    m_provenServer = true;
    m_needed = 0;
    m_retryAt = 0;
    m_startedAt = m_heardAt = now;
    m_pingedAt = 0;
    m_owedSince = m_link.unacknowledged() > 0 ? now : 0; // what a resumed session repeats
    setStatus(ConnectionState::Online);
    ringAt();
}

void ConnectionSupervisor::loseSession(const Error &error)
{
    if (m_clock.elapsed() - m_startedAt >= stableSession) {
        m_tries = 0;
    }
    waitAfter(error);
}

void ConnectionSupervisor::waitAfter(const Error &reported)
{
    m_attempting = false;
    if (!m_wanted) {
        return;
    }
    const Error error = honest(reported);
    const bool again = isWorthRetrying(error);
    // With a server that was seen to be the right one, a foreign certificate is more likely a stranger's than its own.
    if (!again && !(m_provenServer && mayBeAStrangers(error))) {
        m_retryAt = 0;
        ringAt();
        setStatus(ConnectionState::Refused, error);
        return;
    }
    // A quarter up or down, so that a server that comes back does not meet all its clients in one moment.
    // A server that says that it stops is mostly back soon; where it is not, the next tries tell.
    const int tries = error.kind == ErrorKind::ServerShutdown ? qMin(m_tries, 1) : m_tries++;
    const qint64 pause = qMax<qint64>(pauseBefore(tries), shortestPauseAfter(error));
    const qint64 least = qMax(shortestPauseAfter(error), pause * 3 / 4);
    const qint64 most = qMin(longestPause, pause * 5 / 4);
    const qint64 chosen = least + QRandomGenerator::global()->bounded(most - least + 1);
    waitUntil(qMax(m_clock.elapsed() + chosen, earliestTry()), error, again ? ConnectionState::Waiting : ConnectionState::Refused);
}

void ConnectionSupervisor::waitUntil(qint64 moment, const std::optional<Error> &error, ConnectionState state)
{
    m_retryAt = moment;
    ringAt();
    setStatus(state, error, state == ConnectionState::Waiting ? m_clock.now() + moment - m_clock.elapsed() : 0);
}

/// That the way leads to Tor is a matter of the settings, unless they led to a session before: then a forged record says so.
bool ConnectionSupervisor::mayBeAStrangers(const Error &error) const
{
    return mayComeFromTheNetwork(error.kind) || (m_provenServer && needsTor(error));
}

/// What somebody in between says in the server's place is not the server's fault.
Error ConnectionSupervisor::honest(Error error) const
{
    const bool theServersWord = error.kind == ErrorKind::NotAuthorized || error.kind == ErrorKind::Conflict
        || error.kind == ErrorKind::Forbidden || error.kind == ErrorKind::WrongIdentity;
    const bool ours = needsTor(error) && !mayBeAStrangers(error);
    if (!theServersWord && !ours && m_system.isBehindCaptivePortal()) {
        error.kind = ErrorKind::CaptivePortal;
    }
    return error;
}

// Watching

void ConnectionSupervisor::ringAt()
{
    qint64 next = m_retryAt;
    if (m_wanted && m_link.isOnline()) {
        next = m_pingedAt > 0 ? m_deadAt : pingDue();
    }
    if (next == m_alarmAt) {
        return;
    }
    m_alarmAt = next;
    if (next == 0) {
        m_alarm->clear();
    } else {
        m_alarm->set(qMax<qint64>(0, next - m_clock.elapsed()));
    }
}

void ConnectionSupervisor::handleRing()
{
    noticeSleep();
    m_alarmAt = 0;
    const qint64 now = m_clock.elapsed() + slack;
    if (m_retryAt > 0 && now >= m_retryAt) {
        attempt(Trigger::System);
    } else if (m_wanted && m_link.isOnline()) {
        if (m_pingedAt > 0 && now >= m_deadAt) {
            m_link.cut(Error{ErrorKind::Timeout, QStringLiteral("no answer to a ping"), {}});
        } else if (m_pingedAt == 0 && now >= pingDue()) {
            ping(m_owedSince > 0 ? patienceOwed : patience);
        }
    }
    ringAt();
}

/// The steady clock stands still in sleep and the wall clock does not; a program that was stopped wakes late.
void ConnectionSupervisor::noticeSleep()
{
    const qint64 offset = m_clock.now() - m_clock.elapsed();
    const bool slept = offset - m_wallOffset >= sleepNoticed;
    const bool stopped = m_alarmAt > 0 && m_clock.elapsed() - m_alarmAt >= sleepNoticed;
    m_wallOffset = offset;
    if (slept || stopped) {
        lookAgain();
    }
}

/// What was true may not be any more: finds out now.
void ConnectionSupervisor::lookAgain()
{
    m_wallOffset = m_clock.now() - m_clock.elapsed();
    if (!m_wanted) {
        return;
    }
    m_tries = 0;
    if (m_link.isOnline()) {
        if (m_link.hasLostItsAddress()) {
            m_link.cut(Error{ErrorKind::ConnectionLost, QStringLiteral("the address of this computer changed"), {}});
        } else {
            ping(patienceUrgent);
        }
    } else if (m_attempting) {
        if (!m_recent.isEmpty() && m_clock.elapsed() - m_recent.last() >= staleAttempt) {
            m_link.cut(Error{ErrorKind::ConnectionLost, QStringLiteral("the network changed"), {}});
        }
    } else if (m_status.state == ConnectionState::Waiting
               || (m_status.state == ConnectionState::Refused && m_status.error && mayBeAStrangers(*m_status.error))) {
        attempt(Trigger::System);
    }
    ringAt();
}

void ConnectionSupervisor::hear()
{
    m_heardAt = m_clock.elapsed();
    if (m_pingedAt == 0) {
        return;
    }
    if (m_owedSince > 0) { // only the answer tells of a message that was not acknowledged; it may stand behind much else
        m_deadAt = qMax(m_deadAt, qMin(m_heardAt + patienceOwed, m_owedSince + longestOwed));
    } else {
        m_pingedAt = 0;
    }
    ringAt();
}

void ConnectionSupervisor::watchMessages()
{
    const bool owed = m_link.unacknowledged() > 0;
    if (owed == (m_owedSince > 0) || !m_link.isOnline()) {
        return;
    }
    m_owedSince = owed ? m_clock.elapsed() : 0;
    if (!owed) {
        m_pingedAt = 0; // the server has acknowledged: as good as an answer
    } else if (m_pingedAt > 0) {
        m_deadAt = qMin(m_deadAt, m_owedSince + silenceOwed + patienceOwed);
    }
    ringAt();
}

void ConnectionSupervisor::ping(qint64 patienceNow)
{
    const qint64 now = m_clock.elapsed();
    if (m_pingedAt > 0) {
        m_deadAt = qMin(m_deadAt, now + patienceNow);
        return;
    }
    m_pingedAt = now;
    m_deadAt = now + patienceNow;
    m_link.ping(this, [this, session = m_session, now] {
        if (session != m_session) {
            return;
        }
        m_pingedAt = 0;
        if (m_owedSince <= now) {
            // The server handles a stream in order (RFC 6120, 10.1): it has the messages, and acknowledges none.
            m_owedSince = 0;
        }
        ringAt();
    });
}

qint64 ConnectionSupervisor::pingDue() const
{
    return m_owedSince > 0 ? m_owedSince + silenceOwed : m_heardAt + silence;
}

void ConnectionSupervisor::setStatus(ConnectionState state, std::optional<Error> error, qint64 nextTry)
{
    const ConnectionStatus status{state, std::move(error), nextTry};
    if (status != m_status) {
        m_status = status;
        Q_EMIT statusChanged(status);
    }
}

} // namespace jackdaw
