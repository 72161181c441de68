// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/AccountMenu.h"

#include "base/Clock.h"
#include "chat/ChatListModel.h"
#include "places/LivePlaceModel.h"
#include "status/StatusText.h"
#include "style/Direction.h"
#include "style/Preferences.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "widgets/Painting.h"

#include <QActionGroup>
#include <QPainter>

namespace jackdaw {

namespace {

QIcon dotIcon(const Theme &theme, Availability availability, qreal ratio)
{
    constexpr int side = 18;
    QPixmap pixmap(QSize(side, side) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    paintPresenceDot(painter, QRectF(2, 2, side - 4, side - 4), theme, availability, Token::Raised);
    painter.end();
    return QIcon(pixmap);
}

QString stateText(const AccountListModel::Row &row)
{
    switch (row.connection.state) {
    case ConnectionState::Online:
        if (row.invisibility == Invisibility::Hidden)
            return AccountMenu::tr("Invisible");
        if (row.invisibility == Invisibility::Refused)
            return row.whyRefused.kind == ErrorKind::Unavailable || row.whyRefused.kind == ErrorKind::Forbidden
                ? AccountMenu::tr("Not announced: your provider does not hide you")
                : AccountMenu::tr("Not announced: hiding you did not work");
        return row.status.until == 0 ? availabilityText(row.own.availability)
                                     : AccountMenu::tr("%1 until %2").arg(availabilityText(row.own.availability), clockText(row.status.until));
    case ConnectionState::Connecting: return AccountMenu::tr("Connecting");
    case ConnectionState::SignedOut: return AccountMenu::tr("Signed out");
    case ConnectionState::NeedsPassword: return AccountMenu::tr("Password needed");
    case ConnectionState::Waiting:
    case ConnectionState::Refused: break;
    }
    return AccountMenu::tr("Offline");
}

} // namespace

AccountSummary accountSummary(const QList<AccountListModel::Row> &rows)
{
    // The first one that is online stands for all; else the first.
    const AccountListModel::Row *best = nullptr;
    for (const AccountListModel::Row &row : rows) {
        if (!best || (best->connection.state != ConnectionState::Online && row.connection.state == ConnectionState::Online))
            best = &row;
    }
    if (!best)
        return {};
    const bool online = best->connection.state == ConnectionState::Online;
    const bool isSeen = best->invisibility != Invisibility::Hidden && best->invisibility != Invisibility::Refused;
    const Availability shown = !online ? Availability::Unknown : isSeen ? best->own.availability : Availability::Offline;
    return {best->shownName(), best->ownName, best->settings.jid, shown, stateText(*best)};
}

AccountMenu::AccountMenu(const AccountListModel &accounts, const Preferences &preferences, const Theme &theme, QWidget *parent)
    : QMenu(parent), m_accounts(accounts), m_preferences(preferences), m_theme(theme)
{
    setAccessibleName(tr("Account and status"));
    connect(this, &QMenu::aboutToShow, this, &AccountMenu::build);
}

void AccountMenu::build()
{
    clear();
    addLivePlaces();
    addOwner();
    addStatus();
    addSeparator();
    addAccounts();
    addSeparator();
    addAction(m_theme.icon(QStringLiteral("plus")), tr("Add account…"), this, &AccountMenu::addAccountRequested);
    addServices();
}

void AccountMenu::setLivePlaces(const LivePlaceModel &places, const ChatListModel &chats, const Clock &clock)
{
    m_livePlaces = &places;
    m_chats = &chats;
    m_clock = &clock;
    connect(&places, &LivePlaceModel::changed, this, [this] {
        if (isVisible())
            build();
    });
}

/// First of all: it goes on whatever chat is looked at, and each line ends it.
void AccountMenu::addLivePlaces()
{
    if (!m_livePlaces)
        return;
    const QList<LivePlaceModel::Told> told = m_livePlaces->told(m_clock->now());
    for (const LivePlaceModel::Told &each : told) {
        const QString known = m_chats->nameOf(each.place.conversation);
        const QString name = QString(known).replace(u'&', QStringLiteral("&&"));
        //: a line of a menu that stops it: the name of a person, and a time of day
        addAction(m_theme.icon(QStringLiteral("map-pin")),
                  tr("Sharing your location with %1 until %2 · Stop")
                      .arg(isolated(name), isolated(clockText(each.place.until))),
                  this, [this, account = each.account, id = each.place.id] { Q_EMIT stopLiveRequested(account, id); });
    }
    if (!told.isEmpty())
        addSeparator();
}

/// Who one is in each account that has a name; without one the address below the picture says as much.
void AccountMenu::addOwner()
{
    bool any = false;
    for (const AccountListModel::Row &row : m_accounts.rows()) {
        if (row.ownName.isEmpty())
            continue;
        any = true;
        //: the user's own name, and their address
        addAction(m_theme.icon(QStringLiteral("circle-user-round")),
                  tr("%1 (%2)").arg(isolated(row.ownName), row.settings.jid.toString()).replace(u'&', QStringLiteral("&&")), this,
                  [this, id = row.settings.id] { Q_EMIT accountRequested(id); });
    }
    if (any)
        addSeparator();
}

void AccountMenu::addStatus()
{
    OwnStatus current;
    current.availability = Availability::Unknown;
    bool anySignedIn = false;
    bool hasText = false;
    bool isHidden = false;
    bool canHide = false;
    for (const AccountListModel::Row &row : m_accounts.rows()) {
        if (row.connection.state == ConnectionState::SignedOut)
            continue;
        if (!anySignedIn) {
            current = row.status;
            isHidden = row.invisibility == Invisibility::Hidden || row.invisibility == Invisibility::Refused;
        }
        anySignedIn = true;
        // What its server can is known once there is a session; whoever chooses it before is told then.
        canHide = canHide || row.connection.state != ConnectionState::Online
            || row.invisibility != Invisibility::NotOffered;
        hasText = hasText || !row.status.text.isEmpty();
    }
    auto *group = new QActionGroup(this);
    for (Availability availability : {Availability::Available, Availability::Chat, Availability::Away, Availability::DoNotDisturb,
                                      Availability::ExtendedAway}) {
        QAction *action = addAction(dotIcon(m_theme, availability, devicePixelRatioF()), availabilityText(availability), this,
                                    [this, availability] { Q_EMIT availabilityRequested(availability); });
        action->setCheckable(true);
        action->setChecked(availability == current.availability && !isHidden);
        action->setEnabled(!m_accounts.rows().isEmpty()); // while all are signed out it is the way back
        group->addAction(action);
    }
    if (canHide) {
        QAction *invisible = addAction(m_theme.icon(QStringLiteral("eye-off")), tr("Invisible"), this, &AccountMenu::invisibleRequested);
        invisible->setToolTip(tr("Your contacts do not see you on this device. They still see your other devices, and groups "
                                 "that you are in show you. Messages go on, but gateways log you out."));
        invisible->setCheckable(true);
        invisible->setChecked(isHidden);
        group->addAction(invisible);
    }
    QAction *offline = addAction(dotIcon(m_theme, Availability::Offline, devicePixelRatioF()), availabilityText(Availability::Offline),
                                 this, &AccountMenu::offlineRequested);
    offline->setCheckable(true);
    offline->setChecked(!anySignedIn && !m_accounts.rows().isEmpty());
    offline->setEnabled(anySignedIn);
    addSeparator();
    QAction *text = addAction(m_theme.icon(QStringLiteral("pencil")),
                              current.text.isEmpty() && current.until == 0
                                  ? tr("Set status…")
                                  : tr("Set status… (%1)").arg(isolated(statusText(current)).replace(u'&', QStringLiteral("&&"))),
                              this, &AccountMenu::statusTextRequested);
    text->setEnabled(anySignedIn);
    if (!anySignedIn)
        return;
    constexpr int offered = 4;
    for (const OwnStatus &status : offeredStatuses(m_preferences.recentStatuses(), offered)) {
        addAction(dotIcon(m_theme, status.availability, devicePixelRatioF()), QString(status.text).replace(u'&', QStringLiteral("&&")), this,
                  [this, status] { Q_EMIT statusRequested(status); });
    }
    if (hasText)
        addAction(m_theme.icon(QStringLiteral("x")), tr("Remove the status text"), this, &AccountMenu::statusTextRemoved);
}

/// What servers have can be asked for only where one is signed in.
void AccountMenu::addServices()
{
    const auto &rows = m_accounts.rows();
    const auto isOnline = [](const AccountListModel::Row &row) { return row.connection.state == ConnectionState::Online; };
    const bool isOne = std::count_if(rows.begin(), rows.end(), isOnline) == 1;
    for (const AccountListModel::Row &row : rows) {
        if (!isOnline(row))
            continue;
        addAction(m_theme.icon(QStringLiteral("layout-grid")),
                  isOne ? tr("Services…") : tr("Services of %1…").arg(row.settings.jid.domain()), this,
                  [this, id = row.settings.id] { Q_EMIT servicesRequested(id); });
        addAction(m_theme.icon(QStringLiteral("external-link")),
                  isOne ? tr("Gateways…") : tr("Gateways of %1…").arg(row.settings.jid.domain()), this,
                  [this, id = row.settings.id] { Q_EMIT gatewaysRequested(id); });
    }
}

void AccountMenu::addAccounts()
{
    const bool several = m_accounts.rows().size() > 1;
    for (const AccountListModel::Row &row : m_accounts.rows()) {
        const AccountId id = row.settings.id;
        const QString address = row.settings.jid.toString();
        if (row.connection.state == ConnectionState::SignedOut)
            addAction(m_theme.icon(QStringLiteral("log-in")), several ? tr("Sign in %1").arg(address) : tr("Sign in"), this,
                      [this, id] { Q_EMIT signInRequested(id); });
        else
            addAction(m_theme.icon(QStringLiteral("log-out")), several ? tr("Sign out %1").arg(address) : tr("Sign out"), this,
                      [this, id] { Q_EMIT signOutRequested(id); });
    }
}

} // namespace jackdaw
