// SPDX-License-Identifier: GPL-3.0-or-later
// What goes out on a session, and who is asked when something comes in.
#include "xmpp/Connection.h"

#include "base/Log.h"
#include "xmpp/Dom.h"
#include "xmpp/Namespaces.h"
#include "xmpp/SelfPing.h"
#include "xmpp/StreamGuard.h"

#include <QPointer>
#include <QSslSocket>
#include <QUuid>
#include <QXmlStreamWriter>
#include <QXmppClient.h>
#include <QXmppGlobal.h>
#include <QXmppSendResult.h>
#include <QXmppTask.h>

namespace jackdaw {

namespace {

/// For --print-stanzas; what comes in is printed by StreamGuard.
void logSent(const QXmppNonza &stanza)
{
    if (log::stanza().isDebugEnabled()) {
        QByteArray xml; // QXmpp writes XHTML-IM to the writer's device, which one over a QString does not have
        QXmlStreamWriter writer(&xml);
        stanza.toXml(&writer);
        qCDebug(log::stanza).noquote() << "->" << withoutSecrets(QString::fromUtf8(xml));
    }
}

constexpr qint64 maximumUnread = 4'000'000; // bytes that wait for the server to read

/// An IQ whose payload is written by a function.
class PayloadIq : public QXmppIq
{
public:
    PayloadIq(QXmppIq::Type type, Connection::PayloadWriter payload)
        : QXmppIq(type)
        , m_payload(std::move(payload))
    {
    }

protected:
    void toXmlElementFromChild(QXmlStreamWriter *writer) const override
    {
        if (m_payload) {
            m_payload(*writer);
        }
    }

private:
    Connection::PayloadWriter m_payload;
};

/// A stanza that is XML already.
class TypedPacket : public QXmppNonza
{
public:
    explicit TypedPacket(QDomElement stanza) : m_stanza(std::move(stanza)) {}
    void parse(const QDomElement &) override {}
    bool isXmppStanza() const override { return true; } // it counts (XEP-0198, 4)
    void toXml(QXmlStreamWriter *writer) const override { write(*writer, m_stanza, ns::client.toString()); }

private:
    static void write(QXmlStreamWriter &writer, const QDomElement &element, const QString &around)
    {
        const bool hasPrefix = !element.prefix().isEmpty();
        writer.writeStartElement(element.localName());
        if (const QString space = element.namespaceURI(); space != around || hasPrefix) {
            writer.writeDefaultNamespace(space);
        }
        const QDomNamedNodeMap attributes = element.attributes();
        for (int i = 0; i < attributes.count(); ++i) {
            const QDomAttr attribute = attributes.item(i).toAttr();
            if (attribute.name() == u"xmlns" || attribute.prefix() == u"xmlns") {
                continue;
            }
            if (attribute.namespaceURI().isEmpty()) {
                writer.writeAttribute(attribute.name(), attribute.value());
            } else if (attribute.prefix() == u"xml") { // declared everywhere
                writer.writeAttribute(QStringLiteral("xml:") + attribute.localName(), attribute.value());
            } else {
                writer.writeAttribute(attribute.namespaceURI(), attribute.localName(), attribute.value());
            }
        }
        for (QDomNode node = element.firstChild(); !node.isNull(); node = node.nextSibling()) {
            if (node.isElement()) {
                write(writer, node.toElement(), element.namespaceURI());
            } else if (node.isCharacterData()) {
                writer.writeCharacters(node.toCharacterData().data());
            }
        }
        writer.writeEndElement();
    }

