// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/Gateway.h"
#include "base/DataForm.h"
#include "base/Ids.h"
#include "base/Jid.h"
#include "base/Result.h"

#include <QFuture>
#include <QMetaType>
#include <QObject>

namespace jackdaw {

/// One thing that an address has (XEP-0030, 4), or one command that it offers (XEP-0050, 2.2). Its words are the other side's.
/// A plain value: any thread. It says nothing about what
/// can be done with it: DiscoInfo does.
struct DiscoItem
{
    Jid jid;
    QString node;
    QString name;

    friend bool operator==(const DiscoItem &, const DiscoItem &) = default;
};

/// What an address says it is and can do (XEP-0030, 3). A plain value.
struct DiscoInfo
{
    QStringList identities; ///< "category/type", with the name behind it where there is one
    QStringList features;
    QList<DataForm> forms;  ///< XEP-0128
    bool hasCommands = false;

    friend bool operator==(const DiscoInfo &, const DiscoInfo &) = default;
};

/// A step of a command that is being run (XEP-0050, 3): what we say, or what came back. A plain value.
struct CommandStep
{
    enum class State { Executing, Completed, Canceled };
    enum class Act { Execute, Previous, Next, Complete, Cancel };

    Jid jid;
    QString node;
    QString session;   ///< the other side's; empty: the first step
    State state = State::Executing;
    Act act = Act::Execute; ///< ours
    QList<Act> offered;     ///< what may be done next besides Cancel; the usual one first
    QStringList notes;
    DataForm form;
    bool hasForm = false;

    friend bool operator==(const CommandStep &, const CommandStep &) = default;
};

/// The part of the engine's door about what services have and can be asked to do (XEP-0030, XEP-0050, XEP-0100). Threads as
/// AccountDoor. Owned by the engine, carried out by ServiceCommands. It asks only where the user looks.
/// Errors: Offline, Timeout, Forbidden, NotFound, or what else the service says.
class ServiceDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// At most 1,000.
    virtual QFuture<Result<QList<DiscoItem>>> items(AccountId account, Jid jid, QString node) = 0;
    virtual QFuture<Result<DiscoInfo>> info(AccountId account, Jid jid, QString node) = 0;
    virtual QFuture<Result<QList<DiscoItem>>> commands(AccountId account, Jid jid) = 0;
    /// Value: what came back; its `session` goes into the next step.
    virtual QFuture<Result<CommandStep>> run(AccountId account, CommandStep step) = 0;

    // Gateways to other networks (XEP-0100)

    /// Looks for those of the provider, and tells which are registered with.
    virtual QFuture<Result<QList<Gateway>>> gateways(AccountId account) = 0;
    virtual QFuture<Result<GatewayRegistration>> gatewayRegistration(AccountId account, BareJid gateway) = 0;
    /// Answers the form that was asked for last. NotAcceptable: what was typed is not what the other network wants.
    virtual QFuture<Status> registerWithGateway(AccountId account, BareJid gateway, DataForm filled) = 0;
    /// The gateway leaves the roster; with its people or without them.
    enum class GatewayContacts { Keep, Remove };
    virtual QFuture<Status> unregisterFromGateway(AccountId account, BareJid gateway, GatewayContacts contacts) = 0;
    enum class GatewayLogin { In, Out };
    virtual QFuture<Status> logInToGateway(AccountId account, BareJid gateway, GatewayLogin login) = 0;
    virtual QFuture<Result<GatewayPrompt>> gatewayPrompt(AccountId account, BareJid gateway) = 0;
    /// Whom the user named as the other network does. NotFound: the gateway knows nobody by that.
    virtual QFuture<Result<BareJid>> gatewayAddress(AccountId account, BareJid gateway, QString text) = 0;

Q_SIGNALS:
    /// All that are known of an account.
    void gatewaysChanged(jackdaw::AccountId account, const QList<jackdaw::Gateway> &gateways);
};

} // namespace jackdaw

Q_DECLARE_METATYPE(jackdaw::DiscoItem)
Q_DECLARE_METATYPE(jackdaw::CommandStep)
