// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/BannerText.h"

#include "base/KeyServiceTrouble.h"
#include "base/NewerFile.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/TimeText.h"

#include <QCoreApplication>

namespace jackdaw {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Banner)
};

using Action = BannerContent::Action;
using Tone = BannerContent::Tone;
using Topic = BannerContent::Topic;
using Row = AccountListModel::Row;

QString waitingText(int waiting)
{
    return waiting == 0 ? QString() : Words::tr("%n messages are waiting.", nullptr, waiting);
}

QString joined(const QStringList &sentences)
{
    QStringList filled = sentences;
    filled.removeAll(QString());
    return filled.join(u' ');
}

/// An account that tries no more by itself.
BannerContent refusedBanner(const Row &row, bool named)
{
    const QString address = row.settings.jid.toString();
    const Error error = row.connection.error.value_or(Error{ErrorKind::NotAuthorized, {}, {}});
    BannerContent banner;
    banner.tone = Tone::Bad;
    banner.icon = QStringLiteral("circle-alert");
    banner.accounts = {row.settings.id};
    banner.details = error.detail;
    banner.certificate = error.certificate;

    if (row.connection.state == ConnectionState::NeedsPassword) {
        banner.tone = Tone::Warn;
        banner.icon = QStringLiteral("lock");
        banner.strong = named ? Words::tr("The password of %1 is needed.").arg(address) : Words::tr("Your password is needed.");
        banner.text = waitingText(row.waiting);
        banner.actions = {Action::EnterPassword};
        return banner;
    }
    banner.strong = errorSummary(error);
    QString account = named ? Words::tr("%1 is not connected.").arg(address) : Words::tr("Not connected.");
    switch (error.kind) {
    case ErrorKind::NotAuthorized:
        account = named ? account : QString();
        banner.actions = {Action::EnterPassword};
        break;
    case ErrorKind::PlainOnly:
    case ErrorKind::WeakerMechanism:
        account = named ? account : QString();
        banner.icon = QStringLiteral("shield-alert");
        banner.actions = {error.kind == ErrorKind::PlainOnly ? Action::AllowPlain : Action::AcceptWeaker, Action::Details};
        break;
    case ErrorKind::Certificate:
    case ErrorKind::TlsRequired:
    case ErrorKind::UnsafeLogin:
    case ErrorKind::ServerProof:
    case ErrorKind::WrongIdentity:
        // The summary says already that there is no connection.
        account = named ? account : QString();
        [[fallthrough]];
    case ErrorKind::NoMechanism:
        banner.icon = QStringLiteral("shield-alert");
        banner.actions = {Action::Details, Action::TryNow};
        break;
    case ErrorKind::Proxy: // nothing but the settings mends it, so the banner says how
        account = joined({account, errorText(error).sliced(banner.strong.size()).trimmed()});
        banner.actions = {Action::TryNow, Action::Details};
        break;
    default:
        banner.actions = {Action::TryNow};
        if (!banner.details.isEmpty())
            banner.actions << Action::Details;
        break;
    }
    banner.text = joined({account, waitingText(row.waiting)});
    return banner;
}

/// What is not a lack of network, so that nobody looks for the fault in the wrong place; nothing for the rest.
QString offlineReason(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::CaptivePortal: // only the user can mend it, and not here
        return errorText(error);
    case ErrorKind::ServerNotFound:
    case ErrorKind::ServerShutdown:
    case ErrorKind::PolicyViolation:
    case ErrorKind::Unavailable:
    case ErrorKind::ProtocolBroken:
    case ErrorKind::Proxy:
        return errorSummary(error);
    default:
        return {};
    }
}

