// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/PreferencesValues.h"

#include "base/Log.h"
#include "files/DownloadRules.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace jackdaw {

namespace {

/// The file is made with its rights before anything is written into it; QSettings keeps them afterwards.
QString prepared(const QString &file)
{
    if (!QFileInfo::exists(file)) {
        QFile made(file);
        if (!made.open(QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner))
            qCWarning(log::ui) << "the settings file" << file << "cannot be written:" << made.errorString();
    }
    return file;
}

constexpr int writeDelay = 400; // ms: a splitter that is dragged is written once, not at every pixel

} // namespace

Preferences::Preferences(const QString &file, QObject *parent)
    : QObject(parent), m_file(prepared(file))
{
    const QSettings stored(file, QSettings::IniFormat);
    const QStringList keys = stored.allKeys();
    for (const QString &key : keys)
        m_values.insert(key, stored.value(key));
    m_writer.setMaxThreadCount(1); // one after the other, so that the last write is the latest state
    m_writer.setExpiryTimeout(1000);
    m_writeTimer.setSingleShot(true);
    m_writeTimer.setInterval(writeDelay);
    connect(&m_writeTimer, &QTimer::timeout, this, &Preferences::write);
}

Preferences::~Preferences()
{
    if (m_writeTimer.isActive())
        write();
    m_writer.waitForDone();
}

/// Writing ends with an fsync, which may take long on a busy disk: never on the GUI thread.
void Preferences::write()
{
    m_writeTimer.stop();
    m_writer.start([file = m_file, values = std::exchange(m_unwritten, {})] {
        QSettings settings(file, QSettings::IniFormat);
        for (auto value = values.cbegin(); value != values.cend(); ++value)
            settings.setValue(value.key(), value.value());
        settings.sync();
        if (settings.status() != QSettings::NoError)
            qCWarning(log::ui) << "the settings could not be written to" << file;
    });
}

Preferences::Scheme Preferences::scheme() const
{
    return Scheme(qBound(0, get<int>("appearance/scheme", 0), int(Scheme::HighContrast)));
}

void Preferences::setScheme(Scheme scheme)
{
    if (set("appearance/scheme", int(scheme))) {
        Q_EMIT appearanceChanged();
        Q_EMIT changed();
    }
}

QColor Preferences::accent() const
{
    return QColor::fromString(get<QString>("appearance/accent", {}));
}

void Preferences::setAccent(const QColor &accent)
{
    if (set("appearance/accent", accent.isValid() ? accent.name() : QString())) {
        Q_EMIT appearanceChanged();
        Q_EMIT changed();
    }
}

int Preferences::textSize() const
{
    return qBound(80, get<int>("appearance/textSize", 100), 200);
}

void Preferences::setTextSize(int percent)
{
    if (set("appearance/textSize", qBound(80, percent, 200))) {
        Q_EMIT appearanceChanged();
        Q_EMIT changed();
    }
}

QString Preferences::language() const
{
    return get<QString>("appearance/language", {});
}

void Preferences::setLanguage(const QString &code)
{
    if (set("appearance/language", code))
        Q_EMIT changed();
}

Preferences::Density Preferences::density() const
{
    return get<int>("appearance/density", 0) == int(Density::Compact) ? Density::Compact : Density::Comfortable;
}

void Preferences::setDensity(Density density)
{
    if (set("appearance/density", int(density))) {
        Q_EMIT appearanceChanged();
        Q_EMIT changed();
    }
}

bool Preferences::systemFont() const
{
    return get("appearance/systemFont", false);
}

void Preferences::setSystemFont(bool on)
{
    if (set("appearance/systemFont", on)) {
        Q_EMIT appearanceChanged();
        Q_EMIT changed();
    }
}

bool Preferences::reduceMotion() const
{
    return get("appearance/reduceMotion", false);
}

void Preferences::setReduceMotion(bool on)
{
    if (set("appearance/reduceMotion", on)) {
        Q_EMIT appearanceChanged();
        Q_EMIT changed();
    }
}

bool Preferences::keyboardHints() const
{
    return get("chats/keyboardHints", true);
}

void Preferences::setKeyboardHints(bool on)
{
    if (set("chats/keyboardHints", on))
        Q_EMIT changed();
}

Preferences::SendKey Preferences::sendKey() const
{
    return get<int>("chats/sendKey", 0) == int(SendKey::CtrlEnter) ? SendKey::CtrlEnter : SendKey::Enter;
}

void Preferences::setSendKey(SendKey key)
{
    if (set("chats/sendKey", int(key)))
        Q_EMIT changed();
}

bool Preferences::undoSend() const
{
    return get("chats/undoSend", false);
}

void Preferences::setUndoSend(bool on)
{
    if (set("chats/undoSend", on))
        Q_EMIT changed();
}

bool Preferences::checkSpelling() const
{
    return get("chats/checkSpelling", true);
}

void Preferences::setCheckSpelling(bool on)
{
    if (set("chats/checkSpelling", on))
        Q_EMIT changed();
}

QStringList Preferences::learnedWords() const
{
    return get<QString>("chats/learnedWords", {}).split(u' ', Qt::SkipEmptyParts);
}

