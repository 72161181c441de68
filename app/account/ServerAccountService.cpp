// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/ServerAccountService.h"

#include "xmpp/Registration.h"

#include <QPromise>

namespace jackdaw {

ServerAccountService::ServerAccountService(const AccountContext &account, QObject *parent)
    : QObject(parent)
    , m_account(account)
{
}

QFuture<Status> ServerAccountService::changePassword(const QString &password)
{
    return tell([user = m_account.jid().local(), password](QXmlStreamWriter &writer) { writePasswordChange(writer, user, password); });
}

QFuture<Status> ServerAccountService::deleteAccount()
{
    return tell(writeRemoval);
}

QFuture<Status> ServerAccountService::tell(Connection::PayloadWriter payload)
{
    auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    auto future = promise->future();
    const Jid server(BareJid::fromPrepared(m_account.jid().domain()));
    m_account.connection.request(Connection::Request::Set, server, std::move(payload), this,
                                 [promise](const Result<QDomElement> &answer) {
        Status status = Done{};
        if (!answer) {
            Error error = answer.error();
            // XEP-0077, 3.2 and 3.3: not-authorized is about this session, not about a password that was typed.
            if (error.kind == ErrorKind::NotAuthorized) {
                error.kind = ErrorKind::Forbidden;
            }
            status = error;
        }
        promise->addResult(std::move(status));
        promise->finish();
    });
    return future;
}

} // namespace jackdaw