/// All accounts that were lost or not reached, in one banner.
BannerContent offlineBanner(const QList<const Row *> &rows, bool all, qint64 now)
{
    BannerContent banner;
    banner.icon = QStringLiteral("wifi-off");
    banner.actions = {Action::TryNow};
    int waiting = 0;
    QStringList names;
    QString reason;
    for (const Row *row : rows) {
        banner.accounts << row->settings.id;
        names << row->settings.jid.toString();
        waiting += row->waiting;
        if (row->connection.nextTry > 0)
            banner.nextTry = banner.nextTry == 0 ? row->connection.nextTry : std::min(banner.nextTry, row->connection.nextTry);
        if (row->connection.error) {
            banner.details = row->connection.error->detail;
            if (const QString word = offlineReason(*row->connection.error); !word.isEmpty())
                reason = word;
        }
    }
    if (all)
        banner.strong = Words::tr("You’re offline.");
    else if (names.size() == 1)
        banner.strong = Words::tr("%1 is offline.").arg(names.constFirst());
    else
        banner.strong = Words::tr("%1 are offline.").arg(names.join(QStringLiteral(", ")));
    if (waiting > 0)
        banner.actions << Action::ShowWaiting;
    if (banner.nextTry > now)
        banner.countdown = Words::tr("Next try in %1.").arg(countdownText(banner.nextTry - now));
    else
        banner.nextTry = 0;
    // Told at length where nothing else is to be said.
    banner.brief = joined({reason, waitingText(waiting)});
    banner.text = reason.isEmpty() && waiting > 0 ? Words::tr("%n messages are waiting and will be sent when you reconnect.", nullptr, waiting)
                                                  : banner.brief;
    return banner;
}

BannerContent connectingBanner(const QList<const Row *> &rows, bool all, qint64 appearsAt)
{
    BannerContent banner;
    banner.icon = QStringLiteral("refresh-cw");
    banner.appearsAt = appearsAt;
    int waiting = 0;
    QStringList names;
    for (const Row *row : rows) {
        banner.accounts << row->settings.id;
        names << row->settings.jid.toString();
        waiting += row->waiting;
    }
    banner.strong = all ? Words::tr("Connecting…") : Words::tr("Connecting %1…").arg(names.join(QStringLiteral(", ")));
    banner.text = waitingText(waiting);
    if (waiting > 0)
        banner.actions = {Action::ShowWaiting};
    return banner;
}

} // namespace

QString BannerContent::full() const
{
    return joined({strong, text, countdown});
}

QList<BannerContent> connectionBanners(const QList<Row> &accounts, const ConnectingSince &since, qint64 now)
{
    QList<BannerContent> banners;
    QList<const Row *> offline, connecting;
    int enabled = 0;
    const bool named = accounts.size() > 1;
    qint64 appearsAt = 0;
    for (const Row &row : accounts) {
        if (row.connection.state == ConnectionState::SignedOut)
            continue;
        ++enabled;
        switch (row.connection.state) {
        case ConnectionState::Refused:
        case ConnectionState::NeedsPassword:
            banners << refusedBanner(row, named);
            break;
        case ConnectionState::Waiting:
            offline << &row;
            break;
        case ConnectionState::Connecting: {
            connecting << &row;
            const qint64 begins = since.value(row.settings.id, now) + connectingPatience;
            appearsAt = appearsAt == 0 ? begins : std::min(appearsAt, begins);
            break;
        }
        case ConnectionState::Online:
        case ConnectionState::SignedOut:
            break;
        }
    }
    if (!offline.isEmpty())
        banners << offlineBanner(offline, offline.size() == enabled, now);
    if (!connecting.isEmpty())
        banners << connectingBanner(connecting, connecting.size() == enabled, appearsAt);
    return banners;
}

QString waitingReason(const AccountListModel::Row &account, qint64 now)
{
    const QList<BannerContent> banners = connectionBanners({account}, {}, now);
    if (!banners.isEmpty())
        return banners.constFirst().strong;
    return account.connection.state == ConnectionState::SignedOut ? Words::tr("You are signed out.")
                                                                  : Words::tr("The server has not confirmed it yet.");
}

