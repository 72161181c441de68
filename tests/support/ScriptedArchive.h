// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/ScriptedAccount.h"

#include <QDateTime>
#include <QTimeZone>

// The archive of ScriptedAccount's server, whose part a test says itself: what it was asked, its answers, and what the server
// hands over late of the same messages. Values and functions alone, for a test's thread; keeps nothing.

namespace jackdaw::test {

inline constexpr qint64 second = 1000;

inline QByteArray stampOf(qint64 time)
{
    return QDateTime::fromMSecsSinceEpoch(time, QTimeZone::UTC).toString(Qt::ISODateWithMs).toLatin1();
}

/// A message that the server kept for us and names by its archive's id; `more`: what stands in it besides.
inline QByteArray late(const QByteArray &body, qint64 time, const QByteArray &more = {})
{
    return text("tomas@harbor.example/x", body,
                "<stanza-id xmlns='urn:xmpp:sid:0' by='mara@harbor.example' id='archive-" + body + "'/>"
                "<delay xmlns='urn:xmpp:delay' from='harbor.example' stamp='" + stampOf(time) + "'/>" + more);
}

/// A question to the archive, as the server heard it.
struct Question
{
    QByteArray request;
    QByteArray query;
    QByteArray whole;

    /// A message of the archive, as the answer to this.
    QByteArray result(const QByteArray &body, qint64 time, const QByteArray &more = {}) const
    {
        return "<message from='mara@harbor.example' to='mara@harbor.example/desk'><result xmlns='urn:xmpp:mam:2' queryid='" + query
            + "' id='archive-" + body + "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='" + stampOf(time)
            + "'/><message xmlns='jabber:client' from='tomas@harbor.example/x' to='mara@harbor.example' type='chat' id='id-" + body
            + "'><body>" + body + "</body>" + more + "</message></forwarded></result></message>";
    }
    /// The end of a page; `first`: the id of its oldest, empty: nothing older is there.
    QByteArray end(const QByteArray &first = {}) const
    {
        const QByteArray fin = first.isEmpty() ? noArchive
            : "<fin xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'><first>" + first + "</first></set></fin>";
        return "<iq type='result' id='" + request + "'>" + fin + "</iq>";
    }
};

/// All that the archive was asked since the last connection, oldest first.
inline QList<Question> questionsTo(const ScriptedServer &server)
{
    static const QRegularExpression pattern(
        QStringLiteral("<iq [^>]*id=\"([^\"]+)\"[^>]*><query xmlns=\"urn:xmpp:mam:2\" queryid=\"([^\"]+)\".*?</iq>"));
    QList<Question> all;
    for (auto each = pattern.globalMatch(QString::fromUtf8(server.heard())); each.hasNext();) {
        const auto match = each.next();
        all.append({match.captured(1).toUtf8(), match.captured(2).toUtf8(), match.captured(0).toUtf8()});
    }
    return all;
}

/// The test answers the archive's part itself.
inline ScriptedServer::Script silentArchive()
{
    return {.answers = {{"urn:xmpp:mam:2", QByteArray()}}};
}

} // namespace jackdaw::test
