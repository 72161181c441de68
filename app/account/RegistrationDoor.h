// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account/AccountSettings.h"
#include "base/DataForm.h"
#include "base/Result.h"

#include <QFuture>
#include <QObject>

namespace jackdaw {

/// What a server wants to know before it makes an account. A plain value: any thread.
struct RegistrationOffer
{
    DataForm form;   ///< fields of XEP-0077 that have no label are known by their names: "username", "password", "email", …
    QString website; ///< http(s): where the server wants accounts to be made, instead where the form has no fields
};

/// An account that was just made and that nobody is signed in to. A plain value: any thread.
struct NewAccount
{
    BareJid jid;
    QString password;
};

/// The part of the engine's door that makes accounts on servers (XEP-0077), one at a time, only over TLS that was
/// checked. Commands may be called on any thread and never block. Owned by the EngineDoor. Signs in nowhere and stores
/// nothing: who wants the new account here gives it to AccountDoor.
class RegistrationDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Asks the server (`server.jid` holds its domain) for its form. `token`: of an invitation (XEP-0445), or empty. Ends
    /// what was asked before. Errors: Unavailable (it makes no accounts this way), Invitation, TooMany, Forbidden, and all
    /// that a connection can meet.
    virtual QFuture<Result<RegistrationOffer>> ask(ConnectionSettings server, QString token) = 0;
    /// Answers the form. Errors: Conflict (the name is taken), NotAcceptable, WrongAnswer (the picture is used up: ask
    /// again), Forbidden, TooMany, ConnectionLost, …
    virtual QFuture<Result<NewAccount>> submit(DataForm filled) = 0;
    /// Ends it; what is under way answers Cancelled.
    virtual void cancel() = 0;
};

} // namespace jackdaw
