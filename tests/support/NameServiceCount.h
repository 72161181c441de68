// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace jackdaw::test {

/// Stands in for the system's name service in the program that links it: every name that any library of the process asks
/// for is noted and is not found, whoever asks (getaddrinfo, res_*). Numeric addresses are no names. Any thread.
class NameServiceCount
{
public:
    static void reset();
    /// What was asked since, in order, with the type where it was a DNS question: "harbor.example", "SRV _xmpp-client…".
    static QStringList names();
};

} // namespace jackdaw::test
