// SPDX-License-Identifier: GPL-3.0-or-later
#include "account/ServiceService.h"

#include "account/ServiceStanza.h"

#include <QPromise>

namespace jackdaw {

template<class T, class Read>
QFuture<Result<T>> ServiceService::ask(Connection::Request type, const Jid &to, Connection::PayloadWriter payload, Read read)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    auto future = promise->future();
    m_account.connection.request(type, to, std::move(payload), this, [promise, read](const Result<QDomElement> &answer) {
        promise->addResult(answer ? Result<T>(read(*answer)) : Result<T>(answer.error()));
        promise->finish();
    });
    return future;
}

QFuture<Result<QList<DiscoItem>>> ServiceService::items(const Jid &jid, const QString &node)
{
    return ask<QList<DiscoItem>>(Connection::Request::Get, jid, [node](QXmlStreamWriter &writer) { writeItemsQuery(writer, node); }, readItems);
}

QFuture<Result<DiscoInfo>> ServiceService::info(const Jid &jid, const QString &node)
{
    return ask<DiscoInfo>(Connection::Request::Get, jid, [node](QXmlStreamWriter &writer) { writeInfoQuery(writer, node); }, readInfo);
}

QFuture<Result<CommandStep>> ServiceService::run(const CommandStep &step)
{
    const auto read = [step](const QDomElement &iq) -> Result<CommandStep> {
        const auto answer = readCommand(iq, step);
        return answer ? Result<CommandStep>(*answer)
                      : Result<CommandStep>(Error{ErrorKind::Malformed, QStringLiteral("that is no answer to the command"), step.jid.toString()});
    };
    return ask<CommandStep>(Connection::Request::Set, step.jid, [step](QXmlStreamWriter &writer) { writeCommand(writer, step); }, read);
}

} // namespace jackdaw