    QDomElement m_stanza;
};

} // namespace

void Connection::countUnacknowledged(int change)
{
    m_unacknowledged += change;
    if (change != 0) {
        Q_EMIT unacknowledgedChanged();
    }
}

void Connection::sendMessage(QXmppMessage &&message, QObject *context, std::function<void(Delivery)> done)
{
    if (!m_online) {
        done(Delivery::Unknown);
        return;
    }
    logSent(message);
    auto task = m_client->send(std::move(message));
    countUnacknowledged(+1);
    task.then(this, [this, client = m_client.get(), context = QPointer(context), done = std::move(done)](QXmpp::SendResult &&result) {
        const auto *success = std::get_if<QXmpp::SendSuccess>(&result);
        if (success && !success->acknowledged && client == m_client.get()) {
            m_written.append({context, done});
            // Not at once: one question is enough for all that is sent in one go.
            QMetaObject::invokeMethod(this, &Connection::askForWritten, Qt::QueuedConnection);
            return;
        }
        if (client == m_client.get()) {
            countUnacknowledged(-1);
        }
        if (context) {
            done(success && success->acknowledged ? Delivery::Acknowledged : Delivery::Unknown);
        }
    });
}

/// Without stream management an answered ping is the evidence: the server handles a stream's stanzas in order (RFC 6120, 10.1).
void Connection::askForWritten()
{
    if (m_asksForWritten || m_written.isEmpty()) {
        return;
    }
    m_asksForWritten = true;
    m_writtenAsked = m_written.size();
    const Jid server(BareJid::fromPrepared(m_settings.jid.domain()));
    request(Request::Get, server, writePing, this, [this](const Result<QDomElement> &answer) { settleWritten(answer); });
}

void Connection::settleWritten(const Result<QDomElement> &answer)
{
    m_asksForWritten = false;
    const bool lost = !answer && answer.error().kind == ErrorKind::Offline;
    // The supervisor cuts it, or it answers the next. An error that somebody sent is an answer, whatever it says.
    const bool silent = !answer && answer.error().kind == ErrorKind::Timeout && answer.error().subject.isEmpty();
    if (!silent) {
        const qsizetype settled = lost ? m_written.size() : m_writtenAsked;
        const QList<Written> known = m_written.first(settled);
        m_written.remove(0, settled);
        if (m_client) {
            countUnacknowledged(-int(settled));
        }
        for (const Written &each : known) {
            if (each.context) {
                each.done(lost ? Delivery::Unknown : Delivery::Acknowledged);
            }
        }
    }
    askForWritten();
}

/// What others make us say must not pile up in memory: a server that asks and asks, and reads none of the answers, is cut.
bool Connection::takesMore()
{
    const QSslSocket *socket = m_guard ? m_guard->socket() : nullptr;
    if (m_online && socket && socket->bytesToWrite() + socket->encryptedBytesToWrite() > maximumUnread) {
        m_freshClientNeeded = true; // what was queued would go a second time
        cut(Error{ErrorKind::PolicyViolation, QStringLiteral("the server does not read what it asked for"), m_settings.jid.domain()});
    }
    return m_online;
}

void Connection::sendPresence(const QXmppPresence &presence)
{
    if (takesMore()) {
        logSent(presence);
        m_client->sendPacket(presence);
    }
}

void Connection::request(Request type, const Jid &to, PayloadWriter payload, QObject *context,
                         std::function<void(Result<QDomElement>)> done, std::optional<QString> id)
{
    if (!m_online && m_phase != Phase::Registering) {
        done(Error{ErrorKind::Offline, {}, {}});
        return;
    }
    PayloadIq iq(type == Request::Get ? QXmppIq::Get : QXmppIq::Set, std::move(payload));
    iq.setId(id.value_or(QUuid::createUuid().toString(QUuid::WithoutBraces))); // unguessable (facts/security.md, I5)
    if (to.isValid()) {
        iq.setTo(to.toString());
    }
    logSent(iq);
    const QString key = iq.id();
    m_requests.add(key, to, m_patience.request, context, std::move(done));
    if (!m_client->sendPacket(iq)) {
        m_requests.fail(key, Error{ErrorKind::Offline, QStringLiteral("the socket takes nothing"), {}});
    }
}

void Connection::answer(const QDomElement &iq, PayloadWriter payload)
{
    if (!takesMore()) {
        return;
    }
    PayloadIq result(QXmppIq::Result, std::move(payload));
    result.setId(iq.attribute(QStringLiteral("id")));
    result.setTo(iq.attribute(QStringLiteral("from")));
    logSent(result);
    m_client->sendPacket(result);
}

void Connection::refuse(const QDomElement &iq, const char *type, const char *condition, PayloadWriter more)
{
    if (!takesMore()) {
        return;
    }
    PayloadIq error(QXmppIq::Error, [type, condition, more = std::move(more)](QXmlStreamWriter &writer) {
        writer.writeStartElement(QStringLiteral("error"));
        writer.writeAttribute(QStringLiteral("type"), QLatin1StringView(type));
        writer.writeStartElement(QLatin1StringView(condition));
        writer.writeDefaultNamespace(ns::stanzaError.toString());
        writer.writeEndElement();
        if (more) {
            more(writer);
        }
        writer.writeEndElement();
    });
    error.setId(iq.attribute(QStringLiteral("id")));
    error.setTo(iq.attribute(QStringLiteral("from")));
    logSent(error);
    m_client->sendPacket(error);
}

Status Connection::sendTyped(const QDomElement &stanza)
{
    if (!takesMore()) {
        return Error{ErrorKind::Offline, {}, {}};
    }
    const TypedPacket packet(stanza);
    logSent(packet);
    m_client->sendPacket(packet);
    return Done{};
}

void Connection::setWatched(Watched watched)
{
    m_watched = watched;
    if (m_guard) {
        m_guard->setWatched(watched == Watched::Yes);
    }
}

void Connection::onMessage(StanzaHandler handler)
{
    m_messageHandlers += std::move(handler);
}

void Connection::onPresence(StanzaHandler handler)
{
    m_presenceHandlers += std::move(handler);
}

void Connection::onRequest(QStringView payloadNamespace, StanzaHandler handler)
{
    m_requestHandlers.append({payloadNamespace.toString(), std::move(handler)});
}

void Connection::forgetHandlers()
{
    m_messageHandlers.clear();
    m_presenceHandlers.clear();
    m_requestHandlers.clear();
    m_isExpected = {};
}

} // namespace jackdaw
