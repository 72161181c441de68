// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/GatewayFlow.h"

#include "account/ServiceDoor.h"
#include "services/GatewayQuestions.h"
#include "services/GatewayText.h"
#include "services/GatewaysDialog.h"
#include "shell/AppContext.h"
#include "shell/EngineLoader.h"
#include "shell/Wishes.h"
#include "style/ErrorText.h"

#include <QWidget>

namespace jackdaw {

GatewayFlow::GatewayFlow(AppContext &context, Wishes &wishes, QWidget &window)
    : m_context(context), m_wishes(wishes), m_window(window)
{}

void GatewayFlow::open(AccountId account)
{
    QPointer<GatewaysDialog> &list = m_lists[account];
    if (list) {
        list->raise();
        list->activateWindow();
        return;
    }
    list = new GatewaysDialog(m_context.theme(), &m_window);
    GatewaysDialog *dialog = list;
    m_context.engine().meetEngine(dialog, [dialog, account](EngineDoor &engine) {
        connect(&engine.services(), &ServiceDoor::gatewaysChanged, dialog,
                [dialog, account](AccountId of, const QList<Gateway> &gateways) {
            if (of == account)
                dialog->setGateways(gateways);
        });
    });
    const auto logIn = [this, account, dialog](const Gateway &gateway, ServiceDoor::GatewayLogin login) {
        m_wishes.inServices([=](ServiceDoor &services) {
            return services.logInToGateway(account, gateway.jid, login);
        }).then(dialog, [dialog](const Status &done) {
            dialog->showError(done ? QString() : errorText(done.error()));
        });
    };
    connect(dialog, &GatewaysDialog::logInRequested, this,
            [logIn](const Gateway &gateway) { logIn(gateway, ServiceDoor::GatewayLogin::In); });
    connect(dialog, &GatewaysDialog::logOutRequested, this,
            [logIn](const Gateway &gateway) { logIn(gateway, ServiceDoor::GatewayLogin::Out); });
    connect(dialog, &GatewaysDialog::registerRequested, this,
            [this, account](const Gateway &gateway) { askToRegister(account, gateway); });
    connect(dialog, &GatewaysDialog::unregisterRequested, this,
            [this, account](const Gateway &gateway) { askToUnregister(account, gateway); });
    connect(dialog, &GatewaysDialog::addRequested, this,
            [this, account](const Gateway &gateway) { askWhomToAdd(account, gateway); });
    m_wishes.gateways(account).then(dialog, [dialog](const Result<QList<Gateway>> &found) {
        dialog->setSearch(found ? GatewaysDialog::Search::Done : GatewaysDialog::Search::Failed);
        if (found)
            dialog->setGateways(*found);
        else
            dialog->showError(errorText(found.error()));
    });
    dialog->show();
}

void GatewayFlow::askToRegister(AccountId account, const Gateway &gateway)
{
    auto *dialog = new GatewayRegistrationDialog(gateway, m_context.theme(), m_lists.value(account));
    connect(dialog, &GatewayRegistrationDialog::registerRequested, this,
            [this, account, gateway, dialog](const DataForm &filled) {
        m_wishes
            .inServices([=](ServiceDoor &services) {
            return services.registerWithGateway(account, gateway.jid, filled);
        }).then(dialog, [dialog](const Status &done) {
            if (done)
                dialog->accept();
            else
                dialog->showError(errorText(done.error()));
        });
    });
    connect(dialog, &GatewayRegistrationDialog::websiteRequested, this,
            [this](const QString &address) { Q_EMIT linkRequested(QUrl(address, QUrl::StrictMode)); });
    m_wishes.gatewayRegistration(account, gateway.jid)
        .then(dialog, [dialog](const Result<GatewayRegistration> &registration) {
        if (registration)
            dialog->setRegistration(*registration);
        else
            dialog->setFailed(errorText(registration.error()));
    });
    dialog->open();
}

void GatewayFlow::askWhomToAdd(AccountId account, const Gateway &gateway)
{
    auto *dialog = new GatewayContactDialog(gateway, m_context.theme(), m_lists.value(account));
    m_wishes.gatewayPrompt(account, gateway.jid).then(dialog, [dialog](const Result<GatewayPrompt> &prompt) {
        if (prompt) // without it, what it wants is what anybody would write
            dialog->setPrompt(*prompt);
    });
    connect(dialog, &GatewayContactDialog::addRequested, this,
            [this, account, gateway, dialog](const QString &whom, const QString &name) {
        m_wishes.gatewayAddress(account, gateway.jid, whom)
            .then(dialog, [this, account, dialog, whom, name](const Result<BareJid> &jid) {
            if (!jid) {
                dialog->showError(errorText(jid.error()));
                return;
            }
            // Their address is the gateway's way of writing it: whoever gives no name knows them by what was typed.
            m_wishes.addContact(account, *jid, name.isEmpty() ? whom : name, {}, {})
                .then(dialog, [dialog](const Status &added) {
                if (added)
                    dialog->accept();
                else
                    dialog->showError(errorText(added.error()));
            });
        });
    });
    dialog->open();
}

void GatewayFlow::askToUnregister(AccountId account, const Gateway &gateway)
{
    int contacts = 0;
    m_context.contacts().forEachContact([&](const Contact &contact, const Presence &) {
        const bool isOfIt =
            contact.account == account && contact.jid != gateway.jid && contact.jid.domain() == gateway.jid.domain();
        contacts += isOfIt ? 1 : 0;
    });
    auto *dialog = new GatewayRemovalDialog(gateway, contacts, m_context.theme(), m_lists.value(account));
    connect(dialog, &GatewayRemovalDialog::removeRequested, this, [this, account, gateway, dialog](bool withContacts) {
        const auto what = withContacts ? ServiceDoor::GatewayContacts::Remove : ServiceDoor::GatewayContacts::Keep;
        m_wishes
            .inServices([=](ServiceDoor &services) {
            return services.unregisterFromGateway(account, gateway.jid, what);
        }).then(dialog, [dialog](const Status &done) {
            if (done)
                dialog->accept();
            else
                dialog->showError(errorText(done.error()));
        });
    });
    dialog->open();
}

} // namespace jackdaw
