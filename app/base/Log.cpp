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
    constexpr auto everything = QRegularExpression::DotMatchesEverythingOption;
    // Elements whose text is a credential or lets somebody guess one; `header` has what lets one upload (XEP-0363, 5),
    // `key` a file's key as well (XEP-0448, 3). The back reference keeps to the same element, and a missing end (a stanza
    // that is cut in two) blanks the rest.
    static const QRegularExpression content(QStringLiteral(
        "<((?:[\\w.-]+:)?(?:auth|response|challenge|success|initial-response|additional-data|password|hash|digest|key"
        "|token|header))(?=[\\s>])([^>]*?)(?<!/)>(?!<)(.*?)(</\\1>|$)"), everything);
    // Whatever a task of the sign-in answers: its elements are of other specifications (XEP-0388, 2.6).
    static const QRegularExpression task(QStringLiteral(
        "(<next\\b[^>]*\\burn:xmpp:sasl:2\\b[^>]*(?<!/)>)(.*?)(</next>|$)"), everything);
    // The same in a data form (XEP-0004), with or without a type: the password of an account that is being made, of a
    // room (XEP-0045, 15.5.3), the page of an invitation (XEP-0401, 4).
    static const QRegularExpression field(QStringLiteral(
        "(<field\\b[^>]*\\b(?:var=(?:\"[^\"]*(?:password|secret|token|landing-url)[^\"]*\""
        "|'[^']*(?:password|secret|token|landing-url)[^']*')|type=[\"']text-private[\"'])[^>]*(?<!/)>)(.*?)(</field>|$)"), everything);
    static const QRegularExpression attribute(QStringLiteral("\\b(token|password)=(\"[^\"]*(?:\"|$)|'[^']*(?:'|$))"));
    // In links, wherever they stand: an invitation's token (XEP-0379, 3.2; XEP-0401, 3), a room's password (XEP-0147),
    // the key and vector of a file (XEP-0454, 3), and what lets one upload to an address (XEP-0363, 4).
    static const QRegularExpression parameter(QStringLiteral("(preauth|(?:\\b|%3[Bb])password)(=|%3[Dd])[^;&\"'<>\\s]+"));
    static const QRegularExpression fileKey(QStringLiteral("(\\baesgcm://[^\\s#<>\"']*#)[^\\s<>\"']+"),
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression slot(QStringLiteral("(<put\\b[^>]*\\burl=[\"'][^\"'?]*\\?)[^\"']+"));
    QString out = xml;
    out.replace(content, QStringLiteral("<\\1\\2>…\\4"));
    out.replace(task, QStringLiteral("\\1…\\3"));
    out.replace(field, QStringLiteral("\\1…\\3"));
    out.replace(attribute, QStringLiteral("\\1=\"…\""));
    out.replace(parameter, QStringLiteral("\\1\\2…"));
    out.replace(fileKey, QStringLiteral("\\1…"));
    out.replace(slot, QStringLiteral("\\1…"));
    return out;
}

} // namespace jackdaw
