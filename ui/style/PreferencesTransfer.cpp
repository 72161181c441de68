// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/PreferencesTransfer.h"

#include "files/DownloadRules.h"
#include "style/Preferences.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <functional>

namespace jackdaw::preferencesTransfer {

using namespace Qt::StringLiterals;

namespace {

QJsonValue toJson(bool value) { return value; }
QJsonValue toJson(int value) { return value; }
QJsonValue toJson(const QString &value) { return value; }
QJsonValue toJson(const QStringList &value) { return QJsonArray::fromStringList(value); }
QJsonValue toJson(const QColor &value) { return value.isValid() ? value.name() : QString(); }

QJsonValue toJson(const QSet<QString> &value)
{
    QStringList sorted(value.cbegin(), value.cend());
    sorted.sort();
    return toJson(sorted);
}

// Whoever made the file: what it brings is gone through, and shown.
constexpr qsizetype mostOfList = 500; ///< that a user makes by hand
constexpr qsizetype mostPeople = 10'000;

QStringList texts(const QJsonValue &value, qsizetype most = mostOfList)
{
    QStringList all;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &each : array) {
        if (all.size() == most)
            break;
        all.append(each.toString());
    }
    return all;
}

/// Of what it was made: a value of another kind is as good as none.
template<class T>
std::optional<T> fromJson(const QJsonValue &value)
{
    if constexpr (std::is_same_v<T, bool>)
        return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
    else if constexpr (std::is_same_v<T, int>)
        return value.isDouble() ? std::optional(value.toInt()) : std::nullopt;
    else if constexpr (std::is_same_v<T, QString>)
        return value.isString() ? std::optional(value.toString()) : std::nullopt;
    else if constexpr (std::is_same_v<T, QStringList>)
        return value.isArray() ? std::optional(texts(value)) : std::nullopt;
    else if constexpr (std::is_same_v<T, QColor>)
        return value.isString() ? std::optional(QColor::fromString(value.toString())) : std::nullopt;
    else if constexpr (std::is_same_v<T, QSet<QString>>) {
        const QStringList all = texts(value);
        return value.isArray() ? std::optional(QSet<QString>(all.cbegin(), all.cend())) : std::nullopt;
    }
}

struct Entry
{
    QString key;
    std::function<QJsonValue(const Preferences &)> write;
    std::function<void(Preferences &, const QJsonValue &)> take;
};

template<class T, class Given>
Entry entry(const char *key, T (Preferences::*get)() const, void (Preferences::*set)(Given))
{
    return {QLatin1StringView(key), [get](const Preferences &preferences) { return toJson((preferences.*get)()); },
            [set](Preferences &preferences, const QJsonValue &value) {
                if (const auto taken = fromJson<T>(value))
                    (preferences.*set)(*taken);
            }};
}

/// One of `count` choices, numbered from 0.
template<class T>
Entry choice(const char *key, T (Preferences::*get)() const, void (Preferences::*set)(T), int count)
{
    return {QLatin1StringView(key), [get](const Preferences &preferences) { return QJsonValue(int((preferences.*get)())); },
            [set, count](Preferences &preferences, const QJsonValue &value) {
                const int number = value.toInt(-1);
                if (number >= 0 && number < count)
                    (preferences.*set)(T(number));
            }};
}

QStringList pairs(const QList<QuickReply> &replies)
{
    QStringList all;
    for (const QuickReply &reply : replies)
        all << reply.name << reply.text;
    return all;
}

QStringList addresses(const QSet<BareJid> &people)
{
    QStringList all;
    for (const BareJid &person : people)
        all.append(person.toString());
    all.sort();
    return all;
}

QJsonObject rulesToJson(const DownloadRules &rules)
{
    return {{u"from"_s, int(rules.from)}, {u"pictures"_s, rules.pictures}, {u"audio"_s, rules.audio}, {u"videos"_s, rules.videos},
            {u"others"_s, rules.others}, {u"metered"_s, rules.metered == DownloadRules::Metered::Fetch},
            {u"always"_s, toJson(addresses(rules.always))}, {u"never"_s, toJson(addresses(rules.never))}};
}

DownloadRules rulesFromJson(const QJsonObject &from, DownloadRules rules)
{
    const auto bytes = [&](const QString &key, qint64 &to) { to = std::clamp<qint64>(from[key].toInteger(to), 0, DownloadRules::most); };
    const auto people = [&](const QString &key, QSet<BareJid> &to) {
        for (const QString &text : texts(from[key], mostPeople)) {
            if (const auto jid = BareJid::parse(text))
                to.insert(*jid);
        }
    };
    rules.from = DownloadRules::From(std::clamp(from[u"from"_s].toInt(int(rules.from)), 0, 2));
    bytes(u"pictures"_s, rules.pictures);
    bytes(u"audio"_s, rules.audio);
    bytes(u"videos"_s, rules.videos);
    bytes(u"others"_s, rules.others);
    rules.metered = from[u"metered"_s].toBool(true) ? DownloadRules::Metered::Fetch : DownloadRules::Metered::Wait;
    people(u"always"_s, rules.always);
    people(u"never"_s, rules.never);
    return rules;
}

const QList<Entry> &entries()
{
    using P = Preferences;
    static const QList<Entry> all{
        choice("appearance/scheme", &P::scheme, &P::setScheme, 4),
        entry("appearance/accent", &P::accent, &P::setAccent),
        entry("appearance/textSize", &P::textSize, &P::setTextSize),
        entry("appearance/language", &P::language, &P::setLanguage),
        choice("appearance/density", &P::density, &P::setDensity, 2),
        entry("appearance/systemFont", &P::systemFont, &P::setSystemFont),
        entry("appearance/reduceMotion", &P::reduceMotion, &P::setReduceMotion),
        entry("chats/keyboardHints", &P::keyboardHints, &P::setKeyboardHints),
        choice("chats/sendKey", &P::sendKey, &P::setSendKey, 2),
        entry("chats/undoSend", &P::undoSend, &P::setUndoSend),
        entry("chats/checkSpelling", &P::checkSpelling, &P::setCheckSpelling),
        {u"chats/learnedWords"_s, [](const P &preferences) { return toJson(preferences.learnedWords()); },
         [](P &preferences, const QJsonValue &value) {
             preferences.learnWords(texts(value, 10'000));
         }},
        {u"chats/quickReplies"_s, [](const P &preferences) { return toJson(pairs(preferences.quickReplies())); },
         [](P &preferences, const QJsonValue &value) {
             const QStringList stored = texts(value, 2 * mostOfList); // a name and a text each
             QList<QuickReply> replies;
             for (qsizetype i = 0; i + 1 < stored.size(); i += 2)
                 replies.append({stored.at(i), stored.at(i + 1)});
             if (!replies.isEmpty())
                 preferences.setQuickReplies(replies);
         }},
        entry("chats/recentEmoji", &P::recentEmoji, &P::setRecentEmoji),
        entry("chats/emojiTone", &P::emojiTone, &P::setEmojiTone),
        entry("media/videoVolume", &P::videoVolume, &P::setVideoVolume),
        {u"downloads/*"_s, [](const P &preferences) { return QJsonValue(rulesToJson(preferences.downloadRules())); },
         [](P &preferences, const QJsonValue &value) {
             if (value.isObject())
                 preferences.setDownloadRules(rulesFromJson(value.toObject(), preferences.downloadRules()));
         }},
        entry("notifications/shown", &P::notifications, &P::setNotifications),
        entry("notifications/text", &P::notificationText, &P::setNotificationText),
        entry("notifications/words", &P::highlights, &P::setHighlights),
        entry("notifications/tray", &P::trayIcon, &P::setTrayIcon),
        entry("privacy/receipts", &P::sendReceipts, &P::setSendReceipts),
        entry("privacy/markers", &P::sendMarkers, &P::setSendMarkers),
        entry("privacy/typing", &P::sendTyping, &P::setSendTyping),
        entry("privacy/version", &P::tellVersion, &P::setTellVersion),
        entry("privacy/localTime", &P::tellLocalTime, &P::setTellLocalTime),
        entry("privacy/lastActivity", &P::tellLastActivity, &P::setTellLastActivity),
        entry("privacy/addresses", &P::tellAddresses, &P::setTellAddresses),
        entry("privacy/encryptByDefault", &P::encryptByDefault, &P::setEncryptByDefault),
        entry("contacts/directoryLink", &P::directoryLink, &P::setDirectoryLink),
        entry("contacts/offlineShown", &P::offlineContactsShown, &P::setOfflineContactsShown),
        entry("contacts/foldedGroups", &P::foldedGroups, &P::setFoldedGroups),
        entry("board/foldedTeams", &P::foldedTeams, &P::setFoldedTeams),
        entry("advanced/xmlConsole", &P::xmlConsole, &P::setXmlConsole),
        entry("presence/autoAway", &P::autoAway, &P::setAutoAway),
        entry("presence/awayAfter", &P::awayAfter, &P::setAwayAfter),
        entry("presence/awayForLongAfter", &P::awayForLongAfter, &P::setAwayForLongAfter),
        entry("presence/tellIdleTime", &P::tellIdleTime, &P::setTellIdleTime),
        entry("presence/recentStatuses", &P::recentStatuses, &P::setRecentStatuses),
        entry("presence/workingHours", &P::workingHours, &P::setWorkingHours),
        entry("presence/workDays", &P::workDays, &P::setWorkDays),
        entry("presence/workFrom", &P::workFrom, &P::setWorkFrom),
        entry("presence/workTo", &P::workTo, &P::setWorkTo),
        entry("presence/workText", &P::workText, &P::setWorkText),
        choice("presence/outOfOffice", &P::outOfOffice, &P::setOutOfOffice, 3),
        entry("presence/outOfOfficeText", &P::outOfOfficeText, &P::setOutOfOfficeText),
        entry("presence/log", &P::presenceLog, &P::setPresenceLog),
        entry("presence/logDays", &P::presenceLogDays, &P::setPresenceLogDays),
        entry("presence/quietHours", &P::quietHours, &P::setQuietHours),
        entry("presence/quietFrom", &P::quietFrom, &P::setQuietFrom),
        entry("presence/quietTo", &P::quietTo, &P::setQuietTo),
        entry("presence/table", &P::boardTable, &P::setBoardTable),
    };
    return all;
}

} // namespace

QByteArray written(const Preferences &preferences)
{
    QJsonObject all;
    for (const Entry &each : entries())
        all.insert(each.key, each.write(preferences));
    return QJsonDocument(all).toJson(QJsonDocument::Compact);
}

bool take(Preferences &preferences, const QByteArray &settings)
{
    const QJsonDocument document = QJsonDocument::fromJson(settings);
    if (!document.isObject())
        return false;
    const QJsonObject all = document.object();
    for (const Entry &each : entries()) {
        if (const QJsonValue value = all.value(each.key); !value.isUndefined())
            each.take(preferences, value);
    }
    return true;
}

QStringList carried()
{
    QStringList keys;
    for (const Entry &each : entries())
        keys.append(each.key);
    return keys;
}

QStringList left()
{
    return {u"window/*"_s, u"spelling/*"_s};
}

} // namespace jackdaw::preferencesTransfer
