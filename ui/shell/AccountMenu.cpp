// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/AccountMenu.h"

#include "style/Theme.h"
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
    case ConnectionState::Online: return availabilityText(row.own.availability);
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
    return {best->settings.jid.local(), best->settings.jid, online ? best->own.availability : Availability::Unknown,
            stateText(*best)};
}

AccountMenu::AccountMenu(const AccountListModel &accounts, const Theme &theme, QWidget *parent)
    : QMenu(parent), m_accounts(accounts), m_theme(theme)
{
    setAccessibleName(tr("Account and status"));
    connect(this, &QMenu::aboutToShow, this, &AccountMenu::build);
}

void AccountMenu::build()
{
    clear();
    addStatus();
    addSeparator();
    addAccounts();
    addSeparator();
    addAction(m_theme.icon(QStringLiteral("plus")), tr("Add account…"), this, &AccountMenu::addAccountRequested);
}

void AccountMenu::addStatus()
{
    Availability current = Availability::Unknown;
    bool anySignedIn = false;
    for (const AccountListModel::Row &row : m_accounts.rows()) {
        if (row.connection.state == ConnectionState::SignedOut)
            continue;
        if (!anySignedIn)
            current = row.own.availability;
        anySignedIn = true;
    }
    auto *group = new QActionGroup(this);
    for (Availability availability : {Availability::Available, Availability::Away, Availability::DoNotDisturb, Availability::ExtendedAway}) {
        QAction *action = addAction(dotIcon(m_theme, availability, devicePixelRatioF()), availabilityText(availability), this,
                                    [this, availability] { Q_EMIT availabilityRequested(availability); });
        action->setCheckable(true);
        action->setChecked(availability == current || (availability == Availability::Available && current == Availability::Chat));
        action->setEnabled(anySignedIn);
        group->addAction(action);
    }
    QAction *text = addAction(m_theme.icon(QStringLiteral("pencil")), tr("Set status…"), this, &AccountMenu::statusTextRequested);
    text->setEnabled(anySignedIn);
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
