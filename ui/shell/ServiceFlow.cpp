// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ServiceFlow.h"

#include "account/ServiceDoor.h"
#include "services/CommandDialog.h"
#include "services/ServiceBrowser.h"
#include "shell/AppContext.h"
#include "shell/Wishes.h"
#include "style/ErrorText.h"

#include <QPointer>
#include <QWidget>

namespace jackdaw {

ServiceFlow::ServiceFlow(AppContext &context, Wishes &wishes, QWidget &window) : m_context(context), m_wishes(wishes), m_window(window) {}

void ServiceFlow::open(AccountId account)
{
    const AccountListModel::Row *row = m_context.accounts().find(account);
    if (!row)
        return;
    auto *browser = new ServiceBrowser(Jid(BareJid::fromPrepared(row->settings.jid.domain())), m_context.theme(), &m_window);
    connect(browser, &ServiceBrowser::itemsRequested, this, [this, account, browser](const Jid &jid, const QString &node) {
        m_wishes.serviceItems(account, jid, node).then(browser, [browser, jid, node](const Result<QList<DiscoItem>> &items) {
            browser->setItems(jid, node, items ? *items : QList<DiscoItem>());
        });
    });
    connect(browser, &ServiceBrowser::infoRequested, this, [this, account, browser](const Jid &jid, const QString &node) {
        m_wishes.serviceInfo(account, jid, node).then(browser, [browser, jid, node](const Result<DiscoInfo> &info) {
            if (info)
                browser->setInfo(jid, node, *info);
            else
                browser->showError(jid, node, errorText(info.error()));
        });
    });
    connect(browser, &ServiceBrowser::commandsRequested, this, [this, account, browser](const Jid &jid) {
        m_wishes.serviceCommands(account, jid).then(browser, [browser, jid](const Result<QList<DiscoItem>> &commands) {
            browser->setCommands(jid, commands ? *commands : QList<DiscoItem>());
        });
    });
    connect(browser, &ServiceBrowser::runRequested, this, [this, account, browser](const DiscoItem &command) { run(account, command, browser); });
    connect(browser, &ServiceBrowser::gatewaysRequested, this, [this, account] { Q_EMIT gatewaysRequested(account); });
    browser->show();
    browser->browse(); // what the own provider has: an empty window says to nobody what it is for
}

void ServiceFlow::run(AccountId account, const DiscoItem &command, QWidget *over)
{
    auto *dialog = new CommandDialog(command.name.isEmpty() ? command.node : command.name, m_context.theme(), over);
    const auto ask = [this, account, shown = QPointer(dialog)](const CommandStep &step) {
        m_wishes.runCommand(account, step).then(this, [shown](const Result<CommandStep> &answer) {
            if (shown && answer)
                shown->showStep(*answer);
            else if (shown)
                shown->showError(errorText(answer.error()));
        });
    };
    connect(dialog, &CommandDialog::stepRequested, this, ask);
    CommandStep first;
    first.jid = command.jid;
    first.node = command.node;
    ask(first);
    dialog->open();
}

} // namespace jackdaw
