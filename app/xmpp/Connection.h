// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/ConnectionSettings.h"
#include "base/Jid.h"
#include "base/Result.h"
#include "xmpp/FastToken.h"
#include "xmpp/Link.h"
#include "xmpp/OpenRequests.h"
#include "xmpp/RequestLimit.h"

#include <QAbstractSocket>
#include <QDeadlineTimer>
#include <QDomElement>
#include <QObject>
#include <QPointer>
#include <QTimer>
#include <QUrl>
#include <QXmppMessage.h>
#include <QXmppPresence.h>
#include <functional>
#include <memory>
#include <optional>

class QNetworkProxy;
class QSslCertificate;
class QSslConfiguration;
class QSslError;
class QSslSocket;
class QXmlStreamWriter;
class QXmppClient;

namespace jackdaw {

class Clock;
class StanzaRouter;
class StreamGuard;
class TlsPolicy;

/// One stream to one account's server: a QXmppClient without extensions, guarded by a StreamGuard, and made anew when its
/// stream cannot be resumed, so that QXmpp never sends anything twice by itself (facts/qxmpp.md, 2.3).
/// Owned by AccountService, engine thread. Connects when told to; when to try again is ConnectionSupervisor's business.
class Connection : public Link
{
    Q_OBJECT
public:
    enum class Disposition { Pass, Consumed };
    /// What became of a stanza that was sent.
    enum class Delivery {
        Acknowledged, ///< the server has it: it says so (XEP-0198), or, without that, has answered what was asked after it
        Unknown       ///< the stream was lost before it was acknowledged
    };
    using StanzaHandler = std::function<Disposition(const QDomElement &)>;
    using PayloadWriter = std::function<void(QXmlStreamWriter &)>;

    Connection(ConnectionSettings settings, QString userAgent, const Clock &clock, QObject *parent = nullptr);
    ~Connection() override;

    /// In ms. How long one attempt may take, as a whole; each of its steps (name look-up, connecting, what follows); and each
    /// address of the server until it answers. And how long a request waits for its answer.
    struct Patience { int attempt = 120'000; int step = 30'000; int address = 8'000; int request = 30'000; };
    void setPatience(const Patience &patience) { m_patience = patience; }

    const ConnectionSettings &settings() const { return m_settings; }
    void setSettings(ConnectionSettings settings);
    /// For settings().proxy, from the next attempt on.
    void setProxyPassword(const QString &password);
    /// What everything that is fetched for this account goes through; of type DefaultProxy where the account has none.
    QNetworkProxy proxy() const;
    /// With the authorities that this account trusts. Errors: AuthorityFile, AuthorityContent.
    Result<QSslConfiguration> tlsConfiguration() const;

    /// From here on the server is asked for a token where it gives any (XEP-0484), and `kept`, if not empty, serves instead
    /// of the password. What becomes of it is told by tokenChanged.
    void useTokens(const FastToken &kept);
    /// The next sign-in is by password.
    void forgetToken();
    /// The one in use; empty: none.
    FastToken token() const { return m_token.value_or(FastToken()); }

    void open(const QString &password) override;
    void close() override;
    void cut(const Error &why) override;
    bool isOnline() const override { return m_online; }
    bool mayResume() const override;
    bool hasLostItsAddress() const override;
    int unacknowledged() const override { return m_unacknowledged; }
    void ping(QObject *context, std::function<void()> answered) override;
    /// Instead of open(): stops at what the server offers on the encrypted and checked stream, before any login, for
    /// request() to make an account there (XEP-0077, 3.1). Ends in registrationReady or attemptFailed, later in sessionLost.
    void openToRegister();

    /// Instead of open(): signs in with the token that useTokens() was given, only to say that it serves no more (XEP-0484,
    /// 3.6). No session comes of it. Ends in tokenGivenUp or attemptFailed; NotAuthorized: the server knew it no more.
    void openToGiveUpToken();

    /// The next session is a new one, even where the server would resume this.
    void forgetStream() { m_freshClientNeeded = true; }

    /// The full address the server gave us; valid while online.
    const Jid &boundJid() const { return m_bound; }
    /// What this stream announced, before and after the login (RFC 6120, 4.3.2), on TLS.
    const QList<QDomElement> &features() const { return m_features; }
    /// Grows with every stream that is not a resumption of the one before; 0 before the first.
    qint64 streamNumber() const { return m_streamNumber; }

    /// What the server announces about itself when the session begins.
    void setInitialPresence(const QXmppPresence &presence);
    /// XEP-0352. Kept over reconnects.
    void setActive(bool active);

    /// `done` is called once, unless `context` goes first.
    void sendMessage(QXmppMessage &&message, QObject *context, std::function<void(Delivery)> done);
    void sendPresence(const QXmppPresence &presence);
    /// An IQ with one payload element; the answer is checked against the address asked. Errors: Offline, Timeout (30 s),
    /// or what the answer says. `to` invalid: our own account.
    enum class Request { Get, Set };
    void request(Request type, const Jid &to, PayloadWriter payload, QObject *context,
                 std::function<void(Result<QDomElement>)> done, std::optional<QString> id = {});
    /// Answers an IQ request with a payload, or with an error condition (RFC 6120, 8.3.3).
    void answer(const QDomElement &iq, PayloadWriter payload);
    /// `more`: what an extension adds to the condition.
    void refuse(const QDomElement &iq, const char *type, const char *condition, PayloadWriter more = {});

