// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QLoggingCategory>
#include <QString>

namespace jackdaw {

/// Every log category of Jackdaw, in one place. Message text stays out of all of them but `stanza`, which only
/// --print-stanzas switches on, and whatever is printed there goes through withoutSecrets() first. Any thread; nobody
/// owns a category. What becomes of a line is LogFile's.
namespace log {
Q_DECLARE_LOGGING_CATEGORY(engine)
Q_DECLARE_LOGGING_CATEGORY(connection)
Q_DECLARE_LOGGING_CATEGORY(stanza)
Q_DECLARE_LOGGING_CATEGORY(storage)
Q_DECLARE_LOGGING_CATEGORY(chat)
Q_DECLARE_LOGGING_CATEGORY(history)
Q_DECLARE_LOGGING_CATEGORY(roster)
Q_DECLARE_LOGGING_CATEGORY(secrets)
Q_DECLARE_LOGGING_CATEGORY(ui)
} // namespace log

/// Turns on what --verbose and --print-stanzas ask for; everything else of ours below warnings is off.
enum class LogLevel { Quiet, Verbose };
enum class StanzaLog { Off, On };
void configureLogging(LogLevel level, StanzaLog stanzas);

/// XML as it may be logged: what SASL, in-band registration and tokens carry is replaced by "…".
/// Covers RFC 6120 (6.4), XEP-0388, XEP-0484, XEP-0077 and XEP-0078 elements.
QString withoutSecrets(const QString &xml);

} // namespace jackdaw
