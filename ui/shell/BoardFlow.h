// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notify/DesktopNotifications.h"
#include "notify/NotificationPolicy.h"
#include "sound/Chime.h"
#include "watch/Watch.h"

#include <QObject>
#include <memory>

namespace jackdaw {

class AppContext;
class BoardPage;
class BoardSide;
class BoardWindow;
class MainWindow;
class Wishes;

/// What the presence board asks for, carried out: its dialogs, the window of its own, the log as a file, and what
/// a rule does when it comes true. Owned by Shell, GUI thread. It finds out nothing itself: the engine says when
/// a rule is true.
class BoardFlow : public QObject
{
    Q_OBJECT
public:
    BoardFlow(AppContext &context, Wishes &wishes, MainWindow &window, SoundSource sound = loadSoundModule);
    ~BoardFlow() override;

    /// The log of an account's people as lines of CSV (RFC 4180) below csvHead, one change a line, times in UTC.
    static QByteArray csvOf(const BareJid &account, const QList<std::pair<BareJid, PresenceChange>> &changes);
    static constexpr char csvHead[] = "account,address,time,state\r\n";

Q_SIGNALS:
    void chatRequested(jackdaw::AccountId account, const jackdaw::BareJid &jid);
    void told(const jackdaw::Notification &notification);

private:
    void connectBoard();
    void choosePeople();
    void makeRule();
    void setBell(AccountId account, const BareJid &jid);
    void erase(AccountId account, const BareJid &jid);
    void showLog(AccountId account, const BareJid &jid);
    void exportLog();
    void openWindow();
    void closeWindow();
    void tell(const RuleFiring &firing);

    AppContext &m_context;
    Wishes &m_wishes;
    MainWindow &m_window;
    DesktopNotifications m_notifications;
    NotificationPolicy m_policy;
    Chime m_chime;
    QHash<ConversationId, std::pair<AccountId, BareJid>> m_told;
    std::unique_ptr<BoardWindow> m_own;
};

} // namespace jackdaw