    /// One that somebody typed, as it is. Error: Offline.
    Status sendTyped(const QDomElement &stanza);
    /// Whether what goes over the stream is told by passed().
    enum class Watched { No, Yes };
    void setWatched(Watched watched);
    enum class Way { In, Out };

    /// Handlers in the order they were added; the first that consumes a stanza ends its way.
    void onMessage(StanzaHandler handler);
    void onPresence(StanzaHandler handler);
    /// IQ requests (get and set) whose payload has this namespace.
    void onRequest(QStringView payloadNamespace, StanzaHandler handler);
    /// Requests that we asked for, as the pieces of a file are: they do not count as a flood. Asked of each that comes.
    void expectRequests(std::function<bool(const QDomElement &iq)> isExpected) { m_isExpected = std::move(isExpected); }
    /// Whoever had them goes, before the stream does. Not from within one of them.
    void forgetHandlers();

Q_SIGNALS:
    void registrationReady(const QDomElement &features);
    void tokenGivenUp();
    /// The server gave a token, or does not take the one it gave any more (empty).
    void tokenChanged(const jackdaw::FastToken &token);
    /// The server proved to know the password by a mechanism that is stronger than settings().strongestMechanism was.
    void strongerMechanismUsed(const QString &mechanism);
    /// What went over the stream, without passwords and tokens; only while it is watched.
    void passed(jackdaw::Connection::Way way, const QString &xml);
    /// A run of messages is over (StreamGuard::runEnded); handlers that gather messages are to deal with them now.
    void runEnded();
    /// A new session's presence is out (RFC 6121, 4.2): from here on what others say comes to us.
    void announced();

protected:
    /// One that is not connected; tests have one of another QXmpp.
    virtual std::unique_ptr<QXmppClient> newClient() const;

private:
    void start(const QString &password);
    bool handleFeatures(const QDomElement &features);
    void makeClient();
    void dropClient();
    void handleConnected();
    void handleDisconnected();
    void failAttempt(const Error &error);
    void begin();
    void startAgain();
    void followRedirect(const QString &host);
    bool dropRefusedToken(const Error &error);
    void noteMechanism();
    void announceAgain(Session session);
    void countUnacknowledged(int change);
    void askForWritten();
    void settleWritten(const Result<QDomElement> &answer);
    void stopLookUps();
    void watchHost(const QString &host);
    std::optional<Error> hostError() const;
    void handleSocketState(QAbstractSocket::SocketState state);
    void beginStep();
    void leaveAddress();
    void endAttempt();
    void handleSslErrors(const QList<QSslError> &errors);
    bool takesMore();
    void handleEncrypted();
    void watchTls(QSslSocket &socket);
    TlsPolicy tlsPolicy() const;
    Result<QList<QSslCertificate>> authorities() const;

    ConnectionSettings m_settings;
    QString m_userAgent;
    const Clock &m_clock;
    QString m_password;
    std::optional<FastToken> m_token; ///< nothing: tokens are not asked for; empty: there is none yet
    QString m_proxyPassword;
    QXmppPresence m_initialPresence;

    std::unique_ptr<QXmppClient> m_client;
    StanzaRouter *m_router = nullptr;  ///< owned by m_client
    StreamGuard *m_guard = nullptr;    ///< owned by m_client

    OpenRequests m_requests;
    QList<StanzaHandler> m_messageHandlers;
    QList<StanzaHandler> m_presenceHandlers;
    QList<std::pair<QString, StanzaHandler>> m_requestHandlers;
    std::function<bool(const QDomElement &iq)> m_isExpected;
    RequestLimit m_requestLimit;

    enum class Purpose { SignIn, Register, GiveUpToken };
    Purpose m_purpose = Purpose::SignIn;
    enum class Phase { Idle, Connecting, Registering, Online, Closing };
    Phase m_phase = Phase::Idle;
    bool m_online = false;
    bool m_active = true;
    Watched m_watched = Watched::No;
    bool m_freshClientNeeded = true;
    bool m_presenceChanged = false; ///< since the running attempt was given one
    bool m_presenceStale = false;   ///< what the server has of the last session is an older one
    int m_unacknowledged = 0;       ///< messages given to m_client
    struct Written { QPointer<QObject> context; std::function<void(Delivery)> done; };
    QList<Written> m_written;       ///< without stream management: in the socket, no more is known
    qsizetype m_writtenAsked = 0;   ///< how many of them, from the first, the open question tells of
    bool m_asksForWritten = false;
    Jid m_bound;
    QList<QDomElement> m_features;
    qint64 m_streamNumber = 0;
    qint64 m_lostAt = 0; ///< Clock::elapsed() when the last session was lost
    std::optional<Error> m_error;
    QUrl m_redirect;     ///< where the running attempt was sent: a host, perhaps a port
    int m_redirects = 0; ///< of the running attempt
    struct Hosts { QString refused; bool anyTried = false; };
    Hosts m_hosts;       ///< of the running attempt: the latest, if WayOut forbids it; and whether there was one to be asked
    int m_attempt = 0;
    Patience m_patience;
    QDeadlineTimer m_attemptEnds;
    QTimer m_attemptTimer; ///< of the step that runs
    QTimer m_addressTimer; ///< of the address that is tried

    friend class StanzaRouter;
};

} // namespace jackdaw