void Preferences::learnWord(const QString &word)
{
    learnWords({word});
}

void Preferences::learnWords(const QStringList &words)
{
    QStringList all = learnedWords();
    QSet<QString> known(all.cbegin(), all.cend());
    const qsizetype before = all.size();
    for (const QString &word : words) {
        if (word.isEmpty() || word.contains(u' ') || known.contains(word))
            continue;
        known.insert(word);
        all.append(word);
    }
    if (all.size() == before)
        return;
    all.sort();
    set("chats/learnedWords", all.join(u' '));
    Q_EMIT changed();
}

QString Preferences::spellingLanguage(qint64 conversation) const
{
    return get<QString>(("spelling/" + QByteArray::number(conversation)).constData(), {});
}

void Preferences::setSpellingLanguage(qint64 conversation, const QString &language)
{
    set(("spelling/" + QByteArray::number(conversation)).constData(), language);
}

QList<QuickReply> Preferences::quickReplies() const
{
    const QStringList stored = get<QStringList>("chats/quickReplies", {});
    QList<QuickReply> replies;
    for (qsizetype i = 0; i + 1 < stored.size(); i += 2)
        replies.append({stored.at(i), stored.at(i + 1)});
    return replies;
}

void Preferences::setQuickReplies(QList<QuickReply> replies)
{
    std::sort(replies.begin(), replies.end(), [](const QuickReply &a, const QuickReply &b) {
        return a.name.compare(b.name, Qt::CaseInsensitive) < 0;
    });
    QStringList stored;
    for (const QuickReply &reply : std::as_const(replies))
        stored << reply.name << reply.text;
    if (set("chats/quickReplies", stored))
        Q_EMIT changed();
}

DownloadRules Preferences::downloadRules() const
{
    const DownloadRules usual;
    const auto bytes = [this](const char *key, qint64 fallback) { return std::clamp<qint64>(get(key, fallback), 0, DownloadRules::most); };
    const auto people = [this](const char *key) {
        QSet<BareJid> all;
        const QStringList stored = get<QStringList>(key, {});
        for (const QString &each : stored) {
            if (const auto jid = BareJid::parse(each))
                all.insert(*jid);
        }
        return all;
    };
    DownloadRules rules;
    rules.from = DownloadRules::From(std::clamp(get("downloads/from", int(usual.from)), 0, 2));
    rules.pictures = bytes("downloads/pictures", usual.pictures);
    rules.audio = bytes("downloads/audio", usual.audio);
    rules.videos = bytes("downloads/videos", usual.videos);
    rules.others = bytes("downloads/others", usual.others);
    rules.metered = get("downloads/metered", true) ? DownloadRules::Metered::Fetch : DownloadRules::Metered::Wait;
    rules.always = people("downloads/always");
    rules.never = people("downloads/never");
    return rules;
}

void Preferences::setDownloadRules(const DownloadRules &rules)
{
    const auto people = [](const QSet<BareJid> &all) {
        QStringList stored;
        for (const BareJid &each : all)
            stored.append(each.toString());
        stored.sort();
        return stored;
    };
    bool isOther = set("downloads/from", int(rules.from));
    isOther = set("downloads/pictures", rules.pictures) || isOther;
    isOther = set("downloads/audio", rules.audio) || isOther;
    isOther = set("downloads/videos", rules.videos) || isOther;
    isOther = set("downloads/others", rules.others) || isOther;
    isOther = set("downloads/metered", rules.metered == DownloadRules::Metered::Fetch) || isOther;
    isOther = set("downloads/always", people(rules.always)) || isOther;
    isOther = set("downloads/never", people(rules.never)) || isOther;
    if (isOther)
        Q_EMIT changed();
}

QStringList Preferences::highlights() const
{
    return get<QStringList>("notifications/words", {});
}

void Preferences::setHighlights(const QStringList &words)
{
    if (set("notifications/words", words))
        Q_EMIT changed();
}

QStringList Preferences::recentEmoji() const
{
    return get<QString>("chats/recentEmoji", {}).split(u' ', Qt::SkipEmptyParts);
}

void Preferences::setRecentEmoji(const QStringList &emoji)
{
    set("chats/recentEmoji", emoji.join(u' ')); // changes nothing that is shown
}

int Preferences::videoVolume() const
{
    return qBound(0, get<int>("media/videoVolume", 100), 100);
}

void Preferences::setVideoVolume(int percent)
{
    set("media/videoVolume", qBound(0, percent, 100));
}

int Preferences::emojiTone() const
{
    return qBound(0, get<int>("chats/emojiTone", 0), 5);
}

void Preferences::setEmojiTone(int tone)
{
    set("chats/emojiTone", qBound(0, tone, 5));
}

bool Preferences::notifications() const
{
    return get("notifications/shown", true);
}

void Preferences::setNotifications(bool on)
{
    if (set("notifications/shown", on))
        Q_EMIT changed();
}

bool Preferences::notificationText() const
{
    return get("notifications/text", true);
}

