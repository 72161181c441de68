// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/QuickReplies.h"

#include "style/Preferences.h"

#include <QLocale>

namespace jackdaw {

using namespace Qt::StringLiterals;

QString filledReply(const QString &text, const QString &name, const QString &me, const QDate &date)
{
    const std::pair<QLatin1StringView, QString> variables[] = {
        {"{name}"_L1, name}, {"{me}"_L1, me}, {"{date}"_L1, QLocale().toString(date, QLocale::LongFormat)}};
    QString filled;
    for (qsizetype at = 0; at < text.size();) {
        const QStringView rest = QStringView(text).sliced(at);
        qsizetype taken = 0;
        for (const auto &[variable, value] : variables) {
            if (rest.startsWith(variable)) {
                filled += value;
                taken = variable.size();
                break;
            }
        }
        if (taken == 0) {
            filled += text.at(at);
            taken = 1;
        }
        at += taken;
    }
    return filled;
}

void QuickReplies::setNames(const QString &chat, const QString &own)
{
    m_chat = chat;
    m_own = own;
}

QList<Suggestion> QuickReplies::find(const QString &word, int most) const
{
    QList<Suggestion> found;
    const QList<QuickReply> replies = m_preferences.quickReplies();
    if (replies.isEmpty() && word.isEmpty()) { // Enter leaves what is written as it is
        const QString title = tr("No quick replies yet");
        const QString detail = tr("Make them in Settings, Chats and media.");
        return {{.inserted = QString(sign()), .title = title, .detail = detail, .spoken = title + u". "_s + detail}};
    }
    for (const QuickReply &reply : replies) {
        if (found.size() == most)
            break;
        if (!reply.name.startsWith(word, Qt::CaseInsensitive))
            continue;
        const QString text = filledReply(reply.text, m_chat, m_own, QDate::currentDate());
        found.append({.inserted = text, .title = reply.name, .detail = text.simplified(), .spoken = reply.name + u", "_s + text});
    }
    return found;
}

} // namespace jackdaw
