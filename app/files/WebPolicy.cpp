// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/WebPolicy.h"

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

Error unsafe(const QString &what, const QString &host)
{
    return Error{ErrorKind::UnsafeAddress, what, host};
}

bool isPrivateFour(quint32 address)
{
    struct Block { quint32 first; int bits; };
    // RFC 6890
    static constexpr Block blocks[] = {
        {0x00000000, 8}, {0x0a000000, 8}, {0x64400000, 10}, {0x7f000000, 8}, {0xa9fe0000, 16}, {0xac100000, 12},
        {0xc0000000, 24}, {0xc0000200, 24}, {0xc0a80000, 16}, {0xc6120000, 15}, {0xc6336400, 24}, {0xcb007100, 24},
        {0xe0000000, 4}, {0xf0000000, 4},
    };
    for (const Block &block : blocks) {
        if ((address >> (32 - block.bits)) == (block.first >> (32 - block.bits))) {
            return true;
        }
    }
    return false;
}

quint32 fourAt(const Q_IPV6ADDR &six, int at)
{
    return (quint32(six[at]) << 24) | (quint32(six[at + 1]) << 16) | (quint32(six[at + 2]) << 8) | six[at + 3];
}

} // namespace

WebPolicy::WebPolicy(const ConnectionSettings &settings)
    : m_host(settings.host.toLower()), m_domain(settings.jid.domain().toLower())
{
}

bool WebPolicy::isPrivate(const QHostAddress &address)
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        return isPrivateFour(address.toIPv4Address());
    }
    if (address.protocol() != QAbstractSocket::IPv6Protocol) {
        return true;
    }
    const Q_IPV6ADDR six = address.toIPv6Address();
    bool isZero = true;
    for (int i = 0; i < 10; ++i) {
        isZero = isZero && six[i] == 0;
    }
    if (isZero) { // ::, ::1, and an address of IPv4 inside (RFC 4291, 2.5.5)
        return (six[10] == 0 && six[11] == 0) || isPrivateFour(fourAt(six, 12));
    }
    // RFC 6052, 2.1. Not 64:ff9b:1::/48 beside it, which is a network's own, with the address where that likes
    // (RFC 8215): nothing of that is given out.
    bool isTranslated = six[0] == 0 && six[1] == 0x64 && six[2] == 0xff && six[3] == 0x9b;
    for (int i = 4; i < 12; ++i) {
        isTranslated = isTranslated && six[i] == 0;
    }
    const bool isSixToFour = six[0] == 0x20 && six[1] == 0x02; // RFC 3056
    if (isTranslated || isSixToFour) {
        return isPrivateFour(fourAt(six, isTranslated ? 12 : 2));
    }
    const bool isUniqueLocal = (six[0] & 0xfe) == 0xfc;
    const bool isLinkOrSiteLocal = six[0] == 0xfe && (six[1] & 0x80) == 0x80;
    return isUniqueLocal || isLinkOrSiteLocal || six[0] == 0xff || (six[0] & 0xe0) != 0x20; // 2000::/3 is what is given out
}

bool WebPolicy::isOwn(const QString &host) const
{
    const QString name = host.toLower();
    return !name.isEmpty() && (name == m_host || name == m_domain || (!m_domain.isEmpty() && name.endsWith(u'.' + m_domain)));
}

Status WebPolicy::mayAsk(const QUrl &url) const
{
    const QString host = url.host();
    if (!url.isValid() || url.scheme() != "https"_L1 || host.isEmpty() || !url.userInfo().isEmpty()) {
        return unsafe(u"not https: "_s + url.scheme(), host);
    }
    const QHostAddress literal(host);
    if (!literal.isNull()) {
        return mayReach(host, {literal});
    }
    QString name = host.toLower();
    while (name.endsWith(u'.')) { // the same name, written in full: whoever looks it up does not see a difference
        name.chop(1);
    }
    const bool isLocal = name == "localhost"_L1 || name.endsWith(".localhost"_L1) || name.endsWith(".local"_L1)
        || name.endsWith(".internal"_L1) || !name.contains(u'.');
    return isLocal && !isOwn(host) ? Status(unsafe(u"a name of this network"_s, host)) : Status(Done{});
}

Status WebPolicy::mayReach(const QString &host, const QList<QHostAddress> &addresses) const
{
    if (isOwn(host)) {
        return Done{};
    }
    for (const QHostAddress &address : addresses) {
        if (isPrivate(address)) {
            return unsafe(u"an address of this network: "_s + address.toString(), host);
        }
    }
    return Done{};
}

Status WebPolicy::mayFollow(const QUrl &from, const QUrl &to) const
{
    const Status may = mayAsk(to);
    if (!may) {
        return may;
    }
    // Whoever sent the address is not to reach our own server's inside through a page that they own.
    const bool isInward = isOwn(to.host()) && !isOwn(from.host());
    return isInward ? Status(unsafe(u"a redirect to the own server"_s, to.host())) : Status(Done{});
}

} // namespace jackdaw
