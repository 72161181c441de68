// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "style/QuickReply.h"

#include <QColor>
#include <QHash>
#include <QObject>
#include <QSettings>
#include <QSet>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>
#include <QVariant>

namespace jackdaw {

struct DownloadRules;

/// The settings of this profile that are about the window, one typed getter and setter each, kept in an ini file (0600).
/// Made by the composition root, GUI thread. Setters apply at once and store; nothing here is per account. The file is
/// written a moment later on a thread of its own, and when this goes at the latest.
class Preferences : public QObject
{
    Q_OBJECT
public:
    enum class Scheme { FollowSystem, Light, Dark, HighContrast };
    enum class Density { Comfortable, Compact };
    enum class SendKey { Enter, CtrlEnter };

    explicit Preferences(const QString &file, QObject *parent = nullptr);
    ~Preferences() override;

    Scheme scheme() const;
    void setScheme(Scheme scheme);
    QColor accent() const;             ///< invalid: the design's own
    void setAccent(const QColor &accent);
    int textSize() const;              ///< per cent, 80 to 200
    void setTextSize(int percent);
    QString language() const;          ///< of what the program says, as languages() calls it; empty: the system's
    void setLanguage(const QString &code);
    Density density() const;
    void setDensity(Density density);
    bool systemFont() const;
    void setSystemFont(bool on);
    bool reduceMotion() const;
    void setReduceMotion(bool on);
    bool keyboardHints() const;
    void setKeyboardHints(bool on);
    SendKey sendKey() const;
    void setSendKey(SendKey key);

    bool undoSend() const;             ///< what is sent can be taken back for some seconds
    void setUndoSend(bool on);
    bool checkSpelling() const;
    void setCheckSpelling(bool on);
    QStringList learnedWords() const;  ///< right in every language
    void learnWord(const QString &word);
    void learnWords(const QStringList &words); ///< told of once, however many
    /// Of a chat, as spell checkers call it ("de_DE"); empty: that of the system.
    QString spellingLanguage(qint64 conversation) const;
    void setSpellingLanguage(qint64 conversation, const QString &language);

    QList<QuickReply> quickReplies() const; ///< by name
    void setQuickReplies(QList<QuickReply> replies);

    QStringList recentEmoji() const;   ///< those used last, newest first
    void setRecentEmoji(const QStringList &emoji);
    int videoVolume() const;           ///< of a hundred
    void setVideoVolume(int percent);
    int emojiTone() const;             ///< skin tone: 0 none, 1 light to 5 dark
    void setEmojiTone(int tone);

    bool notifications() const;
    void setNotifications(bool on);
    bool notificationText() const;     ///< show what was written, not only who wrote
    void setNotificationText(bool on);
    QStringList highlights() const;    ///< words that count as one's name in groups
    void setHighlights(const QStringList &words);
    bool trayIcon() const;
    void setTrayIcon(bool on);

    bool sendReceipts() const;
    void setSendReceipts(bool on);
    bool sendMarkers() const;
    void setSendMarkers(bool on);
    bool sendTyping() const;
    void setSendTyping(bool on);
    bool tellVersion() const;
    void setTellVersion(bool on);
    bool tellLocalTime() const;
    void setTellLocalTime(bool on);
    bool tellLastActivity() const;
    void setTellLastActivity(bool on);
    bool tellAddresses() const;        ///< of this computer in the net
    void setTellAddresses(bool on);

    bool encryptByDefault() const;     ///< chats of which nobody has said anything
    void setEncryptByDefault(bool on);

    bool autoAway() const;             ///< say "away" when nobody is at the computer
    void setAutoAway(bool on);
    int awayAfter() const;             ///< minutes, 1 to 240
    void setAwayAfter(int minutes);
    int awayForLongAfter() const;      ///< minutes, more than awayAfter(), to 1440
    void setAwayForLongAfter(int minutes);
    bool tellIdleTime() const;         ///< since when nobody is (XEP-0319)
    void setTellIdleTime(bool on);
    QStringList recentStatuses() const; ///< as status/StatusText.h has them
    void setRecentStatuses(const QStringList &statuses);

    bool workingHours() const;         ///< outside of them one is said to be away for long
    void setWorkingHours(bool on);
    int workDays() const;              ///< bit 0: Monday
    void setWorkDays(int days);
    int workFrom() const;              ///< minutes since midnight
    void setWorkFrom(int minutes);
    int workTo() const;
    void setWorkTo(int minutes);
    QString workText() const;          ///< what others see outside of them
    void setWorkText(const QString &text);
    enum class OutOfOffice { Never, OutsideWorkingHours, Always };
    OutOfOffice outOfOffice() const;   ///< when people who write are answered
    void setOutOfOffice(OutOfOffice when);
    QString outOfOfficeText() const;
    void setOutOfOfficeText(const QString &text);
    bool presenceLog() const;
    void setPresenceLog(bool on);
    int presenceLogDays() const;       ///< 1 to 365
    void setPresenceLogDays(int days);
    bool quietHours() const;
    void setQuietHours(bool on);
    int quietFrom() const;             ///< minutes since midnight
    void setQuietFrom(int minutes);
    int quietTo() const;
    void setQuietTo(int minutes);
    bool boardTable() const;           ///< the presence board as a table
    void setBoardTable(bool on);
    QSet<QString> foldedTeams() const; ///< of the presence board; an empty name: those in none
    void setFoldedTeams(const QSet<QString> &teams);
    QByteArray boardGeometry() const;  ///< of its own window
    void setBoardGeometry(const QByteArray &geometry);
    QByteArray boardColumns() const;   ///< of its table: widths, order, by which it is sorted
    void setBoardColumns(const QByteArray &columns);

    DownloadRules downloadRules() const; ///< what is fetched unasked
    void setDownloadRules(const DownloadRules &rules);

    /// Where the company knows more of people, with {address}, {name} or {domain} in it (ui/profile/ProfileText.h).
    QString directoryLink() const;
    void setDirectoryLink(const QString &linkTemplate);
    bool xmlConsole() const;           ///< F12 opens it
    void setXmlConsole(bool on);
    bool offlineContactsShown() const;
    void setOfflineContactsShown(bool on);
    QSet<QString> foldedGroups() const; ///< of contacts; an empty name: those in none
    void setFoldedGroups(const QSet<QString> &groups);

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    QByteArray chatWindowGeometry() const; ///< of the chat window that was closed last
    void setChatWindowGeometry(const QByteArray &geometry);
    int listWidth() const;             ///< pixels, 240 to 420
    void setListWidth(int width);
    qint64 lastChat() const;           ///< ConversationId of the chat that was open
    void setLastChat(qint64 conversation);

Q_SIGNALS:
    void appearanceChanged();
    void privacyChanged();
    void changed();

private:
    template<class T> T get(const char *key, T fallback) const;
    template<class T> bool set(const char *key, T value);
    QSet<QString> names(const char *key) const;
    void setNames(const char *key, const QSet<QString> &names);
    void write();

    QString m_file;
    QHash<QString, QVariant> m_values;
    QHash<QString, QVariant> m_unwritten;
    QTimer m_writeTimer;
    QThreadPool m_writer;
};

} // namespace jackdaw
