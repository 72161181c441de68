// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/Gateway.h"
#include "base/Ids.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QUrl>

namespace jackdaw {

class AppContext;
class GatewaysDialog;
class Wishes;

/// Opens the list of an account's gateways (XEP-0100) and the questions that follow from it, and carries them to the
/// engine. Owned by Shell, GUI thread.
/// Keeps nothing of what gateways say but while the list is open.
class GatewayFlow : public QObject
{
    Q_OBJECT
public:
    GatewayFlow(AppContext &context, Wishes &wishes, QWidget &window);

    void open(AccountId account);

Q_SIGNALS:
    void linkRequested(const QUrl &link);

private:
    void askToRegister(AccountId account, const Gateway &gateway);
    void askWhomToAdd(AccountId account, const Gateway &gateway);
    void askToUnregister(AccountId account, const Gateway &gateway);

    AppContext &m_context;
    Wishes &m_wishes;
    QWidget &m_window;
    QHash<AccountId, QPointer<GatewaysDialog>> m_lists;
};

} // namespace jackdaw
