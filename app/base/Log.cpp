// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/Log.h"

#include <QRegularExpression>

namespace jackdaw {

namespace log {
Q_LOGGING_CATEGORY(engine, "jackdaw.engine", QtWarningMsg)
Q_LOGGING_CATEGORY(connection, "jackdaw.connection", QtWarningMsg)
Q_LOGGING_CATEGORY(stanza, "jackdaw.stanza", QtWarningMsg)
Q_LOGGING_CATEGORY(storage, "jackdaw.storage", QtWarningMsg)
Q_LOGGING_CATEGORY(chat, "jackdaw.chat", QtWarningMsg)
Q_LOGGING_CATEGORY(history, "jackdaw.history", QtWarningMsg)
Q_LOGGING_CATEGORY(roster, "jackdaw.roster", QtWarningMsg)
Q_LOGGING_CATEGORY(secrets, "jackdaw.secrets", QtWarningMsg)
Q_LOGGING_CATEGORY(ui, "jackdaw.ui", QtWarningMsg)
} // namespace log

void configureLogging(LogLevel level, StanzaLog stanzas)
{
    QString rules;
    if (level == LogLevel::Verbose) {
        rules += QStringLiteral("jackdaw.*.debug=true\njackdaw.*.info=true\n");
    }
    // Last, so that --verbose alone never prints what people write.
    const QString stanzaSwitch = stanzas == StanzaLog::On ? QStringLiteral("true") : QStringLiteral("false");
    rules += QStringLiteral("jackdaw.stanza.debug=%1\njackdaw.stanza.info=%1\n").arg(stanzaSwitch);
    QLoggingCategory::setFilterRules(rules);
}

QString withoutSecrets(const QString &xml)
{
    // Elements whose text is a credential or lets somebody guess one. The back reference keeps to the same element, and
    // a missing end (a stanza that is cut in two) blanks the rest.
    static const QRegularExpression content(QStringLiteral(
        "<(auth|response|challenge|success|initial-response|additional-data|password|hash|digest|key|token)\\b([^>]*?)(?<!/)>"
        "(?!<)(.*?)(</\\1>|$)"),
        QRegularExpression::DotMatchesEverythingOption);
    // The same in a data form (XEP-0004): the password of an account that is being made.
    static const QRegularExpression field(QStringLiteral(
        "(<field\\b[^>]*\\b(?:var=[\"']password[\"']|type=[\"']text-private[\"'])[^>]*(?<!/)>)(.*?)(</field>|$)"),
        QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression attribute(QStringLiteral("\\b(token|password)=(\"[^\"]*\"|'[^']*')"));
    QString out = xml;
    out.replace(content, QStringLiteral("<\\1\\2>…\\4"));
    out.replace(field, QStringLiteral("\\1…\\3"));
    out.replace(attribute, QStringLiteral("\\1=\"…\""));
    return out;
}

} // namespace jackdaw