void Preferences::setNotificationText(bool on)
{
    if (set("notifications/text", on))
        Q_EMIT changed();
}

bool Preferences::trayIcon() const
{
    return get("notifications/tray", true);
}

void Preferences::setTrayIcon(bool on)
{
    if (set("notifications/tray", on))
        Q_EMIT changed();
}

bool Preferences::sendReceipts() const
{
    return get("privacy/receipts", true);
}

void Preferences::setSendReceipts(bool on)
{
    if (set("privacy/receipts", on)) {
        Q_EMIT privacyChanged();
        Q_EMIT changed();
    }
}

bool Preferences::sendMarkers() const
{
    return get("privacy/markers", true);
}

void Preferences::setSendMarkers(bool on)
{
    if (set("privacy/markers", on)) {
        Q_EMIT privacyChanged();
        Q_EMIT changed();
    }
}

bool Preferences::sendTyping() const
{
    return get("privacy/typing", true);
}

void Preferences::setSendTyping(bool on)
{
    if (set("privacy/typing", on)) {
        Q_EMIT privacyChanged();
        Q_EMIT changed();
    }
}

bool Preferences::tellVersion() const
{
    return get("privacy/version", true);
}

void Preferences::setTellVersion(bool on)
{
    if (set("privacy/version", on)) {
        Q_EMIT privacyChanged();
        Q_EMIT changed();
    }
}

bool Preferences::tellLocalTime() const
{
    return get("privacy/localTime", true);
}

void Preferences::setTellLocalTime(bool on)
{
    if (set("privacy/localTime", on)) {
        Q_EMIT privacyChanged();
        Q_EMIT changed();
    }
}

bool Preferences::tellLastActivity() const
{
    return get("privacy/lastActivity", true);
}

void Preferences::setTellLastActivity(bool on)
{
    if (set("privacy/lastActivity", on)) {
        Q_EMIT privacyChanged();
        Q_EMIT changed();
    }
}

bool Preferences::tellAddresses() const
{
    return get("privacy/addresses", true);
}

void Preferences::setTellAddresses(bool on)
{
    if (set("privacy/addresses", on)) {
        Q_EMIT privacyChanged();
        Q_EMIT changed();
    }
}

bool Preferences::encryptByDefault() const
{
    return get("privacy/encryptByDefault", true);
}

void Preferences::setEncryptByDefault(bool on)
{
    if (set("privacy/encryptByDefault", on)) {
        Q_EMIT privacyChanged();
        Q_EMIT changed();
    }
}

QString Preferences::directoryLink() const
{
    return get<QString>("contacts/directoryLink", {});
}

void Preferences::setDirectoryLink(const QString &linkTemplate)
{
    if (set("contacts/directoryLink", linkTemplate.trimmed().left(500)))
        Q_EMIT changed();
}

bool Preferences::xmlConsole() const
{
    return get("advanced/xmlConsole", false);
}

void Preferences::setXmlConsole(bool on)
{
    if (set("advanced/xmlConsole", on))
        Q_EMIT changed();
}

bool Preferences::offlineContactsShown() const
{
    return get("contacts/offlineShown", true);
}

void Preferences::setOfflineContactsShown(bool on)
{
    if (set("contacts/offlineShown", on))
        Q_EMIT changed();
}

QSet<QString> Preferences::names(const char *key) const
{
    QSet<QString> names;
    const QStringList kept = get<QStringList>(key, {});
    for (const QString &each : kept)
        names.insert(each.mid(1));
    return names;
}

void Preferences::setNames(const char *key, const QSet<QString> &names)
{
    QStringList kept; // a mark before each: a list of one empty text would come back as none
    for (const QString &name : names)
        kept << u'.' + name;
    kept.sort();
    if (set(key, kept))
        Q_EMIT changed();
}

QSet<QString> Preferences::foldedGroups() const
{
    return names("contacts/foldedGroups");
}

void Preferences::setFoldedGroups(const QSet<QString> &groups)
{
    setNames("contacts/foldedGroups", groups);
}

QSet<QString> Preferences::foldedTeams() const
{
    return names("board/foldedTeams");
}

void Preferences::setFoldedTeams(const QSet<QString> &teams)
{
    setNames("board/foldedTeams", teams);
}

QByteArray Preferences::windowGeometry() const
{
    return get<QByteArray>("window/geometry", {});
}

void Preferences::setWindowGeometry(const QByteArray &geometry)
{
    set("window/geometry", geometry);
}

QByteArray Preferences::chatWindowGeometry() const
{
    return get<QByteArray>("window/chatGeometry", {});
}

void Preferences::setChatWindowGeometry(const QByteArray &geometry)
{
    set("window/chatGeometry", geometry);
}

int Preferences::listWidth() const
{
    return qBound(240, get<int>("window/listWidth", 336), 420);
}

void Preferences::setListWidth(int width)
{
    set("window/listWidth", qBound(240, width, 420));
}

qint64 Preferences::lastChat() const
{
    return get<qint64>("window/lastChat", 0);
}

void Preferences::setLastChat(qint64 conversation)
{
    set("window/lastChat", conversation);
}

} // namespace jackdaw
