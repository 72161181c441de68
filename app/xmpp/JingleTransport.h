// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Jid.h"

#include <QDomElement>
#include <QList>
#include <QString>

class QXmlStreamWriter;

namespace jackdaw {

/// One place where a stream of bytes could be fetched (XEP-0260, 2.1). A plain value, engine thread. Who sends one
/// wants us to knock there, so nothing is done with it before SocksWays lets it through.
struct JingleCandidate
{
    enum class Type { Direct, Assisted, Tunnel, Proxy };

    QString id;
    QString host;
    quint16 port = 0;
    Jid jid;
    quint32 priority = 0;
    Type type = Type::Direct;
};

/// The way of a Jingle session's bytes: SOCKS5 (XEP-0260), through the servers (XEP-0261), or one that is not known
/// here; what it offers, or what it says of that. readJingleTransport() makes it, JingleSession and SocksWay use it. A
/// plain value, engine thread. Holds at most `mostCandidates` of whatever was sent.
struct JingleTransport
{
    enum class Kind { None, InBand, Socks, Other };
    static constexpr qsizetype mostCandidates = 20;

    Kind kind = Kind::None;
    QString sid;
    int blockSize = 0;    ///< InBand: bytes; 0: not said, or no size there can be (XEP-0047, 2.1)
    bool isTcp = true;    ///< Socks
    QString address;      ///< Socks: DST.ADDR for the sender's proxies; empty: not said
    QList<JingleCandidate> candidates; ///< highest priority first
    QString used;         ///< 2.3: the id of the candidate that its sender reached
    QString activated;    ///< 2.4: the id of the proxy that passes bytes on from here
    bool hasNone = false; ///< 2.3: its sender reached none
    bool hasProxyError = false;
};

JingleTransport readJingleTransport(const QDomElement &content);
void writeJingleTransport(QXmlStreamWriter &writer, const JingleTransport &transport);

} // namespace jackdaw
