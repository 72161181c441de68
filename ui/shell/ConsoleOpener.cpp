// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ConsoleOpener.h"

#include "account/ConsoleDoor.h"
#include "console/ConsoleWindow.h"
#include "shell/AppContext.h"
#include "shell/EngineLoader.h"
#include "shell/Wishes.h"
#include "style/ErrorText.h"

#include <QWidget>

namespace jackdaw {

ConsoleOpener::ConsoleOpener(AppContext &context, Wishes &wishes, QWidget &window)
    : m_context(context), m_wishes(wishes), m_window(window)
{
    connect(&context.preferences(), &Preferences::changed, this, [this] {
        if (m_console && !m_context.preferences().xmlConsole())
            m_console->close();
    });
}

void ConsoleOpener::open()
{
    if (!m_context.preferences().xmlConsole()) {
        Q_EMIT switchRequested();
        return;
    }
    if (!m_console) {
        m_console = new ConsoleWindow(m_context.theme(), &m_window);
        connect(m_console, &ConsoleWindow::accountChosen, this, [this](AccountId account, AccountId before) {
            EngineDoor *engine = m_context.engine().engine();
            if (engine && before.isValid())
                engine->console().setUse(before, ConsoleUse::Closed);
            if (engine && account.isValid())
                engine->console().setUse(account, ConsoleUse::Open);
        });
        connect(m_console, &ConsoleWindow::sendRequested, this, [this](AccountId account, const QString &xml) {
            m_wishes.sendTyped(account, xml).then(this, [console = m_console](const Status &status) {
                if (console && status)
                    console->showSent();
                else if (console)
                    console->showFailure(errorText(status.error()));
            });
        });
        connect(&m_context.accounts(), &QAbstractItemModel::rowsInserted, m_console, [this] { giveAccounts(); });
        connect(&m_context.accounts(), &QAbstractItemModel::rowsRemoved, m_console, [this] { giveAccounts(); });
        connect(&m_context.accounts(), &QAbstractItemModel::modelReset, m_console, [this] { giveAccounts(); });
        m_context.engine().meetEngine(m_console, [console = m_console](EngineDoor &engine) {
            connect(&engine.console(), &ConsoleDoor::passed, console, &ConsoleWindow::add);
            if (console->account().isValid())
                engine.console().setUse(console->account(), ConsoleUse::Open);
        });
        giveAccounts();
    }
    m_console->show();
    m_console->raise();
    m_console->activateWindow();
}

void ConsoleOpener::giveAccounts()
{
    QList<ConsoleWindow::Account> accounts;
    for (const AccountListModel::Row &row : m_context.accounts().rows())
        accounts.append({row.settings.id, row.settings.jid.toString()});
    m_console->setAccounts(accounts);
}

} // namespace jackdaw
