// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/StreamGuard.h"

#include "base/Log.h"
#include "xmpp/ConnectionErrors.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"

#include <QSslSocket>
#include <QTimer>
#include <QXmppClient.h>
#include <QXmppConfiguration.h>
#include <QXmppLogger.h>

namespace jackdaw {

namespace {

/// How long one slice of parsing may keep the engine thread from its commands.
constexpr qint64 sliceMilliseconds = 8;
/// A run is what so many of them bring: about a thousand short messages, which take a tenth of a second to be stored.
constexpr int slicesOfARun = 3;
/// For a stream error behind a header without a version.
constexpr int patienceUnversioned = 2'000; // ms
/// What lies in the socket unread while the parser yields; beyond it, TCP makes the server wait.
constexpr qint64 readBuffer = 1024 * 1024; // bytes
constexpr QStringView connectingMessage = u"Connecting to ";

} // namespace

StreamGuard::StreamGuard(QXmppClient &client, BareJid account, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_account(std::move(account))
{
    attach(client);
}

void StreamGuard::attach(QXmppClient &client)
{
    m_socket = client.findChild<QSslSocket *>();
    if (m_socket) {
        m_socket->setReadBufferSize(readBuffer); // or it reads on while we are busy with what it read
    }
    const auto children = client.findChildren<QObject *>();
    for (QObject *child : children) {
        if (qstrcmp(child->metaObject()->className(), "QXmpp::Private::XmppSocket") == 0) {
            m_xmppSocket = child;
        }
    }
    if (!m_socket) {
        qCWarning(log::connection) << "QXmpp has no TLS socket where one was expected";
        return;
    }
    const auto signal = [this](const char *signature) {
        const QMetaObject *type = m_xmppSocket->metaObject();
        const int index = type->indexOfSignal(signature);
        return index < 0 ? QMetaMethod() : type->method(index);
    };
    auto *speaker = qobject_cast<QXmppLoggable *>(m_xmppSocket);
    if (speaker) {
        m_streamReceived = signal("streamReceived(QDomElement)");
        m_stanzaReceived = signal("stanzaReceived(QDomElement)");
        m_streamClosed = signal("streamClosed()");
        m_replaces = m_streamReceived.isValid() && m_stanzaReceived.isValid() && m_streamClosed.isValid()
            && disconnect(m_socket, &QSslSocket::readyRead, m_xmppSocket, nullptr);
    }
    if (!m_replaces) {
        qCWarning(log::connection) << "StreamGuard does not fit this QXmpp, so nobody signs in (facts/qxmpp.md, 2.1)";
        return;
    }
    connect(m_socket, &QSslSocket::connected, this, [this] { restart(Step::Plain); });
    connect(m_socket, &QSslSocket::encrypted, this, [this] { restart(Step::Encrypted); });
    connect(m_socket, &QSslSocket::readyRead, this, &StreamGuard::readSocket);
    // QXmpp tells its log what it says just before it says it; nothing else lets us see its side of a login.
    connect(speaker, &QXmppLoggable::logMessage, this, [this](QXmppLogger::MessageType type, const QString &text) {
        if (type == QXmppLogger::SentMessage) {
            noteSent(text);
        } else if (type == QXmppLogger::InformationMessage && text.startsWith(connectingMessage)) {
            // "Connecting to HOST:PORT (TCP)"; QXmpp looks the SRV records up itself, and says their hosts nowhere else.
            Q_EMIT connecting(text.sliced(connectingMessage.size()).section(u':', 0, -2));
        }
    });
    connect(&m_login, &LoginGuard::responseReady, this, [this](const QByteArray &xml) {
        if (!m_failed && m_socket && m_step == Step::Encrypted) {
            m_socket->write(xml);
            if (m_isWatched) {
                Q_EMIT elementSent(QString::fromUtf8(xml));
            }
        }
    });
}

void StreamGuard::noteSent(const QString &xml)
{
    if (m_isWatched) {
        Q_EMIT elementSent(xml);
    }
    if (m_step == Step::Encrypted) {
        m_login.noteSent(xml);
    } else if (m_step == Step::Bound && xml.startsWith(u"<enable ")) {
        m_early.awaitEnabled();
    } else if (m_step == Step::Bound && xml.startsWith(u"<resume ")) {
        m_asksToResume = true;
    }
}

void StreamGuard::begin(LoginTerms terms)
{
    m_login.setTerms(std::move(terms));
}

void StreamGuard::restart(Step step)
{
    m_step = step;
    if (step != Step::Authenticated) {
        m_login.reset();
    }
    m_reader.emplace();
    m_decoder.resetState();
    m_unread.clear();
    m_attributes = {};
    m_document.clear();
    m_current = {};
    m_depth = 0;
    m_bytesOfStanza = 0;
    m_early.reset();
    m_failed = false;
    m_asksToResume = false;
    m_isUnversioned = false;
    m_awaitsTls = false;
    ++m_generation;
}

void StreamGuard::readSocket()
{
    if (m_failed || m_awaitsTls) {
        m_socket->readAll();
        return;
    }
    Q_EMIT bytesReceived();
    if (!m_continues) {
        parse();
    }
}

/// TLS gives what came at once in pieces of 4 kB, each with a signal of its own (QSslSocket). They are one run: stored one
/// by one they cost half as much again, since each writes the same pages of the indexes anew.
void StreamGuard::beginRun()
{
    if (!std::exchange(m_runIsOpen, true)) {
        m_slices = 0;
        beginSlice();
    }
}

void StreamGuard::beginSlice()
{
    ++m_slices;
    m_slice.start();
    QMetaObject::invokeMethod(this, &StreamGuard::endSlice, Qt::QueuedConnection);
}

void StreamGuard::endSlice()
{
    if (m_continues && m_slices < slicesOfARun) {
        m_continues = false;
        beginSlice();
        parse();
        return;
    }
    m_runIsOpen = false;
    const QPointer<StreamGuard> alive(this);
    Q_EMIT runEnded();
    if (alive && std::exchange(m_continues, false)) {
        parse();
    }
}

void StreamGuard::parse()
{
    beginRun();
    const int generation = m_generation;
    while (!m_failed && m_socket && m_socket->isOpen()) {
        if (m_early.isReleased()) {
            handEarly();
        } else if (!readBytes() || !readToken()) {
            return;
        }
        if (generation != m_generation) {
            return;
        }
        if (m_slice.elapsed() >= sliceMilliseconds) {
            m_continues = true; // endSlice() sees to it
            return;
        }
    }
}

QByteArray StreamGuard::takeBytes()
{
    if (m_unread.isEmpty()) {
        // In pieces, so that the limit on a stanza's size holds before all of it is in memory.
        m_unread = m_socket->read(64 * 1024);
    }
    if (m_step != Step::Plain) {
        return std::exchange(m_unread, {});
    }
    // Up to the end of a tag: it may be <proceed/>, and what follows that is not even judged (RFC 6120, 5.4.3.3).
    const qsizetype end = m_unread.indexOf('>') + 1;
    const QByteArray bytes = m_unread.first(end == 0 ? m_unread.size() : end);
    m_unread.remove(0, bytes.size());
    return bytes;
}

/// Makes sure that the parser has something to read. False: there is nothing for now, or it was refused.
bool StreamGuard::readBytes()
{
    if (!m_reader->atEnd() && m_reader->error() != QXmlStreamReader::PrematureEndOfDocumentError) {
        return true;
    }
    const QByteArray bytes = takeBytes();
    if (bytes.isEmpty()) {
        return false;
    }
    m_bytesOfStanza += bytes.size();
    if (m_step == Step::Plain && m_depth == 0 && m_bytesOfStanza == bytes.size() && bytes.startsWith("HTTP/")) {
        fail(ErrorKind::CaptivePortal, QStringLiteral("HTTP was spoken where XMPP was asked for"));
        return false;
    }
    if (m_bytesOfStanza > maximumStanzaBytes) {
        fail(ErrorKind::ProtocolBroken, QStringLiteral("a stanza is larger than 10 MB"));
        return false;
    }
    // Decoded here, across reads: the parser would let bad bytes pass as U+FFFD.
    const QString text = m_decoder.decode(bytes);
    if (m_decoder.hasError()) {
        fail(ErrorKind::ProtocolBroken, QStringLiteral("bytes that are not UTF-8 (RFC 6120, 11.6)"));
        return false;
    }
    const auto passed = m_attributes.take(text);
    if (!passed) {
        fail(ErrorKind::ProtocolBroken, QStringLiteral("the stream has more than %1 attributes").arg(AttributeLimit::maximum));
        return false;
    }
    m_reader->addData(*passed);
    return true;
}

bool StreamGuard::readToken()
{
    switch (m_reader->readNext()) {
    case QXmlStreamReader::StartElement:
        startElement();
        return !m_failed;
    case QXmlStreamReader::EndElement:
        endElement();
        return !m_failed;
    case QXmlStreamReader::Characters:
        if (m_depth > maximumDepth) {
            return true; // left out, as the elements there
        }
        if (m_depth > 1) {
            m_current.appendChild(m_document.createTextNode(m_reader->text().toString()));
        } else if (m_depth == 1) {
            m_bytesOfStanza = 0; // white space between stanzas keeps the link alive (RFC 6120, 4.6.1)
            if (!m_reader->isWhitespace()) {
                fail(ErrorKind::ProtocolBroken, QStringLiteral("text outside of a stanza"));
            }
        }
        return !m_failed;
    case QXmlStreamReader::StartDocument:
        return true;
    case QXmlStreamReader::Invalid:
        if (m_reader->error() == QXmlStreamReader::PrematureEndOfDocumentError) {
            return true; // more to come
        }
        fail(ErrorKind::ProtocolBroken, m_reader->errorString());
        return false;
    case QXmlStreamReader::EndDocument:
    case QXmlStreamReader::NoToken:
        return true;
    default:
        // RFC 6120, 11.1: comments, processing instructions, DTDs and entities have no place in a stream.
        fail(ErrorKind::ProtocolBroken, QStringLiteral("restricted XML: ") + m_reader->tokenString());
        return false;
    }
}

void StreamGuard::startElement()
{
    if (++m_depth <= 2) {
        m_document = QDomDocument();
        m_elements = 0;
    }
    if (++m_elements > maximumElements) {
        fail(ErrorKind::ProtocolBroken, QStringLiteral("a stanza has more than %1 elements").arg(maximumElements));
        return;
    }
    if (m_depth > maximumDepth) {
        return;
    }
    QDomElement element = m_document.createElementNS(m_reader->namespaceUri().toString(), m_reader->qualifiedName().toString());
    const auto attributes = m_reader->attributes();
    for (const QXmlStreamAttribute &attribute : attributes) {
        if (attribute.namespaceUri().isEmpty()) {
            element.setAttribute(attribute.name().toString(), attribute.value().toString());
        } else {
            element.setAttributeNS(attribute.namespaceUri().toString(), attribute.qualifiedName().toString(),
                                   attribute.value().toString());
        }
    }
    if (m_depth == 1) {
        m_document.appendChild(element);
        if (!isElement(element, u"stream", ns::stream)) {
            const bool isWebPage = m_step == Step::Plain && element.tagName().compare(u"html", Qt::CaseInsensitive) == 0;
            fail(isWebPage ? ErrorKind::CaptivePortal : ErrorKind::ProtocolBroken,
                 isWebPage ? QStringLiteral("a web page where a stream was asked for") : QStringLiteral("not an XMPP stream"));
            return;
        }
        if (element.attribute(QStringLiteral("version")).isEmpty()) {
            // RFC 6120, 4.7.5: below 1.0 there is neither TLS nor SASL, so there is nothing we could say. But a server that
            // is about to stop opens such a stream to say so (Prosody's mod_c2s), and that passes.
            m_isUnversioned = true;
            QTimer::singleShot(patienceUnversioned, this, [this, generation = m_generation] {
                if (generation == m_generation && m_isUnversioned) {
                    failUnversioned({});
                }
            });
            return;
        }
        m_bytesOfStanza = 0;
        m_streamReceived.invoke(m_xmppSocket, Qt::DirectConnection, Q_ARG(QDomElement, element));
    } else {
        (m_depth == 2 ? static_cast<QDomNode &>(m_document) : static_cast<QDomNode &>(m_current)).appendChild(element);
        m_current = element;
    }
}

void StreamGuard::endElement()
{
    --m_depth;
    if (m_depth == 0 && m_isUnversioned) {
        failUnversioned({});
        return;
    }
    if (m_depth == 0) {
        m_resumableFor = 0; // ended in order, so there is nothing to go back to (XEP-0198, 5)
        m_streamClosed.invoke(m_xmppSocket, Qt::DirectConnection);
        return;
    }
    if (m_depth >= maximumDepth) {
        return; // that was no part of it
    }
    if (m_depth > 1) {
        m_current = m_current.parentNode().toElement();
        return;
    }
    const QDomElement stanza = m_current;
    m_current = {};
    m_bytesOfStanza = 0;
    deliver(stanza);
}

void StreamGuard::deliver(const QDomElement &element)
{
    if (m_isWatched || log::stanza().isDebugEnabled()) {
        QString xml;
        QTextStream out(&xml);
        element.save(out, -1);
        Q_EMIT elementRead(xml);
    }
    if (m_isUnversioned) {
        failUnversioned(element);
        return;
    }
    if (!mayPass(element)) {
        fail(ErrorKind::ProtocolBroken, QStringLiteral("<%1> came before the login was done").arg(element.tagName()));
        return;
    }
    if (m_step == Step::Bound && !belongsToSession(element)) {
        // QXmpp would throw the session away over it, again and again if the server says it in each (facts/qxmpp.md, 2.3).
        qCDebug(log::connection) << "dropped what has no place in a session:" << element.tagName().left(60)
                                 << element.namespaceURI().left(60);
        return;
    }
    if (m_purpose != Purpose::Register && m_step == Step::Encrypted && element.namespaceURI() != ns::stream) {
        const auto verdict = m_login.check(element);
        if (!verdict) {
            fail(verdict.error().kind, verdict.error().detail);
            return;
        }
        if (*verdict == LoginGuard::Verdict::Keep) {
            return;
        }
        if (m_purpose == Purpose::GiveUpToken) {
            endWithToken(element);
            return;
        }
    }
    if (m_hadStream && losesStream(element)) {
        m_resumableFor = 0;
        Q_EMIT resumptionFailed();
        m_failed = true;
        return;
    }
    noteStep(element);
    if (m_failed) {
        return;
    }
    switch (m_early.hold(element, m_reader->characterOffset())) {
    case EarlyStanzas::Held::No:
        hand(element);
        break;
    case EarlyStanzas::Held::Yes:
        break;
    case EarlyStanzas::Held::TooMany:
        fail(ErrorKind::ProtocolBroken, QStringLiteral("too much came before the session began"));
        break;
    }
}

void StreamGuard::handEarly()
{
    const QDomElement element = m_early.take();
    if (m_early.areCounted()) {
        hand(element);
        return;
    }
    if (element.tagName() != u"message") {
        Q_EMIT runEnded();
    }
    Q_EMIT earlyStanza(element);
}

void StreamGuard::hand(const QDomElement &element)
{
    if (element.tagName() != u"message") {
        Q_EMIT runEnded();
    }
    // QXmpp answers an offer at once.
    const bool isOffer = m_step == Step::Encrypted && m_purpose == Purpose::SignIn && isElement(element, u"features", ns::stream);
    if (isOffer) {
        m_client.configuration().setUser(m_login.nameFor(m_account.local()));
    }
    const QPointer<StreamGuard> alive(this);
    m_stanzaReceived.invoke(m_xmppSocket, Qt::DirectConnection, Q_ARG(QDomElement, element));
    if (!alive) {
        return;
    }
    if (isOffer) {
        m_client.configuration().setUser(m_account.local());
    }
    m_early.noteDelivered(element);
    if (isElement(element, u"success", ns::sasl) && m_step == Step::Encrypted) {
        restart(Step::Authenticated); // RFC 6120, 6.4.6: a new stream follows on the same connection
    } else if (isElement(element, u"proceed", ns::tls) && m_step == Step::Plain) {
        // RFC 6120, 5.4.3.3: whatever follows in clear is nobody's we know, in this read and in later ones.
        m_socket->readAll();
        restart(Step::Plain);
        m_awaitsTls = true;
    }
}

bool StreamGuard::giveUpToken(const QDomElement &features, const QString &userAgent)
{
    return m_login.giveUpToken(features, m_account.local(), userAgent);
}

void StreamGuard::endWithToken(const QDomElement &answer)
{
    if (answer.tagName() == u"success") {
        m_failed = true;
        Q_EMIT tokenGivenUp();
        return;
    }
    noteStep(answer); // the server may be unable to look
    fail(ErrorKind::NotAuthorized, QStringLiteral("the token is not known any more"));
}

bool StreamGuard::mayPass(const QDomElement &element)
{
    const QString space = element.namespaceURI();
    if (space == ns::stream) {
        return true; // features and errors, which noteStep looks at
    }
    switch (m_step) {
    case Step::Plain:
        return space == ns::tls;
    case Step::Encrypted:
        if (m_purpose == Purpose::Register) {
            const QString type = element.attribute(QStringLiteral("type"));
            return element.tagName() == u"iq" && (type == u"result" || type == u"error");
        }
        return space == ns::sasl || space == ns::sasl2;
    case Step::Authenticated: {
        const QString type = element.attribute(QStringLiteral("type"));
        return space == ns::streamManagement
            || (isElement(element, u"iq", ns::client) && (type == u"result" || type == u"error"));
    }
    case Step::Bound:
        return space != ns::tls && space != ns::sasl && space != ns::sasl2;
    }
    return false;
}

/// Stanzas, what is about the stream, and of stream management what can come now: a stream is enabled or resumed once, at
/// our wish (XEP-0198, 3 and 5).
bool StreamGuard::belongsToSession(const QDomElement &element)
{
    const QString space = element.namespaceURI();
    const QString name = element.tagName();
    if (space == ns::client) {
        return name == u"message" || name == u"presence" || name == u"iq";
    }
    if (space == ns::stream) {
        return name == u"features" || name == u"error";
    }
    if (space == ns::streamManagement) {
        if (name == u"resumed" || (name == u"failed" && m_asksToResume)) {
            return std::exchange(m_asksToResume, false);
        }
        return name == u"r" || name == u"a" || (m_early.awaitsEnabled() && (name == u"enabled" || name == u"failed"));
    }
    return false;
}

bool StreamGuard::isOurs(const QString &jid) const
{
    const auto parsed = Jid::parse(jid);
    return parsed && parsed->bare() == m_account;
}

void StreamGuard::checkFeatures(const QDomElement &features)
{
    switch (m_step) {
    case Step::Plain:
        if (childElement(features, u"starttls", ns::tls).isNull()) {
            fail(ErrorKind::TlsRequired, QStringLiteral("the server offers no STARTTLS"));
        }
        break;
    case Step::Encrypted:
        if (m_purpose == Purpose::Register) {
            break; // nobody signs in on this stream
        }
        if (const auto error = m_login.checkOffer(features)) {
            fail(error->kind, error->detail);
        }
        break;
    case Step::Bound:
        // QXmpp would bind again, and take another address.
        for (QDomElement bind = childElement(features, u"bind", ns::bind); !bind.isNull(); bind = childElement(features, u"bind", ns::bind)) {
            QDomElement(features).removeChild(bind);
        }
        [[fallthrough]];
    case Step::Authenticated:
        // QXmpp would sign in again, unwatched.
        if (!childElement(features, u"mechanisms", ns::sasl).isNull()
            || !childElement(features, u"authentication", ns::sasl2).isNull()) {
            fail(ErrorKind::UnsafeLogin, QStringLiteral("the server asks to sign in a second time"));
        }
        break;
    }
}

void StreamGuard::checkStreamError(const QDomElement &error)
{
    if (childElement(error, u"see-other-host", ns::streamError).isNull()) {
        if (m_step == Step::Plain) {
            failPlain(error);
        }
        return;
    }
    switch (m_step) {
    case Step::Plain:
        // RFC 6120, 4.9.3.19: anybody on the way can say so.
        fail(ErrorKind::UnsafeLogin, QStringLiteral("redirected to another host before the connection was encrypted"));
        break;
    case Step::Encrypted:
    case Step::Authenticated:
        // Not for QXmpp, which loses its way between two hosts.
        m_failed = true;
        Q_EMIT redirected(childElement(error, u"see-other-host", ns::streamError).text().trimmed());
        break;
    case Step::Bound:
        fail(ErrorKind::ConnectionLost, QStringLiteral("redirected to another host")); // the next attempt follows
        break;
    }
}

/// Does a new stream begin, or is the old one refused, in place of a resumption (XEP-0198, 5)?
bool StreamGuard::losesStream(const QDomElement &element)
{
    const QDomElement outer = isElement(element, u"success", ns::sasl2) ? element : QDomElement();
    const QDomElement bound = childElement(outer, u"bound", ns::bind2);
    return isElement(element, u"failed", ns::streamManagement) || isElement(element, u"enabled", ns::streamManagement)
        || !childElement(outer, u"failed", ns::streamManagement).isNull()
        || !childElement(bound, u"enabled", ns::streamManagement).isNull();
}

void StreamGuard::noteResumption(const QDomElement &enabled)
{
    m_hadStream = true;
    // Where the server would rather have us come back (XEP-0198, 5) is not followed: it may be gone, and nobody else heals it.
    QDomElement(enabled).removeAttribute(QStringLiteral("location"));
    const QString resume = enabled.attribute(QStringLiteral("resume"));
    if (resume != u"true" && resume != u"1") {
        m_resumableFor = 0;
        return;
    }
    constexpr qint64 unsaid = 3600;
    bool said = false;
    const qint64 seconds = enabled.attribute(QStringLiteral("max")).toUInt(&said);
    m_resumableFor = 1000 * (said ? seconds : unsaid);
}

void StreamGuard::noteStep(const QDomElement &element)
{
    // Our password may be right; the server could not look (RFC 6120, 6.5.11).
    if ((isElement(element, u"failure", ns::sasl) || isElement(element, u"failure", ns::sasl2))
        && !childElement(element, u"temporary-auth-failure", ns::sasl).isNull()) {
        fail(ErrorKind::Unavailable, QStringLiteral("the server cannot check passwords now"));
        return;
    }
    if (isElement(element, u"enabled", ns::streamManagement)) {
        noteResumption(element);
        return;
    }
    if (isElement(element, u"features", ns::stream)) {
        checkFeatures(element);
        return;
    }
    if (isElement(element, u"error", ns::stream)) {
        m_resumableFor = 0; // the stream cannot be recovered (RFC 6120, 4.9.1.1)
        checkStreamError(element);
        return;
    }
    if (isElement(element, u"failure", ns::tls)) {
        fail(ErrorKind::TlsRequired, QStringLiteral("the server refuses STARTTLS"));
        return;
    }
    if (isElement(element, u"success", ns::sasl2)) {
        const QString identity = childElement(element, u"authorization-identifier", ns::sasl2).text();
        if (!isOurs(identity)) {
            fail(ErrorKind::WrongIdentity, identity);
            return;
        }
        if (!childElement(element, u"failed", ns::streamManagement).isNull()) {
            Q_EMIT resumptionFailed();
            m_failed = true;
            return;
        }
        const bool resumed = !childElement(element, u"resumed", ns::streamManagement).isNull();
        const QDomElement bound = childElement(element, u"bound", ns::bind2);
        m_step = resumed || !bound.isNull() ? Step::Bound : Step::Authenticated;
        if (m_step == Step::Bound && !resumed) {
            m_early.awaitFeatures();
        }
        const QDomElement enabled = childElement(bound, u"enabled", ns::streamManagement);
        if (!enabled.isNull()) {
            noteResumption(enabled);
        }
        return;
    }
    if (m_step != Step::Authenticated) {
        return;
    }
    if (isElement(element, u"resumed", ns::streamManagement)) {
        m_step = Step::Bound;
    } else if (element.tagName() == u"iq") { // a result or an error, says mayPass()
        noteBind(element);
    }
}

void StreamGuard::noteBind(const QDomElement &iq)
{
    if (iq.attribute(QStringLiteral("type")) == u"error") {
        // RFC 6120, 7.6.2.1 and 7.7.2.2: nothing else was asked yet, so this is the answer to it.
        const Error refused = stanzaError(iq);
        fail(refused.kind, QStringLiteral("no resource was bound: ") + refused.detail);
        return;
    }
    const QDomElement bind = childElement(iq, u"bind", ns::bind);
    if (bind.isNull()) {
        return;
    }
    const QString identity = childElement(bind, u"jid", ns::bind).text();
    if (!isOurs(identity)) {
        fail(ErrorKind::WrongIdentity, identity);
        return;
    }
    m_step = Step::Bound;
}

/// `element`: what came behind the header, if anything.
void StreamGuard::failUnversioned(const QDomElement &element)
{
    if (isElement(element, u"error", ns::stream)) {
        failPlain(element);
    } else {
        fail(ErrorKind::TlsRequired, QStringLiteral("the server's stream has no version"));
    }
}

/// Before TLS anybody on the way speaks for the server: that we are not let in, or signed in elsewhere, is not believed, since
/// nothing would be tried again after it.
void StreamGuard::failPlain(const QDomElement &error)
{
    const ErrorKind said = streamErrorKind(error);
    const bool ends = said == ErrorKind::NotAuthorized || said == ErrorKind::Conflict;
    fail(ends && m_step == Step::Plain ? ErrorKind::ConnectionLost : said,
         QStringLiteral("the server refused the stream: ") + error.firstChildElement().tagName());
}

void StreamGuard::fail(ErrorKind kind, const QString &detail)
{
    if (m_failed) {
        return;
    }
    m_failed = true;
    qCInfo(log::connection) << "stream refused:" << detail;
    Q_EMIT violated(Error{kind, detail, m_account.domain()});
}

} // namespace jackdaw
