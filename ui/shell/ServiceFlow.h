// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/Ids.h"

#include <QObject>

namespace jackdaw {

class AppContext;
class CommandDialog;
struct DiscoItem;
class Wishes;

/// Opens the browser of services for an account, and carries its questions and commands to the engine. Owned by Shell, GUI
/// thread. Keeps nothing of what services say.
/// Asks nobody before the user does.
class ServiceFlow : public QObject
{
    Q_OBJECT
public:
    ServiceFlow(AppContext &context, Wishes &wishes, QWidget &window);

    void open(AccountId account);

Q_SIGNALS:
    void gatewaysRequested(jackdaw::AccountId account);

private:
    void run(AccountId account, const DiscoItem &command, QWidget *over);

    AppContext &m_context;
    Wishes &m_wishes;
    QWidget &m_window;
};

} // namespace jackdaw
