// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/StreamProbe.h"

#include <QCoreApplication>
#include <QTextStream>
#include <utility>

namespace jackdaw {

/// What a stream made StreamGuard say.
struct Said
{
    QStringList elements;
    bool refused = false;

    bool isBeginningOf(const Said &other) const
    {
        return elements.size() <= other.elements.size() && elements == other.elements.first(elements.size());
    }
    /// Is this, said of bytes in one piece, what may be said of them in pieces? There a stanza may come out before the bytes
    /// that break the rules are read, but never the other way.
    bool allows(const Said &pieces) const
    {
        return refused == pieces.refused && isBeginningOf(pieces) && (refused || elements.size() == pieces.elements.size());
    }
};

/// Gives one StreamGuard stream after stream, each cut as it is asked, and keeps what comes out. For tests and fuzzers,
/// which own it; on the thread that made it, whose events it lets run until all was read. Judges nothing: a test
/// compares what was said.
class Q_DECL_HIDDEN StreamListener
{
public:
    StreamListener() : m_probe(*BareJid::parse(u"mara@harbor.example"))
    {
        auto *socket = &m_probe.xmppSocket();
        QObject::connect(socket, &QXmpp::Private::XmppSocket::streamReceived, socket, [this](const QDomElement &e) { note(e); });
        QObject::connect(socket, &QXmpp::Private::XmppSocket::stanzaReceived, socket, [this](const QDomElement &e) { note(e); });
        QObject::connect(socket, &QXmpp::Private::XmppSocket::streamClosed, socket, [this] { m_said.elements += QStringLiteral("end"); });
        QObject::connect(&m_probe.guard(), &StreamGuard::violated, socket, [this] { m_said.refused = true; });
    }

    bool isRight() const { return m_probe.isRight(); }

    Said listen(StreamGuard::Step step, const QByteArray &bytes, qsizetype piece)
    {
        m_said = {};
        m_probe.restart(step);
        for (qsizetype at = 0; at < bytes.size(); at += piece) {
            m_probe.give(bytes.sliced(at, qMin(piece, bytes.size() - at)));
        }
        while (m_probe.hasMore()) {
            QCoreApplication::processEvents(); // it yields every some milliseconds
        }
        return std::exchange(m_said, {});
    }

private:
    void note(const QDomElement &element)
    {
        QString xml;
        QTextStream out(&xml);
        element.save(out, -1);
        m_said.elements += xml;
    }

    StreamProbe m_probe;
    Said m_said;
};

} // namespace jackdaw
