// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountListModel.h"
#include "shell/HistoryRepair.h"

#include <QList>
#include <QString>

namespace jackdaw {

/// What one full-width banner says and offers. Plain value. The functions below make them from the state of the
/// accounts, the disk and the key service: pure, GUI thread. ConnectionBanner shows them; nothing here knows a
/// widget or a timer.
struct BannerContent
{
    enum class Tone { Warn, Bad };
    enum class Action { TryNow, ShowWaiting, EnterPassword, AllowPlain, AcceptWeaker, Details, Dismiss };
    enum class Topic { Connection, History, Passwords };

    QString icon;
    Tone tone = Tone::Warn;
    Topic topic = Topic::Connection; ///< what it begins with where it is read out
    QString strong; ///< what happened, in heavier type
    QString text;   ///< the rest
    QString brief;  ///< the same where there is little room; empty: that is short enough
    QString countdown; ///< "Next try in 0:24."
    QList<Action> actions;
    QList<AccountId> accounts; ///< what the actions are about
    QString details;           ///< for Details: the technical word
    std::shared_ptr<const CertificateProblem> certificate; ///< for Details: what was refused
    qint64 nextTry = 0;        ///< what the countdown runs to; 0: none
    qint64 appearsAt = 0;      ///< Connecting: not shown before this moment; 0: at once

    QString full() const;
    friend bool operator==(const BannerContent &, const BannerContent &) = default;
};

/// When each account began to connect, so that Connecting shows only after 3 s.
using ConnectingSince = QHash<AccountId, qint64>;
constexpr qint64 connectingPatience = 3000; ///< ms

/// The banners about connections, worst first (ui.md, "Banners" and "Text tone"). One for everything that waits or
/// connects, and one for every account that needs the user. Accounts are named where there are several. Pure.
/// `since` and `now` in ms since 1970 UTC.
QList<BannerContent> connectionBanners(const QList<AccountListModel::Row> &accounts, const ConnectingSince &since,
                                       qint64 now);
/// What the messages of one account wait for, one sentence.
QString waitingReason(const AccountListModel::Row &account, qint64 now);
/// The words of an action's button.
QString actionText(BannerContent::Action action);

/// Banners that are not about a connection.
BannerContent storageBanner(const Error &error);
BannerContent secretsBanner(const Error &error);
/// The database was not opened.
BannerContent databaseBanner(const Error &error);
/// It was damaged, and what could be read of it is in another one now.
BannerContent repairBanner(const HistoryRepair &repair);

} // namespace jackdaw
