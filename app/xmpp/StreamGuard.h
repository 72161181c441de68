// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"
#include "base/Result.h"
#include "xmpp/AttributeLimit.h"
#include "xmpp/EarlyStanzas.h"
#include "xmpp/LoginGuard.h"

#include <QByteArray>
#include <QDomDocument>
#include <QElapsedTimer>
#include <QMetaMethod>
#include <QObject>
#include <QPointer>
#include <QSslSocket>
#include <QStringDecoder>
#include <QXmlStreamReader>
#include <optional>

class QXmppClient;

namespace jackdaw {

/// Reads the stream in place of QXmpp 1.10's own reader, which turns a character that is split over two reads into
/// U+FFFD, re-parses everything on each read and goes silent on bad XML (facts/qxmpp.md, 2.1). Feeds one incremental
/// parser, builds one DOM a stanza and hands it to QXmpp's stream through the signals that the stock reader uses.
/// Lets only the elements of the current step through before TLS, login and bind are done (RFC 6120, 4.3), and no login
/// that LoginGuard refuses. Owned by Connection, one a QXmppClient; engine thread. Never answers stanzas, never reconnects.
class StreamGuard : public QObject
{
    Q_OBJECT
public:
    /// How far the stream has come.
    enum class Step { Plain, Encrypted, Authenticated, Bound };

    static constexpr qint64 maximumStanzaBytes = 10 * 1000 * 1000;
    /// What is nested deeper is left out. Whoever may write to us nests what they like, and the server keeps it: an error
    /// would end every stream that it comes in again.
    static constexpr int maximumDepth = 100;
    static constexpr int maximumElements = 300'000; ///< of a stanza: a roster of 50,000 in some groups each has fewer

    /// What may come before a login: with Register also the answers to an account's registration (XEP-0077, 3.1). With
    /// GiveUpToken the answer to the login is told by signals alone, since QXmpp began none.
    enum class Purpose { SignIn, Register, GiveUpToken };
    void setPurpose(Purpose purpose) { m_purpose = purpose; }

    StreamGuard(QXmppClient &client, BareJid account, QObject *parent = nullptr);

    /// False on a QXmpp whose insides are others: nothing of this works then, and nobody may sign in with it.
    bool replacesReader() const { return m_replaces; }
    QSslSocket *socket() const { return m_socket; }
    void setWatched(bool watched) { m_isWatched = watched; }
    Step step() const { return m_step; }
    const LoginGuard &login() const { return m_login; }

    /// An attempt begins, on these terms.
    void begin(LoginTerms terms);
    /// To be called with the features of the encrypted stream; LoginGuard::giveUpToken says the rest. Ends in tokenGivenUp or
    /// violated.
    bool giveUpToken(const QDomElement &features, const QString &userAgent);
    /// For how long, in ms, the server keeps the stream for a resumption once the link is lost (XEP-0198, 5); 0: not at all.
    qint64 resumableFor() const { return m_resumableFor; }

Q_SIGNALS:
    /// The stream broke a rule. Whoever listens is to abort the socket; nothing more is delivered.
    void violated(const jackdaw::Error &error);
    /// The server does not know the stream that was to be resumed (XEP-0198, 5). Not delivered to QXmpp, which would send
    /// everything that was not acknowledged a second time.
    void resumptionFailed();
    /// The server, which proved by its certificate who it is, wants us at another host ("host" or "host:port"; RFC 6120,
    /// 4.9.3.19). Nothing more is delivered.
    void redirected(const QString &host);
    /// The server, which proved that it knows the token, takes it no more. Nothing more is delivered.
    void tokenGivenUp();
    /// QXmpp is about to connect to this host, by its name or address; who listens may still set the socket's proxy.
    void connecting(const QString &host);
    void bytesReceived();
    /// A stanza from before stream management was enabled, now that the session has begun. Not QXmpp's to count (EarlyStanzas);
    /// comes before all that came later.
    void earlyStanza(const QDomElement &stanza);
    /// What was delivered last was the end of a run of messages: something else comes next, an acknowledgement request or an
    /// answer perhaps, or for now nothing. So a run can be stored as one, and is before the server hears that it was taken.
    void runEnded();
    /// The raw stream, for --print-stanzas, and while it is watched.
    void elementRead(const QString &xml);
    /// Only while it is watched.
    void elementSent(const QString &xml);

private:
    void attach(QXmppClient &client);
    void restart(Step step);
    void readSocket();
    void beginRun();
    void beginSlice();
    void endSlice();
    void parse();
    QByteArray takeBytes();
    bool readBytes();
    bool readToken();
    void startElement();
    void endElement();
    void deliver(const QDomElement &element);
    void hand(const QDomElement &element);
    void handEarly();
    void noteSent(const QString &xml);
    bool mayPass(const QDomElement &element);
    bool belongsToSession(const QDomElement &element);
    void checkFeatures(const QDomElement &features);
    void checkStreamError(const QDomElement &error);
    void noteStep(const QDomElement &element);
    void endWithToken(const QDomElement &answer);
    void noteBind(const QDomElement &iq);
    static bool losesStream(const QDomElement &element);
    void noteResumption(const QDomElement &enabled);
    bool isOurs(const QString &jid) const;
    friend class StreamGuardProbe; // tests/support: puts it behind a login
    void failUnversioned(const QDomElement &element);
    void failPlain(const QDomElement &error);
    void fail(ErrorKind kind, const QString &detail);

    QXmppClient &m_client;
    BareJid m_account;
    QPointer<QObject> m_xmppSocket;
    QPointer<QSslSocket> m_socket;
    QMetaMethod m_streamReceived;
    QMetaMethod m_stanzaReceived;
    QMetaMethod m_streamClosed;
    bool m_replaces = false;

    LoginGuard m_login;
    EarlyStanzas m_early;
    Step m_step = Step::Plain;
    bool m_isUnversioned = false; ///< nothing of this stream is handed on
    bool m_awaitsTls = false; ///< <proceed/> was handed on, and what comes before `encrypted` is read by nobody
    qint64 m_resumableFor = 0;
    bool m_hadStream = false; ///< one with stream management, which QXmpp would repeat in another
    Purpose m_purpose = Purpose::SignIn;
    QStringDecoder m_decoder{QStringDecoder::Utf8};
    QByteArray m_unread; // of what was read from the socket
    /// A new one for each stream: clear() leaves the namespaces of the stream before declared, in memory that is used again.
    std::optional<QXmlStreamReader> m_reader{std::in_place};
    AttributeLimit m_attributes;
    QDomDocument m_document;
    QDomElement m_current;
    int m_depth = 0;
    qint64 m_bytesOfStanza = 0;
    int m_elements = 0; ///< of the stanza
    QElapsedTimer m_slice;
    int m_slices = 0;         ///< of the run
    bool m_runIsOpen = false; ///< a queued endSlice() will see to it
    bool m_continues = false; ///< … and go on parsing
    bool m_failed = false;
    bool m_isWatched = false;
    bool m_asksToResume = false; ///< QXmpp does, on a stream whose resource is bound already (XEP-0386 without XEP-0198 in it)
    int m_generation = 0;     ///< counts restarts, so that a delivery that restarts the stream ends the loop
};

} // namespace jackdaw