QString actionText(Action action)
{
    switch (action) {
    case Action::TryNow: return Words::tr("Try now");
    case Action::ShowWaiting: return Words::tr("Show waiting");
    case Action::EnterPassword: return Words::tr("Enter password");
    case Action::AllowPlain: return Words::tr("Allow plain text…");
    case Action::AcceptWeaker: return Words::tr("Accept weaker sign-in…");
    case Action::Details: return Words::tr("Details");
    case Action::Dismiss: return Words::tr("Close");
    }
    Q_UNREACHABLE_RETURN({});
}

BannerContent storageBanner(const Error &error)
{
    BannerContent banner;
    banner.tone = Tone::Bad;
    banner.topic = Topic::History;
    banner.icon = QStringLiteral("triangle-alert");
    banner.strong = errorSummary(error);
    banner.text = Words::tr("New messages are not kept until there is room again. What is stored stays.");
    if (error.kind != ErrorKind::DiskFull)
        banner.text = Words::tr("New messages are not kept until this works again. What is stored stays.");
    banner.details = error.subject.isEmpty() ? error.detail : error.subject + QStringLiteral(": ") + error.detail;
    if (!error.detail.isEmpty())
        banner.actions = {Action::Details};
    return banner;
}

BannerContent secretsBanner(const Error &error)
{
    BannerContent banner;
    banner.topic = Topic::Passwords;
    banner.icon = QStringLiteral("lock");
    banner.strong = Words::tr("Passwords cannot be kept on this computer.");
    const QString name = keyServiceName(error);
    const QString service = name.isEmpty() ? Words::tr("The key service") : name;
    switch (keyServiceTrouble(error)) {
    case KeyServiceTrouble::Absent:
        banner.text = Words::tr("There is no key service, so Jackdaw asks at each start.");
        break;
    case KeyServiceTrouble::Closed:
        //: %1: a program, "KWallet", or "The key service".
        banner.text = Words::tr("%1 is locked or does not let Jackdaw in. Unlock it, or Jackdaw asks at each start.").arg(service);
        break;
    case KeyServiceTrouble::Silent:
        banner.text = Words::tr("%1 does not answer. See whether it asks you for something, or Jackdaw asks at each start.").arg(service);
        break;
    case KeyServiceTrouble::Broken:
        banner.text = Words::tr("%1 has a fault, so Jackdaw asks at each start.").arg(service);
        break;
    }
    banner.details = error.detail;
    if (!error.detail.isEmpty())
        banner.actions = {Action::Details};
    return banner;
}

BannerContent databaseBanner(const Error &error)
{
    BannerContent banner;
    banner.tone = Tone::Bad;
    banner.topic = Topic::History;
    banner.icon = QStringLiteral("triangle-alert");
    banner.strong = errorSummary(error);
    if (error.kind == ErrorKind::DiskFull)
        banner.text = Words::tr("Nothing works until there is room for the history. Free some space, then start Jackdaw again.");
    else if (isOfNewerJackdaw(error))
        banner.text = errorText(error).sliced(banner.strong.size()).trimmed();
    else
        banner.text = Words::tr("Nothing works without it. Check that the disk is there and can be written, then start Jackdaw again.");
    banner.details = error.subject.isEmpty() ? error.detail : error.subject + QStringLiteral(": ") + error.detail;
    if (!error.detail.isEmpty())
        banner.actions = {Action::Details};
    return banner;
}

BannerContent repairBanner(const HistoryRepair &repair)
{
    BannerContent banner;
    banner.tone = Tone::Bad;
    banner.topic = Topic::History;
    banner.icon = QStringLiteral("triangle-alert");
    banner.strong = Words::tr("The history on this computer was damaged.");
    banner.text = joined({repair.salvaged > 0 ? Words::tr("%n messages could be read out of it.", nullptr, repair.salvaged)
                                              : Words::tr("No message could be read out of it."),
                          Words::tr("What your server keeps comes again once you are signed in."),
                          //: %1: a path
                          Words::tr("The damaged file is kept as %1. Delete it once you miss nothing.").arg(isolated(repair.setAside))});
    banner.actions = {Action::Dismiss};
    return banner;
}

} // namespace jackdaw
