// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QHash>
#include <QObject>
#include <QSettings>
#include <QStringList>
#include <QThreadPool>
#include <QTimer>
#include <QVariant>

namespace jackdaw {

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

    bool notifications() const;
    void setNotifications(bool on);
    bool notificationText() const;     ///< show what was written, not only who wrote
    void setNotificationText(bool on);
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

    bool offlineContactsShown() const;
    void setOfflineContactsShown(bool on);

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    QByteArray chatWindowGeometry() const; ///< of the chat window that was closed last
    void setChatWindowGeometry(const QByteArray &geometry);
    int listWidth() const;             ///< 240 to 420
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
    void write();

    QString m_file;
    QHash<QString, QVariant> m_values;
    QHash<QString, QVariant> m_unwritten;
    QTimer m_writeTimer;
    QThreadPool m_writer;
};

} // namespace jackdaw
