// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace jackdaw::test {

/// Stands in for the system's name service in the program that links it: every name that any library of the process
/// asks for is noted and is not found, whoever asks (getaddrinfo, res_*), but for what the test lets it find. Numeric
/// addresses are no names. Any thread; one for the process, owned by nobody. No question leaves the computer.
class NameServiceCount
{
public:
    static void reset();
    /// What was asked since, in order, with the type where it was a DNS question: "harbor.example", "SRV _xmpp-client…".
    static QStringList names();

    /// From now until reset(): `question` ("_xmpps-client._tcp.harbor.example") has an SRV record for each port, in this order,
    /// and the name of their target is that of the loopback.
    static void leadTo(const QString &question, const QString &target, const QList<quint16> &ports);
    /// From now until reset(): these, in this order, are the addresses of all such targets.
    static void setAddresses(const QList<QByteArray> &addresses);
    /// The next that asks `question` waits for its answer until release(); those after it do not.
    static void holdNext(const QString &question);
    static bool isHolding();
    /// Returns when the one that waited has its answer.
    static void release();
};

} // namespace jackdaw::test
