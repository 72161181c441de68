// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat/RoomMentions.h"

#include <algorithm>

namespace jackdaw {

namespace {

constexpr int maximumMentions = 50;
constexpr qsizetype maximumText = 20'000; // UTF-16 units that are looked through

bool isOfWord(const QString &text, qsizetype at)
{
    return at >= 0 && at < text.size() && (text[at].isLetterOrNumber() || text[at] == u'_' || text[at].isSurrogate());
}

void addEach(QList<Mention> &mentions, const QString &text, const QString &name, const BareJid &us)
{
    if (name.isEmpty()) {
        return;
    }
    for (qsizetype at = text.indexOf(name, 0, Qt::CaseInsensitive); at >= 0 && mentions.size() < maximumMentions;
         at = text.indexOf(name, at + name.size(), Qt::CaseInsensitive)) {
        const qsizetype end = at + name.size();
        const bool isWord = !isOfWord(text, end) && (!isOfWord(text, at) || !isOfWord(text, at - 1));
        const bool isKnown = std::any_of(mentions.cbegin(), mentions.cend(), [&](const Mention &each) {
            return each.begin < end && at < each.end;
        });
        if (isWord && !isKnown && end <= maximumText) {
            mentions.append({int(at), int(end), us, true});
        }
    }
}

} // namespace

void addRoomMentions(QList<Mention> &mentions, const QString &text, const RoomCallings &callings, const BareJid &us)
{
    addEach(mentions, text, callings.ourNick, us);
    if (callings.all == RoomCallings::All::Heard) {
        for (const QString &all : {QStringLiteral("@all"), QStringLiteral("@here"), QStringLiteral("@everyone")}) {
            addEach(mentions, text, all, us);
        }
    }
    for (const QString &word : callings.highlights) {
        addEach(mentions, text, word, us);
    }
}

QStringList cleanHighlights(const QStringList &words)
{
    constexpr qsizetype mostWords = 100;
    constexpr qsizetype longestWord = 60;
    QStringList clean;
    for (const QString &word : words) {
        const QString one = word.simplified();
        if (!one.isEmpty() && one.size() <= longestWord && clean.size() < mostWords && !clean.contains(one, Qt::CaseInsensitive)) {
            clean.append(one);
        }
    }
    return clean;
}

} // namespace jackdaw
